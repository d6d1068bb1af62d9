//! House accounts from the first charge to the statement.

use jiff::civil::{Date, date};

use super::fixture::{USD, World, customer_id, paid, payment_id, ticket_id, usd};
use crate::event::Event;
use crate::ids::AccountItemId;
use crate::index::Slot;
use crate::ledger::Account;
use crate::people::account::{
    AccountOrder, Allocation, BillingMonth, Share, aging, on_payment, on_undone, statement,
};
use crate::people::{CustomerEvent, CustomerRefusal, ReceiptTender, Role, StatementStyle};
use crate::ticket::Tender;

fn item(payment: u128) -> AccountItemId {
    AccountItemId::new(payment_id(payment).uuid())
}

fn share(payment: u128, minor: i64) -> Share {
    Share {
        item: item(payment),
        amount: usd(minor),
    }
}

fn receive(minor: i64, shares: Vec<Share>) -> AccountOrder {
    AccountOrder::Receive {
        amount: usd(minor),
        tender: ReceiptTender::Check {
            number: "1042".to_owned(),
        },
        reference: None,
        shares,
    }
}

fn lefts(world: &World) -> Vec<i64> {
    let items = world.file(1).account.items.iter();
    items.map(|item| item.left().unwrap().minor()).collect()
}

/// Three charges on 2 March, 20 March and 5 April.
fn three() -> World {
    let mut world = World::with_account();
    world.charge(1, 1, 100_00);
    world.today = date(2026, 3, 20);
    world.charge(1, 2, 250_00);
    world.today = date(2026, 4, 5);
    world.charge(1, 3, 40_00);
    world
}

#[test]
fn one_payment_settles_the_oldest_tickets_and_the_rest_stays_open() {
    let mut world = three();
    world.order(1, &receive(180_00, Vec::new())).unwrap();
    assert_eq!(lefts(&world), [0, 170_00, 40_00]);
    assert_eq!(world.owed(1), 210_00);
    assert_eq!(world.general(Account::Checks), usd(180_00));
    let story = &world.stories[&customer_id(1).uuid()];
    assert_eq!(
        story.last().unwrap().slots(),
        [Slot::clear("customer.account_due").at(item(1))]
    );
    // More than is owed stays an open credit, which later charges can use.
    world.order(1, &receive(300_00, Vec::new())).unwrap();
    assert_eq!((world.owed(1), lefts(&world)), (-90_00, vec![0, 0, 0]));
    world.charge(1, 4, 60_00);
    let credit = world.file(1).account.open_credits().next().unwrap().id;
    let apply = AccountOrder::Apply {
        credit,
        shares: Vec::new(),
    };
    world.order(1, &apply).unwrap();
    assert_eq!((world.owed(1), lefts(&world)), (-30_00, vec![0, 0, 0, 0]));
    world.order(1, &apply).unwrap();
    assert_eq!(world.owed(1), -30_00);
    let gone = AccountOrder::Apply {
        credit: item(99),
        shares: Vec::new(),
    };
    assert_eq!(
        world.order(1, &gone),
        Err(CustomerRefusal::NoSuchCredit(item(99)))
    );
}

#[test]
fn a_bulk_payment_goes_where_the_customer_says_and_no_further() {
    let mut world = three();
    let asked = vec![share(3, 40_00), share(1, 10_00)];
    world.order(1, &receive(50_00, asked)).unwrap();
    assert_eq!(lefts(&world), [90_00, 250_00, 0]);
    for (order, refusal) in [
        (
            receive(50_00, vec![share(1, 90_01)]),
            CustomerRefusal::MoreThanItem {
                item: item(1),
                asked: usd(90_01),
                left: usd(90_00),
            },
        ),
        (
            receive(50_00, vec![share(1, 30_00), share(2, 20_01)]),
            CustomerRefusal::MoreThanAmount {
                allocated: usd(50_01),
                amount: usd(50_00),
            },
        ),
        (
            receive(50_00, vec![share(1, 1), share(1, 1)]),
            CustomerRefusal::ItemTwice(item(1)),
        ),
        (
            receive(50_00, vec![share(8, 1)]),
            CustomerRefusal::NoSuchItem(item(8)),
        ),
        (
            receive(50_00, vec![share(1, 0)]),
            CustomerRefusal::AmountNotPositive,
        ),
        (receive(0, Vec::new()), CustomerRefusal::AmountNotPositive),
    ] {
        assert_eq!(world.order(1, &order), Err(refusal));
    }
    world.till_required = true;
    let cash = AccountOrder::Receive {
        amount: usd(1),
        tender: ReceiptTender::Cash { till: None },
        reference: None,
        shares: Vec::new(),
    };
    assert_eq!(world.order(1, &cash), Err(CustomerRefusal::TillClosed));
}

#[test]
fn money_given_back_goes_to_its_charge_and_what_was_paid_becomes_a_credit() {
    let mut world = three();
    world
        .order(1, &receive(70_00, vec![share(1, 70_00)]))
        .unwrap();
    let tender = Tender::Account {
        po_number: None,
        due: world.today,
    };
    let mut back = paid(11, -50_00, tender);
    back.refund_of = Some((ticket_id(1), payment_id(1)));
    world.tender(1, &back);
    assert_eq!(lefts(&world), [0, 250_00, 40_00]);
    let credits: Vec<i64> = world
        .file(1)
        .account
        .open_credits()
        .map(|credit| credit.left().unwrap().minor())
        .collect();
    assert_eq!((credits, world.owed(1)), (vec![20_00], 270_00));
}

#[test]
fn an_undone_sale_takes_its_charge_back_whole() {
    let mut world = three();
    let due = date(2026, 4, 1);
    let tender = Tender::Account {
        po_number: None,
        due,
    };
    let charge = paid(1, 100_00, tender);
    let undo = AccountItemId::new(uuid::Uuid::from_u128(77));
    let event = on_undone(&world.ticket_money(1), &charge, undo)
        .unwrap()
        .unwrap();
    assert_eq!(
        event.slots(),
        [Slot::clear("customer.account_due").at(item(1))]
    );
    let owner = customer_id(1).uuid();
    let booked = world.entry(
        (Account::Receivable, owner),
        Account::Deposits,
        usd(-100_00),
    );
    world.commit(vec![event, booked]);
    assert_eq!(lefts(&world), [0, 250_00, 40_00]);
    let cash = Tender::Check {
        number: "1".to_owned(),
    };
    let other = paid(5, 1, cash);
    assert_eq!(on_payment(&world.ticket_money(1), &other), Ok(None));
    assert_eq!(on_undone(&world.ticket_money(1), &other, undo), Ok(None));
}

#[test]
fn credit_memos_and_write_offs_are_booked_and_need_a_role() {
    let mut world = three();
    let memo = AccountOrder::CreditMemo {
        amount: usd(15_00),
        reason: "late delivery".to_owned(),
        shares: vec![share(2, 15_00)],
    };
    let write_off = AccountOrder::WriteOff {
        share: share(1, 100_00),
        reason: "bankrupt".to_owned(),
    };
    world.role = Role::Clerk;
    assert_eq!(
        world.order(1, &memo),
        Err(CustomerRefusal::NeedsRole(Role::Manager))
    );
    world.approved_by(Role::Manager);
    world.order(1, &memo).unwrap();
    assert_eq!(
        world.order(1, &write_off),
        Err(CustomerRefusal::NeedsRole(Role::Owner))
    );
    world.approved_by(Role::Owner);
    world.order(1, &write_off).unwrap();
    let story = &world.stories[&customer_id(1).uuid()];
    let Some(Event::Customer(_, CustomerEvent::AccountSettled(settlement))) = story.last() else {
        panic!("no settlement");
    };
    assert!(settlement.approved_by.is_some());
    assert_eq!(lefts(&world), [0, 235_00, 40_00]);
    assert_eq!(world.general(Account::Allowances), usd(15_00));
    assert_eq!(world.general(Account::BadDebt), usd(100_00));
    let again = AccountOrder::WriteOff {
        share: share(1, 1),
        reason: "x".to_owned(),
    };
    assert!(matches!(
        world.order(1, &again),
        Err(CustomerRefusal::MoreThanItem { .. })
    ));
}

#[test]
fn a_month_is_charged_for_once() {
    let mut world = three();
    world.today = date(2026, 5, 1);
    let run = |month: Date| AccountOrder::ChargeFinance {
        month: BillingMonth::of(month),
    };
    // On 30 April the first item (due 1 April) is 29 days late, the second (due 19 April) 11: both beyond 10 days of
    // grace. 1.5 % of 350.00 is 5.25.
    world.order(1, &run(date(2026, 4, 9))).unwrap();
    assert_eq!(world.general(Account::FinanceCharges), usd(-5_25));
    assert_eq!(world.owed(1), 395_25);
    let last = world.file(1).account.items.last().unwrap().charge.clone();
    assert_eq!(
        (last.number.as_str(), last.due),
        ("FC 2026-04", date(2026, 5, 31))
    );
    world.order(1, &run(date(2026, 4, 30))).unwrap();
    assert_eq!(world.owed(1), 395_25, "a second run does nothing");
    assert_eq!(
        world.order(1, &run(date(2026, 5, 1))),
        Err(CustomerRefusal::MonthNotOver(BillingMonth::of(world.today)))
    );
    // March had nothing overdue; a charge bears no charge: May's is on 390.00 alone.
    world.order(1, &run(date(2026, 3, 1))).unwrap();
    assert_eq!(world.owed(1), 395_25);
    world.today = date(2026, 6, 20);
    world.order(1, &run(date(2026, 5, 1))).unwrap();
    assert_eq!(world.general(Account::FinanceCharges), usd(-11_10));
}

#[test]
fn grace_ends_after_its_last_day() {
    let mut world = World::with_account();
    world.today = date(2026, 3, 21);
    world.charge(1, 1, 100_00); // due 20 April: on 30 April 10 days late
    world.today = date(2026, 3, 22);
    world.today = date(2026, 5, 1);
    let april = AccountOrder::ChargeFinance {
        month: BillingMonth::of(date(2026, 4, 1)),
    };
    world.order(1, &april).unwrap();
    assert_eq!(world.owed(1), 100_00);
}

#[test]
fn a_hold_stops_charges_and_survives_a_save() {
    let mut world = three();
    let hold = AccountOrder::Hold {
        reason: " check came back ".to_owned(),
    };
    world.order(1, &hold).unwrap();
    let standing = world.file(1).standing(USD).unwrap();
    let account = standing.account.unwrap();
    assert_eq!(account.hold.as_deref(), Some("check came back"));
    assert_eq!((account.balance, account.terms_days), (usd(390_00), 30));
    let mut draft = world.file(1).saved.clone();
    draft.alert = Some("ask for the key tag".to_owned());
    draft.account.as_mut().unwrap().hold = None;
    world.role = Role::Clerk;
    let saved = crate::people::save(
        Some(world.file(1)),
        draft,
        crate::people::CustomerRules::default(),
        &world.ctx(),
    );
    world.commit(saved.unwrap());
    assert!(world.file(1).saved.account.as_ref().unwrap().hold.is_some());
    assert_eq!(
        world.order(1, &AccountOrder::Release),
        Err(CustomerRefusal::NeedsRole(Role::Manager))
    );
    world.role = Role::Manager;
    world.order(1, &AccountOrder::Release).unwrap();
    assert_eq!(world.file(1).saved.account.as_ref().unwrap().hold, None);
}

#[test]
fn what_is_owed_is_sorted_by_age() {
    let mut world = three();
    world
        .order(1, &receive(400_00, vec![share(2, 50_00)]))
        .unwrap();
    let at = |day: Date| {
        let aging = aging(&world.file(1).account, day, USD).unwrap();
        aging.parts().map(crate::money::Money::minor)
    };
    // Due 1 April, 19 April, 5 May.
    assert_eq!(at(date(2026, 4, 1)), [340_00, 0, 0, 0, 0, -350_00]);
    assert_eq!(at(date(2026, 4, 2))[..2], [240_00, 100_00]);
    assert_eq!(at(date(2026, 5, 1))[..3], [40_00, 300_00, 0]);
    assert_eq!(at(date(2026, 5, 2))[..3], [40_00, 200_00, 100_00]);
    assert_eq!(
        at(date(2026, 6, 30))[..5],
        [0, 0, 40_00, 200_00 + 100_00, 0]
    );
    assert_eq!(at(date(2026, 7, 1))[..5], [0, 0, 40_00, 200_00, 100_00]);
}

#[test]
fn statements_come_in_two_styles_with_one_end() {
    let mut world = three();
    world.today = date(2026, 4, 10);
    world.order(1, &receive(120_00, Vec::new())).unwrap();
    let write = |style| {
        let account = &world.file(1).account;
        statement(account, style, date(2026, 4, 1), date(2026, 4, 30), USD).unwrap()
    };
    let forward = write(StatementStyle::BalanceForward);
    let lines: Vec<(i64, i64)> = forward
        .lines
        .iter()
        .map(|line| (line.amount.minor(), line.balance.minor()))
        .collect();
    assert_eq!(forward.opening, usd(350_00));
    assert_eq!(lines, [(40_00, 390_00), (-120_00, 270_00)]);
    assert_eq!(forward.lines[1].text, "payment, check");
    let open = write(StatementStyle::OpenItem);
    let lines: Vec<(i64, i64, i64)> = open
        .lines
        .iter()
        .map(|line| {
            (
                line.original.minor(),
                line.amount.minor(),
                line.balance.minor(),
            )
        })
        .collect();
    assert_eq!(lines, [(250_00, 230_00, 230_00), (40_00, 40_00, 270_00)]);
    assert_eq!((open.opening, open.closing), (usd(0), forward.closing));
    // As it was before the payment came.
    let account = &world.file(1).account;
    let march = statement(
        account,
        StatementStyle::OpenItem,
        date(2026, 3, 1),
        date(2026, 3, 31),
        USD,
    );
    assert_eq!(march.unwrap().closing, usd(350_00));
    let backwards = statement(
        account,
        StatementStyle::OpenItem,
        date(2026, 4, 2),
        date(2026, 4, 1),
        USD,
    );
    assert_eq!(
        backwards,
        Err(CustomerRefusal::PeriodBackwards(date(2026, 4, 2)))
    );
    let issue = AccountOrder::IssueStatement {
        from: date(2026, 4, 1),
        to: date(2026, 4, 30),
    };
    world.order(1, &issue).unwrap();
    let story = &world.stories[&customer_id(1).uuid()];
    let number = story.last().unwrap().number().unwrap();
    assert_eq!(number.to_string(), "C1-S000001");
    let issued = world.file(1).account.last_statement.as_ref().unwrap();
    assert_eq!(issued.closing, usd(270_00));
}

#[test]
fn an_allocation_never_settles_more_than_there_is() {
    let mut world = three();
    let mut account = world.file(1).account.clone();
    account.post(crate::people::account::Operation::Settled(
        crate::people::account::Settlement {
            id: item(50),
            date: world.today,
            amount: usd(130_00),
            by: crate::people::account::SettledBy::Return(ticket_id(1)),
            allocations: vec![Allocation {
                item: item(1),
                amount: usd(130_00),
                closes: true,
            }],
            approved_by: None,
        },
    ));
    assert_eq!(account.item(item(1)).unwrap().settled, usd(100_00));
    assert_eq!(account.balance(USD), Ok(usd(260_00)));
    world.role = Role::Technician;
}
