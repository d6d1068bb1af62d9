//! Version 1 of every body: one file for each noun.

mod canned;
mod charge;
mod core;
mod count;
mod customer;
mod drawer;
mod job;
mod ledger;
mod part;
mod plan;
mod policy;
mod purchase;
mod staff;
mod supplier;
mod supplier_part;
mod supplier_return;
mod ticket;
mod ticket_line;
mod ticket_payment;
mod till;
mod transfer;
mod values;
mod vehicle;

use domain::Event;
use domain::canned::CannedEvent;
use domain::catalog::PartEvent;
use domain::core_charge::CoreEvent;
use domain::count::CountEvent;
use domain::drawer::DrawerEvent;
use domain::ids::{
    CannedJobId, CoreId, CountId, CustomerId, DrawerOpeningId, EntryId, JobId, PartId, PlanId,
    PolicyId, PurchaseId, StaffId, SupplierId, SupplierPartId, SupplierReturnId, TicketId, TillId,
    TransferId, VehicleId,
};
use domain::job::JobEvent;
use domain::ledger::Entry;
use domain::people::{CustomerEvent, StaffEvent, VehicleEvent};
use domain::plan::PlanEvent;
use domain::policy::PolicyEvent;
use domain::purchase::PurchaseEvent;
use domain::supplier::{SupplierEvent, SupplierPartEvent};
use domain::supplier_return::SupplierReturnEvent;
use domain::ticket::TicketEvent;
use domain::till::TillEvent;
use domain::transfer::TransferEvent;
use uuid::Uuid;

use super::RecordFault;
use super::form::{Body, Story};

/// Each noun's name, its variant of [`Event`], its id and what can happen to it.
macro_rules! nouns {
    ($($noun:literal $variant:ident($id:ident, $story:ident),)*) => {
        /// Writes an event's body after what `body` holds and returns its kind.
        pub(super) fn encode(
            event: &Event,
            body: &mut Vec<u8>,
        ) -> Result<&'static str, RecordFault> {
            match event {$(
                Event::$variant(_, story) => {
                    serde_json::to_writer(body, &Body(story))?;
                    Ok(story.kind())
                }
            )*}
        }

        /// Reads an event back; nothing when the kind is not known.
        pub(super) fn decode(
            kind: &str,
            stream: Uuid,
            body: &str,
        ) -> Result<Option<Event>, RecordFault> {
            let mut body = serde_json::Deserializer::from_str(body);
            let noun = kind.split_once('.').map_or(kind, |(noun, _)| noun);
            let event = match noun {
                $($noun => <$story as Story>::get(kind, stream, &mut body)
                    .transpose()?
                    .map(|story| Event::$variant($id::new(stream), story)),)*
                _ => None,
            };
            if event.is_some() {
                body.end()?;
            }
            Ok(event)
        }

        /// The names of all kinds.
        #[cfg(test)]
        pub(super) fn kinds() -> Vec<&'static str> {
            [$(<$story as Story>::KINDS,)*].concat()
        }
    };
}

nouns! {
    "canned" Canned(CannedJobId, CannedEvent),
    "core" Core(CoreId, CoreEvent),
    "count" Count(CountId, CountEvent),
    "customer" Customer(CustomerId, CustomerEvent),
    "drawer" Drawer(DrawerOpeningId, DrawerEvent),
    "job" Job(JobId, JobEvent),
    "ledger" Posted(EntryId, Entry),
    "part" Part(PartId, PartEvent),
    "plan" Plan(PlanId, PlanEvent),
    "policy" Policy(PolicyId, PolicyEvent),
    "purchase" Purchase(PurchaseId, PurchaseEvent),
    "staff" Staff(StaffId, StaffEvent),
    "supplier" Supplier(SupplierId, SupplierEvent),
    "supplier_part" SupplierPart(SupplierPartId, SupplierPartEvent),
    "supplier_return" SupplierReturn(SupplierReturnId, SupplierReturnEvent),
    "ticket" Ticket(TicketId, TicketEvent),
    "till" Till(TillId, TillEvent),
    "transfer" Transfer(TransferId, TransferEvent),
    "vehicle" Vehicle(VehicleId, VehicleEvent),
}
