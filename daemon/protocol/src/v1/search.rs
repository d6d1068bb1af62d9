//! One box for everything.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::VehicleIdText;

/// Searches parts, customers, vehicles, tickets and canned jobs at once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SearchAll")]
pub struct All {
    /// What was typed or scanned.
    pub query: String,
    /// Only parts that fit this vehicle, or have no fitment.
    pub vehicle_id: Option<VehicleIdText>,
    /// At most so many; 20 when absent, 100 at most.
    pub limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SearchFound")]
pub struct Found {
    /// The most exact first.
    pub hits: Vec<Hit>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SearchHit")]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// How people name it.
    pub label: String,
    /// What tells it from others: a number, a phone, an owner.
    pub detail: Option<String>,
    /// How exactly it was meant.
    pub match_kind: Match,
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SearchKind")]
pub enum Kind {
    /// A ticket.
    Ticket,
    /// A part.
    Part,
    /// A vehicle.
    Vehicle,
    /// A customer.
    Customer,
    /// A canned job.
    CannedJob,
}

/// How exactly something was meant. The first is the most exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "SearchMatch")]
pub enum Match {
    /// The whole number, name, plate, VIN or phone.
    Exact,
    /// Its beginning or end.
    Edge,
    /// Words or a fragment of it.
    Words,
}
