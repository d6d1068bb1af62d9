//! Customers, their accounts and their store credit.

use std::collections::BTreeSet;

use domain::ids::{AccountItemId, CustomerId, StaffId, TicketId};
use domain::money::{Money, Rate};
use domain::number::DocumentNumber;
use domain::people::account::{
    Absorbed, Allocation, Applied, BillingMonth, Charge as AccountCharge,
    ChargeKind as AccountChargeKind, IssuedStatement, OpenCredit, OpenItem, SettledBy, Settlement,
};
use domain::people::credit::{CreditMove, CreditReason};
use domain::people::{
    AccountTerms, Address, Consent, Customer, CustomerEvent, CustomerKind, ExternalId,
    FinanceTerms, Fleet, LabelledPhone, ReceiptTender, StatementStyle,
};
use domain::pricing::PriceLevel;
use domain::tax::{Exemption, TaxClass};
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(CustomerEvent, "customer" {
    Saved = "saved"(Box<Customer>),
    AccountHeld = "account_held" { reason: Option<String>, },
    AccountCharged = "account_charged"(Box<AccountCharge>),
    AccountSettled = "account_settled"(Box<Settlement>),
    AccountApplied = "account_applied"(Applied),
    StatementIssued = "statement_issued"(IssuedStatement),
    CreditMoved = "credit_moved"(Box<CreditMove>),
    Merged = "merged" { into: CustomerId, date: Date, balance: Money, items: Vec<AccountItemId>, },
    Absorbed = "absorbed"(Box<Absorbed>),
});

form_struct!(Customer, stream id: CustomerId, {
    kind: CustomerKind,
    name: String,
    phones: Vec<LabelledPhone>,
    email: Option<String>,
    address: Option<Address>,
    notes: Option<String>,
    alert: Option<String>,
    preferences: Option<String>,
    tags: Vec<String>,
    price_level: PriceLevel,
    exemption: Option<Exemption>,
    account: Option<AccountTerms>,
    fleet: Option<Fleet>,
    consent: Consent,
    external: Vec<ExternalId>,
});

form_words!(CustomerKind {
    Person = "person",
    Firm = "firm",
});

form_struct!(LabelledPhone, {
    label: Option<String>,
    number: String,
});

form_struct!(Address, {
    street: Option<String>,
    city: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
});

form_struct!(Exemption, {
    reason: String,
    certificate: String,
    expires: Option<Date>,
    classes: Option<BTreeSet<TaxClass>>,
});

form_struct!(AccountTerms, {
    limit: Option<Money>,
    hold: Option<String>,
    terms_days: u16,
    po_required: bool,
    statement: StatementStyle,
    finance: Option<FinanceTerms>,
});

form_words!(StatementStyle {
    OpenItem = "open_item",
    BalanceForward = "balance_forward",
});

form_struct!(FinanceTerms, {
    monthly_rate: Rate,
    grace_days: u16,
});

form_struct!(Fleet, {
    number: Option<String>,
    approver: Option<String>,
    po_required: bool,
    labor_rate: Option<String>,
});

form_struct!(Consent, {
    email: Option<Date>,
    sms: Option<Date>,
    calls: Option<Date>,
    reminders: Option<Date>,
});

form_struct!(ExternalId, {
    system: String,
    id: String,
});

form_struct!(AccountCharge, {
    id: AccountItemId,
    kind: AccountChargeKind,
    number: String,
    date: Date,
    due: Date,
    amount: Money,
    po_number: Option<String>,
});

form_struct!(Settlement, {
    id: AccountItemId,
    date: Date,
    amount: Money,
    by: SettledBy,
    allocations: Vec<Allocation>,
    approved_by: Option<StaffId>,
});

form_enum!(SettledBy {
    Receipt = "receipt" { tender: ReceiptTender, reference: Option<String>, },
    CreditMemo = "credit_memo" { reason: String, },
    Return = "return"(TicketId),
    Undone = "undone"(TicketId),
    WriteOff = "write_off" { reason: String, },
});

form_struct!(Allocation, {
    item: AccountItemId,
    amount: Money,
    closes: bool,
});

form_struct!(Applied, {
    credit: AccountItemId,
    date: Date,
    allocations: Vec<Allocation>,
});

form_struct!(IssuedStatement, {
    number: DocumentNumber,
    from: Date,
    to: Date,
    closing: Money,
});

form_struct!(CreditMove, {
    amount: Money,
    reason: CreditReason,
    date: Date,
    ticket: Option<TicketId>,
    note: Option<String>,
    approved_by: Option<StaffId>,
});

form_words!(CreditReason {
    Issued = "issued",
    Redeemed = "redeemed",
    Undone = "undone",
    Goodwill = "goodwill",
    Corrected = "corrected",
    OnAccount = "on_account",
    OnPlan = "on_plan",
    Merged = "merged",
});

form_struct!(Absorbed, {
    from: CustomerId,
    date: Date,
    items: Vec<OpenItem>,
    credits: Vec<OpenCredit>,
});

form_struct!(OpenItem, {
    charge: AccountCharge,
    settled: Money,
});

form_struct!(OpenCredit, {
    id: AccountItemId,
    date: Date,
    what: String,
    amount: Money,
    used: Money,
});

form_enum!(AccountChargeKind {
    Ticket = "ticket"(TicketId),
    Finance = "finance"(BillingMonth),
});
