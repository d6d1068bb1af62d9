//! Barcode scanners: what a scan is, whatever the cable.

pub mod hid;
pub mod keyboard;
pub mod serial;

mod aim;
mod card;
mod code_id;
pub mod config;
#[cfg(test)]
mod conformance;
mod frame;
pub(crate) mod orders;
pub(crate) mod outlet;
pub mod reading;

pub use aim::Symbology;
pub use code_id::CodeId;
pub use orders::{OrderError, ScannerCan, ScannerOrder};
pub use reading::{Element, Licence, Reading};

/// Turns the bytes of one scan into text: UTF-8, or Latin-1 when they are not.
///
/// Scanners send Latin-1 for Code 128 FNC4 and for QR codes without ECI; it cannot fail.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn bytes_that_are_not_utf8_are_latin1() {
        assert_eq!(text_of("Zündkerze".as_bytes()), "Zündkerze");
        assert_eq!(text_of(b"Z\xFCndkerze"), "Zündkerze");
    }
}
