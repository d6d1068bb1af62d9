//! Why nothing was done with a transfer.

use crate::ids::PartId;
use crate::ledger::LedgerError;
use crate::money::{MoneyError, NumberError, Quantity};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::stock::cost::CostRefusal;

/// Why nothing was done with a transfer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferRefusal {
    /// It goes nowhere.
    #[error("a transfer needs two different locations")]
    SameLocation,
    /// It has no lines, or too many.
    #[error("a transfer has 1 to {} lines", super::LINES_MAX)]
    Lines,
    /// A part is named twice.
    #[error("a part is named twice")]
    PartTwice(PartId),
    /// Quantities are above zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// The transfer has no line for the part.
    #[error("the part is not on this transfer")]
    NotOnTransfer(PartId),
    /// More would leave than lies there by the books.
    #[error("{asked} is more than the {on_hand} on hand at {location}")]
    MoreThanOnHand {
        /// The part.
        part: PartId,
        /// Where.
        location: String,
        /// How many were to leave.
        asked: Quantity,
        /// How many there are.
        on_hand: Quantity,
    },
    /// More would arrive than is on its way.
    #[error("{asked} is more than the {in_transit} in transit")]
    MoreThanSent {
        /// The part.
        part: PartId,
        /// How many were to arrive.
        asked: Quantity,
        /// How many are on their way.
        in_transit: Quantity,
    },
    /// Goods have left: they arrive, or are missing.
    #[error("goods have left already")]
    AlreadySent,
    /// Nothing has left yet.
    #[error("nothing has been sent yet")]
    NotSent,
    /// It is closed or canceled.
    #[error("the transfer is finished")]
    Finished,
    /// Goods are still on their way.
    #[error("{0} pieces have not arrived")]
    NotArrived(Quantity),
    /// Only someone of this role, present or standing in, writes goods off.
    #[error("writing off what did not arrive needs a {0:?}")]
    NeedsRole(Role),
    /// What a missing part cost is not known.
    #[error("the cost of a missing part is not known")]
    CostUnknown(PartId),
    /// A text or another rule of the shop.
    #[error(transparent)]
    Rule(#[from] Box<Refusal>),
    /// A quantity does not fit.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The cost cannot be found.
    #[error(transparent)]
    Cost(#[from] CostRefusal),
    /// The entry does not balance.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<Refusal> for TransferRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(Box::new(refusal))
    }
}
