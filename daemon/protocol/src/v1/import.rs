//! Other programs' files: tables with a column map, suppliers' fitment and facts. At most 500 rows an order.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{DayText, Key, PriceText};

/// What one row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportKind")]
pub enum TableKind {
    /// A customer.
    Customers,
    /// A vehicle.
    Vehicles,
    /// A part as the shop sells it.
    Parts,
    /// A line of a price file.
    Prices,
    /// How many of a part lie where.
    Stock,
}

/// Where a field's value comes from: a column by header or place, and a constant where it is blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportColumn")]
pub struct ColumnSource {
    /// The column's header; case, blanks and punctuation do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The column's place, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The value for rows without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
}

/// The sign before decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportDecimal")]
pub enum DecimalWord {
    /// `1,234.56`
    #[default]
    Point,
    /// `1.234,56`
    Comma,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportDates")]
pub enum DatesWord {
    /// `2026-11-23`
    #[default]
    YearMonthDay,
    /// `11/23/2026`
    MonthDayYear,
    /// `23.11.2026`
    DayMonthYear,
}

/// Which column of a file is which of our fields, and how values are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportMap")]
pub struct Map {
    /// By our field's name.
    pub columns: BTreeMap<String, ColumnSource>,
    /// What stands between cells: `,`, `;`, `|` or a tab.
    #[serde(default = "comma")]
    pub delimiter: String,
    /// Whether the first line holds headers.
    #[serde(default = "yes")]
    pub has_headers: bool,
    /// How numbers are written.
    #[serde(default)]
    pub decimal: DecimalWord,
    /// How days are written.
    #[serde(default)]
    pub dates: DatesWord,
    /// Whether blanks around values are left out.
    #[serde(default = "yes")]
    pub trim: bool,
    /// Whether a `'` before what a spreadsheet could take for a formula is taken off: our own exports have it.
    #[serde(default)]
    pub guarded: bool,
}

fn comma() -> String {
    ",".to_owned()
}

const fn yes() -> bool {
    true
}

/// Asks for a proposed map.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportColumns")]
pub struct Columns {
    /// What the rows are.
    pub kind: TableKind,
    /// The file's headers.
    pub headers: Vec<String>,
    /// What stands between cells; a comma when absent.
    #[serde(default)]
    pub delimiter: Option<String>,
}

/// A proposed map: to be looked at by a person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ImportProposed")]
pub struct Proposed {
    /// The map.
    pub map: Map,
    /// Headers that no field was found for.
    pub unknown: Vec<String>,
    /// Groups of fields of which one is needed and none was found.
    pub missing: Vec<Vec<&'static str>>,
    /// Fields of the map that are read and checked, but that the shop does not keep.
    pub not_kept: Vec<&'static str>,
}

/// Asks what would come of an import.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportDryRun")]
pub struct DryRun {
    /// What the rows are.
    pub kind: TableKind,
    /// How the table is read.
    pub map: Map,
    /// The table with its headers.
    pub text: String,
}

/// What would come of an import, by the file alone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ImportDryRunResult")]
pub struct DryRunResult {
    /// Rows with anything in them.
    pub rows: u64,
    /// Rows that can be read.
    pub good: u64,
    /// Rows that cannot.
    pub bad: u64,
    /// Good rows that say the same thing as one before them.
    pub repeated: u64,
    /// The first hundred rows that cannot be read.
    pub errors: Vec<RowProblem>,
    /// The first hundred things to look at.
    pub warnings: Vec<RowWarning>,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportRowProblem")]
pub struct RowProblem {
    /// Which row of the file, from 1, headers not counted.
    pub row: u64,
    /// The column's header, where one cell is at fault.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ImportRowWarning")]
pub struct RowWarning {
    /// Which row of the file.
    pub row: u64,
    /// What to look at.
    pub message: String,
}

/// Takes in a table of at most 500 rows. A row that says what is known already changes nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportApply")]
pub struct Apply {
    /// Idempotency key.
    pub key: Key,
    /// What the rows are.
    pub kind: TableKind,
    /// How the table is read.
    pub map: Map,
    /// The table with its headers.
    pub text: String,
    /// The number of its first row in the whole file; 1 when absent.
    #[serde(default)]
    pub first_row: Option<u64>,
    /// Where stock lies that the row gives no place for; the shop's location when absent.
    #[serde(default)]
    pub location: Option<String>,
    /// What the other program is called: its ids are kept under it. `import` when absent.
    #[serde(default)]
    pub system: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ImportApplied")]
pub struct Applied {
    /// Journal cursor; 0 when no row could be taken.
    pub cursor: u64,
    /// Whether this is the first answer given again. What is wrong with rows is then worked out again.
    pub replayed: bool,
    /// Rows that were taken, changed anything or not.
    pub taken: usize,
    /// Customers, vehicles or parts that were added or changed.
    pub saved: usize,
    /// Stock movements that were made.
    pub moved: usize,
    /// Rows that were not taken.
    pub errors: Vec<RowProblem>,
}

/// Takes in what a supplier says parts fit (ACES applications), at most 500 rows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportFitment")]
pub struct ApplyFitment {
    /// Idempotency key.
    pub key: Key,
    /// The applications.
    pub rows: Vec<FitmentRow>,
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportFitmentRow")]
pub struct FitmentRow {
    /// Which row, or line, of the file.
    pub row: u64,
    /// The maker's number.
    pub number: String,
    /// The maker as the shop writes it; absent, the number must name one part.
    #[serde(default)]
    pub brand: Option<String>,
    /// First model year.
    pub year_from: u16,
    /// Last model year, included.
    pub year_to: u16,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Engine; any when absent.
    #[serde(default)]
    pub engine: Option<String>,
    /// Where on the vehicle.
    #[serde(default)]
    pub position: Option<String>,
    /// What else must hold, in words: without it the fitment would promise too much.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Whether it no longer holds.
    #[serde(default)]
    pub removed: bool,
}

/// Takes in what a supplier says about parts that the shop has (PIES items), at most 500.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportFacts")]
pub struct ApplyFacts {
    /// Idempotency key.
    pub key: Key,
    /// The facts.
    pub rows: Vec<FactRow>,
}

/// What a supplier says about a part; what is absent stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportFactRow")]
pub struct FactRow {
    /// Which row, or line, of the file.
    pub row: u64,
    /// The maker's number.
    pub number: String,
    /// The maker as the shop writes it; absent, the number must name one part.
    #[serde(default)]
    pub brand: Option<String>,
    /// A few words.
    #[serde(default)]
    pub description: Option<String>,
    /// The GTIN under the barcode.
    #[serde(default)]
    pub gtin: Option<String>,
    /// What a customer pays for one.
    #[serde(default)]
    pub price: Option<PriceText>,
    /// What the shop pays; counts while the part's stock never moved.
    #[serde(default)]
    pub cost: Option<PriceText>,
    /// The deposit on its old part.
    #[serde(default)]
    pub core: Option<PriceText>,
    /// The prices' currency, ISO 4217; the shop's when absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// From which day on the prices hold.
    #[serde(default)]
    pub effective: Option<DayText>,
    /// Other numbers it goes by.
    #[serde(default)]
    pub interchange: Vec<String>,
    /// The number that takes its place.
    #[serde(default)]
    pub superseded_by: Option<String>,
}
