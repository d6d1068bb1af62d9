//! What every scanner's driver shares: the loop that opens again, and the way out for scans.

use std::sync::Arc;

use tracing::warn;

use super::frame::Frame;
use super::orders::{Desk, ScannerCan};
use super::reading;
use crate::backoff::Backoff;
use crate::board::{Board, Report};
use crate::device::{DeviceName, State};
use crate::event::{EventSink, Scanned};
use crate::hotplug::Wake;
use crate::stop::Stop;

/// Everything a scanner's thread works with.
pub(crate) struct Outlet {
    pub(crate) name: DeviceName,
    pub(crate) board: Arc<Board>,
    pub(crate) sink: EventSink,
    pub(crate) desk: Arc<Desk>,
    pub(crate) stop: Stop,
    pub(crate) wake: Wake,
}

impl Outlet {
    /// Serves a scanner until told to stop, opening it again after every failure.
    ///
    /// `serve` opens and reads; it returns `Ok` only when told to stop, and calls
    /// [`Self::opened`] on the way.
    pub(crate) fn run(&self, mut serve: impl FnMut(&Self, &mut Backoff) -> Result<(), Report>) {
        let mut backoff = Backoff::new();
        let mut wake = self.wake.clone();
        while !self.stop.is_set() {
            let served = serve(self, &mut backoff);
            self.desk.closed();
            let Err(report) = served else {
                return;
            };
            self.report(report);
            if !wake.pause_blocking(&self.stop, backoff.pause()) {
                return;
            }
        }
    }

    /// Tells that the scanner is open and what it can be told.
    pub(crate) fn opened(&self, can: ScannerCan, backoff: &mut Backoff) {
        tracing::info!(device = %self.name, "scanner opened");
        self.desk.opened(can);
        self.report(Report::new(State::Ready, "open", ""));
        backoff.reset();
    }

    fn report(&self, mut report: Report) {
        report.scanner = Some(self.desk.shown());
        self.board.report(&self.name, &report);
    }

    /// Passes a scan on; says in the log why something else is not passed on.
    pub(crate) fn tell(&self, frame: Frame) {
        let device = self.name.clone();
        match frame {
            Frame::Scan { .. } if !self.desk.is_enabled() => {
                tracing::debug!(%device, "scan dropped: the scanner is disabled");
            }
            Frame::Scan {
                text,
                raw,
                symbology,
            } => {
                let reading = reading::read(&text, symbology);
                let scanned = Scanned {
                    device,
                    text,
                    raw,
                    symbology,
                    reading,
                };
                self.sink.offer_scan(scanned, &self.stop);
            }
            Frame::TooLong => {
                warn!(%device, "scan without an end discarded: check speed and terminator");
            }
            Frame::CardData => {
                warn!(%device, "card data on a scanner's cable discarded: cards go to the reader");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;
    use crate::device::{DriverConfig, SerialScanner};
    use crate::event::Event;
    use crate::scanner::ScannerOrder;
    use crate::stop::Stopper;
    use crate::testing::{name, spec};

    #[test]
    fn scans_of_a_disabled_scanner_are_dropped() {
        let (tx, mut rx) = mpsc::channel(8);
        let sink = EventSink::new(tx);
        let driver = DriverConfig::SerialScanner(SerialScanner::new("/dev/x"));
        let specs = [spec("gun", driver)];
        let (_stopper, stop) = Stopper::new();
        let outlet = Outlet {
            name: name("gun"),
            board: Arc::new(Board::new(&specs, sink.clone(), Arc::new(|| 0))),
            sink,
            desk: Arc::new(Desk::new()),
            stop,
            wake: Wake::never(),
        };
        let scan = |text: &str| Frame::Scan {
            text: text.to_owned(),
            raw: text.into(),
            symbology: None,
        };
        for (order, text) in [
            (ScannerOrder::Disable, "DROPPED"),
            (ScannerOrder::Enable, "ARRIVES"),
        ] {
            outlet.desk.put(&outlet.name, order).unwrap();
            outlet.tell(scan(text));
        }
        outlet.tell(Frame::CardData);
        outlet.tell(Frame::TooLong);
        let Ok(Event::Scanned(scanned)) = rx.try_recv() else {
            panic!("no scan")
        };
        assert_eq!(scanned.text, "ARRIVES");
        assert!(rx.try_recv().is_err());
    }
}
