//! The catalog with its search indexes.

use domain::catalog::Part;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::Connection;

use crate::{keys, sql};

const DOING: &str = "updating the catalog";

/// The texts of a part that the search indexes hold.
#[derive(PartialEq, Eq)]
struct Searched {
    norm: String,
    words: String,
}

pub(super) fn saved(conn: &Connection, cursor: u64, part: &Part) -> Result<(), StoreError> {
    let id = part.id.uuid();
    let known = "SELECT row, norm, brand, description, category FROM part WHERE id = ?";
    let known = sql::one(conn, DOING, known, [id.as_bytes()], |row| {
        let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
        let words = words(text(2)?, text(3)?, text(4)?);
        Ok((
            row.get::<_, i64>(0)?,
            Searched {
                norm: row.get(1)?,
                words,
            },
        ))
    })?;
    let searched = Searched {
        norm: normal_number(&part.number),
        words: words(&part.brand, &part.description, &part.category),
    };
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO part (row, id, number, norm, brand, description, category, upc,
             upc_key, price, cost, bin, saved)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, norm = excluded.norm,
             brand = excluded.brand, description = excluded.description,
             category = excluded.category, upc = excluded.upc, upc_key = excluded.upc_key,
             price = excluded.price, bin = excluded.bin, saved = excluded.saved,
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
        sql::int(cursor),
    );
    sql::run(conn, DOING, upsert, values)?;
    index(conn, row, known.map(|(_, searched)| searched), &searched)?;
    fit(conn, row, part)
}

fn words(brand: &str, description: &str, category: &str) -> String {
    [brand, description, category].join(" ")
}

/// Changes of price are common and leave the indexes alone.
fn index(
    conn: &Connection,
    row: i64,
    before: Option<Searched>,
    now: &Searched,
) -> Result<(), StoreError> {
    let doing = "updating the search indexes";
    if before.as_ref() == Some(now) {
        return Ok(());
    }
    if let Some(Searched { norm, words }) = before {
        // The indexes hold no text, so they have to be told what to forget.
        let forget = "INSERT INTO part_fragment (part_fragment, rowid, norm)
             VALUES ('delete', ?, ?)";
        sql::run(conn, doing, forget, (row, norm))?;
        let forget = "INSERT INTO part_word (part_word, rowid, words) VALUES ('delete', ?, ?)";
        sql::run(conn, doing, forget, (row, words))?;
    }
    let insert = "INSERT INTO part_fragment (rowid, norm) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, &now.norm))?;
    let insert = "INSERT INTO part_word (rowid, words) VALUES (?, ?)";
    sql::run(conn, doing, insert, (row, &now.words)).map(drop)
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
