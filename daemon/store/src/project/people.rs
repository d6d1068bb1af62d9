//! Customers and vehicles with what they are found by, and staff.

use domain::people::{Customer, Role, ServiceRecord, Staff, Vehicle};
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::Connection;

use crate::tokens::Tokens;
use crate::{keys, sql};

pub(super) fn customer_saved(
    conn: &Connection,
    cursor: u64,
    customer: &Customer,
) -> Result<(), StoreError> {
    let doing = "updating the customers";
    let Customer {
        id,
        name,
        phone,
        email,
        notes,
    } = customer;
    let id = id.uuid();
    let known = "SELECT row, name, email FROM customer WHERE id = ?";
    let known: Option<(i64, String)> = sql::one(conn, doing, known, [id.as_bytes()], |row| {
        let tokens = customer_tokens(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?);
        Ok((row.get(0)?, tokens))
    })?;
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO customer (row, id, name, phone, phone_key, phone_back, email, notes)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, phone = excluded.phone,
             phone_key = excluded.phone_key, phone_back = excluded.phone_back,
             email = excluded.email, notes = excluded.notes";
    let digits = phone
        .as_deref()
        .map(keys::phone_digits)
        .filter(|digits| !digits.is_empty());
    let back = digits.as_deref().map(keys::backwards);
    let values = (row, id.as_bytes(), name, phone, digits, back, email, notes);
    sql::run(conn, doing, upsert, values)?;
    let tokens = customer_tokens(name, email.as_deref());
    index(
        conn,
        "customer_token",
        row,
        known.map(|(_, tokens)| tokens),
        tokens,
    )
}

fn customer_tokens(name: &str, email: Option<&str>) -> String {
    let mut tokens = Tokens::default();
    tokens.words(name);
    tokens.words(email.unwrap_or_default());
    tokens.text()
}

pub(super) fn vehicle_saved(
    conn: &Connection,
    cursor: u64,
    vehicle: &Vehicle,
) -> Result<(), StoreError> {
    let doing = "updating the vehicles";
    let (id, customer) = (vehicle.id.uuid(), vehicle.customer.uuid());
    let known = "SELECT row, vin, plate_key, year, make, model, trim FROM vehicle WHERE id = ?";
    let known: Option<(i64, String)> = sql::one(conn, doing, known, [id.as_bytes()], |row| {
        let text = |index| {
            row.get_ref(index)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)
        };
        let words = [text(4)?, text(5)?, text(6)?];
        let tokens = vehicle_tokens([text(1)?, text(2)?], row.get(3)?, words);
        Ok((row.get(0)?, tokens))
    })?;
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO vehicle (row, id, customer, vin, vin_back, year, make, model, trim,
             plate, plate_key, odometer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, vin = excluded.vin,
             vin_back = excluded.vin_back, year = excluded.year, make = excluded.make,
             model = excluded.model, trim = excluded.trim, plate = excluded.plate,
             plate_key = excluded.plate_key, odometer = excluded.odometer";
    let vin = vehicle.vin.as_ref().map(domain::vin::Vin::as_str);
    let Vehicle {
        year,
        make,
        model,
        trim,
        plate,
        odometer,
        ..
    } = vehicle;
    let plate_key = plate.as_deref().map(keys::plain);
    let values = (
        row,
        id.as_bytes(),
        customer.as_bytes(),
        vin,
        vin.map(keys::backwards),
        year,
        make,
        model,
        trim,
        plate,
        &plate_key,
        odometer,
    );
    sql::run(conn, doing, upsert, values)?;
    let words = [Some(make.as_str()), Some(model), trim.as_deref()];
    let tokens = vehicle_tokens([vin, plate_key.as_deref()], *year, words);
    index(
        conn,
        "vehicle_token",
        row,
        known.map(|(_, tokens)| tokens),
        tokens,
    )
}

fn vehicle_tokens(
    numbers: [Option<&str>; 2],
    year: Option<u16>,
    words: [Option<&str>; 3],
) -> String {
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

/// Brings an index up to date. It holds no text, so it has to be told what to forget.
fn index(
    conn: &Connection,
    table: &'static str,
    row: i64,
    before: Option<String>,
    now: String,
) -> Result<(), StoreError> {
    let doing = "updating a search index";
    if before.as_ref() == Some(&now) {
        return Ok(());
    }
    if let Some(before) = before {
        let forget =
            format!("INSERT INTO {table} ({table}, rowid, tokens) VALUES ('delete', ?, ?)");
        sql::run(conn, doing, &forget, (row, before))?;
    }
    let insert = format!("INSERT INTO {table} (rowid, tokens) VALUES (?, ?)");
    sql::run(conn, doing, &insert, (row, now)).map(drop)
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
