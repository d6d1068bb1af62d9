//! Old parts and their deposits.

use domain::core_charge::{Core, CoreOrder};
use domain::money::{Money, Quantity};
use domain::{Refusal, ids::CoreId};
use engine::{Command, CoreRef, CoreReturnOrder, PartRef, TicketCommand};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::core::{
    AddReturn, Credit, Extend, Forfeit, ForfeitDue, Get, GetResult, List, ListResult, Send,
};
use protocol::v1::limit;
use protocol::values::{CoreIdText, Key};

use super::ticket;
use crate::answer::{Shape, fold, folds};
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 100);
        let found = |name: &str, value: &str| api.queries.found(name, value, None, limit);
        let found = if let Some(day) = params.due_before {
            match day.0.yesterday() {
                Ok(last) => api
                    .queries
                    .found_up_to("core.due", &last.to_string(), limit),
                Err(_) => Ok(Vec::new()),
            }
        } else if let Some(customer) = params.customer_id {
            found("core.customer", &customer.to_string())
        } else if let Some(ticket) = params.ticket_id {
            found("core.ticket", &ticket.to_string())
        } else if let Some(supplier) = params.supplier_id {
            found("core.supplier", &supplier.to_string())
        } else if params.received {
            found("core.state", "received")
        } else {
            found("core.state", "owed")
        };
        let found = found.map_err(|error| refuse::store(&error))?;
        let mut cores = folds::<Core>(api, found)?;
        cores.retain(|core| is_asked(core, &params));
        Ok(ListResult {
            cores: cores.iter().map(convert::core).collect(),
        })
    })
}

fn is_asked(core: &Core, params: &List) -> bool {
    let customer = params.customer_id.map(|id| id.0);
    let ticket = params.ticket_id.map(|id| id.0);
    let supplier = params.supplier_id.map(|id| id.0);
    (customer.is_none() || core.customer == customer)
        && ticket.is_none_or(|id| core.sale.is_some_and(|(sold_on, _)| sold_on == id))
        && supplier.is_none_or(|id| core.sent.iter().any(|sent| sent.supplier == id))
        && (!params.received || core.here.is_positive())
}

pub(crate) fn get(params: &Get) -> Deed {
    let id = params.core_id.0;
    Deed::read(move |api| {
        let core: Option<Core> = fold(api, id.uuid(), None)?;
        let core = core.ok_or_else(|| Problem::from(&Refusal::NoSuchCore(id)))?;
        Ok(GetResult {
            core: convert::core(&core),
        })
    })
}

fn order(key: Key, core: CoreIdText, order: CoreOrder) -> Deed {
    let core: CoreId = core.0;
    Deed::Order(key, Command::Core { core, order }, Shape::Core)
}

pub(crate) fn send(params: Send) -> Deed {
    let send = CoreOrder::Send {
        supplier: params.supplier_id.0,
        manifest: params.manifest,
        quantity: params.quantity.0,
    };
    order(params.key, params.core_id, send)
}

pub(crate) fn credit(connection: &Connection, params: Credit) -> Deed {
    let credit = CoreOrder::Credit {
        manifest: params.manifest,
        quantity: params.quantity.0,
        amount: Money::new(params.amount, connection.api.currency()),
        reference: params.reference,
    };
    order(params.key, params.core_id, credit)
}

pub(crate) fn extend(params: Extend) -> Deed {
    let due = params.due.0;
    order(params.key, params.core_id, CoreOrder::Extend { due })
}

pub(crate) fn forfeit(params: Forfeit) -> Deed {
    order(params.key, params.core_id, CoreOrder::Forfeit)
}

pub(crate) fn forfeit_due(params: ForfeitDue) -> Deed {
    Deed::Order(params.key, Command::ForfeitCores, Shape::CoresForfeited)
}

pub(crate) fn add_return(params: AddReturn) -> Result<Deed, Problem> {
    let of = match (params.core_id, params.part_id, params.code) {
        (Some(core), None, None) => CoreRef::Sold(core.0),
        (None, Some(part), None) => CoreRef::Without(PartRef::Id(part.0)),
        (None, None, Some(code)) => CoreRef::Without(PartRef::Code(code)),
        _ => {
            let message = "give exactly one of core_id, part_id and code";
            return Err(Problem::new(Code::InvalidParams, message));
        }
    };
    let back = CoreReturnOrder {
        of,
        quantity: params.quantity.map_or(Quantity::ONE, |quantity| quantity.0),
        grade: convert::grade_in(params.grade),
        value: params.value.map(|value| value.0),
    };
    let command = TicketCommand::AddCoreReturn(Box::new(back));
    Ok(ticket::order(params.key, params.ticket_id, command))
}
