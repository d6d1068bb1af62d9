//! The journal for the wire: what happened to which thing. Screens read the thing itself again.

use domain::catalog::PartEvent;
use domain::drawer::DrawerEvent;
use domain::job::{JobEvent, JobKind};
use domain::people::{CustomerEvent, StaffEvent, VehicleEvent};
use domain::stock::move_reason::MoveReason;
use domain::ticket::{CardStep, LineKind, LinkStep, RefundStep, Tender, TicketEvent};
use domain::till::TillEvent;
use domain::{Actor, Event, Timestamp};

use crate::v1::event::Event as WireEvent;
use crate::values::Moment;

/// Words an event for the wire.
#[must_use]
pub fn event(cursor: u64, at: Timestamp, by: &Actor, event: &Event) -> WireEvent {
    let mut wire = WireEvent {
        cursor,
        kind: kind(event),
        at: Moment(at),
        actor: super::actor(by),
        id: event.stream().0.to_string(),
        ticket_id: event.ticket().map(Into::into),
        job_id: None,
        part_id: None,
        customer_id: None,
        vehicle_id: None,
        staff_id: None,
    };
    match event {
        Event::Part(id, _) => wire.part_id = Some((*id).into()),
        Event::Vehicle(id, event) => {
            wire.vehicle_id = Some((*id).into());
            match event {
                VehicleEvent::Saved(vehicle) => wire.customer_id = Some(vehicle.customer.into()),
                VehicleEvent::Serviced(record) => wire.ticket_id = Some(record.ticket.into()),
                _ => {}
            }
        }
        Event::Customer(id, _) => wire.customer_id = Some((*id).into()),
        Event::Staff(id, _) => wire.staff_id = Some((*id).into()),
        Event::Job(id, event) => {
            wire.job_id = Some((*id).into());
            if let JobEvent::Requested(job) = event {
                wire.ticket_id = match &job.kind {
                    JobKind::Receipt { ticket, .. } => Some((*ticket).into()),
                    JobKind::Drawer { ticket, .. } => ticket.map(Into::into),
                    JobKind::Paper { .. } | JobKind::Reprint { .. } | JobKind::Document { .. } => {
                        None
                    }
                };
            }
        }
        _ => {}
    }
    wire
}

/// Returns an event's kind as clients know it: `noun.past_verb`.
#[must_use]
pub fn kind(event: &Event) -> &'static str {
    match event {
        Event::Ticket(_, event) => ticket(event),
        Event::Part(_, event) => match event {
            PartEvent::Saved(_) => "part.saved",
            PartEvent::Reserved(_) => "stock.reserved",
            PartEvent::LostSale(_) => "stock.sale_lost",
            PartEvent::Moved(movement) => match movement.reason {
                MoveReason::Sold { .. } => "stock.issued",
                MoveReason::Adjusted { .. } => "stock.adjusted",
                _ => "stock.moved",
            },
        },
        Event::Vehicle(_, event) => match event {
            VehicleEvent::Saved(_) => "vehicle.saved",
            VehicleEvent::Serviced(_) => "service.recorded",
            VehicleEvent::ServiceWithdrawn { .. } => "service.withdrawn",
            VehicleEvent::Deferred(_) => "service.deferred",
            VehicleEvent::DeferralEnded { .. } => "service.deferral_ended",
            VehicleEvent::OwnerChanged { .. } => "vehicle.owner_changed",
            VehicleEvent::OdometerRead(_) => "vehicle.odometer_read",
            VehicleEvent::Merged { .. } => "vehicle.merged",
            VehicleEvent::Absorbed { .. } => "vehicle.absorbed",
        },
        Event::Customer(_, event) => match event {
            CustomerEvent::Saved(_) => "customer.saved",
            CustomerEvent::AccountHeld { .. } => "account.held",
            CustomerEvent::AccountCharged(_) => "account.charged",
            CustomerEvent::AccountSettled(_) => "account.settled",
            CustomerEvent::AccountApplied(_) => "account.applied",
            CustomerEvent::StatementIssued(_) => "account.statement_issued",
            CustomerEvent::CreditMoved(_) => "credit.moved",
            CustomerEvent::Merged { .. } => "customer.merged",
            CustomerEvent::Absorbed(_) => "customer.absorbed",
        },
        // Of these a screen only needs to know that the thing is another now.
        Event::Canned(..) => "canned.changed",
        Event::Core(..) => "core.changed",
        Event::Count(..) => "count.changed",
        Event::Drawer(_, event) => match event {
            DrawerEvent::Opened { .. } => "drawer.opened",
            DrawerEvent::LeftOpen => "drawer.left_open",
            DrawerEvent::Closed => "drawer.closed",
        },
        Event::Plan(..) => "plan.changed",
        Event::Policy(..) => "policy.changed",
        Event::Purchase(..) => "purchase.changed",
        Event::Supplier(..) | Event::SupplierPart(..) => "supplier.changed",
        Event::SupplierReturn(..) => "supplier_return.changed",
        Event::Till(_, event) => match event {
            TillEvent::Opened { .. } => "till.opened",
            TillEvent::PaidIn(_) => "till.paid_in",
            TillEvent::PaidOut(_) => "till.paid_out",
            TillEvent::Dropped { .. } => "till.dropped",
            TillEvent::Counted { .. } => "till.counted",
            TillEvent::Closed(_) => "till.closed",
            TillEvent::Overridden { .. } => "till.overridden",
        },
        Event::Transfer(..) => "transfer.changed",
        Event::Staff(_, StaffEvent::Saved(_)) => "staff.saved",
        Event::Posted(..) => "ledger.posted",
        Event::Job(_, event) => match event {
            JobEvent::Requested(_) => "job.requested",
            JobEvent::Started => "job.started",
            JobEvent::Settled(_) => "job.settled",
            JobEvent::Retried => "job.retried",
            JobEvent::Resolved { .. } => "job.resolved",
        },
    }
}

fn ticket(event: &TicketEvent) -> &'static str {
    match event {
        TicketEvent::Opened { .. } => "ticket.opened",
        TicketEvent::Attached { .. } => "ticket.attached",
        TicketEvent::Detached { .. } => "ticket.detached",
        TicketEvent::Planned(_) => "ticket.planned",
        TicketEvent::TakenWithoutReceipt { .. } => "ticket.taken_without_receipt",
        TicketEvent::StageMoved { .. } => "ticket.stage_moved",
        TicketEvent::Presented { .. } => "ticket.presented",
        TicketEvent::StatusSet(_) => "ticket.status_set",
        TicketEvent::JobAdded(_) => "ticket.job_added",
        TicketEvent::JobChanged(_) => "ticket.job_changed",
        TicketEvent::JobRemoved(_) => "ticket.job_removed",
        TicketEvent::JobDecided { .. } => "ticket.job_decided",
        TicketEvent::ClockedOn { .. } => "work.clocked_on",
        TicketEvent::ClockedOff { .. } => "work.clocked_off",
        TicketEvent::LineAdded(line) => match line.kind {
            LineKind::Part(_) => "ticket.part_added",
            LineKind::Labor { .. } => "ticket.labor_added",
            _ => "ticket.line_added",
        },
        TicketEvent::LineChanged(_) => "ticket.line_changed",
        TicketEvent::LineRemoved(_) => "ticket.line_removed",
        TicketEvent::DiscountSet(_) => "ticket.discount_set",
        TicketEvent::ChargesAssessed(_) => "ticket.charged",
        TicketEvent::TaxAssessed(_) => "ticket.taxed",
        TicketEvent::TaxFailed(_) => "ticket.tax_failed",
        TicketEvent::PaymentTaken(payment) => match payment.tender {
            _ if payment.amount.is_negative() => "payment.refunded",
            Tender::Cash { .. } => "payment.cash_taken",
            Tender::Check { .. } => "payment.check_taken",
            Tender::StoreCredit => "payment.store_credit_taken",
            Tender::Account { .. } => "payment.account_charged",
            Tender::Plan { .. } => "payment.plan_charged",
            Tender::Card { .. }
            | Tender::CardRefund { .. }
            | Tender::Link { .. }
            | Tender::Other { .. } => "payment.taken",
        },
        TicketEvent::PaymentRequested(payment) => match payment.tender {
            Tender::Link { .. } => "payment.link_requested",
            Tender::CardRefund { .. } => "payment.refund_requested",
            _ => "payment.card_requested",
        },
        TicketEvent::CardStepped { step, .. } => card(step),
        TicketEvent::CardCancelAsked(_) => "payment.card_cancel_asked",
        TicketEvent::LinkStepped { step, .. } => match step {
            LinkStep::Requested => "payment.link_requested",
            LinkStep::Open { .. } => "payment.link_open",
            LinkStep::Paid { .. } => "payment.link_paid",
            LinkStep::Ended { .. } => "payment.link_ended",
        },
        TicketEvent::RefundStepped { step, .. } => match step {
            RefundStep::Requested => "payment.refund_requested",
            RefundStep::Sending => "payment.refund_sending",
            RefundStep::Done { .. } => "payment.refunded",
            RefundStep::Failed { .. } => "payment.refund_failed",
            RefundStep::Unknown { .. } => "payment.refund_unknown",
        },
        TicketEvent::Closed { .. } => "ticket.closed",
        TicketEvent::Voided(_) => "ticket.voided",
        TicketEvent::Reversed(_) => "ticket.reversed",
        TicketEvent::LineReturned { .. } => "ticket.line_returned",
        TicketEvent::PaymentReturned { .. } => "payment.returned",
        TicketEvent::PartsLeft(_) => "ticket.parts_left",
        TicketEvent::Overridden { .. } => "ticket.overridden",
    }
}

const fn card(step: &CardStep) -> &'static str {
    match step {
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
    }
}
