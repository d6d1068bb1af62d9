//! What a vehicle needs next, and why: work that was declined, and service that is due by time or distance.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Deferral;
use super::account::days_late;
use crate::ids::{CannedJobId, TicketId};
use crate::money::Money;

/// How often a service is due; whichever comes first. A fleet's maintenance plan is a list of these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntervalRule {
    /// What it is, e.g. `oil change`; also what tells services apart.
    pub service: String,
    /// The canned job that does it.
    pub canned: Option<CannedJobId>,
    /// Calendar months between two of them.
    pub months: Option<u16>,
    /// Distance between two of them, in the unit of the readings.
    pub distance: Option<u32>,
    /// How many days before the day it is spoken of.
    pub ahead_days: u16,
    /// How far before the reading it is spoken of.
    pub ahead_distance: u32,
}

/// When a service was done last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastService {
    /// What it was, as in [`IntervalRule::service`]; case and outer blanks do not matter.
    pub service: String,
    /// The shop's day.
    pub date: Date,
    /// The distance driven in all by then.
    pub odometer: Option<u64>,
}

/// What is known of a vehicle. Readings are distances driven in all ([`crate::odometer::Reading::total`]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VehicleFacts<'a> {
    /// What was declined and not done since.
    pub deferrals: &'a [Deferral],
    /// What was done, in any order.
    pub services: &'a [LastService],
    /// What should be done and how often.
    pub rules: &'a [IntervalRule],
    /// The day it was first used; an interval that was never met counts from there, and from zero.
    pub in_service: Option<Date>,
    /// The shop's day.
    pub today: Date,
    /// The distance driven in all, if the odometer was read.
    pub odometer: Option<u64>,
}

/// How pressing it is. The first is the most pressing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Urgency {
    /// The day or the reading has passed.
    Overdue,
    /// It was declined last time and no day is set, or the day has not come.
    Deferred,
    /// It is due within what is spoken of ahead.
    Due,
}

/// Why it is recommended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It was declined.
    Declined {
        /// On which ticket.
        ticket: TicketId,
        /// When.
        on: Date,
        /// The odometer then.
        odometer: Option<u32>,
        /// The customer's or technician's words.
        words: String,
        /// What it came to then.
        amount: Money,
    },
    /// It was done last at this time and reading.
    Interval {
        /// When; none when it is counted from the vehicle's first day.
        last: Option<Date>,
        /// The distance driven in all by then.
        last_odometer: Option<u64>,
        /// Months between two.
        months: Option<u16>,
        /// Distance between two.
        distance: Option<u32>,
    },
}

/// Prints `declined on 2026-06-02 at 48210: rear pads 3 mm`, or `every 6 months or 5000, last on 2026-01-10 at 43000`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined {
                on,
                odometer,
                words,
                ..
            } => {
                write!(f, "declined on {on}")?;
                if let Some(odometer) = odometer {
                    write!(f, " at {odometer}")?;
                }
                write!(f, ": {words}")
            }
            Self::Interval {
                last,
                last_odometer,
                months,
                distance,
            } => {
                let months = months.map(|months| format!("{months} months"));
                let distance = distance.map(|distance| distance.to_string());
                let every: Vec<String> = months.into_iter().chain(distance).collect();
                write!(f, "every {}", every.join(" or "))?;
                match last {
                    Some(last) => write!(f, ", last on {last}")?,
                    None => f.write_str(", never done here")?,
                }
                match last_odometer {
                    Some(odometer) if last.is_some() => write!(f, " at {odometer}"),
                    Some(_) | None => Ok(()),
                }
            }
        }
    }
}

/// Something the vehicle needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommendation {
    /// What.
    pub title: String,
    /// Why.
    pub reason: Reason,
    /// How pressing it is.
    pub urgency: Urgency,
    /// The day it is due.
    pub due: Option<Date>,
    /// The reading it is due at.
    pub due_odometer: Option<u64>,
    /// The canned job that does it.
    pub canned: Option<CannedJobId>,
}

impl Recommendation {
    /// Tells whether its day or reading has passed.
    #[must_use]
    pub fn overdue(&self) -> bool {
        self.urgency == Urgency::Overdue
    }
}

/// Returns what to speak of, the most pressing first, then by day and title. A service that was declined comes once, with
/// the reason it was declined for; its due day is the earlier of the two.
#[must_use]
pub fn recommendations(facts: &VehicleFacts<'_>) -> Vec<Recommendation> {
    let mut all: Vec<Recommendation> = facts
        .deferrals
        .iter()
        .map(|deferral| declined(deferral, facts.today))
        .collect();
    for rule in facts.rules {
        let Some(due) = by_interval(rule, facts) else {
            continue;
        };
        let same = |earlier: &&mut Recommendation| {
            let same_job = rule.canned.is_some() && earlier.canned == rule.canned;
            same_job || same_words(&earlier.title, &rule.service)
        };
        match all.iter_mut().find(same) {
            Some(earlier) => {
                earlier.urgency = earlier.urgency.min(due.urgency);
                earlier.due = [earlier.due, due.due].into_iter().flatten().min();
                earlier.due_odometer = due.due_odometer;
            }
            None => all.push(due),
        }
    }
    let key = |one: &Recommendation| (one.urgency, one.due.is_none(), one.due, one.title.clone());
    all.sort_by_cached_key(key);
    all
}

fn declined(deferral: &Deferral, today: Date) -> Recommendation {
    let passed = deferral.follow_up.is_some_and(|day| day < today);
    Recommendation {
        title: deferral.title.clone(),
        reason: Reason::Declined {
            ticket: deferral.ticket,
            on: deferral.declined_on,
            odometer: deferral.odometer,
            words: deferral.reason.clone(),
            amount: deferral.amount,
        },
        urgency: if passed {
            Urgency::Overdue
        } else {
            Urgency::Deferred
        },
        due: deferral.follow_up,
        due_odometer: None,
        canned: deferral.canned,
    }
}

/// A service by its interval, if it is due or nearly so. Where nothing is known to count from, nothing is said.
fn by_interval(rule: &IntervalRule, facts: &VehicleFacts<'_>) -> Option<Recommendation> {
    let done = facts.services.iter();
    let done = done.filter(|service| same_words(&service.service, &rule.service));
    let last = done.max_by_key(|service| (service.date, service.odometer));
    let from_day = last.map_or(facts.in_service, |last| Some(last.date));
    let from_reading = last.map_or(Some(0), |last| last.odometer);
    let due = rule
        .months
        .zip(from_day)
        .and_then(|(months, day)| day.checked_add(i32::from(months).months()).ok());
    let due_odometer = rule
        .distance
        .zip(from_reading)
        .map(|(distance, from)| from.saturating_add(u64::from(distance)));
    let late = due.map(|due| days_late(due, facts.today));
    let reading = due_odometer.zip(facts.odometer);
    let overdue = late.is_some_and(|late| late > 0) || reading.is_some_and(|(due, now)| now > due);
    let near = late.is_some_and(|late| late >= -i32::from(rule.ahead_days))
        || reading
            .is_some_and(|(due, now)| now.saturating_add(u64::from(rule.ahead_distance)) >= due);
    if !overdue && !near {
        return None;
    }
    Some(Recommendation {
        title: rule.service.clone(),
        reason: Reason::Interval {
            last: last.map(|last| last.date),
            last_odometer: last.and_then(|last| last.odometer),
            months: rule.months,
            distance: rule.distance,
        },
        urgency: if overdue {
            Urgency::Overdue
        } else {
            Urgency::Due
        },
        due,
        due_odometer,
        canned: rule.canned,
    })
}

fn same_words(one: &str, other: &str) -> bool {
    crate::pricing::same_name(one, other)
}
