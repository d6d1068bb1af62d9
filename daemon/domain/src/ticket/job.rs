//! The jobs of a ticket: what was proposed, what the customer said to it, and how far the work has come.

use jiff::civil::Date;

use crate::authorization::Authorization;
use crate::ctx::Timestamp;
use crate::discount::Discount;
use crate::ids::{CannedJobId, StaffId, TicketId, TicketJobId};
use crate::money::Money;

use super::line::LineOrigin;

/// One job, such as front brakes. Its lines name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TicketJob {
    /// Its id.
    pub id: TicketJobId,
    /// What is to be done, in the customer's words or the shop's.
    pub title: String,
    /// What the customer complains of, and what was found to be the cause.
    pub note: Option<String>,
    /// The canned job it was made from.
    pub canned: Option<CannedJobId>,
    /// How it came here.
    pub origin: LineOrigin,
    /// Who does it.
    pub technician: Option<StaffId>,
    /// What the customer said.
    pub approval: Approval,
    /// What is taken off the whole job.
    pub discount: Option<Discount>,
    /// Whether the work is done.
    pub done: bool,
    /// When it makes good earlier work of this shop: why that came back.
    pub comeback: Option<String>,
    /// The job that was declined on an earlier ticket and is proposed again here.
    pub from_deferral: Option<(TicketId, TicketJobId)>,
    /// Time clocked on it, newest last.
    pub clocked: Vec<Clocked>,
}

/// What the customer said to a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Approval {
    /// Not asked yet.
    Pending,
    /// Yes: the record that the law asks for (16 CCR 3356; Florida 559.905).
    Approved {
        /// Who allowed it, when, through what, up to how much.
        authorization: Box<Authorization>,
        /// What the job came to then, before discounts and tax.
        amount: Money,
    },
    /// No, or not now.
    Declined {
        /// Why.
        reason: String,
        /// When to ask again.
        follow_up: Option<Date>,
        /// When they said so.
        at: Timestamp,
    },
}

/// A span of a technician's time on a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clocked {
    /// Who.
    pub staff: StaffId,
    /// From when.
    pub from: Timestamp,
    /// Until when; none while it runs.
    pub until: Option<Timestamp>,
    /// Whether the end was set for them because they forgot: such times are shown apart.
    pub auto_ended: bool,
}

impl TicketJob {
    /// Tells whether the job was declined.
    #[must_use]
    pub const fn declined(&self) -> bool {
        matches!(self.approval, Approval::Declined { .. })
    }

    /// Tells whether the job was approved.
    #[must_use]
    pub const fn approved(&self) -> bool {
        matches!(self.approval, Approval::Approved { .. })
    }
}
