//! Tickets: what can happen to them, and their jobs.

use domain::Timestamp;
use domain::authorization::{Authorization, Channel};
use domain::discount::Discount;
use domain::ids::{
    CannedJobId, CustomerId, LineId, PartId, PaymentId, PurchaseId, StaffId, TicketId, TicketJobId,
    VehicleId,
};
use domain::money::{Currency, Money, Quantity};
use domain::number::DocumentNumber;
use domain::purchase::LeftPart;
use domain::tax::TaxAssessment;
use domain::ticket::{
    Approval, CardStep, Clocked, Line, LineOrigin, LinkStep, Payment, Plan, RefundStep, Stage,
    TicketCharge, TicketEvent, TicketJob,
};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(TicketEvent, "ticket" {
    Opened = "opened" {
        number: DocumentNumber,
        currency: Currency,
        location: String,
        inclusive: bool,
    },
    Attached = "attached" {
        customer: Option<CustomerId>,
        vehicle: Option<VehicleId>,
        odometer: Option<u32>,
    },
    Detached = "detached" { customer: bool, vehicle: bool, },
    Planned = "planned"(Plan),
    TakenWithoutReceipt = "taken_without_receipt" { line: LineId, reason: String, shown: String, },
    StageMoved = "stage_moved" {
        stage: Stage,
        number: DocumentNumber,
        odometer_out: Option<u32>,
    },
    Presented = "presented" { revision: u32, total: Money, expires: Option<Date>, },
    StatusSet = "status_set"(String),
    JobAdded = "job_added"(TicketJob),
    JobChanged = "job_changed"(TicketJob),
    JobRemoved = "job_removed"(TicketJobId),
    JobDecided = "job_decided" { job: TicketJobId, approval: Approval, },
    ClockedOn = "clocked_on" { job: TicketJobId, staff: StaffId, },
    ClockedOff = "clocked_off" {
        job: TicketJobId,
        staff: StaffId,
        until: Timestamp,
        auto: bool,
    },
    LineAdded = "line_added"(Line),
    LineChanged = "line_changed"(Line),
    LineRemoved = "line_removed"(LineId),
    DiscountSet = "discount_set"(Option<Discount>),
    ChargesAssessed = "charges_assessed"(Vec<TicketCharge>),
    TaxAssessed = "tax_assessed"(TaxAssessment),
    TaxFailed = "tax_failed"(String),
    PaymentTaken = "payment_taken"(Payment),
    PaymentRequested = "payment_requested"(Payment),
    CardStepped = "card_stepped" { payment: PaymentId, step: CardStep, },
    CardCancelAsked = "card_cancel_asked"(PaymentId),
    LinkStepped = "link_stepped" { payment: PaymentId, step: LinkStep, },
    RefundStepped = "refund_stepped" { payment: PaymentId, step: RefundStep, },
    Closed = "closed" { receipt: DocumentNumber, total: Money, tax: Money, date: Date, },
    Voided = "voided"(String),
    Reversed = "reversed"(String),
    LineReturned = "line_returned" {
        line: LineId,
        quantity: Quantity,
        amount: Money,
        tax: Money,
        by: TicketId,
    },
    PaymentReturned = "payment_returned" { payment: PaymentId, amount: Money, by: TicketId, },
    PartsLeft = "parts_left"(Vec<LeftPart>),
    Overridden = "overridden" { by: StaffId, what: String, reason: String, },
});

form_struct!(Plan, {
    advisor: Option<StaffId>,
    technician: Option<StaffId>,
    promised_at: Option<Timestamp>,
    po_number: Option<String>,
    key_tag: Option<String>,
    note: Option<String>,
});

form_words!(Stage {
    Sale = "sale",
    Estimate = "estimate",
    WorkOrder = "work_order",
    Invoice = "invoice",
});

form_struct!(TicketJob, {
    id: TicketJobId,
    title: String,
    note: Option<String>,
    canned: Option<CannedJobId>,
    origin: LineOrigin,
    technician: Option<StaffId>,
    approval: Approval,
    discount: Option<Discount>,
    done: bool,
    comeback: Option<String>,
    from_deferral: Option<(TicketId, TicketJobId)>,
    clocked: Vec<Clocked>,
});

form_enum!(Approval {
    Pending = "pending",
    Approved = "approved" { authorization: Box<Authorization>, amount: Money, },
    Declined = "declined" { reason: String, follow_up: Option<Date>, at: Timestamp, },
});

form_struct!(Clocked, {
    staff: StaffId,
    from: Timestamp,
    until: Option<Timestamp>,
    auto_ended: bool,
});

form_struct!(Authorization, {
    given_by: String,
    at: Timestamp,
    taken_by: Option<StaffId>,
    channel: Channel,
    contact: Option<String>,
    limit: Money,
    note: Option<String>,
});

form_words!(Channel {
    Email = "email",
    InPerson = "in_person",
    Online = "online",
    Phone = "phone",
    Sms = "sms",
});

form_struct!(LeftPart, {
    purchase: PurchaseId,
    number: DocumentNumber,
    line: LineId,
    part: PartId,
    description: String,
    quantity: Quantity,
});
