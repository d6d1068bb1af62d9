//! From the domain's values to the wire's, by hand and exhaustive.

mod account;
mod buying;
mod canned;
mod event;
mod people;
mod policy;
mod stock;
mod ticket;
mod till;
mod vehicle;
mod work;

use domain::Actor;
use domain::people::{Role, Staff};

use crate::v1::session;

pub use account::{account, aging, aging_row, credit_move, plan, plan_state, statement};
pub use buying::{purchase, purchase_state, supplier, supplier_part, supplier_return};
pub use canned::{canned, canned_in};
pub use event::{event, kind};
pub use people::{customer, statement_style};
pub use policy::{matrix_out, policy_in, policy_in_force, policy_out};
pub use stock::{core, count, grade_in, line_state, transfer};
pub use ticket::{queue, stage, status, ticket};
pub use till::{paper_in, paper_out, pieces_in, till_figures, till_session};
pub use vehicle::{
    deferral, new_vehicle, reading, recommendation, vehicle, vin_check, vin_suggestion,
    warranty_flag,
};
pub use work::work_sheet;

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
