//! Tags, figures, recommendations and warranty flags: what follows from what is known.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;

use super::fixture::{USD, customer_id, ticket_id, usd};
use super::vehicles::deferral;
use crate::ids::{LineId, PartId, VehicleId};
use crate::money::Quantity;
use crate::people::recommend::{
    IntervalRule, LastService, Recommendation, Urgency, VehicleFacts, recommendations,
};
use crate::people::tags::{Condition, CustomerFacts, TagRule, tags_of, usual_rules};
use crate::people::visits::{Visit, figures};
use crate::people::warranty_flag::{Adding, warranty_flags};
use crate::people::{Deferral, ServiceLine, ServiceRecord};
use crate::ticket::Warranty;
use crate::warranty::WarrantyVerdict;

const TODAY: Date = date(2026, 9, 1);

fn visit(date: Date, total: i64, labor: i64) -> Visit {
    Visit {
        date,
        total: usd(total),
        labor: usd(labor),
        jobs_proposed: 2,
        jobs_declined: 1,
    }
}

fn facts(visits: Vec<Visit>) -> CustomerFacts {
    CustomerFacts {
        today: TODAY,
        currency: USD,
        visits,
    }
}

fn tags(visits: Vec<Visit>) -> Vec<String> {
    let given = tags_of(&facts(visits), &usual_rules(USD)).unwrap();
    given.into_iter().map(|tag| tag.tag).collect()
}

#[test]
fn tags_follow_their_rules_to_the_day() {
    let days = [date(2025, 9, 1), date(2026, 1, 1), date(2026, 8, 1)];
    let three = days.map(|day| visit(day, 900_00, 100_00)).to_vec();
    assert_eq!(
        tags(three.clone()),
        ["regular", "high value", "declines often"]
    );
    let mut early = three.clone();
    early[0].date = date(2025, 8, 31); // 366 days ago
    assert_eq!(tags(early), ["declines often"]);
    let mut bare = three.clone();
    bare[0].labor = usd(0);
    bare[1].labor = usd(0);
    assert!(tags(bare).contains(&"does it themselves".to_owned()));
    assert_eq!(tags(vec![visit(date(2025, 9, 1), 1, 1)]), ["lapsed"]);
    assert_eq!(tags(vec![visit(date(2025, 9, 2), 1, 1)]), [""; 0]);
    assert_eq!(tags(Vec::new()), [""; 0]);
    let given = tags_of(&facts(three), &usual_rules(USD)).unwrap();
    assert_eq!(given[0].because, "at least 3 visits in 365 days");
    assert_eq!(
        given[2].because,
        "declined at least 50 % of 4 or more jobs in 730 days"
    );
}

#[test]
fn conditions_join() {
    let came = || Condition::VisitsAtLeast {
        visits: 1,
        within_days: 30,
    };
    let not = Condition::Not(Box::new(came()));
    let known = facts(vec![visit(date(2026, 8, 20), 1, 1)]);
    for (when, holds) in [
        (Condition::All(vec![came(), not.clone()]), false),
        (Condition::Any(vec![not.clone(), came()]), true),
        (not, false),
    ] {
        let words = when.to_string();
        let rules = [TagRule {
            tag: "t".to_owned(),
            when,
        }];
        assert_eq!(
            tags_of(&known, &rules).unwrap().len(),
            usize::from(holds),
            "{words}"
        );
    }
}

#[test]
fn figures_count_days_not_tickets() {
    let day = date(2026, 1, 1);
    let later = date(2026, 1, 31);
    let figures = figures(
        &[visit(later, 5, 0), visit(day, 10, 0), visit(day, -3, 0)],
        USD,
    )
    .unwrap();
    assert_eq!((figures.visits, figures.days_between), (2, Some(30)));
    assert_eq!((figures.first, figures.last), (Some(day), Some(later)));
    assert_eq!(figures.spent, usd(12));
}

fn oil() -> IntervalRule {
    IntervalRule {
        service: "Oil change".to_owned(),
        canned: None,
        months: Some(6),
        distance: Some(5_000),
        ahead_days: 14,
        ahead_distance: 500,
    }
}

fn recommended(
    deferrals: &[Deferral],
    services: &[LastService],
    today: Date,
    odometer: Option<u64>,
) -> Vec<Recommendation> {
    recommendations(&VehicleFacts {
        deferrals,
        services,
        rules: &[oil()],
        in_service: None,
        today,
        odometer,
    })
}

#[test]
fn a_service_is_due_by_time_or_distance() {
    let done = [LastService {
        service: " oil CHANGE ".to_owned(),
        date: date(2026, 3, 1),
        odometer: Some(40_000),
    }];
    // Due on 1 September or at 45,000; spoken of from 18 August and from 44,500.
    let at = |today, odometer| {
        let all = recommended(&[], &done, today, odometer);
        all.first().map(|one| one.urgency)
    };
    assert_eq!(at(date(2026, 8, 17), Some(44_499)), None);
    assert_eq!(at(date(2026, 8, 18), Some(44_499)), Some(Urgency::Due));
    assert_eq!(at(date(2026, 8, 17), Some(44_500)), Some(Urgency::Due));
    assert_eq!(at(TODAY, Some(45_000)), Some(Urgency::Due));
    assert_eq!(at(TODAY, Some(45_001)), Some(Urgency::Overdue));
    assert_eq!(at(date(2026, 9, 2), None), Some(Urgency::Overdue));
    let one = &recommended(&[], &done, date(2026, 9, 2), None)[0];
    assert!(one.overdue());
    assert_eq!((one.due, one.due_odometer), (Some(TODAY), Some(45_000)));
    assert_eq!(
        one.reason.to_string(),
        "every 6 months or 5000, last on 2026-03-01 at 40000"
    );
    // Never done here: by distance from zero; by time only when the first day is known.
    let never = &recommended(&[], &[], TODAY, Some(4_600))[0];
    assert_eq!(
        never.reason.to_string(),
        "every 6 months or 5000, never done here"
    );
    assert_eq!(recommended(&[], &[], TODAY, None), []);
}

/// F31's example: rear pads 3 mm on 2 June, declined.
#[test]
fn declined_work_comes_back_with_its_reason() {
    let pads = deferral(1, "Rear brakes");
    let one = &recommended(std::slice::from_ref(&pads), &[], TODAY, None)[0];
    assert_eq!(one.urgency, Urgency::Deferred);
    assert_eq!(
        one.reason.to_string(),
        "declined on 2026-06-02 at 48210: rear pads 3 mm"
    );
    let due = Deferral {
        follow_up: Some(date(2026, 8, 31)),
        ..deferral(2, "Oil change")
    };
    let all = recommended(&[pads, due], &[], TODAY, Some(9_000));
    let titles: Vec<&str> = all.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Oil change", "Rear brakes"], "each once");
    assert!(all[0].overdue());
    assert_eq!(all[0].due_odometer, Some(5_000));
}

fn page(n: u128, on: Date, quantity: i64, odometer: Option<u32>) -> ServiceRecord {
    ServiceRecord {
        vehicle: VehicleId::new(Uuid::from_u128(1)),
        customer: Some(customer_id(1)),
        ticket: ticket_id(n),
        ticket_number: format!("C1-T{n:06}"),
        receipt_number: String::new(),
        odometer,
        date: on,
        lines: vec![ServiceLine {
            line: LineId::new(Uuid::from_u128(1)),
            part: Some(PartId::new(Uuid::from_u128(5))),
            part_number: None,
            description: "Alternator".to_owned(),
            quantity: Quantity::try_new(quantity.into()).unwrap(),
            job: Some("Charging system".to_owned()),
            warranty: Some(Warranty {
                months: Some(12),
                distance: Some(12_000),
            }),
        }],
        total: usd(1),
    }
}

#[test]
fn a_part_under_warranty_is_flagged_when_it_is_added_again() {
    let history = [
        page(1, date(2024, 1, 1), 1, Some(10_000)),
        page(2, date(2025, 9, 1), 1, Some(40_000)),
        page(3, date(2026, 2, 1), 1, None),
        page(4, date(2026, 3, 1), -1, Some(45_000)),
    ];
    let part = Adding::Part(PartId::new(Uuid::from_u128(5)));
    let flags = warranty_flags(&history, part, TODAY, Some(52_000));
    let tickets: Vec<_> = flags.iter().map(|flag| flag.ticket).collect();
    assert_eq!(tickets, [ticket_id(3), ticket_id(2)]);
    assert!(matches!(
        flags[0].verdict,
        WarrantyVerdict::UnknownOdometer { .. }
    ));
    assert!(matches!(flags[1].verdict, WarrantyVerdict::Covered { .. }));
    let job = Adding::Job("charging SYSTEM");
    assert_eq!(warranty_flags(&history, job, TODAY, Some(52_001)).len(), 1);
    let other = Adding::Part(PartId::new(Uuid::from_u128(6)));
    assert_eq!(warranty_flags(&history, other, TODAY, None), []);
}

proptest! {
    #[test]
    fn tags_do_not_depend_on_the_order_of_visits(
        days in prop::collection::vec((0_i64..900, 0_i64..200_000, 0_i64..2), 0..12),
    ) {
        let visits: Vec<Visit> = days
            .iter()
            .map(|(ago, total, labor)| {
                let day = TODAY.checked_sub(jiff::Span::new().days(*ago)).unwrap();
                visit(day, *total, *labor)
            })
            .collect();
        let mut other = visits.clone();
        other.reverse();
        prop_assert_eq!(tags(visits), tags(other));
    }
}
