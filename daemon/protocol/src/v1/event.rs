//! The journal as clients follow it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{
    CustomerIdText, JobIdText, Moment, PartIdText, StaffIdText, TicketIdText, VehicleIdText,
};

/// Asks for events.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EventsSubscribe")]
pub struct Subscribe {
    /// Send everything after this cursor first; absent: only what comes from now on.
    #[serde(default)]
    pub after: Option<u64>,
}

/// Events will follow.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "EventsSubscribed")]
pub struct Subscribed {
    /// The journal's head; with `after`, older events are on their way.
    pub cursor: u64,
}

/// Notification `event`: something happened and is durable. Cursors rise by one, so a gap shows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Event {
    /// Its place in the journal; subscribe with `after` set to the last one seen to miss nothing.
    pub cursor: u64,
    /// `noun.past_verb`.
    pub kind: &'static str,
    /// When.
    pub at: Moment,
    /// Who: `staff:<id>`, `client:<name>` or `daemon`.
    pub actor: String,
    /// The id of the thing it is about.
    pub id: String,
    /// The ticket it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketIdText>,
    /// The job it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobIdText>,
    /// The part it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_id: Option<PartIdText>,
    /// The customer it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<CustomerIdText>,
    /// The vehicle it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_id: Option<VehicleIdText>,
    /// The member of staff it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<StaffIdText>,
}
