//! What a session comes to, and the totals that never start over.

use std::collections::BTreeMap;

use crate::ledger::Account;
use crate::money::{Currency, Money, MoneyError};

/// The sums of one session, as its X and Z reports print them. [`super::TillFold`] makes them.
///
/// Two equations hold at every moment: `expected` is float, cash tenders, collected and other cash and paid in, less paid
/// out and dropped; and all tenders together are [`Self::net`], rounding and deposits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TillFigures {
    /// Tickets that closed at zero or above.
    pub sales: u32,
    /// What they came to, with tax.
    pub gross: Money,
    /// Tickets that closed below zero.
    pub refunds: u32,
    /// What they gave back, with tax, as a positive amount.
    pub refunded: Money,
    /// Sales undone on their day.
    pub reversals: u32,
    /// What they had come to, with tax.
    pub reversed: Money,
    /// Tickets given up before anything was paid.
    pub voids: u32,
    /// Tax of all these together.
    pub tax: Money,
    /// Money taken on tickets less money given back, by [`tender_word`]; `other:` tells apart what others settle.
    pub tenders: BTreeMap<String, Money>,
    /// Money taken on accounts, plans and credit rather than tickets.
    pub collected: BTreeMap<String, Money>,
    /// What rounding cash to the smallest coin brought; below zero it cost.
    pub rounding: Money,
    /// By how much deposits on tickets that are still open grew.
    pub deposits: Money,
    /// What lay in the drawer at the beginning.
    pub float: Money,
    /// Cash put in that is no sale.
    pub paid_in: Money,
    /// Cash taken out for the shop's needs.
    pub paid_out: Money,
    /// Cash taken out to the safe or the bank.
    pub dropped: Money,
    /// Cash that other parts of the books moved.
    pub other_cash: Money,
    /// What must be in the drawer: the balance of the session's cash.
    pub expected: Money,
    /// How often the drawer was opened without a sale.
    pub no_sales: u32,
}

impl TillFigures {
    /// Starts with nothing.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            sales: 0,
            gross: zero,
            refunds: 0,
            refunded: zero,
            reversals: 0,
            reversed: zero,
            voids: 0,
            tax: zero,
            tenders: BTreeMap::new(),
            collected: BTreeMap::new(),
            rounding: zero,
            deposits: zero,
            float: zero,
            paid_in: zero,
            paid_out: zero,
            dropped: zero,
            other_cash: zero,
            expected: zero,
            no_sales: 0,
        }
    }

    /// Returns what was sold less what was given back and undone, with tax.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn net(&self) -> Result<Money, MoneyError> {
        self.gross.minus(self.refunded)?.minus(self.reversed)
    }
}

/// A counter's perpetual totals: the sum of all its Z reports since its first. Each only grows, so that a session that is
/// missing or was changed shows (French tax code 286-I-3bis and BOI-TVA-DECLA-30-10-30 ask for perpetual totals beside
/// those of the period).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrandTotal {
    /// How many sessions were closed.
    pub closes: u64,
    /// All sales, with tax.
    pub sales: Money,
    /// All that was given back or undone, with tax.
    pub refunds: Money,
}

impl GrandTotal {
    /// Starts at nothing.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        Self {
            closes: 0,
            sales: Money::zero(currency),
            refunds: Money::zero(currency),
        }
    }

    /// Adds a session.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit or the currency is another.
    pub fn with(self, figures: &TillFigures) -> Result<Self, MoneyError> {
        Ok(Self {
            closes: self.closes.saturating_add(1),
            sales: self.sales.plus(figures.gross)?,
            refunds: self
                .refunds
                .plus(figures.refunded)?
                .plus(figures.reversed)?,
        })
    }

    /// Returns the one perpetual total: sales less what was given back.
    ///
    /// # Errors
    /// [`MoneyError`] when the difference does not fit.
    pub fn net(self) -> Result<Money, MoneyError> {
        self.sales.minus(self.refunds)
    }
}

/// Returns the word under which reports list the money of an account; nothing for what no customer pays with.
#[must_use]
pub const fn tender_word(account: Account) -> Option<&'static str> {
    match account {
        Account::Cash => Some("cash"),
        Account::CardClearing => Some("card"),
        Account::Checks => Some("check"),
        Account::OtherTenders => Some("other"),
        Account::Receivable => Some("account"),
        Account::PlanReceivable => Some("plan"),
        Account::StoreCredit => Some("store_credit"),
        _ => None,
    }
}
