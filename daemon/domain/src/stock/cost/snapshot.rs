//! A cost state taken apart into plain fields, to be written down and put together again.

use super::layers::{Layers, Taken};
use super::{CostMethod, CostState, ReceiptKey};
use crate::money::{Currency, Money, Quantity, UnitPrice};

/// Everything a [`CostState`] is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CostSnapshot {
    /// The currency of every amount.
    pub currency: Currency,
    /// The method in force.
    pub method: CostMethod,
    /// What is on hand, oldest first; one layer at most with the moving average.
    pub layers: Vec<CostLayer>,
    /// Sold but never booked in; not below zero.
    pub short: Quantity,
    /// What that was provisionally sold at.
    pub short_value: Money,
    /// The cost of one as last known.
    pub last_cost: UnitPrice,
}

/// Pieces that came in together, and what is left of their money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CostLayer {
    /// Which receipt, when it came from a supplier and the method tells receipts apart.
    pub receipt: Option<ReceiptKey>,
    /// How many are left, above zero.
    pub quantity: Quantity,
    /// What they are worth, not below zero.
    pub value: Money,
}

impl CostState {
    /// Takes the state apart.
    #[must_use]
    pub fn snapshot(&self) -> CostSnapshot {
        CostSnapshot {
            currency: self.currency,
            method: self.method,
            layers: self.layers.apart(),
            short: self.short.quantity,
            short_value: self.short.value,
            last_cost: self.last_cost,
        }
    }

    /// Puts a state together again: `from_snapshot(state.snapshot())` is the state.
    #[must_use]
    pub fn from_snapshot(snapshot: CostSnapshot) -> Self {
        Self {
            currency: snapshot.currency,
            method: snapshot.method,
            layers: Layers::together(snapshot.layers),
            short: Taken {
                quantity: snapshot.short,
                value: snapshot.short_value,
            },
            last_cost: snapshot.last_cost,
        }
    }
}
