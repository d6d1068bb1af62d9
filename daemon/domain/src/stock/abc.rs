//! ABC classes: which few parts make up most of the value.

use rust_decimal::Decimal;

use crate::ids::PartId;
use crate::money::{Money, MoneyError};

/// How much of the year's usage value a part stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AbcClass {
    /// The few that make up most of it.
    A,
    /// The next ones.
    B,
    /// The many that make up the rest.
    C,
}

/// Where the classes end, in percent of the whole value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AbcCuts {
    /// A up to here.
    pub a_percent: u32,
    /// B up to here.
    pub b_percent: u32,
}

impl AbcCuts {
    /// 80 % and 95 %, as is usual.
    pub const USUAL: Self = Self {
        a_percent: 80,
        b_percent: 95,
    };
}

/// Classes parts by their annual usage value (demand of a year at cost), greatest first: A while the sum so far is
/// within the first cut, B within the second, C for the rest. The greatest is A even where it alone is over the cut;
/// a part without value is C.
///
/// # Errors
/// [`MoneyError`] when the values are of two currencies or their sum does not fit.
pub fn abc(
    values: &[(PartId, Money)],
    cuts: AbcCuts,
) -> Result<Vec<(PartId, AbcClass)>, MoneyError> {
    let Some((_, first)) = values.first() else {
        return Ok(Vec::new());
    };
    let currency = first.currency();
    let counted = values.iter().map(|(part, value)| {
        if value.is_negative() {
            (*part, Money::zero(value.currency()))
        } else {
            (*part, *value)
        }
    });
    let mut counted: Vec<_> = counted.collect();
    let total = Money::sum(currency, counted.iter().map(|(_, value)| *value))?.to_decimal();
    counted.sort_by(|a, b| b.1.minor().cmp(&a.1.minor()).then(a.0.cmp(&b.0)));
    let mut sum = Decimal::ZERO;
    let class = |(index, (part, value)): (usize, (PartId, Money))| {
        sum += value.to_decimal();
        let within = |percent: u32| sum * Decimal::ONE_HUNDRED <= total * Decimal::from(percent);
        let class = if value.is_zero() {
            AbcClass::C
        } else if index == 0 || within(cuts.a_percent) {
            AbcClass::A
        } else if within(cuts.b_percent) {
            AbcClass::B
        } else {
            AbcClass::C
        };
        (part, class)
    };
    Ok(counted.into_iter().enumerate().map(class).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stock::testing::{part, usd};

    #[test]
    fn classes_end_at_80_and_95_percent_of_the_value() {
        let classes = |cents: &[i64]| {
            let values: Vec<_> = (1..)
                .map(part)
                .zip(cents.iter().copied().map(usd))
                .collect();
            let classes = abc(&values, AbcCuts::USUAL).unwrap();
            let mut by_part: Vec<_> = classes.into_iter().collect();
            by_part.sort();
            by_part
                .into_iter()
                .map(|(_, class)| class)
                .collect::<Vec<_>>()
        };
        use AbcClass::{A, B, C};
        assert_eq!(classes(&[5, 50, 30, 10, 5]), [B, A, A, B, C]);
        assert_eq!(classes(&[80, 15, 5]), [A, B, C]);
        assert_eq!(classes(&[99, 1, 0, -50]), [A, C, C, C]);
        assert_eq!(classes(&[0, 0]), [C, C]);
        assert_eq!(classes(&[]), []);
        let mixed = [
            (part(1), usd(1)),
            (part(2), Money::new(1, crate::Currency::EUR)),
        ];
        let refused = abc(&mixed, AbcCuts::USUAL);
        assert_eq!(refused, Err(MoneyError::CurrencyMismatch));
    }

    proptest! {
        #[test]
        fn a_greater_value_is_never_in_a_lesser_class(cents in prop::collection::vec(-100_i64..100_000, 1..40)) {
            let values: Vec<_> = (0..).map(part).zip(cents.into_iter().map(usd)).collect();
            let classes = abc(&values, AbcCuts::USUAL).unwrap();
            prop_assert_eq!(classes.len(), values.len());
            prop_assert!(classes.iter().map(|(_, class)| *class).is_sorted());
            let a: i64 = classes.iter().skip(1).filter(|(_, class)| *class == AbcClass::A).map(|(part, _)| {
                values.iter().find(|(id, _)| id == part).map_or(0, |(_, value)| value.minor())
            }).sum();
            let total: i64 = values.iter().map(|(_, value)| value.minor().max(0)).sum();
            prop_assert!(a * 10 <= total * 8);
        }
    }
}
