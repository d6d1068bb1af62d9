//! Tickets: what is sold to whom, what it comes to, and how it is paid.
//!
//! `state.rs` is what a ticket is, `order.rs` what can be asked of it, [`decide()`] turns an order into events and
//! [`apply`](Ticket::apply) turns events back into state. `decide` never changes anything and `apply` never refuses.

mod apply;
mod decide;
mod event;
mod order;
mod payment;
mod state;
#[cfg(test)]
mod tests;

pub use decide::{card_step, decide, open};
pub use event::TicketEvent;
pub use order::TicketOrder;
pub use payment::{CardStep, CardSummary, Payment, Tender};
pub use state::{Line, LineKind, TaxState, Ticket, TicketStatus, Totals};

/// The most lines a ticket holds.
pub const LINES_MAX: usize = 500;
/// The most payments a ticket holds, failed attempts included.
pub const PAYMENTS_MAX: usize = 100;
