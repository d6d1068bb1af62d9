//! Reports.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::v1::ticket::Summary;

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
    /// The cash it should hold.
    pub expected_cash: i64,
}
