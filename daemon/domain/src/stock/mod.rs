//! Stock: how much there is, what it cost, and what to buy next.
//!
//! Everything here is worked out from movements and settings that are given. Nothing here records an event: the
//! callers decide, and write down what these calculations say. Start at [`level`] for quantities and at [`cost`]
//! for money.

pub mod abc;
pub mod adjust;
pub mod bins;
pub mod cost;
pub mod demand;
pub mod fitment;
pub mod interchange;
pub mod kit;
pub mod level;
pub mod move_reason;
pub(crate) mod priced;
pub mod reorder;
pub mod serial;

pub use cost::{CostEntry, CostMethod, CostMove, CostRefusal, CostState, Issue, ReceiptKey};
pub use level::{LevelDelta, StockLevel};
pub use move_reason::{MoveReason, ReturnTo};

use crate::money::{NumberError, Quantity};

/// Adds two quantities.
///
/// # Errors
/// [`NumberError::OutOfRange`] when the sum is more than a [`Quantity`] holds.
pub(crate) fn plus(one: Quantity, other: Quantity) -> Result<Quantity, NumberError> {
    Quantity::try_new(one.decimal() + other.decimal())
}

/// Takes one quantity from another.
///
/// # Errors
/// As `plus`.
pub fn minus(one: Quantity, other: Quantity) -> Result<Quantity, NumberError> {
    plus(one, other.negated())
}

#[cfg(test)]
pub(crate) mod testing {
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    use crate::ids::PartId;
    use crate::money::{Currency, Money, Quantity, UnitPrice};

    pub(crate) fn part(number: u128) -> PartId {
        PartId::new(Uuid::from_u128(number))
    }

    pub(crate) fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    pub(crate) fn price(text: &str) -> UnitPrice {
        UnitPrice::parse(text).unwrap()
    }

    pub(crate) fn usd(cents: i64) -> Money {
        Money::new(cents, Currency::USD)
    }

    pub(crate) fn thousandths(count: i64) -> Quantity {
        Quantity::try_new(Decimal::new(count, 3)).unwrap()
    }

    /// Whole pieces and fractions, more than nothing.
    pub(crate) fn some_quantity() -> impl Strategy<Value = Quantity> {
        prop_oneof![
            (1_i64..40).prop_map(|pieces| thousandths(pieces * 1000)),
            (1_i64..20_000).prop_map(thousandths),
        ]
    }
}
