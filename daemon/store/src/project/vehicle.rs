//! Vehicles: what they are found by, and what is newer than their last save.

use domain::ids::VehicleId;
use domain::odometer::DistanceUnit;
use domain::people::{Vehicle, VehicleEvent};
use domain::text::normal_number;
use domain::vin::Vin;
use engine::StoreError;
use rusqlite::Connection;

use super::found;
use crate::tokens::Tokens;
use crate::{keys, sql};

const DOING: &str = "updating the vehicles";

pub(super) fn happened(
    conn: &Connection,
    cursor: u64,
    id: VehicleId,
    event: &VehicleEvent,
) -> Result<(), StoreError> {
    let id = id.uuid();
    match event {
        VehicleEvent::Saved(vehicle) => saved(conn, cursor, vehicle),
        VehicleEvent::OwnerChanged { to, .. } => {
            let update = "UPDATE vehicle SET customer = ?2 WHERE id = ?1";
            sql::run(conn, DOING, update, (id.as_bytes(), to.uuid().as_bytes())).map(drop)
        }
        VehicleEvent::OdometerRead(reading) => {
            let update = "UPDATE vehicle SET odometer = ?2, unit = ?3 WHERE id = ?1";
            let read = &reading.read;
            let values = (id.as_bytes(), read.shown, unit_text(read.unit));
            sql::run(conn, DOING, update, values).map(drop)
        }
        VehicleEvent::Serviced(page) => {
            // The odometer read at a service is the newest one known.
            let update = "UPDATE vehicle SET odometer = coalesce(?2, odometer) WHERE id = ?1";
            sql::run(conn, DOING, update, (id.as_bytes(), page.odometer)).map(drop)
        }
        VehicleEvent::Merged { into } => {
            let update = "UPDATE vehicle SET merged_into = ?2 WHERE id = ?1";
            sql::run(conn, DOING, update, (id.as_bytes(), into.uuid().as_bytes())).map(drop)
        }
        VehicleEvent::ServiceWithdrawn { .. }
        | VehicleEvent::Deferred(_)
        | VehicleEvent::DeferralEnded { .. }
        | VehicleEvent::Absorbed { .. } => Ok(()),
    }
}

fn saved(conn: &Connection, cursor: u64, vehicle: &Vehicle) -> Result<(), StoreError> {
    let (id, customer) = (vehicle.id.uuid(), vehicle.customer.uuid());
    let known = "SELECT row, vin, plate_key, unit_key, year, make, model, trim FROM vehicle
         WHERE id = ?";
    let known: Option<(i64, String)> = sql::one(conn, DOING, known, [id.as_bytes()], |row| {
        let text = |index| {
            let value = row.get_ref(index)?;
            value.as_str_or_null().map_err(rusqlite::Error::from)
        };
        let numbers = [text(1)?, text(2)?, text(3)?];
        let words = [text(5)?, text(6)?, text(7)?];
        Ok((row.get(0)?, tokens(numbers, row.get(4)?, words)))
    })?;
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO vehicle (row, id, saved, customer, odometer, unit, vin, vin_back,
             year, make, model, trim, plate_key, unit_key)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET saved = excluded.saved, customer = excluded.customer,
             odometer = excluded.odometer, unit = excluded.unit, vin = excluded.vin,
             vin_back = excluded.vin_back, year = excluded.year, make = excluded.make,
             model = excluded.model, trim = excluded.trim, plate_key = excluded.plate_key,
             unit_key = excluded.unit_key";
    let Vehicle {
        year,
        make,
        model,
        trim,
        ..
    } = vehicle;
    let vin = vehicle.vin.as_ref().map(Vin::as_str);
    let key = |text: &Option<String>| text.as_deref().map(keys::plain);
    let (plate, unit) = (key(&vehicle.plate), key(&vehicle.unit_number));
    let values = (
        row,
        id.as_bytes(),
        sql::int(cursor),
        customer.as_bytes(),
        vehicle.odometer,
        unit_text(vehicle.odometer_unit),
        vin,
        vin.map(keys::backwards),
        year,
        make,
        model,
        trim,
        &plate,
        &unit,
    );
    sql::run(conn, DOING, upsert, values)?;
    let numbers = [vin, plate.as_deref(), unit.as_deref()];
    let words = [Some(make.as_str()), Some(model), trim.as_deref()];
    let now = tokens(numbers, *year, words);
    let before = known.map(|(_, before)| before);
    found::index(conn, "vehicle_token", row, before, now)
}

fn tokens(numbers: [Option<&str>; 3], year: Option<u16>, words: [Option<&str>; 3]) -> String {
    let mut tokens = Tokens::default();
    for number in numbers.into_iter().flatten() {
        tokens.number(&normal_number(number));
    }
    for text in words.into_iter().flatten() {
        tokens.words(text);
        // `F-150` is two words; people type one.
        tokens.words(&keys::plain(text));
    }
    if let Some(year) = year {
        tokens.words(&year.to_string());
    }
    tokens.text()
}

pub(crate) const fn unit_text(unit: DistanceUnit) -> &'static str {
    match unit {
        DistanceUnit::Miles => "mi",
        DistanceUnit::Km => "km",
    }
}
