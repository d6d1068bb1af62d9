//! Vehicle identification numbers: shape, check digit, and what the characters say.
//!
//! 49 CFR 565.15: 17 characters without I, O and Q; position 9 is a check digit computed from the others.
//! The digit is required in North America only, so a mismatch is a warning elsewhere. Start at [`scan::read`]
//! for what comes from a scanner, at [`Vin::parse`] for what is known to be a VIN. Nothing here decodes models or
//! trims: positions 4 to 8 belong to each maker.

mod check;
mod maker;
pub mod scan;
mod year;

#[cfg(test)]
mod tests;

use std::fmt;

pub use check::{CheckVerdict, Region};
pub use maker::{Maker, VehicleKind, Wmi};
pub use year::{ModelYear, VehicleClass};

/// Why a text is not a VIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VinFault {
    /// A VIN has 17 characters (since 1981).
    #[error("it has {0} characters instead of 17")]
    Length(usize),
    /// A character that no VIN has; I, O and Q are left out because they look like 1 and 0.
    #[error("`{0}` never stands in a VIN")]
    Character(char),
    /// A longer text holds no 17 characters whose check digit holds.
    #[error("the text holds no number with a right check digit")]
    NotFound,
    /// A longer text holds more than one, and only a person can choose.
    #[error("the text holds {0} numbers that could be the VIN")]
    Several(usize),
}

/// A well-formed VIN, upper case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Vin(String);

impl Vin {
    /// Reads a VIN, forgiving lower case, blanks around it and Code 39's `*`.
    ///
    /// # Errors
    /// [`VinFault`] when the shape is wrong. The check digit is asked for by [`Self::check`].
    pub fn parse(text: &str) -> Result<Self, VinFault> {
        let text = text.trim().trim_matches('*').to_ascii_uppercase();
        let len = text.chars().count();
        if len != 17 {
            return Err(VinFault::Length(len));
        }
        match text.chars().find(|c| check::value(*c).is_none()) {
            Some(wrong) => Err(VinFault::Character(wrong)),
            None => Ok(Self(text)),
        }
    }

    /// Returns the 17 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns who made it: three characters, or six for a maker of fewer than 1,000 vehicles a year.
    ///
    /// A `9` in position 3 marks such a maker, whose identifier goes on in positions 12 to 14 (49 CFR 565.15(a)).
    #[must_use]
    pub fn wmi(&self) -> Wmi {
        let mut code = self.slice(0, 3).to_owned();
        if code.ends_with('9') {
            code.push_str(self.slice(11, 14));
        }
        Wmi(code)
    }

    /// Returns position 11, the maker's own code for the plant.
    #[must_use]
    pub fn plant(&self) -> char {
        // Every character is ASCII, so there is always an eleventh.
        self.0.chars().nth(10).unwrap_or('0')
    }

    /// Returns the production number: positions 12 to 17, or 15 to 17 for a low-volume maker.
    #[must_use]
    pub fn serial(&self) -> &str {
        if self.wmi().is_low_volume() {
            self.slice(14, 17)
        } else {
            self.slice(11, 17)
        }
    }

    /// Returns the last six characters, as parts counters ask for them.
    #[must_use]
    pub fn last6(&self) -> &str {
        self.slice(11, 17)
    }

    /// Returns the last eight characters, which carry the model year and the plant too.
    #[must_use]
    pub fn last8(&self) -> &str {
        self.slice(9, 17)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        self.0.get(from..to).unwrap_or_default()
    }
}

impl fmt::Display for Vin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
