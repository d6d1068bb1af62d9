//! Suppliers and what they ask for parts.

use domain::Money;
use domain::ids::{SupplierId, SupplierPartId};
use domain::ledger::Account;
use domain::money::{Quantity, UnitPrice};
use domain::supplier::{Supplier, SupplierDraft, SupplierPart, SupplierPartDraft};
use engine::command::buying::BuyCommand;
use engine::{Command, Noun};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::supplier::{
    Get, GetResult, List, ListResult, RemovePart, Retire, Save, SavePart,
};
use protocol::values::Key;
use uuid::Uuid;

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

pub(crate) fn order(key: Key, command: BuyCommand, shape: Shape) -> Deed {
    Deed::Order(key, Command::Buy(Box::new(command)), shape)
}

pub(crate) fn save(connection: &Connection, params: Save) -> Deed {
    let currency = connection.api.shop.currency;
    let draft = params.supplier;
    let details = SupplierDraft {
        name: draft.name,
        contact: draft.contact,
        phone: draft.phone,
        email: draft.email,
        account_number: draft.account_number,
        terms_days: draft.terms_days,
        currency,
        minimum_order: draft.minimum_order.map(|minor| Money::new(minor, currency)),
        lead_time_days: draft.lead_time_days,
        notes: draft.notes,
    };
    let command = BuyCommand::SaveSupplier {
        id: draft.id.map(|id| id.0),
        draft: Box::new(details),
    };
    order(params.key, command, Shape::Supplier)
}

pub(crate) fn retire(params: Retire) -> Deed {
    let command = BuyCommand::RetireSupplier {
        id: params.supplier_id.0,
        retired: params.retired,
    };
    order(params.key, command, Shape::Supplier)
}

pub(crate) fn save_part(params: SavePart) -> Deed {
    let draft = SupplierPartDraft {
        supplier: params.supplier_id.0,
        part: params.part_id.0,
        number: params.number,
        cost: params.cost.0,
        core_deposit: params.core_deposit.map_or(UnitPrice::ZERO, |price| price.0),
        pack_size: params.pack_size.map_or(Quantity::ONE, |size| size.0),
        preferred: params.preferred,
    };
    let command = BuyCommand::SaveSupplierPart(Box::new(draft));
    order(params.key, command, Shape::SupplierPart)
}

pub(crate) fn remove_part(params: RemovePart) -> Deed {
    let id = params.supplier_part_id.0;
    let command = BuyCommand::RemoveSupplierPart { id };
    order(params.key, command, Shape::SupplierPart)
}

/// Folds a thing as it was right after a place in the journal; as it is now at place zero.
pub(crate) fn load<A: Noun>(api: &Api, id: Uuid, cursor: u64) -> Result<Option<A>, Problem> {
    let story = api.queries.story(id, (cursor > 0).then_some(cursor));
    let story = story.map_err(|error| refuse::store(&error))?;
    Ok(engine::fold(id, &story))
}

/// Things that stand on a list, each once, and where the next page begins.
pub(crate) fn page<A: Noun>(
    api: &Api,
    name: &str,
    value: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<(Vec<A>, Option<u64>), Problem> {
    let found = api.queries.found(name, value, before, limit);
    let found = found.map_err(|error| refuse::store(&error))?;
    let last = found.last().map(|found| found.cursor);
    let next = last.filter(|_| found.len() >= limit);
    let (mut seen, mut things) = (Vec::new(), Vec::new());
    for found in found {
        if !seen.contains(&found.id) {
            seen.push(found.id);
            things.extend(load::<A>(api, found.id, 0)?);
        }
    }
    Ok((things, next))
}

pub(crate) fn supplier(api: &Api, id: SupplierId, cursor: u64) -> Result<Supplier, Problem> {
    let found = load::<Supplier>(api, id.uuid(), cursor)?;
    found.ok_or_else(|| Problem::new(Code::NoSuchSupplier, "no such supplier"))
}

pub(crate) fn offer(api: &Api, id: SupplierPartId, cursor: u64) -> Result<SupplierPart, Problem> {
    let found = load::<SupplierPart>(api, id.uuid(), cursor)?;
    found.ok_or_else(|| Problem::new(Code::NoSuchSupplierPart, "no such offer of a supplier"))
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let state = if params.retired { "retired" } else { "active" };
        let limit = limit(params.limit, 100);
        let found = page::<Supplier>(api, "supplier.state", state, params.before, limit)?;
        Ok(ListResult {
            suppliers: found.0.iter().map(convert::supplier).collect(),
            next: found.1,
        })
    })
}

pub(crate) fn get(params: Get) -> Deed {
    Deed::read(move |api| {
        let supplier = supplier(api, params.supplier_id.0, 0)?;
        let balance = |account| {
            let owner = Some(supplier.id.uuid());
            let found = api
                .queries
                .balance(account, owner, supplier.details.currency);
            found
                .map(Money::minor)
                .map_err(|error| refuse::store(&error))
        };
        let (name, value) = ("supplier_part.supplier", supplier.id.to_string());
        let limit = limit(params.limit, 100);
        let (parts, next) = page::<SupplierPart>(api, name, &value, params.before, limit)?;
        Ok(GetResult {
            supplier: convert::supplier(&supplier),
            // What the shop owes is a credit.
            payable: balance(Account::Payable)?.saturating_neg(),
            claims: balance(Account::SupplierClaims)?,
            parts: parts.iter().map(convert::supplier_part).collect(),
            next,
        })
    })
}
