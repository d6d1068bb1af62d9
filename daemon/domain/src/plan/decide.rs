//! What can be asked of a plan, and what becomes of it.

use super::{Plan, PlanEvent, PlanReceipt, PlanRefusal, PlanRules, PlanShare, PlanState};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::TicketId;
use crate::ledger::{Account, EntryDraft};
use crate::money::Money;
use crate::people::credit::{CreditReason, StoreCredit};
use crate::people::{ReceiptTender, has_role, posted};
use crate::text::{self, TEXT_LEN_MAX};

/// An order about a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanOrder {
    /// A ticket is charged to it, in the same commit; the ticket books what is financed, this books the charge.
    Activate {
        /// Which ticket.
        ticket: TicketId,
        /// What the ticket charges.
        charged: Money,
        /// What was paid on the ticket otherwise.
        paid_down: Money,
    },
    /// Takes money on it; the oldest installments first.
    Pay {
        /// How much.
        amount: Money,
        /// With what.
        tender: ReceiptTender,
        /// The customer's store credit.
        store_credit: Money,
    },
    /// Takes what pays it off today; charges that are not earned yet are not asked for.
    PayOff {
        /// With what.
        tender: ReceiptTender,
        /// The customer's store credit.
        store_credit: Money,
    },
    /// Goods came back on a ticket and are credited here: the last installments first. The ticket books it.
    CreditReturn {
        /// The ticket that gives the money back.
        ticket: TicketId,
        /// How much.
        amount: Money,
    },
    /// Gives up on the rest.
    Default {
        /// Why.
        reason: String,
    },
    /// Drops a plan on which nothing was paid: a draft, or the plan of a ticket that is undone. The ticket takes back what
    /// was financed; this takes back the charge.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Decides an order about a plan.
///
/// # Errors
/// [`PlanRefusal`].
pub fn decide(
    plan: &Plan,
    order: &PlanOrder,
    rules: PlanRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    match order {
        PlanOrder::Activate {
            ticket,
            charged,
            paid_down,
        } => activate(plan, *ticket, *charged, *paid_down, ctx),
        PlanOrder::Pay {
            amount,
            tender,
            store_credit,
        } => pay(plan, *amount, tender, *store_credit, ctx),
        PlanOrder::PayOff {
            tender,
            store_credit,
        } => pay_off(plan, tender, *store_credit, ctx),
        PlanOrder::CreditReturn { ticket, amount } => credit_return(plan, *ticket, *amount, ctx),
        PlanOrder::Default { reason } => give_up(plan, reason, rules, ctx),
        PlanOrder::Cancel { reason } => cancel(plan, reason, ctx),
    }
}

fn activate(
    plan: &Plan,
    ticket: TicketId,
    charged: Money,
    paid_down: Money,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    must_be(plan, PlanState::Draft)?;
    let financed = plan.financed()?;
    if charged != financed {
        return Err(PlanRefusal::OtherAmount { charged, financed });
    }
    if paid_down.minus(plan.down_payment)?.is_negative() {
        return Err(PlanRefusal::DownPaymentMissing {
            paid: paid_down,
            down: plan.down_payment,
        });
    }
    let next_due = plan.next_due().ok_or(PlanRefusal::InstallmentCount)?;
    let activated = PlanEvent::Activated {
        ticket,
        date: ctx.today,
        next_due,
    };
    let mut events = vec![Event::Plan(plan.id, activated)];
    let to = (Account::FinanceCharges, None);
    events.extend(book(plan, plan.charge, to, "Plan charge", ctx)?);
    Ok(events)
}

fn pay(
    plan: &Plan,
    amount: Money,
    tender: &ReceiptTender,
    store_credit: Money,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    must_be(plan, PlanState::Active)?;
    positive(amount, ctx)?;
    let left = plan.remaining()?;
    if amount > left {
        return Err(PlanRefusal::MoreThanLeft {
            asked: amount,
            left,
        });
    }
    let tender = tender.clone().checked()?;
    let mut events = Vec::new();
    match &tender {
        ReceiptTender::Cash { till: None } if ctx.shop.till.required => {
            return Err(PlanRefusal::TillClosed);
        }
        ReceiptTender::StoreCredit => {
            let used = StoreCredit::used(store_credit, amount, CreditReason::OnPlan, ctx)?;
            events.push(used.moved(plan.customer));
        }
        ReceiptTender::Cash { .. }
        | ReceiptTender::Check { .. }
        | ReceiptTender::Card { .. }
        | ReceiptTender::Transfer { .. }
        | ReceiptTender::Other { .. } => {}
    }
    let shares = shared(plan.installments.iter(), amount)?;
    let mut after = plan.clone();
    after.settle(&shares);
    let (account, owner) = tender.account(plan.customer);
    let receipt = PlanReceipt {
        date: ctx.today,
        amount,
        tender,
        shares,
        next_due: after.next_due(),
    };
    events.push(Event::Plan(plan.id, PlanEvent::Paid(Box::new(receipt))));
    let down = Money::zero(amount.currency()).minus(amount)?;
    events.extend(book(plan, down, (account, owner), "Installment", ctx)?);
    Ok(events)
}

fn pay_off(
    plan: &Plan,
    tender: &ReceiptTender,
    store_credit: Money,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    must_be(plan, PlanState::Active)?;
    let payoff = plan.payoff(ctx.today)?;
    let shares = plan.unearned(ctx.today)?;
    let mut after = plan.clone();
    let mut events = Vec::new();
    if !shares.is_empty() {
        after.settle(&shares);
        let rebate = payoff.minus(plan.remaining()?)?;
        let credited = PlanEvent::Credited {
            date: ctx.today,
            ticket: None,
            shares,
            next_due: after.next_due(),
        };
        events.push(Event::Plan(plan.id, credited));
        let to = (Account::FinanceCharges, None);
        events.extend(book(plan, rebate, to, "Plan charge not earned", ctx)?);
    }
    if payoff.minor() > 0 {
        events.extend(pay(&after, payoff, tender, store_credit, ctx)?);
    }
    Ok(events)
}

fn credit_return(
    plan: &Plan,
    ticket: TicketId,
    amount: Money,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    must_be(plan, PlanState::Active)?;
    positive(amount, ctx)?;
    let left = plan.remaining()?;
    if amount > left {
        return Err(PlanRefusal::MoreThanLeft {
            asked: amount,
            left,
        });
    }
    let shares = shared(plan.installments.iter().rev(), amount)?;
    let mut after = plan.clone();
    after.settle(&shares);
    let credited = PlanEvent::Credited {
        date: ctx.today,
        ticket: Some(ticket),
        shares,
        next_due: after.next_due(),
    };
    Ok(vec![Event::Plan(plan.id, credited)])
}

fn give_up(
    plan: &Plan,
    reason: &str,
    rules: PlanRules,
    ctx: &Ctx,
) -> Result<Vec<Event>, PlanRefusal> {
    must_be(plan, PlanState::Active)?;
    if !has_role(rules.default_role, ctx) {
        return Err(PlanRefusal::NeedsRole(rules.default_role));
    }
    let remaining = plan.remaining()?;
    let stands_in = ctx
        .approver
        .as_ref()
        .filter(|_| ctx.role < rules.default_role);
    let defaulted = PlanEvent::Defaulted {
        date: ctx.today,
        remaining,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
        approved_by: stands_in.map(|approver| approver.staff),
    };
    let mut events = vec![Event::Plan(plan.id, defaulted)];
    let down = Money::zero(remaining.currency()).minus(remaining)?;
    events.extend(book(
        plan,
        down,
        (Account::BadDebt, None),
        "Plan given up",
        ctx,
    )?);
    Ok(events)
}

fn cancel(plan: &Plan, reason: &str, ctx: &Ctx) -> Result<Vec<Event>, PlanRefusal> {
    let settled = plan.installments.iter().any(|one| !one.settled.is_zero());
    match plan.state {
        PlanState::Draft => {}
        PlanState::Active if !plan.has_payments && !settled => {}
        PlanState::Active => return Err(PlanRefusal::HasPayments),
        PlanState::Paid | PlanState::Defaulted | PlanState::Canceled => {
            return Err(PlanRefusal::WrongState(plan.state));
        }
    }
    let canceled = PlanEvent::Canceled {
        date: ctx.today,
        reason: text::required("reason", reason, TEXT_LEN_MAX)?,
    };
    let mut events = vec![Event::Plan(plan.id, canceled)];
    if plan.state == PlanState::Active {
        let down = Money::zero(plan.charge.currency()).minus(plan.charge)?;
        let to = (Account::FinanceCharges, None);
        events.extend(book(plan, down, to, "Plan charge taken back", ctx)?);
    }
    Ok(events)
}

/// Books what is owed more on the plan, below zero less, against another account.
fn book(
    plan: &Plan,
    more: Money,
    (account, owner): (Account, Option<uuid::Uuid>),
    memo: &str,
    ctx: &Ctx,
) -> Result<Option<Event>, PlanRefusal> {
    let mut entry = EntryDraft::new(ctx.shop.currency);
    entry.debit(Account::PlanReceivable, Some(plan.id.uuid()), more)?;
    entry.credit(account, owner, more)?;
    Ok(posted(entry, memo.to_owned(), plan.id.uuid(), ctx)?)
}

/// Shares an amount out over installments in the order given.
fn shared<'a>(
    installments: impl Iterator<Item = &'a super::Installment>,
    amount: Money,
) -> Result<Vec<PlanShare>, PlanRefusal> {
    let mut over = amount;
    let mut shares = Vec::new();
    for one in installments {
        let left = one.left()?;
        let part = if left < over { left } else { over };
        if part.minor() > 0 {
            over = over.minus(part)?;
            shares.push(PlanShare {
                installment: one.number,
                amount: part,
            });
        }
    }
    Ok(shares)
}

fn must_be(plan: &Plan, state: PlanState) -> Result<(), PlanRefusal> {
    if plan.state == state {
        Ok(())
    } else {
        Err(PlanRefusal::WrongState(plan.state))
    }
}

fn positive(amount: Money, ctx: &Ctx) -> Result<(), PlanRefusal> {
    if amount.currency() != ctx.shop.currency {
        return Err(PlanRefusal::ForeignCurrency);
    }
    if amount.minor() <= 0 {
        return Err(PlanRefusal::AmountNotPositive);
    }
    Ok(())
}
