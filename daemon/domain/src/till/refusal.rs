//! Why an order to the till was not carried out.

use crate::ids::TillId;
use crate::ledger::LedgerError;
use crate::money::{Money, MoneyError};
use crate::people::Role;
use crate::refusal::Refusal;

/// A reason to refuse an order to the till.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TillRefusal {
    /// The counter's drawer has a session already.
    #[error("a session of this drawer is open already")]
    AlreadyOpen(TillId),
    /// The session has its Z report.
    #[error("the session is closed")]
    Closed(TillId),
    /// Amounts are above zero.
    #[error("the amount must be more than zero")]
    AmountNotPositive,
    /// A float below zero.
    #[error("the float cannot be less than nothing")]
    FloatNegative,
    /// The float is not what the last session left, and nobody said why.
    #[error("the last session left {carried} in the drawer, not {float}: a reason is needed")]
    FloatDiffers {
        /// What was left.
        carried: Money,
        /// What is there.
        float: Money,
    },
    /// There is not that much in the drawer. How much there is stays untold: the count may be blind.
    #[error("the drawer does not hold {0}")]
    NotInDrawer(Money),
    /// Nobody may pay out that much.
    #[error("{0} is more than may be paid out of a drawer")]
    PayOutLimit(Money),
    /// The heading is none of the shop's.
    #[error("the category must be one of: {0}")]
    NoSuchCategory(String),
    /// Whoever acts may not do this, and nobody who may stands in.
    #[error("{what} needs the role {}", role_word(*role))]
    NeedsRole {
        /// What was to be done.
        what: &'static str,
        /// The least role that may.
        role: Role,
    },
    /// There is no such note or coin.
    #[error("there is no note or coin of {0}")]
    NoSuchPiece(Money),
    /// The drawer was not counted.
    #[error("the drawer has not been counted")]
    NotCounted(TillId),
    /// Cash moved after the count.
    #[error("cash moved after the drawer was counted")]
    CountStale(TillId),
    /// The drawer was counted twice already.
    #[error("the drawer was counted twice already")]
    CountedTwice(TillId),
    /// The count is off by more than the shop lets pass without a reason.
    #[error("the drawer is off by {0}: a reason is needed")]
    OverShort(Money),
    /// More is to stay than was counted.
    #[error("more pieces are to stay in the drawer than were counted")]
    LeftNotCounted,
    /// The journal's sums are not the books': a slip in the rules, never a person's.
    #[error("the books hold {books} in the drawer, the journal says {figures}")]
    BooksDisagree {
        /// What the books say.
        books: Money,
        /// What the journal says.
        figures: Money,
    },
    /// A text broke its bounds.
    #[error("{0}")]
    Text(Box<Refusal>),
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// An entry of the books is not balanced: a slip in the rules.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
}

impl From<Refusal> for TillRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Text(Box::new(refusal))
    }
}

const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Technician => "technician",
        Role::Clerk => "clerk",
        Role::Advisor => "advisor",
        Role::Manager => "manager",
        Role::Owner => "owner",
    }
}
