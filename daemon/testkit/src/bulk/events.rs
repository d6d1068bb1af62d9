//! What each generated thing looks like as events: the one place to change when events do.
//!
//! A ticket's events are what the domain itself decides for the orders of the visit, as the engine would ask it.

use std::sync::Arc;

use domain::catalog::{self, MoveReason, Part, StockMove};
use domain::ctx::{FreshIds, ShopRules};
use domain::ids::{
    CustomerId, DeviceName, JobId, LineId, PartId, PaymentId, StaffId, TicketId, VehicleId,
};
use domain::job::JobOutcome;
use domain::money::{Currency, Money, Quantity, Rate, RoundingPolicy, UnitPrice, to_money};
use domain::number::NextNumbers;
use domain::people::{Customer, Role, Staff, Vehicle};
use domain::tax::{TaxAnswer, TaxComponent};
use domain::ticket::{self, CardStep, CardSummary, LineKind, Ticket, TicketOrder};
use domain::vin::Vin;
use domain::{Actor, Ctx, Event, Refusal, Timestamp};
use uuid::{Builder, Uuid};

use super::BulkError;
use crate::rng::to_index;
use crate::shop::visits::{End, Visit, Work};
use crate::shop::{STAFF, Shop};

/// Where parts lie.
const LOCATION: &str = "main";
const TAX_RATE: &str = "0.0825";
/// One in so many sold lines is followed by a delivery of as many pieces.
const RESTOCK_EVERY: u64 = 4;

/// The day before the first visit, 2015-12-31 UTC, when the catalog was typed in.
pub fn opening_day() -> Timestamp {
    Timestamp::from_unix_ms(1_451_520_000_000)
}

/// Which kind of thing an id is of.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Customer = 1,
    Job = 2,
    Line = 3,
    Part = 4,
    Payment = 5,
    Staff = 6,
    Ticket = 7,
    Vehicle = 8,
}

/// Returns the id of the n-th thing of a kind: version 7, as the daemon's own, so that it indexes as well.
fn id(kind: Kind, at: Timestamp, index: u64) -> Uuid {
    let mut bytes = [0; 10];
    // The place keeps ids of one millisecond apart and in order; the rest looks drawn.
    bytes[..5].copy_from_slice(&index.to_be_bytes()[3..]);
    let drawn = (index ^ (kind as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bytes[5..].copy_from_slice(&drawn.to_be_bytes()[..5]);
    bytes[2] ^= kind as u8;
    let ms = u64::try_from(at.unix_ms()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
}

/// The id of a part by its place in the catalog.
pub fn part_id(index: u64) -> PartId {
    PartId::new(id(Kind::Part, opening_day(), index))
}

/// The id of a customer by their place.
pub fn customer_id(index: u64) -> CustomerId {
    CustomerId::new(id(Kind::Customer, opening_day(), index))
}

/// The id of a vehicle by its place.
pub fn vehicle_id(index: u64) -> VehicleId {
    VehicleId::new(id(Kind::Vehicle, opening_day(), index))
}

/// The id of a visit's ticket.
pub fn ticket_id(index: u64, visit: &Visit) -> TicketId {
    TicketId::new(id(
        Kind::Ticket,
        Timestamp::from_unix_ms(visit.at_ms),
        index,
    ))
}

/// Turns a generated shop into events.
#[derive(Debug)]
pub struct Maker<'a> {
    shop: &'a Shop,
    rules: Arc<ShopRules>,
    tax_rate: Rate,
}

impl<'a> Maker<'a> {
    /// Gets ready.
    ///
    /// # Errors
    /// [`BulkError`] when the domain no longer takes the shop's settings.
    pub fn new(shop: &'a Shop) -> Result<Self, BulkError> {
        let rules = ShopRules {
            currency: Currency::USD,
            counter: "C1".to_owned(),
            labor_rate: UnitPrice::parse("125.00")?,
            location: LOCATION.to_owned(),
            receipt_printer: Some(DeviceName::new("receipt-printer")),
            drawer: Some(DeviceName::new("cash-drawer")),
            card_reader: Some("tmr_generated".to_owned()),
        };
        Ok(Self {
            shop,
            rules: Arc::new(rules),
            tax_rate: Rate::parse(TAX_RATE)?,
        })
    }

    /// Returns who rings everything up.
    pub fn actor(&self) -> Actor {
        Actor::Staff(staff_id(0))
    }

    /// Saves the staff.
    pub fn staff(&self) -> Vec<Event> {
        let saved = (0..).zip(STAFF).map(|(index, person)| {
            Event::StaffSaved(Staff {
                id: staff_id(index),
                name: person.name.to_owned(),
                role: Role::Manager,
                pin_hash: None,
            })
        });
        saved.collect()
    }

    /// Saves a part and puts its stock on the shelf.
    ///
    /// # Errors
    /// [`BulkError`], here and below: the domain refuses what was generated.
    pub fn part(&self, index: u64) -> Result<Vec<Event>, BulkError> {
        let made = self.shop.part(index);
        let part = self.catalog_part(index)?;
        let unit_cost = part.cost;
        let mut events = vec![Event::PartSaved(Box::new(part))];
        if made.on_hand > 0 {
            events.push(received(index, made.on_hand, unit_cost)?);
        }
        Ok(events)
    }

    fn catalog_part(&self, index: u64) -> Result<Part, BulkError> {
        let made = self.shop.part(index);
        let fitment = made.fitment.iter().map(|fit| catalog::Fitment {
            year_from: fit.year_from,
            year_to: fit.year_to,
            make: fit.make.to_owned(),
            model: fit.model.to_owned(),
            engine: None,
            position: None,
            qualifier: None,
            confirmed: false,
        });
        let part = Part {
            id: part_id(index),
            fitment: fitment.collect(),
            number: made.number,
            brand: made.brand.to_owned(),
            description: made.description,
            category: made.category.to_owned(),
            upc: made.upc,
            price: price(made.price_cents)?,
            cost: price(made.cost_cents)?,
            bin: made.bin,
        };
        Ok(part.checked()?)
    }

    /// Saves a customer.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn customer(&self, index: u64) -> Result<Event, BulkError> {
        let made = self.shop.customer(index);
        let customer = Customer {
            id: customer_id(index),
            name: made.name,
            phone: Some(made.phone),
            email: made.email,
            notes: made.notes.map(str::to_owned),
        };
        Ok(Event::CustomerSaved(customer.checked()?))
    }

    /// Saves a vehicle.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn vehicle(&self, index: u64) -> Result<Event, BulkError> {
        let made = self.shop.vehicle(index);
        let vehicle = Vehicle {
            id: vehicle_id(index),
            customer: customer_id(made.owner),
            vin: Vin::parse(&made.vin).ok(),
            year: Some(made.year),
            make: made.make.to_owned(),
            model: made.model.to_owned(),
            trim: Some(made.trim.to_owned()),
            plate: Some(made.plate),
            odometer: Some(made.odometer),
        };
        Ok(Event::VehicleSaved(vehicle.checked()?))
    }

    /// Rings a visit up: everything from opening the ticket to the settled receipt.
    ///
    /// # Errors
    /// [`BulkError`].
    pub fn ticket(
        &self,
        index: u64,
        visit: &Visit,
        numbers: NextNumbers,
    ) -> Result<Vec<Event>, BulkError> {
        let now = Timestamp::from_unix_ms(visit.at_ms);
        let mut story = Story {
            maker: self,
            ctx: Ctx {
                now,
                actor: self.actor(),
                ids: fresh_ids(index, now, 0),
                numbers,
                shop: Arc::clone(&self.rules),
            },
            index,
            ticket: None,
            events: Vec::with_capacity(24),
        };
        story.ctx.ids.ticket = ticket_id(index, visit);
        story.tell(visit)?;
        Ok(story.events)
    }
}

/// A ticket while it is rung up.
struct Story<'a> {
    maker: &'a Maker<'a>,
    ctx: Ctx,
    index: u64,
    ticket: Option<Ticket>,
    events: Vec<Event>,
}

impl Story<'_> {
    fn tell(&mut self, visit: &Visit) -> Result<(), BulkError> {
        let opened = ticket::open(
            visit.customer.map(customer_id),
            visit.vehicle.map(vehicle_id),
            visit.odometer,
            &self.ctx,
        );
        let (now, actor) = (self.ctx.now, self.ctx.actor.clone());
        self.ticket = Ticket::replay(opened.iter().map(|event| (event, now, &actor)));
        self.events.extend(opened);
        for (line, work) in (1..).zip(&visit.work) {
            self.ctx.ids.line = fresh_ids(self.index, now, line).line;
            let order = self.order(work)?;
            self.decide(&order)?;
            self.assess_tax()?;
        }
        match visit.end {
            End::Open => {}
            End::Void => self.decide(&TicketOrder::Void {
                reason: "the customer changed their mind".to_owned(),
            })?,
            End::Cash => self.take_cash()?,
            End::Card => self.take_card()?,
        }
        self.settle_jobs();
        self.restock(visit)
    }

    fn order(&self, work: &Work) -> Result<TicketOrder, BulkError> {
        Ok(match work {
            Work::Part { part, quantity } => TicketOrder::AddPart {
                part: Box::new(self.maker.catalog_part(*part)?),
                quantity: whole(*quantity)?,
                unit_price: None,
            },
            Work::Labor { what, hours } => TicketOrder::AddLabor {
                description: (*what).to_owned(),
                hours: Quantity::parse(hours)?,
                rate: None,
            },
        })
    }

    fn decide(&mut self, order: &TicketOrder) -> Result<(), BulkError> {
        if let Some(ticket) = &self.ticket {
            let decided = ticket::decide(ticket, order, &self.ctx)?;
            self.happened(decided);
        }
        Ok(())
    }

    fn happened(&mut self, events: Vec<Event>) {
        if let Some(ticket) = &mut self.ticket {
            events
                .iter()
                .for_each(|event| ticket.apply(event, self.ctx.now));
        }
        self.events.extend(events);
    }

    /// Parts are taxed, labor is not, each line by itself.
    fn assess_tax(&mut self) -> Result<(), BulkError> {
        let Some(ticket) = &self.ticket else {
            return Ok(());
        };
        let rate = self.maker.tax_rate;
        let mut by_line = Vec::with_capacity(ticket.lines.len());
        for line in &ticket.lines {
            let tax = match line.kind {
                LineKind::Part { .. } => {
                    let exact = line.amount.to_decimal() * rate.decimal();
                    to_money(exact, ticket.currency, RoundingPolicy::HalfUp)
                        .map_err(Refusal::from)?
                }
                LineKind::Labor => Money::zero(ticket.currency),
            };
            by_line.push((line.id, tax));
        }
        let parts = ticket
            .lines
            .iter()
            .filter(|line| matches!(line.kind, LineKind::Part { .. }));
        let base =
            Money::sum(ticket.currency, parts.map(|line| line.amount)).map_err(Refusal::from)?;
        let amount = Money::sum(ticket.currency, by_line.iter().map(|(_, tax)| *tax))
            .map_err(Refusal::from)?;
        let answer = TaxAnswer {
            rule: "flat-rate 0.1.0".to_owned(),
            by_line,
            components: vec![TaxComponent {
                name: "Sales tax".to_owned(),
                rate,
                base,
                amount,
            }],
        };
        let event = Event::TaxAssessed {
            ticket: ticket.id,
            assessment: ticket.assessment(answer),
        };
        self.happened(vec![event]);
        Ok(())
    }

    fn due(&self) -> Result<i64, BulkError> {
        let ticket = self.ticket.as_ref();
        ticket.map_or(Ok(0), |ticket| Ok(ticket.totals()?.due.minor()))
    }

    fn take_cash(&mut self) -> Result<(), BulkError> {
        // The next whole twenty dollars.
        let tendered = (self.due()? + 1_999) / 2_000 * 2_000;
        let amount = None;
        self.decide(&TicketOrder::TakeCash { tendered, amount })
    }

    fn take_card(&mut self) -> Result<(), BulkError> {
        self.decide(&TicketOrder::TakeCard { amount: None })?;
        let intent = format!("pi_generated{:012}", self.index);
        let attempt = 1;
        let steps = [
            CardStep::Created {
                intent: intent.clone(),
            },
            CardStep::Dispatching {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Waiting {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Authorized {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Capturing {
                intent: intent.clone(),
                attempt,
            },
            CardStep::Captured {
                intent,
                card: CardSummary {
                    brand: "visa".to_owned(),
                    last4: format!("{:04}", self.index % 10_000),
                    auth_code: Some(format!("{:06}", self.index % 1_000_000)),
                },
            },
        ];
        for step in steps {
            if let Some(ticket) = &self.ticket {
                let payment = self.ctx.ids.payment;
                let decided = ticket::card_step(ticket, payment, step, &self.ctx)?;
                self.happened(decided);
            }
        }
        Ok(())
    }

    /// Every receipt was printed and every drawer opened.
    fn settle_jobs(&mut self) {
        let jobs: Vec<JobId> = self
            .events
            .iter()
            .filter_map(|event| match event {
                Event::JobRequested(job) => Some(job.id),
                _ => None,
            })
            .collect();
        for job in jobs {
            let outcome = JobOutcome::Done;
            self.events.push(Event::JobStarted { job });
            self.events.push(Event::JobSettled { job, outcome });
        }
    }

    fn restock(&mut self, visit: &Visit) -> Result<(), BulkError> {
        if !self.index.is_multiple_of(RESTOCK_EVERY) || visit.end == End::Void {
            return Ok(());
        }
        for work in &visit.work {
            if let Work::Part { part, quantity } = *work {
                let unit_cost = self.maker.catalog_part(part)?.cost;
                let delivery = received(part, quantity * RESTOCK_EVERY, unit_cost)?;
                self.events.push(delivery);
            }
        }
        Ok(())
    }
}

fn received(part: u64, count: u64, unit_cost: UnitPrice) -> Result<Event, BulkError> {
    Ok(Event::StockMoved(StockMove {
        part: part_id(part),
        location: LOCATION.to_owned(),
        quantity: whole(count)?,
        unit_cost,
        reason: MoveReason::Adjusted {
            reason: "delivery".to_owned(),
        },
    }))
}

fn fresh_ids(index: u64, now: Timestamp, line: u64) -> FreshIds {
    // A ticket has fewer than 64 lines and two jobs.
    let place = index * 64;
    FreshIds {
        line: LineId::new(id(Kind::Line, now, place + line)),
        payment: PaymentId::new(id(Kind::Payment, now, place)),
        drawer_job: JobId::new(id(Kind::Job, now, place)),
        receipt_job: JobId::new(id(Kind::Job, now, place + 1)),
        ticket: TicketId::new(id(Kind::Ticket, now, index)),
    }
}

fn staff_id(index: u64) -> StaffId {
    StaffId::new(id(Kind::Staff, opening_day(), index))
}

fn price(cents: i64) -> Result<UnitPrice, BulkError> {
    let text = format!("{}.{:02}", cents / 100, cents % 100);
    Ok(UnitPrice::parse(&text)?)
}

fn whole(count: u64) -> Result<Quantity, BulkError> {
    Ok(Quantity::parse(&to_index(count).to_string())?)
}
