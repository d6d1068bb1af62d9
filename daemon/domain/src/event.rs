//! Everything that can have happened. These are the facts that the journal keeps for ever.
//!
//! An event is a thing's id and what happened to it; each noun keeps its own list beside its rules.

use uuid::Uuid;

use crate::catalog::PartEvent;
use crate::ids::{
    CustomerId, EntryId, JobId, PartId, PurchaseId, StaffId, SupplierId, SupplierPartId,
    SupplierReturnId, TicketId, TillId, VehicleId,
};
use crate::index::Slot;
use crate::job::JobEvent;
use crate::ledger::Entry;
use crate::number::DocumentNumber;
use crate::people::{CustomerEvent, StaffEvent, VehicleEvent};
use crate::purchase::PurchaseEvent;
use crate::supplier::{SupplierEvent, SupplierPartEvent};
use crate::supplier_return::SupplierReturnEvent;
use crate::ticket::TicketEvent;
use crate::till::TillEvent;

/// A past fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// Something happened to a customer.
    Customer(CustomerId, CustomerEvent),
    /// Something happened to an order to a device.
    Job(JobId, JobEvent),
    /// The books got an entry.
    Posted(EntryId, Entry),
    /// Something happened to a part or its stock.
    Part(PartId, PartEvent),
    /// Something happened to an order to a supplier.
    Purchase(PurchaseId, PurchaseEvent),
    /// Something happened to a member of staff.
    Staff(StaffId, StaffEvent),
    /// Something happened to a supplier.
    Supplier(SupplierId, SupplierEvent),
    /// Something happened to what a supplier asks for a part.
    SupplierPart(SupplierPartId, SupplierPartEvent),
    /// Something happened to a return to a supplier.
    SupplierReturn(SupplierReturnId, SupplierReturnEvent),
    /// Something happened to a ticket.
    Ticket(TicketId, TicketEvent),
    /// Something happened to a session of the till.
    Till(TillId, TillEvent),
    /// Something happened to a vehicle.
    Vehicle(VehicleId, VehicleEvent),
}

/// The thing an event is about; its events in order are its whole story.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StreamId(pub Uuid);

impl Event {
    /// Returns the thing this event is about.
    #[must_use]
    pub const fn stream(&self) -> StreamId {
        StreamId(match self {
            Self::Customer(id, _) => id.uuid(),
            Self::Job(id, _) => id.uuid(),
            Self::Posted(id, _) => id.uuid(),
            Self::Part(id, _) => id.uuid(),
            Self::Purchase(id, _) => id.uuid(),
            Self::Staff(id, _) => id.uuid(),
            Self::Supplier(id, _) => id.uuid(),
            Self::SupplierPart(id, _) => id.uuid(),
            Self::SupplierReturn(id, _) => id.uuid(),
            Self::Ticket(id, _) => id.uuid(),
            Self::Till(id, _) => id.uuid(),
            Self::Vehicle(id, _) => id.uuid(),
        })
    }

    /// Returns the ticket that the event belongs to, if it is one of a ticket's own story.
    #[must_use]
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ticket(id, _) => Some(*id),
            Self::Customer(..)
            | Self::Job(..)
            | Self::Posted(..)
            | Self::Part(..)
            | Self::Purchase(..)
            | Self::Staff(..)
            | Self::Supplier(..)
            | Self::SupplierPart(..)
            | Self::SupplierReturn(..)
            | Self::Till(..)
            | Self::Vehicle(..) => None,
        }
    }

    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Purchase(_, event) => event.number(),
            Self::SupplierReturn(_, event) => event.number(),
            Self::Ticket(_, event) => event.number(),
            Self::Till(_, event) => event.number(),
            Self::Customer(..)
            | Self::Job(..)
            | Self::Posted(..)
            | Self::Part(..)
            | Self::Staff(..)
            | Self::Supplier(..)
            | Self::SupplierPart(..)
            | Self::Vehicle(..) => None,
        }
    }

    /// Returns what the event's thing is found by from now on.
    #[must_use]
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Self::Ticket(_, event) => event.slots(),
            Self::Purchase(_, event) => event.slots(),
            Self::Supplier(_, event) => event.slots(),
            Self::SupplierPart(_, event) => event.slots(),
            Self::SupplierReturn(_, event) => event.slots(),
            Self::Till(_, event) => event.slots(),
            Self::Posted(_, entry) => vec![Slot::put("ledger.date", entry.date)],
            Self::Vehicle(_, event) => event.slots(),
            Self::Customer(..) | Self::Job(..) | Self::Part(..) | Self::Staff(..) => Vec::new(),
        }
    }
}
