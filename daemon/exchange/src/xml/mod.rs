//! Reads XML of unknown origin one record at a time, within written limits.
//!
//! A catalog file is a long list of records under one root. Each record becomes a small [`Element`]; the rest of the
//! file is never in memory. Document type declarations are refused and no entities are expanded but the five that
//! XML itself has, so a small file cannot grow ("billion laughs") or reach for other files (XXE).

mod element;
mod fault;
mod lines;

use std::io::{BufReader, Read};

use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::encoding::{Encoding, TooLong, Utf8Reader};
use crate::text::{shortened, squeezed};

pub use self::element::Element;
pub use self::fault::{XmlFault, XmlFaultKind};
use self::lines::CountingLines;

/// The longest tag or text between two tags, in bytes.
pub const PIECE_LEN_MAX: usize = 1024 * 1024;
/// The most elements in one record.
pub const ELEMENTS_MAX: usize = 20_000;
/// The most elements inside each other.
pub const DEPTH_MAX: usize = 24;
/// The most text in one record, in bytes, attributes included.
pub const TEXT_LEN_MAX: usize = 4 * 1024 * 1024;
/// The most attributes of one element.
pub const ATTRIBUTES_MAX: usize = 64;

/// How a kind of file is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The root's name.
    pub root: &'static str,
    /// Elements under the root that only hold records.
    pub containers: &'static [&'static str],
    /// Elements that are passed over wherever they stand, however long they are.
    pub skipped: &'static [&'static str],
}

/// The records of a file.
pub struct Records<R> {
    layout: Layout,
    reader: quick_xml::Reader<CountingLines<BufReader<Utf8Reader<R>>>>,
    buffer: Vec<u8>,
    root: Option<Element>,
    /// How deep we are: 0 before and after the root, 1 in it, 2 in a container.
    depth: usize,
    done: bool,
}

/// What a piece of the file is to us.
enum Piece {
    Open(Element, bool),
    Close,
    Text(String),
    End,
    Nothing,
}

impl<R: Read> Records<R> {
    /// Begins to read; nothing is read yet.
    pub fn new(layout: Layout, reader: R) -> Self {
        let lines = CountingLines {
            inner: BufReader::new(Utf8Reader::new(reader)),
            line: 1,
        };
        let mut reader = quick_xml::Reader::from_reader(lines);
        reader.config_mut().check_comments = false;
        Self {
            layout,
            reader,
            buffer: Vec::new(),
            root: None,
            depth: 0,
            done: false,
        }
    }

    /// Returns the root with its attributes, once a record was read.
    #[must_use]
    pub const fn root(&self) -> Option<&Element> {
        self.root.as_ref()
    }

    /// Returns what the bytes so far turned out to be.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.reader.get_ref().inner.get_ref().encoding()
    }

    /// Returns the next record: an element under the root or in a container. After a fault or the end there is none.
    ///
    /// # Errors
    /// [`XmlFault`] with its line.
    pub fn next_record(&mut self) -> Result<Option<Element>, XmlFault> {
        if self.done {
            return Ok(None);
        }
        let result = self.advance();
        self.done = !matches!(result, Ok(Some(_)));
        let line = self.line();
        result.map_err(|kind| XmlFault { line, kind })
    }

    fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    fn advance(&mut self) -> Result<Option<Element>, XmlFaultKind> {
        loop {
            match self.piece()? {
                Piece::Open(element, empty) => {
                    let after = self.root.is_some() && self.depth == 0;
                    if after {
                        return Err(XmlFaultKind::Trailing);
                    }
                    if self.depth == 0 {
                        if element.name != self.layout.root {
                            return Err(XmlFaultKind::Root {
                                found: shortened(&element.name),
                                expected: self.layout.root,
                            });
                        }
                        self.root = Some(element);
                        self.depth = usize::from(!empty);
                    } else if self.layout.skipped.contains(&element.name.as_str()) {
                        self.skip(empty)?;
                    } else if self.depth == 1
                        && self.layout.containers.contains(&element.name.as_str())
                    {
                        self.depth += usize::from(!empty);
                    } else {
                        return self.record(element, empty).map(Some);
                    }
                }
                Piece::Close => self.depth = self.depth.saturating_sub(1),
                Piece::Text(text) if self.depth == 0 && !text.trim().is_empty() => {
                    return Err(if self.root.is_some() {
                        XmlFaultKind::Trailing
                    } else {
                        XmlFaultKind::Syntax("text stands before the first element".to_owned())
                    });
                }
                Piece::Text(_) | Piece::Nothing => {}
                Piece::End if self.depth == 0 && self.root.is_some() => return Ok(None),
                Piece::End => return Err(XmlFaultKind::Truncated),
            }
        }
    }

    /// Reads on to the end of an element.
    fn record(&mut self, element: Element, empty: bool) -> Result<Element, XmlFaultKind> {
        if empty {
            return Ok(element);
        }
        let (mut elements, mut text_len) = (1, 0);
        let mut open = vec![element];
        loop {
            match self.piece()? {
                Piece::Open(child, empty) => {
                    elements += 1;
                    text_len += attributes_len(&child);
                    within(elements, ELEMENTS_MAX, "elements")?;
                    within(open.len() + 1, DEPTH_MAX, "elements inside each other")?;
                    within(text_len, TEXT_LEN_MAX, "text")?;
                    if self.layout.skipped.contains(&child.name.as_str()) {
                        self.skip(empty)?;
                    } else if empty {
                        adopt(&mut open, child);
                    } else {
                        open.push(child);
                    }
                }
                Piece::Close => {
                    let Some(mut closed) = open.pop() else {
                        return Err(XmlFaultKind::Truncated);
                    };
                    closed.text = squeezed(&closed.text);
                    if open.is_empty() {
                        return Ok(closed);
                    }
                    adopt(&mut open, closed);
                }
                Piece::Text(text) => {
                    text_len += text.len();
                    within(text_len, TEXT_LEN_MAX, "text")?;
                    if let Some(parent) = open.last_mut() {
                        parent.text.push_str(&text);
                    }
                }
                Piece::Nothing => {}
                Piece::End => return Err(XmlFaultKind::Truncated),
            }
        }
    }

    fn skip(&mut self, empty: bool) -> Result<(), XmlFaultKind> {
        let mut depth = usize::from(!empty);
        while depth > 0 {
            match self.piece()? {
                Piece::Open(_, empty) => depth += usize::from(!empty),
                Piece::Close => depth -= 1,
                Piece::End => return Err(XmlFaultKind::Truncated),
                Piece::Text(_) | Piece::Nothing => {}
            }
            within(depth, DEPTH_MAX, "elements inside each other")?;
        }
        Ok(())
    }

    fn piece(&mut self) -> Result<Piece, XmlFaultKind> {
        self.buffer.clear();
        let line = self.line();
        let source = self.reader.get_mut().inner.get_mut();
        source.allow(PIECE_LEN_MAX);
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(start)) => Ok(Piece::Open(opened(&start, line)?, false)),
            Ok(Event::Empty(start)) => Ok(Piece::Open(opened(&start, line)?, true)),
            Ok(Event::End(_)) => Ok(Piece::Close),
            Ok(Event::Text(text)) => Ok(Piece::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => Ok(Piece::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(entity)) => resolved(&entity).map(Piece::Text),
            Ok(Event::DocType(_)) => Err(XmlFaultKind::DocumentType),
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => Ok(Piece::Nothing),
            Ok(Event::Eof) => Ok(Piece::End),
            Err(error) => Err(fault_of(&error)),
        }
    }
}

fn within(count: usize, max: usize, what: &'static str) -> Result<(), XmlFaultKind> {
    if count > max {
        return Err(XmlFaultKind::Limit(what));
    }
    Ok(())
}

fn adopt(open: &mut [Element], child: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(child);
    }
}

fn attributes_len(element: &Element) -> usize {
    let lens = element.attributes.iter();
    lens.map(|(name, value)| name.len() + value.len()).sum()
}

fn opened(start: &BytesStart<'_>, line: u64) -> Result<Element, XmlFaultKind> {
    let mut element = Element {
        name: start.local_name().as_ref().to_owned(),
        line,
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute =
            attribute.map_err(|error| XmlFaultKind::Syntax(shortened(&error.to_string())))?;
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_err(|error| XmlFaultKind::Entity(shortened(&error.to_string())))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        element.attributes.push((name, value.into_owned()));
        within(element.attributes.len(), ATTRIBUTES_MAX, "attributes")?;
    }
    Ok(element)
}

/// The five entities of XML itself and characters by number; nothing else.
fn resolved(entity: &BytesRef<'_>) -> Result<String, XmlFaultKind> {
    let unknown = || XmlFaultKind::Entity(shortened(entity.as_ref()));
    match entity.resolve_char_ref() {
        Ok(Some(c)) => return Ok(c.to_string()),
        Ok(None) => {}
        Err(_) => return Err(unknown()),
    }
    quick_xml::escape::resolve_predefined_entity(entity.as_ref())
        .map(str::to_owned)
        .ok_or_else(unknown)
}

fn fault_of(error: &XmlError) -> XmlFaultKind {
    match error {
        XmlError::Io(inner) if TooLong::is(inner) => XmlFaultKind::Limit("text in one piece"),
        XmlError::Io(inner) => XmlFaultKind::Unreadable(inner.to_string()),
        XmlError::Syntax(inner) => XmlFaultKind::Syntax(inner.to_string()),
        other => XmlFaultKind::Syntax(shortened(&other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout {
        root: "Root",
        containers: &["Items"],
        skipped: &["Pictures"],
    };

    fn all(text: &str) -> Result<Vec<Element>, XmlFault> {
        let mut records = Records::new(LAYOUT, text.as_bytes());
        let mut found = Vec::new();
        while let Some(record) = records.next_record()? {
            found.push(record);
        }
        Ok(found)
    }

    fn kind(text: &str) -> XmlFaultKind {
        all(text).unwrap_err().kind
    }

    #[test]
    fn records_come_from_the_root_and_from_containers() {
        let found = all("\u{feff}<?xml version='1.0'?>\n<!-- a --><x:Root xmlns:x='u'>\n<Head a='1 &amp; 2'/>\n<Items>\
            <Item>\n one <b>&lt;2&#33;</b>\n<![CDATA[<three>]]></Item><Pictures><p><q/></p></Pictures>\
            </Items><Foot>9</Foot></x:Root>\n")
        .unwrap();
        let names: Vec<&str> = found.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["Head", "Item", "Foot"]);
        assert_eq!(found[0].attribute("a"), Some("1 & 2"));
        assert_eq!(found[1].text, "one <three>");
        assert_eq!(found[1].child_text("b"), Some("<2!"));
        assert_eq!((found[0].line, found[1].line), (3, 4));
        assert_eq!(found[2].text, "9");
    }

    #[test]
    fn dangerous_and_broken_files_are_refused_where_they_go_wrong() {
        let laughs = "<!DOCTYPE Root [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>\n<Root>&b;</Root>";
        assert_eq!(kind(laughs), XmlFaultKind::DocumentType);
        assert_eq!(
            kind("<Root><Item>&secret;</Item></Root>"),
            XmlFaultKind::Entity("secret".to_owned())
        );
        assert!(matches!(
            kind("<Root><Item a='&secret;'/></Root>"),
            XmlFaultKind::Entity(_)
        ));
        assert!(matches!(
            kind("<Root><Item></Items></Root>"),
            XmlFaultKind::Syntax(_)
        ));
        assert_eq!(
            kind("<PIES/>"),
            XmlFaultKind::Root {
                found: "PIES".to_owned(),
                expected: "Root"
            }
        );
        assert_eq!(kind(""), XmlFaultKind::Truncated);
        assert_eq!(kind("<Root/><Root/>"), XmlFaultKind::Trailing);
        assert_eq!(kind("<Root/>more"), XmlFaultKind::Trailing);
        assert!(matches!(kind("name,price\n"), XmlFaultKind::Syntax(_)));
        let fault = all("<Root>\n\n<Item>\n").unwrap_err();
        assert_eq!((fault.line, fault.kind), (4, XmlFaultKind::Truncated));
    }

    #[test]
    fn limits_hold() {
        let deep = format!("<Root>{}", "<a>".repeat(DEPTH_MAX + 1));
        assert_eq!(
            kind(&deep),
            XmlFaultKind::Limit("elements inside each other")
        );
        let deep_skipped = format!("<Root><Pictures>{}", "<a>".repeat(DEPTH_MAX + 1));
        assert_eq!(
            kind(&deep_skipped),
            XmlFaultKind::Limit("elements inside each other")
        );
        let many = format!("<Root><Item>{}</Item></Root>", "<a/>".repeat(ELEMENTS_MAX));
        assert_eq!(kind(&many), XmlFaultKind::Limit("elements"));
        let long = format!("<Root><Item>{}", "x".repeat(2 * PIECE_LEN_MAX));
        assert_eq!(kind(&long), XmlFaultKind::Limit("text in one piece"));
        let piece = format!("{}<a/>", "x".repeat(900_000));
        let heavy = format!("<Root><Item>{}</Item></Root>", piece.repeat(5));
        assert_eq!(kind(&heavy), XmlFaultKind::Limit("text"));
        let attributes: String = (0..=ATTRIBUTES_MAX).map(|n| format!(" a{n}='1'")).collect();
        assert_eq!(
            kind(&format!("<Root><Item{attributes}/></Root>")),
            XmlFaultKind::Limit("attributes")
        );
    }
}
