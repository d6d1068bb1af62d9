//! Vehicle search as people type: a VIN or its end, a plate, a fragment of either, words of make and model.

use domain::people::Vehicle;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::types::Value;
use rusqlite::{Connection, Params, params_from_iter};

use super::people;
use crate::error::Doing;
use crate::tokens::{self, FRAGMENT_LEN_MIN};
use crate::{keys, sql};

const DOING: &str = "searching the vehicles";
/// Rows visited by each way of searching.
const VISITS_MAX: usize = 200;
/// The shortest end of a VIN that is looked for: shorter ones are common to thousands.
const VIN_END_LEN_MIN: usize = 4;
/// Characters of what was typed that are looked at.
const TEXT_LEN_MAX: usize = 100;
/// Words of what was typed that are looked at.
const WORDS_MAX: usize = 8;
const VIN_LEN: usize = 17;

/// Finds vehicles, the best first: the whole VIN, its end, the beginning of the plate, a fragment of either, words.
/// Nothing typed finds nothing.
pub(super) fn vehicles(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<Vehicle>, StoreError> {
    let text: String = text.chars().take(TEXT_LEN_MAX).collect();
    let mut found = by_number(conn, &text, limit)?;
    if found.len() < limit {
        let folded = keys::folded(&text);
        let words: Vec<String> = keys::words(&folded)
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        let hits = by_tokens(
            conn,
            words.iter().map(|word| tokens::beginning(word)),
            |_| true,
        )?;
        add(&mut found, hits);
    }
    found.truncate(limit);
    Ok(found)
}

/// Finds vehicles by VIN and plate alone.
pub(super) fn by_number(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<Vehicle>, StoreError> {
    let (norm, plate) = (normal_number(text), keys::plain(text));
    let mut found = Vec::new();
    if norm.len() == VIN_LEN {
        let hits = by_key(conn, "vin = ?1", vec![norm.clone().into()])?;
        add(&mut found, hits);
    }
    let range = |key: String| vec![Value::from(key.clone()), keys::after(&key).into()];
    if (VIN_END_LEN_MIN..VIN_LEN).contains(&norm.len()) {
        let end = range(keys::backwards(&norm));
        add(
            &mut found,
            by_key(conn, "vin_back >= ?1 AND vin_back < ?2", end)?,
        );
    }
    if plate.chars().nth(1).is_some() {
        let beginning = range(plate.clone());
        let condition = "plate_key >= ?1 AND plate_key < ?2";
        add(&mut found, by_key(conn, condition, beginning)?);
    }
    if (FRAGMENT_LEN_MIN..VIN_LEN).contains(&norm.len()) && found.len() < limit {
        let hits = by_tokens(conn, tokens::grams(&norm), |vehicle| {
            let vin = vehicle.vin.as_ref().map(domain::vin::Vin::as_str);
            let in_plate = || vehicle.plate.as_deref().map(normal_number);
            vin.is_some_and(|vin| vin.contains(&norm))
                || in_plate().is_some_and(|plate| plate.contains(&norm))
        })?;
        add(&mut found, hits);
    }
    Ok(found)
}

fn add(found: &mut Vec<Vehicle>, hits: Vec<Vehicle>) {
    for hit in hits {
        if found.iter().all(|other| other.id != hit.id) {
            found.push(hit);
        }
    }
}

fn by_key(
    conn: &Connection,
    condition: &str,
    values: Vec<Value>,
) -> Result<Vec<Vehicle>, StoreError> {
    let query = format!(
        "SELECT {} FROM vehicle AS v WHERE {condition} LIMIT {VISITS_MAX}",
        people::VEHICLE_COLUMNS
    );
    visit(conn, &query, params_from_iter(values), |_| true)
}

fn by_tokens(
    conn: &Connection,
    wanted: impl IntoIterator<Item = String>,
    is_hit: impl Fn(&Vehicle) -> bool,
) -> Result<Vec<Vehicle>, StoreError> {
    let wanted = tokens::all(wanted);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT {} FROM vehicle_token CROSS JOIN vehicle AS v ON v.row = vehicle_token.rowid
         WHERE vehicle_token MATCH ? LIMIT ?",
        people::VEHICLE_COLUMNS
    );
    visit(conn, &query, (wanted, sql::int(VISITS_MAX)), is_hit)
}

fn visit(
    conn: &Connection,
    query: &str,
    params: impl Params,
    is_hit: impl Fn(&Vehicle) -> bool,
) -> Result<Vec<Vehicle>, StoreError> {
    let mut statement = conn.prepare_cached(query).doing(DOING)?;
    let rows = statement
        .query_map(params, people::read_vehicle)
        .doing(DOING)?;
    let mut hits = Vec::new();
    for row in rows {
        let vehicle = row.doing(DOING)?;
        if is_hit(&vehicle) {
            hits.push(vehicle);
        }
    }
    Ok(hits)
}
