//! Customers, vehicles, their history, and staff.

use domain::ids::{CustomerId, StaffId, VehicleId};
use domain::money::{Currency, Money};
use domain::odometer::DistanceUnit;
use domain::people::{Customer, CustomerEvent, Role, Staff, Vehicle, VehicleEvent};
use domain::vin::Vin;
use domain::{Event, Timestamp};
use engine::StoreError;
use engine::queries::CustomerView;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::error::unreadable;
use crate::{journal, sql};

/// How many merges in a row are followed: the domain makes one, an import may bring more.
const MERGES_MAX: usize = 8;

/// Loads a customer. All of them stands in the record of their last save; whether their account is on hold may be newer.
pub(crate) fn customer(conn: &Connection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let query = customers("");
    let id = id.uuid();
    sql::one(conn, "reading a customer", &query, [id.as_bytes()], |row| {
        read_customer(row)
    })
}

fn customers(more: &str) -> String {
    format!(
        "SELECT {}, c.hold{more} FROM customer AS c JOIN journal AS r ON r.cursor = c.saved
         WHERE c.id = ?",
        journal::columns_of("r")
    )
}

/// Loads a vehicle. All of it stands in the record of its last save; its owner and its odometer may be newer.
pub(crate) fn vehicle(conn: &Connection, id: VehicleId) -> Result<Option<Vehicle>, StoreError> {
    let query = vehicles("v.id = ?");
    let id = id.uuid();
    let doing = "reading a vehicle";
    sql::one(conn, doing, &query, [id.as_bytes()], read_vehicle)
}

fn vehicles(condition: &str) -> String {
    format!(
        "SELECT {}, v.customer, v.odometer, v.unit
         FROM vehicle AS v CROSS JOIN journal AS r ON r.cursor = v.saved WHERE {condition}",
        journal::columns_of("r")
    )
}

/// Finds a vehicle by its VIN.
pub(crate) fn vehicle_by_vin(conn: &Connection, vin: &Vin) -> Result<Option<Vehicle>, StoreError> {
    let query = vehicles("v.vin = ? AND v.merged_into IS NULL ORDER BY v.id LIMIT 1");
    let doing = "looking up a VIN";
    sql::one(conn, doing, &query, [vin.as_str()], read_vehicle)
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
    let query =
        vehicles("v.customer = ? AND v.merged_into IS NULL ORDER BY v.year DESC, v.id LIMIT 1000");
    let doing = "reading a customer's vehicles";
    let id = customer.uuid();
    sql::all(conn, doing, &query, [id.as_bytes()], read_vehicle)
}

pub(super) fn customer_view(
    conn: &Connection,
    id: CustomerId,
) -> Result<Option<CustomerView>, StoreError> {
    let query = customers(", c.visits, c.spent, c.currency, c.last_visit_at");
    let otherwise = shop_currency(conn)?;
    let id = id.uuid();
    sql::one(conn, "reading a customer", &query, [id.as_bytes()], |row| {
        let currency = match row.get_ref(10)?.as_str_or_null()? {
            Some(code) => code.parse().map_err(unreadable)?,
            None => otherwise,
        };
        Ok(CustomerView {
            customer: read_customer(row)?,
            visits: sql::count(row.get(8)?),
            spent: Money::new(row.get(9)?, currency),
            last_visit_at: row.get::<_, Option<i64>>(11)?.map(Timestamp::from_unix_ms),
        })
    })
}

/// Follows who or what goes on in place of one that was merged into another.
pub(crate) fn goes_on(
    conn: &Connection,
    table: &'static str,
    mut id: Uuid,
) -> Result<Uuid, StoreError> {
    let query = format!("SELECT merged_into FROM {table} WHERE id = ?");
    for _ in 0..MERGES_MAX {
        let doing = "following a merge";
        let next = sql::one(conn, doing, &query, [id.as_bytes()], |row| row.get(0))?;
        match next.flatten() {
            Some(next) => id = Uuid::from_bytes(next),
            None => break,
        }
    }
    Ok(id)
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
    let record = journal::read(row)?;
    let Event::Customer(_, CustomerEvent::Saved(mut customer)) = record.event else {
        return Err(unreadable(format!(
            "record {} is no customer",
            record.cursor
        )));
    };
    if let Some(account) = &mut customer.account {
        account.hold = row.get(7)?;
    }
    Ok(*customer)
}

fn read_vehicle(row: &Row<'_>) -> rusqlite::Result<Vehicle> {
    let record = journal::read(row)?;
    let Event::Vehicle(_, VehicleEvent::Saved(mut vehicle)) = record.event else {
        return Err(unreadable(format!(
            "record {} is no vehicle",
            record.cursor
        )));
    };
    vehicle.customer = CustomerId::new(Uuid::from_bytes(row.get(7)?));
    vehicle.odometer = row.get(8)?;
    vehicle.odometer_unit = match row.get_ref(9)?.as_str()? {
        "mi" => DistanceUnit::Miles,
        "km" => DistanceUnit::Km,
        other => return Err(unreadable(format!("`{other}` is no unit of distance"))),
    };
    Ok(*vehicle)
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
