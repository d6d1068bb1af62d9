//! How facts change a ticket. Nothing is refused here: what happened, happened.

use std::collections::BTreeMap;

use crate::ctx::{Actor, Timestamp};
use crate::event::Event;

use super::{TaxState, Tender, Ticket, TicketStatus};

impl Ticket {
    /// Starts a ticket from its first event; any other event gives nothing.
    #[must_use]
    pub fn from_opened(event: &Event, at: Timestamp, by: &Actor) -> Option<Self> {
        let Event::TicketOpened {
            ticket,
            number,
            currency,
        } = event
        else {
            return None;
        };
        Some(Self {
            id: *ticket,
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
        if event.ticket() != Some(self.id) {
            return;
        }
        self.revision += 1;
        match event {
            Event::TicketAttached {
                customer,
                vehicle,
                odometer,
                ..
            } => {
                self.customer = customer.or(self.customer);
                self.vehicle = vehicle.or(self.vehicle);
                self.odometer = odometer.or(self.odometer);
            }
            Event::LineAdded { line, .. } => {
                self.lines.push(line.clone());
                self.tax = TaxState::Stale;
            }
            Event::LineQuantityChanged {
                line: id,
                quantity,
                amount,
                ..
            } => {
                if let Some(line) = self.lines.iter_mut().find(|line| line.id == *id) {
                    line.quantity = *quantity;
                    line.amount = *amount;
                }
                self.tax = TaxState::Stale;
            }
            Event::LineRemoved { line: id, .. } => {
                self.lines.retain(|line| line.id != *id);
                self.line_taxes.remove(id);
                self.tax = TaxState::Stale;
            }
            Event::TaxAssessed { assessment, .. } => {
                self.line_taxes.extend(assessment.changed.iter().copied());
                self.tax = TaxState::Assessed {
                    rule: assessment.rule.clone(),
                    components: assessment.components.clone(),
                };
            }
            Event::TaxFailed { reason, .. } => self.tax = TaxState::Failed(reason.clone()),
            Event::CashTaken { payment, .. } | Event::CardRequested { payment, .. } => {
                self.payments.push(payment.clone());
            }
            Event::CardStepped {
                payment: id,
                step: new,
                ..
            } => {
                if let Some(Tender::Card {
                    step, cancel_asked, ..
                }) = self.tender_mut(*id)
                {
                    *step = new.clone();
                    *cancel_asked &= new.in_flight();
                }
            }
            Event::CardCancelAsked { payment: id, .. } => {
                if let Some(Tender::Card { cancel_asked, .. }) = self.tender_mut(*id) {
                    *cancel_asked = true;
                }
            }
            Event::TicketClosed { receipt, .. } => {
                self.status = TicketStatus::Paid;
                self.receipt = Some(receipt.clone());
                self.closed_at = Some(at);
            }
            Event::TicketVoided { .. } => {
                self.status = TicketStatus::Voided;
                self.closed_at = Some(at);
            }
            Event::TicketOpened { .. }
            | Event::StockMoved(_)
            | Event::ServiceRecorded(_)
            | Event::PartSaved(_)
            | Event::CustomerSaved(_)
            | Event::VehicleSaved(_)
            | Event::StaffSaved(_)
            | Event::JobRequested(_)
            | Event::JobStarted { .. }
            | Event::JobSettled { .. }
            | Event::JobRetried { .. } => {}
        }
    }

    fn tender_mut(&mut self, id: crate::ids::PaymentId) -> Option<&mut Tender> {
        self.payments
            .iter_mut()
            .find(|payment| payment.id == id)
            .map(|payment| &mut payment.tender)
    }
}
