//! Finance charges: once for each month and account, however often the run is started.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::aging::days_late;
use super::{Charge, ChargeKind};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{Account, EntryDraft};
use crate::money::{Money, RoundingPolicy, to_money};
use crate::people::posting::posted;
use crate::people::{CustomerEvent, CustomerFile, CustomerRefusal};

/// A calendar month that is charged for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BillingMonth {
    first: Date,
}

impl BillingMonth {
    /// Returns the month that a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
        }
    }

    /// Returns its first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// Returns its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }
}

/// Prints `2026-03`.
impl fmt::Display for BillingMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

/// Charges for what was overdue at the end of a month; nothing comes of it when the month was charged for, or when
/// nothing was overdue beyond the days of grace.
///
/// It is simple interest: earlier finance charges bear none, since several states forbid it, and money that came in
/// since, or is not allocated, counts for the customer.
pub(super) fn charge(
    file: &CustomerFile,
    month: BillingMonth,
    ctx: &Ctx,
) -> Result<Vec<Event>, CustomerRefusal> {
    let terms = file
        .saved
        .account
        .as_ref()
        .ok_or(CustomerRefusal::NoAccount)?;
    let finance = terms.finance.ok_or(CustomerRefusal::NoFinanceTerms)?;
    if ctx.today <= month.last() {
        return Err(CustomerRefusal::MonthNotOver(month));
    }
    if file.account.charged_for(month) {
        return Ok(Vec::new());
    }
    let mut base = Money::zero(ctx.shop.currency);
    for item in file.account.open_items() {
        let late = days_late(item.charge.due, month.last());
        let bears = match item.charge.kind {
            ChargeKind::Ticket(_) => late > i32::from(finance.grace_days),
            ChargeKind::Finance(_) => false,
        };
        if bears {
            base = base.plus(item.left()?)?;
        }
    }
    for credit in file.account.open_credits() {
        base = base.minus(credit.left()?)?;
    }
    let exact = base
        .to_decimal()
        .checked_mul(finance.monthly_rate.decimal())
        .ok_or(crate::money::MoneyError::Overflow)?;
    let amount = to_money(exact, ctx.shop.currency, RoundingPolicy::HalfUp)?;
    if amount.minor() <= 0 {
        return Ok(Vec::new());
    }
    let due = ctx.today.checked_add(i64::from(terms.terms_days).days());
    let charge = Charge {
        id: ctx.ids.take(),
        kind: ChargeKind::Finance(month),
        number: format!("FC {month}"),
        date: ctx.today,
        due: due.map_err(|_| CustomerRefusal::DateOutOfRange)?,
        amount,
        po_number: None,
    };
    let customer = file.saved.id;
    let mut entry = EntryDraft::new(ctx.shop.currency);
    entry.debit(Account::Receivable, Some(customer.uuid()), amount)?;
    entry.credit(Account::FinanceCharges, None, amount)?;
    let memo = format!("Finance charge {month}");
    let charged = CustomerEvent::AccountCharged(Box::new(charge));
    let mut events = vec![Event::Customer(customer, charged)];
    events.extend(posted(entry, memo, customer.uuid(), ctx)?);
    Ok(events)
}
