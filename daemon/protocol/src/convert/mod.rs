//! From the domain's values to the wire's, by hand and exhaustive.

mod buying;
mod event;
mod ticket;
mod work;

use domain::Actor;
use domain::people::{Role, Staff, Vehicle};

use crate::v1::{people, session};

pub use buying::{purchase, purchase_state, supplier, supplier_part, supplier_return};
pub use event::{event, kind};
pub use ticket::{queue, stage, status, ticket};
pub use work::work_sheet;

/// Words a vehicle for the wire.
#[must_use]
pub fn vehicle(vehicle: &Vehicle) -> people::Vehicle {
    people::Vehicle {
        id: vehicle.id.into(),
        customer_id: vehicle.customer.into(),
        vin: vehicle.vin.as_ref().map(ToString::to_string),
        year: vehicle.year,
        make: vehicle.make.clone(),
        model: vehicle.model.clone(),
        trim: vehicle.trim.clone(),
        plate: vehicle.plate.clone(),
        odometer: vehicle.odometer,
        label: vehicle.label(),
    }
}

/// Words a member of staff for the wire, without the PIN's hash.
#[must_use]
pub fn staff(staff: &Staff) -> session::Staff {
    session::Staff {
        id: staff.id.into(),
        name: staff.name.clone(),
        role: role_out(staff.role),
    }
}

/// Words a role for the wire.
#[must_use]
pub const fn role_out(role: Role) -> session::Role {
    match role {
        Role::Technician => session::Role::Technician,
        Role::Clerk => session::Role::Clerk,
        Role::Advisor => session::Role::Advisor,
        Role::Manager => session::Role::Manager,
        Role::Owner => session::Role::Owner,
    }
}

/// Reads a role from the wire.
#[must_use]
pub const fn role_in(role: session::Role) -> Role {
    match role {
        session::Role::Technician => Role::Technician,
        session::Role::Clerk => Role::Clerk,
        session::Role::Advisor => Role::Advisor,
        session::Role::Manager => Role::Manager,
        session::Role::Owner => Role::Owner,
    }
}

/// Words who did something.
#[must_use]
pub fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Staff(id) => format!("staff:{id}"),
        Actor::Client(name) => format!("client:{name}"),
        Actor::Daemon => "daemon".to_owned(),
    }
}
