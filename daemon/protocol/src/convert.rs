//! From the domain's values to the wire's, by hand and exhaustive.

use domain::people::{Customer, Role, Staff, Vehicle};
use domain::ticket::{CardStep, LineKind, Payment, TaxState, Tender, Ticket, TicketStatus};
use domain::{Actor, Event, Money, Refusal, Timestamp};

use crate::v1::event::Event as WireEvent;
use crate::v1::{people, session, ticket};
use crate::values::{Moment, PriceText, QuantityText};

/// Words a ticket for the wire.
///
/// # Errors
/// [`Refusal::Money`] when its sums do not fit, which the domain rules out beforehand.
pub fn ticket(
    ticket: &Ticket,
    customer: Option<&Customer>,
    vehicle: Option<&Vehicle>,
) -> Result<ticket::Ticket, Refusal> {
    let totals = ticket.totals()?;
    Ok(ticket::Ticket {
        id: ticket.id.into(),
        number: ticket.number.to_string(),
        receipt_number: ticket.receipt.as_ref().map(ToString::to_string),
        status: status(ticket.status),
        currency: ticket.currency.code().to_owned(),
        customer: customer.map(|customer| ticket::TicketCustomer {
            id: customer.id.into(),
            name: customer.name.clone(),
            phone: customer.phone.clone(),
            notes: customer.notes.clone(),
        }),
        vehicle: vehicle.map(|vehicle| ticket::TicketVehicle {
            id: vehicle.id.into(),
            label: vehicle.label(),
            vin: vehicle.vin.as_ref().map(ToString::to_string),
            plate: vehicle.plate.clone(),
        }),
        odometer: ticket.odometer,
        opened_at: Moment(ticket.opened_at),
        closed_at: ticket.closed_at.map(Moment),
        lines: lines(ticket),
        tax: tax(ticket, totals.tax.minor()),
        totals: ticket::Totals {
            parts: totals.parts.minor(),
            labor: totals.labor.minor(),
            subtotal: totals.subtotal.minor(),
            tax: totals.tax.minor(),
            total: totals.total.minor(),
            paid: totals.paid.minor(),
            pending: totals.pending.minor(),
            due: totals.due.minor(),
            change: totals.change.minor(),
        },
        payments: ticket.payments.iter().map(payment).collect(),
        revision: ticket.revision,
    })
}

/// Words a ticket's standing.
#[must_use]
pub const fn status(status: TicketStatus) -> ticket::Status {
    match status {
        TicketStatus::Open => ticket::Status::Open,
        TicketStatus::Paid => ticket::Status::Paid,
        TicketStatus::Voided => ticket::Status::Voided,
    }
}

fn lines(ticket: &Ticket) -> Vec<ticket::Line> {
    let lines = ticket.lines.iter().map(|line| {
        let (kind, part_id, number) = match &line.kind {
            LineKind::Part { part, number, .. } => (
                ticket::LineKind::Part,
                Some((*part).into()),
                Some(number.clone()),
            ),
            LineKind::Labor => (ticket::LineKind::Labor, None, None),
        };
        ticket::Line {
            id: line.id.into(),
            kind,
            part_id,
            number,
            description: line.description.clone(),
            quantity: QuantityText(line.quantity),
            unit_price: PriceText(line.unit_price),
            amount: line.amount.minor(),
            tax: ticket.line_tax(line.id).map(Money::minor),
        }
    });
    lines.collect()
}

fn tax(ticket: &Ticket, amount: i64) -> ticket::Tax {
    let (state, rule, components, problem) = match &ticket.tax {
        TaxState::Stale => (ticket::TaxState::Current, None, Vec::new(), None),
        TaxState::Failed(reason) => (
            ticket::TaxState::Failed,
            None,
            Vec::new(),
            Some(reason.clone()),
        ),
        TaxState::Assessed { rule, components } => {
            let components = components.iter().map(|component| ticket::TaxComponent {
                name: component.name.clone(),
                rate: component.rate.to_string(),
                base: component.base.minor(),
                amount: component.amount.minor(),
            });
            (
                ticket::TaxState::Current,
                Some(rule.clone()),
                components.collect(),
                None,
            )
        }
    };
    ticket::Tax {
        state,
        amount,
        rule,
        components,
        problem,
    }
}

fn payment(payment: &Payment) -> ticket::Payment {
    let mut wire = ticket::Payment {
        id: payment.id.into(),
        tender: ticket::TenderKind::Cash,
        state: ticket::PaymentState::Captured,
        amount: payment.amount.minor(),
        tendered: None,
        change: None,
        card: None,
        problem: None,
        at: Moment(payment.at),
    };
    match &payment.tender {
        Tender::Cash { tendered, change } => {
            wire.tendered = Some(tendered.minor());
            wire.change = Some(change.minor());
        }
        Tender::Card {
            step, cancel_asked, ..
        } => {
            wire.tender = ticket::TenderKind::Card;
            wire.state = card_state(step, *cancel_asked);
            match step {
                CardStep::Captured { card, .. } => {
                    wire.card = Some(ticket::Card {
                        brand: card.brand.clone(),
                        last4: card.last4.clone(),
                    });
                }
                CardStep::Declined { message, .. } => wire.problem = Some(message.clone()),
                CardStep::Unknown { reason, .. } => wire.problem = Some(reason.clone()),
                CardStep::Requested
                | CardStep::Created { .. }
                | CardStep::Dispatching { .. }
                | CardStep::Waiting { .. }
                | CardStep::Authorized { .. }
                | CardStep::Capturing { .. }
                | CardStep::Retrying { .. }
                | CardStep::Canceling { .. }
                | CardStep::Canceled => {}
            }
        }
    }
    wire
}

const fn card_state(step: &CardStep, cancel_asked: bool) -> ticket::PaymentState {
    match step {
        CardStep::Requested
        | CardStep::Created { .. }
        | CardStep::Dispatching { .. }
        | CardStep::Retrying { .. }
            if !cancel_asked =>
        {
            ticket::PaymentState::Requested
        }
        CardStep::Waiting { .. } if !cancel_asked => ticket::PaymentState::Waiting,
        CardStep::Requested
        | CardStep::Created { .. }
        | CardStep::Dispatching { .. }
        | CardStep::Waiting { .. }
        | CardStep::Retrying { .. }
        | CardStep::Canceling { .. } => ticket::PaymentState::Canceling,
        CardStep::Authorized { .. } | CardStep::Capturing { .. } => {
            ticket::PaymentState::Authorized
        }
        CardStep::Captured { .. } => ticket::PaymentState::Captured,
        CardStep::Declined { .. } => ticket::PaymentState::Declined,
        CardStep::Canceled => ticket::PaymentState::Canceled,
        CardStep::Unknown { .. } => ticket::PaymentState::Unknown,
    }
}

/// Words a vehicle for the wire.
#[must_use]
pub fn vehicle(vehicle: &Vehicle) -> people::Vehicle {
    people::Vehicle {
        id: vehicle.id.into(),
        customer_id: vehicle.customer.into(),
        vin: vehicle.vin.as_ref().map(ToString::to_string),
        year: vehicle.year,
        make: vehicle.make.clone(),
        model: vehicle.model.clone(),
        trim: vehicle.trim.clone(),
        plate: vehicle.plate.clone(),
        odometer: vehicle.odometer,
        label: vehicle.label(),
    }
}

/// Words a member of staff for the wire, without the PIN's hash.
#[must_use]
pub fn staff(staff: &Staff) -> session::Staff {
    session::Staff {
        id: staff.id.into(),
        name: staff.name.clone(),
        role: role_out(staff.role),
    }
}

/// Words a role for the wire.
#[must_use]
pub const fn role_out(role: Role) -> session::Role {
    match role {
        Role::Technician => session::Role::Technician,
        Role::Clerk => session::Role::Clerk,
        Role::Advisor => session::Role::Advisor,
        Role::Manager => session::Role::Manager,
        Role::Owner => session::Role::Owner,
    }
}

/// Reads a role from the wire.
#[must_use]
pub const fn role_in(role: session::Role) -> Role {
    match role {
        session::Role::Technician => Role::Technician,
        session::Role::Clerk => Role::Clerk,
        session::Role::Advisor => Role::Advisor,
        session::Role::Manager => Role::Manager,
        session::Role::Owner => Role::Owner,
    }
}

/// Words who did something.
#[must_use]
pub fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Staff(id) => format!("staff:{id}"),
        Actor::Client(name) => format!("client:{name}"),
        Actor::Daemon => "daemon".to_owned(),
    }
}

/// Words an event for the wire: what happened to which thing. Screens read the thing itself again.
#[must_use]
pub fn event(cursor: u64, at: Timestamp, by: &Actor, event: &Event) -> WireEvent {
    let mut wire = WireEvent {
        cursor,
        kind: kind(event),
        at: Moment(at),
        actor: actor(by),
        ticket_id: event.ticket().map(Into::into),
        job_id: None,
        part_id: None,
        customer_id: None,
        vehicle_id: None,
        staff_id: None,
    };
    match event {
        Event::StockMoved(movement) => wire.part_id = Some(movement.part.into()),
        Event::PartSaved(part) => wire.part_id = Some(part.id.into()),
        Event::ServiceRecorded(record) => {
            wire.vehicle_id = Some(record.vehicle.into());
            wire.ticket_id = Some(record.ticket.into());
        }
        Event::CustomerSaved(customer) => wire.customer_id = Some(customer.id.into()),
        Event::VehicleSaved(vehicle) => {
            wire.vehicle_id = Some(vehicle.id.into());
            wire.customer_id = Some(vehicle.customer.into());
        }
        Event::StaffSaved(staff) => wire.staff_id = Some(staff.id.into()),
        Event::JobRequested(job) => {
            wire.job_id = Some(job.id.into());
            wire.ticket_id = match &job.kind {
                domain::job::JobKind::Receipt { ticket, .. } => Some((*ticket).into()),
                domain::job::JobKind::Drawer { ticket, .. } => ticket.map(Into::into),
                domain::job::JobKind::Document { .. } => None,
            };
        }
        Event::JobStarted { job } | Event::JobSettled { job, .. } | Event::JobRetried { job } => {
            wire.job_id = Some((*job).into());
        }
        Event::TicketOpened { .. }
        | Event::TicketAttached { .. }
        | Event::LineAdded { .. }
        | Event::LineQuantityChanged { .. }
        | Event::LineRemoved { .. }
        | Event::TaxAssessed { .. }
        | Event::TaxFailed { .. }
        | Event::CashTaken { .. }
        | Event::CardRequested { .. }
        | Event::CardStepped { .. }
        | Event::CardCancelAsked { .. }
        | Event::TicketClosed { .. }
        | Event::TicketVoided { .. } => {}
    }
    wire
}

/// Returns an event's kind as clients know it.
#[must_use]
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::TicketOpened { .. } => "ticket.opened",
        Event::TicketAttached { .. } => "ticket.attached",
        Event::LineAdded { line, .. } => match line.kind {
            LineKind::Part { .. } => "ticket.part_added",
            LineKind::Labor => "ticket.labor_added",
        },
        Event::LineQuantityChanged { .. } => "ticket.line_changed",
        Event::LineRemoved { .. } => "ticket.line_removed",
        Event::TaxAssessed { .. } => "ticket.taxed",
        Event::TaxFailed { .. } => "ticket.tax_failed",
        Event::CashTaken { .. } => "payment.cash_taken",
        Event::CardRequested { .. } => "payment.card_requested",
        Event::CardStepped { step, .. } => match step {
            CardStep::Requested => "payment.card_requested",
            CardStep::Created { .. } => "payment.card_created",
            CardStep::Dispatching { .. } => "payment.card_dispatching",
            CardStep::Waiting { .. } => "payment.card_waiting",
            CardStep::Authorized { .. } => "payment.card_authorized",
            CardStep::Capturing { .. } => "payment.card_capturing",
            CardStep::Retrying { .. } => "payment.card_retrying",
            CardStep::Captured { .. } => "payment.card_captured",
            CardStep::Declined { .. } => "payment.card_declined",
            CardStep::Canceling { .. } => "payment.card_canceling",
            CardStep::Canceled => "payment.card_canceled",
            CardStep::Unknown { .. } => "payment.card_unknown",
        },
        Event::CardCancelAsked { .. } => "payment.card_cancel_asked",
        Event::TicketClosed { .. } => "ticket.closed",
        Event::TicketVoided { .. } => "ticket.voided",
        Event::StockMoved(movement) => match movement.reason {
            domain::catalog::MoveReason::Sold { .. } => "stock.issued",
            domain::catalog::MoveReason::Adjusted { .. } => "stock.adjusted",
        },
        Event::ServiceRecorded(_) => "service.recorded",
        Event::PartSaved(_) => "part.saved",
        Event::CustomerSaved(_) => "customer.saved",
        Event::VehicleSaved(_) => "vehicle.saved",
        Event::StaffSaved(_) => "staff.saved",
        Event::JobRequested(_) => "job.requested",
        Event::JobStarted { .. } => "job.started",
        Event::JobSettled { .. } => "job.settled",
        Event::JobRetried { .. } => "job.retried",
    }
}
