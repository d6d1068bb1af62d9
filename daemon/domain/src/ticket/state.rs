//! What a ticket is at one moment.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::ctx::{Actor, Timestamp};
use crate::discount::Discount;
use crate::ids::{CustomerId, LineId, PaymentId, TicketId, TicketJobId, VehicleId};
use crate::money::{Currency, Money, Quantity};
use crate::number::DocumentNumber;
use crate::purchase::LeftPart;
use crate::refusal::Refusal;
use crate::tax::TaxComponent;

use super::event::Plan;
use super::job::{Approval, TicketJob};
use super::line::{Line, PayType};
use super::payment::Payment;
use super::sums::TicketCharge;

/// Where a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TicketStatus {
    /// Being written or waiting for money.
    Open,
    /// Paid in full and closed.
    Paid,
    /// Given up before anything was paid.
    Voided,
    /// Paid, and undone on the same day.
    Reversed,
}

/// What paper a ticket is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// A counter sale: paid as soon as its money is there.
    Sale,
    /// A quote that the customer has yet to decide on. Stock is not touched.
    Estimate,
    /// Approved work. Its parts are kept for it.
    WorkOrder,
    /// Finished work to be paid.
    Invoice,
}

impl Stage {
    /// Returns the stable word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Estimate => "estimate",
            Self::WorkOrder => "work_order",
            Self::Invoice => "invoice",
        }
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Queue {
    /// The advisor's: quote, call, approve.
    Advisor,
    /// The technician's.
    Technician,
    /// The cashier's.
    Cashier,
}

/// What is known of a ticket's tax.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TaxState {
    /// The lines changed since the rule was asked, or it has not been asked.
    Stale,
    /// The rule answered for the lines as they are; [`Ticket::line_taxes`] holds the tax of each.
    Assessed {
        /// Which rule, by plugin and version.
        rule: String,
        /// The tax of all the lines by component.
        components: Vec<TaxComponent>,
    },
    /// The rule did not answer.
    Failed(String),
}

/// The estimate as it was last shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Presented {
    /// Which revision, from 1.
    pub revision: u32,
    /// What it came to, with tax.
    pub total: Money,
    /// The last day it holds.
    pub expires: Option<Date>,
    /// When it was shown.
    pub at: Timestamp,
}

/// A sale, from the first line to the receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: DocumentNumber,
    /// Its numbers as estimate, work order and invoice.
    pub papers: BTreeMap<Stage, DocumentNumber>,
    /// The receipt's number, once paid.
    pub receipt: Option<DocumentNumber>,
    /// Where it stands.
    pub status: TicketStatus,
    /// What paper it is.
    pub stage: Stage,
    /// How far the work is, one of the shop's own words; nothing for a counter sale.
    pub work: Option<String>,
    /// The currency of every amount.
    pub currency: Currency,
    /// The stock location it sells from.
    pub location: String,
    /// Whether its prices contain their tax.
    pub inclusive: bool,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// For which vehicle.
    pub vehicle: Option<VehicleId>,
    /// Its odometer when it came in.
    pub odometer: Option<u32>,
    /// Its odometer when it went out.
    pub odometer_out: Option<u32>,
    /// Who looks after it and what was promised.
    pub plan: Plan,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: Actor,
    /// When it was paid or voided.
    pub closed_at: Option<Timestamp>,
    /// The shop's day on which it was paid.
    pub closed_on: Option<Date>,
    /// The estimate as it was last shown.
    pub presented: Option<Presented>,
    /// Its jobs, in the order they were added.
    pub jobs: Vec<TicketJob>,
    /// Its lines, in the order they were added.
    pub lines: Vec<Line>,
    /// What is taken off the whole ticket.
    pub discount: Option<Discount>,
    /// Fees and supplies that rules put on it.
    pub charges: Vec<TicketCharge>,
    /// Its tax.
    pub tax: TaxState,
    /// The last known tax of each line and charge that is still there. It holds for the lines as they are only while the
    /// tax is [`TaxState::Assessed`]; otherwise it is what the next answer is compared with. Returned lines keep the tax
    /// of their sale here for good.
    pub line_taxes: BTreeMap<LineId, Money>,
    /// Its payments, in the order they were asked for.
    pub payments: Vec<Payment>,
    /// How many of each line came back on other tickets, and what was given for them.
    pub returns: BTreeMap<LineId, Returned>,
    /// What was bought for it and was said to be left when it was invoiced.
    pub parts_left: Vec<LeftPart>,
    /// How many events it has had.
    pub revision: u64,
}

/// What came back of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Returned {
    /// How many.
    pub quantity: Quantity,
    /// What was given back for them before tax.
    pub amount: Money,
    /// The tax given back.
    pub tax: Money,
}

impl Ticket {
    /// Finds a line.
    ///
    /// # Errors
    /// [`Refusal::NoSuchLine`].
    pub fn line(&self, id: LineId) -> Result<&Line, Refusal> {
        self.lines
            .iter()
            .find(|line| line.id == id)
            .ok_or(Refusal::NoSuchLine(id))
    }

    /// Finds a job.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTicketJob`].
    pub fn job(&self, id: TicketJobId) -> Result<&TicketJob, Refusal> {
        self.jobs
            .iter()
            .find(|job| job.id == id)
            .ok_or(Refusal::NoSuchTicketJob(id))
    }

    /// Finds a payment.
    ///
    /// # Errors
    /// [`Refusal::NoSuchPayment`].
    pub fn payment(&self, id: PaymentId) -> Result<&Payment, Refusal> {
        self.payments
            .iter()
            .find(|p| p.id == id)
            .ok_or(Refusal::NoSuchPayment(id))
    }

    /// Returns a payment under way, if there is one.
    #[must_use]
    pub fn in_flight(&self) -> Option<&Payment> {
        self.payments
            .iter()
            .find(|payment| payment.pending().is_some())
    }

    /// Tells whether the customer is asked to pay for a line: declined work is not sold, work that nobody has decided on
    /// counts on a quote and at the counter but not on a work order, and others pay for warranty and internal work.
    #[must_use]
    pub fn counts(&self, line: &Line) -> bool {
        line.pay == PayType::Customer && self.sold(line)
    }

    /// Tells whether a line is part of what is sold or done, whoever pays.
    #[must_use]
    pub fn sold(&self, line: &Line) -> bool {
        let Some(job) = line.job.and_then(|id| self.job(id).ok()) else {
            return true;
        };
        match (&job.approval, self.stage) {
            (Approval::Approved { .. }, _) => true,
            (Approval::Pending, Stage::Sale | Stage::Estimate) => true,
            (Approval::Pending, Stage::WorkOrder | Stage::Invoice) => false,
            (Approval::Declined { .. }, _) => false,
        }
    }

    /// Tells whose turn it is. `done` is the shop's word for finished work.
    #[must_use]
    pub fn queue(&self, done: &str) -> Queue {
        queue_of(self.stage, self.work.as_deref(), done)
    }

    /// Tells whether the tax rule has to be asked before the ticket can be paid.
    #[must_use]
    pub const fn needs_tax(&self) -> bool {
        !matches!(self.tax, TaxState::Assessed { .. })
    }

    /// Returns a line's tax; nothing while it is not known for the lines as they are.
    #[must_use]
    pub fn line_tax(&self, line: LineId) -> Option<Money> {
        if self.needs_tax() {
            return None;
        }
        self.line_taxes.get(&line).copied()
    }
}

/// Tells whose turn it is with a ticket that stands so. Finished work goes to the advisor, who makes the invoice.
#[must_use]
pub fn queue_of(stage: Stage, work: Option<&str>, done: &str) -> Queue {
    match stage {
        Stage::Estimate => Queue::Advisor,
        Stage::WorkOrder if work == Some(done) => Queue::Advisor,
        Stage::WorkOrder => Queue::Technician,
        Stage::Sale | Stage::Invoice => Queue::Cashier,
    }
}
