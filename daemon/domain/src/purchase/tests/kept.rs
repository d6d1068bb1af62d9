//! Special orders and parts bought for work orders.

use std::collections::BTreeMap;

use crate::ctx::Approver;
use crate::ids::StaffId;
use crate::ledger::Account;
use crate::money::Quantity;
use crate::people::Role;
use crate::purchase::fixture::{
    Shop, TODAY, ctx, line, part, quantity, special, supplier, ticket, usd, uuid,
};
use crate::purchase::{
    LineDraft, PurchaseOrder, PurchaseRefusal, PurchaseRules, Purpose, Reconciling, gate, held_for,
    left_over, uncollected, unreconciled,
};
use crate::ticket::TicketEvent;
use crate::{Ctx, Event, Refusal};

fn for_customer() -> LineDraft {
    LineDraft {
        purpose: special(),
        ..line(1, "2", "100", "0")
    }
}

fn for_work() -> LineDraft {
    LineDraft {
        purpose: Purpose::WorkOrder {
            ticket: ticket(),
            line: None,
        },
        ..line(1, "4", "10", "0")
    }
}

fn cancel(shop: &Shop, deposit: i64, waive_fee: bool) -> PurchaseOrder {
    PurchaseOrder::CancelSpecial {
        line: shop.line(0),
        reason: "sold the car".to_owned(),
        selling_price: usd(300_00),
        deposit: usd(deposit),
        waive_fee,
    }
}

#[test]
fn a_special_order_is_kept_apart_until_it_is_collected() {
    let mut shop = Shop::ordered(vec![for_customer()]);
    let notice = PurchaseOrder::NoticeArrival {
        line: shop.line(0),
        channel: "phone".to_owned(),
    };
    let early = PurchaseRefusal::NotArrived(shop.line(0));
    assert_eq!(shop.order(notice.clone()), Err(early));
    shop.receive(&[(0, "2")]).unwrap();
    shop.order(notice).unwrap();
    assert_eq!(
        held_for(&shop.purchases, part(1), "main"),
        Ok(quantity("2"))
    );
    let day = |days: i64| TODAY.checked_add(jiff::Span::new().days(days)).unwrap();
    for (days, overdue) in [(30, false), (31, true)] {
        let waiting = uncollected(shop.purchase(), &shop.rules, day(days));
        assert_eq!((waiting.len(), waiting[0].overdue), (1, overdue));
        assert_eq!(
            (waiting[0].noticed, i64::from(waiting[0].days)),
            (Some(TODAY), days)
        );
    }
    let collect = |count| PurchaseOrder::Use {
        line: shop.purchase().lines[0].item.id,
        quantity: quantity(count),
    };
    let (three, two) = (collect("3"), collect("2"));
    assert!(matches!(
        shop.order(three),
        Err(PurchaseRefusal::MoreThanLeft { .. })
    ));
    shop.order(two).unwrap();
    assert_eq!(uncollected(shop.purchase(), &shop.rules, day(99)), []);
    assert_eq!(
        held_for(&shop.purchases, part(1), "main"),
        Ok(Quantity::ZERO)
    );
}

#[test]
fn a_customer_who_steps_back_leaves_a_fee_and_the_goods() {
    // A fifth of 300.00 is 60.00, and never more than the deposit.
    for (deposit, waive, fee) in [
        (100_00, false, 60_00),
        (40_00, false, 40_00),
        (100_00, true, 0),
    ] {
        let mut shop = Shop::ordered(vec![for_customer()]);
        shop.receive(&[(0, "2")]).unwrap();
        let order = cancel(&shop, deposit, waive);
        shop.role = Role::Advisor;
        if waive {
            assert!(matches!(
                shop.order(order.clone()),
                Err(PurchaseRefusal::RoleNeeded { .. })
            ));
            shop.role = Role::Manager;
        }
        shop.order(order).unwrap();
        assert_eq!(shop.balance(Account::RestockingFees, None), -fee);
        assert_eq!(shop.balance(Account::Deposits, Some(ticket().uuid())), fee);
        assert_eq!(
            held_for(&shop.purchases, part(1), "main"),
            Ok(Quantity::ZERO)
        );
        let again = cancel(&shop, deposit, waive);
        let refused = PurchaseRefusal::NotASpecialOrder(shop.line(0));
        assert_eq!(shop.order(again), Err(refused));
    }
    let mut shop = Shop::ordered(vec![for_customer()]);
    let order = cancel(&shop, 100_00, false);
    shop.order(order).unwrap();
    assert_eq!(
        shop.balance(Account::RestockingFees, None),
        0,
        "nothing has come"
    );
}

#[test]
fn everything_bought_for_a_work_order_is_accounted_for() {
    let mut shop = Shop::ordered(vec![for_work()]);
    assert_eq!(unreconciled(shop.purchase()), [], "nothing has come");
    shop.receive(&[(0, "4")]).unwrap();
    let id = shop.line(0);
    let left = |shop: &Shop| {
        let list = unreconciled(shop.purchase());
        list.first().map_or(Quantity::ZERO, |one| one.quantity)
    };
    assert_eq!(
        (left(&shop), unreconciled(shop.purchase())[0].ticket),
        (quantity("4"), ticket())
    );
    let draft = shop.invoice(&[(0, "4", "10", "0")], 0, 0);
    shop.bill(draft).unwrap();
    let close = PurchaseOrder::Close { write_off: false };
    assert_eq!(
        shop.order(close.clone()),
        Err(PurchaseRefusal::Unreconciled(id))
    );
    let (line, three) = (id, quantity("3"));
    shop.order(PurchaseOrder::Use {
        line,
        quantity: three,
    })
    .unwrap();
    assert_eq!(left(&shop), Quantity::ONE);
    let quantity = Quantity::ONE;
    shop.order(PurchaseOrder::Stock { line, quantity }).unwrap();
    assert_eq!(left(&shop), Quantity::ZERO);
    shop.order(close).unwrap();
}

#[test]
fn stock_is_kept_for_nobody() {
    let mut shop = Shop::ordered(vec![line(1, "4", "10", "0")]);
    shop.receive(&[(0, "4")]).unwrap();
    let (line, quantity) = (shop.line(0), Quantity::ONE);
    let refused = Err(PurchaseRefusal::NotHeld(line));
    assert_eq!(shop.order(PurchaseOrder::Use { line, quantity }), refused);
    assert_eq!(shop.order(PurchaseOrder::Stock { line, quantity }), refused);
}

#[test]
fn what_was_bought_for_a_ticket_is_left_until_it_is_billed_stocked_or_given_up() {
    let purpose = Purpose::WorkOrder {
        ticket: ticket(),
        line: None,
    };
    let bought = LineDraft {
        purpose,
        ..line(1, "3", "10", "0")
    };
    let mut shop = Shop::new();
    shop.draft(vec![bought]).unwrap();
    let left = |shop: &Shop, sold: &str| {
        let sold = BTreeMap::from([(part(1), quantity(sold))]);
        let left = left_over(&shop.purchases, ticket(), &sold);
        left.first().map(|left| left.quantity)
    };
    assert_eq!(left(&shop, "0"), None, "a draft has bought nothing");
    shop.order(PurchaseOrder::Place {
        supplier: Box::new(supplier()),
        below_minimum_confirmed: true,
        sent_by: None,
    })
    .unwrap();
    assert_eq!(left(&shop, "0"), Some(quantity("3")), "on its way");
    shop.receive(&[(0, "2")]).unwrap();
    assert_eq!(left(&shop, "2"), Some(quantity("1")));
    assert_eq!(left(&shop, "3"), None);
    let stock = PurchaseOrder::Stock {
        line: shop.line(0),
        quantity: quantity("1"),
    };
    shop.order(stock).unwrap();
    shop.order(PurchaseOrder::CancelLine {
        line: shop.line(0),
        quantity: None,
        reason: "wrong one".to_owned(),
    })
    .unwrap();
    assert_eq!(left(&shop, "0"), Some(quantity("1")));
    assert_eq!(left(&shop, "1"), None);

    let sold = BTreeMap::new();
    let left = || left_over(&shop.purchases, ticket(), &sold);
    let mut ctx = ctx(9);
    let mut rules = shop.rules.clone();
    let kinds = |rules: &PurchaseRules, ctx: &Ctx| {
        gate(ticket(), left(), rules, ctx).map(|events| {
            let kind = |event: &Event| match event {
                Event::Ticket(_, TicketEvent::Overridden { reason, .. }) => reason.clone(),
                Event::Ticket(_, TicketEvent::PartsLeft(left)) => left.len().to_string(),
                _ => "?".to_owned(),
            };
            events.iter().map(kind).collect::<Vec<_>>()
        })
    };
    let words = "1 x Alternator (bought on C1-P000001)".to_owned();
    assert_eq!(kinds(&rules, &ctx), Err(Refusal::PartsLeft(words)));
    ctx.approver = Some(Approver {
        staff: StaffId::new(uuid(2)),
        role: Role::Advisor,
        reason: "goes back tomorrow".to_owned(),
    });
    assert!(kinds(&rules, &ctx).is_err(), "an advisor is no manager");
    ctx.approver.as_mut().unwrap().role = Role::Manager;
    let said = Ok(vec!["goes back tomorrow".to_owned(), "1".to_owned()]);
    assert_eq!(kinds(&rules, &ctx), said);
    ctx.approver = None;
    rules.reconciling = Reconciling::Warn;
    assert_eq!(kinds(&rules, &ctx), Ok(vec!["1".to_owned()]));
    rules.reconciling = Reconciling::Off;
    assert_eq!(kinds(&rules, &ctx), Ok(Vec::new()));
}
