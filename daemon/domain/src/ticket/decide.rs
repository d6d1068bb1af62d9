//! Turns an order to a ticket into facts, or refuses it. Pure: the same ticket, order and context always
//! give the same answer.

use crate::catalog::{MoveReason, Part, StockMove};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CustomerId, LineId, PaymentId, VehicleId};
use crate::job::{Job, JobKind, JobState};
use crate::money::{Money, Quantity, UnitPrice};
use crate::number::Series;
use crate::people::{ServiceLine, ServiceRecord};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

use super::state::line_amount;
use super::{
    CardStep, LINES_MAX, Line, LineKind, PAYMENTS_MAX, Payment, TaxState, Tender, Ticket,
    TicketEvent, TicketOrder, TicketStatus,
};

/// The most cash one payment takes, in major units: above it someone has slipped on the keys.
const CASH_MAX_MAJOR: i64 = 1_000_000;

/// Opens a ticket, for someone and something if they are known already.
#[must_use]
pub fn open(
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
    odometer: Option<u32>,
    ctx: &Ctx,
) -> Vec<Event> {
    let ticket = ctx.ids.take();
    let number = ctx.numbers.number(Series::Ticket, &ctx.shop.counter);
    let mut events = vec![Event::Ticket(
        ticket,
        TicketEvent::Opened {
            number,
            currency: ctx.shop.currency,
        },
    )];
    if customer.is_some() || vehicle.is_some() || odometer.is_some() {
        events.push(Event::Ticket(
            ticket,
            TicketEvent::Attached {
                customer,
                vehicle,
                odometer,
            },
        ));
    }
    events
}

/// Decides what an order to a ticket brings about.
///
/// # Errors
/// A [`Refusal`]; then nothing happens.
pub fn decide(ticket: &Ticket, order: &TicketOrder, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    match order {
        TicketOrder::Reprint => return reprint(ticket, ctx),
        TicketOrder::Attach { .. }
        | TicketOrder::AddPart { .. }
        | TicketOrder::AddLabor { .. }
        | TicketOrder::ChangeQuantity { .. }
        | TicketOrder::RemoveLine { .. }
        | TicketOrder::TakeCash { .. }
        | TicketOrder::TakeCard { .. }
        | TicketOrder::RetryCard { .. }
        | TicketOrder::CancelCard { .. }
        | TicketOrder::Close
        | TicketOrder::Void { .. } => must_be_open(ticket)?,
    }
    match order {
        TicketOrder::Attach {
            customer,
            vehicle,
            odometer,
        } => Ok(vec![happened(
            ticket,
            TicketEvent::Attached {
                customer: *customer,
                vehicle: *vehicle,
                odometer: *odometer,
            },
        )]),
        TicketOrder::AddPart {
            part,
            quantity,
            unit_price,
        } => add_line(
            ticket,
            part_line(ticket, part, *quantity, *unit_price, ctx)?,
        ),
        TicketOrder::AddLabor {
            description,
            hours,
            rate,
        } => add_line(ticket, labor_line(ticket, description, *hours, *rate, ctx)?),
        TicketOrder::ChangeQuantity { line, quantity } => change_quantity(ticket, *line, *quantity),
        TicketOrder::RemoveLine { line } => {
            lines_may_shrink(ticket)?;
            let line = ticket.line(*line)?.id;
            Ok(vec![happened(ticket, TicketEvent::LineRemoved(line))])
        }
        TicketOrder::TakeCash { tendered, amount } => take_cash(ticket, *tendered, *amount, ctx),
        TicketOrder::TakeCard { amount } => take_card(ticket, *amount, ctx),
        TicketOrder::RetryCard { payment } => retry_card(ticket, *payment),
        TicketOrder::CancelCard { payment } => cancel_card(ticket, *payment),
        TicketOrder::Close => close_unpaid(ticket, ctx),
        TicketOrder::Void { reason } => void(ticket, reason),
        TicketOrder::Reprint => reprint(ticket, ctx),
    }
}

/// Records a card payment's next step and, when the money is taken, whatever it completes.
///
/// # Errors
/// [`Refusal::NoSuchPayment`], or [`Refusal::PaymentSettled`] when the payment had its end already.
pub fn card_step(
    ticket: &Ticket,
    id: PaymentId,
    step: CardStep,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::Card { step: current, .. } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    if !current.in_flight() {
        return Err(Refusal::PaymentSettled(id));
    }
    let event = happened(ticket, TicketEvent::CardStepped { payment: id, step });
    let mut after = ticket.clone();
    after.apply(&event, ctx.now);
    let mut events = vec![event];
    if after.status == TicketStatus::Open && is_paid(&after)? {
        events.extend(close(&after, ctx)?);
    }
    Ok(events)
}

/// Makes an event of the ticket's own story.
fn happened(ticket: &Ticket, event: TicketEvent) -> Event {
    Event::Ticket(ticket.id, event)
}

fn must_be_open(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.status {
        TicketStatus::Open => Ok(()),
        TicketStatus::Paid => Err(Refusal::TicketPaid(ticket.id)),
        TicketStatus::Voided => Err(Refusal::TicketVoided(ticket.id)),
    }
}

fn part_line(
    ticket: &Ticket,
    part: &Part,
    quantity: Quantity,
    unit_price: Option<UnitPrice>,
    ctx: &Ctx,
) -> Result<Line, Refusal> {
    must_be_positive(quantity)?;
    let unit_price = unit_price.unwrap_or(part.price);
    Ok(Line {
        id: ctx.ids.take(),
        kind: LineKind::Part {
            part: part.id,
            number: part.number.clone(),
            unit_cost: part.cost,
        },
        description: part.description.clone(),
        quantity,
        unit_price,
        amount: line_amount(quantity, unit_price, ticket.currency)?,
    })
}

fn labor_line(
    ticket: &Ticket,
    description: &str,
    hours: Quantity,
    rate: Option<UnitPrice>,
    ctx: &Ctx,
) -> Result<Line, Refusal> {
    must_be_positive(hours)?;
    let unit_price = rate.unwrap_or(ctx.shop.labor_rate);
    Ok(Line {
        id: ctx.ids.take(),
        kind: LineKind::Labor,
        description: text::required("description", description, TEXT_LEN_MAX)?,
        quantity: hours,
        unit_price,
        amount: line_amount(hours, unit_price, ticket.currency)?,
    })
}

/// Adds a line, checking that the ticket's sums still fit: a total that overflows must be met here, not at the till.
fn add_line(ticket: &Ticket, line: Line) -> Result<Vec<Event>, Refusal> {
    no_card_in_flight(ticket)?;
    if ticket.lines.len() >= LINES_MAX {
        return Err(Refusal::TicketFull(ticket.id));
    }
    let amounts = ticket.lines.iter().map(|line| line.amount);
    let subtotal = Money::sum(ticket.currency, amounts)?.plus(line.amount)?;
    subtotal.plus(subtotal)?;
    Ok(vec![happened(ticket, TicketEvent::LineAdded(line))])
}

fn change_quantity(
    ticket: &Ticket,
    line: LineId,
    quantity: Quantity,
) -> Result<Vec<Event>, Refusal> {
    must_be_positive(quantity)?;
    let line = ticket.line(line)?;
    if quantity < line.quantity {
        lines_may_shrink(ticket)?;
    }
    no_card_in_flight(ticket)?;
    let amount = line_amount(quantity, line.unit_price, ticket.currency)?;
    let others = ticket
        .lines
        .iter()
        .filter(|other| other.id != line.id)
        .map(|line| line.amount);
    let subtotal = Money::sum(ticket.currency, others)?.plus(amount)?;
    subtotal.plus(subtotal)?;
    Ok(vec![happened(
        ticket,
        TicketEvent::LineQuantityChanged {
            line: line.id,
            quantity,
            amount,
        },
    )])
}

fn must_be_positive(quantity: Quantity) -> Result<(), Refusal> {
    if quantity.is_positive() {
        Ok(())
    } else {
        Err(Refusal::QuantityNotPositive)
    }
}

fn no_card_in_flight(ticket: &Ticket) -> Result<(), Refusal> {
    ticket
        .in_flight()
        .map_or(Ok(()), |payment| Err(Refusal::PaymentInFlight(payment.id)))
}

/// Once money has been taken a smaller ticket would owe the customer something back.
fn lines_may_shrink(ticket: &Ticket) -> Result<(), Refusal> {
    no_card_in_flight(ticket)?;
    if ticket
        .payments
        .iter()
        .any(|payment| payment.captured().is_some())
    {
        return Err(Refusal::TicketHasMoney(ticket.id));
    }
    Ok(())
}

/// Returns what may still be asked for, once it is certain what the ticket comes to.
fn amount_due(ticket: &Ticket) -> Result<Money, Refusal> {
    if ticket.lines.is_empty() {
        return Err(Refusal::TicketEmpty(ticket.id));
    }
    match &ticket.tax {
        TaxState::Assessed { .. } => Ok(ticket.totals()?.due),
        TaxState::Failed(reason) => Err(Refusal::TaxUnknown(reason.clone())),
        TaxState::Stale => Err(Refusal::TaxUnknown("the tax rule was not asked".to_owned())),
    }
}

fn amount_to_take(ticket: &Ticket, asked: Option<i64>, most: Money) -> Result<Money, Refusal> {
    let due = amount_due(ticket)?;
    if due.is_zero() {
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

fn take_cash(
    ticket: &Ticket,
    tendered: i64,
    asked: Option<i64>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let tendered = Money::new(tendered, ticket.currency);
    if tendered.minor() <= 0 {
        return Err(Refusal::AmountNotPositive);
    }
    if tendered.minor() > CASH_MAX_MAJOR * 10_i64.pow(ticket.currency.decimals()) {
        return Err(Refusal::TenderedTooMuch(tendered));
    }
    let amount = amount_to_take(ticket, asked, tendered)?;
    if tendered < amount {
        return Err(Refusal::TenderedTooLittle { tendered, amount });
    }
    let change = tendered.minus(amount)?;
    let tender = Tender::Cash { tendered, change };
    let payment = Payment {
        id: ctx.ids.take(),
        amount,
        tender,
        at: ctx.now,
    };
    let taken = happened(ticket, TicketEvent::CashTaken(payment));
    let mut after = ticket.clone();
    after.apply(&taken, ctx.now);
    let mut events = vec![taken];
    // The drawer first: the clerk counts change while the receipt prints.
    events.extend(open_drawer(ticket, ctx));
    if is_paid(&after)? {
        events.extend(close(&after, ctx)?);
    }
    Ok(events)
}

fn take_card(ticket: &Ticket, asked: Option<i64>, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    let reader = ctx
        .shop
        .card_reader
        .clone()
        .ok_or(Refusal::NoDevice("card reader"))?;
    no_card_in_flight(ticket)?;
    let amount = amount_to_take(ticket, asked, amount_due(ticket)?)?;
    let tender = Tender::Card {
        reader,
        step: CardStep::Requested,
        cancel_asked: false,
    };
    let payment = Payment {
        id: ctx.ids.take(),
        amount,
        tender,
        at: ctx.now,
    };
    Ok(vec![happened(ticket, TicketEvent::CardRequested(payment))])
}

/// Asks for another attempt of a payment that has come to rest. One that was declined must still fit into what is due;
/// the others are counted as pending already.
fn retry_card(ticket: &Ticket, id: PaymentId) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    let Tender::Card { step, .. } = &payment.tender else {
        return Err(Refusal::NoSuchPayment(id));
    };
    let (intent, attempt) = match step {
        CardStep::Declined {
            intent, attempt, ..
        } => {
            no_card_in_flight(ticket)?;
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

fn cancel_card(ticket: &Ticket, id: PaymentId) -> Result<Vec<Event>, Refusal> {
    let payment = ticket.payment(id)?;
    if payment.pending().is_none() {
        return Err(Refusal::PaymentSettled(id));
    }
    Ok(vec![happened(ticket, TicketEvent::CardCancelAsked(id))])
}

fn is_paid(ticket: &Ticket) -> Result<bool, Refusal> {
    let totals = ticket.totals()?;
    Ok(!ticket.lines.is_empty()
        && !ticket.needs_tax()
        && totals.paid == totals.total
        && totals.pending.is_zero())
}

fn close_unpaid(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    no_card_in_flight(ticket)?;
    let due = amount_due(ticket)?;
    if due.is_zero() {
        close(ticket, ctx)
    } else {
        Err(Refusal::StillDue(due))
    }
}

/// Everything that being paid brings about, in one append: the receipt's number, stock, history, paper.
fn close(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    let totals = ticket.totals()?;
    let receipt = ctx.numbers.number(Series::Receipt, &ctx.shop.counter);
    let mut events = vec![happened(
        ticket,
        TicketEvent::Closed {
            receipt: receipt.clone(),
            total: totals.total,
            tax: totals.tax,
        },
    )];
    events.extend(
        ticket
            .lines
            .iter()
            .filter_map(|line| stock_issue(ticket, line, ctx)),
    );
    if let Some(vehicle) = ticket.vehicle {
        events.push(
            ServiceRecord {
                vehicle,
                customer: ticket.customer,
                ticket: ticket.id,
                ticket_number: ticket.number.to_string(),
                receipt_number: receipt.to_string(),
                odometer: ticket.odometer,
                lines: ticket.lines.iter().map(service_line).collect(),
                total: totals.total,
            }
            .recorded(),
        );
    }
    events.extend(print_receipt(ticket, false, ctx));
    Ok(events)
}

fn stock_issue(ticket: &Ticket, line: &Line, ctx: &Ctx) -> Option<Event> {
    let LineKind::Part {
        part, unit_cost, ..
    } = &line.kind
    else {
        return None;
    };
    Some(
        StockMove {
            part: *part,
            location: ctx.shop.location.clone(),
            quantity: line.quantity.negated(),
            unit_cost: *unit_cost,
            reason: MoveReason::Sold {
                ticket: ticket.id,
                line: line.id,
            },
        }
        .moved(),
    )
}

fn service_line(line: &Line) -> ServiceLine {
    let part_number = match &line.kind {
        LineKind::Part { number, .. } => Some(number.clone()),
        LineKind::Labor => None,
    };
    ServiceLine {
        line: line.id,
        part_number,
        description: line.description.clone(),
        quantity: line.quantity,
    }
}

fn void(ticket: &Ticket, reason: &str) -> Result<Vec<Event>, Refusal> {
    lines_may_shrink(ticket)?;
    let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
    Ok(vec![happened(ticket, TicketEvent::Voided(reason))])
}

fn reprint(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    if ticket.status != TicketStatus::Paid {
        return Err(Refusal::TicketNotPaid(ticket.id));
    }
    let job = print_receipt(ticket, true, ctx).ok_or(Refusal::NoDevice("receipt printer"))?;
    Ok(vec![job])
}

fn print_receipt(ticket: &Ticket, copy: bool, ctx: &Ctx) -> Option<Event> {
    let device = ctx.shop.receipt_printer.clone()?;
    let kind = JobKind::Receipt {
        ticket: ticket.id,
        copy,
    };
    Some(
        Job {
            id: ctx.ids.take(),
            device,
            kind,
            state: JobState::Requested,
        }
        .requested(),
    )
}

fn open_drawer(ticket: &Ticket, ctx: &Ctx) -> Option<Event> {
    let device = ctx.shop.drawer.clone()?;
    let kind = JobKind::Drawer {
        reason: "sale".to_owned(),
        ticket: Some(ticket.id),
    };
    Some(
        Job {
            id: ctx.ids.take(),
            device,
            kind,
            state: JobState::Requested,
        }
        .requested(),
    )
}
