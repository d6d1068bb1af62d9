//! Orders about vehicles, and what tickets say of them.

use domain::ctx::Ctx;
use domain::ids::{CustomerId, TicketJobId, VehicleId};
use domain::odometer::{Claim, DistanceUnit, Moment, NewReading, Reading, check_reading};
use domain::people::vehicle::{self, VehicleOrder};
use domain::people::{Deferral, Vehicle, VehicleEvent, VehicleFile, VehicleRefusal};
use domain::text;
use domain::ticket::{Stage, Ticket, TicketEvent};
use domain::vin::Vin;
use domain::{Event, Refusal, Timestamp};

use super::Decision;
use crate::command::{By, EngineError, VehicleCommand, VehicleDraft};
use crate::run::Engine;

impl Engine {
    pub(super) fn decide_vehicle(
        &mut self,
        by: &By,
        now: Timestamp,
        command: VehicleCommand,
    ) -> Result<Decision, EngineError> {
        let ctx = self.ctx(by, now);
        let (id, order) = match command {
            VehicleCommand::Save(draft) => return self.save_vehicle(*draft, &ctx),
            VehicleCommand::Merge { from, into } => {
                let (gone, stays) = (self.vehicle_file(from)?, self.vehicle_file(into)?);
                let events = vehicle::merge(&gone, &stays, self.rules.customers, &ctx);
                return Ok(events.map_err(Refusal::from)?.into());
            }
            VehicleCommand::ChangeOwner {
                vehicle,
                to,
                odometer,
            } => {
                self.customer_file(to)?.lives().map_err(Refusal::from)?;
                (vehicle, VehicleOrder::ChangeOwner { to, odometer })
            }
            VehicleCommand::ReadOdometer {
                vehicle,
                shown,
                unit,
                claim,
            } => {
                let unit = unit.map_or_else(
                    || self.vehicle(vehicle).map(|known| known.odometer_unit),
                    Ok,
                )?;
                let read = reading(shown, unit, Moment::In, &ctx);
                (vehicle, VehicleOrder::ReadOdometer { read, claim })
            }
        };
        let file = self.vehicle_file(id)?;
        let events = vehicle::decide(&file, order, &ctx);
        Ok(events.map_err(Refusal::from)?.into())
    }

    fn save_vehicle(
        &mut self,
        mut draft: VehicleDraft,
        ctx: &Ctx,
    ) -> Result<Decision, EngineError> {
        let file = draft.id.map(|id| self.vehicle_file(id)).transpose()?;
        let mut events = Vec::new();
        let owner = draft.customer.take();
        let mut vehicle = match &file {
            Some(file) => {
                if let Some(into) = file.merged_into {
                    return Err(Refusal::from(VehicleRefusal::MergedAway(into)).into());
                }
                file.saved.clone()
            }
            None => {
                let owner = owner.ok_or(Refusal::TextEmpty { field: "owner" })?;
                Vehicle {
                    odometer_unit: self.rules.distance,
                    ..Vehicle::new(VehicleId::new(self.ids.next_id()), owner, "", "")
                }
            }
        };
        if let Some(to) = owner {
            self.owner_is_on_file(to)?;
            if let Some(file) = file.as_ref().filter(|file| file.saved.customer != to) {
                let order = VehicleOrder::ChangeOwner { to, odometer: None };
                events.extend(vehicle::decide(file, order, ctx).map_err(Refusal::from)?);
                vehicle.customer = to;
            }
        }
        if let Some(vin) = draft.vin.take() {
            vehicle.vin = self.new_vin(vin.as_deref(), draft.id)?;
        }
        let shown = draft.odometer.take();
        let before = vehicle.odometer;
        draft.onto(&mut vehicle);
        let mut read = None;
        match shown {
            Some(Some(shown)) if Some(shown) != before => {
                let earlier = file.as_ref().map(earlier).unwrap_or_default();
                let new = reading(shown, vehicle.odometer_unit, Moment::In, ctx);
                let checked = check_reading(&earlier, new, Claim::Plain);
                let checked = checked.map_err(|refusal| Refusal::Vehicle(refusal.into()))?;
                vehicle.odometer = Some(shown);
                read = Some(Event::Vehicle(
                    vehicle.id,
                    VehicleEvent::OdometerRead(checked),
                ));
            }
            Some(None) => vehicle.odometer = None,
            Some(Some(_)) | None => {}
        }
        events.push(vehicle.checked()?.saved());
        events.extend(read);
        Ok(events.into())
    }

    fn owner_is_on_file(&mut self, id: CustomerId) -> Result<(), EngineError> {
        self.customer_file(id)?.lives().map_err(Refusal::from)?;
        Ok(())
    }

    /// Reads a VIN as typed; it must not be another vehicle's.
    fn new_vin(
        &mut self,
        vin: Option<&str>,
        of: Option<VehicleId>,
    ) -> Result<Option<Vin>, EngineError> {
        let vin = text::optional("VIN", vin, 40)?;
        let vin = vin.map(|vin| Vin::parse(&vin)).transpose();
        let vin = vin.map_err(Refusal::Vin)?;
        if let Some(vin) = &vin
            && let Some(other) = self.store.vehicle_by_vin(vin)?
            && Some(other.id) != of
        {
            return Err(Refusal::VinTaken(other.id).into());
        }
        Ok(vin)
    }

    /// The odometer of a ticket becomes a reading of the vehicle once: when the invoice is made, or when a ticket closes
    /// that never was one. A number that does not fit the earlier readings does not stop the sale; it is left out, and
    /// a person says why it is lower with an order of its own.
    pub(super) fn odometer_read(
        &mut self,
        ticket: &Ticket,
        decided: &[Event],
        ctx: &Ctx,
    ) -> Result<Option<Event>, EngineError> {
        let final_now = decided.iter().any(|event| match event {
            Event::Ticket(_, TicketEvent::StageMoved { stage, .. }) => *stage == Stage::Invoice,
            Event::Ticket(_, TicketEvent::Closed { .. }) => ticket.stage != Stage::Invoice,
            _ => false,
        });
        let Some(id) = ticket.vehicle.filter(|_| final_now) else {
            return Ok(None);
        };
        let (shown, moment) = match (ticket.odometer_out, ticket.odometer) {
            (Some(out), _) => (out, Moment::Out),
            (None, Some(shown)) => (shown, Moment::In),
            (None, None) => return Ok(None),
        };
        let file = self.vehicle_file(id)?;
        let new = reading(shown, file.saved.odometer_unit, moment, ctx);
        let earlier = earlier(&file);
        let known = file.readings.last();
        if known.is_some_and(|last| (last.read.shown, last.read.on) == (new.shown, new.on)) {
            return Ok(None);
        }
        let checked = check_reading(&earlier, new, Claim::Plain).ok();
        Ok(checked.map(|read| Event::Vehicle(id, VehicleEvent::OdometerRead(read))))
    }

    /// Finds work that was declined on the ticket's vehicle and not done since.
    pub(super) fn deferral(
        &mut self,
        ticket: &Ticket,
        job: TicketJobId,
    ) -> Result<Deferral, EngineError> {
        let file = ticket.vehicle.map(|id| self.vehicle_file(id)).transpose()?;
        let found = file.and_then(|file| {
            let mut deferrals = file.deferrals.into_iter();
            deferrals.find(|deferral| deferral.job == job)
        });
        Ok(found.ok_or_else(|| Refusal::from(VehicleRefusal::NoSuchDeferral(job)))?)
    }

    pub(super) fn vehicle_file(&mut self, id: VehicleId) -> Result<VehicleFile, EngineError> {
        let file = self.load::<VehicleFile>(id.uuid())?;
        Ok(file.ok_or(Refusal::NoSuchVehicle(id))?)
    }

    pub(super) fn vehicle(&mut self, id: VehicleId) -> Result<Vehicle, EngineError> {
        Ok(self.store.vehicle(id)?.ok_or(Refusal::NoSuchVehicle(id))?)
    }
}

const fn reading(shown: u32, unit: DistanceUnit, moment: Moment, ctx: &Ctx) -> NewReading {
    NewReading {
        on: ctx.today,
        moment,
        shown,
        unit,
    }
}

/// The readings on file; where only a number was saved, that number on no day in particular.
fn earlier(file: &VehicleFile) -> Vec<Reading> {
    if let (true, Some(shown)) = (file.readings.is_empty(), file.saved.odometer) {
        let read = NewReading {
            on: jiff::civil::Date::MIN,
            moment: Moment::In,
            shown,
            unit: file.saved.odometer_unit,
        };
        return vec![Reading {
            read,
            claim: Claim::Plain,
            total: u64::from(shown),
        }];
    }
    file.readings.clone()
}
