//! How facts change a ticket. Nothing is refused here: what happened, happened.

use std::collections::BTreeMap;

use crate::ctx::{Actor, Timestamp};
use crate::event::Event;
use crate::ids::{LineId, PaymentId, TicketJobId};
use crate::money::{Money, Quantity};

use super::event::{Plan, TicketEvent};
use super::job::{Approval, Clocked, TicketJob};
use super::line::Line;
use super::payment::{Payment, Tender};
use super::state::{Presented, Returned, Stage, TaxState, Ticket, TicketStatus};

impl Ticket {
    /// Starts a ticket from its first event; any other event gives nothing.
    #[must_use]
    pub fn from_opened(event: &Event, at: Timestamp, by: &Actor) -> Option<Self> {
        let Event::Ticket(
            id,
            TicketEvent::Opened {
                number,
                currency,
                location,
                inclusive,
            },
        ) = event
        else {
            return None;
        };
        Some(Self {
            id: *id,
            number: number.clone(),
            papers: BTreeMap::new(),
            receipt: None,
            status: TicketStatus::Open,
            stage: Stage::Sale,
            work: None,
            currency: *currency,
            location: location.clone(),
            inclusive: *inclusive,
            customer: None,
            vehicle: None,
            odometer: None,
            odometer_out: None,
            plan: Plan::default(),
            opened_at: at,
            opened_by: by.clone(),
            closed_at: None,
            closed_on: None,
            presented: None,
            jobs: Vec::new(),
            lines: Vec::new(),
            discount: None,
            charges: Vec::new(),
            tax: TaxState::Stale,
            line_taxes: BTreeMap::new(),
            payments: Vec::new(),
            returns: BTreeMap::new(),
            parts_left: Vec::new(),
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
        self.apply_own(event, at);
    }

    fn apply_own(&mut self, event: &TicketEvent, at: Timestamp) {
        match event {
            TicketEvent::Opened { .. } | TicketEvent::Overridden { .. } => {}
            TicketEvent::PartsLeft(left) => self.parts_left.clone_from(left),
            TicketEvent::Attached {
                customer,
                vehicle,
                odometer,
            } => {
                // Whose certificate holds, and with it the tax, may have changed with the customer.
                if customer.is_some() && *customer != self.customer {
                    self.tax = TaxState::Stale;
                }
                self.customer = customer.or(self.customer);
                self.vehicle = vehicle.or(self.vehicle);
                self.odometer = odometer.or(self.odometer);
            }
            TicketEvent::Detached { customer, vehicle } => {
                if *customer {
                    self.customer = None;
                    self.tax = TaxState::Stale;
                }
                if *vehicle {
                    self.vehicle = None;
                    self.odometer = None;
                }
            }
            TicketEvent::Planned(plan) => self.plan.merge(plan),
            // Kept for whoever asks later; the line says the rest.
            TicketEvent::TakenWithoutReceipt { .. } => {}
            TicketEvent::StageMoved {
                stage,
                number,
                odometer_out,
            } => {
                self.stage = *stage;
                self.papers.insert(*stage, number.clone());
                self.odometer_out = odometer_out.or(self.odometer_out);
                // What nobody decided on counts on a quote and not on a work order.
                self.tax = TaxState::Stale;
            }
            TicketEvent::Presented {
                revision,
                total,
                expires,
            } => {
                self.presented = Some(Presented {
                    revision: *revision,
                    total: *total,
                    expires: *expires,
                    at,
                });
            }
            TicketEvent::StatusSet(status) => self.work = Some(status.clone()),
            TicketEvent::JobAdded(_)
            | TicketEvent::JobChanged(_)
            | TicketEvent::JobRemoved(_)
            | TicketEvent::JobDecided { .. }
            | TicketEvent::ClockedOn { .. }
            | TicketEvent::ClockedOff { .. } => self.apply_to_jobs(event, at),
            TicketEvent::LineAdded(_)
            | TicketEvent::LineChanged(_)
            | TicketEvent::LineRemoved(_)
            | TicketEvent::LineReturned { .. }
            | TicketEvent::DiscountSet(_)
            | TicketEvent::ChargesAssessed(_)
            | TicketEvent::TaxAssessed(_)
            | TicketEvent::TaxFailed(_) => self.apply_to_lines(event),
            TicketEvent::PaymentTaken(_)
            | TicketEvent::PaymentRequested(_)
            | TicketEvent::CardStepped { .. }
            | TicketEvent::CardCancelAsked(_)
            | TicketEvent::LinkStepped { .. }
            | TicketEvent::RefundStepped { .. }
            | TicketEvent::PaymentReturned { .. } => self.apply_to_payments(event),
            TicketEvent::Closed { receipt, date, .. } => {
                self.status = TicketStatus::Paid;
                self.receipt = Some(receipt.clone());
                self.closed_at = Some(at);
                self.closed_on = Some(*date);
            }
            TicketEvent::Voided(_) => {
                self.status = TicketStatus::Voided;
                self.closed_at = Some(at);
            }
            TicketEvent::Reversed(_) => self.status = TicketStatus::Reversed,
        }
    }

    fn apply_to_jobs(&mut self, event: &TicketEvent, at: Timestamp) {
        match event {
            TicketEvent::JobAdded(job) => self.jobs.push(job.clone()),
            TicketEvent::JobChanged(job) => {
                if let Some(known) = self.job_mut(job.id) {
                    if known.discount != job.discount {
                        *known = job.clone();
                        self.tax = TaxState::Stale;
                    } else {
                        *known = job.clone();
                    }
                }
            }
            TicketEvent::JobRemoved(id) => self.jobs.retain(|job| job.id != *id),
            TicketEvent::JobDecided { job, approval } => {
                if let Some(job) = self.job_mut(*job) {
                    job.approval = approval.clone();
                    if let Approval::Declined { .. } = approval {
                        job.done = false;
                    }
                }
                self.tax = TaxState::Stale;
            }
            TicketEvent::ClockedOn { job, staff } => {
                if let Some(job) = self.job_mut(*job) {
                    job.clocked.push(Clocked {
                        staff: *staff,
                        from: at,
                        until: None,
                        auto_ended: false,
                    });
                }
            }
            TicketEvent::ClockedOff {
                job,
                staff,
                until,
                auto,
            } => {
                let spans = self.job_mut(*job).map(|job| job.clocked.iter_mut());
                let running = spans
                    .into_iter()
                    .flatten()
                    .find(|span| span.staff == *staff && span.until.is_none());
                if let Some(span) = running {
                    span.until = Some(*until);
                    span.auto_ended = *auto;
                }
            }
            _ => {}
        }
    }

    fn apply_to_lines(&mut self, event: &TicketEvent) {
        match event {
            TicketEvent::LineAdded(line) => {
                self.pin_tax(line);
                self.lines.push(line.clone());
                self.tax = TaxState::Stale;
            }
            TicketEvent::LineChanged(line) => {
                if let Some(known) = self.lines.iter_mut().find(|known| known.id == line.id) {
                    *known = line.clone();
                }
                self.tax = TaxState::Stale;
            }
            TicketEvent::LineRemoved(id) => {
                self.lines.retain(|line| line.id != *id);
                self.line_taxes.remove(id);
                if self.lines.is_empty() {
                    // Nothing is left that could be charged for, and rules are not asked about nothing.
                    self.charges.clear();
                    self.line_taxes.clear();
                }
                self.tax = TaxState::Stale;
            }
            TicketEvent::LineReturned {
                line,
                quantity,
                amount,
                tax,
                ..
            } => self.take_back(*line, *quantity, *amount, *tax),
            TicketEvent::DiscountSet(discount) => {
                self.discount.clone_from(discount);
                self.tax = TaxState::Stale;
            }
            TicketEvent::ChargesAssessed(charges) => {
                let gone = |id: &LineId| charges.iter().all(|charge| charge.id != *id);
                for charge in &self.charges {
                    if gone(&charge.id) {
                        self.line_taxes.remove(&charge.id);
                    }
                }
                self.charges.clone_from(charges);
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
            _ => {}
        }
    }

    /// A line that comes back has its tax from its sale.
    fn pin_tax(&mut self, line: &Line) {
        if let Some(returned) = &line.returned {
            self.line_taxes.insert(line.id, returned.tax);
        }
    }

    /// Sums that do not fit cannot have been decided; if they were recorded all the same, the last good sum stays.
    fn take_back(&mut self, line: LineId, quantity: Quantity, amount: Money, tax: Money) {
        let zero = Money::zero(self.currency);
        let before = self.returns.get(&line).copied().unwrap_or(Returned {
            quantity: Quantity::ZERO,
            amount: zero,
            tax: zero,
        });
        let sum = Quantity::try_new(before.quantity.decimal() + quantity.decimal());
        if let (Ok(quantity), Ok(amount), Ok(tax)) =
            (sum, before.amount.plus(amount), before.tax.plus(tax))
        {
            if quantity == Quantity::ZERO {
                self.returns.remove(&line);
            } else {
                let now = Returned {
                    quantity,
                    amount,
                    tax,
                };
                self.returns.insert(line, now);
            }
        }
    }

    fn apply_to_payments(&mut self, event: &TicketEvent) {
        match event {
            TicketEvent::PaymentTaken(payment) | TicketEvent::PaymentRequested(payment) => {
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
            TicketEvent::LinkStepped {
                payment: id,
                step: new,
            } => {
                if let Some(Tender::Link { step }) = self.tender_mut(*id) {
                    *step = new.clone();
                }
            }
            TicketEvent::RefundStepped {
                payment: id,
                step: new,
            } => {
                if let Some(Tender::CardRefund { step, .. }) = self.tender_mut(*id) {
                    *step = new.clone();
                }
            }
            TicketEvent::PaymentReturned {
                payment, amount, ..
            } => {
                if let Some(payment) = self.payment_mut(*payment)
                    && let Ok(sum) = payment.returned.plus(*amount)
                {
                    payment.returned = sum;
                }
            }
            _ => {}
        }
    }

    fn job_mut(&mut self, id: TicketJobId) -> Option<&mut TicketJob> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }

    fn payment_mut(&mut self, id: PaymentId) -> Option<&mut Payment> {
        self.payments.iter_mut().find(|payment| payment.id == id)
    }

    fn tender_mut(&mut self, id: PaymentId) -> Option<&mut Tender> {
        self.payment_mut(id).map(|payment| &mut payment.tender)
    }
}
