//! Canned jobs made for a vehicle.

use std::collections::BTreeMap;

use super::*;
use crate::scene::{Scene, Story};
use crate::stock::testing::{part, price, quantity};

fn by(attribute: &str, base: &str, per: &str, default: Option<&str>, whole: bool) -> Amount {
    Amount::ByAttribute {
        attribute: attribute.to_owned(),
        base: quantity(base),
        per: quantity(per),
        default: default.map(quantity),
        whole,
    }
}

fn oil_change() -> CannedJob {
    CannedJob {
        title: " Oil change ".to_owned(),
        note: Some("Reset the light".to_owned()),
        group: Some("Maintenance".to_owned()),
        lines: vec![
            CannedLine::Part {
                part: part(1),
                quantity: by("oil_capacity_qt", "0", "1", None, true),
            },
            CannedLine::Part {
                part: part(2),
                quantity: Amount::Fixed(quantity("1")),
            },
            CannedLine::Part {
                part: part(3),
                quantity: by("grease_fittings", "0", "0.25", Some("0"), false),
            },
            CannedLine::Labor {
                description: "Change oil".to_owned(),
                hours: by("cylinders", "0.2", "0.05", Some("4"), false),
                rate: None,
                diagnostic: false,
            },
            CannedLine::Fee {
                description: "Waste oil".to_owned(),
                class: TaxClass::FeeShop,
                price: price("3"),
            },
        ],
    }
}

fn saved(job: CannedJob) -> Story<Canned> {
    let scene = Scene::new();
    let ctx = scene.ctx(Role::Advisor);
    let events = save(None, job, &ctx).unwrap();
    let [Event::Canned(id, first)] = &events[..] else {
        panic!("{events:?}");
    };
    Story::open(id.uuid(), first, &ctx)
}

fn quantities(expanded: &Expanded) -> Vec<String> {
    let lines = expanded.lines.iter().map(|line| match line {
        ExpandedLine::Part { quantity, .. } => quantity.to_string(),
        ExpandedLine::Labor { hours, .. } => format!("{hours} h"),
        ExpandedLine::Fee { price, .. } => format!("${price}"),
        ExpandedLine::Sublet(_) => "sublet".to_owned(),
    });
    lines.collect()
}

/// X1: picked, the lines appear with quantities for that vehicle.
#[test]
fn quantities_follow_the_vehicle() {
    let canned = saved(oil_change()).state;
    let attributes = |pairs: &[(&str, &str)]| -> BTreeMap<String, Quantity> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), quantity(value)))
            .collect()
    };
    let four = expand(&canned, &attributes(&[("oil_capacity_qt", "4.4")])).unwrap();
    assert_eq!(quantities(&four), ["5", "1", "0.4 h", "$3"]);
    assert_eq!(four.job.title, "Oil change");
    assert_eq!(four.job.canned, Some(canned.id));
    let eight = attributes(&[
        ("oil_capacity_qt", "8"),
        ("cylinders", "8"),
        ("grease_fittings", "6"),
    ]);
    let eight = expand(&canned, &eight).unwrap();
    assert_eq!(quantities(&eight), ["8", "1", "1.5", "0.6 h", "$3"]);
    assert_eq!(
        expand(&canned, &BTreeMap::new()),
        Err(CannedRefusal::AttributeMissing(
            "oil_capacity_qt".to_owned()
        ))
    );
}

#[test]
fn a_retired_job_is_not_offered_until_it_is_saved_again() {
    let mut story = saved(oil_change());
    let scene = Scene::new();
    let ctx = scene.ctx(Role::Advisor);
    let events = retire(&story.state, &ctx).unwrap();
    let [Event::Canned(id, retired)] = &events[..] else {
        panic!("{events:?}");
    };
    story.tell(retired, &ctx);
    assert_eq!(retire(&story.state, &ctx), Err(CannedRefusal::Retired(*id)));
    let gone = expand(&story.state, &BTreeMap::new());
    assert_eq!(gone, Err(CannedRefusal::Retired(*id)));
    let events = save(Some(*id), oil_change(), &ctx).unwrap();
    let [Event::Canned(same, again)] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(same, id);
    story.tell(again, &ctx);
    assert!(!story.state.retired);
}

#[test]
fn what_makes_no_sense_is_not_kept() {
    let scene = Scene::new();
    let ctx = scene.ctx(Role::Advisor);
    let with = |lines| CannedJob {
        lines,
        ..oil_change()
    };
    let part_line = |quantity| {
        vec![CannedLine::Part {
            part: part(1),
            quantity,
        }]
    };
    let kept = |job| save(None, job, &ctx).err();
    assert_eq!(kept(with(Vec::new())), Some(CannedRefusal::Lines));
    for amount in [
        Amount::Fixed(quantity("0")),
        by("cylinders", "0", "0", None, false),
        by("cylinders", "1", "-1", None, false),
        by("cylinders", "1", "1", Some("-4"), false),
    ] {
        let refused = kept(with(part_line(amount)));
        assert_eq!(refused, Some(CannedRefusal::NotPositive(1)));
    }
    let nameless = kept(with(part_line(by(" ", "0", "1", None, false))));
    assert!(matches!(nameless, Some(CannedRefusal::Rule(_))));
    let clerk = scene.ctx(Role::Clerk);
    let refused = save(None, oil_change(), &clerk);
    assert_eq!(refused, Err(CannedRefusal::NeedsRole(Role::Advisor)));
}
