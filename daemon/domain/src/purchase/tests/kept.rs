//! Special orders and parts bought for work orders.

use crate::ledger::Account;
use crate::money::Quantity;
use crate::people::Role;
use crate::purchase::fixture::{Shop, TODAY, line, part, quantity, special, ticket, usd};
use crate::purchase::{
    LineDraft, PurchaseOrder, PurchaseRefusal, Purpose, held_for, uncollected, unreconciled,
};

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
        shop.role = Role::Clerk;
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
