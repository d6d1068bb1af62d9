//! One order: recall its key, load what it names, let the domain decide, append.

use std::sync::Arc;

use domain::catalog::{MoveReason, Part, StockMove};
use domain::ctx::{Ctx, FreshIds};
use domain::ids::{CustomerId, JobId, LineId, PartId, PaymentId, StaffId, TicketId, VehicleId};
use domain::job::{Job, JobKind, JobState};
use domain::money::{Quantity, UnitPrice};
use domain::people::{Customer, Role, Staff, Vehicle};
use domain::text::{self, TEXT_LEN_MAX};
use domain::ticket::{self, Ticket, TicketOrder};
use domain::vin::Vin;
use domain::{Actor, Event, Refusal, Timestamp};

use crate::command::{
    Command, CustomerDraft, EngineError, Outcome, PartRef, PartRow, StaffDraft, TicketCommand,
    VehicleDraft,
};
use crate::ports::{Recorded, Remembered};
use crate::run::Engine;

/// The most rows one parts import takes; larger files come in several orders.
pub(crate) const IMPORT_ROWS_MAX: usize = 500;

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
        actor: &Actor,
        command: Command,
    ) -> Result<Outcome, EngineError> {
        if let Some((key, fingerprint)) = &key
            && let Some(remembered) = self.store.recall(key)?
        {
            return self.answer_again(remembered, *fingerprint);
        }
        let now = self.clock.now().max(self.last_at);
        let Decision { events, ticket } = self.decide(actor, now, command)?;
        let (first, last) = if events.is_empty() {
            (1, 0)
        } else {
            self.store.append(now, actor, &events)?
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
                actor: actor.clone(),
                event,
            })
        });
        Ok(Outcome {
            cursor: last,
            replayed: false,
            records: records.collect(),
            ticket,
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
        })
    }

    /// Brings what the engine holds in memory up to date with what was appended.
    fn take_note(&mut self, events: &[Event], ticket: Option<&Arc<Ticket>>) {
        for event in events {
            match event {
                Event::TicketOpened { number, .. } => self.numbers.used(number),
                Event::TicketClosed { receipt, .. } => self.numbers.used(receipt),
                Event::PartSaved(part) => {
                    self.parts.pop(&part.id);
                }
                Event::TicketAttached { .. }
                | Event::LineAdded { .. }
                | Event::LineQuantityChanged { .. }
                | Event::LineRemoved { .. }
                | Event::TaxAssessed { .. }
                | Event::TaxFailed { .. }
                | Event::CashTaken { .. }
                | Event::CardRequested { .. }
                | Event::CardStepped { .. }
                | Event::CardCancelAsked { .. }
                | Event::TicketVoided { .. }
                | Event::StockMoved(_)
                | Event::ServiceRecorded(_)
                | Event::CustomerSaved(_)
                | Event::VehicleSaved(_)
                | Event::StaffSaved(_)
                | Event::JobRequested(_)
                | Event::JobStarted { .. }
                | Event::JobSettled { .. }
                | Event::JobRetried { .. } => {}
            }
        }
        if let Some(ticket) = ticket {
            self.tickets.put(ticket.id, Arc::clone(ticket));
        }
    }

    fn decide(
        &mut self,
        actor: &Actor,
        now: Timestamp,
        command: Command,
    ) -> Result<Decision, EngineError> {
        match command {
            Command::OpenTicket {
                customer,
                vehicle,
                odometer,
            } => {
                let customer = self.owner_of(customer, vehicle)?;
                let ctx = self.ctx(actor, now);
                let events = ticket::open(customer, vehicle, odometer, &ctx);
                let mut opened = Ticket::from_opened(&events[0], now, actor)
                    .ok_or(Refusal::NoSuchTicket(ctx.ids.ticket))?;
                events
                    .iter()
                    .skip(1)
                    .for_each(|event| opened.apply(event, now));
                Ok(Decision {
                    events,
                    ticket: Some(Arc::new(opened)),
                })
            }
            Command::Ticket { ticket, command } => self.decide_ticket(actor, now, ticket, command),
            Command::ImportParts { rows } => self.import_parts(rows),
            Command::AdjustStock {
                part,
                quantity,
                reason,
            } => {
                let part = self.part(part)?;
                let reason = text::required("reason", &reason, TEXT_LEN_MAX)?;
                Ok(vec![self.adjust(part.id, part.cost, quantity, reason)].into())
            }
            Command::SaveCustomer(draft) => self.save_customer(draft),
            Command::SaveVehicle(draft) => self.save_vehicle(draft),
            Command::SaveStaff(draft) => {
                self.staff_may_be_saved(actor, &draft)?;
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
            Command::OpenDrawer { reason } => {
                let reason = text::required("reason", &reason, TEXT_LEN_MAX)?;
                let device = self
                    .rules
                    .drawer
                    .clone()
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
            Command::RetryJob { job } => {
                self.job(job)?.may_retry()?;
                Ok(vec![Event::JobRetried { job }].into())
            }
            Command::StartJob { job } => {
                self.job(job)?.may_start()?;
                Ok(vec![Event::JobStarted { job }].into())
            }
            Command::SettleJob { job, outcome } => {
                self.job(job)?.may_settle()?;
                Ok(vec![Event::JobSettled { job, outcome }].into())
            }
        }
    }

    fn decide_ticket(
        &mut self,
        actor: &Actor,
        now: Timestamp,
        id: TicketId,
        command: TicketCommand,
    ) -> Result<Decision, EngineError> {
        let before = self.load_ticket(id)?;
        let ctx = self.ctx(actor, now);
        let mut ticket = Ticket::clone(&before);
        let mut events = Vec::with_capacity(4);
        // A tax rule that failed before gets another chance when money is asked for.
        let asks_money = matches!(
            command,
            TicketCommand::TakeCash { .. }
                | TicketCommand::TakeCard { .. }
                | TicketCommand::RetryCard { .. }
                | TicketCommand::Close
        );
        if asks_money && ticket.status == ticket::TicketStatus::Open {
            self.assess_tax(&mut ticket, &mut events, now);
        }
        let decided = match command {
            TicketCommand::CardStep { payment, step } => {
                ticket::card_step(&ticket, payment, step, &ctx)?
            }
            command => {
                let order = self.resolve(&ticket, command)?;
                ticket::decide(&ticket, &order, &ctx)?
            }
        };
        decided.iter().for_each(|event| ticket.apply(event, now));
        events.extend(decided);
        if ticket.status == ticket::TicketStatus::Open {
            self.assess_tax(&mut ticket, &mut events, now);
        }
        Ok(Decision {
            events,
            ticket: Some(Arc::new(ticket)),
        })
    }

    /// Asks the tax rule when the lines changed since its last answer, and records what it says.
    fn assess_tax(&mut self, ticket: &mut Ticket, events: &mut Vec<Event>, now: Timestamp) {
        if !ticket.needs_tax() || ticket.lines.is_empty() {
            return;
        }
        let query = ticket.tax_query(&self.rules.location);
        let checked = self.tax.assess(&query).and_then(|answer| {
            answer
                .checked(&query)
                .map_err(|refusal| refusal.to_string())
        });
        let event = match checked {
            Ok(answer) => Event::TaxAssessed {
                ticket: ticket.id,
                assessment: ticket.assessment(answer),
            },
            Err(reason) => {
                tracing::warn!(ticket_id = %ticket.id, reason, "no tax answer");
                if ticket.tax == ticket::TaxState::Failed(reason.clone()) {
                    return;
                }
                Event::TaxFailed {
                    ticket: ticket.id,
                    reason,
                }
            }
        };
        ticket.apply(&event, now);
        events.push(event);
    }

    /// Looks up what an order names.
    fn resolve(
        &mut self,
        ticket: &Ticket,
        command: TicketCommand,
    ) -> Result<TicketOrder, EngineError> {
        Ok(match command {
            TicketCommand::Attach {
                customer,
                vehicle,
                odometer,
            } => {
                let customer = self.owner_of(customer, vehicle)?;
                if let (None, Some(customer), Some(vehicle)) = (vehicle, customer, ticket.vehicle)
                    && self.vehicle(vehicle)?.customer != customer
                {
                    return Err(Refusal::VehicleOfAnother(vehicle).into());
                }
                TicketOrder::Attach {
                    customer,
                    vehicle,
                    odometer,
                }
            }
            TicketCommand::AddPart {
                part,
                quantity,
                unit_price,
            } => {
                let part = match part {
                    PartRef::Id(id) => self.part(id)?,
                    PartRef::Code(code) => self.part_by_code(&code)?,
                };
                TicketOrder::AddPart {
                    part: Box::new(Part::clone(&part)),
                    quantity,
                    unit_price,
                }
            }
            TicketCommand::AddLabor {
                description,
                hours,
                rate,
            } => TicketOrder::AddLabor {
                description,
                hours,
                rate,
            },
            TicketCommand::ChangeQuantity { line, quantity } => {
                TicketOrder::ChangeQuantity { line, quantity }
            }
            TicketCommand::RemoveLine { line } => TicketOrder::RemoveLine { line },
            TicketCommand::TakeCash { tendered, amount } => {
                TicketOrder::TakeCash { tendered, amount }
            }
            TicketCommand::TakeCard { amount } => TicketOrder::TakeCard { amount },
            TicketCommand::RetryCard { payment } => TicketOrder::RetryCard { payment },
            TicketCommand::CancelCard { payment } | TicketCommand::CardStep { payment, .. } => {
                TicketOrder::CancelCard { payment }
            }
            TicketCommand::Close => TicketOrder::Close,
            TicketCommand::Void { reason } => TicketOrder::Void { reason },
            TicketCommand::Reprint => TicketOrder::Reprint,
        })
    }

    /// A vehicle brings its owner along; an owner who is named must be the vehicle's.
    fn owner_of(
        &mut self,
        customer: Option<CustomerId>,
        vehicle: Option<VehicleId>,
    ) -> Result<Option<CustomerId>, EngineError> {
        if let Some(id) = customer {
            self.store
                .customer(id)?
                .ok_or(Refusal::NoSuchCustomer(id))?;
        }
        let Some(vehicle) = vehicle else {
            return Ok(customer);
        };
        let owner = self.vehicle(vehicle)?.customer;
        match customer {
            Some(named) if named != owner => Err(Refusal::VehicleOfAnother(vehicle).into()),
            Some(_) | None => Ok(Some(owner)),
        }
    }

    fn import_parts(&mut self, rows: Vec<PartRow>) -> Result<Decision, EngineError> {
        if rows.is_empty() || rows.len() > IMPORT_ROWS_MAX {
            return Err(Refusal::ImportSize(IMPORT_ROWS_MAX).into());
        }
        let mut events = Vec::with_capacity(rows.len() * 2);
        for (index, row) in rows.into_iter().enumerate() {
            let at_row = |reason: Refusal| Refusal::ImportRow {
                row: index + 1,
                reason: Box::new(reason),
            };
            let PartRow { part, on_hand } = row;
            let mut part = part.checked().map_err(at_row)?;
            let code = text::normal_number(&part.number);
            let known = self
                .store
                .parts_by_code(&part.number, 50)?
                .into_iter()
                .find(|known| {
                    known.brand == part.brand && text::normal_number(&known.number) == code
                });
            part.id = known
                .as_ref()
                .map_or_else(|| PartId::new(self.ids.next_id()), |k| k.id);
            let (id, cost) = (part.id, part.cost);
            let counted = match (on_hand, &known) {
                (None, _) => None,
                (Some(counted), None) => Some(counted),
                (Some(counted), Some(_)) => {
                    let booked = self.store.on_hand(id, &self.rules.location)?;
                    let difference = counted.decimal() - booked.decimal();
                    Some(Quantity::try_new(difference).map_err(Refusal::number("on hand"))?)
                }
            };
            events.push(Event::PartSaved(Box::new(part)));
            if let Some(quantity) = counted.filter(|quantity| *quantity != Quantity::ZERO) {
                events.push(self.adjust(id, cost, quantity, "import".to_owned()));
            }
        }
        Ok(events.into())
    }

    fn adjust(
        &self,
        part: PartId,
        unit_cost: UnitPrice,
        quantity: Quantity,
        reason: String,
    ) -> Event {
        Event::StockMoved(StockMove {
            part,
            location: self.rules.location.clone(),
            quantity,
            unit_cost,
            reason: MoveReason::Adjusted { reason },
        })
    }

    fn save_customer(&mut self, draft: CustomerDraft) -> Result<Decision, EngineError> {
        let CustomerDraft {
            id,
            name,
            phone,
            email,
            notes,
        } = draft;
        if let Some(id) = id {
            self.store
                .customer(id)?
                .ok_or(Refusal::NoSuchCustomer(id))?;
        }
        let id = id.unwrap_or_else(|| CustomerId::new(self.ids.next_id()));
        let customer = Customer {
            id,
            name,
            phone,
            email,
            notes,
        }
        .checked()?;
        Ok(vec![Event::CustomerSaved(customer)].into())
    }

    fn save_vehicle(&mut self, draft: VehicleDraft) -> Result<Decision, EngineError> {
        let VehicleDraft {
            id,
            vin,
            customer,
            year,
            make,
            model,
            trim,
            plate,
            odometer,
        } = draft;
        if let Some(id) = id {
            self.vehicle(id)?;
        }
        self.store
            .customer(customer)?
            .ok_or(Refusal::NoSuchCustomer(customer))?;
        let vin = text::optional("VIN", vin.as_deref(), 40)?;
        let vin = vin
            .map(|vin| Vin::parse(&vin))
            .transpose()
            .map_err(Refusal::Vin)?;
        if let Some(vin) = &vin
            && let Some(other) = self.store.vehicle_by_vin(vin)?
            && Some(other.id) != id
        {
            return Err(Refusal::VinTaken(other.id).into());
        }
        let id = id.unwrap_or_else(|| VehicleId::new(self.ids.next_id()));
        let vehicle = Vehicle {
            id,
            customer,
            vin,
            year,
            make,
            model,
            trim,
            plate,
            odometer,
        };
        Ok(vec![Event::VehicleSaved(vehicle.checked()?)].into())
    }

    /// Nobody gives a role above their own, nor changes someone above them: a manager's PIN must not open the owner's
    /// door. A program with the scope for staff stands for the owner who made its token.
    fn staff_may_be_saved(&mut self, actor: &Actor, draft: &StaffDraft) -> Result<(), EngineError> {
        let Actor::Staff(by) = actor else {
            return Ok(());
        };
        let own = self
            .store
            .staff(*by)?
            .ok_or(Refusal::NoSuchStaff(*by))?
            .role;
        let known = match draft.id {
            Some(id) => self.store.staff(id)?.map(|staff| staff.role),
            None => None,
        };
        if draft.role > own || known.is_some_and(|role| role > own) {
            return Err(Refusal::RoleForbids.into());
        }
        Ok(())
    }

    fn save_staff(&mut self, draft: StaffDraft) -> Result<Decision, EngineError> {
        let StaffDraft {
            id,
            name,
            role,
            pin_hash,
        } = draft;
        let known = match id {
            Some(id) => Some(self.store.staff(id)?.ok_or(Refusal::NoSuchStaff(id))?),
            None => None,
        };
        let pin_hash = pin_hash.or_else(|| known.and_then(|staff| staff.pin_hash));
        let id = id.unwrap_or_else(|| StaffId::new(self.ids.next_id()));
        let staff = Staff {
            id,
            name,
            role,
            pin_hash,
        }
        .checked()?;
        Ok(vec![Event::StaffSaved(staff)].into())
    }

    fn request_job(
        &mut self,
        device: domain::ids::DeviceName,
        kind: JobKind,
    ) -> Result<Decision, EngineError> {
        let id = JobId::new(self.ids.next_id());
        Ok(vec![Event::JobRequested(Job {
            id,
            device,
            kind,
            state: JobState::Requested,
        })]
        .into())
    }

    fn load_ticket(&mut self, id: TicketId) -> Result<Arc<Ticket>, EngineError> {
        if let Some(ticket) = self.tickets.get(&id) {
            return Ok(Arc::clone(ticket));
        }
        let ticket = self
            .store
            .ticket(id, None)?
            .ok_or(Refusal::NoSuchTicket(id))?;
        Ok(Arc::new(ticket))
    }

    fn part(&mut self, id: PartId) -> Result<Arc<Part>, EngineError> {
        if let Some(part) = self.parts.get(&id) {
            return Ok(Arc::clone(part));
        }
        let part = Arc::new(self.store.part(id)?.ok_or(Refusal::NoSuchPart(id))?);
        self.parts.put(id, Arc::clone(&part));
        Ok(part)
    }

    /// A code must name one part. Among several, the one whose barcode or exact spelling it is wins.
    fn part_by_code(&mut self, code: &str) -> Result<Arc<Part>, EngineError> {
        let code = text::required("code", code, 60)?;
        let mut found = self.store.parts_by_code(&code, 10)?;
        if found.len() > 1 {
            let exact = |part: &Part| part.upc.as_deref() == Some(&code) || part.number == code;
            if found.iter().filter(|part| exact(part)).count() == 1 {
                found.retain(exact);
            }
        }
        let count = found.len();
        match found.pop() {
            None => Err(Refusal::NoSuchCode(code).into()),
            Some(part) if count == 1 => Ok(Arc::new(part)),
            Some(_) => Err(Refusal::CodeAmbiguous { code, count }.into()),
        }
    }

    fn vehicle(&mut self, id: VehicleId) -> Result<Vehicle, EngineError> {
        Ok(self.store.vehicle(id)?.ok_or(Refusal::NoSuchVehicle(id))?)
    }

    fn job(&mut self, id: JobId) -> Result<Job, EngineError> {
        Ok(self.store.job(id)?.ok_or(Refusal::NoSuchJob(id))?)
    }

    fn ctx(&mut self, actor: &Actor, now: Timestamp) -> Ctx {
        let ids = FreshIds {
            line: LineId::new(self.ids.next_id()),
            payment: PaymentId::new(self.ids.next_id()),
            drawer_job: JobId::new(self.ids.next_id()),
            receipt_job: JobId::new(self.ids.next_id()),
            ticket: TicketId::new(self.ids.next_id()),
        };
        Ctx {
            now,
            actor: actor.clone(),
            ids,
            numbers: self.numbers,
            shop: Arc::clone(&self.rules),
        }
    }
}
