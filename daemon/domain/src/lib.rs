//! The shop's rules: commands in, events out.
//!
//! Nothing here touches the world. There is no I/O, clock, randomness, async or serde: ids and time are
//! given in a [`Ctx`], and the same commands in the same order always give the same events. Start
//! reading at [`ticket::decide`], the path that turns a clerk's order into facts.

pub mod aggregate;
pub mod authorization;
pub mod canned;
pub mod catalog;
pub mod charges;
pub mod core_charge;
pub mod count;
pub mod ctx;
pub mod discount;
pub mod drawer;
pub mod event;
pub mod formula;
pub mod gtin;
pub mod ids;
pub mod import;
pub mod index;
pub mod job;
pub mod ledger;
pub mod limits;
pub mod money;
pub mod number;
pub mod odometer;
pub mod people;
pub mod phone;
pub mod plan;
pub mod plate;
pub mod policy;
pub mod pricing;
pub mod purchase;
pub mod refusal;
pub mod report;
#[cfg(test)]
mod scene;
pub mod stock;
pub mod supplier;
pub mod supplier_return;
pub mod tax;
pub mod text;
pub mod ticket;
pub mod till;
pub mod tin;
pub mod transfer;
pub mod vin;
pub mod warranty;

pub use ctx::{Actor, Ctx, Timestamp};
pub use event::{Event, StreamId};
pub use money::{Currency, Money, Quantity, Rate};
pub use refusal::Refusal;
