//! When each installment is due and how much it is.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::PlanRefusal;
use crate::money::{Money, MoneyError, spread};

/// The most installments of a plan.
pub const INSTALLMENTS_MAX: u16 = 120;

/// How often an installment is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rhythm {
    /// Every week.
    Weekly,
    /// Every two weeks.
    Biweekly,
    /// Every month on the day of the first one, or on the month's last day where it has no such day.
    Monthly,
}

impl Rhythm {
    /// Returns the day of an installment, counted from 0. Each is counted from the first, so that a short month does not
    /// pull the later ones forward: 31 January, 28 February, 31 March.
    ///
    /// # Errors
    /// [`PlanRefusal::DateOutOfRange`].
    pub fn day(self, first: Date, nth: u16) -> Result<Date, PlanRefusal> {
        let nth = i32::from(nth);
        let span = match self {
            Self::Weekly => nth.weeks(),
            Self::Biweekly => (nth * 2).weeks(),
            Self::Monthly => nth.months(),
        };
        first
            .checked_add(span)
            .map_err(|_| PlanRefusal::DateOutOfRange)
    }
}

/// One installment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Installment {
    /// Its place, from 1.
    pub number: u16,
    /// When it is due.
    pub due: Date,
    /// What of it pays for the goods.
    pub principal: Money,
    /// What of it pays for the credit.
    pub charge: Money,
    /// How much of it was paid or taken off; never more than both together.
    pub settled: Money,
}

impl Installment {
    /// Returns what it was at first.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn amount(&self) -> Result<Money, MoneyError> {
        self.principal.plus(self.charge)
    }

    /// Returns what is still to be paid of it.
    ///
    /// # Errors
    /// [`MoneyError`] when the sum does not fit.
    pub fn left(&self) -> Result<Money, MoneyError> {
        self.amount()?.minus(self.settled)
    }
}

/// Shares principal and charge out over the installments by largest remainder, so that they add up to the cent; cents that
/// cannot be shared come first.
///
/// # Errors
/// [`PlanRefusal::InstallmentCount`], [`PlanRefusal::DateOutOfRange`], [`PlanRefusal::Money`].
pub fn schedule(
    principal: Money,
    charge: Money,
    count: u16,
    rhythm: Rhythm,
    first: Date,
) -> Result<Vec<Installment>, PlanRefusal> {
    if !(1..=INSTALLMENTS_MAX).contains(&count) {
        return Err(PlanRefusal::InstallmentCount);
    }
    let weights = vec![1; usize::from(count)];
    let principals = spread(principal.minor(), &weights)?;
    let charges = spread(charge.minor(), &weights)?;
    let currency = principal.currency();
    let parts = (0..count).zip(principals.into_iter().zip(charges));
    parts
        .map(|(nth, (principal, charge))| {
            Ok(Installment {
                number: nth + 1,
                due: rhythm.day(first, nth)?,
                principal: Money::new(principal, currency),
                charge: Money::new(charge, currency),
                settled: Money::zero(currency),
            })
        })
        .collect()
}
