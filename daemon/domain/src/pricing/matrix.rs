//! A parts matrix: how much is earned on a part by what it cost.
//!
//! A stepped matrix has cliffs: with x3 below 5.00 and x2 from there, a part for 4.99 sells at 14.97 and one for 5.01 at
//! 10.02. The linear mode has none. There each row's formula holds in the middle of its range, and the price runs in a
//! straight line from middle to middle. Below the first middle and from the last row's start the row's own formula
//! holds. Where falling multipliers would still let the price fall, it stays level until the formula catches up, so a
//! dearer part never sells for less.

use rust_decimal::Decimal;

use super::PricingRefusal;
use super::formula::Formula;
use super::scope::checked_name;
use crate::money::UnitPrice;

/// The most rows a matrix may have.
pub const ROWS_MAX: usize = 200;

/// How the rows join.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MatrixMode {
    /// Each row's formula holds over its whole range.
    Stepped,
    /// The price runs from row to row without a cliff.
    Linear,
}

/// One row: its formula holds from a cost up to the next row's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatrixRow {
    /// The least cost of one unit, in major units.
    pub from: UnitPrice,
    /// How the price follows from it.
    pub formula: Formula,
}

/// A checked matrix: the first row starts at zero and the rows rise, so every cost has exactly one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    name: String,
    mode: MatrixMode,
    rows: Vec<MatrixRow>,
    /// Cost and price at each row's middle, never falling; what the linear mode runs along.
    anchors: Vec<(Decimal, Decimal)>,
}

impl Matrix {
    /// Checks the rows and makes a matrix.
    ///
    /// # Errors
    /// [`PricingRefusal`] when the name is blank, there are no rows or too many, the first does not start at zero, or
    /// they do not rise.
    pub fn try_new(
        name: &str,
        mode: MatrixMode,
        rows: Vec<MatrixRow>,
    ) -> Result<Self, PricingRefusal> {
        let name = checked_name("matrix name", name)?;
        if rows.is_empty() || rows.len() > ROWS_MAX {
            let (what, max) = ("matrix rows", ROWS_MAX);
            return Err(PricingRefusal::Count { what, max });
        }
        if !rows[0].from.decimal().is_zero() {
            return Err(PricingRefusal::MatrixStart(name));
        }
        if rows.windows(2).any(|pair| pair[0].from >= pair[1].from) {
            return Err(PricingRefusal::Order("matrix row"));
        }
        let anchors = anchors(&rows);
        Ok(Self {
            name,
            mode,
            rows,
            anchors,
        })
    }

    /// Returns the name a screen shows.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how the rows join.
    #[must_use]
    pub const fn mode(&self) -> MatrixMode {
        self.mode
    }

    /// Returns the rows, cheapest first.
    #[must_use]
    pub fn rows(&self) -> &[MatrixRow] {
        &self.rows
    }

    /// Returns the row whose range holds the cost.
    #[must_use]
    pub fn row_of(&self, cost: UnitPrice) -> MatrixRow {
        let above = self.rows.partition_point(|row| row.from <= cost);
        self.rows[above.saturating_sub(1)]
    }

    /// Returns the price of a cost in major units, not rounded.
    #[must_use]
    pub fn price_of(&self, cost: UnitPrice) -> Decimal {
        match self.mode {
            MatrixMode::Stepped => self.row_of(cost).formula.apply(cost.decimal()),
            MatrixMode::Linear => self.price_on_line(cost.decimal()),
        }
    }

    /// Returns the starts of those rows at which a stepped matrix lets a dearer part sell for less.
    #[must_use]
    pub fn cliffs(&self) -> Vec<UnitPrice> {
        if self.mode == MatrixMode::Linear {
            return Vec::new();
        }
        let falls = |pair: &&[MatrixRow]| {
            let edge = pair[1].from.decimal();
            pair[1].formula.apply(edge) < pair[0].formula.apply(edge)
        };
        let pairs = self.rows.windows(2).filter(falls);
        pairs.map(|pair| pair[1].from).collect()
    }

    fn price_on_line(&self, cost: Decimal) -> Decimal {
        let passed = self.anchors.partition_point(|(at, _)| *at <= cost);
        if passed == 0 {
            return self.rows[0].formula.apply(cost);
        }
        let (from, low) = self.anchors[passed - 1];
        match self.anchors.get(passed) {
            Some((to, high)) => low + (high - low) * (cost - from) / (to - from),
            None => low.max(self.rows[passed - 1].formula.apply(cost)),
        }
    }
}

fn anchors(rows: &[MatrixRow]) -> Vec<(Decimal, Decimal)> {
    let mut anchors = Vec::with_capacity(rows.len());
    let mut reached = Decimal::ZERO;
    for (index, row) in rows.iter().enumerate() {
        let from = row.from.decimal();
        let to = rows.get(index + 1).map_or(from, |next| next.from.decimal());
        let middle = (from + to) / Decimal::TWO;
        reached = reached.max(row.formula.apply(middle));
        anchors.push((middle, reached));
    }
    anchors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::{Currency, Factor, Margin, RoundingPolicy, to_money};

    fn price(text: &str) -> UnitPrice {
        UnitPrice::parse(text).unwrap()
    }

    fn times(from: &str, factor: &str) -> MatrixRow {
        MatrixRow {
            from: price(from),
            formula: Formula::Multiplier(Factor::parse(factor).unwrap()),
        }
    }

    fn standard(mode: MatrixMode) -> Matrix {
        let rows = vec![times("0", "3"), times("5", "2"), times("25", "1.8")];
        Matrix::try_new("Standard", mode, rows).unwrap()
    }

    fn cents(matrix: &Matrix, cost: UnitPrice) -> i64 {
        to_money(matrix.price_of(cost), Currency::USD, RoundingPolicy::HalfUp)
            .unwrap()
            .minor()
    }

    #[test]
    fn a_stepped_row_holds_over_its_whole_range() {
        let matrix = standard(MatrixMode::Stepped);
        for (cost, expected) in [
            ("4", 1_200),
            ("4.99", 1_497),
            ("5", 1_000),
            ("24.99", 4_998),
            ("100", 18_000),
        ] {
            assert_eq!(cents(&matrix, price(cost)), expected, "{cost}");
        }
        assert_eq!(matrix.cliffs(), [price("5"), price("25")]);
    }

    #[test]
    fn a_linear_matrix_has_no_cliff() {
        let matrix = standard(MatrixMode::Linear);
        // Middles: 2.50 sells at 7.50, 15 at 30, and from 25 on at x1.8 = 45.
        for (cost, expected) in [
            ("2", 600),
            ("2.5", 750),
            ("4.99", 1_198),
            ("5.01", 1_202),
            ("15", 3_000),
            ("20", 3_750),
            ("25", 4_500),
            ("100", 18_000),
        ] {
            assert_eq!(cents(&matrix, price(cost)), expected, "{cost}");
        }
        assert!(matrix.cliffs().is_empty());
    }

    #[test]
    fn where_the_multiplier_falls_too_fast_the_price_stays_level() {
        let rows = vec![times("0", "10"), times("2", "2")];
        let matrix = Matrix::try_new("Steep", MatrixMode::Linear, rows).unwrap();
        for (cost, expected) in [("1", 1_000), ("2", 1_000), ("4.99", 1_000), ("6", 1_200)] {
            assert_eq!(cents(&matrix, price(cost)), expected, "{cost}");
        }
    }

    #[test]
    fn rows_must_start_at_zero_and_rise() {
        let made = |rows| Matrix::try_new("M", MatrixMode::Stepped, rows);
        let count = PricingRefusal::Count {
            what: "matrix rows",
            max: ROWS_MAX,
        };
        assert_eq!(made(Vec::new()), Err(count));
        assert_eq!(
            made(vec![times("1", "2")]),
            Err(PricingRefusal::MatrixStart("M".to_owned()))
        );
        assert_eq!(
            made(vec![times("0", "2"), times("5", "2"), times("5", "3")]),
            Err(PricingRefusal::Order("matrix row"))
        );
        let blank = Matrix::try_new(" ", MatrixMode::Stepped, vec![times("0", "2")]);
        assert!(matches!(blank, Err(PricingRefusal::Name { .. })));
    }

    fn formulas() -> impl Strategy<Value = Formula> {
        let factor = || (0_i64..20_000).prop_map(|n| Factor::try_new(Decimal::new(n, 3)).unwrap());
        prop_oneof![
            factor().prop_map(Formula::Multiplier),
            factor().prop_map(Formula::Markup),
            (0_i64..=990)
                .prop_map(|n| Formula::Margin(Margin::try_new(Decimal::new(n, 3)).unwrap())),
            (0_i64..50_000)
                .prop_map(|n| Formula::Amount(UnitPrice::try_new(Decimal::new(n, 2)).unwrap())),
        ]
    }

    fn rows() -> impl Strategy<Value = Vec<MatrixRow>> {
        prop::collection::btree_map(1_i64..50_000, formulas(), 0..8).prop_flat_map(|rest| {
            formulas().prop_map(move |first| {
                let starts = std::iter::once((0, first)).chain(rest.clone());
                let row = |(from, formula)| MatrixRow {
                    from: UnitPrice::try_new(Decimal::new(from, 2)).unwrap(),
                    formula,
                };
                starts.map(row).collect()
            })
        })
    }

    proptest! {
        #[test]
        fn in_linear_mode_a_dearer_part_never_sells_for_less(
            rows in rows(), cost in 0_i64..60_000, more in prop_oneof![Just(2_i64), 1_i64..60_000],
        ) {
            let matrix = Matrix::try_new("Any", MatrixMode::Linear, rows).unwrap();
            let at = |cents: i64| UnitPrice::try_new(Decimal::new(cents, 2)).unwrap();
            prop_assert!(matrix.price_of(at(cost)) <= matrix.price_of(at(cost + more)));
        }

        /// Two cents apart at the rows' edges and middles, where a cliff would be.
        #[test]
        fn two_cents_around_every_edge(rows in rows()) {
            let matrix = Matrix::try_new("Any", MatrixMode::Linear, rows).unwrap();
            let cent = Decimal::new(1, 2);
            let edges = matrix.rows.iter().map(|row| row.from.decimal());
            let places: Vec<Decimal> = edges.chain(matrix.anchors.iter().map(|(at, _)| *at)).collect();
            for place in places.into_iter().filter(|place| *place >= cent) {
                let (cheap, dear) = (place - cent, place + cent);
                let at = |cost: Decimal| cents(&matrix, UnitPrice::try_new(cost).unwrap());
                prop_assert!(at(cheap) <= at(place) && at(place) <= at(dear), "{place}");
            }
        }

        #[test]
        fn a_stepped_matrix_falls_only_at_the_cliffs_it_tells(rows in rows(), cost in 0_i64..60_000, more in 1_i64..900) {
            let matrix = Matrix::try_new("Any", MatrixMode::Stepped, rows).unwrap();
            let at = |cents: i64| UnitPrice::try_new(Decimal::new(cents, 2)).unwrap();
            let (cheap, dear) = (at(cost), at(cost + more));
            let passed = matrix.cliffs().iter().any(|edge| cheap < *edge && *edge <= dear);
            prop_assert!(passed || matrix.price_of(cheap) <= matrix.price_of(dear));
        }
    }
}
