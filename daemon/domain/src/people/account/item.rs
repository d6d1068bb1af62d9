//! What stands on an account, and what settles it.

use jiff::civil::Date;

use super::BillingMonth;
use crate::ids::{AccountItemId, CustomerId, StaffId, TicketId};
use crate::money::{Money, MoneyError};
use crate::number::DocumentNumber;
use crate::people::ReceiptTender;

/// Where a charge comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChargeKind {
    /// A ticket was put on the account.
    Ticket(TicketId),
    /// What was overdue in a month was charged for.
    Finance(BillingMonth),
}

/// Something put on the account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charge {
    /// Its id; a ticket's charge has its payment's.
    pub id: AccountItemId,
    /// Where it comes from.
    pub kind: ChargeKind,
    /// The number on paper: the ticket's, or `FC 2026-03`.
    pub number: String,
    /// The shop's day.
    pub date: Date,
    /// When it is due.
    pub due: Date,
    /// How much; above zero.
    pub amount: Money,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
}

/// A charge and how much of it is settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenItem {
    /// The charge.
    pub charge: Charge,
    /// How much of it was paid, credited or given up; never more than its amount.
    pub settled: Money,
}

impl OpenItem {
    /// Returns what is still to be paid.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ.
    pub fn left(&self) -> Result<Money, MoneyError> {
        self.charge.amount.minus(self.settled)
    }

    /// Tells whether anything is left.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.settled < self.charge.amount
    }
}

/// A credit of which something is left: paid ahead, or given for goods that were paid for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenCredit {
    /// The settlement that it is left of.
    pub id: AccountItemId,
    /// The shop's day.
    pub date: Date,
    /// What it was, for people.
    pub what: String,
    /// How much was left over.
    pub amount: Money,
    /// How much of that was used since; never more than the amount.
    pub used: Money,
}

impl OpenCredit {
    /// Returns what can still be used.
    ///
    /// # Errors
    /// [`MoneyError`] when the currencies differ.
    pub fn left(&self) -> Result<Money, MoneyError> {
        self.amount.minus(self.used)
    }
}

/// How much of a settlement goes to one item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allocation {
    /// The item.
    pub item: AccountItemId,
    /// How much; what is more than the item's rest stays an open credit.
    pub amount: Money,
    /// Whether nothing is left of the item then.
    pub closes: bool,
}

/// What settles items.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SettledBy {
    /// The customer paid on the account.
    Receipt {
        /// With what.
        tender: ReceiptTender,
        /// What they wrote on it, e.g. their own order numbers.
        reference: Option<String>,
    },
    /// The shop gave a credit memo.
    CreditMemo {
        /// Why.
        reason: String,
    },
    /// Goods came back on a ticket.
    Return(TicketId),
    /// A ticket was undone.
    Undone(TicketId),
    /// The shop gave up on it.
    WriteOff {
        /// Why.
        reason: String,
    },
}

impl SettledBy {
    /// Returns the words for it on a statement.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Receipt { tender, .. } => format!("payment, {}", tender.word()),
            Self::CreditMemo { reason } => format!("credit memo: {reason}"),
            Self::Return(_) => "return".to_owned(),
            Self::Undone(_) => "sale undone".to_owned(),
            Self::WriteOff { .. } => "written off".to_owned(),
        }
    }
}

/// Something that took from what is owed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
    /// Its id; what is left of it is an open credit of this id.
    pub id: AccountItemId,
    /// The shop's day.
    pub date: Date,
    /// How much; above zero.
    pub amount: Money,
    /// What it was.
    pub by: SettledBy,
    /// Where it goes; at most the amount in all.
    pub allocations: Vec<Allocation>,
    /// Who stood in for the one who may not do it alone.
    pub approved_by: Option<StaffId>,
}

/// An open credit that was used for items; the balance does not change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applied {
    /// Which credit.
    pub credit: AccountItemId,
    /// The shop's day.
    pub date: Date,
    /// Where it goes.
    pub allocations: Vec<Allocation>,
}

/// The account of a customer who turned out to be this one, as it moves over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absorbed {
    /// Who they were.
    pub from: CustomerId,
    /// The shop's day.
    pub date: Date,
    /// What was open there, as it stood.
    pub items: Vec<OpenItem>,
    /// The credits that were open there.
    pub credits: Vec<OpenCredit>,
}

/// A statement as it was handed out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IssuedStatement {
    /// Its number.
    pub number: DocumentNumber,
    /// The first day on it.
    pub from: Date,
    /// The last day on it.
    pub to: Date,
    /// What it asks for.
    pub closing: Money,
}
