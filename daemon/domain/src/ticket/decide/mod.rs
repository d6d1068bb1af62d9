//! Turns an order to a ticket into facts, or refuses it. Pure: the same ticket, order and context always give the same
//! answer.

mod cards;
mod closing;
mod cores;
mod jobs;
mod lines;
mod money;
mod no_receipt;
mod returns;
mod reverse;
mod stacked;
mod stages;

use std::collections::BTreeMap;

use crate::catalog::{PartEvent, Reservation};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::{CustomerId, LineId, PartId, PaymentId, VehicleId};
use crate::money::Quantity;
use crate::number::Series;
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

use super::order::{Beside, TicketOrder};
use super::payment::CardStep;
use super::{Stage, Ticket, TicketEvent, TicketStatus};

/// Opens a ticket, for someone and something if they are known already; as a quote if that is what it is to be.
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
            location: ctx.shop.location.clone(),
            inclusive: ctx.shop.inclusive,
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
pub fn decide(
    ticket: &Ticket,
    order: &TicketOrder,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let events = decide_alone(ticket, order, beside, ctx)?;
    with_reservations(ticket, events, ctx)
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
    let events = cards::card_step(ticket, id, step, beside, ctx)?;
    with_reservations(ticket, events, ctx)
}

fn decide_alone(
    ticket: &Ticket,
    order: &TicketOrder,
    beside: &Beside,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    use TicketOrder as Order;
    match order {
        Order::Reprint => return reprint(ticket, ctx),
        Order::Reverse { reason } => return reverse::reverse(ticket, reason, beside, ctx),
        Order::StepRefund { payment, step } => {
            return cards::step_refund(ticket, *payment, step, beside, ctx);
        }
        _ => must_be_open(ticket)?,
    }
    match order {
        Order::Attach {
            customer,
            vehicle,
            odometer,
        } => attach(ticket, *customer, *vehicle, *odometer),
        Order::Detach { customer, vehicle } => detach(ticket, *customer, *vehicle),
        Order::Plan(plan) => Ok(vec![happened(
            ticket,
            TicketEvent::Planned(plan.clone().checked()?),
        )]),
        Order::MakeEstimate => stages::make_estimate(ticket, ctx),
        Order::Present { expires } => stages::present(ticket, *expires, ctx),
        Order::Decide { jobs, decision } => jobs::decide(ticket, jobs, decision, ctx),
        Order::StartWork => stages::start_work(ticket, ctx),
        Order::SetStatus(status) => stages::set_status(ticket, status, ctx),
        Order::MakeInvoice { odometer_out } => stages::make_invoice(ticket, *odometer_out, ctx),
        Order::AddJob(draft) => jobs::add(ticket, draft, ctx),
        Order::ChangeJob { job, change } => jobs::change(ticket, *job, change, ctx),
        Order::RemoveJob(job) => jobs::remove(ticket, *job, ctx),
        Order::ClockOn { job, staff } => jobs::clock_on(ticket, *job, *staff, beside),
        Order::ClockOff { job, staff, at } => jobs::clock_off(ticket, *job, *staff, *at, ctx),
        Order::AddPart(part, draft) => lines::add_part(ticket, part, draft, ctx),
        Order::AddLabor(labor, draft) => lines::add_labor(ticket, labor, draft, ctx),
        Order::AddSublet(sublet, draft) => lines::add_sublet(ticket, sublet, draft, ctx),
        Order::AddFee {
            description,
            class,
            price,
            draft,
        } => lines::add_fee(ticket, description, *class, *price, draft, ctx),
        Order::AddCustomerPart {
            description,
            quantity,
            draft,
        } => lines::add_customer_part(ticket, description, *quantity, draft, ctx),
        Order::AddReturn(draft) => returns::add(ticket, draft, ctx),
        Order::AddReturnWithoutReceipt(draft) => no_receipt::add(ticket, draft, ctx),
        Order::AddCoreReturn(draft) => cores::add(ticket, draft, ctx),
        Order::ChangeLine { line, change } => lines::change(ticket, *line, change, ctx),
        Order::RemoveLine { line } => lines::remove(ticket, *line, ctx),
        Order::SetDiscount(cut) => lines::set_discount(ticket, cut.as_ref(), ctx),
        Order::TakeCash { tendered, amount } => {
            money::take_cash(ticket, *tendered, *amount, beside, ctx)
        }
        Order::TakeCard { amount } => cards::take_card(ticket, *amount, ctx),
        Order::RetryCard { payment } => cards::retry_card(ticket, *payment),
        Order::CancelCard { payment } => cards::cancel_card(ticket, *payment),
        Order::TakeCheck { number, amount } => {
            money::take_check(ticket, number, *amount, beside, ctx)
        }
        Order::TakeStoreCredit { amount } => money::take_store_credit(ticket, *amount, beside, ctx),
        Order::ChargeAccount { amount, po_number } => {
            money::charge_account(ticket, *amount, po_number.as_deref(), beside, ctx)
        }
        Order::ChargePlan { plan, amount } => {
            money::charge_plan(ticket, *plan, *amount, beside, ctx)
        }
        Order::TakeOther {
            kind,
            reference,
            amount,
        } => money::take_other(ticket, kind, reference, *amount, beside, ctx),
        Order::RequestLink { amount } => money::request_link(ticket, *amount, ctx),
        Order::StepLink { payment, step } => money::step_link(ticket, *payment, step, beside, ctx),
        Order::Refund { amount, to } => returns::refund(ticket, *amount, to, beside, ctx),
        Order::Close => close_unpaid(ticket, beside, ctx),
        Order::Void { reason } => void(ticket, reason),
        Order::Reprint | Order::Reverse { .. } | Order::StepRefund { .. } => Ok(Vec::new()),
    }
}

/// Makes an event of the ticket's own story.
fn happened(ticket: &Ticket, event: TicketEvent) -> Event {
    Event::Ticket(ticket.id, event)
}

fn must_be_open(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.status {
        TicketStatus::Open => Ok(()),
        TicketStatus::Paid => Err(Refusal::TicketPaid(ticket.id)),
        TicketStatus::Voided | TicketStatus::Reversed => Err(Refusal::TicketVoided(ticket.id)),
    }
}

fn no_money_in_flight(ticket: &Ticket) -> Result<(), Refusal> {
    ticket
        .in_flight()
        .map_or(Ok(()), |payment| Err(Refusal::PaymentInFlight(payment.id)))
}

/// Once money has been taken a smaller counter sale would owe the customer something back. On estimates and work orders
/// money is a deposit, and what is too much of it goes back before the invoice is closed.
fn lines_may_shrink(ticket: &Ticket) -> Result<(), Refusal> {
    no_money_in_flight(ticket)?;
    let bills = matches!(ticket.stage, Stage::Sale | Stage::Invoice);
    if bills && !ticket.totals()?.paid.is_zero() {
        return Err(Refusal::TicketHasMoney(ticket.id));
    }
    Ok(())
}

fn attach(
    ticket: &Ticket,
    customer: Option<CustomerId>,
    vehicle: Option<VehicleId>,
    odometer: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    if customer.is_some() && customer != ticket.customer {
        no_customers_money(ticket)?;
        no_receipt::keeps_customer(ticket)?;
    }
    Ok(vec![happened(
        ticket,
        TicketEvent::Attached {
            customer,
            vehicle,
            odometer,
        },
    )])
}

fn detach(ticket: &Ticket, customer: bool, vehicle: bool) -> Result<Vec<Event>, Refusal> {
    if customer {
        no_customers_money(ticket)?;
        no_receipt::keeps_customer(ticket)?;
    }
    let vehicle = vehicle || customer;
    if !(customer && ticket.customer.is_some() || vehicle && ticket.vehicle.is_some()) {
        return Ok(Vec::new());
    }
    Ok(vec![happened(
        ticket,
        TicketEvent::Detached { customer, vehicle },
    )])
}

/// Store credit and account charges are the customer's: with them on it a ticket keeps its customer.
fn no_customers_money(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.customer.is_some() && ticket.payments.iter().any(|p| p.is_the_customers()) {
        return Err(Refusal::TicketHasMoney(ticket.id));
    }
    Ok(())
}

fn close_unpaid(ticket: &Ticket, beside: &Beside, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if !matches!(ticket.stage, Stage::Sale | Stage::Invoice) {
        return Err(Refusal::WrongStage(ticket.stage.code()));
    }
    let due = money::amount_due(ticket)?;
    if due.is_zero() {
        closing::close(ticket, beside, ctx)
    } else {
        Err(Refusal::StillDue(due))
    }
}

/// Gives a ticket up. What it would have taken back from earlier sales stays with them.
fn void(ticket: &Ticket, reason: &str) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if !ticket.totals()?.paid.is_zero() {
        return Err(Refusal::TicketHasMoney(ticket.id));
    }
    let running = |job: &&super::job::TicketJob| job.clocked.iter().any(|s| s.until.is_none());
    if let Some(job) = ticket.jobs.iter().find(running) {
        return Err(Refusal::JobClocked(job.id));
    }
    let reason = text::required("reason", reason, TEXT_LEN_MAX)?;
    let mut events = vec![happened(ticket, TicketEvent::Voided(reason))];
    for line in &ticket.lines {
        events.extend(returns::undone(ticket, line)?);
        events.extend(crate::core_charge::released(line));
    }
    Ok(events)
}

fn reprint(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    if ticket.status != TicketStatus::Paid {
        return Err(Refusal::TicketNotPaid(ticket.id));
    }
    let job = closing::print_receipt(ticket, true, ctx);
    Ok(vec![job.ok_or(Refusal::NoDevice("receipt printer"))?])
}

/// Parts of approved work are kept for it. Whatever an order did, what is kept afterwards follows from how the ticket
/// then stands; the difference is told to the stock.
fn with_reservations(
    before: &Ticket,
    mut events: Vec<Event>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    if before.stage == Stage::Sale && events.iter().all(|event| !starts_work(event)) {
        return Ok(events);
    }
    let mut after = before.clone();
    events.iter().for_each(|event| after.apply(event, ctx.now));
    let (kept, keeps) = (reserved(before)?, reserved(&after)?);
    let zero = Quantity::ZERO;
    for key in kept
        .keys()
        .chain(keeps.keys().filter(|key| !kept.contains_key(*key)))
    {
        let was = kept.get(key).copied().unwrap_or(zero);
        let is = keeps.get(key).copied().unwrap_or(zero);
        if was == is {
            continue;
        }
        let quantity =
            Quantity::try_new(is.decimal() - was.decimal()).map_err(Refusal::number("quantity"))?;
        let (line, part) = *key;
        events.push(Event::Part(
            part,
            PartEvent::Reserved(Reservation {
                location: before.location.clone(),
                quantity,
                ticket: before.id,
                line,
            }),
        ));
    }
    Ok(events)
}

const fn starts_work(event: &Event) -> bool {
    matches!(event, Event::Ticket(_, TicketEvent::StageMoved { .. }))
}

/// Returns how many of each part a ticket sells, kits taken apart; what comes back is not counted against it.
///
/// # Errors
/// [`Refusal::Number`] when a sum is more than a quantity holds.
pub fn parts_sold(ticket: &Ticket) -> Result<BTreeMap<PartId, Quantity>, Refusal> {
    let mut parts = BTreeMap::new();
    let sold = ticket.lines.iter().filter(|line| ticket.sold(line));
    for line in sold.filter(|line| line.returned.is_none()) {
        for (part, quantity) in closing::pieces(line)? {
            let sum: &mut Quantity = parts.entry(part).or_insert(Quantity::ZERO);
            *sum = Quantity::try_new(sum.decimal() + quantity.decimal())
                .map_err(Refusal::number("quantity"))?;
        }
    }
    Ok(parts)
}

/// What a ticket keeps off the shelf for its work, by line and part.
fn reserved(ticket: &Ticket) -> Result<BTreeMap<(LineId, PartId), Quantity>, Refusal> {
    let works = matches!(ticket.stage, Stage::WorkOrder | Stage::Invoice);
    let mut kept = BTreeMap::new();
    if ticket.status != TicketStatus::Open || !works {
        return Ok(kept);
    }
    for line in ticket
        .lines
        .iter()
        .filter(|l| l.returned.is_none() && ticket.sold(l))
    {
        for (part, quantity) in closing::pieces(line)? {
            let sum: &mut Quantity = kept.entry((line.id, part)).or_insert(Quantity::ZERO);
            *sum = Quantity::try_new(sum.decimal() + quantity.decimal())
                .map_err(Refusal::number("quantity"))?;
        }
    }
    Ok(kept)
}
