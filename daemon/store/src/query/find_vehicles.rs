//! Vehicle search as people type: a VIN or its end, a plate, a unit number, a fragment of them, words of make and
//! model. One that was merged into another leads to the one that goes on.

use domain::ids::{CustomerId, VehicleId};
use domain::people::Vehicle;
use domain::text::normal_number;
use engine::StoreError;
use rusqlite::types::Value;
use rusqlite::{Connection, Params, Row, params_from_iter};
use uuid::Uuid;

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

/// Finds vehicles, the best first: the whole VIN, its end, the beginning of the plate or the unit number, a fragment of
/// any of them, words.
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
    let mut vehicles: Vec<Vehicle> = Vec::new();
    for hit in found {
        if vehicles.len() >= limit {
            break;
        }
        let vehicle = people::vehicle(conn, hit.goes_on(conn)?)?;
        let is_new = |vehicle: &Vehicle| vehicles.iter().all(|other| other.id != vehicle.id);
        vehicles.extend(vehicle.filter(is_new));
    }
    Ok(vehicles)
}

/// A vehicle that answers.
pub(super) struct Hit {
    id: VehicleId,
    pub(super) customer: CustomerId,
    vin: Option<String>,
    plate: Option<String>,
    unit: Option<String>,
    merged_into: Option<VehicleId>,
}

impl Hit {
    /// Tells whether one of its numbers has the fragment.
    fn has(&self, fragment: &str) -> bool {
        let in_vin = || self.vin.as_ref().is_some_and(|vin| vin.contains(fragment));
        let keys = [&self.plate, &self.unit];
        let mut keys = keys.into_iter().flatten();
        in_vin() || keys.any(|key| normal_number(key).contains(fragment))
    }

    /// Returns the one that goes on, when it was merged into another.
    fn goes_on(&self, conn: &Connection) -> Result<VehicleId, StoreError> {
        let Some(into) = self.merged_into else {
            return Ok(self.id);
        };
        let after = people::goes_on(conn, "vehicle", into.uuid())?;
        Ok(VehicleId::new(after))
    }
}

/// Finds vehicles by VIN, plate and unit number alone.
pub(super) fn by_number(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<Hit>, StoreError> {
    let (norm, plain) = (normal_number(text), keys::plain(text));
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
    if plain.chars().nth(1).is_some() {
        let beginning = || range(plain.clone());
        let condition = "plate_key >= ?1 AND plate_key < ?2";
        add(&mut found, by_key(conn, condition, beginning())?);
        let condition = "unit_key >= ?1 AND unit_key < ?2";
        add(&mut found, by_key(conn, condition, beginning())?);
    }
    if (FRAGMENT_LEN_MIN..VIN_LEN).contains(&norm.len()) && found.len() < limit {
        let hits = by_tokens(conn, tokens::grams(&norm), |hit| hit.has(&norm))?;
        add(&mut found, hits);
    }
    Ok(found)
}

fn add(found: &mut Vec<Hit>, hits: Vec<Hit>) {
    for hit in hits {
        if found.iter().all(|other| other.id != hit.id) {
            found.push(hit);
        }
    }
}

fn by_key(conn: &Connection, condition: &str, values: Vec<Value>) -> Result<Vec<Hit>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM vehicle AS v WHERE {condition} LIMIT {VISITS_MAX}");
    visit(conn, &query, params_from_iter(values), |_| true)
}

fn by_tokens(
    conn: &Connection,
    wanted: impl IntoIterator<Item = String>,
    is_hit: impl Fn(&Hit) -> bool,
) -> Result<Vec<Hit>, StoreError> {
    let wanted = tokens::all(wanted);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT {COLUMNS} FROM vehicle_token CROSS JOIN vehicle AS v ON v.row = vehicle_token.rowid
         WHERE vehicle_token MATCH ? LIMIT ?"
    );
    visit(conn, &query, (wanted, sql::int(VISITS_MAX)), is_hit)
}

fn visit(
    conn: &Connection,
    query: &str,
    params: impl Params,
    is_hit: impl Fn(&Hit) -> bool,
) -> Result<Vec<Hit>, StoreError> {
    let mut statement = conn.prepare_cached(query).doing(DOING)?;
    let rows = statement.query_map(params, read).doing(DOING)?;
    let mut hits = Vec::new();
    for row in rows {
        let hit = row.doing(DOING)?;
        if is_hit(&hit) {
            hits.push(hit);
        }
    }
    Ok(hits)
}

const COLUMNS: &str = "v.id, v.customer, v.vin, v.plate_key, v.unit_key, v.merged_into";

fn read(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let merged: Option<[u8; 16]> = row.get(5)?;
    Ok(Hit {
        id: VehicleId::new(Uuid::from_bytes(row.get(0)?)),
        customer: CustomerId::new(Uuid::from_bytes(row.get(1)?)),
        vin: row.get(2)?,
        plate: row.get(3)?,
        unit: row.get(4)?,
        merged_into: merged.map(|id| VehicleId::new(Uuid::from_bytes(id))),
    })
}
