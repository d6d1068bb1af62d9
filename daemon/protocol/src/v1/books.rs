//! The books for other programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::DayText;

/// The accounts of the books.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "BooksAccounts")]
pub struct Accounts {
    /// Every account.
    pub accounts: Vec<AccountRow>,
}

/// An account.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "BooksAccount")]
pub struct AccountRow {
    /// Its stable word, e.g. `cash`.
    pub code: &'static str,
    /// Its name.
    pub title: &'static str,
    /// `asset`, `liability`, `equity`, `income` or `expense`.
    pub class: &'static str,
}

/// The program that is to read the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "BooksFormat")]
pub enum BooksFormat {
    /// hledger and ledger.
    Ledger,
    /// QuickBooks Desktop. The text is to be saved as Windows-1252.
    Iif,
    /// Xero's import of manual journals.
    Xero,
}

/// Writes the entries of a span of days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BooksExport")]
pub struct Export {
    /// First day.
    pub from: DayText,
    /// Last day, included.
    pub to: DayText,
    /// For which program.
    pub format: BooksFormat,
}

/// The books as files. The same days give the same files, and each entry carries its id, so that a second import can be
/// told from a new one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "BooksExported")]
pub struct Exported {
    /// The files in order; one, but for Xero, which takes a limited number of lines.
    pub files: Vec<BooksFile>,
    /// How many entries they hold.
    pub entries: usize,
}

/// A file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "BooksFile")]
pub struct BooksFile {
    /// Its text.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many lines the entries have together.
    pub lines: usize,
}
