//! Parts of the shop: number, brand, words, price, shelf and what they fit.

use serde::{Serialize, Serializer};

use super::{
    brands::Brand,
    interchange,
    models::GENERATIONS,
    part_types::{PartType, ROUND, TYPES, Variants, Velocity},
    pricing, upc,
};
use crate::rng::{Rng, Scatter, Stream, to_index};

/// A part in the shape `part.import` takes.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Part {
    /// As printed on the box; different for every part, also without its separators.
    pub number: String,
    pub brand: &'static str,
    pub description: String,
    pub category: &'static str,
    /// Twelve digits; some parts have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upc: Option<String>,
    /// Shelf price in cents; a decimal string on the wire.
    #[serde(rename = "price", serialize_with = "as_decimal")]
    pub price_cents: i64,
    /// What the shop pays, in cents; a decimal string on the wire.
    #[serde(rename = "cost", serialize_with = "as_decimal")]
    pub cost_cents: i64,
    /// Whole pieces on the shelf; a decimal string on the wire.
    #[serde(serialize_with = "as_text")]
    pub on_hand: u64,
    /// Aisle, bay and level, such as "A-03-2".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bin: Option<String>,
    /// Empty for parts sold by size or grade.
    pub fitment: Vec<Fitment>,
    /// The vehicle makers' numbers it replaces; the three brands of one application share them.
    #[serde(skip)]
    pub interchange: Vec<String>,
}

/// The model years of one model that a part fits, both included.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Fitment {
    pub year_from: u16,
    pub year_to: u16,
    pub make: &'static str,
    pub model: &'static str,
}

impl Fitment {
    /// Returns whether a vehicle is among those it names.
    pub fn covers(&self, year: u16, make: &str, model: &str) -> bool {
        (self.year_from..=self.year_to).contains(&year) && self.make == make && self.model == model
    }
}

/// The brands of one application: cost level in percent and the chance that one lies on the shelf.
const LEVELS: [(u64, u64); 3] = [(70, 65), (100, 90), (145, 55)];

/// Makes the parts of one shop.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    seed: u64,
    first_serial: u64,
    serials: Scatter,
    upcs: Scatter,
}

impl Maker {
    pub(super) fn new(seed: u64, parts: u64) -> Self {
        // The shortest serials that number them all, none starting with 0.
        let mut first_serial = 1_000;
        while first_serial * 9 < parts {
            first_serial *= 10;
        }
        Self {
            seed,
            first_serial,
            serials: Scatter::new(seed, 1, first_serial * 9),
            upcs: Scatter::new(seed, 2, 10_000_000),
        }
    }

    pub(super) fn make(&self, index: u64) -> Part {
        let application = index / 3;
        let level = to_index(index % 3);
        let slot = ROUND[to_index(application % ROUND.len() as u64)];
        let part_type = &TYPES[slot.part_type];
        let brand = &part_type.line.brands()[level];
        let serial = self.first_serial + self.serials.at(index);

        // The three brands share one stream for what belongs to the application.
        let mut shared = Rng::for_item(self.seed, Stream::Application, application);
        let mut own = Rng::for_item(self.seed, Stream::Part, index);
        let (low, high) = cost_range(part_type, slot.variant);
        let cost_cents = pricing::cost(low, high, LEVELS[level].0, &mut shared);
        let on_hand = on_hand(part_type.velocity, LEVELS[level].1, &mut own);
        Part {
            number: brand.number(part_type.code, slot.part_type, serial, &mut own),
            brand: brand.name,
            description: description(part_type, level, slot.variant),
            category: part_type.category,
            upc: own.chance(88).then(|| self.upc(brand, index)),
            price_cents: pricing::price(cost_cents, &mut own),
            cost_cents,
            on_hand,
            bin: own.chance(96).then(|| bin(part_type.category, &mut own)),
            fitment: fitment(part_type, slot.variant),
            interchange: interchange::numbers(part_type, self.seed, application),
        }
    }

    fn upc(&self, brand: &Brand, index: u64) -> String {
        upc::number(brand.upc_prefix, self.upcs.at(index))
    }
}

/// Returns the cost of the usual brand in cents, from and to.
fn cost_range(part_type: &PartType, variant: usize) -> (u32, u32) {
    match part_type.variants {
        Variants::Vehicles(_) => part_type.cost,
        Variants::Sizes(sizes) => {
            let (_, cost) = sizes[variant];
            (cost - cost / 20, cost + cost / 20)
        }
    }
}

fn description(part_type: &PartType, level: usize, variant: usize) -> String {
    let size = match part_type.variants {
        Variants::Vehicles(_) => "",
        Variants::Sizes(sizes) => sizes[variant].0,
    };
    let words = [
        part_type.position,
        part_type.grades[level],
        part_type.name,
        size,
    ];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Returns what a variant fits; generations of one model that follow each other make one row.
fn fitment(part_type: &PartType, variant: usize) -> Vec<Fitment> {
    let mut rows: Vec<Fitment> = Vec::new();
    for generation in &GENERATIONS[part_type.variants.window(variant).unwrap_or_default()] {
        match rows.last_mut() {
            Some(last)
                if last.make == generation.make
                    && last.model == generation.model
                    && last.year_to + 1 == generation.year_from =>
            {
                last.year_to = generation.year_to;
            }
            _ => rows.push(Fitment {
                year_from: generation.year_from,
                year_to: generation.year_to,
                make: generation.make,
                model: generation.model,
            }),
        }
    }
    rows
}

/// Draws the stock of a part: most hold none to four, what is used every day holds a shelf full.
fn on_hand(velocity: Velocity, stocked_percent: u64, rng: &mut Rng) -> u64 {
    if !rng.chance(stocked_percent) {
        return 0;
    }
    match velocity {
        Velocity::Fast => rng.between(4, 48),
        Velocity::Medium => *rng.pick(&[0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8]),
        Velocity::Slow => *rng.pick(&[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3]),
    }
}

/// Returns a bin in the aisle of the category.
fn bin(category: &str, rng: &mut Rng) -> String {
    let aisle = match category {
        "Filters" => 'A',
        "Brakes" => 'B',
        "Ignition" | "Electrical" | "Sensors" => 'C',
        "Belts & Hoses" | "Cooling" | "Engine" | "Fuel & Air" | "HVAC" => 'D',
        "Drivetrain" | "Suspension" | "Steering" => 'E',
        "Fluids" | "Chemicals" => 'F',
        "Batteries" => 'G',
        "Tires" => 'T',
        _ => 'H',
    };
    format!("{aisle}-{:02}-{}", rng.between(1, 18), rng.between(1, 5))
}

fn as_decimal<S: Serializer>(cents: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&pricing::decimal(*cents))
}

fn as_text<S: Serializer>(count: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(count)
}
