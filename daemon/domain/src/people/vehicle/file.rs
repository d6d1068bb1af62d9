//! A vehicle with its history: the state that is folded from its story.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Vehicle, VehicleEvent};
use crate::aggregate::Aggregate;
use crate::ctx::{Actor, Timestamp};
use crate::ids::{CustomerId, VehicleId};
use crate::odometer::Reading;
use crate::people::{Deferral, ServiceRecord};

/// A time in which someone owned a vehicle, as far as the shop knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ownership {
    /// Who.
    pub customer: CustomerId,
    /// The day the shop heard that they no longer do.
    pub until: Date,
    /// The odometer then.
    pub odometer: Option<u32>,
}

/// A vehicle's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VehicleFile {
    /// As last saved, with the owner and odometer of now.
    pub saved: Vehicle,
    /// Who owned it before, the first one first.
    pub owners: Vec<Ownership>,
    /// Readings of its odometer, oldest first.
    pub readings: Vec<Reading>,
    /// What was done to it, oldest first.
    pub services: Vec<ServiceRecord>,
    /// What was declined and not done since, oldest first.
    pub deferrals: Vec<Deferral>,
    /// Which goes on in its place.
    pub merged_into: Option<VehicleId>,
    /// Which were merged into it; their pages belong to its history.
    pub absorbed: Vec<VehicleId>,
}

impl Aggregate for VehicleFile {
    type Event = VehicleEvent;

    fn open(_id: Uuid, event: &VehicleEvent, _at: Timestamp, _by: &Actor) -> Option<Self> {
        let VehicleEvent::Saved(saved) = event else {
            return None;
        };
        Some(Self {
            saved: (**saved).clone(),
            owners: Vec::new(),
            readings: Vec::new(),
            services: Vec::new(),
            deferrals: Vec::new(),
            merged_into: None,
            absorbed: Vec::new(),
        })
    }

    fn apply(&mut self, event: &VehicleEvent, _at: Timestamp, _by: &Actor) {
        match event {
            VehicleEvent::Saved(saved) => self.saved = (**saved).clone(),
            VehicleEvent::OwnerChanged {
                from,
                to,
                date,
                odometer,
            } => {
                self.saved.customer = *to;
                self.owners.push(Ownership {
                    customer: *from,
                    until: *date,
                    odometer: *odometer,
                });
            }
            VehicleEvent::OdometerRead(reading) => {
                self.saved.odometer = Some(reading.read.shown);
                self.saved.odometer_unit = reading.read.unit;
                self.readings.push(*reading);
            }
            VehicleEvent::Serviced(record) => self.services.push((**record).clone()),
            VehicleEvent::ServiceWithdrawn { ticket } => {
                self.services.retain(|record| record.ticket != *ticket);
            }
            VehicleEvent::Deferred(deferral) => {
                self.deferrals.retain(|earlier| earlier.job != deferral.job);
                self.deferrals.push((**deferral).clone());
            }
            VehicleEvent::DeferralEnded { job, .. } => {
                self.deferrals.retain(|deferral| deferral.job != *job);
            }
            VehicleEvent::Merged { into } => self.merged_into = Some(*into),
            VehicleEvent::Absorbed { from } => self.absorbed.push(*from),
        }
    }
}
