//! Follows movements that have happened: from what the journal says of a movement to the cost state after it.
//!
//! The value in the journal is the truth. A state that is followed with the method in force comes to the same by
//! itself; one that is followed with the other method is set right to the cent after each movement, so that its value
//! is always the sum of the values in the journal and a shop may change its method without losing a cent.

use super::{CostMethod, CostMove, CostRefusal, CostState, ReceiptKey, extended, unit};
use crate::catalog::StockMove;
use crate::money::{Money, Quantity};
use crate::stock::{MoveReason, ReturnTo};

/// Returns what a movement in the journal is to the cost of its part, as [`CostMove`] says; nothing for what only
/// carries stock from shelf to shelf, or moves nothing.
///
/// # Errors
/// [`CostRefusal`] when its cost does not fit.
pub fn cost_move(
    movement: &StockMove,
    method: CostMethod,
) -> Result<Option<CostMove>, CostRefusal> {
    let out = movement.quantity.negated();
    let quantity = movement.quantity.max(out);
    if let MoveReason::Revalued { .. } = movement.reason {
        let unit_cost = Some(movement.unit_cost);
        return Ok(Some(CostMove::Revalued { method, unit_cost }));
    }
    if let MoveReason::Invoiced {
        purchase,
        line,
        received,
        difference,
    } = movement.reason
    {
        let receipt = ReceiptKey { purchase, line };
        return Ok(Some(CostMove::Invoiced {
            receipt,
            received,
            difference,
        }));
    }
    if quantity == Quantity::ZERO {
        return Ok(None);
    }
    let currency = movement.value.currency();
    let total = || extended(movement.unit_cost, quantity, currency);
    let by_sign = |receipt| {
        Ok::<_, CostRefusal>(if out.is_positive() {
            CostMove::Issued { quantity }
        } else {
            CostMove::Received {
                receipt,
                quantity,
                total: total()?,
            }
        })
    };
    let returned = || {
        Ok::<_, CostRefusal>(CostMove::Returned {
            quantity,
            total: total()?,
        })
    };
    Ok(match &movement.reason {
        MoveReason::Sold { .. } | MoveReason::Installed { .. } => {
            Some(CostMove::Issued { quantity })
        }
        MoveReason::CustomerReturn {
            to: ReturnTo::Stock | ReturnTo::Defective | ReturnTo::Supplier,
            ..
        }
        | MoveReason::Uninstalled { .. } => Some(returned()?),
        MoveReason::CustomerReturn {
            to: ReturnTo::Scrap,
            ..
        } => None,
        MoveReason::PurchaseReceived { purchase, line } => Some(by_sign(Some(ReceiptKey {
            purchase: *purchase,
            line: *line,
        }))?),
        MoveReason::SupplierReturn { origin, .. } => Some(CostMove::VendorReturned {
            receipt: *origin,
            quantity,
            total: total()?,
        }),
        MoveReason::Adjusted { .. }
        | MoveReason::Counted { .. }
        | MoveReason::KitBuilt { .. }
        | MoveReason::KitBroken { .. }
        | MoveReason::OpeningBalance => Some(by_sign(None)?),
        MoveReason::TransferOut { .. } | MoveReason::TransferIn { .. } => None,
        MoveReason::Invoiced { .. } | MoveReason::Revalued { .. } => None,
    })
}

impl CostState {
    /// Takes in a movement that has happened. Afterwards the value has changed by the movement's, to the cent.
    ///
    /// # Errors
    /// [`CostRefusal`] when a sum does not fit or the currency is another; then nothing has changed.
    pub fn follow(&mut self, movement: &StockMove) -> Result<(), CostRefusal> {
        let mut after = self.clone();
        let cost_move = cost_move(movement, self.method)?.map(|cost_move| {
            // The very money that came in, where nothing of it goes to what was sold before.
            match cost_move {
                CostMove::Received {
                    receipt, quantity, ..
                } if self.may_take_value(movement) => CostMove::Received {
                    receipt,
                    quantity,
                    total: movement.value,
                },
                CostMove::Returned { quantity, .. } if self.may_take_value(movement) => {
                    CostMove::Returned {
                        quantity,
                        total: movement.value,
                    }
                }
                other => other,
            }
        });
        if let Some(cost_move) = &cost_move {
            after.apply(cost_move)?;
        }
        let moved = after.value()?.minus(self.value()?)?;
        let wrong = movement.value.minus(moved)?;
        if !wrong.is_zero() {
            after.set_right(wrong, cost_move.as_ref())?;
        }
        *self = after;
        Ok(())
    }

    fn may_take_value(&self, movement: &StockMove) -> bool {
        self.short.quantity == Quantity::ZERO && !movement.value.is_negative()
    }

    /// Puts money that the movement moved besides onto what it touched: what is short, what came in last, or what is on
    /// hand.
    fn set_right(
        &mut self,
        mut wrong: Money,
        cost_move: Option<&CostMove>,
    ) -> Result<(), CostRefusal> {
        if self.short.quantity.is_positive() {
            self.short.value = self.short.value.minus(wrong)?;
            return Ok(());
        }
        match cost_move {
            Some(CostMove::Returned { .. }) => {
                wrong = wrong.minus(self.layers.add_to_oldest(wrong)?)?;
            }
            Some(CostMove::Received { .. } | CostMove::Found { .. }) => {
                wrong = wrong.minus(self.layers.add_to_newest(wrong)?)?;
            }
            _ => {}
        }
        let rest = wrong.minus(self.layers.revalue_of(self.currency, None, wrong)?)?;
        // Nothing on hand can bear it: it is kept as owed, so that no cent is lost.
        self.short.value = self.short.value.minus(rest)?;
        if let Some(
            CostMove::Received { .. } | CostMove::Returned { .. } | CostMove::Revalued { .. },
        ) = cost_move
            && let Some(layer) = self.layers.newest()
        {
            self.last_cost = unit(layer.value.to_decimal(), layer.quantity)?;
        }
        Ok(())
    }
}
