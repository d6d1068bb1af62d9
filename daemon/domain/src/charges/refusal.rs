//! Why charges could not be worked out, or their rules not be kept.

use crate::money::MoneyError;

/// Why charges were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChargeRefusal {
    /// A text that is blank or too long.
    #[error("the {field} of charge `{code}` must have 1 to {len_max} characters")]
    Text {
        /// Which rule.
        code: String,
        /// Which field.
        field: &'static str,
        /// The most characters it may have.
        len_max: usize,
    },
    /// Two rules of one code.
    #[error("two charges have the code `{0}`")]
    CodeTwice(String),
    /// A fee that no line could ever bring about.
    #[error("charge `{0}` names no class, category or tag that brings it about")]
    NoTrigger(String),
    /// Bounds that are below zero, or a least amount above the greatest.
    #[error("the least amount of charge `{0}` must lie between zero and the greatest")]
    Bounds(String),
    /// More rules than are kept.
    #[error("there may be at most {0} charges")]
    TooMany(usize),
    /// A line below zero; what comes back on a return is what the sale charged.
    #[error("charges are worked out on lines that are sold, not on lines below zero")]
    NegativeLine,
    /// Amounts of two currencies, or one that does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
