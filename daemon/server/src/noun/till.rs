//! The till: sessions of this counter's drawer.

use domain::Event;
use domain::ids::TillId;
use domain::ledger::Account;
use domain::people::Role;
use domain::till::{self, TillEvent, TillSession};
use engine::{Command, Recorded, TillCommand, feed};
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::limit;
use protocol::v1::till::{
    Close, Count, Current, Drop, DropTo, Get, GetResult, List, ListResult, Move, Open, Session,
    XReport,
};
use protocol::values::Key;

use crate::answer::Shape;
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

fn order(connection: &Connection, key: Key, command: TillCommand) -> Deed {
    let shape = Shape::Till(connection.who.role());
    Deed::Order(key, Command::Till(command), shape)
}

pub(crate) fn open(connection: &Connection, params: Open) -> Result<Deed, Problem> {
    let pieces = params.pieces.as_deref();
    let pieces = pieces.map(|pieces| convert::pieces_in("pieces", pieces));
    if params.float.is_some() && pieces.is_some() {
        let message = "float: give either the float or its pieces";
        return Err(Problem::new(Code::InvalidParams, message));
    }
    let command = TillCommand::Open {
        float: params.float,
        pieces: pieces.transpose()?,
        reason: params.reason,
        keeper: params.keeper_id.map(|id| id.0),
    };
    Ok(order(connection, params.key, command))
}

pub(crate) fn pay_in(connection: &Connection, params: Move) -> Deed {
    let command = TillCommand::PayIn {
        amount: params.amount,
        reason: params.reason,
        category: params.category,
    };
    order(connection, params.key, command)
}

pub(crate) fn pay_out(connection: &Connection, params: Move) -> Deed {
    let command = TillCommand::PayOut {
        amount: params.amount,
        reason: params.reason,
        category: params.category,
    };
    order(connection, params.key, command)
}

pub(crate) fn drop(connection: &Connection, params: Drop) -> Deed {
    let command = TillCommand::Drop {
        amount: params.amount,
        to: match params.to {
            DropTo::Safe => till::DropTo::Safe,
            DropTo::Bank => till::DropTo::Bank,
        },
        reference: params.reference,
    };
    order(connection, params.key, command)
}

pub(crate) fn count(connection: &Connection, params: &Count) -> Result<Deed, Problem> {
    let pieces = convert::pieces_in("pieces", &params.pieces)?;
    let command = TillCommand::Count { pieces };
    Ok(order(connection, params.key.clone(), command))
}

pub(crate) fn close(connection: &Connection, params: Close) -> Result<Deed, Problem> {
    let left = params.left.as_deref();
    let left = left.map(|pieces| convert::pieces_in("left", pieces));
    let command = TillCommand::Close {
        reason: params.reason,
        left: left.transpose()?,
        reference: params.reference,
    };
    Ok(order(connection, params.key, command))
}

pub(crate) fn print_x(params: XReport) -> Deed {
    Deed::Order(params.key, Command::Till(TillCommand::PrintX), Shape::Jobs)
}

pub(crate) fn current(connection: &Connection) -> Deed {
    let role = connection.who.role();
    Deed::read(move |api| {
        let session = match open_session(api)? {
            Some(id) => Some(with_figures(api, id, role)?),
            None => None,
        };
        let carried = match newest_closed(api, None, 1)?.first() {
            Some((_, id)) => read(api, *id, None)?.0.z.map(|z| z.carried.minor()),
            None => None,
        };
        Ok(Current {
            session,
            carried,
            denominations: api.rules.get().till.pieces(api.currency()).to_vec(),
        })
    })
}

pub(crate) fn list(connection: &Connection, params: List) -> Deed {
    let role = connection.who.role();
    Deed::read(move |api| {
        let limit = limit(params.limit, 50);
        let mut sessions = Vec::new();
        if params.before.is_none()
            && let Some(id) = open_session(api)?
        {
            sessions.push(word(api, &read(api, id, None)?.0, role)?);
        }
        let closed = newest_closed(api, params.before, limit)?;
        let next = closed.last().map(|(cursor, _)| *cursor);
        let next = next.filter(|_| closed.len() >= limit);
        for (_, id) in closed {
            sessions.push(word(api, &read(api, id, None)?.0, role)?);
        }
        Ok(ListResult { sessions, next })
    })
}

pub(crate) fn get(connection: &Connection, params: &Get) -> Deed {
    let (role, id) = (connection.who.role(), params.till_id.0);
    Deed::read(move |api| {
        let session = with_figures(api, id, role)?;
        Ok(GetResult { session })
    })
}

/// Returns the session as it was right after an order.
pub(crate) fn after(api: &Api, id: TillId, cursor: u64, role: Role) -> Result<Session, Problem> {
    word(api, &read(api, id, Some(cursor))?.0, role)
}

/// Tells whether someone may see what the drawer should hold: not below a manager while a blind count is still to come.
pub(crate) fn may_see_cash(api: &Api, role: Role) -> Result<bool, Problem> {
    match open_session(api)? {
        Some(id) => sees(api, &read(api, id, None)?.0, role),
        None => Ok(true),
    }
}

/// The same rule as [`till::x_report`]'s, for screens.
fn sees(api: &Api, session: &TillSession, role: Role) -> Result<bool, Problem> {
    if role >= Role::Manager || !session.is_open() || !api.rules.get().till.blind {
        return Ok(true);
    }
    let owner = Some(session.id.uuid());
    let drawer = api.queries.balance(Account::Cash, owner, session.currency);
    let drawer = drawer.map_err(|error| refuse::store(&error))?;
    Ok(session.count_of(drawer).is_some())
}

fn word(api: &Api, session: &TillSession, role: Role) -> Result<Session, Problem> {
    let seen = sees(api, session, role)?;
    convert::till_session(session, seen)
        .map_err(|error| Problem::from(&domain::Refusal::from(error)))
}

fn with_figures(api: &Api, id: TillId, role: Role) -> Result<Session, Problem> {
    let (session, opened) = read(api, id, None)?;
    let mut wire = word(api, &session, role)?;
    if session.is_open() && sees(api, &session, role)? {
        let page = |after, limit| api.queries.events_after(after, limit);
        let figures = feed::till_figures(id, session.currency, opened, None, page);
        let figures = figures.map_err(|error| refuse::engine(&error))?;
        let figures = convert::till_figures(&figures);
        let refused = |error| Problem::from(&domain::Refusal::from(error));
        wire.figures = Some(figures.map_err(refused)?);
    }
    Ok(wire)
}

/// Reads a session, and where in the journal it was opened.
fn read(api: &Api, id: TillId, up_to: Option<u64>) -> Result<(TillSession, u64), Problem> {
    let story = api.queries.story(id.uuid(), up_to);
    let story = story.map_err(|error| refuse::store(&error))?;
    let opened = story.first().filter(|first| opens(first));
    let session = engine::fold::<TillSession>(id.uuid(), &story);
    match (session, opened) {
        (Some(session), Some(opened)) => Ok((session, opened.cursor)),
        _ => Err(Problem::from(&domain::Refusal::NoSuchTill(id))),
    }
}

const fn opens(record: &Recorded) -> bool {
    matches!(record.event, Event::Till(_, TillEvent::Opened { .. }))
}

fn open_session(api: &Api) -> Result<Option<TillId>, Problem> {
    let found = api.queries.found("till.open", &api.shop.counter, None, 1);
    let found = found.map_err(|error| refuse::store(&error))?;
    Ok(found.first().map(|found| TillId::new(found.id)))
}

/// Lists closed sessions of this counter with their places on the list, newest first.
fn newest_closed(
    api: &Api,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<(u64, TillId)>, Problem> {
    let counter = &api.shop.counter;
    let found = api.queries.found("till.closed", counter, before, limit);
    let found = found.map_err(|error| refuse::store(&error))?;
    let sessions = found.into_iter();
    Ok(sessions
        .map(|found| (found.cursor, TillId::new(found.id)))
        .collect())
}
