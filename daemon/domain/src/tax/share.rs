//! Settles exact amounts to whole minor units that add up to a total that is already rounded.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::money::MoneyError;

/// Shares `total` out over `exact`, by largest remainder, so that the shares add up to it exactly.
///
/// All numbers are minor units and may be of either sign. The total may differ from the sum of the exact amounts by more
/// than one, as it does when it was rounded in several parts. A share lies between zero and its `limits` entry as long as
/// the total leaves room for that, and an exact zero is never given anything. Equal remainders go to the earlier one.
///
/// # Errors
/// [`MoneyError::Overflow`] when a share does not fit.
pub(super) fn settle(
    total: i64,
    exact: &[Decimal],
    limits: &[i64],
) -> Result<Vec<i64>, MoneyError> {
    let mut shares = exact
        .iter()
        .map(|amount| amount.floor().to_i64().ok_or(MoneyError::Overflow))
        .collect::<Result<Vec<_>, _>>()?;
    let given: i128 = shares.iter().copied().map(i128::from).sum();
    let mut missing = i128::from(total) - given;
    let step: i64 = if missing < 0 { -1 } else { 1 };
    let mut order: Vec<usize> = (0..exact.len())
        .filter(|at| !exact[*at].is_zero())
        .collect();
    // What lacks most comes first; to take away, what has most too much.
    order.sort_by_key(|at| (Decimal::from(shares[*at]) - exact[*at]) * Decimal::from(step));
    let mut keep_limits = true;
    while missing != 0 && !order.is_empty() {
        let before = missing;
        for at in &order {
            if missing == 0 {
                break;
            }
            let next = shares[*at].checked_add(step).ok_or(MoneyError::Overflow)?;
            let (low, high) = (limits[*at].min(0), limits[*at].max(0));
            if !keep_limits || (low..=high).contains(&next) {
                shares[*at] = next;
                missing -= i128::from(step);
            }
        }
        keep_limits &= missing != before;
    }
    Ok(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(total: i64, exact: &[&str], limits: &[i64]) -> Vec<i64> {
        let exact: Vec<_> = exact.iter().map(|text| text.parse().unwrap()).collect();
        settle(total, &exact, limits).unwrap()
    }

    #[test]
    fn the_largest_remainder_gets_the_cent() {
        assert_eq!(settled(1, &["0.3", "0.4", "0.3"], &[9; 3]), [0, 1, 0]);
        assert_eq!(settled(1, &["0.5", "0.5"], &[9; 2]), [1, 0]);
        assert_eq!(settled(0, &["0.8", "-0.8"], &[9, -9]), [1, -1]);
        assert_eq!(settled(-1, &["-0.2", "-0.8"], &[-9; 2]), [0, -1]);
    }

    #[test]
    fn an_exact_zero_gets_nothing_and_a_limit_holds_while_it_can() {
        assert_eq!(settled(2, &["0", "1"], &[9; 2]), [0, 2]);
        assert_eq!(settled(1, &["0.5", "0.4"], &[0, 9]), [0, 1]);
        assert_eq!(settled(1, &["0.5", "0.4"], &[0, 0]), [1, 0]);
        assert_eq!(settled(0, &["1", "1.2"], &[9; 2]), [0, 0]);
        assert_eq!(settled(5, &["1.5", "1.5"], &[2, 9]), [2, 3]);
        assert_eq!(settled(0, &[], &[]), [0_i64; 0]);
    }
}
