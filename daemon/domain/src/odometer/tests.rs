//! The chain of readings: each refusal once, and the law that the distance never goes down.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn at(day: i8, shown: u32) -> NewReading {
    NewReading {
        on: date(2026, 3, day),
        moment: Moment::In,
        shown,
        unit: DistanceUnit::Miles,
    }
}

fn first(shown: u32) -> Vec<Reading> {
    vec![check_reading(&[], at(1, shown), Claim::Plain).unwrap()]
}

#[test]
fn counts_on_in_and_out() {
    let mut history = first(48_210);
    let out = NewReading {
        moment: Moment::Out,
        ..at(1, 48_218)
    };
    history.push(check_reading(&history, out, Claim::Plain).unwrap());
    assert_eq!(history[1].total, 48_218);
    assert_eq!(distance_on_file(&history), 8);
    // A vehicle that did not move reads the same twice.
    assert!(check_reading(&history, at(2, 48_218), Claim::Plain).is_ok());
}

#[test]
fn a_lower_reading_wants_a_reason() {
    let history = first(48_210);
    assert_eq!(
        check_reading(&history, at(2, 4_822), Claim::Plain),
        Err(OdometerRefusal::Rollback {
            last: 48_210,
            shown: 4_822
        })
    );
    let corrected = check_reading(&history, at(2, 4_822), Claim::CorrectsEarlier).unwrap();
    assert_eq!(corrected.total, 48_210);
    assert_eq!(
        check_reading(&[], at(1, 5), Claim::CorrectsEarlier),
        Err(OdometerRefusal::NothingEarlier)
    );
}

#[test]
fn a_counter_turns_over() {
    let history = first(99_950);
    let over = Claim::RolledOver { digits: 5 };
    assert_eq!(
        check_reading(&history, at(2, 25), over).unwrap().total,
        100_025
    );
    let six = first(999_990);
    let over_six = Claim::RolledOver { digits: 6 };
    assert_eq!(
        check_reading(&six, at(2, 10), over_six).unwrap().total,
        1_000_010
    );
    assert_eq!(
        check_reading(&six, at(2, 10), over),
        Err(OdometerRefusal::TooManyDigits {
            shown: 999_990,
            digits: 5
        })
    );
    assert_eq!(
        check_reading(&history, at(2, 99_999), over),
        Err(OdometerRefusal::NoRollover {
            last: 99_950,
            shown: 99_999
        })
    );
    assert_eq!(
        check_reading(&history, at(2, 25), Claim::RolledOver { digits: 4 }),
        Err(OdometerRefusal::Digits(4))
    );
    assert_eq!(
        check_reading(&[], at(1, 31_000), over).map(|reading| reading.total),
        Ok(131_000)
    );
}

#[test]
fn a_meter_is_replaced() {
    let history = first(120_000);
    let replaced = Claim::Replaced {
        old_last: 120_500,
        new_first: 12,
    };
    assert_eq!(
        check_reading(&history, at(9, 1_012), replaced)
            .unwrap()
            .total,
        121_500
    );
    assert_eq!(
        check_reading(&history, at(9, 7), replaced),
        Err(OdometerRefusal::NewMeterLower {
            new_first: 12,
            shown: 7
        })
    );
    let too_low = Claim::Replaced {
        old_last: 119_999,
        new_first: 0,
    };
    assert_eq!(
        check_reading(&history, at(9, 7), too_low),
        Err(OdometerRefusal::OldMeterLower {
            last: 120_000,
            old_last: 119_999
        })
    );
}

#[test]
fn units_change_with_the_meter_only() {
    let history = first(100_000);
    let km = NewReading {
        unit: DistanceUnit::Km,
        ..at(2, 160_950)
    };
    assert_eq!(
        check_reading(&history, km, Claim::Plain),
        Err(OdometerRefusal::OtherUnit)
    );
    let swapped = Claim::Replaced {
        old_last: 100_000,
        new_first: 160_934,
    };
    let reading = check_reading(&history, km, swapped).unwrap();
    assert_eq!(reading.total, 160_934 + 16);
    assert_eq!(
        converted(100_000, DistanceUnit::Miles, DistanceUnit::Km),
        160_934
    );
    assert_eq!(
        converted(160_934, DistanceUnit::Km, DistanceUnit::Miles),
        100_000
    );
}

#[test]
fn refuses_slips() {
    let history = first(10);
    let early = NewReading {
        on: date(2026, 2, 27),
        ..at(1, 20)
    };
    assert!(matches!(
        check_reading(&history, early, Claim::Plain),
        Err(OdometerRefusal::OutOfOrder { .. })
    ));
    assert_eq!(
        check_reading(&history, at(2, 10_000_000), Claim::Plain),
        Err(OdometerRefusal::TooManyDigits {
            shown: 10_000_000,
            digits: 7
        })
    );
}

fn claims() -> impl Strategy<Value = Claim> {
    prop_oneof![
        Just(Claim::Plain),
        Just(Claim::CorrectsEarlier),
        (4_u8..8).prop_map(|digits| Claim::RolledOver { digits }),
        (0_u32..1_000_000, 0_u32..1_000_000).prop_map(|(old_last, new_first)| {
            Claim::Replaced {
                old_last,
                new_first,
            }
        }),
    ]
}

proptest! {
    #[test]
    fn the_total_never_goes_down(
        steps in prop::collection::vec((0_u32..1_000_000, claims(), any::<bool>()), 1..40),
    ) {
        let mut history: Vec<Reading> = Vec::new();
        for (shown, claim, km) in steps {
            let unit = if km { DistanceUnit::Km } else { DistanceUnit::Miles };
            let new = NewReading { unit, ..at(1, shown) };
            let Ok(reading) = check_reading(&history, new, claim) else {
                continue;
            };
            if let Some(last) = history.last() {
                prop_assert!(reading.total >= converted(last.total, last.read.unit, unit));
            }
            history.push(reading);
        }
    }
}
