//! Work as a technician sees it. Nothing here tells a price.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::v1::order::{ApprovalState, Condition, Stage};
use crate::v1::ticket::{Clocked, LineKind, Status, TicketVehicle};
use crate::values::{
    LineIdText, Moment, PartIdText, QuantityText, StaffIdText, TicketIdText, TicketJobIdText,
};

/// Asks for open work orders.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WorkList")]
pub struct List {
    /// Only this technician's.
    pub technician_id: Option<StaffIdText>,
    /// Only those so far.
    pub work: Option<String>,
    /// At most so many; 100 when absent.
    pub limit: Option<u32>,
}

/// Open work orders.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "WorkListResult")]
pub struct ListResult {
    /// Newest first.
    pub work: Vec<WorkSheet>,
    /// How far work can be, in order; the last one means done.
    pub statuses: Vec<String>,
}

/// Asks for one ticket as work.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WorkGet")]
pub struct Get {
    /// Which ticket.
    pub ticket_id: TicketIdText,
}

/// An order to work was carried out and is durable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "WorkAccepted")]
pub struct Accepted {
    /// Journal cursor after it.
    pub cursor: u64,
    /// Whether this is the first answer given again.
    pub replayed: bool,
    /// The work right after it.
    pub work: WorkSheet,
}

/// A ticket as work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkSheet {
    /// The ticket.
    pub ticket_id: TicketIdText,
    /// Its number.
    pub number: String,
    /// Its number as a work order.
    pub work_order_number: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// What paper it is.
    pub stage: Stage,
    /// How far the work is.
    pub work: Option<String>,
    /// For whom.
    pub customer_name: Option<String>,
    /// For which vehicle.
    pub vehicle: Option<TicketVehicle>,
    /// Its odometer.
    pub odometer: Option<u32>,
    /// The technician in charge.
    pub technician_id: Option<StaffIdText>,
    /// When it was promised.
    pub promised_at: Option<Moment>,
    /// The tag on the key.
    pub key_tag: Option<String>,
    /// What everyone working on it should know.
    pub note: Option<String>,
    /// Its jobs.
    pub jobs: Vec<WorkJob>,
    /// Lines that belong to no job.
    pub lines: Vec<WorkLine>,
    /// Grows with every change.
    pub revision: u64,
}

/// A job as work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkJob {
    /// Id.
    pub id: TicketJobIdText,
    /// What is to be done.
    pub title: String,
    /// What the customer complains of.
    pub note: Option<String>,
    /// What the customer said: only approved work is done.
    pub approval: ApprovalState,
    /// Who does it.
    pub technician_id: Option<StaffIdText>,
    /// Whether it is done.
    pub done: bool,
    /// Why earlier work came back.
    pub comeback: Option<String>,
    /// Time on it.
    pub clocked: Vec<Clocked>,
    /// Its lines.
    pub lines: Vec<WorkLine>,
}

/// A line as work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkLine {
    /// Id.
    pub id: LineIdText,
    /// What it is.
    pub kind: LineKind,
    /// Which part.
    pub part_id: Option<PartIdText>,
    /// Its number.
    pub number: Option<String>,
    /// Its condition.
    pub condition: Option<Condition>,
    /// Serial numbers.
    pub serials: Vec<String>,
    /// What it says.
    pub description: String,
    /// Pieces or hours.
    pub quantity: QuantityText,
}
