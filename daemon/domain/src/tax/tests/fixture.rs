//! Profiles and questions for the tests.

use std::collections::BTreeSet;

use jiff::civil::date;
use uuid::Uuid;

use crate::ids::LineId;
use crate::money::{Currency, Money, Quantity, Rate, RoundingPolicy};
use crate::tax::{
    CorePolicy, Jurisdiction, Profile, RoundingBasis, TaxAnswer, TaxClass, TaxLine, TaxQuery,
    assess,
};

pub(super) const USD: Currency = Currency::USD;

/// Everything but repair labor, mandated fees and cores, as many states do it.
pub(super) fn goods() -> BTreeSet<TaxClass> {
    let not = [TaxClass::LaborRepair, TaxClass::FeeMandated, TaxClass::Core];
    let all = TaxClass::ALL.iter().copied();
    all.filter(|class| !not.contains(class)).collect()
}

pub(super) fn jurisdiction(name: &str, rate: &str) -> Jurisdiction {
    Jurisdiction {
        name: name.to_owned(),
        rate: Rate::parse(rate).unwrap(),
        compound: false,
        classes: goods(),
        item_threshold: None,
        item_cap: None,
        valid_from: None,
        valid_until: None,
    }
}

/// Prices without tax, each tax rounded half up on the invoice.
pub(super) fn profile(rates: &[&str]) -> Profile {
    let jurisdictions = rates
        .iter()
        .enumerate()
        .map(|(at, rate)| jurisdiction(&format!("Tax {at}"), rate));
    Profile {
        name: "test".to_owned(),
        sources: vec!["a made-up law".to_owned()],
        valid_from: date(2020, 1, 1),
        valid_until: None,
        currency: USD,
        jurisdictions: jurisdictions.collect(),
        basis: RoundingBasis::Invoice,
        aggregate: false,
        rounding: RoundingPolicy::HalfUp,
        inclusive: false,
        core: CorePolicy::TaxedNoRefund,
        cash: None,
    }
}

pub(super) fn by_item(rates: &[&str]) -> Profile {
    Profile {
        basis: RoundingBasis::Item,
        ..profile(rates)
    }
}

pub(super) fn query(lines: &[(TaxClass, i64)]) -> TaxQuery {
    let lines = lines.iter().enumerate().map(|(at, (class, minor))| {
        let id = LineId::new(Uuid::from_u128(u128::try_from(at).unwrap()));
        let quantity = if *minor < 0 {
            Quantity::ONE.negated()
        } else {
            Quantity::ONE
        };
        TaxLine::new(id, *class, Money::new(*minor, USD), quantity)
    });
    TaxQuery {
        currency: USD,
        location: "main".to_owned(),
        date: date(2026, 7, 1),
        exemption: None,
        inclusive: false,
        lines: lines.collect(),
    }
}

pub(super) fn parts(minor: &[i64]) -> TaxQuery {
    let lines: Vec<_> = minor.iter().map(|minor| (TaxClass::Part, *minor)).collect();
    query(&lines)
}

/// Answers, and holds the answer to what is asked of a plugin's.
pub(super) fn answer(profile: &Profile, query: &TaxQuery) -> TaxAnswer {
    let profile = profile.clone().checked().unwrap();
    let answer = assess(&profile, query).unwrap();
    answer.checked(query).unwrap()
}

pub(super) fn total(profile: &Profile, query: &TaxQuery) -> i64 {
    let total = answer(profile, query).total(query.currency);
    total.unwrap().minor()
}

pub(super) fn by_line(answer: &TaxAnswer) -> Vec<i64> {
    answer.by_line.iter().map(|(_, tax)| tax.minor()).collect()
}

/// Base and amount of each component.
pub(super) fn components(answer: &TaxAnswer) -> Vec<(i64, i64)> {
    let components = answer.components.iter();
    components
        .map(|c| (c.base.minor(), c.amount.minor()))
        .collect()
}
