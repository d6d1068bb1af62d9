//! Bodies of a ticket's own events, money aside.

use domain::Event;
use domain::ids::{CustomerId, LineId, PartId, TicketId, VehicleId};
use domain::ticket::LineKind;
use serde::{Deserialize, Serialize};

use super::value::{Amount, Code, Id, Number, Printed, Text};
use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opened {
    pub(super) number: Printed,
    pub(super) currency: Code,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attached {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) customer: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) vehicle: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) odometer: Option<u32>,
}

impl Attached {
    pub(super) fn into_event(self, ticket: TicketId) -> Event {
        Event::TicketAttached {
            ticket,
            customer: self.customer.map(|id| CustomerId::new(id.0)),
            vehicle: self.vehicle.map(|id| VehicleId::new(id.0)),
            odometer: self.odometer,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    line: Id,
    /// Present for parts; a line without is labor.
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    part: Option<LinePart<'a>>,
    #[serde(borrow)]
    description: Text<'a>,
    quantity: Number,
    price: Number,
    amount: Amount,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinePart<'a> {
    id: Id,
    #[serde(borrow)]
    number: Text<'a>,
    cost: Number,
}

impl<'a> From<&'a domain::ticket::Line> for Line<'a> {
    fn from(line: &'a domain::ticket::Line) -> Self {
        let part = match &line.kind {
            LineKind::Part {
                part,
                number,
                unit_cost,
            } => Some(LinePart {
                id: Id(part.uuid()),
                number: Text::Borrowed(number),
                cost: (*unit_cost).into(),
            }),
            LineKind::Labor => None,
        };
        Self {
            line: Id(line.id.uuid()),
            part,
            description: Text::Borrowed(&line.description),
            quantity: line.quantity.into(),
            price: line.unit_price.into(),
            amount: line.amount.into(),
        }
    }
}

impl Line<'_> {
    pub(super) fn into_line(self) -> Result<domain::ticket::Line, RecordFault> {
        let kind = match self.part {
            Some(LinePart { id, number, cost }) => LineKind::Part {
                part: PartId::new(id.0),
                number: number.into_owned(),
                unit_cost: cost.unit_price()?,
            },
            None => LineKind::Labor,
        };
        Ok(domain::ticket::Line {
            id: LineId::new(self.line.0),
            kind,
            description: self.description.into_owned(),
            quantity: self.quantity.quantity()?,
            unit_price: self.price.unit_price()?,
            amount: self.amount.into(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuantityChanged {
    pub(super) line: Id,
    pub(super) quantity: Number,
    pub(super) amount: Amount,
}

impl QuantityChanged {
    pub(super) fn into_event(self, ticket: TicketId) -> Result<Event, RecordFault> {
        Ok(Event::LineQuantityChanged {
            ticket,
            line: LineId::new(self.line.0),
            quantity: self.quantity.quantity()?,
            amount: self.amount.into(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineRemoved {
    pub(super) line: Id,
}

impl LineRemoved {
    pub(super) fn into_event(self, ticket: TicketId) -> Event {
        Event::LineRemoved {
            ticket,
            line: LineId::new(self.line.0),
        }
    }
}

/// A body that only gives a reason.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Because<'a> {
    #[serde(borrow)]
    pub(super) reason: Text<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    pub(super) receipt: Printed,
    pub(super) total: Amount,
    pub(super) tax: Amount,
}

impl Closed {
    pub(super) fn into_event(self, ticket: TicketId) -> Event {
        Event::TicketClosed {
            ticket,
            receipt: self.receipt.0,
            total: self.total.into(),
            tax: self.tax.into(),
        }
    }
}
