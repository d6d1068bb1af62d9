//! Customers and vehicles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::ticket::Summary;
use crate::values::{CustomerIdText, Key, Moment, QuantityText, TicketIdText, VehicleIdText};

/// Searches customers by name, phone, e-mail, plate or the end of a VIN.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerSearch")]
pub struct SearchCustomers {
    /// What was typed.
    pub query: String,
    /// At most so many; 20 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Customers that were found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CustomersFound")]
pub struct FoundCustomers {
    /// The customers.
    pub customers: Vec<Customer>,
}

/// Asks for one customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerGet")]
pub struct GetCustomer {
    /// Which.
    pub customer_id: CustomerIdText,
}

/// A customer with vehicles and tickets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomerResult {
    /// The customer.
    pub customer: Customer,
    /// Their vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Their tickets, newest first.
    pub tickets: Vec<Summary>,
}

/// A customer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Customer {
    /// Id.
    pub id: CustomerIdText,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Notes for everyone at the counter.
    pub notes: Option<String>,
    /// Tickets paid.
    pub visits: u64,
    /// What they came to, in minor units.
    pub spent: i64,
    /// When the last was paid.
    pub last_visit_at: Option<Moment>,
}

/// Adds or changes a customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CustomerSave")]
pub struct SaveCustomer {
    /// Idempotency key.
    pub key: Key,
    /// The customer.
    pub customer: CustomerInput,
}

/// A customer as given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerInput {
    /// Absent: someone new.
    #[serde(default)]
    pub id: Option<CustomerIdText>,
    /// Name.
    pub name: String,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Notes.
    #[serde(default)]
    pub notes: Option<String>,
}

/// A customer was saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomerSaved {
    /// Journal cursor.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// As saved.
    pub customer: Customer,
}

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
    /// Plate.
    pub plate: Option<String>,
    /// Last odometer reading.
    pub odometer: Option<u32>,
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
    pub vehicle: VehicleInput,
}

/// A vehicle as given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleInput {
    /// Absent: a new one.
    #[serde(default)]
    pub id: Option<VehicleIdText>,
    /// Owner.
    pub customer_id: CustomerIdText,
    /// VIN as typed or scanned.
    #[serde(default)]
    pub vin: Option<String>,
    /// Model year.
    #[serde(default)]
    pub year: Option<u16>,
    /// Make.
    pub make: String,
    /// Model.
    pub model: String,
    /// Trim.
    #[serde(default)]
    pub trim: Option<String>,
    /// Plate.
    #[serde(default)]
    pub plate: Option<String>,
    /// Odometer.
    #[serde(default)]
    pub odometer: Option<u32>,
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

/// A vehicle with its owner and history.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VehicleResult {
    /// The vehicle.
    pub vehicle: Vehicle,
    /// Its owner.
    pub customer: Option<Customer>,
    /// Its history, newest first, over all owners.
    pub history: Vec<Service>,
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
    /// What it came to with tax, in minor units.
    pub total: i64,
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
