//! What is true now and not kept: scans and the state of devices.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use protocol::v1::device::{Changed, LeaseLost, LeaseRequested, Scan};
use tokio::sync::broadcast;

/// Notices a connection may lag behind before it misses some.
const LIVE_LEN: usize = 256;

/// A notice to connections that asked for it.
#[derive(Debug, Clone)]
pub(crate) enum Notice {
    /// Something was scanned; with a number, only for the connection of that number.
    Scan(Option<u64>, Scan),
    /// The connection of this number no longer gets scans.
    ScanReleased(u64),
    /// A device changed.
    Device(Changed),
    /// Somebody wants a device that the connection of this number holds.
    LeaseRequested(u64, LeaseRequested),
    /// The connection of this number holds a device no longer.
    LeaseLost(u64, LeaseLost),
}

/// Hands scans and device states to connections.
#[derive(Debug)]
pub struct Live {
    notices: broadcast::Sender<Notice>,
    scan_holder: Mutex<Option<u64>>,
    connections: AtomicU64,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            notices: broadcast::Sender::new(LIVE_LEN),
            scan_holder: Mutex::new(None),
            connections: AtomicU64::new(1),
        }
    }
}

impl Live {
    /// Tells whoever has the scanner, or everyone who listens, what was scanned.
    pub fn scanned(&self, scan: Scan) {
        let holder = self
            .scan_holder
            .lock()
            .map(|holder| *holder)
            .unwrap_or_default();
        let _nobody = self.notices.send(Notice::Scan(holder, scan));
    }

    /// Tells everyone that a device changed.
    pub fn device_changed(&self, changed: Changed) {
        let _nobody = self.notices.send(Notice::Device(changed));
    }

    /// Asks a holder whether it keeps a device.
    pub(crate) fn lease_requested(&self, holder: u64, requested: LeaseRequested) {
        let _gone = self.notices.send(Notice::LeaseRequested(holder, requested));
    }

    /// Tells a holder that it has lost a device.
    pub(crate) fn lease_lost(&self, holder: u64, lost: LeaseLost) {
        let _gone = self.notices.send(Notice::LeaseLost(holder, lost));
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Gives a new connection its number.
    pub(crate) fn number(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed)
    }

    /// Gives the scanner to a connection; the one before is told.
    pub(crate) fn hold_scanner(&self, connection: u64) {
        let Ok(mut holder) = self.scan_holder.lock() else {
            return;
        };
        if let Some(before) = holder.replace(connection)
            && before != connection
        {
            let _nobody = self.notices.send(Notice::ScanReleased(before));
        }
    }

    /// Takes the scanner from a connection, if it has it.
    pub(crate) fn release_scanner(&self, connection: u64) {
        if let Ok(mut holder) = self.scan_holder.lock()
            && *holder == Some(connection)
        {
            *holder = None;
        }
    }
}
