//! Part search as people type: numbers first, then fragments of numbers and words.
//!
//! Each way visits a bounded number of rows without ranking in SQL, where ranking a common word costs tens of
//! milliseconds; the ranking is done here. Words are looked for among the kinds of parts, of which a catalog has few, and
//! a vehicle is asked for the parts it has of those kinds, so that parts that do not fit are not visited at all.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use domain::ids::{PartId, VehicleId};
use domain::text::normal_number;
use engine::StoreError;
use engine::queries::PartView;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use super::{parts, people};
use crate::error::Doing;
use crate::project::fitment::MODEL_UNKNOWN;
use crate::tokens::{self, FRAGMENT_LEN_MIN};
use crate::{keys, sql};

const DOING: &str = "searching the catalog";
/// Hits kept of each way of searching.
const HITS_MAX: usize = 200;
/// Rows that one way of searching visits for them.
const VISITS_MAX: usize = 600;
/// The same with a vehicle, when what each of them fits has to be looked at.
const VISITS_FITTING_MAX: usize = 200;
/// Kinds that parts are fetched of.
const KINDS_MAX: usize = 100;
/// Kinds that are told by their words alone, where their texts need not be read.
const TOLD_MAX: usize = 20_000;
/// Kinds of a vehicle whose texts are read when that does not suffice.
const READ_MAX: usize = 1500;
/// Models that a vehicle's name may stand for, in all its spellings.
const MODELS_MAX: usize = 8;
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
    kind: i64,
    in_stock: bool,
    fits: Option<bool>,
    /// Whether the words typed are only those of its brand and category.
    aside: bool,
    description: String,
    /// Brand, description and category.
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
        fits: RefCell::default(),
    };
    let mut found = Found::default();
    search.numbers(&text, &mut found)?;
    // What comes after so many better ones would not be shown.
    if found.0.len() < limit {
        search.rest(&text, &mut found)?;
    }
    let best = found.ranked().into_iter().take(limit);
    let views = best.map(|hit| {
        let Some(part) = parts::part(conn, hit.id)? else {
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
            (rank, hit.aside, !hit.in_stock, &hit.norm, hit.row).cmp(&(
                other_rank,
                other.aside,
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
    year: Option<u16>,
    /// The models of this name, at most [`MODELS_MAX`].
    models: Vec<i64>,
}

/// Where rows of parts are found.
struct Way {
    /// The part's row there.
    row: &'static str,
    /// The table or index.
    from: &'static str,
    /// The same with the parts.
    with_parts: &'static str,
}

const OWN: Way = Way {
    row: "p.row",
    from: "part AS p",
    with_parts: "part AS p",
};
const OTHERS: Way = Way {
    row: "i.part",
    from: "interchange AS i",
    with_parts: "interchange AS i CROSS JOIN part AS p ON p.row = i.part",
};
const TOKENS: Way = Way {
    row: "part_token.rowid",
    from: "part_token",
    with_parts: "part_token CROSS JOIN part AS p ON p.row = part_token.rowid",
};

impl Fits {
    fn of(conn: &Connection, vehicle: Option<VehicleId>) -> Result<Option<Self>, StoreError> {
        let vehicle = vehicle
            .map(|id| people::vehicle(conn, id))
            .transpose()?
            .flatten();
        let Some(vehicle) = vehicle else {
            return Ok(None);
        };
        let (make, model) = (keys::plain(&vehicle.make), keys::plain(&vehicle.model));
        let query = "SELECT row FROM model WHERE make_key = ? AND model_key = ? LIMIT ?";
        let key = (&make, &model, sql::int(MODELS_MAX));
        Ok(Some(Self {
            year: vehicle.year,
            models: sql::all(conn, DOING, query, key, |row| row.get(0))?,
        }))
    }
}

/// Kinds of parts that have the words.
struct Kinds {
    rows: BTreeSet<i64>,
    /// Whether there may be others.
    more: bool,
}

struct Search<'a> {
    conn: &'a Connection,
    vehicle: Option<Fits>,
    /// Which parts were looked at whether they fit the vehicle.
    fits: RefCell<HashMap<i64, Option<bool>>>,
}

impl Search<'_> {
    /// The text as one number: all of it, an interchange number, its beginning.
    fn numbers(&self, text: &str, found: &mut Found) -> Result<(), StoreError> {
        let norm = normal_number(text);
        if norm.is_empty() {
            return Ok(());
        }
        let is = |number: &str| vec![Value::from(number.to_owned())];
        found.add(Rank::Exact, self.by_key(&OWN, "p.norm = ?1", is(&norm))?);
        if let Some(upc) = keys::upc_key(text) {
            found.add(Rank::Exact, self.by_key(&OWN, "p.upc_key = ?1", is(&upc))?);
        }
        let other = self.by_key(&OTHERS, "i.norm = ?1", is(&norm))?;
        found.add(Rank::Interchange, other);
        let range = || vec![Value::from(norm.clone()), keys::after(&norm).into()];
        let own = self.by_key(&OWN, "p.norm >= ?1 AND p.norm < ?2", range())?;
        found.add(Rank::Leading, own);
        let other = self.by_key(&OTHERS, "i.norm >= ?1 AND i.norm < ?2", range())?;
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
            .map(|word| keys::singular(word).to_owned())
            .collect();
        if words.is_empty() && !norm.is_empty() {
            return Ok(());
        }
        let mut hits = self.by_words(&words)?;
        for hit in &mut hits {
            hit.aside = !has_words(&hit.description, &words);
        }
        found.add(Rank::Rest, hits);
        self.number_among(&words, found)
    }

    /// `brembo p85`: one word is a number's fragment and the others are words. Where every word has digits it is one
    /// number, written in groups.
    fn number_among(&self, words: &[String], found: &mut Found) -> Result<(), StoreError> {
        let has_digit = |word: &String| word.contains(|c: char| c.is_ascii_digit());
        if words.iter().all(has_digit) {
            return Ok(());
        }
        let fragments = words.iter().enumerate().filter_map(|(index, word)| {
            let norm = normal_number(word);
            (norm.len() >= FRAGMENT_LEN_MIN && has_digit(word)).then_some((index, norm))
        });
        for (index, norm) in fragments.take(FRAGMENTS_MAX) {
            let mut others = words.to_vec();
            others.remove(index);
            let kinds = self.kinds(&others)?;
            let of_kind = |hit: &Hit| {
                kinds.rows.contains(&hit.kind) || (kinds.more && hit.has_words(&others))
            };
            let hits =
                self.by_tokens(tokens::grams(&norm), |hit| hit.has(&norm) && of_kind(hit))?;
            found.add(Rank::Rest, hits);
        }
        Ok(())
    }

    /// Finds by words, some of each kind that has them; no words are had by every kind a vehicle has parts of.
    fn by_words(&self, words: &[String]) -> Result<Vec<Hit>, StoreError> {
        let Some(vehicle) = &self.vehicle else {
            let kinds = self.kinds(words)?;
            return self.some_of_each(&kinds.rows, |kind, share| {
                let of_kind = "SELECT {columns} FROM part AS p WHERE p.kind = ?1 LIMIT ?2";
                self.visit(&columns(of_kind, "NULL"), (kind, share), &|_| true)
            });
        };
        let kinds = self.kinds(words)?;
        let mut hits = Vec::new();
        for &model in &vehicle.models {
            let kinds = self.kinds_for(model, &kinds, words)?;
            hits.extend(self.some_of_each(&kinds, |kind, share| {
                let (from, to) = vehicle.year.map_or((0, u16::MAX), |year| (year, year));
                let of_kind =
                    "SELECT {columns} FROM fitment AS f CROSS JOIN part AS p ON p.row = f.part
                     WHERE f.model = ?1 AND f.kind = ?2 AND f.year_to >= ?3 AND f.year_from <= ?4
                     LIMIT ?5";
                let params = (model, kind, from, to, share);
                self.visit(&columns(of_kind, "1"), params, &|_| true)
            })?);
        }
        // Nothing typed asks for what is known to fit; otherwise oil, bulbs and the like are wanted, too.
        if !words.is_empty() {
            let kinds = self.kinds_for(MODEL_UNKNOWN, &kinds, words)?;
            hits.extend(self.some_of_each(&kinds, |kind, share| {
                let of_kind =
                    "SELECT {columns} FROM part AS p WHERE p.kind = ?1 AND p.fitted = 0 LIMIT ?2";
                self.visit(&columns(of_kind, "NULL"), (kind, share), &|_| true)
            })?);
        }
        Ok(hits)
    }

    /// Finds kinds that have all of the words. Their texts are read only for words that the index has the beginnings of.
    fn kinds(&self, words: &[String]) -> Result<Kinds, StoreError> {
        if words.is_empty() {
            let (rows, more) = (BTreeSet::new(), true);
            return Ok(Kinds { rows, more });
        }
        let wanted = tokens::all(words.iter().map(|word| tokens::beginning(word)));
        if tokens::cut_off(words).next().is_none() {
            // With a vehicle all of them are wanted: it has parts of few.
            let limit = match self.vehicle {
                Some(_) => TOLD_MAX,
                None => VISITS_MAX,
            };
            let query = "SELECT rowid FROM kind_token WHERE kind_token MATCH ? LIMIT ?";
            let params = (wanted, sql::int(limit));
            let found: Vec<i64> = sql::all(self.conn, DOING, query, params, |row| row.get(0))?;
            return Ok(Kinds {
                more: found.len() >= limit,
                rows: found.into_iter().collect(),
            });
        }
        let query = "SELECT k.row, k.text FROM kind_token
             CROSS JOIN kind AS k ON k.row = kind_token.rowid
             WHERE kind_token MATCH ? LIMIT ?";
        let params = (wanted, sql::int(VISITS_MAX));
        let found = sql::all(self.conn, DOING, query, params, |row| {
            let text = row.get_ref(1)?.as_str()?;
            Ok(has_cut_off(text, words).then_some(row.get(0)?))
        })?;
        Ok(Kinds {
            more: found.len() >= VISITS_MAX,
            rows: found.into_iter().flatten().collect(),
        })
    }

    /// Narrows kinds to those that a model has parts of. When there may be more than those, the model's own are read.
    fn kinds_for(
        &self,
        model: i64,
        kinds: &Kinds,
        words: &[String],
    ) -> Result<BTreeSet<i64>, StoreError> {
        if kinds.more && !words.is_empty() {
            let query = "SELECT k.row, k.text FROM model_kind AS m
                 CROSS JOIN kind AS k ON k.row = m.kind WHERE m.model = ? LIMIT ?";
            let params = (model, sql::int(READ_MAX));
            let found = sql::all(self.conn, DOING, query, params, |row| {
                let text = row.get_ref(1)?.as_str()?;
                Ok(has_words(text, words).then_some(row.get(0)?))
            })?;
            return Ok(found.into_iter().flatten().collect());
        }
        let query = "SELECT kind FROM model_kind WHERE model = ? LIMIT ?";
        let params = (model, sql::int(TOLD_MAX));
        let mut found: Vec<i64> = sql::all(self.conn, DOING, query, params, |row| row.get(0))?;
        if !words.is_empty() {
            found.retain(|kind| kinds.rows.contains(kind));
        }
        Ok(found.into_iter().collect())
    }

    /// Fetches parts of several kinds, as many of each, so that one kind does not crowd out the others.
    fn some_of_each(
        &self,
        kinds: &BTreeSet<i64>,
        fetch: impl Fn(i64, i64) -> Result<Vec<Hit>, StoreError>,
    ) -> Result<Vec<Hit>, StoreError> {
        let share = sql::int(HITS_MAX / kinds.len().clamp(1, KINDS_MAX));
        let mut hits = Vec::new();
        for &kind in kinds.iter().take(KINDS_MAX) {
            hits.extend(fetch(kind, share)?);
        }
        Ok(hits)
    }

    /// Finds by the index of numbers, as far as rows may be visited.
    fn by_tokens(
        &self,
        wanted: Vec<String>,
        is_hit: impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let wanted = vec![tokens::all(wanted).into()];
        let limit = self.visits_max(VISITS_MAX);
        self.looked_at(&TOKENS, "part_token MATCH ?1", wanted, limit, &is_hit)
    }

    /// Finds by a B-tree.
    fn by_key(
        &self,
        way: &Way,
        condition: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Hit>, StoreError> {
        // Without a vehicle every row is a hit.
        let limit = self.visits_max(HITS_MAX);
        self.looked_at(way, condition, values, limit, &|_| true)
    }

    fn visits_max(&self, without_vehicle: usize) -> usize {
        match self.vehicle {
            Some(_) => VISITS_FITTING_MAX,
            None => without_vehicle,
        }
    }

    /// Visits a bounded number of rows. With a vehicle most of them do not fit, so each is first looked at whether it
    /// does, once for all ways, and only then read.
    fn looked_at(
        &self,
        way: &Way,
        condition: &str,
        values: Vec<Value>,
        limit: usize,
        is_hit: &impl Fn(&Hit) -> bool,
    ) -> Result<Vec<Hit>, StoreError> {
        let Way {
            row,
            from,
            with_parts,
        } = way;
        let values = params_from_iter(values);
        let Some(vehicle) = &self.vehicle else {
            let query =
                format!("SELECT {{columns}} FROM {with_parts} WHERE {condition} LIMIT {limit}");
            return self.visit(&columns(&query, "NULL"), values, is_hit);
        };
        let query = format!("SELECT {row} FROM {from} WHERE {condition} LIMIT {limit}");
        let rows: Vec<i64> = sql::all(self.conn, DOING, &query, values, |row| row.get(0))?;
        let mut hits = Vec::new();
        for row in rows {
            let known = self.fits.borrow().get(&row).copied();
            let fits = match known {
                Some(fits) => fits,
                None => self.fits(vehicle, row)?,
            };
            self.fits.borrow_mut().insert(row, fits);
            if fits != Some(false) {
                let one = columns("SELECT {columns} FROM part AS p WHERE p.row = ?1", "?2");
                hits.extend(self.visit(&one, (row, fits), is_hit)?);
            }
        }
        Ok(hits)
    }

    /// Tells whether a part fits a vehicle; nothing when it is not known what it fits.
    fn fits(&self, vehicle: &Fits, part: i64) -> Result<Option<bool>, StoreError> {
        let query = "SELECT max(f.model IN (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 AND (?2 IS NULL OR ?2 BETWEEN f.year_from AND f.year_to))
             FROM fitment AS f WHERE f.part = ?1";
        let models = vehicle.models.iter().map(|&model| Some(model));
        let models = models.chain(std::iter::repeat(None)).take(MODELS_MAX);
        let models = models.map(|model| Value::from(model.unwrap_or(MODEL_UNKNOWN)));
        let values = [Value::from(part), vehicle.year.map(i64::from).into()];
        let values = params_from_iter(values.into_iter().chain(models));
        let fits = sql::one(self.conn, DOING, query, values, |row| row.get(0))?;
        Ok(fits.flatten())
    }

    fn in_stock(&self, part: PartId) -> Result<bool, StoreError> {
        let query = "SELECT sum(on_hand) > 0 FROM stock WHERE part = ?";
        let id = part.uuid();
        let found = sql::one(self.conn, DOING, query, [id.as_bytes()], |row| row.get(0))?;
        Ok(found.flatten().unwrap_or(false))
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
            let mut hit = read(row).doing(DOING)?;
            if is_hit(&hit) {
                // Only now: most of what is visited may be no hit.
                hit.in_stock = self.in_stock(hit.id)?;
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
    /// Tells whether each of these words begins one of its own.
    fn has_words(&self, words: &[String]) -> bool {
        has_words(&self.text, words)
    }
}

fn has_words(text: &str, words: &[String]) -> bool {
    let folded = keys::folded(text);
    words.iter().all(|word| tokens::has_word(&folded, word))
}

/// Tells whether a text has those words that the index knows only the beginnings of.
fn has_cut_off(text: &str, words: &[String]) -> bool {
    let mut cut_off = tokens::cut_off(words).peekable();
    if cut_off.peek().is_none() {
        return true;
    }
    let folded = keys::folded(text);
    cut_off.all(|word| tokens::has_word(&folded, word))
}

/// Fills in the columns that [`read`] reads.
fn columns(query: &str, fits: &str) -> String {
    query.replace("{columns}", &format!("{COLUMNS}, {fits}"))
}

const COLUMNS: &str = "p.row, p.id, p.norm, p.others, p.brand, p.description, p.category, p.kind";

fn read(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let description = text(5)?.to_owned();
    let text = [text(4)?, text(5)?, text(6)?].join(" ");
    Ok(Hit {
        row: row.get(0)?,
        id: PartId::new(Uuid::from_bytes(row.get(1)?)),
        norm: row.get(2)?,
        others: row.get(3)?,
        kind: row.get(7)?,
        in_stock: false,
        fits: row.get(8)?,
        aside: false,
        description,
        text,
    })
}
