//! Sums of quantities, and what a quantity costs.

use rust_decimal::Decimal;

use crate::money::{
    Currency, Money, MoneyError, NumberError, Quantity, RoundingPolicy, UnitPrice, to_money,
};

/// Returns what so many cost at a unit price, rounded half up: the one place where a purchase's prices become money.
pub(crate) fn value(
    quantity: Quantity,
    unit: UnitPrice,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let exact = quantity.decimal().checked_mul(unit.decimal());
    let exact = exact.ok_or(MoneyError::Overflow)?;
    to_money(exact, currency, RoundingPolicy::HalfUp)
}

/// Returns the share of an amount that so many of a whole have; the whole has all of it.
pub(super) fn share(amount: Money, part: Quantity, whole: Quantity) -> Result<Money, MoneyError> {
    if part >= whole {
        return Ok(amount);
    }
    let exact = amount.to_decimal().checked_mul(part.decimal());
    let exact = exact.and_then(|product| product.checked_div(whole.decimal()));
    let exact = exact.ok_or(MoneyError::Overflow)?;
    to_money(exact, amount.currency(), RoundingPolicy::HalfUp)
}

/// Adds two quantities.
pub(super) fn more(quantity: Quantity, other: Quantity) -> Result<Quantity, NumberError> {
    Quantity::try_new(quantity.decimal() + other.decimal())
}

/// Takes one quantity from another; below zero there is nothing.
pub(crate) fn less(quantity: Quantity, other: Quantity) -> Quantity {
    let rest = (quantity.decimal() - other.decimal()).max(Decimal::ZERO);
    // A rest lies between zero and what it was taken from, so it is a quantity.
    Quantity::try_new(rest).unwrap_or(Quantity::ZERO)
}

/// Adds for the fold, which never refuses: the sum was checked when the event was decided.
pub(super) fn added(quantity: Quantity, other: Quantity) -> Quantity {
    more(quantity, other).unwrap_or(quantity)
}

/// Adds for the fold, as [`added`].
pub(super) fn added_money(amount: Money, other: Money) -> Money {
    amount.plus(other).unwrap_or(amount)
}

/// Takes away for the fold, as [`added`].
pub(super) fn less_money(amount: Money, other: Money) -> Money {
    amount.minus(other).unwrap_or(amount)
}
