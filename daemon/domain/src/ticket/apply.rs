//! How facts change a ticket. Nothing is refused here: what happened, happened.

use std::collections::BTreeMap;

use crate::ctx::{Actor, Timestamp};
use crate::event::Event;

use super::{TaxState, Tender, Ticket, TicketEvent, TicketStatus};

impl Ticket {
    /// Starts a ticket from its first event; any other event gives nothing.
    #[must_use]
    pub fn from_opened(event: &Event, at: Timestamp, by: &Actor) -> Option<Self> {
        let Event::Ticket(id, TicketEvent::Opened { number, currency }) = event else {
            return None;
        };
        Some(Self {
            id: *id,
            number: number.clone(),
            receipt: None,
            status: TicketStatus::Open,
            currency: *currency,
            customer: None,
            vehicle: None,
            odometer: None,
            opened_at: at,
            opened_by: by.clone(),
            closed_at: None,
            lines: Vec::new(),
            tax: TaxState::Stale,
            line_taxes: BTreeMap::new(),
            payments: Vec::new(),
            revision: 1,
        })
    }

    /// Folds a ticket's whole story.
    pub fn replay<'a>(
        story: impl IntoIterator<Item = (&'a Event, Timestamp, &'a Actor)>,
    ) -> Option<Self> {
        let mut story = story.into_iter();
        let (first, at, by) = story.next()?;
        let mut ticket = Self::from_opened(first, at, by)?;
        for (event, at, _) in story {
            ticket.apply(event, at);
        }
        Some(ticket)
    }

    /// Applies one fact. Facts about other things leave the ticket as it is.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        let Event::Ticket(id, event) = event else {
            return;
        };
        if *id != self.id {
            return;
        }
        self.revision += 1;
        match event {
            TicketEvent::Attached {
                customer,
                vehicle,
                odometer,
            } => {
                self.customer = customer.or(self.customer);
                self.vehicle = vehicle.or(self.vehicle);
                self.odometer = odometer.or(self.odometer);
            }
            TicketEvent::LineAdded(line) => {
                self.lines.push(line.clone());
                self.tax = TaxState::Stale;
            }
            TicketEvent::LineQuantityChanged {
                line: id,
                quantity,
                amount,
            } => {
                if let Some(line) = self.lines.iter_mut().find(|line| line.id == *id) {
                    line.quantity = *quantity;
                    line.amount = *amount;
                }
                self.tax = TaxState::Stale;
            }
            TicketEvent::LineRemoved(id) => {
                self.lines.retain(|line| line.id != *id);
                self.line_taxes.remove(id);
                self.tax = TaxState::Stale;
            }
            TicketEvent::TaxAssessed(assessment) => {
                self.line_taxes.extend(assessment.changed.iter().copied());
                self.tax = TaxState::Assessed {
                    rule: assessment.rule.clone(),
                    components: assessment.components.clone(),
                };
            }
            TicketEvent::TaxFailed(reason) => self.tax = TaxState::Failed(reason.clone()),
            TicketEvent::CashTaken(payment) | TicketEvent::CardRequested(payment) => {
                self.payments.push(payment.clone());
            }
            TicketEvent::CardStepped {
                payment: id,
                step: new,
            } => {
                if let Some(Tender::Card {
                    step, cancel_asked, ..
                }) = self.tender_mut(*id)
                {
                    *step = new.clone();
                    *cancel_asked &= new.in_flight();
                }
            }
            TicketEvent::CardCancelAsked(id) => {
                if let Some(Tender::Card { cancel_asked, .. }) = self.tender_mut(*id) {
                    *cancel_asked = true;
                }
            }
            TicketEvent::Closed { receipt, .. } => {
                self.status = TicketStatus::Paid;
                self.receipt = Some(receipt.clone());
                self.closed_at = Some(at);
            }
            TicketEvent::Voided(_) => {
                self.status = TicketStatus::Voided;
                self.closed_at = Some(at);
            }
            TicketEvent::Opened { .. } => {}
        }
    }

    fn tender_mut(&mut self, id: crate::ids::PaymentId) -> Option<&mut Tender> {
        self.payments
            .iter_mut()
            .find(|payment| payment.id == id)
            .map(|payment| &mut payment.tender)
    }
}
