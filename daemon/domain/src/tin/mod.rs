//! Tire identification numbers: the `DOT` code on a sidewall (49 CFR 574.5).
//!
//! Since 13 April 2015 a new tire has 13 symbols: plant 3, size and maker's own 6, date 4; a retread has 7: plant 3,
//! date 4 (80 FR 19553; phased in until 2025). Before, a new tire had a plant of 2 and up to 6 more before the date, which
//! has 4 digits since 2000 and had 3 before (64 FR 36807). Four in ten registrations are useless because of a slip
//! in typing, so what is typed is checked here, and the record of a sale is in [`registration`].

mod date;
pub mod registration;

use std::fmt;

pub use date::{DateCode, TireAdvice, TireAge};

/// Symbols that no TIN has, because they are taken for others (49 CFR 574.5(e)), and what they may have been.
const LOOK_ALIKES: [(char, char); 6] = [
    ('G', '6'),
    ('I', '1'),
    ('O', '0'),
    ('Q', '0'),
    ('S', '5'),
    ('Z', '2'),
];

/// Why a text is not a TIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TinFault {
    /// No form has this many symbols.
    #[error("it has {0} symbols; a tire has 13, a retread 7, a tire of before 2015 6 to 12")]
    Length(usize),
    /// A symbol that no TIN has.
    #[error("`{0}` never stands in a tire identification number")]
    Symbol(char),
    /// The last symbols are no week and year.
    #[error("it does not end with a week from 01 to 53 and a year")]
    Date,
}

/// Which of the forms a number has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TinForm {
    /// A new tire under the rule of 2015: 13 symbols.
    New,
    /// A retread: 7 symbols.
    Retread,
    /// A new tire under the rule before, made in 2000 or later.
    OldFourDigitDate,
    /// A new tire made before 2000.
    OldThreeDigitDate,
}

/// A checked TIN.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tin {
    symbols: String,
    form: TinForm,
    date: DateCode,
}

impl Tin {
    /// Reads a TIN; the letters `DOT`, blanks and dashes are left out.
    ///
    /// A short number can mean two things: seven symbols are taken for a retread, and an end that is a date both with
    /// four digits and with three is taken for four, the tires that are still on the road.
    /// [`Self::other_reading`] gives the other meaning for a person to choose.
    ///
    /// # Errors
    /// [`TinFault`].
    pub fn parse(text: &str) -> Result<Self, TinFault> {
        let symbols = normal(text);
        let len = symbols.chars().count();
        if let Some(wrong) = symbols.chars().find(|c| !is_symbol(*c)) {
            return Err(TinFault::Symbol(wrong));
        }
        let four = symbols
            .get(len.saturating_sub(4)..)
            .and_then(DateCode::four_digits);
        let reading = match (len, four) {
            (13, Some(date)) => Some((TinForm::New, date)),
            (7, Some(date)) => Some((TinForm::Retread, date)),
            (8..=12, Some(date)) => Some((TinForm::OldFourDigitDate, date)),
            (6..=12, _) => three_digits(&symbols).map(|date| (TinForm::OldThreeDigitDate, date)),
            (13, None) => None,
            _ => return Err(TinFault::Length(len)),
        };
        let (form, date) = reading.ok_or(TinFault::Date)?;
        Ok(Self {
            symbols,
            form,
            date,
        })
    }

    /// Returns the same symbols as a tire of before 2000, if they can be that too and were not read so.
    #[must_use]
    pub fn other_reading(&self) -> Option<Self> {
        let short = matches!(self.form, TinForm::Retread | TinForm::OldFourDigitDate);
        let date = three_digits(&self.symbols).filter(|_| short && self.symbols.len() < 12)?;
        Some(Self {
            symbols: self.symbols.clone(),
            form: TinForm::OldThreeDigitDate,
            date,
        })
    }

    /// Returns the symbols, without `DOT`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.symbols
    }

    /// Returns the form.
    #[must_use]
    pub const fn form(&self) -> TinForm {
        self.form
    }

    /// Returns the date code.
    #[must_use]
    pub const fn date(&self) -> DateCode {
        self.date
    }

    /// Returns the code of the plant: 3 symbols, or 2 on an older new tire.
    #[must_use]
    pub fn plant(&self) -> &str {
        self.symbols.get(..self.plant_len()).unwrap_or_default()
    }

    /// Returns the symbols between plant and date: size and the maker's own; empty on a retread.
    #[must_use]
    pub fn maker_code(&self) -> &str {
        let end = self.symbols.len() - self.date.len();
        self.symbols.get(self.plant_len()..end).unwrap_or_default()
    }

    const fn plant_len(&self) -> usize {
        match self.form {
            TinForm::New | TinForm::Retread => 3,
            TinForm::OldFourDigitDate | TinForm::OldThreeDigitDate => 2,
        }
    }
}

/// Prints `DOT 1B9 ABC123 2419`.
impl fmt::Display for Tin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.symbols.len() - self.date.len();
        write!(f, "DOT {}", self.plant())?;
        if !self.maker_code().is_empty() {
            write!(f, " {}", self.maker_code())?;
        }
        write!(f, " {}", self.symbols.get(end..).unwrap_or_default())
    }
}

/// Offers a text with the symbols that no TIN has changed into those they are taken for; absent when that makes no TIN
/// either or changes nothing. Never applied on its own.
#[must_use]
pub fn suggestion(text: &str) -> Option<Tin> {
    let before = normal(text);
    let after: String = before
        .chars()
        .map(|c| {
            LOOK_ALIKES
                .iter()
                .find_map(|(wrong, right)| (*wrong == c).then_some(*right))
                .unwrap_or(c)
        })
        .collect();
    (after != before).then(|| Tin::parse(&after).ok()).flatten()
}

/// Upper case without blanks, dashes and a leading `DOT`.
fn normal(text: &str) -> String {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    match bare.strip_prefix("DOT") {
        Some(rest) => rest.to_owned(),
        None => bare,
    }
}

fn is_symbol(c: char) -> bool {
    (c.is_ascii_uppercase() || c.is_ascii_digit())
        && !LOOK_ALIKES.iter().any(|(wrong, _)| *wrong == c)
}

/// Reads the date of a tire of before 2000: plant 2, 1 to 6 more, 3 digits.
fn three_digits(symbols: &str) -> Option<DateCode> {
    let at = symbols.len().checked_sub(3)?;
    DateCode::three_digits(symbols.get(at..)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tin(text: &str) -> Tin {
        Tin::parse(text).unwrap()
    }

    #[test]
    fn reads_each_form() {
        let new = tin("DOT 1B9 ABC123 2419");
        assert_eq!(new.form(), TinForm::New);
        assert_eq!((new.plant(), new.maker_code()), ("1B9", "ABC123"));
        assert_eq!(
            new.date(),
            DateCode::Four {
                week: 24,
                year: 2019
            }
        );
        assert_eq!(new.to_string(), "DOT 1B9 ABC123 2419");
        assert_eq!(new.other_reading(), None);

        let retread = tin("abc 0126");
        assert_eq!(retread.form(), TinForm::Retread);
        assert_eq!((retread.plant(), retread.maker_code()), ("ABC", ""));
        assert_eq!(retread.to_string(), "DOT ABC 0126");

        let old = tin("DOT MA L9 ABCD 5107");
        assert_eq!(old.form(), TinForm::OldFourDigitDate);
        assert_eq!((old.plant(), old.maker_code()), ("MA", "L9ABCD"));
        assert_eq!(
            old.date(),
            DateCode::Four {
                week: 51,
                year: 2007
            }
        );
        assert_eq!(tin("MAL9 5107").maker_code(), "L9");

        let older = tin("DOT MA L9 ABC 408");
        assert_eq!(older.form(), TinForm::OldThreeDigitDate);
        assert_eq!(older.maker_code(), "L9ABC");
        assert_eq!(
            older.date(),
            DateCode::Three {
                week: 40,
                year_digit: 8
            }
        );
    }

    #[test]
    fn a_short_number_can_mean_two_things() {
        // 1209 is week 12 of 2009; 209 is week 20 of a year that ends in 9.
        let four = tin("MAL9 1209");
        assert_eq!(four.form(), TinForm::OldFourDigitDate);
        let three = four.other_reading().unwrap();
        assert_eq!(three.form(), TinForm::OldThreeDigitDate);
        assert_eq!(three.maker_code(), "L91");
        assert_eq!(three.other_reading(), None);
        // There is no week 63, so the end of this one is three digits.
        assert_eq!(tin("MAL96 389").form(), TinForm::OldThreeDigitDate);
    }

    #[test]
    fn refuses_slips() {
        assert_eq!(Tin::parse("1B9 ABC123 5419"), Err(TinFault::Date));
        assert_eq!(Tin::parse("1B9 ABC123 0019"), Err(TinFault::Date));
        assert_eq!(Tin::parse("1B9 ABC123 24A9"), Err(TinFault::Date));
        assert!(Tin::parse("1B9 ABC123 5319").is_ok());
        assert_eq!(Tin::parse("1B9 ABC123 24199"), Err(TinFault::Length(14)));
        assert_eq!(Tin::parse("A2419"), Err(TinFault::Length(5)));
        assert_eq!(Tin::parse(""), Err(TinFault::Length(0)));
        assert_eq!(Tin::parse("1B9 ABO123 2419"), Err(TinFault::Symbol('O')));
        assert_eq!(Tin::parse("1B9 ABÜ123 2419"), Err(TinFault::Symbol('Ü')));
    }

    #[test]
    fn offers_what_a_worn_symbol_may_be() {
        assert_eq!(suggestion("1B9 ABO1Z3 24I9"), Some(tin("1B9 AB0123 2419")));
        assert_eq!(suggestion("1B9 ABC123 2419"), None);
        assert_eq!(suggestion("O"), None);
    }

    proptest! {
        #[test]
        fn a_well_formed_number_reads_back(
            plant in "[A-FHJ-NPRT-Y0-9]{3}",
            maker in "([A-FHJ-NPRT-Y0-9]{6})?",
            week in 1_u8..54,
            year in 0_u8..100,
        ) {
            let text = format!("{plant}{maker}{week:02}{year:02}");
            let tin = Tin::parse(&text).unwrap();
            prop_assert_eq!(tin.date(), DateCode::Four { week, year: 2000 + u16::from(year) });
            prop_assert_eq!(Tin::parse(&tin.to_string()), Ok(tin));
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,20}") {
            let _ = Tin::parse(&text).map(|tin| (tin.to_string(), tin.other_reading()));
            let _ = suggestion(&text);
        }
    }
}
