//! The four Florida vectors, the other profiles, and what a record must hold.

use proptest::prelude::*;

use super::profile::{CALIFORNIA, FLORIDA, GENERIC, SUPPLIES_SENTENCE};
use super::*;
use crate::money::Currency;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn record(channel: Channel, contact: Option<&str>) -> Authorization {
    Authorization {
        given_by: " Ada Brown ".to_owned(),
        at: Timestamp::from_unix_ms(1_000),
        taken_by: Some(StaffId::new(uuid::Uuid::from_u128(7))),
        channel,
        contact: contact.map(str::to_owned),
        limit: usd(50_000),
        note: Some("  water pump too ".to_owned()),
    }
}

#[test]
fn florida_tolerates_ten_dollars_or_ten_percent_up_to_fifty() {
    for (agreed, tolerance) in [(80, 10), (300, 30), (500, 50), (800, 50)] {
        let (agreed, tolerance) = (usd(agreed * 100), usd(tolerance * 100));
        let edge = agreed.plus(tolerance).unwrap();
        assert_eq!(
            overrun(&FLORIDA, agreed, edge),
            Ok(Overrun::Tolerated {
                excess: tolerance,
                tolerance,
                citation: "Fla. Stat. 559.909(1)(b)"
            }),
            "{agreed}"
        );
        let beyond = overrun(&FLORIDA, agreed, edge.plus(usd(1)).unwrap()).unwrap();
        assert!(beyond.needs_authorization(), "{agreed}");
    }
    // 10 % of 123.45 is 12.345; the doubtful half cent is the customer's.
    let agreed = usd(12_345);
    assert!(
        !overrun(&FLORIDA, agreed, usd(13_579))
            .unwrap()
            .needs_authorization()
    );
    assert!(
        overrun(&FLORIDA, agreed, usd(13_580))
            .unwrap()
            .needs_authorization()
    );
}

#[test]
fn california_tolerates_nothing() {
    assert_eq!(
        overrun(&CALIFORNIA, usd(10_000), usd(10_000)),
        Ok(Overrun::Within { room: usd(0) })
    );
    let Ok(Overrun::NeedsAuthorization {
        excess,
        tolerance,
        reason,
        citation,
    }) = overrun(&CALIFORNIA, usd(10_000), usd(10_001))
    else {
        panic!("a cent more needs a word");
    };
    assert_eq!((excess, tolerance), (usd(1), usd(0)));
    assert!(reason.contains("authorization") && citation.contains("9884.9"));
}

#[test]
fn elsewhere_nothing_is_enforced() {
    assert_eq!(
        overrun(&GENERIC, usd(100), usd(1_000)),
        Ok(Overrun::NoRule { excess: usd(900) })
    );
    assert_eq!(
        overrun(&GENERIC, usd(100), usd(40)),
        Ok(Overrun::Within { room: usd(60) })
    );
}

#[test]
fn dollars_of_the_law_are_not_euros() {
    let euro = |minor| Money::new(minor, Currency::EUR);
    assert_eq!(
        overrun(&FLORIDA, euro(8_000), euro(8_500)),
        Err(MoneyError::CurrencyMismatch)
    );
    assert_eq!(
        overrun(&GENERIC, euro(1), usd(2)),
        Err(MoneyError::CurrencyMismatch)
    );
}

#[test]
fn profiles_are_found_and_say_their_sources() {
    for profile in Profile::ALL {
        assert_eq!(Profile::by_name(profile.name), Some(*profile));
        assert!(profile.requirements.iter().all(|r| !r.citation.is_empty()));
    }
    assert_eq!(Profile::by_name("atlantis"), None);
    let words: Vec<_> = FLORIDA
        .requirements_on(Document::Estimate)
        .filter(|r| r.when == When::SuppliesCharged)
        .filter_map(|r| r.words)
        .collect();
    assert_eq!(words, [SUPPLIES_SENTENCE]);
    assert_eq!(
        CALIFORNIA
            .requirements_on(Document::Invoice)
            .filter(|r| r.when == When::Reauthorized)
            .count(),
        1
    );
}

#[test]
fn a_record_says_who_and_how() {
    let good = record(Channel::Phone, Some("217.555.0188"))
        .checked()
        .unwrap();
    assert_eq!(good.given_by, "Ada Brown");
    assert_eq!(good.contact.as_deref(), Some("(217) 555-0188"));
    assert_eq!(good.note.as_deref(), Some("water pump too"));
    assert!(record(Channel::InPerson, None).checked().is_ok());
    assert!(
        record(Channel::Email, Some("ada@example.com"))
            .checked()
            .is_ok()
    );

    assert_eq!(
        record(Channel::Sms, None).checked(),
        Err(AuthorizationRefusal::NoContact)
    );
    assert_eq!(
        record(Channel::Sms, Some("555")).checked(),
        Err(AuthorizationRefusal::ContactPhone(PhoneFault::Digits(3)))
    );
    for bad in [
        "ada",
        "@example.com",
        "ada@",
        "a@b@c",
        "ada brown@example.com",
    ] {
        assert_eq!(
            record(Channel::Email, Some(bad)).checked(),
            Err(AuthorizationRefusal::ContactEmail),
            "{bad}"
        );
    }
    let base = record(Channel::Online, None);
    let unheard = Authorization {
        taken_by: None,
        ..base.clone()
    };
    assert!(unheard.clone().checked().is_ok());
    let unheard = Authorization {
        channel: Channel::InPerson,
        ..unheard
    };
    assert_eq!(unheard.checked(), Err(AuthorizationRefusal::NoTaker));
    let nobody = Authorization {
        given_by: " ".to_owned(),
        ..base.clone()
    };
    assert_eq!(nobody.checked(), Err(AuthorizationRefusal::NoName));
    for limit in [usd(0), usd(-1)] {
        let nothing = Authorization {
            limit,
            ..base.clone()
        };
        assert_eq!(
            nothing.checked(),
            Err(AuthorizationRefusal::LimitNotPositive)
        );
    }
    let card = Authorization {
        note: Some("4242 4242 4242 4242".to_owned()),
        ..base.clone()
    };
    assert_eq!(
        card.checked(),
        Err(AuthorizationRefusal::CardNumber("the note"))
    );
    let wordy = Authorization {
        given_by: "x".repeat(201),
        ..base
    };
    assert_eq!(
        wordy.checked(),
        Err(AuthorizationRefusal::TooLong {
            field: "the name",
            len_max: 200
        })
    );
}

#[test]
fn the_last_word_counts() {
    let first = record(Channel::InPerson, None);
    let second = Authorization {
        at: Timestamp::from_unix_ms(2_000),
        limit: usd(40_000),
        ..first.clone()
    };
    assert_eq!(authorized_limit(&[second, first]), Some(usd(40_000)));
    assert_eq!(authorized_limit(&[]), None);
}

proptest! {
    #[test]
    fn what_is_refused_stays_refused_when_more_is_charged(
        agreed in 0_i64..1_000_000,
        now in 0_i64..1_000_000,
        more in 0_i64..10_000,
    ) {
        for profile in Profile::ALL {
            let one = overrun(profile, usd(agreed), usd(now)).unwrap();
            let other = overrun(profile, usd(agreed), usd(now + more)).unwrap();
            prop_assert!(!one.needs_authorization() || other.needs_authorization());
        }
    }
}

#[test]
fn the_choice_names_the_amount_of_the_law() {
    let above = FLORIDA.written_estimate_above.unwrap();
    let dollars = format!("EXCEED ${}.", above.minor() / 100);
    let choice = FLORIDA.estimate_choice.unwrap();
    assert!(choice.knows.ends_with(&dollars), "{}", choice.knows);
    assert_eq!(choice.choices.len(), 3);
    assert_eq!(choice.heading, choice.heading.to_ascii_uppercase());
}
