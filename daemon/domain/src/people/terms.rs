//! What was agreed with a customer: credit, and how their fleet is looked after.

use crate::money::{Money, Rate};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

/// How a statement is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StatementStyle {
    /// Every charge that is not settled, with what is left of it.
    OpenItem,
    /// The balance brought forward, then everything that happened since.
    BalanceForward,
}

/// What is charged on money that comes late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FinanceTerms {
    /// The share of what is overdue, for each month: 0.015 is 1.5 %.
    pub monthly_rate: Rate,
    /// How many days after its due day an item is left alone.
    pub grace_days: u16,
}

/// The terms of a house account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountTerms {
    /// The most that may be owed; none for any sum.
    pub limit: Option<Money>,
    /// Why nothing may be charged for now; set by an order of its own, see [`super::account::AccountOrder::Hold`].
    pub hold: Option<String>,
    /// Days from a charge to the day it is due.
    pub terms_days: u16,
    /// Whether every charge needs the number of the customer's own order.
    pub po_required: bool,
    /// How their statements are written.
    pub statement: StatementStyle,
    /// What is charged on late money; none where nothing was agreed.
    pub finance: Option<FinanceTerms>,
}

impl AccountTerms {
    /// Due in a number of days, without a limit or charges.
    #[must_use]
    pub const fn net(terms_days: u16) -> Self {
        Self {
            limit: None,
            hold: None,
            terms_days,
            po_required: false,
            statement: StatementStyle::OpenItem,
            finance: None,
        }
    }

    pub(super) fn checked(mut self) -> Result<Self, Refusal> {
        if self.limit.is_some_and(Money::is_negative) {
            return Err(Refusal::AmountNotPositive);
        }
        self.hold = text::optional("hold reason", self.hold.as_deref(), TEXT_LEN_MAX)?;
        Ok(self)
    }
}

/// How the customer's fleet is looked after.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Fleet {
    /// The fleet's own number for itself or for the shop.
    pub number: Option<String>,
    /// Who says yes to work, and how they are reached.
    pub approver: Option<String>,
    /// Whether every ticket needs the number of the fleet's own order, however it is paid.
    pub po_required: bool,
    /// The labor rate agreed, by its name in the labor book.
    pub labor_rate: Option<String>,
}

impl Fleet {
    pub(super) fn checked(mut self) -> Result<Self, Refusal> {
        self.number = text::optional("fleet number", self.number.as_deref(), 40)?;
        self.approver = text::optional("fleet approver", self.approver.as_deref(), TEXT_LEN_MAX)?;
        self.labor_rate = text::optional("labor rate", self.labor_rate.as_deref(), 60)?;
        Ok(self)
    }
}
