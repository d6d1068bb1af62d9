//! The cash drawer as its own sensor tells it. Each opening is a story of its own, kept for whoever asks later why the
//! till was short: when it came open, whether somebody had ordered that, how long it stood.

use crate::ids::{DeviceName, JobId};
use crate::index::Slot;

/// The list of openings that have not ended, by the name of their drawer.
pub const STANDS_OPEN: &str = "drawer.stands_open";

/// What can happen to one opening of a drawer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawerEvent {
    /// It came open.
    Opened {
        /// Which drawer.
        device: DeviceName,
        /// The order that opened it; none when it was opened by hand or with its key.
        job: Option<JobId>,
    },
    /// It has stood open longer than the settings allow.
    LeftOpen,
    /// It was shut.
    Closed,
}

impl DrawerEvent {
    /// Returns what the opening is found by: those that still stand open, by their drawer.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Opened { device, .. } => vec![Slot::put(STANDS_OPEN, device)],
            Self::LeftOpen => Vec::new(),
            Self::Closed => vec![Slot::clear(STANDS_OPEN)],
        }
    }
}
