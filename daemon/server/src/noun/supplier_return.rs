//! What goes back to suppliers.

use domain::ids::SupplierReturnId;
use domain::stock::ReceiptKey;
use domain::supplier_return::{self as back, ReturnKind, SupplierReturn, SupplierReturnOrder};
use domain::{Money, Refusal};
use engine::command::buying::{BuyCommand, ReturnAsk, ReturnAskLine};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::supplier_return::{
    self as wire, Credit, Get, GetResult, Item, Kind, LineDraft, List, ListResult, Open, Reasoned,
    Send, State,
};
use protocol::values::{Key, SupplierReturnIdText};

use super::purchase::part_ref;
use super::supplier::{load, order, page};
use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

fn ask(key: Key, id: SupplierReturnIdText, asked: SupplierReturnOrder) -> Deed {
    let command = BuyCommand::Return {
        supplier_return: id.0,
        order: Box::new(asked),
    };
    order(key, command, Shape::SupplierReturn(Some(id.0)))
}

pub(crate) fn open(connection: &Connection, params: Open) -> Result<Deed, Problem> {
    let invalid = |message: &str| Problem::new(Code::InvalidParams, message);
    let kind = match (params.kind, params.claim) {
        (Kind::Plain, None) => ReturnKind::Plain,
        (Kind::Warranty, Some(claim)) => ReturnKind::Warranty { claim },
        (Kind::Warranty, None) => return Err(invalid("claim is missing")),
        (Kind::Plain, Some(_)) => return Err(invalid("only a warranty has a claim")),
        (Kind::Cores, _) => return Err(invalid("old parts are not sent with this")),
    };
    let lines = params.lines.into_iter();
    let lines = lines.map(|draft| line(connection, draft));
    let command = BuyCommand::OpenReturn {
        supplier: params.supplier_id.0,
        kind,
        location: params.location,
        lines: lines.collect::<Result<_, _>>()?,
    };
    Ok(order(params.key, command, Shape::SupplierReturn(None)))
}

fn line(connection: &Connection, draft: LineDraft) -> Result<ReturnAskLine, Problem> {
    let invalid = |message: &str| Problem::new(Code::InvalidParams, message);
    let part = part_ref(draft.part_id, draft.code)?;
    let part = part.ok_or_else(|| invalid("give either part_id or code"));
    let origin = match (draft.purchase_id, draft.purchase_line_id) {
        (Some(purchase), Some(line)) => Some(ReceiptKey {
            purchase: purchase.0,
            line: line.0,
        }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(invalid("purchase_id and purchase_line_id go together"));
        }
    };
    let ticket = draft.ticket_id.map(|id| id.0);
    let item = match draft.item {
        Item::Stock => ReturnAsk::Stock {
            part: part?,
            origin,
            unit_cost: draft.unit_cost.map(|price| price.0),
        },
        Item::Failed => ReturnAsk::Failed {
            part: part?,
            ticket,
        },
        Item::Labor => ReturnAsk::Labor { ticket },
        Item::Core => return Err(invalid("old parts are not sent with this")),
    };
    let currency = connection.api.shop.currency;
    Ok(ReturnAskLine {
        item,
        description: draft.description,
        quantity: draft.quantity.0,
        claimed: draft.claimed.map(|minor| Money::new(minor, currency)),
    })
}

pub(crate) fn send(params: Send) -> Deed {
    let send = SupplierReturnOrder::Send {
        authorization: params.authorization,
        tracking: params.tracking,
        // The engine looks them up.
        origins: Vec::new(),
    };
    ask(params.key, params.supplier_return_id, send)
}

pub(crate) fn cancel(params: Reasoned) -> Deed {
    let reason = params.reason;
    let cancel = SupplierReturnOrder::Cancel { reason };
    ask(params.key, params.supplier_return_id, cancel)
}

pub(crate) fn accept_short(params: Reasoned) -> Deed {
    let reason = params.reason;
    let accept = SupplierReturnOrder::AcceptShort { reason };
    ask(params.key, params.supplier_return_id, accept)
}

pub(crate) fn credit(connection: &Connection, params: Credit) -> Deed {
    let currency = connection.api.shop.currency;
    let lines = params.lines.into_iter().map(|line| back::CreditDraft {
        line: line.line_id.0,
        amount: Money::new(line.amount, currency),
    });
    let credit = SupplierReturnOrder::Credit {
        memo: params.memo,
        date: params.date.0,
        lines: lines.collect(),
        over_confirmed: params.over_confirmed,
    };
    ask(params.key, params.supplier_return_id, credit)
}

/// Returns a return as it was right after a place in the journal; as it is now at place zero.
pub(crate) fn supplier_return(
    api: &Api,
    id: SupplierReturnId,
    cursor: u64,
) -> Result<wire::SupplierReturn, Problem> {
    let found = load::<SupplierReturn>(api, id.uuid(), cursor)?;
    let found =
        found.ok_or_else(|| Problem::new(Code::NoSuchReturn, "no such return to a supplier"))?;
    word(&found)
}

fn word(back: &SupplierReturn) -> Result<wire::SupplierReturn, Problem> {
    let worded = convert::supplier_return(back);
    worded.map_err(|refusal| Problem::from(&Refusal::from(refusal)))
}

pub(crate) fn get(params: Get) -> Deed {
    Deed::read(move |api| {
        let supplier_return = supplier_return(api, params.supplier_return_id.0, 0)?;
        Ok(GetResult { supplier_return })
    })
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 50);
        let of = |name, value: &str| page::<SupplierReturn>(api, name, value, params.before, limit);
        let (found, next) = if params.short {
            of("supplier_return.short", "short")?
        } else if let Some(supplier) = params.supplier_id {
            of("supplier_return.supplier", &supplier.to_string())?
        } else if let Some(state) = params.state {
            of("supplier_return.state", word_of(state))?
        } else {
            newest(api, limit)?
        };
        let mut supplier_returns = Vec::with_capacity(found.len());
        for back in &found {
            let worded = word(back)?;
            let ours = (params.supplier_id).is_none_or(|id| back.supplier == id.0)
                && params.state.is_none_or(|state| worded.state == state);
            if ours {
                supplier_returns.push(worded);
            }
        }
        Ok(ListResult {
            supplier_returns,
            next,
        })
    })
}

const fn word_of(state: State) -> &'static str {
    match state {
        State::Requested => "requested",
        State::Sent => "sent",
        State::Credited => "credited",
        State::Canceled => "canceled",
    }
}

/// Without a list to walk only the newest are shown.
fn newest(api: &Api, limit: usize) -> Result<(Vec<SupplierReturn>, Option<u64>), Problem> {
    let requested = api.queries.latest("supplier_return.requested", limit);
    let requested = requested.map_err(|error| refuse::store(&error))?;
    let mut found = Vec::with_capacity(requested.len());
    for record in requested {
        found.extend(load::<SupplierReturn>(api, record.event.stream().0, 0)?);
    }
    Ok((found, None))
}
