//! The HID POS scanner: opens it, reads its descriptor, takes its reports, gives it orders.
//!
//! Runs on a blocking thread. HID Point of Sale Usage Tables 1.02.

pub mod sim;

mod decode;
mod encode;
mod layout;

use std::io;
use std::time::{Duration, Instant};

use tracing::debug;

use super::ScannerOrder;
use super::outlet::Outlet;
use crate::backoff::Backoff;
use crate::device::HidScanner;
use crate::transport::hid::{HidPipe, HidPipeError, Hidraw};

use decode::Decoder;
use layout::Layout;

/// Longest time in one read: so late may an order be.
const READ_WAIT: Duration = Duration::from_millis(100);
/// Longest time in one read of a scanner that takes no orders, so that an idle daemon sleeps.
const IDLE_WAIT: Duration = Duration::from_millis(800);
/// Longest report the kernel passes on.
const REPORT_LEN_MAX: usize = 16 * 1024;
/// Honeywell, formerly Hand Held Products and Metrologic.
const HONEYWELL: [u16; 2] = [0x0c2e, 0x23d0];
/// Honeywell's scanners stay silent until this feature report is 1.
const HONEYWELL_WAKE: u8 = 0xfe;

/// Serves the scanner until told to stop.
pub(crate) fn run(outlet: &Outlet, config: &HidScanner) {
    outlet.run(|outlet, backoff| serve(outlet, config, backoff).map_err(|error| error.report()));
}

/// Opens the scanner and reads from it; returns `Ok` only when told to stop.
fn serve(outlet: &Outlet, config: &HidScanner, backoff: &mut Backoff) -> Result<(), HidPipeError> {
    let io = |source: io::Error| HidPipeError::Io {
        address: config.address.clone(),
        source,
    };
    let mut pipe: Box<dyn HidPipe> = match &config.opener {
        Some(opener) => (opener.0)()?,
        None => Box::new(Hidraw::open(&config.address)?),
    };
    let layout = Layout::of(&pipe.descriptor().map_err(io)?);
    let layout = layout.ok_or_else(|| HidPipeError::NotScanner {
        address: config.address.clone(),
    })?;
    if HONEYWELL.contains(&pipe.ids().0) && layout.features.contains(&HONEYWELL_WAKE) {
        pipe.set_feature(&[HONEYWELL_WAKE, 1]).map_err(io)?;
    }
    let can = encode::can(&layout);
    let wait = if can.beep || can.enable || can.trigger {
        READ_WAIT
    } else {
        IDLE_WAIT
    };
    outlet.opened(can, backoff);
    let mut decoder = Decoder::new(&layout, config.framing.clone());
    let mut buffer = vec![0; REPORT_LEN_MAX];
    let mut prevented = false;
    while !outlet.stop.is_set() {
        while let Some(order) = outlet.desk.take() {
            if let Some(report) = encode::report(&layout, order, prevented) {
                pipe.write(&report).map_err(io)?;
                debug!(device = %outlet.name, ?order, "scanner told");
            }
            prevented = match order {
                ScannerOrder::Enable => false,
                ScannerOrder::Disable => true,
                ScannerOrder::BeepGood | ScannerOrder::BeepBad | ScannerOrder::Trigger => prevented,
            };
        }
        let Some(len) = pipe.read(&mut buffer, wait).map_err(io)? else {
            continue;
        };
        let report = buffer.get_mut(..len).unwrap_or_default();
        let frame = decoder.push(report, Instant::now());
        // It may have been a card.
        report.fill(0);
        if let Some(frame) = frame {
            outlet.tell(frame);
        }
    }
    Ok(())
}
