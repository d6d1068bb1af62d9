//! The matrix that would have met a gross-profit target on what was sold.
//!
//! The rows keep their starts and their proportions: every row's profit on the cost is scaled by one number, the least
//! that meets the target on the mix, with prices rounded to cents as the counter does. Scaling profit instead of price
//! means that a low target never puts a row below cost. More of that number never lowers a price, so a binary search
//! finds it.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::PricingRefusal;
use super::formula::{Formula, gp_percent};
use super::matrix::{Matrix, MatrixRow};
use super::part::rounded;
use crate::money::{
    Currency, Factor, Margin, Money, Quantity, RoundingPolicy, UnitPrice, to_money,
};

/// Parts of one cost and category that were sold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SoldPart {
    /// What one cost the shop.
    pub cost: UnitPrice,
    /// How many were sold; more than none.
    pub quantity: Quantity,
    /// What kind of part.
    pub category: String,
}

/// Cost, sales and gross profit of a mix under one matrix.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GpFigures {
    /// What the parts cost.
    pub cost: Money,
    /// What they sell for.
    pub sales: Money,
    /// Gross profit in per cent of sales, two decimals; absent without sales.
    pub gp_percent: Option<Decimal>,
}

/// What changes for one category.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CategoryChange {
    /// Which category.
    pub category: String,
    /// Under the matrix as it is.
    pub before: GpFigures,
    /// Under the matrix found.
    pub after: GpFigures,
}

/// The matrix found, and what it changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Solution {
    /// Same name, mode and row starts; every row a multiplier, but amounts added stay amounts.
    pub matrix: Matrix,
    /// The mix under the matrix as it is.
    pub before: GpFigures,
    /// The mix under the matrix found.
    pub after: GpFigures,
    /// The same by category, in order of their names.
    pub by_category: Vec<CategoryChange>,
}

/// How fine the scale is: a millionth.
const SCALE_DECIMALS: u32 = 6;
/// Decimals of the multipliers found.
const FACTOR_DECIMALS: u32 = 4;

/// Finds the matrix of `current`'s shape that would have met `target` on `mix`.
///
/// Multipliers below 1 are taken as 1, and a matrix without any profit gets equal rows.
///
/// # Errors
/// [`PricingRefusal::Mix`] when a quantity is not above zero or nothing has a cost;
/// [`PricingRefusal::TargetOutOfReach`] when a multiplier would leave its bounds; [`PricingRefusal::Money`] or
/// [`PricingRefusal::Number`] when an amount would.
pub fn solve_target(
    current: &Matrix,
    currency: Currency,
    mix: &[SoldPart],
    target: Margin,
) -> Result<Solution, PricingRefusal> {
    let mut by_cost: BTreeMap<UnitPrice, Decimal> = BTreeMap::new();
    for sold in mix {
        if !sold.quantity.is_positive() {
            return Err(PricingRefusal::Mix);
        }
        *by_cost.entry(sold.cost).or_default() += sold.quantity.decimal();
    }
    if by_cost.keys().all(|cost| cost.decimal().is_zero()) {
        return Err(PricingRefusal::Mix);
    }
    let shape = Shape::of(current, currency);
    let meets = |scale: i64| -> Result<bool, PricingRefusal> {
        let matrix = shape.scaled(scale)?;
        let sold = by_cost.iter().map(|(cost, quantity)| (*cost, *quantity));
        let (cost, sales) = totals(&matrix, currency, sold)?;
        Ok(sales * (Decimal::ONE - target.decimal()) >= cost)
    };
    let matrix = shape.scaled(least(meets)?)?;
    Ok(Solution {
        before: figures(current, currency, mix)?,
        after: figures(&matrix, currency, mix)?,
        by_category: by_category(current, &matrix, currency, mix)?,
        matrix,
    })
}

/// Returns the least scale that meets the target: doubles until one does, then halves the gap.
fn least(meets: impl Fn(i64) -> Result<bool, PricingRefusal>) -> Result<i64, PricingRefusal> {
    let (mut below, mut enough) = (-1_i64, 10_i64.pow(SCALE_DECIMALS));
    while !meets(enough)? {
        below = enough;
        enough = enough
            .checked_mul(2)
            .ok_or(PricingRefusal::TargetOutOfReach)?;
    }
    while enough - below > 1 {
        let middle = below + (enough - below) / 2;
        if meets(middle)? {
            enough = middle;
        } else {
            below = middle;
        }
    }
    Ok(enough)
}

/// What stays the same while the profit is scaled.
struct Shape<'a> {
    current: &'a Matrix,
    currency: Currency,
    flat: bool,
}

impl<'a> Shape<'a> {
    fn of(current: &'a Matrix, currency: Currency) -> Self {
        let profitless = |row: &MatrixRow| match row.formula {
            Formula::Amount(amount) => amount.decimal().is_zero(),
            Formula::Multiplier(_) | Formula::Margin(_) | Formula::Markup(_) => {
                markup_of(row.formula).is_zero()
            }
        };
        let flat = current.rows().iter().all(profitless);
        Self {
            current,
            currency,
            flat,
        }
    }

    /// The matrix with every profit scaled, in millionths.
    fn scaled(&self, scale: i64) -> Result<Matrix, PricingRefusal> {
        let scale = Decimal::new(scale, SCALE_DECIMALS);
        let rows = self.current.rows().iter();
        let rows = rows
            .map(|row| self.scaled_row(row, scale))
            .collect::<Result<_, _>>()?;
        Matrix::try_new(self.current.name(), self.current.mode(), rows)
    }

    fn scaled_row(&self, row: &MatrixRow, scale: Decimal) -> Result<MatrixRow, PricingRefusal> {
        let up = |value: Decimal, decimals| {
            value.round_dp_with_strategy(decimals, RoundingStrategy::AwayFromZero)
        };
        let out_of_reach = |_| PricingRefusal::TargetOutOfReach;
        let formula = match row.formula {
            Formula::Amount(amount) if !self.flat => {
                let amount = amount.decimal().checked_mul(scale);
                let amount = amount.ok_or(PricingRefusal::TargetOutOfReach)?;
                let decimals = self.currency.decimals();
                Formula::Amount(UnitPrice::try_new(up(amount, decimals)).map_err(out_of_reach)?)
            }
            formula => {
                let markup = if self.flat {
                    Decimal::ONE
                } else {
                    markup_of(formula)
                };
                let markup = markup
                    .checked_mul(scale)
                    .ok_or(PricingRefusal::TargetOutOfReach)?;
                let factor = up(Decimal::ONE + markup, FACTOR_DECIMALS);
                Formula::Multiplier(Factor::try_new(factor).map_err(out_of_reach)?)
            }
        };
        Ok(MatrixRow {
            from: row.from,
            formula,
        })
    }
}

/// The profit on a cost of one, never below zero; an amount added has none of that kind.
fn markup_of(formula: Formula) -> Decimal {
    match formula {
        Formula::Amount(_) => Decimal::ZERO,
        Formula::Multiplier(_) | Formula::Margin(_) | Formula::Markup(_) => {
            (formula.apply(Decimal::ONE) - Decimal::ONE).max(Decimal::ZERO)
        }
    }
}

fn totals(
    matrix: &Matrix,
    currency: Currency,
    sold: impl Iterator<Item = (UnitPrice, Decimal)>,
) -> Result<(Decimal, Decimal), PricingRefusal> {
    let (mut cost, mut sales) = (Decimal::ZERO, Decimal::ZERO);
    for (unit_cost, quantity) in sold {
        cost += unit_cost.decimal() * quantity;
        sales += rounded(matrix.price_of(unit_cost), currency)?.decimal() * quantity;
    }
    Ok((cost, sales))
}

fn figures<'a>(
    matrix: &Matrix,
    currency: Currency,
    mix: impl IntoIterator<Item = &'a SoldPart>,
) -> Result<GpFigures, PricingRefusal> {
    let sold = mix
        .into_iter()
        .map(|sold| (sold.cost, sold.quantity.decimal()));
    let (cost, sales) = totals(matrix, currency, sold)?;
    Ok(GpFigures {
        cost: to_money(cost, currency, RoundingPolicy::HalfUp)?,
        sales: to_money(sales, currency, RoundingPolicy::HalfUp)?,
        gp_percent: gp_percent(cost, sales),
    })
}

fn by_category(
    current: &Matrix,
    found: &Matrix,
    currency: Currency,
    mix: &[SoldPart],
) -> Result<Vec<CategoryChange>, PricingRefusal> {
    let mut groups: BTreeMap<&str, Vec<&SoldPart>> = BTreeMap::new();
    for sold in mix {
        groups.entry(&sold.category).or_default().push(sold);
    }
    let change = |(category, sold): (&str, Vec<&SoldPart>)| {
        Ok(CategoryChange {
            category: category.to_owned(),
            before: figures(current, currency, sold.iter().copied())?,
            after: figures(found, currency, sold)?,
        })
    };
    groups.into_iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pricing::MatrixMode;

    fn price(text: &str) -> UnitPrice {
        UnitPrice::parse(text).unwrap()
    }

    fn matrix(mode: MatrixMode, rows: &[(&str, Formula)]) -> Matrix {
        let row = |(from, formula): &(&str, Formula)| MatrixRow {
            from: price(from),
            formula: *formula,
        };
        Matrix::try_new("Standard", mode, rows.iter().map(row).collect()).unwrap()
    }

    fn times(factor: &str) -> Formula {
        Formula::Multiplier(Factor::parse(factor).unwrap())
    }

    fn sold(cost: &str, quantity: &str, category: &str) -> SoldPart {
        SoldPart {
            cost: price(cost),
            quantity: Quantity::parse(quantity).unwrap(),
            category: category.to_owned(),
        }
    }

    fn margin(text: &str) -> Margin {
        Margin::parse(text).unwrap()
    }

    /// 10 at x3 and 2 at x1.5: cost 40 + 200 = 240, sales 120 + 300 = 420, GP 42.86 %. For 52 % sales must be 500:
    /// the profit of 180 becomes 260, so it is scaled by 1.4444, to x3.8888 and x1.7222: 10 at 15.56 and 2 at 172.22.
    #[test]
    fn a_worked_mix() {
        let current = matrix(
            MatrixMode::Stepped,
            &[("0", times("3")), ("50", times("1.5"))],
        );
        let mix = [sold("4", "10", "Filters"), sold("100", "2", "Alternators")];
        let solution = solve_target(&current, Currency::USD, &mix, margin("0.52")).unwrap();
        let rows: Vec<String> = solution
            .matrix
            .rows()
            .iter()
            .map(|row| row.formula.to_string())
            .collect();
        assert_eq!(rows, ["x3.8888", "x1.7222"]);
        let money = |minor| Money::new(minor, Currency::USD);
        assert_eq!(
            (solution.before.cost, solution.before.sales),
            (money(24_000), money(42_000))
        );
        assert_eq!(solution.before.gp_percent, Some(Decimal::new(4_286, 2)));
        assert_eq!(solution.after.sales, money(50_004));
        assert_eq!(solution.after.gp_percent, Some(Decimal::new(5_200, 2)));
        let names: Vec<&str> = solution
            .by_category
            .iter()
            .map(|change| &*change.category)
            .collect();
        assert_eq!(names, ["Alternators", "Filters"]);
        assert_eq!(solution.by_category[1].after.sales, money(15_560));
    }

    #[test]
    fn a_low_target_lowers_the_rows_but_never_under_cost() {
        let current = matrix(
            MatrixMode::Stepped,
            &[("0", times("3")), ("50", times("0.8"))],
        );
        let mix = [sold("4", "10", "Filters"), sold("100", "2", "Alternators")];
        let solution = solve_target(&current, Currency::USD, &mix, margin("0")).unwrap();
        let rows: Vec<String> = solution
            .matrix
            .rows()
            .iter()
            .map(|row| row.formula.to_string())
            .collect();
        assert_eq!(rows, ["x1", "x1"]);
    }

    #[test]
    fn a_matrix_without_profit_gets_equal_rows() {
        let current = matrix(
            MatrixMode::Stepped,
            &[("0", times("1")), ("50", times("0.5"))],
        );
        let mix = [sold("4", "10", "Filters"), sold("100", "2", "Alternators")];
        let solution = solve_target(&current, Currency::USD, &mix, margin("0.6")).unwrap();
        let rows: Vec<String> = solution
            .matrix
            .rows()
            .iter()
            .map(|row| row.formula.to_string())
            .collect();
        assert_eq!(rows, ["x2.5", "x2.5"]);
    }

    #[test]
    fn what_cannot_be_solved_is_refused() {
        let current = matrix(
            MatrixMode::Stepped,
            &[("0", times("900")), ("50", times("1.5"))],
        );
        let solve =
            |mix: &[SoldPart], target| solve_target(&current, Currency::USD, mix, margin(target));
        assert_eq!(solve(&[], "0.5"), Err(PricingRefusal::Mix));
        assert_eq!(
            solve(&[sold("0", "1", "Free")], "0.5"),
            Err(PricingRefusal::Mix)
        );
        assert_eq!(
            solve(&[sold("5", "-1", "Returned")], "0.5"),
            Err(PricingRefusal::Mix)
        );
        let dear = [sold("100", "1", "Alternators")];
        assert_eq!(solve(&dear, "0.9"), Err(PricingRefusal::TargetOutOfReach));
    }

    fn formulas() -> impl Strategy<Value = Formula> {
        prop_oneof![
            (500_i64..5_000)
                .prop_map(|n| Formula::Multiplier(Factor::try_new(Decimal::new(n, 3)).unwrap())),
            (10_i64..4_000)
                .prop_map(|n| Formula::Markup(Factor::try_new(Decimal::new(n, 3)).unwrap())),
            (10_i64..=800)
                .prop_map(|n| Formula::Margin(Margin::try_new(Decimal::new(n, 3)).unwrap())),
            (1_i64..5_000)
                .prop_map(|n| Formula::Amount(UnitPrice::try_new(Decimal::new(n, 2)).unwrap())),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_target_is_met_and_not_by_much(
            formulas in prop::collection::vec(formulas(), 1..5),
            linear: bool,
            parts in prop::collection::vec((100_i64..40_000, 1_i64..50), 1..12),
            target in 100_i64..700,
        ) {
            let starts = (0_i64..).map(|index| UnitPrice::try_new(Decimal::from(index * 80)).unwrap());
            let rows = starts.zip(formulas).map(|(from, formula)| MatrixRow { from, formula }).collect();
            let mode = if linear { MatrixMode::Linear } else { MatrixMode::Stepped };
            let current = Matrix::try_new("Any", mode, rows).unwrap();
            let mix: Vec<SoldPart> = parts.iter().map(|(cents, quantity)| SoldPart {
                cost: UnitPrice::try_new(Decimal::new(*cents, 2)).unwrap(),
                quantity: Quantity::try_new(Decimal::from(*quantity)).unwrap(),
                category: "Any".to_owned(),
            }).collect();
            let target = Margin::try_new(Decimal::new(target, 3)).unwrap();
            match solve_target(&current, Currency::USD, &mix, target) {
                Err(PricingRefusal::TargetOutOfReach) => {}
                Err(other) => prop_assert!(false, "{other}"),
                Ok(solution) => {
                    let wanted = target.decimal() * Decimal::ONE_HUNDRED;
                    let (cost, sales) = (solution.after.cost.to_decimal(), solution.after.sales.to_decimal());
                    prop_assert!(sales * (Decimal::ONE - target.decimal()) >= cost);
                    let found = solution.after.gp_percent.unwrap();
                    prop_assert!(found <= wanted + Decimal::TWO, "{found} for {wanted}");
                }
            }
        }
    }
}
