//! The history of a vehicle: what was done to it, and what was put off.

use jiff::civil::Date;

use super::VehicleEvent;
use crate::event::Event;
use crate::ids::{CannedJobId, CustomerId, LineId, PartId, TicketId, TicketJobId, VehicleId};
use crate::money::{Money, Quantity};
use crate::ticket::Warranty;

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

impl ServiceRecord {
    /// Makes the event that it was added.
    #[must_use]
    pub fn recorded(self) -> Event {
        Event::Vehicle(self.vehicle, VehicleEvent::Serviced(Box::new(self)))
    }
}
