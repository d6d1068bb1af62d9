//! How a printer is set up: its cable, its language, its patience; and what its sensors say.
//!
//! Plain values: nothing here opens a port or waits.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use paper::escpos::Profile;

use crate::transport::pipe::BytePipe;

/// Settings of one printer.
#[derive(Clone, Debug)]
pub struct PrinterConfig {
    /// How it is reached.
    pub cable: Cable,
    /// What it speaks.
    pub language: Language,
    /// False for a clone that answers no status request: its jobs all end unconfirmed.
    pub answers: bool,
    /// How long each step may take.
    pub deadlines: Deadlines,
}

impl PrinterConfig {
    /// Makes the usual settings for a printer that answers.
    pub fn new(cable: Cable, language: Language) -> Self {
        Self {
            cable,
            language,
            answers: true,
            deadlines: Deadlines::default(),
        }
    }

    /// Makes the usual settings for an ESC/POS printer on raw TCP.
    pub fn escpos_tcp(addr: impl Into<String>, profile: Profile) -> Self {
        let cable = Cable::Tcp { addr: addr.into() };
        Self::new(cable, Language::Escpos(Escpos::new(profile)))
    }

    /// Returns the wire language, then the cable.
    pub const fn driver_name(&self) -> &'static str {
        match (&self.language, &self.cable) {
            (Language::Escpos(_), Cable::Tcp { .. }) => "escpos-tcp",
            (Language::Escpos(_), Cable::Serial(_)) => "escpos-serial",
            (Language::Escpos(_), Cable::Usb { .. }) => "escpos-usb",
            (Language::Escpos(_), Cable::Pipe(_)) => "escpos-pipe",
        }
    }
}

/// How a printer is reached.
#[derive(Clone, Debug)]
pub enum Cable {
    /// Raw TCP, usually port 9100.
    Tcp {
        /// `host:port`; a name is looked up again at every connect.
        addr: String,
    },
    /// RS-232, or a USB cable that poses as it.
    Serial(SerialLine),
    /// USB printer class.
    Usb {
        /// Which of the printers on USB.
        address: String,
    },
    /// A cable that the caller opens.
    Pipe(PipeCable),
}

impl Cable {
    /// Returns the address to show: `host:port`, a path, or the name of a USB printer.
    pub fn address(&self) -> String {
        match self {
            Self::Tcp { addr } => addr.clone(),
            Self::Serial(line) => line.path.display().to_string(),
            Self::Usb { address } => address.clone(),
            Self::Pipe(custom) => custom.name.clone(),
        }
    }
}

/// A serial line and how it is set up. One stop bit, as every printer ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialLine {
    /// Device node; prefer `/dev/serial/by-id/…`, which survives a replug.
    pub path: PathBuf,
    /// Bits per second; printers on USB ignore it.
    pub baud: u32,
    /// The bit that guards each byte.
    pub parity: Parity,
    /// Bits of each byte.
    pub data_bits: DataBits,
    /// How the printer says that its buffer is full.
    pub flow: Flow,
}

impl SerialLine {
    /// Makes the settings that most printers ship with: 38400 8N1, DTR or RTS as flow control.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            baud: 38_400,
            parity: Parity::None,
            data_bits: DataBits::Eight,
            flow: Flow::RtsCts,
        }
    }
}

/// The bit that guards each byte on a serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parity {
    /// There is none.
    None,
    /// It makes the ones odd.
    Odd,
    /// It makes the ones even.
    Even,
}

/// Bits of each byte on a serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataBits {
    /// Text alone fits; pictures do not.
    Seven,
    /// The usual.
    Eight,
}

/// How a printer on a serial line holds up the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Not at all: long jobs lose bytes.
    None,
    /// By a wire of its own (the printer's DTR or RTS on our CTS).
    RtsCts,
    /// By bytes 0x11 and 0x13 in what it sends.
    XonXoff,
}

/// Opens a cable; called again for every connection, on a thread that may block.
pub type PipeOpener = Arc<dyn Fn() -> io::Result<Arc<dyn BytePipe>> + Send + Sync>;

/// A cable that the caller opens.
#[derive(Clone)]
pub struct PipeCable {
    /// What it is called where the address is shown.
    pub name: String,
    /// Opens it, after the last one opened was dropped.
    pub open: PipeOpener,
}

impl fmt::Debug for PipeCable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PipeCable").field(&self.name).finish()
    }
}

/// What a printer speaks.
#[derive(Clone, Debug)]
pub enum Language {
    /// Epson's, and that of the many that imitate them.
    Escpos(Escpos),
}

impl Language {
    /// Says whether the answer that confirms a job names the job, so that it can be told from
    /// others also after a new connection.
    pub const fn names_jobs(&self) -> bool {
        match self {
            Self::Escpos(escpos) => match escpos.confirmation {
                Confirmation::InOrder => false,
                Confirmation::ProcessId => true,
            },
        }
    }
}

/// Settings of an ESC/POS printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escpos {
    /// What the model can do. The driver itself sends bytes as given; the wiring encodes with it.
    pub profile: Profile,
    /// The question after a job.
    pub confirmation: Confirmation,
    /// Whether to switch Automatic Status Back on (`GS a`): changes are then told at once, also while
    /// the printer takes no bytes.
    pub automatic_status: bool,
}

impl Escpos {
    /// Makes the settings that every printer which answers at all understands.
    pub const fn new(profile: Profile) -> Self {
        Self {
            profile,
            confirmation: Confirmation::InOrder,
            automatic_status: false,
        }
    }
}

/// The question after an ESC/POS job whose answer says that the job is through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// `GS r 1`: understood by nearly all; the answer does not say which job.
    InOrder,
    /// `GS ( H` function 48: the answer names the job, so it counts also when it comes late.
    /// Epson models since about 2010; others may print it as text.
    ProcessId,
}

/// How long a printer may take for each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Name lookup and connect together, or opening the port.
    pub connect: Duration,
    /// Longest pause in which the printer takes no byte of a job.
    pub write: Duration,
    /// Answer to a real-time status request.
    pub answer: Duration,
    /// Answer to the in-order request that follows a job, with the printer not reporting trouble.
    pub ack: Duration,
    /// How long a job that already began may wait for paper or a closed cover.
    pub blocked: Duration,
    /// Pause between status requests while idle.
    pub poll: Duration,
    /// How long a drawer pulse may wait before it is given up: a drawer must not open late.
    pub pulse: Duration,
    /// How long the fate of an interrupted job is looked for while its printer is away or blocked.
    pub fate: Duration,
    /// How long a drawer with a sensor may take to spring open.
    pub spring: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            write: Duration::from_secs(10),
            answer: Duration::from_secs(2),
            ack: Duration::from_secs(15),
            blocked: Duration::from_secs(600),
            poll: Duration::from_secs(2),
            pulse: Duration::from_secs(10),
            fate: Duration::from_secs(300),
            spring: Duration::from_secs(2),
        }
    }
}

/// How much paper a printer says it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PaperLevel {
    /// Enough.
    #[default]
    Present,
    /// The near-end sensor sees the core: a few receipts left.
    Low,
    /// None.
    Out,
}

/// What is broken in a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrinterFault {
    /// Needs service or a power cycle.
    Unrecoverable,
    /// The cutter is stuck.
    Cutter,
    /// A paper jam or the like, to be cleared by a person.
    Jam,
    /// The print head is too hot; it goes on by itself.
    HeadHot,
    /// It does not say what.
    Other,
}

/// What a printer's own sensors say. The default is a printer without trouble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PrinterCondition {
    /// The roll.
    pub paper: PaperLevel,
    /// The lid over the roll.
    pub cover_open: bool,
    /// What is broken, if something is.
    pub fault: Option<PrinterFault>,
    /// It says that it does not print, whatever the reason.
    pub offline: bool,
    /// A label printer's ribbon has run out.
    pub ribbon_out: bool,
    /// A person pressed pause.
    pub paused: bool,
    /// Level of pin 3 of the drawer's connector, where the printer tells it.
    pub drawer_pin_high: Option<bool>,
    /// The drawer on it, read with the drawer's own [`crate::DrawerSensor`].
    pub drawer_open: Option<bool>,
}

impl PrinterCondition {
    /// Says whether the cutter is stuck.
    pub fn cutter_error(&self) -> bool {
        self.fault == Some(PrinterFault::Cutter)
    }
}
