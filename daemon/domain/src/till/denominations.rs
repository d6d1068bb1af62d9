//! Notes and coins: what there is of each currency, and how many of each lie in a drawer.

use std::collections::BTreeMap;

use crate::money::{Currency, Money, MoneyError};

/// Returns the notes and coins of a currency that a drawer meets, in minor units, largest first.
///
/// These are the pieces that the central banks put into circulation today; a note and a coin of one value are one. A
/// shop that keeps others (50 cent in Canada) says so in [`super::TillRules`].
#[must_use]
pub const fn denominations(currency: Currency) -> &'static [i64] {
    match currency {
        Currency::AUD => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
        Currency::BRL => &[
            20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1,
        ],
        Currency::CAD => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5],
        Currency::CHF => &[
            100_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5,
        ],
        Currency::CZK => &[
            500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
        ],
        // The note of 1000 kroner ended in May 2025.
        Currency::DKK => &[
            50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50,
        ],
        Currency::EUR => &[
            50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1,
        ],
        Currency::GBP => &[5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        Currency::JPY => &[10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1],
        Currency::KRW => &[50_000, 10_000, 5_000, 1_000, 500, 100, 50, 10],
        Currency::MXN => &[
            100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10,
        ],
        Currency::NOK => &[
            100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100,
        ],
        Currency::NZD => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10],
        Currency::PLN => &[
            50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1,
        ],
        Currency::SEK => &[
            100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
        ],
        Currency::SGD => &[100_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
        Currency::USD => &[10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1],
    }
}

/// How many of each note and coin there are, by value in minor units.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pieces(pub BTreeMap<i64, u32>);

impl Pieces {
    /// Adds them up.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when the sum does not fit.
    pub fn total(&self, currency: Currency) -> Result<Money, MoneyError> {
        self.0.iter().try_fold(Money::zero(currency), |sum, piece| {
            let (value, count) = piece;
            let worth = value.checked_mul(i64::from(*count));
            sum.plus(Money::new(worth.ok_or(MoneyError::Overflow)?, currency))
        })
    }

    /// Takes others away; nothing when there are fewer of some.
    #[must_use]
    pub fn without(&self, others: &Self) -> Option<Self> {
        let mut left = self.0.clone();
        for (value, count) in others.0.iter().filter(|(_, count)| **count > 0) {
            let there = left.get_mut(value)?;
            *there = there.checked_sub(*count)?;
        }
        left.retain(|_, count| *count > 0);
        Some(Self(left))
    }

    /// Picks the pieces that make up the next float: small ones first, since they are what change is given with, and
    /// never more than `most`.
    #[must_use]
    pub fn float_of(&self, most: Money) -> Self {
        let mut wanted = most.minor();
        let mut picked = BTreeMap::new();
        for (value, count) in self.0.iter().filter(|(value, _)| **value > 0) {
            let fit = u32::try_from((wanted / value).max(0)).unwrap_or(u32::MAX);
            let taken = fit.min(*count);
            if taken > 0 {
                wanted -= value * i64::from(taken);
                picked.insert(*value, taken);
            }
        }
        Self(picked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces<const N: usize>(of: [(i64, u32); N]) -> Pieces {
        Pieces(of.into())
    }

    #[test]
    fn every_currency_has_pieces_from_large_to_small() {
        for currency in Currency::ALL {
            let list = denominations(*currency);
            assert!(list.len() >= 8, "{currency}");
            assert!(list.windows(2).all(|two| two[0] > two[1]), "{currency}");
            assert!(list.iter().all(|value| *value > 0), "{currency}");
        }
    }

    #[test]
    fn pieces_add_up_and_come_apart() {
        let drawer = pieces([(2_000, 3), (100, 7), (25, 2)]);
        assert_eq!(
            drawer.total(Currency::USD),
            Ok(Money::new(6_750, Currency::USD))
        );
        let left = drawer.without(&pieces([(2_000, 3), (100, 2), (5, 0)]));
        assert_eq!(left, Some(pieces([(100, 5), (25, 2)])));
        assert_eq!(drawer.without(&pieces([(25, 3)])), None);
        assert_eq!(drawer.without(&pieces([(1, 1)])), None);
        let huge = pieces([(i64::MAX, 2)]);
        assert_eq!(huge.total(Currency::USD), Err(MoneyError::Overflow));
    }

    #[test]
    fn the_float_is_made_of_small_pieces() {
        let drawer = pieces([(2_000, 3), (100, 7), (25, 2)]);
        let float = |minor| drawer.float_of(Money::new(minor, Currency::USD));
        assert_eq!(float(700), pieces([(100, 6), (25, 2)]));
        assert_eq!(float(3_000), pieces([(2_000, 1), (100, 7), (25, 2)]));
        let other = pieces([(100, 3), (50, 4)]).float_of(Money::new(300, Currency::USD));
        assert_eq!(other, pieces([(100, 1), (50, 4)]));
        assert_eq!(float(-5), Pieces::default());
        assert_eq!(float(1_000_000), drawer);
    }
}
