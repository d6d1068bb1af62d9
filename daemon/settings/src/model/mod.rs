//! The checked settings, one struct per section of the file, with every default.
//!
//! Values here have the right form; they are not yet known to exist. Amounts and rates stay text
//! (`"125.00"`): the rooms that count have their own exact types for them.

mod device;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

pub use device::{
    CODE_PAGES, Cable, Device, DeviceKind, Display, DisplayLanguage, Dpi, Drawer, DrawerVia, Flow,
    Keyboard, LabelLanguage, LabelPrinter, Layout, Level, Line, LineFormat, Media, PaperWidth,
    Parity, Peer, Printer, PrinterLanguage, Scale, ScaleProtocol, Scanner, ScannerDriver,
    ScannerOrders, Sense, SenseLine, SerialAt, SymbologyCodes, Terminator,
};

/// Everything the file says, with defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub shop: Shop,
    pub counter: Counter,
    pub server: Server,
    /// `data.dir`: absolute; the journal, the search index and print jobs. Default `/var/lib/counterd`.
    pub data_dir: PathBuf,
    /// `plugins.dir`: absolute; one folder per plugin. Default `/usr/lib/counterd/plugins`.
    pub plugins_dir: PathBuf,
    /// `None` when `tax.plugin = "none"`: no tax is charged. The section itself is required, so
    /// that no shop forgets tax by leaving it out.
    pub tax: Option<Tax>,
    /// `quirks.dir`: absolute; one file per model of printer. Default `/usr/share/counterd/quirks`.
    pub quirks_dir: PathBuf,
    /// In the order of the file; names are unique.
    pub devices: Vec<Device>,
    pub roles: Roles,
    pub till: Till,
    /// `None` without a `[stripe]` section: no card payments.
    pub stripe: Option<Stripe>,
    pub log: Log,
}

/// `[shop]`: what receipts show and how the shop counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Required. 1 to 64 characters.
    pub name: String,
    /// Lines of the postal address, at most 6. Default: none.
    pub address: Vec<String>,
    /// Default: none.
    pub phone: Option<String>,
    /// ISO 4217, three capitals. Default `USD`.
    pub currency: String,
    /// Required. IANA name such as `America/Denver`; decides which day a sale belongs to.
    pub time_zone: String,
    /// Stock location that this counter sells from. Default `MAIN`.
    pub location: String,
    /// Required. Price of one hour of labor in `currency`, a decimal such as `125.00`.
    pub labor_rate: String,
    /// Whose rules on estimates and invoices for repairs hold. Default [`RepairLaw::Generic`].
    pub repair_law: RepairLaw,
    /// The shop's registration as papers show it. Default: none.
    pub registration: Option<String>,
    /// How labor is charged, where papers must say it. Default [`LaborBasis::Both`].
    pub labor_basis: LaborBasis,
    /// What a day of storage costs after the work is done, a decimal in `currency`. Default: none, it is free.
    pub storage_per_day: Option<String>,
    /// How papers write dates. Default [`Dates::Mdy`].
    pub dates: Dates,
    /// What odometers here count. Default [`Distance::Miles`].
    pub distance: Distance,
}

/// Whose rules on estimates and invoices for repairs hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairLaw {
    /// California: Bus. & Prof. Code 9884.
    California,
    /// Florida: Stat. 559.901.
    Florida,
    /// None in particular.
    Generic,
}

/// How labor is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaborBasis {
    /// By the job.
    FlatRate,
    /// By the hour.
    Hourly,
    /// Some of each.
    Both,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// `03/04/2026` is the fourth of March.
    Mdy,
    /// `03/04/2026` is the third of April.
    Dmy,
    /// `2026-03-04`.
    Iso,
}

/// What odometers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Miles.
    Miles,
    /// Kilometres.
    Kilometres,
}

/// `[counter]`: who this counter is among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Begins every document number, 1 to 4 of `A-Z0-9`. Default `C1`.
    pub prefix: String,
    /// Number of this counter in the journal, at least 1. Default 1.
    pub origin: u32,
}

/// `[server]`: the local API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Loopback only; port 0 picks a free one. Default `127.0.0.1:7420`.
    pub listen: SocketAddr,
    /// Exact `scheme://host[:port]` of pages from elsewhere that may ask to be paired. Default: none.
    pub allowed_origins: Vec<String>,
    /// Extra values of the Host header, `host[:port]`, beside the loopback names. Default: none.
    pub allowed_hosts: Vec<String>,
    /// 1,024 to 16,777,216. Default 1,048,576.
    pub max_message_bytes: u32,
    /// 1 to 4,096. Default 256.
    pub max_clients: u32,
}

/// `[tax]`: who computes tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tax {
    /// `plugin`: its name, and its settings as it defines them.
    Plugin {
        plugin: String,
        settings: BTreeMap<String, String>,
    },
    /// `profile`: the built-in rule with the data of [`crate::TaxProfile`].
    Profile {
        /// The profile's name, 1 to 32 of `a-z0-9-`.
        profile: String,
        /// Absolute; one file per profile. Default `/usr/share/counterd/taxes`.
        profiles_dir: PathBuf,
        /// `[[tax.local]]`, at most 8, in the order of the file. Default: none.
        local: Vec<LocalTax>,
    },
}

/// One `[[tax.local]]`: a tax of the shop's city or district on top of the profile's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTax {
    /// Required. Its name on receipts, 1 to 40 characters.
    pub name: String,
    /// Required. A decimal such as `0.0125`.
    pub rate: String,
}

/// `[roles]`: which device does a job when nobody says which. Default: the only one of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Name of a printer; `None` only when there is no printer.
    pub receipt_printer: Option<String>,
    /// Name of a label printer; `None` only when there is none, and labels come as pictures from the receipt printer.
    pub label_printer: Option<String>,
    /// Name of a drawer; `None` only when there is no drawer.
    pub drawer: Option<String>,
}

/// `[till]`: how this counter's drawer is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Till {
    /// Whether cash is taken only while a session is open. Default false.
    pub required: bool,
    /// Whether the drawer is counted before anyone below a manager sees what must be in it. Default true.
    pub blind: bool,
    /// What stays in the drawer for the next session, in `shop.currency`. Default `200.00`.
    pub float: String,
    /// How far a count may be off without a reason. Default `5.00`.
    pub tolerance: String,
}

/// `[stripe]`: card payments on a Stripe Terminal reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripe {
    /// `https://host[:port]`; plain http only to loopback. Default `https://api.stripe.com`.
    pub api_base: String,
    /// Absolute path of the file that holds the secret key. `None`: the binary reads the systemd
    /// credential `stripe-key`, which also wins when both are there.
    pub secret_key_file: Option<PathBuf>,
    /// Required. Stripe's id of the reader, `tmr_...`.
    pub reader: String,
    /// How long the reader waits for a card before the payment is called off, 10 to 600. Default 120.
    pub presentation_timeout_s: u32,
}

/// `[log]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Default `text`.
    pub format: LogFormat,
    /// Levels by module, such as `info,devices=debug`. Default `info`.
    pub filter: String,
}

/// Form of one log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}
