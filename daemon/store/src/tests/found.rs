//! Lists by name and value, stories, and the books.

use domain::Event;
use domain::ids::{EntryId, StaffId, TicketJobId};
use domain::ledger::{Account, Entry, Posting};
use domain::money::Currency;
use domain::people::{Deferral, VehicleEvent};
use domain::ticket::{Plan, Stage, TicketOrder, TicketStatus};
use engine::queries::TicketFilter;
use engine::{Found, Lookup, Queries};
use jiff::civil::{Date, date};

use super::samples::{part, quantity, usd, uuid};
use super::shop::Shop;
use crate::SqliteQueries;

fn posted(number: u128, day: Date, sides: &[(Account, Option<u128>, i64)]) -> Event {
    let id = EntryId::new(uuid(number));
    let postings = sides.iter().map(|(account, owner, minor)| Posting {
        account: *account,
        owner: owner.map(uuid),
        amount: usd(*minor),
    });
    Event::Posted(
        id,
        Entry {
            id,
            date: day,
            memo: format!("Entry {number}"),
            source: uuid(1),
            postings: postings.collect(),
        },
    )
}

#[test]
fn the_books_sum_up() {
    let mut shop = Shop::new();
    let (ann, bob) = (Some(21), Some(22));
    let (first, second) = (date(2026, 3, 1), date(2026, 3, 2));
    shop.append(&[
        posted(
            501,
            first,
            &[
                (Account::Receivable, ann, 500),
                (Account::SalesParts, None, -500),
            ],
        ),
        posted(
            502,
            second,
            &[
                (Account::Receivable, bob, 900),
                (Account::SalesParts, None, -900),
            ],
        ),
        posted(
            503,
            first,
            &[
                (Account::Cash, Some(31), 200),
                (Account::Receivable, ann, -200),
            ],
        ),
        posted(
            504,
            second,
            &[
                (Account::Cash, Some(32), 900),
                (Account::Receivable, bob, -900),
            ],
        ),
    ]);
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let usd_of = |owner: Option<u128>| {
        let owner = owner.map(uuid);
        queries
            .balance(Account::Receivable, owner, Currency::USD)
            .unwrap()
    };
    assert_eq!(
        (usd_of(ann), usd_of(bob), usd_of(None)),
        (usd(300), usd(0), usd(0))
    );
    let owed = queries
        .balances(Account::Receivable, Currency::USD, 10)
        .unwrap();
    assert_eq!(owed, [(ann.map(uuid), usd(300))]);
    assert_eq!(queries.expected_cash(Currency::USD).unwrap(), usd(1_100));
    let sales = shop
        .store
        .balance(Account::SalesParts, None, Currency::USD)
        .unwrap();
    assert_eq!(sales, usd(-1_400));

    let day = |from, to| {
        let lines = queries.trial_balance(Currency::USD, from, to).unwrap();
        let sides = lines
            .into_iter()
            .map(|line| (line.account, line.debit, line.credit));
        sides.collect::<Vec<_>>()
    };
    let expected = [
        (Account::Cash, usd(200), usd(0)),
        (Account::Receivable, usd(500), usd(200)),
        (Account::SalesParts, usd(0), usd(500)),
    ];
    assert_eq!(day(first, first), expected);
    assert_eq!(
        day(first, second)[1],
        (Account::Receivable, usd(1_400), usd(1_100))
    );
    assert!(day(date(2026, 4, 1), date(2026, 4, 2)).is_empty());

    // By day, though the third was made after the second.
    let listed = |from, after, limit| {
        let found = queries.entries(from, second, after, limit).unwrap();
        found
            .into_iter()
            .map(|record| record.cursor)
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(first, None, 10), [1, 3, 2, 4]);
    assert_eq!(listed(first, None, 2), [1, 3]);
    assert_eq!(listed(first, Some(3), 10), [2, 4]);
    assert_eq!(listed(first, Some(4), 10), [0_u64; 0]);
    assert_eq!(listed(second, None, 10), [2, 4]);
    assert_eq!(listed(second, Some(1), 10), [2, 4]);
    crate::verify(shop.dir.path()).unwrap();
}

#[test]
fn things_are_found_by_what_they_are_under() {
    let mut shop = Shop::new();
    let ids = [shop.open_ticket(), shop.open_ticket(), shop.open_ticket()];
    for id in ids {
        shop.order(id, &TicketOrder::MakeEstimate).unwrap();
    }
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let estimates = |before, limit| {
        let found = queries
            .found("ticket.stage", "estimate", before, limit)
            .unwrap();
        found
            .into_iter()
            .map(|found| (found.cursor, found.id))
            .collect::<Vec<_>>()
    };
    let newest: Vec<_> = [(8, ids[2]), (6, ids[1]), (4, ids[0])]
        .map(|(cursor, id)| (cursor, id.uuid()))
        .into();
    assert_eq!(estimates(None, 10), newest);
    assert_eq!(estimates(None, 2), newest[..2]);
    assert_eq!(estimates(Some(6), 10), newest[2..]);
    // A paper's number keeps its place beside the others'.
    let number = queries.found("number", "C1-E000002", None, 10).unwrap();
    let expected = Found {
        cursor: 6,
        id: ids[1].uuid(),
        place: "estimate".to_owned(),
        value: "C1-E000002".to_owned(),
    };
    assert_eq!(number, [expected]);
    // Putting a thing where it stands keeps its place; another value moves it, and giving it up takes it off.
    let advisor = StaffId::new(uuid(50));
    for _ in 0..2 {
        let plan = Plan {
            advisor: Some(advisor),
            ..Plan::default()
        };
        shop.order(ids[0], &TicketOrder::Plan(plan)).unwrap();
    }
    let kept = shop
        .store
        .found("ticket.advisor", &advisor.to_string(), 10)
        .unwrap();
    assert_eq!((kept.len(), kept[0].cursor), (1, 10));
    shop.sell(ids[0], part(3, "P 85/020"), "1");
    shop.order(ids[0], &TicketOrder::StartWork).unwrap();
    assert_eq!(estimates(None, 10), newest[..2]);
    let reason = "left".to_owned();
    shop.order(ids[1], &TicketOrder::Void { reason }).unwrap();
    assert_eq!(estimates(None, 10), newest[..1]);

    let story = shop.store.story(ids[1].uuid(), None).unwrap();
    assert_eq!(story.len(), 4);
    assert_eq!(queries.story(ids[1].uuid(), Some(2)).unwrap(), story[..1]);
    let latest = queries.latest("ticket.opened", 2).unwrap();
    assert_eq!(
        latest
            .iter()
            .map(|record| record.cursor)
            .collect::<Vec<_>>(),
        [3, 2]
    );
    crate::verify(shop.dir.path()).unwrap();
}

#[test]
fn tickets_are_listed_by_everything_they_are_picked_by() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    shop.stock(pads.id, "5");
    let ann = shop.customer("Ann", None);
    let car = shop.vehicle(ann, "Honda", "Civic");
    let ids = [shop.open_ticket(), shop.open_ticket()];
    let (advisor, technician) = (StaffId::new(uuid(50)), StaffId::new(uuid(51)));
    let attach = TicketOrder::Attach {
        customer: Some(ann),
        vehicle: Some(car.id),
        odometer: None,
    };
    shop.order(ids[0], &attach).unwrap();
    shop.sell(ids[0], pads.clone(), "2");
    let plan = Plan {
        advisor: Some(advisor),
        technician: Some(technician),
        ..Plan::default()
    };
    shop.order(ids[0], &TicketOrder::Plan(plan)).unwrap();
    shop.order(ids[0], &TicketOrder::StartWork).unwrap();
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let all = TicketFilter {
        limit: 10,
        ..TicketFilter::default()
    };
    let list = |filter: &TicketFilter| {
        let found = queries.tickets(filter).unwrap();
        found
            .into_iter()
            .map(|summary| summary.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&all), [ids[1], ids[0]]);
    let before = queries.tickets(&all).unwrap()[0].cursor;
    let picks = [
        TicketFilter {
            stage: Some(Stage::WorkOrder),
            ..all.clone()
        },
        TicketFilter {
            work: Some("waiting".to_owned()),
            ..all.clone()
        },
        TicketFilter {
            advisor: Some(advisor),
            ..all.clone()
        },
        TicketFilter {
            technician: Some(technician),
            ..all.clone()
        },
        TicketFilter {
            customer: Some(ann),
            ..all.clone()
        },
        TicketFilter {
            vehicle: Some(car.id),
            ..all.clone()
        },
        TicketFilter {
            before: Some(before),
            ..all.clone()
        },
        TicketFilter {
            status: Some(TicketStatus::Open),
            stage: Some(Stage::WorkOrder),
            advisor: Some(advisor),
            ..all.clone()
        },
    ];
    for pick in picks {
        assert_eq!(list(&pick), [ids[0]], "{pick:?}");
    }
    let none = TicketFilter {
        status: Some(TicketStatus::Paid),
        ..all.clone()
    };
    assert!(list(&none).is_empty());
    // Approved work keeps its parts.
    let level = shop.store.stock_level(pads.id, "shop").unwrap();
    assert_eq!(
        (level.on_hand, level.reserved),
        (quantity("5"), quantity("2"))
    );
    let view = queries.part(pads.id).unwrap().unwrap();
    assert_eq!(
        (view.on_hand, view.reserved),
        (quantity("5"), quantity("2"))
    );
    assert_eq!(queries.stock_levels(pads.id).unwrap(), [level]);
    let by_number = queries.search_tickets("W000001", 10).unwrap();
    assert_eq!((by_number.len(), by_number[0].id), (1, ids[0]));
    assert_eq!(by_number[0].work_order.as_deref(), Some("C1-W000001"));
}

#[test]
fn an_undone_sale_takes_its_visit_and_its_page_back() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    shop.stock(pads.id, "5");
    let ann = shop.customer("Ann", None);
    let car = shop.vehicle(ann, "Honda", "Civic");
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let sell = |shop: &mut Shop| {
        shop.now += 1_000;
        let id = shop.open_ticket();
        let attach = TicketOrder::Attach {
            customer: Some(ann),
            vehicle: Some(car.id),
            odometer: Some(9),
        };
        shop.order(id, &attach).unwrap();
        shop.sell(id, pads.clone(), "1");
        shop.pay_cash(id, 10_000);
        id
    };
    let first = sell(&mut shop);
    let after_first = queries.customer(ann).unwrap().unwrap();
    let second = sell(&mut shop);
    assert_eq!(queries.customer(ann).unwrap().unwrap().visits, 2);
    let last = || queries.last_sold(car.id, pads.id).unwrap().unwrap();
    assert_eq!((last().ticket, last().odometer), (second, Some(9)));
    let reason = "wrong car".to_owned();
    shop.order(second, &TicketOrder::Reverse { reason })
        .unwrap();
    let back = queries.customer(ann).unwrap().unwrap();
    assert_eq!(back.visits, after_first.visits);
    assert_eq!(back.spent, after_first.spent);
    assert_eq!(back.last_visit_at, after_first.last_visit_at);
    let pages = queries.history(car.id, 10).unwrap();
    assert_eq!((pages.len(), pages[0].1.ticket), (1, first));
    assert_eq!((last().ticket, last().date), (first, shop.today));
    assert_eq!(queries.last_sold(car.id, part(4, "X").id).unwrap(), None);
    assert_eq!(shop.store.on_hand(pads.id, "shop").unwrap(), quantity("4"));
    let reversed = TicketFilter {
        status: Some(TicketStatus::Reversed),
        limit: 10,
        ..TicketFilter::default()
    };
    let summary = queries.tickets(&reversed).unwrap().remove(0);
    assert_eq!((summary.id, summary.due), (second, usd(0)));
    crate::verify(shop.dir.path()).unwrap();
}

#[test]
fn declined_work_comes_back_until_it_is_done() {
    let mut shop = Shop::new();
    let ann = shop.customer("Ann", None);
    let car = shop.vehicle(ann, "Honda", "Civic");
    let ticket = shop.open_ticket();
    let deferral = |number: u128, follow_up: Option<Date>| Deferral {
        ticket,
        job: TicketJobId::new(uuid(number)),
        title: "Rear brakes".to_owned(),
        reason: "later".to_owned(),
        follow_up,
        amount: usd(30_000),
        declined_on: date(2026, 3, 2),
        odometer: None,
        canned: None,
    };
    let put_off = [deferral(601, Some(date(2026, 9, 1))), deferral(602, None)];
    for one in &put_off {
        let deferred = VehicleEvent::Deferred(Box::new(one.clone()));
        shop.append(&[Event::Vehicle(car.id, deferred)]);
    }
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let [first, second] = put_off;
    let open = queries.deferrals(car.id).unwrap();
    assert_eq!(open, [second.clone(), first.clone()]);
    let due = |day: &str| queries.found_up_to("vehicle.deferred", day, 10).unwrap();
    assert!(due("2026-08-31").is_empty());
    let found = due("2026-09-01");
    assert_eq!((found.len(), found[0].id), (1, car.id.uuid()));
    assert_eq!(found[0].place, first.job.to_string());
    let ended = VehicleEvent::DeferralEnded {
        job: first.job,
        by: ticket,
    };
    shop.append(&[Event::Vehicle(car.id, ended)]);
    assert_eq!(queries.deferrals(car.id).unwrap(), [second]);
    assert!(due("2026-09-01").is_empty());
    crate::verify(shop.dir.path()).unwrap();
}
