//! What technicians billed, how long they worked on it, and what came back.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ctx::Timestamp;
use crate::event::Event;
use crate::formula;
use crate::ids::StaffId;
use crate::money::{Currency, Money};
use crate::refusal::Refusal;
use crate::ticket::{LineKind, Stage, TicketJob};

use super::sold::{Period, Sale, SoldTickets};

/// Milliseconds in an hour.
const HOUR_MS: Decimal = Decimal::from_parts(3_600_000, 0, 0, false, 0);

/// One technician's work on the tickets closed in the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Work {
    /// Hours billed, whoever pays.
    pub billed_hours: Decimal,
    /// Hours clocked on the jobs of those tickets.
    pub clocked_hours: Decimal,
    /// Of these, hours whose end was set because they forgot.
    pub auto_ended_hours: Decimal,
    /// What their labor earned, after discounts and before tax.
    pub labor_sales: Money,
    /// Jobs done.
    pub jobs: i32,
    /// Of these, jobs that made good earlier work of the shop.
    pub comebacks: i32,
}

/// The technicians' work in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TechnicianFold {
    period: Period,
    currency: Currency,
    tickets: SoldTickets,
    /// By technician; labor that names none stands under none.
    pub work: BTreeMap<Option<StaffId>, Work>,
}

impl TechnicianFold {
    /// Starts with nothing.
    #[must_use]
    pub fn new(period: Period, currency: Currency) -> Self {
        Self {
            period,
            currency,
            tickets: SoldTickets::default(),
            work: BTreeMap::new(),
        }
    }

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let mut tickets = std::mem::take(&mut self.tickets);
        let sold = match tickets.apply(event, at) {
            Some(sale) if self.period.holds(sale.date) => self.sold(sale),
            Some(_) | None => Ok(()),
        };
        self.tickets = tickets;
        sold
    }

    /// A line's own technician did it, else its job's, else the ticket's.
    fn sold(&mut self, sale: Sale<'_>) -> Result<(), Refusal> {
        let ticket = sale.ticket;
        for (line, earned) in sale.earned()? {
            let LineKind::Labor { technician, .. } = &line.kind else {
                continue;
            };
            let job = line.job.and_then(|id| ticket.job(id).ok());
            let who = technician
                .or(job.and_then(|job| job.technician))
                .or(ticket.plan.technician);
            let work = self.of(who);
            work.billed_hours += sale.signed_number(line.quantity.decimal());
            work.labor_sales = work.labor_sales.plus(earned)?;
        }
        let done =
            |job: &&TicketJob| job.approved() || !job.declined() && ticket.stage == Stage::Sale;
        for job in ticket.jobs.iter().filter(done) {
            for span in &job.clocked {
                let Some(until) = span.until else { continue };
                let ms = until.unix_ms().saturating_sub(span.from.unix_ms());
                let hours = sale.signed_number(Decimal::from(ms) / HOUR_MS);
                let work = self.of(Some(span.staff));
                work.clocked_hours += hours;
                if span.auto_ended {
                    work.auto_ended_hours += hours;
                }
            }
            let work = self.of(job.technician.or(ticket.plan.technician));
            work.jobs += sale.one();
            if job.comeback.is_some() {
                work.comebacks += sale.one();
            }
        }
        Ok(())
    }

    fn of(&mut self, who: Option<StaffId>) -> &mut Work {
        self.work.entry(who).or_insert(Work {
            billed_hours: Decimal::ZERO,
            clocked_hours: Decimal::ZERO,
            auto_ended_hours: Decimal::ZERO,
            labor_sales: Money::zero(self.currency),
            jobs: 0,
            comebacks: 0,
        })
    }
}

impl Work {
    /// Billed over clocked hours: [`formula::efficiency`].
    #[must_use]
    pub fn efficiency(&self) -> Option<Decimal> {
        formula::efficiency(self.billed_hours, self.clocked_hours)
    }

    /// Billed hours over the hours they were at work: [`formula::productivity`].
    #[must_use]
    pub fn productivity(&self, available_hours: Decimal) -> Option<Decimal> {
        formula::productivity(self.billed_hours, available_hours)
    }

    /// Clocked hours over the hours they were at work: [`formula::utilisation`].
    #[must_use]
    pub fn utilisation(&self, available_hours: Decimal) -> Option<Decimal> {
        formula::utilisation(self.clocked_hours, available_hours)
    }

    /// What an hour of theirs brought: [`formula::effective_labor_rate`].
    #[must_use]
    pub fn effective_labor_rate(&self) -> Option<Decimal> {
        formula::effective_labor_rate(self.labor_sales, self.billed_hours)
    }

    /// Comebacks over jobs, as a share.
    #[must_use]
    pub fn comeback_rate(&self) -> Option<Decimal> {
        let comebacks = u32::try_from(self.comebacks).ok()?;
        formula::comeback_rate(comebacks, u32::try_from(self.jobs).ok()?)
    }
}
