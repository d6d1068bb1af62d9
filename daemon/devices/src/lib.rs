//! Cables and bytes: every device of the counter, kept open, watched and put to work.
//!
//! Start at [`Devices::start`]: specs in, [`Event`]s out over one bounded channel. A device that
//! goes away comes back by itself. A print job or drawer pulse begins only after the wiring
//! granted its [`Event::JobStarting`], and ends with exactly one [`Outcome`].
//!
//! This crate must never know what a ticket or a payment is, and lets no card data in.
//! Simulators are part of it: [`printer::escpos::sim`], [`scanner::serial::sim`],
//! [`scanner::hid::sim`] and [`scanner::keyboard::sim`].

mod backoff;
mod board;
pub mod device;
pub mod display;
mod drawer;
mod event;
pub mod hotplug;
mod inbox;
mod job;
pub mod printer;
pub mod scale;
pub mod scanner;
mod stop;
mod supervisor;
#[cfg(test)]
mod testing;
mod transport;
pub mod usb;

pub use board::Clock;
pub use device::{
    DeviceName, DeviceSpec, DrawerCondition, DrawerSensor, DrawerViaPrinter, DriverConfig, Framing,
    HidScanner, KeyboardScanner, Kind, ScannerBytes, SerialScanner, Snapshot, SpecError, State,
    Terminator,
};
pub use display::DisplayConfig;
pub use event::{Event, Scanned};
pub use job::{Job, JobId, JobUpdate, Outcome, SubmitError};
pub use printer::config::{
    Cable, Confirmation, DataBits, Deadlines, Escpos, Flow, Language, PaperLevel, Parity,
    PipeCable, PipeOpener, PrinterCondition, PrinterConfig, PrinterFault, SerialLine,
};
pub use scale::{ScaleConfig, Unweighable, WeighError, Weight, WeightUnit};
pub use scanner::config::{HidOpener, KeyOpener};
pub use scanner::keyboard::Layout;
pub use scanner::{
    CodeId, Element, Licence, OrderError, Reading, ScannerCan, ScannerOrder, Symbology,
};
pub use supervisor::Devices;
pub use transport::evdev::{Key, KeySource, KeySourceError};
pub use transport::hid::{HidPipe, HidPipeError};
pub use transport::pipe::{BytePipe, PortStatus};
