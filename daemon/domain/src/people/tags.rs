//! Tags that come from what customers do: regular, lapsed, high value, does it themselves, declines on price.
//!
//! A rule is data that a person can read, and each tag says which rule gave it and on what figures. The same facts and
//! rules always give the same tags.

use std::fmt;

use jiff::civil::Date;

use super::account::days_late;
use super::visits::Visit;
use crate::money::{Currency, Money, MoneyError, Rate};

/// What is known of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomerFacts {
    /// The shop's day.
    pub today: Date,
    /// The shop's currency.
    pub currency: Currency,
    /// Their closed tickets, in any order.
    pub visits: Vec<Visit>,
}

/// What must hold for a tag. Days are counted back from today; a day that far back still counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    /// They came on at least so many days.
    VisitsAtLeast {
        /// How many.
        visits: u32,
        /// In how many days.
        within_days: u32,
    },
    /// They spent at least so much.
    SpendAtLeast {
        /// How much, with tax.
        amount: Money,
        /// In how many days.
        within_days: u32,
    },
    /// They came once and then not for at least so many days.
    AwayAtLeast {
        /// How many.
        days: u32,
    },
    /// Of the jobs proposed, at least this share was declined.
    DeclinedAtLeast {
        /// The share.
        share: Rate,
        /// How many jobs must have been proposed before it says anything.
        jobs_min: u32,
        /// In how many days.
        within_days: u32,
    },
    /// At least this share of their visits had no labor: they fit parts themselves.
    PartsOnlyAtLeast {
        /// The share.
        share: Rate,
        /// How many tickets there must be before it says anything.
        tickets_min: u32,
        /// In how many days.
        within_days: u32,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

/// A rule: who gets a tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TagRule {
    /// The tag.
    pub tag: String,
    /// When it is given.
    pub when: Condition,
}

/// A tag that a rule gave.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GivenTag {
    /// The tag.
    pub tag: String,
    /// The rule, in words.
    pub because: String,
}

/// Gives the tags whose rules hold, in the order of the rules; a tag of several rules comes once, for the first of them.
///
/// # Errors
/// [`MoneyError`] when what they spent does not fit.
pub fn tags_of(facts: &CustomerFacts, rules: &[TagRule]) -> Result<Vec<GivenTag>, MoneyError> {
    let mut given: Vec<GivenTag> = Vec::new();
    for rule in rules {
        if given.iter().all(|earlier| earlier.tag != rule.tag) && holds(&rule.when, facts)? {
            given.push(GivenTag {
                tag: rule.tag.clone(),
                because: rule.when.to_string(),
            });
        }
    }
    Ok(given)
}

/// Returns rules to begin with; a shop changes them as it likes.
#[must_use]
pub fn usual_rules(currency: Currency) -> Vec<TagRule> {
    let rule = |tag: &str, when| TagRule {
        tag: tag.to_owned(),
        when,
    };
    let major = 10_i64.pow(currency.decimals());
    let half = Rate::try_new(rust_decimal::Decimal::new(5, 1)).unwrap_or(Rate::ZERO);
    vec![
        rule(
            "regular",
            Condition::VisitsAtLeast {
                visits: 3,
                within_days: 365,
            },
        ),
        rule("lapsed", Condition::AwayAtLeast { days: 365 }),
        rule(
            "high value",
            Condition::SpendAtLeast {
                amount: Money::new(2_500 * major, currency),
                within_days: 365,
            },
        ),
        rule(
            "does it themselves",
            Condition::PartsOnlyAtLeast {
                share: half,
                tickets_min: 3,
                within_days: 730,
            },
        ),
        rule(
            "declines often",
            Condition::DeclinedAtLeast {
                share: half,
                jobs_min: 4,
                within_days: 730,
            },
        ),
    ]
}

fn holds(condition: &Condition, facts: &CustomerFacts) -> Result<bool, MoneyError> {
    Ok(match condition {
        Condition::VisitsAtLeast {
            visits,
            within_days,
        } => {
            let mut days: Vec<Date> = within(facts, *within_days)
                .map(|visit| visit.date)
                .collect();
            days.sort_unstable();
            days.dedup();
            count(days.len()) >= *visits
        }
        Condition::SpendAtLeast {
            amount,
            within_days,
        } => {
            let spent = within(facts, *within_days).map(|visit| visit.total);
            Money::sum(facts.currency, spent)? >= *amount
        }
        Condition::AwayAtLeast { days } => {
            let last = facts.visits.iter().map(|visit| visit.date).max();
            last.is_some_and(|last| ago(last, facts.today) >= i64::from(*days))
        }
        Condition::DeclinedAtLeast {
            share,
            jobs_min,
            within_days,
        } => {
            let sum = |jobs: fn(&Visit) -> u32| {
                within(facts, *within_days)
                    .fold(0_u32, |sum, visit| sum.saturating_add(jobs(visit)))
            };
            let proposed = sum(|visit| visit.jobs_proposed);
            let declined = sum(|visit| visit.jobs_declined);
            reaches(declined, proposed, *jobs_min, *share)
        }
        Condition::PartsOnlyAtLeast {
            share,
            tickets_min,
            within_days,
        } => {
            let tickets = count(within(facts, *within_days).count());
            let bare = within(facts, *within_days).filter(|visit| visit.labor.is_zero());
            reaches(count(bare.count()), tickets, *tickets_min, *share)
        }
        Condition::All(conditions) => {
            for condition in conditions {
                if !holds(condition, facts)? {
                    return Ok(false);
                }
            }
            true
        }
        Condition::Any(conditions) => {
            for condition in conditions {
                if holds(condition, facts)? {
                    return Ok(true);
                }
            }
            false
        }
        Condition::Not(condition) => !holds(condition, facts)?,
    })
}

fn within(facts: &CustomerFacts, days: u32) -> impl Iterator<Item = &Visit> {
    let today = facts.today;
    let recent = move |visit: &&Visit| (0..=i64::from(days)).contains(&ago(visit.date, today));
    facts.visits.iter().filter(recent)
}

fn ago(day: Date, today: Date) -> i64 {
    i64::from(days_late(day, today))
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Tells whether a part of a whole reaches a share; a whole of nothing, or one that is too small, reaches none.
fn reaches(part: u32, whole: u32, whole_min: u32, share: Rate) -> bool {
    let needed = rust_decimal::Decimal::from(whole) * share.decimal();
    whole > 0 && whole >= whole_min && rust_decimal::Decimal::from(part) >= needed
}

/// Says it for a person.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VisitsAtLeast {
                visits,
                within_days,
            } => write!(f, "at least {visits} visits in {within_days} days"),
            Self::SpendAtLeast {
                amount,
                within_days,
            } => write!(f, "spent at least {amount} in {within_days} days"),
            Self::AwayAtLeast { days } => write!(f, "not here for at least {days} days"),
            Self::DeclinedAtLeast {
                share,
                jobs_min,
                within_days,
            } => write!(
                f,
                "declined at least {} of {jobs_min} or more jobs in {within_days} days",
                percent(*share)
            ),
            Self::PartsOnlyAtLeast {
                share,
                tickets_min,
                within_days,
            } => write!(
                f,
                "no labor on at least {} of {tickets_min} or more tickets in {within_days} days",
                percent(*share)
            ),
            Self::All(conditions) => joined(f, conditions, " and "),
            Self::Any(conditions) => joined(f, conditions, " or "),
            Self::Not(condition) => write!(f, "not ({condition})"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, conditions: &[Condition], word: &str) -> fmt::Result {
    let words: Vec<String> = conditions
        .iter()
        .map(|condition| format!("({condition})"))
        .collect();
    f.write_str(&words.join(word))
}

fn percent(share: Rate) -> String {
    let percent = share.decimal() * rust_decimal::Decimal::ONE_HUNDRED;
    format!("{} %", percent.normalize())
}
