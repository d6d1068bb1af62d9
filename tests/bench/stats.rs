//! How long things took, and what a pile of such times says. Pure: it neither measures nor prints.

use std::time::Duration;

/// Times of one thing done many times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    pub(crate) fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn median(&self) -> Duration {
        self.per_mille(500)
    }

    pub(crate) fn p99(&self) -> Duration {
        self.per_mille(990)
    }

    pub(crate) fn worst(&self) -> Duration {
        self.per_mille(1000)
    }

    /// Returns the time that so many in a thousand did not exceed; zero when there are none.
    fn per_mille(&self, place: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * place).div_ceil(1000).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }
}

/// How much was done in how long; slices of one measurement add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    pub(crate) took: Duration,
    pub(crate) samples: Samples,
    /// Processor time that the server spent on it; zero where that was not looked at.
    pub(crate) processor: Duration,
}

impl Work {
    pub(crate) fn add(&mut self, slice: Self) {
        self.took += slice.took;
        self.samples.add(slice.samples);
        self.processor += slice.processor;
    }

    /// Returns the server's processor time for one: unlike a rate, it says much even on a busy machine.
    pub(crate) fn processor_each(&self) -> Duration {
        let count = u32::try_from(self.samples.count()).unwrap_or(u32::MAX);
        self.processor / count.max(1)
    }

    /// Returns how often it was done in a second.
    pub(crate) fn rate(&self) -> f64 {
        let count = u32::try_from(self.samples.count()).unwrap_or(u32::MAX);
        f64::from(count) / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(times_ms: impl IntoIterator<Item = u64>) -> Samples {
        Samples(times_ms.into_iter().map(Duration::from_millis).collect())
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let hundred = samples((1..=100).rev());
        assert_eq!(hundred.median(), Duration::from_millis(50));
        assert_eq!(hundred.p99(), Duration::from_millis(99));
        assert_eq!(hundred.worst(), Duration::from_millis(100));
        assert_eq!(samples([7]).p99(), Duration::from_millis(7));
        assert_eq!(samples([]).worst(), Duration::ZERO);
    }

    #[test]
    fn slices_add_up_to_one_rate() {
        let slice = |count, took_ms| Work {
            took: Duration::from_millis(took_ms),
            samples: samples(vec![1; count]),
            processor: Duration::from_millis(took_ms / 5),
        };
        let mut work = slice(300, 500);
        work.add(slice(100, 1500));
        assert_eq!(work.samples.count(), 400);
        assert!((work.rate() - 200.0).abs() < 1e-6);
        assert_eq!(work.processor_each(), Duration::from_millis(1));
    }
}
