//! What can happen to a ticket.

use crate::ids::{CustomerId, LineId, PaymentId, VehicleId};
use crate::money::{Currency, Money, Quantity};
use crate::number::DocumentNumber;
use crate::tax::TaxAssessment;

use super::{CardStep, Line, Payment};

/// What can happen to a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketEvent {
    /// It was opened.
    Opened {
        /// Its number.
        number: DocumentNumber,
        /// Whose money it counts.
        currency: Currency,
    },
    /// A customer, vehicle or odometer reading was put on it; absent fields stay as they are.
    Attached {
        /// The customer.
        customer: Option<CustomerId>,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// The odometer now.
        odometer: Option<u32>,
    },
    /// A line was added.
    LineAdded(Line),
    /// A line's quantity changed.
    LineQuantityChanged {
        /// The line.
        line: LineId,
        /// How many now.
        quantity: Quantity,
        /// What the line comes to now.
        amount: Money,
    },
    /// A line was taken off.
    LineRemoved(LineId),
    /// The tax rule answered for the lines as they now are: as much as the ticket does not hold already.
    TaxAssessed(TaxAssessment),
    /// The tax rule did not answer, and why; the ticket cannot be paid until it does.
    TaxFailed(String),
    /// Cash was taken.
    CashTaken(Payment),
    /// A card payment was asked for. Nothing has been sent to the processor yet.
    CardRequested(Payment),
    /// A card payment took a step.
    CardStepped {
        /// The payment.
        payment: PaymentId,
        /// The step.
        step: CardStep,
    },
    /// Someone wants the card payment stopped.
    CardCancelAsked(PaymentId),
    /// It is paid and closed.
    Closed {
        /// The receipt's number.
        receipt: DocumentNumber,
        /// What it came to, with tax.
        total: Money,
        /// Its tax.
        tax: Money,
    },
    /// It was given up before anything was paid, and why.
    Voided(String),
}

impl TicketEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Opened { number, .. }
            | Self::Closed {
                receipt: number, ..
            } => Some(number),
            Self::Attached { .. }
            | Self::LineAdded(_)
            | Self::LineQuantityChanged { .. }
            | Self::LineRemoved(_)
            | Self::TaxAssessed(_)
            | Self::TaxFailed(_)
            | Self::CashTaken(_)
            | Self::CardRequested(_)
            | Self::CardStepped { .. }
            | Self::CardCancelAsked(_)
            | Self::Voided(_) => None,
        }
    }
}
