//! The central property: whatever happens at a counter, the tables are what the journal says.

use std::collections::{BTreeMap, HashMap};

use domain::catalog::{Part, PartEvent};
use domain::ids::{CustomerId, PartId, StaffId, TicketId, VehicleId};
use domain::job::{JobEvent, JobOutcome, JobState};
use domain::ledger::Account;
use domain::money::{Currency, Money, Quantity, UnitPrice};
use domain::stock::{CostMethod, CostState};
use domain::ticket::{LineChange, Plan, TicketOrder, TicketStatus};
use domain::{Actor, Event, Timestamp, till};
use engine::queries::{JobFilter, TicketFilter, TrialBalanceLine};
use engine::{Journal, Lookup, Queries};
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::samples::{self, fits, price, quantity};
use super::shop::{Shop, add_labor, add_part};
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
    Reverse(usize),
    Detach(usize, bool),
    Work(usize, u8),
    OnAccount(usize),
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
        2 => index().prop_map(Step::Reverse),
        1 => (index(), any::<bool>()).prop_map(|(a, b)| Step::Detach(a, b)),
        4 => (index(), 0..4_u8).prop_map(|(a, b)| Step::Work(a, b)),
        2 => index().prop_map(Step::OnAccount),
        1 => index().prop_map(Step::Reprint),
        4 => any::<u8>().prop_map(Step::Job),
        1 => Just(Step::RolledBack),
        2 => any::<u16>().prop_map(Step::Wait),
    ]
}

struct Day {
    shop: Shop,
    /// What each part cost when it first moved, by the catalog.
    first_costs: HashMap<PartId, UnitPrice>,
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
                    self.order(ticket, &add_part(part, &pieces.to_string()));
                }
            }
            Step::AddLabor(ticket, hours) => {
                self.order(ticket, &add_labor("Fit", &hours.to_string()));
            }
            Step::ChangeQuantity(ticket, line, pieces) => {
                if let Some(line) = self.line(ticket, line) {
                    let change = Box::new(LineChange {
                        quantity: Some(quantity(&pieces.to_string())),
                        ..LineChange::default()
                    });
                    self.order(ticket, &TicketOrder::ChangeLine { line, change });
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
            Step::Reverse(ticket) => {
                let reason = "wrong customer".to_owned();
                self.order(ticket, &TicketOrder::Reverse { reason });
            }
            Step::Detach(ticket, customer) => {
                let vehicle = true;
                self.order(ticket, &TicketOrder::Detach { customer, vehicle });
            }
            Step::Work(ticket, 0) => self.order(ticket, &TicketOrder::MakeEstimate),
            Step::Work(ticket, 1) => self.order(ticket, &TicketOrder::StartWork),
            Step::Work(ticket, 2) => {
                let plan = Plan {
                    advisor: Some(StaffId::new(samples::uuid(50))),
                    ..Plan::default()
                };
                self.order(ticket, &TicketOrder::Plan(plan));
            }
            Step::Work(ticket, _) => {
                let odometer_out = None;
                self.order(ticket, &TicketOrder::MakeInvoice { odometer_out });
            }
            Step::OnAccount(ticket) => {
                let (amount, po_number) = (None, None);
                self.order(ticket, &TicketOrder::ChargeAccount { amount, po_number });
            }
            Step::Reprint(ticket) => self.order(ticket, &TicketOrder::Reprint),
            Step::Job(variant) => self.job(variant),
            Step::RolledBack => {
                let before = self.shop.store.head.clone();
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
        self.first_costs.insert(part.id, part.cost);
        self.parts.insert(part.id, part.clone());
        self.shop.save_part(part);
    }

    /// Lets the oldest job without an outcome take its next turn.
    fn job(&mut self, variant: u8) {
        let queries = SqliteQueries::open(self.shop.dir.path(), 1).unwrap();
        let event = match queries.jobs(JobFilter::Unsettled, 1).unwrap().pop() {
            Some(view) if view.job.state == JobState::Requested => {
                Event::Job(view.job.id, JobEvent::Started)
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
                Event::Job(view.job.id, JobEvent::Settled(outcome))
            }
            None => {
                let jobs = queries.jobs(JobFilter::All, 50).unwrap();
                match jobs.into_iter().find(|view| view.job.may_retry().is_ok()) {
                    Some(view) => Event::Job(view.job.id, JobEvent::Retried),
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
        let mut stock = HashMap::<PartId, Decimal>::new();
        let mut balances = BTreeMap::<(Account, Option<Uuid>), i64>::new();
        let mut value = 0;
        for event in &self.shop.events {
            match event {
                Event::Posted(_, entry) => {
                    for posting in &entry.postings {
                        let key = (posting.account, posting.owner);
                        *balances.entry(key).or_default() += posting.amount.minor();
                    }
                }
                Event::Part(_, PartEvent::Moved(movement)) => {
                    *stock.entry(movement.part).or_default() += movement.quantity.decimal();
                    value += movement.value.minor();
                }
                _ => {}
            }
        }
        let payments = self
            .shop
            .tickets
            .iter()
            .filter(|t| t.status != TicketStatus::Reversed);
        let payments = payments.flat_map(|ticket| &ticket.payments);
        let cash = Money::sum(usd, payments.map(|p| till::cash_in(p).unwrap())).unwrap();
        assert_eq!(queries.expected_cash(usd).unwrap(), cash);
        let inventory = queries.balance(Account::Inventory, None, usd).unwrap();
        assert_eq!(
            inventory.minor(),
            value,
            "what stock cost and what the books say of it"
        );
        self.audit_costs(value);
        audit_books(&queries, &balances);
        for (part, expected) in stock {
            let on_hand = self.shop.store.on_hand(part, "shop").unwrap();
            assert_eq!(on_hand, Quantity::try_new(expected).unwrap());
        }
        for part in self.parts.values() {
            let mut found = queries.part(part.id).unwrap().unwrap().part;
            let state = self
                .shop
                .store
                .cost_state(part.id, CostMethod::MovingAverage)
                .unwrap();
            assert_eq!(
                found.cost,
                state.map_or(part.cost, |state| state.last_cost())
            );
            found.cost = part.cost;
            assert_eq!(found, *part);
        }
        self.audit_tickets(&queries);
    }

    /// What the store keeps of costs is what following the journal from the beginning comes to, by either method.
    fn audit_costs(&mut self, value: i64) {
        for method in [CostMethod::MovingAverage, CostMethod::Fifo] {
            let mut states = HashMap::<PartId, CostState>::new();
            for event in &self.shop.events {
                if let Event::Part(id, PartEvent::Moved(movement)) = event {
                    let new = || CostState::new(method, Currency::USD, self.first_costs[id]);
                    states
                        .entry(*id)
                        .or_insert_with(new)
                        .follow(movement)
                        .unwrap();
                }
            }
            let mut sum = 0;
            for (id, state) in states {
                sum += state.value().unwrap().minor();
                assert_eq!(self.shop.store.cost_state(id, method).unwrap(), Some(state));
            }
            assert_eq!(sum, value);
        }
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
        let tenders = report.tenders.values().copied();
        assert_eq!(Money::sum(Currency::USD, tenders).unwrap(), paid);
        let counted = self
            .customers
            .iter()
            .map(|id| queries.customer(*id).unwrap().unwrap().visits);
        assert_eq!(counted.sum::<u64>(), visits);
        let mut found: Vec<_> = queries
            .tickets_with_money_in_flight()
            .unwrap()
            .iter()
            .map(|t| t.id)
            .collect();
        found.sort();
        in_flight.sort();
        assert_eq!(found, in_flight);
        let filter = TicketFilter {
            limit: 1_000,
            ..TicketFilter::default()
        };
        let listed = queries.tickets(&filter).unwrap();
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
            assert_eq!((summary.stage, &summary.work), (ticket.stage, &ticket.work));
            assert_eq!(
                (summary.customer, summary.vehicle),
                (ticket.customer, ticket.vehicle)
            );
            assert_eq!(summary.closed_on, ticket.closed_on);
        }
    }
}

fn audit_books(queries: &SqliteQueries, balances: &BTreeMap<(Account, Option<Uuid>), i64>) {
    let usd = Currency::USD;
    for account in Account::ALL.iter().copied() {
        let mut found = queries.balances(account, usd, 10_000).unwrap();
        found.sort_by_key(|(owner, _)| *owner);
        let of_it = balances
            .iter()
            .filter(|((a, _), sum)| *a == account && **sum != 0);
        let expected: Vec<_> = of_it
            .map(|((_, owner), sum)| (*owner, Money::new(*sum, usd)))
            .collect();
        assert_eq!(found, expected, "{account:?}");
    }
    let trial = queries.trial_balance(usd, Date::MIN, Date::MAX).unwrap();
    let sum =
        |side: fn(&TrialBalanceLine) -> Money| Money::sum(usd, trial.iter().map(side)).unwrap();
    assert_eq!(sum(|line| line.debit), sum(|line| line.credit));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tables_are_what_the_journal_says(
        steps in prop::collection::vec(step(), 1..250),
        fifo: bool,
    ) {
        let mut day = Day {
            shop: Shop::with(if fifo { CostMethod::Fifo } else { CostMethod::MovingAverage }),
            first_costs: HashMap::new(),
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
