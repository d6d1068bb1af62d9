//! `counterd export books`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use domain::Event;
use domain::ledger::Account;
use engine::Queries as _;
use exchange::books::{self, AccountTable, BookEntry, BookError, Format};
use jiff::civil::Date;
use store::SqliteQueries;

use super::{DataArgs, Failed, write_file};
use crate::told::say;

/// Entries read at once.
const PAGE: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BooksFormat {
    /// Plain text for hledger and ledger.
    Ledger,
    /// IIF for QuickBooks Desktop.
    Iif,
    /// CSV for Xero's manual journals, several files when it does not fit into one.
    Xero,
}

#[derive(Debug, Args)]
pub(crate) struct BooksArgs {
    /// The file.
    file: PathBuf,
    /// For which program.
    #[arg(long)]
    format: BooksFormat,
    /// First day, such as 2026-01-01.
    #[arg(long)]
    from: Date,
    /// Last day, included.
    #[arg(long)]
    to: Date,
    /// What accounts are called there: TOML with a section for each of our accounts, e.g. `[cash]` with `ledger`,
    /// `quickbooks`, `xero_code` or `xero_tax_rate`.
    #[arg(long)]
    accounts: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

impl From<BookError> for Failed {
    fn from(error: BookError) -> Self {
        Self::words(
            &error,
            "Export a shorter span of days, or correct the names of the accounts.",
        )
    }
}

pub(crate) fn export(args: &BooksArgs) -> Result<bool, Failed> {
    let data = args.data.folder().map_err(Failed::Said)?;
    let table = table(args.accounts.as_deref())?;
    let entries = entries(&SqliteQueries::open(&data, 1)?, args.from, args.to)?;
    let format = match args.format {
        BooksFormat::Ledger => Format::Ledger,
        BooksFormat::Iif => Format::QuickBooksIif,
        BooksFormat::Xero => Format::XeroCsv,
    };
    let pieces = match format {
        Format::XeroCsv if !entries.is_empty() => books::xero_files(&entries),
        Format::XeroCsv | Format::Ledger | Format::QuickBooksIif => vec![entries.as_slice()],
    };
    for (index, piece) in pieces.into_iter().enumerate() {
        let path = numbered(&args.file, index);
        let mut written = books::Exported::default();
        write_file(&path, |file| {
            written = books::export(format, &table, piece, file)?;
            Ok::<(), BookError>(())
        })?;
        say(&format!(
            "{} entries with {} lines in {}",
            written.entries,
            written.lines,
            path.display()
        ));
    }
    Ok(true)
}

fn entries(queries: &SqliteQueries, from: Date, to: Date) -> Result<Vec<BookEntry>, Failed> {
    let mut entries = Vec::new();
    let mut after = None;
    loop {
        let page = queries.entries(from, to, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(entries);
        };
        after = Some(last.cursor);
        for record in &page {
            if let Event::Posted(_, entry) = &record.event {
                let entry = books::of_shop(entry);
                entries.push(entry.map_err(|error| Failed::words(&error, "Call support."))?);
            }
        }
    }
}

fn table(path: Option<&Path>) -> Result<AccountTable, Failed> {
    let mut table = AccountTable::of_shop();
    let Some(path) = path else {
        return Ok(table);
    };
    let wrong = |what: String| Failed::Words(format!("{}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(Failed::file(path))?;
    let given: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    for (code, words) in given {
        if !Account::ALL.iter().any(|account| account.code() == code) {
            return Err(wrong(format!("there is no account `{code}`")));
        }
        let names = table.names.entry(code).or_default();
        for (word, name) in words {
            match word.as_str() {
                "ledger" => names.ledger = Some(name),
                "quickbooks" => names.quickbooks = Some(name),
                "xero_code" => names.xero_code = Some(name),
                "xero_tax_rate" => names.xero_tax_rate = Some(name),
                _ => return Err(wrong(format!("`{word}` is no word for an account"))),
            }
        }
    }
    Ok(table)
}

/// `books.csv`, then `books-2.csv`.
fn numbered(path: &Path, index: usize) -> PathBuf {
    if index == 0 {
        return path.to_owned();
    }
    let part =
        |text: Option<&std::ffi::OsStr>| text.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let name = if extension.is_empty() {
        format!("{stem}-{}", index + 1)
    } else {
        format!("{stem}-{}.{extension}", index + 1)
    };
    path.with_file_name(name)
}
