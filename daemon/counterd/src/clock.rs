//! The wall clock.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The machine's clock, as the engine asks for it. The engine never lets journal time run backwards, whatever this says.
#[derive(Debug, Clone)]
pub(crate) struct WallClock {
    /// Where the shop is: decides which day it is.
    pub(crate) time_zone: TimeZone,
}

impl engine::Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(now_ms())
    }

    fn day(&self, at: Timestamp) -> Date {
        let moment = jiff::Timestamp::from_millisecond(at.unix_ms()).unwrap_or_default();
        moment.to_zoned_datetime(self.time_zone.clone()).date()
    }
}

/// Returns Unix milliseconds; a clock before 1970 counts as 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
