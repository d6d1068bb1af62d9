//! Why an order about a plan was not carried out.

use super::{INSTALLMENTS_MAX, PlanState};
use crate::ids::{CustomerId, PlanId, TicketId};
use crate::ledger::LedgerError;
use crate::money::{Money, MoneyError};
use crate::people::{CustomerRefusal, Role};
use crate::refusal::Refusal;

/// A reason to refuse. Messages say what is the matter, not what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// Its state does not allow this.
    #[error("the plan is {}", .0.word())]
    WrongState(PlanState),
    /// No plan has this id.
    #[error("no such plan")]
    NoSuchPlan(PlanId),
    /// The plan pays for a ticket that stands.
    #[error("the plan pays for a ticket")]
    OfTicket(TicketId),
    /// The ticket is of another customer than the plan.
    #[error("the ticket is not the plan's customer's")]
    OtherCustomer(CustomerId),
    /// Too few or too many installments.
    #[error("a plan has 1 to {INSTALLMENTS_MAX} installments")]
    InstallmentCount,
    /// The first installment is in the past.
    #[error("the first installment is due before today")]
    FirstDuePast,
    /// The amount must be above zero.
    #[error("the amount must be more than zero")]
    AmountNotPositive,
    /// A down payment or charge below zero.
    #[error("{0} must not be below zero")]
    Negative(&'static str),
    /// An amount is in another currency than the shop's.
    #[error("the amount is not in the shop's currency")]
    ForeignCurrency,
    /// The down payment leaves nothing to finance.
    #[error("the down payment {down} leaves nothing of {price} to finance")]
    NothingToFinance {
        /// The down payment.
        down: Money,
        /// The price.
        price: Money,
    },
    /// The shop asks for more at once.
    #[error("the down payment {down} is less than the {least} that the shop asks for")]
    DownPaymentTooSmall {
        /// What was offered.
        down: Money,
        /// What the shop asks for.
        least: Money,
    },
    /// The ticket was charged with something else than the plan finances.
    #[error("{charged} was charged and the plan finances {financed}")]
    OtherAmount {
        /// What the ticket charged.
        charged: Money,
        /// What the plan finances.
        financed: Money,
    },
    /// The down payment was not taken.
    #[error("{paid} of the down payment {down} was paid")]
    DownPaymentMissing {
        /// What was paid on the ticket.
        paid: Money,
        /// What was agreed.
        down: Money,
    },
    /// More than is left of the plan.
    #[error("{asked} is more than the {left} left of the plan")]
    MoreThanLeft {
        /// What was offered.
        asked: Money,
        /// What is left.
        left: Money,
    },
    /// Money was paid on it.
    #[error("money was paid on the plan already")]
    HasPayments,
    /// No session of the till is open.
    #[error("the till is closed")]
    TillClosed,
    /// The role may not do this, nor does a second person stand in who may.
    #[error("this needs the role {0:?} or higher")]
    NeedsRole(Role),
    /// A date does not fit the calendar.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// The customer's store credit does not allow it.
    #[error(transparent)]
    Customer(Box<CustomerRefusal>),
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// The entry does not balance: a slip in the rules.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// A field broke its bounds.
    #[error(transparent)]
    Field(Box<Refusal>),
}

impl From<Refusal> for PlanRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Field(Box::new(refusal))
    }
}

impl From<CustomerRefusal> for PlanRefusal {
    fn from(refusal: CustomerRefusal) -> Self {
        Self::Customer(Box::new(refusal))
    }
}
