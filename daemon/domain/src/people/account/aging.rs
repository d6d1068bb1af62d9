//! How old what is owed is, by days after the due day.

use jiff::civil::Date;

use super::HouseAccount;
use crate::money::{Currency, Money, MoneyError};

/// What is owed, by age. The parts add up to the balance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aging {
    /// Not due, or due today.
    pub current: Money,
    /// 1 to 30 days late.
    pub days_1_30: Money,
    /// 31 to 60 days late.
    pub days_31_60: Money,
    /// 61 to 90 days late.
    pub days_61_90: Money,
    /// More than 90 days late.
    pub over_90: Money,
    /// Credits that nobody has used for an item, below zero.
    pub unapplied: Money,
}

impl Aging {
    /// Starts with nothing.
    #[must_use]
    pub const fn nothing(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            current: zero,
            days_1_30: zero,
            days_31_60: zero,
            days_61_90: zero,
            over_90: zero,
            unapplied: zero,
        }
    }

    /// Returns the parts in order, the youngest first and the credits last.
    #[must_use]
    pub const fn parts(&self) -> [Money; 6] {
        [
            self.current,
            self.days_1_30,
            self.days_31_60,
            self.days_61_90,
            self.over_90,
            self.unapplied,
        ]
    }

    /// Returns what is late in all.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn overdue(&self) -> Result<Money, MoneyError> {
        let late = [
            self.days_1_30,
            self.days_31_60,
            self.days_61_90,
            self.over_90,
        ];
        Money::sum(self.current.currency(), late)
    }
}

/// Sorts what is owed by age.
///
/// # Errors
/// [`MoneyError`] when the sums do not fit.
pub fn aging(account: &HouseAccount, today: Date, currency: Currency) -> Result<Aging, MoneyError> {
    let mut aging = Aging::nothing(currency);
    for item in account.open_items() {
        let part = match days_late(item.charge.due, today) {
            ..=0 => &mut aging.current,
            1..=30 => &mut aging.days_1_30,
            31..=60 => &mut aging.days_31_60,
            61..=90 => &mut aging.days_61_90,
            91.. => &mut aging.over_90,
        };
        *part = part.plus(item.left()?)?;
    }
    for credit in account.open_credits() {
        aging.unapplied = aging.unapplied.minus(credit.left()?)?;
    }
    Ok(aging)
}

/// How many days a due day is past; below zero when it is to come.
pub(crate) fn days_late(due: Date, today: Date) -> i32 {
    // A difference of dates in days always fits: both lie between the years -9999 and 9999.
    today.since(due).map_or(0, |span| span.get_days())
}
