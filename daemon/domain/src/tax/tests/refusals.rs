//! What the built-in rule does not answer, and which profiles cannot be used.

use jiff::civil::date;

use super::fixture::*;
use crate::money::{Currency, Money, MoneyError};
use crate::tax::{
    Exemption, JURISDICTIONS_MAX, Profile, ProfileFault, TaxClass, TaxQuery, TaxRefusal, assess,
};

fn refused(change: fn(&mut Profile, &mut TaxQuery)) -> (TaxRefusal, String) {
    let (mut profile, mut query) = (profile(&["0.0825"]), parts(&[10_000]));
    change(&mut profile, &mut query);
    let refusal = assess(&profile, &query).unwrap_err();
    let message = refusal.to_string();
    (refusal, message)
}

fn certificate(number: &str, year: i16) -> Option<Exemption> {
    Some(Exemption {
        reason: "resale".to_owned(),
        certificate: number.to_owned(),
        expires: Some(date(year, 6, 30)),
        classes: Some([TaxClass::Shipping].into()),
    })
}

#[test]
fn a_certificate_that_ran_out_is_refused_before_anything_else() {
    let (refusal, message) = refused(|profile, query| {
        query.exemption = certificate("R-1", 2026);
        profile.valid_from = date(2030, 1, 1);
    });
    let expired = TaxRefusal::CertificateExpired {
        certificate: "R-1".to_owned(),
        expires: date(2026, 6, 30),
    };
    assert_eq!(refusal, expired);
    let said = "the tax exemption certificate R-1 ran out on 2026-06-30";
    assert_eq!(message, said);
    let (refusal, _) = refused(|_, query| query.exemption = certificate(" ", 2027));
    assert_eq!(refusal, TaxRefusal::CertificateMissing);
    let mut last_day = parts(&[10_000]);
    last_day.exemption = certificate("R-1", 2026);
    last_day.date = date(2026, 6, 30);
    assert_eq!(total(&profile(&["0.0825"]), &last_day), 825);
    last_day.date = date(2026, 7, 1);
    assert!(last_day.check_exemption().is_err());
}

#[test]
fn a_profile_answers_for_its_days_and_its_currency_only() {
    let (refusal, message) = refused(|profile, _| profile.valid_from = date(2026, 7, 2));
    assert!(matches!(refusal, TaxRefusal::NotInForce { .. }));
    assert_eq!(
        message,
        "the tax profile test is not in force on 2026-07-01"
    );
    let (refusal, _) = refused(|profile, _| profile.valid_until = Some(date(2026, 6, 30)));
    assert!(matches!(refusal, TaxRefusal::NotInForce { .. }));
    let (refusal, message) = refused(|profile, _| profile.currency = Currency::CAD);
    let other = TaxRefusal::OtherCurrency {
        profile: Currency::CAD,
        sale: USD,
    };
    assert_eq!(refusal, other);
    assert_eq!(message, "the tax profile is for CAD and the sale is in USD");
    let (refusal, _) = refused(|_, query| query.lines[0].base = Money::zero(Currency::CAD));
    assert_eq!(refusal, MoneyError::CurrencyMismatch.into());
}

#[test]
fn lines_that_contradict_themselves_are_refused() {
    let (refusal, _) = refused(|_, query| query.lines[0].base = Money::new(-1, USD));
    assert!(matches!(refusal, TaxRefusal::SignsDiffer(_)));
    let (refusal, _) = refused(|_, query| query.lines[0].core_returned = true);
    assert!(matches!(refusal, TaxRefusal::NotACoreCredit(_)));
    let (refusal, _) = refused(|_, query| {
        query.lines[0].core_returned = true;
        query.lines[0].class = TaxClass::Core;
    });
    assert!(matches!(refusal, TaxRefusal::NotACoreCredit(_)));
    let (refusal, _) = refused(|profile, query| {
        profile.jurisdictions[0].compound = true;
        query.inclusive = true;
    });
    assert_eq!(refusal, TaxRefusal::NotInclusive("test".to_owned()));
}

#[test]
fn amounts_too_large_to_be_taxed_are_refused() {
    let (refusal, _) = refused(|_, query| {
        query.lines = vec![query.lines[0]; 20];
        for line in &mut query.lines {
            line.base = Money::new(i64::MAX, USD);
        }
    });
    assert_eq!(refusal, MoneyError::Overflow.into());
}

#[test]
fn profiles_that_cannot_be_used() {
    let fault = |change: fn(&mut Profile)| {
        let mut profile = profile(&["0.0825"]);
        change(&mut profile);
        profile.checked().unwrap_err()
    };
    let name = || "Tax 0".to_owned();
    let too_many =
        fault(|p| p.jurisdictions = profile(&["0"; JURISDICTIONS_MAX + 1]).jurisdictions);
    assert_eq!(too_many, ProfileFault::TooManyJurisdictions);
    assert_eq!(fault(|p| p.sources.clear()), ProfileFault::NoSource);
    let backwards = ProfileFault::EndsBeforeItBegins;
    assert_eq!(
        fault(|p| p.valid_until = Some(date(2019, 12, 31))),
        backwards
    );
    let rate_backwards = fault(|p| {
        p.jurisdictions[0].valid_from = Some(date(2026, 1, 2));
        p.jurisdictions[0].valid_until = Some(date(2026, 1, 1));
    });
    assert_eq!(rate_backwards, backwards);
    let too_high = fault(|p| p.jurisdictions = profile(&["0.5", "0.51"]).jurisdictions);
    assert_eq!(too_high, ProfileFault::RatesTooHigh);
    let core = fault(|p| p.jurisdictions[0].classes = [TaxClass::Core].into());
    assert_eq!(core, ProfileFault::NamesCore(name()));
    for limits in [(-1, None), (5, Some(5))] {
        let mut profile = profile(&["0.0825"]);
        profile.jurisdictions[0].item_threshold = Some(Money::new(limits.0, USD));
        profile.jurisdictions[0].item_cap = limits.1.map(|cap| Money::new(cap, USD));
        assert_eq!(profile.checked(), Err(ProfileFault::OddLimits(name())));
    }
    let foreign = fault(|p| p.jurisdictions[0].item_cap = Some(Money::new(1, Currency::CAD)));
    assert_eq!(foreign, ProfileFault::OddLimits(name()));
    let capped = fault(|p| {
        p.inclusive = true;
        p.jurisdictions[0].item_cap = Some(Money::new(1, USD));
    });
    assert_eq!(capped, ProfileFault::NotInclusive);
}
