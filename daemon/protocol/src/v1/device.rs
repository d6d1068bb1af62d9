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
    LabelPrinter,
    Drawer,
    Scale,
    Display,
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
    /// Paper, or labels.
    pub paper: Paper,
    /// Whether the cover is open.
    pub cover_open: bool,
    /// Whether its cutter is jammed.
    pub cutter_error: bool,
    /// Whether it reports any other failure: a jam, a hot head, one that needs service.
    pub failed: bool,
    /// Whether it says of itself that it is offline.
    pub offline: bool,
    /// Whether a label printer is out of ribbon.
    pub ribbon_out: bool,
    /// Whether somebody paused it at its panel.
    pub paused: bool,
}

/// A drawer's own word on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DrawerCondition")]
pub struct Drawer {
    /// Whether it stands open; absent when it cannot tell.
    pub open: Option<bool>,
    /// Since when that is so.
    pub since: Moment,
}

/// What a scanner can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ScannerAbilities")]
pub struct Scanner {
    /// Whether it beeps for good or bad.
    pub beep: bool,
    /// Whether it is switched off in itself; otherwise the daemon drops what it reads meanwhile.
    pub enable: bool,
    /// Whether it can be told to read now.
    pub trigger: bool,
    /// Whether its scans are let through now.
    pub enabled: bool,
}

/// Who has a device for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lease {
    /// The person's or program's name.
    pub holder: String,
    /// Until when, unless it is claimed again before.
    pub until: Moment,
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
    /// A drawer's own word on itself.
    pub drawer: Option<Drawer>,
    /// What a scanner can be told to do.
    pub scanner: Option<Scanner>,
    /// Jobs that wait for it.
    pub jobs_waiting: u32,
    /// Who has it for themselves.
    pub lease: Option<Lease>,
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
    /// What the text holds, where that is a form known here.
    pub reading: Option<Reading>,
    /// When.
    pub at: Moment,
}

/// What a scan's text holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ScanReading")]
pub enum Reading {
    /// A trade item's number (GTIN) with its check digit right, in 14 digits.
    Gtin(String),
    /// A vehicle's number, cleaned: 17 characters.
    Vin(VinReading),
    /// GS1 element strings, in their order.
    Gs1(Vec<Gs1Element>),
    /// A driving licence. Nothing of it is kept unless an order says so.
    Licence(Box<Licence>),
    /// A tire's identification number, cleaned.
    TireNumber(String),
}

/// A vehicle's number as scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VinReading {
    /// The number.
    pub vin: String,
    /// Whether its check digit is right; outside North America it need not be.
    pub check_digit_right: bool,
}

/// One element string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gs1Element {
    /// The application identifier, such as `01`.
    pub ai: String,
    /// The data as encoded.
    pub value: String,
}

/// A driving licence of the AAMVA card standard. Absent is what the card does not say.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Licence {
    /// The number.
    pub number: Option<String>,
    /// Family name.
    pub family_name: Option<String>,
    /// Given names.
    pub given_names: Option<String>,
    /// `YYYY-MM-DD`.
    pub born: Option<String>,
    /// `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// `USA` or `CAN`.
    pub country: Option<String>,
}

/// Who a person is does not belong in a log.
impl std::fmt::Debug for Licence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Licence { .. }")
    }
}

/// Names a device.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DeviceNamed")]
pub struct Named {
    /// Its name in the settings.
    pub device: String,
}

/// Asks for a device for oneself: what others send to it is refused meanwhile. The shop's own papers always go.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DeviceClaim")]
pub struct Claim {
    /// Its name in the settings.
    pub device: String,
    /// For how long, 1,000 to 600,000; 30,000 when absent. Claim again before it ends to keep it.
    #[serde(default)]
    pub ttl_ms: Option<u32>,
}

/// The device is held.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DeviceClaimed")]
pub struct Claimed {
    /// The device.
    pub device: String,
    /// Counts the claims of this device: a holder with a smaller number has lost it.
    pub fence: u64,
    /// Until when.
    pub until: Moment,
}

/// Notification `lease.requested`: somebody wants the device. Call `device.retain` by the moment named, or it goes to them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "LeaseRequested")]
pub struct LeaseRequested {
    /// The device.
    pub device: String,
    /// Who wants it.
    pub by: String,
    /// The last moment for an answer.
    pub answer_by: Moment,
}

/// Notification `lease.lost`: the device is held no longer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "LeaseLost")]
pub struct LeaseLost {
    /// The device.
    pub device: String,
    /// Who has it now; absent when the claim only ran out.
    pub to: Option<String>,
}

/// Hardware that this computer has.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DeviceDiscovery")]
pub struct Discovery {
    /// Everything that could be a device of a counter.
    pub found: Vec<Found>,
}

/// One piece of hardware.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DeviceFound")]
pub struct Found {
    /// What it seems to be.
    pub kind: Option<Kind>,
    /// What stays the same when it is plugged in again: `04b8:0e28/SERIAL`, or a port.
    pub identity: String,
    /// What it calls itself.
    pub name: String,
    /// The device of the settings that it is; absent when it is in none.
    pub device: Option<String>,
    /// Whether the daemon may use it.
    pub usable: bool,
    /// In words, with what to do about it.
    pub detail: String,
    /// The udev rule that lets the daemon use it, when it may not.
    pub rule: Option<String>,
    /// What to write in the settings to have it as a device.
    pub settings: String,
}

/// Tells a scanner something.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ScannerTell")]
pub struct TellScanner {
    /// Which scanner.
    pub device: String,
    /// What to do.
    pub order: ScannerOrder,
}

/// What a scanner is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScannerOrder {
    /// Sound as after a good scan.
    BeepGood,
    /// Sound as after a bad one.
    BeepBad,
    /// Let scans through again.
    Enable,
    /// Let no scans through.
    Disable,
    /// Read now.
    Trigger,
}

/// Names a scale or a display; the only one when absent.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weigh {
    /// Which scale; the only one when absent.
    #[serde(default)]
    pub device: Option<String>,
}

/// What lies on a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Weight {
    /// Which scale.
    pub device: String,
    /// A decimal, at rest.
    pub weight: String,
    /// `kg` or `lb`.
    pub unit: String,
    /// Whether a tare was taken off.
    pub net: bool,
}

/// Shows something to the customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// Which display; the only one when absent.
    #[serde(default)]
    pub device: Option<String>,
    /// Its lines from the top, at most 4 of at most 40 characters; what is longer than the display is cut.
    pub lines: Vec<String>,
}
