//! A counter with a ticket on it: gives fresh ids, asks a tax rule after each change of the lines as the
//! engine does, keeps the journal, and checks at every step what must hold at every step.

use std::sync::Arc;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::catalog::Part;
use crate::ctx::{FreshIds, ShopRules};
use crate::ids::{
    CustomerId, DeviceName, JobId, LineId, PartId, PaymentId, StaffId, TicketId, VehicleId,
};
use crate::money::{Quantity, Rate, RoundingPolicy, UnitPrice, spread, to_money};
use crate::number::NextNumbers;
use crate::tax::{TaxAnswer, TaxComponent, TaxQuery};
use crate::ticket::{
    CardStep, CardSummary, Ticket, TicketOrder, TicketStatus, Totals, card_step, decide, open,
};
use crate::{Actor, Ctx, Currency, Event, Money, Refusal, Timestamp};

pub(super) struct Counter {
    pub ticket: Ticket,
    pub journal: Vec<(Event, Timestamp, Actor)>,
    pub rules: ShopRules,
    /// Whether the tax rule answers.
    pub tax_works: bool,
    /// What the tax rule answers.
    pub tax_rule: fn(&TaxQuery) -> TaxAnswer,
    numbers: NextNumbers,
    used: u128,
}

impl Counter {
    /// A counter with every device and an empty ticket.
    pub(super) fn new() -> Self {
        Self::with(shop_rules(), None)
    }

    pub(super) fn with(rules: ShopRules, vehicle: Option<VehicleId>) -> Self {
        let numbers = NextNumbers {
            receipt: 41,
            ticket: 7,
        };
        let ctx = ctx_of(&rules, numbers, 0);
        let customer = vehicle.map(|_| CustomerId::new(uuid(900)));
        let events = open(customer, vehicle, vehicle.map(|_| 184_210), &ctx);
        let journal: Vec<_> = events
            .into_iter()
            .map(|event| (event, ctx.now, ctx.actor.clone()))
            .collect();
        let ticket = Ticket::replay(journal.iter().map(|(e, at, by)| (e, *at, by))).unwrap();
        Self {
            ticket,
            journal,
            rules,
            tax_works: true,
            tax_rule: flat_tax,
            numbers,
            used: 1,
        }
    }

    pub(super) fn order(&mut self, order: &TicketOrder) -> Result<Vec<Event>, Refusal> {
        self.happen(|ticket, ctx| decide(ticket, order, ctx))
    }

    pub(super) fn step(&mut self, id: PaymentId, step: &CardStep) -> Result<Vec<Event>, Refusal> {
        self.happen(|ticket, ctx| card_step(ticket, id, step.clone(), ctx))
    }

    /// Decides twice, applies what was decided, and asks for tax before and after as the engine does.
    fn happen(
        &mut self,
        decide: impl Fn(&Ticket, &Ctx) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Vec<Event>, Refusal> {
        self.used += 1;
        let ctx = ctx_of(&self.rules, self.numbers, self.used);
        let before = self.ticket.clone();
        let decided = decide(&self.ticket, &ctx);
        assert_eq!(
            decided,
            decide(&self.ticket, &ctx),
            "the same order, another answer"
        );
        assert_eq!(self.ticket, before);
        let events = decided?;
        assert!(
            !events.is_empty(),
            "an order that was carried out left no trace"
        );
        events.iter().for_each(|event| self.record(event, &ctx));
        self.assess();
        Ok(events)
    }

    fn record(&mut self, event: &Event, ctx: &Ctx) {
        self.ticket.apply(event, ctx.now);
        if let Event::TicketClosed { receipt, .. } = event {
            self.numbers.used(receipt);
        }
        self.journal
            .push((event.clone(), ctx.now, ctx.actor.clone()));
        let story = self.journal.iter().map(|(event, at, by)| (event, *at, by));
        assert_eq!(
            Ticket::replay(story).as_ref(),
            Some(&self.ticket),
            "replay differs"
        );
    }

    /// Asks the tax rule if the lines changed since it was asked.
    pub(super) fn assess(&mut self) {
        let due = self.ticket.needs_tax() && !self.ticket.lines.is_empty();
        if self.ticket.status != TicketStatus::Open || !due {
            return;
        }
        let ticket = self.ticket.id;
        let query = self.ticket.tax_query("main", jiff::civil::date(2026, 7, 1));
        let event = if self.tax_works {
            let answer = (self.tax_rule)(&query).checked(&query).unwrap();
            let assessment = self.ticket.assessment(answer);
            Event::TaxAssessed { ticket, assessment }
        } else {
            Event::TaxFailed {
                ticket,
                reason: "out of order".to_owned(),
            }
        };
        let ctx = ctx_of(&self.rules, self.numbers, self.used);
        self.record(&event, &ctx);
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

pub(super) fn shop_rules() -> ShopRules {
    ShopRules {
        currency: Currency::USD,
        counter: "C1".to_owned(),
        labor_rate: price("125"),
        location: "main".to_owned(),
        receipt_printer: Some(DeviceName::new("receipt-printer")),
        drawer: Some(DeviceName::new("drawer")),
        card_reader: Some("tmr_1".to_owned()),
    }
}

fn ctx_of(rules: &ShopRules, numbers: NextNumbers, serial: u128) -> Ctx {
    let id = |kind: u128| uuid(1_000 + serial * 10 + kind);
    Ctx {
        now: Timestamp::from_unix_ms(1_700_000_000_000 + i64::try_from(serial).unwrap()),
        actor: Actor::Staff(StaffId::new(uuid(1))),
        ids: FreshIds {
            line: LineId::new(id(0)),
            payment: PaymentId::new(id(1)),
            drawer_job: JobId::new(id(2)),
            receipt_job: JobId::new(id(3)),
            ticket: TicketId::new(id(4)),
        },
        numbers,
        shop: Arc::new(rules.clone()),
    }
}

/// 8.25 % of everything, rounded once for the ticket and shared out over the lines.
pub(super) fn flat_tax(query: &TaxQuery) -> TaxAnswer {
    let rate = Rate::parse("0.0825").unwrap();
    let base = Money::sum(query.currency, query.lines.iter().map(|line| line.amount)).unwrap();
    let exact = base.to_decimal() * rate.decimal();
    let amount = to_money(exact, query.currency, RoundingPolicy::HalfUp).unwrap();
    let weights: Vec<i64> = query.lines.iter().map(|line| line.amount.minor()).collect();
    let shares = spread(amount.minor(), &weights).unwrap();
    let by_line = query.lines.iter().zip(shares);
    TaxAnswer {
        rule: "flat 1".to_owned(),
        by_line: by_line
            .map(|(l, tax)| (l.line, Money::new(tax, query.currency)))
            .collect(),
        components: vec![TaxComponent {
            name: "Sales tax".to_owned(),
            rate,
            base,
            amount,
        }],
    }
}

/// 8.25 % of each line by itself, so that no line's tax depends on another line.
pub(super) fn flat_tax_by_item(query: &TaxQuery) -> TaxAnswer {
    let rate = Rate::parse("0.0825").unwrap();
    let tax = |amount: Money| {
        let exact = amount.to_decimal() * rate.decimal();
        to_money(exact, query.currency, RoundingPolicy::HalfUp).unwrap()
    };
    let by_line: Vec<_> = query
        .lines
        .iter()
        .map(|line| (line.line, tax(line.amount)))
        .collect();
    let component = TaxComponent {
        name: "Sales tax".to_owned(),
        rate,
        base: Money::sum(query.currency, query.lines.iter().map(|line| line.amount)).unwrap(),
        amount: Money::sum(query.currency, by_line.iter().map(|(_, tax)| *tax)).unwrap(),
    };
    TaxAnswer {
        rule: "flat by item 1".to_owned(),
        by_line,
        components: vec![component],
    }
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
        id: PartId::new(uuid(500)),
        number: "PH3614".to_owned(),
        brand: "Acme".to_owned(),
        description: "Oil filter".to_owned(),
        category: "Filters".to_owned(),
        upc: None,
        price: unit_price,
        cost: price("3.5"),
        bin: None,
        fitment: Vec::new(),
    })
}

pub(super) fn add_part(count: &str, unit_price: &str) -> TicketOrder {
    let part = part(price(unit_price));
    TicketOrder::AddPart {
        part,
        quantity: quantity(count),
        unit_price: None,
    }
}

pub(super) fn add_labor(description: &str, hours: &str) -> TicketOrder {
    let description = description.to_owned();
    TicketOrder::AddLabor {
        description,
        hours: quantity(hours),
        rate: None,
    }
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
