//! What can happen to a plan, and the lists that puts it on.

use jiff::civil::Date;

use super::{Plan, PlanState};
use crate::ids::{StaffId, TicketId};
use crate::index::Slot;
use crate::money::Money;
use crate::people::ReceiptTender;

/// How much of a payment goes to one installment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanShare {
    /// Which, from 1.
    pub installment: u16,
    /// How much; never more than is left of it.
    pub amount: Money,
}

/// Money paid on a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanReceipt {
    /// The shop's day.
    pub date: Date,
    /// How much.
    pub amount: Money,
    /// With what.
    pub tender: ReceiptTender,
    /// Where it goes, the oldest installments first.
    pub shares: Vec<PlanShare>,
    /// When the next installment is due; none when everything is paid.
    pub next_due: Option<Date>,
}

/// What can happen to a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanEvent {
    /// It was drawn up, with its schedule.
    Drafted(Box<Plan>),
    /// A ticket was charged to it.
    Activated {
        /// Which.
        ticket: TicketId,
        /// The shop's day.
        date: Date,
        /// When the first installment is due.
        next_due: Date,
    },
    /// Money was paid on it.
    Paid(Box<PlanReceipt>),
    /// Something was taken off it that nobody pays: goods that came back, charges of a plan that was paid early.
    Credited {
        /// The shop's day.
        date: Date,
        /// The ticket that goods came back on.
        ticket: Option<TicketId>,
        /// Where it goes.
        shares: Vec<PlanShare>,
        /// When the next installment is due; none when nothing is left.
        next_due: Option<Date>,
    },
    /// The shop gave up on the rest.
    Defaulted {
        /// The shop's day.
        date: Date,
        /// What was left.
        remaining: Money,
        /// Why.
        reason: String,
        /// Who stood in for the one who may not do it alone.
        approved_by: Option<StaffId>,
    },
    /// It was dropped before any money was paid on it.
    Canceled {
        /// The shop's day.
        date: Date,
        /// Why.
        reason: String,
    },
}

impl PlanEvent {
    /// Returns what the plan is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        let state = |state: PlanState| Slot::put("plan.state", state.word());
        match self {
            Self::Drafted(plan) => vec![
                state(PlanState::Draft),
                Slot::put("plan.customer", plan.customer),
            ],
            Self::Activated {
                ticket, next_due, ..
            } => vec![
                state(PlanState::Active),
                Slot::put("plan.ticket", ticket),
                Slot::put("plan.due", next_due),
            ],
            Self::Paid(receipt) => moved(receipt.next_due),
            Self::Credited { next_due, .. } => moved(*next_due),
            Self::Defaulted { .. } => vec![state(PlanState::Defaulted), Slot::clear("plan.due")],
            Self::Canceled { .. } => vec![state(PlanState::Canceled), Slot::clear("plan.due")],
        }
    }
}

fn moved(next_due: Option<Date>) -> Vec<Slot> {
    match next_due {
        Some(due) => vec![Slot::put("plan.due", due)],
        None => vec![
            Slot::put("plan.state", PlanState::Paid.word()),
            Slot::clear("plan.due"),
        ],
    }
}
