//! Store credit: a ledger for each customer. What a return gives and a sale takes is moved by the ticket, which books it;
//! what is given for goodwill is decided and booked here.

use jiff::civil::Date;

use super::posting::posted;
use super::{CustomerEvent, CustomerFile, CustomerRefusal};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CustomerId, StaffId, TicketId};
use crate::ledger::{Account, EntryDraft};
use crate::limits::{Right, stood_in};
use crate::money::{Currency, Money, MoneyError};
use crate::text::{self, TEXT_LEN_MAX};

/// Why store credit moved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CreditReason {
    /// Goods came back and credit was given for them.
    Issued,
    /// It paid a ticket.
    Redeemed,
    /// The sale that it paid was undone.
    Undone,
    /// Given for nothing but goodwill.
    Goodwill,
    /// Taken back, as given by mistake.
    Corrected,
    /// It paid on the house account.
    OnAccount,
    /// It paid an installment.
    OnPlan,
    /// It moved between customers who are one.
    Merged,
}

/// One movement of store credit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditMove {
    /// Above zero what is given, below what is used.
    pub amount: Money,
    /// Why.
    pub reason: CreditReason,
    /// The shop's day.
    pub date: Date,
    /// The ticket that moved it.
    pub ticket: Option<TicketId>,
    /// In someone's words.
    pub note: Option<String>,
    /// Who stood in for the one who may not give as much.
    pub approved_by: Option<StaffId>,
}

impl CreditMove {
    /// Makes a movement without words.
    #[must_use]
    pub const fn plain(amount: Money, reason: CreditReason, date: Date) -> Self {
        Self {
            amount,
            reason,
            date,
            ticket: None,
            note: None,
            approved_by: None,
        }
    }

    /// Makes the event of it.
    #[must_use]
    pub fn moved(self, customer: CustomerId) -> Event {
        Event::Customer(customer, CustomerEvent::CreditMoved(Box::new(self)))
    }
}

/// A customer's store credit.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct StoreCredit {
    /// Its movements, oldest first.
    pub moves: Vec<CreditMove>,
}

impl StoreCredit {
    /// Returns what is left of it.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn balance(&self, currency: Currency) -> Result<Money, MoneyError> {
        Money::sum(currency, self.moves.iter().map(|moved| moved.amount))
    }

    /// Checks that there is as much, and makes the movement that uses it.
    ///
    /// # Errors
    /// [`CustomerRefusal::CreditTooSmall`].
    pub fn used(
        left: Money,
        amount: Money,
        reason: CreditReason,
        ctx: &Ctx,
    ) -> Result<CreditMove, CustomerRefusal> {
        if amount > left {
            return Err(CustomerRefusal::CreditTooSmall {
                asked: amount,
                left,
            });
        }
        let down = Money::zero(amount.currency()).minus(amount)?;
        Ok(CreditMove::plain(down, reason, ctx.today))
    }
}

/// What can be asked of store credit without a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CreditOrder {
    /// Gives some away. How much a role may give is what it may give back at once ([`Right::Refund`]).
    Goodwill {
        /// How much.
        amount: Money,
        /// Why.
        reason: String,
    },
    /// Takes back what was given by mistake.
    Correct {
        /// How much.
        amount: Money,
        /// Why.
        reason: String,
    },
}

/// Decides an order about store credit.
///
/// # Errors
/// [`CustomerRefusal`].
pub fn decide(
    file: &CustomerFile,
    order: &CreditOrder,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    file.lives()?;
    let (CreditOrder::Goodwill { amount, reason } | CreditOrder::Correct { amount, reason }) =
        order;
    if amount.currency() != ctx.shop.currency {
        return Err(CustomerRefusal::ForeignCurrency);
    }
    if amount.minor() <= 0 {
        return Err(CustomerRefusal::AmountNotPositive);
    }
    let note = text::required("reason", reason, TEXT_LEN_MAX)?;
    let approved_by = stood_in(Right::Refund(amount.to_decimal()), ctx)?.map(|(by, _)| by);
    let plain = match order {
        CreditOrder::Goodwill { .. } => {
            CreditMove::plain(*amount, CreditReason::Goodwill, ctx.today)
        }
        CreditOrder::Correct { .. } => {
            let left = file.credit.balance(ctx.shop.currency)?;
            StoreCredit::used(left, *amount, CreditReason::Corrected, ctx)?
        }
    };
    let moved = CreditMove {
        note: Some(note),
        approved_by,
        ..plain
    };
    let customer = file.saved.id;
    let mut entry = EntryDraft::new(ctx.shop.currency);
    entry.debit(Account::Allowances, None, moved.amount)?;
    entry.credit(Account::StoreCredit, Some(customer.uuid()), moved.amount)?;
    let memo = format!("Store credit {}", file.saved.name);
    let mut events = vec![moved.moved(customer)];
    events.extend(posted(entry, memo, customer.uuid(), ctx)?);
    Ok(events)
}
