//! Telephone numbers: one form to search by, one to show.
//!
//! A number without `+` is of the North American Numbering Plan (the shop's own country code is 1): ten digits, or
//! eleven with the 1 in front. One with `+` or `011` is international (ITU-T E.164: at most 15 digits). Words such as
//! `ext` begin an extension.

use std::fmt;

/// The most digits of an international number (ITU-T E.164, 6.1).
const E164_DIGITS_MAX: usize = 15;
/// The fewest digits that any country gives a full number, its code included.
const E164_DIGITS_MIN: usize = 7;
/// The longest extension kept.
const EXTENSION_DIGITS_MAX: usize = 8;

/// Why a text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// Not as many digits as a number has.
    #[error("a number of {0} digits is not complete; write 10 digits, or + and the country code")]
    Digits(usize),
    /// A character that no number has.
    #[error("`{0}` does not belong in a telephone number")]
    Character(char),
    /// Area code and exchange begin with 2 to 9 (NANPA).
    #[error("the area code and the exchange begin with 2 to 9")]
    Nanp,
    /// Something stands after the word for extension that is none.
    #[error("the extension is 1 to {EXTENSION_DIGITS_MAX} digits")]
    Extension,
}

/// A telephone number in its normal form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Phone {
    digits: String,
    extension: Option<String>,
}

impl Phone {
    /// Reads a number as typed.
    ///
    /// # Errors
    /// [`PhoneFault`].
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let (number, extension) = split_extension(text)?;
        let number = number.trim();
        let (number, plus) = match number.strip_prefix('+') {
            Some(rest) => (rest, true),
            None => (number, false),
        };
        let mut digits = String::new();
        for c in number.chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '\u{a0}' | '\t' | '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2013}' => {}
                other => return Err(PhoneFault::Character(other)),
            }
        }
        let international = if plus {
            Some(digits.as_str())
        } else {
            // 011 is how international calls are dialled in the United States and Canada.
            digits.strip_prefix("011")
        };
        let digits = match international {
            Some(number) => checked_international(number)?,
            None => checked_national(&digits)?,
        };
        Ok(Self { digits, extension })
    }

    /// Returns country code and number as digits, the key to search by; the extension is not in it.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Returns the extension.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    /// Returns the E.164 form that message services take: `+12175550188`.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+{}", self.digits)
    }

    /// Returns the last four digits, as a person at the counter is asked for them.
    #[must_use]
    pub fn last4(&self) -> &str {
        self.digits
            .get(self.digits.len().saturating_sub(4)..)
            .unwrap_or_default()
    }
}

/// Prints `(217) 555-0188`, `(217) 555-0188 ext. 12` or `+49 891234567`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match national(&self.digits) {
            Some((area, exchange, line)) => write!(f, "({area}) {exchange}-{line}")?,
            None => write!(f, "+{}", self.digits)?,
        }
        match &self.extension {
            Some(extension) => write!(f, " ext. {extension}"),
            None => Ok(()),
        }
    }
}

/// Returns the digits of a fragment to search by, such as the last four; a leading 1 of eleven is kept as it is.
#[must_use]
pub fn search_digits(fragment: &str) -> String {
    fragment.chars().filter(char::is_ascii_digit).collect()
}

fn national(digits: &str) -> Option<(&str, &str, &str)> {
    let ten = digits.strip_prefix('1').filter(|ten| ten.len() == 10)?;
    Some((ten.get(..3)?, ten.get(3..6)?, ten.get(6..)?))
}

fn checked_international(number: &str) -> Result<String, PhoneFault> {
    if let Some(ten) = number.strip_prefix('1') {
        return checked_national(ten);
    }
    if (E164_DIGITS_MIN..=E164_DIGITS_MAX).contains(&number.len()) && !number.starts_with('0') {
        Ok(number.to_owned())
    } else {
        Err(PhoneFault::Digits(number.len()))
    }
}

fn checked_national(digits: &str) -> Result<String, PhoneFault> {
    let ten = match digits.len() {
        11 => digits.strip_prefix('1').ok_or(PhoneFault::Digits(11))?,
        10 => digits,
        other => return Err(PhoneFault::Digits(other)),
    };
    let starts_right = |at: usize| {
        ten.as_bytes()
            .get(at)
            .is_some_and(|b| matches!(b, b'2'..=b'9'))
    };
    if starts_right(0) && starts_right(3) {
        Ok(format!("1{ten}"))
    } else {
        Err(PhoneFault::Nanp)
    }
}

fn split_extension(text: &str) -> Result<(&str, Option<String>), PhoneFault> {
    let Some(at) = text.find(['e', 'E', 'x', 'X', '#']) else {
        return Ok((text, None));
    };
    let (number, rest) = text.split_at(at);
    let lower = rest.to_ascii_lowercase();
    let after = ["extension", "ext", "x", "#"]
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .ok_or(PhoneFault::Extension)?;
    let extension = after.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
    let good = (1..=EXTENSION_DIGITS_MAX).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_digit());
    if good {
        Ok((number, Some(extension.to_owned())))
    } else {
        Err(PhoneFault::Extension)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for text in [
            "(217) 555-0188",
            "217.555.0188",
            "2175550188",
            "1-217-555-0188",
            "+1 217 555 0188",
            "217\u{2013}555\u{2013}0188",
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(phone.digits(), "12175550188", "{text}");
            assert_eq!(phone.to_string(), "(217) 555-0188");
            assert_eq!(phone.e164(), "+12175550188");
            assert_eq!(phone.last4(), "0188");
            assert_eq!(phone.extension(), None);
        }
    }

    #[test]
    fn an_extension_stands_apart() {
        for text in [
            "217-555-0188 ext. 12",
            "217-555-0188x12",
            "217-555-0188 Extension: 12",
            "217-555-0188 #12",
        ] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(phone.extension(), Some("12"), "{text}");
            assert_eq!(phone.digits(), "12175550188");
            assert_eq!(phone.to_string(), "(217) 555-0188 ext. 12");
        }
        for text in [
            "217-555-0188 ext",
            "217-555-0188 x123456789",
            "217-555-0188 x1a",
        ] {
            assert_eq!(Phone::parse(text), Err(PhoneFault::Extension), "{text}");
        }
    }

    #[test]
    fn other_countries_begin_with_plus() {
        let phone = Phone::parse("+49 (89) 1234-567").unwrap();
        assert_eq!(phone.digits(), "49891234567");
        assert_eq!(phone.to_string(), "+49891234567");
        assert_eq!(Phone::parse("011 49 89 1234567"), Ok(phone));
    }

    #[test]
    fn refuses_what_is_no_number() {
        assert_eq!(Phone::parse("555-0188"), Err(PhoneFault::Digits(7)));
        assert_eq!(Phone::parse(""), Err(PhoneFault::Digits(0)));
        assert_eq!(
            Phone::parse("217-555-01AB"),
            Err(PhoneFault::Character('A'))
        );
        assert_eq!(Phone::parse("117-555-0188"), Err(PhoneFault::Nanp));
        assert_eq!(Phone::parse("217-155-0188"), Err(PhoneFault::Nanp));
        assert_eq!(Phone::parse("22175550188"), Err(PhoneFault::Digits(11)));
        assert_eq!(
            Phone::parse("+1234567890123456"),
            Err(PhoneFault::Digits(15))
        );
        assert_eq!(
            Phone::parse("+4912345678901234"),
            Err(PhoneFault::Digits(16))
        );
        assert_eq!(Phone::parse("call me"), Err(PhoneFault::Extension));
    }

    #[test]
    fn a_fragment_is_its_digits() {
        assert_eq!(search_digits("555-01"), "55501");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(number in "[2-9][0-9]{2}[2-9][0-9]{6}", extension in "[0-9]{0,8}") {
            let text = if extension.is_empty() { number } else { format!("{number} x{extension}") };
            let phone = Phone::parse(&text).unwrap();
            prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone));
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,40}") {
            let _ = Phone::parse(&text);
            let _ = crate::plate::PlateKey::parse(&text);
        }
    }
}
