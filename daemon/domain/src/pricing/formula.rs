//! From cost to price: the four ways a shop states its profit, and how they turn into each other.
//!
//! Gross profit % = (1 - cost / price) x 100; price = cost / (1 - margin) = cost x (1 + markup). The first vector,
//! 182.74 of 478.06 -> 61.77 %, is the one in R.O. Writer's manual.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::money::{Factor, Margin, NumberError, UnitPrice};

/// How a price follows from a cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Formula {
    /// Cost times a factor.
    Multiplier(Factor),
    /// The margin is a share of the price: 50 % doubles the cost.
    Margin(Margin),
    /// The markup is a share of the cost: 100 % (factor 1) doubles it.
    Markup(Factor),
    /// Cost plus an amount.
    Amount(UnitPrice),
}

impl Formula {
    /// Returns the price of a cost, both in major units, not rounded. A dearer cost never gives a lower price.
    #[must_use]
    pub fn apply(self, cost: Decimal) -> Decimal {
        match self {
            Self::Multiplier(factor) => cost * factor.decimal(),
            Self::Margin(margin) => cost / (Decimal::ONE - margin.decimal()),
            Self::Markup(factor) => cost * (Decimal::ONE + factor.decimal()),
            Self::Amount(amount) => cost + amount.decimal(),
        }
    }
}

/// Prints it as a parts desk says it: `x2.5`, `50 % margin`, `100 % markup`, `cost + 4`.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Multiplier(factor) => write!(f, "x{factor}"),
            Self::Margin(margin) => write!(f, "{} % margin", per_cent(margin.decimal())),
            Self::Markup(factor) => write!(f, "{} % markup", per_cent(factor.decimal())),
            Self::Amount(amount) => write!(f, "cost + {amount}"),
        }
    }
}

/// Returns gross profit as per cent of the price, to two decimals; below zero when sold under cost, nothing when the
/// price is zero.
#[must_use]
pub fn gp_percent(cost: Decimal, price: Decimal) -> Option<Decimal> {
    let share = Decimal::ONE - cost.checked_div(price)?;
    Some(per_cent(share.round_dp_with_strategy(
        4,
        RoundingStrategy::MidpointAwayFromZero,
    )))
}

/// Returns the markup that gives the same price: 60 % margin is 150 % markup.
///
/// # Errors
/// [`NumberError`] never in practice: the greatest margin is a markup of 99.
pub fn markup_of_margin(margin: Margin) -> Result<Factor, NumberError> {
    let margin = margin.decimal();
    Factor::try_new((margin / (Decimal::ONE - margin)).round_dp(8))
}

/// Returns the multiplier that gives the same price: 60 % margin is x2.5.
///
/// # Errors
/// [`NumberError`] never in practice: the greatest margin is x100.
pub fn multiplier_of_margin(margin: Margin) -> Result<Factor, NumberError> {
    Factor::try_new((Decimal::ONE / (Decimal::ONE - margin.decimal())).round_dp(8))
}

/// Returns the margin that gives the same price: 100 % markup is 50 % margin.
///
/// # Errors
/// [`NumberError::OutOfRange`] for markups above 99, whose margin is more than 99 %.
pub fn margin_of_markup(markup: Factor) -> Result<Margin, NumberError> {
    let markup = markup.decimal();
    Margin::try_new((markup / (Decimal::ONE + markup)).round_dp(8))
}

pub(super) fn per_cent(share: Decimal) -> Decimal {
    (share * Decimal::ONE_HUNDRED).normalize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn four_dollars_by_every_formula() {
        let cost = decimal("4");
        let price = |formula: Formula| formula.apply(cost).normalize().to_string();
        assert_eq!(
            price(Formula::Multiplier(Factor::parse("3").unwrap())),
            "12"
        );
        assert_eq!(price(Formula::Margin(Margin::parse("0.5").unwrap())), "8");
        assert_eq!(price(Formula::Markup(Factor::parse("1.5").unwrap())), "10");
        assert_eq!(
            price(Formula::Amount(UnitPrice::parse("2.25").unwrap())),
            "6.25"
        );
    }

    #[test]
    fn gross_profit_of_the_manual() {
        assert_eq!(
            gp_percent(decimal("182.74"), decimal("478.06")),
            Some(decimal("61.77"))
        );
        assert_eq!(gp_percent(decimal("5"), decimal("4")), Some(decimal("-25")));
        assert_eq!(gp_percent(decimal("5"), Decimal::ZERO), None);
    }

    #[test]
    fn margins_as_multipliers() {
        for (margin, multiplier) in [
            ("0.5", "2"),
            ("0.6", "2.5"),
            ("0.65", "2.857"),
            ("0.99", "100"),
        ] {
            let margin = Margin::parse(margin).unwrap();
            let found = multiplier_of_margin(margin).unwrap().decimal();
            assert_eq!(found.round_dp(3), decimal(multiplier), "{margin}");
        }
        assert!(Margin::parse("1").is_err());
        assert!(margin_of_markup(Factor::parse("100").unwrap()).is_err());
    }

    #[test]
    fn formulas_as_words() {
        let words = |formula: Formula| formula.to_string();
        assert_eq!(
            words(Formula::Multiplier(Factor::parse("2.50").unwrap())),
            "x2.5"
        );
        assert_eq!(
            words(Formula::Margin(Margin::parse("0.5").unwrap())),
            "50 % margin"
        );
        assert_eq!(
            words(Formula::Markup(Factor::parse("1.5").unwrap())),
            "150 % markup"
        );
        assert_eq!(
            words(Formula::Amount(UnitPrice::parse("4").unwrap())),
            "cost + 4"
        );
    }

    proptest! {
        #[test]
        fn margin_and_markup_undo_each_other(points in 0_i64..=9_900) {
            let margin = Margin::try_new(Decimal::new(points, 4)).unwrap();
            let back = margin_of_markup(markup_of_margin(margin).unwrap()).unwrap();
            prop_assert_eq!(back.decimal().round_dp(4), margin.decimal());
        }
    }
}
