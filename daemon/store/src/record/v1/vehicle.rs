//! Vehicles and their history.

use domain::ids::{CannedJobId, CustomerId, LineId, PartId, TicketId, TicketJobId, VehicleId};
use domain::money::{Money, Quantity};
use domain::odometer::{Claim, DistanceUnit, Moment, NewReading, Reading};
use domain::people::{Deferral, ServiceLine, ServiceRecord, Vehicle, VehicleEvent};
use domain::ticket::Warranty;
use domain::vin::Vin;
use jiff::civil::Date;

use crate::record::macros::{form_enum, form_events, form_struct, form_words};

form_events!(VehicleEvent, "vehicle" {
    Saved = "saved"(Box<Vehicle>),
    OwnerChanged = "owner_changed" { from: CustomerId, to: CustomerId, date: Date, odometer: Option<u32>, },
    OdometerRead = "odometer_read"(Reading),
    Serviced = "serviced"(Box<ServiceRecord>),
    ServiceWithdrawn = "service_withdrawn" { ticket: TicketId, },
    Deferred = "deferred"(Box<Deferral>),
    DeferralEnded = "deferral_ended" { job: TicketJobId, by: TicketId, },
    Merged = "merged" { into: VehicleId, },
    Absorbed = "absorbed" { from: VehicleId, },
});

form_struct!(Vehicle, stream id: VehicleId, {
    customer: CustomerId,
    vin: Option<Vin>,
    year: Option<u16>,
    make: String,
    model: String,
    trim: Option<String>,
    engine: Option<String>,
    plate: Option<String>,
    plate_state: Option<String>,
    unit_number: Option<String>,
    color: Option<String>,
    odometer: Option<u32>,
    odometer_unit: DistanceUnit,
    in_service: Option<Date>,
    warranty_notes: Option<String>,
    tire_size: Option<String>,
});

form_words!(DistanceUnit {
    Km = "km",
    Miles = "miles",
});

form_struct!(Reading, {
    read: NewReading,
    claim: Claim,
    total: u64,
});

form_struct!(NewReading, {
    on: Date,
    moment: Moment,
    shown: u32,
    unit: DistanceUnit,
});

form_words!(Moment {
    In = "in",
    Out = "out",
});

form_enum!(Claim {
    Plain = "plain",
    RolledOver = "rolled_over" { digits: u8, },
    Replaced = "replaced" { old_last: u32, new_first: u32, },
    CorrectsEarlier = "corrects_earlier",
});

form_struct!(ServiceRecord, stream vehicle: VehicleId, {
    customer: Option<CustomerId>,
    ticket: TicketId,
    ticket_number: String,
    receipt_number: String,
    odometer: Option<u32>,
    date: Date,
    lines: Vec<ServiceLine>,
    total: Money,
});

form_struct!(ServiceLine, {
    line: LineId,
    part: Option<PartId>,
    part_number: Option<String>,
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
