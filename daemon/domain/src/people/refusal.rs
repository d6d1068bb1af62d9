//! Why an order about a customer or their accounts was not carried out.

use jiff::civil::Date;

use super::Role;
use super::account::BillingMonth;
use crate::ctx::Ctx;
use crate::ids::{AccountItemId, CustomerId};
use crate::ledger::{Account, LedgerError};
use crate::money::{Money, MoneyError};
use crate::refusal::Refusal;

/// A reason to refuse. Messages say what is the matter, not what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomerRefusal {
    /// The customer was merged into another one.
    #[error("the customer was merged into another")]
    MergedAway(CustomerId),
    /// One customer was named twice.
    #[error("a customer cannot be merged with itself")]
    MergeSelf,
    /// Others were merged into the one that should go, so that there would be a chain.
    #[error("other customers were merged into this one")]
    MergeChain(CustomerId),
    /// The books and the customer's file do not say the same.
    #[error("the books say {books} for {} and the customer's file says {file}", .account.title())]
    BooksDisagree {
        /// Which account.
        account: Account,
        /// What the books say.
        books: Money,
        /// What the file says.
        file: Money,
    },
    /// The role may not do this, nor does a second person stand in who may.
    #[error("this needs the role {0:?} or higher")]
    NeedsRole(Role),
    /// Nobody present may do this much.
    #[error("{0} needs someone who may")]
    NeedsApproval(String),
    /// The customer has no house account.
    #[error("the customer has no house account")]
    NoAccount,
    /// The amount must be above zero.
    #[error("the amount must be more than zero")]
    AmountNotPositive,
    /// An amount is in another currency than the shop's.
    #[error("the amount is not in the shop's currency")]
    ForeignCurrency,
    /// The account has no such item.
    #[error("the account has no such item")]
    NoSuchItem(AccountItemId),
    /// The account has no such credit.
    #[error("the account has no such credit")]
    NoSuchCredit(AccountItemId),
    /// One item is named twice.
    #[error("an item is named twice")]
    ItemTwice(AccountItemId),
    /// More than is left of an item.
    #[error("{asked} is more than the {left} left of the item")]
    MoreThanItem {
        /// The item.
        item: AccountItemId,
        /// What was to be allocated.
        asked: Money,
        /// What is left of it.
        left: Money,
    },
    /// The items come to more than there is to allocate.
    #[error("{allocated} is allocated and there are only {amount}")]
    MoreThanAmount {
        /// What is allocated.
        allocated: Money,
        /// What there is.
        amount: Money,
    },
    /// There is less store credit than that.
    #[error("{asked} is more than the {left} of store credit")]
    CreditTooSmall {
        /// What was to be used.
        asked: Money,
        /// What there is.
        left: Money,
    },
    /// No session of the till is open.
    #[error("the till is closed")]
    TillClosed,
    /// Finance charges are for months that are over.
    #[error("the month {0} is not over")]
    MonthNotOver(BillingMonth),
    /// The terms say nothing of finance charges.
    #[error("no finance charge was agreed with this customer")]
    NoFinanceTerms,
    /// A period that ends before it begins.
    #[error("the period ends before {0}")]
    PeriodBackwards(Date),
    /// A date does not fit the calendar.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// Amounts do not fit together.
    #[error("{0}")]
    Money(#[from] MoneyError),
    /// The entry does not balance: a slip in the rules.
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    /// A field broke its bounds.
    #[error(transparent)]
    Field(Box<Refusal>),
}

impl From<Refusal> for CustomerRefusal {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NeedsApproval(what) => Self::NeedsApproval(what),
            other => Self::Field(Box::new(other)),
        }
    }
}

/// Tells whether whoever acts, or who stands in for them, has a role.
pub(crate) fn has_role(needed: Role, ctx: &Ctx) -> bool {
    let approver = ctx.approver.as_ref().map(|approver| approver.role);
    ctx.role >= needed || approver.is_some_and(|role| role >= needed)
}

/// Asks for a role.
pub(super) fn need_role(needed: Role, ctx: &Ctx) -> Result<(), CustomerRefusal> {
    if has_role(needed, ctx) {
        Ok(())
    } else {
        Err(CustomerRefusal::NeedsRole(needed))
    }
}
