//! House accounts, store credit and installment plans for the wire.

use domain::ids::CustomerId;
use domain::money::{Currency, MoneyError};
use domain::people::account::{self as accounts, ChargeKind};
use domain::people::credit::{CreditMove, CreditReason};
use domain::people::{Customer, CustomerFile};
use domain::plan::{Plan, PlanState, Rhythm};
use jiff::civil::Date;

use crate::v1::{account, plan};
use crate::values::DayText;

/// Words a house account as it stands on a day.
///
/// # Errors
/// [`MoneyError`] when the sums do not fit.
pub fn account(
    file: &CustomerFile,
    today: Date,
    currency: Currency,
) -> Result<account::AccountView, MoneyError> {
    let terms = file.saved.account.as_ref();
    let statement = file.account.last_statement.as_ref();
    Ok(account::AccountView {
        balance: file.account.balance(currency)?.minor(),
        limit: terms.and_then(|terms| Some(terms.limit?.minor())),
        hold: terms.and_then(|terms| terms.hold.clone()),
        aging: aging(&accounts::aging(&file.account, today, currency)?),
        items: file
            .account
            .open_items()
            .map(|item| {
                Ok(account::OpenItem {
                    id: item.charge.id.into(),
                    number: item.charge.number.clone(),
                    ticket_id: match item.charge.kind {
                        ChargeKind::Ticket(ticket) => Some(ticket.into()),
                        ChargeKind::Finance(_) => None,
                    },
                    date: DayText(item.charge.date),
                    due: DayText(item.charge.due),
                    amount: item.charge.amount.minor(),
                    left: item.left()?.minor(),
                    po_number: item.charge.po_number.clone(),
                })
            })
            .collect::<Result<_, MoneyError>>()?,
        credits: file
            .account
            .open_credits()
            .map(|credit| {
                Ok(account::OpenCredit {
                    id: credit.id.into(),
                    date: DayText(credit.date),
                    what: credit.what.clone(),
                    amount: credit.amount.minor(),
                    left: credit.left()?.minor(),
                })
            })
            .collect::<Result<_, MoneyError>>()?,
        last_statement: statement.map(|statement| statement.number.to_string()),
    })
}

/// Words how old what is owed is.
#[must_use]
pub const fn aging(aging: &accounts::Aging) -> account::Aging {
    account::Aging {
        current: aging.current.minor(),
        days_1_30: aging.days_1_30.minor(),
        days_31_60: aging.days_31_60.minor(),
        days_61_90: aging.days_61_90.minor(),
        over_90: aging.over_90.minor(),
        unapplied: aging.unapplied.minor(),
    }
}

/// Words a statement.
#[must_use]
pub fn statement(customer: &Customer, statement: &accounts::Statement) -> account::Statement {
    account::Statement {
        customer_id: customer.id.into(),
        customer_name: customer.name.clone(),
        style: super::statement_style(statement.style),
        from: DayText(statement.from),
        to: DayText(statement.to),
        opening: statement.opening.minor(),
        lines: statement
            .lines
            .iter()
            .map(|line| account::StatementLine {
                date: DayText(line.date),
                text: line.text.clone(),
                po_number: line.po_number.clone(),
                due: line.due.map(DayText),
                original: line.original.minor(),
                amount: line.amount.minor(),
                balance: line.balance.minor(),
            })
            .collect(),
        closing: statement.closing.minor(),
        aging: aging(&statement.aging),
    }
}

/// Words a movement of store credit.
#[must_use]
pub fn credit_move(moved: &CreditMove) -> account::CreditMovement {
    account::CreditMovement {
        amount: moved.amount.minor(),
        reason: match moved.reason {
            CreditReason::Issued => account::CreditReason::Issued,
            CreditReason::Redeemed => account::CreditReason::Redeemed,
            CreditReason::Undone => account::CreditReason::Undone,
            CreditReason::Goodwill => account::CreditReason::Goodwill,
            CreditReason::Corrected => account::CreditReason::Corrected,
            CreditReason::OnAccount => account::CreditReason::OnAccount,
            CreditReason::OnPlan => account::CreditReason::OnPlan,
            CreditReason::Merged => account::CreditReason::Merged,
        },
        date: DayText(moved.date),
        ticket_id: moved.ticket.map(Into::into),
        note: moved.note.clone(),
    }
}

/// Words one customer's row of what everyone owes.
#[must_use]
pub fn aging_row(
    id: CustomerId,
    name: String,
    balance: i64,
    aged: &accounts::Aging,
) -> account::AgingRow {
    account::AgingRow {
        customer_id: id.into(),
        name,
        balance,
        aging: aging(aged),
    }
}

/// Words an installment plan as it stands on a day.
///
/// # Errors
/// [`MoneyError`] when the sums do not fit.
pub fn plan(
    plan: &Plan,
    customer_name: Option<String>,
    today: Date,
) -> Result<plan::PlanSheet, MoneyError> {
    let late = plan.overdue(today)?;
    let overdue = late.iter().map(|one| one.left.minor());
    let installments = plan.installments.iter().map(|one| {
        Ok(plan::Installment {
            number: one.number,
            due: DayText(one.due),
            principal: one.principal.minor(),
            charge: one.charge.minor(),
            left: one.left()?.minor(),
        })
    });
    Ok(plan::PlanSheet {
        id: plan.id.into(),
        customer_id: plan.customer.into(),
        customer_name,
        state: plan_state(plan.state),
        ticket_id: plan.ticket.map(Into::into),
        price: plan.price.minor(),
        down_payment: plan.down_payment.minor(),
        financed: plan.financed()?.minor(),
        charge: plan.charge.minor(),
        rhythm: match plan.rhythm {
            Rhythm::Weekly => plan::Rhythm::Weekly,
            Rhythm::Biweekly => plan::Rhythm::Biweekly,
            Rhythm::Monthly => plan::Rhythm::Monthly,
        },
        installments: installments.collect::<Result<_, MoneyError>>()?,
        remaining: plan.remaining()?.minor(),
        payoff: plan.payoff(today)?.minor(),
        overdue: overdue.fold(0, i64::saturating_add),
        days_late: late.first().map(|one| one.days),
        needs_disclosure: plan.needs_disclosure(),
    })
}

/// Words how far a plan has come.
#[must_use]
pub const fn plan_state(state: PlanState) -> plan::State {
    match state {
        PlanState::Draft => plan::State::Draft,
        PlanState::Active => plan::State::Active,
        PlanState::Paid => plan::State::Paid,
        PlanState::Defaulted => plan::State::Defaulted,
        PlanState::Canceled => plan::State::Canceled,
    }
}
