//! The machine's USB and serial devices: what is plugged in, what it is called, who may use it.
//!
//! Reads sysfs and `/dev` only; nothing here opens a device. Start at [`discover()`] (for people) or
//! [`Sysfs::resolve`] (for drivers). The bytes to a USB printer are in [`UsbPrinter`].

mod access;
mod address;
mod discover;
#[cfg(test)]
pub(crate) mod fake;
mod hid;
mod holder;
mod ieee1284;
mod list;
mod serial_ports;
mod walk;

pub use crate::transport::usb_printer::{Fault, PortStatus, UsbPrinter, UsbPrinterError};
pub use access::{Fix, NodeAccess, NodeClass, Owner, RELOAD, RULES_LOCAL, Subject};
pub use address::{AddressError, PortPath, UsbAddress, Which};
pub use discover::{Discovered, Guess, discover, discover_at};
pub use hid::Usage;
pub use holder::{HeldBy, Holder};
pub use ieee1284::DeviceId;
pub use list::{Resolution, Sysfs, UsbDevice};
pub use serial_ports::SerialPortNode;
pub use walk::{Interface, Node, NodeKind};
