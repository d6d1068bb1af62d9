//! Who made a vehicle, and where the identifier was assigned.

mod table;

use std::fmt;

use super::{VehicleClass, Vin};

/// A world manufacturer identifier: three characters, or six of a low-volume maker.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Wmi(pub(super) String);

impl Wmi {
    /// Returns the characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether the maker builds fewer than 1,000 vehicles of a type a year (49 CFR 565.15(a)).
    #[must_use]
    pub fn is_low_volume(&self) -> bool {
        self.0.len() > 3
    }
}

impl fmt::Display for Wmi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of vehicle that an identifier stands for; makers use one identifier for each (49 CFR 565.15(a)).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum VehicleKind {
    /// A bus or large passenger van.
    Bus,
    /// A passenger car.
    Car,
    /// A chassis that another maker finishes.
    Incomplete,
    /// A motorcycle.
    Motorcycle,
    /// A multipurpose passenger vehicle: sport utility, minivan.
    Multipurpose,
    /// A truck, pick-ups too.
    Truck,
}

impl VehicleKind {
    /// Returns what the kind alone says about the rule for model years. Trucks and multipurpose vehicles may weigh
    /// more than 10,000 lb, so they stay open.
    #[must_use]
    pub const fn class(self) -> VehicleClass {
        match self {
            Self::Car => VehicleClass::Light,
            Self::Multipurpose | Self::Truck | Self::Incomplete => VehicleClass::Unknown,
            Self::Bus | Self::Motorcycle => VehicleClass::Other,
        }
    }
}

/// What the built-in table knows about an identifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Maker {
    /// The kind of vehicle.
    pub kind: VehicleKind,
    /// The makes that share the identifier, in alphabetical order; one at least.
    pub makes: &'static [&'static str],
}

impl Maker {
    /// Returns the make to fill in, when only one is possible.
    #[must_use]
    pub fn only_make(&self) -> Option<&'static str> {
        match self.makes {
            [make] => Some(make),
            _ => None,
        }
    }
}

impl Vin {
    /// Looks the maker up among those common in the United States. Absent does not mean wrong.
    #[must_use]
    pub fn maker(&self) -> Option<Maker> {
        let wmi = self.wmi();
        let place = table::TABLE
            .binary_search_by(|row| row.0.cmp(wmi.as_str()))
            .ok()?;
        let (_, kind, makes) = table::TABLE.get(place)?;
        Some(Maker { kind: *kind, makes })
    }

    /// Returns the country whose body assigned the identifier (ISO 3780), as an ISO 3166-1 code.
    ///
    /// The maker has its seat there; the plant usually, not always. Ranges without many road vehicles are left out.
    #[must_use]
    pub fn country(&self) -> Option<&'static str> {
        let code = match self.as_str().as_bytes() {
            [b'1' | b'4' | b'5', ..] | [b'7', b'F'..=b'Z' | b'0'..=b'9', ..] => "US",
            [b'2', ..] => "CA",
            [b'3', b'A'..=b'X', ..] => "MX",
            [b'6', ..] => "AU",
            [b'7', b'A'..=b'E', ..] => "NZ",
            [b'8', b'A'..=b'E', ..] => "AR",
            [b'9', b'A'..=b'E' | b'3'..=b'9', ..] => "BR",
            [b'J', ..] => "JP",
            [b'K', b'L'..=b'R', ..] => "KR",
            [b'L', ..] => "CN",
            [b'M', b'A'..=b'E', ..] => "IN",
            [b'M', b'F'..=b'K', ..] => "ID",
            [b'M', b'L'..=b'R', ..] => "TH",
            [b'N', b'L'..=b'R', ..] => "TR",
            [b'P', b'L'..=b'R', ..] => "MY",
            [b'R', b'F'..=b'K', ..] => "TW",
            [b'S', b'A'..=b'M', ..] => "GB",
            [b'S', b'N'..=b'T', ..] | [b'W', ..] => "DE",
            [b'S', b'U'..=b'Z', ..] => "PL",
            [b'T', b'A'..=b'H', ..] => "CH",
            [b'T', b'J'..=b'P', ..] => "CZ",
            [b'T', b'R'..=b'V', ..] => "HU",
            [b'V', b'A'..=b'E', ..] => "AT",
            [b'V', b'F'..=b'R', ..] => "FR",
            [b'V', b'S'..=b'W', ..] => "ES",
            [b'Y', b'A'..=b'E', ..] => "BE",
            [b'Y', b'F'..=b'K', ..] => "FI",
            [b'Y', b'S'..=b'W', ..] => "SE",
            [b'Z', b'A'..=b'R', ..] => "IT",
            _ => return None,
        };
        Some(code)
    }
}

/// Tells whether the table can be searched and each row makes sense.
#[cfg(test)]
pub(super) fn sorted_and_sane() -> bool {
    table::TABLE.is_sorted_by(|a, b| a.0 < b.0)
        && table::TABLE.iter().all(|(wmi, _, makes)| {
            wmi.len() == 3 && !makes.is_empty() && makes.is_sorted_by(|a, b| a < b)
        })
}
