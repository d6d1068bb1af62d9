//! The price book: explicit rules, matrices, what each price level gets, and quantity breaks.
//!
//! Prices of single parts are not in it, for a shop has a million of them: whoever asks brings the part's
//! [`super::PriceEntry`] along.

use super::PricingRefusal;
use super::formula::Formula;
use super::matrix::Matrix;
use super::scope::{PriceLevel, Scope, checked_name};
use crate::money::{Currency, Quantity, Rate, UnitPrice};

/// The most rules, matrices or breaks a book may have, each.
pub const RULES_MAX: usize = 2_000;

/// What a rule says about the price.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriceAction {
    /// The price itself.
    Fixed(UnitPrice),
    /// A formula on the cost; passed over while the cost is not known.
    OnCost(Formula),
    /// A share off the list price; passed over while there is no list price.
    OffList(Rate),
}

/// An explicit rule, such as oil at a fixed price. It overrides every matrix and level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceRule {
    /// What a screen calls it.
    pub name: String,
    /// Which sales it is for.
    pub scope: Scope,
    /// What it says.
    pub action: PriceAction,
}

/// A matrix and the sales it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScopedMatrix {
    /// Which sales it is for.
    pub scope: Scope,
    /// The matrix.
    pub matrix: Matrix,
}

/// What buyers of a level pay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Terms {
    /// By cost, through the most specific matrix that fits.
    Matrix,
    /// The list price less a share; a share of zero is the list price itself.
    OffList(Rate),
}

/// The terms of one level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LevelTerms {
    /// Which level.
    pub level: PriceLevel,
    /// What its buyers pay.
    pub terms: Terms,
}

/// What buying many brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BreakOff {
    /// A share off the price.
    Percent(Rate),
    /// A price of its own, if that is lower.
    Price(UnitPrice),
}

/// A lower price from a quantity on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuantityBreak {
    /// What a screen calls it.
    pub name: String,
    /// Which sales it is for. Only breaks of the most specific scope that fits a sale are looked at.
    pub scope: Scope,
    /// The least quantity.
    pub from: Quantity,
    /// What it brings.
    pub off: BreakOff,
}

/// Everything that prices parts, but the parts' own prices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceBook {
    /// The currency of every price; prices worked out are rounded to its minor unit.
    pub currency: Currency,
    /// Explicit rules.
    pub rules: Vec<PriceRule>,
    /// Matrices.
    pub matrices: Vec<ScopedMatrix>,
    /// Terms by level. A level without terms gets its own matrix if there is one, else what retail gets; retail
    /// without terms goes by matrix.
    pub levels: Vec<LevelTerms>,
    /// Quantity breaks.
    pub breaks: Vec<QuantityBreak>,
}

impl PriceBook {
    /// Checks names and counts, and that no two entries of a kind claim the same sales, so that which one applies
    /// never depends on their order.
    ///
    /// # Errors
    /// [`PricingRefusal`] that names the entry.
    pub fn checked(self) -> Result<Self, PricingRefusal> {
        let lengths = [
            ("price rules", self.rules.len()),
            ("matrices", self.matrices.len()),
            ("quantity breaks", self.breaks.len()),
        ];
        if let Some((what, _)) = lengths.iter().find(|(_, len)| *len > RULES_MAX) {
            let max = RULES_MAX;
            return Err(PricingRefusal::Count { what, max });
        }
        for rule in &self.rules {
            checked_name("rule name", &rule.name)?;
        }
        for step in &self.breaks {
            checked_name("quantity break name", &step.name)?;
            if !step.from.is_positive() {
                return Err(PricingRefusal::Order("quantity break"));
            }
        }
        let rules = self
            .rules
            .iter()
            .map(|rule| (&*rule.name, &rule.scope, Quantity::ZERO));
        distinct(rules)?;
        let matrices = self.matrices.iter();
        distinct(matrices.map(|scoped| (scoped.matrix.name(), &scoped.scope, Quantity::ZERO)))?;
        distinct(
            self.breaks
                .iter()
                .map(|step| (&*step.name, &step.scope, step.from)),
        )?;
        for (index, terms) in self.levels.iter().enumerate() {
            if self.levels[..index]
                .iter()
                .any(|other| other.level == terms.level)
            {
                return Err(PricingRefusal::Duplicate(terms.level.to_string()));
            }
        }
        Ok(self)
    }
}

fn distinct<'a>(
    entries: impl Iterator<Item = (&'a str, &'a Scope, Quantity)>,
) -> Result<(), PricingRefusal> {
    let mut seen: Vec<(&Scope, Quantity)> = Vec::new();
    for (name, scope, from) in entries {
        scope.checked()?;
        if seen
            .iter()
            .any(|(other, at)| *at == from && other.same(scope))
        {
            return Err(PricingRefusal::Duplicate(name.to_owned()));
        }
        seen.push((scope, from));
    }
    Ok(())
}
