//! A counter with tickets on it: gives fresh ids, works out fees and tax after each change of the lines as the engine
//! does, keeps the journal, the stock and the books, and checks at every step what must hold at every step.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::aggregate::Aggregate as _;
use crate::catalog::{Part, PartEvent, StockMove};
use crate::charges::assess_charges;
use crate::core_charge::{Core, CoreEvent};
use crate::ctx::{Approver, FreshIds, ShopRules};
use crate::ids::{
    CoreId, CustomerId, DeviceName, LineId, PartId, PaymentId, StaffId, TicketId, VehicleId,
};
use crate::ledger::{Account, Entry};
use crate::money::{Quantity, Rate, RoundingPolicy, UnitPrice};
use crate::number::{NextNumbers, Series};
use crate::people::Role;
use crate::stock::cost::{CostMove, CostState, extended};
use crate::stock::move_reason::MoveReason;
use crate::tax::{
    CorePolicy, Exemption, Jurisdiction, Profile, RoundingBasis, TaxAnswer, TaxClass, TaxQuery,
};
use crate::ticket::{
    AccountStanding, Beside, CardStep, CardSummary, LaborDraft, LineChange, LineDraft, PartDraft,
    Standing, Ticket, TicketEvent, TicketOrder, TicketStatus, Totals, card_step, decide, open,
};
use crate::{Actor, Ctx, Currency, Event, Money, Refusal, Timestamp};

pub(super) struct Counter {
    /// The ticket at hand.
    pub ticket: Ticket,
    /// Tickets set aside.
    pub others: BTreeMap<TicketId, Ticket>,
    pub journal: Vec<(Event, Timestamp, Actor)>,
    pub rules: ShopRules,
    pub role: Role,
    pub approver: Option<Approver>,
    pub today: Date,
    /// Whether the tax rule answers.
    pub tax_works: bool,
    /// What the tax rule answers.
    pub tax_rule: fn(&TaxQuery) -> TaxAnswer,
    pub exemption: Option<Exemption>,
    /// The house account that every customer has; its balance is the books'.
    pub account: Option<AccountStanding>,
    pub till: Option<crate::ids::TillId>,
    /// What the parts cost, folded from what was recorded of their movements.
    pub costs: BTreeMap<PartId, CostState>,
    /// The balances of the books: a debit is above zero.
    pub books: BTreeMap<(Account, Option<Uuid>), i64>,
    /// The core ledger.
    pub cores: BTreeMap<CoreId, Core>,
    /// What is kept for work.
    pub reserved: BTreeMap<(TicketId, LineId, PartId), Decimal>,
    numbers: NextNumbers,
    used: u128,
}

impl Counter {
    /// A counter with every device and an empty ticket.
    pub(super) fn new() -> Self {
        Self::with(shop_rules(), None)
    }

    pub(super) fn with(rules: ShopRules, vehicle: Option<VehicleId>) -> Self {
        let mut numbers = NextNumbers::default();
        numbers.set(Series::Receipt, 41);
        numbers.set(Series::Ticket, 7);
        let today = date(2026, 7, 1);
        let ctx = ctx_of(&rules, &numbers, 0, today);
        let opened = opened_for(vehicle, &ctx);
        let story = opened.iter().map(|e| (e, ctx.now, &ctx.actor));
        let ticket = Ticket::replay(story).unwrap();
        let mut counter = Self {
            ticket,
            others: BTreeMap::new(),
            cores: BTreeMap::new(),
            journal: Vec::new(),
            rules,
            role: Role::Owner,
            approver: None,
            today,
            tax_works: true,
            tax_rule: flat_tax,
            exemption: None,
            account: None,
            till: None,
            costs: BTreeMap::new(),
            books: BTreeMap::new(),
            reserved: BTreeMap::new(),
            numbers,
            used: 1,
        };
        for event in opened {
            counter.note(&event, &ctx);
        }
        counter
    }

    /// Sets the ticket at hand aside and opens another.
    pub(super) fn open_another(&mut self, vehicle: Option<VehicleId>) {
        let ctx = self.ctx();
        let opened = opened_for(vehicle, &ctx);
        let story = opened.iter().map(|e| (e, ctx.now, &ctx.actor));
        let ticket = Ticket::replay(story).unwrap();
        let before = std::mem::replace(&mut self.ticket, ticket);
        self.others.insert(before.id, before);
        for event in opened {
            self.note(&event, &ctx);
        }
    }

    /// Takes a ticket up that was set aside.
    pub(super) fn take_up(&mut self, id: TicketId) {
        if let Some(ticket) = self.others.remove(&id) {
            let before = std::mem::replace(&mut self.ticket, ticket);
            self.others.insert(before.id, before);
        }
    }

    pub(super) fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        std::iter::once(&self.ticket).chain(self.others.values())
    }

    pub(super) fn order(&mut self, order: &TicketOrder) -> Result<Vec<Event>, Refusal> {
        let beside = self.beside(order);
        self.happen(|ticket, ctx| decide(ticket, order, &beside, ctx))
    }

    pub(super) fn step(&mut self, id: PaymentId, step: &CardStep) -> Result<Vec<Event>, Refusal> {
        let beside = self.beside(&TicketOrder::Close);
        self.happen(|ticket, ctx| card_step(ticket, id, step.clone(), &beside, ctx))
    }

    /// What the engine would know.
    fn beside(&self, order: &TicketOrder) -> Beside {
        let money = |minor| Money::new(minor, self.rules.currency);
        let customer = self.ticket.customer.map(|id| Standing {
            credit: money(-self.balance(Account::StoreCredit, Some(id.uuid()))),
            account: self.account.clone().map(|account| AccountStanding {
                balance: money(self.balance(Account::Receivable, Some(id.uuid()))),
                ..account
            }),
        });
        let clocked_on = match order {
            TicketOrder::ClockOn { staff, .. } => self.others.values().find_map(|ticket| {
                let job = ticket.jobs.iter().find(|job| {
                    let mut spans = job.clocked.iter();
                    spans.any(|span| span.staff == *staff && span.until.is_none())
                })?;
                Some((ticket.id, job.id))
            }),
            _ => None,
        };
        Beside {
            customer,
            costs: self.costs.clone(),
            cores: self.cores.clone(),
            till: self.till,
            clocked_on,
        }
    }

    pub(super) fn balance(&self, account: Account, owner: Option<Uuid>) -> i64 {
        self.books.get(&(account, owner)).copied().unwrap_or(0)
    }

    /// The balance of an account over all its owners.
    pub(super) fn balance_of_all(&self, account: Account) -> i64 {
        let of_it = self.books.iter().filter(|((a, _), _)| *a == account);
        of_it.map(|(_, balance)| balance).sum()
    }

    fn ctx(&mut self) -> Ctx {
        self.used += 1;
        Ctx {
            role: self.role,
            approver: self.approver.clone(),
            ..ctx_of(&self.rules, &self.numbers, self.used, self.today)
        }
    }

    /// Decides twice, applies what was decided, and works out fees and tax after it as the engine does.
    fn happen(
        &mut self,
        decide: impl Fn(&Ticket, &Ctx) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Vec<Event>, Refusal> {
        let ctx = self.ctx();
        let before = self.ticket.clone();
        let decided = decide(&self.ticket, &ctx.clone());
        assert_eq!(
            decided,
            decide(&self.ticket, &ctx),
            "the same order, another answer"
        );
        assert_eq!(self.ticket, before);
        let events = decided?;
        events.iter().for_each(|event| self.record(event, &ctx));
        self.assess_with(&ctx);
        self.holds();
        Ok(events)
    }

    fn record(&mut self, event: &Event, ctx: &Ctx) {
        if let Event::Ticket(id, _) = event {
            if *id == self.ticket.id {
                self.ticket.apply(event, ctx.now);
            } else if let Some(other) = self.others.get_mut(id) {
                other.apply(event, ctx.now);
            }
        }
        self.note(event, ctx);
    }

    fn note(&mut self, event: &Event, ctx: &Ctx) {
        if let Some(number) = event.number() {
            assert_eq!(number.serial, self.numbers.next(number.series), "a gap");
            self.numbers.used(number);
        }
        match event {
            Event::Posted(_, entry) => self.post(entry),
            Event::Part(_, PartEvent::Moved(moved)) => self.moved(moved),
            Event::Part(part, PartEvent::Reserved(kept)) => {
                let key = (kept.ticket, kept.line, *part);
                let sum = self.reserved.entry(key).or_default();
                *sum += kept.quantity.decimal();
                assert!(*sum >= Decimal::ZERO, "more let go than was kept");
                if sum.is_zero() {
                    self.reserved.remove(&key);
                }
            }
            Event::Core(core, event) => self.core(*core, event, ctx),
            _ => {}
        }
        self.journal
            .push((event.clone(), ctx.now, ctx.actor.clone()));
    }

    fn core(&mut self, id: CoreId, event: &CoreEvent, ctx: &Ctx) {
        match self.cores.get_mut(&id) {
            Some(core) => core.apply(event, ctx.now, &ctx.actor),
            None => {
                let opened = Core::open(id.uuid(), event, ctx.now, &ctx.actor);
                self.cores.insert(id, opened.unwrap());
            }
        }
    }

    fn post(&mut self, entry: &Entry) {
        let sum: i64 = entry.postings.iter().map(|p| p.amount.minor()).sum();
        assert_eq!(sum, 0, "debits are not credits: {entry:?}");
        for posting in &entry.postings {
            let key = (posting.account, posting.owner);
            *self.books.entry(key).or_default() += posting.amount.minor();
        }
    }

    /// Folds a movement into the part's cost as it was recorded, and compares what it says of itself.
    fn moved(&mut self, moved: &StockMove) {
        moved.reason.check(moved.quantity).unwrap();
        let (method, currency) = (self.rules.cost_method, self.rules.currency);
        let new = || CostState::new(method, currency, moved.unit_cost);
        let cost = self.costs.entry(moved.part).or_insert_with(new);
        let movement = match moved.reason {
            MoveReason::CustomerReturn { .. } => CostMove::Returned {
                quantity: moved.quantity,
                total: extended(moved.unit_cost, moved.quantity, currency).unwrap(),
            },
            _ => CostMove::Issued {
                quantity: moved.quantity.negated(),
            },
        };
        let entry = cost.apply(&movement).unwrap();
        assert_eq!(entry.value, moved.value, "{moved:?}");
    }

    /// Puts parts on the shelf at the beginning.
    pub(super) fn stock(&mut self, part: PartId, count: &str, total: i64) {
        let currency = self.rules.currency;
        let new = || CostState::new(self.rules.cost_method, currency, UnitPrice::ZERO);
        let cost = self.costs.entry(part).or_insert_with(new);
        let received = CostMove::Received {
            receipt: None,
            quantity: quantity(count),
            total: Money::new(total, currency),
        };
        let value = cost.apply(&received).unwrap().value.minor();
        *self.books.entry((Account::Inventory, None)).or_default() += value;
        *self
            .books
            .entry((Account::OpeningBalance, None))
            .or_default() -= value;
    }

    /// Puts store credit on a customer.
    pub(super) fn give_credit(&mut self, customer: CustomerId, minor: i64) {
        let owner = Some(customer.uuid());
        *self.books.entry((Account::StoreCredit, owner)).or_default() -= minor;
        *self.books.entry((Account::Bank, None)).or_default() += minor;
    }

    /// Works fees and tax out if the lines changed since.
    pub(super) fn assess(&mut self) {
        let ctx = self.ctx();
        self.assess_with(&ctx);
    }

    fn assess_with(&mut self, ctx: &Ctx) {
        let ticket = &self.ticket;
        let due = ticket.needs_tax() && !ticket.lines.is_empty();
        if ticket.status != TicketStatus::Open || !due {
            return;
        }
        let id = ticket.id;
        let lines = ticket.charge_lines().unwrap();
        let charges = assess_charges(&self.rules.charges, &lines).unwrap();
        let charges = ticket.with_ids(charges, || ctx.ids.take());
        if charges != ticket.charges {
            let event = Event::Ticket(id, TicketEvent::ChargesAssessed(charges));
            self.record(&event, ctx);
        }
        let exemption = self.ticket.customer.and(self.exemption.clone());
        let query = self
            .ticket
            .tax_query("main", self.today, exemption)
            .unwrap();
        let event = if self.tax_works {
            let answer = (self.tax_rule)(&query).checked(&query).unwrap();
            TicketEvent::TaxAssessed(self.ticket.assessment(answer))
        } else {
            TicketEvent::TaxFailed("out of order".to_owned())
        };
        self.record(&Event::Ticket(id, event), ctx);
    }

    /// What must hold after every order.
    fn holds(&self) {
        let story = self.journal.iter().map(|(event, at, by)| (event, *at, by));
        let own = story.filter(|(event, ..)| event.ticket() == Some(self.ticket.id));
        assert_eq!(
            Ticket::replay(own).as_ref(),
            Some(&self.ticket),
            "replay differs"
        );
        super::books::hold(self);
    }

    pub(super) fn totals(&self) -> Totals {
        self.ticket.totals().unwrap()
    }

    pub(super) fn add_part(&mut self, quantity: &str, price: &str) -> LineId {
        self.order(&add_part(quantity, price)).unwrap();
        self.ticket.lines.last().unwrap().id
    }

    pub(super) fn add_labor(&mut self, hours: &str) -> LineId {
        self.order(&add_labor("Diagnosis", hours)).unwrap();
        self.ticket.lines.last().unwrap().id
    }

    pub(super) fn take_card(&mut self, amount: Option<i64>) -> PaymentId {
        self.order(&TicketOrder::TakeCard { amount }).unwrap();
        self.ticket.payments.last().unwrap().id
    }

    /// A ticket of one part at 100.00 with 8.25 tax, paid in cash.
    pub(super) fn paid() -> Self {
        let mut counter = Self::new();
        counter.add_part("1", "100");
        counter.order(&cash(10_825)).unwrap();
        assert_eq!(counter.ticket.status, TicketStatus::Paid);
        counter
    }

    /// The same ticket, given up.
    pub(super) fn voided() -> Self {
        let mut counter = Self::new();
        counter.add_part("1", "100");
        counter.order(&void()).unwrap();
        counter
    }
}

fn opened_for(vehicle: Option<VehicleId>, ctx: &Ctx) -> Vec<Event> {
    let customer = vehicle.map(|_| customer());
    open(customer, vehicle, vehicle.map(|_| 184_210), ctx)
}

/// The customer that a vehicle brings along.
pub(super) fn customer() -> CustomerId {
    CustomerId::new(uuid(900))
}

pub(super) fn vehicle() -> VehicleId {
    VehicleId::new(uuid(901))
}

pub(super) fn shop_rules() -> ShopRules {
    ShopRules {
        labor_rate: price("125"),
        location: "main".to_owned(),
        jurisdiction: crate::authorization::Profile::by_name("florida").unwrap(),
        work_statuses: ["in", "ready"].map(str::to_owned).to_vec(),
        receipt_printer: Some(DeviceName::new("receipt-printer")),
        drawer: Some(DeviceName::new("drawer")),
        card_reader: Some("tmr_1".to_owned()),
        ..ShopRules::usual(Currency::USD)
    }
}

fn ctx_of(rules: &ShopRules, numbers: &NextNumbers, serial: u128, today: Date) -> Ctx {
    Ctx {
        now: Timestamp::from_unix_ms(1_700_000_000_000 + i64::try_from(serial).unwrap()),
        today,
        actor: Actor::Staff(StaffId::new(uuid(1))),
        role: Role::Owner,
        approver: None,
        ids: FreshIds::new(uuid(1_000_000 + serial)),
        numbers: numbers.clone(),
        shop: Arc::new(rules.clone()),
    }
}

fn profile(currency: Currency, basis: RoundingBasis) -> Profile {
    Profile {
        name: "flat".to_owned(),
        sources: vec!["a made-up law".to_owned()],
        valid_from: date(2020, 1, 1),
        valid_until: None,
        currency,
        jurisdictions: vec![Jurisdiction {
            name: "Sales tax".to_owned(),
            rate: Rate::parse("0.0825").unwrap(),
            compound: false,
            classes: TaxClass::ALL.iter().copied().collect(),
            item_threshold: None,
            item_cap: None,
            valid_from: None,
            valid_until: None,
        }],
        basis,
        aggregate: true,
        rounding: RoundingPolicy::HalfUp,
        inclusive: false,
        core: CorePolicy::ReducesBase,
        cash: None,
    }
}

/// 8.25 % of everything, rounded once for the ticket and shared out over the lines.
pub(super) fn flat_tax(query: &TaxQuery) -> TaxAnswer {
    let profile = profile(query.currency, RoundingBasis::Invoice);
    crate::tax::assess(&profile, query).unwrap()
}

/// 8.25 % of each line by itself, so that no line's tax depends on another line.
pub(super) fn flat_tax_by_item(query: &TaxQuery) -> TaxAnswer {
    let profile = profile(query.currency, RoundingBasis::Item);
    crate::tax::assess(&profile, query).unwrap()
}

/// 7 % of parts and cores, none of it given back with an old part.
pub(super) fn california(query: &TaxQuery) -> TaxAnswer {
    let mut profile = profile(query.currency, RoundingBasis::Invoice);
    profile.jurisdictions[0].rate = Rate::parse("0.07").unwrap();
    profile.core = CorePolicy::TaxedNoRefund;
    crate::tax::assess(&profile, query).unwrap()
}

pub(super) fn uuid(serial: u128) -> Uuid {
    Uuid::from_u128(serial)
}

pub(super) fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub(super) fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

pub(super) fn thousandths(count: i64) -> Decimal {
    Decimal::new(count, 3)
}

pub(super) fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub(super) fn part(unit_price: UnitPrice) -> Box<Part> {
    Box::new(Part {
        brand: "Acme".to_owned(),
        description: "Oil filter".to_owned(),
        category: "Filters".to_owned(),
        price: unit_price,
        cost: price("3.5"),
        ..Part::new(PartId::new(uuid(500)), "PH3614")
    })
}

pub(super) fn part_draft(count: &str, unit_price: &str) -> PartDraft {
    let book_price = price(unit_price);
    PartDraft {
        part: part(book_price),
        quantity: quantity(count),
        book_price,
        unit_price: None,
        condition: crate::ticket::PartCondition::New,
        serials: Vec::new(),
        components: Vec::new(),
        core_in_hand: false,
        warranty: None,
    }
}

pub(super) fn add_part(count: &str, unit_price: &str) -> TicketOrder {
    let draft = part_draft(count, unit_price);
    TicketOrder::AddPart(Box::new(draft), LineDraft::default())
}

pub(super) fn labor_draft(description: &str, hours: &str) -> LaborDraft {
    LaborDraft {
        description: description.to_owned(),
        hours: quantity(hours),
        book_rate: price("125"),
        rate: None,
        rate_name: None,
        technician: None,
        diagnostic: false,
    }
}

pub(super) fn add_labor(description: &str, hours: &str) -> TicketOrder {
    let draft = labor_draft(description, hours);
    TicketOrder::AddLabor(Box::new(draft), LineDraft::default())
}

pub(super) fn change(line: LineId, change: LineChange) -> TicketOrder {
    let change = Box::new(change);
    TicketOrder::ChangeLine { line, change }
}

pub(super) fn set_quantity(line: LineId, pieces: &str) -> TicketOrder {
    let quantity = Some(quantity(pieces));
    change(
        line,
        LineChange {
            quantity,
            ..LineChange::default()
        },
    )
}

pub(super) fn cash(tendered: i64) -> TicketOrder {
    TicketOrder::TakeCash {
        tendered,
        amount: None,
    }
}

pub(super) fn void() -> TicketOrder {
    TicketOrder::Void {
        reason: "customer left".to_owned(),
    }
}

pub(super) fn intent() -> String {
    "pi_1".to_owned()
}

pub(super) fn captured() -> CardStep {
    let brand = "visa".to_owned();
    let card = CardSummary {
        brand,
        last4: "4242".to_owned(),
        auth_code: None,
    };
    CardStep::Captured {
        intent: intent(),
        card,
    }
}

pub(super) fn declined(attempt: u32) -> CardStep {
    CardStep::Declined {
        intent: Some(intent()),
        attempt,
        code: "insufficient_funds".to_owned(),
        message: "Not enough money".to_owned(),
    }
}

pub(super) fn unknown(attempt: u32) -> CardStep {
    CardStep::Unknown {
        intent: Some(intent()),
        attempt,
        reason: "no answer".to_owned(),
    }
}
