//! Reports.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::order::Origin;
use crate::v1::ticket::Summary;
use crate::values::{
    DayText, EntryIdText, Moment, PartIdText, StaffIdText, TicketIdText, TicketJobIdText,
    VehicleIdText,
};

/// The shop's day so far, in its own time zone. Amounts in minor units.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportToday")]
pub struct Today {
    /// The date, `2026-01-31`.
    pub date: String,
    /// Tickets paid.
    pub tickets: u64,
    /// What they came to, with tax.
    pub sales: i64,
    /// Their tax.
    pub tax: i64,
    /// Paid in cash, change taken off.
    pub cash: i64,
    /// Paid by card.
    pub card: i64,
    /// Paid by tender: `cash`, `card`, `check`, `account` and so on; refunds taken off.
    pub tenders: BTreeMap<String, i64>,
    /// The till.
    pub till: Till,
    /// The last tickets paid.
    pub recent: Vec<Summary>,
}

/// The till.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "ReportTill")]
pub struct Till {
    /// The cash it should hold. Hidden below a manager until the open drawer is counted, where counts are blind.
    pub expected_cash: Option<i64>,
}

/// The shop's days that a report is about, both included; at most 400 of them.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReportPeriod")]
pub struct Period {
    /// The first.
    pub from: DayText,
    /// The last.
    pub to: DayText,
}

/// The most days of one report.
pub const PERIOD_DAYS_MAX: i32 = 400;

/// Sales of a period. Amounts in minor units, hours and shares as decimal text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportDaily")]
pub struct Daily {
    /// Tickets closed, less those undone.
    pub tickets: i32,
    /// Of these, work orders and invoices.
    pub repair_orders: i32,
    /// Parts, before discounts and tax.
    pub parts: i64,
    /// Labor, before discounts and tax.
    pub labor: i64,
    /// Sublet work, before discounts and tax.
    pub sublet: i64,
    /// Fees and supplies.
    pub fees: i64,
    /// Deposits on old parts, less those given back.
    pub cores: i64,
    /// What discounts took off.
    pub discounts: i64,
    /// All of these: before tax.
    pub subtotal: i64,
    /// Tax.
    pub tax: i64,
    /// What customers pay.
    pub total: i64,
    /// Retail value of warranty work.
    pub warranty: i64,
    /// Retail value of work for the shop itself.
    pub internal: i64,
    /// Tax by component.
    pub components: Vec<TaxComponent>,
    /// Tax that went back with returned goods.
    pub returned_tax: i64,
    /// Money taken on tickets less money given back, by tender.
    pub tenders: BTreeMap<String, i64>,
    /// What was earned, whoever pays.
    pub revenue: i64,
    /// What the sold parts and sublet work cost.
    pub cost_of_sales: i64,
    /// Revenue less cost of sales.
    pub gross_profit: i64,
    /// Gross profit over revenue; none without revenue.
    pub gross_profit_share: Option<String>,
    /// Hours of labor billed.
    pub labor_hours: String,
    /// Sales of repair orders over their number, in major units.
    pub average_repair_order: Option<String>,
    /// Hours billed on a repair order.
    pub hours_per_repair_order: Option<String>,
    /// What customers paid for an hour of labor, in major units.
    pub effective_labor_rate: Option<String>,
    /// Parts over labor.
    pub parts_to_labor: Option<String>,
}

/// A component of the tax.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportTaxComponent")]
pub struct TaxComponent {
    /// Its name.
    pub name: String,
    /// What it was computed on.
    pub base: i64,
    /// What it came to.
    pub amount: i64,
}

/// What technicians did on the tickets closed in a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportTechnicians")]
pub struct Technicians {
    /// One row each; labor that names nobody has no id.
    pub technicians: Vec<Technician>,
}

/// A technician's work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportTechnician")]
pub struct Technician {
    /// Who.
    pub staff_id: Option<StaffIdText>,
    /// Their name.
    pub name: Option<String>,
    /// Hours billed, whoever pays.
    pub billed_hours: String,
    /// Hours clocked.
    pub clocked_hours: String,
    /// Of these, hours whose end was set because they forgot.
    pub auto_ended_hours: String,
    /// What their labor earned, in minor units.
    pub labor_sales: i64,
    /// Jobs done.
    pub jobs: i32,
    /// Of these, jobs that made good earlier work.
    pub comebacks: i32,
    /// Billed over clocked hours.
    pub efficiency: Option<String>,
    /// What an hour of theirs brought, in major units.
    pub effective_labor_rate: Option<String>,
    /// Comebacks over jobs.
    pub comeback_rate: Option<String>,
}

/// What parts sold, earned and cost in a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportParts")]
pub struct Parts {
    /// The largest revenue first, at most 500.
    pub parts: Vec<PartUse>,
    /// How many parts there are in all.
    pub count: usize,
    /// What all of them earned.
    pub revenue: i64,
    /// What all of them cost.
    pub cost: i64,
}

/// One part's use.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportPartUse")]
pub struct PartUse {
    /// The part.
    pub part_id: PartIdText,
    /// Its number when it was last sold.
    pub number: String,
    /// Its category then.
    pub category: String,
    /// How many were sold, less those that came back.
    pub quantity: String,
    /// What they earned.
    pub revenue: i64,
    /// What they cost.
    pub cost: i64,
    /// Revenue less cost.
    pub margin: i64,
    /// Margin over revenue.
    pub margin_share: Option<String>,
}

/// Work that customers put off.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportDeferred")]
pub struct Deferred {
    /// What was put off in the period, newest first, at most 500.
    pub declined: Vec<DeferredJob>,
    /// What all of that came to.
    pub declined_value: i64,
    /// What was approved after all in the period, newest first, at most 500.
    pub recovered: Vec<RecoveredJob>,
    /// What all of that comes to.
    pub recovered_value: i64,
    /// What is put off now, whenever that was; the next to ask first, at most 500.
    pub open: Vec<DeferredJob>,
}

/// Work that was put off.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportDeferredJob")]
pub struct DeferredJob {
    /// The job.
    pub ticket_job_id: TicketJobIdText,
    /// The ticket it was proposed on.
    pub ticket_id: TicketIdText,
    /// For which vehicle.
    pub vehicle_id: Option<VehicleIdText>,
    /// What was to be done.
    pub title: String,
    /// Why it was declined.
    pub reason: String,
    /// When to ask again.
    pub follow_up: Option<DayText>,
    /// What it came to then.
    pub amount: i64,
}

/// Work that was done after all.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportRecoveredJob")]
pub struct RecoveredJob {
    /// As it was put off.
    pub deferred: DeferredJob,
    /// On which ticket it is done.
    pub by_ticket_id: TicketIdText,
    /// What it comes to.
    pub amount: i64,
    /// When it was approved.
    pub at: Moment,
}

/// What advisors proposed in a period, and what became of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportAdvisors")]
pub struct Advisors {
    /// By advisor and by how the work was found.
    pub advisors: Vec<Advisor>,
}

/// One advisor's proposals of one origin.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportAdvisor")]
pub struct Advisor {
    /// Who; none where the ticket has nobody.
    pub staff_id: Option<StaffIdText>,
    /// Their name.
    pub name: Option<String>,
    /// How the work was found.
    pub origin: Origin,
    /// Shown to the customer.
    pub presented: Tally,
    /// Approved.
    pub approved: Tally,
    /// Declined.
    pub declined: Tally,
    /// Approved over presented value: the closing ratio.
    pub approved_share: Option<String>,
}

/// Some jobs and what they came to.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "ReportTally")]
pub struct Tally {
    /// How many.
    pub jobs: u32,
    /// What they came to.
    pub value: i64,
}

/// The books' accounts over a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportTrialBalance")]
pub struct TrialBalance {
    /// Every account that moved.
    pub accounts: Vec<AccountLine>,
    /// All debits.
    pub debit: i64,
    /// All credits; the same.
    pub credit: i64,
}

/// One account's movements.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportAccountLine")]
pub struct AccountLine {
    /// The account's word.
    pub account: String,
    /// Its name.
    pub title: String,
    /// What was debited.
    pub debit: i64,
    /// What was credited.
    pub credit: i64,
}

/// Asks for entries of the books.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReportLedgerQuery")]
pub struct LedgerQuery {
    /// The first day.
    pub from: DayText,
    /// The last.
    pub to: DayText,
    /// Only those that follow this: the `next` of the page before.
    #[serde(default)]
    pub after: Option<u64>,
    /// At most so many; 100 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Entries of the books.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportLedger")]
pub struct Ledger {
    /// By day, within each as they were made.
    pub entries: Vec<Entry>,
    /// Ask again with this for more; none at the end.
    pub next: Option<u64>,
}

/// One entry.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportEntry")]
pub struct Entry {
    /// Its id.
    pub id: EntryIdText,
    /// The shop's day.
    pub date: DayText,
    /// What it is.
    pub memo: String,
    /// The thing whose doing it books.
    pub source_id: String,
    /// When it was made.
    pub at: Moment,
    /// Who brought it about.
    pub by: String,
    /// What it books: zero together.
    pub postings: Vec<Posting>,
}

/// One posting.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ReportPosting")]
pub struct Posting {
    /// The account's word.
    pub account: String,
    /// Whose, where the account has owners.
    pub owner_id: Option<String>,
    /// Debit above zero, credit below.
    pub amount: i64,
}
