//! Devices and scans.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::Moment;

/// What a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "DeviceKind")]
pub enum Kind {
    Scanner,
    Printer,
    Drawer,
    CardReader,
}

/// How a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DeviceState")]
pub enum State {
    /// Can be used.
    Ready,
    /// Not there; it is looked for all the time.
    Absent,
    /// There, but the daemon may not open it.
    Denied,
    /// There, but it does not work as it should.
    Faulty,
}

/// What a printer says of its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
#[schemars(rename = "PaperState")]
pub enum Paper {
    Ok,
    NearEnd,
    Out,
}

/// A printer's own word on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "PrinterCondition")]
pub struct Printer {
    /// Paper.
    pub paper: Paper,
    /// Whether the cover is open.
    pub cover_open: bool,
}

/// A device as it is now.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Device {
    /// Its name in the settings.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The language it speaks.
    pub driver: String,
    /// Where it is.
    pub address: String,
    /// How it is.
    pub state: State,
    /// In words, with what to do about it.
    pub detail: String,
    /// Whether the daemon simulates it.
    pub simulated: bool,
    /// A printer's own word on itself.
    pub printer: Option<Printer>,
    /// Since when.
    pub since: Moment,
}

/// All devices.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DeviceList")]
pub struct List {
    /// In the order of the settings.
    pub devices: Vec<Device>,
}

/// Notification `device`: a device changed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DeviceChanged")]
pub struct Changed {
    /// As it is now.
    pub device: Device,
}

/// Asks for scans.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScanSubscribe {
    /// Whether scans are to come here only, until another connection asks for the same: the page in front. True when
    /// absent.
    #[serde(default)]
    pub exclusive: Option<bool>,
}

/// Notification `scan`: something was scanned. Scans are not kept: what matters is what is done with them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Scan {
    /// Differs from every other scan; good for an idempotency key.
    pub id: String,
    /// Which scanner.
    pub device: String,
    /// What it read, without terminator and symbology prefix.
    pub text: String,
    /// The kind of barcode, when the scanner says it.
    pub symbology: Option<String>,
    /// When.
    pub at: Moment,
}
