//! Parts and stock.

use domain::catalog::{Fitment, Part, Reorder};
use domain::ids::PartId;
use domain::money::Quantity;
use domain::stock::level::StockLevel;
use domain::stock::move_reason::MoveReason;
use domain::ticket::{Component, Warranty};
use engine::Command;
use engine::command::PartRow;
use engine::queries::{MoveView, PartView};
use protocol::problem::{Code, Problem};
use protocol::v1::catalog::{
    self as wire, Adjust, Found, Get, GetResult, Import, Movement, Search,
};
use protocol::v1::{limit, order};
use protocol::values::{Moment, PriceText, QuantityText};
use uuid::Uuid;

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

/// Movements shown with a part.
const MOVEMENTS_SHOWN: usize = 50;

pub(crate) fn search(connection: &Connection, params: Search) -> Deed {
    let sight = Sight::of(connection);
    Deed::read(move |api| {
        let vehicle = params.vehicle_id.map(|id| id.0);
        let found = api
            .queries
            .search_parts(&params.query, vehicle, limit(params.limit, 20));
        let found = found.map_err(|error| refuse::store(&error))?;
        Ok(Found {
            parts: found.into_iter().map(|view| part(view, sight)).collect(),
        })
    })
}

pub(crate) fn get(connection: &Connection, params: Get) -> Result<Deed, Problem> {
    let sight = Sight::of(connection);
    if params.part_id.is_some() == params.code.is_some() {
        return Err(Problem::new(
            Code::InvalidParams,
            "give either part_id or code",
        ));
    }
    Ok(Deed::read(move |api| {
        let id = match (&params.part_id, &params.code) {
            (Some(id), _) => id.0,
            (None, code) => by_code(api, code.as_deref().unwrap_or_default())?,
        };
        let view = load(api, id)?;
        let moves = api.queries.movements(id, MOVEMENTS_SHOWN);
        let moves = moves.map_err(|error| refuse::store(&error))?;
        let fitment = view.part.fitment.iter().map(|fit| wire::Fitment {
            year_from: fit.year_from,
            year_to: fit.year_to,
            make: fit.make.clone(),
            model: fit.model.clone(),
            engine: fit.engine.clone(),
            position: fit.position.clone(),
            qualifier: fit.qualifier.clone(),
            confirmed: fit.confirmed,
        });
        let fitment = fitment.collect();
        let levels = api.queries.stock_levels(id);
        let levels = levels.map_err(|error| refuse::store(&error))?;
        Ok(GetResult {
            part: part(view, sight),
            fitment,
            stock: levels.iter().map(level).collect(),
            movements: moves.into_iter().map(movement).collect(),
        })
    }))
}

fn by_code(api: &Api, code: &str) -> Result<PartId, Problem> {
    let found = api
        .queries
        .parts_by_code(code, 2)
        .map_err(|error| refuse::store(&error))?;
    match found.as_slice() {
        [only] => Ok(only.part.id),
        [] => {
            let refusal = domain::Refusal::NoSuchCode(code.chars().take(60).collect());
            Err(Problem::from(&refusal))
        }
        several => {
            let code = code.chars().take(60).collect();
            Err(Problem::from(&domain::Refusal::CodeAmbiguous {
                code,
                count: several.len(),
            }))
        }
    }
}

fn load(api: &Api, id: PartId) -> Result<PartView, Problem> {
    let view = api
        .queries
        .part(id)
        .map_err(|error| refuse::store(&error))?;
    view.ok_or_else(|| Problem::new(Code::NoSuchPart, "no such part"))
}

pub(crate) fn on_hand(api: &Api, id: PartId) -> Result<QuantityText, Problem> {
    load(api, id).map(|view| QuantityText(view.on_hand))
}

pub(crate) fn import(params: Import) -> Result<Deed, Problem> {
    let mut rows = Vec::with_capacity(params.parts.len());
    for (index, row) in params.parts.into_iter().enumerate() {
        let mut fitment = Vec::with_capacity(row.fitment.len());
        for fit in row.fitment {
            if fit.year_from > fit.year_to {
                let message = format!("parts[{index}].fitment: year_from is after year_to");
                return Err(Problem::new(Code::InvalidParams, message));
            }
            let wire::Fitment {
                year_from,
                year_to,
                make,
                model,
                engine,
                position,
                qualifier,
                confirmed,
            } = fit;
            fitment.push(Fitment {
                year_from,
                year_to,
                make,
                model,
                engine,
                position,
                qualifier,
                confirmed,
            });
        }
        let components = row.components.into_iter().map(|component| Component {
            part: component.part_id.0,
            quantity: component.quantity.0,
        });
        let part = Part {
            id: PartId::new(Uuid::nil()),
            number: row.number,
            brand: row.brand,
            description: row.description,
            category: row.category,
            upc: row.upc,
            price: row.price.0,
            cost: row.cost.0,
            bin: row.bin,
            fitment,
            tags: row.tags,
            core: row.core.map(|price| price.0),
            interchange: row.interchange,
            superseded_by: row.superseded_by.map(|id| id.0),
            components: components.collect(),
            serialized: row.serialized,
            warranty: row.warranty.map(|warranty| Warranty {
                months: warranty.months,
                distance: warranty.distance,
            }),
            reorder: row.reorder.map(|reorder| Reorder {
                min: reorder.min.0,
                max: reorder.max.0,
                pack: reorder.pack.map_or(Quantity::ONE, |pack| pack.0),
                supplier: reorder.supplier_id.map(|id| id.0),
            }),
            protected: row.protected,
        };
        rows.push(PartRow {
            part,
            on_hand: row.on_hand.map(|quantity| quantity.0),
        });
    }
    Ok(Deed::Order(
        params.key,
        Command::ImportParts { rows },
        Shape::Imported,
    ))
}

pub(crate) fn adjust(params: Adjust) -> Deed {
    let Adjust {
        key,
        part_id,
        quantity,
        reason,
    } = params;
    let command = Command::AdjustStock {
        part: part_id.0,
        quantity: quantity.0,
        reason,
    };
    Deed::Order(key, command, Shape::Adjusted(part_id.0))
}

/// What whoever asks may see.
#[derive(Debug, Clone, Copy)]
struct Sight {
    prices: bool,
    costs: bool,
}

impl Sight {
    fn of(connection: &Connection) -> Self {
        Self {
            prices: connection.who.sees_prices(),
            costs: connection.who.sees_costs(),
        }
    }
}

/// What can be sold; a sum that cannot be held shows as what is on hand.
fn less(on_hand: Quantity, reserved: Quantity) -> QuantityText {
    let left = on_hand.decimal() - reserved.decimal();
    QuantityText(Quantity::try_new(left).unwrap_or(on_hand))
}

fn level(level: &StockLevel) -> wire::StockLevel {
    wire::StockLevel {
        location: level.location.clone(),
        on_hand: QuantityText(level.on_hand),
        reserved: QuantityText(level.reserved),
        available: less(level.on_hand, level.reserved),
        on_order: QuantityText(level.on_order),
        in_transit: QuantityText(level.in_transit),
    }
}

fn part(view: PartView, sight: Sight) -> wire::Part {
    let PartView {
        part,
        on_hand,
        reserved,
        fits,
    } = view;
    let components = part.components.iter().map(|component| order::Component {
        part_id: component.part.into(),
        quantity: QuantityText(component.quantity),
    });
    wire::Part {
        id: part.id.into(),
        number: part.number,
        brand: part.brand,
        description: part.description,
        category: part.category,
        upc: part.upc,
        price: sight.prices.then_some(PriceText(part.price)),
        cost: sight.costs.then_some(PriceText(part.cost)),
        on_hand: QuantityText(on_hand),
        reserved: QuantityText(reserved),
        available: less(on_hand, reserved),
        core: part.core.filter(|_| sight.prices).map(PriceText),
        tags: part.tags,
        interchange: part.interchange,
        superseded_by: part.superseded_by.map(Into::into),
        components: components.collect(),
        serialized: part.serialized,
        protected: part.protected,
        bin: part.bin,
        fits,
    }
}

fn movement(view: MoveView) -> Movement {
    let reason = match view.movement.reason {
        MoveReason::Adjusted { reason } | MoveReason::Revalued { reason } => reason,
        other => other.code().to_owned(),
    };
    Movement {
        at: Moment(view.at),
        quantity: QuantityText(view.movement.quantity),
        reason,
        ticket_number: view.ticket_number,
    }
}
