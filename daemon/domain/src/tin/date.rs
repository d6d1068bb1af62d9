//! The date code of a tire, and how old that makes it.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// Week and year of manufacture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateCode {
    /// Four digits, made in 2000 or later.
    Four {
        /// 1 to 53.
        week: u8,
        /// The full year.
        year: u16,
    },
    /// Three digits, made before 2000 in a year that ends so; the decade is not in the code.
    Three {
        /// 1 to 53.
        week: u8,
        /// The last digit of the year.
        year_digit: u8,
    },
}

/// What the age of a tire calls for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TireAdvice {
    /// Nothing.
    Fine,
    /// Beyond 6 years: several vehicle makers advise replacing whatever the tread (NHTSA, TireWise).
    BeyondSixYears,
    /// Beyond 10 years, the most that tire makers give.
    BeyondTenYears,
}

/// How old a tire is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TireAge {
    /// Whole years since the first day of its week.
    pub years: i16,
    /// Set when the tire may be ten, twenty or more years older than that, as a three-digit date leaves open.
    pub at_least: bool,
    /// What to tell the customer.
    pub advice: TireAdvice,
}

impl DateCode {
    pub(super) fn four_digits(text: &str) -> Option<Self> {
        let week = week(text.get(..2)?)?;
        let year = two_digits(text.get(2..)?)?;
        Some(Self::Four {
            week,
            year: 2000 + u16::from(year),
        })
    }

    pub(super) fn three_digits(text: &str) -> Option<Self> {
        let week = week(text.get(..2)?)?;
        let digit = text.chars().nth(2)?.to_digit(10)?;
        Some(Self::Three {
            week,
            year_digit: u8::try_from(digit).ok()?,
        })
    }

    /// Returns how many digits the code has.
    pub(super) const fn len(self) -> usize {
        match self {
            Self::Four { .. } => 4,
            Self::Three { .. } => 3,
        }
    }

    /// Returns the first day of the week; for a three-digit date, of the last decade it can mean.
    ///
    /// Week 01 is the first full calendar week of the year, from Sunday to Saturday; the last one may run into the next
    /// year (49 CFR 574.5(b)(3)).
    #[must_use]
    pub fn week_begins(self) -> Option<Date> {
        let (week, year) = match self {
            Self::Four { week, year } => (week, i16::try_from(year).ok()?),
            Self::Three { week, year_digit } => (week, 1990 + i16::from(year_digit)),
        };
        let new_year = Date::new(year, 1, 1).ok()?;
        let to_sunday = new_year.weekday().until(Weekday::Sunday);
        let days = i64::from(to_sunday) + 7 * (i64::from(week) - 1);
        new_year.checked_add(Span::new().days(days)).ok()
    }

    /// Returns the age on a day; absent when the tire would have been made after it, a sign of a misread.
    #[must_use]
    pub fn age(self, today: Date) -> Option<TireAge> {
        let made = self.week_begins().filter(|made| *made <= today)?;
        let years = today.year() - made.year();
        let anniversary = made.checked_add(Span::new().years(years)).ok()?;
        let beyond = |years: i16| {
            made.checked_add(Span::new().years(years))
                .is_ok_and(|last| today > last)
        };
        let advice = if beyond(10) {
            TireAdvice::BeyondTenYears
        } else if beyond(6) {
            TireAdvice::BeyondSixYears
        } else {
            TireAdvice::Fine
        };
        Some(TireAge {
            years: if anniversary > today {
                years - 1
            } else {
                years
            },
            at_least: matches!(self, Self::Three { .. }),
            advice,
        })
    }
}

fn two_digits(text: &str) -> Option<u8> {
    let digits = text.len() == 2 && text.chars().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn week(text: &str) -> Option<u8> {
    two_digits(text).filter(|week| (1..=53).contains(week))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn week_one_is_the_first_full_week() {
        for (week, year, day) in [
            // 1 January 2023 was a Sunday; 2022 began on a Saturday; 2024 on a Monday.
            (1, 2023, date(2023, 1, 1)),
            (1, 2022, date(2022, 1, 2)),
            (1, 2024, date(2024, 1, 7)),
            (24, 2019, date(2019, 6, 16)),
            (53, 2023, date(2023, 12, 31)),
        ] {
            let code = DateCode::Four { week, year };
            assert_eq!(code.week_begins(), Some(day), "{week} {year}");
        }
    }

    #[test]
    fn warns_beyond_six_and_ten_years() {
        let code = DateCode::Four {
            week: 24,
            year: 2019,
        };
        for (today, years, advice) in [
            (date(2019, 6, 16), 0, TireAdvice::Fine),
            (date(2025, 6, 15), 5, TireAdvice::Fine),
            (date(2025, 6, 16), 6, TireAdvice::Fine),
            (date(2025, 6, 17), 6, TireAdvice::BeyondSixYears),
            (date(2029, 6, 16), 10, TireAdvice::BeyondSixYears),
            (date(2029, 6, 17), 10, TireAdvice::BeyondTenYears),
        ] {
            let age = TireAge {
                years,
                at_least: false,
                advice,
            };
            assert_eq!(code.age(today), Some(age), "{today}");
        }
        assert_eq!(code.age(date(2019, 6, 15)), None);
    }

    #[test]
    fn three_digits_are_a_least_age() {
        let code = DateCode::Three {
            week: 40,
            year_digit: 8,
        };
        let age = code.age(date(2026, 3, 1)).unwrap();
        assert_eq!(age.years, 27);
        assert!(age.at_least);
        assert_eq!(age.advice, TireAdvice::BeyondTenYears);
    }
}
