//! Cash drawers kicked through a printer: no cable of their own, only bytes in the printer's queue.
//!
//! A pulse passes waiting receipts, and is given up when it cannot go out soon: a drawer that
//! springs open minutes later, when someone puts in paper, stands open with nobody there.

mod watch;

use paper::{Pin, Pulse};

pub(crate) use watch::Watch;

use crate::device::{DeviceName, DrawerViaPrinter, SpecError};

/// Shortest pulse the command can carry, in ms.
const MS_MIN: u16 = 2;

/// Encodes the pulse as `ESC p m t1 t2` (Epson ESC/POS command reference), times in units of 2 ms.
///
/// # Errors
/// [`SpecError::Pulse`] when a time is out of range.
pub(crate) fn pulse_bytes(
    drawer: &DeviceName,
    config: &DrawerViaPrinter,
) -> Result<[u8; 5], SpecError> {
    let units = |ms: u16| {
        let fits = (MS_MIN..=Pulse::MS_MAX).contains(&ms);
        u8::try_from(ms / 2)
            .ok()
            .filter(|_| fits)
            .ok_or_else(|| SpecError::Pulse {
                drawer: drawer.clone(),
            })
    };
    let line = match config.pin {
        Pin::Two => 0,
        Pin::Five => 1,
    };
    Ok([
        0x1B,
        b'p',
        line,
        units(config.on_ms)?,
        units(config.off_ms)?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_sent_in_units_of_two() {
        let name = DeviceName::try_new("till").unwrap();
        let bytes = |pin, on_ms, off_ms| {
            let config = DrawerViaPrinter {
                on_ms,
                off_ms,
                ..DrawerViaPrinter::new(name.clone(), pin)
            };
            pulse_bytes(&name, &config)
        };
        assert_eq!(bytes(Pin::Two, 100, 200).unwrap(), [0x1B, b'p', 0, 50, 100]);
        assert_eq!(bytes(Pin::Five, 2, 510).unwrap(), [0x1B, b'p', 1, 1, 255]);
        assert!(bytes(Pin::Two, 1, 200).is_err());
        assert!(bytes(Pin::Two, 100, 512).is_err());
    }
}
