//! Who is told what has become durable: the edge, the spool and the card driver. Telling never blocks the engine; the last two
//! are only woken and look in the journal themselves.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use domain::Event;
use domain::ids::PaymentId;
use domain::ticket::CardStep;
use engine::{Outbox, Recorded};
use server::EventHub;
use tokio::sync::Notify;

/// Wakes those who work from the journal.
#[derive(Debug, Default)]
pub(crate) struct Wakes {
    pub(crate) jobs: Notify,
    pub(crate) cards: Notify,
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
                Event::JobRequested(_) | Event::JobRetried { .. } => self.wakes.jobs.notify_one(),
                Event::CardRequested { payment, .. } => self.ask(payment.id),
                Event::CardStepped {
                    payment,
                    step: CardStep::Retrying { .. },
                    ..
                } => self.ask(*payment),
                Event::CardCancelAsked { .. } => self.wakes.cards.notify_one(),
                Event::TicketOpened { .. }
                | Event::TicketAttached { .. }
                | Event::LineAdded { .. }
                | Event::LineQuantityChanged { .. }
                | Event::LineRemoved { .. }
                | Event::TaxAssessed { .. }
                | Event::TaxFailed { .. }
                | Event::CashTaken { .. }
                | Event::CardStepped { .. }
                | Event::TicketClosed { .. }
                | Event::TicketVoided { .. }
                | Event::StockMoved(_)
                | Event::ServiceRecorded(_)
                | Event::PartSaved(_)
                | Event::CustomerSaved(_)
                | Event::VehicleSaved(_)
                | Event::StaffSaved(_)
                | Event::JobStarted { .. }
                | Event::JobSettled { .. } => {}
            }
        }
    }
}

impl Told {
    fn ask(&self, payment: PaymentId) {
        if let Ok(mut asked) = self.wakes.cards_asked.lock() {
            asked.insert(payment);
        }
        self.wakes.cards.notify_one();
    }
}
