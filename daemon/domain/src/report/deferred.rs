//! Work that customers put off, and what of it was done after all.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::ctx::Timestamp;
use crate::event::Event;
use crate::ids::{CannedJobId, TicketId, TicketJobId, VehicleId};
use crate::money::{Currency, Money, MoneyError};
use crate::people::VehicleEvent;
use crate::refusal::Refusal;
use crate::ticket::{Approval, Ticket, TicketEvent};

use super::sold::SoldTickets;

/// Work that was declined for now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deferred {
    /// The ticket it was proposed on.
    pub ticket: TicketId,
    /// For which vehicle.
    pub vehicle: Option<VehicleId>,
    /// What was to be done.
    pub title: String,
    /// The canned job, by whose price today the work is offered again.
    pub canned: Option<CannedJobId>,
    /// Why it was declined.
    pub reason: String,
    /// When to ask again.
    pub follow_up: Option<Date>,
    /// What it came to then, before discounts and tax.
    pub amount: Money,
    /// When it was declined.
    pub at: Timestamp,
}

/// Deferred work that was approved after all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovered {
    /// The work as it was put off.
    pub deferred: Deferred,
    /// On which ticket it is done.
    pub by: TicketId,
    /// What it comes to now, before discounts and tax; what it came to then where the ticket does not tell.
    pub amount: Money,
    /// When it was approved.
    pub at: Timestamp,
}

/// Deferred work of a span of time, its first moment included and its last not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeferredFold {
    from: Timestamp,
    to: Timestamp,
    currency: Currency,
    tickets: SoldTickets,
    /// What is put off at the end of what was read, whenever it was: the overlooked work.
    pub open: BTreeMap<TicketJobId, Deferred>,
    /// What was put off in the span, also if it was approved later.
    pub declined: BTreeMap<TicketJobId, Deferred>,
    /// What was approved in the span.
    pub recovered: BTreeMap<TicketJobId, Recovered>,
}

impl DeferredFold {
    /// Starts with nothing.
    #[must_use]
    pub fn new(from: Timestamp, to: Timestamp, currency: Currency) -> Self {
        Self {
            from,
            to,
            currency,
            tickets: SoldTickets::default(),
            open: BTreeMap::new(),
            declined: BTreeMap::new(),
            recovered: BTreeMap::new(),
        }
    }

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        self.tickets.apply(event, at);
        match event {
            Event::Ticket(id, TicketEvent::JobDecided { job, approval }) => match approval {
                Approval::Declined {
                    reason, follow_up, ..
                } => self.declined(*id, *job, reason, *follow_up, at)?,
                Approval::Approved { amount, .. } => self.recovered(*job, *id, Some(*amount), at),
                Approval::Pending => {}
            },
            // Approved on its own ticket, the decision that follows says it with the amount.
            Event::Vehicle(_, VehicleEvent::DeferralEnded { job, by })
                if self.open.get(job).is_some_and(|open| open.ticket != *by) =>
            {
                let now = self.offered_again(*job, *by)?;
                self.recovered(*job, *by, now, at);
            }
            _ => {}
        }
        Ok(())
    }

    fn declined(
        &mut self,
        id: TicketId,
        job: TicketJobId,
        reason: &str,
        follow_up: Option<Date>,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(ticket) = self.tickets.get(id) else {
            return Ok(());
        };
        let known = ticket.job(job)?;
        let deferred = Deferred {
            ticket: id,
            vehicle: ticket.vehicle,
            title: known.title.clone(),
            canned: known.canned,
            reason: reason.to_owned(),
            follow_up,
            amount: job_amount(ticket, job)?,
            at,
        };
        if self.from <= at && at < self.to {
            self.declined.insert(job, deferred.clone());
        }
        // Put off again: it is not recovered after all.
        self.recovered.remove(&job);
        self.open.insert(job, deferred);
        Ok(())
    }

    /// What work comes to on the other ticket that it was approved on, before discounts and tax.
    fn offered_again(&self, job: TicketJobId, by: TicketId) -> Result<Option<Money>, Refusal> {
        let (Some(open), Some(ticket)) = (self.open.get(&job), self.tickets.get(by)) else {
            return Ok(None);
        };
        let from = Some((open.ticket, job));
        let again = ticket.jobs.iter().find(|known| known.from_deferral == from);
        let amount = again.map(|known| job_amount(ticket, known.id));
        Ok(amount.transpose()?)
    }

    fn recovered(&mut self, job: TicketJobId, by: TicketId, now: Option<Money>, at: Timestamp) {
        let Some(deferred) = self.open.remove(&job) else {
            return;
        };
        if self.from <= at && at < self.to {
            let amount = now.unwrap_or(deferred.amount);
            let recovered = Recovered {
                deferred,
                by,
                amount,
                at,
            };
            self.recovered.insert(job, recovered);
        }
    }

    /// Returns what was put off in the span.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn declined_value(&self) -> Result<Money, MoneyError> {
        Money::sum(self.currency, self.declined.values().map(|d| d.amount))
    }

    /// Returns what was approved after all in the span, at its price now.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn recovered_value(&self) -> Result<Money, MoneyError> {
        Money::sum(self.currency, self.recovered.values().map(|r| r.amount))
    }

    /// Returns what is still put off.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn open_value(&self) -> Result<Money, MoneyError> {
        Money::sum(self.currency, self.open.values().map(|d| d.amount))
    }
}

/// What a job's lines come to before discounts and tax.
pub(super) fn job_amount(ticket: &Ticket, job: TicketJobId) -> Result<Money, MoneyError> {
    let lines = ticket.lines.iter().filter(|line| line.job == Some(job));
    Money::sum(ticket.currency, lines.map(|line| line.amount))
}
