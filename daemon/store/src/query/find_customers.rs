//! Customer search as people type: words of the name and the e-mail address, digits of the phones, and the plates, unit
//! numbers and VINs of their vehicles. One who was merged into another leads to the one who goes on.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::ids::CustomerId;
use engine::StoreError;
use engine::queries::CustomerView;
use rusqlite::{Connection, Params, Row};
use uuid::Uuid;

use super::{find_vehicles, people};
use crate::error::Doing;
use crate::tokens;
use crate::{keys, sql};

const DOING: &str = "searching the customers";
/// Rows visited by each way of searching.
const VISITS_MAX: usize = 200;
/// Characters of what was typed that are looked at.
const TEXT_LEN_MAX: usize = 100;
/// Words of what was typed that are looked at.
const WORDS_MAX: usize = 8;
/// The fewest digits that are looked for in phone numbers.
const DIGITS_MIN: usize = 3;

/// Finds customers; those who were here last come first. Nothing typed gives those.
pub(super) fn customers(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<CustomerView>, StoreError> {
    let text: String = text.trim().chars().take(TEXT_LEN_MAX).collect();
    let finder = Finder { conn };
    let mut found = Found::default();
    if text.is_empty() {
        let newest = "customer AS c WHERE c.merged_into IS NULL
             ORDER BY c.last_visit_at DESC LIMIT ?";
        found.add(finder.visit(newest, [sql::int(limit)], |_| true)?);
    } else {
        found.add(finder.by_words(&text)?);
        found.add(finder.by_phone(&text)?);
        for vehicle in find_vehicles::by_number(conn, &text, limit)? {
            found.add(finder.by_id(vehicle.customer)?);
        }
    }
    let best = found.ranked().into_iter().take(limit);
    let views = best.map(|hit| people::customer_view(conn, hit.id));
    views.filter_map(Result::transpose).collect()
}

/// A customer who answers.
struct Hit {
    id: CustomerId,
    name: String,
    email: Option<String>,
    last_visit_at: Option<i64>,
    merged_into: Option<CustomerId>,
}

/// Each customer found, once.
#[derive(Default)]
struct Found(BTreeMap<CustomerId, Hit>);

impl Found {
    fn add(&mut self, hits: Vec<Hit>) {
        for hit in hits {
            self.0.entry(hit.id).or_insert(hit);
        }
    }

    fn ranked(self) -> Vec<Hit> {
        let mut ranked: Vec<_> = self.0.into_values().collect();
        ranked.sort_by(|a, b| {
            let key = |hit: &Hit| Reverse(hit.last_visit_at);
            (key(a), &a.name).cmp(&(key(b), &b.name))
        });
        ranked
    }
}

struct Finder<'a> {
    conn: &'a Connection,
}

impl Finder<'_> {
    /// Every word typed begins a word of the name or the e-mail address.
    fn by_words(&self, text: &str) -> Result<Vec<Hit>, StoreError> {
        let folded = keys::folded(text);
        let words: Vec<String> = keys::words(&folded)
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let rest = "customer_token CROSS JOIN customer AS c ON c.row = customer_token.rowid
             WHERE customer_token MATCH ? LIMIT ?";
        let wanted = tokens::all(words.iter().map(|word| tokens::beginning(word)));
        self.visit(rest, (wanted, sql::int(VISITS_MAX)), |hit| {
            let mut cut_off = tokens::cut_off(&words).peekable();
            if cut_off.peek().is_none() {
                return true;
            }
            let email = hit.email.as_deref().unwrap_or_default();
            let folded = keys::folded(&format!("{} {email}", hit.name));
            cut_off.all(|word| tokens::has_word(&folded, word))
        })
    }

    fn by_phone(&self, text: &str) -> Result<Vec<Hit>, StoreError> {
        let digits = keys::phone_digits(text);
        if digits.len() < DIGITS_MIN || text.contains(|c: char| c.is_alphabetic() || c == '@') {
            return Ok(Vec::new());
        }
        let by = |column: &str, key: &str| {
            let rest = format!(
                "customer_phone AS p CROSS JOIN customer AS c ON c.row = p.customer
                 WHERE p.{column} >= ? AND p.{column} < ? LIMIT {VISITS_MAX}"
            );
            self.visit(&rest, (key, keys::after(key)), |_| true)
        };
        let mut found = by("back", &keys::backwards(&digits))?;
        found.extend(by("digits", &digits)?);
        Ok(found)
    }

    fn by_id(&self, id: CustomerId) -> Result<Vec<Hit>, StoreError> {
        let rest = "customer AS c WHERE c.id = ?";
        self.visit(rest, [id.uuid().as_bytes()], |_| true)
    }

    /// Visits a bounded number of rows.
    fn visit(
        &self,
        rest: &str,
        params: impl Params,
        is_hit: impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM {rest}");
        let mut statement = self.conn.prepare_cached(&query).doing(DOING)?;
        let rows = statement.query_map(params, read).doing(DOING)?;
        let mut hits = Vec::new();
        for row in rows {
            let hit = row.doing(DOING)?;
            if !is_hit(&hit) {
                continue;
            }
            match hit.merged_into {
                Some(into) => {
                    let id = people::goes_on(self.conn, "customer", into.uuid())?;
                    hits.extend(self.one(id)?);
                }
                None => hits.push(hit),
            }
        }
        Ok(hits)
    }

    fn one(&self, id: Uuid) -> Result<Option<Hit>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM customer AS c WHERE c.id = ?");
        sql::one(self.conn, DOING, &query, [id.as_bytes()], read)
    }
}

const COLUMNS: &str = "c.id, c.name, c.email, c.last_visit_at, c.merged_into";

fn read(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let merged: Option<[u8; 16]> = row.get(4)?;
    Ok(Hit {
        id: CustomerId::new(Uuid::from_bytes(row.get(0)?)),
        name: row.get(1)?,
        email: row.get(2)?,
        last_visit_at: row.get(3)?,
        merged_into: merged.map(|id| CustomerId::new(Uuid::from_bytes(id))),
    })
}
