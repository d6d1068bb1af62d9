//! The user's own vehicle table: what a `BaseVehicle` id means.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use ::csv::{ReaderBuilder, StringRecord};

use crate::csv::delimiter;
use crate::encoding::Utf8Reader;
use crate::text::squeezed;

/// The most base vehicles; the whole VCdb of North America has about a tenth of it.
const VEHICLES_MAX: usize = 1_000_000;
/// The longest line, in bytes.
const LINE_LEN_MAX: usize = 64 * 1024;

/// What a base vehicle is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseVehicle {
    /// Model year.
    pub year: u16,
    /// Make.
    pub make: Arc<str>,
    /// Model.
    pub model: Arc<str>,
}

/// Why a vehicle table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum VcdbError {
    /// A column is missing.
    #[error("the vehicle table has no column {0}")]
    NoColumn(&'static str),
    /// A line is wrong.
    #[error("line {line} of the vehicle table: {column} is missing or wrong")]
    Line {
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// There are too many vehicles.
    #[error("the vehicle table has more than {VEHICLES_MAX} lines")]
    TooMany,
    /// It cannot be read.
    #[error("the vehicle table cannot be read")]
    Csv(#[from] ::csv::Error),
}

/// What each `BaseVehicle` id means.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Vcdb(BTreeMap<u32, BaseVehicle>);

const COLUMNS: [(&str, &[&str]); 4] = [
    ("BaseVehicleID", &["basevehicleid", "basevehicle", "id"]),
    ("Year", &["year", "yearid"]),
    ("Make", &["make", "makename"]),
    ("Model", &["model", "modelname"]),
];

impl Vcdb {
    /// Reads a table with the columns `BaseVehicleID`, `Year`, `Make` and `Model` (or `YearID`, `MakeName`,
    /// `ModelName`), delimited by commas, semicolons, tabs or bars.
    ///
    /// # Errors
    /// [`VcdbError`] with the first line that is wrong: half a vehicle table would misname vehicles.
    pub fn read(reader: impl Read) -> Result<Self, VcdbError> {
        let mut source = Utf8Reader::new(reader);
        source.allow(LINE_LEN_MAX);
        let mut beginning = vec![0; 4096];
        let len = source.read(&mut beginning).map_err(::csv::Error::from)?;
        beginning.truncate(len);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(&beginning))
            .has_headers(false)
            .flexible(true)
            .from_reader(std::io::Cursor::new(beginning).chain(source));
        let mut record = StringRecord::new();
        reader.read_record(&mut record)?;
        let places = columns(&record)?;
        let mut vehicles = BTreeMap::new();
        let mut words: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
        loop {
            reader.get_mut().get_mut().1.allow(LINE_LEN_MAX);
            if !reader.read_record(&mut record)? {
                return Ok(Self(vehicles));
            }
            let line = record.position().map_or(0, ::csv::Position::line);
            let cell = |column: usize| {
                let cell = record.get(places[column]).map(squeezed);
                cell.filter(|cell| !cell.is_empty()).ok_or(VcdbError::Line {
                    line,
                    column: COLUMNS[column].0,
                })
            };
            let wrong = |column: usize| VcdbError::Line {
                line,
                column: COLUMNS[column].0,
            };
            let id: u32 = cell(0)?.parse().map_err(|_| wrong(0))?;
            let year: u16 = cell(1)?.parse().map_err(|_| wrong(1))?;
            let mut shared = |word: String| {
                let word: Arc<str> = word.into();
                words.entry(Arc::clone(&word)).or_insert(word).clone()
            };
            let (make, model) = (shared(cell(2)?), shared(cell(3)?));
            vehicles.insert(id, BaseVehicle { year, make, model });
            if vehicles.len() > VEHICLES_MAX {
                return Err(VcdbError::TooMany);
            }
        }
    }

    /// Returns what an id means.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<&BaseVehicle> {
        self.0.get(&id)
    }

    /// Returns how many vehicles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn columns(headers: &StringRecord) -> Result<[usize; 4], VcdbError> {
    let mut places = [0; 4];
    for (place, (name, words)) in places.iter_mut().zip(COLUMNS) {
        let matches = |header: &str| {
            let bare: String = header.chars().filter(|c| c.is_alphanumeric()).collect();
            words.contains(&bare.to_lowercase().as_str())
        };
        *place = headers
            .iter()
            .position(matches)
            .ok_or(VcdbError::NoColumn(name))?;
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_either_spelling() {
        for file in [
            "BaseVehicleID,YearID,MakeName,ModelName\n5911,2016,Honda,Civic\n",
            "model;make;year;base vehicle id\nCivic;Honda;2016;5911\n",
        ] {
            let table = Vcdb::read(file.as_bytes()).unwrap();
            let vehicle = table.get(5911).unwrap();
            assert_eq!(
                (vehicle.year, &*vehicle.make, &*vehicle.model),
                (2016, "Honda", "Civic")
            );
            assert_eq!((table.len(), table.get(1)), (1, None));
        }
    }

    #[test]
    fn a_wrong_line_is_named() {
        let file = "BaseVehicleID,Year,Make,Model\n1,2016,Honda,Civic\n2,x,Honda,Fit\n";
        let error = Vcdb::read(file.as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 3 of the vehicle table: Year is missing or wrong"
        );
        let error = Vcdb::read(&b"a,b\n"[..]).unwrap_err();
        assert!(
            matches!(error, VcdbError::NoColumn("BaseVehicleID")),
            "{error}"
        );
        let endless = format!(
            "BaseVehicleID,Year,Make,Model\n1,2016,\"{}",
            "x".repeat(LINE_LEN_MAX * 3)
        );
        assert!(matches!(
            Vcdb::read(endless.as_bytes()),
            Err(VcdbError::Csv(_))
        ));
    }
}
