//! Why an order to a purchase was not carried out.

use crate::ids::{LineId, SupplierInvoiceId};
use crate::ledger::LedgerError;
use crate::money::{Money, MoneyError, NumberError, Quantity};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::stock::CostRefusal;

use super::{LINES_MAX, PAPERS_MAX, PurchaseState};

/// A reason to refuse an order to a purchase. Messages say what is the matter, not what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PurchaseRefusal {
    /// Its state does not allow this.
    #[error("the purchase is {}", .0.word())]
    WrongState(PurchaseState),
    /// There is nothing to order.
    #[error("the purchase has no lines")]
    NoLines,
    /// No more lines fit.
    #[error("a purchase holds at most {LINES_MAX} lines")]
    TooManyLines,
    /// No more receipts or invoices fit.
    #[error("a purchase holds at most {PAPERS_MAX} receipts and as many invoices")]
    TooManyPapers,
    /// It has no such line.
    #[error("the purchase has no such line")]
    NoSuchLine(LineId),
    /// A line is named twice in one order.
    #[error("a line is named twice")]
    LineTwice(LineId),
    /// Only sublet work is bought without a part.
    #[error("the line names no part")]
    PartMissing,
    /// Sublet work is no part and has no core.
    #[error("sublet work has no part and no core deposit")]
    SubletHasPart,
    /// A quantity must be above zero.
    #[error("the quantity must be more than zero")]
    QuantityNotPositive,
    /// A quantity is larger than what it is taken from.
    #[error("{asked} is more than the {left} that are left")]
    MoreThanLeft {
        /// What was asked for.
        asked: Quantity,
        /// What is left.
        left: Quantity,
    },
    /// A number broke its bounds.
    #[error("{0}")]
    Number(#[from] NumberError),
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
    /// The supplier was retired.
    #[error("the supplier is retired")]
    SupplierRetired,
    /// The supplier asks for another currency than the shop's.
    #[error("the supplier's currency is not the shop's")]
    ForeignCurrency,
    /// The order is smaller than the supplier takes.
    #[error("the order comes to {total}, and the supplier takes no less than {minimum}")]
    BelowMinimum {
        /// What it comes to.
        total: Money,
        /// What it must come to.
        minimum: Money,
    },
    /// More came than was ordered.
    #[error("{counted} were counted, and only {expected} are still to come")]
    OverReceipt {
        /// The line.
        line: LineId,
        /// What was counted.
        counted: Quantity,
        /// What is still to come.
        expected: Quantity,
    },
    /// Somebody with more rights must do this.
    #[error("{act} needs the role {needed:?}")]
    RoleNeeded {
        /// What was asked for.
        act: &'static str,
        /// Who may.
        needed: Role,
    },
    /// An invoice's lines and charges are not its total.
    #[error("the invoice says {total}, and its lines and charges come to {sum}")]
    InvoiceTotal {
        /// What it says.
        total: Money,
        /// What its parts come to.
        sum: Money,
    },
    /// An amount that must not be below zero is.
    #[error("{0} must not be below zero")]
    AmountNegative(&'static str),
    /// An amount must be above zero.
    #[error("the amount must be more than zero")]
    AmountNotPositive,
    /// The number was used on this purchase already.
    #[error("an invoice with this number was entered already")]
    InvoiceNumberUsed(SupplierInvoiceId),
    /// It has no such invoice.
    #[error("the purchase has no such invoice")]
    NoSuchInvoice(SupplierInvoiceId),
    /// The invoice was accepted or rejected already.
    #[error("the invoice was dealt with already")]
    InvoiceSettled(SupplierInvoiceId),
    /// The invoice has no such difference that is open.
    #[error("the invoice has no such open difference")]
    NoSuchDifference,
    /// A credit is larger than what is open, or has the other sign.
    #[error("{asked} is more than the {open} that are open")]
    CreditTooMuch {
        /// What the credit says.
        asked: Money,
        /// What is open.
        open: Money,
    },
    /// Only goods that were asked for too early can arrive.
    #[error("only a difference in quantity is settled by an arrival")]
    NotAQuantity,
    /// The line is not kept for anyone.
    #[error("the line is not kept for a ticket")]
    NotHeld(LineId),
    /// The line is no special order.
    #[error("the line is not a special order")]
    NotASpecialOrder(LineId),
    /// Nothing of it has come.
    #[error("nothing of the line has come yet")]
    NotArrived(LineId),
    /// Something is still to come.
    #[error("the line still waits for {open}")]
    StillOpen {
        /// The line.
        line: LineId,
        /// How many are to come.
        open: Quantity,
    },
    /// An invoice waits to be accepted or rejected.
    #[error("an invoice is not matched yet")]
    InvoiceUnmatched(SupplierInvoiceId),
    /// A difference is open.
    #[error("a difference of {0} is open")]
    DifferenceOpen(Money),
    /// Goods were received that no invoice asked for.
    #[error("goods for {0} are received and not invoiced")]
    NotInvoiced(Money),
    /// Parts bought for a work order are neither billed nor stocked nor returned.
    #[error("parts bought for a ticket are not accounted for")]
    Unreconciled(LineId),
}

impl From<Refusal> for PurchaseRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Text(Box::new(refusal))
    }
}
