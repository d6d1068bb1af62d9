//! The figures a shop is run by, each with its formula where it is computed.
//!
//! Names vary from report to report ("proficiency" is used for three different things), so the formula belongs beside
//! the number wherever it is shown. All are exact decimals, not rounded; each answers `None` when it would divide by
//! zero or when a number does not fit.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::money::Money;

/// Days in the year of inventory figures.
const DAYS_A_YEAR: Decimal = Decimal::from_parts(365, 0, 0, false, 0);

/// Gross profit as a share of the price: `1 - cost / price`. 478.06 at a cost of 182.74 is 0.6177 (R.O. Writer's example).
#[must_use]
pub fn gross_profit_share(price: Money, cost: Money) -> Option<Decimal> {
    Decimal::ONE.checked_sub(ratio(cost, price)?)
}

/// The price that leaves the wished share of itself as profit: `cost / (1 - margin)`. A margin of 0.5 doubles the cost.
#[must_use]
pub fn price_for_margin(cost: Decimal, margin: Decimal) -> Option<Decimal> {
    cost.checked_div(positive(Decimal::ONE.checked_sub(margin)?)?)
}

/// The price with a share of the cost put on top: `cost * (1 + markup)`.
#[must_use]
pub fn price_for_markup(cost: Decimal, markup: Decimal) -> Option<Decimal> {
    cost.checked_mul(Decimal::ONE.checked_add(markup)?)
}

/// The markup that gives a margin: `margin / (1 - margin)`. 60 % margin is 150 % markup, 2.5 times the cost.
#[must_use]
pub fn markup_for_margin(margin: Decimal) -> Option<Decimal> {
    margin.checked_div(positive(Decimal::ONE.checked_sub(margin)?)?)
}

/// Average repair order, in major units: customer-pay sales invoiced without tax, over repair orders closed.
#[must_use]
pub fn average_repair_order(sales_without_tax: Money, closed_orders: u32) -> Option<Decimal> {
    sales_without_tax
        .to_decimal()
        .checked_div(Decimal::from(closed_orders))
}

/// Hours billed over repair orders closed.
#[must_use]
pub fn hours_per_repair_order(billed_hours: Decimal, closed_orders: u32) -> Option<Decimal> {
    billed_hours.checked_div(Decimal::from(closed_orders))
}

/// Parts sales over labor sales.
#[must_use]
pub fn parts_to_labor(parts_sales: Money, labor_sales: Money) -> Option<Decimal> {
    ratio(parts_sales, labor_sales)
}

/// Effective labor rate, in major units an hour: labor sales over hours billed.
#[must_use]
pub fn effective_labor_rate(labor_sales: Money, billed_hours: Decimal) -> Option<Decimal> {
    labor_sales.to_decimal().checked_div(billed_hours)
}

/// Productivity: hours billed over hours at work. 419.89 h billed in 515 h is 0.815 (R.O. Writer's example).
#[must_use]
pub fn productivity(billed_hours: Decimal, available_hours: Decimal) -> Option<Decimal> {
    billed_hours.checked_div(available_hours)
}

/// Efficiency: hours billed over hours clocked on those jobs. 3.5 h billed for 2.2 h of work is 1.59.
#[must_use]
pub fn efficiency(billed_hours: Decimal, on_job_hours: Decimal) -> Option<Decimal> {
    billed_hours.checked_div(on_job_hours)
}

/// Utilisation: hours clocked on jobs over hours at work.
#[must_use]
pub fn utilisation(on_job_hours: Decimal, available_hours: Decimal) -> Option<Decimal> {
    on_job_hours.checked_div(available_hours)
}

/// Comebacks over repair orders closed.
#[must_use]
pub fn comeback_rate(comebacks: u32, closed_orders: u32) -> Option<Decimal> {
    Decimal::from(comebacks).checked_div(Decimal::from(closed_orders))
}

/// Inventory turnover: a year's cost of goods sold over average inventory at cost. With sales at cost of twelve months
/// this is the gross turn of NADA's guide.
#[must_use]
pub fn turnover(year_cost_of_sales: Money, average_inventory: Money) -> Option<Decimal> {
    ratio(year_cost_of_sales, average_inventory)
}

/// True turn: twelve months' receipts into stock over average inventory, so that special orders do not flatter it.
#[must_use]
pub fn true_turn(year_stock_receipts: Money, average_inventory: Money) -> Option<Decimal> {
    ratio(year_stock_receipts, average_inventory)
}

/// Days on hand: `365 / turnover`.
#[must_use]
pub fn days_on_hand(turnover: Decimal) -> Option<Decimal> {
    DAYS_A_YEAR.checked_div(turnover)
}

/// Fill rate, also level of service: demand that stock met, `(demand - emergency purchases - lost sales) / demand`.
/// 0.85 to 0.95 is the usual aim.
#[must_use]
pub fn fill_rate(
    total_demand: Decimal,
    emergency_purchases: Decimal,
    lost_sales: Decimal,
) -> Option<Decimal> {
    total_demand
        .checked_sub(emergency_purchases)?
        .checked_sub(lost_sales)?
        .checked_div(total_demand)
}

/// How long a part has not been sold, in the buckets of parts managers' reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MonthsNoSale {
    /// Up to 3 months.
    UpTo3,
    /// 4 to 6 months; about half of what has come this far is never sold.
    From4To6,
    /// 7 to 9 months; about two thirds.
    From7To9,
    /// 10 to 12 months.
    From10To12,
    /// More than a year; as good as never.
    Over12,
}

/// Returns the bucket by whole months since the last sale, or since the part came in if it was never sold. A day in
/// the future counts as today.
#[must_use]
pub fn months_no_sale(last_sold: Option<Date>, received: Date, today: Date) -> MonthsNoSale {
    match whole_months(last_sold.unwrap_or(received), today) {
        i32::MIN..=3 => MonthsNoSale::UpTo3,
        4..=6 => MonthsNoSale::From4To6,
        7..=9 => MonthsNoSale::From7To9,
        10..=12 => MonthsNoSale::From10To12,
        13.. => MonthsNoSale::Over12,
    }
}

/// How much of a year's usage value a part stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AbcClass {
    /// The few that make most of the value.
    A,
    /// Those in between.
    B,
    /// The many that make little, and all without usage.
    C,
}

/// Where the classes end, as cumulative shares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AbcLimits {
    /// Class A ends here.
    pub a: Decimal,
    /// Class B ends here.
    pub b: Decimal,
}

/// 80 % and 95 %.
impl Default for AbcLimits {
    fn default() -> Self {
        Self {
            a: Decimal::new(80, 2),
            b: Decimal::new(95, 2),
        }
    }
}

/// Classes parts by annual usage value (quantity used times cost), in the order given.
///
/// Ranked from the dearest, a part is A while the running share of the whole, its own included, is at most `a`, then B
/// up to `b`, then C. The first in rank is always A, so that one part that makes nearly everything is not C. Parts of
/// equal value keep their order. `None` when all values together are zero or one is negative.
#[must_use]
pub fn abc(usage_values: &[Decimal], limits: AbcLimits) -> Option<Vec<AbcClass>> {
    if usage_values
        .iter()
        .any(|value| value.is_sign_negative() && !value.is_zero())
    {
        return None;
    }
    let whole = usage_values
        .iter()
        .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let whole = positive(whole)?;
    let mut ranked: Vec<(usize, Decimal)> = usage_values.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(_, value)| std::cmp::Reverse(*value));
    let mut classes = vec![AbcClass::C; usage_values.len()];
    let mut running = Decimal::ZERO;
    for (rank, (place, value)) in ranked.into_iter().enumerate() {
        running = running.checked_add(value)?;
        let share = running.checked_div(whole)?;
        let class = if value.is_zero() {
            AbcClass::C
        } else if rank == 0 || share <= limits.a {
            AbcClass::A
        } else if share <= limits.b {
            AbcClass::B
        } else {
            AbcClass::C
        };
        if let Some(slot) = classes.get_mut(place) {
            *slot = class;
        }
    }
    Some(classes)
}

/// Divides amounts of one currency.
fn ratio(part: Money, whole: Money) -> Option<Decimal> {
    (part.currency() == whole.currency())
        .then(|| part.to_decimal().checked_div(whole.to_decimal()))
        .flatten()
}

fn positive(value: Decimal) -> Option<Decimal> {
    (value > Decimal::ZERO).then_some(value)
}

/// Whole calendar months from one day to another; below zero when it lies before.
fn whole_months(from: Date, to: Date) -> i32 {
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    // The last day of a shorter month completes a month begun on a later day.
    let complete = to.day() >= from.day() || to == to.last_of_month();
    if complete { months } else { months - 1 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::money::Currency;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn dec(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn rounded(value: Option<Decimal>, places: u32) -> String {
        value.unwrap().round_dp(places).to_string()
    }

    #[test]
    fn margin_and_markup_of_the_worked_examples() {
        assert_eq!(
            rounded(gross_profit_share(usd(47_806), usd(18_274)), 4),
            "0.6177"
        );
        for (margin, times) in [("0.5", "2.000"), ("0.6", "2.500"), ("0.65", "2.857")] {
            let times_cost = price_for_margin(Decimal::ONE, dec(margin));
            assert_eq!(format!("{:.3}", times_cost.unwrap()), times);
            assert_eq!(
                price_for_markup(Decimal::ONE, markup_for_margin(dec(margin)).unwrap())
                    .map(|price| price.round_dp(10)),
                times_cost.map(|price| price.round_dp(10))
            );
        }
        assert_eq!(price_for_margin(Decimal::ONE, Decimal::ONE), None);
        assert_eq!(price_for_margin(Decimal::ONE, dec("1.2")), None);
        assert_eq!(gross_profit_share(usd(0), usd(5)), None);
        let euro = Money::new(1, Currency::EUR);
        assert_eq!(gross_profit_share(euro, usd(1)), None);
    }

    #[test]
    fn people_and_orders_of_the_worked_examples() {
        let billed = dec("39323").checked_div(dec("93.65"));
        assert_eq!(rounded(billed, 2), "419.89");
        assert_eq!(
            rounded(productivity(billed.unwrap(), dec("515")), 3),
            "0.815"
        );
        assert_eq!(rounded(efficiency(dec("3.5"), dec("2.2")), 2), "1.59");
        assert_eq!(rounded(utilisation(dec("30"), dec("40")), 2), "0.75");
        assert_eq!(
            rounded(effective_labor_rate(usd(3_932_300), dec("419.89")), 2),
            "93.65"
        );
        assert_eq!(average_repair_order(usd(100_000), 4), Some(dec("250")));
        assert_eq!(hours_per_repair_order(dec("9"), 4), Some(dec("2.25")));
        assert_eq!(parts_to_labor(usd(80), usd(100)), Some(dec("0.8")));
        assert_eq!(comeback_rate(2, 100), Some(dec("0.02")));
    }

    #[test]
    fn stock_figures() {
        assert_eq!(turnover(usd(800_000), usd(100_000)), Some(dec("8")));
        assert_eq!(true_turn(usd(500_000), usd(100_000)), Some(dec("5")));
        assert_eq!(days_on_hand(dec("5")), Some(dec("73")));
        assert_eq!(fill_rate(dec("200"), dec("12"), dec("8")), Some(dec("0.9")));
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let zero = Decimal::ZERO;
        assert_eq!(average_repair_order(usd(1), 0), None);
        assert_eq!(hours_per_repair_order(dec("1"), 0), None);
        assert_eq!(parts_to_labor(usd(1), usd(0)), None);
        assert_eq!(effective_labor_rate(usd(1), zero), None);
        assert_eq!(productivity(dec("1"), zero), None);
        assert_eq!(efficiency(dec("1"), zero), None);
        assert_eq!(utilisation(dec("1"), zero), None);
        assert_eq!(comeback_rate(1, 0), None);
        assert_eq!(turnover(usd(1), usd(0)), None);
        assert_eq!(true_turn(usd(1), usd(0)), None);
        assert_eq!(days_on_hand(zero), None);
        assert_eq!(fill_rate(zero, zero, zero), None);
        assert_eq!(abc(&[zero, zero], AbcLimits::default()), None);
        assert_eq!(abc(&[], AbcLimits::default()), None);
    }

    #[test]
    fn months_without_a_sale() {
        let received = date(2024, 1, 31);
        for (today, bucket) in [
            (date(2024, 1, 30), MonthsNoSale::UpTo3),
            (date(2024, 5, 30), MonthsNoSale::UpTo3),
            (date(2024, 5, 31), MonthsNoSale::From4To6),
            (date(2024, 8, 30), MonthsNoSale::From4To6),
            (date(2024, 8, 31), MonthsNoSale::From7To9),
            (date(2024, 11, 30), MonthsNoSale::From10To12),
            (date(2025, 1, 31), MonthsNoSale::From10To12),
            (date(2025, 2, 27), MonthsNoSale::From10To12),
            (date(2025, 2, 28), MonthsNoSale::Over12),
        ] {
            assert_eq!(months_no_sale(None, received, today), bucket, "{today}");
        }
        let sold = Some(date(2025, 2, 1));
        assert_eq!(
            months_no_sale(sold, received, date(2025, 2, 28)),
            MonthsNoSale::UpTo3
        );
    }

    #[test]
    fn classes_by_running_share() {
        use AbcClass::{A, B, C};
        let values = [dec("5"), dec("80"), dec("0"), dec("15")];
        assert_eq!(abc(&values, AbcLimits::default()), Some(vec![C, A, C, B]));
        assert_eq!(abc(&[dec("1")], AbcLimits::default()), Some(vec![A]));
        assert_eq!(
            abc(&[dec("40"), dec("50"), dec("10")], AbcLimits::default()),
            Some(vec![B, A, C])
        );
        assert_eq!(abc(&[dec("2"), dec("-1")], AbcLimits::default()), None);
    }

    proptest! {
        #[test]
        fn a_dearer_part_is_never_in_a_lower_class(values in prop::collection::vec(0_u32..10_000, 1..40)) {
            let values: Vec<Decimal> = values.into_iter().map(Decimal::from).collect();
            if let Some(classes) = abc(&values, AbcLimits::default()) {
                for (one, class) in values.iter().zip(&classes) {
                    for (other, other_class) in values.iter().zip(&classes) {
                        prop_assert!(one <= other || class <= other_class);
                    }
                }
            }
        }
    }
}
