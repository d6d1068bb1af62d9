//! A file of a million rows is never held in memory: rows come while most of it is still unread.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use exchange::csv::{ColumnMap, Field, Kind, Source};
use exchange::pies::PiesCodes;
use exchange::{aces, csv, ndjson, pies};

/// Gives a head, then the same piece again and again, and keeps count of what it gave.
struct Endless {
    head: Vec<u8>,
    piece: Vec<u8>,
    at: usize,
    given: Rc<Cell<usize>>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let from = if self.at < self.head.len() {
            &self.head[self.at..]
        } else {
            &self.piece[(self.at - self.head.len()) % self.piece.len()..]
        };
        let len = from.len().min(into.len());
        into[..len].copy_from_slice(&from[..len]);
        self.at += len;
        self.given.set(self.given.get() + len);
        Ok(len)
    }
}

/// Takes rows of an endless file and looks at how much was read ahead for each.
fn assert_streams<I: Iterator>(head: &str, piece: &str, rows: impl FnOnce(Endless) -> I)
where
    I::Item: IsRow,
{
    const ROWS: usize = 20_000;
    let given = Rc::new(Cell::new(0));
    let source = Endless {
        head: head.into(),
        piece: piece.into(),
        at: 0,
        given: Rc::clone(&given),
    };
    for (place, row) in rows(source).take(ROWS).enumerate() {
        assert!(row.is_row(), "row {place}");
        let needed = head.len() + (place + 1) * piece.len();
        assert!(
            given.get() < needed + 128 * 1024,
            "row {place}: {} bytes were read",
            given.get()
        );
    }
    assert!(given.get() >= ROWS * piece.len());
}

trait IsRow {
    fn is_row(&self) -> bool;
}

impl<T, E> IsRow for Result<T, E> {
    fn is_row(&self) -> bool {
        self.is_ok()
    }
}

#[test]
fn csv_rows() {
    let mut map = ColumnMap::default();
    for (field, place) in [(Field::Number, 0), (Field::Brand, 1), (Field::OnHand, 2)] {
        map.columns.insert(field, Source::index(place));
    }
    assert_streams("n,b,q\n", "PH-3614,Acme,24\n", |source| {
        csv::read(Kind::Stock, &map, source).unwrap()
    });
}

#[test]
fn applications() {
    let app = "<App action='A'><Years from='2016' to='2016'/><Make>Honda</Make><Model>Fit</Model><Part>A-1</Part></App>\n";
    assert_streams("<ACES version='4.2'>", app, |source| {
        aces::read(source, None)
    });
}

#[test]
fn items() {
    let codes = PiesCodes::default();
    let head = "<PIES><Header><PIESVersion>7.2</PIESVersion></Header><Items>";
    assert_streams(
        head,
        "<Item><PartNumber>A-1</PartNumber></Item>\n",
        |source| pies::read(source, &codes),
    );
}

#[test]
fn journal_records() {
    let header = r#"{"header":{"format":"counterd-journal","version":1,"shop":"S","exported_at":"2026-11-23T18:00:00Z","head":0,"head_hash":""}}"#;
    assert_streams(
        &format!("{header}\n"),
        "{\"record\":{\"a\":1}}\n",
        |source| ndjson::read(source).unwrap(),
    );
}
