//! What a device is called, how it is configured and what is known about it now.
//!
//! Plain values: nothing here opens a port or waits.

use std::fmt;
use std::time::Duration;

use paper::Pin;

use crate::display::DisplayConfig;
use crate::printer::config::{PrinterCondition, PrinterConfig};
use crate::scale::ScaleConfig;
use crate::scanner::ScannerCan;
pub use crate::scanner::config::{
    Framing, HidScanner, KeyboardScanner, ScannerBytes, SerialScanner, Terminator,
};

/// The operator's name for one device, unique in one counter (`front-printer`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceName(String);

impl DeviceName {
    /// Longest accepted name, in bytes.
    pub const LEN_MAX: usize = 64;

    /// Accepts 1 to 64 ASCII letters, digits, `-`, `_` and `.`: the name goes into log lines,
    /// metric labels and addresses, so it never needs quoting.
    ///
    /// # Errors
    /// [`SpecError::Name`] for anything else.
    pub fn try_new(name: impl Into<String>) -> Result<Self, SpecError> {
        let name = name.into();
        let fits = !name.is_empty()
            && name.len() <= Self::LEN_MAX
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        if fits {
            Ok(Self(name))
        } else {
            Err(SpecError::Name { name })
        }
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DeviceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a device is for, whatever cable it hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Reads barcodes.
    Scanner,
    /// Prints receipts.
    Printer,
    /// Prints labels.
    LabelPrinter,
    /// Holds the cash; opened by a pulse.
    Drawer,
    /// Weighs.
    Scale,
    /// Shows the customer what is rung up.
    Display,
}

impl Kind {
    /// Returns the lower-case word used in logs and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scanner => "scanner",
            Self::Printer => "printer",
            Self::LabelPrinter => "label-printer",
            Self::Drawer => "drawer",
            Self::Scale => "scale",
            Self::Display => "display",
        }
    }
}

/// One configured device.
#[derive(Clone, Debug)]
pub struct DeviceSpec {
    /// Unique among the specs given to one [`crate::Devices`].
    pub name: DeviceName,
    /// The driver, with everything it must be told.
    pub driver: DriverConfig,
}

impl DeviceSpec {
    /// Returns the kind, which follows from the driver.
    pub const fn kind(&self) -> Kind {
        match self.driver {
            DriverConfig::SerialScanner(_)
            | DriverConfig::HidScanner(_)
            | DriverConfig::KeyboardScanner(_) => Kind::Scanner,
            DriverConfig::Printer(_) => Kind::Printer,
            DriverConfig::DrawerViaPrinter(_) => Kind::Drawer,
            DriverConfig::Scale(_) => Kind::Scale,
            DriverConfig::Display(_) => Kind::Display,
        }
    }

    /// Returns the driver's name: the wire language, then the cable.
    pub const fn driver_name(&self) -> &'static str {
        match &self.driver {
            DriverConfig::SerialScanner(_) => "scanner-serial",
            DriverConfig::HidScanner(_) => "scanner-hid",
            DriverConfig::KeyboardScanner(_) => "scanner-keyboard",
            DriverConfig::Printer(printer) => printer.driver_name(),
            DriverConfig::DrawerViaPrinter(_) => "drawer-via-printer",
            DriverConfig::Scale(_) => "scale-toledo",
            DriverConfig::Display(_) => "display-escpos",
        }
    }

    /// Returns where the device is reached: a path, `host:port`, or the printer's name.
    pub fn address(&self) -> String {
        match &self.driver {
            DriverConfig::SerialScanner(scanner) => scanner.port.display().to_string(),
            DriverConfig::HidScanner(scanner) => scanner.address.clone(),
            DriverConfig::KeyboardScanner(scanner) => scanner.at.clone(),
            DriverConfig::Printer(printer) => printer.cable.address(),
            DriverConfig::DrawerViaPrinter(drawer) => drawer.printer.to_string(),
            DriverConfig::Scale(scale) => scale.line.path.display().to_string(),
            DriverConfig::Display(display) => display.line.path.display().to_string(),
        }
    }
}

/// Every driver this crate has, with its settings.
#[derive(Clone, Debug)]
pub enum DriverConfig {
    /// A barcode scanner on RS-232 or a USB serial (CDC-ACM) cable.
    SerialScanner(SerialScanner),
    /// A barcode scanner on USB that speaks HID POS.
    HidScanner(HidScanner),
    /// A barcode scanner that types, taken away from the desktop.
    KeyboardScanner(KeyboardScanner),
    /// A printer of any language on any cable.
    Printer(PrinterConfig),
    /// A cash drawer plugged into a receipt printer's kick-out connector.
    DrawerViaPrinter(DrawerViaPrinter),
    /// A scale that speaks the 8217 protocol.
    Scale(ScaleConfig),
    /// A customer display.
    Display(DisplayConfig),
}

/// Settings of a drawer kicked by a printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawerViaPrinter {
    /// The printer it is plugged into; must be another spec of the same start.
    pub printer: DeviceName,
    /// Which solenoid line.
    pub pin: Pin,
    /// Pulse length in ms, 2 to 510, sent in steps of 2.
    pub on_ms: u16,
    /// Rest after the pulse in ms, 2 to 510, sent in steps of 2; at least `on_ms` on most models.
    pub off_ms: u16,
    /// The switch that tells whether it is open, where there is one on pin 3 of its connector.
    pub sensor: Option<DrawerSensor>,
    /// How long it may stand open before [`crate::Event::DrawerOpenTooLong`]; `None` for ever.
    pub alarm_after: Option<Duration>,
}

impl DrawerViaPrinter {
    /// Makes the usual settings: 100 ms on, 200 ms off, nothing known of a sensor.
    pub const fn new(printer: DeviceName, pin: Pin) -> Self {
        Self {
            printer,
            pin,
            on_ms: 100,
            off_ms: 200,
            sensor: None,
            alarm_after: None,
        }
    }
}

/// How to read the switch in a drawer. Makers do not agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawerSensor {
    /// Whether a high level on pin 3 means open; low means open otherwise.
    pub open_when_high: bool,
}

/// Whether a device can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It answers and can work.
    Ready,
    /// It is not there: unplugged, switched off, not on the network.
    Absent,
    /// It is there and this process may not use it.
    Denied,
    /// It is there and needs a hand: no paper, cover open, no answer.
    Faulty,
}

impl State {
    /// Returns the lower-case word used in logs and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Absent => "absent",
            Self::Denied => "denied",
            Self::Faulty => "faulty",
        }
    }
}

/// What the sensor in a drawer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DrawerCondition {
    /// Whether it stands open; `None` while its printer does not say.
    pub open: Option<bool>,
    /// When `open` became what it is, on the caller's clock, in ms.
    pub since_ms: u64,
}

/// All that is known about one device at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The operator's name for it.
    pub name: DeviceName,
    /// What it is for.
    pub kind: Kind,
    /// The driver's name, as [`DeviceSpec::driver_name`].
    pub driver: &'static str,
    /// Where it is reached, as [`DeviceSpec::address`].
    pub address: String,
    /// Whether it can be used.
    pub state: State,
    /// What was seen, for a person.
    pub detail: String,
    /// What the person at the counter does now; empty when nothing is to be done.
    pub hint: String,
    /// The printer's sensors, once it has answered.
    pub printer: Option<PrinterCondition>,
    /// What a scanner can be told now.
    pub scanner: Option<ScannerCan>,
    /// The drawer's sensor, for a drawer that is set up with one.
    pub drawer: Option<DrawerCondition>,
    /// Jobs accepted and not begun.
    pub jobs_waiting: usize,
    /// When `state` became what it is, on the caller's clock, in ms.
    pub since_ms: u64,
}

/// A list of devices that cannot be started.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// The name is not 1 to 64 ASCII letters, digits, `-`, `_` or `.`.
    #[error("naming a device `{name}`: 1 to 64 letters, digits, `-`, `_` or `.` are allowed")]
    Name {
        /// The refused name.
        name: String,
    },
    /// Two devices share a name.
    #[error("starting devices: the name `{name}` is used twice")]
    Twice {
        /// The shared name.
        name: DeviceName,
    },
    /// A drawer hangs on a printer that is not configured.
    #[error("starting drawer `{drawer}`: there is no printer called `{printer}`")]
    NoPrinter {
        /// The drawer.
        drawer: DeviceName,
        /// The missing printer.
        printer: DeviceName,
    },
    /// A drawer pulse out of the range the command can carry.
    #[error("starting drawer `{drawer}`: on_ms and off_ms must be 2 to 510")]
    Pulse {
        /// The drawer.
        drawer: DeviceName,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for good in ["front-printer", "a", "Scanner_2.left"] {
            assert_eq!(DeviceName::try_new(good).unwrap().as_str(), good);
        }
        for bad in ["", "front printer", "é", "a/b", &"x".repeat(65)] {
            assert!(DeviceName::try_new(bad).is_err(), "{bad}");
        }
    }
}
