//! Orders to devices. A requested job always waits, so its state is not written.

use domain::ids::{DeviceName, JobId, TicketId};
use domain::job::{Job, JobEvent, JobKind, JobOutcome, JobState};

use crate::record::macros::{form_enum, form_events, form_struct};

form_events!(JobEvent, "job" {
    Requested = "requested"(Job),
    Started = "started",
    Settled = "settled"(JobOutcome),
    Retried = "retried",
});

form_struct!(Job, stream id: JobId, fixed state: JobState::Requested, {
    device: DeviceName,
    kind as "what": JobKind,
});

form_enum!(JobKind {
    Receipt = "receipt" { ticket: TicketId, copy: bool, },
    Drawer = "drawer" { reason: String, ticket: Option<TicketId>, },
    Document = "document" { body: String, },
});

form_enum!(JobOutcome {
    Done = "done",
    Unconfirmed = "unconfirmed",
    Failed = "failed" { reason: String, },
    Unknown = "unknown" { reason: String, },
});
