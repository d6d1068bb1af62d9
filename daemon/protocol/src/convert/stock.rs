//! Old parts, transfers and counts for the wire.

use domain::core_charge::{Core, CoreGrade};
use domain::count::{Count, CountState, LineState};
use domain::money::{Money, Quantity};
use domain::transfer::{Transfer, TransferState};

use crate::v1::{core, count, transfer};
use crate::values::{DayText, Moment, QuantityText};

/// Reads a grade from the wire.
#[must_use]
pub const fn grade_in(grade: core::Grade) -> CoreGrade {
    match grade {
        core::Grade::Good => CoreGrade::Good,
        core::Grade::Partial => CoreGrade::Partial,
        core::Grade::Rejected => CoreGrade::Rejected,
        core::Grade::PartReturned => CoreGrade::PartReturned,
    }
}

/// Words a core.
#[must_use]
pub fn core(core: &Core) -> core::Core {
    let shipments = core.sent.iter().map(|sent| core::Shipment {
        supplier_id: sent.supplier.into(),
        manifest: sent.manifest.clone(),
        quantity: QuantityText(sent.quantity),
        value: sent.value.minor(),
    });
    let counts = &core.counts;
    core::Core {
        id: core.id.into(),
        ticket_id: core.sale.map(|(ticket, _)| ticket.into()),
        line_id: core.sale.map(|(_, line)| line.into()),
        part_id: core.part.into(),
        description: core.description.clone(),
        customer_id: core.customer.map(Into::into),
        sold: QuantityText(core.sold),
        owed: QuantityText(core.owed),
        held: QuantityText(core.held().unwrap_or(Quantity::ZERO)),
        paid: core.paid.map(Money::minor),
        due: core.due.map(DayText),
        here: QuantityText(core.here),
        value: core.value.map(Money::minor),
        shipments: shipments.collect(),
        counts: core::Counts {
            kept: QuantityText(counts.kept),
            rejected: QuantityText(counts.rejected),
            part_returned: QuantityText(counts.part_returned),
            forfeited: QuantityText(counts.forfeited),
            credited: QuantityText(counts.credited),
            short: QuantityText(counts.short),
            refused: QuantityText(counts.refused),
        },
    }
}

/// Words a transfer.
#[must_use]
pub fn transfer(transfer: &Transfer) -> transfer::Transfer {
    let lines = transfer.lines.iter().map(|line| transfer::Line {
        part_id: line.part.into(),
        requested: QuantityText(line.requested),
        sent: QuantityText(line.sent),
        received: QuantityText(line.received),
        in_transit: QuantityText(line.in_transit().unwrap_or(Quantity::ZERO)),
        missing: QuantityText(line.missing),
    });
    transfer::Transfer {
        id: transfer.id.into(),
        number: transfer.number.to_string(),
        from: transfer.from.clone(),
        to: transfer.to.clone(),
        note: transfer.note.clone(),
        state: match transfer.state {
            TransferState::Requested => transfer::State::Requested,
            TransferState::Sent => transfer::State::Sent,
            TransferState::Received => transfer::State::Received,
            TransferState::Closed => transfer::State::Closed,
            TransferState::Canceled => transfer::State::Canceled,
        },
        lines: lines.collect(),
        requested_at: Moment(transfer.requested_at),
    }
}

/// Words a count without its lines.
#[must_use]
pub fn count(count: &Count) -> count::Count {
    count::Count {
        id: count.id.into(),
        number: count.number.to_string(),
        location: count.scope.location.clone(),
        state: match count.state {
            CountState::Open => count::State::Open,
            CountState::Posted => count::State::Posted,
            CountState::Canceled => count::State::Canceled,
        },
        blind: count.rules.blind,
        lines: count.lines.len(),
        uncounted: count.lines_in(LineState::Uncounted).count(),
        again: count.lines_in(LineState::Again).count(),
        started_at: Moment(count.started_at),
    }
}

/// Words where a line of a count stands.
#[must_use]
pub const fn line_state(state: LineState) -> count::LineState {
    match state {
        LineState::Uncounted => count::LineState::Uncounted,
        LineState::Again => count::LineState::Again,
        LineState::Counted => count::LineState::Counted,
    }
}
