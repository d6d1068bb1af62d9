//! Payments: what was offered for a ticket and what became of it.

use crate::ctx::Timestamp;
use crate::ids::PaymentId;
use crate::money::Money;

/// One tender against a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment {
    /// Its id; also the key under which the processor knows it.
    pub id: PaymentId,
    /// How much of the ticket it covers.
    pub amount: Money,
    /// What was offered.
    pub tender: Tender,
    /// When it was asked for.
    pub at: Timestamp,
}

/// What a customer pays with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tender {
    /// Notes and coins.
    Cash {
        /// What was handed over.
        tendered: Money,
        /// What was handed back.
        change: Money,
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
    /// Returns the amount if the money has been taken.
    #[must_use]
    pub const fn captured(&self) -> Option<Money> {
        match &self.tender {
            Tender::Cash { .. }
            | Tender::Card {
                step: CardStep::Captured { .. },
                ..
            } => Some(self.amount),
            Tender::Card { .. } => None,
        }
    }

    /// Returns the amount if it may still be taken.
    #[must_use]
    pub const fn pending(&self) -> Option<Money> {
        match &self.tender {
            Tender::Card { step, .. } if step.in_flight() => Some(self.amount),
            Tender::Card { .. } | Tender::Cash { .. } => None,
        }
    }

    /// Returns the cash handed back, if this was cash.
    #[must_use]
    pub const fn change(&self) -> Option<Money> {
        match &self.tender {
            Tender::Cash { change, .. } => Some(*change),
            Tender::Card { .. } => None,
        }
    }
}
