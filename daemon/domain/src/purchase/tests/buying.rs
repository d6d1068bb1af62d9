//! Drafts, orders, deliveries.

use crate::Event;
use crate::catalog::PartEvent;
use crate::ctx::{Actor, Ctx};
use crate::index::Slot;
use crate::ledger::Account;
use crate::money::Quantity;
use crate::people::Role;
use crate::purchase::fixture::{Shop, line, part, price, quantity, special, supplier, usd, uuid};
use crate::purchase::{
    BackOrderDraft, Counted, Drafting, OnOrder, Purchase, PurchaseEvent, PurchaseOrder,
    PurchaseRefusal, PurchaseState, Purpose, ReorderLine, declined_value, draft_from_proposals,
    on_order,
};
use crate::stock::{CostMethod, MoveReason};
use crate::supplier::{SupplierPart, SupplierPartDraft};

fn place(below_minimum_confirmed: bool) -> PurchaseOrder {
    PurchaseOrder::Place {
        supplier: Box::new(supplier()),
        below_minimum_confirmed,
        sent_by: None,
    }
}

#[test]
fn a_draft_is_written_and_sent() {
    let mut shop = Shop::new();
    shop.draft(Vec::new()).unwrap();
    assert_eq!(shop.purchase().number.to_string(), "C1-P000001");
    assert_eq!(shop.order(place(false)), Err(PurchaseRefusal::NoLines));
    let added = PurchaseOrder::AddLine(Box::new(line(1, "4", "10", "0")));
    shop.order(added.clone()).unwrap();
    let below = PurchaseRefusal::BelowMinimum {
        total: usd(40_00),
        minimum: usd(50_00),
    };
    assert_eq!(shop.order(place(false)), Err(below));
    shop.order(PurchaseOrder::ChangeLine {
        line: shop.line(0),
        quantity: quantity("4"),
        unit_cost: price("10"),
        core_deposit: price("2.50"),
    })
    .unwrap();
    shop.order(place(false)).unwrap();
    let purchase = shop.purchase();
    assert_eq!(purchase.state, PurchaseState::Ordered);
    assert_eq!(
        purchase.expected,
        Some(jiff::civil::date(2026, 3, 4)),
        "two days of lead time"
    );
    let late = PurchaseRefusal::WrongState(PurchaseState::Ordered);
    assert_eq!(shop.order(added), Err(late));
}

#[test]
fn a_delivery_in_part_moves_stock_and_books_the_core_deposit_apart() {
    let mut shop = Shop::ordered(vec![line(1, "5", "100", "20")]);
    let events = shop.receive(&[(0, "3")]).unwrap();
    let Event::Part(_, PartEvent::Moved(step)) = &events[1] else {
        panic!("no move: {events:?}");
    };
    assert_eq!(
        (step.part, step.quantity, step.unit_cost),
        (part(1), quantity("3"), price("100"))
    );
    assert!(
        matches!(step.reason, MoveReason::PurchaseReceived { line, .. } if line == shop.line(0))
    );
    assert_eq!(shop.balance(Account::Inventory, None), 300_00);
    let owner = Some(supplier().id.uuid());
    assert_eq!(shop.balance(Account::CoreDeposits, owner), 60_00);
    let owner = Some(shop.purchase().id.uuid());
    assert_eq!(shop.balance(Account::ReceivedNotInvoiced, owner), -360_00);
    assert_eq!(shop.purchase().state, PurchaseState::PartlyReceived);
    shop.receive(&[(0, "2")]).unwrap();
    assert_eq!(shop.purchase().state, PurchaseState::Received);
    let close = shop.order(PurchaseOrder::Close { write_off: false });
    assert_eq!(close, Err(PurchaseRefusal::NotInvoiced(usd(600_00))));
}

#[test]
fn what_was_sold_before_it_came_is_trued_up_as_a_variance() {
    for method in [CostMethod::MovingAverage, CostMethod::Fifo] {
        let mut shop = Shop::ordered_by(method, vec![line(1, "5", "100", "0")]);
        shop.sell(part(1), quantity("2"), price("90"));
        assert_eq!(shop.balance(Account::Inventory, None), -180_00);
        shop.receive(&[(0, "5")]).unwrap();
        assert_eq!(shop.balance(Account::Inventory, None), 300_00);
        assert_eq!(shop.balance(Account::PurchaseVariance, None), 20_00);
        assert_eq!(
            shop.balance(Account::ReceivedNotInvoiced, None),
            -500_00,
            "the supplier asks for what it sent"
        );
    }
}

#[test]
fn lines_of_one_part_are_priced_one_after_the_other() {
    let mut shop = Shop::ordered(vec![line(1, "1", "100", "0"), line(1, "1", "50", "0")]);
    shop.sell(part(1), quantity("1"), price("90"));
    shop.receive(&[(0, "1"), (1, "1")]).unwrap();
    assert_eq!(shop.balance(Account::PurchaseVariance, None), 10_00);
    assert_eq!(shop.balance(Account::Inventory, None), 50_00);
}

#[test]
fn more_than_ordered_needs_a_word_and_a_manager() {
    let mut shop = Shop::ordered(vec![line(1, "5", "1", "0")]);
    let refused = PurchaseRefusal::OverReceipt {
        line: shop.line(0),
        counted: quantity("6"),
        expected: quantity("5"),
    };
    assert_eq!(shop.receive(&[(0, "6")]), Err(refused));
    let six = PurchaseOrder::Receive {
        lines: vec![Counted {
            line: shop.line(0),
            quantity: quantity("6"),
            damaged: Quantity::ZERO,
            unit_cost: None,
            core_deposit: None,
        }],
        slip: None,
        over_confirmed: true,
    };
    shop.role = Role::Clerk;
    assert!(matches!(
        shop.order(six.clone()),
        Err(PurchaseRefusal::RoleNeeded {
            needed: Role::Manager,
            ..
        })
    ));
    shop.role = Role::Manager;
    shop.order(six).unwrap();
    assert_eq!(shop.purchase().lines[0].open(), Quantity::ZERO);
}

#[test]
fn damaged_pieces_are_not_taken_and_stay_to_come() {
    let mut shop = Shop::ordered(vec![line(1, "5", "1", "0")]);
    shop.order(PurchaseOrder::Receive {
        lines: vec![Counted {
            line: shop.line(0),
            quantity: quantity("3"),
            damaged: quantity("2"),
            unit_cost: None,
            core_deposit: None,
        }],
        slip: Some("DN 7".to_owned()),
        over_confirmed: false,
    })
    .unwrap();
    let ours = &shop.purchase().lines[0];
    assert_eq!((ours.open(), ours.damaged), (quantity("2"), quantity("2")));
    assert_eq!(shop.balance(Account::Inventory, None), 3_00);
}

#[test]
fn the_rest_comes_later_or_never() {
    let mut shop = Shop::ordered(vec![line(1, "5", "1", "0"), line(2, "1", "1", "0")]);
    let later = |line, count| PurchaseOrder::Acknowledge {
        reference: Some("SO-9".to_owned()),
        expected: None,
        back_orders: vec![BackOrderDraft {
            line,
            quantity: quantity(count),
            expected: None,
        }],
    };
    let first = shop.line(0);
    assert!(matches!(
        shop.order(later(first, "6")),
        Err(PurchaseRefusal::MoreThanLeft { .. })
    ));
    shop.order(later(first, "4")).unwrap();
    assert_eq!(shop.purchase().state, PurchaseState::Acknowledged);
    shop.receive(&[(0, "3"), (1, "1")]).unwrap();
    let back_order = shop.purchase().lines[0].back_order.unwrap();
    assert_eq!(
        back_order.quantity,
        quantity("2"),
        "no more is late than is to come"
    );
    let cancel = PurchaseOrder::CancelLine {
        line: first,
        quantity: None,
        reason: "no longer made".to_owned(),
    };
    shop.order(cancel.clone()).unwrap();
    assert_eq!(shop.purchase().state, PurchaseState::Received);
    let done = PurchaseRefusal::WrongState(PurchaseState::Received);
    assert_eq!(shop.order(cancel), Err(done.clone()));
    let all = PurchaseOrder::Cancel {
        reason: "too late".to_owned(),
    };
    assert_eq!(shop.order(all), Err(done));
}

#[test]
fn on_order_is_what_open_purchases_still_bring() {
    let mut waiting = line(1, "2", "1", "0");
    waiting.purpose = special();
    let mut shop = Shop::ordered(vec![line(1, "5", "1", "0"), waiting]);
    shop.draft(vec![line(1, "7", "1", "0")]).unwrap();
    let draft = shop.purchases.pop().unwrap();
    shop.receive(&[(0, "1")]).unwrap();
    let all = [shop.purchase().clone(), draft];
    let sum = on_order(&all, part(1), "main").unwrap();
    let expected = OnOrder {
        for_stock: quantity("4"),
        for_tickets: quantity("2"),
    };
    assert_eq!(sum, expected, "drafts are not on order");
    let elsewhere = on_order(&all, part(1), "annex").unwrap();
    assert_eq!(elsewhere.for_stock, Quantity::ZERO);
}

#[test]
fn only_sublet_work_is_bought_without_a_part() {
    let mut shop = Shop::new();
    let mut nothing = line(1, "1", "80", "0");
    nothing.part = None;
    assert_eq!(
        shop.draft(vec![nothing.clone()]),
        Err(PurchaseRefusal::PartMissing)
    );
    nothing.purpose = Purpose::Sublet {
        ticket: crate::purchase::fixture::ticket(),
        job: crate::ids::TicketJobId::new(uuid(30)),
    };
    let mut shop = Shop::ordered(vec![nothing.clone()]);
    let events = shop.receive(&[(0, "1")]).unwrap();
    assert_eq!(events.len(), 2, "no stock moves: {events:?}");
    assert_eq!(shop.balance(Account::CostOfSublet, None), 80_00);
    nothing.core_deposit = price("1");
    assert_eq!(
        shop.draft(vec![nothing]),
        Err(PurchaseRefusal::SubletHasPart)
    );
}

fn proposal(number: u128, count: &str, location: &str) -> ReorderLine {
    ReorderLine {
        supplier: supplier(),
        asked: SupplierPart {
            id: crate::ids::SupplierPartId::new(uuid(40)),
            details: SupplierPartDraft {
                supplier: supplier().id,
                part: part(number),
                number: "A-1".to_owned(),
                cost: price("2"),
                core_deposit: price("0"),
                pack_size: quantity("12"),
                preferred: true,
            },
            removed: false,
        },
        description: "Oil filter".to_owned(),
        location: location.to_owned(),
        quantity: quantity(count),
    }
}

#[test]
fn proposals_join_the_draft_of_their_supplier_and_place() {
    let mut shop = Shop::new();
    shop.draft(vec![line(1, "10", "2", "0")]).unwrap();
    let ctx = shop.ctx();
    let proposals = [
        proposal(1, "5", "main"),
        proposal(2, "5", "main"),
        proposal(2, "5", "main"),
        proposal(1, "1", "annex"),
        proposal(1, "1", "yard"),
    ];
    let events = draft_from_proposals(
        &proposals,
        &shop.purchases,
        Drafting::ByHand,
        &shop.rules,
        &ctx,
    )
    .unwrap();
    shop.keep(&events);
    let lists: Vec<_> = shop
        .purchases
        .iter()
        .map(|purchase| {
            let counts = purchase
                .lines
                .iter()
                .map(|line| line.item.quantity.to_string());
            let counts: Vec<_> = counts.collect();
            (
                purchase.number.serial,
                purchase.location.as_str(),
                counts.join(" "),
            )
        })
        .collect();
    let expected = [(1, "main", "24 12"), (2, "annex", "12"), (3, "yard", "12")];
    assert_eq!(
        lists,
        expected.map(|(n, at, counts)| (n, at, counts.to_owned()))
    );
}

#[test]
fn the_daemon_adds_to_its_own_drafts_alone_and_remembers_what_people_take_off() {
    let mut shop = Shop::new();
    shop.draft(vec![line(1, "10", "2", "0")]).unwrap();
    let draft = |shop: &mut Shop, proposals: &[ReorderLine]| {
        let ctx = Ctx {
            actor: Actor::Daemon,
            ..shop.ctx()
        };
        let automatic = Drafting::Automatic;
        let events = draft_from_proposals(proposals, &shop.purchases, automatic, &shop.rules, &ctx);
        shop.keep(&events.unwrap());
    };
    draft(
        &mut shop,
        &[proposal(1, "5", "main"), proposal(2, "1", "main")],
    );
    draft(&mut shop, &[proposal(2, "13", "main")]);
    let numbers = |purchase: &Purchase| {
        let counts = purchase.lines.iter().map(|line| line.item.quantity);
        (purchase.automatic, counts.collect::<Vec<_>>())
    };
    let lists: Vec<_> = shop.purchases.iter().map(numbers).collect();
    assert_eq!(
        lists,
        [
            (false, vec![quantity("10")]),
            (true, vec![quantity("12"), quantity("36")]),
        ]
    );

    let declined = |events: &[Event]| {
        events.iter().find_map(|event| match event {
            Event::Purchase(_, PurchaseEvent::Declined { parts, .. }) => Some(parts.clone()),
            _ => None,
        })
    };
    let change = |shop: &Shop, count: &str| PurchaseOrder::ChangeLine {
        line: shop.line(0),
        quantity: quantity(count),
        unit_cost: price("2"),
        core_deposit: price("0"),
    };
    let more = change(&shop, "14");
    assert_eq!(declined(&shop.order(more).unwrap()), None);
    let fewer = change(&shop, "13");
    assert_eq!(declined(&shop.order(fewer).unwrap()), Some(vec![part(1)]));
    let cancel = PurchaseOrder::Cancel {
        reason: "not this week".to_owned(),
    };
    let events = shop.order(cancel).unwrap();
    assert_eq!(declined(&events), Some(vec![part(1), part(2)]));
    let slots: Vec<_> = events.iter().flat_map(Event::slots).collect();
    let today = declined_value(part(2), "main", shop.today);
    let found = |slot: &Slot| slot.name == "purchase.declined" && slot.value == Some(today.clone());
    assert!(slots.iter().any(found), "{slots:?}");
}

#[test]
fn what_people_write_themselves_is_theirs_to_give_up() {
    let mut shop = Shop::new();
    shop.draft(vec![line(1, "10", "2", "0")]).unwrap();
    let remove = PurchaseOrder::RemoveLine { line: shop.line(0) };
    assert_eq!(shop.order(remove).unwrap().len(), 1);
}
