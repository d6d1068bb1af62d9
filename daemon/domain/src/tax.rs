//! What a tax rule is asked, what it answers, and what is recorded of its answer.
//!
//! The rule itself lives in a plugin. Its answer is only data: it is checked here, recorded in the journal and
//! never asked for again when the journal is replayed.

use rust_decimal::Decimal;

use crate::ids::LineId;
use crate::money::{Currency, Money, Quantity, Rate};
use crate::refusal::Refusal;

/// What kind of thing a line sells, in the words that tax laws draw their lines by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TaxClass {
    /// A part or another good.
    Part,
    /// Labor to repair or maintain.
    LaborRepair,
}

impl TaxClass {
    /// Returns the word used in settings and by plugins.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::LaborRepair => "labor_repair",
        }
    }
}

/// One line as the tax rule sees it: nothing that identifies a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxLine {
    /// Which line.
    pub line: LineId,
    /// Its class.
    pub class: TaxClass,
    /// What it comes to before tax.
    pub amount: Money,
    /// How many.
    pub quantity: Quantity,
}

/// The question: what is the tax on these lines?
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaxQuery {
    /// The currency of every amount.
    pub currency: Currency,
    /// Where the sale happens.
    pub location: String,
    /// The lines.
    pub lines: Vec<TaxLine>,
}

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
            let in_range = !tax.is_negative() && *tax <= line.amount;
            if tax.currency() != query.currency || !in_range {
                return wrong("a line's tax is below zero or above its price");
            }
        }
        let total = self.total(query.currency)?;
        let parts = self.components.iter().map(|component| component.amount);
        if Money::sum(query.currency, parts)? != total {
            return wrong("its components do not add up to its lines");
        }
        if self
            .components
            .iter()
            .any(|c| c.amount.is_negative() || c.base.is_negative())
        {
            return wrong("a component is below zero");
        }
        Ok(self)
    }
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
    use crate::money::MoneyError;

    const USD: Currency = Currency::USD;

    fn line(serial: u128) -> LineId {
        LineId::new(Uuid::from_u128(serial))
    }

    /// A part at 100.00 and labor at 50.00.
    fn query() -> TaxQuery {
        let line = |serial, class, minor| TaxLine {
            line: line(serial),
            class,
            amount: Money::new(minor, USD),
            quantity: Quantity::ONE,
        };
        let lines = vec![
            line(1, TaxClass::Part, 10_000),
            line(2, TaxClass::LaborRepair, 5_000),
        ];
        TaxQuery {
            currency: USD,
            location: "main".to_owned(),
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
        let out_of_range = "a line's tax is below zero or above its price";
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
            ("a component is below zero", |a| {
                a.components = vec![component(1_239), component(-1)];
            }),
            ("a component is below zero", |a| {
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
