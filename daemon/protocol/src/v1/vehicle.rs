//! Vehicles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::people::Customer;
use crate::values::{
    CannedJobIdText, CustomerIdText, DayText, Key, LineIdText, Moment, PartIdText, QuantityText,
    TicketIdText, TicketJobIdText, VehicleIdText, sent,
};

/// A vehicle.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Vehicle {
    /// Id.
    pub id: VehicleIdText,
    /// Owner.
    pub customer_id: CustomerIdText,
    /// VIN.
    pub vin: Option<String>,
    /// Model year.
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Trim.
    pub trim: Option<String>,
    /// Engine, e.g. `2.0L L4`.
    pub engine: Option<String>,
    /// Plate.
    pub plate: Option<String>,
    /// State or province of the plate.
    pub plate_state: Option<String>,
    /// Its number in the owner's fleet.
    pub unit_number: Option<String>,
    /// Color.
    pub color: Option<String>,
    /// Last odometer reading.
    pub odometer: Option<u32>,
    /// What the odometer counts in.
    pub odometer_unit: DistanceUnit,
    /// The day it was first used.
    pub in_service: Option<DayText>,
    /// What is known of its warranty.
    pub warranty_notes: Option<String>,
    /// Size of its tires.
    pub tire_size: Option<String>,
    /// How people name it.
    pub label: String,
}

/// Adds or changes a vehicle.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleSave")]
pub struct SaveVehicle {
    /// Idempotency key.
    pub key: Key,
    /// The vehicle.
    pub vehicle: Box<VehicleInput>,
}

/// A vehicle as given. A field that is absent stays as it is on file; null takes its value away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleInput {
    /// Absent: a new one.
    #[serde(default)]
    pub id: Option<VehicleIdText>,
    /// Owner; a new vehicle needs one. Another one than on file is a change of owner.
    pub customer_id: Option<CustomerIdText>,
    /// VIN as typed or scanned.
    #[serde(default, deserialize_with = "sent")]
    pub vin: Option<Option<String>>,
    /// Model year.
    #[serde(default, deserialize_with = "sent")]
    pub year: Option<Option<u16>>,
    /// Make; a new vehicle needs one.
    pub make: Option<String>,
    /// Model; a new vehicle needs one.
    pub model: Option<String>,
    /// Trim.
    #[serde(default, deserialize_with = "sent")]
    pub trim: Option<Option<String>>,
    /// Engine.
    #[serde(default, deserialize_with = "sent")]
    pub engine: Option<Option<String>>,
    /// Plate.
    #[serde(default, deserialize_with = "sent")]
    pub plate: Option<Option<String>>,
    /// State or province of the plate.
    #[serde(default, deserialize_with = "sent")]
    pub plate_state: Option<Option<String>>,
    /// Its number in the owner's fleet.
    #[serde(default, deserialize_with = "sent")]
    pub unit_number: Option<Option<String>>,
    /// Color.
    #[serde(default, deserialize_with = "sent")]
    pub color: Option<Option<String>>,
    /// What the odometer shows; another number than on file is kept as a reading of today.
    #[serde(default, deserialize_with = "sent")]
    pub odometer: Option<Option<u32>>,
    /// What the odometer counts in; `mi` for a new one.
    pub odometer_unit: Option<DistanceUnit>,
    /// The day it was first used.
    #[serde(default, deserialize_with = "sent")]
    pub in_service: Option<Option<DayText>>,
    /// What is known of its warranty.
    #[serde(default, deserialize_with = "sent")]
    pub warranty_notes: Option<Option<String>>,
    /// Size of its tires.
    #[serde(default, deserialize_with = "sent")]
    pub tire_size: Option<Option<String>>,
}

/// A vehicle was saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VehicleSaved {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// As saved.
    pub vehicle: Vehicle,
    /// What to look at twice, such as a VIN whose check digit does not hold.
    pub warnings: Vec<String>,
}

/// Asks for one vehicle: exactly one of `vehicle_id` and `vin`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleGet")]
pub struct GetVehicle {
    /// By id.
    #[serde(default)]
    pub vehicle_id: Option<VehicleIdText>,
    /// By VIN as typed or scanned.
    #[serde(default)]
    pub vin: Option<String>,
}

/// A vehicle with its owner, its history and what it needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VehicleResult {
    /// The vehicle.
    pub vehicle: Vehicle,
    /// Its owner.
    pub customer: Option<Customer>,
    /// Its history, newest first, over all owners and the vehicles merged into it.
    pub history: Vec<Service>,
    /// Readings of its odometer, newest first.
    pub readings: Vec<OdometerReading>,
    /// Who owned it before, the last one first.
    pub owners: Vec<FormerOwner>,
    /// What was declined and not done since, newest first.
    pub deferrals: Vec<DeferredJob>,
    /// What it needs next, the most pressing first, each with the reason.
    pub recommendations: Vec<Recommendation>,
    /// Parts sold for it whose warranty may still run, the newest first.
    pub warranty_flags: Vec<WarrantyFlag>,
    /// Which goes on in its place, if it was merged away.
    pub merged_into: Option<VehicleIdText>,
    /// Which were merged into it.
    pub absorbed: Vec<VehicleIdText>,
}

/// A reading of an odometer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OdometerReading {
    /// The day.
    pub on: DayText,
    /// Coming in or going out.
    pub moment: ReadingMoment,
    /// What the meter showed.
    pub shown: u32,
    /// What it counts in.
    pub unit: DistanceUnit,
    /// How far the vehicle had come in all.
    pub total: u64,
    /// Why it may be lower than the one before.
    pub claim: OdometerClaim,
}

/// When in a visit a reading was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadingMoment {
    /// Coming in.
    In,
    /// Going out.
    Out,
}

/// What an odometer counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DistanceUnit {
    /// Kilometres.
    Km,
    /// Statute miles.
    Mi,
}

/// What a person says about a reading that is lower than the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum OdometerClaim {
    /// Nothing: the same meter went on counting.
    #[default]
    Plain,
    /// The counter passed its last number and began again at zero.
    RolledOver {
        /// How many digits it shows: 5 or 6.
        digits: u8,
    },
    /// The meter was replaced.
    Replaced {
        /// What the old meter showed last.
        old_last: u32,
        /// What the new one showed when it was put in.
        new_first: u32,
    },
    /// The reading before was wrong and this one is right.
    CorrectsEarlier,
}

/// A time in which someone owned a vehicle.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FormerOwner {
    /// Who.
    pub customer_id: CustomerIdText,
    /// Their name.
    pub name: Option<String>,
    /// The day the shop heard that they no longer do.
    pub until: DayText,
    /// The odometer then.
    pub odometer: Option<u32>,
}

/// Work that was declined.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeferredJob {
    /// The job, for `ticket.add_job`.
    pub job_id: TicketJobIdText,
    /// The ticket it was proposed on first.
    pub ticket_id: TicketIdText,
    /// What was to be done.
    pub title: String,
    /// Why it was declined.
    pub reason: String,
    /// When to ask again.
    pub follow_up: Option<DayText>,
    /// What it came to then, before discounts and tax, in minor units; only for those who may see prices.
    pub amount: Option<i64>,
    /// The day it was declined.
    pub declined_on: DayText,
    /// The odometer then.
    pub odometer: Option<u32>,
}

/// Something a vehicle needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Recommendation {
    /// What.
    pub title: String,
    /// Why, in words.
    pub reason: String,
    /// How pressing it is.
    pub urgency: Urgency,
    /// The day it is due.
    pub due_on: Option<DayText>,
    /// The distance in all that it is due at.
    pub due_odometer: Option<u64>,
    /// The canned job that does it.
    pub canned_job_id: Option<CannedJobIdText>,
    /// The declined job behind it, for `ticket.add_job`.
    pub deferral_job_id: Option<TicketJobIdText>,
}

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// The day or the reading has passed.
    Overdue,
    /// It was declined.
    Deferred,
    /// It is due soon.
    Due,
}

/// An earlier sale whose warranty may cover it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WarrantyFlag {
    /// The ticket it was sold on.
    pub ticket_id: TicketIdText,
    /// That ticket's number.
    pub ticket_number: String,
    /// Its line.
    pub line_id: LineIdText,
    /// The part, if it is one.
    pub part_id: Option<PartIdText>,
    /// What was sold.
    pub description: String,
    /// The day it was sold.
    pub sold_on: DayText,
    /// The last day of the warranty, if time is limited.
    pub until: Option<DayText>,
    /// The last reading of the warranty, if distance is limited and known.
    pub until_odometer: Option<u64>,
    /// Whether the odometer must be read before anyone can say.
    pub odometer_missing: bool,
}

/// Searches vehicles by VIN or its end, plate, or words of year, make and model.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleSearch")]
pub struct SearchVehicles {
    /// What was typed.
    pub query: String,
    /// At most so many; 20 when absent.
    pub limit: Option<u32>,
}

/// Vehicles that were found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "VehiclesFound")]
pub struct FoundVehicles {
    /// The best first.
    pub vehicles: Vec<Vehicle>,
}

/// Reads a scanned or typed VIN.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleByVin")]
pub struct ByVin {
    /// What the scanner read or a person typed.
    pub text: String,
}

/// What a scan says of a vehicle.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "VehicleByVinResult")]
pub struct ByVinResult {
    /// The VIN that was read; absent when the text holds none.
    pub vin: Option<String>,
    /// Why the text holds none.
    pub fault: Option<String>,
    /// What the check digit says.
    pub check: Option<VinCheck>,
    /// Repairs to offer: I becomes 1, O and Q become 0. A person chooses.
    pub suggestions: Vec<VinSuggestion>,
    /// The vehicle with its history, if it is on file.
    pub found: Option<VehicleResult>,
    /// What the VIN says of a vehicle that is not on file.
    pub new: Option<NewVehicle>,
}

/// What the check digit of a VIN says.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VinCheck {
    /// Whether it holds.
    pub valid: bool,
    /// The digit that would be right.
    pub expected: Option<String>,
    /// Whether a person must look again before the number is kept: the digit is law in North America.
    pub needs_confirmation: bool,
}

/// A VIN that the text may have meant.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VinSuggestion {
    /// The number after the repair.
    pub vin: String,
    /// Whether its check digit holds.
    pub valid: bool,
    /// What was changed, e.g. `position 1: I to 1`.
    pub changes: Vec<String>,
}

/// What a VIN says of a vehicle.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NewVehicle {
    /// The VIN.
    pub vin: String,
    /// The make to fill in, when only one is possible.
    pub make: Option<String>,
    /// The makes it can be.
    pub makes: Vec<String>,
    /// The year to fill in, for a person to confirm.
    pub year: Option<u16>,
    /// The years it can be.
    pub years: Vec<u16>,
    /// Where its maker has its seat, ISO 3166-1.
    pub country: Option<String>,
}

/// Gives a vehicle another owner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleChangeOwner")]
pub struct ChangeOwner {
    /// Idempotency key.
    pub key: Key,
    /// Which vehicle.
    pub vehicle_id: VehicleIdText,
    /// Whose it is now.
    pub customer_id: CustomerIdText,
    /// The odometer at the sale.
    pub odometer: Option<u32>,
}

/// Records what an odometer shows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleReadOdometer")]
pub struct ReadOdometer {
    /// Idempotency key.
    pub key: Key,
    /// Which vehicle.
    pub vehicle_id: VehicleIdText,
    /// What the meter shows.
    pub shown: u32,
    /// What it counts in; as on file when absent.
    pub unit: Option<DistanceUnit>,
    /// Why it may be lower than the last one.
    #[serde(default)]
    pub claim: OdometerClaim,
}

/// Makes one vehicle of two.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VehicleMerge")]
pub struct MergeVehicles {
    /// Idempotency key.
    pub key: Key,
    /// Which goes.
    pub from_id: VehicleIdText,
    /// Which goes on.
    pub into_id: VehicleIdText,
}

/// What was done on one ticket.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Service {
    /// When.
    pub at: Moment,
    /// The ticket.
    pub ticket_id: TicketIdText,
    /// Its number.
    pub ticket_number: String,
    /// The receipt's number.
    pub receipt_number: String,
    /// The odometer then.
    pub odometer: Option<u32>,
    /// What was done.
    pub lines: Vec<ServiceLine>,
    /// What it came to with tax, in minor units; only for those who may see prices.
    pub total: Option<i64>,
}

/// One line of a service.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ServiceLine {
    /// `part` or `labor`.
    pub kind: crate::v1::ticket::LineKind,
    /// Part number.
    pub number: Option<String>,
    /// What it was.
    pub description: String,
    /// Pieces or hours.
    pub quantity: QuantityText,
}
