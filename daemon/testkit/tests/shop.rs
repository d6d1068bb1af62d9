//! The generated shop, judged by rules written again from their sources.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::HashSet;

use testkit::{
    seed::IMPORT_MAX,
    shop::{self, Part, SHOP_YEAR, Scale, Shop, models::GENERATIONS},
};

fn demo() -> Shop {
    shop::generate(7, Scale::DEMO)
}

/// 49 CFR 565.15(c): table III (letters), table IV (weights), remainder of 11 with X for ten.
fn vin_check_digit(vin: &str) -> Option<char> {
    const LETTERS: &str = "A1B2C3D4E5F6G7H8J1K2L3M4N5P7R9S2T3U4V5W6X7Y8Z9";
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    if vin.chars().count() != 17 {
        return None;
    }
    let mut sum = 0;
    for (character, weight) in vin.chars().zip(WEIGHTS) {
        let value = match character.to_digit(10) {
            Some(digit) => digit,
            None => {
                let at = LETTERS.find(character).filter(|at| at % 2 == 0)?;
                LETTERS[at + 1..].chars().next()?.to_digit(10)?
            }
        };
        sum += value * weight;
    }
    Some(if sum % 11 == 10 {
        'X'
    } else {
        char::from_digit(sum % 11, 10)?
    })
}

/// GS1: from the right, weights 3 and 1 in turn; the whole number sums to a multiple of ten.
fn gtin_sums_to_ten(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .enumerate()
        .map(|(place, digit)| digit.to_digit(10).unwrap() * if place % 2 == 0 { 1 } else { 3 })
        .sum();
    sum.is_multiple_of(10)
}

fn bare(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[test]
fn the_vin_rule_of_this_test_knows_published_numbers() {
    let good = [
        "1M8GDM9AXKP042788",
        "1HGBH41JXMN109186",
        "1G4AH59H45G118341",
        "1HGCM82633A004352",
    ];
    for vin in good {
        assert_eq!(vin_check_digit(vin), vin.chars().nth(8), "{vin}");
    }
    assert_eq!(
        vin_check_digit("WBA3A5C50CF256651"),
        Some('7'),
        "a European one that shows 0"
    );
    assert_eq!(vin_check_digit("1M8GDM9AIKP042788"), None, "a VIN has no I");
    assert!(gtin_sums_to_ten("036000241457"));
    assert!(!gtin_sums_to_ten("036000241456"));
}

#[test]
fn every_vehicle_has_a_valid_vin_of_its_model_year() {
    const YEARS: &str = "ABCDEFGHJKLMNPRSTVWXY123456789";
    let scale = Scale {
        vehicles: 20_000,
        ..Scale::DEMO
    };
    let mut seen = HashSet::new();
    for vehicle in shop::generate(7, scale).vehicles() {
        let vin = &vehicle.vin;
        assert_eq!(vin_check_digit(vin), vin.chars().nth(8), "{vehicle:?}");
        let code = YEARS.find(vin.chars().nth(9).unwrap()).unwrap();
        let base = if vin.chars().nth(6).unwrap().is_ascii_digit() {
            1980
        } else {
            2010
        };
        assert_eq!(base + code, usize::from(vehicle.year), "{vehicle:?}");
        assert!(
            vin[12..].chars().all(|digit| digit.is_ascii_digit()),
            "{vehicle:?}"
        );
        let generation = GENERATIONS
            .iter()
            .find(|known| {
                known.make == vehicle.make
                    && known.model == vehicle.model
                    && (known.year_from..=known.year_to).contains(&vehicle.year)
            })
            .unwrap_or_else(|| panic!("no such vehicle: {vehicle:?}"));
        assert!(generation.wmis.contains(&&vin[..3]), "{vehicle:?}");
        assert!(seen.insert(vehicle.vin.clone()), "twice: {vehicle:?}");
    }
}

#[test]
fn the_demo_has_the_people_and_vehicles_a_shop_has() {
    let shop = demo();
    let customers: Vec<_> = shop.customers().collect();
    let vehicles: Vec<_> = shop.vehicles().collect();
    assert!(customers.len() >= 120 && vehicles.len() >= 200);

    let phones: HashSet<&str> = customers
        .iter()
        .map(|customer| customer.phone.as_str())
        .collect();
    assert_eq!(phones.len(), customers.len());
    let names: HashSet<&str> = customers
        .iter()
        .map(|customer| customer.name.as_str())
        .collect();
    assert_eq!(names.len(), customers.len());
    for customer in &customers {
        let (_, local) = customer.phone.split_once(") ").unwrap();
        assert!(
            local.starts_with("555-01") && local.len() == 8,
            "{customer:?}"
        );
        assert!(
            customer
                .email
                .as_ref()
                .is_none_or(|mail| mail.ends_with("@example.com")),
            "{customer:?}"
        );
    }

    let plates: HashSet<&str> = vehicles
        .iter()
        .map(|vehicle| vehicle.plate.as_str())
        .collect();
    assert_eq!(plates.len(), vehicles.len());
    let owners: HashSet<u64> = vehicles.iter().map(|vehicle| vehicle.owner).collect();
    assert_eq!(owners.len(), customers.len(), "everybody owns a vehicle");
    for vehicle in &vehicles {
        let age = u32::from(SHOP_YEAR - vehicle.year);
        assert!(vehicle.odometer <= age * 14_500 + 6_000, "{vehicle:?}");
        assert!(vehicle.odometer >= age * 7_000, "{vehicle:?}");
    }

    let pins: Vec<(&str, &str, &str)> = shop
        .staff()
        .iter()
        .map(|person| (person.name, person.role, person.pin))
        .collect();
    assert!(pins.contains(&("Dana Ortiz", "manager", "4321")));
    assert!(pins.contains(&("Walt Harmon", "owner", "9999")));
    assert_eq!(pins.len(), 5);
}

fn was_built(year: u16, make: &str, model: &str) -> bool {
    GENERATIONS.iter().any(|known| {
        known.make == make
            && known.model == model
            && (known.year_from..=known.year_to).contains(&year)
    })
}

fn check_parts(parts: impl Iterator<Item = Part>) -> usize {
    let mut numbers = HashSet::new();
    let mut upcs = HashSet::new();
    for part in parts {
        assert!(numbers.insert(bare(&part.number)), "twice: {part:?}");
        assert!(
            part.cost_cents >= 0 && part.price_cents > part.cost_cents,
            "{part:?}"
        );
        assert!(
            part.price_cents < part.cost_cents * 5,
            "no such margin: {part:?}"
        );
        if let Some(upc) = part.upc {
            assert_eq!(upc.len(), 12);
            assert!(gtin_sums_to_ten(&upc), "{upc}");
            assert!(upcs.insert(upc), "one UPC on two parts");
        }
        for row in part.fitment {
            assert!(row.year_from <= row.year_to, "{row:?}");
            for year in row.year_from..=row.year_to {
                assert!(was_built(year, row.make, row.model), "{year} of {row:?}");
            }
        }
    }
    numbers.len()
}

#[test]
fn parts_have_their_own_numbers_and_sane_prices() {
    assert_eq!(check_parts(demo().parts()), 2_400);
    let large = Scale {
        parts: 120_000,
        ..Scale::DEMO
    };
    assert_eq!(check_parts(shop::generate(11, large).parts()), 120_000);
}

#[test]
fn numbers_come_in_the_styles_a_counter_sees() {
    let numbers: Vec<String> = demo().parts().map(|part| part.number).collect();
    for separator in ['-', '.', ' ', '/'] {
        let count = numbers
            .iter()
            .filter(|number| number.contains(separator))
            .count();
        assert!(count > 50, "{count} numbers with '{separator}'");
    }
    assert!(
        numbers
            .iter()
            .any(|number| number.chars().all(|c| c.is_ascii_alphanumeric()))
    );
}

#[test]
fn the_shelf_looks_like_intermittent_demand() {
    let parts: Vec<Part> = demo().parts().collect();
    let few = parts.iter().filter(|part| part.on_hand <= 4).count();
    assert!(
        (60..=85).contains(&(few * 100 / parts.len())),
        "{few} of {}",
        parts.len()
    );
    assert!(parts.iter().any(|part| part.on_hand > 30));
    let without = parts.iter().filter(|part| part.on_hand == 0).count() * 100 / parts.len();
    assert!((20..=60).contains(&without), "{without} % are out of stock");
    let binned = parts.iter().filter_map(|part| part.bin.as_ref());
    for bin in binned {
        let shape: Vec<usize> = bin.split('-').map(str::len).collect();
        assert_eq!(shape, [1, 2, 1], "{bin}");
    }
}

#[test]
fn every_vehicle_of_the_demo_finds_its_everyday_parts() {
    let shop = demo();
    let parts: Vec<Part> = shop.parts().collect();
    for vehicle in shop.vehicles() {
        for wanted in [
            "Oil Filter",
            "Engine Air Filter",
            "Brake Pad Set",
            "Spark Plug",
        ] {
            let found = parts.iter().filter(|part| {
                part.description.contains(wanted)
                    && part
                        .fitment
                        .iter()
                        .any(|row| row.covers(vehicle.year, vehicle.make, vehicle.model))
            });
            assert!(
                found.count() >= 3,
                "no three brands of {wanted} for {vehicle:?}"
            );
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_shop() {
    let (one, two, other) = (demo(), demo(), shop::generate(8, Scale::DEMO));
    assert!(one.parts().eq(two.parts()));
    assert!(one.customers().eq(two.customers()));
    assert!(one.vehicles().eq(two.vehicles()));
    assert!(one.parts().ne(other.parts()));
    assert!(one.customers().ne(other.customers()));
    assert!(one.vehicles().ne(other.vehicles()));
    assert_eq!(one.part(1_999), one.parts().nth(1_999).unwrap());
}

#[test]
fn a_part_has_the_shape_of_the_wire() {
    let part = serde_json::to_value(demo().part(0)).unwrap();
    let price = part["price"].as_str().unwrap();
    let (_, cents) = price.split_once('.').unwrap();
    assert_eq!(cents.len(), 2, "{price}");
    assert!(part["cost"].is_string() && part["on_hand"].is_string());
    assert!(part["fitment"][0]["year_from"].is_u64());
    assert!(part.get("price_cents").is_none());
}

#[test]
fn a_million_parts_are_made_without_holding_them() {
    let large = shop::generate(
        7,
        Scale {
            parts: 1_000_000,
            ..Scale::DEMO
        },
    );
    assert_eq!(large.parts().len(), 1_000_000);
    let last = large.parts().last().unwrap();
    assert_eq!(last, large.part(999_999));
}

#[test]
fn an_import_stays_far_below_the_largest_message() {
    // A daemon takes messages of 1 MiB unless told otherwise.
    let parts: Vec<Part> = demo().parts().collect();
    for batch in parts.chunks(IMPORT_MAX) {
        let size = serde_json::to_string(batch).unwrap().len();
        assert!(size < 640 << 10, "{size} bytes");
    }
}
