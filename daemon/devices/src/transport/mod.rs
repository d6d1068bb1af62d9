//! Moving bytes, with a deadline on every call. Knows nothing of what the bytes mean.

pub(crate) mod serial;
pub(crate) mod tcp;
pub mod usb_printer;
