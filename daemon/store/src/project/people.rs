//! Customers and vehicles with the keys they are found by, and staff.

use domain::people::{Customer, Role, ServiceRecord, Staff, Vehicle};
use engine::StoreError;
use rusqlite::Connection;

use crate::{keys, sql};

pub(super) fn customer_saved(conn: &Connection, customer: &Customer) -> Result<(), StoreError> {
    let doing = "updating the customers";
    let id = customer.id.uuid();
    let name_key = keys::name_key(&customer.name);
    let known = "SELECT name_key, phone, email FROM customer WHERE id = ?";
    type Found = (String, Option<String>, Option<String>);
    let known: Option<Found> = sql::one(conn, doing, known, [id.as_bytes()], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    if let Some((name_key, phone, email)) = known {
        let forget = "DELETE FROM customer_key WHERE kind = ? AND key = ? AND customer = ?";
        for (kind, key) in customer_keys(&name_key, phone.as_deref(), email.as_deref()) {
            sql::run(conn, doing, forget, (kind, key, id.as_bytes()))?;
        }
    }
    let upsert = "INSERT INTO customer (id, name, name_key, phone, email, notes)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,
             phone = excluded.phone, email = excluded.email, notes = excluded.notes";
    let Customer {
        name,
        phone,
        email,
        notes,
        ..
    } = customer;
    sql::run(
        conn,
        doing,
        upsert,
        (id.as_bytes(), name, &name_key, phone, email, notes),
    )?;
    let insert = "INSERT OR IGNORE INTO customer_key (kind, key, customer) VALUES (?, ?, ?)";
    for (kind, key) in customer_keys(&name_key, phone.as_deref(), email.as_deref()) {
        sql::run(conn, doing, insert, (kind, key, id.as_bytes()))?;
    }
    Ok(())
}

fn customer_keys(
    name_key: &str,
    phone: Option<&str>,
    email: Option<&str>,
) -> Vec<(&'static str, String)> {
    let mut found: Vec<_> = name_key
        .split_whitespace()
        .map(|word| ("name", word.to_owned()))
        .collect();
    if let Some(digits) = phone
        .map(keys::phone_digits)
        .filter(|digits| !digits.is_empty())
    {
        found.push(("phone_back", keys::backwards(&digits)));
        found.push(("phone", digits));
    }
    if let Some(email) = email {
        found.push(("email", email.to_lowercase()));
    }
    found
}

pub(super) fn vehicle_saved(conn: &Connection, vehicle: &Vehicle) -> Result<(), StoreError> {
    let replace = "INSERT OR REPLACE INTO vehicle
         (id, customer, vin, vin_back, year, make, model, trim, plate, plate_key, odometer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let (id, customer) = (vehicle.id.uuid(), vehicle.customer.uuid());
    let vin = vehicle.vin.as_ref().map(domain::vin::Vin::as_str);
    let values = (
        id.as_bytes(),
        customer.as_bytes(),
        vin,
        vin.map(keys::backwards),
        vehicle.year,
        &vehicle.make,
        &vehicle.model,
        &vehicle.trim,
        &vehicle.plate,
        vehicle.plate.as_deref().map(keys::plain),
        vehicle.odometer,
    );
    sql::run(conn, "updating the vehicles", replace, values).map(drop)
}

/// The odometer read at a service is the newest one known.
pub(super) fn serviced(conn: &Connection, page: &ServiceRecord) -> Result<(), StoreError> {
    let Some(odometer) = page.odometer else {
        return Ok(());
    };
    let update = "UPDATE vehicle SET odometer = ? WHERE id = ?";
    let vehicle = page.vehicle.uuid();
    let values = (odometer, vehicle.as_bytes());
    sql::run(conn, "updating an odometer", update, values).map(drop)
}

pub(super) fn staff_saved(conn: &Connection, staff: &Staff) -> Result<(), StoreError> {
    let replace = "INSERT OR REPLACE INTO staff (id, name, role, pin_hash) VALUES (?, ?, ?, ?)";
    let id = staff.id.uuid();
    let values = (
        id.as_bytes(),
        &staff.name,
        role_text(staff.role),
        &staff.pin_hash,
    );
    sql::run(conn, "updating the staff", replace, values).map(drop)
}

const fn role_text(role: Role) -> &'static str {
    match role {
        Role::Technician => "technician",
        Role::Clerk => "clerk",
        Role::Advisor => "advisor",
        Role::Manager => "manager",
        Role::Owner => "owner",
    }
}
