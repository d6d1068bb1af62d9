//! What devices tell the wiring, over one bounded channel.
//!
//! A slow receiver never blocks a scanner or a status change for long: those are dropped and
//! counted. News about jobs waits for room instead, because the journal needs each of them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tracing::warn;

use crate::device::{DeviceName, Snapshot};
use crate::job::{JobId, JobUpdate};
use crate::scanner::{Reading, Symbology, reading};
use crate::stop::Stop;

/// How long a scan waits for room before it is dropped.
const SCAN_WAIT: Duration = Duration::from_secs(1);
/// How long job news waits for room once the devices are being shut down.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// One fact from a device.
#[derive(Debug)]
pub enum Event {
    /// A device's snapshot is now this.
    Changed(Snapshot),
    /// A barcode was read.
    Scanned(Scanned),
    /// A printer is ready for this job and no byte of it has been written.
    ///
    /// Make "started" durable, then send `true`: the bytes flow. Send `false` and the job is
    /// forgotten without an outcome. Drop `go` and the question comes again later.
    JobStarting {
        /// The device the job was given to.
        device: DeviceName,
        /// The job.
        job: JobId,
        /// The answer; a failed send means that the device has stopped and wrote nothing.
        go: oneshot::Sender<bool>,
    },
    /// News of a job.
    Job(JobUpdate),
    /// A drawer has stood open longer than it may; told once each time it is opened.
    DrawerOpenTooLong {
        /// The drawer.
        device: DeviceName,
        /// When it was opened, on the caller's clock, in ms.
        since_ms: u64,
    },
}

/// One barcode, decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Scanned {
    /// The scanner.
    pub device: DeviceName,
    /// The data without prefix, terminator and AIM identifier; Latin-1 if it was not UTF-8.
    pub text: String,
    /// The bytes as they came, without prefix and terminator.
    pub raw: Vec<u8>,
    /// The code's family, when the scanner says it.
    pub symbology: Option<Symbology>,
    /// What it was recognised as.
    pub reading: Option<Reading>,
}

impl fmt::Debug for Scanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Scanned");
        shown.field("device", &self.device);
        // A driving licence must not end in a log.
        if reading::is_personal(&self.text) {
            shown.field("len", &self.raw.len());
        } else {
            shown.field("text", &self.text).field("raw", &self.raw);
        }
        shown
            .field("symbology", &self.symbology)
            .field("reading", &self.reading)
            .finish()
    }
}

/// The sending end, shared by all devices.
#[derive(Clone, Debug)]
pub(crate) struct EventSink {
    tx: mpsc::Sender<Event>,
    dropped: Arc<AtomicU64>,
}

impl EventSink {
    pub(crate) fn new(tx: mpsc::Sender<Event>) -> Self {
        Self {
            tx,
            dropped: Arc::default(),
        }
    }

    /// Returns how many events found no room.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Sends if there is room now; returns false when it was dropped.
    pub(crate) fn offer(&self, event: Event) -> bool {
        let sent = self.tx.try_send(event);
        if let Err(error) = &sent {
            self.drop_one(error);
        }
        sent.is_ok()
    }

    /// Sends from a blocking thread, waiting a little for room.
    pub(crate) fn offer_scan(&self, scanned: Scanned, stop: &Stop) {
        let until = Instant::now() + SCAN_WAIT;
        let mut event = Event::Scanned(scanned);
        loop {
            match self.tx.try_send(event) {
                Ok(()) => return,
                Err(mpsc::error::TrySendError::Full(back)) if Instant::now() < until => {
                    event = back;
                    if !stop.sleep_blocking(Duration::from_millis(10)) {
                        return;
                    }
                }
                Err(error) => return self.drop_one(&error),
            }
        }
    }

    /// Sends, waiting for room as long as the devices run; returns false when it was not taken.
    pub(crate) async fn deliver(&self, event: Event, stop: &Stop) -> bool {
        let last_call = async {
            stop.wait().await;
            tokio::time::sleep(LAST_WAIT).await;
        };
        tokio::select! {
            biased;
            sent = self.tx.send(event) => sent.is_ok(),
            () = last_call => {
                self.dropped.fetch_add(1, Ordering::Relaxed);
                warn!("job news was not taken before shutdown");
                false
            }
        }
    }

    fn drop_one(&self, error: &mpsc::error::TrySendError<Event>) {
        let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
        let what = match error {
            mpsc::error::TrySendError::Full(_) => "the receiver is too slow",
            mpsc::error::TrySendError::Closed(_) => "the receiver is gone",
        };
        warn!(dropped, "dropping a device event: {what}");
    }
}
