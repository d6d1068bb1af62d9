//! The text that names one USB device in the settings. Pure.

use std::fmt;
use std::str::FromStr;

/// Names one USB device: its vendor and product, and which of several alike.
///
/// Texts: `04b8:0e28` (the only one), `04b8:0e28/J5XK001234` (that serial number),
/// `04b8:0e28@1-2.3` (at that port of that bus, as the kernel writes it).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsbAddress {
    /// `idVendor`.
    pub vendor: u16,
    /// `idProduct`.
    pub product: u16,
    /// Which of several of the same model.
    pub which: Which,
}

/// What tells one device from others of the same vendor and product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// There is only one.
    Only,
    /// Its serial number: survives another socket.
    Serial(String),
    /// Its socket: survives an exchange for another of the same model.
    Port(PortPath),
}

/// A socket, as the kernel names it: bus, then the port of each hub on the way (`1-2.3`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortPath(String);

/// Longest serial number, in characters: what a USB string descriptor can carry.
const SERIAL_LEN_MAX: usize = 126;
/// Deepest chain of ports; USB allows 7 tiers.
const PORTS_MAX: usize = 7;

impl PortPath {
    /// Accepts `BUS-PORT[.PORT…]` in decimal.
    ///
    /// # Errors
    /// [`AddressError::Port`] for anything else.
    pub fn try_new(text: &str) -> Result<Self, AddressError> {
        let number = |text: &str| {
            let plain = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            plain && !text.starts_with('0')
        };
        let fits = text.split_once('-').is_some_and(|(bus, ports)| {
            number(bus) && ports.split('.').count() <= PORTS_MAX && ports.split('.').all(number)
        });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(AddressError::Port {
                port: text.to_owned(),
            })
        }
    }

    /// Returns the kernel's name for it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PortPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl UsbAddress {
    /// Makes the short form.
    pub const fn only(vendor: u16, product: u16) -> Self {
        Self {
            vendor,
            product,
            which: Which::Only,
        }
    }
}

/// Returns the serial number as it is written and compared: trimmed, printable, not empty.
pub(super) fn plain_serial(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= SERIAL_LEN_MAX
        && !text.chars().any(char::is_control);
    fits.then_some(text)
}

impl FromStr for UsbAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let bad_ids = || AddressError::Ids {
            text: text.to_owned(),
        };
        let end = text.find(['/', '@']).unwrap_or(text.len());
        let (ids, rest) = text.split_at(end);
        let (vendor, product) = ids.split_once(':').ok_or_else(bad_ids)?;
        let hex = |digits: &str| {
            let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            plain
                .then(|| u16::from_str_radix(digits, 16).ok())
                .flatten()
                .ok_or_else(bad_ids)
        };
        let (vendor, product) = (hex(vendor)?, hex(product)?);
        let which = if let Some(serial) = rest.strip_prefix('/') {
            let plain = plain_serial(serial).ok_or_else(|| AddressError::Serial {
                text: text.to_owned(),
            })?;
            Which::Serial(plain.to_owned())
        } else if let Some(port) = rest.strip_prefix('@') {
            Which::Port(PortPath::try_new(port)?)
        } else {
            Which::Only
        };
        Ok(Self {
            vendor,
            product,
            which,
        })
    }
}

impl fmt::Display for UsbAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x}", self.vendor, self.product)?;
        match &self.which {
            Which::Only => Ok(()),
            Which::Serial(serial) => write!(f, "/{serial}"),
            Which::Port(port) => write!(f, "@{port}"),
        }
    }
}

/// Why a text names no USB device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not begin with the two ids.
    #[error(
        "reading the USB address `{text}`: vendor and product are four hex digits each, as in \
         04b8:0e28, 04b8:0e28/SERIAL or 04b8:0e28@1-2.3"
    )]
    Ids {
        /// The refused text.
        text: String,
    },
    /// Nothing usable after the slash.
    #[error(
        "reading the USB address `{text}`: after the slash comes a serial number of 1 to 126 \
         printable characters, as in 04b8:0e28/J5XK001234"
    )]
    Serial {
        /// The refused text.
        text: String,
    },
    /// No socket after the at sign.
    #[error(
        "reading the USB port `{port}`: it is a bus and the ports on the way, as in 1-2 or 1-2.3"
    )]
    Port {
        /// The refused port.
        port: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_survives_the_round_trip() {
        for text in [
            "04b8:0e28",
            "04b8:0e28/J5XK001234",
            "04b8:0e28/a b/c@1-2",
            "0c2e:0b61@1-2",
            "0c2e:0b61@12-2.3.14",
        ] {
            let address: UsbAddress = text.parse().unwrap();
            assert_eq!(address.to_string(), text);
        }
    }

    #[test]
    fn case_and_blanks_around_do_not_matter() {
        let address: UsbAddress = " 04B8:0E28/ X1 ".parse().unwrap();
        assert_eq!(address.to_string(), "04b8:0e28/X1");
        assert_eq!(address.vendor, 0x04b8);
    }

    #[test]
    fn each_refusal_says_what_is_allowed() {
        let cases = [
            ("", "four hex digits"),
            ("04b8", "four hex digits"),
            ("4b8:0e28", "four hex digits"),
            ("+4b8:0e28", "four hex digits"),
            ("04b8:0e288", "four hex digits"),
            ("/dev/usb/lp0", "four hex digits"),
            ("04b8:0e28/", "serial number"),
            ("04b8:0e28/a\u{7}b", "serial number"),
            ("04b8:0e28@", "as in 1-2"),
            ("04b8:0e28@usb1", "as in 1-2"),
            ("04b8:0e28@1-2:1.0", "as in 1-2"),
            ("04b8:0e28@1-0", "as in 1-2"),
            ("04b8:0e28@1-1.1.1.1.1.1.1.1", "as in 1-2"),
        ];
        for (text, allowed) in cases {
            let error = text.parse::<UsbAddress>().unwrap_err();
            assert!(error.to_string().contains(allowed), "{text}: {error}");
        }
    }
}
