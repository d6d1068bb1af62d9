//! Store credit, and two customers who are one.

use super::fixture::{USD, World, customer_id, paid, usd};
use crate::event::Event;
use crate::ids::VehicleId;
use crate::index::Slot;
use crate::ledger::Account;
use crate::people::account::AccountOrder;
use crate::people::credit::{self, CreditOrder};
use crate::people::merge::{Balances, merge};
use crate::people::{
    Customer, CustomerRefusal, CustomerRules, LabelledPhone, ReceiptTender, Role, Vehicle,
};
use crate::ticket::Tender;

fn goodwill(minor: i64) -> CreditOrder {
    CreditOrder::Goodwill {
        amount: usd(minor),
        reason: "long wait".to_owned(),
    }
}

fn ask(world: &mut World, order: &CreditOrder) -> Result<(), CustomerRefusal> {
    let events = credit::decide(world.file(1), order, &world.ctx())?;
    world.commit(events);
    Ok(())
}

fn credit_of(world: &World, customer: u128) -> i64 {
    world.file(customer).credit.balance(USD).unwrap().minor()
}

#[test]
fn goodwill_has_the_limit_of_a_role() {
    let mut world = World::with_account();
    world.role = Role::Clerk;
    ask(&mut world, &goodwill(100_00)).unwrap();
    assert_eq!(
        ask(&mut world, &goodwill(100_01)),
        Err(CustomerRefusal::NeedsApproval(
            "giving back 100.01".to_owned()
        ))
    );
    world.approved_by(Role::Manager);
    ask(&mut world, &goodwill(100_01)).unwrap();
    let last = world.file(1).credit.moves.last().unwrap();
    assert!(last.approved_by.is_some());
    assert_eq!(credit_of(&world, 1), 200_01);
    assert_eq!(world.general(Account::Allowances), usd(200_01));
    for minor in [0, -1] {
        assert_eq!(
            ask(&mut world, &goodwill(minor)),
            Err(CustomerRefusal::AmountNotPositive)
        );
    }
}

#[test]
fn credit_is_issued_redeemed_and_never_below_zero() {
    let mut world = World::with_account();
    world.tender(1, &paid(1, -80_00, Tender::StoreCredit));
    world.tender(1, &paid(2, 30_00, Tender::StoreCredit));
    assert_eq!(credit_of(&world, 1), 50_00);
    let correct = CreditOrder::Correct {
        amount: usd(50_01),
        reason: "slip".to_owned(),
    };
    let refusal = CustomerRefusal::CreditTooSmall {
        asked: usd(50_01),
        left: usd(50_00),
    };
    assert_eq!(ask(&mut world, &correct), Err(refusal.clone()));
    world.charge(1, 3, 60_00);
    let on_account = |minor| AccountOrder::Receive {
        amount: usd(minor),
        tender: ReceiptTender::StoreCredit,
        reference: None,
        shares: Vec::new(),
    };
    assert_eq!(world.order(1, &on_account(50_01)), Err(refusal));
    world.order(1, &on_account(50_00)).unwrap();
    assert_eq!((credit_of(&world, 1), world.owed(1)), (0, 10_00));
}

/// Customer 2 owes 70.00, has 5.00 of credit and a vehicle.
fn two() -> (World, Vehicle) {
    let mut world = World::with_account();
    let mut other = Customer::new(customer_id(2), "Prairie Fleet LLC");
    other.phones = vec![LabelledPhone::plain("217-555-0188")];
    other.tags = vec!["north route".to_owned()];
    other.email = Some("office@prairie.example".to_owned());
    let vehicle = Vehicle::new(
        VehicleId::new(uuid::Uuid::from_u128(0xE1)),
        customer_id(2),
        "Ford",
        "Transit",
    );
    world.commit(vec![other.saved(), vehicle.clone().saved()]);
    world.charge(1, 1, 30_00);
    world.charge(2, 2, 70_00);
    world.tender(2, &paid(3, -5_00, Tender::StoreCredit));
    (world, vehicle)
}

fn books_of(world: &World, customer: u128) -> Balances {
    let owner = customer_id(customer).uuid();
    Balances {
        receivable: world.book(Account::Receivable, owner),
        store_credit: usd(-world.book(Account::StoreCredit, owner).minor()),
    }
}

fn try_merge(world: &World, from: u128, into: u128) -> Result<Vec<Event>, CustomerRefusal> {
    let vehicles: Vec<Vehicle> = world
        .vehicles
        .values()
        .map(|file| file.saved.clone())
        .collect();
    merge(
        world.file(from),
        world.file(into),
        &vehicles,
        books_of(world, from),
        CustomerRules::default(),
        &world.ctx(),
    )
}

#[test]
fn a_merge_moves_vehicles_items_and_credit_and_keeps_the_sums() {
    let (mut world, vehicle) = two();
    let before = world.owed(1) + world.owed(2);
    let events = try_merge(&world, 2, 1).unwrap();
    let gone: Vec<Slot> = events
        .iter()
        .filter(|e| e.stream().0 == customer_id(2).uuid())
        .flat_map(Event::slots)
        .collect();
    assert!(gone.contains(&Slot::clear("customer.phone").at(0)));
    assert!(gone.contains(&Slot::put("customer.merged_into", customer_id(1))));
    world.commit(events);
    assert_eq!((world.owed(1), world.owed(2)), (before, 0));
    assert_eq!((credit_of(&world, 1), credit_of(&world, 2)), (5_00, 0));
    assert_eq!(world.vehicles[&vehicle.id].saved.customer, customer_id(1));
    let stays = world.file(1);
    assert_eq!(stays.absorbed, [customer_id(2)]);
    assert_eq!(stays.saved.phone(), Some("217-555-0188"));
    assert_eq!(stays.saved.tags, ["north route"]);
    assert_eq!(stays.saved.email.as_deref(), Some("office@prairie.example"));
    // The item that moved can be paid where it is now.
    let pay = AccountOrder::Receive {
        amount: usd(100_00),
        tender: ReceiptTender::Cash { till: None },
        reference: None,
        shares: Vec::new(),
    };
    world.order(1, &pay).unwrap();
    assert_eq!(world.owed(1), 0);
    assert_eq!(
        world.order(2, &pay),
        Err(CustomerRefusal::MergedAway(customer_id(1)))
    );
}

#[test]
fn a_merge_is_refused_with_itself_in_chains_and_without_the_role() {
    let (mut world, _) = two();
    assert_eq!(try_merge(&world, 1, 1), Err(CustomerRefusal::MergeSelf));
    world.role = Role::Advisor;
    assert_eq!(
        try_merge(&world, 2, 1),
        Err(CustomerRefusal::NeedsRole(Role::Manager))
    );
    world.role = Role::Manager;
    let wrong = Balances {
        receivable: usd(70_01),
        store_credit: usd(5_00),
    };
    let refused = merge(
        world.file(2),
        world.file(1),
        &[],
        wrong,
        CustomerRules::default(),
        &world.ctx(),
    );
    assert_eq!(
        refused,
        Err(CustomerRefusal::BooksDisagree {
            account: Account::Receivable,
            books: usd(70_01),
            file: usd(70_00)
        })
    );
    let events = try_merge(&world, 2, 1).unwrap();
    world.commit(events);
    let third = Customer::new(customer_id(3), "Third");
    world.commit(vec![third.saved()]);
    let away = CustomerRefusal::MergedAway(customer_id(1));
    assert_eq!(try_merge(&world, 2, 3), Err(away.clone()));
    assert_eq!(try_merge(&world, 3, 2), Err(away));
    assert_eq!(
        try_merge(&world, 1, 3),
        Err(CustomerRefusal::MergeChain(customer_id(2)))
    );
    let events = try_merge(&world, 3, 1).unwrap();
    world.commit(events);
    assert_eq!(world.file(1).absorbed.len(), 2);
}
