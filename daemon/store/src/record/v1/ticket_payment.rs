//! The payments of a ticket.

use domain::Timestamp;
use domain::ids::{PaymentId, PlanId, TicketId};
use domain::money::Money;
use domain::ticket::{CardStep, CardSummary, LinkStep, Payment, RefundStep, Tender};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_struct};

form_struct!(Payment, {
    id: PaymentId,
    amount: Money,
    tender: Tender,
    at: Timestamp,
    refund_of: Option<(TicketId, PaymentId)>,
    returned: Money,
});

form_enum!(Tender {
    Cash = "cash" { tendered: Money, change: Money, rounding: Money, },
    Card = "card" { reader: String, step: CardStep, cancel_asked: bool, },
    CardRefund = "card_refund" { intent: String, step: RefundStep, },
    Link = "link" { step: LinkStep, },
    StoreCredit = "store_credit",
    Check = "check" { number: String, },
    Account = "account" { po_number: Option<String>, due: Date, },
    Plan = "plan" { plan: PlanId, },
    Other = "other" { kind: String, reference: String, },
});

form_enum!(LinkStep {
    Requested = "requested",
    Open = "open" { reference: String, url: String, },
    Paid = "paid" { reference: String, },
    Ended = "ended" { reason: String, },
});

form_enum!(RefundStep {
    Requested = "requested",
    Sending = "sending",
    Done = "done" { reference: String, },
    Failed = "failed" { reason: String, },
    Unknown = "unknown" { reason: String, },
});

form_enum!(CardStep {
    Requested = "requested",
    Created = "created" { intent: String, },
    Dispatching = "dispatching" { intent: String, attempt: u32, },
    Waiting = "waiting" { intent: String, attempt: u32, },
    Authorized = "authorized" { intent: String, attempt: u32, },
    Capturing = "capturing" { intent: String, attempt: u32, },
    Captured = "captured" { intent: String, card: CardSummary, },
    Declined = "declined" {
        intent: Option<String>,
        attempt: u32,
        code: String,
        message: String,
    },
    Retrying = "retrying" { intent: Option<String>, attempt: u32, },
    Canceling = "canceling" { intent: Option<String>, attempt: u32, release: bool, },
    Canceled = "canceled",
    Unknown = "unknown" { intent: Option<String>, attempt: u32, reason: String, },
});

form_struct!(CardSummary, {
    brand: String,
    last4: String,
    auth_code: Option<String>,
});
