//! The people who work here, and what their roles are.

use crate::event::Event;
use crate::ids::StaffId;
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};

/// What a person here may do; each role may do what the ones below it may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Works on vehicles; sees no prices.
    Technician,
    /// Sells at the counter and takes money.
    Clerk,
    /// Writes estimates and talks to customers.
    Advisor,
    /// Runs the day: overrides, staff, stock corrections.
    Manager,
    /// Everything.
    Owner,
}

/// A person who works here. The PIN is kept as a slow hash made outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Hash of the PIN in PHC string form; none means they cannot sign in.
    pub pin_hash: Option<String>,
}

impl Staff {
    /// Trims the name and checks its bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::required("name", &self.name, TEXT_LEN_MAX)?;
        Ok(self)
    }
}

/// What can happen to a member of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StaffEvent {
    /// They were added or changed.
    Saved(Staff),
}

impl Staff {
    /// Makes the event that they were saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Staff(self.id, StaffEvent::Saved(self))
    }
}
