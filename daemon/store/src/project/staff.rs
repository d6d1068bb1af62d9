//! The people who work here.

use domain::people::{Role, Staff};
use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

pub(super) fn saved(conn: &Connection, staff: &Staff) -> Result<(), StoreError> {
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
