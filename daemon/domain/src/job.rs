//! Orders to devices: a receipt, a drawer pulse, a document of an outside program.
//!
//! An order is requested in the journal first, started in the journal before its first byte, and settled
//! with an outcome. One that was started and never settled is unknown: a person looks, nobody repeats it.

use uuid::Uuid;

use crate::event::Event;
use crate::ids::{DeviceName, JobId, TicketId};
use crate::refusal::Refusal;

/// What a job asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobKind {
    /// Print the receipt of a ticket.
    Receipt {
        /// The ticket.
        ticket: TicketId,
        /// Whether the paper must say COPY.
        copy: bool,
    },
    /// Open the cash drawer.
    Drawer {
        /// Why: `sale` or what the person said.
        reason: String,
        /// The sale it belongs to.
        ticket: Option<TicketId>,
    },
    /// Print a paper of something the shop keeps, as that is when the printer asks for it.
    Paper {
        /// Which paper.
        what: PaperKind,
        /// Of what: the ticket, the till's session, the purchase.
        id: Uuid,
    },
    /// Print once more, marked as a copy, the very bytes that an earlier job sent.
    Reprint {
        /// The earlier job.
        of: JobId,
    },
    /// Print what an outside program sent, kept in its own words.
    Document {
        /// The document in the wire's form; only the edge reads it.
        body: String,
    },
}

macro_rules! papers {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// Which paper a job prints or a screen shows. What each is made of is the id that comes with it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum PaperKind { $($(#[$doc])* $name,)* }

        impl PaperKind {
            /// Every paper.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable word for it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

papers! {
    /// A label for a bin; of a part that lies in it.
    BinLabel = "bin_label",
    /// A tag for an old part; of the core.
    CoreTag = "core_tag",
    /// A count sheet; of a count.
    CountSheet = "count_sheet",
    /// What a closed session sends to the bank; of a till's session.
    DepositSlip = "deposit_slip",
    /// An estimate; of a ticket.
    Estimate = "estimate",
    /// An invoice; of a ticket.
    Invoice = "invoice",
    /// A tag for a key; of a ticket.
    KeyTag = "key_tag",
    /// A sticker that says when the oil is due again; of a ticket.
    OilChangeSticker = "oil_change_sticker",
    /// A shelf label; of a part.
    PartLabel = "part_label",
    /// An order to a supplier; of a purchase.
    PurchaseOrder = "purchase_order",
    /// The receipt of a paid ticket.
    Receipt = "receipt",
    /// A statement of a house account; of the customer.
    Statement = "statement",
    /// A label for a tire; of the part.
    TireLabel = "tire_label",
    /// A slip that goes with goods to another place; of a transfer.
    TransferSlip = "transfer_slip",
    /// The customer's copy of a work order; of a ticket.
    WorkOrder = "work_order",
    /// A label for the folder of a work order; of a ticket.
    WorkOrderLabel = "work_order_label",
    /// The technician's copy of a work order, without prices; of a ticket.
    WorkOrderTechnician = "work_order_technician",
    /// The till's figures at the moment they were asked for; of its session.
    XReport = "x_report",
    /// The till's closing; of its session.
    ZReport = "z_report",
}

impl PaperKind {
    /// Tells whether it is a label, which has a size of its own.
    #[must_use]
    pub const fn is_label(self) -> bool {
        match self {
            Self::BinLabel
            | Self::CoreTag
            | Self::KeyTag
            | Self::OilChangeSticker
            | Self::PartLabel
            | Self::TireLabel
            | Self::WorkOrderLabel => true,
            Self::CountSheet
            | Self::DepositSlip
            | Self::Estimate
            | Self::Invoice
            | Self::PurchaseOrder
            | Self::Receipt
            | Self::Statement
            | Self::TransferSlip
            | Self::WorkOrder
            | Self::WorkOrderTechnician
            | Self::XReport
            | Self::ZReport => false,
        }
    }
}

/// Where a job stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobState {
    /// On disk, not sent.
    Requested,
    /// About to be sent, or being sent.
    Started,
    /// The device confirmed it.
    Done,
    /// Sent whole, but the device cannot confirm.
    Unconfirmed,
    /// Nothing was sent.
    Failed {
        /// Why.
        reason: String,
    },
    /// Perhaps some of it was sent: only a person can tell.
    Unknown {
        /// Why.
        reason: String,
    },
}

/// How a job ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobOutcome {
    /// See [`JobState::Done`].
    Done,
    /// See [`JobState::Unconfirmed`].
    Unconfirmed,
    /// See [`JobState::Failed`].
    Failed {
        /// Why.
        reason: String,
    },
    /// See [`JobState::Unknown`].
    Unknown {
        /// Why.
        reason: String,
    },
}

/// One order to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Which device.
    pub device: DeviceName,
    /// What to do.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
}

/// What can happen to a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JobEvent {
    /// A device was given the order.
    Requested(Job),
    /// It is about to be sent.
    Started,
    /// It has an outcome.
    Settled(JobOutcome),
    /// It failed and is to be tried again.
    Retried,
    /// A person looked where the device could not tell.
    Resolved {
        /// Whether the whole of it was done: the paper is there, the drawer was open.
        done: bool,
    },
}

impl Job {
    /// Makes the event that it was asked for.
    #[must_use]
    pub fn requested(self) -> Event {
        Event::Job(self.id, JobEvent::Requested(self))
    }

    /// Checks that the job may start now.
    ///
    /// # Errors
    /// [`Refusal::JobState`] unless it waits: a started job never starts again.
    pub fn may_start(&self) -> Result<(), Refusal> {
        match self.state {
            JobState::Requested => Ok(()),
            JobState::Started
            | JobState::Done
            | JobState::Unconfirmed
            | JobState::Failed { .. }
            | JobState::Unknown { .. } => Err(Refusal::JobState(self.id)),
        }
    }

    /// Checks that the job may get an outcome now.
    ///
    /// # Errors
    /// [`Refusal::JobState`] when it has one.
    pub fn may_settle(&self) -> Result<(), Refusal> {
        match self.state {
            JobState::Requested | JobState::Started => Ok(()),
            JobState::Done
            | JobState::Unconfirmed
            | JobState::Failed { .. }
            | JobState::Unknown { .. } => Err(Refusal::JobState(self.id)),
        }
    }

    /// Checks that a person may say what became of the job.
    ///
    /// # Errors
    /// [`Refusal::JobNotUnknown`] when the device has told, or is still to tell.
    pub fn may_resolve(&self) -> Result<(), Refusal> {
        match self.state {
            JobState::Unknown { .. } | JobState::Unconfirmed => Ok(()),
            JobState::Requested | JobState::Started | JobState::Done | JobState::Failed { .. } => {
                Err(Refusal::JobNotUnknown(self.id))
            }
        }
    }

    /// Checks that the job may be taken back.
    ///
    /// # Errors
    /// [`Refusal::JobState`] once it may have begun.
    pub fn may_cancel(&self) -> Result<(), Refusal> {
        self.may_start()
    }

    /// Checks that what the job printed may be printed once more.
    ///
    /// # Errors
    /// [`Refusal::JobNotPrinted`] for a drawer, and for a job whose own turn is still to come.
    pub fn may_reprint(&self) -> Result<(), Refusal> {
        let prints = match self.kind {
            JobKind::Drawer { .. } => false,
            JobKind::Receipt { .. }
            | JobKind::Paper { .. }
            | JobKind::Reprint { .. }
            | JobKind::Document { .. } => true,
        };
        match self.state {
            JobState::Done | JobState::Unconfirmed | JobState::Unknown { .. } if prints => Ok(()),
            JobState::Done
            | JobState::Unconfirmed
            | JobState::Unknown { .. }
            | JobState::Requested
            | JobState::Started
            | JobState::Failed { .. } => Err(Refusal::JobNotPrinted(self.id)),
        }
    }

    /// Checks that the job may be asked for again.
    ///
    /// # Errors
    /// [`Refusal::JobNotFailed`] unless nothing of it was sent.
    pub fn may_retry(&self) -> Result<(), Refusal> {
        match self.state {
            JobState::Failed { .. } => Ok(()),
            JobState::Requested
            | JobState::Started
            | JobState::Done
            | JobState::Unconfirmed
            | JobState::Unknown { .. } => Err(Refusal::JobNotFailed(self.id)),
        }
    }
}

impl From<JobOutcome> for JobState {
    fn from(outcome: JobOutcome) -> Self {
        match outcome {
            JobOutcome::Done => Self::Done,
            JobOutcome::Unconfirmed => Self::Unconfirmed,
            JobOutcome::Failed { reason } => Self::Failed { reason },
            JobOutcome::Unknown { reason } => Self::Unknown { reason },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(state: JobState) -> Job {
        let kind = JobKind::Drawer {
            reason: "sale".to_owned(),
            ticket: None,
        };
        let id = JobId::new(Uuid::from_u128(1));
        Job {
            id,
            device: DeviceName::new("drawer"),
            kind,
            state,
        }
    }

    #[test]
    fn what_may_happen_to_a_job_in_each_state() {
        let reason = || "cable".to_owned();
        for (state, starts, settles, retries) in [
            (JobState::Requested, true, true, false),
            (JobState::Started, false, true, false),
            (JobState::Done, false, false, false),
            (JobState::Unconfirmed, false, false, false),
            (JobState::Failed { reason: reason() }, false, false, true),
            // Perhaps it was printed: trying again could print it twice.
            (JobState::Unknown { reason: reason() }, false, false, false),
        ] {
            let job = job(state);
            let may = |allowed: bool, refusal: Refusal| if allowed { Ok(()) } else { Err(refusal) };
            assert_eq!(
                job.may_start(),
                may(starts, Refusal::JobState(job.id)),
                "{job:?}"
            );
            assert_eq!(
                job.may_settle(),
                may(settles, Refusal::JobState(job.id)),
                "{job:?}"
            );
            assert_eq!(
                job.may_retry(),
                may(retries, Refusal::JobNotFailed(job.id)),
                "{job:?}"
            );
        }
    }

    #[test]
    fn an_outcome_becomes_the_state_of_its_name() {
        let reason = || "cable".to_owned();
        for (outcome, state) in [
            (JobOutcome::Done, JobState::Done),
            (JobOutcome::Unconfirmed, JobState::Unconfirmed),
            (
                JobOutcome::Failed { reason: reason() },
                JobState::Failed { reason: reason() },
            ),
            (
                JobOutcome::Unknown { reason: reason() },
                JobState::Unknown { reason: reason() },
            ),
        ] {
            assert_eq!(JobState::from(outcome), state);
            assert!(job(state).may_settle().is_err(), "an outcome is final");
        }
    }
}
