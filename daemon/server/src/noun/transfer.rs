//! Transfers of stock between places.

use domain::Refusal;
use domain::transfer::{Moved, Transfer, TransferDraft, Wanted};
use engine::{Command, TransferCommand};
use protocol::convert;
use protocol::problem::Problem;
use protocol::v1::limit;
use protocol::v1::transfer::{
    Cancel, Close, Get, GetResult, List, ListResult, Move, Open, Pieces, State,
};
use protocol::values::{Key, TransferIdText};

use crate::answer::{Shape, fold, folds};
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

pub(crate) fn open(connection: &Connection, params: Open) -> Deed {
    let here = || connection.api.rules.get().location.clone();
    let lines = params.lines.iter().map(|line| Wanted {
        part: line.part_id.0,
        quantity: line.quantity.0,
    });
    let draft = TransferDraft {
        lines: lines.collect(),
        from: params.from.unwrap_or_else(here),
        to: params.to.unwrap_or_else(here),
        note: params.note,
    };
    Deed::Order(params.key, Command::OpenTransfer(draft), Shape::Transfer)
}

fn order(key: Key, transfer: TransferIdText, command: TransferCommand) -> Deed {
    let command = Command::Transfer {
        transfer: transfer.0,
        command,
    };
    Deed::Order(key, command, Shape::Transfer)
}

fn moved(lines: &[Pieces]) -> Vec<Moved> {
    let moved = |line: &Pieces| Moved {
        part: line.part_id.0,
        quantity: line.quantity.0,
    };
    lines.iter().map(moved).collect()
}

pub(crate) fn send(params: Move) -> Deed {
    let lines = moved(&params.lines);
    order(params.key, params.transfer_id, TransferCommand::Send(lines))
}

pub(crate) fn receive(params: Move) -> Deed {
    let lines = moved(&params.lines);
    order(
        params.key,
        params.transfer_id,
        TransferCommand::Receive(lines),
    )
}

pub(crate) fn close(params: Close) -> Deed {
    let reason = params.reason;
    order(
        params.key,
        params.transfer_id,
        TransferCommand::Close { reason },
    )
}

pub(crate) fn cancel(params: Cancel) -> Deed {
    let reason = params.reason;
    order(
        params.key,
        params.transfer_id,
        TransferCommand::Cancel { reason },
    )
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let limit = limit(params.limit, 50);
        let found = |name: &str, value: &str| api.queries.found(name, value, None, limit);
        let found = match (params.state, &params.from, &params.to) {
            (_, Some(from), _) => found("transfer.from", from),
            (_, None, Some(to)) => found("transfer.to", to),
            (state, None, None) => found("transfer.state", word(state.unwrap_or(State::Requested))),
        };
        let found = found.map_err(|error| refuse::store(&error))?;
        let transfers = folds::<Transfer>(api, found)?;
        let transfers = transfers.iter().filter(|transfer| {
            params
                .state
                .is_none_or(|s| word(s) == transfer.state.code())
                && params.to.as_ref().is_none_or(|to| *to == transfer.to)
        });
        Ok(ListResult {
            transfers: transfers.map(convert::transfer).collect(),
        })
    })
}

const fn word(state: State) -> &'static str {
    match state {
        State::Requested => "requested",
        State::Sent => "sent",
        State::Received => "received",
        State::Closed => "closed",
        State::Canceled => "canceled",
    }
}

pub(crate) fn get(params: &Get) -> Deed {
    let id = params.transfer_id.0;
    Deed::read(move |api| {
        let transfer: Option<Transfer> = fold(api, id.uuid(), None)?;
        let transfer = transfer.ok_or_else(|| Problem::from(&Refusal::NoSuchTransfer(id)))?;
        Ok(GetResult {
            transfer: convert::transfer(&transfer),
        })
    })
}
