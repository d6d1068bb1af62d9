//! Why a price could not be worked out, or a price book not be kept.

use crate::money::{MoneyError, NumberError};

/// Why pricing said no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PricingRefusal {
    /// No rule, matrix or list has a price for the part.
    #[error("no price is known: the part has no list price, and no rule or matrix fits its cost")]
    NoPrice,
    /// The book has no rate of that name.
    #[error("the book has no labor rate `{0}`")]
    RateMissing(String),
    /// Hours below zero.
    #[error("labor hours must not be below zero")]
    HoursNegative,
    /// A name that is blank or too long.
    #[error("the {field} must have 1 to {len_max} characters")]
    Name {
        /// Which field.
        field: &'static str,
        /// The most characters it may have.
        len_max: usize,
    },
    /// A list in the book is too long.
    #[error("the {what} must number 1 to {max}")]
    Count {
        /// Which list.
        what: &'static str,
        /// The most there may be.
        max: usize,
    },
    /// A matrix whose first row does not start at cost zero, so that cheap parts would have no price.
    #[error("the first row of matrix `{0}` must start at cost 0")]
    MatrixStart(String),
    /// Rows or bands that do not rise.
    #[error("each {0} must start above the one before")]
    Order(&'static str),
    /// Two entries of the book claim exactly the same sales.
    #[error("`{0}` applies to exactly the same sales as another entry of its kind")]
    Duplicate(String),
    /// A sold mix with nothing to work from.
    #[error("the sold parts must have a cost, and quantities above zero")]
    Mix,
    /// No matrix of that shape reaches the wanted gross profit.
    #[error("no multiplier within bounds reaches the wanted gross profit")]
    TargetOutOfReach,
    /// A number left its bounds, such as a price above the greatest one.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
