//! A file to rows, one at a time.

use std::io::Read;

use ::csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::fault::{Fault, RowError};
use super::field::Kind;
use super::fill::Cells;
use super::map::{ColumnMap, MapError, Resolved};
use super::row::Row;
use crate::encoding::{Encoding, TooLong, Utf8Reader};

/// The longest row, in bytes: past this, a double quote was never closed.
pub(super) const ROW_LEN_MAX: usize = 1024 * 1024;

/// The rows of a file. A row that is not right is an error and the next row follows; after a [`Fault::is_final`]
/// there is none.
pub struct Rows<R> {
    kind: Kind,
    map: ColumnMap,
    resolved: Resolved,
    headers: Option<Vec<String>>,
    reader: ::csv::Reader<Utf8Reader<R>>,
    record: StringRecord,
    row: u64,
    done: bool,
}

/// Begins to read a table: matches the map with the headers, and gives the rows.
///
/// Blank rows are passed over. Rows that are shorter than the header lack their last values.
///
/// # Errors
/// [`MapError`] when the map does not fit the file's headers.
///
/// # Example
/// ```
/// use exchange::csv::{ColumnMap, Draft, Field, Kind, Source, read};
///
/// let file = "Part No;Cost\nPH-3614;3,10\n";
/// let mut map = ColumnMap { delimiter: b';', decimal: exchange::csv::DecimalSign::Comma, ..ColumnMap::default() };
/// map.columns.insert(Field::Number, Source::header("part no"));
/// map.columns.insert(Field::Cost, Source::header("Cost"));
/// map.columns.insert(Field::Brand, Source::constant("Acme"));
/// let rows: Vec<_> = read(Kind::Prices, &map, file.as_bytes())?.collect();
/// let Ok(row) = &rows[0] else { panic!("{rows:?}") };
/// let Draft::Price(price) = &row.draft else { panic!("{row:?}") };
/// assert_eq!(price.cost.map(|cost| cost.to_string()).as_deref(), Some("3.1"));
/// assert_eq!(price.brand, "Acme");
/// # Ok::<(), exchange::csv::MapError>(())
/// ```
pub fn read<R: Read>(kind: Kind, map: &ColumnMap, reader: R) -> Result<Rows<R>, MapError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(map.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Utf8Reader::new(reader));
    let headers = if map.has_headers {
        Some(first_record(&mut reader).map_err(MapError::Unreadable)?)
    } else {
        None
    };
    let resolved = map.resolve(kind, headers.as_deref(), headers.as_ref().map(Vec::len))?;
    Ok(Rows {
        kind,
        map: map.clone(),
        resolved,
        headers,
        reader,
        record: StringRecord::new(),
        row: 0,
        done: false,
    })
}

/// Reads the next record as texts; none are left gives no texts.
pub(super) fn first_record<R: Read>(
    reader: &mut ::csv::Reader<Utf8Reader<R>>,
) -> Result<Vec<String>, ::csv::Error> {
    reader.get_mut().allow(ROW_LEN_MAX);
    let mut record = StringRecord::new();
    reader.read_record(&mut record)?;
    Ok(record.iter().map(|cell| cell.trim().to_owned()).collect())
}

impl<R: Read> Rows<R> {
    /// Returns the headers, if the file has them.
    #[must_use]
    pub fn headers(&self) -> Option<&[String]> {
        self.headers.as_deref()
    }

    /// Returns the cells of the row that was read last, as they stand in the file.
    #[must_use]
    pub const fn record(&self) -> &StringRecord {
        &self.record
    }

    /// Returns what the bytes so far turned out to be; ask again at the end.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.reader.get_ref().encoding()
    }

    fn next_record(&mut self) -> Result<bool, Fault> {
        self.reader.get_mut().allow(ROW_LEN_MAX);
        self.reader
            .read_record(&mut self.record)
            .map_err(|error| match error.kind() {
                ErrorKind::Io(inner) if TooLong::is(inner) => Fault::TooLong(ROW_LEN_MAX),
                _ => Fault::Unreadable(error.to_string()),
            })
    }

    fn fill_row(&self, line: u64) -> Result<Row, RowError> {
        let cells = Cells {
            record: &self.record,
            headers: self.headers.as_deref(),
            resolved: &self.resolved,
            map: &self.map,
            row: self.row,
            line,
        };
        let expected = self.headers.as_ref().map_or(usize::MAX, Vec::len);
        let extra = self.record.iter().skip(expected);
        if extra.into_iter().any(|cell| !cell.trim().is_empty()) {
            let found = self.record.len();
            return Err(self.whole_row(line, Fault::CellCount { found, expected }));
        }
        let (draft, warnings) = cells.fill(self.kind)?;
        Ok(Row {
            number: self.row,
            line,
            draft,
            warnings,
        })
    }

    const fn whole_row(&self, line: u64, fault: Fault) -> RowError {
        RowError {
            row: self.row,
            line,
            column: None,
            value: String::new(),
            fault,
        }
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let before = self.reader.position().line();
            match self.next_record() {
                Ok(false) => self.done = true,
                Ok(true) if self.record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    self.row += 1;
                    let at = self.record.position();
                    let line = at.map_or(before, ::csv::Position::line);
                    return Some(self.fill_row(line));
                }
                Err(fault) => {
                    self.done = true;
                    self.row += 1;
                    self.record.clear();
                    return Some(Err(self.whole_row(before, fault)));
                }
            }
        }
        None
    }
}
