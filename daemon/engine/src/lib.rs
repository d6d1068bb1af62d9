//! The one loop: input, load, decide, append, tell.
//!
//! One synchronous thread owns the writing store. It takes orders from a bounded queue, lets the domain decide
//! each, appends what was decided, commits once for everything that was waiting (group commit), and only then
//! answers and tells the world. It never prints, charges or calls out by itself: those who do so work from the
//! committed events. Start reading at [`run::Engine`].

mod chain;
pub mod command;
pub mod feed;
mod handle;
pub mod import;
pub mod no_receipt;
pub mod ports;
pub mod queries;
pub mod reorder;
pub mod run;

pub use chain::chain;
pub use command::{
    Answer, By, Command, CoreRef, CoreReturnOrder, CountCommand, EngineError, LaborOrder, Order,
    Outcome, PartOrder, PartRef, RefundWay, TicketCommand, TillCommand, TransferCommand,
};
pub use handle::load::{Noun, fold};
pub use handle::prices::price_of;
pub use ports::{
    Clock, Found, IdSource, Journal, Lookup, Outbox, Recorded, Remembered, Store, StoreError,
    TaxRule,
};
pub use queries::Queries;
pub use run::{CurrentRules, Engine, Handle};
