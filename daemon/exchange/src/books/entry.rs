//! A journal entry that balances.

use domain::{Currency, Money};
use jiff::civil::Date;

/// The longest external id, in characters.
const ID_LEN_MAX: usize = 64;
/// The most lines of one entry.
const LINES_MAX: usize = 1_000;

/// Why an entry is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookRefusal {
    /// The debits and credits differ.
    #[error("the entry does not balance: {0} is left over")]
    Unbalanced(Money),
    /// Lines of two currencies in one entry.
    #[error("the entry has lines of two currencies")]
    TwoCurrencies,
    /// Fewer than two lines or too many.
    #[error("an entry has 2 to {LINES_MAX} lines, not {0}")]
    Lines(usize),
    /// The id is not 1 to 64 of `A`-`Z`, `a`-`z`, `0`-`9`, `-`, `_`, `.`, `:`, `/`.
    #[error("an external id is 1 to {ID_LEN_MAX} letters, digits and -_.:/ and not `{0}`")]
    Id(String),
    /// The sum does not fit.
    #[error("the amounts are too large to add up")]
    Overflow,
    /// A line names no account.
    #[error("a line names no account")]
    NoAccount,
    /// The year is one that two digits cannot say.
    #[error("the year {0} is not from 1970 to 2069")]
    Year(i16),
}

/// One line of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BookLine {
    /// The shop's own account code, e.g. `4000`.
    pub account: String,
    /// The account in words, e.g. `Parts sales`.
    pub name: String,
    /// Above zero a debit, below zero a credit.
    pub amount: Money,
    /// What it is, if the entry's own memo does not say it.
    pub memo: Option<String>,
}

impl BookLine {
    /// Makes a line without a memo.
    #[must_use]
    pub fn new(account: &str, name: &str, amount: Money) -> Self {
        Self {
            account: account.to_owned(),
            name: name.to_owned(),
            amount,
            memo: None,
        }
    }
}

/// A journal entry whose lines add up to nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BookEntry {
    date: Date,
    id: String,
    memo: String,
    lines: Vec<BookLine>,
}

impl BookEntry {
    /// Checks that the entry balances, in one currency.
    ///
    /// # Errors
    /// [`BookRefusal`].
    pub fn try_new(
        date: Date,
        id: &str,
        memo: &str,
        lines: Vec<BookLine>,
    ) -> Result<Self, BookRefusal> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
        if id.is_empty() || id.len() > ID_LEN_MAX || !id.chars().all(fits) {
            return Err(BookRefusal::Id(crate::text::shortened(id)));
        }
        // IIF says years in two digits (Intuit: "MM/DD/YY").
        if !(1970..=2069).contains(&date.year()) {
            return Err(BookRefusal::Year(date.year()));
        }
        if !(2..=LINES_MAX).contains(&lines.len()) {
            return Err(BookRefusal::Lines(lines.len()));
        }
        if lines.iter().any(|line| line.account.trim().is_empty()) {
            return Err(BookRefusal::NoAccount);
        }
        let currency = lines[0].amount.currency();
        if lines.iter().any(|line| line.amount.currency() != currency) {
            return Err(BookRefusal::TwoCurrencies);
        }
        let sum = Money::sum(currency, lines.iter().map(|line| line.amount))
            .map_err(|_| BookRefusal::Overflow)?;
        if !sum.is_zero() {
            return Err(BookRefusal::Unbalanced(sum));
        }
        Ok(Self {
            date,
            id: id.to_owned(),
            memo: memo.to_owned(),
            lines,
        })
    }

    /// Returns the day.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// Returns the external id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns what it is.
    #[must_use]
    pub fn memo(&self) -> &str {
        &self.memo
    }

    /// Returns the lines.
    #[must_use]
    pub fn lines(&self) -> &[BookLine] {
        &self.lines
    }

    /// Returns the one currency of all lines.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.lines[0].amount.currency()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 11, 23);

    fn usd(account: &str, minor: i64) -> BookLine {
        BookLine::new(account, "Name", Money::new(minor, Currency::USD))
    }

    #[test]
    fn what_does_not_balance_is_no_entry() {
        let entry = |lines| BookEntry::try_new(DAY, "Z-1", "memo", lines);
        assert!(entry(vec![usd("1", 1299), usd("2", -1199), usd("3", -100)]).is_ok());
        let left = Money::new(1, Currency::USD);
        assert_eq!(
            entry(vec![usd("1", 1300), usd("2", -1299)]),
            Err(BookRefusal::Unbalanced(left))
        );
        let euro = BookLine::new("2", "Name", Money::new(-5, Currency::EUR));
        assert_eq!(
            entry(vec![usd("1", 5), euro]),
            Err(BookRefusal::TwoCurrencies)
        );
        assert_eq!(entry(vec![usd("1", 0)]), Err(BookRefusal::Lines(1)));
        assert_eq!(
            entry(vec![usd("1", i64::MAX), usd("2", 1)]),
            Err(BookRefusal::Overflow)
        );
        assert_eq!(
            entry(vec![usd(" ", 5), usd("2", -5)]),
            Err(BookRefusal::NoAccount)
        );
    }

    #[test]
    fn ids_and_years_have_bounds() {
        let entry = |day, id: &str| {
            BookEntry::try_new(day, id, "memo", vec![usd("1", 5), usd("2", -5)]).map(|_| ())
        };
        assert_eq!(entry(DAY, &"x".repeat(64)), Ok(()));
        for bad in ["", "a b", "a)b", "ä", &"x".repeat(65)] {
            assert!(matches!(entry(DAY, bad), Err(BookRefusal::Id(_))), "{bad}");
        }
        for year in [1969, 2070] {
            let day = jiff::civil::date(year, 1, 1);
            assert_eq!(entry(day, "Z-1"), Err(BookRefusal::Year(year)));
        }
    }
}
