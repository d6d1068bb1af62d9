//! Transfers between places.

use domain::ids::{PartId, StaffId};
use domain::money::{Money, Quantity};
use domain::number::DocumentNumber;
use domain::transfer::{Moved, TransferDraft, TransferEvent, Wanted};

use crate::record::macros::{form_events, form_struct};

form_events!(TransferEvent, "transfer" {
    Requested = "requested" { number: DocumentNumber, draft: TransferDraft, },
    Sent = "sent" { lines: Vec<Moved>, },
    Received = "received" { lines: Vec<Moved>, },
    Closed = "closed" { missing: Vec<Moved>, loss: Money, reason: Option<String>, approved_by: Option<StaffId>, },
    Canceled = "canceled" { reason: String, },
});

form_struct!(TransferDraft, {
    from: String,
    to: String,
    lines: Vec<Wanted>,
    note: Option<String>,
});

form_struct!(Wanted, {
    part: PartId,
    quantity: Quantity,
});

form_struct!(Moved, {
    part: PartId,
    quantity: Quantity,
});
