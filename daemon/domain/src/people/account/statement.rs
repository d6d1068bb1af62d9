//! Statements: what a customer is sent at the end of a month.

use jiff::civil::Date;

use super::{Aging, HouseAccount, Operation, aging};
use crate::money::{Currency, Money};
use crate::people::{CustomerRefusal, StatementStyle};

/// A statement of an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// How it is written.
    pub style: StatementStyle,
    /// The first day on it.
    pub from: Date,
    /// The last day on it.
    pub to: Date,
    /// What was owed before the first line: nothing where every open item is listed.
    pub opening: Money,
    /// Its lines, oldest first.
    pub lines: Vec<StatementLine>,
    /// What is owed at the end of the last day, the balance of the books on that day.
    pub closing: Money,
    /// How old that is.
    pub aging: Aging,
}

/// A line of a [`Statement`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementLine {
    /// The shop's day.
    pub date: Date,
    /// The number on paper, or what happened.
    pub text: String,
    /// The number of the customer's own order.
    pub po_number: Option<String>,
    /// When it is due, if it is a charge.
    pub due: Option<Date>,
    /// What it was at first; the same as `amount` where the balance is brought forward.
    pub original: Money,
    /// What it adds to the balance; below zero what it takes off.
    pub amount: Money,
    /// The balance after it.
    pub balance: Money,
}

/// Writes a statement of a period.
///
/// # Errors
/// [`CustomerRefusal::PeriodBackwards`], or [`CustomerRefusal::Money`] when the sums do not fit.
pub fn statement(
    account: &HouseAccount,
    style: StatementStyle,
    from: Date,
    to: Date,
    currency: Currency,
) -> Result<Statement, CustomerRefusal> {
    if to < from {
        return Err(CustomerRefusal::PeriodBackwards(from));
    }
    let then = account.as_of(to);
    let mut opening = Money::zero(currency);
    let mut lines = Vec::new();
    match style {
        StatementStyle::OpenItem => open_items(&then, &mut lines)?,
        StatementStyle::BalanceForward => {
            for operation in &then.operations {
                let effect = operation.effect(currency)?;
                if operation.date() < from {
                    opening = opening.plus(effect)?;
                } else if !effect.is_zero() {
                    lines.push(happened(operation, effect));
                }
            }
        }
    }
    lines.sort_by_key(|line| line.date);
    let mut closing = opening;
    for line in &mut lines {
        closing = closing.plus(line.amount)?;
        line.balance = closing;
    }
    Ok(Statement {
        style,
        from,
        to,
        opening,
        lines,
        closing,
        aging: aging(&then, to, currency)?,
    })
}

fn open_items(then: &HouseAccount, lines: &mut Vec<StatementLine>) -> Result<(), CustomerRefusal> {
    for item in then.open_items() {
        let charge = &item.charge;
        let left = item.left()?;
        lines.push(StatementLine {
            date: charge.date,
            text: charge.number.clone(),
            po_number: charge.po_number.clone(),
            due: Some(charge.due),
            original: charge.amount,
            amount: left,
            balance: left,
        });
    }
    for credit in then.open_credits() {
        let zero = Money::zero(credit.amount.currency());
        let left = zero.minus(credit.left()?)?;
        lines.push(StatementLine {
            date: credit.date,
            text: credit.what.clone(),
            po_number: None,
            due: None,
            original: zero.minus(credit.amount)?,
            amount: left,
            balance: left,
        });
    }
    Ok(())
}

fn happened(operation: &Operation, effect: Money) -> StatementLine {
    let (text, po_number, due) = match operation {
        Operation::Charged(charge) => {
            let due = Some(charge.due);
            (charge.number.clone(), charge.po_number.clone(), due)
        }
        Operation::Settled(settlement) => (settlement.by.words(), None, None),
        Operation::Applied(_) => ("credit used".to_owned(), None, None),
        Operation::MovedIn(_) => ("moved from another account".to_owned(), None, None),
        Operation::MovedOut { .. } => ("moved to another account".to_owned(), None, None),
    };
    StatementLine {
        date: operation.date(),
        text,
        po_number,
        due,
        original: effect,
        amount: effect,
        balance: effect,
    }
}
