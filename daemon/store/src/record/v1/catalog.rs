//! Bodies of parts and stock.

use domain::catalog::{Fitment, MoveReason, StockMove};
use domain::ids::{LineId, PartId, TicketId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::value::{Id, Number, Text, optional, owned};
use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part<'a> {
    #[serde(borrow)]
    number: Text<'a>,
    #[serde(borrow)]
    brand: Text<'a>,
    #[serde(borrow)]
    description: Text<'a>,
    #[serde(borrow)]
    category: Text<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    upc: Option<Text<'a>>,
    price: Number,
    cost: Number,
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    bin: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Vec::is_empty", default)]
    fitment: Vec<Fits<'a>>,
}

/// `[2012,2015,"Honda","Civic"]`.
#[derive(Serialize, Deserialize)]
struct Fits<'a>(
    u16,
    u16,
    #[serde(borrow)] Text<'a>,
    #[serde(borrow)] Text<'a>,
);

impl<'a> From<&'a domain::catalog::Part> for Part<'a> {
    fn from(part: &'a domain::catalog::Part) -> Self {
        let fitment = part.fitment.iter().map(|fit| {
            let (make, model) = (Text::Borrowed(&*fit.make), Text::Borrowed(&*fit.model));
            Fits(fit.year_from, fit.year_to, make, model)
        });
        Self {
            number: Text::Borrowed(&part.number),
            brand: Text::Borrowed(&part.brand),
            description: Text::Borrowed(&part.description),
            category: Text::Borrowed(&part.category),
            upc: optional(part.upc.as_ref()),
            price: part.price.into(),
            cost: part.cost.into(),
            bin: optional(part.bin.as_ref()),
            fitment: fitment.collect(),
        }
    }
}

impl Part<'_> {
    pub(super) fn into_part(self, id: Uuid) -> Result<domain::catalog::Part, RecordFault> {
        let fitment = self
            .fitment
            .into_iter()
            .map(|Fits(year_from, year_to, make, model)| Fitment {
                year_from,
                year_to,
                make: make.into_owned(),
                model: model.into_owned(),
            });
        Ok(domain::catalog::Part {
            id: PartId::new(id),
            number: self.number.into_owned(),
            brand: self.brand.into_owned(),
            description: self.description.into_owned(),
            category: self.category.into_owned(),
            upc: owned(self.upc),
            price: self.price.unit_price()?,
            cost: self.cost.unit_price()?,
            bin: owned(self.bin),
            fitment: fitment.collect(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move<'a> {
    #[serde(borrow)]
    location: Text<'a>,
    quantity: Number,
    cost: Number,
    #[serde(borrow)]
    why: Why<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Why<'a> {
    Sold {
        ticket: Id,
        line: Id,
    },
    Adjusted {
        #[serde(borrow)]
        reason: Text<'a>,
    },
}

impl<'a> From<&'a StockMove> for Move<'a> {
    fn from(movement: &'a StockMove) -> Self {
        let why = match &movement.reason {
            MoveReason::Sold { ticket, line } => Why::Sold {
                ticket: Id(ticket.uuid()),
                line: Id(line.uuid()),
            },
            MoveReason::Adjusted { reason } => Why::Adjusted {
                reason: Text::Borrowed(reason),
            },
        };
        Self {
            location: Text::Borrowed(&movement.location),
            quantity: movement.quantity.into(),
            cost: movement.unit_cost.into(),
            why,
        }
    }
}

impl Move<'_> {
    pub(super) fn into_move(self, part: Uuid) -> Result<StockMove, RecordFault> {
        let reason = match self.why {
            Why::Sold { ticket, line } => MoveReason::Sold {
                ticket: TicketId::new(ticket.0),
                line: LineId::new(line.0),
            },
            Why::Adjusted { reason } => MoveReason::Adjusted {
                reason: reason.into_owned(),
            },
        };
        Ok(StockMove {
            part: PartId::new(part),
            location: self.location.into_owned(),
            quantity: self.quantity.quantity()?,
            unit_cost: self.cost.unit_price()?,
            reason,
        })
    }
}
