//! An amount of money: whole minor units of one currency.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use super::Currency;

/// What can go wrong when amounts meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit; the largest amount is about 92 quadrillion minor units.
    #[error("the amount is too large")]
    Overflow,
    /// Amounts of two currencies were put together.
    #[error("amounts of two currencies cannot be added")]
    CurrencyMismatch,
}

/// An exact amount in minor units (cents) of one currency.
///
/// There is no `+`: arithmetic is checked and answers an error instead of wrapping.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Makes an amount from minor units, e.g. cents.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Returns nothing of a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Returns the minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Returns how far the amount is from zero.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self {
            minor: self.minor.saturating_abs(),
            currency: self.currency,
        }
    }

    /// Tells whether the amount is exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Tells whether the amount is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Adds two amounts.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ or the sum does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// Takes `other` away.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ or the difference does not fit.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// Adds up amounts of one currency; nothing adds up to zero.
    ///
    /// # Errors
    /// [`MoneyError`] when a currency differs or the sum does not fit.
    pub fn sum(
        currency: Currency,
        amounts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::plus)
    }

    /// Returns the amount in major units, e.g. `12.99`.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.decimals())
    }

    fn combine(
        self,
        other: Self,
        operation: fn(i64, i64) -> Option<i64>,
    ) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let minor = operation(self.minor, other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }
}

/// Amounts of one currency have an order; amounts of two do not.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

/// Prints the bare number with the currency's decimals: `-12.99`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_decimal(), f)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_within_a_currency_and_refuses_the_rest() {
        let five = Money::new(500, Currency::USD);
        assert_eq!(
            five.plus(Money::new(-125, Currency::USD)),
            Ok(Money::new(375, Currency::USD))
        );
        assert_eq!(
            five.plus(Money::new(1, Currency::EUR)),
            Err(MoneyError::CurrencyMismatch)
        );
        assert_eq!(
            Money::new(i64::MAX, Currency::USD).plus(five),
            Err(MoneyError::Overflow)
        );
        assert!(five.partial_cmp(&Money::new(1, Currency::EUR)).is_none());
    }

    #[test]
    fn prints_with_the_decimals_of_the_currency() {
        assert_eq!(Money::new(-1299, Currency::USD).to_string(), "-12.99");
        assert_eq!(Money::new(5, Currency::USD).to_string(), "0.05");
        assert_eq!(Money::new(1299, Currency::JPY).to_string(), "1299");
    }
}
