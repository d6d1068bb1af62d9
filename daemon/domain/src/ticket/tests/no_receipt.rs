//! Goods without a receipt: lowest price of late, an approval, store credit alone, whatever else is on the ticket.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::fixture::{
    Counter, add_part, cash, customer, part, price, quantity, shop_rules, usd, uuid, vehicle,
};
use crate::Refusal;
use crate::ctx::Approver;
use crate::ids::{PartId, StaffId};
use crate::ledger::Account;
use crate::money::{Money, Rate, UnitPrice};
use crate::people::Role;
use crate::stock::move_reason::ReturnTo;
use crate::ticket::{
    NoReceiptDraft, NoReceiptRules, RefundTo, Tender, TicketEvent, TicketOrder, TicketStatus,
};
use crate::{Currency, Event};

fn counter() -> Counter {
    let mut counter = Counter::with(shop_rules(), Some(vehicle()));
    counter.stock(PartId::new(uuid(500)), "10", 4_500);
    counter
}

fn draft(count: &str, lowest: &str) -> NoReceiptDraft {
    NoReceiptDraft {
        part: part(price("80")),
        quantity: quantity(count),
        destination: ReturnTo::Stock,
        serials: Vec::new(),
        reason: "wrong one".to_owned(),
        shown: "driving licence".to_owned(),
        lowest: Some(price(lowest)),
        before: Money::zero(Currency::USD),
    }
}

fn take(draft: NoReceiptDraft) -> TicketOrder {
    TicketOrder::AddReturnWithoutReceipt(Box::new(draft))
}

fn refund(amount: Option<i64>, to: RefundTo) -> TicketOrder {
    TicketOrder::Refund { amount, to }
}

#[test]
fn they_bring_the_lowest_price_without_tax_as_store_credit() {
    let mut counter = counter();
    let events = counter.order(&take(draft("2", "41.5"))).unwrap();
    let kept = events.iter().any(|event| {
        matches!(event, Event::Ticket(_, TicketEvent::TakenWithoutReceipt { reason, shown, .. })
            if reason == "wrong one" && shown == "driving licence")
    });
    assert!(kept, "{events:?}");
    let totals = counter.totals();
    assert_eq!((totals.due, totals.tax), (usd(-8_300), usd(0)));

    let credit = usd(8_300);
    let to_cash = counter.order(&refund(None, RefundTo::Cash));
    assert_eq!(to_cash, Err(Refusal::CreditOnly { credit }));
    let to_cash = counter.order(&refund(Some(1), RefundTo::Cash));
    assert_eq!(to_cash, Err(Refusal::CreditOnly { credit }));
    counter.order(&refund(None, RefundTo::StoreCredit)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let owner = Some(customer().uuid());
    assert_eq!(counter.balance(Account::StoreCredit, owner), -8_300);
    assert_eq!(counter.balance_of_all(Account::SalesParts), 8_300);
    assert_eq!(counter.balance_of_all(Account::TaxPayable), 0);
    // Two came back at what they cost the shop, 4.50 each.
    let id = PartId::new(uuid(500));
    assert_eq!(counter.costs[&id].on_hand().unwrap(), quantity("12"));
    assert_eq!(counter.balance_of_all(Account::CostOfParts), -900);
}

#[test]
fn they_pay_for_what_is_bought_and_only_the_rest_is_credit() {
    let mut counter = counter();
    counter.tax_rule = |query| super::fixture::flat_tax(query);
    counter.order(&take(draft("1", "50"))).unwrap();
    counter.add_part("1", "20");
    // 20.00 and 1.65 of tax are paid for; 28.35 is left.
    assert_eq!(counter.totals().due, usd(-2_835));
    let credit = usd(2_835);
    let refused = counter.order(&refund(Some(2_000), RefundTo::Cash));
    assert_eq!(refused, Err(Refusal::CreditOnly { credit }));
    counter
        .order(&refund(Some(2_000), RefundTo::StoreCredit))
        .unwrap();
    let credit = usd(835);
    let refused = counter.order(&refund(None, RefundTo::Cash));
    assert_eq!(refused, Err(Refusal::CreditOnly { credit }));
    counter.order(&refund(None, RefundTo::StoreCredit)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

#[test]
fn what_the_customer_paid_in_goes_back_as_it_came() {
    let mut counter = counter();
    counter.add_part("1", "20");
    let paid = TicketOrder::TakeCash {
        tendered: 1_000,
        amount: None,
    };
    counter.order(&paid).unwrap();
    counter.order(&take(draft("1", "50"))).unwrap();
    // 50.00 against 21.65, and 10.00 paid in: 28.35 is credit, 10.00 may be cash.
    assert_eq!(counter.totals().due, usd(-3_835));
    let refused = counter.order(&refund(Some(1_001), RefundTo::Cash));
    let credit = usd(2_835);
    assert_eq!(refused, Err(Refusal::CreditOnly { credit }));
    counter.order(&refund(Some(1_000), RefundTo::Cash)).unwrap();
    counter.order(&refund(None, RefundTo::StoreCredit)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
}

#[test]
fn a_manager_stands_in_and_is_named() {
    let mut counter = counter();
    counter.role = Role::Advisor;
    let refused = counter.order(&take(draft("1", "50")));
    assert!(
        matches!(refused, Err(Refusal::NeedsApproval(_))),
        "{refused:?}"
    );
    counter.approver = Some(Approver {
        staff: StaffId::new(uuid(7)),
        role: Role::Manager,
        reason: "known customer".to_owned(),
    });
    let events = counter.order(&take(draft("1", "50"))).unwrap();
    let named = events.iter().any(|event| {
        matches!(event, Event::Ticket(_, TicketEvent::Overridden { reason, .. }) if reason == "known customer")
    });
    assert!(named, "{events:?}");
}

#[test]
fn what_cannot_be_taken_back_is_refused() {
    let off = NoReceiptRules {
        allowed: false,
        ..NoReceiptRules::usual()
    };
    let mut counter = counter();
    counter.rules.no_receipt = off;
    assert_eq!(
        counter.order(&take(draft("1", "5"))),
        Err(Refusal::NoReceiptNotTaken)
    );
    counter.rules.no_receipt = NoReceiptRules::usual();
    for lowest in [None, Some(UnitPrice::ZERO)] {
        let never = NoReceiptDraft {
            lowest,
            ..draft("1", "5")
        };
        assert_eq!(counter.order(&take(never)), Err(Refusal::NotSoldOfLate(90)));
    }
    let secret = NoReceiptDraft {
        shown: "card 4242 4242 4242 4242".to_owned(),
        ..draft("1", "5")
    };
    let field = "shown";
    assert_eq!(
        counter.order(&take(secret)),
        Err(Refusal::CardNumberInText { field })
    );
    let nameless = NoReceiptDraft {
        shown: " ".to_owned(),
        ..draft("1", "5")
    };
    assert_eq!(
        counter.order(&take(nameless)),
        Err(Refusal::TextEmpty { field })
    );
    assert!(counter.order(&take(draft("0", "5"))).is_err());
    let mut stranger = Counter::new();
    let id = stranger.ticket.id;
    assert_eq!(
        stranger.order(&take(draft("1", "5"))),
        Err(Refusal::NoCustomer(id))
    );
}

#[test]
fn a_customer_brings_back_only_so_much() {
    let mut counter = counter();
    counter.order(&take(draft("1", "150"))).unwrap();
    let max = Decimal::from(200);
    let more = counter.order(&take(draft("1", "50.01")));
    let before = usd(15_000);
    assert_eq!(more, Err(Refusal::TooMuchWithoutReceipt { max, before }));
    let elsewhere = NoReceiptDraft {
        before: usd(5_000),
        ..draft("1", "0.01")
    };
    let before = usd(20_000);
    let more = counter.order(&take(elsewhere));
    assert_eq!(more, Err(Refusal::TooMuchWithoutReceipt { max, before }));
    counter.order(&take(draft("1", "50"))).unwrap();
}

#[test]
fn the_shop_keeps_its_share_and_scrap_never_comes_to_stock() {
    let mut counter = counter();
    counter.rules.no_receipt.restocking_rate = Rate::parse("0.15").unwrap();
    let scrap = NoReceiptDraft {
        destination: ReturnTo::Scrap,
        ..draft("1", "40")
    };
    counter.order(&take(scrap)).unwrap();
    counter.assess();
    counter.order(&refund(None, RefundTo::StoreCredit)).unwrap();
    assert_eq!(counter.balance_of_all(Account::RestockingFees), -600);
    let id = PartId::new(uuid(500));
    assert_eq!(counter.costs[&id].on_hand().unwrap(), quantity("10"));
    assert_eq!(counter.balance_of_all(Account::CostOfParts), 0);
}

#[test]
fn the_price_paid_is_net_of_discounts_and_of_this_part_alone() {
    let mut counter = counter();
    let line = counter.add_part("3", "10");
    let ten_percent = crate::discount::Discount {
        off: crate::discount::DiscountOff::Percent(Rate::parse("0.1").unwrap()),
        reason: "regular".to_owned(),
        reimbursed_by: crate::discount::ReimbursedBy::None,
    };
    counter
        .order(&TicketOrder::SetDiscount(Some(ten_percent)))
        .unwrap();
    let id = PartId::new(uuid(500));
    assert_eq!(
        counter.ticket.price_paid(id, line),
        Ok(None),
        "not paid yet"
    );
    let due = counter.totals().due.minor();
    counter.order(&cash(due)).unwrap();
    assert_eq!(counter.ticket.price_paid(id, line), Ok(Some(price("9"))));
    let other = PartId::new(uuid(501));
    assert_eq!(counter.ticket.price_paid(other, line), Ok(None));
}

proptest! {
    /// However sales, money paid in and goods without a receipt mix, no cash leaves beyond what cash came in.
    #[test]
    fn no_cash_is_made_of_goods_without_a_receipt(
        bought in 0_i64..120,
        paid_in in 0_i64..60,
        brought in 1_i64..150,
        asks in prop::collection::vec((1_i64..9_000, any::<bool>()), 0..6),
    ) {
        let mut counter = counter();
        if bought > 0 {
            counter.order(&add_part("1", &bought.to_string())).unwrap();
            if paid_in > 0 {
                let part = TicketOrder::TakeCash { tendered: paid_in * 100, amount: None };
                let _more_than_due_closes = counter.order(&part);
            }
        }
        if counter.ticket.status == TicketStatus::Open {
            counter.order(&take(draft("1", &brought.to_string()))).unwrap();
        }
        for (amount, to_cash) in asks {
            let to = if to_cash { RefundTo::Cash } else { RefundTo::StoreCredit };
            let _may_be_refused = counter.order(&refund(Some(amount), to));
        }
        let mut cash_in = 0;
        for payment in &counter.ticket.payments {
            if matches!(payment.tender, Tender::Cash { .. }) {
                cash_in += payment.amount.minor();
            }
        }
        prop_assert!(cash_in >= 0, "{:?}", counter.ticket.payments);
    }
}

#[test]
fn credit_that_pays_is_credit_again_when_the_goods_go() {
    let mut counter = counter();
    counter.give_credit(customer(), 5_000);
    counter.add_part("1", "20");
    let paid = TicketOrder::TakeStoreCredit {
        amount: Some(1_000),
    };
    counter.order(&paid).unwrap();
    counter.order(&take(draft("1", "50"))).unwrap();
    // 50.00 against 21.65, and 10.00 of credit paid in: none of it was ever cash.
    assert_eq!(counter.totals().due, usd(-3_835));
    let credit = usd(3_835);
    let refused = counter.order(&refund(Some(1), RefundTo::Cash));
    assert_eq!(refused, Err(Refusal::CreditOnly { credit }));
    counter.order(&refund(None, RefundTo::StoreCredit)).unwrap();
    assert_eq!(counter.ticket.status, TicketStatus::Paid);
    let owner = Some(customer().uuid());
    assert_eq!(counter.balance(Account::StoreCredit, owner), -7_835);
}

#[test]
fn whoever_brought_them_stays_on_the_ticket_and_the_fee_stays_with_them() {
    let mut counter = counter();
    counter.rules.no_receipt.restocking_rate = Rate::parse("0.1").unwrap();
    counter.order(&take(draft("1", "40"))).unwrap();
    let detach = TicketOrder::Detach {
        customer: true,
        vehicle: false,
    };
    assert_eq!(counter.order(&detach), Err(Refusal::KeepsCustomer));
    let (goods, fee) = (counter.ticket.lines[0].id, counter.ticket.lines[1].id);
    let alone = counter.order(&TicketOrder::RemoveLine { line: fee });
    assert!(alone.is_err(), "{alone:?}");
    counter
        .order(&TicketOrder::RemoveLine { line: goods })
        .unwrap();
    assert_eq!(counter.ticket.lines.len(), 0, "the fee goes with the goods");
    counter.order(&detach).unwrap();
}
