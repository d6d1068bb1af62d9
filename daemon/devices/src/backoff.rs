//! Growing pauses between attempts, with a cap. Pure: it only counts.

use std::time::Duration;

/// First pause after a failure.
pub(crate) const START: Duration = Duration::from_millis(200);
/// Longest pause.
pub(crate) const CAP: Duration = Duration::from_secs(5);

/// Doubles from [`START`] to [`CAP`].
#[derive(Debug)]
pub(crate) struct Backoff(Duration);

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self(START)
    }

    /// Returns the pause to make now and doubles the one after it.
    pub(crate) fn pause(&mut self) -> Duration {
        let now = self.0;
        self.0 = now.saturating_mul(2).min(CAP);
        now
    }

    /// Starts over after a success.
    pub(crate) const fn reset(&mut self) {
        self.0 = START;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_to_the_cap_and_starts_over() {
        let mut backoff = Backoff::new();
        let millis: Vec<u128> = (0..7).map(|_| backoff.pause().as_millis()).collect();
        assert_eq!(millis, [200, 400, 800, 1600, 3200, 5000, 5000]);
        backoff.reset();
        assert_eq!(backoff.pause(), START);
    }
}
