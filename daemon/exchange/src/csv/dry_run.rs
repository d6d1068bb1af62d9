//! Reads a whole file as an import would, and tells what would come of it.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use domain::text::normal_number;
use sha2::{Digest, Sha256};

use super::fault::RowError;
use super::field::Kind;
use super::map::{ColumnMap, MapError};
use super::read::read;
use super::report::ErrorReport;
use super::row::{Draft, Row, Warning};
use crate::encoding::Encoding;
use crate::text::shortened;

/// How many errors, warnings and duplicates a report names; all are counted.
pub const NAMED_MAX: usize = 100;
/// How many rows are compared with each other; 40 bytes each are kept in memory meanwhile.
const COMPARED_MAX: usize = 2_000_000;

/// A row that says the same thing as one before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duplicate {
    /// Which row.
    pub row: u64,
    /// The row that had it first.
    pub first_row: u64,
    /// What they share: number and brand, VIN or plate, or name and phone.
    pub key: String,
}

/// What would come of an import.
#[derive(Debug)]
pub struct DryRun {
    /// Rows with anything in them.
    pub rows: u64,
    /// Rows that would be taken.
    pub good: u64,
    /// Rows that would not.
    pub bad: u64,
    /// The first [`NAMED_MAX`] of those.
    pub errors: Vec<RowError>,
    /// Rows with something to look at.
    pub warned: u64,
    /// The first [`NAMED_MAX`] warnings, with their rows.
    pub warnings: Vec<(u64, Warning)>,
    /// Good rows that say the same as one before them.
    pub repeated: u64,
    /// The first [`NAMED_MAX`] of those.
    pub duplicates: Vec<Duplicate>,
    /// Whether every row was compared with those before it; off when a file has millions.
    pub compared_all: bool,
    /// What the bytes turned out to be.
    pub encoding: Encoding,
    /// Whether reading ended before the file did.
    pub cut_short: bool,
}

/// Reads a whole file without applying it. Bad rows also go to `report`, if there is one.
///
/// # Errors
/// [`MapError`] when the map does not fit the file, or the report cannot be written.
pub fn dry_run<R: Read, W: Write>(
    kind: Kind,
    map: &ColumnMap,
    reader: R,
    mut report: Option<&mut ErrorReport<W>>,
) -> Result<DryRun, MapError> {
    let mut rows = read(kind, map, reader)?;
    let mut seen: BTreeMap<[u8; 16], u64> = BTreeMap::new();
    let mut run = DryRun {
        rows: 0,
        good: 0,
        bad: 0,
        errors: Vec::new(),
        warned: 0,
        warnings: Vec::new(),
        repeated: 0,
        duplicates: Vec::new(),
        compared_all: true,
        encoding: Encoding::Ascii,
        cut_short: false,
    };
    while let Some(result) = rows.next() {
        run.rows += 1;
        match result {
            Ok(row) => run.take(row, &mut seen),
            Err(error) => {
                run.bad += 1;
                run.cut_short |= error.fault.is_final();
                if let Some(report) = &mut report {
                    report
                        .add(rows.record(), &error)
                        .map_err(MapError::Unreadable)?;
                }
                if run.errors.len() < NAMED_MAX {
                    run.errors.push(error);
                }
            }
        }
    }
    run.encoding = rows.encoding();
    Ok(run)
}

impl DryRun {
    fn take(&mut self, row: Row, seen: &mut BTreeMap<[u8; 16], u64>) {
        self.good += 1;
        self.warned += u64::from(!row.warnings.is_empty());
        let room = NAMED_MAX - self.warnings.len();
        let warnings = row.warnings.into_iter().take(room);
        self.warnings
            .extend(warnings.map(|warning| (row.number, warning)));
        let Some(key) = key(&row.draft) else {
            return;
        };
        let print = fingerprint(&key);
        if let Some(first_row) = seen.get(&print) {
            self.repeated += 1;
            if self.duplicates.len() < NAMED_MAX {
                self.duplicates.push(Duplicate {
                    row: row.number,
                    first_row: *first_row,
                    key: shortened(&key.join(" ")),
                });
            }
        } else if seen.len() < COMPARED_MAX {
            seen.insert(print, row.number);
        } else {
            self.compared_all = false;
        }
    }
}

/// What makes two rows the same thing; rows without it are not compared.
fn key(draft: &Draft) -> Option<Vec<String>> {
    let part = |number: &str, brand: &str| vec![normal_number(number), brand.to_lowercase()];
    match draft {
        Draft::Customer(row) => {
            let phone: String = row
                .phone
                .iter()
                .flat_map(|phone| phone.chars())
                .filter(char::is_ascii_digit)
                .collect();
            (!phone.is_empty()).then(|| vec![row.name.to_lowercase(), phone])
        }
        Draft::Vehicle(row) => {
            let plate = || {
                let plate = normal_number(row.plate.as_deref()?);
                let region = row.plate_region.clone().unwrap_or_default();
                Some(vec![plate, region.to_lowercase()])
            };
            match &row.vin {
                Some(vin) => Some(vec![vin.as_str().to_owned()]),
                None => plate(),
            }
        }
        Draft::Part(row) => Some(part(&row.number, &row.brand)),
        Draft::Price(row) => {
            let mut key = part(&row.number, &row.brand);
            // One part at two pack sizes, or from two days on, is two prices.
            key.extend(row.pack_quantity.map(|quantity| quantity.to_string()));
            key.extend(row.effective.map(|day| day.to_string()));
            Some(key)
        }
        Draft::Stock(row) => {
            let mut key = part(&row.number, &row.brand);
            key.extend(row.location.as_deref().map(str::to_lowercase));
            key.extend(row.bin.as_deref().map(str::to_lowercase));
            Some(key)
        }
    }
}

/// Sixteen bytes stand for the key: two keys with the same ones are not to be met with.
fn fingerprint(key: &[String]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for word in key {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let hash = hash.finalize();
    let mut print = [0; 16];
    print.copy_from_slice(&hash[..16]);
    print
}
