//! Canned jobs: what the shop does so often that parts, labor and notes are kept ready.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{CannedJobIdText, Key, PartIdText, PriceText, QuantityText, SupplierIdText};

/// How many, or how long: a fixed `quantity`, or an `attribute` of the vehicle with `per` and perhaps `base`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedAmount")]
pub struct Amount {
    /// Always so many.
    #[serde(default)]
    pub quantity: Option<QuantityText>,
    /// The attribute that it goes by, e.g. `oil_capacity_qt`, `cylinders`.
    #[serde(default)]
    pub attribute: Option<String>,
    /// What is needed whatever the attribute; nothing when absent.
    #[serde(default)]
    pub base: Option<QuantityText>,
    /// What is needed for each one of it; one when absent.
    #[serde(default)]
    pub per: Option<QuantityText>,
    /// The attribute when nobody says; without it someone must.
    #[serde(default)]
    pub default: Option<QuantityText>,
    /// Whether the sum is rounded up to whole pieces, as bottles are.
    #[serde(default)]
    pub whole: bool,
}

/// One line of a canned job: exactly one of these.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "CannedLine")]
pub enum Line {
    /// A part; it gets the price of the day.
    Part(PartLine),
    /// Labor; it gets the rate of the day.
    Labor(LaborLine),
    /// A fee.
    Fee(FeeLine),
    /// Work of another firm.
    Sublet(SubletLine),
}

/// A part of a canned job.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedPart")]
pub struct PartLine {
    /// Which.
    pub part_id: PartIdText,
    /// How many.
    pub amount: Amount,
}

/// Labor of a canned job.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedLabor")]
pub struct LaborLine {
    /// What is done.
    pub description: String,
    /// How long.
    pub hours: Amount,
    /// The name of the shop's rate, when it is not the usual one.
    #[serde(default)]
    pub rate_name: Option<String>,
    /// Whether it is finding out.
    #[serde(default)]
    pub diagnostic: bool,
}

/// A fee of a canned job.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedFee")]
pub struct FeeLine {
    /// What for.
    pub description: String,
    /// The class that tax rules know it by; `fee_shop` when absent.
    #[serde(default)]
    pub tax_class: Option<String>,
    /// How much, in major units.
    pub price: PriceText,
}

/// Another firm's work in a canned job.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedSublet")]
pub struct SubletLine {
    /// What is done.
    pub description: String,
    /// Which firm.
    #[serde(default)]
    pub supplier_id: Option<SupplierIdText>,
    /// What it asks, in major units.
    pub cost: PriceText,
    /// What the customer pays, in major units.
    pub price: PriceText,
    /// Whether it is labor rather than goods.
    #[serde(default)]
    pub labor: bool,
}

/// Makes a canned job, or changes one; saving a retired one offers it again. Needs an advisor.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedSave")]
pub struct Save {
    /// Idempotency key.
    pub key: Key,
    /// Which to change; a new one when absent.
    #[serde(default)]
    pub canned_job_id: Option<CannedJobIdText>,
    /// What is done; the job's title on a ticket.
    pub title: String,
    /// What the technician or the customer should know.
    #[serde(default)]
    pub note: Option<String>,
    /// Under which heading it is found, e.g. `Brakes`.
    #[serde(default)]
    pub group: Option<String>,
    /// 1 to 100 lines, in order.
    pub lines: Vec<Line>,
}

/// Offers a canned job no more.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedRetire")]
pub struct Retire {
    /// Idempotency key.
    pub key: Key,
    /// Which.
    pub canned_job_id: CannedJobIdText,
}

/// Lists the canned jobs that are offered, newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedList")]
pub struct List {
    /// Only under this heading.
    #[serde(default)]
    pub group: Option<String>,
    /// At most so many; 200 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Canned jobs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CannedListResult")]
pub struct ListResult {
    /// The jobs.
    pub canned_jobs: Vec<CannedJob>,
}

/// Asks for one canned job.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CannedGet")]
pub struct Get {
    /// Which.
    pub canned_job_id: CannedJobIdText,
}

/// One canned job.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CannedResult")]
pub struct GetResult {
    /// The job.
    pub canned_job: CannedJob,
}

/// A job kept ready.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CannedJob {
    /// Id.
    pub id: CannedJobIdText,
    /// What is done.
    pub title: String,
    /// What the technician or the customer should know.
    pub note: Option<String>,
    /// Under which heading it is found.
    pub group: Option<String>,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Whether it is not offered any more.
    pub retired: bool,
}

/// A canned job was saved or retired.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CannedAccepted")]
pub struct Accepted {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The job after it.
    pub canned_job: CannedJob,
}
