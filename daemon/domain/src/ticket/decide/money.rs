//! Taking money. Each tender takes at most what is due, so that a split can never over-pay, and each is booked as it is
//! taken: as a deposit until the ticket closes.

use jiff::ToSpan as _;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::PlanId;
use crate::limits::{Right, require};
use crate::money::{Money, round_cash};
use crate::refusal::Refusal;
use crate::text;

use super::closing::{self, open_drawer};
use super::{happened, no_money_in_flight};
use crate::ticket::order::{AccountStanding, Beside};
use crate::ticket::payment::{LinkStep, Payment, Tender};
use crate::ticket::{PAYMENTS_MAX, TaxState, Ticket, TicketEvent};

/// The most cash one payment takes, in major units: above it someone has slipped on the keys.
const CASH_MAX_MAJOR: i64 = 1_000_000;

/// Returns what may still be asked for, once it is certain what the ticket comes to.
pub(super) fn amount_due(ticket: &Ticket) -> Result<Money, Refusal> {
    if ticket.lines.is_empty() {
        return Err(Refusal::TicketEmpty(ticket.id));
    }
    match &ticket.tax {
        TaxState::Assessed { .. } => Ok(ticket.totals()?.due),
        TaxState::Failed(reason) => Err(Refusal::TaxUnknown(reason.clone())),
        TaxState::Stale => Err(Refusal::TaxUnknown("the tax rule was not asked".to_owned())),
    }
}

pub(super) fn amount_to_take(
    ticket: &Ticket,
    asked: Option<i64>,
    most: Money,
) -> Result<Money, Refusal> {
    let due = amount_due(ticket)?;
    if due.minor() <= 0 {
        return Err(Refusal::NothingDue(ticket.id));
    }
    if ticket.payments.len() >= PAYMENTS_MAX {
        return Err(Refusal::TicketFull(ticket.id));
    }
    let amount = match asked {
        Some(minor) => Money::new(minor, ticket.currency),
        None if most < due => most,
        None => due,
    };
    if amount.minor() <= 0 {
        return Err(Refusal::AmountNotPositive);
    }
    if amount > due {
        return Err(Refusal::MoreThanDue { asked: amount, due });
    }
    Ok(amount)
}

/// Takes cash. Only the part that pays the ticket off is rounded to the smallest coin, counting what is on its way by card
/// as paid: rounding touches the tender, never the sale. What is due can be less than the smallest coin; then nothing
/// need be handed over.
pub(super) fn take_cash(
    ticket: &Ticket,
    tendered: i64,
    asked: Option<i64>,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let tendered = Money::new(tendered, ticket.currency);
    if tendered.is_negative() {
        return Err(Refusal::AmountNotPositive);
    }
    if tendered.minor() > CASH_MAX_MAJOR * 10_i64.pow(ticket.currency.decimals()) {
        return Err(Refusal::TenderedTooMuch(tendered));
    }
    till_is_open(beside, ctx)?;
    let due = amount_due(ticket)?;
    let rounded = round_cash(due, ctx.shop.cash_rounding);
    if tendered.is_zero() && !(rounded.is_zero() && due.minor() > 0) {
        return Err(Refusal::AmountNotPositive);
    }
    let zero = Money::zero(ticket.currency);
    let pays_off = asked.is_none_or(|minor| minor == due.minor()) && tendered >= rounded;
    let (amount, rounding) = if pays_off && due.minor() > 0 {
        (amount_to_take(ticket, asked, due)?, rounded.minus(due)?)
    } else {
        (amount_to_take(ticket, asked, tendered)?, zero)
    };
    let owed = amount.plus(rounding)?;
    if tendered < owed {
        return Err(Refusal::TenderedTooLittle {
            tendered,
            amount: owed,
        });
    }
    let tender = Tender::Cash {
        tendered,
        change: tendered.minus(owed)?,
        rounding,
    };
    let mut events = settle(ticket, payment(amount, tender, ctx), beside, ctx)?;
    // The drawer first: the clerk counts change while the receipt prints.
    let drawer = open_drawer(ticket, ctx);
    events.splice(1..1, drawer);
    Ok(events)
}

pub(super) fn till_is_open(beside: &Beside, ctx: &Ctx) -> Result<(), Refusal> {
    if ctx.shop.till.required && beside.till.is_none() {
        return Err(Refusal::TillClosed);
    }
    Ok(())
}

pub(super) fn take_check(
    ticket: &Ticket,
    number: &str,
    asked: Option<i64>,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let number = text::required("check number", number, 20)?;
    let tender = Tender::Check { number };
    settle(ticket, payment(amount, tender, ctx), beside, ctx)
}

pub(super) fn take_store_credit(
    ticket: &Ticket,
    asked: Option<i64>,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let customer = beside
        .customer
        .as_ref()
        .ok_or(Refusal::NoCustomer(ticket.id))?;
    let left = customer.credit;
    if left.minor() <= 0 {
        let asked = amount_to_take(ticket, asked, amount_due(ticket)?)?;
        return Err(Refusal::CreditTooSmall { asked, left });
    }
    let amount = amount_to_take(ticket, asked, left)?;
    if amount > customer.credit {
        return Err(Refusal::CreditTooSmall {
            asked: amount,
            left: customer.credit,
        });
    }
    settle(
        ticket,
        payment(amount, Tender::StoreCredit, ctx),
        beside,
        ctx,
    )
}

pub(super) fn charge_account(
    ticket: &Ticket,
    asked: Option<i64>,
    po_number: Option<&str>,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let customer = beside
        .customer
        .as_ref()
        .ok_or(Refusal::NoCustomer(ticket.id))?;
    let account = customer.account.as_ref().ok_or(Refusal::NoAccount)?;
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let po_number =
        text::optional("order number", po_number, 40)?.or_else(|| ticket.plan.po_number.clone());
    if account.po_required && po_number.is_none() {
        return Err(Refusal::PoNumberMissing);
    }
    let mut events = Vec::new();
    if let Some(refusal) = account_forbids(account, amount)? {
        events.extend(require(ticket.id, Right::ExceedAccount, ctx).map_err(|_| refusal)?);
    }
    let due = ctx
        .today
        .checked_add(i64::from(account.terms_days).days())
        .map_err(|_| Refusal::DateOutOfRange)?;
    let tender = Tender::Account { po_number, due };
    events.extend(settle(ticket, payment(amount, tender, ctx), beside, ctx)?);
    Ok(events)
}

fn account_forbids(account: &AccountStanding, amount: Money) -> Result<Option<Refusal>, Refusal> {
    if let Some(why) = &account.hold {
        return Ok(Some(Refusal::AccountOnHold(why.clone())));
    }
    let Some(limit) = account.limit else {
        return Ok(None);
    };
    let after = account.balance.plus(amount)?;
    Ok((after > limit).then_some(Refusal::AccountLimit { limit, after }))
}

pub(super) fn charge_plan(
    ticket: &Ticket,
    plan: PlanId,
    amount: i64,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    if ticket.customer.is_none() {
        return Err(Refusal::NoCustomer(ticket.id));
    }
    let amount = amount_to_take(ticket, Some(amount), amount_due(ticket)?)?;
    settle(
        ticket,
        payment(amount, Tender::Plan { plan }, ctx),
        beside,
        ctx,
    )
}

pub(super) fn take_other(
    ticket: &Ticket,
    kind: &str,
    reference: &str,
    asked: Option<i64>,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let tender = Tender::Other {
        kind: text::required("kind of tender", kind, 40)?,
        reference: text::required("reference", reference, 100)?,
    };
    settle(ticket, payment(amount, tender, ctx), beside, ctx)
}

pub(super) fn request_link(
    ticket: &Ticket,
    asked: Option<i64>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let step = LinkStep::Requested;
    let payment = payment(amount, Tender::Link { step }, ctx);
    Ok(vec![happened(
        ticket,
        TicketEvent::PaymentRequested(payment),
    )])
}

pub(super) fn step_link(
    ticket: &Ticket,
    id: crate::ids::PaymentId,
    step: &LinkStep,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::Link { step: current } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    if !current.in_flight() || *step == LinkStep::Requested {
        return Err(Refusal::PaymentSettled(id));
    }
    let event = happened(
        ticket,
        TicketEvent::LinkStepped {
            payment: id,
            step: step.clone(),
        },
    );
    let mut after = ticket.clone();
    after.apply(&event, ctx.now);
    let mut events = vec![event];
    if matches!(step, LinkStep::Paid { .. }) {
        events.extend(closing::book_payment(&after, payment, beside, ctx)?);
        events.extend(closing::close_if_paid(&after, beside, ctx)?);
    }
    Ok(events)
}

pub(super) fn payment(amount: Money, tender: Tender, ctx: &Ctx) -> Payment {
    Payment {
        id: ctx.ids.take(),
        amount,
        tender,
        at: ctx.now,
        refund_of: None,
        returned: Money::zero(amount.currency()),
    }
}

/// Records money that changed hands at once, books it, and closes what it pays off.
pub(super) fn settle(
    ticket: &Ticket,
    payment: Payment,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let booked = closing::book_payment(ticket, &payment, beside, ctx)?;
    let taken = happened(ticket, TicketEvent::PaymentTaken(payment));
    let mut after = ticket.clone();
    after.apply(&taken, ctx.now);
    let mut events = vec![taken];
    events.extend(booked);
    events.extend(closing::close_if_paid(&after, beside, ctx)?);
    Ok(events)
}
