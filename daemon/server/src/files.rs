//! Column maps between the wire's words and `exchange`'s.

use exchange::csv::{Column, ColumnMap, DateFormat, DecimalSign, Field, Kind, Source};
use protocol::v1::import::{ColumnSource, DatesWord, DecimalWord, Map, TableKind};

/// Returns the kind of table that a word names.
#[must_use]
pub const fn kind(kind: TableKind) -> Kind {
    match kind {
        TableKind::Customers => Kind::Customers,
        TableKind::Vehicles => Kind::Vehicles,
        TableKind::Parts => Kind::Parts,
        TableKind::Prices => Kind::Prices,
        TableKind::Stock => Kind::Stock,
    }
}

/// Returns the fields that are read and checked, but that the shop does not keep.
#[must_use]
pub const fn not_kept(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Customers => &[Field::Since],
        Kind::Vehicles => &[Field::Id, Field::LastService, Field::Notes],
        Kind::Parts => &[Field::List],
        Kind::Prices => &[Field::Description],
        Kind::Stock => &[Field::Counted],
    }
}

/// Reads what stands between cells.
///
/// # Errors
/// Words for a person.
pub fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "|" => Ok(b'|'),
        "\t" => Ok(b'\t'),
        _ => Err("the delimiter is a comma, semicolon, bar or tab".to_owned()),
    }
}

/// Reads a column map.
///
/// # Errors
/// Words for a person, with the field.
pub fn read_map(map: &Map) -> Result<ColumnMap, String> {
    let mut read = ColumnMap {
        delimiter: delimiter(&map.delimiter)?,
        has_headers: map.has_headers,
        decimal: match map.decimal {
            DecimalWord::Point => DecimalSign::Point,
            DecimalWord::Comma => DecimalSign::Comma,
        },
        dates: match map.dates {
            DatesWord::YearMonthDay => DateFormat::YearMonthDay,
            DatesWord::MonthDayYear => DateFormat::MonthDayYear,
            DatesWord::DayMonthYear => DateFormat::DayMonthYear,
        },
        trim: map.trim,
        guarded: map.guarded,
        ..ColumnMap::default()
    };
    for (name, source) in &map.columns {
        let shown: String = name.chars().take(40).collect();
        let field = Field::parse(name).ok_or_else(|| format!("there is no field `{shown}`"))?;
        let column = match (&source.header, source.index) {
            (Some(_), Some(_)) => {
                return Err(format!("{shown}: give its header or its index, not both"));
            }
            (Some(header), None) => Some(Column::Header(header.clone())),
            (None, Some(index)) => Some(Column::Index(index)),
            (None, None) => None,
        };
        let constant = source.constant.clone();
        read.columns.insert(field, Source { column, constant });
    }
    Ok(read)
}

/// Words a column map.
#[must_use]
pub fn word_map(map: &ColumnMap) -> Map {
    let columns = map.columns.iter().map(|(field, source)| {
        let mut word = ColumnSource {
            constant: source.constant.clone(),
            ..ColumnSource::default()
        };
        match &source.column {
            Some(Column::Header(header)) => word.header = Some(header.clone()),
            Some(Column::Index(index)) => word.index = Some(*index),
            None => {}
        }
        (field.name().to_owned(), word)
    });
    Map {
        columns: columns.collect(),
        delimiter: char::from(map.delimiter).to_string(),
        has_headers: map.has_headers,
        decimal: match map.decimal {
            DecimalSign::Point => DecimalWord::Point,
            DecimalSign::Comma => DecimalWord::Comma,
        },
        dates: match map.dates {
            DateFormat::YearMonthDay => DatesWord::YearMonthDay,
            DateFormat::MonthDayYear => DatesWord::MonthDayYear,
            DateFormat::DayMonthYear => DatesWord::DayMonthYear,
        },
        trim: map.trim,
        guarded: map.guarded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_pass_over_the_wire_and_back() {
        for kind in Kind::ALL {
            let mut map = ColumnMap::ours(*kind);
            map.columns.insert(Field::Brand, Source::constant("Acme"));
            map.columns.insert(Field::Make, Source::index(3));
            map.delimiter = b'\t';
            map.decimal = DecimalSign::Comma;
            map.dates = DateFormat::DayMonthYear;
            let text = serde_json::to_string(&word_map(&map)).unwrap();
            let word: Map = serde_json::from_str(&text).unwrap();
            assert_eq!(read_map(&word).unwrap(), map);
            for field in not_kept(*kind) {
                assert!(kind.fields().contains(field), "{field}");
            }
        }
    }

    #[test]
    fn a_wrong_map_names_what_is_wrong() {
        let map = |text: &str| read_map(&serde_json::from_str::<Map>(text).unwrap()).unwrap_err();
        assert!(map(r#"{"columns":{"numbr":{"index":0}}}"#).contains("numbr"));
        assert!(map(r#"{"columns":{"name":{"index":0,"header":"x"}}}"#).contains("name"));
        assert!(map(r#"{"columns":{},"delimiter":"x"}"#).contains("delimiter"));
    }
}
