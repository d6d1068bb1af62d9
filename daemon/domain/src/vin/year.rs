//! The model year in position 10, and how far it can be trusted.
//!
//! The codes run for 30 years and start again: `A` is 1980 and 2010. For passenger cars, multipurpose vehicles
//! and trucks up to 10,000 lb, position 7 tells the two apart (49 CFR 565.15(b) and (d), table VII; NHTSA 73 FR
//! 23367, 30 April 2008): a digit there means 1980 to 2009, a letter 2010 to 2039. Heavier vehicles, buses,
//! trailers and motorcycles do not follow that rule, and a VIN alone does not say which kind it belongs to.

use super::Vin;

/// The codes of position 10 in order; I, O, Q, U, Z and 0 are left out.
const CODES: &str = "ABCDEFGHJKLMNPRSTVWXY123456789";
/// What code `A` stands for in the first run.
const FIRST_YEAR: u16 = 1980;
/// The length of a run.
const RUN: u16 = 30;

/// What is known about a vehicle's kind when its model year is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum VehicleClass {
    /// Passenger car, multipurpose vehicle or truck of at most 10,000 lb (4,536 kg) gross weight.
    Light,
    /// Heavier truck, bus, trailer, motorcycle or low-speed vehicle.
    Other,
    /// Nobody has said; position 7 is taken as a hint.
    Unknown,
}

/// What position 10 says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ModelYear {
    /// One year only.
    Certain(u16),
    /// Two years, 30 apart: a person chooses.
    Either {
        /// The year of the 1980 run.
        earlier: u16,
        /// The year of the 2010 run.
        later: u16,
        /// Which of the two position 7 would mean on a light vehicle; absent where it cannot apply.
        likely: Option<u16>,
    },
    /// The character stands for no year. Vehicles made for markets outside North America may carry anything here.
    Unknown,
}

impl ModelYear {
    /// Returns every year it can be, earliest first.
    #[must_use]
    pub fn candidates(self) -> Vec<u16> {
        match self {
            Self::Certain(year) => vec![year],
            Self::Either { earlier, later, .. } => vec![earlier, later],
            Self::Unknown => Vec::new(),
        }
    }

    /// Leaves out years that cannot be yet, which settles most of the doubt: a vehicle is sold as next year's model at
    /// the latest.
    #[must_use]
    pub fn not_after(self, latest: u16) -> Self {
        match self {
            Self::Either { earlier, later, .. } if later > latest && earlier <= latest => {
                Self::Certain(earlier)
            }
            Self::Certain(year) | Self::Either { earlier: year, .. } if year > latest => {
                Self::Unknown
            }
            known => known,
        }
    }

    /// Returns the year to fill in: the certain one, or the likely one for a person to confirm.
    #[must_use]
    pub const fn suggested(self) -> Option<u16> {
        match self {
            Self::Certain(year) => Some(year),
            Self::Either { likely, .. } => likely,
            Self::Unknown => None,
        }
    }
}

impl Vin {
    /// Reads the model year from position 10.
    #[must_use]
    pub fn model_year(&self, class: VehicleClass) -> ModelYear {
        let mut chars = self.as_str().chars();
        let seventh = chars.nth(6);
        // `nth` has taken seven characters, so the tenth is the third of the rest.
        let place = chars
            .nth(2)
            .and_then(|code| CODES.find(code))
            .and_then(|place| u16::try_from(place).ok());
        let Some(place) = place else {
            return ModelYear::Unknown;
        };
        let earlier = FIRST_YEAR + place;
        let later = earlier + RUN;
        let by_seventh = if seventh.is_some_and(|c| c.is_ascii_digit()) {
            earlier
        } else {
            later
        };
        match class {
            VehicleClass::Light => ModelYear::Certain(by_seventh),
            VehicleClass::Unknown => ModelYear::Either {
                earlier,
                later,
                likely: Some(by_seventh),
            },
            VehicleClass::Other => ModelYear::Either {
                earlier,
                later,
                likely: None,
            },
        }
    }
}
