//! Trade item numbers on packages: GTIN-8, -12 (UPC-A), -13 (EAN) and -14, and the short UPC-E.
//!
//! Kept right-justified in 14 digits, as the GS1 General Specifications ask of a data base, so that the same
//! article is found whichever form was scanned. Numbers that start with 2 are given out by the shop or the scale
//! and mean nothing outside it; [`Gtin::restricted`] tells.

use std::fmt;

/// Why a text is not a GTIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GtinFault {
    /// A GTIN has 8, 12, 13 or 14 digits.
    #[error("it has {0} digits instead of 8, 12, 13 or 14")]
    Length(usize),
    /// Something other than a digit.
    #[error("`{0}` is not a digit")]
    Character(char),
    /// The last digit does not follow from the others: a slip of the keys or a misread.
    #[error("the check digit is {found}, it should be {expected}")]
    CheckDigit {
        /// What it shows.
        found: char,
        /// What it should show.
        expected: char,
    },
    /// UPC-E begins with 0 or 1.
    #[error("a UPC-E number begins with 0 or 1, not `{0}`")]
    NumberSystem(char),
    /// All zeros pass the check but name nothing.
    #[error("the number is all zeros")]
    Zero,
}

/// A checked GTIN, right-justified in 14 digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Gtin(String);

/// What the bar code itself says it is, where the scanner tells; it settles eight digits, which are GTIN-8 or UPC-E.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// EAN, UPC-A, ITF-14 or typed by a person.
    Plain,
    /// UPC-E: eight digits with number system and check digit, or seven without the check digit, or six without
    /// both.
    UpcE,
}

/// A number that only means something inside one shop or one region (GS1 General Specifications 1.4, restricted
/// circulation numbers).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Restricted {
    /// The item's number as commonly laid out in UPC-A `2IIIIIcVVVVk`: five digits after the prefix.
    pub item: u32,
    /// The four digits before the check digit: a price or a weight, in the unit the scale was set to.
    pub value: u32,
}

impl Gtin {
    /// Reads a GTIN; blanks and dashes between digits are left out.
    ///
    /// # Errors
    /// [`GtinFault`].
    pub fn parse(text: &str, form: Form) -> Result<Self, GtinFault> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        if let Some(wrong) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(GtinFault::Character(wrong));
        }
        let full = match form {
            Form::Plain => digits,
            Form::UpcE => expand_upc_e(&digits)?,
        };
        if !matches!(full.len(), 8 | 12 | 13 | 14) {
            return Err(GtinFault::Length(full.len()));
        }
        let (body, shown) = full.split_at(full.len() - 1);
        let expected = check_digit(body).ok_or(GtinFault::Length(full.len()))?;
        if let Some(found) = shown.chars().next().filter(|found| *found != expected) {
            return Err(GtinFault::CheckDigit { found, expected });
        }
        if full.chars().all(|c| c == '0') {
            return Err(GtinFault::Zero);
        }
        Ok(Self(format!("{full:0>14}")))
    }

    /// Returns the 14 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the shortest standard form: 8, 12, 13 or 14 digits, as printed under the bars.
    #[must_use]
    pub fn shortest(&self) -> &str {
        let significant = self.0.trim_start_matches('0').len();
        let len = match significant {
            0..=8 => 8,
            9..=12 => 12,
            13 => 13,
            _ => 14,
        };
        self.0.get(14 - len..).unwrap_or(&self.0)
    }

    /// Returns the packaging indicator: 0 for the article itself, 1 to 8 for cases of it, 9 for goods by measure.
    #[must_use]
    pub fn indicator(&self) -> char {
        self.0.chars().next().unwrap_or('0')
    }

    /// Reads a number of restricted circulation: UPC-A that begins with 2, or EAN-13 with 20 to 29.
    ///
    /// Such a number is not the article's: the value in it differs from package to package, so it is looked up by
    /// `item` and never kept as the article's GTIN. The layout is a local choice; this is the common one, five digits
    /// for the item and four for the value before the check digit.
    #[must_use]
    pub fn restricted(&self) -> Option<Restricted> {
        let thirteen = self.0.strip_prefix('0')?;
        // UPC-A is EAN-13 with a leading zero, so both have the item in the same place but for one digit.
        if !thirteen.starts_with("02") && !thirteen.starts_with('2') {
            return None;
        }
        Some(Restricted {
            item: thirteen.get(2..7)?.parse().ok()?,
            value: thirteen.get(8..12)?.parse().ok()?,
        })
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shortest())
    }
}

/// Returns the check digit for the digits before it; absent when one of them is no digit or there is none.
///
/// GS1 modulo 10: from the right, weights 3, 1, 3, …; the digit fills the sum up to the next ten (GS1 General
/// Specifications 7.9.1; 629104150021 gives 3 in GS1 Hong Kong's example).
#[must_use]
pub fn check_digit(body: &str) -> Option<char> {
    if body.is_empty() {
        return None;
    }
    let mut sum = 0;
    for (place, c) in body.chars().rev().enumerate() {
        let digit = c.to_digit(10)?;
        sum += if place % 2 == 0 { 3 * digit } else { digit };
        sum %= 10;
    }
    char::from_digit((10 - sum) % 10, 10)
}

/// Writes a UPC-E number out as the 12 digits of UPC-A (GS1 General Specifications 5.2.2.4.2).
///
/// The last of its six digits says where the zeros were left out.
fn expand_upc_e(digits: &str) -> Result<String, GtinFault> {
    let (system, six, shown) = match digits.len() {
        6 => ("0", digits, None),
        7 => (&digits[..1], &digits[1..], None),
        8 => (&digits[..1], &digits[1..7], digits.chars().nth(7)),
        other => return Err(GtinFault::Length(other)),
    };
    if let Some(wrong) = system.chars().find(|c| !matches!(c, '0' | '1')) {
        return Err(GtinFault::NumberSystem(wrong));
    }
    let (five, last) = six.split_at(5);
    let body = match last {
        "0" | "1" | "2" => format!("{system}{}{last}0000{}", &five[..2], &five[2..]),
        "3" => format!("{system}{}00000{}", &five[..3], &five[3..]),
        "4" => format!("{system}{}00000{}", &five[..4], &five[4..]),
        _ => format!("{system}{five}0000{last}"),
    };
    let check = shown
        .or_else(|| check_digit(&body))
        .ok_or(GtinFault::Length(digits.len()))?;
    Ok(format!("{body}{check}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Result<Gtin, GtinFault> {
        Gtin::parse(text, Form::Plain)
    }

    #[test]
    fn check_digits_of_the_worked_examples() {
        assert_eq!(check_digit("629104150021"), Some('3'));
        assert_eq!(check_digit("03600024145"), Some('7'));
        assert_eq!(check_digit(""), None);
        assert_eq!(check_digit("12a"), None);
    }

    #[test]
    fn every_form_of_one_article_is_one_number() {
        let upc = plain("036000241457").unwrap();
        assert_eq!(upc.as_str(), "00036000241457");
        assert_eq!(plain("0036000241457").unwrap(), upc);
        assert_eq!(plain("00036000241457").unwrap(), upc);
        assert_eq!(plain(" 0 36000 24145-7 ").unwrap(), upc);
        assert_eq!(upc.to_string(), "036000241457");
        assert_eq!(plain("6291041500213").unwrap().to_string(), "6291041500213");
        assert_eq!(plain("96385074").unwrap().as_str(), "00000096385074");
        assert_eq!(plain("96385074").unwrap().to_string(), "96385074");
        assert_eq!(plain("10036000241454").unwrap().indicator(), '1');
    }

    #[test]
    fn refuses_what_is_no_gtin() {
        assert_eq!(plain("12345"), Err(GtinFault::Length(5)));
        assert_eq!(plain("03600024145X"), Err(GtinFault::Character('X')));
        assert_eq!(
            plain("036000241458"),
            Err(GtinFault::CheckDigit {
                found: '8',
                expected: '7'
            })
        );
        assert_eq!(plain("000000000000"), Err(GtinFault::Zero));
        assert_eq!(plain(""), Err(GtinFault::Length(0)));
    }

    #[test]
    fn upc_e_is_written_out_by_its_last_digit() {
        // One of each rule; the last is the example printed in most descriptions of the symbol.
        for (short, long) in [
            ("01234505", "012000003455"),
            ("01234514", "012100003454"),
            ("01234523", "012200003453"),
            ("01234531", "012300000451"),
            ("01234543", "012340000053"),
            ("04252614", "042100005264"),
        ] {
            let wide = Gtin::parse(short, Form::UpcE).unwrap();
            assert_eq!(wide.to_string(), long, "{short}");
            assert_eq!(plain(long).unwrap(), wide);
            assert_eq!(Gtin::parse(&short[..7], Form::UpcE).unwrap(), wide);
            assert_eq!(Gtin::parse(&short[1..7], Form::UpcE).unwrap(), wide);
        }
        let wide = Gtin::parse("654321", Form::UpcE).unwrap();
        assert_eq!(wide.to_string(), "065100004327");
        assert_eq!(
            Gtin::parse("0123455", Form::UpcE).unwrap().to_string(),
            "012345000058"
        );
        assert_eq!(
            Gtin::parse("21234505", Form::UpcE),
            Err(GtinFault::NumberSystem('2'))
        );
        assert_eq!(
            Gtin::parse("04252613", Form::UpcE),
            Err(GtinFault::CheckDigit {
                found: '3',
                expected: '4'
            })
        );
    }

    #[test]
    fn a_price_in_the_number_is_seen() {
        let body = "21234570599";
        let upc = format!("{body}{}", check_digit(body).unwrap());
        let found = plain(&upc).unwrap().restricted();
        assert_eq!(
            found,
            Some(Restricted {
                item: 12345,
                value: 599
            })
        );
        assert_eq!(plain("036000241457").unwrap().restricted(), None);
        let body = "2812345706990";
        let case = format!("{body}{}", check_digit(body).unwrap());
        assert_eq!(plain(&case).unwrap().restricted(), None);
    }

    proptest! {
        #[test]
        fn any_one_wrong_digit_is_caught(
            body in "[0-9]{13}",
            place in 0_usize..14,
            step in 1_u32..10,
        ) {
            let good = format!("{body}{}", check_digit(&body).unwrap());
            prop_assume!(good.chars().any(|c| c != '0'));
            prop_assert!(plain(&good).is_ok());
            let bad: String = good
                .chars()
                .enumerate()
                .map(|(at, c)| {
                    let digit = c.to_digit(10).unwrap();
                    char::from_digit(if at == place { (digit + step) % 10 } else { digit }, 10).unwrap()
                })
                .collect();
            prop_assert!(matches!(plain(&bad), Err(GtinFault::CheckDigit { .. })), "{}", bad);
        }
    }
}
