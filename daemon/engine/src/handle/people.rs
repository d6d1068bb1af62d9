//! Orders about customers, vehicles and staff.

use domain::ids::{CustomerId, StaffId, VehicleId};
use domain::people::{Customer, Staff, Vehicle};
use domain::text;
use domain::vin::Vin;
use domain::{Actor, Refusal};

use super::Decision;
use crate::command::{CustomerDraft, EngineError, StaffDraft, VehicleDraft};
use crate::run::Engine;

impl Engine {
    pub(super) fn save_customer(&mut self, draft: CustomerDraft) -> Result<Decision, EngineError> {
        let CustomerDraft {
            id,
            name,
            phone,
            email,
            notes,
        } = draft;
        let known = match id {
            Some(id) => Some(
                self.store
                    .customer(id)?
                    .ok_or(Refusal::NoSuchCustomer(id))?,
            ),
            None => None,
        };
        let id = id.unwrap_or_else(|| CustomerId::new(self.ids.next_id()));
        let mut customer = known.unwrap_or_else(|| Customer::new(id, ""));
        customer.name = name;
        customer.set_phone(phone);
        customer.email = email;
        customer.notes = notes;
        Ok(vec![customer.checked()?.saved()].into())
    }

    pub(super) fn save_vehicle(&mut self, draft: VehicleDraft) -> Result<Decision, EngineError> {
        let VehicleDraft {
            id,
            vin,
            customer,
            year,
            make,
            model,
            trim,
            plate,
            odometer,
        } = draft;
        let known = match id {
            Some(id) => Some(self.vehicle(id)?),
            None => None,
        };
        self.store
            .customer(customer)?
            .ok_or(Refusal::NoSuchCustomer(customer))?;
        let vin = text::optional("VIN", vin.as_deref(), 40)?;
        let vin = vin
            .map(|vin| Vin::parse(&vin))
            .transpose()
            .map_err(Refusal::Vin)?;
        if let Some(vin) = &vin
            && let Some(other) = self.store.vehicle_by_vin(vin)?
            && Some(other.id) != id
        {
            return Err(Refusal::VinTaken(other.id).into());
        }
        let id = id.unwrap_or_else(|| VehicleId::new(self.ids.next_id()));
        let known = known.unwrap_or_else(|| Vehicle::new(id, customer, "", ""));
        let vehicle = Vehicle {
            customer,
            vin,
            year,
            make,
            model,
            trim,
            plate,
            odometer,
            ..known
        };
        Ok(vec![vehicle.checked()?.saved()].into())
    }

    /// Nobody gives a role above their own, nor changes someone above them: a manager's PIN must not open the owner's
    /// door. A program with the scope for staff stands for the owner who made its token.
    pub(super) fn staff_may_be_saved(
        &mut self,
        actor: &Actor,
        draft: &StaffDraft,
    ) -> Result<(), EngineError> {
        let Actor::Staff(by) = actor else {
            return Ok(());
        };
        let own = self
            .store
            .staff(*by)?
            .ok_or(Refusal::NoSuchStaff(*by))?
            .role;
        let known = match draft.id {
            Some(id) => self.store.staff(id)?.map(|staff| staff.role),
            None => None,
        };
        if draft.role > own || known.is_some_and(|role| role > own) {
            return Err(Refusal::RoleForbids.into());
        }
        Ok(())
    }

    pub(super) fn save_staff(&mut self, draft: StaffDraft) -> Result<Decision, EngineError> {
        let StaffDraft {
            id,
            name,
            role,
            pin_hash,
        } = draft;
        let known = match id {
            Some(id) => Some(self.store.staff(id)?.ok_or(Refusal::NoSuchStaff(id))?),
            None => None,
        };
        let pin_hash = pin_hash.or_else(|| known.and_then(|staff| staff.pin_hash));
        let id = id.unwrap_or_else(|| StaffId::new(self.ids.next_id()));
        let staff = Staff {
            id,
            name,
            role,
            pin_hash,
        }
        .checked()?;
        Ok(vec![staff.saved()].into())
    }

    pub(super) fn staff_member(&mut self, id: StaffId) -> Result<Staff, EngineError> {
        Ok(self.store.staff(id)?.ok_or(Refusal::NoSuchStaff(id))?)
    }

    pub(super) fn vehicle(&mut self, id: VehicleId) -> Result<Vehicle, EngineError> {
        Ok(self.store.vehicle(id)?.ok_or(Refusal::NoSuchVehicle(id))?)
    }
}
