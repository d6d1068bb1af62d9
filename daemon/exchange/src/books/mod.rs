//! Journal entries out, for whoever keeps the books: plain text for hledger and ledger, IIF for QuickBooks, CSV for Xero.
//!
//! An entry that does not balance cannot be made. The same entries give the same bytes, and each carries its external
//! id, so that a second import of the same file can be told from a new one.

mod accounts;
mod entry;
mod iif;
mod ledger;
mod shop;
mod xero;

use std::collections::BTreeSet;
use std::io::{self, Write};

pub use accounts::{AccountTable, Names};
pub use entry::{BookEntry, BookLine, BookRefusal};
pub use shop::of_shop;
pub use xero::LINES_MAX as XERO_LINES_MAX;

/// The program that is to read the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Plain text for hledger and ledger: UTF-8.
    Ledger,
    /// QuickBooks Desktop's IIF: tabs, Windows-1252.
    QuickBooksIif,
    /// Xero's manual journal import: CSV in UTF-8, at most [`XERO_LINES_MAX`] lines a file.
    XeroCsv,
}

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Exported {
    /// How many entries.
    pub entries: usize,
    /// How many lines they have together.
    pub lines: usize,
}

/// Why the file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// Two entries have the same external id.
    #[error("the entry `{0}` comes twice")]
    IdTwice(String),
    /// An account's name cannot stand in the format.
    #[error("the account name `{name}` cannot be written for this program")]
    AccountName {
        /// The name.
        name: String,
    },
    /// The file would have more lines than the program takes.
    #[error(
        "the entry `{id}` does not fit: the program takes at most {XERO_LINES_MAX} lines a file"
    )]
    FileFull {
        /// The first entry that does not fit.
        id: String,
    },
    /// The writer's own fault.
    #[error("the file could not be written")]
    Io(#[from] io::Error),
}

/// Writes entries in their order.
///
/// # Errors
/// [`BookError`]. What was written before it is no whole file.
///
/// # Example
/// ```
/// use domain::{Currency, Money};
/// use exchange::books::{AccountTable, BookEntry, BookLine, Format, export};
///
/// let line = |account: &str, name: &str, minor| BookLine::new(account, name, Money::new(minor, Currency::USD));
/// let lines = vec![line("1000", "Cash", 1299), line("4000", "Parts sales", -1299)];
/// let entry = BookEntry::try_new(jiff::civil::date(2026, 11, 23), "C1-Z000007", "Cash sales", lines)?;
/// let mut file = Vec::new();
/// export(Format::Ledger, &AccountTable::default(), [&entry], &mut file)?;
/// assert!(String::from_utf8(file)?.contains("2026-11-23 (C1-Z000007) Cash sales"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn export<'a>(
    format: Format,
    accounts: &AccountTable,
    entries: impl IntoIterator<Item = &'a BookEntry>,
    writer: &mut dyn Write,
) -> Result<Exported, BookError> {
    match format {
        Format::Ledger => ledger::begin(writer)?,
        Format::QuickBooksIif => iif::begin(writer)?,
        Format::XeroCsv => xero::begin(writer)?,
    }
    let mut ids = BTreeSet::new();
    let mut exported = Exported::default();
    for entry in entries {
        if !ids.insert(entry.id()) {
            return Err(BookError::IdTwice(entry.id().to_owned()));
        }
        exported.entries += 1;
        exported.lines += entry.lines().len();
        match format {
            Format::Ledger => ledger::entry(accounts, entry, writer)?,
            Format::QuickBooksIif => iif::entry(accounts, entry, writer)?,
            Format::XeroCsv if exported.lines > XERO_LINES_MAX => {
                let id = entry.id().to_owned();
                return Err(BookError::FileFull { id });
            }
            Format::XeroCsv => xero::entry(accounts, entry, writer)?,
        }
    }
    writer.flush()?;
    Ok(exported)
}

/// Cuts entries into files that Xero takes. An entry is never cut; one that is too long alone stands alone and is
/// refused by [`export`].
#[must_use]
pub fn xero_files(entries: &[BookEntry]) -> Vec<&[BookEntry]> {
    let mut files = Vec::new();
    let (mut from, mut lines) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let len = entry.lines().len();
        if lines + len > XERO_LINES_MAX && at > from {
            files.push(&entries[from..at]);
            (from, lines) = (at, 0);
        }
        lines += len;
    }
    if from < entries.len() {
        files.push(&entries[from..]);
    }
    files
}
