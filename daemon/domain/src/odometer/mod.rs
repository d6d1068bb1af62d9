//! Odometer readings of one vehicle over its life: in and out of the shop, through a full turn of the counter and
//! through a new instrument cluster.
//!
//! A reading that is lower than the one before is either a slip of the keys, or a counter that has turned over, or
//! another meter, or a meter set back (a federal offence, 49 USC 32703). The three innocent reasons must be claimed
//! by a person; nothing is guessed. The distance driven is derived from the chain, so it never goes down.

use jiff::civil::Date;

/// What a reading counts in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DistanceUnit {
    /// Kilometres.
    Km,
    /// Statute miles.
    Miles,
}

/// When in a visit the reading was taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Moment {
    /// When the vehicle came in.
    In,
    /// When it left, after a road test.
    Out,
}

/// What a person says about a reading that is lower than the one before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Claim {
    /// Nothing: the same meter went on counting.
    Plain,
    /// The counter passed its last number and began again at zero.
    RolledOver {
        /// How many digits it shows: 5 or 6.
        digits: u8,
    },
    /// The meter was replaced.
    Replaced {
        /// What the old meter showed last.
        old_last: u32,
        /// What the new one showed when it was put in.
        new_first: u32,
    },
    /// The reading before was wrong and this one is right; the distance stays as far as it had come.
    CorrectsEarlier,
}

/// A reading as it comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewReading {
    /// The day it was taken.
    pub on: Date,
    /// In or out.
    pub moment: Moment,
    /// What the meter shows.
    pub shown: u32,
    /// What it counts in.
    pub unit: DistanceUnit,
}

/// A reading that was accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What was read.
    pub read: NewReading,
    /// Why it may be lower than the one before.
    pub claim: Claim,
    /// How far the vehicle had come in all, in the reading's unit. Counts from zero for the first reading of a meter
    /// of which nothing else is known, so it is the least it can be.
    pub total: u64,
}

/// A reading that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OdometerRefusal {
    /// It is lower than the last one and nobody says why.
    #[error("the reading {shown} is lower than the last one, {last}")]
    Rollback {
        /// The last reading on file.
        last: u32,
        /// The new one.
        shown: u32,
    },
    /// It is a day before the last one.
    #[error("the reading is dated {on}, before the last one of {last_on}")]
    OutOfOrder {
        /// The new reading's day.
        on: Date,
        /// The last reading's day.
        last_on: Date,
    },
    /// No meter shows that many digits.
    #[error("{shown} has more digits than an odometer of {digits}")]
    TooManyDigits {
        /// The reading.
        shown: u32,
        /// The meter's digits.
        digits: u8,
    },
    /// A counter that turns over has 5 or 6 digits.
    #[error("an odometer has 5 or 6 digits, not {0}")]
    Digits(u8),
    /// A rollover is claimed, yet the reading went up.
    #[error("the reading {shown} is not lower than the last one, {last}, so nothing rolled over")]
    NoRollover {
        /// The last reading on file.
        last: u32,
        /// The new one.
        shown: u32,
    },
    /// The old meter cannot have stopped before its last reading.
    #[error("the old odometer stopped at {old_last}, below its last reading {last}")]
    OldMeterLower {
        /// The last reading on file.
        last: u32,
        /// What is said of the old meter.
        old_last: u32,
    },
    /// The new meter cannot show less than it began with.
    #[error("the new odometer shows {shown}, below the {new_first} it began with")]
    NewMeterLower {
        /// What it began with.
        new_first: u32,
        /// The reading.
        shown: u32,
    },
    /// A claim about an earlier reading where there is none.
    #[error("there is no earlier reading")]
    NothingEarlier,
    /// Miles and kilometres in one chain without a new meter.
    #[error("the last reading was in the other unit; say that the odometer was replaced")]
    OtherUnit,
}

/// The most digits that any road vehicle's odometer shows.
const DIGITS_MAX: u8 = 7;

/// Checks a reading against the ones before it, oldest first, and works out the distance driven in all.
///
/// # Errors
/// [`OdometerRefusal`]: it says what does not fit, so that a person can correct the number or claim a reason.
pub fn check_reading(
    history: &[Reading],
    new: NewReading,
    claim: Claim,
) -> Result<Reading, OdometerRefusal> {
    at_most_digits(new.shown, DIGITS_MAX)?;
    let Some(last) = history.last() else {
        let total = first_total(new, claim)?;
        return Ok(Reading {
            read: new,
            claim,
            total,
        });
    };
    if new.on < last.read.on {
        return Err(OdometerRefusal::OutOfOrder {
            on: new.on,
            last_on: last.read.on,
        });
    }
    let before = converted(last.total, last.read.unit, new.unit);
    let same_unit = last.read.unit == new.unit;
    let driven = match claim {
        Claim::Replaced {
            old_last,
            new_first,
        } => {
            let on_old =
                old_last
                    .checked_sub(last.read.shown)
                    .ok_or(OdometerRefusal::OldMeterLower {
                        last: last.read.shown,
                        old_last,
                    })?;
            converted(u64::from(on_old), last.read.unit, new.unit) + on_new_meter(new, new_first)?
        }
        _ if !same_unit => return Err(OdometerRefusal::OtherUnit),
        Claim::Plain => u64::from(new.shown.checked_sub(last.read.shown).ok_or(
            OdometerRefusal::Rollback {
                last: last.read.shown,
                shown: new.shown,
            },
        )?),
        Claim::RolledOver { digits } => {
            let turn = full_turn(digits)?;
            at_most_digits(new.shown, digits)?;
            at_most_digits(last.read.shown, digits)?;
            if new.shown >= last.read.shown {
                return Err(OdometerRefusal::NoRollover {
                    last: last.read.shown,
                    shown: new.shown,
                });
            }
            u64::from(turn - last.read.shown + new.shown)
        }
        Claim::CorrectsEarlier => u64::from(new.shown.saturating_sub(last.read.shown)),
    };
    Ok(Reading {
        read: new,
        claim,
        total: before + driven,
    })
}

/// Returns the distance from the first reading to the last, in the last one's unit.
#[must_use]
pub fn distance_on_file(history: &[Reading]) -> u64 {
    match (history.first(), history.last()) {
        (Some(first), Some(last)) => {
            last.total
                .saturating_sub(converted(first.total, first.read.unit, last.read.unit))
        }
        _ => 0,
    }
}

/// Turns a distance into another unit, to the nearest whole one: the international mile is 1.609344 km exactly.
#[must_use]
pub fn converted(distance: u64, from: DistanceUnit, to: DistanceUnit) -> u64 {
    let (numerator, denominator): (u128, u128) = match (from, to) {
        (DistanceUnit::Miles, DistanceUnit::Km) => (1_609_344, 1_000_000),
        (DistanceUnit::Km, DistanceUnit::Miles) => (1_000_000, 1_609_344),
        (DistanceUnit::Km, DistanceUnit::Km) | (DistanceUnit::Miles, DistanceUnit::Miles) => {
            return distance;
        }
    };
    let scaled = (u128::from(distance) * numerator + denominator / 2) / denominator;
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

/// The distance of a vehicle that was never read before: what the meter shows, and what is known besides.
fn first_total(new: NewReading, claim: Claim) -> Result<u64, OdometerRefusal> {
    match claim {
        Claim::Plain => Ok(u64::from(new.shown)),
        Claim::RolledOver { digits } => {
            let turn = full_turn(digits)?;
            at_most_digits(new.shown, digits)?;
            Ok(u64::from(turn) + u64::from(new.shown))
        }
        Claim::Replaced {
            old_last,
            new_first,
        } => Ok(u64::from(old_last) + on_new_meter(new, new_first)?),
        Claim::CorrectsEarlier => Err(OdometerRefusal::NothingEarlier),
    }
}

fn on_new_meter(new: NewReading, new_first: u32) -> Result<u64, OdometerRefusal> {
    new.shown
        .checked_sub(new_first)
        .map(u64::from)
        .ok_or(OdometerRefusal::NewMeterLower {
            new_first,
            shown: new.shown,
        })
}

/// How far a counter comes before it shows zero again.
fn full_turn(digits: u8) -> Result<u32, OdometerRefusal> {
    match digits {
        5 => Ok(100_000),
        6 => Ok(1_000_000),
        other => Err(OdometerRefusal::Digits(other)),
    }
}

fn at_most_digits(shown: u32, digits: u8) -> Result<(), OdometerRefusal> {
    if u64::from(shown) < 10_u64.pow(u32::from(digits)) {
        Ok(())
    } else {
        Err(OdometerRefusal::TooManyDigits { shown, digits })
    }
}

#[cfg(test)]
mod tests;
