//! Moving bytes, with a deadline on every call. Knows nothing of what the bytes mean.

pub(crate) mod evdev;
pub(crate) mod held;
pub(crate) mod hid;
pub(crate) mod link;
pub(crate) mod pipe;
pub(crate) mod serial;
pub(crate) mod serial_pipe;
pub(crate) mod tcp;
pub(crate) mod tty;
pub(crate) mod usb_pipe;
pub mod usb_printer;
