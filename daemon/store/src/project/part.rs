//! The catalog with its search index, and stock.

use domain::catalog::{Fitment, Part, StockMove};
use domain::ids::PartId;
use domain::money::Quantity;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::Connection;

use crate::tokens::Tokens;
use crate::{keys, sql};

const DOING: &str = "updating the catalog";

/// A part as the search finds it.
#[derive(PartialEq, Eq)]
struct Searched {
    norm: String,
    others: Vec<String>,
    words: String,
    fitment: Vec<Fitment>,
}

impl Searched {
    fn tokens(&self) -> String {
        let mut tokens = Tokens::default();
        tokens.words(&self.words);
        tokens.number(&self.norm);
        self.others.iter().for_each(|norm| tokens.number(norm));
        tokens.fitment(&self.fitment);
        tokens.text()
    }
}

pub(super) fn saved(conn: &Connection, cursor: u64, part: &Part) -> Result<(), StoreError> {
    let searched = Searched {
        norm: normal_number(&part.number),
        others: other_numbers(part),
        words: words(&part.brand, &part.description, &part.category),
        fitment: part.fitment.clone(),
    };
    let (id, known) = (part.id.uuid(), known(conn, part.id)?);
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO part (row, id, number, norm, brand, description, category, upc,
             upc_key, price, cost, bin, others)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, norm = excluded.norm,
             brand = excluded.brand, description = excluded.description,
             category = excluded.category, upc = excluded.upc, upc_key = excluded.upc_key,
             price = excluded.price, cost = excluded.cost, bin = excluded.bin,
             others = excluded.others";
    let values = (
        row,
        id.as_bytes(),
        &part.number,
        &searched.norm,
        &part.brand,
        &part.description,
        &part.category,
        &part.upc,
        part.upc.as_deref().and_then(keys::upc_key),
        part.price.to_string(),
        part.cost.to_string(),
        &part.bin,
        (!searched.others.is_empty()).then(|| searched.others.join(" ")),
    );
    sql::run(conn, DOING, upsert, values)?;
    // Changes of price are common and leave the rest alone.
    let before = known.map(|(_, searched)| searched);
    if before.as_ref() == Some(&searched) {
        return Ok(());
    }
    index(conn, row, before.as_ref(), &searched)?;
    interchange(conn, row, before.as_ref(), &searched)?;
    if before.is_none_or(|before| before.fitment != searched.fitment) {
        fit(conn, row, part)?;
    }
    Ok(())
}

/// Normal forms of the interchange numbers, each once. The catalog's records carry none yet.
const fn other_numbers(_part: &Part) -> Vec<String> {
    Vec::new()
}

fn words(brand: &str, description: &str, category: &str) -> String {
    [brand, description, category].join(" ")
}

/// Reads back what the search knows of a part.
fn known(conn: &Connection, id: PartId) -> Result<Option<(i64, Searched)>, StoreError> {
    let known = "SELECT row, norm, brand, description, category, others FROM part WHERE id = ?";
    let known = sql::one(conn, DOING, known, [id.uuid().as_bytes()], |row| {
        let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
        let others = row.get_ref(5)?.as_str_or_null()?.unwrap_or_default();
        Ok((
            row.get::<_, i64>(0)?,
            Searched {
                norm: row.get(1)?,
                others: others.split_whitespace().map(str::to_owned).collect(),
                words: words(text(2)?, text(3)?, text(4)?),
                fitment: Vec::new(),
            },
        ))
    })?;
    let Some((row, mut searched)) = known else {
        return Ok(None);
    };
    searched.fitment = fitment(conn, row)?;
    Ok(Some((row, searched)))
}

/// Reads what a part fits, in the order it was saved.
pub(crate) fn fitment(conn: &Connection, row: i64) -> Result<Vec<Fitment>, StoreError> {
    let query = "SELECT year_from, year_to, make, model FROM fitment WHERE part = ? ORDER BY place";
    sql::all(conn, "reading what a part fits", query, [row], |row| {
        Ok(Fitment {
            year_from: row.get(0)?,
            year_to: row.get(1)?,
            make: row.get(2)?,
            model: row.get(3)?,
        })
    })
}

fn index(
    conn: &Connection,
    row: i64,
    before: Option<&Searched>,
    now: &Searched,
) -> Result<(), StoreError> {
    let doing = "updating the parts' search index";
    if let Some(before) = before {
        // The index holds no text, so it has to be told what to forget.
        let forget = "INSERT INTO part_token (part_token, rowid, tokens) VALUES ('delete', ?, ?)";
        sql::run(conn, doing, forget, (row, before.tokens()))?;
    }
    let insert = "INSERT INTO part_token (rowid, tokens) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, now.tokens())).map(drop)
}

fn interchange(
    conn: &Connection,
    row: i64,
    before: Option<&Searched>,
    now: &Searched,
) -> Result<(), StoreError> {
    let doing = "updating the interchange numbers";
    let forget = "DELETE FROM interchange WHERE norm = ? AND part = ?";
    for norm in before.iter().flat_map(|before| &before.others) {
        sql::run(conn, doing, forget, (norm, row))?;
    }
    let insert = "INSERT OR IGNORE INTO interchange (norm, part) VALUES (?, ?)";
    for norm in &now.others {
        sql::run(conn, doing, insert, (norm, row))?;
    }
    Ok(())
}

fn fit(conn: &Connection, row: i64, part: &Part) -> Result<(), StoreError> {
    let doing = "updating what parts fit";
    sql::run(conn, doing, "DELETE FROM fitment WHERE part = ?", [row])?;
    let insert = "INSERT INTO fitment
         (part, place, year_from, year_to, make, model, make_key, model_key)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    for (place, fit) in part.fitment.iter().enumerate() {
        let (make, model) = (keys::plain(&fit.make), keys::plain(&fit.model));
        let place = sql::int(place);
        let values = (
            row,
            place,
            fit.year_from,
            fit.year_to,
            &fit.make,
            &fit.model,
            make,
            model,
        );
        sql::run(conn, doing, insert, values)?;
    }
    Ok(())
}

pub(super) fn moved(conn: &Connection, movement: &StockMove) -> Result<(), StoreError> {
    let upsert = "INSERT INTO stock (part, location, on_hand) VALUES (?, ?, ?)
         ON CONFLICT (part, location) DO UPDATE SET on_hand = on_hand + excluded.on_hand";
    let part = movement.part.uuid();
    let values = (
        part.as_bytes(),
        &movement.location,
        thousandths(movement.quantity),
    );
    sql::run(conn, "moving stock", upsert, values).map(drop)
}

/// A quantity has at most three decimals and seven digits before them, so this is exact and fits.
fn thousandths(quantity: Quantity) -> i64 {
    let mut decimal = quantity.decimal();
    decimal.rescale(3);
    sql::int(decimal.mantissa())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_exact() {
        for (text, expected) in [
            ("1", 1000),
            ("-0.5", -500),
            ("0.001", 1),
            ("1000000", 1_000_000_000),
        ] {
            assert_eq!(thousandths(Quantity::parse(text).unwrap()), expected);
        }
    }
}
