//! The wall clock.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;

/// The machine's clock, as the engine asks for it. The engine never lets journal time run backwards, whatever this says.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WallClock;

impl engine::Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(now_ms())
    }
}

/// Returns Unix milliseconds; a clock before 1970 counts as 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
