//! What managers may set, and what not.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::*;
use crate::limits::{RoleLimits, usual};
use crate::scene::{Scene, Story};

fn words(words: &[&str]) -> Policy {
    Policy::Statuses(words.iter().map(|word| (*word).to_owned()).collect())
}

fn limits(change: fn(&mut RoleLimits)) -> Policy {
    let mut clerk = usual(Role::Clerk);
    change(&mut clerk);
    Policy::Limits(Limits::default().with([(Role::Clerk, clerk)]))
}

fn charges(currency: Currency) -> Policy {
    Policy::Charges(ChargeRules {
        currency,
        fees: Vec::new(),
        supplies: Vec::new(),
    })
}

#[test]
fn every_kind_has_a_place_of_its_own() {
    let ids: BTreeSet<_> = PolicyKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(ids.len(), PolicyKind::ALL.len());
    for kind in PolicyKind::ALL {
        assert_eq!(PolicyKind::parse(kind.code()), Some(*kind));
        assert_eq!(kind.id().uuid().get_version_num(), 8);
    }
    assert_eq!(
        PolicyKind::Limits.id().to_string(),
        "63706f6c-6963-8001-8000-000000000004"
    );
}

#[test]
fn the_last_one_set_holds() {
    let scene = Scene::new();
    let ctx = scene.with_approver(Role::Manager);
    let set_words = |list: &[&str]| {
        let Event::Policy(id, event) = set(words(list), &ctx).unwrap() else {
            panic!("not a policy");
        };
        assert_eq!(id, PolicyKind::Statuses.id());
        event
    };
    let id = PolicyKind::Statuses.id().uuid();
    let mut story: Story<Policy> = Story::open(id, &set_words(&["waiting", " done "]), &ctx);
    assert_eq!(story.state, words(&["waiting", "done"]));
    story.tell(&set_words(&["ready"]), &ctx);
    assert_eq!(story.state, words(&["ready"]));
}

#[test]
fn what_makes_no_sense_is_not_set() {
    let scene = Scene::new();
    let refused = |policy| set(policy, &scene.ctx(Role::Manager)).err();
    assert_eq!(
        set(words(&["done"]), &scene.ctx(Role::Advisor)),
        Err(PolicyRefusal::NeedsRole(Role::Manager))
    );
    assert_eq!(refused(words(&[])), Some(PolicyRefusal::StatusCount));
    let many: Vec<_> = (0..=STATUSES_MAX).map(|n| n.to_string()).collect();
    assert_eq!(
        refused(Policy::Statuses(many.clone())),
        Some(PolicyRefusal::StatusCount)
    );
    assert_eq!(refused(Policy::Statuses(many[1..].to_vec())), None);
    assert_eq!(
        refused(words(&["Done", "done "])),
        Some(PolicyRefusal::StatusTwice("done".to_owned()))
    );
    assert!(matches!(
        refused(words(&[" "])),
        Some(PolicyRefusal::Rule(_))
    ));
    let over = limits(|clerk| clerk.discount_max = Decimal::new(11, 1));
    let wrong = PolicyRefusal::Limits(LimitWrong::Discount(Role::Clerk));
    assert_eq!(refused(over), Some(wrong));
    let below = limits(|clerk| clerk.refund_max = Some(Decimal::NEGATIVE_ONE));
    let wrong = PolicyRefusal::Limits(LimitWrong::Refund(Role::Clerk));
    assert_eq!(refused(below), Some(wrong));
    assert_eq!(refused(limits(|_| {})), None);
    let (given, shop) = (Currency::EUR, Currency::USD);
    assert_eq!(
        refused(charges(given)),
        Some(PolicyRefusal::OtherCurrency { given, shop })
    );
    assert_eq!(refused(charges(shop)), None);
}

#[test]
fn limits_go_out_and_come_back() {
    let limits = Limits::default().with([(Role::Clerk, usual(Role::Owner))]);
    let out: Vec<_> = limits
        .entries()
        .map(|(role, limits)| (role, limits.clone()))
        .collect();
    assert_eq!(out.len(), 1);
    assert_eq!(Limits::default().with(out), limits);
}

#[test]
fn numbers_that_cannot_be_are_refused_by_what_they_are() {
    let scene = Scene::new();
    let ctx = scene.with_approver(Role::Manager);
    let refused = |policy| set(policy, &ctx).err();
    let service = |months, distance| IntervalRule {
        service: " Oil change ".to_owned(),
        canned: None,
        months,
        distance,
        ahead_days: 0,
        ahead_distance: 0,
    };
    let oil = "Oil change".to_owned();
    for (months, distance) in [(None, None), (Some(0), None), (Some(6), Some(0))] {
        assert_eq!(
            refused(Policy::Intervals(vec![service(months, distance)])),
            Some(PolicyRefusal::IntervalEmpty(oil.clone()))
        );
    }
    let twice = vec![service(Some(6), None), service(None, Some(5_000))];
    assert_eq!(
        refused(Policy::Intervals(twice)),
        Some(PolicyRefusal::IntervalTwice(oil))
    );
    let many = vec![service(Some(6), None); INTERVALS_MAX + 1];
    assert_eq!(
        refused(Policy::Intervals(many)),
        Some(PolicyRefusal::IntervalCount)
    );
    assert_eq!(refused(Policy::Intervals(Vec::new())), None);
    let cores = |days| {
        Policy::Cores(CoreRules {
            days,
            ..CoreRules::default()
        })
    };
    assert_eq!(refused(cores(0)), Some(PolicyRefusal::Days));
    assert_eq!(refused(cores(DAYS_MAX + 1)), Some(PolicyRefusal::Days));
    assert_eq!(refused(cores(DAYS_MAX)), None);
    let buying = |tolerance_minor, uncollected_days| {
        Policy::Buying(PurchaseRules {
            tolerance_minor,
            uncollected_days,
            ..PurchaseRules::usual()
        })
    };
    assert_eq!(
        refused(buying(-1, 30)),
        Some(PolicyRefusal::ToleranceNegative)
    );
    assert_eq!(refused(buying(0, 0)), Some(PolicyRefusal::Days));
    assert_eq!(refused(buying(0, 1)), None);
}
