//! The price of a part: which of the book's answers applies, and why.
//!
//! The order is: the most specific rule that can be applied; else the buyer's price level, through its matrix or a
//! share off the list price; then the quantity break. A part's own entry in the price book is its list price, and at
//! retail it stands before any matrix. A cost of zero counts as not known, so that a part whose cost was never entered
//! is not given away.

use std::fmt;

use rust_decimal::Decimal;

use super::PricingRefusal;
use super::book::{BreakOff, PriceAction, PriceBook, QuantityBreak, Terms};
use super::entry::PriceEntry;
use super::formula::{Formula, gp_percent, per_cent};
use super::matrix::MatrixMode;
use super::scope::PriceLevel;
use crate::ids::{CustomerId, PartId};
use crate::money::{Currency, Quantity, Rate, RoundingPolicy, UnitPrice, to_money};

/// The question: what does this part cost this buyer here?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriceAsk<'a> {
    /// Which part, if it is in the catalog.
    pub part: Option<PartId>,
    /// What kind of part.
    pub category: &'a str,
    /// Its maker.
    pub brand: &'a str,
    /// Whom the shop buys it from, if known.
    pub vendor: Option<&'a str>,
    /// Who buys, if known.
    pub customer: Option<CustomerId>,
    /// What kind of buyer.
    pub level: PriceLevel,
    /// Where the sale happens.
    pub location: &'a str,
    /// How many.
    pub quantity: Quantity,
    /// What one cost the shop; absent or zero when not known.
    pub cost: Option<UnitPrice>,
    /// The catalog's or maker's list price of one, if there is one.
    pub list: Option<UnitPrice>,
    /// The part's entry in the price book, if it has one; stands before `list`.
    pub entry: Option<&'a PriceEntry>,
}

/// Where a list price came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListSource {
    /// The location's own price in the price book.
    Location(String),
    /// The price book.
    Book,
    /// The catalog or the maker.
    Catalog,
    /// There is none, so the retail matrix stands in for it.
    Matrix(String),
}

/// Why a price is what it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PriceReason {
    /// An explicit rule.
    Rule {
        /// Its name.
        name: String,
        /// What it says.
        action: PriceAction,
    },
    /// A matrix on the cost.
    Matrix {
        /// Its name.
        name: String,
        /// Where the row starts that holds the cost.
        from: UnitPrice,
        /// That row's formula. In linear mode the price lies between it and its neighbour's.
        formula: Formula,
        /// How the rows join.
        mode: MatrixMode,
    },
    /// The list price, or a share off it.
    List {
        /// Whose terms.
        level: PriceLevel,
        /// The list price.
        list: UnitPrice,
        /// The share taken off.
        off: Rate,
        /// Where the list price came from.
        source: ListSource,
    },
}

/// A quantity break that lowered the price.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BreakTaken {
    /// Its name.
    pub name: String,
    /// The least quantity it asks for.
    pub from: Quantity,
    /// The price before it.
    pub before: UnitPrice,
}

/// The answer: the price of one, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceAnswer {
    /// The price of one, in whole minor units of the book's currency, unless a list, rule or break states it finer.
    pub unit_price: UnitPrice,
    /// What it came from.
    pub reason: PriceReason,
    /// The quantity break, if one lowered it.
    pub quantity_break: Option<BreakTaken>,
    /// Gross profit in per cent, two decimals, where the cost is known; below zero when sold under cost.
    pub gp_percent: Option<Decimal>,
}

/// Works out what a part costs a buyer.
///
/// # Errors
/// [`PricingRefusal::NoPrice`] when nothing in the book and nothing known of the part gives a price, and
/// [`PricingRefusal::Number`] or [`PricingRefusal::Money`] when the price is out of bounds.
pub fn price_part(book: &PriceBook, ask: &PriceAsk<'_>) -> Result<PriceAnswer, PricingRefusal> {
    let known = |cost: &UnitPrice| !cost.decimal().is_zero();
    let ask = PriceAsk {
        cost: ask.cost.filter(known),
        ..*ask
    };
    let found = match by_rule(book, &ask)? {
        Some(found) => Some(found),
        None => by_level(book, &ask)?,
    };
    let (price, reason) = found.ok_or(PricingRefusal::NoPrice)?;
    let (unit_price, quantity_break) = by_quantity(book, &ask, price)?;
    let gp = |cost: UnitPrice| gp_percent(cost.decimal(), unit_price.decimal());
    Ok(PriceAnswer {
        unit_price,
        reason,
        quantity_break,
        gp_percent: ask.cost.and_then(gp),
    })
}

type Found = Option<(UnitPrice, PriceReason)>;

fn by_rule(book: &PriceBook, ask: &PriceAsk<'_>) -> Result<Found, PricingRefusal> {
    let mut fitting: Vec<_> = book
        .rules
        .iter()
        .filter(|rule| rule.scope.fits(ask))
        .collect();
    fitting.sort_by_key(|rule| std::cmp::Reverse(rule.scope.rank()));
    for rule in fitting {
        let price = match rule.action {
            PriceAction::Fixed(price) => Some(price),
            PriceAction::OnCost(formula) => ask
                .cost
                .map(|cost| rounded(formula.apply(cost.decimal()), book.currency))
                .transpose()?,
            PriceAction::OffList(off) => list_of(book, ask)?
                .map(|(list, _)| less(list, off, book.currency))
                .transpose()?,
        };
        if let Some(price) = price {
            let (name, action) = (rule.name.clone(), rule.action);
            return Ok(Some((price, PriceReason::Rule { name, action })));
        }
    }
    Ok(None)
}

fn by_level(book: &PriceBook, ask: &PriceAsk<'_>) -> Result<Found, PricingRefusal> {
    let (level, terms) = terms_of(book, ask.level);
    let ask = &PriceAsk { level, ..*ask };
    match terms {
        Terms::OffList(off) => match by_list(book, ask, off)? {
            None => by_matrix(book, ask),
            found => Ok(found),
        },
        Terms::Matrix => {
            let own_price = level == PriceLevel::Retail && ask.entry.is_some();
            let by_matrix = if own_price {
                None
            } else {
                by_matrix(book, ask)?
            };
            match by_matrix {
                None => by_list(book, ask, Rate::ZERO),
                found => Ok(found),
            }
        }
    }
}

fn terms_of(book: &PriceBook, level: PriceLevel) -> (PriceLevel, Terms) {
    let stated = |wanted: PriceLevel| {
        let mut all = book.levels.iter();
        all.find(|terms| terms.level == wanted)
            .map(|terms| (wanted, terms.terms))
    };
    let own_matrix = || {
        let own = book
            .matrices
            .iter()
            .any(|scoped| scoped.scope.level == Some(level));
        own.then_some((level, Terms::Matrix))
    };
    let retail = PriceLevel::Retail;
    stated(level)
        .or_else(own_matrix)
        .or_else(|| stated(retail))
        .unwrap_or((retail, Terms::Matrix))
}

fn by_matrix(book: &PriceBook, ask: &PriceAsk<'_>) -> Result<Found, PricingRefusal> {
    let fitting = book.matrices.iter().filter(|scoped| scoped.scope.fits(ask));
    let best = fitting.max_by_key(|scoped| scoped.scope.rank());
    let (Some(scoped), Some(cost)) = (best, ask.cost) else {
        return Ok(None);
    };
    let matrix = &scoped.matrix;
    let row = matrix.row_of(cost);
    let price = rounded(matrix.price_of(cost), book.currency)?;
    let reason = PriceReason::Matrix {
        name: matrix.name().to_owned(),
        from: row.from,
        formula: row.formula,
        mode: matrix.mode(),
    };
    Ok(Some((price, reason)))
}

fn by_list(book: &PriceBook, ask: &PriceAsk<'_>, off: Rate) -> Result<Found, PricingRefusal> {
    let Some((list, source)) = list_of(book, ask)? else {
        return Ok(None);
    };
    let level = ask.level;
    let reason = PriceReason::List {
        level,
        list,
        off,
        source,
    };
    Ok(Some((less(list, off, book.currency)?, reason)))
}

/// The list price, or what retail buyers pay by matrix where there is none.
fn list_of(
    book: &PriceBook,
    ask: &PriceAsk<'_>,
) -> Result<Option<(UnitPrice, ListSource)>, PricingRefusal> {
    if let Some(entry) = ask.entry {
        let location = || ListSource::Location(ask.location.to_owned());
        let own = entry
            .override_at(ask.location)
            .map(|price| (price, location()));
        return Ok(Some(own.unwrap_or((entry.price, ListSource::Book))));
    }
    if let Some(list) = ask.list {
        return Ok(Some((list, ListSource::Catalog)));
    }
    let level = PriceLevel::Retail;
    Ok(match by_matrix(book, &PriceAsk { level, ..*ask })? {
        Some((price, PriceReason::Matrix { name, .. })) => Some((price, ListSource::Matrix(name))),
        Some(_) | None => None,
    })
}

/// Only breaks of the most specific scope count, reached or not: were a wider one taken until the narrower is reached,
/// buying more could cost more a piece. Of those reached the cheapest holds.
fn by_quantity(
    book: &PriceBook,
    ask: &PriceAsk<'_>,
    price: UnitPrice,
) -> Result<(UnitPrice, Option<BreakTaken>), PricingRefusal> {
    let fitting = || book.breaks.iter().filter(|step| step.scope.fits(ask));
    let rank = fitting().map(|step| step.scope.rank()).max();
    let reached =
        |step: &&QuantityBreak| Some(step.scope.rank()) == rank && step.from <= ask.quantity;
    let mut best = (price, None);
    for step in fitting().filter(reached) {
        let lower = match step.off {
            BreakOff::Percent(off) => less(price, off, book.currency)?,
            BreakOff::Price(own) => own,
        };
        if lower < best.0 {
            let (name, from) = (step.name.clone(), step.from);
            let before = price;
            best = (lower, Some(BreakTaken { name, from, before }));
        }
    }
    Ok(best)
}

/// A share off; with no share the price stays as finely stated as it is.
fn less(price: UnitPrice, off: Rate, currency: Currency) -> Result<UnitPrice, PricingRefusal> {
    if off.decimal().is_zero() {
        return Ok(price);
    }
    let left = rounded(price.decimal() * (Decimal::ONE - off.decimal()), currency)?;
    // A price stated finer than a cent may round up by more than a small share takes off.
    Ok(left.min(price))
}

/// A price that was worked out is one that can be paid: whole minor units, half up.
pub(super) fn rounded(major: Decimal, currency: Currency) -> Result<UnitPrice, PricingRefusal> {
    let money = to_money(major, currency, RoundingPolicy::HalfUp)?;
    Ok(UnitPrice::try_new(money.to_decimal())?)
}

impl fmt::Display for PriceAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(price) => write!(f, "{price}"),
            Self::OnCost(formula) => write!(f, "{formula}"),
            Self::OffList(off) => write!(f, "{} % off list", per_cent(off.decimal())),
        }
    }
}

/// Prints it for a screen: `rule Oil specials: 4.99`, `matrix Standard from 5: x2.5`, `list 40 (catalog), 20 % off as jobber`.
impl fmt::Display for PriceReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule { name, action } => write!(f, "rule {name}: {action}"),
            Self::Matrix {
                name,
                from,
                formula,
                mode,
            } => {
                let joined = match mode {
                    MatrixMode::Stepped => "",
                    MatrixMode::Linear => ", linear",
                };
                write!(f, "matrix {name} from {from}: {formula}{joined}")
            }
            Self::List {
                level,
                list,
                off,
                source,
            } => {
                write!(f, "list {list} ({source})")?;
                if off.decimal().is_zero() {
                    return Ok(());
                }
                write!(f, ", {} % off as {level}", per_cent(off.decimal()))
            }
        }
    }
}

impl fmt::Display for ListSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Location(location) => write!(f, "price book at {location}"),
            Self::Book => f.write_str("price book"),
            Self::Catalog => f.write_str("catalog"),
            Self::Matrix(name) => write!(f, "matrix {name}"),
        }
    }
}
