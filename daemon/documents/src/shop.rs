//! Who hands a paper out, and what the place it stands in has printed on it.

use std::fmt::Write as _;

use domain::authorization::Profile;
use domain::odometer::DistanceUnit;
use domain::{Money, Timestamp};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use paper::Raster;
use paper::page::{Created, Letterhead};

/// The shop as its papers show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shop {
    /// Its name, as registered.
    pub name: String,
    /// Its address, line by line.
    pub address: Vec<String>,
    /// Its phone number as people write it.
    pub phone: Option<String>,
    /// Its registration with the state, as printed: `BAR ARD 00123456`, `FL MV-12345`.
    pub registration: Option<String>,
    /// Drawn above the name on pages.
    pub logo: Option<Raster>,
    /// How dates are written here.
    pub dates: DateOrder,
    /// The clock on its wall.
    pub time_zone: TimeZone,
    /// What odometers here count.
    pub distance: DistanceUnit,
    /// What is said about repairs.
    pub terms: RepairTerms,
}

/// What a shop promises and charges for repairs, as its papers have to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepairTerms {
    /// The rules of the place.
    pub profile: &'static Profile,
    /// How labor is charged, where a paper must say it (Fla. Stat. 559.905(1)).
    pub labor: LaborBasis,
    /// What a day of storage costs once the customer knows that the work is done; nothing when storage is free.
    pub storage_per_day: Option<Money>,
}

/// How labor is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaborBasis {
    /// By the job.
    FlatRate,
    /// By the hour.
    Hourly,
    /// Some of each.
    Both,
}

impl LaborBasis {
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::FlatRate => "flat rate",
            Self::Hourly => "hourly",
            Self::Both => "flat rate and hourly",
        }
    }
}

/// In which order day, month and year are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `03/14/2026`, as in the United States.
    Mdy,
    /// `14/03/2026`, as in most countries.
    Dmy,
    /// `2026-03-14` (ISO 8601), which no country reads the wrong way round.
    Iso,
}

impl DateOrder {
    /// Writes a day.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self {
            Self::Mdy => format!("{month:02}/{day:02}/{year:04}"),
            Self::Dmy => format!("{day:02}/{month:02}/{year:04}"),
            Self::Iso => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    /// Writes a moment to the minute; on the twelve-hour clock where days are written month first.
    #[must_use]
    pub fn moment(self, at: DateTime) -> String {
        let mut text = self.date(at.date());
        let (hour, minute) = (at.hour(), at.minute());
        let written = match self {
            Self::Mdy => {
                let half = if hour < 12 { "AM" } else { "PM" };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                write!(text, " {hour}:{minute:02} {half}")
            }
            Self::Dmy | Self::Iso => write!(text, " {hour:02}:{minute:02}"),
        };
        debug_assert!(written.is_ok(), "writing to a string does not fail");
        text
    }
}

impl Shop {
    /// Reads the clock on the wall.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        let at = jiff::Timestamp::from_millisecond(at.unix_ms()).unwrap_or_default();
        at.to_zoned_datetime(self.time_zone.clone()).datetime()
    }

    /// Writes a moment as people here do.
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> String {
        self.dates.moment(self.local(at))
    }

    pub(crate) fn date(&self, date: Date) -> String {
        self.dates.date(date)
    }

    /// Writes a distance in the unit of the place: `84,131 mi`.
    pub(crate) fn distance(&self, distance: u32) -> String {
        self.distance_in(distance, self.distance)
    }

    /// Writes a distance with its unit.
    pub(crate) fn distance_in(&self, distance: u32, unit: DistanceUnit) -> String {
        let unit = match unit {
            DistanceUnit::Km => "km",
            DistanceUnit::Miles => "mi",
        };
        let distance = crate::money::grouped(&distance.to_string(), 0);
        format!("{distance} {unit}")
    }

    pub(crate) fn letterhead(&self) -> Letterhead {
        let mut lines = self.address.clone();
        lines.extend(self.phone.iter().map(|phone| format!("Tel. {phone}")));
        lines.extend(self.registration.clone());
        Letterhead {
            name: self.name.clone(),
            lines,
            logo: self.logo.clone(),
        }
    }

    pub(crate) fn created(&self, at: Timestamp) -> Created {
        let moment = jiff::Timestamp::from_millisecond(at.unix_ms()).unwrap_or_default();
        let offset = self.time_zone.to_offset(moment).seconds() / 60;
        let at = self.local(at);
        let small = |number: i8| u8::try_from(number).unwrap_or_default();
        Created {
            year: u16::try_from(at.year()).unwrap_or_default(),
            month: small(at.month()),
            day: small(at.day()),
            hour: small(at.hour()),
            minute: small(at.minute()),
            second: small(at.second()),
            utc_offset_minutes: i16::try_from(offset).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_moments_in_each_order() {
        let day = date(2026, 3, 4);
        for (order, text, morning, noon, midnight) in [
            (
                DateOrder::Mdy,
                "03/04/2026",
                "03/04/2026 9:05 AM",
                "03/04/2026 12:00 PM",
                "03/04/2026 12:30 AM",
            ),
            (
                DateOrder::Dmy,
                "04/03/2026",
                "04/03/2026 09:05",
                "04/03/2026 12:00",
                "04/03/2026 00:30",
            ),
            (
                DateOrder::Iso,
                "2026-03-04",
                "2026-03-04 09:05",
                "2026-03-04 12:00",
                "2026-03-04 00:30",
            ),
        ] {
            assert_eq!(order.date(day), text);
            assert_eq!(order.moment(day.at(9, 5, 59, 0)), morning);
            assert_eq!(order.moment(day.at(12, 0, 0, 0)), noon);
            assert_eq!(order.moment(day.at(0, 30, 0, 0)), midnight);
        }
    }
}
