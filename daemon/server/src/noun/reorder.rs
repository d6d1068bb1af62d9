//! What runs low, what to order of it, and what customers went without.

use std::collections::BTreeMap;

use domain::catalog::LostReason;
use domain::ids::{PartId, SupplierId};
use domain::money::Quantity;
use domain::stock::reorder::NotOrdered as Why;
use domain::{Money, Refusal};
use engine::command::buying::BuyCommand;
use engine::reorder::{LowAsk, LowPart, proposal};
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::reorder::{
    self as wire, Low, LowResult, NotOrdered, NotOrderedReason, ProposedLine, ProposedOrder,
    Protect, Reorder, ReorderDraft, ReorderResult,
};
use protocol::values::{PartIdText, PriceText, QuantityText};

use super::purchase::part_ref;
use super::supplier::order;
use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::refuse;

fn ask(api: &Api, asked: LowAsk) -> Result<(Vec<LowPart>, Option<PartIdText>), Problem> {
    let low = api.queries.low(&asked);
    let low = low.map_err(|error| refuse::store(&error))?;
    let last = low.last().map(|low| low.part.id.into());
    let next = last.filter(|_| low.len() >= asked.limit);
    Ok((low, next))
}

fn place(api: &Api, location: Option<String>) -> String {
    location.unwrap_or_else(|| api.rules.get().location.clone())
}

pub(crate) fn low(params: Low) -> Deed {
    Deed::read(move |api| {
        let asked = LowAsk {
            location: place(api, params.location),
            to_order: params.to_order,
            after: params.after.map(|id| id.0),
            unplaced: true,
            limit: limit(params.limit, 100),
        };
        let (low, next) = ask(api, asked)?;
        let parts = low.into_iter().map(word).collect();
        Ok(LowResult { parts, next })
    })
}

fn word(low: LowPart) -> wire::LowPart {
    let available = low.for_shelf().available().unwrap_or(Quantity::ZERO);
    let LowPart {
        part,
        level,
        held,
        drafted,
        ..
    } = low;
    let rule = part.reorder.as_ref();
    wire::LowPart {
        part_id: part.id.into(),
        min: QuantityText(rule.map_or(Quantity::ZERO, |rule| rule.min)),
        max: QuantityText(rule.map_or(Quantity::ZERO, |rule| rule.max)),
        number: part.number,
        brand: part.brand,
        description: part.description,
        location: level.location,
        on_hand: QuantityText(level.on_hand),
        reserved: QuantityText(level.reserved),
        held: QuantityText(held),
        available: QuantityText(available),
        on_order: QuantityText(level.on_order),
        drafted: QuantityText(drafted),
        in_transit: QuantityText(level.in_transit),
        protected: part.protected,
    }
}

pub(crate) fn propose(params: Reorder) -> Deed {
    Deed::read(move |api| {
        let asked = LowAsk {
            location: place(api, params.location),
            to_order: true,
            after: params.after.map(|id| id.0),
            unplaced: true,
            limit: limit(params.limit, 500),
        };
        let (low, next) = ask(api, asked)?;
        let proposal = proposal(&low, api.shop.currency);
        let proposal = proposal.map_err(|refusal| Problem::from(&Refusal::from(refusal)))?;
        let parts: BTreeMap<PartId, &LowPart> = low.iter().map(|low| (low.part.id, low)).collect();
        let offers = low.iter().flat_map(|low| &low.offers);
        let suppliers: BTreeMap<SupplierId, &str> = offers
            .map(|(_, supplier)| (supplier.id, supplier.details.name.as_str()))
            .collect();
        let named = |part: PartId| {
            let part = parts.get(&part).map(|low| &low.part);
            part.map_or_else(Default::default, |part| {
                (part.number.clone(), part.description.clone())
            })
        };
        let orders = proposal.orders.iter().map(|order| ProposedOrder {
            supplier_id: order.supplier.into(),
            supplier_name: suppliers
                .get(&order.supplier)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            lines: order
                .lines
                .iter()
                .map(|line| {
                    let (number, description) = named(line.part);
                    ProposedLine {
                        part_id: line.part.into(),
                        number,
                        description,
                        supplier_number: line.supplier_number.clone(),
                        quantity: QuantityText(line.quantity),
                        unit_cost: PriceText(line.unit_cost),
                        total: line.total.minor(),
                    }
                })
                .collect(),
            total: order.total.minor(),
            minimum_order: order.order_value_min.map(Money::minor),
            missing: order.missing_value().map(Money::minor),
        });
        let orders = orders.collect();
        let not_ordered = proposal.not_ordered.iter().map(|(part, _, why)| {
            let (number, description) = named(*part);
            NotOrdered {
                part_id: (*part).into(),
                number,
                description,
                reason: match why {
                    Why::NoSupplier => NotOrderedReason::NoSupplier,
                    Why::OverMax => NotOrderedReason::OverMax,
                    Why::PackSize => NotOrderedReason::PackSize,
                },
            }
        });
        Ok(ReorderResult {
            orders,
            not_ordered: not_ordered.collect(),
            next,
        })
    })
}

pub(crate) fn draft(params: ReorderDraft) -> Deed {
    let location = params.location;
    order(params.key, BuyCommand::Reorder { location }, Shape::Drafted)
}

pub(crate) fn lost_sale(params: wire::LostSale) -> Result<Deed, Problem> {
    let part = part_ref(params.part_id, params.code)?;
    let part =
        part.ok_or_else(|| Problem::new(Code::InvalidParams, "give either part_id or code"))?;
    let command = BuyCommand::LoseSale {
        part,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        reason: match params.reason.unwrap_or(wire::LostReason::OutOfStock) {
            wire::LostReason::OutOfStock => LostReason::OutOfStock,
            wire::LostReason::NotKept => LostReason::NotKept,
            wire::LostReason::Price => LostReason::Price,
            wire::LostReason::Other => LostReason::Other,
        },
        customer: params.customer_id.map(|id| id.0),
        ticket: params.ticket_id.map(|id| id.0),
    };
    Ok(order(params.key, command, Shape::Noted))
}

pub(crate) fn protect(params: Protect) -> Deed {
    let command = BuyCommand::Protect {
        part: params.part_id.0,
        protected: params.protected,
    };
    order(params.key, command, Shape::Noted)
}
