//! What a business document says, in reading order, without a paper size: one description for roll and page.
//!
//! Fill in a [`PageDocument`], then hand it to [`to_roll`] for a receipt printer or to [`crate::pdf::render`]
//! for A4 and Letter. This module must never know what the document is for: every word printed is given.

mod roll;
mod table;

pub use roll::to_roll;
pub use table::{Column, OnRoll, Row, Table, Width};

use crate::raster::Raster;
use crate::symbol::Symbol;

/// The sheet a PDF is laid out for, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperSize {
    /// 210 x 297 mm (ISO 216).
    A4,
    /// 8.5 x 11 in (ANSI A).
    Letter,
}

impl PaperSize {
    /// Width and height in twentieths of a point (1/1440 in).
    pub const fn twips(self) -> (i32, i32) {
        match self {
            Self::A4 => (11_906, 16_838),
            Self::Letter => (12_240, 15_840),
        }
    }
}

/// One document, whatever paper it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageDocument {
    pub letterhead: Letterhead,
    pub heading: Heading,
    pub blocks: Vec<Block>,
    /// Lines at the bottom of every page, before the page number; at the end of a roll.
    pub footer: Vec<String>,
    pub words: Words,
    /// Language of the texts as a BCP 47 tag, for screen readers.
    pub language: String,
    /// When the document was made: the clock is the caller's. PDF/A requires it.
    pub created: Created,
}

impl PageDocument {
    /// Returns a document without blocks, in English.
    pub fn new(letterhead: Letterhead, heading: Heading, created: Created) -> Self {
        Self {
            letterhead,
            heading,
            blocks: Vec::new(),
            footer: Vec::new(),
            words: Words::default(),
            language: "en".to_owned(),
            created,
        }
    }

    /// Adds a block.
    pub fn push(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }
}

/// Who the document is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    pub name: String,
    /// Address, telephone, registration numbers: one line each.
    pub lines: Vec<String>,
    pub logo: Option<Raster>,
}

/// What the document is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    pub title: String,
    /// The number repeated at the top of later pages; also give it as a fact to have it labelled.
    pub number: String,
    pub facts: Vec<Fact>,
    pub symbol: Option<Symbol>,
    /// A word that must not be overlooked, such as that this is a copy.
    pub mark: Option<String>,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

impl Fact {
    /// Returns the fact that `label` is `value`.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// Words the layout itself needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// `{page}` and `{pages}` stand for the numbers.
    pub page_of: String,
    /// Follows a group's title where the group goes on over a page break.
    pub continued: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            page_of: "Page {page} of {pages}".to_owned(),
            continued: "(continued)".to_owned(),
        }
    }
}

/// A moment on the caller's clock; values out of range are brought into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Minutes east of UTC.
    pub utc_offset_minutes: i16,
}

impl Created {
    /// Returns midnight UTC of a day, for documents that have a date only.
    pub const fn on(year: u16, month: u8, day: u8) -> Self {
        Self {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            utc_offset_minutes: 0,
        }
    }
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Side by side where there is room.
    Parties(Vec<Party>),
    /// Named values in a grid.
    Facts(Vec<Fact>),
    Table(Table),
    Totals(Vec<Total>),
    Payments(Payments),
    Note(Note),
    /// Side by side where there is room, each with a line to sign on.
    Signatures(Vec<Signature>),
    /// Empty lines to write on.
    WritingLines {
        heading: String,
        lines: u8,
    },
    Symbol {
        symbol: Symbol,
        caption: String,
    },
    /// A new page; on a roll a double line.
    PageBreak,
}

/// Somebody or something the document is about: name and address, or make and registration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    pub heading: String,
    /// The first line is emphasised.
    pub lines: Vec<String>,
}

/// A line of the totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    pub label: String,
    pub amount: String,
    pub weight: TotalWeight,
}

/// How much a total stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TotalWeight {
    #[default]
    Plain,
    Strong,
    /// The one sum people look for.
    Grand,
}

impl Total {
    /// Returns a plain line.
    pub fn new(label: impl Into<String>, amount: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            amount: amount.into(),
            weight: TotalWeight::Plain,
        }
    }

    /// Returns the line emphasised.
    #[must_use]
    pub fn strong(self) -> Self {
        Self {
            weight: TotalWeight::Strong,
            ..self
        }
    }

    /// Returns the line as the sum people look for.
    #[must_use]
    pub fn grand(self) -> Self {
        Self {
            weight: TotalWeight::Grand,
            ..self
        }
    }
}

/// What was paid and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payments {
    pub heading: String,
    pub rows: Vec<Payment>,
    /// What remains, or the change given.
    pub totals: Vec<Total>,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payment {
    pub method: String,
    pub amount: String,
    /// Small print under it: reference, approval, date.
    pub details: Vec<String>,
}

/// A paragraph. A line feed in the text starts a new line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Left out when empty.
    pub heading: String,
    pub text: String,
    pub print: Print,
}

impl Note {
    /// Returns a paragraph without heading.
    pub fn new(text: impl Into<String>, print: Print) -> Self {
        Self {
            heading: String::new(),
            text: text.into(),
            print,
        }
    }

    /// Returns the paragraph under a heading.
    #[must_use]
    pub fn headed(self, heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..self
        }
    }
}

/// How a paragraph is printed. Rolls have one size of letters and print only weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Print {
    /// 7 point.
    Small,
    /// 9 point.
    #[default]
    Body,
    /// 9 point bold.
    Strong,
    /// 12 point bold, what statutes mean by conspicuous type.
    Notice,
}

/// A line to sign on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Under the line.
    pub label: String,
    /// On the line, when it was signed on a screen.
    pub picture: Option<Raster>,
    /// Beside the label: a name or date already known.
    pub signed: Option<String>,
}
