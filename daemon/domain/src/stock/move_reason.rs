//! Why stock moves: the full list, with the rules that hold between a reason and a quantity.

use super::cost::ReceiptKey;
use crate::ids::{CountId, LineId, PartId, PurchaseId, SupplierReturnId, TicketId, TransferId};
use crate::money::{Money, Quantity};

/// Where a part goes that a customer brings back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReturnTo {
    /// Back on the shelf, to be sold again.
    Stock,
    /// Kept apart as defective; still the shop's, not for sale.
    Defective,
    /// Thrown away: nothing comes back into stock, and what it cost stays spent.
    Scrap,
    /// Kept apart to go back to the supplier.
    Supplier,
}

impl ReturnTo {
    /// Tells whether the part is on hand again, for sale or not.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        match self {
            Self::Stock | Self::Defective | Self::Supplier => true,
            Self::Scrap => false,
        }
    }
}

/// Why stock moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MoveReason {
    /// Sold over the counter on a ticket.
    Sold {
        /// The ticket.
        ticket: TicketId,
        /// Its line.
        line: LineId,
    },
    /// Brought back by the customer.
    CustomerReturn {
        /// The ticket it was sold on.
        ticket: TicketId,
        /// The line it was sold on.
        line: LineId,
        /// What becomes of it.
        to: ReturnTo,
    },
    /// Received on a purchase.
    PurchaseReceived {
        /// The purchase.
        purchase: PurchaseId,
        /// Its line.
        line: LineId,
    },
    /// Sent back to the supplier.
    SupplierReturn {
        /// The return.
        supplier_return: SupplierReturnId,
        /// Its line.
        line: LineId,
        /// What it came on, if that is known.
        origin: Option<ReceiptKey>,
    },
    /// The supplier's invoice said another price than was received at. Nothing moved; the movement's value is what those
    /// on hand are worth more, the rest of the difference is a variance.
    Invoiced {
        /// The purchase.
        purchase: PurchaseId,
        /// Its line.
        line: LineId,
        /// How many the difference is about.
        received: Quantity,
        /// What more they cost; below zero when they cost less.
        difference: Money,
    },
    /// Set right by a person, with what they said about it.
    Adjusted {
        /// Why.
        reason: String,
    },
    /// Set right by a count.
    Counted {
        /// The count.
        count: CountId,
    },
    /// Sent to another location; from now on it is in transit there.
    TransferOut {
        /// The transfer.
        transfer: TransferId,
        /// Where it is going.
        to: String,
    },
    /// Arrived from another location, and no longer in transit.
    TransferIn {
        /// The transfer.
        transfer: TransferId,
        /// Where it came from.
        from: String,
    },
    /// Put on a vehicle by a work order. It leaves the shelf now; billing it later moves nothing.
    Installed {
        /// The work order.
        ticket: TicketId,
        /// Its line.
        line: LineId,
    },
    /// Taken off the work order again and put back on the shelf.
    Uninstalled {
        /// The work order.
        ticket: TicketId,
        /// Its line.
        line: LineId,
    },
    /// Used up in building a kit, or the kit that was built.
    KitBuilt {
        /// The kit.
        kit: PartId,
    },
    /// Got back by taking a kit apart, or the kit that was taken apart.
    KitBroken {
        /// The kit.
        kit: PartId,
    },
    /// What was on the shelf when the shop began with counterd.
    OpeningBalance,
    /// Only the value changed: nothing moved.
    Revalued {
        /// Why.
        reason: String,
    },
}

/// Which way a movement may go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// More on hand: the quantity is above zero.
    In,
    /// Less on hand: the quantity is below zero.
    Out,
    /// Either, but not zero.
    Either,
    /// Nothing moves: the quantity is zero.
    Nothing,
}

/// Why a movement is not a movement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefusal {
    /// The quantity has the wrong sign for the reason.
    #[error("a movement `{code}` cannot have the quantity {quantity}")]
    WrongDirection {
        /// The reason's code.
        code: &'static str,
        /// The quantity given.
        quantity: Quantity,
    },
}

impl MoveReason {
    /// Returns the reason's code, which is never reused or renamed.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sold { .. } => "sold",
            Self::CustomerReturn { .. } => "customer_return",
            Self::PurchaseReceived { .. } => "purchase_received",
            Self::SupplierReturn { .. } => "supplier_return",
            Self::Invoiced { .. } => "invoiced",
            Self::Adjusted { .. } => "adjusted",
            Self::Counted { .. } => "counted",
            Self::TransferOut { .. } => "transfer_out",
            Self::TransferIn { .. } => "transfer_in",
            Self::Installed { .. } => "installed",
            Self::Uninstalled { .. } => "uninstalled",
            Self::KitBuilt { .. } => "kit_built",
            Self::KitBroken { .. } => "kit_broken",
            Self::OpeningBalance => "opening_balance",
            Self::Revalued { .. } => "revalued",
        }
    }

    /// Returns which way stock goes for this reason.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        match self {
            Self::Sold { .. }
            | Self::SupplierReturn { .. }
            | Self::TransferOut { .. }
            | Self::Installed { .. } => Direction::Out,
            Self::CustomerReturn { to, .. } => {
                if to.is_kept() {
                    Direction::In
                } else {
                    Direction::Nothing
                }
            }
            Self::PurchaseReceived { .. }
            | Self::TransferIn { .. }
            | Self::Uninstalled { .. }
            | Self::OpeningBalance => Direction::In,
            Self::Adjusted { .. }
            | Self::Counted { .. }
            | Self::KitBuilt { .. }
            | Self::KitBroken { .. } => Direction::Either,
            Self::Invoiced { .. } | Self::Revalued { .. } => Direction::Nothing,
        }
    }

    /// Checks that a quantity goes the way of the reason.
    ///
    /// # Errors
    /// [`MoveRefusal::WrongDirection`] when it does not.
    pub fn check(&self, quantity: Quantity) -> Result<(), MoveRefusal> {
        let fits = match self.direction() {
            Direction::In => quantity.is_positive(),
            Direction::Out => quantity.negated().is_positive(),
            Direction::Either => quantity != Quantity::ZERO,
            Direction::Nothing => quantity == Quantity::ZERO,
        };
        if fits {
            return Ok(());
        }
        let code = self.code();
        Err(MoveRefusal::WrongDirection { code, quantity })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::money::Currency;

    /// One of each.
    pub(crate) fn every_reason() -> Vec<MoveReason> {
        let id = Uuid::from_u128(7);
        let (ticket, line) = (TicketId::new(id), LineId::new(id));
        let (purchase, transfer) = (PurchaseId::new(id), TransferId::new(id));
        let supplier_return = SupplierReturnId::new(id);
        let kit = PartId::new(id);
        let returned = |to| MoveReason::CustomerReturn { ticket, line, to };
        let reason = "said so".to_owned();
        let (to, from) = ("south".to_owned(), "main".to_owned());
        vec![
            MoveReason::Sold { ticket, line },
            returned(ReturnTo::Stock),
            returned(ReturnTo::Defective),
            returned(ReturnTo::Scrap),
            returned(ReturnTo::Supplier),
            MoveReason::PurchaseReceived { purchase, line },
            MoveReason::SupplierReturn {
                supplier_return,
                line,
                origin: Some(ReceiptKey { purchase, line }),
            },
            MoveReason::Invoiced {
                purchase,
                line,
                received: Quantity::ONE,
                difference: Money::new(1, Currency::USD),
            },
            MoveReason::Adjusted {
                reason: reason.clone(),
            },
            MoveReason::Counted {
                count: CountId::new(id),
            },
            MoveReason::TransferOut { transfer, to },
            MoveReason::TransferIn { transfer, from },
            MoveReason::Installed { ticket, line },
            MoveReason::Uninstalled { ticket, line },
            MoveReason::KitBuilt { kit },
            MoveReason::KitBroken { kit },
            MoveReason::OpeningBalance,
            MoveReason::Revalued { reason },
        ]
    }

    #[test]
    fn every_reason_takes_only_quantities_that_go_its_way() {
        let (one, none) = (Quantity::ONE, Quantity::ZERO);
        for reason in every_reason() {
            let takes = [one, one.negated(), none].map(|quantity| reason.check(quantity).is_ok());
            let expected = match reason.direction() {
                Direction::In => [true, false, false],
                Direction::Out => [false, true, false],
                Direction::Either => [true, true, false],
                Direction::Nothing => [false, false, true],
            };
            assert_eq!(takes, expected, "{}", reason.code());
        }
    }

    #[test]
    fn what_leaves_leaves_and_what_comes_comes() {
        let way = |direction| {
            let reasons = every_reason().into_iter();
            let of_it = reasons.filter(|reason| reason.direction() == direction);
            of_it.map(|reason| reason.code()).collect::<Vec<_>>()
        };
        assert_eq!(
            way(Direction::Out),
            ["sold", "supplier_return", "transfer_out", "installed"]
        );
        let returns = ["customer_return"; 3];
        let ins = [
            "purchase_received",
            "transfer_in",
            "uninstalled",
            "opening_balance",
        ];
        assert_eq!(way(Direction::In), [&returns[..], &ins[..]].concat());
        assert_eq!(
            way(Direction::Nothing),
            ["customer_return", "invoiced", "revalued"]
        );
    }

    #[test]
    fn codes_are_told_apart() {
        let codes: BTreeSet<_> = every_reason().iter().map(MoveReason::code).collect();
        // Four of the reasons are customer returns.
        assert_eq!(codes.len(), every_reason().len() - 3);
    }
}
