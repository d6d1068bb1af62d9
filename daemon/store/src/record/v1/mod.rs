//! Version 1 of every body: one file for each noun.

mod charge;
mod customer;
mod job;
mod ledger;
mod part;
mod staff;
mod ticket;
mod ticket_line;
mod ticket_payment;
mod values;
mod vehicle;

use domain::Event;
use domain::catalog::PartEvent;
use domain::ids::{CustomerId, EntryId, JobId, PartId, StaffId, TicketId, VehicleId};
use domain::job::JobEvent;
use domain::ledger::Entry;
use domain::people::{CustomerEvent, StaffEvent, VehicleEvent};
use domain::ticket::TicketEvent;
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
    "customer" Customer(CustomerId, CustomerEvent),
    "job" Job(JobId, JobEvent),
    "ledger" Posted(EntryId, Entry),
    "part" Part(PartId, PartEvent),
    "staff" Staff(StaffId, StaffEvent),
    "ticket" Ticket(TicketId, TicketEvent),
    "vehicle" Vehicle(VehicleId, VehicleEvent),
}
