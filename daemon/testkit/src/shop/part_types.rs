//! What a shop stocks: the types of parts, and how often each stands in the catalog.
//!
//! The catalog is a round of slots repeated for ever. In one round each type has something for every
//! vehicle (or in every size); larger catalogs hold more rounds, as more brands would fill them.

use std::sync::LazyLock;

use super::{brands::Line, models::FAMILIES};

/// How fast a part sells, which decides how many lie on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Velocity {
    Fast,
    Medium,
    Slow,
}

/// What tells two parts of one type apart.
#[derive(Clone, Copy, Debug)]
pub enum Variants {
    /// The vehicles: each part fits about so many neighbouring generations of one family.
    Vehicles(usize),
    /// Sizes or grades, with the cost of the usual brand in cents; they fit whatever takes the size.
    Sizes(&'static [(&'static str, u32)]),
}

/// One type of part.
#[derive(Debug)]
pub struct PartType {
    /// Two letters, different for each type.
    pub code: &'static str,
    pub category: &'static str,
    pub position: &'static str,
    pub name: &'static str,
    /// A word per brand level: economy, usual, premium.
    pub grades: [&'static str; 3],
    pub line: Line,
    pub velocity: Velocity,
    /// Cost of the usual brand in cents, from and to; not used by sizes.
    pub cost: (u32, u32),
    pub variants: Variants,
}

/// One place in the round of the catalog.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Index in [`TYPES`].
    pub part_type: usize,
    /// Which of the type's variants stands here.
    pub variant: usize,
}

/// The round of the catalog, with the types mixed as evenly as they go.
pub static ROUND: LazyLock<Vec<Slot>> = LazyLock::new(|| {
    let mut slots: Vec<(usize, Slot)> = Vec::new();
    for (part_type, kind) in TYPES.iter().enumerate() {
        let count = kind.variants.count();
        for variant in 0..count {
            slots.push((
                (variant * 2 + 1) * 10_000 / count,
                Slot { part_type, variant },
            ));
        }
    }
    slots.sort_by_key(|(place, slot)| (*place, slot.part_type));
    slots.into_iter().map(|(_, slot)| slot).collect()
});

impl Variants {
    /// Returns how many there are.
    pub fn count(&self) -> usize {
        match self {
            Variants::Vehicles(window) => FAMILIES
                .iter()
                .map(|family| family.len().div_ceil(*window))
                .sum(),
            Variants::Sizes(sizes) => sizes.len(),
        }
    }

    /// Returns the generations the n-th variant fits, as a range of `GENERATIONS`; `None` for sizes.
    ///
    /// A family's generations are dealt out evenly, so no part is left with a single odd one.
    pub fn window(&self, mut n: usize) -> Option<std::ops::Range<usize>> {
        let Variants::Vehicles(window) = self else {
            return None;
        };
        for family in FAMILIES.iter() {
            let parts = family.len().div_ceil(*window);
            if n < parts {
                let start = family.start + family.len() * n / parts;
                return Some(start..family.start + family.len() * (n + 1) / parts);
            }
            n -= parts;
        }
        None
    }
}

use Line::{Brakes, Chassis, Electrical, Engine, Filters, Fluids, Tires, Wipers};
use Variants::{Sizes, Vehicles};
use Velocity::{Fast, Medium, Slow};

type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 3],
    Line,
    Velocity,
    (u32, u32),
    Variants,
);

const fn part_type(row: Row) -> PartType {
    let (code, category, position, name, grades, line, velocity, cost, variants) = row;
    PartType {
        code,
        category,
        position,
        name,
        grades,
        line,
        velocity,
        cost,
        variants,
    }
}

const PLAIN: [&str; 3] = ["", "", "Premium"];
const PADS: [&str; 3] = ["Semi-Metallic", "Ceramic", "Severe Duty Ceramic"];
const ROTORS: [&str; 3] = ["", "Coated", "High-Carbon"];
const FILTER: [&str; 3] = ["", "Extended Life", "Synthetic Media"];
const CABIN: [&str; 3] = ["", "Charcoal", "HEPA"];
const PLUGS: [&str; 3] = ["Copper", "Platinum", "Iridium"];
const REMAN: [&str; 3] = ["Remanufactured", "New", "New Heavy Duty"];
const RIDE: [&str; 3] = ["", "Gas-Charged", "Heavy Duty Gas"];
const WEAR: [&str; 3] = ["Bonded", "Riveted", "Premium Riveted"];
const OIL: [&str; 3] = ["Conventional", "Synthetic Blend", "Full Synthetic"];
const BATTERY: [&str; 3] = ["24-Month", "36-Month", "AGM"];
const TREAD: [&str; 3] = ["All-Season", "Touring All-Season", "All-Weather"];
const BLADE: [&str; 3] = ["Conventional", "Beam", "Hybrid"];
const BULB: [&str; 3] = ["", "Long Life", "Bright White"];

/// Every type of part the shop knows.
#[rustfmt::skip]
pub static TYPES: LazyLock<Vec<PartType>> = LazyLock::new(|| [
    ("BP", "Brakes", "Front", "Brake Pad Set", PADS, Brakes, Medium, (1_900, 4_200), Vehicles(14)),
    ("BQ", "Brakes", "Rear", "Brake Pad Set", PADS, Brakes, Medium, (1_700, 3_800), Vehicles(18)),
    ("BR", "Brakes", "Front", "Brake Rotor", ROTORS, Brakes, Medium, (2_600, 6_900), Vehicles(18)),
    ("BS", "Brakes", "Rear", "Brake Rotor", ROTORS, Brakes, Medium, (2_200, 5_800), Vehicles(27)),
    ("BH", "Brakes", "Rear", "Brake Shoe Set", WEAR, Brakes, Slow, (1_500, 2_900), Vehicles(70)),
    ("BC", "Brakes", "Front Left", "Brake Caliper", REMAN, Brakes, Slow, (4_200, 9_500), Vehicles(70)),
    ("BD", "Brakes", "Front Right", "Brake Caliper", REMAN, Brakes, Slow, (4_200, 9_500), Vehicles(70)),
    ("PH", "Filters", "", "Oil Filter", FILTER, Filters, Fast, (280, 690), Vehicles(27)),
    ("PA", "Filters", "", "Engine Air Filter", FILTER, Filters, Medium, (620, 1_450), Vehicles(14)),
    ("PC", "Filters", "", "Cabin Air Filter", CABIN, Filters, Medium, (690, 1_600), Vehicles(18)),
    ("SP", "Ignition", "", "Spark Plug", PLUGS, Electrical, Fast, (310, 790), Vehicles(27)),
    ("IC", "Ignition", "", "Ignition Coil", PLAIN, Electrical, Medium, (2_400, 5_600), Vehicles(27)),
    ("AL", "Electrical", "", "Alternator", REMAN, Electrical, Slow, (11_000, 24_000), Vehicles(45)),
    ("ST", "Electrical", "", "Starter Motor", REMAN, Electrical, Slow, (8_500, 19_000), Vehicles(45)),
    ("WS", "Sensors", "Front", "ABS Wheel Speed Sensor", PLAIN, Electrical, Slow, (1_900, 4_400), Vehicles(70)),
    ("OX", "Sensors", "Upstream", "Oxygen Sensor", PLAIN, Electrical, Slow, (3_200, 7_900), Vehicles(45)),
    ("OY", "Sensors", "Downstream", "Oxygen Sensor", PLAIN, Electrical, Slow, (2_900, 6_500), Vehicles(70)),
    ("MF", "Sensors", "", "Mass Air Flow Sensor", PLAIN, Electrical, Slow, (4_900, 12_000), Vehicles(70)),
    ("KS", "Sensors", "", "Crankshaft Position Sensor", PLAIN, Electrical, Slow, (1_500, 3_900), Vehicles(70)),
    ("TP", "Sensors", "", "TPMS Sensor", PLAIN, Electrical, Medium, (1_800, 3_300), Vehicles(70)),
    ("SB", "Belts & Hoses", "", "Serpentine Belt", PLAIN, Engine, Medium, (1_100, 2_800), Vehicles(27)),
    ("HU", "Belts & Hoses", "Upper", "Radiator Hose", PLAIN, Engine, Slow, (900, 2_200), Vehicles(45)),
    ("HL", "Belts & Hoses", "Lower", "Radiator Hose", PLAIN, Engine, Slow, (1_000, 2_500), Vehicles(45)),
    ("WP", "Cooling", "", "Water Pump", PLAIN, Engine, Slow, (3_400, 8_800), Vehicles(27)),
    ("TH", "Cooling", "", "Thermostat", PLAIN, Engine, Slow, (700, 1_900), Vehicles(70)),
    ("RD", "Cooling", "", "Radiator", PLAIN, Engine, Slow, (8_900, 19_500), Vehicles(70)),
    ("VC", "Engine", "", "Valve Cover Gasket Set", PLAIN, Engine, Slow, (1_200, 3_600), Vehicles(70)),
    ("MM", "Engine", "Front", "Engine Mount", PLAIN, Engine, Slow, (2_300, 6_700), Vehicles(70)),
    ("FP", "Fuel & Air", "", "Fuel Pump Module", PLAIN, Engine, Slow, (9_500, 21_000), Vehicles(70)),
    ("HB", "Drivetrain", "Front", "Wheel Hub Bearing", PLAIN, Chassis, Slow, (4_100, 9_900), Vehicles(27)),
    ("HR", "Drivetrain", "Rear", "Wheel Hub Bearing", PLAIN, Chassis, Slow, (3_900, 8_900), Vehicles(45)),
    ("CV", "Drivetrain", "Front", "CV Axle", REMAN, Chassis, Slow, (5_200, 11_500), Vehicles(45)),
    ("SL", "Suspension", "Front Left", "Strut Assembly", RIDE, Chassis, Slow, (6_500, 13_900), Vehicles(45)),
    ("SR", "Suspension", "Front Right", "Strut Assembly", RIDE, Chassis, Slow, (6_500, 13_900), Vehicles(45)),
    ("SK", "Suspension", "Rear", "Shock Absorber", RIDE, Chassis, Slow, (2_900, 6_400), Vehicles(45)),
    ("CL", "Suspension", "Front Left Lower", "Control Arm", PLAIN, Chassis, Slow, (4_400, 10_900), Vehicles(70)),
    ("CR", "Suspension", "Front Right Lower", "Control Arm", PLAIN, Chassis, Slow, (4_400, 10_900), Vehicles(70)),
    ("LK", "Suspension", "Front", "Sway Bar Link", PLAIN, Chassis, Slow, (1_100, 2_600), Vehicles(45)),
    ("BJ", "Steering", "Lower", "Ball Joint", PLAIN, Chassis, Slow, (1_700, 4_100), Vehicles(70)),
    ("TO", "Steering", "Outer", "Tie Rod End", PLAIN, Chassis, Slow, (1_400, 3_400), Vehicles(45)),
    ("TI", "Steering", "Inner", "Tie Rod End", PLAIN, Chassis, Slow, (1_600, 3_700), Vehicles(70)),
    ("BM", "HVAC", "", "Blower Motor", PLAIN, Engine, Slow, (3_300, 7_200), Vehicles(70)),
    ("BT", "Batteries", "", "Battery", BATTERY, Electrical, Medium, (0, 0), Sizes(BATTERIES)),
    ("WB", "Wipers", "", "Wiper Blade", BLADE, Wipers, Fast, (0, 0), Sizes(BLADES)),
    ("LB", "Lighting", "", "Bulb", BULB, Wipers, Fast, (0, 0), Sizes(BULBS)),
    ("MO", "Fluids", "", "Motor Oil", OIL, Fluids, Fast, (0, 0), Sizes(OILS)),
    ("FX", "Fluids", "", "", PLAIN, Fluids, Fast, (0, 0), Sizes(FLUIDS)),
    ("CH", "Chemicals", "", "", PLAIN, Fluids, Fast, (0, 0), Sizes(CHEMICALS)),
    ("TR", "Tires", "", "Tire", TREAD, Tires, Medium, (0, 0), Sizes(TIRES)),
    ("HW", "Hardware", "", "", PLAIN, Chassis, Fast, (0, 0), Sizes(HARDWARE)),
].map(part_type).into());

type Size = (&'static str, u32);

const BATTERIES: &[Size] = &[
    ("Group 24F", 8_900),
    ("Group 25", 9_200),
    ("Group 34", 9_400),
    ("Group 35", 9_100),
    ("Group 47 (H5)", 10_400),
    ("Group 48 (H6)", 11_200),
    ("Group 49 (H8)", 12_900),
    ("Group 51R", 8_700),
    ("Group 58R", 9_600),
    ("Group 65", 9_900),
    ("Group 78", 9_500),
    ("Group 94R (H7)", 11_900),
];
const BLADES: &[Size] = &[
    ("11 in Rear", 480),
    ("12 in Rear", 490),
    ("14 in Rear", 510),
    ("16 in", 520),
    ("17 in", 530),
    ("18 in", 540),
    ("19 in", 560),
    ("20 in", 570),
    ("21 in", 590),
    ("22 in", 600),
    ("24 in", 640),
    ("26 in", 680),
    ("28 in", 720),
];
const BULBS: &[Size] = &[
    ("H1 55W Headlight", 390),
    ("H4 60/55W Headlight", 450),
    ("H7 55W Headlight", 520),
    ("H8 35W Fog", 610),
    ("H11 55W Headlight", 560),
    ("9003 Headlight", 470),
    ("9005 High Beam", 540),
    ("9006 Low Beam", 520),
    ("9012 Headlight", 980),
    ("1157 Stop/Tail 2-Pack", 160),
    ("3157 Stop/Turn 2-Pack", 210),
    ("7440 Turn 2-Pack", 240),
    ("7443 Stop/Tail 2-Pack", 250),
    ("194 Marker 2-Pack", 130),
    ("921 Back-Up 2-Pack", 190),
    ("DE3175 Dome", 170),
];
const OILS: &[Size] = &[
    ("SAE 0W-16 1 qt", 560),
    ("SAE 0W-20 1 qt", 520),
    ("SAE 0W-20 5 qt", 2_150),
    ("SAE 5W-20 1 qt", 450),
    ("SAE 5W-20 5 qt", 1_890),
    ("SAE 5W-30 1 qt", 460),
    ("SAE 5W-30 5 qt", 1_920),
    ("SAE 5W-40 5 qt", 2_380),
    ("SAE 10W-30 1 qt", 430),
    ("SAE 10W-30 5 qt", 1_790),
    ("SAE 10W-40 5 qt", 1_820),
    ("SAE 15W-40 1 gal", 1_650),
];
const FLUIDS: &[Size] = &[
    ("Antifreeze/Coolant Universal 50/50 1 gal", 780),
    ("Antifreeze/Coolant Asian Red 1 gal", 1_250),
    ("Antifreeze/Coolant Asian Blue 1 gal", 1_290),
    ("Antifreeze/Coolant Orange OAT 1 gal", 1_180),
    ("Automatic Transmission Fluid Multi-Vehicle 1 qt", 540),
    ("Automatic Transmission Fluid Low Viscosity 1 qt", 610),
    ("CVT Fluid 1 qt", 790),
    ("Brake Fluid DOT 3 12 oz", 290),
    ("Brake Fluid DOT 4 12 oz", 420),
    ("Power Steering Fluid 32 oz", 560),
    ("Gear Oil 75W-90 1 qt", 890),
    ("Gear Oil 80W-90 1 qt", 690),
    ("Washer Fluid -20F 1 gal", 170),
    ("Diesel Exhaust Fluid 2.5 gal", 890),
    ("Refrigerant R-134a 12 oz", 890),
    ("Grease Cartridge NLGI 2 14 oz", 390),
];
const CHEMICALS: &[Size] = &[
    ("Brake Parts Cleaner 14 oz", 260),
    ("Throttle Body Cleaner 12 oz", 480),
    ("Carburetor Cleaner 12 oz", 430),
    ("Fuel Injector Cleaner 20 oz", 720),
    ("Penetrating Oil 11 oz", 510),
    ("Silicone Gasket Maker Black 3 oz", 490),
    ("Threadlocker Blue 6 ml", 420),
    ("Dielectric Grease 3 oz", 510),
    ("Battery Terminal Protector 7.5 oz", 450),
    ("Glass Cleaner 19 oz", 270),
    ("Hand Cleaner Orange 1 gal", 1_150),
    ("Shop Towels Blue 10-Pack", 1_420),
    ("Nitrile Gloves Large 100", 1_080),
    ("Floor Dry Absorbent 25 lb", 690),
    ("Anti-Seize Compound 8 oz", 780),
    ("Headlight Restoration Kit", 980),
];
const HARDWARE: &[Size] = &[
    ("Drain Plug Gasket M12 10-Pack", 240),
    ("Drain Plug Gasket M14 10-Pack", 260),
    ("Drain Plug M12-1.25", 210),
    ("Drain Plug M14-1.5", 230),
    ("Lug Nut M12-1.5 Chrome", 110),
    ("Lug Nut M12-1.25 Chrome", 110),
    ("Lug Nut M14-1.5 Chrome", 140),
    ("Wheel Stud M12-1.5", 120),
    ("Valve Stem TR413", 45),
    ("Valve Stem TPMS Service Kit", 190),
    ("Hose Clamp #12", 60),
    ("Hose Clamp #28", 75),
    ("Fuse ATC 15A 5-Pack", 110),
    ("Fuse Mini 10A 5-Pack", 120),
    ("Fuse Mini 20A 5-Pack", 120),
    ("Battery Terminal Side Post", 190),
    ("Battery Terminal Top Post", 210),
    ("Push-Type Retainer 8 mm 15-Pack", 240),
    ("Wheel Weight Clip-On 0.50 oz 25-Pack", 560),
    ("Cotter Pin Assortment", 340),
];
const TIRES: &[Size] = &[
    ("185/65R15 88H", 5_900),
    ("195/65R15 91H", 6_300),
    ("205/55R16 91V", 6_900),
    ("205/60R16 92H", 7_100),
    ("205/65R16 95H", 7_300),
    ("215/45R17 91W", 8_600),
    ("215/50R17 95V", 8_800),
    ("215/55R17 94V", 9_100),
    ("215/60R16 95H", 7_600),
    ("225/40R18 92Y", 9_900),
    ("225/45R17 94W", 9_200),
    ("225/50R17 94V", 9_500),
    ("225/60R17 99H", 9_600),
    ("225/65R17 102H", 9_800),
    ("235/45R18 94V", 10_900),
    ("235/55R18 100V", 11_200),
    ("235/55R19 101H", 12_900),
    ("235/60R18 103H", 11_600),
    ("235/65R17 104H", 10_400),
    ("235/65R18 106H", 11_900),
    ("245/60R18 105H", 12_300),
    ("255/50R20 105H", 14_800),
    ("265/60R18 110T", 13_900),
    ("265/65R17 112T", 13_200),
    ("265/70R16 112T", 12_800),
    ("265/70R17 115T", 13_700),
    ("275/55R20 113T", 15_900),
    ("275/60R20 115S", 16_200),
    ("LT245/75R16 120S", 15_400),
    ("LT275/65R18 123S", 18_900),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_two_letters_and_different() {
        let codes: HashSet<&str> = TYPES.iter().map(|kind| kind.code).collect();
        assert_eq!(codes.len(), TYPES.len());
        assert!(codes.iter().all(|code| code.len() == 2), "{codes:?}");
        assert!(
            TYPES.len() <= 100,
            "grouped numbers have two digits for the type"
        );
    }

    #[test]
    fn windows_deal_out_every_generation_once() {
        for kind in TYPES.iter() {
            let Variants::Vehicles(_) = kind.variants else {
                continue;
            };
            let mut next = 0;
            for n in 0..kind.variants.count() {
                let window = kind.variants.window(n).unwrap();
                assert_eq!(window.start, next, "{}", kind.code);
                assert!(!window.is_empty());
                next = window.end;
            }
            assert_eq!(
                next,
                super::super::models::GENERATIONS.len(),
                "{}",
                kind.code
            );
        }
    }

    #[test]
    fn the_demo_catalog_holds_a_whole_round() {
        let lines = ROUND.len() as u64 * 3;
        assert!(lines <= crate::shop::Scale::DEMO.parts, "{lines} lines");
    }
}
