//! Layers of stock: how many pieces came in together, and what is left of their money.

use rust_decimal::Decimal;

use super::{CostLayer, CostMethod, CostRefusal, ReceiptKey, share};
use crate::money::{Currency, Money, MoneyError, Quantity};
use crate::stock::{minus, plus};

/// Some pieces and their money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    pub(super) quantity: Quantity,
    pub(super) value: Money,
}

impl Taken {
    pub(super) const fn nothing(currency: Currency) -> Self {
        Self {
            quantity: Quantity::ZERO,
            value: Money::zero(currency),
        }
    }

    pub(super) fn add(&mut self, more: Self) -> Result<(), CostRefusal> {
        self.quantity = plus(self.quantity, more.quantity)?;
        self.value = self.value.plus(more.value)?;
        Ok(())
    }

    /// Takes `quantity` away with its share of the money, which is returned; all of it takes all the money.
    pub(super) fn split_off(&mut self, quantity: Quantity) -> Result<Money, CostRefusal> {
        let value = share(self.value, quantity, self.quantity)?;
        self.remove(Self { quantity, value })?;
        Ok(value)
    }

    fn remove(&mut self, less: Self) -> Result<(), CostRefusal> {
        self.quantity = minus(self.quantity, less.quantity)?;
        self.value = self.value.minus(less.value)?;
        Ok(())
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Layer {
    receipt: Option<ReceiptKey>,
    held: Taken,
}

/// What is on hand, oldest first. No layer is empty or worth less than nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Layers(Vec<Layer>);

impl Layers {
    /// Returns a single layer of no known receipt, or none when it would be empty.
    pub(super) fn one(held: Taken) -> Self {
        let layer = held.quantity.is_positive().then_some(Layer {
            receipt: None,
            held,
        });
        Self(layer.into_iter().collect())
    }

    pub(super) fn apart(&self) -> Vec<CostLayer> {
        let layers = self.0.iter().map(|layer| CostLayer {
            receipt: layer.receipt,
            quantity: layer.held.quantity,
            value: layer.held.value,
        });
        layers.collect()
    }

    pub(super) fn together(layers: Vec<CostLayer>) -> Self {
        let layers = layers.into_iter().map(|layer| Layer {
            receipt: layer.receipt,
            held: Taken {
                quantity: layer.quantity,
                value: layer.value,
            },
        });
        Self(layers.collect())
    }

    /// Adds money to the newest layer; returns how much was added.
    pub(super) fn add_to_newest(&mut self, more: Money) -> Result<Money, MoneyError> {
        add_to(self.0.last_mut(), more)
    }

    /// Adds money to the oldest layer; returns how much was added.
    pub(super) fn add_to_oldest(&mut self, more: Money) -> Result<Money, MoneyError> {
        add_to(self.0.first_mut(), more)
    }

    pub(super) fn quantity(&self) -> Result<Quantity, CostRefusal> {
        self.quantity_of(None)
    }

    /// Returns how many are left of a receipt, or of everything.
    pub(super) fn quantity_of(&self, receipt: Option<ReceiptKey>) -> Result<Quantity, CostRefusal> {
        let of_it = |layer: &&Layer| receipt.is_none() || layer.receipt == receipt;
        let mut held = self.0.iter().filter(of_it).map(|layer| layer.held.quantity);
        Ok(held.try_fold(Quantity::ZERO, plus)?)
    }

    pub(super) fn value(&self, currency: Currency) -> Result<Money, MoneyError> {
        Money::sum(currency, self.0.iter().map(|layer| layer.held.value))
    }

    pub(super) fn newest(&self) -> Option<Taken> {
        self.0.last().map(|layer| layer.held)
    }

    /// Adds a receipt: to the one layer of the moving average, or as the newest one.
    pub(super) fn push(
        &mut self,
        method: CostMethod,
        receipt: Option<ReceiptKey>,
        held: Taken,
    ) -> Result<(), CostRefusal> {
        match (method, self.0.first_mut()) {
            (CostMethod::MovingAverage, Some(layer)) => layer.held.add(held)?,
            (CostMethod::MovingAverage, None) => self.0.push(Layer {
                receipt: None,
                held,
            }),
            (CostMethod::Fifo, _) => self.0.push(Layer { receipt, held }),
        }
        Ok(())
    }

    /// Adds what came back: with FIFO it is the oldest again, as it was when it left.
    pub(super) fn push_back_in(
        &mut self,
        method: CostMethod,
        held: Taken,
    ) -> Result<(), CostRefusal> {
        match method {
            CostMethod::MovingAverage => self.push(method, None, held),
            CostMethod::Fifo => {
                self.0.insert(
                    0,
                    Layer {
                        receipt: None,
                        held,
                    },
                );
                Ok(())
            }
        }
    }

    /// Takes up to `quantity`, oldest first. Also returns what they cost before it was rounded to money.
    pub(super) fn take(
        &mut self,
        currency: Currency,
        quantity: Quantity,
    ) -> Result<(Taken, Decimal), CostRefusal> {
        let mut taken = Taken::nothing(currency);
        let mut exact = Decimal::ZERO;
        for layer in &mut self.0 {
            let part = minus(quantity, taken.quantity)?.min(layer.held.quantity);
            let product = layer.held.value.to_decimal().checked_mul(part.decimal());
            let cost = product.and_then(|cost| cost.checked_div(layer.held.quantity.decimal()));
            exact += cost.ok_or(MoneyError::Overflow)?;
            let value = layer.held.split_off(part)?;
            taken.add(Taken {
                quantity: part,
                value,
            })?;
        }
        self.drop_empty();
        Ok((taken, exact))
    }

    /// Takes pieces that are on hand at a cost that is not the average, and returns what that took from the value:
    /// less than asked where there was not so much left, all there was with the last piece.
    pub(super) fn take_at(
        &mut self,
        currency: Currency,
        asked: Taken,
    ) -> Result<Money, CostRefusal> {
        let Some(layer) = self.0.first_mut() else {
            return Ok(Money::zero(currency));
        };
        let all = asked.quantity == layer.held.quantity || asked.value > layer.held.value;
        let value = if all { layer.held.value } else { asked.value };
        layer.held.remove(Taken {
            quantity: asked.quantity,
            value,
        })?;
        self.drop_empty();
        Ok(value)
    }

    /// Takes pieces that are on hand, first those of the receipt if it is known, then the oldest; returns what they cost.
    pub(super) fn take_of(
        &mut self,
        currency: Currency,
        receipt: Option<ReceiptKey>,
        quantity: Quantity,
    ) -> Result<Money, CostRefusal> {
        let mut taken = Taken::nothing(currency);
        for layer in &mut self.0 {
            if receipt.is_some() && layer.receipt == receipt {
                let part = minus(quantity, taken.quantity)?.min(layer.held.quantity);
                let value = layer.held.split_off(part)?;
                taken.add(Taken {
                    quantity: part,
                    value,
                })?;
            }
        }
        self.drop_empty();
        let rest = minus(quantity, taken.quantity)?;
        let (others, _) = self.take(currency, rest)?;
        Ok(taken.value.plus(others.value)?)
    }

    /// Adds money to what is left of a receipt, or to everything; returns how much was added, which is short of the
    /// asked where a layer would be worth less than nothing.
    pub(super) fn revalue_of(
        &mut self,
        currency: Currency,
        receipt: Option<ReceiptKey>,
        more: Money,
    ) -> Result<Money, CostRefusal> {
        let mut added = Money::zero(currency);
        for layer in &mut self.0 {
            if receipt.is_some() && layer.receipt != receipt {
                continue;
            }
            let asked = layer.held.value.plus(more.minus(added)?)?;
            let value = if asked.is_negative() {
                Money::zero(currency)
            } else {
                asked
            };
            added = added.plus(value.minus(layer.held.value)?)?;
            layer.held.value = value;
        }
        Ok(added)
    }

    fn drop_empty(&mut self) {
        self.0.retain(|layer| layer.held.quantity.is_positive());
    }
}

/// A layer is never worth less than nothing, so less may be added than asked.
fn add_to(layer: Option<&mut Layer>, more: Money) -> Result<Money, MoneyError> {
    let zero = Money::zero(more.currency());
    let Some(layer) = layer else {
        return Ok(zero);
    };
    let asked = layer.held.value.plus(more)?;
    let value = if asked.is_negative() { zero } else { asked };
    let added = value.minus(layer.held.value)?;
    layer.held.value = value;
    Ok(added)
}
