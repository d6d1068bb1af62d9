//! A HID device as reports over hidraw: find it, open it, read and write with a deadline.

use std::ffi::CString;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use hidapi::{DeviceInfo, HidApi, HidDevice, HidError};

use crate::board::Report;
use crate::device::State;

/// Usage page of bar code scanners (HID Point of Sale Usage Tables 1.02).
pub(crate) const PAGE_SCANNER: u16 = 0x8c;
/// Longest report descriptor the kernel keeps.
const DESCRIPTOR_LEN_MAX: usize = 4096;

/// One open HID device with blocking calls; dropping it closes it.
pub trait HidPipe: Send + fmt::Debug {
    /// Returns vendor and product.
    fn ids(&self) -> (u16, u16);

    /// Returns the report descriptor.
    ///
    /// # Errors
    /// The system's.
    fn descriptor(&mut self) -> io::Result<Vec<u8>>;

    /// Waits at most this long for one input report, with its number first where the device numbers them.
    ///
    /// # Errors
    /// The system's, also when the device is gone.
    fn read(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>>;

    /// Sends an output report; its number comes first, 0 where the device does not number them.
    ///
    /// # Errors
    /// The system's.
    fn write(&mut self, report: &[u8]) -> io::Result<()>;

    /// Sets a feature report; its number comes first.
    ///
    /// # Errors
    /// The system's.
    fn set_feature(&mut self, report: &[u8]) -> io::Result<()>;
}

/// Why a HID device cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HidPipeError {
    /// No device has this address.
    #[error("opening HID device {address}: there is none")]
    Absent {
        /// The configured address.
        address: String,
    },
    /// The address fits several.
    #[error("opening HID device {address}: several fit")]
    Several {
        /// The configured address.
        address: String,
    },
    /// It is there and is no bar code scanner.
    #[error("opening HID device {address}: it does not speak HID POS")]
    NotScanner {
        /// The configured address.
        address: String,
    },
    /// This process may not open it.
    #[error("opening {path}: permission denied")]
    Denied {
        /// The device node.
        path: String,
    },
    /// The system's reason.
    #[error("using HID device {address}")]
    Io {
        /// The configured address.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
}

impl HidPipeError {
    /// Says what this means for a person at the counter.
    pub(crate) fn report(&self) -> Report {
        let unplugged = "Check the scanner's cable and that it is switched on.";
        match self {
            Self::Absent { address } => Report::new(
                State::Absent,
                format!("{address} is not connected"),
                unplugged,
            ),
            Self::Several { address } => Report::new(
                State::Faulty,
                format!("several scanners fit {address}"),
                format!(
                    "Write the serial number or the socket behind the address in the settings: {address}/SERIAL or {address}@1-2."
                ),
            ),
            Self::NotScanner { address } => Report::new(
                State::Faulty,
                format!("{address} is connected and does not speak HID POS"),
                "Scan the code `USB HID POS` in the scanner's manual, or set it up as a keyboard or serial scanner here.",
            ),
            Self::Denied { path } => Report::new(
                State::Denied,
                format!("{path} may not be opened by this service"),
                "Install the udev rules that come with the service, then plug the scanner in again.",
            ),
            Self::Io { address, source } => Report::new(
                State::Absent,
                format!("{address} went away: {source}"),
                unplugged,
            ),
        }
    }
}

/// An open hidraw node.
pub(crate) struct Hidraw {
    device: HidDevice,
    ids: (u16, u16),
}

impl fmt::Debug for Hidraw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hidraw")
            .field("ids", &self.ids)
            .finish_non_exhaustive()
    }
}

impl Hidraw {
    /// Opens the scanner at an address, as in [`crate::HidScanner::address`].
    pub(crate) fn open(address: &str) -> Result<Self, HidPipeError> {
        let io = |source: io::Error| HidPipeError::Io {
            address: address.to_owned(),
            source,
        };
        let api = HidApi::new().map_err(|error| io(into_io(error)))?;
        let (path, ids) = find(address, &mut api.device_list().map(Node::of))?;
        // The library hides the system's reason in a text.
        if let Err(source) = OpenOptions::new().read(true).write(true).open(&path) {
            return Err(match source.kind() {
                io::ErrorKind::PermissionDenied => HidPipeError::Denied { path },
                io::ErrorKind::NotFound => HidPipeError::Absent {
                    address: address.to_owned(),
                },
                _ => io(source),
            });
        }
        let c_path = CString::new(path).map_err(|error| io(error.into()))?;
        let device = api.open_path(&c_path).map_err(|error| io(into_io(error)))?;
        let mut opened = Self { device, ids };
        opened.drain().map_err(io)?;
        Ok(opened)
    }

    /// Throws away what came before: an old scan must not land in a new ticket.
    fn drain(&mut self) -> io::Result<()> {
        let mut buffer = [0; DESCRIPTOR_LEN_MAX];
        // The kernel keeps 64 reports.
        for _ in 0..64 {
            if self.read(&mut buffer, Duration::ZERO)?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

impl HidPipe for Hidraw {
    fn ids(&self) -> (u16, u16) {
        self.ids
    }

    fn descriptor(&mut self) -> io::Result<Vec<u8>> {
        let mut buffer = vec![0; DESCRIPTOR_LEN_MAX];
        let len = self.device.get_report_descriptor(&mut buffer);
        buffer.truncate(len.map_err(into_io)?);
        Ok(buffer)
    }

    fn read(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        let wait_ms = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
        match self.device.read_timeout(buffer, wait_ms) {
            Ok(len) => Ok((len > 0).then_some(len)),
            // The one thing that this call says in words of its own: the device hung up.
            Err(HidError::HidApiError { .. }) => Err(io::ErrorKind::NotConnected.into()),
            Err(error) => Err(into_io(error)),
        }
    }

    fn write(&mut self, report: &[u8]) -> io::Result<()> {
        self.device.write(report).map(drop).map_err(into_io)
    }

    fn set_feature(&mut self, report: &[u8]) -> io::Result<()> {
        self.device.send_feature_report(report).map_err(into_io)
    }
}

fn into_io(error: HidError) -> io::Error {
    match error {
        HidError::IoError { error } => error,
        error => io::Error::other(error.to_string()),
    }
}

/// What is needed of one collection of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    path: String,
    ids: (u16, u16),
    serial: String,
    page: u16,
}

impl Node {
    fn of(info: &DeviceInfo) -> Self {
        Self {
            path: info.path().to_string_lossy().into_owned(),
            ids: (info.vendor_id(), info.product_id()),
            serial: info.serial_number().unwrap_or_default().to_owned(),
            page: info.usage_page(),
        }
    }

    fn fits(&self, address: &str) -> bool {
        let end = address.find(['/', '@']).unwrap_or(address.len());
        let (ids, which) = address.split_at(end);
        let own = format!("{:04x}:{:04x}", self.ids.0, self.ids.1);
        let fits = match which.split_at_checked(1) {
            Some(("/", serial)) => self.serial.trim() == serial.trim(),
            Some(("@", port)) => is_at_port(&self.path, port),
            _ => true,
        };
        fits && ids.eq_ignore_ascii_case(&own)
    }
}

/// Says whether a node hangs on a USB socket, named as the kernel does (`1-2.3`).
fn is_at_port(path: &str, port: &str) -> bool {
    let name = Path::new(path).file_name().unwrap_or_default();
    let device = fs::canonicalize(Path::new("/sys/class/hidraw").join(name));
    device.is_ok_and(|device| device.iter().any(|part| part.to_str() == Some(port)))
}

/// Picks the one node at an address that is a bar code scanner.
fn find(
    address: &str,
    nodes: &mut dyn Iterator<Item = Node>,
) -> Result<(String, (u16, u16)), HidPipeError> {
    // Links of udev rules are as good as the node itself.
    let by_path = address.starts_with('/').then(|| {
        fs::canonicalize(address).map_or(address.to_owned(), |path| path.display().to_string())
    });
    let fitting: Vec<Node> = nodes
        .filter(|node| match &by_path {
            Some(path) => node.path == *path,
            None => node.fits(address),
        })
        .collect();
    let address = address.to_owned();
    if fitting.is_empty() {
        return Err(HidPipeError::Absent { address });
    }
    let mut scanners = fitting.into_iter().filter(|node| node.page == PAGE_SCANNER);
    let Some(first) = scanners.next() else {
        return Err(HidPipeError::NotScanner { address });
    };
    if scanners.any(|other| other.path != first.path) {
        return Err(HidPipeError::Several { address });
    }
    Ok((first.path, first.ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(path: &str, product: u16, serial: &str, page: u16) -> Node {
        Node {
            path: path.to_owned(),
            ids: (0x0c2e, product),
            serial: serial.to_owned(),
            page,
        }
    }

    #[test]
    fn an_address_finds_one_scanner_or_says_why_not() {
        let nodes = [
            node("/dev/hidraw0", 0x0b61, "A1", 1),
            node("/dev/hidraw1", 0x0b61, "A1", PAGE_SCANNER),
            node("/dev/hidraw1", 0x0b61, "A1", 0xff00),
            node("/dev/hidraw2", 0x0b61, "A2", PAGE_SCANNER),
            node("/dev/hidraw3", 0x0b62, "", PAGE_SCANNER),
            node("/dev/hidraw4", 0x0b63, "", 1),
        ];
        let found = |address: &str| match find(address, &mut nodes.iter().cloned()) {
            Ok((path, _)) => path,
            Err(HidPipeError::Absent { .. }) => "absent".to_owned(),
            Err(HidPipeError::Several { .. }) => "several".to_owned(),
            Err(HidPipeError::NotScanner { .. }) => "no scanner".to_owned(),
            Err(error) => panic!("{error}"),
        };
        let cases = [
            ("0c2e:0b61", "several"),
            ("0c2e:0b61/A1", "/dev/hidraw1"),
            ("0C2E:0B61/A2", "/dev/hidraw2"),
            ("0c2e:0b61/A3", "absent"),
            ("0c2e:0b61@9-9", "absent"),
            ("0c2e:0b62", "/dev/hidraw3"),
            ("0c2e:0b63", "no scanner"),
            ("/dev/hidraw2", "/dev/hidraw2"),
            ("/dev/hidraw0", "no scanner"),
            ("/dev/hidraw9", "absent"),
            ("scanner", "absent"),
        ];
        for (address, want) in cases {
            assert_eq!(found(address), want, "{address}");
        }
    }

    #[test]
    fn each_failure_names_the_next_step() {
        let address = "0c2e:0b61".to_owned();
        let gone = HidPipeError::Io {
            address: address.clone(),
            source: io::ErrorKind::Other.into(),
        };
        let path = "/dev/hidraw0".to_owned();
        let cases = [
            (
                HidPipeError::Absent {
                    address: address.clone(),
                },
                State::Absent,
                "cable",
            ),
            (
                HidPipeError::Several {
                    address: address.clone(),
                },
                State::Faulty,
                "0c2e:0b61/SERIAL",
            ),
            (
                HidPipeError::NotScanner { address },
                State::Faulty,
                "USB HID POS",
            ),
            (HidPipeError::Denied { path }, State::Denied, "udev"),
            (gone, State::Absent, "cable"),
        ];
        for (error, state, hint) in cases {
            let report = error.report();
            assert_eq!(report.state, state, "{error:?}");
            assert!(report.hint.contains(hint), "{error:?}: {}", report.hint);
        }
    }
}
