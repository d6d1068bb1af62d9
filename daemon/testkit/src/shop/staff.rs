//! The people of the demo shop. Their PINs are published on purpose: never use them elsewhere.

use serde::Serialize;

/// One person, in the shape `staff.save` takes.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
pub struct StaffMember {
    pub name: &'static str,
    /// owner, manager, advisor, technician or clerk.
    pub role: &'static str,
    pub pin: &'static str,
}

/// The manager, who signs in to ring up the past tickets.
pub const MANAGER: StaffMember = person("Dana Ortiz", "manager", "4321");

/// Everybody.
pub const STAFF: &[StaffMember] = &[
    MANAGER,
    person("Sam Keller", "advisor", "1111"),
    person("Lee Novak", "technician", "2222"),
    person("Priya Shah", "clerk", "3333"),
    person("Walt Harmon", "owner", "9999"),
];

const fn person(name: &'static str, role: &'static str, pin: &'static str) -> StaffMember {
    StaffMember { name, role, pin }
}
