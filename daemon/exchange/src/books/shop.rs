//! The shop's own books in the words of this room.

use domain::ledger::{Account, AccountClass, Entry};

use super::accounts::{AccountTable, Names};
use super::entry::{BookEntry, BookLine, BookRefusal};

/// Turns an entry of the shop's books into one for other programs; its id is the external id, so that it is known again.
///
/// # Errors
/// [`BookRefusal`] for an entry that no program takes.
pub fn of_shop(entry: &Entry) -> Result<BookEntry, BookRefusal> {
    let lines = entry.postings.iter().map(|posting| {
        let account = posting.account;
        BookLine::new(account.code(), account.title(), posting.amount)
    });
    let id = entry.id.to_string();
    BookEntry::try_new(entry.date, &id, &entry.memo, lines.collect())
}

impl AccountTable {
    /// Returns the table for the shop's own accounts: `Assets:Cash in drawer` for hledger, our names and codes elsewhere.
    #[must_use]
    pub fn of_shop() -> Self {
        let mut table = Self::default();
        for account in Account::ALL {
            let names = Names {
                ledger: Some(format!("{}:{}", class(account.class()), account.title())),
                ..Names::default()
            };
            table.names.insert(account.code().to_owned(), names);
        }
        table
    }
}

const fn class(class: AccountClass) -> &'static str {
    match class {
        AccountClass::Asset => "Assets",
        AccountClass::Liability => "Liabilities",
        AccountClass::Equity => "Equity",
        AccountClass::Income => "Income",
        AccountClass::Expense => "Expenses",
    }
}
