//! Orders to tickets: what they name is looked up and priced, the domain decides, fees and tax are worked out anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::catalog::Part;
use domain::charges::assess_charges;
use domain::core_charge::Core;
use domain::ctx::Ctx;
use domain::ids::{
    CoreId, CustomerId, LineId, PartId, PaymentId, StaffId, TicketId, TicketJobId, TillId,
    VehicleId,
};
use domain::ledger::Account;
use domain::people::{CustomerRefusal, VehicleRefusal};
use domain::ticket::{
    self, AccountStanding, Beside, CardStep, CoreBack, CoreBackDraft, Line, LineDraft, LineKind,
    NoReceiptDraft, PartDraft, PayType, RefundTo, ReturnDraft, Standing, Ticket, TicketEvent,
    TicketOrder, TicketStatus,
};
use domain::{Event, Money, Refusal, Timestamp};

use super::Decision;
use crate::command::{By, CoreRef, EngineError, PartOrder, PartRef, RefundWay, TicketCommand};
use crate::run::Engine;

impl Engine {
    pub(super) fn open_ticket(
        &mut self,
        by: &By,
        now: Timestamp,
        (customer, vehicle, odometer): (Option<CustomerId>, Option<VehicleId>, Option<u32>),
        estimate: bool,
    ) -> Result<Decision, EngineError> {
        let customer = self.owner_of(customer, vehicle)?;
        let ctx = self.ctx(by, now);
        let mut events = ticket::open(customer, vehicle, odometer, &ctx);
        let opened = Ticket::replay(events.iter().map(|event| (event, now, &by.actor)));
        let Some(mut opened) = opened else {
            return Ok(events.into());
        };
        if estimate {
            let order = TicketOrder::MakeEstimate;
            let decided = ticket::decide(&opened, &order, &Beside::default(), &ctx)?;
            decided.iter().for_each(|event| opened.apply(event, now));
            events.extend(decided);
        }
        Ok(Decision {
            events,
            ticket: Some(Arc::new(opened)),
        })
    }

    pub(super) fn decide_ticket(
        &mut self,
        by: &By,
        now: Timestamp,
        id: TicketId,
        command: TicketCommand,
    ) -> Result<Decision, EngineError> {
        let command = match command {
            TicketCommand::AddCanned { canned, attributes } => {
                return self.add_canned(by, now, id, (canned, &attributes));
            }
            command => command,
        };
        let before = self.load_ticket(id)?;
        let ctx = self.ctx(by, now);
        let mut ticket = Ticket::clone(&before);
        let mut events = Vec::with_capacity(4);
        let moves_money = moves_money(&command);
        // A tax rule that failed before gets another chance when money is asked for.
        if moves_money && ticket.status == TicketStatus::Open {
            self.assess(&mut ticket, &mut events, &ctx)?;
        }
        let order = self.resolve(&ticket, command, &ctx)?;
        self.who_took(&order)?;
        let beside = self.beside(&ticket, &order, moves_money)?;
        let mut decided = ticket::decide(&ticket, &order, &beside, &ctx)?;
        decided.iter().for_each(|event| ticket.apply(event, now));
        let gate = self.reconciled(&before, &ticket, &order, &decided, &ctx)?;
        gate.iter().for_each(|event| ticket.apply(event, now));
        let plans = self.plans_of(&before, &decided, &ctx)?;
        let reading = self.odometer_read(&ticket, &decided, &ctx)?;
        self.use_held(&ticket, &mut decided, &ctx)?;
        events.extend(decided);
        events.extend(gate);
        events.extend(plans);
        events.extend(reading);
        if ticket.status == TicketStatus::Open {
            self.assess(&mut ticket, &mut events, &ctx)?;
        }
        Ok(Decision {
            events,
            ticket: Some(Arc::new(ticket)),
        })
    }

    /// Records what the payment driver says. Lines cannot change while a card is in flight, so the tax stands.
    pub(super) fn step_card(
        &mut self,
        by: &By,
        now: Timestamp,
        id: TicketId,
        payment: PaymentId,
        step: CardStep,
    ) -> Result<Decision, EngineError> {
        let mut ticket = Ticket::clone(&*self.load_ticket(id)?);
        let ctx = self.ctx(by, now);
        let beside = if matches!(step, CardStep::Captured { .. }) {
            self.beside_money(&ticket)?
        } else {
            Beside::default()
        };
        let mut events = ticket::card_step(&ticket, payment, step, &beside, &ctx)?;
        events.iter().for_each(|event| ticket.apply(event, now));
        let reading = self.odometer_read(&ticket, &events, &ctx)?;
        events.extend(reading);
        self.use_held(&ticket, &mut events, &ctx)?;
        Ok(Decision {
            events,
            ticket: Some(Arc::new(ticket)),
        })
    }

    /// Works fees, supplies and tax out anew when what they rest on has changed, and records what is new of them.
    pub(super) fn assess(
        &mut self,
        ticket: &mut Ticket,
        events: &mut Vec<Event>,
        ctx: &Ctx,
    ) -> Result<(), EngineError> {
        if !ticket.needs_tax() || ticket.lines.is_empty() {
            return Ok(());
        }
        let lines = ticket.charge_lines()?;
        let charges = assess_charges(&ctx.shop.charges, &lines).map_err(Refusal::from)?;
        let charges = ticket.with_ids(charges, || ctx.ids.take());
        if charges != ticket.charges {
            let event = Event::Ticket(ticket.id, TicketEvent::ChargesAssessed(charges));
            ticket.apply(&event, ctx.now);
            events.push(event);
        }
        let exemption = match ticket.customer {
            Some(customer) => self.store.customer(customer)?.and_then(|c| c.exemption),
            None => None,
        };
        let query = ticket.tax_query(&ticket.location, ctx.today, exemption)?;
        let checked = match query.check_exemption() {
            Ok(()) => self.tax.assess(&query).and_then(|answer| {
                let checked = answer.checked(&query);
                checked.map_err(|refusal| refusal.to_string())
            }),
            Err(refusal) => Err(refusal.to_string()),
        };
        let event = match checked {
            Ok(answer) => TicketEvent::TaxAssessed(ticket.assessment(answer)),
            Err(reason) => {
                tracing::warn!(ticket_id = %ticket.id, reason, "no tax answer");
                if ticket.tax == ticket::TaxState::Failed(reason.clone()) {
                    return Ok(());
                }
                TicketEvent::TaxFailed(reason)
            }
        };
        let event = Event::Ticket(ticket.id, event);
        ticket.apply(&event, ctx.now);
        events.push(event);
        Ok(())
    }

    /// Looks up what an order names, and what it costs by the shop's books.
    pub(super) fn resolve(
        &mut self,
        ticket: &Ticket,
        command: TicketCommand,
        ctx: &Ctx,
    ) -> Result<TicketOrder, EngineError> {
        Ok(match command {
            TicketCommand::Plain(mut order) => {
                self.deposit_of_change(ticket, &mut order)?;
                *order
            }
            TicketCommand::AddCoreReturn(back) => {
                let of = match back.of {
                    CoreRef::Sold(id) => CoreBack::Sold(Box::new(self.core(id)?)),
                    CoreRef::Without(part) => {
                        let id = self.named(part)?;
                        CoreBack::Without(Box::new(Part::clone(&*self.part(id)?)))
                    }
                };
                TicketOrder::AddCoreReturn(Box::new(CoreBackDraft {
                    of,
                    quantity: back.quantity,
                    grade: back.grade,
                    value: back.value,
                }))
            }
            // Handled before: it is several orders.
            TicketCommand::AddCanned { canned, .. } => {
                return Err(Refusal::NoSuchCanned(canned).into());
            }
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
            TicketCommand::AddPart(part, draft) => self.part_order(ticket, *part, draft, ctx)?,
            TicketCommand::AddLabor(labor, draft) => self.labor_order(*labor, draft, ctx)?,
            TicketCommand::AddReturn {
                sold_on,
                line,
                quantity,
                destination,
                serials,
                restocking,
            } => {
                let sold_on = Ticket::clone(&*self.load_ticket(sold_on)?);
                TicketOrder::AddReturn(Box::new(ReturnDraft {
                    cores: self.deposits_on(&sold_on, line)?,
                    sold_on: Box::new(sold_on),
                    line,
                    quantity,
                    destination,
                    serials,
                    restocking,
                }))
            }
            TicketCommand::AddReturnWithoutReceipt(order) => {
                let part = match order.part {
                    PartRef::Id(id) => self.part(id)?,
                    PartRef::Code(code) => self.part_by_code(&code)?,
                };
                TicketOrder::AddReturnWithoutReceipt(Box::new(NoReceiptDraft {
                    part: Box::new(Part::clone(&part)),
                    quantity: order.quantity,
                    destination: order.destination,
                    serials: order.serials,
                    reason: order.reason,
                    shown: order.shown,
                    lowest: order.lowest,
                    before: order.before.unwrap_or(Money::zero(ticket.currency)),
                }))
            }
            TicketCommand::Refund { amount, to } => TicketOrder::Refund {
                amount,
                to: match to {
                    RefundWay::Cash => RefundTo::Cash,
                    RefundWay::StoreCredit => RefundTo::StoreCredit,
                    RefundWay::Original {
                        ticket: paid_on,
                        payment,
                    } => {
                        let other = paid_on.filter(|paid_on| *paid_on != ticket.id);
                        let other = other.map(|id| self.load_ticket(id)).transpose()?;
                        RefundTo::Original {
                            ticket: other.map(|other| Box::new(Ticket::clone(&other))),
                            payment,
                        }
                    }
                },
            },
            TicketCommand::AddDeferred { mut draft, job } => {
                let deferral = self.deferral(ticket, job)?;
                draft.from_deferral = Some((deferral.ticket, deferral.job));
                draft.canned = draft.canned.or(deferral.canned);
                TicketOrder::AddJob(*draft)
            }
            TicketCommand::ClockOn { job, staff } => {
                self.staff_member(staff)?;
                TicketOrder::ClockOn { job, staff }
            }
        })
    }

    /// Whoever a program says took the customer's answer must be one of the staff.
    fn who_took(&mut self, order: &TicketOrder) -> Result<(), EngineError> {
        if let TicketOrder::Decide {
            decision:
                ticket::Decision::Approve {
                    taken_by: Some(staff),
                    ..
                },
            ..
        } = order
        {
            self.staff_member(*staff)?;
        }
        Ok(())
    }

    /// Finds the deposit on the old part of a line that is taken off warranty.
    fn deposit_of_change(
        &mut self,
        ticket: &Ticket,
        order: &mut TicketOrder,
    ) -> Result<(), EngineError> {
        let TicketOrder::ChangeLine { line, change } = order else {
            return Ok(());
        };
        let known = ticket.lines.iter().find(|known| known.id == *line);
        let warranty = known.filter(|known| known.pay == PayType::Warranty);
        if let (Some(part), Some(_)) = (warranty.and_then(Line::part), change.pay) {
            change.deposit = self.part(part.part)?.core;
        }
        Ok(())
    }

    pub(super) fn part_order(
        &mut self,
        ticket: &Ticket,
        order: PartOrder,
        mut draft: LineDraft,
        ctx: &Ctx,
    ) -> Result<TicketOrder, EngineError> {
        let part = match order.part {
            PartRef::Id(id) => self.part(id)?,
            PartRef::Code(code) => self.part_by_code(&code)?,
        };
        let (book_price, why) = self.book_price(ticket, &part, order.quantity, ctx)?;
        if order.unit_price.is_none() {
            draft.priced_by = draft.priced_by.or(why);
        }
        let part = PartDraft {
            book_price,
            quantity: order.quantity,
            unit_price: order.unit_price,
            condition: order.condition,
            serials: order.serials,
            components: part.components.clone(),
            core_in_hand: order.core_in_hand,
            warranty: part.warranty,
            part: Box::new(Part::clone(&part)),
        };
        Ok(TicketOrder::AddPart(Box::new(part), draft))
    }

    /// What the engine must know beside the ticket for this order.
    fn beside(
        &mut self,
        ticket: &Ticket,
        order: &TicketOrder,
        moves_money: bool,
    ) -> Result<Beside, EngineError> {
        if let TicketOrder::ClockOn { staff, .. } = order {
            return Ok(Beside {
                clocked_on: self.clocked_on(*staff)?,
                ..Beside::default()
            });
        }
        if !moves_money {
            return Ok(Beside::default());
        }
        self.beside_money(ticket)
    }

    /// What may be paid with, what goods cost, and which drawer is open.
    fn beside_money(&mut self, ticket: &Ticket) -> Result<Beside, EngineError> {
        let customer = match ticket.customer {
            Some(id) => Some(self.standing(id, ticket)?),
            None => None,
        };
        let costs = self.costs_of(ticket.lines.iter().flat_map(parts_of))?;
        Ok(Beside {
            customer,
            cores: self.cores_of(ticket)?,
            costs,
            till: self.till()?,
            clocked_on: None,
        })
    }

    /// Returns the job that a technician is clocked on to.
    fn clocked_on(
        &mut self,
        staff: StaffId,
    ) -> Result<Option<(TicketId, TicketJobId)>, EngineError> {
        let found = self.store.found("ticket.clock", &staff.to_string(), 1)?;
        Ok(found.first().and_then(|found| {
            let (job, _) = found.place.split_once('/')?;
            let job = job.parse().ok()?;
            Some((TicketId::new(found.id), job))
        }))
    }

    /// Returns the open session of this counter's drawer.
    pub(super) fn till(&mut self) -> Result<Option<TillId>, EngineError> {
        let found = self.store.found("till.open", &self.rules.counter, 1)?;
        Ok(found.first().map(|found| TillId::new(found.id)))
    }

    /// Loads the ledger's entries of old parts that are brought back on a ticket.
    fn cores_of(&mut self, ticket: &Ticket) -> Result<BTreeMap<CoreId, Core>, EngineError> {
        let mut cores = BTreeMap::new();
        for line in &ticket.lines {
            let taken = match line.kind {
                LineKind::CoreReturn { of: None, core } => Some(core),
                LineKind::Core { core, .. } if line.returned.is_some() => Some(core),
                _ => None,
            };
            if let Some(core) = taken {
                cores.insert(
                    core,
                    self.load::<Core>(core.uuid())?
                        .ok_or(Refusal::NoSuchLine(line.id))?,
                );
            }
        }
        Ok(cores)
    }

    /// Loads the ledger's entries of the deposits that were sold with a part.
    fn deposits_on(
        &mut self,
        sale: &Ticket,
        part: LineId,
    ) -> Result<BTreeMap<CoreId, Core>, EngineError> {
        let mut cores = BTreeMap::new();
        for line in &sale.lines {
            if let LineKind::Core { of, core } = line.kind
                && of == part
                && let Some(known) = self.load::<Core>(core.uuid())?
            {
                cores.insert(core, known);
            }
        }
        Ok(cores)
    }

    fn standing(&mut self, id: CustomerId, ticket: &Ticket) -> Result<Standing, EngineError> {
        let currency = ticket.currency;
        let owner = Some(id.uuid());
        // Store credit is a debt of the shop's: its balance is below zero.
        let credit = self.store.balance(Account::StoreCredit, owner, currency)?;
        let zero = domain::Money::zero(currency);
        let account = match self
            .store
            .customer(id)?
            .and_then(|customer| customer.account)
        {
            Some(terms) => Some(AccountStanding {
                balance: self.store.balance(Account::Receivable, owner, currency)?,
                limit: terms.limit,
                hold: terms.hold,
                terms_days: terms.terms_days,
                po_required: terms.po_required,
            }),
            None => None,
        };
        Ok(Standing {
            credit: zero.minus(credit).map_err(Refusal::from)?,
            account,
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
            let into = self.store.customer_goes_on(id)?;
            if into != id {
                return Err(Refusal::from(CustomerRefusal::MergedAway(into)).into());
            }
        }
        let Some(vehicle) = vehicle else {
            return Ok(customer);
        };
        let into = self.store.vehicle_goes_on(vehicle)?;
        if into != vehicle {
            return Err(Refusal::from(VehicleRefusal::MergedAway(into)).into());
        }
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

/// Tells whether an order may move money, and with it stock.
fn moves_money(command: &TicketCommand) -> bool {
    use TicketOrder as Order;
    match command {
        TicketCommand::Refund { .. } => true,
        TicketCommand::Plain(order) => matches!(
            **order,
            Order::TakeCash { .. }
                | Order::TakeCard { .. }
                | Order::RetryCard { .. }
                | Order::TakeCheck { .. }
                | Order::TakeStoreCredit { .. }
                | Order::ChargeAccount { .. }
                | Order::ChargePlan { .. }
                | Order::TakeOther { .. }
                | Order::RequestLink { .. }
                | Order::StepLink { .. }
                | Order::StepRefund { .. }
                | Order::Close
                | Order::Reverse { .. }
        ),
        TicketCommand::Attach { .. }
        | TicketCommand::AddPart(..)
        | TicketCommand::AddLabor(..)
        | TicketCommand::AddReturn { .. }
        | TicketCommand::AddReturnWithoutReceipt(_)
        | TicketCommand::AddDeferred { .. }
        | TicketCommand::AddCoreReturn(_)
        | TicketCommand::AddCanned { .. }
        | TicketCommand::ClockOn { .. } => false,
    }
}

/// The parts that a line takes off the shelf or puts back.
pub(super) fn parts_of(line: &Line) -> Vec<PartId> {
    match line.part() {
        Some(part) if part.components.is_empty() => vec![part.part],
        Some(part) => part
            .components
            .iter()
            .map(|component| component.part)
            .collect(),
        None => Vec::new(),
    }
}
