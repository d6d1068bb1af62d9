//! The record that makes a recall reach the person who bought the tires (49 CFR 574.7 and 574.8).

use jiff::Span;
use jiff::civil::Date;

use super::{Tin, TinForm};
use crate::text;

/// The most tires on one record: a tractor with its trailer and spares.
pub const TIRES_MAX: usize = 40;
/// The longest name or address line.
const LINE_LEN_MAX: usize = 200;
/// Within how many days of the sale the seller hands the record on (49 CFR 574.8).
const DAYS_TO_SUBMIT: i64 = 30;

/// Someone with an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Name of the person or firm.
    pub name: String,
    /// Street address, town, state and ZIP code, one or more lines.
    pub address: String,
}

/// One sale of new tires, as the form of 574.7(a) asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TireRegistration {
    /// Every tire sold, each with its own number.
    pub tins: Vec<Tin>,
    /// Who bought or leased them first.
    pub purchaser: Party,
    /// The shop.
    pub seller: Party,
    /// The day of the sale.
    pub sold_on: Date,
}

/// Why a record is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationRefusal {
    /// No tire, or more than a record holds.
    #[error("a registration holds 1 to {TIRES_MAX} tires, not {0}")]
    Count(usize),
    /// A name or address is missing.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A name or address is too long.
    #[error("{0} is longer than {LINE_LEN_MAX} characters")]
    TooLong(&'static str),
    /// A text holds what looks like a payment card number.
    #[error("{0} seems to hold a payment card number")]
    CardNumber(&'static str),
    /// Retreads are not registered; the rule is for new tires.
    #[error("the tire {0} is a retread, which is not registered")]
    Retread(String),
    /// The date code lies after the sale: a misread.
    #[error("the tire {0} would have been made after it was sold")]
    MadeLater(String),
}

impl TireRegistration {
    /// Trims the texts and checks every tire. The same number twice is right: tires of one week share it.
    ///
    /// # Errors
    /// [`RegistrationRefusal`].
    pub fn checked(mut self) -> Result<Self, RegistrationRefusal> {
        if !(1..=TIRES_MAX).contains(&self.tins.len()) {
            return Err(RegistrationRefusal::Count(self.tins.len()));
        }
        for tin in &self.tins {
            if tin.form() == TinForm::Retread {
                return Err(RegistrationRefusal::Retread(tin.to_string()));
            }
            if tin.date().age(self.sold_on).is_none() {
                return Err(RegistrationRefusal::MadeLater(tin.to_string()));
            }
        }
        for (field, line) in [
            ("the purchaser's name", &mut self.purchaser.name),
            ("the purchaser's address", &mut self.purchaser.address),
            ("the seller's name", &mut self.seller.name),
            ("the seller's address", &mut self.seller.address),
        ] {
            *line = checked_line(field, line)?;
        }
        Ok(self)
    }

    /// Returns the last day to hand the record on. A seller of fewer than 40 tires in 30 days may wait longer, up to six
    /// months; the shorter time is always right.
    #[must_use]
    pub fn submit_by(&self) -> Date {
        self.sold_on
            .saturating_add(Span::new().days(DAYS_TO_SUBMIT))
    }
}

fn checked_line(field: &'static str, line: &str) -> Result<String, RegistrationRefusal> {
    let line = line.trim();
    if line.is_empty() {
        return Err(RegistrationRefusal::Empty(field));
    }
    if line.chars().count() > LINE_LEN_MAX {
        return Err(RegistrationRefusal::TooLong(field));
    }
    if text::looks_like_card_number(line) {
        return Err(RegistrationRefusal::CardNumber(field));
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sale(tins: &[&str]) -> TireRegistration {
        TireRegistration {
            tins: tins.iter().map(|text| Tin::parse(text).unwrap()).collect(),
            purchaser: Party {
                name: " Ada Brown ".to_owned(),
                address: "12 Elm St, Springfield IL 62701".to_owned(),
            },
            seller: Party {
                name: "Main Street Tire".to_owned(),
                address: "1 Main St, Springfield IL 62701".to_owned(),
            },
            sold_on: date(2026, 3, 2),
        }
    }

    #[test]
    fn takes_a_sale_and_says_by_when() {
        let record = sale(&["1B9ABC1230926", "1B9ABC1230926"]).checked().unwrap();
        assert_eq!(record.purchaser.name, "Ada Brown");
        assert_eq!(record.submit_by(), date(2026, 4, 1));
    }

    #[test]
    fn refuses_what_would_reach_nobody() {
        assert_eq!(sale(&[]).checked(), Err(RegistrationRefusal::Count(0)));
        let many = ["1B9ABC1230926"; TIRES_MAX + 1];
        assert_eq!(
            sale(&many).checked(),
            Err(RegistrationRefusal::Count(TIRES_MAX + 1))
        );
        assert_eq!(
            sale(&["ABC0126"]).checked(),
            Err(RegistrationRefusal::Retread("DOT ABC 0126".to_owned()))
        );
        assert_eq!(
            sale(&["1B9ABC1231026"]).checked(),
            Err(RegistrationRefusal::MadeLater(
                "DOT 1B9 ABC123 1026".to_owned()
            ))
        );
        let mut nameless = sale(&["1B9ABC1230926"]);
        nameless.purchaser.name = "  ".to_owned();
        assert_eq!(
            nameless.checked(),
            Err(RegistrationRefusal::Empty("the purchaser's name"))
        );
        let mut wordy = sale(&["1B9ABC1230926"]);
        wordy.seller.address = "x".repeat(LINE_LEN_MAX + 1);
        assert_eq!(
            wordy.checked(),
            Err(RegistrationRefusal::TooLong("the seller's address"))
        );
        let mut card = sale(&["1B9ABC1230926"]);
        card.purchaser.address = "4242 4242 4242 4242".to_owned();
        assert_eq!(
            card.checked(),
            Err(RegistrationRefusal::CardNumber("the purchaser's address"))
        );
    }
}
