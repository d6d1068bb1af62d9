//! Compares every table that is worked out from the journal, row by row, with a rebuilt one.

use std::cmp::Ordering;
use std::fmt;
use std::fmt::Write as _;

use engine::StoreError;
use rusqlite::types::Value;
use rusqlite::{Connection, Rows, Statement};

use super::{TableCount, VerifyFault};
use crate::error::Doing;
use crate::sql;

const DOING: &str = "comparing with the rebuilt tables";
/// Differences that are collected before comparing stops.
const DIFFERENCES_MAX: usize = 10;

/// The tables with their keys. A search index is compared by the words it holds for each row.
pub(super) const TABLES: &[(&str, &[&str])] = &[
    ("series", &["series"]),
    ("slot", &["id", "name", "place"]),
    ("ticket", &["cursor"]),
    ("ticket_number", &["back", "ticket"]),
    ("payment", &["id"]),
    ("balance", &["account", "owner", "currency"]),
    ("ledger_day", &["currency", "date", "account"]),
    ("part", &["row"]),
    ("fitment", &["part", "place"]),
    ("interchange", &["norm", "part"]),
    ("kind", &["row"]),
    ("kind_token", &["term", "doc"]),
    ("model", &["row"]),
    ("model_kind", &["model", "kind"]),
    ("part_token", &["term", "doc"]),
    ("stock", &["part", "location"]),
    ("reorder", &["part"]),
    ("low", &["location", "part"]),
    ("purchase", &["id"]),
    ("purchase_line", &["purchase", "line"]),
    ("part_cost", &["part"]),
    ("customer", &["row"]),
    ("customer_phone", &["digits", "customer"]),
    ("customer_token", &["term", "doc"]),
    ("vehicle", &["row"]),
    ("vehicle_token", &["term", "doc"]),
    ("staff", &["id"]),
    ("job", &["cursor"]),
];

/// A row that is not what the journal says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's key, as `name=value`.
    pub row: String,
    /// What differs, in words.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table {}, row {}: {}", self.table, self.row, self.what)
    }
}

pub(super) fn tables(
    live: &Connection,
    rebuilt: &Connection,
) -> Result<Vec<TableCount>, VerifyFault> {
    let mut counts = Vec::with_capacity(TABLES.len());
    let mut differences = Vec::new();
    for (table, keys) in TABLES {
        let rows = one_table(live, rebuilt, table, keys, &mut differences)?;
        counts.push(TableCount { table, rows });
        if differences.len() >= DIFFERENCES_MAX {
            break;
        }
    }
    if differences.is_empty() {
        Ok(counts)
    } else {
        Err(VerifyFault::ReadModels(differences))
    }
}

fn one_table(
    live: &Connection,
    rebuilt: &Connection,
    table: &'static str,
    keys: &[&str],
    differences: &mut Vec<Difference>,
) -> Result<u64, StoreError> {
    let mut live = prepare(live, table, keys)?;
    let mut rebuilt = prepare(rebuilt, table, keys)?;
    let names: Vec<String> = live.column_names().map(str::to_owned).collect();
    let (width, mut rows) = (names.len(), 0);
    let (mut live, mut rebuilt) = (
        live.query([]).doing(DOING)?,
        rebuilt.query([]).doing(DOING)?,
    );
    let (mut is, mut should) = (next(&mut live, width)?, next(&mut rebuilt, width)?);
    while differences.len() < DIFFERENCES_MAX {
        let order = match (&is, &should) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(is), Some(should)) => compare(&is[..keys.len()], &should[..keys.len()]),
        };
        let mut differ = |row: &[Value], what: String| {
            let row = name_row(&names[..keys.len()], row);
            differences.push(Difference { table, row, what });
        };
        match (order, &is, &should) {
            (Ordering::Less, Some(row), _) => differ(row, "the journal knows no such row".into()),
            (Ordering::Greater, _, Some(row)) => differ(row, "it is missing".into()),
            (Ordering::Equal, Some(row), Some(other)) if row != other => {
                differ(row, say_columns(&names, row, other));
            }
            _ => {}
        }
        if order != Ordering::Greater {
            is = next(&mut live, width)?;
            rows += 1;
        }
        if order != Ordering::Less {
            should = next(&mut rebuilt, width)?;
        }
    }
    Ok(rows)
}

fn prepare<'c>(
    conn: &'c Connection,
    table: &str,
    keys: &[&str],
) -> Result<Statement<'c>, StoreError> {
    let order = keys.join(", ");
    let query = if table.ends_with("_token") {
        let vocabulary = format!(
            "CREATE VIRTUAL TABLE temp.{table}_terms USING fts5vocab(main, {table}, instance)"
        );
        conn.execute_batch(&vocabulary).doing(DOING)?;
        // The index is walked in the order of its terms, and of the rows within each: sorting would cost memory.
        format!("SELECT term, doc FROM temp.{table}_terms")
    } else {
        let others = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid";
        let columns: Vec<String> = sql::all(conn, DOING, others, [table], |row| row.get(0))?;
        let others = columns
            .iter()
            .map(String::as_str)
            .filter(|name| !keys.contains(name));
        let columns: Vec<&str> = keys.iter().copied().chain(others).collect();
        format!(
            "SELECT {} FROM {table} ORDER BY {order}",
            columns.join(", ")
        )
    };
    conn.prepare(&query).doing(DOING)
}

fn next(rows: &mut Rows<'_>, width: usize) -> Result<Option<Vec<Value>>, StoreError> {
    let Some(row) = rows.next().doing(DOING)? else {
        return Ok(None);
    };
    (0..width)
        .map(|index| row.get(index))
        .collect::<Result<_, _>>()
        .map(Some)
        .doing(DOING)
}

/// Orders keys as SQLite does: integers by value, texts and blobs byte by byte.
fn compare(one: &[Value], other: &[Value]) -> Ordering {
    let pairs = one.iter().zip(other).map(|pair| match pair {
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        (Value::Blob(one), Value::Blob(other)) => one.cmp(other),
        (one, other) => class(one).cmp(&class(other)),
    });
    pairs.fold(Ordering::Equal, Ordering::then)
}

const fn class(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Integer(_) | Value::Real(_) => 1,
        Value::Text(_) => 2,
        Value::Blob(_) => 3,
    }
}

fn name_row(names: &[String], row: &[Value]) -> String {
    let pairs = names
        .iter()
        .zip(row)
        .map(|(name, value)| format!("{name}={}", say(value)));
    pairs.collect::<Vec<_>>().join(" ")
}

fn say_columns(names: &[String], is: &[Value], should: &[Value]) -> String {
    let wrong = names
        .iter()
        .zip(is.iter().zip(should))
        .filter(|(_, (is, should))| is != should);
    let words = wrong.map(|(name, (is, should))| {
        format!("{name} is {}, the journal says {}", say(is), say(should))
    });
    words.collect::<Vec<_>>().join("; ")
}

fn say(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("`{text}`"),
        Value::Blob(bytes) => match uuid::Uuid::from_slice(bytes) {
            Ok(id) => id.to_string(),
            Err(_) => bytes.iter().fold(String::new(), |mut hex, byte| {
                // Writing to a string cannot fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            }),
        },
    }
}
