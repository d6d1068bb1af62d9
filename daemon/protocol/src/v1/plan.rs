//! Installment plans. Amounts in minor units.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::account::Tender;
use crate::values::{CustomerIdText, DayText, Key, PlanIdText, TicketIdText};

/// Draws a plan up. Nothing is owed before a ticket is charged to it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanOpen")]
pub struct Open {
    /// Idempotency key.
    pub key: Key,
    /// Who pays.
    pub customer_id: CustomerIdText,
    /// What is bought costs this, with tax.
    pub price: i64,
    /// What is paid at once; nothing when absent.
    #[serde(default)]
    pub down_payment: i64,
    /// What the credit costs; nothing when absent.
    #[serde(default)]
    pub charge: i64,
    /// How many installments.
    pub installments: u16,
    /// How often one is due.
    pub rhythm: Rhythm,
    /// When the first is due.
    pub first_due: DayText,
}

/// How often an installment is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PlanRhythm")]
pub enum Rhythm {
    /// Every week.
    Weekly,
    /// Every two weeks.
    Biweekly,
    /// Every month on the first one's day.
    Monthly,
}

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PlanState")]
pub enum State {
    /// Drawn up; nothing is owed.
    Draft,
    /// Owed.
    Active,
    /// Paid in full.
    Paid,
    /// Given up.
    Defaulted,
    /// Dropped before money was paid.
    Canceled,
}

/// Charges what a plan finances to a ticket.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanActivate")]
pub struct Activate {
    /// Idempotency key.
    pub key: Key,
    /// Which plan.
    pub plan_id: PlanIdText,
    /// Which ticket; the down payment is on it already.
    pub ticket_id: TicketIdText,
}

/// Takes money on a plan; the oldest installments first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanPay")]
pub struct Pay {
    /// Idempotency key.
    pub key: Key,
    /// Which plan.
    pub plan_id: PlanIdText,
    /// How much.
    pub amount: i64,
    /// With what.
    pub tender: Tender,
}

/// Takes what pays a plan off today; charges that are not earned are not asked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanPayOff")]
pub struct PayOff {
    /// Idempotency key.
    pub key: Key,
    /// Which plan.
    pub plan_id: PlanIdText,
    /// With what.
    pub tender: Tender,
}

/// An order to a plan with a reason.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanReasoned")]
pub struct Reasoned {
    /// Idempotency key.
    pub key: Key,
    /// Which plan.
    pub plan_id: PlanIdText,
    /// Why.
    pub reason: String,
}

/// An order to a plan was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PlanAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The plan now.
    pub plan: PlanSheet,
}

/// Asks for a plan.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanGet")]
pub struct Get {
    /// Which.
    pub plan_id: PlanIdText,
}

/// One plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PlanResult")]
pub struct GetResult {
    /// The plan.
    pub plan: PlanSheet,
}

/// Asks for plans of a customer or of a state: exactly one of them.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanList")]
pub struct List {
    /// Whose.
    pub customer_id: Option<CustomerIdText>,
    /// How far they have come.
    pub state: Option<State>,
    /// Only those that came on the list before this cursor: the `next` of the page before.
    pub before: Option<u64>,
    /// At most so many; 100 when absent.
    pub limit: Option<u32>,
}

/// Plans.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PlanListResult")]
pub struct ListResult {
    /// Newest first.
    pub plans: Vec<PlanSheet>,
    /// Where the next page goes on; absent on the last one.
    pub next: Option<u64>,
}

/// Asks for plans with late installments.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlanOverdueList")]
pub struct Overdue {
    /// At most so many; 100 when absent.
    pub limit: Option<u32>,
}

/// Plans with late installments.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PlanOverdueResult")]
pub struct OverdueResult {
    /// The one that is late longest first.
    pub plans: Vec<PlanSheet>,
    /// What is late in all.
    pub overdue: i64,
}

/// An installment plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanSheet {
    /// Its id.
    pub id: PlanIdText,
    /// Who pays.
    pub customer_id: CustomerIdText,
    /// Their name.
    pub customer_name: Option<String>,
    /// How far it has come.
    pub state: State,
    /// The ticket that was charged to it.
    pub ticket_id: Option<TicketIdText>,
    /// What is bought costs this, with tax.
    pub price: i64,
    /// What is paid at once.
    pub down_payment: i64,
    /// What is financed.
    pub financed: i64,
    /// What the credit costs.
    pub charge: i64,
    /// How often an installment is due.
    pub rhythm: Rhythm,
    /// Its installments in order.
    pub installments: Vec<Installment>,
    /// What is still to be paid.
    pub remaining: i64,
    /// What pays it off today.
    pub payoff: i64,
    /// What is late.
    pub overdue: i64,
    /// How many days the oldest late installment is late.
    pub days_late: Option<i32>,
    /// Whether the law asks for disclosures: a charge, or more than four installments (12 CFR 1026.2(a)(17)(i)).
    pub needs_disclosure: bool,
}

/// One installment.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "PlanInstallment")]
pub struct Installment {
    /// Its place, from 1.
    pub number: u16,
    /// When it is due.
    pub due: DayText,
    /// What of it pays for the goods.
    pub principal: i64,
    /// What of it pays for the credit.
    pub charge: i64,
    /// What is still to be paid of it.
    pub left: i64,
}
