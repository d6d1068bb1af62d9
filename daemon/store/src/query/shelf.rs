//! What lies at a place, for counts of stock, and what was sold from the shelves.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::PartEvent;
use domain::count::{CountScope, Frozen};
use domain::ids::PartId;
use domain::money::{Quantity, UnitPrice};
use domain::stock::MoveReason;
use domain::{Event, Timestamp};
use engine::StoreError;
use engine::queries::SoldStock;
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::stock;
use crate::error::{Doing, unreadable};
use crate::record::kind;
use crate::{chain, journal, sql};

const DOING: &str = "reading the shelves";
/// Parts that are named stand on the list although they were never at the place.
const NAMED: &str = "SELECT p.id, p.bin, p.category, coalesce(s.on_hand, 0), p.cost
     FROM part AS p LEFT JOIN stock AS s ON s.part = p.id AND s.location = ?1 WHERE p.id = ?2";
const ALL: &str = "SELECT p.id, p.bin, p.category, s.on_hand, p.cost
     FROM stock AS s JOIN part AS p ON p.id = s.part WHERE s.location = ?1";

/// Lists what the books say of the parts in a scope.
pub(crate) fn lines(
    conn: &Connection,
    scope: &CountScope,
    limit: usize,
) -> Result<Vec<Frozen>, StoreError> {
    let mut lines = Vec::new();
    // A class is worked out by whoever asks: its parts are named.
    if !scope.parts.is_empty() || scope.class.is_some() {
        let named: BTreeSet<_> = scope.parts.iter().collect();
        for part in named {
            let key = (&scope.location, part.uuid().into_bytes());
            let found = sql::one(conn, DOING, NAMED, key, read)?;
            lines.extend(found.filter(|row| row.is_in(scope)).map(|row| row.frozen));
            if lines.len() >= limit {
                break;
            }
        }
        return Ok(lines);
    }
    let mut statement = conn.prepare_cached(ALL).doing(DOING)?;
    let rows = statement.query_map([&scope.location], read).doing(DOING)?;
    for row in rows {
        let row = row.doing(DOING)?;
        if row.is_in(scope) {
            lines.push(row.frozen);
        }
        if lines.len() >= limit {
            break;
        }
    }
    Ok(lines)
}

struct Shelved {
    frozen: Frozen,
    category: String,
}

impl Shelved {
    fn is_in(&self, scope: &CountScope) -> bool {
        let among = |list: &[String], value: &str| {
            list.is_empty() || list.iter().any(|one| same(one, value))
        };
        let bin = self.frozen.bin.as_deref().unwrap_or_default();
        among(&scope.bins, bin) && among(&scope.categories, &self.category)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Shelved> {
    let cost = row.get_ref(4)?.as_str()?;
    let cost = UnitPrice::parse(cost).map_err(|error| unreadable(error.to_string()))?;
    Ok(Shelved {
        frozen: Frozen {
            part: PartId::new(Uuid::from_bytes(row.get(0)?)),
            bin: row.get(1)?,
            book: stock::quantity(row.get(3)?),
            unit_cost: cost,
        },
        category: row.get(2)?,
    })
}

/// Sums up what was sold since a moment, by part and cost.
pub(super) fn sold_since(
    conn: &Connection,
    since: Timestamp,
) -> Result<Vec<SoldStock>, StoreError> {
    let first = first_since(conn, since)?;
    let query = format!(
        "SELECT {} FROM journal AS r WHERE r.cursor >= ? AND r.kind = ?",
        journal::columns_of("r")
    );
    let mut sums: BTreeMap<(PartId, UnitPrice), Decimal> = BTreeMap::new();
    let mut statement = conn.prepare_cached(&query).doing(DOING)?;
    let range = (sql::int(first), kind::STOCK_MOVED);
    let rows = statement.query_map(range, journal::read).doing(DOING)?;
    for record in rows {
        let Event::Part(_, PartEvent::Moved(movement)) = record.doing(DOING)?.event else {
            continue;
        };
        if let MoveReason::Sold { .. } = movement.reason {
            let sum = sums.entry((movement.part, movement.unit_cost));
            *sum.or_default() -= movement.quantity.decimal();
        }
    }
    let mut sold = Vec::with_capacity(sums.len());
    for ((part, unit_cost), sum) in sums {
        let Ok(quantity) = Quantity::try_new(sum) else {
            continue;
        };
        if !quantity.is_positive() {
            continue;
        }
        let query = "SELECT category FROM part WHERE id = ?";
        let category = sql::one(conn, DOING, query, [part.uuid().as_bytes()], |row| {
            row.get(0)
        })?;
        sold.push(SoldStock {
            part,
            category: category.unwrap_or_default(),
            unit_cost,
            quantity,
        });
    }
    Ok(sold)
}

/// Finds the first record since a moment: places in the journal rise with time, so halving finds it.
fn first_since(conn: &Connection, since: Timestamp) -> Result<u64, StoreError> {
    let query = "SELECT coalesce(max(cursor), 0) FROM journal";
    let head: Option<i64> = sql::one(conn, DOING, query, [], |row| row.get(0))?;
    let (mut low, mut high) = (1, sql::count(head.unwrap_or(0)) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let query = "SELECT hlc FROM journal WHERE cursor = ?";
        let hlc: Option<i64> = sql::one(conn, DOING, query, [sql::int(middle)], |row| row.get(0))?;
        if hlc.is_some_and(|hlc| chain::unix_ms(hlc) < since.unix_ms()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}
