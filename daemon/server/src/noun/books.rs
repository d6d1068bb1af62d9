//! The books for other programs.

use domain::Event;
use domain::ledger::{Account, AccountClass};
use engine::queries::Queries;
use exchange::books::{self, AccountTable, BookEntry, Format};
use jiff::civil::Date;
use protocol::problem::{Code, Problem};
use protocol::v1::books::{AccountRow, Accounts, BooksFile, BooksFormat, Export, Exported};

use crate::call::Deed;
use crate::refuse;

/// The most entries of one export: a message holds them, and a person can wait for it.
const ENTRIES_MAX: usize = 20_000;
/// Entries read at once.
const PAGE: usize = 500;

pub(crate) fn accounts() -> Deed {
    let class = |class| match class {
        AccountClass::Asset => "asset",
        AccountClass::Liability => "liability",
        AccountClass::Equity => "equity",
        AccountClass::Income => "income",
        AccountClass::Expense => "expense",
    };
    let accounts = Account::ALL.iter().map(|account| AccountRow {
        code: account.code(),
        title: account.title(),
        class: class(account.class()),
    });
    Deed::answer(&Accounts {
        accounts: accounts.collect(),
    })
}

pub(crate) fn export(params: Export) -> Deed {
    Deed::read(move |api| {
        let (from, to) = (params.from.0, params.to.0);
        let entries = entries(&*api.queries, from, to)?;
        let format = match params.format {
            BooksFormat::Ledger => Format::Ledger,
            BooksFormat::Iif => Format::QuickBooksIif,
            BooksFormat::Xero => Format::XeroCsv,
        };
        let pieces = match format {
            Format::XeroCsv => books::xero_files(&entries),
            Format::Ledger | Format::QuickBooksIif => vec![entries.as_slice()],
        };
        let files = pieces.into_iter().map(|piece| file(format, piece));
        Ok(Exported {
            files: files.collect::<Result<_, _>>()?,
            entries: entries.len(),
        })
    })
}

fn entries(queries: &dyn Queries, from: Date, to: Date) -> Result<Vec<BookEntry>, Problem> {
    let mut entries = Vec::new();
    let mut after = None;
    loop {
        let page = queries
            .entries(from, to, after, PAGE)
            .map_err(|error| refuse::store(&error))?;
        let Some(last) = page.last() else {
            return Ok(entries);
        };
        after = Some(last.cursor);
        for record in &page {
            if let Event::Posted(_, entry) = &record.event {
                entries.push(books::of_shop(entry).map_err(|error| cannot(&error))?);
            }
        }
        if entries.len() > ENTRIES_MAX {
            let message = format!("there are more than {ENTRIES_MAX} entries between these days");
            return Err(Problem::new(Code::BooksExport, message));
        }
    }
}

fn file(format: Format, entries: &[BookEntry]) -> Result<BooksFile, Problem> {
    let mut bytes = Vec::new();
    let written = books::export(format, &AccountTable::of_shop(), entries, &mut bytes)
        .map_err(|error| cannot(&error))?;
    // IIF is Windows-1252, where each byte is one character of the same text.
    let text = exchange::text_of(&bytes);
    Ok(BooksFile {
        text,
        entries: written.entries,
        lines: written.lines,
    })
}

fn cannot(error: &dyn std::error::Error) -> Problem {
    Problem::new(Code::BooksExport, error.to_string())
}
