//! Everything that can have happened. These are the facts that the journal keeps for ever.

use uuid::Uuid;

use crate::catalog::{Part, StockMove};
use crate::ids::{CustomerId, JobId, LineId, PaymentId, StaffId, TicketId, VehicleId};
use crate::job::{Job, JobOutcome};
use crate::money::{Money, Quantity};
use crate::number::DocumentNumber;
use crate::people::{Customer, ServiceRecord, Staff, Vehicle};
use crate::tax::TaxAssessment;
use crate::ticket::{CardStep, Line, Payment};

/// A past fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A ticket was opened.
    TicketOpened {
        /// Its id.
        ticket: TicketId,
        /// Its number.
        number: DocumentNumber,
        /// Whose money it counts.
        currency: crate::money::Currency,
    },
    /// A customer, vehicle or odometer reading was put on a ticket; absent fields stay as they are.
    TicketAttached {
        /// The ticket.
        ticket: TicketId,
        /// The customer.
        customer: Option<CustomerId>,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// The odometer now.
        odometer: Option<u32>,
    },
    /// A line was added.
    LineAdded {
        /// The ticket.
        ticket: TicketId,
        /// The line.
        line: Line,
    },
    /// A line's quantity changed.
    LineQuantityChanged {
        /// The ticket.
        ticket: TicketId,
        /// The line.
        line: LineId,
        /// How many now.
        quantity: Quantity,
        /// What the line comes to now.
        amount: Money,
    },
    /// A line was taken off.
    LineRemoved {
        /// The ticket.
        ticket: TicketId,
        /// The line.
        line: LineId,
    },
    /// The tax rule answered for the lines as they now are.
    TaxAssessed {
        /// The ticket.
        ticket: TicketId,
        /// The answer, as far as the ticket does not hold it already.
        assessment: TaxAssessment,
    },
    /// The tax rule did not answer; the ticket cannot be paid until it does.
    TaxFailed {
        /// The ticket.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Cash was taken.
    CashTaken {
        /// The ticket.
        ticket: TicketId,
        /// The payment.
        payment: Payment,
    },
    /// A card payment was asked for. Nothing has been sent to the processor yet.
    CardRequested {
        /// The ticket.
        ticket: TicketId,
        /// The payment.
        payment: Payment,
    },
    /// A card payment took a step.
    CardStepped {
        /// The ticket.
        ticket: TicketId,
        /// The payment.
        payment: PaymentId,
        /// The step.
        step: CardStep,
    },
    /// Someone wants the card payment stopped.
    CardCancelAsked {
        /// The ticket.
        ticket: TicketId,
        /// The payment.
        payment: PaymentId,
    },
    /// The ticket is paid and closed.
    TicketClosed {
        /// The ticket.
        ticket: TicketId,
        /// The receipt's number.
        receipt: DocumentNumber,
        /// What it came to, with tax.
        total: Money,
        /// Its tax.
        tax: Money,
    },
    /// The ticket was given up before anything was paid.
    TicketVoided {
        /// The ticket.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Stock moved.
    StockMoved(StockMove),
    /// A page was added to a vehicle's history.
    ServiceRecorded(ServiceRecord),
    /// A part was added to the catalog or changed.
    PartSaved(Box<Part>),
    /// A customer was added or changed.
    CustomerSaved(Customer),
    /// A vehicle was added or changed.
    VehicleSaved(Vehicle),
    /// A member of staff was added or changed.
    StaffSaved(Staff),
    /// A device was given an order.
    JobRequested(Job),
    /// The order is about to be sent.
    JobStarted {
        /// The job.
        job: JobId,
    },
    /// The order has an outcome.
    JobSettled {
        /// The job.
        job: JobId,
        /// The outcome.
        outcome: JobOutcome,
    },
    /// A failed order is to be tried again.
    JobRetried {
        /// The job.
        job: JobId,
    },
}

/// The thing an event is about; its events in order are its whole story.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StreamId(pub Uuid);

impl Event {
    /// Returns the thing this event is about.
    #[must_use]
    pub fn stream(&self) -> StreamId {
        StreamId(match self {
            Self::TicketOpened { ticket, .. }
            | Self::TicketAttached { ticket, .. }
            | Self::LineAdded { ticket, .. }
            | Self::LineQuantityChanged { ticket, .. }
            | Self::LineRemoved { ticket, .. }
            | Self::TaxAssessed { ticket, .. }
            | Self::TaxFailed { ticket, .. }
            | Self::CashTaken { ticket, .. }
            | Self::CardRequested { ticket, .. }
            | Self::CardStepped { ticket, .. }
            | Self::CardCancelAsked { ticket, .. }
            | Self::TicketClosed { ticket, .. }
            | Self::TicketVoided { ticket, .. } => ticket.uuid(),
            Self::StockMoved(movement) => movement.part.uuid(),
            Self::ServiceRecorded(record) => record.vehicle.uuid(),
            Self::PartSaved(part) => part.id.uuid(),
            Self::CustomerSaved(customer) => customer.id.uuid(),
            Self::VehicleSaved(vehicle) => vehicle.id.uuid(),
            Self::StaffSaved(staff) => staff.id.uuid(),
            Self::JobRequested(job) => job.id.uuid(),
            Self::JobStarted { job } | Self::JobSettled { job, .. } | Self::JobRetried { job } => {
                job.uuid()
            }
        })
    }

    /// Returns the ticket that the event belongs to, if it is one of a ticket's own story.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::TicketOpened { ticket, .. }
            | Self::TicketAttached { ticket, .. }
            | Self::LineAdded { ticket, .. }
            | Self::LineQuantityChanged { ticket, .. }
            | Self::LineRemoved { ticket, .. }
            | Self::TaxAssessed { ticket, .. }
            | Self::TaxFailed { ticket, .. }
            | Self::CashTaken { ticket, .. }
            | Self::CardRequested { ticket, .. }
            | Self::CardStepped { ticket, .. }
            | Self::CardCancelAsked { ticket, .. }
            | Self::TicketClosed { ticket, .. }
            | Self::TicketVoided { ticket, .. } => Some(*ticket),
            Self::StockMoved(_)
            | Self::ServiceRecorded(_)
            | Self::PartSaved(_)
            | Self::CustomerSaved(_)
            | Self::VehicleSaved(_)
            | Self::StaffSaved(_)
            | Self::JobRequested(_)
            | Self::JobStarted { .. }
            | Self::JobSettled { .. }
            | Self::JobRetried { .. } => None,
        }
    }

    /// Returns the member of staff that the event is about.
    #[must_use]
    pub fn staff(&self) -> Option<StaffId> {
        if let Self::StaffSaved(staff) = self {
            Some(staff.id)
        } else {
            None
        }
    }
}
