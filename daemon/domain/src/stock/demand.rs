//! What customers asked for, month by month, and what that says about keeping a part.
//!
//! Demand is what was sold, and what could not be: sales lost for want of stock, and pieces bought from the next
//! dealer in a hurry. A shop that counts sales alone never stocks what it never has.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::plus;
use crate::ids::PartId;
use crate::money::{NumberError, Quantity, Rate};

/// A calendar month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month(i32);

impl Month {
    /// Returns the month a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// Returns how many months lie between two; zero when `earlier` is the later one.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> u32 {
        u32::try_from(self.0 - earlier.0).unwrap_or(0)
    }

    /// Returns the calendar year and the month, 1 to 12.
    #[must_use]
    pub const fn year_and_month(self) -> (i32, i32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }

    /// Tells whether the month is one of the `count` whole months before `now`. The current month is not over, so it
    /// is none of them.
    fn is_among_last(self, count: u32, now: Self) -> bool {
        self < now && now.months_since(self) <= count
    }
}

/// What kind of demand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DemandKind {
    /// Sold or installed from the shop's stock. A customer return takes it away again, in the month it was sold.
    Sold,
    /// Asked for and not sold, for it was not there.
    Lost,
    /// Bought elsewhere for this one customer, for it was not there. It is not counted as sold too.
    EmergencyBought,
}

/// What was asked for in one month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MonthDemand {
    sold: Decimal,
    lost: Decimal,
    emergency_bought: Decimal,
}

impl MonthDemand {
    /// Returns what was asked for of one kind.
    #[must_use]
    pub const fn of(&self, kind: DemandKind) -> Decimal {
        match kind {
            DemandKind::Sold => self.sold,
            DemandKind::Lost => self.lost,
            DemandKind::EmergencyBought => self.emergency_bought,
        }
    }

    /// Returns all that was asked for; never below zero, whatever came back.
    #[must_use]
    pub fn total(&self) -> Decimal {
        (self.sold + self.lost + self.emergency_bought).max(Decimal::ZERO)
    }
}

/// What was ever asked for of one part.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DemandHistory(BTreeMap<Month, MonthDemand>);

impl DemandHistory {
    /// Adds demand on a day.
    ///
    /// # Errors
    /// [`NumberError::OutOfRange`] when a month's sum does not fit a [`Quantity`].
    pub fn record(
        &mut self,
        day: Date,
        kind: DemandKind,
        quantity: Quantity,
    ) -> Result<(), NumberError> {
        let month = Month::of(day);
        let mut demand = self.0.get(&month).copied().unwrap_or_default();
        let sum = plus(Quantity::try_new(demand.of(kind))?, quantity)?.decimal();
        match kind {
            DemandKind::Sold => demand.sold = sum,
            DemandKind::Lost => demand.lost = sum,
            DemandKind::EmergencyBought => demand.emergency_bought = sum,
        }
        self.0.insert(month, demand);
        Ok(())
    }

    /// Returns the demand of the `count` whole months before `today`'s, oldest first, months without any included:
    /// what a forecast is made from.
    #[must_use]
    pub fn last_months(&self, count: u32, today: Date) -> Vec<MonthDemand> {
        let now = Month::of(today).0;
        let months = i32::try_from(count).unwrap_or(i32::MAX).min(now);
        let demand = |month| self.0.get(&Month(month)).copied().unwrap_or_default();
        (now - months..now).map(demand).collect()
    }

    /// Returns in how many of the `count` whole months before `today`'s the part was asked for.
    #[must_use]
    pub fn months_with_demand(&self, count: u32, today: Date) -> u32 {
        let now = Month::of(today);
        let asked = self.0.iter().filter(|(month, demand)| {
            month.is_among_last(count, now) && demand.total() > Decimal::ZERO
        });
        asked.fold(0, |count, _| count + 1)
    }

    /// Returns the last month in which one was sold.
    #[must_use]
    pub fn last_sold(&self) -> Option<Month> {
        let mut sold = self
            .0
            .iter()
            .rev()
            .filter(|(_, demand)| demand.sold > Decimal::ZERO);
        sold.next().map(|(month, _)| *month)
    }
}

/// Returns the share of demand that was met from stock: (demand - lost sales - emergency buys) / demand. A dealer
/// aims at 85 to 95 % (parts-management guide at cata.info). Nothing when nothing was asked for.
#[must_use]
pub fn fill_rate(months: &[MonthDemand]) -> Option<Rate> {
    let demand: Decimal = months.iter().map(MonthDemand::total).sum();
    let missed: Decimal = months
        .iter()
        .map(|month| month.lost + month.emergency_bought)
        .sum();
    let rate = (demand - missed).checked_div(demand)?.max(Decimal::ZERO);
    Rate::try_new(rate.round_dp_with_strategy(8, RoundingStrategy::MidpointAwayFromZero)).ok()
}

/// When a part comes onto the shelf and when it leaves it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhaseRule {
    /// How many whole months are looked at.
    pub window_months: u32,
    /// Kept from demand in this many of them on; let go with demand in fewer.
    pub demand_months_min: u32,
}

impl PhaseRule {
    /// Demand in 3 of the last 12 months, the rule of thumb of dealers' parts departments.
    pub const THREE_OF_TWELVE: Self = Self {
        window_months: 12,
        demand_months_min: 3,
    };
}

/// Whether the shop keeps a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Not on the shelf by plan.
    NotStocked,
    /// On the shelf by plan.
    Stocked {
        /// Since when.
        since: Date,
    },
}

/// What to do about keeping a part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PhaseAdvice {
    /// Leave it as it is.
    Leave,
    /// Begin to stock it.
    PhaseIn,
    /// Cease to stock it.
    PhaseOut,
    /// Demand alone would let it go, but somebody said to keep it: rare, and not to be had again.
    Protected,
}

/// Says whether to begin or cease stocking a part. A part that was stocked for less than the window had no chance to
/// show demand in it, and is left.
#[must_use]
pub fn phase(
    history: &DemandHistory,
    keeping: Keeping,
    protected: bool,
    rule: PhaseRule,
    today: Date,
) -> PhaseAdvice {
    let months = history.months_with_demand(rule.window_months, today);
    let wanted = months >= rule.demand_months_min;
    match keeping {
        Keeping::NotStocked if wanted => PhaseAdvice::PhaseIn,
        Keeping::NotStocked => PhaseAdvice::Leave,
        Keeping::Stocked { since } => {
            let tried = Month::of(today).months_since(Month::of(since)) > rule.window_months;
            match (wanted || !tried, protected) {
                (true, _) => PhaseAdvice::Leave,
                (false, true) => PhaseAdvice::Protected,
                (false, false) => PhaseAdvice::PhaseOut,
            }
        }
    }
}

/// How long a part has not been sold: the usual buckets of a dealer's inventory report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NoSale {
    /// Sold within 3 months.
    UpTo3Months,
    /// 4 to 6 months.
    From4To6Months,
    /// 7 to 9 months.
    From7To9Months,
    /// 10 to 12 months.
    From10To12Months,
    /// More than 12 months, or never.
    Over12Months,
}

impl NoSale {
    /// Returns the bucket of a part. One that was never sold counts from the month it was stocked, if that is known.
    #[must_use]
    pub fn of(last_sold: Option<Month>, stocked_since: Option<Date>, today: Date) -> Self {
        let from = last_sold.max(stocked_since.map(Month::of));
        match from.map(|from| Month::of(today).months_since(from)) {
            Some(0..=3) => Self::UpTo3Months,
            Some(4..=6) => Self::From4To6Months,
            Some(7..=9) => Self::From7To9Months,
            Some(10..=12) => Self::From10To12Months,
            Some(_) | None => Self::Over12Months,
        }
    }

    /// Returns the chance in percent that such a part never sells, as parts-management training gives it: 49 after
    /// 6 months, 67 after 9, 98 after 12.
    #[must_use]
    pub const fn never_sells_percent(self) -> Option<u32> {
        match self {
            Self::UpTo3Months | Self::From4To6Months => None,
            Self::From7To9Months => Some(49),
            Self::From10To12Months => Some(67),
            Self::Over12Months => Some(98),
        }
    }
}

/// How fast a part moves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pace {
    /// Asked for in 9 months of the last 12, or more.
    Fast,
    /// In between.
    Medium,
    /// Asked for in fewer than 3 months of the last 12.
    Slow,
    /// Not asked for in the last 12 months.
    Dead,
}

/// Returns how fast a part moves.
#[must_use]
pub fn pace(history: &DemandHistory, today: Date) -> Pace {
    match history.months_with_demand(12, today) {
        0 => Pace::Dead,
        1..=2 => Pace::Slow,
        3..=8 => Pace::Medium,
        _ => Pace::Fast,
    }
}

/// Returns parts by their demand of the last 12 whole months, the fastest first. Read it from the other end for the
/// slow ones.
#[must_use]
pub fn ranked<'a>(
    parts: impl IntoIterator<Item = (PartId, &'a DemandHistory)>,
    today: Date,
) -> Vec<(PartId, Decimal)> {
    let demand = |history: &DemandHistory| {
        history
            .last_months(12, today)
            .iter()
            .map(MonthDemand::total)
            .sum::<Decimal>()
    };
    let parts = parts.into_iter();
    let mut ranked: Vec<_> = parts
        .map(|(part, history)| (part, demand(history)))
        .collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::stock::testing::{part, quantity};

    const TODAY: Date = date(2026, 7, 15);

    fn history(entries: &[(Date, DemandKind, &str)]) -> DemandHistory {
        let mut history = DemandHistory::default();
        for (day, kind, count) in entries {
            history.record(*day, *kind, quantity(count)).unwrap();
        }
        history
    }

    /// One sold in each of the months, all of 2026 but for what is below 1: -1 is November 2025.
    fn sold_in(months: &[i8]) -> DemandHistory {
        let day = |month: &i8| match *month {
            month @ 1.. => date(2026, month, 28),
            month => date(2025, 12 + month, 1),
        };
        let entries: Vec<_> = months
            .iter()
            .map(|month| (day(month), DemandKind::Sold, "1"))
            .collect();
        history(&entries)
    }

    #[test]
    fn demand_is_sales_and_what_could_not_be_sold() {
        let asked = history(&[
            (date(2026, 6, 1), DemandKind::Sold, "14"),
            (date(2026, 6, 30), DemandKind::Lost, "3"),
            (date(2026, 6, 15), DemandKind::EmergencyBought, "2.5"),
            (date(2026, 6, 16), DemandKind::Sold, "-1"),
            (date(2026, 7, 1), DemandKind::Sold, "100"),
        ]);
        let months = asked.last_months(2, TODAY);
        let totals: Vec<_> = months.iter().map(MonthDemand::total).collect();
        assert_eq!(totals, [Decimal::ZERO, Decimal::new(185, 1)]);
        assert_eq!(months[1].of(DemandKind::Sold), Decimal::from(13));
        assert_eq!(fill_rate(&months), Some(Rate::parse("0.70270270").unwrap()));
        assert_eq!(fill_rate(&months[..1]), None);
        assert_eq!(
            asked.last_sold().map(Month::year_and_month),
            Some((2026, 7))
        );
    }

    #[test]
    fn a_part_comes_in_with_demand_in_3_of_the_last_12_months() {
        let advice = |history: &DemandHistory| {
            let rule = PhaseRule::THREE_OF_TWELVE;
            phase(history, Keeping::NotStocked, false, rule, TODAY)
        };
        assert_eq!(advice(&sold_in(&[1, 3, 6])), PhaseAdvice::PhaseIn);
        // The current month is not over; July of last year is the twelfth before it.
        assert_eq!(advice(&sold_in(&[1, 3, 7])), PhaseAdvice::Leave);
        assert_eq!(advice(&sold_in(&[1, 3, -5])), PhaseAdvice::PhaseIn);
        assert_eq!(advice(&sold_in(&[1, 3, -6])), PhaseAdvice::Leave);
        assert_eq!(advice(&sold_in(&[1, 1, 3])), PhaseAdvice::Leave);
        let lost = (date(2026, 6, 1), DemandKind::Lost, "1");
        let bought = (date(2026, 5, 1), DemandKind::EmergencyBought, "1");
        let sold = (date(2026, 4, 1), DemandKind::Sold, "1");
        assert_eq!(
            advice(&history(&[lost, bought, sold])),
            PhaseAdvice::PhaseIn
        );
        let back = (date(2026, 4, 9), DemandKind::Sold, "-1");
        assert_eq!(
            advice(&history(&[lost, bought, sold, back])),
            PhaseAdvice::Leave
        );
    }

    #[test]
    fn a_part_goes_out_by_the_same_rule_unless_it_is_protected_or_new() {
        let advice = |months: &[i8], since, protected| {
            let keeping = Keeping::Stocked { since };
            phase(
                &sold_in(months),
                keeping,
                protected,
                PhaseRule::THREE_OF_TWELVE,
                TODAY,
            )
        };
        let long_ago = date(2020, 1, 1);
        assert_eq!(advice(&[1, 3, 6], long_ago, false), PhaseAdvice::Leave);
        assert_eq!(advice(&[1, 3], long_ago, false), PhaseAdvice::PhaseOut);
        assert_eq!(advice(&[1, 3], long_ago, true), PhaseAdvice::Protected);
        assert_eq!(advice(&[], date(2025, 7, 1), false), PhaseAdvice::Leave);
        assert_eq!(advice(&[], date(2025, 6, 30), false), PhaseAdvice::PhaseOut);
    }

    #[test]
    fn months_without_a_sale_fall_into_the_dealers_buckets() {
        let bucket = |month| NoSale::of(sold_in(&[month]).last_sold(), None, TODAY);
        assert_eq!(bucket(7), NoSale::UpTo3Months);
        assert_eq!(bucket(4), NoSale::UpTo3Months);
        assert_eq!(bucket(3), NoSale::From4To6Months);
        assert_eq!(bucket(1), NoSale::From4To6Months);
        assert_eq!(bucket(0), NoSale::From7To9Months);
        assert_eq!(bucket(-3), NoSale::From10To12Months);
        assert_eq!(bucket(-6), NoSale::Over12Months);
        assert_eq!(NoSale::of(None, None, TODAY), NoSale::Over12Months);
        let new = NoSale::of(None, Some(date(2026, 6, 1)), TODAY);
        assert_eq!(
            (new, new.never_sells_percent()),
            (NoSale::UpTo3Months, None)
        );
        let rates = [bucket(0), bucket(-3), bucket(-6)].map(NoSale::never_sells_percent);
        assert_eq!(rates, [Some(49), Some(67), Some(98)]);
    }

    #[test]
    fn fast_and_slow_movers_are_told_apart() {
        let paces = [&[][..], &[1, 2], &[1, 2, 3], &[-2, -1, 0, 1, 2, 3, 4, 5, 6]]
            .map(|months| pace(&sold_in(months), TODAY));
        assert_eq!(paces, [Pace::Dead, Pace::Slow, Pace::Medium, Pace::Fast]);
        let (slow, fast) = (sold_in(&[1]), sold_in(&[1, 2, 2]));
        let order = ranked(
            [(part(1), &slow), (part(2), &fast), (part(3), &slow)],
            TODAY,
        );
        let expected = [(2, 3), (1, 1), (3, 1)];
        assert_eq!(
            order,
            expected.map(|(id, count)| (part(id), Decimal::from(count)))
        );
    }

    proptest! {
        #[test]
        fn demand_adds_up_in_any_order(
            (days, shuffled) in prop::collection::vec((1_i8..13, 1_i8..29, 1_i64..50), 0..40)
                .prop_flat_map(|days| (Just(days.clone()), Just(days).prop_shuffle())),
        ) {
            let of = |days: &[(i8, i8, i64)]| {
                let mut history = DemandHistory::default();
                for (month, day, count) in days {
                    let count = Quantity::try_new(Decimal::from(*count)).unwrap();
                    history.record(date(2025, *month, *day), DemandKind::Sold, count).unwrap();
                }
                history
            };
            prop_assert_eq!(of(&days), of(&shuffled));
            let months = of(&days).last_months(12, date(2026, 1, 1));
            let total: Decimal = months.iter().map(MonthDemand::total).sum();
            prop_assert_eq!(total, Decimal::from(days.iter().map(|day| day.2).sum::<i64>()));
        }
    }
}
