//! Counts of stock. In a blind count only managers see what the books say.

use std::collections::BTreeMap;

use domain::count::{Count, CountRules, CountScope};
use domain::ids::PartId;
use domain::money::{Money, Quantity};
use domain::stock::abc::{AbcClass, AbcCuts, abc};
use domain::{Currency, Refusal};
use engine::{Command, CountCommand};
use protocol::convert;
use protocol::problem::Problem;
use protocol::v1::count::{
    Add, Cancel, Class, Get, GetResult, Line, List, ListResult, Open, Post, Recount, State, Tally,
};
use protocol::v1::limit;
use protocol::values::{CountIdText, Key, QuantityText};

use super::policy::days_back;
use super::words;
use crate::answer::{Shape, fold, folds};
use crate::api::Api;
use crate::call::Deed;
use crate::connection::Connection;
use crate::refuse;

/// The sales of a year make a part's class.
const CLASS_DAYS: u16 = 365;

pub(crate) fn open(connection: &Connection, params: Open) -> Deed {
    let (currency, shape) = (connection.api.currency(), shape(connection));
    let rules = CountRules {
        tolerance: params.tolerance.map_or(Quantity::ZERO, |most| most.0),
        tolerance_value: Money::new(params.tolerance_value.unwrap_or(0), currency),
        recount_by_other: params.recount_by_other,
        blind: !params.show_book,
    };
    let here = || connection.api.rules.get().location.clone();
    let mut scope = CountScope {
        location: params.location.unwrap_or_else(here),
        bins: params.bins,
        categories: params.categories,
        parts: params.part_ids.into_iter().map(|id| id.0).collect(),
        class: params.class.map(class),
    };
    let Some(class) = scope.class else {
        return Deed::Order(params.key, Command::OpenCount { scope, rules }, shape);
    };
    // Which parts are of a class is read from a year's sales, away from the engine's thread.
    Deed::Prepare(
        params.key,
        Box::new(move |api| {
            let of_class = parts_of_class(api, class, currency)?;
            let named = std::mem::take(&mut scope.parts);
            let wanted = |part: &PartId| named.is_empty() || named.contains(part);
            scope.parts = of_class.into_iter().filter(wanted).collect();
            Ok(Command::OpenCount { scope, rules })
        }),
        shape,
    )
}

fn parts_of_class(api: &Api, class: AbcClass, currency: Currency) -> Result<Vec<PartId>, Problem> {
    let sold = api.queries.sold_since(days_back(CLASS_DAYS));
    let sold = sold.map_err(|error| refuse::store(&error))?;
    let mut values: BTreeMap<PartId, Money> = BTreeMap::new();
    let money = |error| Problem::from(&Refusal::from(error));
    for sold in sold {
        let value = domain::ticket::line_amount(sold.quantity, sold.unit_cost, currency);
        let sum = values
            .entry(sold.part)
            .or_insert_with(|| Money::zero(currency));
        *sum = sum.plus(value.map_err(money)?).map_err(money)?;
    }
    let values: Vec<_> = values.into_iter().collect();
    let classed = abc(&values, AbcCuts::USUAL).map_err(money)?;
    let parts = classed.into_iter().filter(|(_, of)| *of == class);
    Ok(parts.map(|(part, _)| part).collect())
}

const fn class(class: Class) -> AbcClass {
    match class {
        Class::A => AbcClass::A,
        Class::B => AbcClass::B,
        Class::C => AbcClass::C,
    }
}

fn shape(connection: &Connection) -> Shape {
    Shape::Count {
        value: connection.who.sees_costs(),
    }
}

fn order(connection: &Connection, key: Key, count: CountIdText, command: CountCommand) -> Deed {
    let command = Command::Count {
        count: count.0,
        command,
    };
    Deed::Order(key, command, shape(connection))
}

pub(crate) fn add(connection: &Connection, params: Add) -> Result<Deed, Problem> {
    let part = words::part_ref(params.part_id, params.code)?;
    let command = CountCommand::Add { part };
    Ok(order(connection, params.key, params.count_id, command))
}

pub(crate) fn tally(connection: &Connection, params: Tally) -> Result<Deed, Problem> {
    let command = CountCommand::Tally {
        part: words::part_ref(params.part_id, params.code)?,
        counted: params.counted.0,
        more: params.more,
    };
    Ok(order(connection, params.key, params.count_id, command))
}

pub(crate) fn recount(connection: &Connection, params: Recount) -> Deed {
    let parts = params.part_ids.into_iter().map(|id| id.0).collect();
    let command = CountCommand::Recount { parts };
    order(connection, params.key, params.count_id, command)
}

pub(crate) fn post(connection: &Connection, params: Post) -> Deed {
    let leave_uncounted = params.leave_uncounted;
    let command = CountCommand::Post { leave_uncounted };
    order(connection, params.key, params.count_id, command)
}

pub(crate) fn cancel(connection: &Connection, params: Cancel) -> Deed {
    let reason = params.reason;
    let command = CountCommand::Cancel { reason };
    order(connection, params.key, params.count_id, command)
}

pub(crate) fn list(params: List) -> Deed {
    Deed::read(move |api| {
        let word = match params.state.unwrap_or(State::Open) {
            State::Open => "open",
            State::Posted => "posted",
            State::Canceled => "canceled",
        };
        let limit = limit(params.limit, 50);
        let found = api.queries.found("count.state", word, None, limit);
        let found = found.map_err(|error| refuse::store(&error))?;
        let counts = folds::<Count>(api, found)?;
        let place = params.location.as_ref();
        let here = counts
            .iter()
            .filter(|count| place.is_none_or(|place| *place == count.scope.location));
        Ok(ListResult {
            counts: here.map(convert::count).collect(),
        })
    })
}

pub(crate) fn get(connection: &Connection, params: Get) -> Deed {
    let manages = connection.who.manages();
    Deed::read(move |api| {
        let id = params.count_id.0;
        let count: Option<Count> = fold(api, id.uuid(), None)?;
        let count = count.ok_or_else(|| Problem::from(&Refusal::NoSuchCount(id)))?;
        let shown = manages || !count.rules.blind;
        let skip = usize::try_from(params.skip).unwrap_or(usize::MAX);
        let sheet = count.sheet().into_iter().filter(|line| {
            let state = convert::line_state(line.state);
            params.state.is_none_or(|asked| asked == state)
        });
        let mut lines = Vec::new();
        for seen in sheet.skip(skip).take(limit(params.limit, 200)) {
            let part = api.queries.part(seen.part);
            let part = part.map_err(|error| refuse::store(&error))?;
            let (number, description) = part.map_or_else(Default::default, |view| {
                (view.part.number, view.part.description)
            });
            let line = count.lines.get(&seen.part).filter(|_| shown);
            let difference = line.and_then(|line| line.difference().ok().flatten());
            lines.push(Line {
                part_id: seen.part.into(),
                number,
                description,
                bin: seen.bin,
                state: convert::line_state(seen.state),
                book: line.map(|line| QuantityText(line.frozen.book)),
                counted: line
                    .and_then(|line| line.tallies.last())
                    .map(|tally| QuantityText(tally.counted)),
                difference: difference.map(QuantityText),
            });
        }
        Ok(GetResult {
            count: convert::count(&count),
            lines,
        })
    })
}
