//! What one call may use, and the memory cap that enforces its part of it.

use std::time::Duration;

use serde::Deserialize;
use wasmtime::ResourceLimiter;

/// What one call of a plugin may use. The operator's word; a manifest may only ask for less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Fuel of one call: about one unit for each WebAssembly instruction, the same on every machine.
    pub fuel_per_call: u64,
    /// Wall clock of one call. Enforced in steps of 5 ms, never early.
    pub deadline: Duration,
    /// Linear memory of the instance, bytes.
    pub memory_bytes: usize,
    /// Bytes the host lifts out of the guest in one transfer.
    pub answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            fuel_per_call: 10_000_000,
            deadline: Duration::from_millis(50),
            memory_bytes: 16 << 20,
            answer_bytes: 256 << 10,
        }
    }
}

/// The `[limits]` table of `plugin.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RequestedLimits {
    /// Fuel of one call.
    pub fuel_per_call: Option<u64>,
    /// Wall clock of one call, milliseconds.
    pub deadline_ms: Option<u32>,
    /// Linear memory, MiB.
    pub memory_mib: Option<u16>,
}

impl Limits {
    /// Returns the smaller of both, limit by limit.
    #[must_use]
    pub fn narrowed_by(self, asked: RequestedLimits) -> Self {
        let memory = asked
            .memory_mib
            .map_or(usize::MAX, |mib| usize::from(mib) << 20);
        let deadline = asked
            .deadline_ms
            .map_or(Duration::MAX, |ms| Duration::from_millis(ms.into()));
        Self {
            fuel_per_call: self
                .fuel_per_call
                .min(asked.fuel_per_call.unwrap_or(u64::MAX)),
            deadline: self.deadline.min(deadline),
            memory_bytes: self.memory_bytes.min(memory),
            answer_bytes: self.answer_bytes,
        }
    }
}

/// Table slots of one instance: function pointers of a large guest stay well below.
const TABLE_ELEMENTS_MAX: usize = 20_000;
/// Core instances behind one component; a component built with wit-bindgen has about three.
const INSTANCES_MAX: usize = 32;

/// Refuses growth beyond the cap with an error of its own. Without it `memory.grow` answers -1, the
/// guest aborts, and a hog looks like a panic.
#[derive(Debug)]
pub(crate) struct MemoryCap {
    bytes_max: usize,
}

impl MemoryCap {
    pub(crate) fn new(bytes_max: usize) -> Self {
        Self { bytes_max }
    }
}

/// A guest wanted more memory, or more table slots, than it may have.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("growing to {wanted} {unit} beyond {allowed}")]
pub(crate) struct OverCap {
    pub(crate) wanted: usize,
    pub(crate) allowed: usize,
    pub(crate) unit: &'static str,
}

fn within(wanted: usize, allowed: usize, unit: &'static str) -> wasmtime::Result<bool> {
    if wanted <= allowed {
        return Ok(true);
    }
    Err(wasmtime::Error::new(OverCap {
        wanted,
        allowed,
        unit,
    }))
}

impl ResourceLimiter for MemoryCap {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        within(desired, self.bytes_max, "bytes")
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        within(desired, TABLE_ELEMENTS_MAX, "table slots")
    }

    fn instances(&self) -> usize {
        INSTANCES_MAX
    }

    fn tables(&self) -> usize {
        INSTANCES_MAX
    }

    /// One, so that the cap of each memory is the cap of the whole.
    fn memories(&self) -> usize {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_narrows_and_never_widens() {
        let operator = Limits::default();
        assert_eq!(operator.narrowed_by(RequestedLimits::default()), operator);
        let greedy = RequestedLimits {
            fuel_per_call: Some(u64::MAX),
            deadline_ms: Some(u32::MAX),
            memory_mib: Some(u16::MAX),
        };
        assert_eq!(operator.narrowed_by(greedy), operator);
        let modest = operator.narrowed_by(RequestedLimits {
            fuel_per_call: Some(1_000),
            deadline_ms: Some(7),
            memory_mib: Some(2),
        });
        assert_eq!(modest.fuel_per_call, 1_000);
        assert_eq!(modest.deadline, Duration::from_millis(7));
        assert_eq!(modest.memory_bytes, 2 << 20);
    }
}
