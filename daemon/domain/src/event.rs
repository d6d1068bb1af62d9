//! Everything that can have happened. These are the facts that the journal keeps for ever.
//!
//! An event is a thing's id and what happened to it; each noun keeps its own list beside its rules.

use uuid::Uuid;

use crate::canned::CannedEvent;
use crate::catalog::PartEvent;
use crate::core_charge::CoreEvent;
use crate::count::CountEvent;
use crate::drawer::DrawerEvent;
use crate::ids::{
    CannedJobId, CoreId, CountId, CustomerId, DrawerOpeningId, EntryId, JobId, PartId, PlanId,
    PolicyId, PurchaseId, StaffId, SupplierId, SupplierPartId, SupplierReturnId, TicketId, TillId,
    TransferId, VehicleId,
};
use crate::index::Slot;
use crate::job::JobEvent;
use crate::ledger::Entry;
use crate::number::DocumentNumber;
use crate::people::{CustomerEvent, StaffEvent, VehicleEvent};
use crate::plan::PlanEvent;
use crate::policy::PolicyEvent;
use crate::purchase::PurchaseEvent;
use crate::supplier::{SupplierEvent, SupplierPartEvent};
use crate::supplier_return::SupplierReturnEvent;
use crate::ticket::TicketEvent;
use crate::till::TillEvent;
use crate::transfer::TransferEvent;

/// A past fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// Something happened to a canned job.
    Canned(CannedJobId, CannedEvent),
    /// Something happened to a core.
    Core(CoreId, CoreEvent),
    /// Something happened to a count of stock.
    Count(CountId, CountEvent),
    /// Something happened to a customer.
    Customer(CustomerId, CustomerEvent),
    /// A cash drawer's sensor told something.
    Drawer(DrawerOpeningId, DrawerEvent),
    /// Something happened to an order to a device.
    Job(JobId, JobEvent),
    /// Something happened to a part or its stock.
    Part(PartId, PartEvent),
    /// Something happened to an installment plan.
    Plan(PlanId, PlanEvent),
    /// A manager set rules of the shop.
    Policy(PolicyId, PolicyEvent),
    /// The books got an entry.
    Posted(EntryId, Entry),
    /// Something happened to an order to a supplier.
    Purchase(PurchaseId, PurchaseEvent),
    /// Something happened to a member of staff.
    Staff(StaffId, StaffEvent),
    /// Something happened to a supplier.
    Supplier(SupplierId, SupplierEvent),
    /// Something happened to what a supplier offers of a part.
    SupplierPart(SupplierPartId, SupplierPartEvent),
    /// Something happened to a return to a supplier.
    SupplierReturn(SupplierReturnId, SupplierReturnEvent),
    /// Something happened to a ticket.
    Ticket(TicketId, TicketEvent),
    /// Something happened to a session of the till.
    Till(TillId, TillEvent),
    /// Something happened to a transfer.
    Transfer(TransferId, TransferEvent),
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
            Self::Canned(id, _) => id.uuid(),
            Self::Core(id, _) => id.uuid(),
            Self::Count(id, _) => id.uuid(),
            Self::Customer(id, _) => id.uuid(),
            Self::Drawer(id, _) => id.uuid(),
            Self::Job(id, _) => id.uuid(),
            Self::Part(id, _) => id.uuid(),
            Self::Plan(id, _) => id.uuid(),
            Self::Policy(id, _) => id.uuid(),
            Self::Posted(id, _) => id.uuid(),
            Self::Purchase(id, _) => id.uuid(),
            Self::Staff(id, _) => id.uuid(),
            Self::Supplier(id, _) => id.uuid(),
            Self::SupplierPart(id, _) => id.uuid(),
            Self::SupplierReturn(id, _) => id.uuid(),
            Self::Ticket(id, _) => id.uuid(),
            Self::Till(id, _) => id.uuid(),
            Self::Transfer(id, _) => id.uuid(),
            Self::Vehicle(id, _) => id.uuid(),
        })
    }

    /// Returns the ticket that the event belongs to, if it is one of a ticket's own story.
    #[must_use]
    pub const fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ticket(id, _) => Some(*id),
            Self::Canned(..)
            | Self::Core(..)
            | Self::Count(..)
            | Self::Customer(..)
            | Self::Drawer(..)
            | Self::Job(..)
            | Self::Part(..)
            | Self::Plan(..)
            | Self::Policy(..)
            | Self::Posted(..)
            | Self::Purchase(..)
            | Self::Staff(..)
            | Self::Supplier(..)
            | Self::SupplierPart(..)
            | Self::SupplierReturn(..)
            | Self::Till(..)
            | Self::Transfer(..)
            | Self::Vehicle(..) => None,
        }
    }

    /// Returns the document number that the event uses up.
    #[must_use]
    pub const fn number(&self) -> Option<&DocumentNumber> {
        match self {
            Self::Count(_, event) => event.number(),
            Self::Customer(_, event) => event.number(),
            Self::Purchase(_, event) => event.number(),
            Self::SupplierReturn(_, event) => event.number(),
            Self::Ticket(_, event) => event.number(),
            Self::Till(_, event) => event.number(),
            Self::Transfer(_, event) => event.number(),
            Self::Canned(..)
            | Self::Core(..)
            | Self::Drawer(..)
            | Self::Job(..)
            | Self::Part(..)
            | Self::Plan(..)
            | Self::Policy(..)
            | Self::Posted(..)
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
            Self::Posted(_, entry) => vec![Slot::put("ledger.date", entry.date)],
            Self::Canned(_, event) => event.slots(),
            Self::Core(_, event) => event.slots(),
            Self::Count(_, event) => event.slots(),
            Self::Customer(_, event) => event.slots(),
            Self::Drawer(_, event) => event.slots(),
            Self::Plan(_, event) => event.slots(),
            Self::Purchase(_, event) => event.slots(),
            Self::Supplier(_, event) => event.slots(),
            Self::SupplierPart(_, event) => event.slots(),
            Self::SupplierReturn(_, event) => event.slots(),
            Self::Ticket(_, event) => event.slots(),
            Self::Till(_, event) => event.slots(),
            Self::Transfer(_, event) => event.slots(),
            Self::Vehicle(_, event) => event.slots(),
            Self::Job(..) | Self::Part(..) | Self::Policy(..) | Self::Staff(..) => Vec::new(),
        }
    }
}
