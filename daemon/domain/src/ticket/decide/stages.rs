//! From estimate to work order to invoice. Lines stay where they are: nothing is typed twice.

use jiff::civil::Date;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::limits::{Right, require};
use crate::money::Money;
use crate::number::Series;
use crate::refusal::Refusal;
use crate::text;

use super::{happened, no_money_in_flight};
use crate::ticket::job::{Approval, TicketJob};
use crate::ticket::{Presented, Stage, Ticket, TicketEvent};

/// Makes a quote of a ticket that nobody has approved yet.
pub(super) fn make_estimate(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if ticket.stage != Stage::Sale {
        return Err(Refusal::WrongStage(ticket.stage.code()));
    }
    Ok(vec![moved(ticket, Stage::Estimate, Series::Estimate, ctx)])
}

/// Keeps what the customer is shown. A revision is never overwritten: it is the ticket as it stood at this event.
pub(super) fn present(
    ticket: &Ticket,
    expires: Option<Date>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    if ticket.stage != Stage::Estimate && ticket.stage != Stage::WorkOrder {
        return Err(Refusal::WrongStage(ticket.stage.code()));
    }
    if ticket.lines.is_empty() {
        return Err(Refusal::TicketEmpty(ticket.id));
    }
    let days = i64::from(ctx.shop.estimate_days);
    let usual = || ctx.today.checked_add(jiff::Span::new().days(days)).ok();
    let expires = expires.or_else(usual);
    if let Some(day) = expires
        && day < ctx.today
    {
        return Err(Refusal::EstimateExpired(day));
    }
    let revision = ticket
        .presented
        .map_or(1, |shown: Presented| shown.revision + 1);
    // What the customer is shown includes the tax, so the tax must be known.
    super::money::amount_due(ticket)?;
    let total = ticket.totals()?.total;
    Ok(vec![happened(
        ticket,
        TicketEvent::Presented {
            revision,
            total,
            expires,
        },
    )])
}

/// Makes a work order. From an estimate, something must have been approved; what was declined stays behind.
pub(super) fn start_work(ticket: &Ticket, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    match ticket.stage {
        Stage::Sale => {}
        Stage::Estimate => quote_was_taken(ticket, ctx)?,
        Stage::WorkOrder | Stage::Invoice => {
            return Err(Refusal::WrongStage(ticket.stage.code()));
        }
    }
    let first = ctx.shop.work_statuses.first();
    let mut events = vec![moved(ticket, Stage::WorkOrder, Series::WorkOrder, ctx)];
    if let Some(status) = first {
        events.push(happened(ticket, TicketEvent::StatusSet(status.clone())));
    }
    Ok(events)
}

/// A quote becomes more than a quote by the customer's word on its jobs, or, without jobs, while it holds.
fn quote_was_taken(ticket: &Ticket, ctx: &Ctx) -> Result<(), Refusal> {
    if ticket.jobs.iter().any(TicketJob::approved) {
        return Ok(());
    }
    if !ticket.jobs.is_empty() || ticket.lines.is_empty() {
        return Err(Refusal::NothingApproved(ticket.id));
    }
    match ticket.presented.and_then(|shown| shown.expires) {
        Some(expires) if expires < ctx.today => Err(Refusal::EstimateExpired(expires)),
        Some(_) | None => Ok(()),
    }
}

pub(super) fn set_status(ticket: &Ticket, status: &str, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    if ticket.stage != Stage::WorkOrder {
        return Err(Refusal::WrongStage(ticket.stage.code()));
    }
    let status = text::required("status", status, 40)?;
    if !ctx.shop.work_statuses.contains(&status) {
        return Err(Refusal::NoSuchStatus(ctx.shop.work_statuses.join(", ")));
    }
    if ticket.work.as_ref() == Some(&status) {
        return Ok(Vec::new());
    }
    Ok(vec![happened(ticket, TicketEvent::StatusSet(status))])
}

/// Makes an invoice of the work done. More than the customer allowed needs their word first (or a manager's).
pub(super) fn make_invoice(
    ticket: &Ticket,
    odometer_out: Option<u32>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if ticket.stage == Stage::Invoice {
        return Err(Refusal::WrongStage(ticket.stage.code()));
    }
    if let (Some(before), Some(after)) = (ticket.odometer, odometer_out)
        && after < before
    {
        return Err(Refusal::OdometerBack { before, after });
    }
    if ticket.stage == Stage::Estimate {
        quote_was_taken(ticket, ctx)?;
    }
    if ticket.lines.is_empty() {
        return Err(Refusal::TicketEmpty(ticket.id));
    }
    let running = |job: &&TicketJob| job.clocked.iter().any(|span| span.until.is_none());
    if let Some(job) = ticket.jobs.iter().find(running) {
        return Err(Refusal::JobClocked(job.id));
    }
    let mut events = Vec::new();
    if let Some(overrun) = overrun(ticket, ctx)? {
        events.extend(require(ticket.id, Right::ExceedAuthorization, ctx).map_err(|_| overrun)?);
    }
    let number = ctx.numbers.number(Series::Invoice, &ctx.shop.counter);
    events.push(happened(
        ticket,
        TicketEvent::StageMoved {
            stage: Stage::Invoice,
            number,
            odometer_out,
        },
    ));
    Ok(events)
}

/// Finds approved work that has grown beyond what was allowed: beyond the customer's own limit, or beyond what the law
/// of the place lets a shop add without asking.
fn overrun(ticket: &Ticket, ctx: &Ctx) -> Result<Option<Refusal>, Refusal> {
    let mut allowed = Money::zero(ticket.currency);
    let mut now = Money::zero(ticket.currency);
    for job in &ticket.jobs {
        let Approval::Approved { authorization, .. } = &job.approval else {
            continue;
        };
        let lines = ticket
            .lines
            .iter()
            .filter(|l| l.job == Some(job.id) && ticket.counts(l));
        now = now.plus(Money::sum(ticket.currency, lines.map(|line| line.amount))?)?;
        allowed = allowed.plus(authorization.limit)?;
    }
    let verdict = crate::authorization::overrun(ctx.shop.jurisdiction, allowed, now)?;
    let over = verdict.needs_authorization();
    Ok(over.then_some(Refusal::NeedsAuthorization { allowed, now }))
}

fn moved(ticket: &Ticket, stage: Stage, series: Series, ctx: &Ctx) -> Event {
    let number = ctx.numbers.number(series, &ctx.shop.counter);
    happened(
        ticket,
        TicketEvent::StageMoved {
            stage,
            number,
            odometer_out: None,
        },
    )
}
