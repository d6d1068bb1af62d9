//! Proposes a column map from the headers of somebody else's file.
//!
//! The words are those that exports of shop systems, price files and spreadsheets commonly use. A guess is shown to a
//! person before anything is read by it.

use std::io::Read;

use ::csv::ReaderBuilder;

use super::field::{Field as F, Kind};
use super::map::{Column, ColumnMap, DateFormat, DecimalSign, Source, normal_header};
use super::read::first_record;
use super::words::synonyms;
use crate::encoding::Utf8Reader;

/// A proposed map and what it leaves open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// The map, with places instead of headers where a header stands twice.
    pub map: ColumnMap,
    /// Headers that no field was found for.
    pub unknown: Vec<String>,
    /// Groups of fields of which one is needed and none was found.
    pub missing: Vec<&'static [F]>,
}

/// Returns the delimiter that the beginning of a file seems to have: what stands most often in its first line outside
/// double quotes. A line without any is a table of one column.
#[must_use]
pub fn delimiter(beginning: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in beginning {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            byte => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(delimiter == byte);
                }
            }
        }
    }
    // Of equals the earlier stands; a file without any is read as if it had commas.
    let mut best = counts[0];
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

/// Reads the headers of a file.
///
/// # Errors
/// The reader's own error, or one that says that the first line does not end.
pub fn headers(delimiter: u8, reader: impl Read) -> Result<Vec<String>, ::csv::Error> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Utf8Reader::new(reader));
    first_record(&mut reader)
}

/// Proposes which header is which field. Number and date formats are left at point and year first unless the
/// delimiter is a semicolon: lists with semicolons come from places with decimal commas and the day first.
#[must_use]
pub fn guess(kind: Kind, delimiter: u8, headers: &[String]) -> Guess {
    let normal: Vec<String> = headers.iter().map(|header| normal_header(header)).collect();
    let mut map = ColumnMap {
        delimiter,
        ..ColumnMap::default()
    };
    if delimiter == b';' {
        map.decimal = DecimalSign::Comma;
        map.dates = DateFormat::DayMonthYear;
    }
    let mut taken = vec![false; headers.len()];
    for field in kind.fields() {
        let own = normal_header(field.name());
        let words = std::iter::once(own.as_str()).chain(synonyms(kind, *field).iter().copied());
        let found = words
            .filter_map(|word| {
                let free = |(index, header): &(usize, &String)| !taken[*index] && *header == word;
                normal.iter().enumerate().find(free).map(|(index, _)| index)
            })
            .next();
        let Some(index) = found else {
            continue;
        };
        taken[index] = true;
        let unique = normal
            .iter()
            .filter(|header| **header == normal[index])
            .count()
            == 1;
        let column = if unique {
            Column::Header(headers[index].clone())
        } else {
            Column::Index(index)
        };
        let source = Source {
            column: Some(column),
            constant: None,
        };
        map.columns.insert(*field, source);
    }
    let named = |field: &F| map.columns.contains_key(field);
    let missing = kind
        .needs()
        .iter()
        .filter(|any| !any.iter().any(named))
        .copied()
        .collect();
    let unknown = headers
        .iter()
        .zip(&taken)
        .filter(|(header, taken)| !**taken && !header.is_empty())
        .map(|(header, _)| header.clone())
        .collect();
    Guess {
        map,
        unknown,
        missing,
    }
}
