//! Customers, their vehicles, and the people who work here.

use jiff::civil::Date;

use crate::event::Event;
use crate::ids::{
    CannedJobId, CustomerId, LineId, PartId, StaffId, TicketId, TicketJobId, VehicleId,
};
use crate::index::Slot;
use crate::money::{Money, Quantity};
use crate::refusal::Refusal;
use crate::text::{self, TEXT_LEN_MAX};
use crate::ticket::Warranty;
use crate::vin::Vin;

/// A customer as saved. Fields merge one by one, so each save carries every field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Name of the person or firm.
    pub name: String,
    /// Phone as typed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What everyone at the counter should know.
    pub notes: Option<String>,
}

impl Customer {
    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::required("name", &self.name, TEXT_LEN_MAX)?;
        self.phone = text::optional("phone", self.phone.as_deref(), 40)?;
        self.email = text::optional("email", self.email.as_deref(), TEXT_LEN_MAX)?;
        self.notes = text::note("notes", self.notes.as_deref())?;
        Ok(self)
    }
}

/// A vehicle as saved. It keeps its history when its owner changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vehicle {
    /// Its id.
    pub id: VehicleId,
    /// Who owns it now.
    pub customer: CustomerId,
    /// Its VIN, if known.
    pub vin: Option<Vin>,
    /// Model year.
    pub year: Option<u16>,
    /// Make, e.g. `Honda`.
    pub make: String,
    /// Model, e.g. `Civic`.
    pub model: String,
    /// Trim level or engine, as people say it.
    pub trim: Option<String>,
    /// Licence plate.
    pub plate: Option<String>,
    /// Last odometer reading, in the unit the shop uses.
    pub odometer: Option<u32>,
}

impl Vehicle {
    /// Trims the texts and checks every bound.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.make = text::required("make", &self.make, 40)?;
        self.model = text::required("model", &self.model, 60)?;
        self.trim = text::optional("trim", self.trim.as_deref(), 60)?;
        self.plate =
            text::optional("plate", self.plate.as_deref(), 15)?.map(|p| p.to_ascii_uppercase());
        Ok(self)
    }

    /// Returns how people name the vehicle: `2016 Honda Civic LX`.
    #[must_use]
    pub fn label(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        [
            year.as_deref(),
            Some(&self.make),
            Some(&self.model),
            self.trim.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    }
}

/// What was done to a vehicle on one ticket: a page of its history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceRecord {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Who owned it then.
    pub customer: Option<CustomerId>,
    /// The ticket.
    pub ticket: TicketId,
    /// Its number, and the receipt's.
    pub ticket_number: String,
    /// The receipt's number.
    pub receipt_number: String,
    /// The odometer then.
    pub odometer: Option<u32>,
    /// The shop's day.
    pub date: Date,
    /// What was done.
    pub lines: Vec<ServiceLine>,
    /// What it came to, with tax.
    pub total: Money,
}

/// One line of a [`ServiceRecord`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceLine {
    /// The ticket's line.
    pub line: LineId,
    /// The part, if it was one.
    pub part: Option<PartId>,
    /// Its number.
    pub part_number: Option<String>,
    /// What it was.
    pub description: String,
    /// How many pieces or hours; below zero for what came back.
    pub quantity: Quantity,
    /// The job it was part of.
    pub job: Option<String>,
    /// How long the shop stands for it.
    pub warranty: Option<Warranty>,
}

/// Work that the customer did not want done yet; it comes back as a recommendation when the vehicle does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deferral {
    /// The ticket it was proposed on.
    pub ticket: TicketId,
    /// The job there.
    pub job: TicketJobId,
    /// What was to be done.
    pub title: String,
    /// Why it was declined.
    pub reason: String,
    /// When to ask again.
    pub follow_up: Option<Date>,
    /// What it came to then, before discounts and tax.
    pub amount: Money,
    /// The day it was declined.
    pub declined_on: Date,
    /// The odometer then.
    pub odometer: Option<u32>,
    /// The canned job it was made from.
    pub canned: Option<CannedJobId>,
}

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

/// What can happen to a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CustomerEvent {
    /// They were added or changed.
    Saved(Box<Customer>),
}

/// What can happen to a vehicle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VehicleEvent {
    /// It was added or changed.
    Saved(Box<Vehicle>),
    /// A page was added to its history.
    Serviced(Box<ServiceRecord>),
    /// The sale behind a page was undone.
    ServiceWithdrawn {
        /// Which.
        ticket: TicketId,
    },
    /// Work on it was declined for now.
    Deferred(Box<Deferral>),
    /// Declined work was approved after all.
    DeferralEnded {
        /// The job as it was first proposed.
        job: TicketJobId,
        /// The ticket on which it is done.
        by: TicketId,
    },
}

/// What can happen to a member of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StaffEvent {
    /// They were added or changed.
    Saved(Staff),
}

impl VehicleEvent {
    /// Returns what the vehicle is found by from now on: declined work, by the day to ask again.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Deferred(deferral) => {
                let day = deferral.follow_up.unwrap_or(NEVER);
                vec![Slot::put("vehicle.deferred", day).at(deferral.job)]
            }
            Self::DeferralEnded { job, .. } => vec![Slot::clear("vehicle.deferred").at(job)],
            Self::Saved(_) | Self::Serviced(_) | Self::ServiceWithdrawn { .. } => Vec::new(),
        }
    }
}

/// When nobody said when to ask again: after every day that anyone will ask for.
const NEVER: Date = Date::MAX;

impl Customer {
    /// Makes the event that they were saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Customer(self.id, CustomerEvent::Saved(Box::new(self)))
    }
}

impl Vehicle {
    /// Makes the event that it was saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Vehicle(self.id, VehicleEvent::Saved(Box::new(self)))
    }
}

impl ServiceRecord {
    /// Makes the event that it was added.
    #[must_use]
    pub fn recorded(self) -> Event {
        Event::Vehicle(self.vehicle, VehicleEvent::Serviced(Box::new(self)))
    }
}

impl Staff {
    /// Makes the event that they were saved.
    #[must_use]
    pub fn saved(self) -> Event {
        Event::Staff(self.id, StaffEvent::Saved(self))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn customer() -> Customer {
        Customer {
            id: CustomerId::new(Uuid::from_u128(1)),
            name: " Dana Whitfield ".to_owned(),
            phone: Some(" (217) 555-0188 ".to_owned()),
            email: Some(" ".to_owned()),
            notes: Some("line one\nline two\u{7}".to_owned()),
        }
    }

    fn vehicle() -> Vehicle {
        Vehicle {
            id: VehicleId::new(Uuid::from_u128(2)),
            customer: CustomerId::new(Uuid::from_u128(1)),
            vin: None,
            year: Some(2016),
            make: " Honda ".to_owned(),
            model: " Civic ".to_owned(),
            trim: Some(" LX ".to_owned()),
            plate: Some(" ab 12 ".to_owned()),
            odometer: None,
        }
    }

    #[test]
    fn a_customer_is_trimmed_and_notes_keep_their_lines() {
        let checked = customer().checked().unwrap();
        assert_eq!(checked.name, "Dana Whitfield");
        assert_eq!(checked.phone.as_deref(), Some("(217) 555-0188"));
        assert_eq!(checked.email, None);
        assert_eq!(checked.notes.as_deref(), Some("line one\nline two "));
    }

    #[test]
    fn a_customers_bounds_are_named_by_field() {
        type Spoil = fn(&mut Customer, String);
        let fields: [(&'static str, usize, Spoil); 4] = [
            ("name", 200, |customer, text| customer.name = text),
            ("phone", 40, |customer, text| customer.phone = Some(text)),
            ("email", 200, |customer, text| customer.email = Some(text)),
            ("notes", 4_000, |customer, text| customer.notes = Some(text)),
        ];
        for (field, len_max, spoil) in fields {
            let spoilt = |text: String| {
                let mut customer = customer();
                spoil(&mut customer, text);
                customer.checked()
            };
            let too_long = Err(Refusal::TextTooLong { field, len_max });
            assert_eq!(spoilt("ä".repeat(len_max + 1)), too_long);
            assert!(spoilt("ä".repeat(len_max)).is_ok(), "{field}");
            let card = Err(Refusal::CardNumberInText { field });
            assert_eq!(spoilt("4242424242424242".to_owned()), card);
        }
        let mut nameless = customer();
        nameless.name = "\n".to_owned();
        assert_eq!(
            nameless.checked(),
            Err(Refusal::TextEmpty { field: "name" })
        );
    }

    #[test]
    fn a_vehicle_is_trimmed_and_its_plate_upper_case() {
        let checked = vehicle().checked().unwrap();
        assert_eq!(checked.plate.as_deref(), Some("AB 12"));
        assert_eq!(checked.label(), "2016 Honda Civic LX");
        let bare = Vehicle {
            year: None,
            trim: None,
            ..checked
        };
        assert_eq!(bare.label(), "Honda Civic");
    }

    #[test]
    fn a_vehicles_bounds_are_named_by_field() {
        type Spoil = fn(&mut Vehicle, String);
        let fields: [(&'static str, usize, Spoil); 4] = [
            ("make", 40, |vehicle, text| vehicle.make = text),
            ("model", 60, |vehicle, text| vehicle.model = text),
            ("trim", 60, |vehicle, text| vehicle.trim = Some(text)),
            ("plate", 15, |vehicle, text| vehicle.plate = Some(text)),
        ];
        for (field, len_max, spoil) in fields {
            let mut vehicle = vehicle();
            spoil(&mut vehicle, "x".repeat(len_max + 1));
            assert_eq!(
                vehicle.checked(),
                Err(Refusal::TextTooLong { field, len_max })
            );
        }
        for (field, spoil) in [("make", fields[0].2), ("model", fields[1].2)] {
            let mut vehicle = vehicle();
            spoil(&mut vehicle, String::new());
            assert_eq!(vehicle.checked(), Err(Refusal::TextEmpty { field }));
        }
    }

    #[test]
    fn staff_have_names_and_roles_have_an_order() {
        let staff = |name: &str| Staff {
            id: StaffId::new(Uuid::from_u128(3)),
            name: name.to_owned(),
            role: Role::Clerk,
            pin_hash: None,
        };
        assert_eq!(staff(" Sam ").checked().unwrap().name, "Sam");
        assert_eq!(
            staff(" ").checked(),
            Err(Refusal::TextEmpty { field: "name" })
        );
        let ladder = [
            Role::Technician,
            Role::Clerk,
            Role::Advisor,
            Role::Manager,
            Role::Owner,
        ];
        assert!(ladder.is_sorted());
    }
}
