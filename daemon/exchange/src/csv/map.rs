//! Which column of somebody else's file is which of our fields.

use std::collections::BTreeMap;

use super::field::{Field, Kind};

/// A column of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Column {
    /// By its header; case, blanks and punctuation do not matter.
    Header(String),
    /// By its place, from 0.
    Index(usize),
}

/// Where a field's value comes from: a column, and a constant where the column is blank or there is none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// The column, if any.
    pub column: Option<Column>,
    /// The value for rows without one, e.g. the brand of a maker's own price file.
    pub constant: Option<String>,
}

impl Source {
    /// Takes the column with this header.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self {
            column: Some(Column::Header(name.to_owned())),
            constant: None,
        }
    }

    /// Takes the column at this place, from 0.
    #[must_use]
    pub const fn index(index: usize) -> Self {
        Self {
            column: Some(Column::Index(index)),
            constant: None,
        }
    }

    /// Takes the same value for every row.
    #[must_use]
    pub fn constant(value: &str) -> Self {
        Self {
            column: None,
            constant: Some(value.to_owned()),
        }
    }
}

/// The sign between whole numbers and decimals in the file; the other one may group thousands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalSign {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

/// The order of day, month and year in the file; `/`, `-` and `.` may stand between.
///
/// Two digits of a year are 1969 to 2068, as POSIX `strptime` has it. A time after the day is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateFormat {
    /// `2026-11-23`
    YearMonthDay,
    /// `11/23/2026`
    MonthDayYear,
    /// `23.11.2026`
    DayMonthYear,
}

/// How a file is to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnMap {
    /// Where each field comes from; fields that are not named stay empty.
    pub columns: BTreeMap<Field, Source>,
    /// What stands between two cells: a comma, semicolon, tab or bar.
    pub delimiter: u8,
    /// Whether the first line holds headers.
    pub has_headers: bool,
    /// How numbers are written.
    pub decimal: DecimalSign,
    /// How days are written.
    pub dates: DateFormat,
    /// Whether blanks around values are left out. Off, a blank around a number is a fault.
    pub trim: bool,
    /// Whether a `'` that a spreadsheet guard put before a value is taken off again. Our own exports have it.
    pub guarded: bool,
}

impl Default for ColumnMap {
    fn default() -> Self {
        Self {
            columns: BTreeMap::new(),
            delimiter: b',',
            has_headers: true,
            decimal: DecimalSign::Point,
            dates: DateFormat::YearMonthDay,
            trim: true,
            guarded: false,
        }
    }
}

/// Why a map does not fit its file.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// No header answers to the name.
    #[error("the file has no column `{header}` for {field}")]
    NoSuchHeader {
        /// Our field.
        field: Field,
        /// The header it asked for.
        header: String,
    },
    /// Two headers answer to the name.
    #[error("the file has more than one column `{header}` for {field}: give its place")]
    HeaderTwice {
        /// Our field.
        field: Field,
        /// The header it asked for.
        header: String,
    },
    /// A header was asked for, and the file has none.
    #[error("{field} asks for a column by its header, and the file has no headers: give its place")]
    NoHeaders {
        /// Our field.
        field: Field,
    },
    /// The place is beyond the last column.
    #[error("{field} asks for column {place}, and the file has {columns}")]
    NoSuchIndex {
        /// Our field.
        field: Field,
        /// The place asked for, from 1 as people count.
        place: usize,
        /// How many columns the file has.
        columns: usize,
    },
    /// A field that this kind of table does not have.
    #[error("{} have no field {field}", .kind.name())]
    NotOfKind {
        /// The kind.
        kind: Kind,
        /// The field.
        field: Field,
    },
    /// A field without which no row can be taken has no source.
    #[error("no column is named for {}", names(.0))]
    Missing(&'static [Field]),
    /// The first line cannot be read.
    #[error("the file's first line cannot be read")]
    Unreadable(#[source] ::csv::Error),
}

/// Joins the names of fields as people say it.
pub(super) fn names(fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| field.name())
        .collect::<Vec<_>>()
        .join(" or ")
}

/// A map matched with a file's headers: for each field, the cell and the constant.
pub(super) struct Resolved(BTreeMap<Field, (Option<usize>, Option<String>)>);

impl Resolved {
    pub(super) fn get(&self, field: Field) -> (Option<usize>, Option<&str>) {
        self.0
            .get(&field)
            .map_or((None, None), |(index, constant)| {
                (*index, constant.as_deref())
            })
    }
}

impl ColumnMap {
    /// Returns the map for files that [`super::write()`] has written.
    #[must_use]
    pub fn ours(kind: Kind) -> Self {
        let columns = kind
            .fields()
            .iter()
            .map(|field| (*field, Source::header(field.name())))
            .collect();
        Self {
            columns,
            guarded: true,
            ..Self::default()
        }
    }

    pub(super) fn resolve(
        &self,
        kind: Kind,
        headers: Option<&[String]>,
        columns: Option<usize>,
    ) -> Result<Resolved, MapError> {
        let mut resolved = BTreeMap::new();
        for (field, source) in &self.columns {
            let field = *field;
            if !kind.fields().contains(&field) {
                return Err(MapError::NotOfKind { kind, field });
            }
            let index = match &source.column {
                None => None,
                Some(Column::Index(index)) => match columns {
                    Some(columns) if *index >= columns => {
                        return Err(MapError::NoSuchIndex {
                            field,
                            place: index + 1,
                            columns,
                        });
                    }
                    _ => Some(*index),
                },
                Some(Column::Header(header)) => Some(find(field, header, headers)?),
            };
            resolved.insert(field, (index, source.constant.clone()));
        }
        let named = |field: &Field| {
            resolved
                .get(field)
                .is_some_and(|(index, constant)| index.is_some() || constant.is_some())
        };
        match kind.needs().iter().find(|any| !any.iter().any(named)) {
            Some(missing) => Err(MapError::Missing(missing)),
            None => Ok(Resolved(resolved)),
        }
    }
}

fn find(field: Field, header: &str, headers: Option<&[String]>) -> Result<usize, MapError> {
    let headers = headers.ok_or(MapError::NoHeaders { field })?;
    let wanted = normal_header(header);
    let mut found = headers
        .iter()
        .enumerate()
        .filter(|(_, name)| normal_header(name) == wanted)
        .map(|(index, _)| index);
    let header = || header.to_owned();
    match (found.next(), found.next()) {
        (None, _) => Err(MapError::NoSuchHeader {
            field,
            header: header(),
        }),
        (Some(_), Some(_)) => Err(MapError::HeaderTwice {
            field,
            header: header(),
        }),
        (Some(index), None) => Ok(index),
    }
}

/// Returns the form in which headers are compared: lower-case letters and digits, `#` and `%` as words.
pub(super) fn normal_header(text: &str) -> String {
    text.replace('#', "number")
        .replace('%', "percent")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
