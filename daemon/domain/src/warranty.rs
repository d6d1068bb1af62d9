//! Whether a part or a job sold earlier is still under its warranty.
//!
//! A warranty ends with its months or with its distance, whichever comes first. The last day and the last mile
//! are still in.

use jiff::Span;
use jiff::civil::Date;

/// What was promised at the sale. Neither limit means for as long as the customer owns the vehicle.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct WarrantyTerms {
    /// Calendar months from the day of the sale.
    pub months: Option<u16>,
    /// Distance from the reading at the sale, in the unit of the readings.
    pub distance: Option<u32>,
}

/// The answer, with what it rests on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WarrantyVerdict {
    /// Still good.
    Covered {
        /// The last day, if time is limited.
        until: Option<Date>,
        /// The last reading, if distance is limited.
        until_odometer: Option<u64>,
    },
    /// The months are over.
    ExpiredByTime {
        /// The last day it was good.
        ended: Date,
    },
    /// The distance is used up.
    ExpiredByDistance {
        /// The last reading it was good at.
        ended_at: u64,
    },
    /// In time, but the distance is limited and a reading is missing or lower than at the sale: ask for the odometer.
    UnknownOdometer {
        /// The last day, if time is limited.
        until: Option<Date>,
    },
}

impl WarrantyVerdict {
    /// Tells whether a person should be shown that this may cost the customer nothing.
    #[must_use]
    pub const fn may_be_covered(self) -> bool {
        matches!(self, Self::Covered { .. } | Self::UnknownOdometer { .. })
    }
}

/// Judges a warranty on a day and at a reading.
///
/// Readings are distances driven in all ([`crate::odometer::Reading::total`]), so that a new meter or a turned counter does not
/// bring a warranty back. A limit that lies beyond the calendar counts as none.
#[must_use]
pub fn covers(
    terms: WarrantyTerms,
    sold_on: Date,
    sold_at_odometer: Option<u64>,
    today: Date,
    odometer: Option<u64>,
) -> WarrantyVerdict {
    let until = terms
        .months
        .and_then(|months| sold_on.checked_add(Span::new().months(months)).ok());
    if let Some(ended) = until.filter(|last| today > *last) {
        return WarrantyVerdict::ExpiredByTime { ended };
    }
    let Some(distance) = terms.distance else {
        return WarrantyVerdict::Covered {
            until,
            until_odometer: None,
        };
    };
    match (sold_at_odometer, odometer) {
        (Some(then), Some(now)) if now >= then => {
            let last = then.saturating_add(u64::from(distance));
            if now > last {
                WarrantyVerdict::ExpiredByDistance { ended_at: last }
            } else {
                WarrantyVerdict::Covered {
                    until,
                    until_odometer: Some(last),
                }
            }
        }
        _ => WarrantyVerdict::UnknownOdometer { until },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const BOTH: WarrantyTerms = WarrantyTerms {
        months: Some(24),
        distance: Some(24_000),
    };

    fn judge(terms: WarrantyTerms, today: Date, odometer: Option<u64>) -> WarrantyVerdict {
        covers(terms, date(2024, 2, 29), Some(50_000), today, odometer)
    }

    #[test]
    fn ends_with_whichever_comes_first() {
        // 24 months from a leap day end on the last day of that February.
        let last = date(2026, 2, 28);
        assert_eq!(
            judge(BOTH, last, Some(74_000)),
            WarrantyVerdict::Covered {
                until: Some(last),
                until_odometer: Some(74_000)
            }
        );
        assert_eq!(
            judge(BOTH, date(2026, 3, 1), Some(50_001)),
            WarrantyVerdict::ExpiredByTime { ended: last }
        );
        assert_eq!(
            judge(BOTH, date(2024, 3, 1), Some(74_001)),
            WarrantyVerdict::ExpiredByDistance { ended_at: 74_000 }
        );
    }

    #[test]
    fn asks_for_a_reading_only_where_it_matters() {
        let today = date(2025, 1, 1);
        let unknown = WarrantyVerdict::UnknownOdometer {
            until: Some(date(2026, 2, 28)),
        };
        assert_eq!(judge(BOTH, today, None), unknown);
        assert_eq!(judge(BOTH, today, Some(49_999)), unknown);
        assert!(unknown.may_be_covered());
        assert_eq!(
            covers(BOTH, date(2024, 2, 29), None, today, Some(60_000)),
            unknown
        );
        let months_only = WarrantyTerms {
            distance: None,
            ..BOTH
        };
        assert!(matches!(
            judge(months_only, today, None),
            WarrantyVerdict::Covered {
                until_odometer: None,
                ..
            }
        ));
        assert!(matches!(
            judge(BOTH, date(2030, 1, 1), None),
            WarrantyVerdict::ExpiredByTime { .. }
        ));
    }

    #[test]
    fn no_limit_is_for_life() {
        let life = WarrantyTerms {
            months: None,
            distance: None,
        };
        assert_eq!(
            judge(life, date(2099, 1, 1), None),
            WarrantyVerdict::Covered {
                until: None,
                until_odometer: None
            }
        );
    }

    proptest! {
        #[test]
        fn what_has_ended_stays_ended(
            months in prop::option::of(0_u16..120),
            distance in prop::option::of(0_u32..200_000),
            days in 0_i64..4_000,
            driven in 0_u64..300_000,
            more_days in 0_i64..400,
            more_driven in 0_u64..10_000,
        ) {
            let terms = WarrantyTerms { months, distance };
            let sold = date(2020, 1, 31);
            let later = |days: i64| sold.checked_add(Span::new().days(days)).unwrap();
            let now = covers(terms, sold, Some(10), later(days), Some(10 + driven));
            let then = covers(
                terms,
                sold,
                Some(10),
                later(days + more_days),
                Some(10 + driven + more_driven),
            );
            prop_assert!(now.may_be_covered() || !then.may_be_covered());
        }
    }
}
