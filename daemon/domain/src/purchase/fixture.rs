//! A shop that buys: gives fresh ids, keeps purchases' stories, stock and books, and checks at every step what must hold at
//! every step.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::catalog::{MoveReason, PartEvent};
use crate::ctx::{FreshIds, ShopRules};
use crate::ids::{CustomerId, LineId, PartId, StaffId, TicketId};
use crate::ledger::{Account, Entry};
use crate::money::{Quantity, Rate, UnitPrice};
use crate::number::NextNumbers;
use crate::people::Role;
use crate::supplier::{Supplier, SupplierDraft};
use crate::supplier_return::{SupplierReturn, SupplierReturnOrder, SupplierReturnRefusal};
use crate::{Actor, Ctx, Currency, Event, Money, Timestamp, supplier_return};

use super::{
    Counted, InvoiceDraft, InvoiceLine, InvoiceState, Invoiced, LineDraft, Purchase, PurchaseDraft,
    PurchaseEvent, PurchaseOrder, PurchaseRefusal, PurchaseRules, Purpose, SpecialOrder, decide,
    open,
};

pub(crate) const TODAY: Date = date(2026, 3, 2);

pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x8000_0000_0000_0000 + (number << 64))
}

pub(crate) fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub(crate) fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

/// A context of a manager, with fresh ids of its own.
pub(crate) fn ctx(nth: u128) -> Ctx {
    Ctx {
        now: Timestamp::from_unix_ms(1_772_000_000_000),
        today: TODAY,
        actor: Actor::Staff(StaffId::new(uuid(5))),
        role: Role::Manager,
        approver: None,
        ids: FreshIds::new(uuid(1_000_000 + nth)),
        numbers: NextNumbers::default(),
        shop: Arc::new(ShopRules {
            currency: Currency::USD,
            counter: "C1".to_owned(),
            labor_rate: price("120"),
            location: "main".to_owned(),
            receipt_printer: None,
            drawer: None,
            card_reader: None,
        }),
    }
}

pub(crate) fn fold<A: Aggregate>(id: Uuid, story: &[A::Event], ctx: &Ctx) -> A {
    A::replay(id, story.iter().map(|event| (event, ctx.now, &ctx.actor))).unwrap()
}

pub(crate) fn acme() -> SupplierDraft {
    SupplierDraft {
        name: "Acme Parts".to_owned(),
        contact: None,
        phone: Some("555-0142".to_owned()),
        email: None,
        account_number: Some("SH-0042".to_owned()),
        terms_days: 30,
        currency: Currency::USD,
        minimum_order: Some(usd(50_00)),
        lead_time_days: 2,
        notes: None,
    }
}

pub(crate) fn supplier() -> Supplier {
    Supplier {
        id: crate::ids::SupplierId::new(uuid(10)),
        details: acme(),
        retired: false,
    }
}

pub(crate) fn part(number: u128) -> PartId {
    PartId::new(uuid(100 + number))
}

pub(crate) fn line(number: u128, count: &str, cost: &str, core: &str) -> LineDraft {
    LineDraft {
        part: Some(part(number)),
        number: Some("A-1".to_owned()),
        description: "Alternator".to_owned(),
        quantity: quantity(count),
        unit_cost: price(cost),
        core_deposit: price(core),
        purpose: Purpose::Stock,
    }
}

pub(crate) fn ticket() -> TicketId {
    TicketId::new(uuid(20))
}

pub(crate) fn special() -> Purpose {
    Purpose::SpecialOrder(SpecialOrder {
        customer: CustomerId::new(uuid(21)),
        ticket: ticket(),
        line: LineId::new(uuid(22)),
        deposit_note: Some("half paid".to_owned()),
    })
}

pub(crate) struct Shop {
    pub(crate) rules: PurchaseRules,
    pub(crate) role: Role,
    pub(crate) today: Date,
    pub(crate) purchases: Vec<Purchase>,
    pub(crate) returns: Vec<SupplierReturn>,
    pub(crate) journal: Vec<Event>,
    numbers: NextNumbers,
    used: u128,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let mut rules = PurchaseRules::usual();
        rules.restocking_rate = Rate::parse("0.2").unwrap();
        Self {
            rules,
            role: Role::Manager,
            today: TODAY,
            purchases: Vec::new(),
            returns: Vec::new(),
            journal: Vec::new(),
            numbers: NextNumbers::default(),
            used: 0,
        }
    }

    /// A shop with one purchase that is ordered.
    pub(crate) fn ordered(lines: Vec<LineDraft>) -> Self {
        let mut shop = Self::new();
        shop.draft(lines).unwrap();
        shop.order(PurchaseOrder::Place {
            supplier: Box::new(supplier()),
            below_minimum_confirmed: true,
            sent_by: Some("phone".to_owned()),
        })
        .unwrap();
        shop
    }

    pub(crate) fn ctx(&mut self) -> Ctx {
        self.used += 1;
        Ctx {
            role: self.role,
            today: self.today,
            numbers: self.numbers.clone(),
            ..ctx(self.used)
        }
    }

    pub(crate) fn draft(&mut self, lines: Vec<LineDraft>) -> Result<Vec<Event>, PurchaseRefusal> {
        let draft = PurchaseDraft {
            supplier: supplier(),
            location: None,
            lines,
        };
        let ctx = self.ctx();
        let events = open(&draft, &self.rules, &ctx)?;
        self.keep(&events);
        Ok(events)
    }

    /// Orders something of the last purchase.
    pub(crate) fn order(&mut self, order: PurchaseOrder) -> Result<Vec<Event>, PurchaseRefusal> {
        let ctx = self.ctx();
        let events = decide(self.purchase(), &order, &self.rules, &ctx)?;
        self.keep(&events);
        Ok(events)
    }

    /// Orders something of the last return.
    pub(crate) fn order_back(
        &mut self,
        order: SupplierReturnOrder,
    ) -> Result<Vec<Event>, SupplierReturnRefusal> {
        let ctx = self.ctx();
        let back = self.returns.last().unwrap();
        let events = supplier_return::decide(back, &order, &self.rules, &ctx)?;
        self.keep(&events);
        Ok(events)
    }

    pub(crate) fn purchase(&self) -> &Purchase {
        self.purchases.last().unwrap()
    }

    pub(crate) fn line(&self, place: usize) -> LineId {
        self.purchase().lines[place].item.id
    }

    pub(crate) fn receive(
        &mut self,
        counts: &[(usize, &str)],
    ) -> Result<Vec<Event>, PurchaseRefusal> {
        let counted = |(place, count): &(usize, &str)| Counted {
            line: self.line(*place),
            quantity: quantity(count),
            damaged: Quantity::ZERO,
            unit_cost: None,
            core_deposit: None,
        };
        self.order(PurchaseOrder::Receive {
            lines: counts.iter().map(counted).collect(),
            slip: None,
            over_confirmed: false,
        })
    }

    /// An invoice over lines (place, count, cost, core), with freight and charges in cents.
    pub(crate) fn invoice(
        &self,
        lines: &[(usize, &str, &str, &str)],
        freight: i64,
        charges: i64,
    ) -> InvoiceDraft {
        let lines: Vec<_> = lines
            .iter()
            .map(|(place, count, cost, core)| InvoiceLine {
                line: Some(self.line(*place)),
                description: "Alternator".to_owned(),
                quantity: quantity(count),
                unit_cost: price(cost),
                core_deposit: price(core),
            })
            .collect();
        let goods = lines.iter().flat_map(|line| {
            [line.unit_cost, line.core_deposit]
                .map(|unit| super::value(line.quantity, unit, Currency::USD).unwrap())
        });
        let others = [usd(freight), usd(charges)];
        InvoiceDraft {
            number: format!("INV-{}", self.used),
            date: TODAY,
            due: None,
            total: Money::sum(Currency::USD, goods.chain(others)).unwrap(),
            lines,
            freight: usd(freight),
            charges: usd(charges),
        }
    }

    /// Enters an invoice and accepts it, with nothing on the shelf and no difference borne.
    pub(crate) fn bill(&mut self, draft: InvoiceDraft) -> Result<Vec<Event>, PurchaseRefusal> {
        self.order(PurchaseOrder::EnterInvoice(Box::new(draft)))?;
        let invoice = self.purchase().invoices.last().unwrap().invoice.id;
        self.order(PurchaseOrder::AcceptInvoice {
            invoice,
            accept: Vec::new(),
            on_hand: BTreeMap::new(),
        })
    }

    pub(crate) fn keep(&mut self, events: &[Event]) {
        let ctx = self.ctx();
        for event in events {
            if let Some(number) = event.number() {
                self.numbers.used(number);
            }
            match event {
                Event::Purchase(id, event) => {
                    let known = self.purchases.iter_mut().find(|known| known.id == *id);
                    if let Some(purchase) = known {
                        purchase.apply(event, ctx.now, &ctx.actor);
                    } else {
                        let opened = Purchase::open(id.uuid(), event, ctx.now, &ctx.actor);
                        self.purchases.push(opened.unwrap());
                    }
                }
                Event::SupplierReturn(id, event) => {
                    let known = self.returns.iter_mut().find(|known| known.id == *id);
                    if let Some(back) = known {
                        back.apply(event, ctx.now, &ctx.actor);
                    } else {
                        let opened = SupplierReturn::open(id.uuid(), event, ctx.now, &ctx.actor);
                        self.returns.push(opened.unwrap());
                    }
                }
                _ => {}
            }
        }
        self.journal.extend_from_slice(events);
        self.check(&ctx);
    }

    /// The laws.
    fn check(&self, ctx: &Ctx) {
        for purchase in &self.purchases {
            let story: Vec<_> = self
                .journal
                .iter()
                .filter_map(|event| match event {
                    Event::Purchase(id, event) if *id == purchase.id => Some(event.clone()),
                    _ => None,
                })
                .collect();
            assert_eq!(&fold::<Purchase>(purchase.id.uuid(), &story, ctx), purchase);
            Self::check_lists(purchase, &story);
            // What the books say is received and not invoiced is what the lines say.
            let booked = self.balance(Account::ReceivedNotInvoiced, Some(purchase.id.uuid()));
            assert_eq!(-booked, purchase.not_invoiced().unwrap().minor());
            for line in &purchase.lines {
                assert!(line.open() >= Quantity::ZERO && line.held() >= Quantity::ZERO);
                let moved = if line.item.part.is_some() {
                    line.received.decimal() - line.returned.decimal()
                } else {
                    rust_decimal::Decimal::ZERO
                };
                assert_eq!(
                    self.moved(purchase, line),
                    moved,
                    "stock is received less returned"
                );
            }
        }
        let open = |back: &SupplierReturn| -> i64 {
            let sent = back.sent_on.is_some();
            let goods = back
                .lines
                .iter()
                .filter(|line| sent && line.item.owed_in() == Some(Account::SupplierClaims));
            goods.map(|line| line.open.minor()).sum()
        };
        let differences = self
            .purchases
            .iter()
            .flat_map(|purchase| &purchase.invoices);
        let differences = differences.flat_map(|invoiced| &invoiced.open);
        let owed: i64 = differences.map(|open| open.left.minor()).sum::<i64>()
            + self.returns.iter().map(open).sum::<i64>();
        let claims = self.balance(Account::SupplierClaims, Some(supplier().id.uuid()));
        assert_eq!(claims, owed, "what suppliers owe is what is open");
        for entry in self.entries() {
            let sum: i64 = entry
                .postings
                .iter()
                .map(|posting| posting.amount.minor())
                .sum();
            assert_eq!(sum, 0, "{entry:?}");
        }
    }

    /// What the lists say, event by event, is what the fold says.
    fn check_lists(purchase: &Purchase, story: &[PurchaseEvent]) {
        let mut lists = BTreeMap::new();
        for slot in story.iter().flat_map(PurchaseEvent::slots) {
            match slot.value {
                Some(value) => lists.insert((slot.name, slot.place), value),
                None => lists.remove(&(slot.name, slot.place)),
            };
        }
        let state = lists.get(&("purchase.state", String::new()));
        assert_eq!(state.map(String::as_str), Some(purchase.state.word()));
        for line in &purchase.lines {
            let on = |name| lists.get(&(name, line.item.id.to_string()));
            let part = line.item.part.filter(|_| line.open().is_positive());
            let part = part.map(|part| part.to_string());
            assert_eq!(on("purchase.open_part"), part.as_ref());
            assert_eq!(on("purchase.held").is_some(), line.held().is_positive());
        }
        let count = |name| lists.keys().filter(|(list, _)| *list == name).count();
        let entered = |invoiced: &&Invoiced| invoiced.state == InvoiceState::Entered;
        let entered = purchase.invoices.iter().filter(entered).count();
        assert_eq!(count("purchase.unmatched"), entered);
        let open: usize = purchase
            .invoices
            .iter()
            .map(|invoiced| invoiced.open.len())
            .sum();
        assert_eq!(count("purchase.difference"), open);
    }

    fn moved(&self, purchase: &Purchase, line: &super::PurchaseLine) -> rust_decimal::Decimal {
        let backs: Vec<_> = self
            .returns
            .iter()
            .flat_map(|back| back.lines.iter().map(move |line| (back.id, line)))
            .filter(|(_, back)| {
                matches!(back.item, supplier_return::ReturnItem::Stock { origin: Some(origin), .. }
                    if origin.purchase == purchase.id && origin.line == line.item.id)
            })
            .map(|(id, back)| (id, back.id))
            .collect();
        let moves = self.journal.iter().filter_map(|event| match event {
            Event::Part(_, PartEvent::Moved(step)) => Some(step),
            _ => None,
        });
        moves
            .filter(|step| match &step.reason {
                MoveReason::Received {
                    purchase: from,
                    line: of,
                } => *from == purchase.id && *of == line.item.id,
                MoveReason::ReturnedToSupplier {
                    supplier_return,
                    line,
                } => backs.contains(&(*supplier_return, *line)),
                _ => false,
            })
            .map(|step| step.quantity.decimal())
            .sum()
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.journal.iter().filter_map(|event| match event {
            Event::Posted(_, entry) => Some(entry),
            _ => None,
        })
    }

    /// What an account holds, in cents; of one owner, or of all.
    pub(crate) fn balance(&self, account: Account, owner: Option<Uuid>) -> i64 {
        self.entries()
            .flat_map(|entry| &entry.postings)
            .filter(|posting| posting.account == account)
            .filter(|posting| owner.is_none() || posting.owner == owner)
            .map(|posting| posting.amount.minor())
            .sum()
    }
}
