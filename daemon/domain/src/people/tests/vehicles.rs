//! Owners, odometers, and vehicles that were typed twice.

use jiff::civil::date;
use uuid::Uuid;

use super::fixture::{World, customer_id, ticket_id, usd};
use crate::event::Event;
use crate::ids::{TicketJobId, VehicleId};
use crate::index::Slot;
use crate::odometer::{Claim, DistanceUnit, Moment, NewReading, OdometerRefusal};
use crate::people::vehicle::{VehicleOrder, decide, merge};
use crate::people::{
    CustomerRules, Deferral, Role, Vehicle, VehicleEvent, VehicleFile, VehicleRefusal,
};
use crate::vin::Vin;

fn id(n: u128) -> VehicleId {
    VehicleId::new(Uuid::from_u128(0xE0 + n))
}

fn civic(n: u128) -> Vehicle {
    Vehicle::new(id(n), customer_id(1), "Honda", "Civic")
}

fn order(world: &mut World, n: u128, order: VehicleOrder) -> Result<(), VehicleRefusal> {
    let events = decide(&world.vehicles[&id(n)], order, &world.ctx())?;
    world.commit(events);
    Ok(())
}

fn read(shown: u32, claim: Claim) -> VehicleOrder {
    VehicleOrder::ReadOdometer {
        read: NewReading {
            on: date(2026, 3, 2),
            moment: Moment::In,
            shown,
            unit: DistanceUnit::Miles,
        },
        claim,
    }
}

pub(super) fn deferral(job: u128, title: &str) -> Deferral {
    Deferral {
        ticket: ticket_id(1),
        job: TicketJobId::new(Uuid::from_u128(job)),
        title: title.to_owned(),
        reason: "rear pads 3 mm".to_owned(),
        follow_up: None,
        amount: usd(320_00),
        declined_on: date(2026, 6, 2),
        odometer: Some(48_210),
        canned: None,
    }
}

#[test]
fn history_stays_when_the_owner_changes() {
    let mut world = World::new();
    world.commit(vec![civic(1).saved()]);
    order(&mut world, 1, read(48_210, Claim::Plain)).unwrap();
    let sold = VehicleOrder::ChangeOwner {
        to: customer_id(2),
        odometer: None,
    };
    order(&mut world, 1, sold).unwrap();
    let file = &world.vehicles[&id(1)];
    assert_eq!(file.saved.customer, customer_id(2));
    assert_eq!(file.owners.len(), 1);
    assert_eq!(file.owners[0].customer, customer_id(1));
    assert_eq!(file.owners[0].odometer, Some(48_210));
    assert_eq!(file.readings.len(), 1);
    let last = world.stories[&id(1).uuid()].last().unwrap().slots();
    assert_eq!(last, [Slot::put("vehicle.customer", customer_id(2))]);
    assert_eq!(
        order(&mut world, 1, sold),
        Err(VehicleRefusal::SameOwner(customer_id(2)))
    );
}

#[test]
fn a_lower_reading_wants_a_claim() {
    let mut world = World::new();
    world.commit(vec![civic(1).saved()]);
    order(&mut world, 1, read(99_950, Claim::Plain)).unwrap();
    let rollback = OdometerRefusal::Rollback {
        last: 99_950,
        shown: 25,
    };
    assert_eq!(
        order(&mut world, 1, read(25, Claim::Plain)),
        Err(VehicleRefusal::Odometer(rollback))
    );
    order(&mut world, 1, read(25, Claim::RolledOver { digits: 5 })).unwrap();
    let file = &world.vehicles[&id(1)];
    assert_eq!(file.saved.odometer, Some(25));
    assert_eq!(file.readings[1].total, 100_025);
}

#[test]
fn a_vin_typed_twice_becomes_one_vehicle() {
    let mut world = World::new();
    let vin = Vin::parse("1HGCM82633A004352").unwrap();
    let twice = Vehicle {
        vin: Some(vin.clone()),
        plate: Some("AB 12".to_owned()),
        ..civic(2)
    };
    let declined = VehicleEvent::Deferred(Box::new(deferral(1, "Rear brakes")));
    world.commit(vec![
        civic(1).saved(),
        twice.saved(),
        Event::Vehicle(id(2), declined),
    ]);
    let files = world.vehicles.clone();
    let ctx = world.ctx();
    let try_merge =
        |from: &VehicleFile, into: &VehicleFile| merge(from, into, CustomerRules::default(), &ctx);
    let (one, two) = (&files[&id(1)], &files[&id(2)]);
    assert_eq!(try_merge(one, one), Err(VehicleRefusal::MergeSelf));
    let mut other = one.clone();
    other.saved.customer = customer_id(5);
    assert_eq!(try_merge(two, &other), Err(VehicleRefusal::OwnersDiffer));
    let mut differs = one.clone();
    differs.saved.vin = Some(Vin::parse("1HGCM82633A004353").unwrap());
    assert_eq!(try_merge(two, &differs), Err(VehicleRefusal::VinsDiffer));

    let events = try_merge(two, one).unwrap();
    assert_eq!(events[0].stream().0, id(2).uuid());
    assert!(events[0].slots().contains(&Slot::clear("vehicle.vin")));
    world.commit(events);
    let file = &world.vehicles[&id(1)];
    assert_eq!(file.saved.vin, Some(vin));
    assert_eq!(file.saved.plate.as_deref(), Some("AB 12"));
    assert_eq!(file.absorbed, [id(2)]);
    assert_eq!(file.deferrals.len(), 1);
    let gone = &world.vehicles[&id(2)];
    assert_eq!(
        try_merge(gone, file),
        Err(VehicleRefusal::MergedAway(id(1)))
    );
    assert_eq!(
        try_merge(file, gone),
        Err(VehicleRefusal::MergedAway(id(1)))
    );
    world.commit(vec![civic(3).saved()]);
    let third = &world.vehicles[&id(3)];
    assert_eq!(
        try_merge(&world.vehicles[&id(1)], third),
        Err(VehicleRefusal::MergeChain(id(2)))
    );
    world.role = Role::Clerk;
    let clerk = merge(
        third,
        &world.vehicles[&id(1)],
        CustomerRules::default(),
        &world.ctx(),
    );
    assert_eq!(clerk, Err(VehicleRefusal::NeedsRole(Role::Manager)));
}
