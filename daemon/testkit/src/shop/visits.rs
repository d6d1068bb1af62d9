//! Ten years of visits: who came when, with what vehicle, what was done and how it was paid.
//!
//! Demand is uneven as in any shop: a few parts sell every day, most sell no more than a few times a
//! year or never; a few vehicles, the fleets' among them, come every other month, most came once or
//! twice. A part on a vehicle's ticket fits the vehicle. It must never say what an event looks like:
//! that is the business of whoever rings the visits up.

use std::collections::HashMap;

use super::{
    Shop,
    models::GENERATIONS,
    part_types::{ROUND, TYPES, Variants, Velocity},
};
use crate::rng::{Rng, Stream, to_index};

/// 2016-01-01 and 2025-12-31, UTC, in Unix milliseconds.
const FROM_MS: u64 = 1_451_606_400_000;
const UNTIL_MS: u64 = 1_767_139_200_000;

/// One visit of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When, in Unix milliseconds; no visit is before the one before it.
    pub at_ms: i64,
    /// The vehicle's place among the shop's vehicles.
    pub vehicle: Option<u64>,
    /// The customer's place among the shop's customers.
    pub customer: Option<u64>,
    /// Miles, when there is a vehicle.
    pub odometer: Option<u32>,
    /// What was sold and done; never empty.
    pub work: Vec<Work>,
    /// How it ended.
    pub end: End,
}

/// One line of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// So many pieces of the part at this place in the catalog.
    Part { part: u64, quantity: u64 },
    /// What was done, and the hours it took as a decimal.
    Labor {
        what: &'static str,
        hours: &'static str,
    },
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Card,
    Cash,
    /// The vehicle is still here; only the last visits end so.
    Open,
    Void,
}

/// Kinds of work in a bay: types of parts with their counts, what is done, and how often in a hundred.
type Job = (
    u64,
    &'static [(&'static str, u64)],
    &'static [(&'static str, &'static str)],
);
const BAY: &[Job] = &[
    (
        34,
        &[("PH", 1), ("MO", 1)],
        &[("Change oil and filter, check fluids", "0.5")],
    ),
    (
        10,
        &[("BP", 1), ("BR", 2), ("CH", 1)],
        &[("Replace front brake pads and rotors", "1.4")],
    ),
    (
        7,
        &[("BQ", 1), ("FX", 1)],
        &[
            ("Replace rear brake pads", "1.1"),
            ("Flush brake fluid", "0.6"),
        ],
    ),
    (
        6,
        &[("SP", 4), ("PA", 1)],
        &[("Replace spark plugs and air filter", "1.2")],
    ),
    (
        7,
        &[("PA", 1), ("PC", 1)],
        &[("Replace engine and cabin air filters", "0.4")],
    ),
    (
        5,
        &[("BT", 1)],
        &[("Test charging system, replace battery", "0.5")],
    ),
    (
        7,
        &[("TR", 4), ("HW", 4)],
        &[("Mount and balance four tires", "1.2")],
    ),
    (9, &[], &[("Diagnose check-engine light", "1.0")]),
    (15, &[], &[("Inspect, replace worn part, road test", "1.8")]),
];
const COUNTER: &[Job] = &[
    (25, &[("WB", 2)], &[]),
    (25, &[("MO", 1), ("PH", 1)], &[]),
    (20, &[("LB", 2)], &[]),
    (15, &[("FX", 1), ("CH", 1)], &[]),
    (15, &[("HW", 1)], &[]),
];

/// Makes the visits of one shop.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    shop: &'a Shop,
    count: u64,
    /// The slots of a round by type.
    slots: HashMap<&'static str, Vec<u64>>,
    /// The slots of the slow types.
    slow: Vec<u64>,
    generations: HashMap<(&'static str, &'static str), Vec<usize>>,
    /// Rounds of the catalog.
    rounds: u64,
}

impl<'a> Maker<'a> {
    pub(super) fn new(shop: &'a Shop, count: u64) -> Self {
        let mut slots: HashMap<_, Vec<u64>> = HashMap::new();
        let mut slow = Vec::new();
        for (index, slot) in ROUND.iter().enumerate() {
            let part_type = &TYPES[slot.part_type];
            slots.entry(part_type.code).or_default().push(index as u64);
            if part_type.velocity == Velocity::Slow {
                slow.push(index as u64);
            }
        }
        let mut generations: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, generation) in GENERATIONS.iter().enumerate() {
            let key = (generation.make, generation.model);
            generations.entry(key).or_default().push(index);
        }
        let rounds = (shop.scale.parts / 3 / ROUND.len() as u64).max(1);
        Self {
            shop,
            count,
            slots,
            slow,
            generations,
            rounds,
        }
    }

    pub(super) fn make(&self, index: u64) -> Visit {
        let mut rng = Rng::for_item(self.shop.seed, Stream::Visit, index);
        let step = ((UNTIL_MS - FROM_MS) / self.count.max(1)).max(1);
        let at = FROM_MS + index * step + rng.below(step);
        let scale = self.shop.scale;
        let vehicle = (scale.vehicles > 0 && rng.chance(36)).then(|| self.vehicle(&mut rng));
        let made = vehicle.map(|place| self.shop.vehicle(place));
        let customer = match &made {
            Some(vehicle) => Some(vehicle.owner),
            None => (scale.customers > 0 && rng.chance(40)).then(|| rng.below(scale.customers)),
        };
        let generation = made.as_ref().and_then(|vehicle| self.generation(vehicle));
        let odometer = made.map(|vehicle| {
            // Half of the miles were driven in these ten years.
            let ago = (UNTIL_MS - at.min(UNTIL_MS)) / 1_000_000;
            let less = u64::from(vehicle.odometer) * ago / ((UNTIL_MS - FROM_MS) / 500_000);
            vehicle
                .odometer
                .saturating_sub(u32::try_from(less).unwrap_or(0))
        });
        let near_the_end = self.count - index <= 40;
        let end = match rng.below(100) {
            0..=1 => End::Void,
            2..=50 if near_the_end => End::Open,
            2..=59 => End::Card,
            _ => End::Cash,
        };
        Visit {
            at_ms: i64::try_from(at).unwrap_or(i64::MAX),
            vehicle,
            customer,
            odometer,
            work: self.work(generation, &mut rng),
            end,
        }
    }

    /// Draws a vehicle: every eighth is a regular's, and a few come every other month.
    fn vehicle(&self, rng: &mut Rng) -> u64 {
        let vehicles = self.shop.scale.vehicles;
        match rng.below(100) {
            0..=2 => rng.below((vehicles / 1_000).max(1)),
            3..=59 => rng.below((vehicles / 8).max(1)) * 8 % vehicles,
            _ => rng.below(vehicles),
        }
    }

    fn generation(&self, vehicle: &super::Vehicle) -> Option<usize> {
        let found = self.generations.get(&(vehicle.make, vehicle.model))?;
        found.iter().copied().find(|&index| {
            (GENERATIONS[index].year_from..=GENERATIONS[index].year_to).contains(&vehicle.year)
        })
    }

    fn work(&self, generation: Option<usize>, rng: &mut Rng) -> Vec<Work> {
        let jobs = if generation.is_some() { BAY } else { COUNTER };
        let mut draw = rng.below(100);
        let (_, parts, labor) = jobs
            .iter()
            .find(|(share, ..)| {
                let hit = draw < *share;
                draw = draw.saturating_sub(*share);
                hit
            })
            .unwrap_or(&jobs[0]);
        let mut work: Vec<Work> = Vec::with_capacity(4);
        for (code, quantity) in *parts {
            let slots = self.slots.get(code).map_or(&[][..], Vec::as_slice);
            work.extend(self.part(slots, generation, *quantity, rng));
        }
        if parts.is_empty() {
            work.extend(self.part(&self.slow, generation, 1, rng));
        }
        work.extend(
            labor
                .iter()
                .map(|(what, hours)| Work::Labor { what, hours }),
        );
        if work.is_empty() {
            work.push(Work::Part {
                part: rng.below(self.shop.scale.parts.max(1)),
                quantity: 1,
            });
        }
        work
    }

    /// Draws a part from some slots that fits the vehicle; the first rounds of the catalog sell best.
    fn part(
        &self,
        slots: &[u64],
        generation: Option<usize>,
        quantity: u64,
        rng: &mut Rng,
    ) -> Option<Work> {
        if slots.is_empty() {
            return None;
        }
        let start = rng.below(slots.len() as u64);
        let mut turned = (0..slots.len() as u64)
            .map(|turn| slots[to_index((start + turn) % slots.len() as u64)]);
        let slot = turned.find(|slot| {
            let slot = ROUND[to_index(*slot)];
            let variants = &TYPES[slot.part_type].variants;
            match (variants, generation) {
                (Variants::Sizes(_), _) | (_, None) => true,
                (Variants::Vehicles(_), Some(generation)) => variants
                    .window(slot.variant)
                    .is_some_and(|window| window.contains(&generation)),
            }
        })?;
        // The product of four draws falls off as steeply as sales do.
        let mut round = self.rounds;
        for _ in 0..4 {
            round = rng.below(round.max(1)) + u64::from(round > 1 && rng.chance(2));
        }
        let application = round.min(self.rounds - 1) * ROUND.len() as u64 + slot;
        let part = application * 3 + rng.below(3);
        (part < self.shop.scale.parts).then_some(Work::Part { part, quantity })
    }
}
