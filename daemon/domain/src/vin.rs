//! Vehicle identification numbers: shape and check digit.
//!
//! 49 CFR 565.15: 17 characters without I, O and Q; position 9 is a check digit computed from the others.
//! The digit is required in North America only, so a mismatch is a warning elsewhere.

use std::fmt;

/// Why a text is not a VIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VinFault {
    /// A VIN has 17 characters (since 1981).
    #[error("it has {0} characters instead of 17")]
    Length(usize),
    /// A character that no VIN has; I, O and Q are left out because they look like 1 and 0.
    #[error("`{0}` never stands in a VIN")]
    Character(char),
}

/// A well-formed VIN, upper case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Vin(String);

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

impl Vin {
    /// Reads a VIN, forgiving lower case, blanks around it and Code 39's `*`.
    ///
    /// # Errors
    /// [`VinFault`] when the shape is wrong. The check digit is asked for by [`Self::check_digit_holds`].
    pub fn parse(text: &str) -> Result<Self, VinFault> {
        let text = text.trim().trim_matches('*').to_ascii_uppercase();
        let len = text.chars().count();
        if len != 17 {
            return Err(VinFault::Length(len));
        }
        match text.chars().find(|c| value(*c).is_none()) {
            Some(wrong) => Err(VinFault::Character(wrong)),
            None => Ok(Self(text)),
        }
    }

    /// Returns the 17 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the check digit that position 9 should show.
    #[must_use]
    pub fn check_digit(&self) -> char {
        let sum: u32 = self
            .0
            .chars()
            .zip(WEIGHTS)
            .map(|(c, weight)| value(c).unwrap_or(0) * weight)
            .sum();
        char::from_digit(sum % 11, 10).unwrap_or('X')
    }

    /// Tells whether position 9 shows the right check digit.
    #[must_use]
    pub fn check_digit_holds(&self) -> bool {
        self.0.chars().nth(8) == Some(self.check_digit())
    }
}

impl fmt::Display for Vin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The transliteration table of 49 CFR 565.15(c).
fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        'A' | 'J' => Some(1),
        'B' | 'K' | 'S' => Some(2),
        'C' | 'L' | 'T' => Some(3),
        'D' | 'M' | 'U' => Some(4),
        'E' | 'N' | 'V' => Some(5),
        'F' | 'W' => Some(6),
        'G' | 'P' | 'X' => Some(7),
        'H' | 'Y' => Some(8),
        'R' | 'Z' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_known_vins() {
        for good in [
            "1G4AH59H45G118341",
            "1J9RP1A36A1644345",
            "1HGBH41JXMN109186",
            "1M8GDM9AXKP042788",
            "11111111111111111",
            "5GZCZ43D13S812715",
            "1HGCM82633A004352",
            "JH4KA7650MC002609",
        ] {
            assert!(Vin::parse(good).unwrap().check_digit_holds(), "{good}");
        }
        let european = Vin::parse("WBA3A5C50CF256651").unwrap();
        assert!(!european.check_digit_holds());
        assert_eq!(european.check_digit(), '7');
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
}
