//! The vectors of 49 CFR 565 and of real labels, and the laws of the check digit.

use proptest::prelude::*;

use super::scan::{self, Change, Found};
use super::*;

/// Vectors of the rule itself: the sample of 49 CFR 565, the sample of NHTSA's manual, and well-known numbers.
const GOOD: [(&str, u32); 8] = [
    ("1G4AH59H45G118341", 411),
    ("1J9RP1A36A1644345", 314),
    ("1HGBH41JXMN109186", 340),
    ("1M8GDM9AXKP042788", 351),
    ("11111111111111111", 89),
    ("5GZCZ43D13S812715", 408),
    ("1HGCM82633A004352", 311),
    ("JH4KA7650MC002609", 297),
];

fn vin(text: &str) -> Vin {
    Vin::parse(text).unwrap()
}

#[test]
fn check_digits_of_known_vins() {
    for (good, sum) in GOOD {
        assert_eq!(vin(good).weighted_sum(), sum, "{good}");
        assert_eq!(vin(good).check(), CheckVerdict::Valid, "{good}");
    }
    let european = vin("WBA3A5C50CF256651");
    assert_eq!(european.weighted_sum(), 348);
    assert_eq!(
        european.check(),
        CheckVerdict::MismatchElsewhere { expected: '7' }
    );
    assert!(!european.check().needs_confirmation());
}

#[test]
fn a_wrong_digit_stops_a_person_in_north_america_only() {
    let american = vin("1HGCM82643A004352").check();
    assert_eq!(
        american,
        CheckVerdict::MismatchNorthAmerica { expected: '3' }
    );
    assert!(american.needs_confirmation());
    for (text, region) in [
        ("2HGCM82643A004352", Region::NorthAmerica),
        ("7FARW2H5XJE000001", Region::NorthAmerica),
        ("7A8CM82643A004352", Region::Oceania),
        ("6G2CM82643A004352", Region::Oceania),
        ("9BWCM82643A004352", Region::SouthAmerica),
        ("AAVCM82643A004352", Region::Africa),
        ("JH4CM82643A004352", Region::Asia),
        ("ZFFCM82643A004352", Region::Europe),
    ] {
        assert_eq!(vin(text).region(), region, "{text}");
    }
}

#[test]
fn refuses_wrong_shapes() {
    assert_eq!(Vin::parse("1HGCM82633A00435"), Err(VinFault::Length(16)));
    assert_eq!(
        Vin::parse("1HGCM82633A0O4352"),
        Err(VinFault::Character('O'))
    );
    assert_eq!(
        Vin::parse(" *1hgcm82633a004352* ").unwrap().as_str(),
        "1HGCM82633A004352"
    );
}

#[test]
fn position_seven_tells_the_two_runs_of_years_apart() {
    // Digit in position 7: before 2010. Letter: from 2010 on (73 FR 23367).
    assert_eq!(
        vin("1HGCM82633A004352").model_year(VehicleClass::Light),
        ModelYear::Certain(2003)
    );
    assert_eq!(
        vin("5YJSA1E2XGF000001").model_year(VehicleClass::Light),
        ModelYear::Certain(2016)
    );
    assert_eq!(
        vin("1M8GDM9AXKP042788").model_year(VehicleClass::Other),
        ModelYear::Either {
            earlier: 1989,
            later: 2019,
            likely: None
        }
    );
    let unknown = vin("1HGCM82633A004352").model_year(VehicleClass::Unknown);
    assert_eq!(unknown.candidates(), [2003, 2033]);
    assert_eq!(unknown.suggested(), Some(2003));
    for (code, year) in [
        ('A', 1980),
        ('H', 1987),
        ('J', 1988),
        ('Y', 2000),
        ('1', 2001),
        ('9', 2009),
    ] {
        let text = format!("1HGCM8263{code}A004352");
        assert_eq!(
            vin(&text).model_year(VehicleClass::Light),
            ModelYear::Certain(year)
        );
    }
    for code in ['U', 'Z', '0'] {
        let text = format!("1HGCM8263{code}A004352");
        assert_eq!(
            vin(&text).model_year(VehicleClass::Light),
            ModelYear::Unknown
        );
    }
}

#[test]
fn a_year_that_is_not_yet_is_left_out() {
    let bus = vin("1M8GDM9AXKP042788").model_year(VehicleClass::Other);
    assert_eq!(bus.not_after(2018), ModelYear::Certain(1989));
    assert_eq!(bus.not_after(2019), bus);
    assert_eq!(bus.not_after(1988), ModelYear::Unknown);
    assert_eq!(ModelYear::Certain(2033).not_after(2027), ModelYear::Unknown);
    assert_eq!(
        ModelYear::Certain(2027).not_after(2027),
        ModelYear::Certain(2027)
    );
}

#[test]
fn tells_maker_country_plant_and_serial() {
    let accord = vin("1HGCM82633A004352");
    assert_eq!(accord.wmi().as_str(), "1HG");
    assert_eq!(accord.maker().and_then(|m| m.only_make()), Some("Honda"));
    assert_eq!(accord.maker().map(|m| m.kind), Some(VehicleKind::Car));
    assert_eq!(accord.country(), Some("US"));
    assert_eq!(accord.plant(), 'A');
    assert_eq!(accord.serial(), "004352");
    assert_eq!(accord.last6(), "004352");
    assert_eq!(accord.last8(), "3A004352");

    let shared = vin("1C4RJFAG5FC625797").maker().unwrap();
    assert_eq!(shared.makes, ["Chrysler", "Dodge", "Jeep", "Ram"]);
    assert_eq!(shared.only_make(), None);
    assert_eq!(vin("11111111111111111").maker(), None);
}

#[test]
fn a_low_volume_maker_has_six_characters() {
    let small = vin("1J9RP1A36A1644345");
    assert_eq!(small.wmi().as_str(), "1J9644");
    assert!(small.wmi().is_low_volume());
    assert_eq!(small.serial(), "345");
    assert_eq!(small.last6(), "644345");
}

#[test]
fn the_table_is_sorted_and_says_the_countries_it_should() {
    for text in [
        ("2T1BURHE0JC000001", "CA", "Toyota"),
        ("3VWDX7AJ5DM000001", "MX", "Volkswagen"),
        ("JTHBK1GG0D2000001", "JP", "Lexus"),
        ("KNAFX4A60G5000001", "KR", "Kia"),
        ("WBA3A5C50CF256651", "DE", "BMW"),
        ("SALGS2TF0FA000001", "GB", "Land Rover"),
        ("ZFF67NFA0D0000001", "IT", "Ferrari"),
        ("YV1MS382052000001", "SE", "Volvo"),
        ("5YJSA1E2XGF000001", "US", "Tesla"),
        ("7SAYGDEE0PA000001", "US", "Tesla"),
        ("TRUDD38N081000001", "HU", "Audi"),
        ("9BWDE61J024000001", "BR", "Volkswagen"),
    ] {
        let vin = vin(text.0);
        assert_eq!(vin.country(), Some(text.1), "{vin}");
        assert_eq!(
            vin.maker().and_then(|m| m.only_make()),
            Some(text.2),
            "{vin}"
        );
    }
    assert!(maker::sorted_and_sane());
}

#[test]
fn a_scan_is_cleaned() {
    for text in [
        "1HGCM82633A004352",
        "*1HGCM82633A004352*",
        " 1hgcm 82633 a004352\r\n",
    ] {
        let read = scan::read(text).unwrap();
        assert_eq!(read.vin.as_str(), "1HGCM82633A004352");
        assert_eq!(read.found, Found::Whole);
    }
    let import = scan::read("*IJH4KA7650MC002609*").unwrap();
    assert_eq!(import.vin.as_str(), "JH4KA7650MC002609");
    assert_eq!(import.found, Found::AfterImportMark);
    // Where the digit means nothing, the mark still is one: no VIN begins with I.
    assert_eq!(
        scan::read("IWBA3A5C50CF256651").map(|read| read.verdict),
        Ok(CheckVerdict::MismatchElsewhere { expected: '7' })
    );
}

#[test]
fn a_vin_is_found_in_a_door_label() {
    for text in [
        "MFD 05/03\u{1d}VIN:1HGCM82633A004352\u{1d}COLOR:NH578",
        "[)>\u{1e}06\u{1d}I1HGCM82633A004352\u{1d}17V1HGX\u{1e}\u{4}",
        "https://label.example/?v=1hgcm82633a004352&t=passenger",
        "1HGCM82633A004352,1HGCM82633A004352",
        "X1HGCM82633A004352Y",
    ] {
        let read = scan::read(text).unwrap();
        assert_eq!(read.vin.as_str(), "1HGCM82633A004352", "{text}");
        assert_eq!(read.found, Found::Within);
        assert_eq!(read.verdict, CheckVerdict::Valid);
    }
    assert_eq!(
        scan::read("VIN:1HGCM82643A004352 COLOR:NH578"),
        Err(VinFault::NotFound)
    );
    assert_eq!(
        scan::read("1HGCM82633A004352 5GZCZ43D13S812715"),
        Err(VinFault::Several(2))
    );
    assert_eq!(scan::read("NH578"), Err(VinFault::Length(5)));
    assert!(matches!(
        scan::read(&"A".repeat(5_000)),
        Err(VinFault::Length(5_000))
    ));
}

#[test]
fn repairs_are_offered_and_never_made() {
    // As typed from a dirty plate: O for 0.
    let typed = "1HGCM82633AOO4352";
    assert_eq!(scan::read(typed), Err(VinFault::Character('O')));
    let offers = scan::suggestions(typed);
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].vin.as_str(), "1HGCM82633A004352");
    assert_eq!(offers[0].verdict, CheckVerdict::Valid);
    assert_eq!(
        offers[0].changes,
        [
            Change {
                position: 12,
                from: 'O',
                to: '0'
            },
            Change {
                position: 13,
                from: 'O',
                to: '0'
            }
        ]
    );
    assert_eq!(
        scan::suggestions("IHGCM82633A004352")[0].vin.as_str(),
        "1HGCM82633A004352"
    );
    assert_eq!(
        scan::suggestions("1HGCM82633AQ04352")[0].vin.as_str(),
        "1HGCM82633A004352"
    );
    assert!(scan::suggestions("1HGCM82633A004352").is_empty());
    assert!(scan::suggestions("1HGCM8263").is_empty());
}

/// Seventeen characters with the check digit in its place.
fn valid() -> impl Strategy<Value = String> {
    "[A-HJ-NPR-Z0-9]{17}".prop_map(|text| {
        let digit = Vin::parse(&text).unwrap().check_digit();
        format!("{}{digit}{}", &text[..8], &text[9..])
    })
}

proptest! {
    #[test]
    fn every_valid_number_passes_and_survives_a_label(text in valid()) {
        let vin = Vin::parse(&text).unwrap();
        prop_assert_eq!(vin.check(), CheckVerdict::Valid);
        prop_assert_eq!(scan::read(&text).unwrap().vin, vin.clone());
        let label = format!("A;{text};B");
        prop_assert_eq!(scan::read(&label).unwrap().vin, vin.clone());
        prop_assert_eq!(format!("{}{}", &text[..9], vin.last8()), text.clone());
        prop_assert_eq!(format!("{}{}", &text[..11], vin.last6()), text);
    }

    #[test]
    fn a_change_that_moves_the_sum_is_caught(
        text in valid(),
        place in 0_usize..17,
        other in "[A-HJ-NPR-Z0-9]",
    ) {
        let before = Vin::parse(&text).unwrap();
        let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
        let after = Vin::parse(&changed).unwrap();
        let moved = before.weighted_sum() % 11 != after.weighted_sum() % 11;
        let digit_changed = place == 8 && changed != text;
        prop_assert_eq!(after.check_digit_holds(), !moved && !digit_changed);
        // Every weight and every difference of values is below 11, so a sum that moves is a remainder that moves.
        prop_assert_eq!(moved, before.weighted_sum() != after.weighted_sum());
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        let _ = scan::read(&text);
        let _ = scan::suggestions(&text);
    }
}
