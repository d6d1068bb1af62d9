//! The one place where a decimal becomes money.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Currency, Money, MoneyError, Quantity};

/// How a fraction of a minor unit is settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoundingPolicy {
    /// Half goes away from zero: 0.005 becomes 0.01. What US Streamlined states ask for ("round up when the
    /// third decimal is greater than four", Streamlined agreement section 324).
    HalfUp,
    /// Half goes to the even neighbour.
    HalfEven,
    /// The fraction is dropped.
    Down,
}

/// Turns an amount in major units into money.
///
/// # Errors
/// [`MoneyError::Overflow`] when it does not fit.
pub fn to_money(
    major: Decimal,
    currency: Currency,
    policy: RoundingPolicy,
) -> Result<Money, MoneyError> {
    let strategy = match policy {
        RoundingPolicy::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        RoundingPolicy::HalfEven => RoundingStrategy::MidpointNearestEven,
        RoundingPolicy::Down => RoundingStrategy::ToZero,
    };
    let scale = Decimal::from(10_u64.pow(currency.decimals()));
    let minor = major
        .round_dp_with_strategy(currency.decimals(), strategy)
        .checked_mul(scale)
        .and_then(|minor| minor.to_i64())
        .ok_or(MoneyError::Overflow)?;
    Ok(Money::new(minor, currency))
}

/// Returns the share of `whole` that `count` of `of` pieces have, when `before` of them have had theirs. Whatever the
/// portions, all of them together have exactly the whole.
///
/// # Errors
/// [`MoneyError::Overflow`] when a product does not fit.
pub fn part_of(
    whole: Money,
    of: Quantity,
    before: Quantity,
    count: Quantity,
) -> Result<Money, MoneyError> {
    let upto = |pieces: Decimal| -> Result<Money, MoneyError> {
        if pieces == of.decimal() {
            return Ok(whole);
        }
        let product = whole.to_decimal().checked_mul(pieces);
        let exact = product.and_then(|product| product.checked_div(of.decimal()));
        to_money(
            exact.ok_or(MoneyError::Overflow)?,
            whole.currency(),
            RoundingPolicy::HalfUp,
        )
    };
    upto(before.decimal() + count.decimal())?.minus(upto(before.decimal())?)
}

/// Shares `total` out over `weights` by largest remainder, so that the shares add up to it exactly.
///
/// Shares of equal remainder go to the earlier weight. Weights that are all zero get equal treatment by
/// position: the first gets everything.
///
/// # Errors
/// [`MoneyError::Overflow`] when a product does not fit.
pub fn spread(total: i64, weights: &[i64]) -> Result<Vec<i64>, MoneyError> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    if whole == 0 {
        let mut shares = vec![0; weights.len()];
        shares[0] = total;
        return Ok(shares);
    }
    let total = i128::from(total);
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let product = total
            .checked_mul(i128::from(*weight))
            .ok_or(MoneyError::Overflow)?;
        shares.push(product.div_euclid(whole));
        remainders.push((product.rem_euclid(whole), index));
    }
    let missing = total - shares.iter().sum::<i128>();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let missing = usize::try_from(missing).map_err(|_| MoneyError::Overflow)?;
    for (_, index) in remainders.iter().take(missing) {
        shares[*index] += 1;
    }
    shares
        .into_iter()
        .map(|share| i64::try_from(share).map_err(|_| MoneyError::Overflow))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minor(text: &str, policy: RoundingPolicy) -> i64 {
        to_money(
            Decimal::from_str_exact(text).unwrap(),
            Currency::USD,
            policy,
        )
        .unwrap()
        .minor()
    }

    #[test]
    fn settles_the_tie_cases_by_policy() {
        use RoundingPolicy::{Down, HalfEven, HalfUp};
        assert_eq!(minor("0.005", HalfUp), 1);
        assert_eq!(minor("0.015", HalfUp), 2);
        assert_eq!(minor("-0.005", HalfUp), -1);
        assert_eq!(minor("0.005", HalfEven), 0);
        assert_eq!(minor("0.015", HalfEven), 2);
        assert_eq!(minor("0.019", Down), 1);
    }

    #[test]
    fn refuses_what_does_not_fit() {
        let huge = Decimal::from(i64::MAX);
        assert_eq!(
            to_money(huge, Currency::USD, RoundingPolicy::HalfUp),
            Err(MoneyError::Overflow)
        );
    }

    proptest! {
        #[test]
        fn shares_add_up(total in 0_i64..1_000_000_000, weights in prop::collection::vec(0_i64..1_000_000, 1..12)) {
            let shares = spread(total, &weights).unwrap();
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
            prop_assert!(shares.iter().all(|share| *share >= 0));
        }
    }
}
