//! Rounding of what is paid in cash, where the smallest coins are gone.
//!
//! It is the tender that is rounded, after tax, and never an item or a card payment; of a split payment only the last cash
//! part. The difference goes to a rounding account.

use super::Money;

/// Where an amount goes that lies in the middle between two steps. Only an even number of minor units has a middle: with
/// 5 cent there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CashHalves {
    /// To the larger amount: 50 öre becomes a krona (Swedish Act 1970:1029 on the rounding of certain amounts in öre).
    Up,
    /// To the smaller amount, as shops in New Zealand usually do with 5 cent; the Reserve Bank leaves it to them.
    Down,
}

/// A cash rounding that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cash is rounded to a step of 1 to 10000 minor units, not {0}")]
pub struct CashStepWrong(pub i64);

/// How an amount paid in cash is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CashRounding {
    step: i64,
    halves: CashHalves,
}

impl CashRounding {
    /// Cash is not rounded: the smallest coin is one minor unit.
    pub const NONE: Self = Self {
        step: 1,
        halves: CashHalves::Up,
    };
    /// The largest step.
    pub const STEP_MAX: i64 = 10_000;

    /// Rounds to multiples of `step` minor units: 5 in Canada and Switzerland, 10 in New Zealand, 100 in Sweden.
    ///
    /// # Errors
    /// [`CashStepWrong`] when the step is not between 1 and [`Self::STEP_MAX`].
    pub const fn try_new(step: i64, halves: CashHalves) -> Result<Self, CashStepWrong> {
        if step < 1 || step > Self::STEP_MAX {
            return Err(CashStepWrong(step));
        }
        Ok(Self { step, halves })
    }

    /// Returns the step in minor units.
    #[must_use]
    pub const fn step(self) -> i64 {
        self.step
    }

    /// Returns where the middle goes.
    #[must_use]
    pub const fn halves(self) -> CashHalves {
        self.halves
    }
}

/// Returns what is paid in cash for an amount.
///
/// Nearest step; Canada: 1 and 2 down, 3 and 4 up to 5, 6 and 7 down to 5, 8 and 9 up (Budget 2012, annex on the penny).
/// Money given back is rounded like money taken, so a refund of the same amount is the same coins. An amount so large that
/// the step above does not fit goes down.
#[must_use]
pub fn round_cash(money: Money, rounding: CashRounding) -> Money {
    let over = money.minor() % rounding.step;
    let down = money.minor() - over;
    let twice = over.abs() * 2;
    let away = match rounding.halves {
        CashHalves::Up => twice >= rounding.step,
        CashHalves::Down => twice > rounding.step,
    };
    let step = rounding.step * over.signum();
    let up = down.checked_add(step).filter(|_| away);
    Money::new(up.unwrap_or(down), money.currency())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::money::{Currency, RoundingPolicy, to_money};

    fn rounded(minor: i64, step: i64, halves: CashHalves) -> i64 {
        let rounding = CashRounding::try_new(step, halves).unwrap();
        round_cash(Money::new(minor, Currency::CAD), rounding).minor()
    }

    /// Budget 2012's example, 1.83 + 2.86 with 5 % GST, and the two of the Office de la protection du consommateur.
    #[test]
    fn canadian_examples() {
        let total = Decimal::new(183 + 286, 2) * Decimal::new(105, 2);
        let card = to_money(total, Currency::CAD, RoundingPolicy::HalfUp).unwrap();
        assert_eq!(card.minor(), 492);
        for (exact, cash) in [(492, 490), (598, 600), (597, 595), (0, 0)] {
            assert_eq!(rounded(exact, 5, CashHalves::Up), cash);
        }
        let last_digits: Vec<i64> = (0..=10).map(|m| rounded(m, 5, CashHalves::Down)).collect();
        assert_eq!(last_digits, [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]);
    }

    #[test]
    fn the_middle_goes_where_the_place_says() {
        assert_eq!(rounded(1_049, 100, CashHalves::Up), 1_000);
        assert_eq!(rounded(1_050, 100, CashHalves::Up), 1_100);
        assert_eq!(rounded(1_085, 10, CashHalves::Down), 1_080);
        assert_eq!(rounded(1_086, 10, CashHalves::Down), 1_090);
        assert_eq!(rounded(1_085, 10, CashHalves::Up), 1_090);
    }

    #[test]
    fn odd_steps_are_refused_and_the_largest_amount_goes_down() {
        for step in [0, -5, CashRounding::STEP_MAX + 1] {
            let refused = CashRounding::try_new(step, CashHalves::Up);
            assert_eq!(refused, Err(CashStepWrong(step)));
        }
        assert_eq!(rounded(i64::MAX, 10, CashHalves::Up), i64::MAX - 7);
        assert_eq!(rounded(i64::MAX - 1, 10, CashHalves::Up), i64::MAX - 7);
        assert_eq!(rounded(i64::MAX, 5, CashHalves::Up), i64::MAX - 2);
        assert_eq!(rounded(i64::MIN, 10, CashHalves::Up), i64::MIN + 8);
    }

    proptest! {
        #[test]
        fn the_nearest_step_and_refunds_alike(minor in -1_000_000_i64..1_000_000, step in 1_i64..200, up: bool) {
            let halves = if up { CashHalves::Up } else { CashHalves::Down };
            let cash = rounded(minor, step, halves);
            prop_assert_eq!(cash % step, 0);
            prop_assert!((cash - minor).abs() * 2 <= step);
            prop_assert_eq!(rounded(-minor, step, halves), -cash);
            prop_assert_eq!(rounded(cash, step, halves), cash);
        }
    }
}
