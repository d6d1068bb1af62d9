//! Cores: the deposits on old parts.

use domain::core_charge::{CoreEvent, CoreGrade};
use domain::ids::{CustomerId, LineId, PartId, SupplierId, TicketId};
use domain::money::{Money, Quantity};
use jiff::civil::Date;

use crate::record::macros::{form_events, form_words};

form_events!(CoreEvent, "core" {
    Owed = "owed" { ticket: TicketId, line: LineId, part: PartId, description: String, customer: Option<CustomerId>, quantity: Quantity, paid: Money, deposit: Money, due: Date, },
    Unreceipted = "unreceipted" { part: PartId, description: String, customer: Option<CustomerId>, },
    Held = "held" { ticket: TicketId, line: LineId, quantity: Quantity, grade: CoreGrade, value: Money, },
    Released = "released" { line: LineId, },
    Received = "received" { ticket: TicketId, line: LineId, quantity: Quantity, grade: CoreGrade, paid: Money, deposit: Money, value: Money, owed: Quantity, },
    Extended = "extended" { due: Date, },
    Sent = "sent" { supplier: SupplierId, manifest: String, quantity: Quantity, value: Money, left: Quantity, },
    Credited = "credited" { manifest: String, quantity: Quantity, expected: Money, amount: Money, reference: Option<String>, left: Quantity, },
    Forfeited = "forfeited" { quantity: Quantity, paid: Money, deposit: Money, owed: Quantity, },
});

form_words!(CoreGrade {
    Good = "good",
    Partial = "partial",
    Rejected = "rejected",
    PartReturned = "part_returned",
});
