//! The catalog with its search indexes.

use std::collections::BTreeSet;

use domain::catalog::Part;
use domain::ids::PartId;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::Connection;

use super::fitment::{self, Fit};
use super::found;
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
    fitment: Vec<Fit>,
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
    let searched = Searched {
        norm: normal_number(&part.number),
        others: other_numbers(part),
        words: words(&part.brand, &part.description, &part.category),
        fitment: part.fitment.iter().map(Fit::of).collect(),
    };
    let (id, known) = (part.id.uuid(), known(conn, part.id)?);
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let kind = kind(conn, cursor, &searched.words)?;
    let upsert = "INSERT INTO part (row, id, number, norm, brand, description, category, upc,
             upc_key, price, cost, bin, others, kind, fitted, saved)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, norm = excluded.norm,
             brand = excluded.brand, description = excluded.description,
             category = excluded.category, upc = excluded.upc, upc_key = excluded.upc_key,
             price = excluded.price, bin = excluded.bin, others = excluded.others,
             kind = excluded.kind, fitted = excluded.fitted, saved = excluded.saved,
             cost = CASE WHEN EXISTS (SELECT 1 FROM part_cost WHERE part = excluded.id)
                 THEN cost ELSE excluded.cost END";
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
        sql::int(cursor),
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
        fitment::saved(conn, cursor, row, kind, &searched.fitment)?;
    }
    Ok(())
}

/// Returns the normal forms of the interchange numbers, each once.
fn other_numbers(part: &Part) -> Vec<String> {
    let norms = part.interchange.iter().map(|number| normal_number(number));
    let norms: BTreeSet<String> = norms.filter(|norm| !norm.is_empty()).collect();
    norms.into_iter().collect()
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
    let before = before.map(Searched::tokens);
    found::index(conn, "part_token", row, before, now.tokens())
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
