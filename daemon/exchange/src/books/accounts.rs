//! What each account is called in the other program.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry::BookLine;

/// The other programs' names for one account; what is not given has a default.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// For hledger and ledger, e.g. `Assets:Cash`. Default: the class by the code's first digit, and our name.
    pub ledger: Option<String>,
    /// In QuickBooks' chart of accounts, to the letter. Default: our name.
    pub quickbooks: Option<String>,
    /// The code in Xero's chart of accounts, e.g. `200`. Default: our code.
    pub xero_code: Option<String>,
    /// The tax rate in Xero, by its full name. Default: the table's.
    pub xero_tax_rate: Option<String>,
}

/// The caller's table from our account codes to the other program's names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountTable {
    /// By our code.
    pub names: BTreeMap<String, Names>,
    /// The tax rate of lines whose account names none. The tax is in lines of its own, so this is a rate of nothing;
    /// Xero calls it differently from country to country.
    pub xero_tax_rate: String,
}

impl Default for AccountTable {
    fn default() -> Self {
        Self {
            names: BTreeMap::new(),
            xero_tax_rate: "Tax Exempt (0%)".to_owned(),
        }
    }
}

impl AccountTable {
    pub(super) fn ledger(&self, line: &BookLine) -> Cow<'_, str> {
        let given = self.given(line).and_then(|names| names.ledger.as_deref());
        given.map_or_else(
            || Cow::Owned(format!("{}:{}", class(&line.account), plain(line))),
            Cow::Borrowed,
        )
    }

    pub(super) fn quickbooks(&self, line: &BookLine) -> Cow<'_, str> {
        let given = self
            .given(line)
            .and_then(|names| names.quickbooks.as_deref());
        given.map_or_else(|| Cow::Owned(plain(line)), Cow::Borrowed)
    }

    pub(super) fn xero_code<'a>(&'a self, line: &'a BookLine) -> &'a str {
        let given = self
            .given(line)
            .and_then(|names| names.xero_code.as_deref());
        given.unwrap_or(&line.account)
    }

    pub(super) fn xero_tax_rate(&self, line: &BookLine) -> &str {
        let given = self
            .given(line)
            .and_then(|names| names.xero_tax_rate.as_deref());
        given.unwrap_or(&self.xero_tax_rate)
    }

    fn given(&self, line: &BookLine) -> Option<&Names> {
        self.names.get(&line.account)
    }
}

/// Our name without anything that means something in one of the formats, or our code if nothing is left.
fn plain(line: &BookLine) -> String {
    let means_something = |c: char| c.is_control() || "();[]{}\"'|*!:=@".contains(c);
    let name = line.name.replace(means_something, " ");
    let name = crate::text::squeezed(&name);
    if name.is_empty() {
        return crate::text::squeezed(&line.account.replace(means_something, " "));
    }
    name
}

/// The five classes of a usual chart of accounts, by the first digit of the code.
fn class(code: &str) -> &'static str {
    match code.trim_start().chars().next() {
        Some('1') => "Assets",
        Some('2') => "Liabilities",
        Some('3') => "Equity",
        Some('4') => "Income",
        Some('5'..='9') => "Expenses",
        _ => "Unassigned",
    }
}
