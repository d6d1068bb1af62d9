//! Orders to devices. A requested job always waits, so its state is not written.

use domain::ids::{DeviceName, JobId, TicketId};
use domain::job::{Job, JobEvent, JobKind, JobOutcome, JobState, PaperKind};
use uuid::Uuid;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(JobEvent, "job" {
    Requested = "requested"(Job),
    Started = "started",
    Settled = "settled"(JobOutcome),
    Retried = "retried",
    Resolved = "resolved" { done: bool, },
});

form_struct!(Job, stream id: JobId, fixed state: JobState::Requested, {
    device: DeviceName,
    kind as "what": JobKind,
});

form_enum!(JobKind {
    Receipt = "receipt" { ticket: TicketId, copy: bool, },
    Drawer = "drawer" { reason: String, ticket: Option<TicketId>, },
    Paper = "paper" { what as "paper": PaperKind, id as "of": Uuid, },
    Reprint = "reprint" { of: JobId, },
    Document = "document" { body: String, },
});

form_words!(PaperKind {
    BinLabel = "bin_label",
    CoreTag = "core_tag",
    CountSheet = "count_sheet",
    DepositSlip = "deposit_slip",
    Estimate = "estimate",
    Invoice = "invoice",
    KeyTag = "key_tag",
    OilChangeSticker = "oil_change_sticker",
    PartLabel = "part_label",
    PurchaseOrder = "purchase_order",
    Receipt = "receipt",
    Statement = "statement",
    TireLabel = "tire_label",
    TransferSlip = "transfer_slip",
    WorkOrder = "work_order",
    WorkOrderLabel = "work_order_label",
    WorkOrderTechnician = "work_order_technician",
    XReport = "x_report",
    ZReport = "z_report",
});

form_enum!(JobOutcome {
    Done = "done",
    Unconfirmed = "unconfirmed",
    Failed = "failed" { reason: String, },
    Unknown = "unknown" { reason: String, },
});
