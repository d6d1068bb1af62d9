//! Real makes and models with their years, from the tables in `data/`.
//!
//! `vehicles/us-models.csv` is adapted from a published data set (its licence and source lie beside
//! it); `makers.csv` adds what a VIN and a work order need and is this project's own.

use std::{collections::HashMap, sync::LazyLock};

/// What kind of light vehicle it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Car,
    Suv,
    Truck,
    Van,
}

/// One model over the years it was built without a change that matters to parts.
#[derive(Clone, Debug)]
pub struct Generation {
    pub make: &'static str,
    pub model: &'static str,
    pub body: Body,
    pub year_from: u16,
    pub year_to: u16,
    /// How often it is seen in a shop: 1 (rare) to 10.
    pub popularity: u64,
    /// World manufacturer identifiers seen on it, three characters each.
    pub wmis: Vec<&'static str>,
    pub trims: Vec<&'static str>,
}

/// All generations; models that share parts stand together.
pub static GENERATIONS: LazyLock<Vec<Generation>> = LazyLock::new(load);

/// Where each family of makes that share parts starts and ends in [`GENERATIONS`].
pub static FAMILIES: LazyLock<Vec<std::ops::Range<usize>>> = LazyLock::new(|| {
    let mut families: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, generation) in GENERATIONS.iter().enumerate() {
        match families.last_mut() {
            Some(last) if family(GENERATIONS[last.start].make) == family(generation.make) => {
                last.end = index + 1;
            }
            _ => families.push(index..index + 1),
        }
    }
    families
});

/// Returns the maker whose parts bins a make draws from.
fn family(make: &str) -> &str {
    match make {
        "Acura" => "Honda",
        "Lexus" => "Toyota",
        "GMC" | "Buick" | "Cadillac" => "Chevrolet",
        "Chrysler" | "Jeep" | "Ram" => "Dodge",
        "Kia" => "Hyundai",
        other => other,
    }
}

#[expect(
    clippy::expect_used,
    reason = "the tables are compiled in and a test reads all of them"
)]
fn load() -> Vec<Generation> {
    let makers: HashMap<(&str, &str), [&'static str; 4]> =
        rows::<6>(include_str!("../../data/makers.csv"))
            .map(|[make, model, body, popularity, wmis, trims]| {
                ((make, model), [body, popularity, wmis, trims])
            })
            .collect();
    rows::<4>(include_str!("../../data/vehicles/us-models.csv"))
        .map(|[make, model, from, to]| {
            let [body, popularity, wmis, trims] = makers
                .get(&(make, model))
                .expect("makers.csv lists every model");
            Generation {
                make,
                model,
                body: match *body {
                    "truck" => Body::Truck,
                    "suv" => Body::Suv,
                    "van" => Body::Van,
                    _ => Body::Car,
                },
                year_from: from.parse().expect("year_from is a year"),
                year_to: to.parse().expect("year_to is a year"),
                popularity: popularity.parse().expect("popularity is a number"),
                wmis: wmis.split(' ').collect(),
                trims: trims.split('|').collect(),
            }
        })
        .collect()
}

/// Returns the rows below the header; no field of ours holds a comma.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        let mut row = [""; N];
        for field in &mut row {
            *field = fields.next()?;
        }
        fields.next().is_none().then_some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        let lines = include_str!("../../data/vehicles/us-models.csv")
            .lines()
            .count();
        assert_eq!(GENERATIONS.len(), lines - 1);
        for generation in GENERATIONS.iter() {
            assert!(generation.year_from <= generation.year_to, "{generation:?}");
            assert!((1..=10).contains(&generation.popularity), "{generation:?}");
            assert!(
                generation.wmis.iter().all(|wmi| wmi.len() == 3),
                "{generation:?}"
            );
            assert!(!generation.trims.is_empty(), "{generation:?}");
        }
    }

    #[test]
    fn families_cover_every_generation_once() {
        let mut next = 0;
        for family in FAMILIES.iter() {
            assert_eq!(family.start, next);
            next = family.end;
        }
        assert_eq!(next, GENERATIONS.len());
        assert_eq!(FAMILIES.len(), 10, "makes of one family stand together");
    }
}
