//! Lists and reports say what happened at the counter.

use domain::Event;
use domain::Timestamp;
use domain::ids::StaffId;
use domain::job::{JobEvent, JobOutcome, JobState};
use domain::money::Currency;
use domain::people::Vehicle;
use domain::people::{Role, Staff};
use domain::ticket::{CardStep, TicketOrder, TicketStatus};
use engine::queries::{JobFilter, TicketFilter};
use engine::{Lookup, Queries};

use super::samples::{self, part, quantity, usd, uuid};
use super::shop::Shop;
use crate::SqliteQueries;

#[test]
fn a_sale_shows_everywhere_it_should() {
    let mut shop = Shop::new();
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    shop.stock(pads.id, "5");
    let ann = shop.customer("Ann", None);
    let car = shop.vehicle(ann, "Honda", "Civic");
    let id = shop.open_ticket();
    let attach = TicketOrder::Attach {
        customer: Some(ann),
        vehicle: Some(car.id),
        odometer: Some(9),
    };
    shop.order(id, &attach).unwrap();
    shop.sell(id, pads.clone(), "2");
    let of = |status| TicketFilter {
        status: Some(status),
        limit: 10,
        ..TicketFilter::default()
    };
    let open = queries.tickets(&of(TicketStatus::Open)).unwrap().remove(0);
    assert_eq!((open.total, open.due), (usd(10_823), usd(10_823)));
    shop.now += 1_000;
    shop.order(
        id,
        &TicketOrder::TakeCash {
            tendered: 5_000,
            amount: Some(823),
        },
    )
    .unwrap();
    shop.order(id, &TicketOrder::TakeCard { amount: None })
        .unwrap();
    assert_eq!(queries.tickets_with_money_in_flight().unwrap().len(), 1);
    shop.card_step(id, CardStep::Canceled).unwrap();
    shop.order(
        id,
        &TicketOrder::TakeCard {
            amount: Some(4_000),
        },
    )
    .unwrap();
    shop.card_step(id, samples::captured(None)).unwrap();
    shop.order(id, &TicketOrder::TakeCard { amount: None })
        .unwrap();
    shop.card_step(id, samples::captured(None)).unwrap();

    let closed_at = Timestamp::from_unix_ms(shop.now);
    let paid = queries.tickets(&of(TicketStatus::Paid)).unwrap().remove(0);
    assert_eq!((paid.total, paid.due), (usd(10_823), usd(0)));
    assert_eq!(paid.receipt.as_deref(), Some("C1-R000001"));
    assert_eq!(paid.customer_name.as_deref(), Some("Ann"));
    assert_eq!(paid.vehicle_label.as_deref(), Some("2014 Honda Civic"));
    assert_eq!(paid.closed_at, Some(closed_at));
    assert!(queries.tickets(&of(TicketStatus::Open)).unwrap().is_empty());
    assert!(queries.tickets_with_money_in_flight().unwrap().is_empty());

    let customer = queries.customer(ann).unwrap().unwrap();
    assert_eq!((customer.visits, customer.spent), (1, usd(10_823)));
    assert_eq!(customer.last_visit_at, Some(closed_at));
    let view = queries.part(pads.id).unwrap().unwrap();
    assert_eq!(view.on_hand, quantity("3"));
    let moves = queries.movements(pads.id, 10).unwrap();
    assert_eq!(moves[0].ticket_number.as_deref(), Some("C1-T000001"));
    assert_eq!(
        (moves.len(), moves[1].movement.quantity),
        (2, quantity("5"))
    );
    let (at, page) = queries.history(car.id, 10).unwrap().remove(0);
    assert_eq!(
        (at, page.odometer, page.total),
        (closed_at, Some(9), usd(10_823))
    );
    // The reading taken at the service is the car's newest.
    let car = Vehicle {
        odometer: Some(9),
        ..car
    };
    let view = queries.ticket(id).unwrap().unwrap();
    assert_eq!(
        (view.customer.unwrap().id, view.vehicle.unwrap()),
        (ann, car)
    );

    let span = |from: i64, until: i64| {
        let moment = |ms| Timestamp::from_unix_ms(shop.now + ms);
        queries
            .sales(Currency::USD, moment(from), moment(until))
            .unwrap()
    };
    let report = span(0, 1);
    assert_eq!(
        (report.tickets, report.sales, report.tax),
        (1, usd(10_823), usd(825))
    );
    let tenders = [
        ("card".to_owned(), usd(10_000)),
        ("cash".to_owned(), usd(823)),
    ];
    assert_eq!(report.tenders, tenders.into());
    assert_eq!(span(-10, 0).tickets, 0);
    assert_eq!(queries.expected_cash(Currency::USD).unwrap(), usd(823));
    assert_eq!(queries.expected_cash(Currency::EUR).unwrap().minor(), 0);
}

#[test]
fn tickets_are_found_by_the_end_of_their_number() {
    let mut shop = Shop::new();
    for _ in 0..23 {
        shop.open_ticket();
        shop.now += 1;
    }
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let found = |text: &str| -> Vec<_> {
        let found = queries.search_tickets(text, 10).unwrap();
        found.into_iter().map(|summary| summary.number).collect()
    };
    assert_eq!(found("3"), ["C1-T000003", "C1-T000023", "C1-T000013"]);
    assert_eq!(found("c1t000013"), ["C1-T000013"]);
    assert_eq!(found("T000020"), ["C1-T000020"]);
    assert!(found("99").is_empty());
    assert_eq!(found("").len(), 10);
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    let id = shop.tickets[6].id;
    shop.sell(id, pads, "1");
    shop.pay_cash(id, 10_000);
    assert_eq!(found("R000001"), ["C1-T000007"]);
}

#[test]
fn jobs_wait_in_the_order_they_were_asked_for() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    let id = shop.open_ticket();
    shop.sell(id, pads, "1");
    shop.pay_cash(id, 10_000);
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    let waiting = queries.jobs(JobFilter::Unsettled, 10).unwrap();
    let devices: Vec<_> = waiting
        .iter()
        .map(|view| view.job.device.as_str())
        .collect();
    assert_eq!(devices, ["drawer", "receipt-printer"]);
    assert!(
        waiting
            .iter()
            .all(|view| view.ticket_number.as_deref() == Some("C1-T000001"))
    );
    let job = waiting[0].job.id;
    shop.append(&[Event::Job(job, JobEvent::Started)]);
    assert_eq!(
        shop.store.job(job).unwrap().unwrap().state,
        JobState::Started
    );
    let outcome = JobOutcome::Failed {
        reason: "unplugged".to_owned(),
    };
    shop.now += 7;
    shop.append(&[Event::Job(job, JobEvent::Settled(outcome))]);
    let view = queries.job(job).unwrap().unwrap();
    assert_eq!(
        view.job.state,
        JobState::Failed {
            reason: "unplugged".to_owned()
        }
    );
    assert_eq!(view.settled_at, Some(Timestamp::from_unix_ms(shop.now)));
    assert_eq!(queries.jobs(JobFilter::Unsettled, 10).unwrap().len(), 1);
    assert_eq!(
        queries.jobs(JobFilter::All, 1).unwrap()[0].job.id,
        waiting[1].job.id
    );
    shop.append(&[Event::Job(job, JobEvent::Retried)]);
    let view = queries.jobs(JobFilter::Unsettled, 10).unwrap().remove(0);
    assert_eq!((view.job, view.settled_at), (waiting[0].job.clone(), None));
}

#[test]
fn staff_keep_their_roles() {
    let mut shop = Shop::new();
    for event in samples::all() {
        if let Event::Staff(..) = event {
            shop.append(&[event]);
        }
    }
    let owner = StaffId::new(uuid(154));
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    assert_eq!(queries.staff().unwrap().len(), 5);
    assert_eq!(
        queries.staff_member(owner).unwrap().unwrap().role,
        Role::Owner
    );
    let demoted = Staff {
        id: owner,
        name: "Sam".to_owned(),
        role: Role::Clerk,
        pin_hash: None,
    };
    shop.append(&[demoted.clone().saved()]);
    assert_eq!(shop.store.staff(owner).unwrap(), Some(demoted));
}
