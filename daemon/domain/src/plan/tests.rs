//! What a payment plan must do: every instalment is paid once, and their sum is what was lent.

#![expect(
    clippy::inconsistent_digit_grouping,
    reason = "cents stand apart from dollars"
)]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::ids::PlanId;
use crate::index::Slot;
use crate::ledger::Account;
use crate::money::{Money, Rate};
use crate::people::tests::fixture::{USD, World, customer_id, ticket_id, usd};
use crate::people::{CustomerRefusal, ReceiptTender, Role};

fn draft() -> PlanDraft {
    PlanDraft {
        customer: customer_id(1),
        price: usd(1_000_00),
        down_payment: usd(200_00),
        charge: usd(30_00),
        installments: 3,
        rhythm: Rhythm::Monthly,
        first_due: date(2026, 3, 31),
    }
}

fn only(world: &World) -> (PlanId, &Plan) {
    let (id, plan) = world.plans.first_key_value().unwrap();
    (*id, plan)
}

fn order(world: &mut World, order: &PlanOrder) -> Result<(), PlanRefusal> {
    let (id, plan) = only(world);
    let mut events = decide(plan, order, PlanRules::default(), &world.ctx())?;
    // The ticket books what is financed, and what comes back.
    let moved = match order {
        PlanOrder::Activate { charged, .. } => Some(*charged),
        PlanOrder::CreditReturn { amount, .. } => Some(usd(-amount.minor())),
        _ => None,
    };
    let owner = (Account::PlanReceivable, id.uuid());
    events.extend(moved.map(|amount| world.entry(owner, Account::Deposits, amount)));
    world.commit(events);
    let (id, plan) = only(world);
    let books = world.book(Account::PlanReceivable, id.uuid());
    match plan.state {
        PlanState::Active | PlanState::Paid => assert_eq!(plan.remaining(), Ok(books)),
        PlanState::Draft | PlanState::Defaulted => assert_eq!(books, usd(0)),
        PlanState::Canceled => {}
    }
    Ok(())
}

const fn activate(charged: i64, paid_down: i64) -> PlanOrder {
    PlanOrder::Activate {
        ticket: crate::ids::TicketId::new(uuid::Uuid::from_u128(0x7001)),
        charged: usd(charged),
        paid_down: usd(paid_down),
    }
}

const fn cash(minor: i64) -> PlanOrder {
    PlanOrder::Pay {
        amount: usd(minor),
        tender: ReceiptTender::Cash { till: None },
        store_credit: usd(0),
    }
}

fn active() -> World {
    let mut world = World::with_account();
    let events = open(&draft(), PlanRules::default(), &world.ctx()).unwrap();
    world.commit(events);
    order(&mut world, &activate(800_00, 200_00)).unwrap();
    world
}

fn last_slots(world: &World) -> Vec<Slot> {
    let story = &world.stories[&only(world).0.uuid()];
    story.last().unwrap().slots()
}

#[test]
fn a_schedule_adds_up_and_clamps_month_ends() {
    let rows = schedule(
        usd(800_00),
        usd(10_00),
        3,
        Rhythm::Monthly,
        date(2026, 1, 31),
    )
    .unwrap();
    let amounts: Vec<i64> = rows
        .iter()
        .map(|row| row.amount().unwrap().minor())
        .collect();
    assert_eq!(amounts, [266_67 + 3_34, 266_67 + 3_33, 266_66 + 3_33]);
    let days: Vec<Date> = rows.iter().map(|row| row.due).collect();
    assert_eq!(
        days,
        [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    );
    let second = |rhythm: Rhythm| rhythm.day(date(2026, 1, 31), 1).unwrap();
    assert_eq!(second(Rhythm::Weekly), date(2026, 2, 7));
    assert_eq!(second(Rhythm::Biweekly), date(2026, 2, 14));
    for count in [0, INSTALLMENTS_MAX + 1] {
        let refused = schedule(usd(1), usd(0), count, Rhythm::Weekly, date(2026, 1, 1));
        assert_eq!(refused, Err(PlanRefusal::InstallmentCount));
    }
    assert_eq!(
        Rhythm::Monthly.day(date(9999, 12, 1), 1),
        Err(PlanRefusal::DateOutOfRange)
    );
}

#[test]
fn a_plan_is_paid_oldest_first_to_the_end() {
    let mut world = active();
    assert_eq!(world.general(Account::FinanceCharges), usd(-30_00));
    assert_eq!(only(&world).1.remaining(), Ok(usd(830_00)));
    assert!(last_slots(&world).is_empty() || only(&world).1.needs_disclosure());
    order(&mut world, &cash(300_00)).unwrap();
    assert_eq!(
        last_slots(&world),
        [Slot::put("plan.due", date(2026, 4, 30))]
    );
    // 276.67 of the first, 23.33 of the second.
    world.today = date(2026, 5, 3);
    let late = only(&world).1.overdue(world.today).unwrap();
    assert_eq!(late.len(), 1);
    assert_eq!((late[0].installment, late[0].days), (2, 3));
    assert_eq!(late[0].left, usd(276_67 - 23_33));
    assert_eq!(only(&world).1.overdue(date(2026, 4, 30)), Ok(Vec::new()));
    assert_eq!(
        order(&mut world, &cash(530_01)),
        Err(PlanRefusal::MoreThanLeft {
            asked: usd(530_01),
            left: usd(530_00)
        })
    );
    order(&mut world, &cash(530_00)).unwrap();
    assert_eq!(only(&world).1.state, PlanState::Paid);
    assert_eq!(
        last_slots(&world),
        [Slot::put("plan.state", "paid"), Slot::clear("plan.due")]
    );
    assert_eq!(
        order(&mut world, &cash(1)),
        Err(PlanRefusal::WrongState(PlanState::Paid))
    );
}

#[test]
fn paying_early_saves_the_charges_to_come() {
    let mut world = active();
    // A charge is earned on its due day.
    assert_eq!(only(&world).1.payoff(date(2026, 3, 30)), Ok(usd(800_00)));
    assert_eq!(only(&world).1.payoff(date(2026, 3, 31)), Ok(usd(810_00)));
    world.today = date(2026, 4, 1);
    // The first charge of 10.00 is earned, 20.00 are not.
    assert_eq!(only(&world).1.payoff(world.today), Ok(usd(810_00)));
    let pay_off = PlanOrder::PayOff {
        tender: ReceiptTender::Check {
            number: "7".to_owned(),
        },
        store_credit: usd(0),
    };
    order(&mut world, &pay_off).unwrap();
    assert_eq!(only(&world).1.state, PlanState::Paid);
    assert_eq!(world.general(Account::Checks), usd(810_00));
    assert_eq!(world.general(Account::FinanceCharges), usd(-10_00));
}

#[test]
fn goods_that_come_back_shorten_the_plan_from_its_end() {
    let mut world = active();
    let back = PlanOrder::CreditReturn {
        ticket: ticket_id(2),
        amount: usd(300_00),
    };
    order(&mut world, &back).unwrap();
    let lefts: Vec<Money> = only(&world)
        .1
        .installments
        .iter()
        .map(|one| one.left().unwrap())
        .collect();
    assert_eq!(lefts, [usd(276_67), usd(276_67 - 23_34), usd(0)]);
}

#[test]
fn what_is_given_up_is_bad_debt() {
    let mut world = active();
    order(&mut world, &cash(100_00)).unwrap();
    let default = PlanOrder::Default {
        reason: "moved away".to_owned(),
    };
    world.role = Role::Manager;
    assert_eq!(
        order(&mut world, &default),
        Err(PlanRefusal::NeedsRole(Role::Owner))
    );
    world.role = Role::Owner;
    order(&mut world, &default).unwrap();
    assert_eq!(only(&world).1.state, PlanState::Defaulted);
    assert_eq!(world.general(Account::BadDebt), usd(730_00));
    let cancel = PlanOrder::Cancel {
        reason: "x".to_owned(),
    };
    assert_eq!(
        order(&mut world, &cancel),
        Err(PlanRefusal::WrongState(PlanState::Defaulted))
    );
}

#[test]
fn a_plan_is_canceled_only_before_money_came() {
    let mut world = active();
    let cancel = PlanOrder::Cancel {
        reason: "sale undone".to_owned(),
    };
    order(&mut world, &cancel).unwrap();
    assert_eq!(world.general(Account::FinanceCharges), usd(0));
    let mut paid = active();
    order(&mut paid, &cash(1)).unwrap();
    assert_eq!(order(&mut paid, &cancel), Err(PlanRefusal::HasPayments));
}

#[test]
fn refuses_what_does_not_fit() {
    let world = World::with_account();
    let least = PlanRules {
        down_payment_min: Rate::parse("0.25").unwrap(),
        ..PlanRules::default()
    };
    let with = |change: fn(&mut PlanDraft)| {
        let mut draft = draft();
        change(&mut draft);
        open(&draft, least, &world.ctx()).unwrap_err()
    };
    assert_eq!(
        with(|_| {}),
        PlanRefusal::DownPaymentTooSmall {
            down: usd(200_00),
            least: usd(250_00)
        }
    );
    assert_eq!(
        with(|draft| draft.down_payment = draft.price),
        PlanRefusal::NothingToFinance {
            down: usd(1_000_00),
            price: usd(1_000_00)
        }
    );
    assert_eq!(
        with(|draft| draft.charge = usd(-1)),
        PlanRefusal::Negative("the charge")
    );
    assert_eq!(
        with(|draft| draft.first_due = date(2026, 3, 1)),
        PlanRefusal::FirstDuePast
    );
    let mut world = World::with_account();
    world.role = Role::Clerk;
    let refused = open(&draft(), PlanRules::default(), &world.ctx());
    assert_eq!(refused, Err(PlanRefusal::NeedsRole(Role::Advisor)));
    world.role = Role::Owner;
    let events = open(&draft(), PlanRules::default(), &world.ctx()).unwrap();
    world.commit(events);
    assert_eq!(
        order(&mut world, &activate(799_99, 200_00)),
        Err(PlanRefusal::OtherAmount {
            charged: usd(799_99),
            financed: usd(800_00)
        })
    );
    assert_eq!(
        order(&mut world, &activate(800_00, 199_99)),
        Err(PlanRefusal::DownPaymentMissing {
            paid: usd(199_99),
            down: usd(200_00)
        })
    );
    assert_eq!(
        order(&mut world, &cash(1)),
        Err(PlanRefusal::WrongState(PlanState::Draft))
    );
    order(&mut world, &activate(800_00, 200_00)).unwrap();
    let credit = PlanOrder::Pay {
        amount: usd(5_00),
        tender: ReceiptTender::StoreCredit,
        store_credit: usd(4_99),
    };
    assert!(matches!(
        order(&mut world, &credit),
        Err(PlanRefusal::Customer(refusal)) if matches!(*refusal, CustomerRefusal::CreditTooSmall { .. })
    ));
}

proptest! {
    #[test]
    fn a_schedule_sums_exactly(
        principal in 1_i64..10_000_000,
        charge in 0_i64..1_000_000,
        count in 1_u16..=INSTALLMENTS_MAX,
    ) {
        let rows = schedule(usd(principal), usd(charge), count, Rhythm::Monthly, date(2026, 1, 31)).unwrap();
        let sum = |part: fn(&Installment) -> Money| Money::sum(USD, rows.iter().map(part)).unwrap();
        prop_assert_eq!(sum(|row| row.principal), usd(principal));
        prop_assert_eq!(sum(|row| row.charge), usd(charge));
        prop_assert!(rows.windows(2).all(|pair| pair[0].due < pair[1].due));
    }

    #[test]
    fn payments_never_settle_more_than_an_installment(
        payments in prop::collection::vec((1_i64..400_00, 0_i64..40), 1..8),
        pay_off in any::<bool>(),
    ) {
        let mut world = active();
        for (minor, days) in payments {
            world.today = world.today.checked_add(jiff::Span::new().days(days)).unwrap();
            let _ = order(&mut world, &cash(minor));
            for one in &only(&world).1.installments {
                prop_assert!(one.settled <= one.amount().unwrap());
            }
        }
        let active = only(&world).1.state == PlanState::Active;
        if pay_off && active {
            let tender = ReceiptTender::Cash { till: None };
            order(&mut world, &PlanOrder::PayOff { tender, store_credit: usd(0) }).unwrap();
            prop_assert_eq!(only(&world).1.state, PlanState::Paid);
        }
    }
}
