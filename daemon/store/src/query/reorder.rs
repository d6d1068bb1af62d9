//! What runs low, with all that is needed to order it.

use std::collections::BTreeMap;

use domain::catalog::Part;
use domain::ids::{PartId, SupplierId};
use domain::money::Quantity;
use domain::stock::StockLevel;
use domain::supplier::{Supplier, SupplierPart};
use engine::reorder::{LowAsk, LowPart, assumed_offer};
use engine::{StoreError, fold};
use rusqlite::Connection;

use super::stock::quantity;
use super::{lists, parts};
use crate::{journal, sql};

const DOING: &str = "reading what runs low";
/// The most suppliers of one part that are looked at.
const OFFERS_MAX: usize = 50;
/// The most places that are looked at; a shop has a handful.
const PLACES_MAX: usize = 1_000;

/// A part with its sums in thousandths.
struct Row {
    part: PartId,
    level: StockLevel,
    held: Quantity,
    special: Quantity,
    drafted: Quantity,
}

/// Lists parts that run low, in the order of their ids.
pub(crate) fn low(conn: &Connection, ask: &LowAsk) -> Result<Vec<LowPart>, StoreError> {
    // Parts that were never anywhere stand under no place. Each of the two lists is walked along its own index.
    let mut rows = at(conn, ask, &ask.location)?;
    if ask.unplaced {
        rows.extend(at(conn, ask, "")?);
    }
    rows.sort_by_key(|row| row.part);
    rows.truncate(ask.limit);
    let mut suppliers = BTreeMap::new();
    let mut low = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(part) = parts::part(conn, row.part)? else {
            continue;
        };
        let offers = offers(conn, &part, &mut suppliers)?;
        low.push(LowPart {
            part,
            level: row.level,
            held: row.held,
            special: row.special,
            drafted: row.drafted,
            offers,
        });
    }
    Ok(low)
}

/// Lists the places where something runs low; an empty one stands for parts that were never anywhere. Each step jumps to
/// the next place, so that a place with very many parts costs no more than one with a single part.
pub(crate) fn low_places(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let query = "WITH RECURSIVE place (name) AS (
             SELECT min(location) FROM low
             UNION ALL
             SELECT (SELECT min(location) FROM low WHERE location > name)
                 FROM place WHERE name IS NOT NULL)
         SELECT name FROM place WHERE name IS NOT NULL LIMIT ?";
    sql::all(conn, DOING, query, [sql::int(PLACES_MAX)], |row| row.get(0))
}

fn at(conn: &Connection, ask: &LowAsk, place: &str) -> Result<Vec<Row>, StoreError> {
    let query = "WITH found AS (
             SELECT low.part AS part, r.point AS point, coalesce(s.on_hand, 0) AS on_hand,
                 coalesce(s.reserved, 0) AS reserved, coalesce(s.on_order, 0) AS on_order,
                 coalesce(s.in_transit, 0) AS in_transit,
                 (SELECT coalesce(sum(l.held), 0) FROM purchase_line AS l
                     WHERE l.part = low.part AND l.location = ?1) AS held,
                 (SELECT coalesce(sum(l.open), 0) FROM purchase_line AS l
                     WHERE l.part = low.part AND l.location = ?1 AND l.ordered AND l.kept)
                     AS special,
                 (SELECT coalesce(sum(l.open), 0) FROM purchase_line AS l
                     WHERE l.part = low.part AND l.location = ?1
                         AND NOT l.ordered AND NOT l.kept) AS drafted
             FROM low JOIN reorder AS r ON r.part = low.part
                 LEFT JOIN stock AS s ON s.part = low.part AND s.location = ?1
             WHERE low.location = ?2 AND low.part > ?3)
         SELECT part, on_hand, reserved, on_order, in_transit, held, special, drafted FROM found
         WHERE NOT ?4 OR on_hand - reserved - held + on_order - special + drafted + in_transit
             <= point
         ORDER BY part LIMIT ?5";
    let after = ask
        .after
        .map_or_else(Vec::new, |part| part.uuid().into_bytes().to_vec());
    let values = (
        &ask.location,
        place,
        after,
        ask.to_order,
        sql::int(ask.limit),
    );
    sql::all(conn, DOING, query, values, |row| {
        Ok(Row {
            part: PartId::new(uuid::Uuid::from_bytes(row.get(0)?)),
            level: StockLevel {
                location: ask.location.clone(),
                on_hand: quantity(row.get(1)?),
                reserved: quantity(row.get(2)?),
                on_order: quantity(row.get(3)?),
                in_transit: quantity(row.get(4)?),
            },
            held: quantity(row.get(5)?),
            special: quantity(row.get(6)?),
            drafted: quantity(row.get(7)?),
        })
    })
}

fn offers(
    conn: &Connection,
    part: &Part,
    suppliers: &mut BTreeMap<SupplierId, Option<Supplier>>,
) -> Result<Vec<(SupplierPart, Supplier)>, StoreError> {
    let mut supplier = |id: SupplierId| match suppliers.get(&id) {
        Some(known) => Ok(known.clone()),
        None => {
            let found: Option<Supplier> = fold(id.uuid(), &journal::story(conn, id.uuid(), None)?);
            suppliers.insert(id, found.clone());
            Ok::<_, StoreError>(found)
        }
    };
    let id = part.id.to_string();
    let found = lists::found(conn, "supplier_part.part", &id, None, OFFERS_MAX)?;
    let mut offers = Vec::with_capacity(found.len());
    for found in found {
        let asked = fold::<SupplierPart>(found.id, &journal::story(conn, found.id, None)?);
        let Some(asked) = asked.filter(|asked| !asked.removed) else {
            continue;
        };
        if let Some(firm) = supplier(asked.details.supplier)? {
            offers.push((asked, firm));
        }
    }
    let named = part.reorder.as_ref().and_then(|rule| rule.supplier);
    if let Some(named) = named
        && !offers.iter().any(|(_, firm)| firm.id == named)
        && let Some(firm) = supplier(named)?
    {
        offers.push((assumed_offer(part, &firm), firm));
    }
    Ok(offers)
}
