//! How often a customer comes and what they leave: the figures on their profile.

use jiff::civil::Date;

use super::account::days_late;
use crate::money::{Currency, Money, MoneyError};

/// One closed ticket of a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Visit {
    /// The shop's day.
    pub date: Date,
    /// What it came to, with tax; below zero when goods came back.
    pub total: Money,
    /// What of it was labor, before tax.
    pub labor: Money,
    /// How many jobs were proposed.
    pub jobs_proposed: u32,
    /// How many of them were declined.
    pub jobs_declined: u32,
}

/// The figures of a customer's visits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VisitFigures {
    /// How many days they came; two tickets of one day are one visit.
    pub visits: u32,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// Days between two visits, on average and rounded down; none before the second visit.
    pub days_between: Option<u32>,
    /// What they spent in all.
    pub spent: Money,
}

/// Works out the figures of visits in any order.
///
/// # Errors
/// [`MoneyError`] when the sum does not fit.
pub fn figures(visits: &[Visit], currency: Currency) -> Result<VisitFigures, MoneyError> {
    let mut days: Vec<Date> = visits.iter().map(|visit| visit.date).collect();
    days.sort_unstable();
    days.dedup();
    let (first, last) = (days.first().copied(), days.last().copied());
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let span = first.zip(last).map(|(first, last)| days_late(first, last));
    let gaps = count.checked_sub(1).filter(|gaps| *gaps > 0);
    let days_between = gaps.and_then(|gaps| Some(u32::try_from(span?).ok()? / gaps));
    Ok(VisitFigures {
        visits: count,
        first,
        last,
        days_between,
        spent: Money::sum(currency, visits.iter().map(|visit| visit.total))?,
    })
}
