//! What can happen to a vehicle, and the lists that puts it on.

use jiff::civil::Date;

use super::Vehicle;
use crate::ids::{CustomerId, TicketId, TicketJobId, VehicleId};
use crate::index::Slot;
use crate::odometer::Reading;
use crate::people::{Deferral, ServiceRecord};
use crate::plate::PlateKey;

/// What can happen to a vehicle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VehicleEvent {
    /// It was added or changed.
    Saved(Box<Vehicle>),
    /// It has another owner; its history stays with it.
    OwnerChanged {
        /// Whose it was.
        from: CustomerId,
        /// Whose it is.
        to: CustomerId,
        /// The shop's day.
        date: Date,
        /// The odometer then.
        odometer: Option<u32>,
    },
    /// Its odometer was read.
    OdometerRead(Reading),
    /// A page was added to its history.
    Serviced(Box<ServiceRecord>),
    /// The sale behind a page was undone.
    ServiceWithdrawn {
        /// Which.
        ticket: TicketId,
    },
    /// Work on it was declined for now.
    Deferred(Box<Deferral>),
    /// Declined work was approved after all.
    DeferralEnded {
        /// The job as it was first proposed.
        job: TicketJobId,
        /// The ticket on which it is done.
        by: TicketId,
    },
    /// It is the same as another one, which goes on.
    Merged {
        /// Which goes on.
        into: VehicleId,
    },
    /// Another one turned out to be this one; its pages belong to this history.
    Absorbed {
        /// Which.
        from: VehicleId,
    },
}

impl VehicleEvent {
    /// Returns what the vehicle is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Saved(vehicle) => {
                let plate = vehicle.plate.as_ref();
                let plate = plate.and_then(|plate| PlateKey::parse(plate).ok());
                vec![
                    Slot::put("vehicle.customer", vehicle.customer),
                    put_or_clear("vehicle.vin", vehicle.vin.as_ref()),
                    put_or_clear("vehicle.plate", plate.as_ref().map(PlateKey::as_str)),
                    put_or_clear("vehicle.unit", vehicle.unit_number.as_ref()),
                ]
            }
            Self::OwnerChanged { to, .. } => vec![Slot::put("vehicle.customer", to)],
            Self::Deferred(deferral) => {
                let day = deferral.follow_up.unwrap_or(NEVER);
                vec![Slot::put("vehicle.deferred", day).at(deferral.job)]
            }
            Self::DeferralEnded { job, .. } => vec![Slot::clear("vehicle.deferred").at(job)],
            Self::Merged { into } => vec![
                Slot::put("vehicle.merged_into", into),
                Slot::clear("vehicle.customer"),
                Slot::clear("vehicle.vin"),
                Slot::clear("vehicle.plate"),
                Slot::clear("vehicle.unit"),
            ],
            Self::Absorbed { from } => vec![Slot::put("vehicle.absorbed", from).at(from)],
            Self::OdometerRead(_) | Self::Serviced(_) | Self::ServiceWithdrawn { .. } => Vec::new(),
        }
    }
}

/// When nobody said when to ask again: after every day that anyone will ask for.
const NEVER: Date = Date::MAX;

fn put_or_clear(name: &'static str, value: Option<impl ToString>) -> Slot {
    value.map_or_else(|| Slot::clear(name), |value| Slot::put(name, value))
}
