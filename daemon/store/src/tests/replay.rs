//! The central property: whatever happens at a counter, the tables are what the journal says.

use std::collections::HashMap;

use domain::catalog::Part;
use domain::ids::{CustomerId, PartId, TicketId, VehicleId};
use domain::job::{JobOutcome, JobState};
use domain::money::{Currency, Money, Quantity};
use domain::ticket::{TicketOrder, TicketStatus};
use domain::{Actor, Event, Timestamp, till};
use engine::queries::JobFilter;
use engine::{Journal, Lookup, Queries};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::samples::{self, fits, price, quantity};
use super::shop::Shop;
use crate::SqliteQueries;

/// Something that happens, with numbers that choose to what.
#[derive(Clone, Debug)]
enum Step {
    Open,
    SavePart(usize, u8),
    Stock(usize, i16),
    SaveCustomer(u8),
    SaveVehicle(usize),
    Attach(usize, usize),
    AddPart(usize, usize, u8),
    AddLabor(usize, u8),
    ChangeQuantity(usize, usize, u8),
    RemoveLine(usize, usize),
    Cash(usize, u16),
    Card(usize, u16),
    Charge(usize, usize),
    CancelCard(usize),
    Close(usize),
    Void(usize),
    Reprint(usize),
    Job(u8),
    RolledBack,
    Wait(u16),
}

fn step() -> impl Strategy<Value = Step> {
    let index = || any::<usize>();
    prop_oneof![
        3 => Just(Step::Open),
        3 => (0..4_usize, any::<u8>()).prop_map(|(a, b)| Step::SavePart(a, b)),
        2 => (index(), any::<i16>()).prop_map(|(a, b)| Step::Stock(a, b)),
        1 => any::<u8>().prop_map(Step::SaveCustomer),
        1 => index().prop_map(Step::SaveVehicle),
        2 => (index(), index()).prop_map(|(a, b)| Step::Attach(a, b)),
        8 => (index(), index(), 1..9_u8).prop_map(|(a, b, c)| Step::AddPart(a, b, c)),
        3 => (index(), 1..9_u8).prop_map(|(a, b)| Step::AddLabor(a, b)),
        2 => (index(), index(), 1..9_u8).prop_map(|(a, b, c)| Step::ChangeQuantity(a, b, c)),
        1 => (index(), index()).prop_map(|(a, b)| Step::RemoveLine(a, b)),
        6 => (index(), any::<u16>()).prop_map(|(a, b)| Step::Cash(a, b)),
        5 => (index(), any::<u16>()).prop_map(|(a, b)| Step::Card(a, b)),
        8 => (index(), index()).prop_map(|(a, b)| Step::Charge(a, b)),
        1 => index().prop_map(Step::CancelCard),
        1 => index().prop_map(Step::Close),
        1 => index().prop_map(Step::Void),
        1 => index().prop_map(Step::Reprint),
        4 => any::<u8>().prop_map(Step::Job),
        1 => Just(Step::RolledBack),
        2 => any::<u16>().prop_map(Step::Wait),
    ]
}

struct Day {
    shop: Shop,
    parts: HashMap<PartId, Part>,
    customers: Vec<CustomerId>,
    vehicles: Vec<VehicleId>,
}

impl Day {
    fn ticket(&self, index: usize) -> Option<TicketId> {
        let tickets = &self.shop.tickets;
        (!tickets.is_empty()).then(|| tickets[index % tickets.len()].id)
    }

    fn order(&mut self, index: usize, order: &TicketOrder) {
        if let Some(id) = self.ticket(index) {
            // A refusal is as good an outcome as any.
            let _refused = self.shop.order(id, order);
        }
    }

    fn part(&self, index: usize) -> Option<Part> {
        let mut parts: Vec<_> = self.parts.values().collect();
        parts.sort_by_key(|part| part.id);
        (!parts.is_empty()).then(|| parts[index % parts.len()].clone())
    }

    fn line(&self, ticket: usize, index: usize) -> Option<domain::ids::LineId> {
        let id = self.ticket(ticket)?;
        let ticket = self.shop.tickets.iter().find(|ticket| ticket.id == id)?;
        (!ticket.lines.is_empty()).then(|| ticket.lines[index % ticket.lines.len()].id)
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Open => drop(self.shop.open_ticket()),
            Step::SavePart(which, variant) => self.save_part(which, variant),
            Step::Stock(index, pieces) => {
                if let Some(part) = self.part(index) {
                    self.shop
                        .stock(part.id, &Decimal::new(pieces.into(), 1).to_string());
                }
            }
            Step::SaveCustomer(variant) => {
                let phone = format!("555-01{variant:02}");
                let id = self.shop.customer("Ann  Müller", Some(&phone));
                self.customers.push(id);
            }
            Step::SaveVehicle(index) => {
                if let Some(owner) = self.customers.get(index % 4).copied() {
                    let vehicle = self.shop.vehicle(owner, "Honda", "Civic");
                    self.vehicles.push(vehicle.id);
                }
            }
            Step::Attach(ticket, index) => {
                let customer = self.customers.get(index % 4).copied();
                let vehicle = self.vehicles.get(index % 3).copied();
                self.order(
                    ticket,
                    &TicketOrder::Attach {
                        customer,
                        vehicle,
                        odometer: None,
                    },
                );
            }
            Step::AddPart(ticket, part, pieces) => {
                if let Some(part) = self.part(part) {
                    let (part, quantity) = (Box::new(part), quantity(&pieces.to_string()));
                    self.order(
                        ticket,
                        &TicketOrder::AddPart {
                            part,
                            quantity,
                            unit_price: None,
                        },
                    );
                }
            }
            Step::AddLabor(ticket, hours) => {
                let (description, hours) = ("Fit".to_owned(), quantity(&hours.to_string()));
                self.order(
                    ticket,
                    &TicketOrder::AddLabor {
                        description,
                        hours,
                        rate: None,
                    },
                );
            }
            Step::ChangeQuantity(ticket, line, pieces) => {
                if let Some(line) = self.line(ticket, line) {
                    let quantity = quantity(&pieces.to_string());
                    self.order(ticket, &TicketOrder::ChangeQuantity { line, quantity });
                }
            }
            Step::RemoveLine(ticket, line) => {
                if let Some(line) = self.line(ticket, line) {
                    self.order(ticket, &TicketOrder::RemoveLine { line });
                }
            }
            Step::Cash(ticket, amount) => {
                let tendered = i64::from(amount) * 10;
                self.order(
                    ticket,
                    &TicketOrder::TakeCash {
                        tendered,
                        amount: None,
                    },
                );
            }
            Step::Card(ticket, amount) => {
                let amount = (amount % 3 == 0).then(|| i64::from(amount));
                self.order(ticket, &TicketOrder::TakeCard { amount });
            }
            Step::Charge(ticket, index) => {
                // Half the time the card is good.
                let steps = samples::steps();
                let step = match index % 2 {
                    0 => samples::captured(None),
                    _ => steps[index / 2 % steps.len()].clone(),
                };
                if let Some(id) = self.ticket(ticket) {
                    let _refused = self.shop.card_step(id, step);
                }
            }
            Step::CancelCard(ticket) => {
                let id = self.ticket(ticket);
                let found = self
                    .shop
                    .tickets
                    .iter()
                    .find(|ticket| Some(ticket.id) == id);
                if let Some(payment) = found.and_then(|t| t.in_flight()).map(|p| p.id) {
                    self.order(ticket, &TicketOrder::CancelCard { payment });
                }
            }
            Step::Close(ticket) => self.order(ticket, &TicketOrder::Close),
            Step::Void(ticket) => {
                self.order(
                    ticket,
                    &TicketOrder::Void {
                        reason: "left".to_owned(),
                    },
                );
            }
            Step::Reprint(ticket) => self.order(ticket, &TicketOrder::Reprint),
            Step::Job(variant) => self.job(variant),
            Step::RolledBack => {
                let before = self.shop.store.head;
                self.shop.store.begin().unwrap();
                let at = Timestamp::from_unix_ms(self.shop.now);
                self.shop
                    .store
                    .append(at, &Actor::Daemon, &samples::all())
                    .unwrap();
                self.shop.store.rollback();
                assert_eq!(self.shop.store.head, before);
            }
            Step::Wait(ms) => self.shop.now += i64::from(ms),
        }
    }

    fn save_part(&mut self, which: usize, variant: u8) {
        let numbers = ["P 85/020", "0 986 494 123", "AB-12345", "X"];
        let mut part = samples::part(200 + u128::try_from(which).unwrap(), numbers[which]);
        part.price = price(&format!("{variant}.5"));
        if variant.is_multiple_of(3) {
            part.description = format!("Rear pads {variant}");
            part.fitment = vec![fits("Honda", "Civic", 2010, 2010 + u16::from(variant))];
        }
        if variant.is_multiple_of(5) {
            part.number.push('z');
            part.upc = Some(format!("0036000{variant}"));
        }
        self.parts.insert(part.id, part.clone());
        self.shop.save_part(part);
    }

    /// Lets the oldest job without an outcome take its next turn.
    fn job(&mut self, variant: u8) {
        let queries = SqliteQueries::open(self.shop.dir.path(), 1).unwrap();
        let event = match queries.jobs(JobFilter::Unsettled, 1).unwrap().pop() {
            Some(view) if view.job.state == JobState::Requested => {
                Event::JobStarted { job: view.job.id }
            }
            Some(view) => {
                let outcome = match variant % 4 {
                    0 => JobOutcome::Done,
                    1 => JobOutcome::Unconfirmed,
                    2 => JobOutcome::Failed {
                        reason: "no paper".to_owned(),
                    },
                    _ => JobOutcome::Unknown {
                        reason: "power cut".to_owned(),
                    },
                };
                Event::JobSettled {
                    job: view.job.id,
                    outcome,
                }
            }
            None => {
                let jobs = queries.jobs(JobFilter::All, 50).unwrap();
                match jobs.into_iter().find(|view| view.job.may_retry().is_ok()) {
                    Some(view) => Event::JobRetried { job: view.job.id },
                    None => return,
                }
            }
        };
        self.shop.append(&[event]);
    }

    /// Compares what the store says with a second, simpler bookkeeping over the bare events.
    fn audit(&mut self) {
        let queries = SqliteQueries::open(self.shop.dir.path(), 1).unwrap();
        let usd = Currency::USD;
        let (mut cash, mut stock) = (Money::zero(usd), HashMap::<PartId, Decimal>::new());
        for event in &self.shop.events {
            match event {
                Event::CashTaken { payment, .. } => {
                    cash = cash.plus(till::cash_in(payment).unwrap()).unwrap();
                }
                Event::StockMoved(movement) => {
                    *stock.entry(movement.part).or_default() += movement.quantity.decimal();
                }
                _ => {}
            }
        }
        assert_eq!(queries.expected_cash(usd).unwrap(), cash);
        for (part, expected) in stock {
            let on_hand = self.shop.store.on_hand(part, "shop").unwrap();
            assert_eq!(on_hand, Quantity::try_new(expected).unwrap());
        }
        for part in self.parts.values() {
            assert_eq!(queries.part(part.id).unwrap().unwrap().part, *part);
        }
        self.audit_tickets(&queries);
    }

    fn audit_tickets(&mut self, queries: &SqliteQueries) {
        let zero = Money::zero(Currency::USD);
        let (mut sales, mut tax, mut paid, mut visits) = (zero, zero, zero, 0);
        let mut in_flight = Vec::new();
        for ticket in &self.shop.tickets {
            let loaded = self.shop.store.ticket(ticket.id, None).unwrap();
            assert_eq!(loaded.as_ref(), Some(ticket));
            let totals = ticket.totals().unwrap();
            if ticket.status == TicketStatus::Paid {
                sales = sales.plus(totals.total).unwrap();
                tax = tax.plus(totals.tax).unwrap();
                paid = paid.plus(totals.paid).unwrap();
                visits += u64::from(ticket.customer.is_some());
            }
            if ticket.in_flight().is_some() {
                in_flight.push(ticket.id);
            }
        }
        let always = Timestamp::from_unix_ms(i64::MAX);
        let report = queries
            .sales(Currency::USD, Timestamp::from_unix_ms(0), always)
            .unwrap();
        assert_eq!((report.sales, report.tax), (sales, tax));
        assert_eq!(report.cash.plus(report.card).unwrap(), paid);
        let counted = self
            .customers
            .iter()
            .map(|id| queries.customer(*id).unwrap().unwrap().visits);
        assert_eq!(counted.sum::<u64>(), visits);
        let mut found: Vec<_> = queries
            .tickets_with_card_in_flight()
            .unwrap()
            .iter()
            .map(|t| t.id)
            .collect();
        found.sort();
        in_flight.sort();
        assert_eq!(found, in_flight);
        let listed = queries.tickets(None, None, 1_000).unwrap();
        assert_eq!(listed.len(), self.shop.tickets.len());
        for (summary, ticket) in listed.iter().zip(self.shop.tickets.iter().rev()) {
            let totals = ticket.totals().unwrap();
            assert_eq!((summary.id, summary.total), (ticket.id, totals.total));
            let due = if ticket.status == TicketStatus::Open {
                totals.due
            } else {
                zero
            };
            assert_eq!(summary.due, due);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tables_are_what_the_journal_says(steps in prop::collection::vec(step(), 1..250)) {
        let mut day = Day {
            shop: Shop::new(),
            parts: HashMap::new(),
            customers: Vec::new(),
            vehicles: Vec::new(),
        };
        for step in steps {
            day.take(step);
        }
        day.audit();
        let verified = crate::verify(day.shop.dir.path()).unwrap();
        prop_assert_eq!(verified.records, day.shop.store.head.cursor);
    }
}
