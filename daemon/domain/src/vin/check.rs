//! The check digit of 49 CFR 565.15(c), and what its absence means.

use super::Vin;

/// What position 9 says about a VIN.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CheckVerdict {
    /// Position 9 shows the digit that the other sixteen ask for.
    Valid,
    /// It does not, and the first character says North America, where the digit is law: a character was
    /// misread or mistyped. The number is held back until a person confirms it.
    MismatchNorthAmerica {
        /// The digit that would be right.
        expected: char,
    },
    /// It does not, on a vehicle built for another part of the world, where makers use position 9 as they
    /// please: worth a warning, never a block.
    MismatchElsewhere {
        /// The digit that would be right.
        expected: char,
    },
}

impl CheckVerdict {
    /// Tells whether a person must look again before the number is kept.
    #[must_use]
    pub const fn needs_confirmation(self) -> bool {
        matches!(self, Self::MismatchNorthAmerica { .. })
    }
}

/// The part of the world that assigned a manufacturer's identifier, by its first characters (ISO 3780).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Region {
    /// A to H.
    Africa,
    /// J to R.
    Asia,
    /// S to Z.
    Europe,
    /// 1 to 5, and 7F to 70, which the United States took when the others ran out.
    NorthAmerica,
    /// 6, and 7A to 7E.
    Oceania,
    /// 8 and 9; 0 is not used.
    SouthAmerica,
}

/// Weights of the 17 positions (49 CFR 565.15(c), table IV); position 9 weighs nothing.
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

impl Vin {
    /// Returns the sum of values by weights; what is left after dividing by 11 is the check digit.
    #[must_use]
    pub fn weighted_sum(&self) -> u32 {
        self.as_str()
            .chars()
            .zip(WEIGHTS)
            .map(|(c, weight)| value(c).unwrap_or(0) * weight)
            .sum()
    }

    /// Returns the check digit that position 9 should show.
    #[must_use]
    pub fn check_digit(&self) -> char {
        char::from_digit(self.weighted_sum() % 11, 10).unwrap_or('X')
    }

    /// Tells whether position 9 shows the right check digit.
    #[must_use]
    pub fn check_digit_holds(&self) -> bool {
        self.as_str().chars().nth(8) == Some(self.check_digit())
    }

    /// Returns the part of the world that the first characters stand for.
    #[must_use]
    pub fn region(&self) -> Region {
        match self.as_str().as_bytes() {
            [b'A'..=b'H', ..] => Region::Africa,
            [b'J'..=b'R', ..] => Region::Asia,
            [b'S'..=b'Z', ..] => Region::Europe,
            [b'6', ..] | [b'7', b'A'..=b'E', ..] => Region::Oceania,
            [b'1'..=b'5' | b'7', ..] => Region::NorthAmerica,
            _ => Region::SouthAmerica,
        }
    }

    /// Judges the check digit by where the vehicle comes from.
    ///
    /// The digit is required of vehicles made for sale in the United States and Canada (49 CFR 565.15(c)). A
    /// vehicle built elsewhere for those markets has it too, but its first character cannot tell.
    #[must_use]
    pub fn check(&self) -> CheckVerdict {
        if self.check_digit_holds() {
            return CheckVerdict::Valid;
        }
        let expected = self.check_digit();
        match self.region() {
            Region::NorthAmerica => CheckVerdict::MismatchNorthAmerica { expected },
            Region::Africa
            | Region::Asia
            | Region::Europe
            | Region::Oceania
            | Region::SouthAmerica => CheckVerdict::MismatchElsewhere { expected },
        }
    }
}

/// The transliteration table of 49 CFR 565.15(c), table III; I, O and Q have no value.
pub(super) fn value(c: char) -> Option<u32> {
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
