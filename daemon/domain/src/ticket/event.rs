//! What can happen to a ticket.

use jiff::civil::Date;

use crate::ctx::Timestamp;
use crate::discount::Discount;
use crate::ids::{CustomerId, LineId, PaymentId, StaffId, TicketId, TicketJobId, VehicleId};
use crate::index::Slot;
use crate::money::{Currency, Money, Quantity};
use crate::number::DocumentNumber;
use crate::purchase::LeftPart;
use crate::refusal::Refusal;
use crate::tax::TaxAssessment;
use crate::text;

use super::job::{Approval, TicketJob};
use super::line::Line;
use super::sums::TicketCharge;
use super::{CardStep, LinkStep, Payment, RefundStep, Stage};

/// What can happen to a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketEvent {
    /// It was opened.
    Opened {
        /// Its number.
        number: DocumentNumber,
        /// Whose money it counts.
        currency: Currency,
        /// The stock location it sells from.
        location: String,
        /// Whether its prices contain their tax.
        inclusive: bool,
    },
    /// A customer, vehicle or odometer reading was put on it; absent fields stay as they are.
    Attached {
        /// The customer.
        customer: Option<CustomerId>,
        /// The vehicle.
        vehicle: Option<VehicleId>,
        /// The odometer when it came in.
        odometer: Option<u32>,
    },
    /// The customer (and with them the vehicle) or the vehicle was taken off.
    Detached {
        /// Whether the customer was.
        customer: bool,
        /// Whether the vehicle was.
        vehicle: bool,
    },
    /// Who looks after it and what was promised; absent fields stay as they are.
    Planned(Plan),
    /// Goods were taken back without a receipt.
    TakenWithoutReceipt {
        /// Their line.
        line: LineId,
        /// Why they came back.
        reason: String,
        /// What the person showed of themselves. It is on no paper.
        shown: String,
    },
    /// It became an estimate, a work order or an invoice, under this number.
    StageMoved {
        /// What it is now.
        stage: Stage,
        /// That paper's number.
        number: DocumentNumber,
        /// The odometer going out, when it became an invoice.
        odometer_out: Option<u32>,
    },
    /// The estimate was shown to the customer as it stood: a revision that is kept for ever.
    Presented {
        /// Which revision, from 1.
        revision: u32,
        /// What it came to, with tax.
        total: Money,
        /// The last day it holds.
        expires: Option<Date>,
    },
    /// The work got another status.
    StatusSet(String),
    /// A job was added.
    JobAdded(TicketJob),
    /// A job got another title, note, technician, discount, or was done; the whole job as it is now.
    JobChanged(TicketJob),
    /// A job was taken off with its lines.
    JobRemoved(TicketJobId),
    /// The customer decided on a job.
    JobDecided {
        /// Which job.
        job: TicketJobId,
        /// What they said.
        approval: Approval,
    },
    /// A technician began to work on a job.
    ClockedOn {
        /// Which job.
        job: TicketJobId,
        /// Who.
        staff: StaffId,
    },
    /// A technician stopped.
    ClockedOff {
        /// Which job.
        job: TicketJobId,
        /// Who.
        staff: StaffId,
        /// When.
        until: Timestamp,
        /// Whether it was ended for them.
        auto: bool,
    },
    /// A line was added.
    LineAdded(Line),
    /// A line was changed: the whole line as it is now.
    LineChanged(Line),
    /// A line was taken off.
    LineRemoved(LineId),
    /// What is taken off the whole ticket, or no longer.
    DiscountSet(Option<Discount>),
    /// Fees and supplies were worked out anew: all of them as they are now.
    ChargesAssessed(Vec<TicketCharge>),
    /// The tax rule answered for the lines as they now are: as much as the ticket does not hold already.
    TaxAssessed(TaxAssessment),
    /// The tax rule did not answer, and why; the ticket cannot be paid until it does.
    TaxFailed(String),
    /// Money was taken or given back at once: cash, check, store credit, an account.
    PaymentTaken(Payment),
    /// A card payment, payment link or card refund was asked for. Nothing has been sent to the processor yet.
    PaymentRequested(Payment),
    /// A card payment took a step.
    CardStepped {
        /// The payment.
        payment: PaymentId,
        /// The step.
        step: CardStep,
    },
    /// Someone wants the card payment stopped.
    CardCancelAsked(PaymentId),
    /// A payment link took a step.
    LinkStepped {
        /// The payment.
        payment: PaymentId,
        /// The step.
        step: LinkStep,
    },
    /// A refund to a card took a step.
    RefundStepped {
        /// The payment.
        payment: PaymentId,
        /// The step.
        step: RefundStep,
    },
    /// It is paid and closed.
    Closed {
        /// The receipt's number.
        receipt: DocumentNumber,
        /// What it came to, with tax.
        total: Money,
        /// Its tax.
        tax: Money,
        /// The shop's day.
        date: Date,
    },
    /// It was given up before anything was paid, and why.
    Voided(String),
    /// The sale was undone on the day it was made, and why; the record of it stays.
    Reversed(String),
    /// Goods of this sale came back on another ticket.
    LineReturned {
        /// Which line.
        line: LineId,
        /// How many came back.
        quantity: Quantity,
        /// What was given back for them, with discounts, before tax.
        amount: Money,
        /// The tax given back.
        tax: Money,
        /// On which ticket.
        by: TicketId,
    },
    /// Money of a payment was given back on another ticket.
    PaymentReturned {
        /// Which payment.
        payment: PaymentId,
        /// How much.
        amount: Money,
        /// On which ticket.
        by: TicketId,
    },
    /// It was invoiced or closed although these were bought for it and are not accounted for.
    PartsLeft(Vec<LeftPart>),
    /// Something that a manager stood in for.
    Overridden {
        /// Who stood in.
        by: StaffId,
        /// For what.
        what: String,
        /// Why.
        reason: String,
    },
}

/// Who looks after a ticket and what was promised.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The advisor.
    pub advisor: Option<StaffId>,
    /// The technician in charge.
    pub technician: Option<StaffId>,
    /// When it was promised.
    pub promised_at: Option<Timestamp>,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
    /// The tag on the key.
    pub key_tag: Option<String>,
    /// What everyone working on it should know.
    pub note: Option<String>,
}

impl Plan {
    /// Trims the texts and checks their bounds.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.po_number = text::optional("order number", self.po_number.as_deref(), 40)?;
        self.key_tag = text::optional("key tag", self.key_tag.as_deref(), 20)?;
        self.note = text::note("note", self.note.as_deref())?;
        Ok(self)
    }

    /// Takes over what the other says; what it does not say stays.
    pub fn merge(&mut self, other: &Self) {
        self.advisor = other.advisor.or(self.advisor);
        self.technician = other.technician.or(self.technician);
        self.promised_at = other.promised_at.or(self.promised_at);
        let texts = [
            (&mut self.po_number, &other.po_number),
            (&mut self.key_tag, &other.key_tag),
            (&mut self.note, &other.note),
        ];
        for (kept, new) in texts {
            if new.is_some() {
                kept.clone_from(new);
            }
        }
    }
}

impl TicketEvent {
    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Opened { number, .. }
            | Self::StageMoved { number, .. }
            | Self::Closed {
                receipt: number, ..
            } => Some(number),
            _ => None,
        }
    }

    /// Returns what the ticket is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::StageMoved { stage, number, .. } => vec![
                Slot::put("ticket.stage", stage.code()),
                Slot::put("number", number).at(stage.code()),
            ],
            Self::StatusSet(status) => vec![Slot::put("ticket.work", status)],
            Self::Planned(plan) => [
                plan.advisor.map(|id| Slot::put("ticket.advisor", id)),
                plan.technician.map(|id| Slot::put("ticket.technician", id)),
            ]
            .into_iter()
            .flatten()
            .collect(),
            // Two technicians may be on one job, so the place says both.
            Self::ClockedOn { job, staff } => {
                vec![Slot::put("ticket.clock", staff).at(format!("{job}/{staff}"))]
            }
            Self::ClockedOff { job, staff, .. } => {
                vec![Slot::clear("ticket.clock").at(format!("{job}/{staff}"))]
            }
            Self::Closed { .. } | Self::Voided(_) | Self::Reversed(_) => vec![
                Slot::clear("ticket.stage"),
                Slot::clear("ticket.work"),
                Slot::clear("ticket.advisor"),
                Slot::clear("ticket.technician"),
            ],
            Self::JobDecided {
                job,
                approval: Approval::Declined { follow_up, .. },
            } => vec![
                Slot::put(
                    "ticket.deferred",
                    follow_up.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()),
                )
                .at(job),
            ],
            Self::JobDecided { job, .. } | Self::JobRemoved(job) => {
                vec![Slot::clear("ticket.deferred").at(job)]
            }
            Self::LineAdded(line) | Self::LineChanged(line) => line
                .part()
                .map(|part| part.serials.iter())
                .into_iter()
                .flatten()
                .map(|serial| Slot::put("ticket.serial", serial).at(serial))
                .collect(),
            _ => Vec::new(),
        }
    }
}
