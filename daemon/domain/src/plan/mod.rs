//! In-house financing: a promise to pay in installments.
//!
//! A draft becomes active when a ticket is charged to it, and ends paid, defaulted or canceled. What is owed is the books'
//! ([`crate::ledger::Account::PlanReceivable`], owner the plan); the ticket books what it charges, everything else is
//! booked here. Start at [`open()`], then [`decide()`].

mod decide;
mod event;
mod open;
mod refusal;
mod schedule;
mod state;

#[cfg(test)]
mod tests;

pub use decide::{PlanOrder, decide};
pub use event::{PlanEvent, PlanReceipt, PlanShare};
pub use open::{PlanDraft, open};
pub use refusal::PlanRefusal;
pub use schedule::{INSTALLMENTS_MAX, Installment, Rhythm, schedule};
pub use state::{Overdue, Plan, PlanRules, PlanState};
