//! Jobs: proposed, decided on by the customer, worked on.

use std::collections::BTreeSet;

use crate::authorization::Authorization;
use crate::ctx::{Actor, Ctx, Timestamp};
use crate::event::Event;
use crate::ids::{StaffId, TicketJobId};
use crate::money::Money;
use crate::people::{Deferral, VehicleEvent};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

use super::lines::{checked_cut, may_cut, priced};
use super::{happened, lines_may_shrink, no_money_in_flight};
use crate::ticket::job::{Approval, TicketJob};
use crate::ticket::line::PayType;
use crate::ticket::order::{Beside, Decision, JobChange, JobDraft};
use crate::ticket::{JOBS_MAX, Stage, Ticket, TicketEvent};

pub(super) fn add(ticket: &Ticket, draft: &JobDraft, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    if ticket.jobs.len() >= JOBS_MAX {
        return Err(Refusal::TicketFull(ticket.id));
    }
    let job = TicketJob {
        id: ctx.ids.take(),
        title: text::required("job", &draft.title, TEXT_LEN_MAX)?,
        note: text::note("note", draft.note.as_deref())?,
        canned: draft.canned,
        origin: draft.origin,
        technician: draft.technician,
        approval: Approval::Pending,
        discount: None,
        done: false,
        comeback: text::optional("comeback", draft.comeback.as_deref(), TEXT_LEN_MAX)?,
        from_deferral: draft.from_deferral,
        clocked: Vec::new(),
    };
    Ok(vec![happened(ticket, TicketEvent::JobAdded(job))])
}

pub(super) fn change(
    ticket: &Ticket,
    id: TicketJobId,
    change: &JobChange,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let before = ticket.job(id)?;
    let mut job = before.clone();
    let mut events = Vec::new();
    if let Some(title) = &change.title {
        job.title = text::required("job", title, TEXT_LEN_MAX)?;
    }
    if let Some(note) = &change.note {
        job.note = text::note("note", note.as_deref())?;
    }
    if let Some(technician) = change.technician {
        job.technician = technician;
    }
    if let Some(done) = change.done {
        job.done = done;
    }
    if let Some(discount) = &change.discount {
        lines_may_shrink(ticket)?;
        job.discount = discount.as_ref().map(checked_cut).transpose()?;
        if let Some(cut) = &job.discount {
            events.extend(may_cut(ticket, cut, Some(id), ctx)?);
        }
    }
    if job == *before {
        return Ok(Vec::new());
    }
    events.push(happened(ticket, TicketEvent::JobChanged(job)));
    priced(ticket, events, ctx)
}

/// Takes a job off with its lines. Approved work is declined instead, so that the record of the approval stays.
pub(super) fn remove(ticket: &Ticket, id: TicketJobId, ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    lines_may_shrink(ticket)?;
    let job = ticket.job(id)?;
    if !matches!(job.approval, Approval::Pending) || !job.clocked.is_empty() {
        return Err(Refusal::JobDecided(id));
    }
    let lines = ticket.lines.iter().filter(|line| line.job == Some(id));
    let mut events: Vec<_> = lines
        .map(|line| happened(ticket, TicketEvent::LineRemoved(line.id)))
        .collect();
    events.push(happened(ticket, TicketEvent::JobRemoved(id)));
    priced(ticket, events, ctx)
}

pub(super) fn decide(
    ticket: &Ticket,
    ids: &[TicketJobId],
    decision: &Decision,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    no_money_in_flight(ticket)?;
    if matches!(decision, Decision::Decline { .. }) {
        lines_may_shrink(ticket)?;
    }
    let waiting = || {
        let jobs = ticket.jobs.iter();
        jobs.filter(|job| matches!(job.approval, Approval::Pending))
            .map(|job| job.id)
            .collect()
    };
    let mut ids: Vec<TicketJobId> = if ids.is_empty() {
        waiting()
    } else {
        ids.to_vec()
    };
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    if ids.is_empty() {
        return Err(Refusal::NothingToDecide(ticket.id));
    }
    if let Some(expires) = ticket.presented.and_then(|shown| shown.expires)
        && matches!(decision, Decision::Approve { .. })
        && ticket.stage == Stage::Estimate
        && expires < ctx.today
    {
        return Err(Refusal::EstimateExpired(expires));
    }
    let mut events = Vec::with_capacity(ids.len());
    for id in ids {
        let job = ticket.job(id)?;
        let approval = match decision {
            Decision::Approve {
                by,
                channel,
                limit,
                contact,
                note,
                taken_by,
            } => {
                let amount = amount(ticket, id)?;
                let taken_by = match &ctx.actor {
                    Actor::Staff(staff) => Some(*staff),
                    Actor::Client(_) | Actor::Daemon => *taken_by,
                };
                let authorization = Authorization {
                    given_by: by.clone(),
                    at: ctx.now,
                    taken_by,
                    channel: *channel,
                    contact: contact.clone(),
                    limit: limit.map_or_else(|| usual_limit(ticket, id, amount), Ok)?,
                    note: note.clone(),
                };
                Approval::Approved {
                    authorization: Box::new(authorization.checked()?),
                    amount,
                }
            }
            Decision::Decline { reason, follow_up } => {
                if job.clocked.iter().any(|span| span.until.is_none()) {
                    return Err(Refusal::JobClocked(id));
                }
                Approval::Declined {
                    reason: text::required("reason", reason, TEXT_LEN_MAX)?,
                    follow_up: *follow_up,
                    at: ctx.now,
                }
            }
        };
        let decided = TicketEvent::JobDecided { job: id, approval };
        events.extend(deferral(ticket, job, &decided, ctx)?);
        events.push(happened(ticket, decided));
    }
    Ok(events)
}

/// Declined work is remembered with the vehicle, and forgotten there when it is approved after all: on its own ticket, or on a
/// later one that proposes it again. Declined there once more, it stays the same piece of work with what was said last.
fn deferral(
    ticket: &Ticket,
    job: &TicketJob,
    decided: &TicketEvent,
    ctx: &Ctx,
) -> Result<Option<Event>, Refusal> {
    let Some(vehicle) = ticket.vehicle else {
        return Ok(None);
    };
    let TicketEvent::JobDecided { approval, .. } = decided else {
        return Ok(None);
    };
    let (first_on, first) = job.from_deferral.unwrap_or((ticket.id, job.id));
    let event = match approval {
        Approval::Declined {
            reason, follow_up, ..
        } => VehicleEvent::Deferred(Box::new(Deferral {
            ticket: first_on,
            job: first,
            title: job.title.clone(),
            reason: reason.clone(),
            follow_up: *follow_up,
            amount: amount(ticket, job.id)?,
            declined_on: ctx.today,
            odometer: ticket.odometer,
            canned: job.canned,
        })),
        Approval::Approved { .. }
            if job.declined() || (job.from_deferral.is_some() && !job.approved()) =>
        {
            VehicleEvent::DeferralEnded {
                job: first,
                by: ticket.id,
            }
        }
        Approval::Approved { .. } | Approval::Pending => return Ok(None),
    };
    Ok(Some(Event::Vehicle(vehicle, event)))
}

/// Returns what a job's lines come to before discounts and tax.
fn amount(ticket: &Ticket, job: TicketJobId) -> Result<Money, Refusal> {
    let lines = ticket.lines.iter().filter(|line| line.job == Some(job));
    Ok(Money::sum(ticket.currency, lines.map(|line| line.amount))?)
}

/// Returns how much the customer allows by a plain yes: what they pay of the job, or, when others pay for all of it, what it
/// comes to.
fn usual_limit(ticket: &Ticket, job: TicketJobId, amount: Money) -> Result<Money, Refusal> {
    let lines = ticket.lines.iter();
    let theirs = lines.filter(|line| line.job == Some(job) && line.pay == PayType::Customer);
    let theirs = Money::sum(ticket.currency, theirs.map(|line| line.amount))?;
    Ok(if theirs.minor() > 0 { theirs } else { amount })
}

/// A technician is on one job at a time, on whatever ticket.
pub(super) fn clock_on(
    ticket: &Ticket,
    id: TicketJobId,
    staff: StaffId,
    beside: &Beside,
) -> Result<Vec<Event>, Refusal> {
    let job = ticket.job(id)?;
    if job.declined() {
        return Err(Refusal::JobDeclined(id));
    }
    let here = |job: &TicketJob| {
        let mut spans = job.clocked.iter();
        spans.any(|span| span.staff == staff && span.until.is_none())
    };
    let here = ticket.jobs.iter().any(here).then_some(ticket.id);
    if let Some(on) = beside.clocked_on.map(|(on, _)| on).or(here) {
        return Err(Refusal::ClockedElsewhere(on));
    }
    Ok(vec![happened(
        ticket,
        TicketEvent::ClockedOn { job: id, staff },
    )])
}

pub(super) fn clock_off(
    ticket: &Ticket,
    id: TicketJobId,
    staff: StaffId,
    at: Option<Timestamp>,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let running = |span: &&crate::ticket::job::Clocked| span.staff == staff && span.until.is_none();
    let span = ticket.job(id)?.clocked.iter().find(running);
    let span = span.ok_or(Refusal::NotClockedOn(id))?;
    let until = at.unwrap_or(ctx.now);
    if until < span.from || until > ctx.now {
        return Err(Refusal::ClockTime);
    }
    Ok(vec![happened(
        ticket,
        TicketEvent::ClockedOff {
            job: id,
            staff,
            until,
            auto: at.is_some(),
        },
    )])
}
