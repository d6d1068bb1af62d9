//! The scanner that types: takes its keyboard away from the desktop and reads what it types.
//!
//! Runs on a blocking thread. Such a scanner can be told nothing.

pub mod sim;

mod decode;
mod layout;

use std::time::{Duration, Instant};

use super::ScannerCan;
use super::frame::Decoder;
use super::outlet::Outlet;
use crate::backoff::Backoff;
use crate::device::KeyboardScanner;
use crate::transport::evdev::{Evdev, Key, KeySource, KeySourceError};

use decode::Typist;

pub use layout::Layout;

/// Longest time in one read while a scan is half read.
const READ_WAIT_MAX: Duration = Duration::from_millis(100);
/// Time in one read while nothing comes.
const IDLE_WAIT: Duration = Duration::from_millis(800);

/// Serves the scanner until told to stop.
pub(crate) fn run(outlet: &Outlet, config: &KeyboardScanner) {
    outlet.run(|outlet, backoff| serve(outlet, config, backoff).map_err(|error| error.report()));
}

/// Opens the keyboard and reads from it; returns `Ok` only when told to stop.
fn serve(
    outlet: &Outlet,
    config: &KeyboardScanner,
    backoff: &mut Backoff,
) -> Result<(), KeySourceError> {
    let mut source: Box<dyn KeySource> = match &config.opener {
        Some(opener) => (opener.0)()?,
        None => Box::new(Evdev::open(&config.at)?),
    };
    let wait = config
        .framing
        .quiet
        .clamp(Duration::from_millis(1), READ_WAIT_MAX);
    outlet.opened(ScannerCan::default(), backoff);
    let mut typist = Typist::new(config.layout);
    let mut decoder = Decoder::new(config.framing.clone());
    while !outlet.stop.is_set() {
        let wait = if decoder.is_idle() { IDLE_WAIT } else { wait };
        let keys = source.read(wait).map_err(|source| KeySourceError::Io {
            at: config.at.clone(),
            source,
        })?;
        let now = Instant::now();
        if keys.is_empty()
            && let Some(frame) = decoder.quiet(now)
        {
            outlet.tell(frame);
        }
        for key in keys {
            if key == Key::Lost {
                tracing::warn!(device = %outlet.name, "keys were lost: a scan is thrown away");
                decoder.lose(now);
            }
            for frame in decoder.push(typist.take(key).as_bytes(), now) {
                outlet.tell(frame);
            }
        }
    }
    Ok(())
}
