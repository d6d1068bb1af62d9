//! Journal events on their way to connections.
//!
//! Connections pull: each remembers the cursor it has sent, is woken when the head moves, and takes what follows from a
//! short ring in memory or, when it is further behind, from the journal. A slow reader so costs no memory and misses
//! nothing.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use engine::Recorded;
use tokio::sync::watch;

/// Events kept in memory.
const RING_LEN: usize = 2048;
/// Events handed to a connection at once.
pub(crate) const CHUNK_LEN: usize = 256;

/// Where committed events are handed over to the edge.
#[derive(Debug)]
pub struct EventHub {
    ring: Mutex<VecDeque<Arc<Recorded>>>,
    head: watch::Sender<u64>,
}

impl EventHub {
    /// Starts at the journal's head.
    #[must_use]
    pub fn new(head: u64) -> Self {
        Self {
            ring: Mutex::new(VecDeque::with_capacity(64)),
            head: watch::Sender::new(head),
        }
    }

    /// Takes note of committed events.
    pub fn publish(&self, records: &[Arc<Recorded>]) {
        let Some(last) = records.last() else { return };
        if let Ok(mut ring) = self.ring.lock() {
            let excess = (ring.len() + records.len()).saturating_sub(RING_LEN);
            let drop = excess.min(ring.len());
            ring.drain(..drop);
            ring.extend(
                records
                    .iter()
                    .skip(records.len().saturating_sub(RING_LEN))
                    .cloned(),
            );
        }
        self.head.send_replace(last.cursor);
    }

    /// Returns the journal's head.
    #[must_use]
    pub fn head(&self) -> u64 {
        *self.head.borrow()
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }

    /// Returns the events that follow a cursor, from memory if they are all there.
    pub(crate) fn recent(&self, after: u64) -> Option<Vec<Arc<Recorded>>> {
        let ring = self.ring.lock().ok()?;
        let first = ring.front()?.cursor;
        let skip = usize::try_from((after + 1).checked_sub(first)?).ok()?;
        Some(ring.iter().skip(skip).take(CHUNK_LEN).cloned().collect())
    }
}
