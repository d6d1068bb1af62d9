//! Part search as people type: numbers first, then fragments of numbers and words.
//!
//! Each way visits a bounded number of rows without ranking in SQL, where ranking a common word costs tens of
//! milliseconds; the ranking is done here. A vehicle is one more token asked of the index, so that parts that do not fit
//! are not visited at all.

use std::collections::HashMap;

use domain::ids::{PartId, VehicleId};
use domain::text::normal_number;
use engine::StoreError;
use engine::queries::PartView;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::{parts, people};
use crate::error::Doing;
use crate::tokens::{self, FRAGMENT_LEN_MIN};
use crate::{keys, sql};

const DOING: &str = "searching the catalog";
/// Hits kept of each way of searching.
const HITS_MAX: usize = 200;
/// Rows that one way of searching visits for them.
const VISITS_MAX: usize = 600;
/// Characters of what was typed that are looked at.
const TEXT_LEN_MAX: usize = 100;
/// Words of what was typed that are looked at.
const WORDS_MAX: usize = 8;
/// Words that may each be meant as a fragment of a number among words.
const FRAGMENTS_MAX: usize = 2;

/// How well a part answers; the lesser the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    Interchange,
    Leading,
    Rest,
}

struct Hit {
    row: i64,
    id: PartId,
    norm: String,
    others: Option<String>,
    in_stock: bool,
    fits: Option<bool>,
    text: String,
}

impl Hit {
    /// Tells whether one of its numbers has the fragment.
    fn has(&self, fragment: &str) -> bool {
        let others = self.others.as_deref().unwrap_or_default();
        self.norm.contains(fragment) || others.contains(fragment)
    }
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
    let mut found = Found::default();
    search.numbers(&text, &mut found)?;
    // What comes after so many better ones would not be shown.
    if found.0.len() < limit {
        search.rest(&text, &mut found)?;
    }
    let best = found.ranked().into_iter().take(limit);
    let views = best.map(|hit| {
        let Some((_, part)) = parts::part(conn, hit.id)? else {
            return Ok(None);
        };
        parts::with_stock(conn, part, hit.fits).map(Some)
    });
    views.filter_map(Result::transpose).collect()
}

/// Every part found, with how well it answers.
#[derive(Default)]
struct Found(HashMap<i64, (Rank, Hit)>);

impl Found {
    fn add(&mut self, rank: Rank, hits: Vec<Hit>) {
        for hit in hits {
            self.0.entry(hit.row).or_insert((rank, hit));
        }
    }

    fn ranked(self) -> Vec<Hit> {
        let mut ranked: Vec<_> = self.0.into_values().collect();
        ranked.sort_by(|(rank, hit), (other_rank, other)| {
            (rank, !hit.in_stock, &hit.norm, hit.row).cmp(&(
                other_rank,
                !other.in_stock,
                &other.norm,
                other.row,
            ))
        });
        ranked.into_iter().map(|(_, hit)| hit).collect()
    }
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

    fn token(&self) -> String {
        tokens::fits(&self.make, &self.model, self.year)
    }
}

struct Search<'a> {
    conn: &'a Connection,
    vehicle: Option<Fits>,
}

impl Search<'_> {
    /// The text as one number: all of it, an interchange number, its beginning.
    fn numbers(&self, text: &str, found: &mut Found) -> Result<(), StoreError> {
        let norm = normal_number(text);
        if norm.is_empty() {
            return Ok(());
        }
        let is = |number: &str| vec![Value::from(number.to_owned())];
        found.add(Rank::Exact, self.by_key(OWN, "p.norm = ?1", is(&norm))?);
        if let Some(upc) = keys::upc_key(text) {
            found.add(Rank::Exact, self.by_key(OWN, "p.upc_key = ?1", is(&upc))?);
        }
        let other = self.by_key(OTHERS, "i.norm = ?1", is(&norm))?;
        found.add(Rank::Interchange, other);
        if self.vehicle.is_some() && norm.len() >= FRAGMENT_LEN_MIN {
            // A beginning may be common to more parts of one brand than can be visited: the index knows which fit.
            let leading =
                self.by_tokens(tokens::grams(&norm), |hit| hit.norm.starts_with(&norm))?;
            found.add(Rank::Leading, leading);
            return Ok(());
        }
        let range = || vec![Value::from(norm.clone()), keys::after(&norm).into()];
        let own = self.by_key(OWN, "p.norm >= ?1 AND p.norm < ?2", range())?;
        found.add(Rank::Leading, own);
        let other = self.by_key(OTHERS, "i.norm >= ?1 AND i.norm < ?2", range())?;
        found.add(Rank::Leading, other);
        Ok(())
    }

    /// Fragments and words.
    fn rest(&self, text: &str, found: &mut Found) -> Result<(), StoreError> {
        let norm = normal_number(text);
        if norm.len() >= FRAGMENT_LEN_MIN {
            let hits = self.by_tokens(tokens::grams(&norm), |hit| hit.has(&norm))?;
            found.add(Rank::Rest, hits);
        }
        let folded = keys::folded(text);
        let words: Vec<String> = keys::words(&folded)
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            if norm.is_empty() && self.vehicle.is_some() {
                found.add(Rank::Rest, self.by_tokens(Vec::new(), |_| true)?);
            }
            return Ok(());
        }
        let wanted = words.iter().map(|word| tokens::beginning(word)).collect();
        found.add(
            Rank::Rest,
            self.by_tokens(wanted, |hit| hit.has_cut_off(&words))?,
        );
        self.number_among(&words, found)
    }

    /// `brembo p85`: one word is a number's fragment and the others are words.
    fn number_among(&self, words: &[String], found: &mut Found) -> Result<(), StoreError> {
        let fragments = words.iter().enumerate().filter_map(|(index, word)| {
            let norm = normal_number(word);
            let is_number = norm.len() >= FRAGMENT_LEN_MIN
                && norm.contains(|c: char| c.is_ascii_digit())
                && words.len() > 1;
            is_number.then_some((index, norm))
        });
        for (index, norm) in fragments.take(FRAGMENTS_MAX) {
            let mut others = words.to_vec();
            others.remove(index);
            let mut wanted = tokens::grams(&norm);
            wanted.extend(others.iter().map(|word| tokens::beginning(word)));
            let hits = self.by_tokens(wanted, |hit| hit.has(&norm) && hit.has_cut_off(&others))?;
            found.add(Rank::Rest, hits);
        }
        Ok(())
    }

    /// Finds by the index: parts with all of these tokens, and with a vehicle those that fit before those that may.
    fn by_tokens(
        &self,
        wanted: Vec<String>,
        is_hit: impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let Some(vehicle) = &self.vehicle else {
            return self.matching(&wanted, None, None, &is_hit);
        };
        let mut hits = self.matching(&wanted, Some(vehicle.token()), Some(true), &is_hit)?;
        // Nothing typed asks for what is known to fit; otherwise oil, bulbs and the like are wanted, too.
        if !wanted.is_empty() {
            hits.extend(self.matching(&wanted, Some(tokens::fits_unknown()), None, &is_hit)?);
        }
        Ok(hits)
    }

    fn matching(
        &self,
        wanted: &[String],
        vehicle: Option<String>,
        fits: Option<bool>,
        is_hit: &impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS}, ?2 FROM part_token CROSS JOIN part AS p ON p.row = part_token.rowid
             WHERE part_token MATCH ?1 LIMIT ?3"
        );
        let wanted = tokens::all(wanted.iter().chain(&vehicle));
        self.visit(&query, (wanted, fits, sql::int(VISITS_MAX)), is_hit)
    }

    /// Finds by a B-tree, a bounded number of rows; with a vehicle each is looked at whether it fits.
    fn by_key(
        &self,
        from: &str,
        condition: &str,
        mut values: Vec<Value>,
    ) -> Result<Vec<Hit>, StoreError> {
        let place = values.len();
        let mut fits = "NULL".to_owned();
        let mut limit = HITS_MAX;
        if let Some(vehicle) = &self.vehicle {
            let (make, model, year) = (place + 1, place + 2, place + 3);
            fits = format!(
                "(SELECT max(f.make_key = ?{make} AND f.model_key = ?{model}
                    AND (?{year} IS NULL OR ?{year} BETWEEN f.year_from AND f.year_to))
                  FROM fitment AS f WHERE f.part = p.row)"
            );
            values.push(vehicle.make.clone().into());
            values.push(vehicle.model.clone().into());
            values.push(vehicle.year.map(i64::from).into());
            limit = VISITS_MAX;
        }
        let query = format!("SELECT {COLUMNS}, {fits} FROM {from} WHERE {condition} LIMIT {limit}");
        self.visit(&query, params_from_iter(values), &|hit| {
            hit.fits != Some(false)
        })
    }

    fn visit(
        &self,
        query: &str,
        params: impl rusqlite::Params,
        is_hit: &impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut statement = self.conn.prepare_cached(query).doing(DOING)?;
        let mut rows = statement.query(params).doing(DOING)?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next().doing(DOING)? {
            let hit = read(row).doing(DOING)?;
            if is_hit(&hit) {
                hits.push(hit);
            }
            if hits.len() >= HITS_MAX {
                break;
            }
        }
        Ok(hits)
    }
}

impl Hit {
    /// Tells whether its words begin with all of those typed, as far as the index could not tell.
    fn has_cut_off(&self, words: &[String]) -> bool {
        let mut cut_off = tokens::cut_off(words).peekable();
        if cut_off.peek().is_none() {
            return true;
        }
        let folded = keys::folded(&self.text);
        cut_off.all(|word| tokens::has_word(&folded, word))
    }
}

const OWN: &str = "part AS p";
const OTHERS: &str = "interchange AS i CROSS JOIN part AS p ON p.row = i.part";
const COLUMNS: &str = "p.row, p.id, p.norm, p.others, p.brand, p.description, p.category,
     coalesce((SELECT sum(s.on_hand) FROM stock AS s WHERE s.part = p.id), 0) > 0";

fn read(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let text = [text(4)?, text(5)?, text(6)?].join(" ");
    Ok(Hit {
        row: row.get(0)?,
        id: PartId::new(Uuid::from_bytes(row.get(1)?)),
        norm: row.get(2)?,
        others: row.get(3)?,
        in_stock: row.get(7)?,
        fits: row.get(8)?,
        text,
    })
}
