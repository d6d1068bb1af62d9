//! Why nothing was done with a count.

use crate::ids::{CountId, PartId};
use crate::ledger::LedgerError;
use crate::money::{MoneyError, NumberError};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::stock::cost::CostRefusal;

/// Why nothing was done with a count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountRefusal {
    /// Nothing is in its scope, or too much.
    #[error("a count has 1 to {} lines", super::LINES_MAX)]
    Lines,
    /// A part is on the list already.
    #[error("the part is on the list already")]
    PartTwice(PartId),
    /// Another open count has the part: both would post the same difference.
    #[error("the part is being counted in another count")]
    CountedElsewhere {
        /// The part.
        part: PartId,
        /// The other count.
        count: CountId,
    },
    /// The part is not on the list.
    #[error("the part is not on the list of this count")]
    NotOnList(PartId),
    /// Counted quantities are zero or more.
    #[error("a counted quantity cannot be below zero")]
    CountedNegative,
    /// Tolerances are zero or more.
    #[error("a tolerance cannot be below zero")]
    ToleranceNegative,
    /// The same person may not count again.
    #[error("another person has to count this part again")]
    SameCounter(PartId),
    /// Parts wait to be counted again.
    #[error("{0} parts have to be counted again")]
    RecountDue(usize),
    /// Parts were not counted, and nobody said to leave them.
    #[error("{0} parts are not counted")]
    Uncounted(usize),
    /// Nothing was counted.
    #[error("nothing was counted")]
    NothingCounted,
    /// What a part costs is not known.
    #[error("the cost of a part is not known")]
    CostUnknown(PartId),
    /// It is posted or canceled.
    #[error("the count is finished")]
    Finished,
    /// Only someone of this role, present or standing in, may.
    #[error("this needs a {0:?}")]
    NeedsRole(Role),
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

impl From<Refusal> for CountRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(Box::new(refusal))
    }
}
