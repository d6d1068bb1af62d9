//! What stock cost: one fold from movements of one part to its value, to the cent.
//!
//! The state is kept for each part **over all locations of one shop**. The shop owns its stock as one pool: carrying
//! a part from one of its shelves to another earns and costs nothing, so a transfer is no entry here, goods in transit
//! keep their value, and a part sold at one location and returned at another comes back to the pool it left. With a
//! state for each location, the same part would have as many costs as shelves, and every transfer would be a sale.
//!
//! Both methods keep layers of quantity and money; with the moving average there is one layer at most, so that all
//! the arithmetic is shared. Money is split in proportion to what is left and the last piece takes the rest, so
//! nothing is ever lost to rounding: **received = value + issued + variance** after every movement.
//!
//! Rules (cost accounting as most inventory systems have it): moving average after a receipt is
//! (q x avg + qi x ci) / (q + qi); a sale leaves at the current cost; a customer return comes in at the cost it left
//! with; a vendor return leaves at its receipt cost; below zero, a sale leaves at the last known cost, and the next
//! receipt trues it up. A part never has two methods at once: changing it is a revaluation entry.

mod follow;
mod layers;
mod movement;
mod snapshot;
#[cfg(test)]
mod tests;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::{Currency, Money, MoneyError, Quantity, RoundingPolicy, UnitPrice, to_money};
use layers::{Layers, Taken};

pub use follow::cost_move;
pub use movement::{CostEntry, CostMethod, CostMove, CostRefusal, Issue, ReceiptKey};
pub use snapshot::{CostLayer, CostSnapshot};

/// What the shop has of one part, and what it cost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CostState {
    currency: Currency,
    method: CostMethod,
    /// What is on hand, oldest first; empty while stock is at or below zero.
    layers: Layers,
    /// Sold but never booked in, with the costs they were provisionally sold at.
    short: Taken,
    last_cost: UnitPrice,
}

impl CostState {
    /// Returns the state of a part that never moved. `last_cost` is the catalog's: a sale below zero leaves at it.
    #[must_use]
    pub fn new(method: CostMethod, currency: Currency, last_cost: UnitPrice) -> Self {
        Self {
            currency,
            method,
            layers: Layers::default(),
            short: Taken::nothing(currency),
            last_cost,
        }
    }

    /// Returns the method in force.
    #[must_use]
    pub const fn method(&self) -> CostMethod {
        self.method
    }

    /// Returns the cost of one as last known: the average after the last entry, or the last receipt with FIFO.
    #[must_use]
    pub const fn last_cost(&self) -> UnitPrice {
        self.last_cost
    }

    /// Returns how many there are; below zero when more left than came.
    ///
    /// # Errors
    /// [`CostRefusal::Number`] when a quantity cannot hold it.
    pub fn on_hand(&self) -> Result<Quantity, CostRefusal> {
        Ok(super::minus(self.layers.quantity()?, self.short.quantity)?)
    }

    /// Returns what they are worth; below zero by the provisional cost of what was sold without being booked in.
    ///
    /// # Errors
    /// [`CostRefusal::Money`] when an amount cannot hold it.
    pub fn value(&self) -> Result<Money, CostRefusal> {
        Ok(self.layers.value(self.currency)?.minus(self.short.value)?)
    }

    /// Returns what `quantity` would cost if it left now.
    ///
    /// # Errors
    /// As [`CostState::apply`].
    pub fn quote(&self, quantity: Quantity) -> Result<Issue, CostRefusal> {
        self.clone().issue(quantity)
    }

    /// Lets `quantity` leave and returns what it cost.
    ///
    /// # Errors
    /// As [`CostState::apply`].
    pub fn issue(&mut self, quantity: Quantity) -> Result<Issue, CostRefusal> {
        let entry = self.apply(&CostMove::Issued { quantity })?;
        Ok(Issue {
            quantity,
            unit_cost: entry.unit_cost,
            total: entry.issued,
        })
    }

    /// Takes a movement in and returns its entry in the books.
    ///
    /// A movement is never refused for what is or is not on hand: the goods have moved already, and movements of
    /// several counters may be told in another order than they happened.
    ///
    /// # Errors
    /// [`CostRefusal`] when a quantity is not above zero, a cost is below zero, or a sum does not fit; then nothing
    /// has changed.
    pub fn apply(&mut self, movement: &CostMove) -> Result<CostEntry, CostRefusal> {
        let mut after = self.clone();
        let entry = match *movement {
            CostMove::Received {
                receipt,
                quantity,
                total,
            } => {
                let (variance, unit_cost) = after.bring_in(receipt, quantity, total)?;
                Change {
                    received: total,
                    variance,
                    unit_cost,
                    ..after.unchanged()
                }
            }
            CostMove::Issued { quantity } => after.take_out(quantity)?,
            CostMove::Returned { quantity, total } => {
                let (variance, unit_cost) = after.bring_back(quantity, total)?;
                let issued = Money::zero(self.currency).minus(total)?;
                Change {
                    issued,
                    variance,
                    unit_cost,
                    ..after.unchanged()
                }
            }
            CostMove::VendorReturned {
                receipt,
                quantity,
                total,
            } => after.send_back(receipt, quantity, total)?,
            CostMove::Found { quantity } => {
                let total = extended(self.last_cost, quantity, self.currency)?;
                let (variance, unit_cost) = after.bring_in(None, quantity, total)?;
                Change {
                    received: total,
                    variance,
                    unit_cost,
                    ..after.unchanged()
                }
            }
            CostMove::Invoiced {
                receipt,
                received,
                difference,
            } => after.invoice(receipt, received, difference)?,
            CostMove::Revalued { method, unit_cost } => after.revalue(method, unit_cost)?,
        };
        let value = after.value()?.minus(self.value()?)?;
        after.on_hand()?;
        *self = after;
        Ok(CostEntry {
            received: entry.received,
            value,
            issued: entry.issued,
            variance: entry.variance,
            unit_cost: entry.unit_cost,
        })
    }

    fn unchanged(&self) -> Change {
        let zero = Money::zero(self.currency);
        Change {
            received: zero,
            issued: zero,
            variance: zero,
            unit_cost: self.last_cost,
        }
    }

    /// Trues up what was sold below zero and puts the rest on hand. Returns the variance and the cost of one.
    fn bring_in(
        &mut self,
        receipt: Option<ReceiptKey>,
        quantity: Quantity,
        total: Money,
    ) -> Result<(Money, UnitPrice), CostRefusal> {
        let (rest, variance, unit_cost) = self.true_up(quantity, total)?;
        if rest.quantity.is_positive() {
            self.layers.push(self.method, receipt, rest)?;
        }
        self.last_cost = self.known_cost(unit_cost)?;
        Ok((variance, unit_cost))
    }

    /// As [`Self::bring_in`], but what comes back is the first to leave again.
    fn bring_back(
        &mut self,
        quantity: Quantity,
        total: Money,
    ) -> Result<(Money, UnitPrice), CostRefusal> {
        let (rest, variance, unit_cost) = self.true_up(quantity, total)?;
        if rest.quantity.is_positive() {
            self.layers.push_back_in(self.method, rest)?;
            self.last_cost = self.known_cost(unit_cost)?;
        }
        Ok((variance, unit_cost))
    }

    /// Sets a receipt against what was sold below zero. Returns what is left of it, and the difference between what
    /// that part of it cost and what it was sold at.
    fn true_up(
        &mut self,
        quantity: Quantity,
        total: Money,
    ) -> Result<(Taken, Money, UnitPrice), CostRefusal> {
        if !quantity.is_positive() {
            return Err(CostRefusal::QuantityNotPositive);
        }
        if total.is_negative() {
            return Err(CostRefusal::CostNegative);
        }
        let unit_cost = unit(total.to_decimal(), quantity)?;
        let mut rest = Taken {
            quantity,
            value: total,
        };
        let covered = quantity.min(self.short.quantity);
        let cost = rest.split_off(covered)?;
        let sold_at = self.short.split_off(covered)?;
        Ok((rest, cost.minus(sold_at)?, unit_cost))
    }

    fn take_out(&mut self, quantity: Quantity) -> Result<Change, CostRefusal> {
        if !quantity.is_positive() {
            return Err(CostRefusal::QuantityNotPositive);
        }
        let (taken, mut exact) = self.layers.take(self.currency, quantity)?;
        let missing = super::minus(quantity, taken.quantity)?;
        let provisional = extended(self.last_cost, missing, self.currency)?;
        self.short.add(Taken {
            quantity: missing,
            value: provisional,
        })?;
        exact += times(self.last_cost.decimal(), missing)?;
        let issued = taken.value.plus(provisional)?;
        let unit_cost = unit(exact, quantity)?;
        Ok(Change {
            issued,
            unit_cost,
            ..self.unchanged()
        })
    }

    fn send_back(
        &mut self,
        receipt: Option<ReceiptKey>,
        quantity: Quantity,
        total: Money,
    ) -> Result<Change, CostRefusal> {
        if !quantity.is_positive() {
            return Err(CostRefusal::QuantityNotPositive);
        }
        if total.is_negative() {
            return Err(CostRefusal::CostNegative);
        }
        let mut wanted = Taken {
            quantity,
            value: total,
        };
        let here = quantity.min(self.layers.quantity()?);
        let asked = Taken {
            quantity: here,
            value: wanted.split_off(here)?,
        };
        let removed = match self.method {
            CostMethod::MovingAverage => self.layers.take_at(self.currency, asked)?,
            CostMethod::Fifo => self.layers.take_of(self.currency, receipt, here)?,
        };
        // What is not on hand is owed at the receipt's cost, like a sale below zero.
        self.short.add(wanted)?;
        Ok(Change {
            received: Money::zero(self.currency).minus(total)?,
            variance: removed.minus(asked.value)?,
            unit_cost: unit(total.to_decimal(), quantity)?,
            ..self.unchanged()
        })
    }

    /// What is still on hand of the receipt carries its share of the difference; what has left does not come back
    /// for it, so the rest is variance. With the moving average nobody knows which pieces left, and as many as there
    /// are on hand are taken to be of this receipt (SAP calls it stock coverage).
    fn invoice(
        &mut self,
        receipt: ReceiptKey,
        received: Quantity,
        difference: Money,
    ) -> Result<Change, CostRefusal> {
        if !received.is_positive() {
            return Err(CostRefusal::QuantityNotPositive);
        }
        let of_receipt = match self.method {
            CostMethod::MovingAverage => None,
            CostMethod::Fifo => Some(receipt),
        };
        let here = self.layers.quantity_of(of_receipt)?.min(received);
        let carried = share(difference, here, received)?;
        let carried = self.layers.revalue_of(self.currency, of_receipt, carried)?;
        if here.is_positive() {
            self.last_cost = self.known_cost(self.last_cost)?;
        }
        Ok(Change {
            received: difference,
            variance: difference.minus(carried)?,
            ..self.unchanged()
        })
    }

    fn revalue(
        &mut self,
        method: CostMethod,
        unit_cost: Option<UnitPrice>,
    ) -> Result<Change, CostRefusal> {
        let before = self.layers.value(self.currency)?;
        if method != self.method || unit_cost.is_some() {
            let quantity = self.layers.quantity()?;
            let value = match unit_cost {
                Some(unit_cost) => extended(unit_cost, quantity, self.currency)?,
                None => before,
            };
            self.method = method;
            self.layers = Layers::one(Taken { quantity, value });
            self.last_cost = self.known_cost(unit_cost.unwrap_or(self.last_cost))?;
        }
        let variance = before.minus(self.layers.value(self.currency)?)?;
        Ok(Change {
            variance,
            ..self.unchanged()
        })
    }

    /// Returns the cost of one to remember: the average, or the newest layer's with FIFO, and `otherwise` with
    /// nothing on hand. Asked only when something came in: what rounding leaves on the last piece is no cost.
    fn known_cost(&self, otherwise: UnitPrice) -> Result<UnitPrice, CostRefusal> {
        match self.layers.newest() {
            Some(layer) => unit(layer.value.to_decimal(), layer.quantity),
            None => Ok(otherwise),
        }
    }
}

/// A [`CostEntry`] before the change of value is known.
struct Change {
    received: Money,
    issued: Money,
    variance: Money,
    unit_cost: UnitPrice,
}

/// Returns what `quantity` costs at `unit_cost` each.
///
/// # Errors
/// [`CostRefusal::Money`] when it does not fit.
pub fn extended(
    unit_cost: UnitPrice,
    quantity: Quantity,
    currency: Currency,
) -> Result<Money, CostRefusal> {
    let exact = times(unit_cost.decimal(), quantity)?;
    Ok(to_money(exact, currency, RoundingPolicy::HalfUp)?)
}

/// Returns the share of `total` that `part` of `whole` bears.
fn share(total: Money, part: Quantity, whole: Quantity) -> Result<Money, MoneyError> {
    if part == whole {
        return Ok(total);
    }
    let exact = total.to_decimal().checked_mul(part.decimal());
    let exact = exact.and_then(|product| product.checked_div(whole.decimal()));
    let exact = exact.ok_or(MoneyError::Overflow)?;
    to_money(exact, total.currency(), RoundingPolicy::HalfUp)
}

/// Multiplies a cost of one by a quantity, exactly.
fn times(unit_cost: Decimal, quantity: Quantity) -> Result<Decimal, MoneyError> {
    unit_cost
        .checked_mul(quantity.decimal())
        .ok_or(MoneyError::Overflow)
}

/// Returns the cost of one, to the decimals a [`UnitPrice`] keeps.
fn unit(total: Decimal, quantity: Quantity) -> Result<UnitPrice, CostRefusal> {
    let exact = total
        .checked_div(quantity.decimal())
        .ok_or(MoneyError::Overflow)?;
    Ok(UnitPrice::try_new(exact.round_dp_with_strategy(
        4,
        RoundingStrategy::MidpointAwayFromZero,
    ))?)
}
