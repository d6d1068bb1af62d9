//! Customers, vehicles, their history, and staff.

use domain::Timestamp;
use domain::ids::{CustomerId, StaffId, VehicleId};
use domain::money::{Currency, Money};
use domain::people::{Customer, Role, Staff, Vehicle};
use domain::vin::Vin;
use engine::StoreError;
use engine::queries::CustomerView;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use crate::error::unreadable;
use crate::{keys, sql};

const CUSTOMER: &str =
    "SELECT id, name, phone, email, notes, visits, spent, currency, last_visit_at
     FROM customer";
const VEHICLE: &str = "SELECT id, customer, vin, year, make, model, trim, plate, odometer
     FROM vehicle";
/// Hits fetched by each way of searching.
const HITS_MAX: usize = 200;
/// Words of what was typed that are looked at.
const WORDS_MAX: usize = 6;

/// Loads a customer.
pub(crate) fn customer(conn: &Connection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let query = format!("{CUSTOMER} WHERE id = ?");
    sql::one(
        conn,
        "reading a customer",
        &query,
        [id.uuid().as_bytes()],
        read_customer,
    )
}

/// Loads a vehicle.
pub(crate) fn vehicle(conn: &Connection, id: VehicleId) -> Result<Option<Vehicle>, StoreError> {
    let query = format!("{VEHICLE} WHERE id = ?");
    sql::one(
        conn,
        "reading a vehicle",
        &query,
        [id.uuid().as_bytes()],
        read_vehicle,
    )
}

/// Finds a vehicle by its VIN.
pub(crate) fn vehicle_by_vin(conn: &Connection, vin: &Vin) -> Result<Option<Vehicle>, StoreError> {
    let query = format!("{VEHICLE} WHERE vin = ? ORDER BY id LIMIT 1");
    sql::one(
        conn,
        "looking up a VIN",
        &query,
        [vin.as_str()],
        read_vehicle,
    )
}

/// Loads a member of staff.
pub(crate) fn staff_member(conn: &Connection, id: StaffId) -> Result<Option<Staff>, StoreError> {
    let query = "SELECT id, name, role, pin_hash FROM staff WHERE id = ?";
    sql::one(
        conn,
        "reading staff",
        query,
        [id.uuid().as_bytes()],
        read_staff,
    )
}

pub(super) fn staff(conn: &Connection) -> Result<Vec<Staff>, StoreError> {
    let query = "SELECT id, name, role, pin_hash FROM staff ORDER BY name, id LIMIT 1000";
    sql::all(conn, "reading staff", query, [], read_staff)
}

pub(super) fn vehicles_of(
    conn: &Connection,
    customer: CustomerId,
) -> Result<Vec<Vehicle>, StoreError> {
    let query = format!("{VEHICLE} WHERE customer = ? ORDER BY year DESC, id LIMIT 1000");
    let id = customer.uuid();
    sql::all(
        conn,
        "reading a customer's vehicles",
        &query,
        [id.as_bytes()],
        read_vehicle,
    )
}

pub(super) fn customer_view(
    conn: &Connection,
    id: CustomerId,
) -> Result<Option<CustomerView>, StoreError> {
    let query = format!("{CUSTOMER} WHERE id = ?");
    let currency = shop_currency(conn)?;
    sql::one(
        conn,
        "reading a customer",
        &query,
        [id.uuid().as_bytes()],
        |row| read_view(row, currency),
    )
}

/// Finds customers by words of the name, by the beginning or end of a phone number, by e-mail, or by a vehicle's
/// plate or the end of its VIN. Nothing typed gives those who were here last.
pub(super) fn search_customers(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<CustomerView>, StoreError> {
    let doing = "searching the customers";
    let currency = shop_currency(conn)?;
    let text = text.trim();
    if text.is_empty() {
        let query = format!("{CUSTOMER} ORDER BY last_visit_at DESC LIMIT ?");
        return sql::all(conn, doing, &query, [sql::int(limit)], |row| {
            read_view(row, currency)
        });
    }
    let mut found: Vec<CustomerView> = Vec::new();
    for (condition, values) in ways(text) {
        let query = format!("{CUSTOMER} WHERE {condition} LIMIT {HITS_MAX}");
        let values = params_from_iter(values);
        for view in sql::all(conn, doing, &query, values, |row| read_view(row, currency))? {
            if found
                .iter()
                .all(|other| other.customer.id != view.customer.id)
            {
                found.push(view);
            }
        }
    }
    found.sort_by(|a, b| {
        b.last_visit_at
            .cmp(&a.last_visit_at)
            .then_with(|| a.customer.name.cmp(&b.customer.name))
    });
    found.truncate(limit);
    Ok(found)
}

/// The conditions under which a customer is meant by a text, with their values.
fn ways(text: &str) -> Vec<(String, Vec<Value>)> {
    let mut ways = Vec::new();
    let by_key =
        "id IN (SELECT customer FROM customer_key WHERE kind = ? AND key >= ? AND key < ?)";
    let key = |kind: &str, key: String| {
        (
            by_key.to_owned(),
            vec![
                kind.to_owned().into(),
                key.clone().into(),
                keys::after(&key).into(),
            ],
        )
    };
    let by_vehicle = |column: &str, key: String| {
        let condition =
            format!("id IN (SELECT customer FROM vehicle WHERE {column} >= ? AND {column} < ?)");
        (
            condition,
            vec![key.clone().into(), keys::after(&key).into()],
        )
    };

    let mut words: Vec<String> = keys::words(&keys::folded(text))
        .take(WORDS_MAX)
        .map(str::to_owned)
        .collect();
    // The longest word is the rarest; the others only sift what it finds.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if let Some((first, others)) = words.split_first() {
        let (mut condition, mut values) = key("name", first.clone());
        for other in others {
            condition.push_str(" AND instr(name_key, ?) > 0");
            values.push(format!(" {other}").into());
        }
        ways.push((condition, values));
    }
    let digits = keys::phone_digits(text);
    let phone_like = !text.contains(|c: char| c.is_alphabetic() || c == '@');
    if phone_like && digits.len() >= 3 {
        ways.push(key("phone_back", keys::backwards(&digits)));
        ways.push(key("phone", digits));
    }
    if !text.contains(char::is_whitespace) && text.chars().count() >= 3 {
        ways.push(key("email", text.to_lowercase()));
    }
    let plate = keys::plain(text);
    if plate.chars().count() >= 2 {
        ways.push(by_vehicle("plate_key", plate));
    }
    let vin_end = keys::backwards(text);
    if vin_end.len() >= 4 {
        ways.push(by_vehicle("vin_back", vin_end));
    }
    ways
}

/// Returns the currency of the newest ticket: what a customer who never bought anything has spent nothing of.
fn shop_currency(conn: &Connection) -> Result<Currency, StoreError> {
    let query = "SELECT currency FROM ticket ORDER BY cursor DESC LIMIT 1";
    let found = sql::one(conn, "reading the currency", query, [], |row| {
        row.get_ref(0)?.as_str()?.parse().map_err(unreadable)
    })?;
    Ok(found.unwrap_or(Currency::USD))
}

fn read_customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: CustomerId::new(Uuid::from_bytes(row.get(0)?)),
        name: row.get(1)?,
        phone: row.get(2)?,
        email: row.get(3)?,
        notes: row.get(4)?,
    })
}

fn read_view(row: &Row<'_>, otherwise: Currency) -> rusqlite::Result<CustomerView> {
    let currency = match row.get_ref(7)?.as_str_or_null()? {
        Some(code) => code.parse().map_err(unreadable)?,
        None => otherwise,
    };
    Ok(CustomerView {
        customer: read_customer(row)?,
        visits: sql::count(row.get(5)?),
        spent: Money::new(row.get(6)?, currency),
        last_visit_at: row.get::<_, Option<i64>>(8)?.map(Timestamp::from_unix_ms),
    })
}

fn read_vehicle(row: &Row<'_>) -> rusqlite::Result<Vehicle> {
    let vin = row
        .get_ref(2)?
        .as_str_or_null()?
        .map(Vin::parse)
        .transpose();
    Ok(Vehicle {
        id: VehicleId::new(Uuid::from_bytes(row.get(0)?)),
        customer: CustomerId::new(Uuid::from_bytes(row.get(1)?)),
        vin: vin.map_err(unreadable)?,
        year: row.get(3)?,
        make: row.get(4)?,
        model: row.get(5)?,
        trim: row.get(6)?,
        plate: row.get(7)?,
        odometer: row.get(8)?,
    })
}

fn read_staff(row: &Row<'_>) -> rusqlite::Result<Staff> {
    let role = match row.get_ref(2)?.as_str()? {
        "technician" => Role::Technician,
        "clerk" => Role::Clerk,
        "advisor" => Role::Advisor,
        "manager" => Role::Manager,
        "owner" => Role::Owner,
        other => return Err(unreadable(format!("`{other}` is no role"))),
    };
    Ok(Staff {
        id: StaffId::new(Uuid::from_bytes(row.get(0)?)),
        name: row.get(1)?,
        role,
        pin_hash: row.get(3)?,
    })
}
