//! The account as it is folded from what happened on it.

use jiff::civil::Date;

use super::{
    Absorbed, Allocation, Applied, BillingMonth, Charge, ChargeKind, IssuedStatement, OpenCredit,
    OpenItem, Settlement,
};
use crate::ids::AccountItemId;
use crate::money::{Currency, Money, MoneyError};

/// Something that happened on an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operation {
    /// Something was put on it.
    Charged(Charge),
    /// Something was taken off.
    Settled(Settlement),
    /// A credit was used.
    Applied(Applied),
    /// Another account became part of it.
    MovedIn(Absorbed),
    /// It became part of another account.
    MovedOut {
        /// The shop's day.
        date: Date,
        /// What it stood at.
        balance: Money,
    },
}

impl Operation {
    /// Returns the shop's day it belongs to.
    #[must_use]
    pub const fn date(&self) -> Date {
        match self {
            Self::Charged(charge) => charge.date,
            Self::Settled(settlement) => settlement.date,
            Self::Applied(applied) => applied.date,
            Self::MovedIn(absorbed) => absorbed.date,
            Self::MovedOut { date, .. } => *date,
        }
    }

    /// Returns what it does to the balance: the same as the books' entry does.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn effect(&self, currency: Currency) -> Result<Money, MoneyError> {
        let zero = Money::zero(currency);
        match self {
            Self::Charged(charge) => zero.plus(charge.amount),
            Self::Settled(settlement) => zero.minus(settlement.amount),
            Self::Applied(_) => Ok(zero),
            Self::MovedIn(absorbed) => balance(&absorbed.items, &absorbed.credits, currency),
            Self::MovedOut { balance, .. } => zero.minus(*balance),
        }
    }
}

/// A house account.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct HouseAccount {
    /// Everything put on it, oldest first, settled or not.
    pub items: Vec<OpenItem>,
    /// What was paid or credited beyond the items, oldest first, used or not.
    pub credits: Vec<OpenCredit>,
    /// Everything that happened, as it came.
    pub operations: Vec<Operation>,
    /// The last statement handed out.
    pub last_statement: Option<IssuedStatement>,
}

impl HouseAccount {
    /// Returns what is owed; below zero when the shop owes.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn balance(&self, currency: Currency) -> Result<Money, MoneyError> {
        balance(&self.items, &self.credits, currency)
    }

    /// Finds an item.
    #[must_use]
    pub fn item(&self, id: AccountItemId) -> Option<&OpenItem> {
        self.items.iter().find(|item| item.charge.id == id)
    }

    /// Returns the items of which something is left, oldest first.
    pub fn open_items(&self) -> impl Iterator<Item = &OpenItem> {
        self.items.iter().filter(|item| item.is_open())
    }

    /// Returns the credits of which something is left, oldest first.
    pub fn open_credits(&self) -> impl Iterator<Item = &OpenCredit> {
        self.credits
            .iter()
            .filter(|credit| credit.used < credit.amount)
    }

    /// Tells whether a month was charged for already.
    #[must_use]
    pub fn charged_for(&self, month: BillingMonth) -> bool {
        let kind = ChargeKind::Finance(month);
        self.items.iter().any(|item| item.charge.kind == kind)
    }

    /// Returns the account as it stood at the end of a day.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self {
        let mut then = Self::default();
        let until = self
            .operations
            .iter()
            .filter(|operation| operation.date() <= day);
        for operation in until {
            then.post(operation.clone());
        }
        then
    }

    /// Applies what happened. It never refuses; what would settle more of an item than is left of it becomes a credit.
    pub fn post(&mut self, operation: Operation) {
        match &operation {
            Operation::Charged(charge) => self.items.push(OpenItem {
                settled: Money::zero(charge.amount.currency()),
                charge: charge.clone(),
            }),
            Operation::Settled(settlement) => {
                let over = self.allocate(settlement.amount, &settlement.allocations);
                if over.minor() > 0 {
                    self.credits.push(OpenCredit {
                        id: settlement.id,
                        date: settlement.date,
                        what: settlement.by.words(),
                        amount: over,
                        used: Money::zero(over.currency()),
                    });
                }
            }
            Operation::Applied(applied) => {
                let credit = self
                    .credits
                    .iter()
                    .position(|credit| credit.id == applied.credit);
                let left =
                    credit.and_then(|at| self.credits[at].left().ok().map(|left| (at, left)));
                if let Some((at, left)) = left {
                    let over = self.allocate(left, &applied.allocations);
                    let credit = &mut self.credits[at];
                    credit.used = credit.amount.minus(over).unwrap_or(credit.used);
                }
            }
            Operation::MovedIn(absorbed) => {
                self.items.extend(absorbed.items.iter().cloned());
                self.credits.extend(absorbed.credits.iter().cloned());
            }
            Operation::MovedOut { .. } => {
                self.items.clear();
                self.credits.clear();
            }
        }
        self.operations.push(operation);
    }

    /// Settles items and returns what is left of the amount.
    fn allocate(&mut self, amount: Money, allocations: &[Allocation]) -> Money {
        let mut over = amount;
        for allocation in allocations {
            let id = allocation.item;
            let Some(item) = self.items.iter_mut().find(|item| item.charge.id == id) else {
                continue;
            };
            let Ok(left) = item.left() else { continue };
            let part = least(least(allocation.amount, left), over);
            if let (Ok(settled), Ok(rest)) = (item.settled.plus(part), over.minus(part)) {
                item.settled = settled;
                over = rest;
            }
        }
        over
    }
}

/// What items and credits come to.
pub(super) fn balance(
    items: &[OpenItem],
    credits: &[OpenCredit],
    currency: Currency,
) -> Result<Money, MoneyError> {
    let mut sum = Money::zero(currency);
    for item in items {
        sum = sum.plus(item.left()?)?;
    }
    for credit in credits {
        sum = sum.minus(credit.left()?)?;
    }
    Ok(sum)
}

pub(super) fn least(a: Money, b: Money) -> Money {
    if b < a { b } else { a }
}
