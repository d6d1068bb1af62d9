//! Vehicles of the shop's customers, with VINs that pass the check.

use super::{
    SHOP_YEAR, customers,
    models::{Body, GENERATIONS, Generation},
    vin,
};
use crate::rng::{Rng, Scatter, Stream, to_index};

/// One vehicle; `vehicle.save` also wants the id its owner was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// The owner's place among the shop's customers.
    pub owner: u64,
    pub vin: String,
    pub year: u16,
    pub make: &'static str,
    pub model: &'static str,
    pub trim: &'static str,
    pub plate: String,
    /// Miles.
    pub odometer: u32,
}

/// Letters seen on plates; the ones that look like digits are left out.
const PLATE_LETTERS: &[u8; 22] = b"BCDFGHJKLMNPRSTVWXYZAE";
const PLATES: u64 = 22 * 22 * 22 * 10_000;

/// Makes the vehicles of one shop.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    seed: u64,
    customers: u64,
    serials: Scatter,
    plates: Scatter,
    /// The running total of how often each generation is seen.
    seen: Vec<u64>,
}

impl Maker {
    pub(super) fn new(seed: u64, customers: u64) -> Self {
        let mut total = 0;
        let seen = GENERATIONS
            .iter()
            .map(|generation| {
                total += weight(generation);
                total
            })
            .collect();
        Self {
            seed,
            customers,
            serials: Scatter::new(seed, 6, super::VEHICLES_MAX),
            plates: Scatter::new(seed, 7, PLATES),
            seen,
        }
    }

    pub(super) fn make(&self, index: u64) -> Vehicle {
        let mut rng = Rng::for_item(self.seed, Stream::Vehicle, index);
        let owner = self.owner(index, &mut rng);
        let generation = self.generation(customers::is_business(owner), &mut rng);
        let year = rng.between(generation.year_from.into(), generation.year_to.into());
        let year = u16::try_from(year).unwrap_or(SHOP_YEAR);
        let vin = vin::number(
            rng.pick::<&str>(&generation.wmis),
            year,
            self.serials.at(index),
            &mut rng,
        );
        Vehicle {
            owner,
            vin,
            year,
            make: generation.make,
            model: generation.model,
            trim: rng.pick::<&str>(&generation.trims),
            plate: self.plate(index),
            odometer: odometer(year, &mut rng),
        }
    }

    /// Everybody owns one; the rest go to the businesses half of the time.
    fn owner(&self, index: u64, rng: &mut Rng) -> u64 {
        if index < self.customers {
            return index;
        }
        let owner = rng.below(self.customers);
        let business = owner / 12 * 12 + 7;
        if rng.chance(50) && business < self.customers {
            business
        } else {
            owner
        }
    }

    /// Draws a generation as often as it is seen; a business drives a truck or a van if it can.
    fn generation(&self, business: bool, rng: &mut Rng) -> &'static Generation {
        let total = self.seen.last().copied().unwrap_or(1);
        let mut draw = || {
            let ticket = rng.below(total);
            &GENERATIONS[self.seen.partition_point(|seen| *seen <= ticket)]
        };
        let mut generation = draw();
        for _ in 0..4 {
            if !business || matches!(generation.body, Body::Truck | Body::Van) {
                break;
            }
            generation = draw();
        }
        generation
    }

    fn plate(&self, index: u64) -> String {
        let place = self.plates.at(index);
        let letter =
            |divisor: u64| char::from(PLATE_LETTERS[to_index(place / 10_000 / divisor % 22)]);
        format!(
            "{}{}{}-{:04}",
            letter(484),
            letter(22),
            letter(1),
            place % 10_000
        )
    }
}

/// Returns how often a generation is seen: by model, by years built, by age.
fn weight(generation: &Generation) -> u64 {
    let years = u64::from(generation.year_to - generation.year_from) + 1;
    let age = match generation.year_to {
        2012.. => 5,
        2005..=2011 => 3,
        _ => 1,
    };
    generation.popularity * years * age
}

/// Draws miles for an age: 7,000 to 14,500 a year, little for this year's.
fn odometer(year: u16, rng: &mut Rng) -> u32 {
    let years = u64::from(SHOP_YEAR.saturating_sub(year));
    let miles = years * rng.between(7_000, 14_500) + rng.between(900, 6_000);
    u32::try_from(miles).unwrap_or(u32::MAX)
}
