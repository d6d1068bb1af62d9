//! Orders about canned jobs, and putting one on a ticket.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::canned::{self, Canned, CannedJob, CannedLine, ExpandedLine, expand};
use domain::ids::{CannedJobId, TicketId};
use domain::money::Quantity;
use domain::ticket::{self, Beside, LineDraft, PartCondition, Ticket, TicketOrder, TicketStatus};
use domain::{Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError, LaborOrder, PartOrder, PartRef};
use crate::run::Engine;

impl Engine {
    pub(super) fn save_canned(
        &mut self,
        by: &By,
        now: Timestamp,
        id: Option<CannedJobId>,
        job: CannedJob,
    ) -> Result<Decision, EngineError> {
        if let Some(id) = id {
            self.canned(id)?;
        }
        for line in &job.lines {
            if let CannedLine::Part { part, .. } = line {
                self.part(*part)?;
            }
        }
        let ctx = self.ctx(by, now);
        let events = canned::save(id, job, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    pub(super) fn retire_canned(
        &mut self,
        by: &By,
        now: Timestamp,
        id: CannedJobId,
    ) -> Result<Decision, EngineError> {
        let known = self.canned(id)?;
        let ctx = self.ctx(by, now);
        let events = canned::retire(&known, &ctx).map_err(Refusal::from)?;
        Ok(events.into())
    }

    /// Adds the job and then each line to the ticket as it stands after the one before; all of it or nothing.
    pub(super) fn add_canned(
        &mut self,
        by: &By,
        now: Timestamp,
        id: TicketId,
        (canned, attributes): (CannedJobId, &BTreeMap<String, Quantity>),
    ) -> Result<Decision, EngineError> {
        let canned = self.canned(canned)?;
        let expanded = expand(&canned, attributes).map_err(Refusal::from)?;
        let ctx = self.ctx(by, now);
        let mut ticket = Ticket::clone(&*self.load_ticket(id)?);
        let mut events = Vec::with_capacity(2 + expanded.lines.len());
        let mut take = |ticket: &mut Ticket, order: &TicketOrder| -> Result<(), Refusal> {
            let decided = ticket::decide(ticket, order, &Beside::default(), &ctx)?;
            decided.iter().for_each(|event| ticket.apply(event, now));
            events.extend(decided);
            Ok(())
        };
        take(&mut ticket, &TicketOrder::AddJob(expanded.job))?;
        let draft = LineDraft {
            job: ticket.jobs.last().map(|job| job.id),
            ..LineDraft::default()
        };
        for line in expanded.lines {
            let draft = draft.clone();
            let order = match line {
                ExpandedLine::Part { part, quantity } => {
                    let part = PartOrder {
                        part: PartRef::Id(part),
                        quantity,
                        unit_price: None,
                        condition: PartCondition::New,
                        serials: Vec::new(),
                        core_in_hand: false,
                    };
                    self.part_order(&ticket, part, draft, &ctx)?
                }
                ExpandedLine::Labor {
                    description,
                    hours,
                    rate,
                    diagnostic,
                } => {
                    let labor = LaborOrder {
                        description,
                        hours,
                        rate: None,
                        rate_name: rate,
                        technician: None,
                        diagnostic,
                    };
                    self.labor_order(labor, draft, &ctx)?
                }
                ExpandedLine::Fee {
                    description,
                    class,
                    price,
                } => TicketOrder::AddFee {
                    description,
                    class,
                    price,
                    draft,
                },
                ExpandedLine::Sublet(sublet) => TicketOrder::AddSublet(Box::new(sublet), draft),
            };
            take(&mut ticket, &order)?;
        }
        if ticket.status == TicketStatus::Open {
            self.assess(&mut ticket, &mut events, &ctx)?;
        }
        Ok(Decision {
            events,
            ticket: Some(Arc::new(ticket)),
        })
    }

    fn canned(&mut self, id: CannedJobId) -> Result<Canned, EngineError> {
        let known = self.load::<Canned>(id.uuid())?;
        Ok(known.ok_or(Refusal::NoSuchCanned(id))?)
    }
}
