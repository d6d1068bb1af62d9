//! Customers, vehicles, their history, and staff.

use domain::ids::{CustomerId, StaffId, VehicleId};
use domain::money::{Currency, Money};
use domain::people::{Customer, Role, ServiceRecord, Staff, Vehicle};
use domain::vin::Vin;
use domain::{Event, Timestamp};
use engine::StoreError;
use engine::queries::CustomerView;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::error::unreadable;
use crate::record::kind;
use crate::{journal, sql};

/// The columns that [`read_view`] reads, in its order, of `customer AS c`.
pub(super) const CUSTOMER_COLUMNS: &str =
    "c.id, c.name, c.phone, c.email, c.notes, c.visits, c.spent, c.currency, c.last_visit_at";
/// The columns that [`read_vehicle`] reads, in its order, of `vehicle AS v`.
pub(super) const VEHICLE_COLUMNS: &str =
    "v.id, v.customer, v.vin, v.year, v.make, v.model, v.trim, v.plate, v.odometer";

/// Loads a customer.
pub(crate) fn customer(conn: &Connection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let query = format!("SELECT {CUSTOMER_COLUMNS} FROM customer AS c WHERE id = ?");
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
    let query = format!("SELECT {VEHICLE_COLUMNS} FROM vehicle AS v WHERE id = ?");
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
    let query =
        format!("SELECT {VEHICLE_COLUMNS} FROM vehicle AS v WHERE vin = ? ORDER BY id LIMIT 1");
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
    let query = format!(
        "SELECT {VEHICLE_COLUMNS} FROM vehicle AS v WHERE customer = ? ORDER BY year DESC, id LIMIT 1000"
    );
    let id = customer.uuid();
    sql::all(
        conn,
        "reading a customer's vehicles",
        &query,
        [id.as_bytes()],
        read_vehicle,
    )
}

pub(super) fn history(
    conn: &Connection,
    vehicle: VehicleId,
    limit: usize,
) -> Result<Vec<(Timestamp, ServiceRecord)>, StoreError> {
    let records = journal::newest(conn, vehicle.uuid(), kind::SERVICE_RECORDED, limit)?;
    let pages = records.into_iter().filter_map(|record| match record.event {
        Event::ServiceRecorded(page) => Some((record.at, page)),
        _ => None,
    });
    Ok(pages.collect())
}

pub(super) fn customer_view(
    conn: &Connection,
    id: CustomerId,
) -> Result<Option<CustomerView>, StoreError> {
    let query = format!("SELECT {CUSTOMER_COLUMNS} FROM customer AS c WHERE id = ?");
    let currency = shop_currency(conn)?;
    sql::one(
        conn,
        "reading a customer",
        &query,
        [id.uuid().as_bytes()],
        |row| read_view(row, currency),
    )
}

/// Returns the currency of the newest ticket: what a customer who never bought anything has spent nothing of.
pub(super) fn shop_currency(conn: &Connection) -> Result<Currency, StoreError> {
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

pub(super) fn read_view(row: &Row<'_>, otherwise: Currency) -> rusqlite::Result<CustomerView> {
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

pub(super) fn read_vehicle(row: &Row<'_>) -> rusqlite::Result<Vehicle> {
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
