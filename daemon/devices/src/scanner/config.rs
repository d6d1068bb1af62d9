//! How a scanner is reached and how it was set up. Plain values.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::CodeId;
use super::keyboard::Layout;
use crate::printer::config::{DataBits, Flow, Parity};
use crate::transport::evdev::{KeySource, KeySourceError};
use crate::transport::hid::{HidPipe, HidPipeError};

/// Settings of a serial scanner.
#[derive(Clone, Debug)]
pub struct SerialScanner {
    /// Device node; prefer `/dev/serial/by-id/…`, which survives a replug.
    pub port: PathBuf,
    /// Bits per second; USB scanners ignore it.
    pub baud: u32,
    /// The bit that guards each byte.
    pub parity: Parity,
    /// Bits of each byte.
    pub data_bits: DataBits,
    /// How each side holds up the other.
    pub flow: Flow,
    /// How one scan ends.
    pub framing: Framing,
    /// What to send it to have things done.
    pub orders: ScannerBytes,
}

impl SerialScanner {
    /// Longest scan kept, in bytes: more than a full PDF417 driving licence (about 1,800).
    pub const LEN_MAX: usize = 4096;

    /// Makes the usual settings (9600 8N1, any line end, no orders) for a port.
    pub fn new(port: impl Into<PathBuf>) -> Self {
        Self {
            port: port.into(),
            baud: 9600,
            parity: Parity::None,
            data_bits: DataBits::Eight,
            flow: Flow::None,
            framing: Framing::default(),
            orders: ScannerBytes::default(),
        }
    }
}

/// The orders of a serial scanner as bytes, from its manual; `None` where it has none.
///
/// Many are triggered by SYN T CR (`16 54 0D`) and let go by SYN U CR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScannerBytes {
    /// Read a code now.
    pub trigger: Option<Vec<u8>>,
    /// Read codes again.
    pub enable: Option<Vec<u8>>,
    /// Read no codes.
    pub disable: Option<Vec<u8>>,
    /// Sound as after a good read.
    pub beep_good: Option<Vec<u8>>,
    /// Sound as after an error.
    pub beep_bad: Option<Vec<u8>>,
}

/// Settings of a USB scanner that speaks HID POS, the class for tills.
#[derive(Clone, Debug)]
pub struct HidScanner {
    /// `vvvv:pppp`, `vvvv:pppp/SERIAL`, `vvvv:pppp@BUS-PORT` or `/dev/hidrawN`.
    pub address: String,
    /// Prefix, suffix, code identifiers and length; the scanner itself says where a scan ends.
    pub framing: Framing,
    /// Opens it in another way than over hidraw.
    pub opener: Option<HidOpener>,
}

impl HidScanner {
    /// Makes the usual settings for an address.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            framing: Framing::default(),
            opener: None,
        }
    }
}

/// Opens a HID device; called again for every connection, on a thread that may block.
#[derive(Clone)]
pub struct HidOpener(pub Arc<dyn Fn() -> Result<Box<dyn HidPipe>, HidPipeError> + Send + Sync>);

impl fmt::Debug for HidOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HidOpener(..)")
    }
}

/// Settings of a scanner that types what it reads.
#[derive(Clone, Debug)]
pub struct KeyboardScanner {
    /// A path under `/dev/input` (prefer `by-id`), or `vvvv:pppp` or `vvvv:pppp/SERIAL`.
    ///
    /// All keys of this device are kept from everybody else: never a keyboard for people.
    pub at: String,
    /// The keyboard that the scanner was set to be.
    pub layout: Layout,
    /// How one scan ends: Enter counts as CR.
    pub framing: Framing,
    /// Opens it in another way than over evdev.
    pub opener: Option<KeyOpener>,
}

impl KeyboardScanner {
    /// Makes the usual settings: a US keyboard, Enter or silence at the end.
    pub fn new(at: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            layout: Layout::Us,
            framing: Framing::default(),
            opener: None,
        }
    }
}

/// Opens a source of keys; called again for every connection, on a thread that may block.
#[derive(Clone)]
pub struct KeyOpener(pub Arc<dyn Fn() -> Result<Box<dyn KeySource>, KeySourceError> + Send + Sync>);

impl fmt::Debug for KeyOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyOpener(..)")
    }
}

/// Where one scan ends and what to cut from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framing {
    /// The bytes after each scan.
    pub terminator: Terminator,
    /// Bytes the scanner was set to send first (often STX), removed when present.
    pub prefix: Vec<u8>,
    /// What the scanner says of the code, before the data.
    pub code_id: CodeId,
    /// Silence that ends a scan of a scanner that sends no terminator.
    pub quiet: Duration,
    /// Longest scan, in bytes; a longer one is discarded whole.
    pub len_max: usize,
}

impl Default for Framing {
    fn default() -> Self {
        Self {
            terminator: Terminator::AnyNewline,
            prefix: Vec::new(),
            code_id: CodeId::Aim,
            quiet: Duration::from_millis(300),
            len_max: SerialScanner::LEN_MAX,
        }
    }
}

/// The bytes that close a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terminator {
    /// CR, LF or CR LF: what scanners ship with.
    AnyNewline,
    /// Tab, for scanners that also fill in forms.
    Tab,
    /// Exactly these bytes (for example ETX); empty means only silence ends a scan.
    Bytes(Vec<u8>),
}
