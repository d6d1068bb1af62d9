//! Licence plates: how one is searched and how it is shown.
//!
//! States print the letter O and the digit 0, I and 1 on plates that differ in nothing else, and people read them
//! wrong. So there are two keys: the exact one, and a loose one under which look-alikes meet.

/// The longest plate kept, in letters and digits. North American plates have at most 8.
pub const PLATE_LEN_MAX: usize = 12;

/// A plate's normal form: upper case letters and digits, nothing else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlateKey(String);

/// Why a text is not a plate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlateFault {
    /// There is no letter or digit in it.
    #[error("the plate is empty")]
    Empty,
    /// More than any plate has.
    #[error("the plate is longer than {PLATE_LEN_MAX} characters")]
    TooLong,
}

impl PlateKey {
    /// Reads a plate as typed: blanks, dashes, dots and emblems between the characters do not count.
    ///
    /// # Errors
    /// [`PlateFault`].
    pub fn parse(text: &str) -> Result<Self, PlateFault> {
        let key: String = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .take(PLATE_LEN_MAX + 1)
            .collect();
        match key.chars().count() {
            0 => Err(PlateFault::Empty),
            len if len > PLATE_LEN_MAX => Err(PlateFault::TooLong),
            _ => Ok(Self(key)),
        }
    }

    /// Returns the characters to search by.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key under which plates that look alike meet: O, Q and D like 0, I and L like 1, Z like 2, S like 5,
    /// B like 8. For offering candidates, never for saying that two plates are one.
    #[must_use]
    pub fn look_alike(&self) -> String {
        self.0
            .chars()
            .map(|c| match c {
                'O' | 'Q' | 'D' => '0',
                'I' | 'L' => '1',
                'Z' => '2',
                'S' => '5',
                'B' => '8',
                other => other,
            })
            .collect()
    }
}

/// Returns a plate as people write it: upper case, single blanks, the dashes as typed.
#[must_use]
pub fn shown(text: &str) -> String {
    text.to_uppercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plate_has_one_key() {
        let key = PlateKey::parse("8abc123").unwrap();
        for text in ["8ABC123", " 8abc-123 ", "8·ABC 123", "8 A B C 1 2 3"] {
            assert_eq!(PlateKey::parse(text).as_ref(), Ok(&key), "{text}");
        }
        assert_eq!(key.as_str(), "8ABC123");
        assert_eq!(PlateKey::parse("M-Ü 77").unwrap().as_str(), "MÜ77");
        assert_eq!(PlateKey::parse(" - "), Err(PlateFault::Empty));
        assert_eq!(PlateKey::parse("1234567890123"), Err(PlateFault::TooLong));
        assert!(PlateKey::parse("123456789012").is_ok());
    }

    #[test]
    fn look_alikes_meet_but_stay_two() {
        let (letter, digit) = (
            PlateKey::parse("ABO 1DE").unwrap(),
            PlateKey::parse("AB0 IDE").unwrap(),
        );
        assert_ne!(letter, digit);
        assert_eq!(letter.look_alike(), digit.look_alike());
        assert_eq!(letter.look_alike(), "A8010E");
    }

    #[test]
    fn is_shown_as_written() {
        assert_eq!(shown("  8abc  123 "), "8ABC 123");
        assert_eq!(shown("abc-1234"), "ABC-1234");
    }
}
