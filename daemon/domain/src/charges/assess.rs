//! Which charges the lines bring about.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::ChargeRefusal;
use super::rules::{
    ChargeClass, ChargeRules, FeeBasis, FeeKind, FeeRule, SuppliesPer, SuppliesRule, Trigger,
};
use crate::ids::LineId;
use crate::money::{Currency, Money, MoneyError, Quantity, RoundingPolicy, UnitPrice, to_money};
use crate::pricing::same_name;

/// One line that is sold to a customer who pays for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChargeLine {
    /// Which line.
    pub line: LineId,
    /// What kind of thing it sells.
    pub class: ChargeClass,
    /// The part's category; blank for anything else.
    pub category: String,
    /// Tags of the line or the part, e.g. `battery-12v`.
    pub tags: Vec<String>,
    /// How many.
    pub quantity: Quantity,
    /// What it comes to after discounts, before tax.
    pub net: Money,
    /// The job it belongs to, if any.
    pub job: Option<Uuid>,
}

/// What kind of charge it is, with the text that goes with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChargeKind {
    /// A law demands it.
    Mandated {
        /// Which, as printed.
        citation: String,
    },
    /// The shop's own fee.
    Shop,
    /// Shop supplies.
    Supplies {
        /// The sentence the law has printed with it, if any.
        sentence: Option<String>,
    },
}

/// One charge, to stand on a line of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charge {
    /// The rule's code.
    pub code: String,
    /// What is printed.
    pub name: String,
    /// What kind it is.
    pub kind: ChargeKind,
    /// The class the tax profile knows it by.
    pub tax_class: String,
    /// How many units.
    pub quantity: Quantity,
    /// How much one is.
    pub unit_price: UnitPrice,
    /// Quantity times unit price, rounded half up.
    pub amount: Money,
    /// The job it is for; absent for the ticket as a whole.
    pub job: Option<Uuid>,
    /// The lines that brought it about, so that it can follow them when they come back.
    pub lines: Vec<LineId>,
}

impl Charge {
    /// Tells whether a law demands it, so that it is handed on and no income.
    #[must_use]
    pub const fn mandated(&self) -> bool {
        matches!(self.kind, ChargeKind::Mandated { .. })
    }
}

/// Works out fees and supplies of a ticket, in the order of the rules and, within one, of its jobs as they first come.
///
/// A charge of nothing is left out.
///
/// # Errors
/// [`ChargeRefusal::NegativeLine`], and [`ChargeRefusal::Money`] when an amount is of another currency or does not fit.
pub fn assess_charges(
    rules: &ChargeRules,
    lines: &[ChargeLine],
) -> Result<Vec<Charge>, ChargeRefusal> {
    for line in lines {
        if line.net.currency() != rules.currency {
            return Err(MoneyError::CurrencyMismatch.into());
        }
        if line.net.is_negative() || line.quantity < Quantity::ZERO {
            return Err(ChargeRefusal::NegativeLine);
        }
    }
    let mut charges = Vec::new();
    for fee in &rules.fees {
        let fits = |line: &&ChargeLine| fee.trigger.fits(line) && line.quantity.is_positive();
        let found: Vec<&ChargeLine> = lines.iter().filter(fits).collect();
        let groups = match fee.basis {
            FeeBasis::PerUnit => by_job(&found),
            FeeBasis::PerTicket => vec![(None, found)],
        };
        for (job, group) in groups {
            charges.extend(fee.charge(rules.currency, job, &group)?);
        }
    }
    for supplies in &rules.supplies {
        let fits = |line: &&ChargeLine| supplies.share_of(line) > Decimal::ZERO;
        let found: Vec<&ChargeLine> = lines.iter().filter(fits).collect();
        let groups = match supplies.per {
            SuppliesPer::Ticket => vec![(None, found)],
            SuppliesPer::Job => by_job(&found),
        };
        for (job, group) in groups {
            charges.extend(supplies.charge(rules.currency, job, &group)?);
        }
    }
    Ok(charges)
}

type Group<'a> = (Option<Uuid>, Vec<&'a ChargeLine>);

fn by_job<'a>(lines: &[&'a ChargeLine]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for line in lines {
        match groups.iter_mut().find(|(job, _)| *job == line.job) {
            Some((_, group)) => group.push(line),
            None => groups.push((line.job, vec![line])),
        }
    }
    groups
}

impl Trigger {
    fn fits(&self, line: &ChargeLine) -> bool {
        let named = |names: &[String], found: &str| names.iter().any(|name| same_name(name, found));
        let tagged = |names: &[String]| line.tags.iter().any(|tag| named(names, tag));
        let meant = self.classes.contains(&line.class)
            || named(&self.categories, &line.category)
            || tagged(&self.tags);
        meant && !tagged(&self.exempt_tags)
    }
}

impl FeeRule {
    fn charge(
        &self,
        currency: Currency,
        job: Option<Uuid>,
        lines: &[&ChargeLine],
    ) -> Result<Option<Charge>, ChargeRefusal> {
        if lines.is_empty() {
            return Ok(None);
        }
        let quantity = match self.basis {
            FeeBasis::PerTicket => Quantity::ONE,
            FeeBasis::PerUnit => {
                let units = lines.iter().map(|line| line.quantity.decimal()).sum();
                Quantity::try_new(units).map_err(|_| MoneyError::Overflow)?
            }
        };
        let major = quantity.decimal() * self.amount.decimal();
        let amount = to_money(major, currency, RoundingPolicy::HalfUp)?;
        if amount.is_zero() {
            return Ok(None);
        }
        let kind = match &self.kind {
            FeeKind::Mandated { citation } => ChargeKind::Mandated {
                citation: citation.clone(),
            },
            FeeKind::Shop => ChargeKind::Shop,
        };
        Ok(Some(Charge {
            code: self.code.clone(),
            name: self.name.clone(),
            kind,
            tax_class: self.tax_class.clone(),
            quantity,
            unit_price: self.amount,
            amount,
            job,
            lines: lines.iter().map(|line| line.line).collect(),
        }))
    }
}

impl SuppliesRule {
    /// The share charged on a line; none when it is excluded or comes to nothing.
    fn share_of(&self, line: &ChargeLine) -> Decimal {
        let excluded = |name: &String| same_name(name, &line.category);
        if line.net.is_zero() || self.excluded_categories.iter().any(excluded) {
            return Decimal::ZERO;
        }
        let rate = self.percents.get(&line.class);
        rate.map_or(Decimal::ZERO, |rate| rate.decimal())
    }

    /// The shares are added before they are rounded, so that the order of lines and how they are split do not matter.
    fn charge(
        &self,
        currency: Currency,
        job: Option<Uuid>,
        lines: &[&ChargeLine],
    ) -> Result<Option<Charge>, ChargeRefusal> {
        if lines.is_empty() {
            return Ok(None);
        }
        let shares = lines
            .iter()
            .map(|line| line.net.to_decimal() * self.share_of(line));
        let rounded = to_money(shares.sum(), currency, RoundingPolicy::HalfUp)?;
        let least = self.min.map_or(0, Money::minor);
        let most = self.max.map_or(i64::MAX, Money::minor);
        // Checked bounds never cross; should unchecked ones, the cap protects the customer.
        let amount = Money::new(rounded.minor().max(least).min(most), currency);
        if amount.is_zero() {
            return Ok(None);
        }
        let unit_price = UnitPrice::try_new(amount.to_decimal());
        Ok(Some(Charge {
            code: self.code.clone(),
            name: self.name.clone(),
            kind: ChargeKind::Supplies {
                sentence: self.sentence.clone(),
            },
            tax_class: self.tax_class.clone(),
            quantity: Quantity::ONE,
            unit_price: unit_price.map_err(|_| MoneyError::Overflow)?,
            amount,
            job,
            lines: lines.iter().map(|line| line.line).collect(),
        }))
    }
}
