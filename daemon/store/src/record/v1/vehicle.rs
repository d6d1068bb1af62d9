//! Vehicles and what was done to them.

use domain::ids::{CannedJobId, CustomerId, LineId, PartId, TicketId, TicketJobId, VehicleId};
use domain::money::{Money, Quantity};
use domain::people::{Deferral, ServiceLine, ServiceRecord, Vehicle, VehicleEvent};
use domain::ticket::Warranty;
use domain::vin::Vin;
use jiff::civil::Date;

use crate::record::macros::{form_events, form_struct};

form_events!(VehicleEvent, "vehicle" {
    Saved = "saved"(Box<Vehicle>),
    Serviced = "serviced"(Box<ServiceRecord>),
    ServiceWithdrawn = "service_withdrawn" { ticket: TicketId, },
    Deferred = "deferred"(Box<Deferral>),
    DeferralEnded = "deferral_ended" { job: TicketJobId, by: TicketId, },
});

form_struct!(Vehicle, stream id: VehicleId, {
    customer: CustomerId,
    vin: Option<Vin>,
    year: Option<u16>,
    make: String,
    model: String,
    trim: Option<String>,
    plate: Option<String>,
    odometer: Option<u32>,
});

form_struct!(ServiceRecord, stream vehicle: VehicleId, {
    customer: Option<CustomerId>,
    ticket: TicketId,
    ticket_number as "number": String,
    receipt_number as "receipt": String,
    odometer: Option<u32>,
    date: Date,
    lines: Vec<ServiceLine>,
    total: Money,
});

form_struct!(ServiceLine, {
    line: LineId,
    part: Option<PartId>,
    part_number as "number": Option<String>,
    description: String,
    quantity: Quantity,
    job: Option<String>,
    warranty: Option<Warranty>,
});

form_struct!(Deferral, {
    ticket: TicketId,
    job: TicketJobId,
    title: String,
    reason: String,
    follow_up: Option<Date>,
    amount: Money,
    declined_on: Date,
    odometer: Option<u32>,
    canned: Option<CannedJobId>,
});
