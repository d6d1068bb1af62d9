//! Ten generated years: judged as visits, and as a store that was written from them.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::HashMap;

use engine::Queries;
use store::SqliteQueries;
use testkit::bulk::{self, Plan, events};
use testkit::shop::visits::{End, Visit, Work};
use testkit::shop::{self, Scale, Shop};

fn shop_of(parts: u64) -> Shop {
    shop::generate(7, Scale::of_parts(parts))
}

fn sold(visits: &[Visit]) -> HashMap<u64, u64> {
    let mut sold = HashMap::new();
    for work in visits.iter().flat_map(|visit| &visit.work) {
        if let Work::Part { part, quantity } = work {
            *sold.entry(*part).or_default() += quantity;
        }
    }
    sold
}

#[test]
fn visits_follow_each_other_and_what_is_fitted_fits() {
    let shop = shop_of(20_000);
    let visits: Vec<Visit> = shop.visits(5_000).collect();
    assert!(visits.is_sorted_by_key(|visit| visit.at_ms));
    assert!(visits.iter().all(|visit| !visit.work.is_empty()));
    let open = visits.iter().rposition(|visit| visit.end == End::Open);
    assert!(open.is_some() && visits[..4_900].iter().all(|visit| visit.end != End::Open));
    let mut fitted = 0;
    for visit in &visits {
        let Some(vehicle) = visit.vehicle.map(|place| shop.vehicle(place)) else {
            continue;
        };
        assert_eq!(visit.customer, Some(vehicle.owner));
        assert!(visit.odometer.unwrap() <= vehicle.odometer);
        for work in &visit.work {
            let Work::Part { part, .. } = *work else {
                continue;
            };
            let part = shop.part(part);
            let fits = part
                .fitment
                .iter()
                .any(|fit| fit.covers(vehicle.year, vehicle.make, vehicle.model));
            assert!(part.fitment.is_empty() || fits, "{part:?} on {vehicle:?}");
            fitted += usize::from(fits);
        }
    }
    assert!(fitted > 1_000);
    let again: Vec<Visit> = shop.visits(5_000).skip(4_000).collect();
    assert_eq!(again, visits[4_000..]);
}

#[test]
fn a_few_parts_sell_all_the_time_and_most_hardly_ever() {
    let shop = shop_of(100_000);
    let visits: Vec<Visit> = shop.visits(100_000).collect();
    let mut counts: Vec<u64> = sold(&visits).into_values().collect();
    counts.sort_unstable_by(|one, other| other.cmp(one));
    let all: u64 = counts.iter().sum();
    let best: u64 = counts.iter().take(1_000).sum();
    assert!(
        best * 100 / all >= 25,
        "the best hundredth: {best} of {all}"
    );
    let often = counts.iter().filter(|&&count| count > 30).count();
    assert!(often < 10_000, "{often} sell more than three times a year");
}

#[test]
fn interchange_numbers_are_shared_by_the_brands_of_one_application() {
    let shop = shop_of(3_000);
    let parts: Vec<_> = shop.parts().collect();
    for brands in parts.chunks_exact(3) {
        assert!(
            brands
                .iter()
                .all(|part| part.interchange == brands[0].interchange)
        );
    }
    let with = parts.iter().filter(|part| !part.interchange.is_empty());
    assert!(with.count() > 1_500);
}

#[test]
fn a_store_written_at_once_is_sound_and_holds_what_was_generated() {
    let dir = tempfile::tempdir().unwrap();
    let plan = Plan::of(7, 400);
    let folder = bulk::cached(dir.path(), &plan, &mut |_| {}).unwrap();
    let verified = store::verify(&folder).unwrap();
    let rows = |name| {
        let table = verified.tables.iter().find(|table| table.table == name);
        table.unwrap().rows
    };
    let Scale {
        parts,
        customers,
        vehicles,
    } = plan.scale;
    assert_eq!(
        (
            rows("part"),
            rows("customer"),
            rows("vehicle"),
            rows("ticket")
        ),
        (parts, customers, vehicles, plan.tickets)
    );
    let queries = SqliteQueries::open(&folder, 1).unwrap();
    let shop = shop_of(400);
    for (index, visit) in (0..).zip(shop.visits(plan.tickets)) {
        let view = queries.ticket(events::ticket_id(index, &visit)).unwrap();
        let ticket = view.unwrap().ticket;
        assert_eq!(ticket.vehicle, visit.vehicle.map(events::vehicle_id));
        assert_eq!(ticket.closed_at.is_none(), visit.end == End::Open);
    }
    // The second time it is there already.
    let mut told = 0;
    assert_eq!(
        bulk::cached(dir.path(), &plan, &mut |_| told += 1).unwrap(),
        folder
    );
    assert_eq!(told, 0);
}
