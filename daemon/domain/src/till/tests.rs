//! Days at the drawer.

use proptest::prelude::*;
use uuid::Uuid;

use super::testing::{Shop, pieces, usd};
use super::*;
use crate::Event;
use crate::ids::{CustomerId, TicketId};
use crate::index::Slot;
use crate::ledger::{Account, EntryDraft};
use crate::money::{Currency, Money, Quantity};
use crate::people::Role;
use crate::stock::ReturnTo;
use crate::ticket::{RefundTo, ReturnDraft, TicketOrder, TicketStatus};

fn opened() -> Shop {
    let mut shop = Shop::new();
    shop.open_till(TillDraft::default()).unwrap();
    shop
}

fn take_back(shop: &mut Shop, sold_on: TicketId) -> TicketId {
    let sold = shop.tickets[&sold_on].clone();
    let back = shop.ticket();
    let draft = ReturnDraft {
        line: sold.lines[0].id,
        sold_on: Box::new(sold),
        quantity: Quantity::ONE,
        destination: ReturnTo::Stock,
        serials: Vec::new(),
        restocking: 0,
        cores: std::collections::BTreeMap::new(),
    };
    shop.order(back, &TicketOrder::AddReturn(Box::new(draft)))
        .unwrap();
    let refund = TicketOrder::Refund {
        amount: None,
        to: RefundTo::Cash,
    };
    shop.order(back, &refund).unwrap();
    assert_eq!(shop.tickets[&back].status, TicketStatus::Paid);
    back
}

fn void(reason: &str) -> TicketOrder {
    TicketOrder::Void {
        reason: reason.to_owned(),
    }
}

fn undo() -> TicketOrder {
    TicketOrder::Reverse {
        reason: "wrong car".to_owned(),
    }
}

/// A day with cash, a split, a refund, cents rounded, cash paid in and out, a drop, an undone sale, a void, and someone
/// who opened the drawer for no reason.
fn day() -> Shop {
    let mut shop = opened();
    let one = shop.sale("100");
    shop.cash(one, 12_000); // 108.25: exact to 5 cents
    let two = shop.sale("10.03");
    shop.cash(two, 2_000); // 10.86 -> 10.85
    let split = shop.sale("200");
    shop.card(split, Some(10_000));
    shop.cash(split, 11_650); // 216.50 - 100
    let undone = shop.sale("20");
    shop.cash(undone, 2_165);
    shop.order(undone, &undo()).unwrap();
    take_back(&mut shop, two);
    let other = shop.sale("40");
    let affirm = TicketOrder::TakeOther {
        kind: "affirm".to_owned(),
        reference: "A-1".to_owned(),
        amount: None,
    };
    shop.order(other, &affirm).unwrap();
    let given_up = shop.sale("5");
    shop.order(given_up, &void("left")).unwrap();
    shop.pay_in(5_000).unwrap();
    shop.pay_out(1_250).unwrap();
    shop.drop(10_000).unwrap();
    shop.no_sale("change for a twenty");
    shop.no_sale("till");
    shop
}

#[test]
fn a_day_with_everything_adds_up() {
    let shop = day();
    let f = shop.figures();
    assert_eq!(
        (f.sales, f.gross),
        (5, usd(10_825 + 1_086 + 21_650 + 2_165 + 4_330))
    );
    assert_eq!((f.refunds, f.refunded), (1, usd(1_086)));
    assert_eq!((f.reversals, f.reversed), (1, usd(2_165)));
    assert_eq!((f.voids, f.no_sales), (1, 2));
    assert_eq!(f.tax, usd(825 + 1_650 + 330));
    let tenders: Vec<_> = f
        .tenders
        .iter()
        .map(|(n, m)| (n.as_str(), m.minor()))
        .collect();
    assert_eq!(
        tenders,
        [("card", 10_000), ("cash", 22_475), ("other:affirm", 4_330)]
    );
    assert_eq!((f.rounding, f.deposits), (usd(0), usd(0)));
    assert_eq!((f.float, f.paid_in), (usd(20_000), usd(5_000)));
    assert_eq!((f.paid_out, f.dropped), (usd(1_250), usd(10_000)));
    assert_eq!(f.expected, usd(20_000 + 22_475 + 5_000 - 1_250 - 10_000));
    assert_eq!(shop.balance(Account::PaidOut, None), usd(1_250 - 5_000));
}

/// Once per session the cents show: 10.86 paid with 10.85.
#[test]
fn rounded_cents_are_told() {
    let mut shop = opened();
    let ticket = shop.sale("10.03");
    shop.cash(ticket, 1_085);
    let f = shop.figures();
    assert_eq!((f.gross, f.rounding), (usd(1_086), usd(-1)));
    assert_eq!(f.tenders["cash"], usd(1_085));
}

#[test]
fn a_deposit_is_no_sale_yet() {
    let mut shop = opened();
    let ticket = shop.sale("100");
    shop.cash(ticket, 4_000);
    let f = shop.figures();
    assert_eq!((f.sales, f.deposits), (0, usd(4_000)));
    assert_eq!(f.expected, usd(24_000));
    shop.card(ticket, None);
    let f = shop.figures();
    assert_eq!((f.sales, f.deposits, f.gross), (1, usd(0), usd(10_825)));
}

#[test]
fn an_undone_sale_of_an_earlier_session_of_the_day_is_taken_off_whole() {
    let mut shop = opened();
    let ticket = shop.sale("100");
    let other = |amount| TicketOrder::TakeOther {
        kind: "gift".to_owned(),
        reference: "G".to_owned(),
        amount,
    };
    shop.order(ticket, &other(Some(825))).unwrap();
    shop.cash(ticket, 10_000);
    shop.count(30_000).unwrap();
    shop.close(None).unwrap();
    shop.open_till(TillDraft::default()).unwrap();
    shop.order(ticket, &undo()).unwrap();
    let f = shop.figures();
    assert_eq!((f.reversals, f.reversed), (1, usd(10_825)));
    assert_eq!((f.gross, f.tax), (usd(0), usd(-825)));
    assert_eq!(f.tenders["cash"], usd(-10_000));
    assert_eq!(f.tenders["other"], usd(-825));
}

#[test]
fn the_x_report_changes_nothing_and_the_z_report_is_made_once() {
    let mut shop = day();
    let before = (shop.till.clone(), shop.journal.len());
    let figures = shop.figures();
    let ctx = shop.ctx();
    let till = shop.till.clone().unwrap();
    for _ in 0..2 {
        let x = x_report(&till, &figures, &shop.till_rules, &ctx);
        assert_eq!(x, Ok(&shop.figures()));
    }
    assert_eq!((shop.till.clone(), shop.journal.len()), before);
    let expected = figures.expected.minor();
    shop.count(expected).unwrap();
    let z = shop.close(None).unwrap();
    assert_eq!(z.figures, figures);
    assert_eq!(z.over_short, usd(0));
    assert_eq!(z.carried.plus(z.deposit), Ok(z.counted));
    // Small pieces stay: 62.25 and one hundred of the three, since two would be more than 200.
    assert_eq!(z.carried, usd(16_225));
    assert_eq!(shop.close(None), Err(TillRefusal::Closed(till.id)));
    let late = shop.pay_in(100);
    assert_eq!(late, Err(TillRefusal::Closed(till.id)));
}

#[test]
fn z_figures_are_the_sum_of_the_tickets() {
    let mut shop = day();
    let expected = shop.drawer().minor();
    shop.count(expected).unwrap();
    let z = shop.close(None).unwrap();
    let closed = shop
        .tickets
        .values()
        .filter(|t| t.status == TicketStatus::Paid);
    let (mut total, mut tax) = (0, 0);
    for ticket in closed {
        let totals = ticket.totals().unwrap();
        total += totals.total.minor();
        tax += totals.tax.minor();
    }
    assert_eq!(z.figures.net(), Ok(usd(total)));
    assert_eq!(z.figures.tax, usd(tax));
    assert_eq!(z.grand_total.net(), Ok(usd(total)));
}

#[test]
fn a_count_beyond_the_tolerance_needs_a_reason_and_is_booked() {
    let mut shop = opened();
    shop.count(19_499).unwrap();
    assert_eq!(shop.close(None), Err(TillRefusal::OverShort(usd(-501))));
    let z = shop.close(Some("gave too much change")).unwrap();
    assert_eq!(z.over_short, usd(-501));
    assert_eq!(shop.balance(Account::OverShort, None), usd(501));
    let mut shop = opened();
    shop.count(20_500).unwrap();
    assert_eq!(shop.close(None).unwrap().over_short, usd(500));
    assert_eq!(shop.balance(Account::OverShort, None), usd(-500));
    assert_eq!(shop.balance(Account::Bank, None), usd(500));
}

#[test]
fn counts_are_blind_and_only_a_manager_counts_again_once() {
    let mut shop = opened();
    shop.role = Role::Clerk;
    let figures = shop.figures();
    let look = |shop: &mut Shop| {
        let ctx = shop.ctx();
        x_report(
            shop.till.as_ref().unwrap(),
            &figures,
            &shop.till_rules,
            &ctx,
        )
        .is_ok()
    };
    assert!(!look(&mut shop), "a clerk does not see the drawer first");
    let till = shop.till.as_ref().unwrap().id;
    assert_eq!(shop.close(None), Err(TillRefusal::NotCounted(till)));
    shop.count(19_000).unwrap();
    assert!(look(&mut shop));
    let what = "counting a drawer again";
    let role = Role::Manager;
    assert_eq!(
        shop.count(20_000),
        Err(TillRefusal::NeedsRole { what, role })
    );
    shop.manager_stands_by();
    let events = shop.count(20_000).unwrap();
    let stood_in = |e: &Event| matches!(e, Event::Till(_, TillEvent::Overridden { .. }));
    assert!(events.iter().any(stood_in));
    assert_eq!(shop.count(20_001), Err(TillRefusal::CountedTwice(till)));
    assert_eq!(shop.close(None).unwrap().over_short, usd(0));
}

#[test]
fn cash_that_moves_after_the_count_makes_it_worthless() {
    let mut shop = opened();
    shop.count(20_000).unwrap();
    shop.pay_in(100).unwrap();
    let till = shop.till.as_ref().unwrap().id;
    assert_eq!(shop.close(None), Err(TillRefusal::CountStale(till)));
    shop.count(20_100).unwrap();
    shop.close(None).unwrap();
}

#[test]
fn what_was_left_is_the_next_float_or_somebody_says_why_not() {
    let mut shop = opened();
    shop.count(20_000).unwrap();
    let z = shop.close(None).unwrap();
    let id = shop.till.as_ref().unwrap().id;
    let draft = TillDraft {
        float: Some(18_000),
        ..TillDraft::default()
    };
    let (carried, float) = (z.carried, usd(18_000));
    let refused = shop.open_till(draft.clone());
    assert_eq!(refused, Err(TillRefusal::FloatDiffers { carried, float }));
    let draft = TillDraft {
        reason: Some("twenty to the other drawer".to_owned()),
        ..draft
    };
    let next = shop.open_till(draft.clone()).unwrap();
    assert_ne!(next, id);
    assert_eq!(shop.drawer(), usd(18_000));
    assert_eq!(shop.open_till(draft), Err(TillRefusal::AlreadyOpen(next)));
    assert_eq!(shop.till.as_ref().unwrap().number.to_string(), "C1-Z000002");
}

#[test]
fn a_session_is_found_by_its_counter_while_it_is_open_and_as_the_last_one_after() {
    let mut shop = opened();
    shop.count(20_000).unwrap();
    shop.close(None).unwrap();
    let slots: Vec<Slot> = shop
        .journal
        .iter()
        .flat_map(|(e, _, _)| e.slots())
        .collect();
    let till = |name: &'static str| slots.iter().filter(move |s| s.name == name).cloned();
    assert_eq!(
        till("till.open").collect::<Vec<_>>(),
        [Slot::put("till.open", "C1"), Slot::clear("till.open")]
    );
    assert_eq!(
        till("till.closed").collect::<Vec<_>>(),
        [Slot::put("till.closed", "C1")]
    );
    assert_eq!(
        till("number").next(),
        Some(Slot::put("number", "C1-Z000001"))
    );
}

#[test]
fn refusals_name_what_is_wrong() {
    let mut shop = opened();
    assert_eq!(shop.pay_in(0), Err(TillRefusal::AmountNotPositive));
    assert_eq!(shop.drop(-1), Err(TillRefusal::AmountNotPositive));
    let too_much = Err(TillRefusal::NotInDrawer(usd(20_001)));
    assert_eq!(shop.pay_out(20_001), too_much);
    assert_eq!(shop.drop(20_001), too_much);
    shop.role = Role::Clerk;
    shop.pay_out(5_000).unwrap();
    let what = "paying out this much";
    let role = Role::Advisor;
    assert_eq!(
        shop.pay_out(5_001),
        Err(TillRefusal::NeedsRole { what, role })
    );
    shop.manager_stands_by();
    shop.pay_out(5_001).unwrap();
    shop.till_rules.pay_out_max.clear();
    assert_eq!(shop.pay_out(1), Err(TillRefusal::PayOutLimit(usd(1))));
    shop.till_rules.categories = vec!["supplies".to_owned()];
    let order = TillOrder::PayIn {
        amount: 1,
        reason: "found".to_owned(),
        category: Some("beer".to_owned()),
    };
    let refused = Err(TillRefusal::NoSuchCategory("supplies".to_owned()));
    assert_eq!(shop.till(&order), refused);
    let drawer = shop.drawer();
    let order = TillOrder::Count {
        pieces: Pieces([(3, 1)].into()),
        drawer,
    };
    assert_eq!(shop.till(&order), Err(TillRefusal::NoSuchPiece(usd(3))));
    shop.count(drawer.minor()).unwrap();
    let close = |left: Pieces, figures: TillFigures, drawer| TillOrder::Close {
        reason: None,
        left: Some(left),
        reference: None,
        drawer,
        figures: Box::new(figures),
        last: None,
    };
    let figures = shop.figures();
    let order = close(pieces(100_000), figures.clone(), drawer);
    assert_eq!(shop.till(&order), Err(TillRefusal::LeftNotCounted));
    let books = usd(1);
    let order = close(Pieces::default(), figures.clone(), books);
    let disagree = TillRefusal::BooksDisagree {
        books,
        figures: figures.expected,
    };
    assert_eq!(shop.till(&order), Err(disagree));
    let order = close(Pieces::default(), figures, drawer);
    shop.till(&order).unwrap();
    let z = shop.till.as_ref().unwrap().z.clone().unwrap();
    assert_eq!((z.carried, z.deposit), (usd(0), drawer));
}

#[test]
fn a_technician_opens_no_drawer_and_a_float_is_not_below_zero() {
    let mut shop = Shop::new();
    let draft = TillDraft {
        float: Some(-1),
        ..TillDraft::default()
    };
    assert_eq!(shop.open_till(draft), Err(TillRefusal::FloatNegative));
    shop.role = Role::Technician;
    let refused = shop.open_till(TillDraft::default());
    assert!(matches!(refused, Err(TillRefusal::NeedsRole { .. })));
}

#[test]
fn money_on_accounts_is_listed_apart_from_sales() {
    let mut shop = opened();
    let customer = Some(CustomerId::new(Uuid::from_u128(77)).uuid());
    let session = Some(shop.till.as_ref().unwrap().id.uuid());
    let entry = |cash_of, against| {
        let mut entry = EntryDraft::new(Currency::USD);
        entry.debit(Account::Cash, cash_of, usd(3_000)).unwrap();
        entry.credit(against, customer, usd(3_000)).unwrap();
        let id = crate::ids::EntryId::new(Uuid::from_u128(9));
        let date = jiff::civil::date(2026, 3, 2);
        let entry = entry.close(id, date, "Paid".to_owned(), Uuid::from_u128(78));
        Event::Posted(id, entry.unwrap().unwrap())
    };
    shop.happen(&[entry(session, Account::Receivable)]);
    shop.happen(&[entry(session, Account::Payable)]);
    shop.happen(&[entry(None, Account::Receivable)]);
    let f = shop.figures();
    assert_eq!(
        (f.collected["cash"], f.other_cash),
        (usd(3_000), usd(3_000))
    );
    assert_eq!((f.sales, f.expected), (0, usd(26_000)));
}

#[derive(Debug, Clone)]
enum Step {
    Sale(u32, bool),
    Split(u32),
    TakeBack,
    Undo,
    Deposit,
    In(u16),
    Out(u16),
    Drop(u16),
    NextSession(i16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_u32..50_000, any::<bool>()).prop_map(|(price, cash)| Step::Sale(price, cash)),
        1 => (500_u32..50_000).prop_map(Step::Split),
        1 => Just(Step::TakeBack),
        1 => Just(Step::Undo),
        1 => Just(Step::Deposit),
        1 => any::<u16>().prop_map(Step::In),
        1 => any::<u16>().prop_map(Step::Out),
        1 => any::<u16>().prop_map(Step::Drop),
        1 => any::<i16>().prop_map(Step::NextSession),
    ]
}

fn price(cents: u32) -> String {
    Money::new(i64::from(cents), Currency::USD).to_string()
}

/// The last sale that can still be undone or taken back.
fn last_sale(shop: &Shop) -> Option<TicketId> {
    let mut paid = shop.tickets.values().rev().filter(|ticket| {
        ticket.status == TicketStatus::Paid
            && ticket.returns.is_empty()
            && ticket.lines.iter().all(|line| line.returned.is_none())
    });
    paid.next().map(|ticket| ticket.id)
}

fn walk(shop: &mut Shop, step: &Step) {
    match step {
        Step::Sale(cents, true) => {
            let id = shop.sale(&price(*cents));
            shop.cash(id, 100_000);
        }
        Step::Sale(cents, false) => {
            let id = shop.sale(&price(*cents));
            shop.card(id, None);
        }
        Step::Split(cents) => {
            let id = shop.sale(&price(*cents));
            shop.card(id, Some(i64::from(*cents) / 3));
            shop.cash(id, 100_000);
        }
        Step::TakeBack => {
            if let Some(id) = last_sale(shop) {
                take_back(shop, id);
            }
        }
        Step::Undo => {
            if let Some(id) = last_sale(shop) {
                // A charged card is refused; that is fine.
                drop(shop.order(id, &undo()));
            }
        }
        Step::Deposit => {
            let id = shop.sale("500");
            shop.cash(id, 1_000);
        }
        Step::In(cents) => drop(shop.pay_in(i64::from(*cents))),
        Step::Out(cents) => drop(shop.pay_out(i64::from(*cents))),
        Step::Drop(cents) => drop(shop.drop(i64::from(*cents))),
        Step::NextSession(off) => {
            // Refunds and undone sales may leave the drawer owing, which nobody can count.
            let there = (shop.drawer().minor() + i64::from(*off)).max(0);
            shop.count(there).unwrap();
            let before = shop.last.map(|last| last.grand_total);
            let z = shop.close(Some("so it is")).unwrap();
            if let Some(before) = before {
                assert!(z.grand_total.sales >= before.sales);
                assert!(z.grand_total.refunds >= before.refunds);
                assert_eq!(z.grand_total.closes, before.closes + 1);
            }
            shop.open_till(TillDraft::default()).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The shop checks after every commit that what is expected is float plus cash and the balance of the books, and that
    /// tenders are net sales, rounding and deposits. Perpetual totals only grow, and their net is that of all tickets.
    #[test]
    fn any_days_add_up(steps in prop::collection::vec(step(), 1..25)) {
        let mut shop = opened();
        for step in &steps {
            walk(&mut shop, step);
        }
        walk(&mut shop, &Step::NextSession(0));
        let closed = shop.tickets.values().filter(|t| t.status == TicketStatus::Paid);
        let totals = closed.map(|ticket| ticket.totals().unwrap().total);
        let whole = Money::sum(Currency::USD, totals).unwrap();
        prop_assert_eq!(shop.last.unwrap().grand_total.net(), Ok(whole));
        // Whatever was over or short, the books say so and the cash of no closed session is left.
        prop_assert_eq!(
            shop.balance(Account::Cash, None),
            shop.drawer()
        );
    }
}
