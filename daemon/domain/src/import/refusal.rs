//! Why a row was not taken.

use jiff::civil::Date;

/// Why a row of a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// Nobody is known by what the row calls the owner.
    #[error("no customer is known as `{0}`")]
    OwnerUnknown(String),
    /// Several are known by it.
    #[error("more than one customer is known as `{0}`")]
    OwnerUnsure(String),
    /// The part was counted at the place already, by a row before this one in the same order.
    #[error("the part is counted at `{0}` by a row before this one")]
    Twice(String),
    /// The price is in another currency than the shop's.
    #[error("the price is in {0}, which is not the shop's currency")]
    ForeignCurrency(String),
    /// The price is not in force yet.
    #[error("the price begins on {0}")]
    NotYet(Date),
    /// A new thing needs a value that the row does not have.
    #[error("this is new here, and its {0} is missing")]
    Incomplete(&'static str),
}
