//! Why nothing was done with a core.

use jiff::civil::Date;

use crate::ledger::LedgerError;
use crate::money::{Money, MoneyError, NumberError, Quantity};
use crate::people::Role;
use crate::refusal::Refusal;

/// Why nothing was done with a core.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoreRefusal {
    /// Quantities are above zero.
    #[error("the number of old parts must be more than zero")]
    QuantityNotPositive,
    /// More would come back than is owed and not spoken for by another ticket.
    #[error("{asked} is more than the {left} old parts that are still owed")]
    MoreThanOwed {
        /// How many were to come back.
        asked: Quantity,
        /// How many may.
        left: Quantity,
    },
    /// More would be sent than is here.
    #[error("{asked} is more than the {left} old parts that are here")]
    MoreThanHere {
        /// How many were to be sent.
        asked: Quantity,
        /// How many there are.
        left: Quantity,
    },
    /// More would be credited than was sent with the list.
    #[error("{asked} is more than the {left} old parts of list {manifest} that wait for credit")]
    MoreThanSent {
        /// The list.
        manifest: String,
        /// How many were to be credited.
        asked: Quantity,
        /// How many wait.
        left: Quantity,
    },
    /// The list went to another supplier before.
    #[error("list {0} went to another supplier")]
    OtherSupplier(String),
    /// A credit below zero.
    #[error("a credit of {0} is below zero")]
    CreditNegative(Money),
    /// The deposit cannot be kept yet.
    #[error("the old part may still come until {0}")]
    NotDue(Date),
    /// Nothing is owed that could be kept or given more time.
    #[error("no old part is owed")]
    NothingOwed,
    /// Another open ticket is taking the old part back.
    #[error("another open ticket is taking its old part back")]
    HeldElsewhere,
    /// The part itself can only come back to the sale it was sold in.
    #[error("a part can come back as itself only with its receipt")]
    NoSale,
    /// The one who asks may not, and nobody stands in.
    #[error("this needs a {0:?}")]
    NeedsRole(Role),
    /// A text, a right or another rule of the shop.
    #[error(transparent)]
    Rule(#[from] Box<Refusal>),
    /// A quantity or price does not fit.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit, or is of another currency.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The entry does not balance.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<Refusal> for CoreRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(Box::new(refusal))
    }
}
