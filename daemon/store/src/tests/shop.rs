//! A small shop over a store in a temporary folder: it drives the domain's rules the way the engine does.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::catalog::Part;
use domain::ctx::{Approver, FreshIds, ShopRules};
use domain::ids::{CustomerId, DeviceName, PartId, StaffId, TicketId, VehicleId};
use domain::ledger::Account;
use domain::money::{Currency, Money, Rate, RoundingPolicy, to_money};
use domain::people::{Customer, LabelledPhone, Role, Vehicle};
use domain::stock::adjust::Adjustments;
use domain::stock::{CostMethod, MoveReason};
use domain::tax::{TaxAnswer, TaxComponent, TaxQuery};
use domain::ticket::{
    self, AccountStanding, Beside, CardStep, LaborDraft, LineDraft, PartCondition, PartDraft,
    Standing, Ticket, TicketEvent, TicketOrder, TicketStatus,
};
use domain::{Actor, Ctx, Event, Refusal, Timestamp};
use engine::{Journal, Lookup, Store};
use jiff::civil::{Date, date};
use tempfile::TempDir;

use super::samples::{price, quantity, uuid};
use crate::{OpenOptions, SqliteStore};

pub(crate) struct Shop {
    pub(crate) store: SqliteStore,
    pub(crate) now: i64,
    pub(crate) today: Date,
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
        Self::with(CostMethod::MovingAverage)
    }

    pub(crate) fn with(cost_method: CostMethod) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let rules = ShopRules {
            labor_rate: price("120"),
            location: "shop".to_owned(),
            cost_method,
            work_statuses: vec!["waiting".to_owned(), "completed".to_owned()],
            receipt_printer: Some(DeviceName::new("receipt-printer")),
            drawer: Some(DeviceName::new("drawer")),
            card_reader: Some("tmr_1".to_owned()),
            ..ShopRules::usual(Currency::USD)
        };
        Self {
            store: open(&dir),
            now: 1_764_000_000_000,
            today: date(2026, 3, 2),
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

    pub(crate) fn ctx(&mut self) -> Ctx {
        Ctx {
            now: Timestamp::from_unix_ms(self.now),
            today: self.today,
            actor: Self::actor(),
            role: Role::Owner,
            approver: None::<Approver>,
            ids: FreshIds::new(self.id()),
            numbers: self.store.next_numbers().unwrap(),
            shop: Arc::clone(&self.rules),
        }
    }

    fn beside(&mut self, ticket: &Ticket) -> Beside {
        let zero = Money::zero(ticket.currency);
        let customer = ticket.customer.map(|customer| {
            let owner = Some(customer.uuid());
            let mut balance =
                |account| self.store.balance(account, owner, ticket.currency).unwrap();
            Standing {
                credit: zero.minus(balance(Account::StoreCredit)).unwrap(),
                account: Some(AccountStanding {
                    balance: balance(Account::Receivable),
                    limit: None,
                    hold: None,
                    terms_days: 30,
                    po_required: false,
                }),
            }
        });
        let parts = ticket.lines.iter().filter_map(|line| line.part());
        let costs = parts.filter_map(|part| {
            let method = self.rules.cost_method;
            let state = self.store.cost_state(part.part, method).unwrap();
            state.map(|state| (part.part, state))
        });
        Beside {
            costs: costs.collect::<BTreeMap<_, _>>(),
            customer,
            till: None,
            clocked_on: None,
            cores: BTreeMap::new(),
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
        TicketId::new(events[0].stream().0)
    }

    pub(crate) fn order(&mut self, id: TicketId, order: &TicketOrder) -> Result<(), Refusal> {
        let ticket = self
            .tickets
            .iter()
            .find(|ticket| ticket.id == id)
            .unwrap()
            .clone();
        let (ctx, beside) = (self.ctx(), self.beside(&ticket));
        let events = ticket::decide(&ticket, order, &beside, &ctx)?;
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
        let (ctx, beside) = (self.ctx(), self.beside(&ticket));
        let events = ticket::card_step(&ticket, payment, step, &beside, &ctx)?;
        self.append_with_tax(ticket, events);
        Ok(())
    }

    fn append_with_tax(&mut self, mut ticket: Ticket, mut events: Vec<Event>) {
        let at = Timestamp::from_unix_ms(self.now);
        events.iter().for_each(|event| ticket.apply(event, at));
        if ticket.status == TicketStatus::Open && ticket.needs_tax() {
            let query = ticket.tax_query("shop", self.today, None).unwrap();
            let assessment = ticket.assessment(tax(&query));
            let assessed = TicketEvent::TaxAssessed(assessment);
            events.push(Event::Ticket(ticket.id, assessed));
        }
        self.append(&events);
    }

    pub(crate) fn sell(&mut self, id: TicketId, part: Part, pieces: &str) {
        self.order(id, &add_part(part, pieces)).unwrap();
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
        self.append(&[part.saved()]);
    }

    /// Sets stock right, with its entry in the books.
    pub(crate) fn stock(&mut self, part: PartId, pieces: &str) {
        let cost = self.store.cost_state(part, self.rules.cost_method).unwrap();
        let known = self.store.part(part).unwrap();
        let part = known.unwrap_or_else(|| Part {
            id: part,
            ..super::samples::part(3, "P 85/020")
        });
        let reason = MoveReason::Adjusted {
            reason: "counted".to_owned(),
        };
        let ctx = self.ctx();
        let mut adjustments = Adjustments::new(&ctx);
        adjustments
            .add(&part, cost, quantity(pieces), reason)
            .unwrap();
        let events = adjustments.finish("Counted", part.id).unwrap();
        self.append(&events);
    }

    pub(crate) fn customer(&mut self, name: &str, phone: Option<&str>) -> CustomerId {
        let id = CustomerId::new(self.id());
        let customer = Customer {
            phones: phone.into_iter().map(LabelledPhone::plain).collect(),
            ..Customer::new(id, name)
        };
        self.append(&[customer.saved()]);
        id
    }

    pub(crate) fn vehicle(&mut self, customer: CustomerId, make: &str, model: &str) -> Vehicle {
        let id = VehicleId::new(self.id());
        let vehicle = Vehicle {
            year: Some(2014),
            ..Vehicle::new(id, customer, make, model)
        };
        self.append(&[vehicle.clone().saved()]);
        vehicle
    }
}

pub(crate) fn add_part(part: Part, pieces: &str) -> TicketOrder {
    let draft = PartDraft {
        book_price: part.price,
        quantity: quantity(pieces),
        unit_price: None,
        condition: PartCondition::New,
        serials: Vec::new(),
        components: part.components.clone(),
        core_in_hand: false,
        warranty: part.warranty,
        part: Box::new(part),
    };
    TicketOrder::AddPart(Box::new(draft), LineDraft::default())
}

pub(crate) fn add_labor(description: &str, hours: &str) -> TicketOrder {
    let draft = LaborDraft {
        description: description.to_owned(),
        hours: quantity(hours),
        book_rate: price("120"),
        rate: None,
        rate_name: None,
        technician: None,
        diagnostic: false,
    };
    TicketOrder::AddLabor(Box::new(draft), LineDraft::default())
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
