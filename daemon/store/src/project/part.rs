//! The catalog with its search index, and stock.

use domain::catalog::{Fitment, Part, StockMove};
use domain::ids::PartId;
use domain::money::Quantity;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::Connection;

use super::fitment;
use crate::tokens::Tokens;
use crate::{keys, sql};

const DOING: &str = "updating the catalog";

/// A part as the search finds it.
#[derive(PartialEq, Eq)]
struct Searched {
    norm: String,
    others: Vec<String>,
    /// What its kind is told by.
    words: String,
    fitment: Vec<Fitment>,
}

impl Searched {
    fn tokens(&self) -> String {
        let mut tokens = Tokens::default();
        tokens.number(&self.norm);
        self.others.iter().for_each(|norm| tokens.number(norm));
        tokens.text()
    }
}

pub(super) fn saved(conn: &Connection, cursor: u64, part: &Part) -> Result<(), StoreError> {
    saved_with(conn, cursor, part, other_numbers(part))
}

/// Saves a part with the normal forms of its interchange numbers, each once.
pub(crate) fn saved_with(
    conn: &Connection,
    cursor: u64,
    part: &Part,
    others: Vec<String>,
) -> Result<(), StoreError> {
    let searched = Searched {
        norm: normal_number(&part.number),
        others,
        words: words(&part.brand, &part.description, &part.category),
        fitment: part.fitment.clone(),
    };
    let (id, known) = (part.id.uuid(), known(conn, part.id)?);
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let kind = kind(conn, cursor, &searched.words)?;
    let upsert = "INSERT INTO part (row, id, number, norm, brand, description, category, upc,
             upc_key, price, cost, bin, others, kind, fitted)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, norm = excluded.norm,
             brand = excluded.brand, description = excluded.description,
             category = excluded.category, upc = excluded.upc, upc_key = excluded.upc_key,
             price = excluded.price, cost = excluded.cost, bin = excluded.bin,
             others = excluded.others, kind = excluded.kind, fitted = excluded.fitted";
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
        kind,
        !part.fitment.is_empty(),
    );
    sql::run(conn, DOING, upsert, values)?;
    // Changes of price are common and leave the rest alone.
    let before = known.map(|(_, searched)| searched);
    if before.as_ref() == Some(&searched) {
        return Ok(());
    }
    index(conn, row, before.as_ref(), &searched)?;
    interchange(conn, row, before.as_ref(), &searched)?;
    let fits_as_before =
        |before: &Searched| before.fitment == searched.fitment && before.words == searched.words;
    if !before.as_ref().is_some_and(fits_as_before) {
        fitment::saved(conn, cursor, row, kind, &part.fitment)?;
    }
    Ok(())
}

/// The catalog's records carry no interchange numbers yet; once they do, this reads them.
const fn other_numbers(_part: &Part) -> Vec<String> {
    Vec::new()
}

fn words(brand: &str, description: &str, category: &str) -> String {
    [brand, description, category].join(" ")
}

/// Returns the kind that these words tell, adding it when it is the first of its kind.
fn kind(conn: &Connection, cursor: u64, text: &str) -> Result<i64, StoreError> {
    let doing = "updating the kinds of parts";
    let known = "SELECT row FROM kind WHERE text = ?";
    if let Some(row) = sql::one(conn, doing, known, [text], |row| row.get(0))? {
        return Ok(row);
    }
    let row = sql::int(cursor);
    let insert = "INSERT INTO kind (row, text) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, text))?;
    let mut tokens = Tokens::default();
    tokens.words(text);
    let insert = "INSERT INTO kind_token (rowid, tokens) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, tokens.text()))?;
    Ok(row)
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
    searched.fitment = fitment::of(conn, row)?;
    Ok(Some((row, searched)))
}

fn index(
    conn: &Connection,
    row: i64,
    before: Option<&Searched>,
    now: &Searched,
) -> Result<(), StoreError> {
    let doing = "updating the parts' search index";
    let (before, now) = (before.map(Searched::tokens), now.tokens());
    if before.as_ref() == Some(&now) {
        return Ok(());
    }
    if let Some(before) = before {
        // The index holds no text, so it has to be told what to forget.
        let forget = "INSERT INTO part_token (part_token, rowid, tokens) VALUES ('delete', ?, ?)";
        sql::run(conn, doing, forget, (row, before))?;
    }
    let insert = "INSERT INTO part_token (rowid, tokens) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, now)).map(drop)
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
