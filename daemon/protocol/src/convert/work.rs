//! Work for the wire as a technician sees it: what is to be done with which parts, and no prices.

use domain::people::{Customer, Vehicle};
use domain::ticket::{
    Approval, Line, LineKind, LineOrigin, PartCondition, PayType, Stage, Ticket, TicketJob,
};

use crate::v1::{order, ticket, work};
use crate::values::{Moment, QuantityText};

/// Words a ticket as work: no amount of money is on it.
#[must_use]
pub fn work_sheet(
    ticket: &Ticket,
    customer: Option<&Customer>,
    vehicle: Option<&Vehicle>,
) -> work::WorkSheet {
    let lines_of = |job: Option<domain::ids::TicketJobId>| {
        let lines = ticket
            .lines
            .iter()
            .filter(move |l| l.job == job && ticket.sold(l));
        lines.map(work_line).collect()
    };
    work::WorkSheet {
        ticket_id: ticket.id.into(),
        number: ticket.number.to_string(),
        work_order_number: ticket
            .papers
            .get(&Stage::WorkOrder)
            .map(ToString::to_string),
        status: super::status(ticket.status),
        stage: super::stage(ticket.stage),
        work: ticket.work.clone(),
        customer_name: customer.map(|customer| customer.name.clone()),
        vehicle: vehicle.map(|vehicle| ticket::TicketVehicle {
            id: vehicle.id.into(),
            label: vehicle.label(),
            vin: vehicle.vin.as_ref().map(ToString::to_string),
            plate: vehicle.plate.clone(),
        }),
        odometer: ticket.odometer,
        technician_id: ticket.plan.technician.map(Into::into),
        promised_at: ticket.plan.promised_at.map(Moment),
        key_tag: ticket.plan.key_tag.clone(),
        note: ticket.plan.note.clone(),
        jobs: ticket
            .jobs
            .iter()
            .map(|job| work::WorkJob {
                id: job.id.into(),
                title: job.title.clone(),
                note: job.note.clone(),
                approval: approval(&job.approval),
                technician_id: job.technician.map(Into::into),
                done: job.done,
                comeback: job.comeback.clone(),
                clocked: clocked(job),
                lines: lines_of(Some(job.id)),
            })
            .collect(),
        lines: lines_of(None),
        revision: ticket.revision,
    }
}

fn work_line(line: &Line) -> work::WorkLine {
    let part = line.part();
    work::WorkLine {
        id: line.id.into(),
        kind: line_kind(&line.kind),
        part_id: part.map(|part| part.part.into()),
        number: part.map(|part| part.number.clone()),
        condition: part.map(|part| condition(part.condition)),
        serials: part.map(|part| part.serials.clone()).unwrap_or_default(),
        description: line.description.clone(),
        quantity: QuantityText(line.quantity),
    }
}

pub(super) fn clocked(job: &TicketJob) -> Vec<ticket::Clocked> {
    let spans = job.clocked.iter().map(|span| ticket::Clocked {
        staff_id: span.staff.into(),
        from: Moment(span.from),
        until: span.until.map(Moment),
        auto_ended: span.auto_ended,
    });
    spans.collect()
}

pub(super) const fn approval(approval: &Approval) -> order::ApprovalState {
    match approval {
        Approval::Pending => order::ApprovalState::Pending,
        Approval::Approved { .. } => order::ApprovalState::Approved,
        Approval::Declined { .. } => order::ApprovalState::Declined,
    }
}

pub(super) const fn line_kind(kind: &LineKind) -> ticket::LineKind {
    match kind {
        LineKind::Part(_) => ticket::LineKind::Part,
        LineKind::Labor { .. } => ticket::LineKind::Labor,
        LineKind::Sublet { .. } => ticket::LineKind::Sublet,
        LineKind::Fee { .. } => ticket::LineKind::Fee,
        LineKind::Core { .. } => ticket::LineKind::Core,
        LineKind::CoreReturn { .. } => ticket::LineKind::CoreReturn,
        LineKind::CustomerPart => ticket::LineKind::CustomerPart,
    }
}

pub(super) const fn condition(condition: PartCondition) -> order::Condition {
    match condition {
        PartCondition::New => order::Condition::New,
        PartCondition::Used => order::Condition::Used,
        PartCondition::Rebuilt => order::Condition::Rebuilt,
        PartCondition::Reconditioned => order::Condition::Reconditioned,
    }
}

pub(super) const fn pay(pay: PayType) -> order::PayType {
    match pay {
        PayType::Customer => order::PayType::Customer,
        PayType::Warranty => order::PayType::Warranty,
        PayType::Internal => order::PayType::Internal,
    }
}

pub(super) const fn origin(origin: LineOrigin) -> order::Origin {
    match origin {
        LineOrigin::Original => order::Origin::Original,
        LineOrigin::Inspection => order::Origin::Inspection,
        LineOrigin::AddOn => order::Origin::AddOn,
    }
}
