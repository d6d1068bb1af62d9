//! The neutral document: what a receipt or label holds, in reading order, without a printer language.
//!
//! Start at [`Document::new`] and call the line methods in order; each returns the document again.

use crate::raster::Raster;
use crate::style::{Align, Style};
use crate::symbol::{Barcode, Qr};

/// The roll a document is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperWidth {
    /// 58 mm roll: 384 dots, 32 columns of Font A.
    Mm58,
    /// 80 mm roll: 576 dots, 48 columns of Font A.
    Mm80,
}

impl PaperWidth {
    /// Printable width in dots (203 dpi heads: 8 dots per mm).
    pub const fn dots(self) -> u32 {
        match self {
            Self::Mm58 => 384,
            Self::Mm80 => 576,
        }
    }

    /// Columns of Font A, 12 dots each.
    pub const fn columns(self) -> usize {
        match self {
            Self::Mm58 => 32,
            Self::Mm80 => 48,
        }
    }
}

/// Text in one style. A line feed inside starts a new line; other control characters are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Run {
    pub text: String,
    pub style: Style,
}

impl Run {
    /// Returns a run of `text` in `style`.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

impl From<&str> for Run {
    fn from(text: &str) -> Self {
        Self::new(text, Style::PLAIN)
    }
}

impl From<String> for Run {
    fn from(text: String) -> Self {
        Self::new(text, Style::PLAIN)
    }
}

/// How wide a column is. No column is narrower than its longest figure, so that an amount keeps its digits
/// on one line; columns that then cannot stand side by side stand below each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnWidth {
    /// This many columns of Font A.
    Chars(usize),
    /// As wide as the cell's longest line, at most half of the paper.
    Auto,
    /// An equal share of what the others leave.
    Fill,
}

/// One cell of a [`Element::Columns`] row. Text longer than its column wraps inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    pub runs: Vec<Run>,
    pub width: ColumnWidth,
    pub align: Align,
}

impl Cell {
    /// Returns a left-aligned cell that takes the space others leave.
    pub fn left(text: impl Into<Run>) -> Self {
        Self {
            runs: vec![text.into()],
            width: ColumnWidth::Fill,
            align: Align::Left,
        }
    }

    /// Returns a right-aligned cell as wide as its text.
    pub fn right(text: impl Into<Run>) -> Self {
        Self {
            runs: vec![text.into()],
            width: ColumnWidth::Auto,
            align: Align::Right,
        }
    }

    /// Returns a centred cell that takes the space others leave.
    pub fn center(text: impl Into<Run>) -> Self {
        Self {
            runs: vec![text.into()],
            width: ColumnWidth::Fill,
            align: Align::Center,
        }
    }

    /// Returns the cell with a width of exactly `columns`.
    #[must_use]
    pub fn chars(self, columns: usize) -> Self {
        Self {
            width: ColumnWidth::Chars(columns),
            ..self
        }
    }

    /// Returns the cell as wide as its text.
    #[must_use]
    pub fn auto(self) -> Self {
        Self {
            width: ColumnWidth::Auto,
            ..self
        }
    }

    /// Returns the cell taking the space others leave.
    #[must_use]
    pub fn fill(self) -> Self {
        Self {
            width: ColumnWidth::Fill,
            ..self
        }
    }
}

/// How the paper is cut. A printer without a cutter feeds to the tear bar instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cut {
    Full,
    /// One point is left uncut so the ticket does not fall.
    Partial,
}

/// Pin of the drawer connector that carries the pulse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pin {
    /// First drawer.
    Two,
    /// Second drawer.
    Five,
}

/// A pulse on the drawer connector (`ESC p`). Times are sent in steps of 2 ms, at most 510 ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pulse {
    pub pin: Pin,
    pub on_ms: u16,
    pub off_ms: u16,
}

impl Pulse {
    /// First drawer, 100 ms on, 200 ms off: enough for the usual 24 V solenoid.
    pub const FIRST_DRAWER: Self = Self {
        pin: Pin::Two,
        on_ms: 100,
        off_ms: 200,
    };
    /// Longest time ESC/POS can express.
    pub const MS_MAX: u16 = 510;
}

/// One thing in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Element {
    /// A paragraph, wrapped at words.
    Text {
        align: Align,
        runs: Vec<Run>,
    },
    /// Cells side by side, one blank column apart.
    Columns {
        cells: Vec<Cell>,
    },
    /// A horizontal line across the paper, single or double.
    Rule {
        double: bool,
    },
    /// Blank paper, in text lines.
    Feed {
        lines: u8,
    },
    Barcode {
        align: Align,
        barcode: Barcode,
    },
    Qr {
        align: Align,
        qr: Qr,
    },
    Image {
        align: Align,
        raster: Raster,
    },
    Cut(Cut),
    Pulse(Pulse),
}

/// What to print, for one roll width.
///
/// ```
/// use paper::{Cell, Document, PaperWidth, Style};
///
/// let mut receipt = Document::new(PaperWidth::Mm80);
/// receipt
///     .center("Main Street Auto")
///     .rule()
///     .row("Oil filter PH3614", "8.99")
///     .columns([Cell::left("2").chars(3), Cell::left("5W-30 1 qt"), Cell::right("13.98")])
///     .row_in(Style::BOLD, "TOTAL", "22.97")
///     .feed(1)
///     .cut();
/// assert_eq!(receipt.elements.len(), 7);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Document {
    pub width: PaperWidth,
    pub elements: Vec<Element>,
}

impl Document {
    /// Returns an empty document for this roll.
    pub fn new(width: PaperWidth) -> Self {
        Self {
            width,
            elements: Vec::new(),
        }
    }

    /// Adds any element.
    pub fn push(&mut self, element: Element) -> &mut Self {
        self.elements.push(element);
        self
    }

    /// Adds a paragraph of differently styled runs.
    pub fn text(&mut self, align: Align, runs: impl IntoIterator<Item = Run>) -> &mut Self {
        let runs = runs.into_iter().collect();
        self.push(Element::Text { align, runs })
    }

    /// Adds a plain paragraph at the left.
    pub fn line(&mut self, text: impl Into<Run>) -> &mut Self {
        self.text(Align::Left, [text.into()])
    }

    /// Adds a centred paragraph.
    pub fn center(&mut self, text: impl Into<Run>) -> &mut Self {
        self.text(Align::Center, [text.into()])
    }

    /// Adds a paragraph at the right.
    pub fn right(&mut self, text: impl Into<Run>) -> &mut Self {
        self.text(Align::Right, [text.into()])
    }

    /// Adds a centred heading twice the size.
    pub fn title(&mut self, text: impl Into<String>) -> &mut Self {
        self.center(Run::new(text, Style::LARGE.bold()))
    }

    /// Adds a description at the left and an amount at the right.
    pub fn row(&mut self, left: impl Into<String>, right: impl Into<String>) -> &mut Self {
        self.row_in(Style::PLAIN, left, right)
    }

    /// Adds a description and an amount in one style, for totals.
    pub fn row_in(
        &mut self,
        style: Style,
        left: impl Into<String>,
        right: impl Into<String>,
    ) -> &mut Self {
        self.columns([
            Cell::left(Run::new(left, style)),
            Cell::right(Run::new(right, style)),
        ])
    }

    /// Adds a row of cells.
    pub fn columns(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        let cells = cells.into_iter().collect();
        self.push(Element::Columns { cells })
    }

    /// Adds a single line across the paper.
    pub fn rule(&mut self) -> &mut Self {
        self.push(Element::Rule { double: false })
    }

    /// Adds a double line across the paper.
    pub fn double_rule(&mut self) -> &mut Self {
        self.push(Element::Rule { double: true })
    }

    /// Adds blank lines.
    pub fn feed(&mut self, lines: u8) -> &mut Self {
        self.push(Element::Feed { lines })
    }

    /// Adds a centred barcode.
    pub fn barcode(&mut self, barcode: Barcode) -> &mut Self {
        self.push(Element::Barcode {
            align: Align::Center,
            barcode,
        })
    }

    /// Adds a centred QR code.
    pub fn qr(&mut self, qr: Qr) -> &mut Self {
        self.push(Element::Qr {
            align: Align::Center,
            qr,
        })
    }

    /// Adds a centred picture.
    pub fn image(&mut self, raster: Raster) -> &mut Self {
        self.push(Element::Image {
            align: Align::Center,
            raster,
        })
    }

    /// Adds a partial cut.
    pub fn cut(&mut self) -> &mut Self {
        self.push(Element::Cut(Cut::Partial))
    }

    /// Adds a drawer pulse.
    pub fn pulse(&mut self, pulse: Pulse) -> &mut Self {
        self.push(Element::Pulse(pulse))
    }
}
