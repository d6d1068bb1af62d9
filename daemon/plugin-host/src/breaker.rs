//! Stops asking a plugin that keeps failing, for a while. Pure: the time is given.

use std::time::{Duration, Instant};

/// Failures in a row before the pause.
const FAILURES_MAX: u32 = 5;
/// How long nobody asks.
const PAUSE: Duration = Duration::from_secs(5);

/// Counts failures in a row. After a pause one call is let through; when it fails too, the pause
/// begins again at once.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    failures: u32,
    paused_until: Option<Instant>,
}

impl Breaker {
    /// Returns how long the pause still lasts, or `None` when a call may be made.
    pub(crate) fn pause_left(&self, now: Instant) -> Option<Duration> {
        let left = self.paused_until?.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    pub(crate) fn succeeded(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES_MAX {
            self.paused_until = now.checked_add(PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_after_five_in_a_row_and_lets_one_through_later() {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            breaker.failed(start);
        }
        assert_eq!(breaker.pause_left(start), None);
        breaker.failed(start);
        assert_eq!(breaker.pause_left(start), Some(PAUSE));

        let later = start + PAUSE;
        assert_eq!(breaker.pause_left(later), None);
        breaker.failed(later);
        assert_eq!(
            breaker.pause_left(later),
            Some(PAUSE),
            "one more failure is enough"
        );

        breaker.succeeded();
        assert_eq!(breaker.pause_left(later), None);
        breaker.failed(later);
        assert_eq!(
            breaker.pause_left(later),
            None,
            "success starts the count anew"
        );
    }
}
