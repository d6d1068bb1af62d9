//! A small shop for tests: tickets and a till whose events go into one journal, by the rules and nothing else. At every
//! step it checks that the till is the replay of its story and that its figures are the books'.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    LastClose, Pieces, TillDraft, TillEvent, TillFigures, TillFold, TillOrder, TillRefusal,
    TillRules, TillSession, ZReport, decide, open,
};
use crate::aggregate::Aggregate as _;
use crate::catalog::Part;
use crate::ctx::{Approver, FreshIds, ShopRules};
use crate::ids::{DeviceName, PartId, StaffId, TicketId, TicketJobId, TillId};
use crate::job::{Job, JobKind, JobState};
use crate::ledger::Account;
use crate::money::{
    CashHalves, CashRounding, Quantity, Rate, RoundingPolicy, UnitPrice, spread, to_money,
};
use crate::number::NextNumbers;
use crate::people::Role;
use crate::stock::CostState;
use crate::tax::{TaxAnswer, TaxComponent, TaxQuery};
use crate::ticket::{
    Beside, CardStep, CardSummary, LaborDraft, LineDraft, PartDraft, Ticket, TicketEvent,
    TicketOrder, TicketStatus,
};
use crate::{Actor, Ctx, Currency, Event, Money, Refusal, Timestamp};

pub(crate) struct Shop {
    pub journal: Vec<(Event, Timestamp, Actor)>,
    pub tickets: BTreeMap<TicketId, Ticket>,
    pub till: Option<TillSession>,
    pub last: Option<LastClose>,
    pub till_rules: TillRules,
    pub rules: ShopRules,
    pub role: Role,
    pub approver: Option<Approver>,
    pub today: Date,
    /// What parts cost before any of them moves.
    pub costs: BTreeMap<PartId, CostState>,
    pub now_ms: i64,
    numbers: NextNumbers,
    used: u128,
}

impl Shop {
    pub(crate) fn new() -> Self {
        Self {
            journal: Vec::new(),
            costs: BTreeMap::new(),
            tickets: BTreeMap::new(),
            till: None,
            last: None,
            till_rules: TillRules::usual(Currency::USD),
            rules: rules(),
            role: Role::Owner,
            approver: None,
            today: date(2026, 3, 2),
            now_ms: 1_772_460_000_000,
            numbers: NextNumbers::default(),
            used: 0,
        }
    }

    pub(crate) fn ctx(&mut self) -> Ctx {
        self.used += 1;
        self.now_ms += 1_000;
        Ctx {
            now: Timestamp::from_unix_ms(self.now_ms),
            today: self.today,
            actor: Actor::Staff(staff(1)),
            role: self.role,
            approver: self.approver.clone(),
            ids: FreshIds::new(Uuid::from_u128((self.used << 80) | (2 << 62))),
            numbers: self.numbers.clone(),
            shop: Arc::new(self.rules.clone()),
        }
    }

    pub(crate) fn manager_stands_by(&mut self) {
        self.approver = Some(Approver {
            staff: staff(2),
            role: Role::Manager,
            reason: "stood by".to_owned(),
        });
    }

    fn record(&mut self, events: &[Event], ctx: &Ctx) {
        for event in events {
            if let Some(number) = event.number() {
                self.numbers.used(number);
            }
            match event {
                Event::Ticket(id, TicketEvent::Opened { .. }) => {
                    let ticket = Ticket::from_opened(event, ctx.now, &ctx.actor).unwrap();
                    self.tickets.insert(*id, ticket);
                }
                Event::Ticket(id, _) => self.tickets.get_mut(id).unwrap().apply(event, ctx.now),
                Event::Till(id, happened) => {
                    if let TillEvent::Opened { .. } = happened {
                        self.till = TillSession::open(id.uuid(), happened, ctx.now, &ctx.actor);
                    } else {
                        let till = self.till.as_mut().unwrap();
                        till.apply(happened, ctx.now, &ctx.actor);
                    }
                }
                _ => {}
            }
            self.journal
                .push((event.clone(), ctx.now, ctx.actor.clone()));
        }
        self.check();
    }

    /// What holds after every commit.
    fn check(&self) {
        let Some(till) = &self.till else { return };
        let id = till.id;
        let story = self
            .journal
            .iter()
            .filter_map(|(event, at, by)| match event {
                Event::Till(of, event) if *of == id => Some((event, *at, by)),
                _ => None,
            });
        let replayed = TillSession::replay(id.uuid(), story);
        assert_eq!(replayed.as_ref(), Some(till), "replay differs");
        let figures = self.figures();
        let in_books = self.balance(Account::Cash, Some(id.uuid()));
        match &till.z {
            None => assert_eq!(figures.expected, in_books),
            Some(z) => {
                assert_eq!(figures, z.figures, "what comes after the Z changes nothing");
                assert!(in_books.is_zero(), "nothing of a closed session is left");
            }
        }
        let sum = |names: &BTreeMap<String, Money>| {
            Money::sum(Currency::USD, names.values().copied()).unwrap()
        };
        let cash =
            |names: &BTreeMap<String, Money>| names.get("cash").copied().unwrap_or(usd(0)).minor();
        let f = &figures;
        let drawer = f.float.minor()
            + cash(&f.tenders)
            + cash(&f.collected)
            + f.other_cash.minor()
            + f.paid_in.minor()
            - f.paid_out.minor()
            - f.dropped.minor();
        assert_eq!(f.expected.minor(), drawer, "{f:?}");
        let taken = f.net().unwrap().minor() + f.rounding.minor() + f.deposits.minor();
        assert_eq!(sum(&f.tenders).minor(), taken, "{f:?}");
    }

    pub(crate) fn figures(&self) -> TillFigures {
        let mut fold = TillFold::new(self.till.as_ref().unwrap().id, Currency::USD);
        for (event, _, _) in &self.journal {
            fold.apply(event).unwrap();
        }
        fold.into_figures()
    }

    pub(crate) fn balance(&self, account: Account, owner: Option<Uuid>) -> Money {
        let postings = self.journal.iter().filter_map(|(event, _, _)| match event {
            Event::Posted(_, entry) => Some(entry.postings.iter()),
            _ => None,
        });
        let mine = postings
            .flatten()
            .filter(|p| p.account == account && (owner.is_none() || p.owner == owner));
        Money::sum(Currency::USD, mine.map(|posting| posting.amount)).unwrap()
    }

    pub(crate) fn drawer(&self) -> Money {
        let till = self.till.as_ref().unwrap();
        self.balance(Account::Cash, Some(till.id.uuid()))
    }

    pub(crate) fn open_till(&mut self, draft: TillDraft) -> Result<TillId, TillRefusal> {
        let open_now = self.till.as_ref().filter(|till| till.is_open());
        let draft = TillDraft {
            open: open_now.map(|till| till.id),
            last: self.last,
            ..draft
        };
        let ctx = self.ctx();
        let events = open(&draft, &self.till_rules, &ctx)?;
        self.record(&events, &ctx);
        Ok(self.till.as_ref().unwrap().id)
    }

    pub(crate) fn till(&mut self, order: &TillOrder) -> Result<Vec<Event>, TillRefusal> {
        let ctx = self.ctx();
        let till = self.till.clone().unwrap();
        let decided = decide(&till, order, &self.till_rules, &ctx);
        let again = decide(&till, order, &self.till_rules, &ctx_again(&ctx, self.used));
        assert_eq!(decided, again, "the same order, another answer");
        let events = decided?;
        self.record(&events, &ctx);
        Ok(events)
    }

    pub(crate) fn pay_in(&mut self, amount: i64) -> Result<Vec<Event>, TillRefusal> {
        self.till(&TillOrder::PayIn {
            amount,
            reason: "change from the bank".to_owned(),
            category: None,
        })
    }

    pub(crate) fn pay_out(&mut self, amount: i64) -> Result<Vec<Event>, TillRefusal> {
        let drawer = self.drawer();
        self.till(&TillOrder::PayOut {
            amount,
            reason: "window cleaner".to_owned(),
            category: None,
            drawer,
        })
    }

    pub(crate) fn drop(&mut self, amount: i64) -> Result<Vec<Event>, TillRefusal> {
        let drawer = self.drawer();
        self.till(&TillOrder::Drop {
            amount,
            to: super::DropTo::Safe,
            reference: Some("bag 7".to_owned()),
            drawer,
        })
    }

    /// Counts the drawer in cents: as few pieces as make the amount up.
    pub(crate) fn count(&mut self, minor: i64) -> Result<Vec<Event>, TillRefusal> {
        let drawer = self.drawer();
        let pieces = pieces(minor);
        self.till(&TillOrder::Count { pieces, drawer })
    }

    pub(crate) fn close(&mut self, reason: Option<&str>) -> Result<ZReport, TillRefusal> {
        let order = TillOrder::Close {
            reason: reason.map(str::to_owned),
            left: None,
            reference: None,
            drawer: self.drawer(),
            figures: Box::new(self.figures()),
            last: self.last,
        };
        self.till(&order)?;
        let z = *self.till.as_ref().unwrap().z.clone().unwrap();
        self.last = Some(LastClose {
            carried: z.carried,
            grand_total: z.grand_total,
        });
        Ok(z)
    }

    pub(crate) fn ticket(&mut self) -> TicketId {
        let ctx = self.ctx();
        let events = crate::ticket::open(None, None, None, &ctx);
        self.record(&events, &ctx);
        TicketId::new(events[0].stream().0)
    }

    pub(crate) fn order(&mut self, id: TicketId, order: &TicketOrder) -> Result<(), Refusal> {
        let ctx = self.ctx();
        let beside = self.beside();
        let events = crate::ticket::decide(&self.tickets[&id], order, &beside, &ctx)?;
        self.record(&events, &ctx);
        self.assess(id);
        Ok(())
    }

    fn beside(&self) -> Beside {
        let till = self.till.as_ref().filter(|till| till.is_open());
        Beside {
            till: till.map(|till| till.id),
            costs: self.costs.clone(),
            ..Beside::default()
        }
    }

    /// Asks the tax rule as the engine does.
    fn assess(&mut self, id: TicketId) {
        let ticket = &self.tickets[&id];
        if ticket.status != TicketStatus::Open || !ticket.needs_tax() || ticket.lines.is_empty() {
            return;
        }
        let query = ticket.tax_query("main", self.today, None).unwrap();
        let answer = flat_tax(&query).checked(&query).unwrap();
        let event = TicketEvent::TaxAssessed(ticket.assessment(answer));
        let ctx = self.ctx();
        self.record(&[Event::Ticket(id, event)], &ctx);
    }

    pub(crate) fn add_part(&mut self, id: TicketId, count: &str, price: &str) {
        self.order(id, &part_order(count, price, None)).unwrap();
    }

    /// A ticket with a part, 8.25 % tax on top.
    pub(crate) fn sale(&mut self, price: &str) -> TicketId {
        let id = self.ticket();
        self.add_part(id, "1", price);
        id
    }

    pub(crate) fn cash(&mut self, id: TicketId, tendered: i64) {
        let order = TicketOrder::TakeCash {
            tendered,
            amount: None,
        };
        self.order(id, &order).unwrap();
    }

    pub(crate) fn card(&mut self, id: TicketId, amount: Option<i64>) {
        self.order(id, &TicketOrder::TakeCard { amount }).unwrap();
        let payment = self.tickets[&id].payments.last().unwrap().id;
        let step = CardStep::Captured {
            intent: "pi_1".to_owned(),
            card: CardSummary {
                brand: "visa".to_owned(),
                last4: "4242".to_owned(),
                auth_code: None,
            },
        };
        let ctx = self.ctx();
        let beside = self.beside();
        let ticket = &self.tickets[&id];
        let events = crate::ticket::card_step(ticket, payment, step, &beside, &ctx).unwrap();
        self.record(&events, &ctx);
    }

    /// Someone opens the drawer without a sale.
    pub(crate) fn no_sale(&mut self, reason: &str) {
        let ctx = self.ctx();
        let job = Job {
            id: ctx.ids.take(),
            device: DeviceName::new("drawer"),
            kind: JobKind::Drawer {
                reason: reason.to_owned(),
                ticket: None,
            },
            state: JobState::Requested,
        };
        self.record(&[job.requested()], &ctx);
    }

    /// Puts an event of the books or another noun into the journal.
    pub(crate) fn happen(&mut self, events: &[Event]) {
        let ctx = self.ctx();
        self.record(events, &ctx);
    }
}

fn ctx_again(ctx: &Ctx, used: u128) -> Ctx {
    let mut again = ctx.clone();
    again.ids = FreshIds::new(Uuid::from_u128((used << 80) | (2 << 62)));
    again
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub(crate) fn staff(serial: u128) -> StaffId {
    StaffId::new(Uuid::from_u128(serial))
}

pub(crate) fn pieces(minor: i64) -> Pieces {
    let mut left = minor;
    let mut map = BTreeMap::new();
    for value in super::denominations(Currency::USD) {
        if left / value > 0 {
            map.insert(*value, u32::try_from(left / value).unwrap());
            left %= value;
        }
    }
    Pieces(map)
}

pub(crate) fn part_order(count: &str, price: &str, job: Option<TicketJobId>) -> TicketOrder {
    let price = UnitPrice::parse(price).unwrap();
    let part = Part {
        brand: "Acme".to_owned(),
        description: "Oil filter".to_owned(),
        category: "Filters".to_owned(),
        price,
        cost: UnitPrice::parse("3.5").unwrap(),
        ..Part::new(PartId::new(Uuid::from_u128(500)), "PH3614")
    };
    let draft = PartDraft {
        part: Box::new(part),
        quantity: Quantity::parse(count).unwrap(),
        book_price: price,
        unit_price: None,
        condition: crate::ticket::PartCondition::New,
        serials: Vec::new(),
        components: Vec::new(),
        core_in_hand: false,
        warranty: None,
    };
    let line = LineDraft {
        job,
        ..LineDraft::default()
    };
    TicketOrder::AddPart(Box::new(draft), line)
}

pub(crate) fn labor_order(
    hours: &str,
    technician: Option<StaffId>,
    job: Option<TicketJobId>,
) -> TicketOrder {
    let draft = LaborDraft {
        description: "Brakes".to_owned(),
        hours: Quantity::parse(hours).unwrap(),
        book_rate: UnitPrice::parse("100").unwrap(),
        rate: None,
        rate_name: None,
        technician,
        diagnostic: false,
    };
    let line = LineDraft {
        job,
        ..LineDraft::default()
    };
    TicketOrder::AddLabor(Box::new(draft), line)
}

/// 8.25 % of everything, rounded once and shared out.
fn flat_tax(query: &TaxQuery) -> TaxAnswer {
    let rate = Rate::parse("0.0825").unwrap();
    let base = Money::sum(query.currency, query.lines.iter().map(|line| line.amount)).unwrap();
    let exact: Decimal = base.to_decimal() * rate.decimal();
    let amount = to_money(exact, query.currency, RoundingPolicy::HalfUp).unwrap();
    let weights: Vec<i64> = query.lines.iter().map(|line| line.amount.minor()).collect();
    let shares = spread(amount.minor(), &weights).unwrap();
    let by_line = query.lines.iter().zip(shares);
    let component = TaxComponent {
        name: "Sales tax".to_owned(),
        rate,
        base,
        amount,
    };
    TaxAnswer {
        rule: "flat 1".to_owned(),
        by_line: by_line
            .map(|(line, tax)| (line.line, Money::new(tax, query.currency)))
            .collect(),
        components: if query.lines.is_empty() {
            Vec::new()
        } else {
            vec![component]
        },
    }
}

fn rules() -> ShopRules {
    ShopRules {
        labor_rate: UnitPrice::parse("100").unwrap(),
        location: "main".to_owned(),
        cash_rounding: CashRounding::try_new(5, CashHalves::Up).unwrap(),
        work_statuses: vec!["in_progress".to_owned(), "completed".to_owned()],
        till: TillRules {
            required: true,
            ..TillRules::usual(Currency::USD)
        },
        drawer: Some(DeviceName::new("drawer")),
        card_reader: Some("tmr_1".to_owned()),
        ..ShopRules::usual(Currency::USD)
    }
}
