//! Bytes for a printer, or a pulse for a drawer, and what became of them.

use std::fmt;

use crate::device::DeviceName;

/// The wiring's id for one print or pulse; it is the key of the journal's request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub [u8; 16]);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JobId({self})")
    }
}

/// One piece of work for one device.
#[derive(Clone, PartialEq, Eq)]
pub struct Job {
    /// Never given to two different pieces of work.
    pub id: JobId,
    /// What the printer gets, already encoded; empty for a drawer.
    pub bytes: Vec<u8>,
}

impl Job {
    /// Longest accepted job, in bytes.
    pub const LEN_MAX: usize = 8 * 1024 * 1024;

    /// Makes a print job of encoded bytes.
    pub const fn print(id: JobId, bytes: Vec<u8>) -> Self {
        Self { id, bytes }
    }

    /// Makes a drawer pulse; the drawer's driver knows its bytes.
    pub const fn pulse(id: JobId) -> Self {
        Self {
            id,
            bytes: Vec::new(),
        }
    }
}

/// Receipts do not belong in a log: only the length is shown.
impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("id", &self.id)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// How a job ended. Each job that was let go ends exactly once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The device answered after the last byte.
    Done,
    /// Every byte was taken and the device said nothing; it probably printed.
    Unconfirmed,
    /// No byte was written: safe to try again.
    Failed {
        /// What stopped it.
        reason: String,
    },
    /// Some bytes went out and the rest is not known, or a drawer was kicked and stayed shut: ask a
    /// person, never repeat.
    Unknown {
        /// What broke.
        reason: String,
    },
}

/// News of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobUpdate {
    /// It cannot begin yet; sent when the reason changes, and may be missed under load.
    Waiting {
        /// The device it was given to.
        device: DeviceName,
        /// The job.
        job: JobId,
        /// What it waits for.
        reason: String,
    },
    /// It ended; always delivered unless the receiver is gone.
    Settled {
        /// The device it was given to.
        device: DeviceName,
        /// The job.
        job: JobId,
        /// How.
        outcome: Outcome,
    },
}

/// A job that was not taken. Nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// No device has this name.
    #[error("sending a job to `{device}`: no such device")]
    NoDevice {
        /// The name.
        device: DeviceName,
    },
    /// The device does not take jobs.
    #[error("sending a job to `{device}`: a scanner takes no jobs")]
    TakesNoJobs {
        /// The name.
        device: DeviceName,
    },
    /// Nothing to print, or more than [`Job::LEN_MAX`], or bytes for a drawer.
    #[error("sending a job of {len} bytes to `{device}`: not a size it takes")]
    Size {
        /// The name.
        device: DeviceName,
        /// The job's length in bytes.
        len: usize,
    },
    /// The queue is full; try again when jobs have ended.
    #[error("sending a job to `{device}`: its queue is full")]
    QueueFull {
        /// The name.
        device: DeviceName,
    },
    /// The same id is already waiting or under way.
    #[error("sending a job to `{device}`: {job} is already there")]
    AlreadyThere {
        /// The name.
        device: DeviceName,
        /// The id.
        job: JobId,
    },
    /// The devices are being shut down.
    #[error("sending a job to `{device}`: devices are shutting down")]
    Stopping {
        /// The name.
        device: DeviceName,
    },
}
