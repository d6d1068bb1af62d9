//! Cards: asked for here, carried out by the payment driver, which says each step before it takes it.

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::PaymentId;
use crate::refusal::Refusal;

use super::money::{amount_due, amount_to_take, payment};
use super::{closing, happened, no_money_in_flight};
use crate::ticket::order::Beside;
use crate::ticket::payment::{CardStep, RefundStep, Tender};
use crate::ticket::{Ticket, TicketEvent};

pub(super) fn take_card(
    ticket: &Ticket,
    asked: Option<i64>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let reader = ctx
        .shop
        .card_reader
        .clone()
        .ok_or(Refusal::NoDevice("card reader"))?;
    no_money_in_flight(ticket)?;
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let tender = Tender::Card {
        reader,
        step: CardStep::Requested,
        cancel_asked: false,
    };
    let payment = payment(amount, tender, ctx);
    Ok(vec![happened(
        ticket,
        TicketEvent::PaymentRequested(payment),
    )])
}

/// Asks for another attempt of a payment that has come to rest. One that was declined must still fit into what is due;
/// the others are counted as pending already.
pub(super) fn retry_card(ticket: &Ticket, id: PaymentId) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::Card { step, .. } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    let (intent, attempt) = match step {
        CardStep::Declined {
            intent, attempt, ..
        } => {
            no_money_in_flight(ticket)?;
            let due = amount_due(ticket)?;
            if payment.amount > due {
                return Err(Refusal::MoreThanDue {
                    asked: payment.amount,
                    due,
                });
            }
            (intent.clone(), *attempt)
        }
        CardStep::Requested => (None, 0),
        CardStep::Created { intent } => (Some(intent.clone()), 0),
        CardStep::Unknown {
            intent, attempt, ..
        } => (intent.clone(), *attempt),
        CardStep::Dispatching { .. }
        | CardStep::Waiting { .. }
        | CardStep::Authorized { .. }
        | CardStep::Capturing { .. }
        | CardStep::Retrying { .. }
        | CardStep::Canceling { .. } => return Err(Refusal::PaymentInFlight(id)),
        CardStep::Captured { .. } | CardStep::Canceled => return Err(Refusal::PaymentSettled(id)),
    };
    let step = CardStep::Retrying { intent, attempt };
    Ok(vec![happened(
        ticket,
        TicketEvent::CardStepped { payment: id, step },
    )])
}

pub(super) fn cancel_card(ticket: &Ticket, id: PaymentId) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    if !matches!(payment.tender, Tender::Card { .. }) || payment.pending().is_none() {
        return Err(Refusal::PaymentSettled(id));
    }
    Ok(vec![happened(ticket, TicketEvent::CardCancelAsked(id))])
}

/// Records a card payment's next step and, when the money is taken, whatever it completes.
///
/// # Errors
/// [`Refusal::NoSuchPayment`], or [`Refusal::PaymentSettled`] when the payment had its end already.
pub fn card_step(
    ticket: &Ticket,
    id: PaymentId,
    step: CardStep,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::Card { step: current, .. } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    if !current.in_flight() {
        return Err(Refusal::PaymentSettled(id));
    }
    let captured = matches!(step, CardStep::Captured { .. });
    let event = happened(ticket, TicketEvent::CardStepped { payment: id, step });
    let mut after = ticket.clone();
    after.apply(&event, ctx.now);
    let mut events = vec![event];
    if captured {
        events.extend(closing::book_payment(&after, payment, beside, ctx)?);
        events.extend(closing::close_if_paid(&after, beside, ctx)?);
    }
    Ok(events)
}

/// Records how far a refund to a card has come. One that fails leaves the money owed to the customer.
pub(super) fn step_refund(
    ticket: &Ticket,
    id: PaymentId,
    step: &RefundStep,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::CardRefund { step: current, .. } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    if !current.in_flight() {
        return Err(Refusal::PaymentSettled(id));
    }
    let event = happened(
        ticket,
        TicketEvent::RefundStepped {
            payment: id,
            step: step.clone(),
        },
    );
    let mut after = ticket.clone();
    after.apply(&event, ctx.now);
    let mut events = vec![event];
    match step {
        RefundStep::Done { .. } => {
            events.extend(closing::book_payment(&after, payment, beside, ctx)?);
            events.extend(closing::close_if_paid(&after, beside, ctx)?);
        }
        RefundStep::Failed { .. } => {
            if let Some((of, original)) = payment.refund_of {
                let amount = payment.amount;
                events.push(Event::Ticket(
                    of,
                    TicketEvent::PaymentReturned {
                        payment: original,
                        amount,
                        by: ticket.id,
                    },
                ));
            }
        }
        RefundStep::Requested | RefundStep::Sending | RefundStep::Unknown { .. } => {}
    }
    Ok(events)
}
