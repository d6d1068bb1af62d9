//! The serial scanner: opens its port, reads, tells; opens it again when it went away.
//!
//! Runs on a blocking thread. It sends the scanner nothing but the orders it is set up with.

pub mod sim;

use std::time::{Duration, Instant};

use super::frame::Decoder;
use super::orders::{ScannerCan, ScannerOrder};
use super::outlet::Outlet;
use crate::backoff::Backoff;
use crate::device::{ScannerBytes, SerialScanner};
use crate::transport::serial::{Port, PortError};

/// Longest time in one read while a scan is half read, or an order may come.
const READ_TIMEOUT_MAX: Duration = Duration::from_millis(100);
/// Time in one read while nothing comes: long, since an idle daemon should sleep, yet the thread must end soon after it
/// is told to.
const IDLE_TIMEOUT: Duration = Duration::from_millis(800);

/// Serves the port until told to stop.
pub(crate) fn run(outlet: &Outlet, config: &SerialScanner) {
    outlet.run(|outlet, backoff| serve(outlet, config, backoff).map_err(|error| error.report()));
}

/// Opens the port and reads from it; returns `Ok` only when told to stop.
fn serve(outlet: &Outlet, config: &SerialScanner, backoff: &mut Backoff) -> Result<(), PortError> {
    let timeout = config
        .framing
        .quiet
        .clamp(Duration::from_millis(1), READ_TIMEOUT_MAX);
    let can = can(&config.orders);
    let takes_orders = can.beep || can.enable || can.trigger;
    let idle_timeout = if takes_orders {
        READ_TIMEOUT_MAX
    } else {
        IDLE_TIMEOUT
    };
    let mut port = Port::open(config, idle_timeout)?;
    outlet.opened(can, backoff);
    let mut decoder = Decoder::new(config.framing.clone());
    let mut buffer = [0; 512];
    let mut idle = true;
    while !outlet.stop.is_set() {
        while let Some(order) = outlet.desk.take() {
            if let Some(bytes) = bytes(&config.orders, order) {
                port.write(bytes)?;
            }
        }
        if idle != decoder.is_idle() {
            idle = decoder.is_idle();
            port.wait_at_most(if idle { idle_timeout } else { timeout })?;
        }
        match port.read(&mut buffer)? {
            Some(len) => {
                let frames = decoder.push(buffer.get(..len).unwrap_or_default(), Instant::now());
                // It may have been a card.
                buffer.fill(0);
                for frame in frames {
                    outlet.tell(frame);
                }
            }
            None => {
                if let Some(frame) = decoder.quiet(Instant::now()) {
                    outlet.tell(frame);
                }
            }
        }
    }
    Ok(())
}

/// Says what can be done with the orders that are set up.
fn can(orders: &ScannerBytes) -> ScannerCan {
    ScannerCan {
        beep: orders.beep_good.is_some() || orders.beep_bad.is_some(),
        enable: orders.enable.is_some() && orders.disable.is_some(),
        trigger: orders.trigger.is_some(),
        enabled: true,
    }
}

/// Returns what to send; one sound stands in for the other where there is only one.
fn bytes(orders: &ScannerBytes, order: ScannerOrder) -> Option<&[u8]> {
    let (good, bad) = (orders.beep_good.as_deref(), orders.beep_bad.as_deref());
    match order {
        ScannerOrder::BeepGood => good.or(bad),
        ScannerOrder::BeepBad => bad.or(good),
        ScannerOrder::Enable => orders.enable.as_deref(),
        ScannerOrder::Disable => orders.disable.as_deref(),
        ScannerOrder::Trigger => orders.trigger.as_deref(),
    }
}
