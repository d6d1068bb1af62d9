//! Part search as people type: numbers first, then fragments of numbers, then words.
//!
//! Each way fetches a bounded number of hits without ranking in SQL, where ranking a common word costs tens of
//! milliseconds; the ranking is done here.

use std::collections::HashMap;

use domain::ids::{PartId, VehicleId};
use domain::text::normal_number;
use engine::StoreError;
use engine::queries::PartView;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::{parts, people};
use crate::{keys, sql};

const DOING: &str = "searching the catalog";
/// Hits fetched by each way of searching.
const HITS_MAX: usize = 200;
/// Characters of what was typed that are looked at.
const TEXT_LEN_MAX: usize = 100;
/// The shortest fragment the fragment index can find.
const FRAGMENT_LEN_MIN: usize = 3;

/// How well a part answers; the lesser the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    Leading,
    Rest,
}

struct Hit {
    row: i64,
    id: PartId,
    norm: String,
    in_stock: bool,
    fits: Option<bool>,
    text: String,
}

/// Searches with an optional vehicle; see [`engine::Queries::search_parts`].
pub(super) fn parts(
    conn: &Connection,
    text: &str,
    vehicle: Option<VehicleId>,
    limit: usize,
) -> Result<Vec<PartView>, StoreError> {
    let text: String = text.chars().take(TEXT_LEN_MAX).collect();
    let search = Search {
        conn,
        vehicle: Fits::of(conn, vehicle)?,
    };
    let norm = normal_number(&text);
    let words: Vec<String> = keys::words(&text).map(keys::folded).collect();

    let mut found: HashMap<i64, (Rank, Hit)> = HashMap::new();
    let mut add = |hits: Vec<Hit>, rank: Rank| {
        for hit in hits {
            found.entry(hit.row).or_insert((rank, hit));
        }
    };
    if !norm.is_empty() {
        add(search.exact(&norm, keys::upc_key(&text))?, Rank::Exact);
        add(search.leading(&norm)?, Rank::Leading);
        add(search.fragment(&norm)?, Rank::Rest);
    }
    if !words.is_empty() {
        add(search.words(&words)?, Rank::Rest);
        add(search.number_among_words(&words)?, Rank::Rest);
    } else if norm.is_empty() && search.vehicle.is_some() {
        add(search.all_that_fit()?, Rank::Rest);
    }

    let mut ranked: Vec<_> = found.into_values().collect();
    ranked.sort_by(|(rank, hit), (other_rank, other)| {
        (rank, !hit.in_stock, &hit.norm, hit.row).cmp(&(
            other_rank,
            !other.in_stock,
            &other.norm,
            other.row,
        ))
    });
    let best = ranked.into_iter().take(limit);
    let views = best.map(|(_, hit)| {
        let Some(part) = parts::part(conn, hit.id)? else {
            return Ok(None);
        };
        parts::with_stock(conn, part, hit.fits).map(Some)
    });
    views.filter_map(Result::transpose).collect()
}

/// A vehicle as fitment knows it.
struct Fits {
    make: String,
    model: String,
    year: Option<u16>,
}

impl Fits {
    fn of(conn: &Connection, vehicle: Option<VehicleId>) -> Result<Option<Self>, StoreError> {
        let vehicle = vehicle
            .map(|id| people::vehicle(conn, id))
            .transpose()?
            .flatten();
        Ok(vehicle.map(|vehicle| Self {
            make: keys::plain(&vehicle.make),
            model: keys::plain(&vehicle.model),
            year: vehicle.year,
        }))
    }
}

struct Search<'a> {
    conn: &'a Connection,
    vehicle: Option<Fits>,
}

impl Search<'_> {
    fn exact(&self, norm: &str, upc: Option<String>) -> Result<Vec<Hit>, StoreError> {
        let mut hits = self.hits("part AS p", "p.norm = ?1", vec![norm.to_owned().into()])?;
        if let Some(upc) = upc {
            hits.extend(self.hits("part AS p", "p.upc_key = ?1", vec![upc.into()])?);
        }
        Ok(hits)
    }

    fn leading(&self, norm: &str) -> Result<Vec<Hit>, StoreError> {
        let range = vec![norm.to_owned().into(), keys::after(norm).into()];
        self.hits("part AS p", "p.norm >= ?1 AND p.norm < ?2", range)
    }

    /// The index knows which parts have all of the fragment's trigrams, but not where; the text settles it.
    fn fragment(&self, norm: &str) -> Result<Vec<Hit>, StoreError> {
        if norm.len() < FRAGMENT_LEN_MIN {
            return Ok(Vec::new());
        }
        let grams = norm.as_bytes().windows(FRAGMENT_LEN_MIN);
        let grams: Vec<_> = grams
            .map(|gram| format!("\"{}\"", String::from_utf8_lossy(gram)))
            .collect();
        self.hits(
            "part_fragment CROSS JOIN part AS p ON p.row = part_fragment.rowid",
            "part_fragment MATCH ?1 AND instr(p.norm, ?2) > 0",
            vec![grams.join(" AND ").into(), norm.to_owned().into()],
        )
    }

    /// Every word typed must start a word of the part.
    fn words(&self, words: &[String]) -> Result<Vec<Hit>, StoreError> {
        let wanted: Vec<_> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        self.hits(
            "part_word CROSS JOIN part AS p ON p.row = part_word.rowid",
            "part_word MATCH ?1",
            vec![wanted.join(" AND ").into()],
        )
    }

    /// `brembo p85`: one word is a number's fragment and the others are words.
    fn number_among_words(&self, words: &[String]) -> Result<Vec<Hit>, StoreError> {
        let mut found = Vec::new();
        if words.len() < 2 {
            return Ok(found);
        }
        for (index, word) in words.iter().enumerate() {
            let norm = normal_number(word);
            if !norm.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let mut hits = self.leading(&norm)?;
            hits.extend(self.fragment(&norm)?);
            hits.retain(|hit| {
                // Only here: folding every hit of every search would cost more than finding it.
                let folded = keys::name_key(&hit.text);
                let mut others = words
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != index);
                others.all(|(_, other)| folded.contains(&format!(" {other}")))
            });
            found.extend(hits);
        }
        Ok(found)
    }

    fn all_that_fit(&self) -> Result<Vec<Hit>, StoreError> {
        self.hits(
            "part AS p",
            "p.row IN (SELECT part FROM fitment WHERE make_key = ?1 AND model_key = ?2)",
            self.vehicle
                .iter()
                .flat_map(|v| [v.make.clone(), v.model.clone()])
                .map(Value::from)
                .collect(),
        )
    }

    fn hits(
        &self,
        from: &str,
        condition: &str,
        mut values: Vec<Value>,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut place = values.len();
        let mut fits = "NULL".to_owned();
        if let Some(vehicle) = &self.vehicle {
            let make = place + 1;
            let (model, year) = (make + 1, make + 2);
            place = year;
            fits = format!(
                "(SELECT max(f.make_key = ?{make} AND f.model_key = ?{model}
                    AND (?{year} IS NULL OR ?{year} BETWEEN f.year_from AND f.year_to))
                  FROM fitment AS f WHERE f.part = p.row)"
            );
            values.push(vehicle.make.clone().into());
            values.push(vehicle.model.clone().into());
            values.push(vehicle.year.map(i64::from).into());
        }
        values.push(sql::int(HITS_MAX).into());
        let limit = place + 1;
        let query = format!(
            "SELECT p.row, p.id, p.norm, p.brand, p.description, p.category, {fits} AS fits,
                 coalesce((SELECT sum(s.on_hand) FROM stock AS s WHERE s.part = p.id), 0) > 0
             FROM {from} WHERE {condition} AND fits IS NOT 0 LIMIT ?{limit}"
        );
        sql::all(self.conn, DOING, &query, params_from_iter(values), read)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let text = [text(3)?, text(4)?, text(5)?].join(" ");
    Ok(Hit {
        row: row.get(0)?,
        id: PartId::new(Uuid::from_bytes(row.get(1)?)),
        norm: row.get(2)?,
        text,
        fits: row.get(6)?,
        in_stock: row.get(7)?,
    })
}
