//! `[[device]]`: what a device is and how it is reached.

use std::path::PathBuf;

/// One `[[device]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// 1 to 32 of `a-z0-9-`.
    pub name: String,
    pub kind: DeviceKind,
}

/// What a device is and how to talk to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    Scanner(Scanner),
    Printer(Printer),
    LabelPrinter(LabelPrinter),
    Drawer(Drawer),
    Scale(Scale),
    Display(Display),
}

impl DeviceKind {
    /// Returns the word used for `kind` in the file.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Scanner(_) => "scanner",
            Self::Printer(_) => "printer",
            Self::LabelPrinter(_) => "label-printer",
            Self::Drawer(_) => "drawer",
            Self::Scale(_) => "scale",
            Self::Display(_) => "display",
        }
    }
}

/// The far end of a device's cable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer<A> {
    At(A),
    /// `[simulator]` names the device: the daemon plays the hardware itself, and the device's
    /// own `port`, `address` or `usb` is not used.
    Simulated,
}

/// Any cable that carries bytes both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cable {
    /// `address`: `host:port`, usually port 9100.
    Tcp(String),
    /// `port`: a serial line.
    Serial(SerialAt, Line),
    /// `usb`: the USB printer class.
    Usb(String),
}

/// Which serial port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SerialAt {
    /// `port`: absolute path of the tty.
    Port(PathBuf),
    /// `port = "usb:0403:6001"`, with `/SERIAL` or `@1-2.3` after it where there are several: the tty of that device,
    /// whatever its number is today.
    Usb(String),
}

/// How bits go over a serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// `baud`, 300 to 921,600. Default 9,600.
    pub baud: u32,
    /// `format`. Default `8N1`; scales `7E1`.
    pub format: LineFormat,
    /// `flow`. Default `none`.
    pub flow: Flow,
}

/// `8N1`: data bits, parity, stop bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineFormat {
    /// 7 or 8.
    pub data_bits: u8,
    pub parity: Parity,
    /// 1 or 2.
    pub stop_bits: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parity {
    None,
    Even,
    Odd,
}

/// Who says that the line must wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    None,
    /// `rtscts`: wires.
    Hardware,
    /// `xonxoff`: bytes.
    Software,
}

/// `kind = "scanner"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanner {
    pub driver: ScannerDriver,
    /// Default `any`.
    pub terminator: Terminator,
    /// A code without its terminator ends after this silence, 10 to 1,000. Default 50.
    pub idle_flush_ms: u32,
    /// What the scanner was set to send first, at most 16 bytes, written in hex. Default: none.
    pub prefix: Vec<u8>,
    /// How it says which kind of barcode it read. Default `aim`.
    pub code_id: SymbologyCodes,
}

/// How a scanner is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScannerDriver {
    /// `driver = "serial"`.
    Serial {
        peer: Peer<SerialAt>,
        line: Line,
        orders: ScannerOrders,
    },
    /// `driver = "hid"`: a HID point-of-sale scanner (usage page 8C).
    Hid {
        /// `usb`.
        usb: String,
    },
    /// `driver = "keyboard"`: a scanner that types. The daemon takes it away from the screen.
    Keyboard { at: Keyboard, layout: Layout },
}

/// Which keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// `port`: `/dev/input/by-id/...`.
    Path(PathBuf),
    /// `usb`.
    Usb(String),
}

/// Bytes that make a serial scanner do things, written in hex; absent where it cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScannerOrders {
    pub trigger: Option<Vec<u8>>,
    pub enable: Option<Vec<u8>>,
    pub disable: Option<Vec<u8>>,
    pub beep_good: Option<Vec<u8>>,
    pub beep_bad: Option<Vec<u8>>,
}

/// What the scanner sends after each code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminator {
    /// CR, LF or both; with a keyboard, Enter or Tab.
    Any,
    Cr,
    Lf,
    CrLf,
    /// Tab.
    Tab,
    /// Nothing: only the silence ends a code.
    None,
}

/// Whose letters stand for the kind of barcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbologyCodes {
    /// ISO/IEC 15424, `]C1`.
    Aim,
    Honeywell,
    Zebra,
    Datalogic,
    None,
}

/// The keyboard that a scanner pretends to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Us,
    Uk,
    De,
    Fr,
    Es,
    It,
}

/// `kind = "printer"`: receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// `driver`.
    pub language: PrinterLanguage,
    pub peer: Peer<Cable>,
    /// Name of a file of `quirks.dir`, without `.toml`. Default: found by what the printer is over USB, else `generic`
    /// of the language.
    pub model: Option<String>,
    /// Default: the model's, else `80mm`.
    pub width: Option<PaperWidth>,
    /// One of [`CODE_PAGES`]; tried before the model's. Default: the model's order.
    pub code_page: Option<String>,
}

/// What a receipt printer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterLanguage {
    Escpos,
    /// Star line mode.
    Star,
}

/// Width of the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperWidth {
    Mm58,
    Mm80,
}

/// The character tables a printer can be told to use, by the words of the file.
pub const CODE_PAGES: &[&str] = &[
    "pc437",
    "katakana",
    "pc737",
    "pc775",
    "pc850",
    "pc852",
    "pc858",
    "pc860",
    "pc862",
    "pc863",
    "pc865",
    "pc866",
    "iso8859-15",
    "thai",
    "wpc1250",
    "wpc1251",
    "wpc1252",
    "wpc1253",
    "wpc1254",
    "wpc1255",
    "wpc1256",
    "wpc1257",
    "wpc1258",
];

/// `kind = "label-printer"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelPrinter {
    /// `driver`.
    pub language: LabelLanguage,
    pub peer: Peer<Cable>,
    /// Default 203.
    pub dpi: Dpi,
    /// How wide the head prints, 20 to 220. Default 104.
    pub width_mm: u16,
    /// Default `gap`.
    pub media: Media,
    /// Between two labels, or the height of the mark, 0 to 20. Default 3.
    pub gap_mm: u8,
    /// Darkness, 0 to 30 as its language counts. Default: as set at the printer.
    pub darkness: Option<u8>,
    /// Inches a second, 1 to 14. Default: as set at the printer.
    pub speed: Option<u8>,
    /// Whether it prints through a ribbon. Default false.
    pub ribbon: bool,
}

/// What a label printer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelLanguage {
    Zpl,
    Epl,
    Tspl,
}

/// How fine a head prints, in dots to the inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dpi {
    Dpi203,
    Dpi300,
}

/// How a label ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Gap,
    Mark,
    Continuous,
}

/// `kind = "drawer"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawer {
    pub via: DrawerVia,
    /// How long it may stand open before the counter is told, 0 to 3,600; 0 is never. Default 120.
    pub alarm_after_s: u16,
}

/// What opens a drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawerVia {
    /// `driver = "printer"`: a receipt printer's kick-out jack.
    Printer {
        /// Name of a device of kind printer.
        printer: String,
        /// Pin of the jack, 2 or 5. Default 2.
        pin: u8,
        /// Length of the pulse, even, 2 to 510 (ESC p counts in steps of 2 ms). Default 100.
        on_ms: u16,
        /// Rest after the pulse, even, 2 to 510. Default 200.
        off_ms: u16,
        /// What the jack's sensor says when the drawer is open. Default: nothing, it has none.
        open_when: Option<Level>,
    },
    /// `driver = "serial"`: a trigger on a serial line.
    Serial {
        at: SerialAt,
        line: Line,
        /// What opens it, 1 to 64 bytes, written in hex. Default `07`.
        kick: Vec<u8>,
        /// Default: none.
        sense: Option<Sense>,
    },
}

/// A level of a sensor's wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    High,
    Low,
}

/// A wire of the serial line that says whether the drawer is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub wire: SenseLine,
    pub open_when: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenseLine {
    Cts,
    Dsr,
    Dcd,
    Ri,
}

/// `kind = "scale"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// `driver`.
    pub protocol: ScaleProtocol,
    pub peer: Peer<SerialAt>,
    pub line: Line,
}

/// What a scale speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleProtocol {
    /// Mettler-Toledo 8217, as most retail scales can.
    Toledo,
}

/// What a customer display understands. Many have a switch for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisplayLanguage {
    /// Epson's DM-D.
    Escpos,
    Cd5220,
}

/// `kind = "display"`: what the customer reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    /// `driver`.
    pub language: DisplayLanguage,
    pub peer: Peer<SerialAt>,
    pub line: Line,
    /// 8 to 40. Default 20.
    pub columns: u8,
    /// 1 to 4. Default 2.
    pub rows: u8,
    /// One of [`CODE_PAGES`]. Default `pc858`.
    pub code_page: String,
    /// Shown while nothing else is. Default: the shop's name.
    pub idle: Vec<String>,
}
