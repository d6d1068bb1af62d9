//! One order: recall its key, load what it names, let the domain decide, append.

mod accounts;
mod buying;
mod canned;
mod catalog;
mod cores;
mod counts;
mod import;
pub mod load;
mod people;
mod plans;
mod policy;
pub mod prices;
mod returning;
mod staff;
mod tickets;
mod till;
mod transfers;
mod vehicles;

use std::sync::Arc;

use domain::ctx::{Ctx, FreshIds};
use domain::drawer::DrawerEvent;
use domain::ids::{DeviceName, DrawerOpeningId, JobId};
use domain::job::{Job, JobEvent, JobKind, JobOutcome, JobState};
use domain::limits::{Right, stood_in};
use domain::people::Role;
use domain::text::{self, TEXT_LEN_MAX};
use domain::ticket::Ticket;
use domain::{Event, Refusal, Timestamp};

use crate::command::{By, Command, DrawerNote, EngineError, Outcome, StaffDraft};
use crate::ports::{Recorded, Remembered};
use crate::run::Engine;

/// What an order decided, not yet appended.
struct Decision {
    events: Vec<Event>,
    ticket: Option<Arc<Ticket>>,
}

impl From<Vec<Event>> for Decision {
    fn from(events: Vec<Event>) -> Self {
        Self {
            events,
            ticket: None,
        }
    }
}

impl Engine {
    pub(crate) fn handle(
        &mut self,
        key: Option<(String, [u8; 16])>,
        by: &By,
        command: Command,
    ) -> Result<Outcome, EngineError> {
        if let Some((key, fingerprint)) = &key
            && let Some(remembered) = self.store.recall(key)?
        {
            let mut again = self.answer_again(remembered, *fingerprint)?;
            if let Command::Import(batch) = command {
                let now = self.clock.now().max(self.last_at);
                again.refused = self.import(by, now, batch)?.1;
            }
            return Ok(again);
        }
        let now = self.clock.now().max(self.last_at);
        let (decision, refused) = match command {
            Command::Import(batch) => self.import(by, now, batch)?,
            command => (self.decide(by, now, command)?, Vec::new()),
        };
        let Decision { events, ticket } = decision;
        let (first, last) = if events.is_empty() {
            (1, 0)
        } else {
            self.store.append(now, &by.actor, &events)?
        };
        if let Some((key, fingerprint)) = key {
            self.store.remember(
                &key,
                Remembered {
                    fingerprint,
                    first,
                    last,
                },
            )?;
        }
        self.last_at = now;
        self.take_note(&events, ticket.as_ref());
        let records = (first..).zip(events).map(|(cursor, event)| {
            Arc::new(Recorded {
                cursor,
                at: now,
                actor: by.actor.clone(),
                event,
            })
        });
        Ok(Outcome {
            cursor: last,
            replayed: false,
            records: records.collect(),
            ticket,
            refused,
        })
    }

    /// Gives the first answer again: the same events, and the ticket as it was right after them.
    fn answer_again(
        &mut self,
        remembered: Remembered,
        fingerprint: [u8; 16],
    ) -> Result<Outcome, EngineError> {
        if remembered.fingerprint != fingerprint {
            return Err(Refusal::KeyReused.into());
        }
        let Remembered { first, last, .. } = remembered;
        let records = if first <= last {
            let records = self.store.records(first, last)?;
            records.into_iter().map(Arc::new).collect()
        } else {
            Vec::new()
        };
        let ticket = records.iter().find_map(|record| record.event.ticket());
        let ticket = match ticket {
            Some(id) => self.store.ticket(id, Some(last))?.map(Arc::new),
            None => None,
        };
        Ok(Outcome {
            cursor: last,
            replayed: true,
            records,
            ticket,
            refused: Vec::new(),
        })
    }

    /// Brings what the engine holds in memory up to date with what was appended.
    fn take_note(&mut self, events: &[Event], ticket: Option<&Arc<Ticket>>) {
        for event in events {
            if let Some(number) = event.number() {
                self.numbers.used(number);
            }
            match event {
                Event::Policy(_, event) => self.policy_set(event),
                // Its price, its cost or what is left of it may be another now.
                Event::Part(id, _) => {
                    self.parts.pop(id);
                }
                // A return is told to the ticket of the sale, too.
                Event::Ticket(id, _) => {
                    self.tickets.pop(id);
                }
                _ => {}
            }
        }
        if let Some(ticket) = ticket {
            self.tickets.put(ticket.id, Arc::clone(ticket));
        }
    }

    fn decide(
        &mut self,
        by: &By,
        now: Timestamp,
        command: Command,
    ) -> Result<Decision, EngineError> {
        match command {
            Command::OpenTicket {
                customer,
                vehicle,
                odometer,
                estimate,
            } => self.open_ticket(by, now, (customer, vehicle, odometer), estimate),
            Command::Ticket { ticket, command } => self.decide_ticket(by, now, ticket, command),
            Command::StepCard {
                ticket,
                payment,
                step,
            } => self.step_card(by, now, ticket, payment, step),
            Command::ImportParts { rows } => self.import_parts(by, now, rows),
            Command::Import(batch) => self.import(by, now, batch).map(|(decision, _)| decision),
            Command::Buy(command) => self.buy(by, now, *command),
            Command::AdjustStock {
                part,
                quantity,
                reason,
            } => {
                let part = self.part(part)?;
                let reason = text::required("reason", &reason, TEXT_LEN_MAX)?;
                self.adjust_stock(by, now, &part, quantity, reason)
            }
            Command::Customer(command) => self.decide_customer(by, now, command),
            Command::Vehicle(command) => self.decide_vehicle(by, now, command),
            Command::Plan(command) => self.decide_plan(by, now, command),
            Command::SetPolicy(policy) => {
                let ctx = self.ctx(by, now);
                let event = domain::policy::set(*policy, &ctx).map_err(Refusal::from)?;
                Ok(vec![event].into())
            }
            Command::SaveCanned { id, job } => self.save_canned(by, now, id, *job),
            Command::RetireCanned(canned) => self.retire_canned(by, now, canned),
            Command::Core { core, order } => self.decide_core(by, now, core, &order),
            Command::ForfeitCores => self.forfeit_cores(by, now),
            Command::OpenTransfer(draft) => self.open_transfer(by, now, draft),
            Command::Transfer { transfer, command } => {
                self.decide_transfer(by, now, transfer, command)
            }
            Command::OpenCount { scope, rules } => self.open_count(by, now, scope, rules),
            Command::Count { count, command } => self.decide_count(by, now, count, command),
            Command::SaveStaff(draft) => {
                self.staff_may_be_saved(&by.actor, &draft)?;
                self.save_staff(draft)
            }
            Command::SetUpOwner { name, pin_hash } => {
                if self.store.anyone_signs_in()? {
                    return Err(Refusal::AlreadySetUp.into());
                }
                let pin_hash = Some(pin_hash);
                self.save_staff(StaffDraft {
                    id: None,
                    name,
                    role: Role::Owner,
                    pin_hash,
                })
            }
            Command::OpenDrawer { device, reason } => {
                let reason = text::required("reason", &reason, TEXT_LEN_MAX)?;
                stood_in(Right::NoSale, &self.ctx(by, now))?;
                let device = device
                    .or_else(|| self.rules.drawer.clone())
                    .ok_or(Refusal::NoDevice("cash drawer"))?;
                self.request_job(
                    device,
                    JobKind::Drawer {
                        reason,
                        ticket: None,
                    },
                )
            }
            Command::PrintDocument { device, body } => {
                let device = device
                    .or_else(|| self.rules.receipt_printer.clone())
                    .ok_or(Refusal::NoDevice("receipt printer"))?;
                self.request_job(device, JobKind::Document { body })
            }
            Command::Till(command) => self.decide_till(by, now, command),
            Command::PrintPaper { device, what, id } => self.print_paper(by, now, device, what, id),
            Command::RetryJob { job } => {
                self.job(job)?.may_retry()?;
                Ok(vec![Event::Job(job, JobEvent::Retried)].into())
            }
            Command::CancelJob { job } => {
                self.job(job)?.may_cancel()?;
                let reason = "It was taken back before anything was sent.".to_owned();
                let outcome = JobOutcome::Failed { reason };
                Ok(vec![Event::Job(job, JobEvent::Settled(outcome))].into())
            }
            Command::ResolveJob { job, done } => {
                self.job(job)?.may_resolve()?;
                Ok(vec![Event::Job(job, JobEvent::Resolved { done })].into())
            }
            Command::ReprintJob { job, device } => {
                let earlier = self.job(job)?;
                earlier.may_reprint()?;
                let device = device.unwrap_or(earlier.device);
                // A copy of a copy is a copy of what was printed first.
                let of = match earlier.kind {
                    JobKind::Reprint { of } => of,
                    JobKind::Receipt { .. }
                    | JobKind::Drawer { .. }
                    | JobKind::Paper { .. }
                    | JobKind::Document { .. } => job,
                };
                self.request_job(device, JobKind::Reprint { of })
            }
            Command::NoteDrawer(note) => Ok(self.note_drawer(note)),
            Command::StartJob { job } => {
                self.job(job)?.may_start()?;
                Ok(vec![Event::Job(job, JobEvent::Started)].into())
            }
            Command::SettleJob { job, outcome } => {
                self.job(job)?.may_settle()?;
                Ok(vec![Event::Job(job, JobEvent::Settled(outcome))].into())
            }
        }
    }

    fn request_job(&mut self, device: DeviceName, kind: JobKind) -> Result<Decision, EngineError> {
        let id = JobId::new(self.ids.next_id());
        let job = Job {
            id,
            device,
            kind,
            state: JobState::Requested,
        };
        Ok(vec![job.requested()].into())
    }

    /// Writes down what a drawer's sensor told.
    fn note_drawer(&mut self, note: DrawerNote) -> Decision {
        let (opening, event) = match note {
            DrawerNote::Opened { device, job } => {
                let opening = DrawerOpeningId::new(self.ids.next_id());
                (opening, DrawerEvent::Opened { device, job })
            }
            DrawerNote::LeftOpen { opening } => (opening, DrawerEvent::LeftOpen),
            DrawerNote::Closed { opening } => (opening, DrawerEvent::Closed),
        };
        vec![Event::Drawer(opening, event)].into()
    }

    fn job(&mut self, id: JobId) -> Result<Job, EngineError> {
        Ok(self.store.job(id)?.ok_or(Refusal::NoSuchJob(id))?)
    }

    fn ctx(&mut self, by: &By, now: Timestamp) -> Ctx {
        Ctx {
            now,
            today: self.clock.day(now),
            actor: by.actor.clone(),
            role: by.role,
            approver: by.approver.clone(),
            ids: FreshIds::new(self.ids.next_id()),
            numbers: self.numbers.clone(),
            shop: Arc::clone(&self.rules),
        }
    }
}
