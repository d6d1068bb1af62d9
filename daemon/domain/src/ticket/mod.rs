//! Tickets: what is sold to whom, what it comes to, and how it is paid.
//!
//! `state.rs` is what a ticket is, `order.rs` what can be asked of it, [`decide()`] turns an order into events and
//! [`apply`](Ticket::apply) turns events back into state. `decide` never changes anything and `apply` never refuses.

mod apply;
mod decide;
mod event;
mod job;
mod line;
mod no_receipt;
mod order;
mod payment;
mod state;
mod sums;
#[cfg(test)]
mod tests;

pub use decide::{card_step, decide, open, parts_sold};
pub use event::{Plan, TicketEvent};
pub use job::{Approval, Clocked, TicketJob};
pub use line::{
    Component, Line, LineKind, LineOrigin, PartCondition, PartLine, PayType, ReturnOf, Warranty,
    line_amount,
};
pub use no_receipt::NoReceiptRules;
pub use order::{
    AccountStanding, Beside, CoreBack, CoreBackDraft, Decision, JobChange, JobDraft, LaborDraft,
    LineChange, LineDraft, NoReceiptDraft, PartDraft, RefundTo, ReturnDraft, Standing, SubletDraft,
    TicketOrder,
};
pub use payment::{CardStep, CardSummary, LinkStep, Payment, RefundStep, Tender};
pub use state::{Presented, Queue, Returned, Stage, TaxState, Ticket, TicketStatus, queue_of};
pub use sums::{TicketCharge, Totals};

/// The most lines a ticket holds.
pub const LINES_MAX: usize = 500;
/// The most jobs a ticket holds.
pub const JOBS_MAX: usize = 100;
/// The most payments a ticket holds, failed attempts included.
pub const PAYMENTS_MAX: usize = 100;
