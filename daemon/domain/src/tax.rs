//! What a tax rule is asked and what it answers.
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

/// The most components an answer may have.
pub const COMPONENTS_MAX: usize = 20;

impl TaxAnswer {
    /// Returns the tax of the whole ticket.
    ///
    /// # Errors
    /// [`Refusal::Money`] when the sum does not fit.
    pub fn total(&self, currency: Currency) -> Result<Money, Refusal> {
        Ok(Money::sum(currency, self.by_line.iter().map(|(_, tax)| *tax))?)
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
            || self.by_line.iter().zip(&query.lines).any(|((id, _), line)| *id != line.line)
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
        if self.components.iter().any(|c| c.amount.is_negative() || c.base.is_negative()) {
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
