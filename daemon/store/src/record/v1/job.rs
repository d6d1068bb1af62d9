//! Bodies of jobs. A requested job always waits, so its state is not written.

use domain::ids::{DeviceName, JobId, TicketId};
use domain::job::{Job, JobKind, JobOutcome, JobState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::value::{Id, Text};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requested<'a> {
    #[serde(borrow)]
    device: Text<'a>,
    #[serde(borrow)]
    what: What<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum What<'a> {
    Receipt {
        ticket: Id,
        copy: bool,
    },
    Drawer {
        #[serde(borrow)]
        reason: Text<'a>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        ticket: Option<Id>,
    },
    Document {
        #[serde(borrow)]
        body: Text<'a>,
    },
}

impl<'a> From<&'a Job> for Requested<'a> {
    fn from(job: &'a Job) -> Self {
        let what = match &job.kind {
            JobKind::Receipt { ticket, copy } => What::Receipt {
                ticket: Id(ticket.uuid()),
                copy: *copy,
            },
            JobKind::Drawer { reason, ticket } => What::Drawer {
                reason: Text::Borrowed(reason),
                ticket: ticket.map(|id| Id(id.uuid())),
            },
            JobKind::Document { body } => What::Document {
                body: Text::Borrowed(body),
            },
        };
        Self {
            device: Text::Borrowed(job.device.as_str()),
            what,
        }
    }
}

impl Requested<'_> {
    pub(super) fn into_job(self, id: Uuid) -> Job {
        let kind = match self.what {
            What::Receipt { ticket, copy } => JobKind::Receipt {
                ticket: TicketId::new(ticket.0),
                copy,
            },
            What::Drawer { reason, ticket } => JobKind::Drawer {
                reason: reason.into_owned(),
                ticket: ticket.map(|id| TicketId::new(id.0)),
            },
            What::Document { body } => JobKind::Document {
                body: body.into_owned(),
            },
        };
        let device = DeviceName::new(self.device);
        Job {
            id: JobId::new(id),
            device,
            kind,
            state: JobState::Requested,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Outcome<'a> {
    Done,
    Unconfirmed,
    Failed {
        #[serde(borrow)]
        reason: Text<'a>,
    },
    Unknown {
        #[serde(borrow)]
        reason: Text<'a>,
    },
}

impl<'a> From<&'a JobOutcome> for Outcome<'a> {
    fn from(outcome: &'a JobOutcome) -> Self {
        match outcome {
            JobOutcome::Done => Self::Done,
            JobOutcome::Unconfirmed => Self::Unconfirmed,
            JobOutcome::Failed { reason } => Self::Failed {
                reason: Text::Borrowed(reason),
            },
            JobOutcome::Unknown { reason } => Self::Unknown {
                reason: Text::Borrowed(reason),
            },
        }
    }
}

impl From<Outcome<'_>> for JobOutcome {
    fn from(outcome: Outcome<'_>) -> Self {
        match outcome {
            Outcome::Done => Self::Done,
            Outcome::Unconfirmed => Self::Unconfirmed,
            Outcome::Failed { reason } => Self::Failed {
                reason: reason.into_owned(),
            },
            Outcome::Unknown { reason } => Self::Unknown {
                reason: reason.into_owned(),
            },
        }
    }
}
