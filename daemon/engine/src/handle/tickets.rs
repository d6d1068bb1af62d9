//! Orders to tickets: what they name is looked up, the domain decides, the tax rule is asked.

use std::sync::Arc;

use domain::catalog::Part;
use domain::ids::{CustomerId, PaymentId, TicketId, VehicleId};
use domain::ticket::{self, CardStep, Ticket, TicketOrder};
use domain::{Actor, Event, Refusal, Timestamp};

use super::Decision;
use crate::command::{EngineError, PartRef, TicketCommand};
use crate::run::Engine;

impl Engine {
    pub(super) fn decide_ticket(
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
        let order = self.resolve(&ticket, command)?;
        let decided = ticket::decide(&ticket, &order, &ctx)?;
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

    /// Records what the payment driver says. Lines cannot change while a card is in flight, so the tax stands.
    pub(super) fn step_card(
        &mut self,
        actor: &Actor,
        now: Timestamp,
        id: TicketId,
        payment: PaymentId,
        step: CardStep,
    ) -> Result<Decision, EngineError> {
        let mut ticket = Ticket::clone(&*self.load_ticket(id)?);
        let ctx = self.ctx(actor, now);
        let events = ticket::card_step(&ticket, payment, step, &ctx)?;
        events.iter().for_each(|event| ticket.apply(event, now));
        Ok(Decision {
            events,
            ticket: Some(Arc::new(ticket)),
        })
    }

    /// Asks the tax rule when the lines changed since its last answer, and records what it says.
    pub(super) fn assess_tax(
        &mut self,
        ticket: &mut Ticket,
        events: &mut Vec<Event>,
        now: Timestamp,
    ) {
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
    pub(super) fn resolve(
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
            TicketCommand::CancelCard { payment } => TicketOrder::CancelCard { payment },
            TicketCommand::Close => TicketOrder::Close,
            TicketCommand::Void { reason } => TicketOrder::Void { reason },
            TicketCommand::Reprint => TicketOrder::Reprint,
        })
    }

    /// A vehicle brings its owner along; an owner who is named must be the vehicle's.
    pub(super) fn owner_of(
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

    pub(super) fn load_ticket(&mut self, id: TicketId) -> Result<Arc<Ticket>, EngineError> {
        if let Some(ticket) = self.tickets.get(&id) {
            return Ok(Arc::clone(ticket));
        }
        let ticket = self
            .store
            .ticket(id, None)?
            .ok_or(Refusal::NoSuchTicket(id))?;
        Ok(Arc::new(ticket))
    }
}
