//! What a tax rule answers, the laws every answer keeps, and what is recorded of it.

use rust_decimal::Decimal;

use super::TaxQuery;
use crate::ids::LineId;
use crate::money::{Currency, Money, Rate};
use crate::refusal::Refusal;

/// One tax in the answer, as it is named on the receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaxComponent {
    /// Its name, e.g. `Sales tax`.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// What it was computed on.
    pub base: Money,
    /// What it comes to.
    pub amount: Money,
}

/// The answer: tax by line and by component.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaxAnswer {
    /// Which rule answered, by plugin and version: `flat-rate-tax 0.1.0`.
    pub rule: String,
    /// Tax of each line, in the order of the question.
    pub by_line: Vec<(LineId, Money)>,
    /// The same tax by component.
    pub components: Vec<TaxComponent>,
}

/// What is recorded of an answer. A ticket's tax is asked for after every change of its lines, and most lines keep
/// theirs: were each recorded again each time, what a ticket writes would grow with the square of its lines.
/// [`crate::ticket::Ticket::assessment`] makes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaxAssessment {
    /// Which rule answered, as in [`TaxAnswer::rule`].
    pub rule: String,
    /// The lines whose tax is new or another than the ticket already holds, zero included; every other line of the
    /// ticket keeps its tax. In the order of the answer.
    pub changed: Vec<(LineId, Money)>,
    /// The tax of all the lines by component, changed or not.
    pub components: Vec<TaxComponent>,
}

/// The most components an answer may have.
pub const COMPONENTS_MAX: usize = 20;

impl TaxAnswer {
    /// Returns the tax of the whole ticket.
    ///
    /// # Errors
    /// [`Refusal::Money`] when the sum does not fit.
    pub fn total(&self, currency: Currency) -> Result<Money, Refusal> {
        Ok(Money::sum(
            currency,
            self.by_line.iter().map(|(_, tax)| *tax),
        )?)
    }

    /// Checks that the answer can be right for the question: a plugin is a stranger.
    ///
    /// The laws are the same whether tax stands on top of the prices or is contained in them, and for lines taken back, whose
    /// tax is below zero too.
    ///
    /// # Errors
    /// [`Refusal::TaxAnswerWrong`] that says which law it breaks.
    pub fn checked(self, query: &TaxQuery) -> Result<Self, Refusal> {
        let wrong = |why| Err(Refusal::TaxAnswerWrong(why));
        if self.components.len() > COMPONENTS_MAX {
            return wrong("it has too many components");
        }
        if self.by_line.len() != query.lines.len()
            || self
                .by_line
                .iter()
                .zip(&query.lines)
                .any(|((id, _), line)| *id != line.line)
        {
            return wrong("it does not answer line by line");
        }
        for ((_, tax), line) in self.by_line.iter().zip(&query.lines) {
            if tax.currency() != query.currency || !is_part_of(*tax, line.base) {
                return wrong("a line's tax has not its sign or is larger than its price");
            }
        }
        let total = self.total(query.currency)?;
        let parts = self.components.iter().map(|component| component.amount);
        if Money::sum(query.currency, parts)? != total {
            return wrong("its components do not add up to its lines");
        }
        let sells = query.lines.iter().any(|line| line.base.minor() > 0);
        let takes_back = query.lines.iter().any(|line| line.base.is_negative());
        for amount in self.components.iter().flat_map(|c| [c.base, c.amount]) {
            if (amount.is_negative() && !takes_back) || (amount.minor() > 0 && !sells) {
                return wrong("a component has a sign that no line has");
            }
        }
        Ok(self)
    }
}

/// Tells whether `tax` has the sign of `price` and is not larger.
fn is_part_of(tax: Money, price: Money) -> bool {
    let (tax, price) = (tax.minor(), price.minor());
    (price.min(0)..=price.max(0)).contains(&tax)
}

/// Returns a rate as per cent for paper: `8.25 %`.
#[must_use]
pub fn percent(rate: Rate) -> String {
    format!("{} %", (rate.decimal() * Decimal::from(100)).normalize())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::money::{MoneyError, Quantity};
    use crate::tax::{TaxClass, TaxLine};

    const USD: Currency = Currency::USD;

    fn line(serial: u128) -> LineId {
        LineId::new(Uuid::from_u128(serial))
    }

    /// A part at 100.00 and labor at 50.00.
    fn query() -> TaxQuery {
        let line = |serial, class, minor| {
            TaxLine::new(line(serial), class, Money::new(minor, USD), Quantity::ONE)
        };
        let lines = vec![
            line(1, TaxClass::Part, 10_000),
            line(2, TaxClass::LaborRepair, 5_000),
        ];
        TaxQuery {
            currency: USD,
            location: "main".to_owned(),
            date: jiff::civil::date(2026, 7, 1),
            exemption: None,
            inclusive: false,
            lines,
        }
    }

    fn component(minor: i64) -> TaxComponent {
        TaxComponent {
            name: "Sales tax".to_owned(),
            rate: Rate::parse("0.0825").unwrap(),
            base: Money::new(15_000, USD),
            amount: Money::new(minor, USD),
        }
    }

    /// 8.25 on the part, 4.13 on the labor.
    fn answer() -> TaxAnswer {
        TaxAnswer {
            rule: "flat 1".to_owned(),
            by_line: vec![
                (line(1), Money::new(825, USD)),
                (line(2), Money::new(413, USD)),
            ],
            components: vec![component(1_000), component(238)],
        }
    }

    #[test]
    fn a_right_answer_passes_as_it_is() {
        assert_eq!(answer().checked(&query()), Ok(answer()));
        assert_eq!(answer().total(USD), Ok(Money::new(1_238, USD)));
        let nothing = TaxAnswer {
            rule: "exempt".to_owned(),
            by_line: query()
                .lines
                .iter()
                .map(|line| (line.line, Money::zero(USD)))
                .collect(),
            components: Vec::new(),
        };
        assert!(nothing.checked(&query()).is_ok());
        let none = TaxQuery {
            lines: Vec::new(),
            ..query()
        };
        let empty = TaxAnswer {
            by_line: Vec::new(),
            components: Vec::new(),
            ..answer()
        };
        assert!(empty.checked(&none).is_ok());
    }

    #[test]
    fn every_wrong_answer_is_refused_with_the_law_it_breaks() {
        type Spoil = fn(&mut TaxAnswer);
        let line_by_line = "it does not answer line by line";
        let out_of_range = "a line's tax has not its sign or is larger than its price";
        let does_not_add_up = "its components do not add up to its lines";
        let cases: [(&'static str, Spoil); 11] = [
            ("it has too many components", |a| {
                a.components = vec![component(0); COMPONENTS_MAX + 1];
            }),
            (line_by_line, |a| a.by_line.truncate(1)),
            (line_by_line, |a| {
                a.by_line.push((line(3), Money::zero(USD)));
            }),
            (line_by_line, |a| a.by_line.swap(0, 1)),
            (line_by_line, |a| a.by_line[1].0 = line(1)),
            (out_of_range, |a| a.by_line[0].1 = Money::new(-1, USD)),
            (out_of_range, |a| a.by_line[1].1 = Money::new(5_001, USD)),
            (out_of_range, |a| {
                a.by_line[0].1 = Money::new(825, Currency::EUR);
            }),
            (does_not_add_up, |a| {
                a.components[0].amount = Money::new(999, USD);
            }),
            ("a component has a sign that no line has", |a| {
                a.components = vec![component(1_239), component(-1)];
            }),
            ("a component has a sign that no line has", |a| {
                a.components[0].base = Money::new(-1, USD);
            }),
        ];
        for (law, spoil) in cases {
            let mut answer = answer();
            spoil(&mut answer);
            let refused = answer.clone().checked(&query());
            assert_eq!(refused, Err(Refusal::TaxAnswerWrong(law)), "{answer:?}");
        }
    }

    /// The question and answer of [`query`] with every sign turned.
    fn taken_back() -> (TaxQuery, TaxAnswer) {
        let turned = |money: Money| Money::new(-money.minor(), money.currency());
        let (mut query, mut answer) = (query(), answer());
        for line in &mut query.lines {
            (line.amount, line.base) = (turned(line.amount), turned(line.base));
        }
        for (_, tax) in &mut answer.by_line {
            *tax = turned(*tax);
        }
        for component in &mut answer.components {
            component.base = turned(component.base);
            component.amount = turned(component.amount);
        }
        (query, answer)
    }

    #[test]
    fn tax_of_lines_taken_back_is_below_zero() {
        let (query, right) = taken_back();
        assert_eq!(right.clone().checked(&query), Ok(right.clone()));
        let refused = |change: fn(&mut TaxAnswer)| {
            let mut wrong = right.clone();
            change(&mut wrong);
            wrong.checked(&query)
        };
        let sign = Err(Refusal::TaxAnswerWrong(
            "a line's tax has not its sign or is larger than its price",
        ));
        assert_eq!(refused(|a| a.by_line[0].1 = Money::new(825, USD)), sign);
        assert_eq!(refused(|a| a.by_line[1].1 = Money::new(-5_001, USD)), sign);
        let component = Err(Refusal::TaxAnswerWrong(
            "a component has a sign that no line has",
        ));
        assert_eq!(
            refused(|a| a.components[0].base = Money::new(1, USD)),
            component
        );
        let split =
            |a: &mut TaxAnswer| a.components = vec![self::component(1), self::component(-1_239)];
        assert_eq!(refused(split), component);
    }

    #[test]
    fn tax_is_held_to_its_base_and_not_to_the_price() {
        let mut query = query();
        // A coupon of the manufacturer pays all of the part but a cent.
        query.lines[0].amount = Money::new(1, USD);
        assert!(answer().checked(&query).is_ok());
        assert_eq!(query.payable(&answer()), Ok(Money::new(5_001 + 1_238, USD)));
        query.inclusive = true;
        assert!(answer().checked(&query).is_ok());
        assert_eq!(query.payable(&answer()), Ok(Money::new(5_001, USD)));
    }

    #[test]
    fn amounts_that_do_not_belong_together_are_refused() {
        let mut foreign = answer();
        foreign.components[0].amount = Money::new(1_000, Currency::EUR);
        let mismatch = Refusal::Money(MoneyError::CurrencyMismatch);
        assert_eq!(foreign.checked(&query()), Err(mismatch));
        let mut huge = answer();
        huge.components = vec![component(i64::MAX), component(1)];
        assert_eq!(
            huge.checked(&query()),
            Err(Refusal::Money(MoneyError::Overflow))
        );
    }

    #[test]
    fn rates_as_per_cent() {
        for (rate, text) in [
            ("0", "0 %"),
            ("0.07", "7 %"),
            ("0.0825", "8.25 %"),
            ("0.10", "10 %"),
            ("0.00375", "0.375 %"),
            ("1", "100 %"),
        ] {
            assert_eq!(percent(Rate::parse(rate).unwrap()), text);
        }
    }
}
