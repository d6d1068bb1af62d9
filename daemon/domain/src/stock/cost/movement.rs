//! What moves the cost of a part, and what each movement answers.

use super::share;
use crate::ids::{LineId, PurchaseId};
use crate::money::{Money, MoneyError, NumberError, Quantity, UnitPrice};
use crate::stock::plus;

/// How the cost of what leaves is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CostMethod {
    /// Every piece costs the average of what is on hand.
    MovingAverage,
    /// The oldest pieces leave first, each at what it cost.
    Fifo,
}

/// One line of a purchase: where goods, and their cost, came from. Several deliveries of one line are one receipt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ReceiptKey {
    /// The purchase.
    pub purchase: PurchaseId,
    /// Its line.
    pub line: LineId,
}

/// A movement as the cost sees it. Quantities are above zero whichever way they go.
///
/// Which movement becomes which: sold, installed, scrapped, counted short and used in a kit are `Issued`; bought,
/// opening balance and a built kit (at the sum of its components' issues) are `Received`; brought back or taken off a
/// work order is `Returned`; a transfer is none, and so is what a customer brings back to be scrapped: what it cost stays
/// issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CostMove {
    /// Came in at a known cost.
    Received {
        /// Which receipt, when it came from a supplier.
        receipt: Option<ReceiptKey>,
        /// How many.
        quantity: Quantity,
        /// What all of them cost, freight and duty included.
        total: Money,
    },
    /// Left.
    Issued {
        /// How many.
        quantity: Quantity,
    },
    /// Came back from a customer or a work order, at the cost it left with: see [`Issue::share`].
    Returned {
        /// How many.
        quantity: Quantity,
        /// What they left with.
        total: Money,
    },
    /// Went back to the supplier, at what the receipt cost.
    VendorReturned {
        /// Which receipt, if that is known.
        receipt: Option<ReceiptKey>,
        /// How many.
        quantity: Quantity,
        /// What the supplier gives back, at the receipt's cost.
        total: Money,
    },
    /// Turned up in a count; comes in at the cost last known.
    Found {
        /// How many.
        quantity: Quantity,
    },
    /// The supplier's invoice, or the freight bill, differs from what was received at.
    Invoiced {
        /// Which receipt.
        receipt: ReceiptKey,
        /// How many of those received on it the difference is about.
        received: Quantity,
        /// What more it cost; below zero when it cost less.
        difference: Money,
    },
    /// The method or the cost of one was changed by a person. Both may be.
    Revalued {
        /// The method from now on.
        method: CostMethod,
        /// What one is worth from now on; without it the value stays as it is.
        unit_cost: Option<UnitPrice>,
    },
}

/// What left, and what it cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Issue {
    /// How many.
    pub quantity: Quantity,
    /// What one cost, to four decimals: for people to read. The total is what counts.
    pub unit_cost: UnitPrice,
    /// What all of them cost.
    pub total: Money,
}

impl Issue {
    /// Returns what `quantity` of the issued pieces left with, when `before` of them came back already. Whatever
    /// the portions, all of them together come back with exactly the total.
    ///
    /// # Errors
    /// [`CostRefusal::MoreThanIssued`] when more would come back than left.
    pub fn share(&self, before: Quantity, quantity: Quantity) -> Result<Money, CostRefusal> {
        let upto = plus(before, quantity)?;
        if upto > self.quantity || before < Quantity::ZERO || quantity < Quantity::ZERO {
            return Err(CostRefusal::MoreThanIssued {
                issued: self.quantity,
            });
        }
        let through = share(self.total, upto, self.quantity)?;
        Ok(through.minus(share(self.total, before, self.quantity)?)?)
    }
}

/// What a movement does to the books. Always: `received` = `value` + `issued` + `variance`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CostEntry {
    /// What came in from outside; below zero when it went back there.
    pub received: Money,
    /// By how much the value of the stock changed.
    pub value: Money,
    /// What left for customers and jobs; below zero when it came back.
    pub issued: Money,
    /// What is neither in stock nor in a sale, to be posted as a cost variance: above zero is a loss.
    pub variance: Money,
    /// What one cost, for people to read.
    pub unit_cost: UnitPrice,
}

/// Why a cost movement was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CostRefusal {
    /// A quantity must be more than zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// A cost is below zero.
    #[error("a cost cannot be below zero")]
    CostNegative,
    /// More came back than had left.
    #[error("only {issued} left, so no more than that can come back")]
    MoreThanIssued {
        /// How many left.
        issued: Quantity,
    },
    /// A quantity or a cost of one does not fit.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit, or is of another currency.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
