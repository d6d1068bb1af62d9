//! Installment plans.

use domain::ids::{CustomerId, PlanId, StaffId, TicketId, TillId};
use domain::money::Money;
use domain::people::ReceiptTender;
use domain::plan::{Installment, Plan, PlanEvent, PlanReceipt, PlanShare, PlanState, Rhythm};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(PlanEvent, "plan" {
    Drafted = "drafted"(Box<Plan>),
    Activated = "activated" { ticket: TicketId, date: Date, next_due: Date, },
    Paid = "paid"(Box<PlanReceipt>),
    Credited = "credited" { date: Date, ticket: Option<TicketId>, shares: Vec<PlanShare>, next_due: Option<Date>, },
    Defaulted = "defaulted" { date: Date, remaining: Money, reason: String, approved_by: Option<StaffId>, },
    Canceled = "canceled" { date: Date, reason: String, },
});

form_struct!(Plan, stream id: PlanId, {
    customer: CustomerId,
    price: Money,
    down_payment: Money,
    charge: Money,
    rhythm: Rhythm,
    installments: Vec<Installment>,
    state: PlanState,
    ticket: Option<TicketId>,
    has_payments: bool,
});

form_struct!(Installment, {
    number: u16,
    due: Date,
    principal: Money,
    charge: Money,
    settled: Money,
});

form_words!(Rhythm {
    Weekly = "weekly",
    Biweekly = "biweekly",
    Monthly = "monthly",
});

form_words!(PlanState {
    Draft = "draft",
    Active = "active",
    Paid = "paid",
    Defaulted = "defaulted",
    Canceled = "canceled",
});

form_struct!(PlanReceipt, {
    date: Date,
    amount: Money,
    tender: ReceiptTender,
    shares: Vec<PlanShare>,
    next_due: Option<Date>,
});

form_enum!(ReceiptTender {
    Cash = "cash" { till: Option<TillId>, },
    Check = "check" { number: String, },
    Card = "card" { reference: String, },
    Transfer = "transfer" { reference: String, },
    StoreCredit = "store_credit",
    Other = "other" { kind: String, reference: String, },
});

form_struct!(PlanShare, {
    installment: u16,
    amount: Money,
});
