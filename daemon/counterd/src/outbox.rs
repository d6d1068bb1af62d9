//! Who is told what has become durable: the edge, the spool, the card driver and the restocker. Telling never blocks the
//! engine; all but the edge are only woken and look for themselves.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use domain::Event;
use domain::ids::PaymentId;
use domain::job::JobEvent;
use domain::ticket::{CardStep, Tender, TicketEvent};
use engine::{Outbox, Recorded};
use server::EventHub;
use tokio::sync::Notify;

/// Wakes those who work from the journal.
#[derive(Debug, Default)]
pub(crate) struct Wakes {
    pub(crate) jobs: Notify,
    pub(crate) cards: Notify,
    /// Something that stock is ordered by may be another now.
    pub(crate) stock: Notify,
    /// Payments that a person has just asked to be tried, for the first time or again. Only these are ever handed to a
    /// reader: after a restart the set is empty and payments are only asked about.
    pub(crate) cards_asked: Mutex<BTreeSet<PaymentId>>,
}

/// The engine's outbox.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) hub: Arc<EventHub>,
    pub(crate) wakes: Arc<Wakes>,
}

impl Outbox for Told {
    fn committed(&mut self, records: &[Arc<Recorded>]) {
        self.hub.publish(records);
        for record in records {
            match &record.event {
                Event::Job(_, JobEvent::Requested(_) | JobEvent::Retried) => {
                    self.wakes.jobs.notify_one();
                }
                Event::Ticket(_, event) => self.ticket(event),
                Event::Part(..)
                | Event::Purchase(..)
                | Event::Transfer(..)
                | Event::Supplier(..)
                | Event::SupplierPart(..)
                | Event::Policy(..) => self.wakes.stock.notify_one(),
                _ => {}
            }
        }
    }
}

impl Told {
    fn ticket(&self, event: &TicketEvent) {
        match event {
            TicketEvent::PaymentRequested(payment) => match payment.tender {
                Tender::Card { .. } => self.ask(payment.id),
                _ => self.wakes.cards.notify_one(),
            },
            TicketEvent::CardStepped {
                payment,
                step: CardStep::Retrying { .. },
            } => self.ask(*payment),
            TicketEvent::CardCancelAsked(_) => self.wakes.cards.notify_one(),
            _ => {}
        }
    }

    fn ask(&self, payment: PaymentId) {
        if let Ok(mut asked) = self.wakes.cards_asked.lock() {
            asked.insert(payment);
        }
        self.wakes.cards.notify_one();
    }
}
