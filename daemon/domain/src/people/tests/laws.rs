//! Laws that any sequence of orders keeps. The world itself checks after each that stories replay and books agree.

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;

use super::fixture::{USD, World, customer_id, paid, usd};
use crate::ledger::Account;
use crate::money::Money;
use crate::people::account::{AccountOrder, BillingMonth, Share, aging, statement};
use crate::people::credit::{self, CreditOrder};
use crate::people::merge::{Balances, merge};
use crate::people::{Customer, CustomerRules, ReceiptTender, StatementStyle};
use crate::ticket::Tender;

#[derive(Clone, Debug)]
enum Step {
    Charge(i64),
    Receive(i64, bool),
    Memo(i64),
    WriteOff(usize, i64),
    Apply(usize),
    Finance,
    Goodwill(i64),
    Redeem(i64),
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_i64..50_000).prop_map(Step::Charge),
        3 => ((1_i64..60_000), any::<bool>()).prop_map(|(minor, credit)| Step::Receive(minor, credit)),
        1 => (1_i64..10_000).prop_map(Step::Memo),
        1 => ((0_usize..6), (1_i64..50_000)).prop_map(|(at, minor)| Step::WriteOff(at, minor)),
        1 => (0_usize..4).prop_map(Step::Apply),
        1 => Just(Step::Finance),
        2 => (1_i64..20_000).prop_map(Step::Goodwill),
        1 => (1_i64..20_000).prop_map(Step::Redeem),
        2 => (1_i64..50).prop_map(Step::Wait),
    ]
}

fn take(world: &mut World, nth: u128, step: &Step) {
    let file = world.file(1).clone();
    let tried = match step {
        Step::Charge(minor) => {
            world.charge(1, nth, *minor);
            Ok(())
        }
        Step::Receive(minor, from_credit) => world.order(
            1,
            &AccountOrder::Receive {
                amount: usd(*minor),
                tender: if *from_credit {
                    ReceiptTender::StoreCredit
                } else {
                    ReceiptTender::Cash { till: None }
                },
                reference: None,
                shares: Vec::new(),
            },
        ),
        Step::Memo(minor) => world.order(
            1,
            &AccountOrder::CreditMemo {
                amount: usd(*minor),
                reason: "memo".to_owned(),
                shares: Vec::new(),
            },
        ),
        Step::WriteOff(at, minor) => match file.account.items.get(*at) {
            Some(item) => world.order(
                1,
                &AccountOrder::WriteOff {
                    share: Share {
                        item: item.charge.id,
                        amount: usd(*minor),
                    },
                    reason: "gone".to_owned(),
                },
            ),
            None => Ok(()),
        },
        Step::Apply(at) => match file.account.credits.get(*at) {
            Some(credit) => world.order(
                1,
                &AccountOrder::Apply {
                    credit: credit.id,
                    shares: Vec::new(),
                },
            ),
            None => Ok(()),
        },
        Step::Finance => {
            let month = BillingMonth::of(world.today.first_of_month().yesterday().unwrap());
            let order = AccountOrder::ChargeFinance { month };
            let first = world.order(1, &order);
            let owed = world.owed(1);
            let second = world.order(1, &order);
            assert!(second.is_ok());
            assert_eq!(world.owed(1), owed, "twice is once");
            first
        }
        Step::Goodwill(minor) => {
            let order = CreditOrder::Goodwill {
                amount: usd(*minor),
                reason: "sorry".to_owned(),
            };
            let events = credit::decide(&file, &order, &world.ctx()).unwrap();
            world.commit(events);
            Ok(())
        }
        Step::Redeem(minor) => {
            // The ticket asks what is left before it takes.
            let left = file.credit.balance(USD).unwrap().minor();
            if *minor <= left {
                world.tender(1, &paid(nth, *minor, Tender::StoreCredit));
            }
            Ok(())
        }
        Step::Wait(days) => {
            world.today = world.today.checked_add(Span::new().days(*days)).unwrap();
            Ok(())
        }
    };
    // A refusal is an answer; what it leaves behind is checked all the same.
    drop(tried);
}

fn laws(world: &World) {
    let file = world.file(1);
    for item in &file.account.items {
        assert!(item.settled >= usd(0) && item.settled <= item.charge.amount);
    }
    for credit in &file.account.credits {
        assert!(credit.used >= usd(0) && credit.used <= credit.amount);
    }
    assert!(!file.credit.balance(USD).unwrap().is_negative());
    let aging = aging(&file.account, world.today, USD).unwrap();
    let parts = Money::sum(USD, aging.parts()).unwrap();
    assert_eq!(parts.minor(), world.owed(1));
    // Both statements of any month end with what the books said on its last day.
    let mut first = date(2026, 3, 1);
    while first <= world.today {
        let last = first.last_of_month();
        let books = world.book_until(Account::Receivable, customer_id(1).uuid(), last);
        for style in [StatementStyle::OpenItem, StatementStyle::BalanceForward] {
            let written = statement(&file.account, style, first, last, USD).unwrap();
            assert_eq!(written.closing, books, "{style:?} {last}");
            let running = written
                .lines
                .last()
                .map_or(written.opening, |line| line.balance);
            assert_eq!(running, books);
        }
        first = last.tomorrow().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_orders_keep_the_laws(
        steps in prop::collection::vec(steps(), 1..30),
        others in prop::collection::vec(steps(), 1..8),
    ) {
        let mut world = World::with_account();
        for (nth, step) in (1..).zip(&steps) {
            take(&mut world, nth, step);
            laws(&world);
        }
        // Another customer of the same kind goes; what both owed and had stays the same in all.
        let other = Customer::new(customer_id(2), "Other");
        world.commit(vec![other.saved()]);
        for (nth, step) in (100..).zip(&others) {
            match step {
                Step::Charge(minor) => world.charge(2, nth, *minor),
                Step::Goodwill(minor) => world.tender(2, &paid(nth, -minor, Tender::StoreCredit)),
                Step::Receive(minor, _) => {
                    let order = AccountOrder::Receive {
                        amount: usd(*minor),
                        tender: ReceiptTender::Cash { till: None },
                        reference: None,
                        shares: Vec::new(),
                    };
                    world.order(2, &order).unwrap();
                }
                _ => {}
            }
        }
        let sums = |world: &World| {
            let credit = |n| world.file(n).credit.balance(USD).unwrap().minor();
            (world.owed(1) + world.owed(2), credit(1) + credit(2))
        };
        let before = sums(&world);
        let owner = customer_id(2).uuid();
        let books = Balances {
            receivable: world.book(Account::Receivable, owner),
            store_credit: usd(-world.book(Account::StoreCredit, owner).minor()),
        };
        let events = merge(
            world.file(2),
            world.file(1),
            &[],
            books,
            CustomerRules::default(),
            &world.ctx(),
        )
        .unwrap();
        world.commit(events);
        prop_assert_eq!(sums(&world), before);
        prop_assert_eq!((world.owed(2), world.book(Account::Receivable, owner)), (0, usd(0)));
        laws(&world);
    }
}
