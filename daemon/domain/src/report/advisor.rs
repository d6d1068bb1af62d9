//! What advisors proposed, and what customers said to it, by how the work was found.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ctx::Timestamp;
use crate::event::Event;
use crate::ids::{StaffId, TicketJobId};
use crate::money::{Currency, Money, MoneyError};
use crate::refusal::Refusal;
use crate::ticket::{Approval, LineOrigin, TicketEvent};

use super::deferred::job_amount;
use super::sold::SoldTickets;

/// Some jobs and what they came to, before discounts and tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// How many.
    pub jobs: u32,
    /// What they came to.
    pub value: Money,
}

/// What was proposed and what became of it. Every job is in `presented` once, and in one of the others at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposals {
    /// Shown to the customer, or decided by them without a paper.
    pub presented: Tally,
    /// Approved, by the customer's last word.
    pub approved: Tally,
    /// Declined, by the customer's last word.
    pub declined: Tally,
}

/// One job that was proposed in the span.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Proposal {
    advisor: Option<StaffId>,
    origin: LineOrigin,
    value: Money,
    approved: Option<bool>,
}

/// Proposals first made in a span of time, its first moment included and its last not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdvisorFold {
    from: Timestamp,
    to: Timestamp,
    currency: Currency,
    tickets: SoldTickets,
    proposals: BTreeMap<TicketJobId, Proposal>,
    /// Jobs first proposed before the span.
    earlier: std::collections::BTreeSet<TicketJobId>,
}

impl AdvisorFold {
    /// Starts with nothing.
    #[must_use]
    pub fn new(from: Timestamp, to: Timestamp, currency: Currency) -> Self {
        Self {
            from,
            to,
            currency,
            tickets: SoldTickets::default(),
            proposals: BTreeMap::new(),
            earlier: std::collections::BTreeSet::new(),
        }
    }

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    pub fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        self.tickets.apply(event, at);
        let Event::Ticket(id, event) = event else {
            return Ok(());
        };
        let Some(ticket) = self.tickets.get(*id) else {
            return Ok(());
        };
        let (jobs, approved): (Vec<TicketJobId>, _) = match event {
            TicketEvent::Presented { .. } => (ticket.jobs.iter().map(|job| job.id).collect(), None),
            TicketEvent::JobDecided { job, approval } => {
                let approved = match approval {
                    Approval::Approved { .. } => true,
                    Approval::Declined { .. } => false,
                    Approval::Pending => return Ok(()),
                };
                (vec![*job], Some(approved))
            }
            _ => return Ok(()),
        };
        let mut seen = Vec::with_capacity(jobs.len());
        for id in jobs {
            let job = ticket.job(id)?;
            let proposal = Proposal {
                advisor: ticket.plan.advisor,
                origin: job.origin,
                value: job_amount(ticket, id)?,
                approved,
            };
            seen.push((id, proposal));
        }
        for (id, mut proposal) in seen {
            if at < self.from {
                self.earlier.insert(id);
                continue;
            }
            let known = self.proposals.get(&id);
            if at >= self.to || self.earlier.contains(&id) {
                continue;
            }
            // Shown again, it keeps what was said to it.
            proposal.approved = approved.or(known.and_then(|known| known.approved));
            self.proposals.insert(id, proposal);
        }
        Ok(())
    }

    /// Returns the proposals by advisor and by how the work was found.
    ///
    /// # Errors
    /// [`MoneyError`] when the sums do not fit.
    pub fn result(&self) -> Result<BTreeMap<(Option<StaffId>, LineOrigin), Proposals>, MoneyError> {
        let none = Tally {
            jobs: 0,
            value: Money::zero(self.currency),
        };
        let mut result = BTreeMap::new();
        for proposal in self.proposals.values() {
            let key = (proposal.advisor, proposal.origin);
            let sums = result.entry(key).or_insert(Proposals {
                presented: none,
                approved: none,
                declined: none,
            });
            sums.presented.add(proposal.value)?;
            match proposal.approved {
                Some(true) => sums.approved.add(proposal.value)?,
                Some(false) => sums.declined.add(proposal.value)?,
                None => {}
            }
        }
        Ok(result)
    }
}

impl Tally {
    fn add(&mut self, value: Money) -> Result<(), MoneyError> {
        self.jobs = self.jobs.saturating_add(1);
        self.value = self.value.plus(value)?;
        Ok(())
    }
}

impl Proposals {
    /// Returns the share of the presented value that was approved; the closing ratio.
    #[must_use]
    pub fn approved_share(&self) -> Option<Decimal> {
        let presented = self.presented.value.to_decimal();
        self.approved.value.to_decimal().checked_div(presented)
    }
}
