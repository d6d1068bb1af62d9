//! Cores from the sale to the supplier's credit, and the laws that hold on every way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::catalog::Part;
use crate::ids::{CoreId, CustomerId, LineId, PartId, SupplierId, TicketId};
use crate::ledger::Account;
use crate::money::{Money, Quantity};
use crate::people::Role;
use crate::refusal::Refusal;
use crate::scene::{Books, FIRST_DAY, Scene, Story};
use crate::stock::cost::{CostMethod, CostState};
use crate::stock::move_reason::ReturnTo;
use crate::stock::testing::{price, quantity, usd};
use crate::tax::TaxAnswer;
use crate::ticket::{
    Beside, Line, LineDraft, LineKind, PartCondition, PartDraft, RefundTo, ReturnOf, Ticket,
    TicketEvent, TicketOrder, decide as decide_ticket, open as open_ticket,
};
use crate::{Currency, Event};

const PART: u128 = 500;

fn part() -> Part {
    Part {
        brand: "Acme".to_owned(),
        description: "Alternator".to_owned(),
        category: "Charging".to_owned(),
        price: price("200"),
        cost: price("100"),
        core: Some(price("45")),
        ..Part::new(PartId::new(Uuid::from_u128(PART)), "ALT-1")
    }
}

/// A shop with its core ledger and its books.
struct Desk {
    scene: Scene,
    books: Books,
    cores: BTreeMap<CoreId, Story<Core>>,
}

impl Desk {
    fn new() -> Self {
        Self {
            scene: Scene::new(),
            books: Books::default(),
            cores: BTreeMap::new(),
        }
    }

    fn beside(&self) -> Beside {
        let cost = CostState::new(CostMethod::MovingAverage, Currency::USD, price("100"));
        Beside {
            costs: BTreeMap::from([(part().id, cost)]),
            cores: self
                .cores
                .iter()
                .map(|(id, story)| (*id, story.state.clone()))
                .collect(),
            ..Beside::default()
        }
    }

    fn learn(&mut self, events: &[Event]) {
        let ctx = self.scene.ctx(Role::Clerk);
        self.books.post(events);
        for event in events {
            let Event::Core(id, event) = event else {
                continue;
            };
            match self.cores.get_mut(id) {
                Some(story) => story.tell(event, &ctx),
                None => {
                    self.cores.insert(*id, Story::open(id.uuid(), event, &ctx));
                }
            }
        }
    }

    fn ticket(&self) -> Ticket {
        let ctx = self.scene.ctx(Role::Manager);
        let opened = open_ticket(None, None, None, &ctx);
        Ticket::from_opened(&opened[0], ctx.now, &ctx.actor).unwrap()
    }

    /// Orders, asks a rule that taxes nothing, and learns what happened.
    fn order(&mut self, ticket: &mut Ticket, order: &TicketOrder) -> Vec<Event> {
        let ctx = self.scene.ctx(Role::Manager);
        let events = decide_ticket(ticket, order, &self.beside(), &ctx).unwrap();
        events.iter().for_each(|event| ticket.apply(event, ctx.now));
        self.learn(&events);
        self.assess(ticket);
        events
    }

    fn assess(&self, ticket: &mut Ticket) {
        if !ticket.needs_tax() || ticket.lines.is_empty() {
            return;
        }
        let query = ticket.tax_query("main", FIRST_DAY, None).unwrap();
        let answer = TaxAnswer {
            rule: "none".to_owned(),
            by_line: query.lines.iter().map(|line| (line.line, usd(0))).collect(),
            components: Vec::new(),
        };
        let assessed = TicketEvent::TaxAssessed(ticket.assessment(answer));
        ticket.apply(
            &Event::Ticket(ticket.id, assessed),
            self.scene.ctx(Role::Clerk).now,
        );
    }

    fn sell(&mut self, ticket: &mut Ticket, count: &str, in_hand: bool) {
        let draft = PartDraft {
            part: Box::new(part()),
            quantity: quantity(count),
            book_price: price("200"),
            unit_price: None,
            condition: PartCondition::Rebuilt,
            serials: Vec::new(),
            components: Vec::new(),
            core_in_hand: in_hand,
            warranty: None,
        };
        self.order(
            ticket,
            &TicketOrder::AddPart(Box::new(draft), LineDraft::default()),
        );
    }

    fn pay(&mut self, ticket: &mut Ticket) -> Vec<Event> {
        let due = ticket.totals().unwrap().due.minor();
        let order = match due.signum() {
            1 => TicketOrder::TakeCash {
                tendered: due,
                amount: None,
            },
            0 => TicketOrder::Close,
            _ => TicketOrder::Refund {
                amount: None,
                to: RefundTo::Cash,
            },
        };
        self.order(ticket, &order)
    }

    /// Sells and returns the ledger's entry.
    fn sold(&mut self, count: &str, in_hand: bool) -> CoreId {
        let known: Vec<_> = self.cores.keys().copied().collect();
        let mut ticket = self.ticket();
        self.sell(&mut ticket, count, in_hand);
        self.pay(&mut ticket);
        *self.cores.keys().find(|id| !known.contains(id)).unwrap()
    }

    fn draft(&self, ticket: &Ticket, count: Quantity, grade: CoreGrade) -> CoreReturnDraft {
        CoreReturnDraft {
            ticket: ticket.id,
            line: self.scene.ctx(Role::Clerk).ids.take(),
            quantity: count,
            grade,
            value: None,
        }
    }

    /// Puts old parts on a ticket as the ticket's own code will.
    fn add(&mut self, ticket: &mut Ticket, draft: &CoreReturnDraft, line: &CoreReturnLine) {
        let core = line.core;
        let line_of = Line {
            id: draft.line,
            job: None,
            kind: LineKind::CoreReturn { of: None, core },
            description: line.description.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            amount: line.amount,
            discount: None,
            pay: crate::ticket::PayType::Customer,
            origin: crate::ticket::LineOrigin::Original,
            returned: None,
            priced_by: None,
        };
        let added = Event::Ticket(ticket.id, TicketEvent::LineAdded(line_of));
        ticket.apply(&added, self.scene.ctx(Role::Clerk).now);
        self.learn(&line.events);
        self.assess(ticket);
    }

    fn bring(
        &mut self,
        ticket: &mut Ticket,
        core: CoreId,
        count: &str,
        grade: CoreGrade,
    ) -> Result<CoreReturnLine, CoreRefusal> {
        let draft = self.draft(ticket, quantity(count), grade);
        let line = core_return_line(&self.cores[&core].state, &draft, &CoreRules::default())?;
        self.add(ticket, &draft, &line);
        Ok(line)
    }

    fn decide(&mut self, core: CoreId, order: &CoreOrder) -> Result<Vec<Event>, CoreRefusal> {
        let ctx = self.scene.ctx(Role::Clerk);
        let events = decide(&self.cores[&core].state, order, &ctx)?;
        self.learn(&events);
        Ok(events)
    }

    fn core(&self, id: CoreId) -> &Core {
        &self.cores[&id].state
    }

    /// What must hold at every step: every old part is somewhere, and the liability is what is still owed.
    fn check(&self) {
        let mut deposits = 0;
        let mut here = 0;
        for story in self.cores.values() {
            let core = &story.state;
            let of = |count: Quantity| count.decimal();
            let counts = &core.counts;
            let back = of(counts.kept) + of(counts.rejected) + of(counts.part_returned);
            if core.sale.is_some() {
                assert_eq!(of(core.sold), of(core.owed) + back + of(counts.forfeited));
            }
            let sent: rust_decimal::Decimal = core.sent.iter().map(|sent| of(sent.quantity)).sum();
            let settled = of(counts.credited) + of(counts.short) + of(counts.refused);
            assert_eq!(of(counts.kept), of(core.here) + sent + settled);
            deposits += core.deposit.map_or(0, Money::minor);
            here += core.value.map_or(0, Money::minor);
            if core.owed == Quantity::ZERO {
                assert_eq!(core.deposit.map_or(0, Money::minor), 0);
            }
        }
        assert_eq!(self.books.balance(Account::CoreLiability), -deposits);
        assert_eq!(self.books.balance(Account::CoreInventory), here);
        let due: i64 = self
            .cores
            .values()
            .flat_map(|story| &story.state.sent)
            .map(|sent| sent.value.minor())
            .sum();
        assert_eq!(self.books.balance(Account::CoreReceivable), due);
    }
}

fn supplier() -> SupplierId {
    SupplierId::new(Uuid::from_u128(77))
}

#[test]
fn an_old_part_in_hand_nets_to_nothing_and_is_kept_for_the_supplier() {
    let mut desk = Desk::new();
    let id = desk.sold("1", true);
    desk.check();
    let core = desk.core(id);
    assert_eq!((core.owed, core.here), (Quantity::ZERO, Quantity::ONE));
    assert_eq!(core.value, Some(usd(4_500)));
    assert_eq!(desk.books.balance(Account::CoreLiability), 0);
    assert_eq!(desk.books.balance(Account::CoreClearing), -4_500);
    assert_eq!(desk.books.balance(Account::Cash), 20_000);
}

/// The way of features 3.4: sale, return, sent to the vendor, credited short.
#[test]
fn an_old_part_brought_later_goes_to_the_supplier_and_is_credited_short() {
    let mut desk = Desk::new();
    let id = desk.sold("2", false);
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreLiability), -9_000);
    assert_eq!(desk.core(id).due, Some(jiff::civil::date(2026, 4, 1)));
    let mut ticket = desk.ticket();
    let line = desk.bring(&mut ticket, id, "1", CoreGrade::Good).unwrap();
    assert_eq!((line.amount, line.unit_price), (usd(-4_500), price("45")));
    let left = Quantity::ONE;
    let asked = quantity("2");
    let mut other = desk.ticket();
    assert_eq!(
        desk.bring(&mut other, id, "2", CoreGrade::Good),
        Err(CoreRefusal::MoreThanOwed { asked, left }),
        "the first one is spoken for"
    );
    desk.pay(&mut ticket);
    desk.check();
    assert_eq!(desk.books.balance(Account::Cash), 49_000 - 4_500);
    let send = |count: &str| CoreOrder::Send {
        supplier: supplier(),
        manifest: "M-7".to_owned(),
        quantity: quantity(count),
    };
    assert_eq!(
        desk.decide(id, &send("2")),
        Err(CoreRefusal::MoreThanHere { asked, left })
    );
    desk.decide(id, &send("1")).unwrap();
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreReceivable), 4_500);
    let credit = |count: &str, amount: i64| CoreOrder::Credit {
        manifest: "M-7".to_owned(),
        quantity: quantity(count),
        amount: usd(amount),
        reference: Some("CM-1".to_owned()),
    };
    assert!(matches!(
        desk.decide(id, &credit("2", 1)),
        Err(CoreRefusal::MoreThanSent { .. })
    ));
    assert_eq!(
        desk.decide(id, &credit("1", -1)),
        Err(CoreRefusal::CreditNegative(usd(-1)))
    );
    let events = desk.decide(id, &credit("1", 4_000)).unwrap();
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreLoss), 500);
    assert_eq!(desk.books.balance(Account::Payable), 4_000);
    assert_eq!(desk.core(id).counts.short, Quantity::ONE);
    let Event::Core(_, event) = &events[0] else {
        panic!("{events:?}");
    };
    assert_eq!(event.slots().len(), 2, "it waits for nothing any more");
}

#[test]
fn a_poor_old_part_brings_a_share_and_a_bad_one_nothing() {
    let mut desk = Desk::new();
    let id = desk.sold("3", false);
    let mut ticket = desk.ticket();
    let half = desk
        .bring(&mut ticket, id, "1", CoreGrade::Partial)
        .unwrap();
    assert_eq!(half.amount, usd(-2_250));
    let nothing = desk
        .bring(&mut ticket, id, "1", CoreGrade::Rejected)
        .unwrap();
    assert_eq!(nothing.amount, usd(0));
    let whole = desk
        .bring(&mut ticket, id, "1", CoreGrade::PartReturned)
        .unwrap();
    assert_eq!(whole.amount, usd(-4_500));
    desk.pay(&mut ticket);
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreIncome), -2_250 - 4_500);
    let core = desk.core(id);
    assert_eq!((core.here, core.value), (Quantity::ONE, Some(usd(2_250))));
    assert_eq!(core.counts.rejected, Quantity::ONE);
    assert_eq!(core.counts.part_returned, Quantity::ONE);
}

#[test]
fn what_is_not_brought_in_time_is_kept_unless_a_manager_gives_time() {
    let mut desk = Desk::new();
    let id = desk.sold("2", false);
    let due = jiff::civil::date(2026, 4, 1);
    desk.scene.today.set(due);
    let forfeit = CoreOrder::Forfeit;
    assert_eq!(desk.decide(id, &forfeit), Err(CoreRefusal::NotDue(due)));
    let later = jiff::civil::date(2026, 4, 8);
    let extend = CoreOrder::Extend { due: later };
    assert_eq!(
        desk.decide(id, &extend),
        Err(CoreRefusal::NeedsRole(Role::Manager))
    );
    let ctx = desk.scene.with_approver(Role::Manager);
    let events = decide(desk.core(id), &extend, &ctx).unwrap();
    desk.learn(&events);
    desk.scene.today.set(later);
    assert_eq!(desk.decide(id, &forfeit), Err(CoreRefusal::NotDue(later)));
    desk.scene.today.set(later.tomorrow().unwrap());
    let mut ticket = desk.ticket();
    desk.bring(&mut ticket, id, "1", CoreGrade::Good).unwrap();
    desk.decide(id, &forfeit).unwrap();
    assert_eq!(desk.books.balance(Account::CoreIncome), -4_500);
    assert_eq!(
        desk.decide(id, &forfeit),
        Err(CoreRefusal::NothingOwed),
        "the other one is on a ticket"
    );
    desk.pay(&mut ticket);
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreLiability), 0);
    assert_eq!(desk.decide(id, &extend), Err(CoreRefusal::NothingOwed));
}

#[test]
fn a_line_taken_off_or_a_ticket_given_up_lets_the_old_part_go() {
    let mut desk = Desk::new();
    let id = desk.sold("1", false);
    for void in [false, true] {
        let mut ticket = desk.ticket();
        desk.bring(&mut ticket, id, "1", CoreGrade::Good).unwrap();
        assert_eq!(desk.core(id).returnable(), Ok(Quantity::ZERO));
        let line = ticket.lines[0].id;
        let order = if void {
            TicketOrder::Void {
                reason: "left".to_owned(),
            }
        } else {
            TicketOrder::RemoveLine { line }
        };
        desk.order(&mut ticket, &order);
        assert_eq!(desk.core(id).returnable(), Ok(Quantity::ONE));
    }
    desk.check();
}

#[test]
fn without_a_receipt_a_manager_takes_it_and_the_shop_has_bought_it() {
    let mut desk = Desk::new();
    let mut ticket = desk.ticket();
    let draft = CoreReturnDraft {
        value: Some(price("40")),
        ..desk.draft(&ticket, quantity("2"), CoreGrade::Good)
    };
    let customer = Some(CustomerId::new(Uuid::from_u128(3)));
    let from = WithoutReceipt {
        part: Box::new(part()),
        customer,
    };
    let rules = CoreRules::default();
    let clerk = desk.scene.ctx(Role::Clerk);
    let refused = without_receipt(&from, &draft, &rules, &clerk);
    let Err(CoreRefusal::Rule(refused)) = refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(*refused, Refusal::NeedsApproval(_)));
    let manager = desk.scene.ctx(Role::Manager);
    let itself = CoreReturnDraft {
        grade: CoreGrade::PartReturned,
        ..draft
    };
    let refused = without_receipt(&from, &itself, &rules, &manager);
    assert_eq!(refused, Err(CoreRefusal::NoSale));
    let line = without_receipt(&from, &draft, &rules, &manager).unwrap();
    assert_eq!(line.amount, usd(-9_000));
    desk.add(&mut ticket, &draft, &line);
    desk.pay(&mut ticket);
    desk.check();
    assert_eq!(desk.books.balance(Account::CoreInventory), 8_000);
    assert_eq!(desk.books.balance(Account::CoreClearing), 0);
    assert_eq!(desk.books.balance(Account::CoreLoss), 1_000);
    assert_eq!(desk.books.balance(Account::Cash), -9_000);
    assert_eq!(desk.core(line.core).customer, customer);
}

/// Features 3.4: a warranty return must not create a second core.
#[test]
fn a_warranty_exchange_makes_no_second_core() {
    let mut desk = Desk::new();
    let first = desk.sold("1", true);
    let clearing = desk.books.balance(Account::CoreClearing);
    let mut ticket = desk.ticket();
    desk.sell(&mut ticket, "1", true);
    // The defective part comes back on the same ticket.
    let worn = Line {
        id: LineId::new(Uuid::from_u128(4_000)),
        quantity: quantity("-1"),
        amount: usd(-20_000),
        returned: Some(ReturnOf {
            ticket: Some(TicketId::new(Uuid::from_u128(1))),
            line: Some(LineId::new(Uuid::from_u128(2))),
            tax: usd(0),
            destination: ReturnTo::Supplier,
            reimbursed: None,
        }),
        ..ticket.lines[0].clone()
    };
    ticket.lines.push(worn);
    let ctx = desk.scene.ctx(Role::Clerk);
    let events = on_close(&ticket, &BTreeMap::new(), &CoreRules::default(), &ctx).unwrap();
    desk.learn(&events);
    let second = *desk.cores.keys().find(|id| **id != first).unwrap();
    let core = desk.core(second);
    assert_eq!((core.owed, core.here), (Quantity::ZERO, Quantity::ZERO));
    assert_eq!(core.counts.part_returned, Quantity::ONE);
    assert_eq!(desk.books.balance(Account::CoreClearing), clearing);
    assert_eq!(desk.core(first).here, Quantity::ONE);
}

#[test]
fn a_ticket_cannot_settle_what_the_ledger_was_not_asked_about() {
    let mut desk = Desk::new();
    let id = desk.sold("1", false);
    let mut ticket = desk.ticket();
    desk.bring(&mut ticket, id, "1", CoreGrade::Good).unwrap();
    let line = ticket.lines[0].id;
    let ctx = desk.scene.ctx(Role::Clerk);
    let refused = on_close(&ticket, &BTreeMap::new(), &CoreRules::default(), &ctx);
    assert_eq!(refused, Err(Refusal::NoSuchLine(line)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_old_part_is_somewhere_and_the_books_say_where(
        sold in 1_u32..6, in_hand in any::<bool>(),
        steps in prop::collection::vec((0_u8..6, 1_u32..4, 0_i64..6_000), 0..14),
    ) {
        let mut desk = Desk::new();
        let id = desk.sold(&sold.to_string(), in_hand);
        desk.check();
        for (step, count, cents) in steps {
            let text = count.to_string();
            match step {
                0 | 1 => {
                    let grade = CoreGrade::ALL[usize::try_from(cents).unwrap() % 4];
                    let mut ticket = desk.ticket();
                    if desk.bring(&mut ticket, id, &text, grade).is_ok() {
                        desk.pay(&mut ticket);
                    }
                }
                2 | 3 => {
                    let (supplier, manifest) = (supplier(), format!("M-{}", cents % 2));
                    let _ = desk.decide(id, &CoreOrder::Send { supplier, manifest, quantity: quantity(&text) });
                }
                4 => {
                    let (manifest, reference) = (format!("M-{}", cents % 2), None);
                    let (quantity, amount) = (quantity(&text), usd(cents));
                    let _ = desk.decide(id, &CoreOrder::Credit { manifest, quantity, amount, reference });
                }
                _ => {
                    desk.scene.today.set(jiff::civil::date(2026, 6, 1));
                    let _ = desk.decide(id, &CoreOrder::Forfeit);
                    desk.scene.today.set(FIRST_DAY);
                }
            }
            desk.check();
        }
    }
}
