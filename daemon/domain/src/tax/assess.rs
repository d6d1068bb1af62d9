//! The built-in tax rule: applies a profile to a question.
//!
//! Exact amounts first, in minor units and never rounded: one for each tax and line. Then they are settled to whole minor
//! units, on each line or on the sums as the profile says, so that lines and components always add up to the same.

use rust_decimal::Decimal;

use super::share::settle;
use super::{
    CorePolicy, Jurisdiction, Profile, RoundingBasis, TaxAnswer, TaxClass, TaxComponent, TaxLine,
    TaxQuery, TaxRefusal,
};
use crate::money::{Currency, Money, MoneyError, RoundingPolicy, to_money};

/// Exact amounts are compared and rounded with this many decimals of a minor unit. A price that contains tax is divided
/// by `1 + rate`, which seldom ends; without this a sum that is really half a cent could lie a hair below it.
const EXACT_DECIMALS: u32 = 12;

/// Works out the tax of a question by a profile.
///
/// Lines of sale and lines taken back may stand together. The answer passes [`TaxAnswer::checked`].
///
/// # Errors
/// [`TaxRefusal`], the certificate's first: the question is not one that the profile can answer.
pub fn assess(profile: &Profile, query: &TaxQuery) -> Result<TaxAnswer, TaxRefusal> {
    check(profile, query)?;
    let levied: Vec<_> = profile
        .jurisdictions
        .iter()
        .filter(|jurisdiction| jurisdiction.in_force(query.date))
        .collect();
    let grid: Vec<Vec<Levy>> = query
        .lines
        .iter()
        .map(|line| levies(&levied, line, profile.core, query))
        .collect();
    let grid = Grid {
        currency: query.currency,
        policy: profile.rounding,
        limits: query.lines.iter().map(|line| line.base.minor()).collect(),
        taxes: levied.len(),
        levies: grid,
    };
    let settled = match (profile.basis, profile.aggregate) {
        (RoundingBasis::Item, _) => grid.settle_by_item(profile.aggregate)?,
        (RoundingBasis::Invoice, false) => grid.settle_by_tax()?,
        (RoundingBasis::Invoice, true) => grid.settle_at_once()?,
    };
    answer(profile, query, &levied, &grid, &settled)
}

fn check(profile: &Profile, query: &TaxQuery) -> Result<(), TaxRefusal> {
    query.check_exemption()?;
    if !profile.in_force(query.date) {
        return Err(TaxRefusal::NotInForce {
            profile: profile.name.clone(),
            date: query.date,
        });
    }
    if profile.currency != query.currency {
        return Err(TaxRefusal::OtherCurrency {
            profile: profile.currency,
            sale: query.currency,
        });
    }
    if query.inclusive && !profile.can_be_inclusive() {
        return Err(TaxRefusal::NotInclusive(profile.name.clone()));
    }
    for line in &query.lines {
        let currencies = [line.amount.currency(), line.base.currency()];
        if currencies != [query.currency; 2] {
            return Err(MoneyError::CurrencyMismatch.into());
        }
        let (amount, base) = (line.amount.minor().signum(), line.base.minor().signum());
        if amount * base < 0 {
            return Err(TaxRefusal::SignsDiffer(line.line));
        }
        if line.core_returned && (line.class != TaxClass::Core || amount > 0 || base > 0) {
            return Err(TaxRefusal::NotACoreCredit(line.line));
        }
    }
    Ok(())
}

/// One tax on one line, exact, in minor units.
#[derive(Clone, Copy, Default)]
struct Levy {
    /// What it is laid on; a price that contains tax stands here as it is.
    on: Decimal,
    /// What it comes to.
    tax: Decimal,
}

/// Returns what each jurisdiction levies on a line.
///
/// No product or sum here can overflow: an amount has 19 digits at most, a rate lies below one, a quantity has 7 digits,
/// and a decimal holds 28.
fn levies(
    levied: &[&Jurisdiction],
    line: &TaxLine,
    core: CorePolicy,
    query: &TaxQuery,
) -> Vec<Levy> {
    let exempt = query.exemption.as_ref();
    let free = exempt.is_some_and(|exemption| exemption.covers(line.class))
        || (line.core_returned && core != CorePolicy::ReducesBase);
    let taxes = |jurisdiction: &Jurisdiction| !free && jurisdiction.taxes(line.class, core);
    let rates: Decimal = levied
        .iter()
        .filter(|jurisdiction| taxes(jurisdiction))
        .map(|jurisdiction| jurisdiction.rate.decimal())
        .sum();
    let mut earlier = Decimal::ZERO;
    let mut found = Vec::with_capacity(levied.len());
    for jurisdiction in levied {
        if !taxes(jurisdiction) {
            found.push(Levy::default());
            continue;
        }
        let price = limited(jurisdiction, line);
        let on = if jurisdiction.compound {
            price + earlier
        } else {
            price
        };
        let tax = on * jurisdiction.rate.decimal();
        let tax = if query.inclusive {
            // The tax contained in a price: gross x r / (1 + r).
            tax / (Decimal::ONE + rates)
        } else {
            tax
        };
        earlier += tax;
        found.push(Levy { on, tax });
    }
    found
}

/// Returns what of a line's base lies between the jurisdiction's threshold and cap, both by the piece. Less than one piece,
/// e.g. half a litre, counts as one.
fn limited(jurisdiction: &Jurisdiction, line: &TaxLine) -> Decimal {
    let base = Decimal::from(line.base.minor());
    let pieces = line.quantity.decimal().abs().max(Decimal::ONE);
    let of_all = |limit: Money| Decimal::from(limit.minor()) * pieces;
    let threshold = jurisdiction.item_threshold.map_or(Decimal::ZERO, of_all);
    let size = base.abs();
    let size = jurisdiction
        .item_cap
        .map_or(size, |cap| size.min(of_all(cap)));
    let size = (size - threshold).max(Decimal::ZERO);
    if base.is_sign_negative() { -size } else { size }
}

/// Every exact tax, and how it is to be rounded.
struct Grid {
    currency: Currency,
    policy: RoundingPolicy,
    /// The base of each line, which its tax may not pass.
    limits: Vec<i64>,
    /// How many taxes there are on a line.
    taxes: usize,
    /// By line, then by tax.
    levies: Vec<Vec<Levy>>,
}

/// Whole minor units that add up to the same both ways.
struct Settled {
    by_line: Vec<i64>,
    by_tax: Vec<i64>,
}

impl Grid {
    /// Rounds each line, or each tax of each line.
    fn settle_by_item(&self, aggregate: bool) -> Result<Settled, MoneyError> {
        let mut by_line = Vec::with_capacity(self.levies.len());
        let mut by_tax = vec![0; self.taxes];
        for (levies, limit) in self.levies.iter().zip(&self.limits) {
            let exact: Vec<_> = levies.iter().map(|levy| snapped(levy.tax)).collect();
            let shares = if aggregate {
                let total = self.round(levies.iter().map(|levy| levy.tax).sum())?;
                settle(total, &exact, &vec![*limit; exact.len()])?
            } else {
                exact
                    .iter()
                    .map(|tax| self.round(*tax))
                    .collect::<Result<_, _>>()?
            };
            by_line.push(sum(&shares)?);
            for (all, share) in by_tax.iter_mut().zip(&shares) {
                *all = sum(&[*all, *share])?;
            }
        }
        Ok(Settled { by_line, by_tax })
    }

    /// Rounds the sum of each tax, and spreads it over its lines.
    fn settle_by_tax(&self) -> Result<Settled, MoneyError> {
        let mut by_line = vec![0; self.levies.len()];
        let mut by_tax = Vec::with_capacity(self.taxes);
        for tax in 0..self.taxes {
            let exact: Vec<_> = self.levies.iter().map(|l| snapped(l[tax].tax)).collect();
            let total = self.round(self.levies.iter().map(|l| l[tax].tax).sum())?;
            // What the taxes before have left of a line's price.
            let room = self
                .limits
                .iter()
                .zip(&by_line)
                .map(|(limit, used)| limit - used);
            let room: Vec<i64> = room.collect();
            for (line, share) in by_line.iter_mut().zip(settle(total, &exact, &room)?) {
                *line = sum(&[*line, share])?;
            }
            by_tax.push(total);
        }
        Ok(Settled { by_line, by_tax })
    }

    /// Rounds the sum of all taxes, and spreads it over the lines and over the taxes.
    fn settle_at_once(&self) -> Result<Settled, MoneyError> {
        let by_line: Vec<Decimal> = self
            .levies
            .iter()
            .map(|levies| snapped(levies.iter().map(|levy| levy.tax).sum()))
            .collect();
        let by_tax: Vec<Decimal> = (0..self.taxes)
            .map(|tax| snapped(self.levies.iter().map(|levies| levies[tax].tax).sum()))
            .collect();
        let total = self.round(self.levies.iter().flatten().map(|levy| levy.tax).sum())?;
        let no_limit = vec![total; by_tax.len()];
        Ok(Settled {
            by_line: settle(total, &by_line, &self.limits)?,
            by_tax: settle(total, &by_tax, &no_limit)?,
        })
    }

    /// Rounds minor units by the profile's policy. A sum comes here as it was added up: were its parts snapped first, what
    /// is cut off each would add up.
    fn round(&self, minor: Decimal) -> Result<i64, MoneyError> {
        let major = snapped(minor) * Decimal::new(1, self.currency.decimals());
        Ok(to_money(major, self.currency, self.policy)?.minor())
    }
}

fn snapped(minor: Decimal) -> Decimal {
    minor.round_dp(EXACT_DECIMALS)
}

fn sum(minor: &[i64]) -> Result<i64, MoneyError> {
    minor
        .iter()
        .try_fold(0_i64, |all, one| all.checked_add(*one))
        .ok_or(MoneyError::Overflow)
}

fn answer(
    profile: &Profile,
    query: &TaxQuery,
    levied: &[&Jurisdiction],
    grid: &Grid,
    settled: &Settled,
) -> Result<TaxAnswer, TaxRefusal> {
    let money = |minor| Money::new(minor, query.currency);
    let mut components = Vec::with_capacity(levied.len());
    for (at, jurisdiction) in levied.iter().enumerate() {
        let mut base = Decimal::ZERO;
        let mut is_levied = false;
        for (levies, line_tax) in grid.levies.iter().zip(&settled.by_line) {
            let on = levies[at].on;
            if on.is_zero() {
                continue;
            }
            is_levied = true;
            base += on;
            if query.inclusive {
                base -= Decimal::from(*line_tax);
            }
        }
        if is_levied {
            let major = base * Decimal::new(1, query.currency.decimals());
            components.push(TaxComponent {
                name: jurisdiction.name.clone(),
                rate: jurisdiction.rate,
                base: to_money(major, query.currency, RoundingPolicy::HalfUp)?,
                amount: money(settled.by_tax[at]),
            });
        }
    }
    let by_line = query.lines.iter().zip(&settled.by_line);
    Ok(TaxAnswer {
        rule: format!("{} {}", profile.name, profile.valid_from),
        by_line: by_line
            .map(|(line, tax)| (line.line, money(*tax)))
            .collect(),
        components,
    })
}
