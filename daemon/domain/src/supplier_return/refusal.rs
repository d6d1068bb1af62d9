//! Why an order to a return was not carried out.

use crate::ids::LineId;
use crate::ledger::LedgerError;
use crate::money::{Money, MoneyError, Quantity};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::stock::{CostRefusal, ReceiptKey};

use super::{LINES_MAX, ReturnState};

/// Why an order to a return was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SupplierReturnRefusal {
    /// Its state does not allow this.
    #[error("the return is {}", .0.word())]
    WrongState(ReturnState),
    /// Nothing goes back.
    #[error("the return has no lines")]
    NoLines,
    /// No more lines fit.
    #[error("a return holds at most {LINES_MAX} lines")]
    TooManyLines,
    /// Only cores travel on a manifest of cores, and labor and failed parts only under a warranty.
    #[error("a line does not belong on this kind of return")]
    WrongKind,
    /// A core is named twice.
    #[error("a core is on the manifest twice")]
    CoreTwice(crate::ids::CoreId),
    /// Cores travel one by one.
    #[error("a core is one piece")]
    CoreNotOne,
    /// A quantity must be above zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// What is claimed must be said, and be above zero.
    #[error("the claimed amount is missing or not above zero")]
    ClaimMissing,
    /// The supplier asks for another currency than the shop's.
    #[error("the supplier's currency is not the shop's")]
    ForeignCurrency,
    /// The purchase that a line came from is not this supplier's, or was not given.
    #[error("the purchase that a line came from is not known")]
    OriginUnknown(ReceiptKey),
    /// More would go back than came.
    #[error("{asked} would go back, and only {left} came and are still here")]
    MoreThanReceived {
        /// What should go back.
        asked: Quantity,
        /// What can.
        left: Quantity,
    },
    /// It has no such line.
    #[error("the return has no such line")]
    NoSuchLine(LineId),
    /// A line is named twice in one order.
    #[error("a line is named twice")]
    LineTwice(LineId),
    /// A credit must be above zero.
    #[error("the credited amount must be more than zero")]
    CreditNotPositive,
    /// The credit's number was entered already.
    #[error("a credit with this number was entered already")]
    MemoUsed,
    /// The credit is larger than what is open.
    #[error("{asked} is more than the {open} that are open")]
    CreditTooMuch {
        /// What the credit says.
        asked: Money,
        /// What is open.
        open: Money,
    },
    /// Somebody with more rights must do this.
    #[error("{act} needs the role {needed:?}")]
    RoleNeeded {
        /// What was asked for.
        act: &'static str,
        /// Who may.
        needed: Role,
    },
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// What the goods cost does not fit the stock.
    #[error("{0}")]
    Cost(#[from] CostRefusal),
    /// The entry does not balance: a slip in the rules.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// A text broke its bounds.
    #[error(transparent)]
    Text(Box<Refusal>),
}

impl From<Refusal> for SupplierReturnRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Text(Box::new(refusal))
    }
}
