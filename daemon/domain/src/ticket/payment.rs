//! Payments: what was offered for a ticket and what became of it.

use jiff::civil::Date;
use uuid::Uuid;

use crate::ctx::Timestamp;
use crate::ids::{CustomerId, PaymentId, PlanId, TicketId, TillId};
use crate::ledger::Account;
use crate::money::Money;

/// One tender against a ticket. Below zero it gives money back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment {
    /// Its id; also the key under which the processor knows it.
    pub id: PaymentId,
    /// How much of the ticket it covers; below zero for a refund.
    pub amount: Money,
    /// What was offered.
    pub tender: Tender,
    /// When it was asked for.
    pub at: Timestamp,
    /// The payment that it gives back, on whatever ticket that was made.
    pub refund_of: Option<(TicketId, PaymentId)>,
    /// How much of it was given back later.
    pub returned: Money,
}

/// What a customer pays with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tender {
    /// Notes and coins.
    Cash {
        /// What was handed over; below zero when the shop hands it over.
        tendered: Money,
        /// What was handed back.
        change: Money,
        /// What rounding to the smallest coin added to the part paid in cash, or took off it.
        rounding: Money,
    },
    /// A card on a reader.
    Card {
        /// Which reader, in the processor's words.
        reader: String,
        /// How far it has come.
        step: CardStep,
        /// Whether someone wants it stopped.
        cancel_asked: bool,
    },
    /// Money back to the card of an earlier payment.
    CardRefund {
        /// The processor's id of the payment that is given back.
        intent: String,
        /// How far it has come.
        step: RefundStep,
    },
    /// A link that the customer pays by elsewhere.
    Link {
        /// How far it has come.
        step: LinkStep,
    },
    /// The customer's store credit.
    StoreCredit,
    /// A check.
    Check {
        /// Its number.
        number: String,
    },
    /// The customer's house account.
    Account {
        /// The number of their own order.
        po_number: Option<String>,
        /// When it is due.
        due: Date,
    },
    /// An installment plan of the shop's.
    Plan {
        /// Which.
        plan: PlanId,
    },
    /// Anything settled by someone else: a pay-later firm, a gift card, a terminal of another program.
    Other {
        /// Which kind, e.g. `affirm`.
        kind: String,
        /// Their reference.
        reference: String,
    },
}

/// How far a payment link has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkStep {
    /// Asked for.
    Requested,
    /// It can be paid at an address.
    Open {
        /// The provider's id.
        reference: String,
        /// The address.
        url: String,
    },
    /// It was paid.
    Paid {
        /// The provider's id of the payment.
        reference: String,
    },
    /// It can no longer be paid, and why.
    Ended {
        /// Why: canceled, expired.
        reason: String,
    },
}

/// How far a refund to a card has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RefundStep {
    /// Asked for; the processor has not been called.
    Requested,
    /// About to be sent to the processor.
    Sending,
    /// The processor will give the money back.
    Done {
        /// The processor's id.
        reference: String,
    },
    /// The processor would not; nothing was given back.
    Failed {
        /// Its words.
        reason: String,
    },
    /// Nobody knows yet; the processor is asked again under the same key.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl LinkStep {
    /// Tells whether the customer may still pay by it.
    #[must_use]
    pub const fn in_flight(&self) -> bool {
        match self {
            Self::Requested | Self::Open { .. } => true,
            Self::Paid { .. } | Self::Ended { .. } => false,
        }
    }
}

impl RefundStep {
    /// Tells whether money may still move.
    #[must_use]
    pub const fn in_flight(&self) -> bool {
        match self {
            Self::Requested | Self::Sending | Self::Unknown { .. } => true,
            Self::Done { .. } | Self::Failed { .. } => false,
        }
    }
}

/// How far a card payment has come. Each step is on disk before the call that follows it, so that after a crash the
/// processor can be asked what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CardStep {
    /// Asked for; the processor has not been called.
    Requested,
    /// The processor holds a payment intent of this id.
    Created {
        /// The processor's id.
        intent: String,
    },
    /// About to be sent to the reader.
    Dispatching {
        /// The processor's id.
        intent: String,
        /// Which attempt, from 1.
        attempt: u32,
    },
    /// The reader waits for a card.
    Waiting {
        /// The processor's id.
        intent: String,
        /// Which attempt.
        attempt: u32,
    },
    /// The money is held.
    Authorized {
        /// The processor's id.
        intent: String,
        /// Which attempt.
        attempt: u32,
    },
    /// About to take the held money.
    Capturing {
        /// The processor's id.
        intent: String,
        /// Which attempt.
        attempt: u32,
    },
    /// The money is taken.
    Captured {
        /// The processor's id.
        intent: String,
        /// What may be printed of the card.
        card: CardSummary,
    },
    /// The card was declined, or the processor would not take the order; nothing was taken.
    Declined {
        /// The processor's id, if it has one.
        intent: Option<String>,
        /// Which attempt.
        attempt: u32,
        /// The processor's code.
        code: String,
        /// Its words.
        message: String,
    },
    /// Someone asked for another attempt; the processor is asked what became of the last one first.
    Retrying {
        /// The processor's id, if it has one.
        intent: Option<String>,
        /// The last attempt.
        attempt: u32,
    },
    /// About to be called off.
    Canceling {
        /// The processor's id, if it has one.
        intent: Option<String>,
        /// Which attempt.
        attempt: u32,
        /// Whether money already held is let go, too.
        release: bool,
    },
    /// Called off; nothing was taken.
    Canceled,
    /// Nobody knows yet; the processor is asked again, the card never is.
    Unknown {
        /// The processor's id, if it has one.
        intent: Option<String>,
        /// Which attempt.
        attempt: u32,
        /// Why.
        reason: String,
    },
}

/// What may be kept and printed of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardSummary {
    /// Brand, e.g. `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// The issuer's approval code.
    pub auth_code: Option<String>,
}

impl CardStep {
    /// Tells whether money may still move without anyone asking for it again.
    #[must_use]
    pub const fn in_flight(&self) -> bool {
        match self {
            Self::Requested
            | Self::Created { .. }
            | Self::Dispatching { .. }
            | Self::Waiting { .. }
            | Self::Authorized { .. }
            | Self::Capturing { .. }
            | Self::Retrying { .. }
            | Self::Canceling { .. }
            | Self::Unknown { .. } => true,
            Self::Captured { .. } | Self::Declined { .. } | Self::Canceled => false,
        }
    }
}

impl Payment {
    /// Returns the amount if the money has been taken or given back.
    #[must_use]
    pub const fn captured(&self) -> Option<Money> {
        let captured = match &self.tender {
            Tender::Cash { .. }
            | Tender::StoreCredit
            | Tender::Check { .. }
            | Tender::Account { .. }
            | Tender::Plan { .. }
            | Tender::Other { .. } => true,
            Tender::Card { step, .. } => matches!(step, CardStep::Captured { .. }),
            Tender::CardRefund { step, .. } => matches!(step, RefundStep::Done { .. }),
            Tender::Link { step } => matches!(step, LinkStep::Paid { .. }),
        };
        if captured { Some(self.amount) } else { None }
    }

    /// Returns the amount if it may still be taken or given back.
    #[must_use]
    pub const fn pending(&self) -> Option<Money> {
        let pending = match &self.tender {
            Tender::Card { step, .. } => step.in_flight(),
            Tender::CardRefund { step, .. } => step.in_flight(),
            Tender::Link { step } => step.in_flight(),
            Tender::Cash { .. }
            | Tender::StoreCredit
            | Tender::Check { .. }
            | Tender::Account { .. }
            | Tender::Plan { .. }
            | Tender::Other { .. } => false,
        };
        if pending { Some(self.amount) } else { None }
    }

    /// Returns the cash handed back, if this was cash.
    #[must_use]
    pub const fn change(&self) -> Option<Money> {
        match &self.tender {
            Tender::Cash { change, .. } => Some(*change),
            Tender::Card { .. }
            | Tender::CardRefund { .. }
            | Tender::Link { .. }
            | Tender::StoreCredit
            | Tender::Check { .. }
            | Tender::Account { .. }
            | Tender::Plan { .. }
            | Tender::Other { .. } => None,
        }
    }

    /// Returns what rounding to the smallest coin added to it, or took off it.
    #[must_use]
    pub const fn rounding(&self) -> Money {
        match &self.tender {
            Tender::Cash { rounding, .. } => *rounding,
            Tender::Card { .. }
            | Tender::CardRefund { .. }
            | Tender::Link { .. }
            | Tender::StoreCredit
            | Tender::Check { .. }
            | Tender::Account { .. }
            | Tender::Plan { .. }
            | Tender::Other { .. } => Money::zero(self.amount.currency()),
        }
    }

    /// Tells whether it came from something that belongs to the customer on the ticket and to nobody else.
    #[must_use]
    pub const fn is_the_customers(&self) -> bool {
        match &self.tender {
            Tender::StoreCredit | Tender::Account { .. } | Tender::Plan { .. } => true,
            Tender::Cash { .. }
            | Tender::Card { .. }
            | Tender::CardRefund { .. }
            | Tender::Link { .. }
            | Tender::Check { .. }
            | Tender::Other { .. } => false,
        }
    }

    /// Returns the account that the money goes to, and whose it is there.
    #[must_use]
    pub fn account(
        &self,
        customer: Option<CustomerId>,
        till: Option<TillId>,
    ) -> (Account, Option<Uuid>) {
        let customer = customer.map(CustomerId::uuid);
        match &self.tender {
            Tender::Cash { .. } => (Account::Cash, till.map(TillId::uuid)),
            Tender::Card { .. } | Tender::CardRefund { .. } | Tender::Link { .. } => {
                (Account::CardClearing, None)
            }
            Tender::StoreCredit => (Account::StoreCredit, customer),
            Tender::Check { .. } => (Account::Checks, None),
            Tender::Account { .. } => (Account::Receivable, customer),
            Tender::Plan { plan } => (Account::PlanReceivable, Some(plan.uuid())),
            Tender::Other { .. } => (Account::OtherTenders, None),
        }
    }
}
