//! Orders to tickets beside the plainest ones: jobs, estimates, returns, every tender. Each names its key and its ticket.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    CannedJobIdText, DayText, Key, LineIdText, MomentText, PartIdText, PaymentIdText, PlanIdText,
    PriceText, PurchaseIdText, QuantityText, RateText, StaffIdText, SupplierIdText, TicketIdText,
    TicketJobIdText,
};

macro_rules! ticket_orders {
    ($($(#[$doc:meta])* $name:ident $schema:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name {
            /// Idempotency key.
            pub key: Key,
            /// Which ticket.
            pub ticket_id: TicketIdText,
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

ticket_orders! {
    /// Takes the customer or the vehicle off a ticket.
    Detach "TicketDetach" {
        /// Whether the customer goes, and the vehicle with them.
        #[serde(default)]
        customer: bool,
        /// Whether the vehicle goes.
        #[serde(default)]
        vehicle: bool,
    }

    /// Says who looks after a ticket and what was promised; what is absent stays.
    Plan "TicketPlan" {
        /// The advisor.
        advisor_id: Option<StaffIdText>,
        /// The technician in charge.
        technician_id: Option<StaffIdText>,
        /// When it was promised.
        promised_at: Option<MomentText>,
        /// The number of the customer's own order.
        po_number: Option<String>,
        /// The tag on the key.
        key_tag: Option<String>,
        /// What everyone working on it should know.
        note: Option<String>,
    }

    /// Keeps what the customer was shown as a revision.
    Present "TicketPresent" {
        /// The last day it holds; the shop's usual span when absent.
        expires: Option<DayText>,
    }

    /// Records that the customer allowed jobs.
    Approve "TicketApprove" {
        /// Which; all that wait when empty.
        #[serde(default)]
        job_ids: Vec<TicketJobIdText>,
        /// The person who allowed it.
        by: String,
        /// Through what.
        channel: Channel,
        /// The number called or the address written to; needed for phone, text and e-mail.
        contact: Option<String>,
        /// The most each job may come to before tax, in minor units; what it comes to now when absent.
        limit: Option<i64>,
        /// What it was about, in the words used.
        note: Option<String>,
        /// Who took the answer, where a program tells and it was not given online. Of a person who is signed in it is not
        /// read.
        taken_by: Option<StaffIdText>,
    }

    /// Records that the customer declined jobs.
    Decline "TicketDecline" {
        /// Which; all that wait when empty.
        #[serde(default)]
        job_ids: Vec<TicketJobIdText>,
        /// Why.
        reason: String,
        /// When to ask again.
        follow_up: Option<DayText>,
    }

    /// Says how far the work is.
    SetStatus "TicketSetStatus" {
        /// One of the shop's own words.
        status: String,
    }

    /// Makes an invoice of the work done.
    MakeInvoice "TicketMakeInvoice" {
        /// The odometer going out.
        odometer_out: Option<u32>,
    }

    /// Adds a job.
    AddJob "TicketAddJob" {
        /// What is to be done.
        title: String,
        /// What the customer complains of.
        note: Option<String>,
        /// How it came here; `original` when absent.
        origin: Option<Origin>,
        /// Who does it.
        technician_id: Option<StaffIdText>,
        /// Why earlier work of this shop came back, if it did.
        comeback: Option<String>,
        /// The job of an earlier ticket, declined there, that is proposed again for the same vehicle.
        from_deferral_job_id: Option<TicketJobIdText>,
    }

    /// Adds a canned job with its lines.
    AddCanned "TicketAddCanned" {
        /// Which canned job.
        canned_job_id: CannedJobIdText,
        /// What the vehicle has of each attribute that the job goes by, by name: `{"cylinders": "6"}`.
        #[serde(default)]
        attributes: BTreeMap<String, QuantityText>,
    }

    /// Changes a job; what is absent stays, an empty text takes away.
    ChangeJob "TicketChangeJob" {
        /// Which job.
        job_id: TicketJobIdText,
        /// What is to be done.
        title: Option<String>,
        /// What the customer complains of.
        note: Option<String>,
        /// Who does it.
        technician_id: Option<StaffIdText>,
        /// What is taken off.
        discount: Option<DiscountChange>,
        /// Whether the work is done.
        done: Option<bool>,
    }

    /// An order to one job.
    JobOrder "TicketJobOrder" {
        /// Which job.
        job_id: TicketJobIdText,
    }

    /// A technician begins or stops work on a job.
    Clock "WorkClock" {
        /// Which job.
        job_id: TicketJobIdText,
        /// Who; the one who is signed in when absent.
        staff_id: Option<StaffIdText>,
        /// When they stopped, if their time is ended for them.
        at: Option<MomentText>,
    }

    /// Sells another firm's work.
    AddSublet "TicketAddSublet" {
        /// What is done.
        description: String,
        /// Which firm.
        supplier_id: Option<SupplierIdText>,
        /// The order to it.
        purchase_id: Option<PurchaseIdText>,
        /// What it asks.
        cost: PriceText,
        /// What the customer pays.
        price: PriceText,
        /// Whether it is labor rather than goods.
        #[serde(default)]
        labor: bool,
        /// Which job it belongs to.
        job_id: Option<TicketJobIdText>,
        /// Who pays; the customer when absent.
        pay: Option<PayType>,
    }

    /// Adds a fee.
    AddFee "TicketAddFee" {
        /// What for.
        description: String,
        /// How much.
        price: PriceText,
        /// The class that tax rules know it by; `fee_shop` when absent.
        tax_class: Option<String>,
        /// Which job it belongs to.
        job_id: Option<TicketJobIdText>,
    }

    /// Notes a part that the customer brought.
    AddCustomerPart "TicketAddCustomerPart" {
        /// What.
        description: String,
        /// How many; one when absent.
        quantity: Option<QuantityText>,
        /// Which job it belongs to.
        job_id: Option<TicketJobIdText>,
    }

    /// Takes goods of an earlier sale back.
    AddReturn "TicketAddReturn" {
        /// The ticket they were sold on.
        sold_on: TicketIdText,
        /// Its line.
        line_id: LineIdText,
        /// How many come back; one when absent.
        quantity: Option<QuantityText>,
        /// What becomes of them; back to stock when absent.
        destination: Option<ReturnTo>,
        /// The serial numbers that come back.
        #[serde(default)]
        serials: Vec<String>,
        /// A fee kept, in minor units.
        restocking: Option<i64>,
    }

    /// Takes goods back that nobody can show to have been sold here: at the lowest price of late, for store credit alone.
    /// Give the part by id or by code.
    AddReturnWithoutReceipt "TicketAddReturnWithoutReceipt" {
        /// Which part, by id.
        part_id: Option<PartIdText>,
        /// Which part, by number in any spelling or by barcode.
        code: Option<String>,
        /// How many come back; one when absent.
        quantity: Option<QuantityText>,
        /// What becomes of them; back to stock when absent.
        destination: Option<ReturnTo>,
        /// The serial numbers that come back.
        #[serde(default)]
        serials: Vec<String>,
        /// Why they come back.
        reason: String,
        /// What the person showed of themselves, such as `driving licence`. It is kept and printed nowhere.
        shown: String,
    }

    /// Changes a line; what is absent stays.
    ChangeLine "TicketChangeLine" {
        /// Which line.
        line_id: LineIdText,
        /// How many.
        quantity: Option<QuantityText>,
        /// The price of one.
        unit_price: Option<PriceText>,
        /// What it says.
        description: Option<String>,
        /// What is taken off.
        discount: Option<DiscountChange>,
        /// Who pays.
        pay: Option<PayType>,
        /// Which job it belongs to.
        job_id: Option<TicketJobIdText>,
        /// Its serial numbers.
        serials: Option<Vec<String>>,
        /// Who does the labor.
        technician_id: Option<StaffIdText>,
    }

    /// Takes something off the whole ticket, or no longer.
    SetDiscount "TicketSetDiscount" {
        /// What is taken off.
        discount: DiscountChange,
    }

    /// Takes a check.
    TakeCheck "PaymentTakeCheck" {
        /// Its number.
        number: String,
        /// How much, in minor units; all that is due when absent.
        amount: Option<i64>,
    }

    /// Takes a tender that is settled elsewhere in one step.
    TakeAmount "PaymentTakeAmount" {
        /// How much, in minor units; as much as is due when absent.
        amount: Option<i64>,
    }

    /// Puts an amount on the customer's house account.
    ChargeAccount "PaymentChargeAccount" {
        /// How much, in minor units; all that is due when absent.
        amount: Option<i64>,
        /// The number of the customer's own order.
        po_number: Option<String>,
    }

    /// Puts an amount on an installment plan.
    ChargePlan "PaymentChargePlan" {
        /// Which plan.
        plan_id: PlanIdText,
        /// How much, in minor units.
        amount: i64,
    }

    /// Takes a tender that someone else settles: pay-later firms, gift cards, a terminal of another program.
    TakeOther "PaymentTakeOther" {
        /// Which kind, e.g. `affirm`.
        kind: String,
        /// Their reference.
        reference: String,
        /// How much, in minor units; all that is due when absent.
        amount: Option<i64>,
    }

    /// Says how far a payment link has come: exactly one of `url`, `paid` and `ended`.
    StepLink "PaymentStepLink" {
        /// Which payment.
        payment_id: PaymentIdText,
        /// The provider's reference.
        reference: Option<String>,
        /// The address at which it can be paid.
        url: Option<String>,
        /// Whether it was paid.
        #[serde(default)]
        paid: bool,
        /// Why it can no longer be paid.
        ended: Option<String>,
    }

    /// Gives money back.
    Refund "PaymentRefund" {
        /// How.
        to: RefundTo,
        /// The payment that it gives back, for `original`.
        payment_id: Option<PaymentIdText>,
        /// The ticket that payment is on, if another.
        paid_on: Option<TicketIdText>,
        /// How much, in minor units; all that is owed when absent.
        amount: Option<i64>,
    }

    /// Asks for a ticket as it stood when a revision of its estimate was shown.
    ReasonedOrder "TicketReasonedOrder" {
        /// Why.
        reason: String,
    }
}

/// Asks for an estimate as it was shown.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TicketRevision")]
pub struct Revision {
    /// Which ticket.
    pub ticket_id: TicketIdText,
    /// Which revision, from 1.
    pub revision: u32,
}

/// What is taken off, or nothing any more: at most one of `amount` and `percent`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscountChange {
    /// An amount in minor units.
    pub amount: Option<i64>,
    /// A share: `0.1` is 10 %.
    pub percent: Option<RateText>,
    /// Why; needed with either.
    pub reason: Option<String>,
    /// Whether a maker pays it back.
    #[serde(default)]
    pub reimbursed: bool,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident),* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "the words say it")]
        pub enum $name { $($variant),* }
    )*};
}

words! {
    /// How a customer is spoken to.
    Channel { InPerson, Phone, Sms, Email, Online }
    /// Who pays for a line.
    PayType { Customer, Warranty, Internal }
    /// How a line or job came onto the ticket.
    Origin { Original, Inspection, AddOn }
    /// The condition of a part.
    Condition { New, Used, Rebuilt, Reconditioned }
    /// What becomes of returned goods.
    ReturnTo { Stock, Defective, Supplier, Scrap }
    /// How money is given back: the way it came, in cash, as store credit.
    RefundTo { Original, Cash, StoreCredit }
    /// What paper a ticket is.
    Stage { Sale, Estimate, WorkOrder, Invoice }
    /// Whose turn it is.
    Queue { Advisor, Technician, Cashier }
    /// What a customer said to a job.
    ApprovalState { Pending, Approved, Declined }
}

/// A part of a kit.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Which part.
    pub part_id: PartIdText,
    /// How many for one kit.
    pub quantity: QuantityText,
}

/// How long and how far something is warranted; whichever ends first.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Warranty {
    /// Months.
    pub months: Option<u16>,
    /// Distance in the odometer's unit.
    pub distance: Option<u32>,
}
