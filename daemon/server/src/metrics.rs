//! Counters for `/metrics`, in Prometheus' text format.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the edge counts.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Connections now.
    pub(crate) connections: AtomicU64,
    /// Connections turned away.
    pub(crate) turned_away: AtomicU64,
    /// Requests taken.
    pub(crate) requests: AtomicU64,
    /// Requests answered with a problem.
    pub(crate) problems: AtomicU64,
    /// Connections closed because their reader was too slow.
    pub(crate) slow_readers: AtomicU64,
}

impl Metrics {
    pub(crate) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn write(
        &self,
        head: u64,
        devices: &[(String, &'static str)],
        unsettled_jobs: usize,
    ) -> String {
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut text = String::with_capacity(2048);
        let rows: [(&str, &str, &str, u64); 7] = [
            (
                "counterd_connections",
                "gauge",
                "WebSocket connections now.",
                load(&self.connections),
            ),
            (
                "counterd_turned_away_total",
                "counter",
                "Requests refused for their Host or Origin.",
                load(&self.turned_away),
            ),
            (
                "counterd_requests_total",
                "counter",
                "JSON-RPC requests taken.",
                load(&self.requests),
            ),
            (
                "counterd_problems_total",
                "counter",
                "JSON-RPC requests answered with an error.",
                load(&self.problems),
            ),
            (
                "counterd_slow_readers_total",
                "counter",
                "Connections closed for reading too slowly.",
                load(&self.slow_readers),
            ),
            (
                "counterd_journal_head",
                "gauge",
                "Cursor of the last durable event.",
                head,
            ),
            (
                "counterd_jobs_unsettled",
                "gauge",
                "Device jobs without an outcome.",
                unsettled_jobs as u64,
            ),
        ];
        for (name, kind, help, value) in rows {
            let _infallible = writeln!(
                text,
                "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"
            );
        }
        text.push_str("# HELP counterd_device_ready Whether a device can be used.\n# TYPE counterd_device_ready gauge\n");
        for (name, state) in devices {
            let label = name.replace(['"', '\\', '\n'], "_");
            let ready = u8::from(*state == "ready");
            let _infallible = writeln!(
                text,
                "counterd_device_ready{{device=\"{label}\",state=\"{state}\"}} {ready}"
            );
        }
        text
    }
}
