//! What labor costs the customer: named rates, and a matrix by hours for those rates that take part in it.

use std::fmt;

use rust_decimal::RoundingStrategy;

use super::PricingRefusal;
use super::part::rounded;
use super::scope::{checked_name, same_name};
use crate::money::{Currency, Factor, Money, Quantity, RoundingPolicy, UnitPrice, to_money};

/// The most rates or bands a book may have, each.
pub const BANDS_MAX: usize = 200;

/// Which of the shop's rates.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LaborKind {
    /// What customers pay.
    Customer,
    /// What a maker or warranty firm pays.
    Warranty,
    /// What the shop charges itself, for a car on its own lot.
    Internal,
    /// Finding the fault.
    Diagnostic,
    /// What owners of many vehicles pay.
    Fleet,
    /// A rate the shop named, e.g. `Heavy duty`.
    Named(String),
}

impl LaborKind {
    /// Returns the word a screen and the settings use.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Customer => "customer",
            Self::Warranty => "warranty",
            Self::Internal => "internal",
            Self::Diagnostic => "diagnostic",
            Self::Fleet => "fleet",
            Self::Named(name) => name,
        }
    }

    /// Reads the word back; any other word is a name of the shop's own.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "customer" => Self::Customer,
            "warranty" => Self::Warranty,
            "internal" => Self::Internal,
            "diagnostic" => Self::Diagnostic,
            "fleet" => Self::Fleet,
            name => Self::Named(name.to_owned()),
        }
    }
}

/// One rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborRate {
    /// Which.
    pub kind: LaborKind,
    /// The price of an hour, in major units.
    pub rate: UnitPrice,
    /// Whether the bands apply to it: warranty claims are paid by the book's hours at the agreed rate.
    pub by_bands: bool,
}

/// What a band changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LaborStep {
    /// An hour costs this instead.
    Rate(UnitPrice),
    /// An hour costs this many times as much.
    RateTimes(Factor),
    /// This many times the hours are billed.
    HoursTimes(Factor),
}

/// One band of the labor matrix: it holds from a number of hours up to the next band's. Below the first, nothing
/// changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LaborBand {
    /// The least hours.
    pub from: Quantity,
    /// What it changes.
    pub step: LaborStep,
}

/// Everything that prices labor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborBook {
    /// The currency of every rate.
    pub currency: Currency,
    /// The rates.
    pub rates: Vec<LaborRate>,
    /// The bands, fewest hours first.
    pub bands: Vec<LaborBand>,
}

impl LaborBook {
    /// Checks names and counts, that no rate is there twice, and that the bands rise.
    ///
    /// # Errors
    /// [`PricingRefusal`] that names what is wrong.
    pub fn checked(self) -> Result<Self, PricingRefusal> {
        let max = BANDS_MAX;
        for (what, len) in [
            ("labor rates", self.rates.len()),
            ("labor bands", self.bands.len()),
        ] {
            if len > max {
                return Err(PricingRefusal::Count { what, max });
            }
        }
        for (index, rate) in self.rates.iter().enumerate() {
            let name = checked_name("labor rate name", rate.kind.as_str())?;
            let mut before = self.rates[..index].iter();
            if before.any(|other| same_name(other.kind.as_str(), &name)) {
                return Err(PricingRefusal::Duplicate(name));
            }
        }
        if self.bands.iter().any(|band| band.from < Quantity::ZERO)
            || self
                .bands
                .windows(2)
                .any(|pair| pair[0].from >= pair[1].from)
        {
            return Err(PricingRefusal::Order("labor band"));
        }
        Ok(self)
    }
}

/// The question: what do these hours cost at this rate?
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborAsk {
    /// Which rate.
    pub kind: LaborKind,
    /// The hours of the labor guide or the technician's estimate.
    pub hours: Quantity,
}

/// The answer: hours and rate as billed, and why they are what they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaborAnswer {
    /// The hours billed.
    pub hours: Quantity,
    /// The price of an hour as billed.
    pub rate: UnitPrice,
    /// Hours times rate, rounded half up.
    pub amount: Money,
    /// Which rate it started from.
    pub kind: LaborKind,
    /// The band that changed it, if one did.
    pub band: Option<LaborBand>,
}

/// Works out what labor costs.
///
/// # Errors
/// [`PricingRefusal::RateMissing`], [`PricingRefusal::HoursNegative`], and [`PricingRefusal::Number`] or
/// [`PricingRefusal::Money`] when hours or amount are out of bounds.
pub fn price_labor(book: &LaborBook, ask: &LaborAsk) -> Result<LaborAnswer, PricingRefusal> {
    if ask.hours < Quantity::ZERO {
        return Err(PricingRefusal::HoursNegative);
    }
    let same = |rate: &&LaborRate| same_name(rate.kind.as_str(), ask.kind.as_str());
    let base = book.rates.iter().find(same);
    let missing = || PricingRefusal::RateMissing(ask.kind.as_str().to_owned());
    let base = base.ok_or_else(missing)?;
    let reached = |band: &&LaborBand| base.by_bands && band.from <= ask.hours;
    let band = book.bands.iter().rev().find(reached).copied();
    let (hours, rate) = match band.map(|band| band.step) {
        None => (ask.hours, base.rate),
        Some(LaborStep::Rate(rate)) => (ask.hours, rate),
        Some(LaborStep::RateTimes(factor)) => {
            let rate = base.rate.decimal() * factor.decimal();
            (ask.hours, rounded(rate, book.currency)?)
        }
        Some(LaborStep::HoursTimes(factor)) => {
            let hours = ask.hours.decimal() * factor.decimal();
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            (
                Quantity::try_new(hours.round_dp_with_strategy(3, half_up))?,
                base.rate,
            )
        }
    };
    let major = hours.decimal() * rate.decimal();
    Ok(LaborAnswer {
        hours,
        rate,
        amount: to_money(major, book.currency, RoundingPolicy::HalfUp)?,
        kind: base.kind.clone(),
        band,
    })
}

/// Prints why, for a screen: `diagnostic rate`, `customer rate, from 3 h: hours x1.2`.
impl fmt::Display for LaborAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rate", self.kind.as_str())?;
        match self.band {
            None => Ok(()),
            Some(LaborBand { from, step }) => match step {
                LaborStep::Rate(rate) => write!(f, ", from {from} h: {rate} an hour"),
                LaborStep::RateTimes(factor) => write!(f, ", from {from} h: rate x{factor}"),
                LaborStep::HoursTimes(factor) => write!(f, ", from {from} h: hours x{factor}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn book() -> LaborBook {
        let rate = |kind, rate, by_bands| LaborRate {
            kind,
            rate: UnitPrice::parse(rate).unwrap(),
            by_bands,
        };
        let band = |from, step| LaborBand {
            from: quantity(from),
            step,
        };
        let factor = |text| Factor::parse(text).unwrap();
        LaborBook {
            currency: Currency::USD,
            rates: vec![
                rate(LaborKind::Customer, "125", true),
                rate(LaborKind::Warranty, "98.50", false),
                rate(LaborKind::Named("Heavy duty".to_owned()), "160", true),
            ],
            bands: vec![
                band("1", LaborStep::RateTimes(factor("1.1"))),
                band("3", LaborStep::HoursTimes(factor("1.25"))),
                band("10", LaborStep::Rate(UnitPrice::parse("110").unwrap())),
            ],
        }
        .checked()
        .unwrap()
    }

    #[test]
    fn each_band_changes_rate_or_hours() {
        for (word, hours, billed, rate, minor, why) in [
            ("customer", "0.5", "0.5", "125", 6_250, "customer rate"),
            (
                "customer",
                "1",
                "1",
                "137.5",
                13_750,
                "customer rate, from 1 h: rate x1.1",
            ),
            (
                "customer",
                "2.999",
                "2.999",
                "137.5",
                41_236,
                "customer rate, from 1 h: rate x1.1",
            ),
            (
                "customer",
                "3",
                "3.75",
                "125",
                46_875,
                "customer rate, from 3 h: hours x1.25",
            ),
            (
                "customer",
                "10",
                "10",
                "110",
                110_000,
                "customer rate, from 10 h: 110 an hour",
            ),
            ("warranty", "3", "3", "98.5", 29_550, "warranty rate"),
            (
                "heavy DUTY",
                "3",
                "3.75",
                "160",
                60_000,
                "Heavy duty rate, from 3 h: hours x1.25",
            ),
        ] {
            let (kind, hours) = (LaborKind::parse(word), quantity(hours));
            let answer = price_labor(&book(), &LaborAsk { kind, hours }).unwrap();
            let found = (answer.hours, answer.rate.to_string(), answer.amount.minor());
            assert_eq!(
                found,
                (quantity(billed), rate.to_owned(), minor),
                "{word} {hours}"
            );
            assert_eq!(answer.to_string(), why);
        }
    }

    #[test]
    fn what_cannot_be_priced_is_refused() {
        let asked = |kind, hours| {
            let hours = quantity(hours);
            price_labor(&book(), &LaborAsk { kind, hours })
        };
        assert_eq!(
            asked(LaborKind::Fleet, "1"),
            Err(PricingRefusal::RateMissing("fleet".to_owned()))
        );
        assert_eq!(
            asked(LaborKind::Customer, "-1"),
            Err(PricingRefusal::HoursNegative)
        );
    }

    #[test]
    fn a_book_holds_each_rate_once_and_bands_that_rise() {
        let mut twice = book();
        twice.rates.push(twice.rates[0].clone());
        assert_eq!(
            twice.checked(),
            Err(PricingRefusal::Duplicate("customer".to_owned()))
        );
        let mut falling = book();
        falling.bands.swap(0, 1);
        assert_eq!(falling.checked(), Err(PricingRefusal::Order("labor band")));
        let mut unnamed = book();
        unnamed.rates[2].kind = LaborKind::Named(String::new());
        assert!(matches!(
            unnamed.checked(),
            Err(PricingRefusal::Name { .. })
        ));
    }
}
