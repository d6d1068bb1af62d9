//! A small shop over a store in a temporary folder: it drives the domain's rules the way the engine does.

use std::sync::Arc;

use domain::catalog::{MoveReason, Part, StockMove};
use domain::ctx::{FreshIds, ShopRules};
use domain::ids::{
    CustomerId, DeviceName, JobId, LineId, PartId, PaymentId, StaffId, TicketId, VehicleId,
};
use domain::money::{Currency, Money, Rate, RoundingPolicy, to_money};
use domain::people::{Customer, Vehicle};
use domain::tax::{TaxAnswer, TaxComponent, TaxQuery};
use domain::ticket::{self, CardStep, Ticket, TicketOrder, TicketStatus};
use domain::{Actor, Ctx, Event, Refusal, Timestamp};
use engine::{Journal, Store};
use tempfile::TempDir;

use super::samples::{price, quantity, uuid};
use crate::{OpenOptions, SqliteStore};

pub(crate) struct Shop {
    pub(crate) store: SqliteStore,
    pub(crate) now: i64,
    /// Tickets as folded in memory, event by event.
    pub(crate) tickets: Vec<Ticket>,
    pub(crate) events: Vec<Event>,
    next_id: u128,
    rules: Arc<ShopRules>,
    pub(crate) dir: TempDir,
}

pub(crate) fn open(dir: &TempDir) -> SqliteStore {
    SqliteStore::open(dir.path(), OpenOptions { origin: 7 }).unwrap()
}

impl Shop {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let rules = ShopRules {
            currency: Currency::USD,
            counter: "C1".to_owned(),
            labor_rate: price("120"),
            location: "shop".to_owned(),
            receipt_printer: Some(DeviceName::new("receipt-printer")),
            drawer: Some(DeviceName::new("drawer")),
            card_reader: Some("tmr_1".to_owned()),
        };
        Self {
            store: open(&dir),
            now: 1_764_000_000_000,
            tickets: Vec::new(),
            events: Vec::new(),
            next_id: 1_000,
            rules: Arc::new(rules),
            dir,
        }
    }

    pub(crate) fn actor() -> Actor {
        Actor::Staff(StaffId::new(uuid(50)))
    }

    pub(crate) fn id(&mut self) -> uuid::Uuid {
        self.next_id += 1;
        uuid(self.next_id)
    }

    fn ctx(&mut self) -> Ctx {
        let ids = FreshIds {
            line: LineId::new(self.id()),
            payment: PaymentId::new(self.id()),
            drawer_job: JobId::new(self.id()),
            receipt_job: JobId::new(self.id()),
            ticket: TicketId::new(self.id()),
        };
        Ctx {
            now: Timestamp::from_unix_ms(self.now),
            actor: Self::actor(),
            ids,
            numbers: self.store.next_numbers().unwrap(),
            shop: Arc::clone(&self.rules),
        }
    }

    /// Appends and commits events, and folds them in memory.
    pub(crate) fn append(&mut self, events: &[Event]) {
        self.store.begin().unwrap();
        let at = Timestamp::from_unix_ms(self.now);
        self.store.append(at, &Self::actor(), events).unwrap();
        self.store.commit().unwrap();
        for event in events {
            self.tickets
                .iter_mut()
                .for_each(|ticket| ticket.apply(event, at));
            self.tickets
                .extend(Ticket::from_opened(event, at, &Self::actor()));
        }
        self.events.extend_from_slice(events);
    }

    pub(crate) fn open_ticket(&mut self) -> TicketId {
        let ctx = self.ctx();
        let events = ticket::open(None, None, None, &ctx);
        self.append(&events);
        ctx.ids.ticket
    }

    pub(crate) fn order(&mut self, id: TicketId, order: &TicketOrder) -> Result<(), Refusal> {
        let ticket = self
            .tickets
            .iter()
            .find(|ticket| ticket.id == id)
            .unwrap()
            .clone();
        let ctx = self.ctx();
        let events = ticket::decide(&ticket, order, &ctx)?;
        self.append_with_tax(ticket, events);
        Ok(())
    }

    pub(crate) fn card_step(&mut self, id: TicketId, step: CardStep) -> Result<(), Refusal> {
        let ticket = self
            .tickets
            .iter()
            .find(|ticket| ticket.id == id)
            .unwrap()
            .clone();
        let Some(payment) = ticket.in_flight().map(|payment| payment.id) else {
            return Ok(());
        };
        let ctx = self.ctx();
        let events = ticket::card_step(&ticket, payment, step, &ctx)?;
        self.append_with_tax(ticket, events);
        Ok(())
    }

    fn append_with_tax(&mut self, mut ticket: Ticket, mut events: Vec<Event>) {
        let at = Timestamp::from_unix_ms(self.now);
        events.iter().for_each(|event| ticket.apply(event, at));
        if ticket.status == TicketStatus::Open && ticket.needs_tax() {
            let answer = tax(&ticket.tax_query("shop"));
            events.push(Event::TaxAssessed {
                ticket: ticket.id,
                assessment: ticket.assessment(answer),
            });
        }
        self.append(&events);
    }

    pub(crate) fn sell(&mut self, id: TicketId, part: Part, pieces: &str) {
        let order = TicketOrder::AddPart {
            part: Box::new(part),
            quantity: quantity(pieces),
            unit_price: None,
        };
        self.order(id, &order).unwrap();
    }

    pub(crate) fn pay_cash(&mut self, id: TicketId, tendered: i64) {
        self.order(
            id,
            &TicketOrder::TakeCash {
                tendered,
                amount: None,
            },
        )
        .unwrap();
    }

    pub(crate) fn save_part(&mut self, part: Part) {
        self.append(&[Event::PartSaved(Box::new(part))]);
    }

    pub(crate) fn stock(&mut self, part: PartId, pieces: &str) {
        self.append(&[Event::StockMoved(StockMove {
            part,
            location: "shop".to_owned(),
            quantity: quantity(pieces),
            unit_cost: price("1"),
            reason: MoveReason::Adjusted {
                reason: "counted".to_owned(),
            },
        })]);
    }

    pub(crate) fn customer(&mut self, name: &str, phone: Option<&str>) -> CustomerId {
        let id = CustomerId::new(self.id());
        let customer = Customer {
            id,
            name: name.to_owned(),
            phone: phone.map(str::to_owned),
            email: None,
            notes: None,
        };
        self.append(&[Event::CustomerSaved(customer)]);
        id
    }

    pub(crate) fn vehicle(&mut self, customer: CustomerId, make: &str, model: &str) -> Vehicle {
        let vehicle = Vehicle {
            id: VehicleId::new(self.id()),
            customer,
            vin: None,
            year: Some(2014),
            make: make.to_owned(),
            model: model.to_owned(),
            trim: None,
            plate: None,
            odometer: None,
        };
        self.append(&[Event::VehicleSaved(vehicle.clone())]);
        vehicle
    }
}

/// A flat 8.25 %, line by line.
fn tax(query: &TaxQuery) -> TaxAnswer {
    let rate = Rate::parse("0.0825").unwrap();
    let of = |amount: Money| {
        let exact = amount.to_decimal() * rate.decimal();
        to_money(exact, query.currency, RoundingPolicy::HalfUp).unwrap()
    };
    let by_line: Vec<_> = query
        .lines
        .iter()
        .map(|line| (line.line, of(line.amount)))
        .collect();
    let sum = |amounts: Vec<Money>| Money::sum(query.currency, amounts).unwrap();
    let component = TaxComponent {
        name: "Sales tax".to_owned(),
        rate,
        base: sum(query.lines.iter().map(|line| line.amount).collect()),
        amount: sum(by_line.iter().map(|(_, tax)| *tax).collect()),
    };
    TaxAnswer {
        rule: "flat 1".to_owned(),
        by_line,
        components: vec![component],
    }
}
