//! Vehicles of another program's customers.

use domain::ids::{CustomerId, VehicleId};
use domain::import::ImportRefusal;
use domain::people::{ExternalId, Vehicle};
use domain::plate::PlateKey;
use domain::{Event, Refusal};

use super::{Refused, take};
use crate::command::EngineError;
use crate::import::VehicleImport;
use crate::run::Engine;

/// How many vehicles of one owner or plate are looked at.
const SAME_MAX: usize = 500;

type Touched = Vec<(Option<Vehicle>, Vehicle)>;

impl Engine {
    pub(super) fn import_vehicles(
        &mut self,
        system: &str,
        rows: Vec<VehicleImport>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let mut touched = Touched::new();
        for row in rows {
            let number = row.row;
            let taken = self.import_vehicle(system, row, &mut touched);
            refused.row(number, taken)?;
        }
        let changed = touched.into_iter().filter_map(|(before, now)| {
            let unchanged = before.is_some_and(|before| before == now);
            (!unchanged).then(|| now.saved())
        });
        Ok(changed.collect())
    }

    fn import_vehicle(
        &mut self,
        system: &str,
        row: VehicleImport,
        touched: &mut Touched,
    ) -> Result<(), EngineError> {
        let owner = self.owner(system, &row)?;
        let here = touched.iter().position(|(_, now)| is_row(now, owner, &row));
        let known = match here {
            Some(at) => Some(touched[at].1.clone()),
            None => self.known_vehicle(owner, &row)?,
        };
        if let Some(known) = &known
            && known.customer != owner
        {
            return Err(Refusal::VinTaken(known.id).into());
        }
        let before = known.clone();
        let now = match known {
            Some(known) => known,
            None => {
                let id = VehicleId::new(self.ids.next_id());
                Vehicle {
                    odometer_unit: self.rules.distance,
                    ..Vehicle::new(id, owner, row.make.as_str(), row.model.as_str())
                }
            }
        };
        let now = said(now, row).checked().map_err(EngineError::Refused)?;
        let there = here.or_else(|| touched.iter().position(|(_, one)| one.id == now.id));
        match there {
            Some(at) => touched[at].1 = now,
            None => touched.push((before, now)),
        }
        Ok(())
    }

    fn owner(&mut self, system: &str, row: &VehicleImport) -> Result<CustomerId, EngineError> {
        let unknown =
            |word: &str| Refusal::from(ImportRefusal::OwnerUnknown(word.to_owned())).into();
        if let Some(id) = row
            .owner_id
            .as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty())
        {
            let key = ExternalId {
                system: system.to_owned(),
                id: id.to_owned(),
            };
            let owner = self.customer_called(&key.key(), id)?;
            return owner.map(|owner| owner.id).ok_or_else(|| unknown(id));
        }
        let word = row
            .owner_name
            .as_deref()
            .or(row.owner_phone.as_deref())
            .unwrap_or_default();
        let phone = row.owner_phone.as_deref().ok_or_else(|| unknown(word))?;
        let owners = self.customers_at(phone, row.owner_name.as_deref())?;
        match owners.as_slice() {
            [] => Err(unknown(word)),
            [owner] => Ok(owner.id),
            _ => Err(Refusal::from(ImportRefusal::OwnerUnsure(word.to_owned())).into()),
        }
    }

    fn known_vehicle(
        &mut self,
        owner: CustomerId,
        row: &VehicleImport,
    ) -> Result<Option<Vehicle>, EngineError> {
        if let Some(vin) = &row.vin {
            // An owner's vehicle with the same plate and no VIN yet is looked for below.
            if let Some(known) = self.store.vehicle_by_vin(vin)? {
                return Ok(Some(known));
            }
        }
        for found in self
            .store
            .found("vehicle.customer", &owner.to_string(), SAME_MAX)?
        {
            let known = self.store.vehicle(VehicleId::new(found.id))?;
            if let Some(known) = known.filter(|known| is_row(known, owner, row)) {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }
}

fn plate_key(plate: Option<&str>) -> Option<PlateKey> {
    plate.and_then(|plate| PlateKey::parse(plate).ok())
}

/// Tells whether a row is about a vehicle: the same VIN, or the same owner and plate, or the same owner and name where
/// nothing better is known.
fn is_row(now: &Vehicle, owner: CustomerId, row: &VehicleImport) -> bool {
    if let (Some(known), Some(vin)) = (&now.vin, &row.vin) {
        return known == vin;
    }
    if now.customer != owner {
        return false;
    }
    let same = |one: &str, other: &str| one.trim().eq_ignore_ascii_case(other.trim());
    match (
        plate_key(now.plate.as_deref()),
        plate_key(row.plate.as_deref()),
    ) {
        (Some(known), Some(plate)) => known == plate,
        (None, None) => {
            (now.vin.is_none() || row.vin.is_none())
                && now.year == row.year
                && same(&now.make, &row.make)
                && same(&now.model, &row.model)
                && same(
                    now.trim.as_deref().unwrap_or_default(),
                    row.trim.as_deref().unwrap_or_default(),
                )
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn said(known: Vehicle, row: VehicleImport) -> Vehicle {
    let mut now = known;
    let named = |known: &mut String, said: String| {
        if !known.eq_ignore_ascii_case(said.trim()) {
            *known = said;
        }
    };
    named(&mut now.make, row.make);
    named(&mut now.model, row.model);
    take(&mut now.vin, row.vin);
    take(&mut now.year, row.year);
    take(&mut now.trim, row.trim);
    take(&mut now.engine, row.engine);
    // A plate that is only spelled otherwise is the same plate.
    if plate_key(now.plate.as_deref()) != plate_key(row.plate.as_deref()) || now.plate.is_none() {
        take(&mut now.plate, row.plate);
    }
    take(&mut now.plate_state, row.plate_state);
    if row.odometer > now.odometer {
        now.odometer = row.odometer;
    }
    now
}
