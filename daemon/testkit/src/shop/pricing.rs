//! What a part costs and sells for, in cents. Small parts carry the larger margin, as in a real
//! price matrix; shelf prices end in 9.

use crate::rng::Rng;

/// Markup on cost in percent, by cost below so many cents.
const MATRIX: &[(i64, u64, u64)] = &[
    (1_000, 105, 160),
    (3_000, 80, 110),
    (10_000, 55, 80),
    (30_000, 38, 55),
    (i64::MAX, 24, 36),
];

/// Returns a cost between two costs in cents, moved to a brand's level in percent.
pub fn cost(low: u32, high: u32, level_percent: u64, rng: &mut Rng) -> i64 {
    let cents = rng.between(u64::from(low), u64::from(high)) * level_percent / 100;
    i64::try_from(cents.max(1)).unwrap_or(i64::MAX)
}

/// Returns the shelf price for a cost: above it, ending in 9 cents below 5.00 and in .99 above.
pub fn price(cost: i64, rng: &mut Rng) -> i64 {
    let markup = MATRIX
        .iter()
        .find(|(below, ..)| cost < *below)
        .map_or(30, |(_, low, high)| {
            i64::try_from(rng.between(*low, *high)).unwrap_or(30)
        });
    let raw = cost + cost * markup / 100;
    let step = if raw < 500 { 10 } else { 100 };
    raw / step * step + step - 1
}

/// Writes cents as a decimal string, as the wire carries unit prices: 1299 is "12.99".
pub fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_both_digits() {
        assert_eq!(decimal(1299), "12.99");
        assert_eq!(decimal(5), "0.05");
        assert_eq!(decimal(100_000), "1000.00");
        assert_eq!(decimal(-250), "-2.50");
    }

    #[test]
    fn a_price_is_above_its_cost() {
        let mut rng = Rng::for_item(1, crate::rng::Stream::Part, 1);
        for cost in 1..20_000 {
            let price = price(cost, &mut rng);
            assert!(price > cost, "{price} for {cost}");
            assert_eq!(price % 10, 9);
        }
    }
}
