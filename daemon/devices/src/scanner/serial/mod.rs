//! The serial scanner: opens its port, reads, tells; opens it again when it went away.
//!
//! Runs on a blocking thread. It never writes to the scanner, and never lets card data past.

pub mod sim;

mod decode;

use std::time::{Duration, Instant};

use tracing::{info, warn};

use crate::backoff::Backoff;
use crate::board::{Board, Report};
use crate::device::{DeviceName, SerialScanner, State};
use crate::event::{EventSink, Scanned};
use crate::scanner::reading;
use crate::stop::Stop;
use crate::transport::serial::{Port, PortError};

use decode::{Decoder, Frame};

/// Longest time in one read while a scan is half read.
const READ_TIMEOUT_MAX: Duration = Duration::from_millis(100);
/// Time in one read while nothing comes: long, since an idle daemon should sleep, yet the thread must end soon after it
/// is told to.
const IDLE_TIMEOUT: Duration = Duration::from_millis(800);

/// Everything a scanner's thread works with.
pub(crate) struct Task {
    pub(crate) name: DeviceName,
    pub(crate) config: SerialScanner,
    pub(crate) board: std::sync::Arc<Board>,
    pub(crate) sink: EventSink,
    pub(crate) stop: Stop,
}

impl Task {
    /// Serves the port until told to stop.
    pub(crate) fn run(&self) {
        let mut backoff = Backoff::new();
        while !self.stop.is_set() {
            let Err(error) = self.serve(&mut backoff) else {
                return;
            };
            self.board.report(&self.name, &error.report());
            if !self.stop.sleep_blocking(backoff.pause()) {
                return;
            }
        }
    }

    /// Opens the port and reads from it; returns `Ok` only when told to stop.
    fn serve(&self, backoff: &mut Backoff) -> Result<(), PortError> {
        let framing = &self.config.framing;
        let timeout = framing
            .quiet
            .clamp(Duration::from_millis(1), READ_TIMEOUT_MAX);
        let mut port = Port::open(&self.config.port, self.config.baud, IDLE_TIMEOUT)?;
        info!(device = %self.name, "scanner opened");
        self.board
            .report(&self.name, &Report::new(State::Ready, "open", ""));
        backoff.reset();
        let mut decoder = Decoder::new(framing.clone());
        let mut buffer = [0; 512];
        let mut idle = true;
        while !self.stop.is_set() {
            if idle != decoder.is_idle() {
                idle = decoder.is_idle();
                port.wait_at_most(if idle { IDLE_TIMEOUT } else { timeout })?;
            }
            match port.read(&mut buffer)? {
                Some(len) => {
                    let frames =
                        decoder.push(buffer.get(..len).unwrap_or_default(), Instant::now());
                    // It may have been a card.
                    buffer.fill(0);
                    for frame in frames {
                        self.tell(frame);
                    }
                }
                None => {
                    if let Some(frame) = decoder.quiet(Instant::now()) {
                        self.tell(frame);
                    }
                }
            }
        }
        Ok(())
    }

    fn tell(&self, frame: Frame) {
        let device = self.name.clone();
        match frame {
            Frame::Scan {
                text,
                raw,
                symbology,
            } => {
                let reading = reading::read(&text, symbology);
                self.sink.offer_scan(
                    Scanned {
                        reading,
                        device,
                        text,
                        raw,
                        symbology,
                    },
                    &self.stop,
                );
            }
            Frame::TooLong => {
                let len_max = self.config.framing.len_max;
                warn!(%device, len_max, "scan without an end discarded: check baud and terminator");
            }
            Frame::CardData => {
                warn!(%device, "card data on a scanner's cable discarded: cards go to the reader");
            }
        }
    }
}
