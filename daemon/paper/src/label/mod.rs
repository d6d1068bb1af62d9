//! Labels for bins, parts, tags and stickers: fields at places in micrometres, without a printer language.
//!
//! [`lay_out`] turns a [`Label`] into dots of one print head; [`preview`] draws those, and an encoder for a
//! label printer's language starts from the same [`Placed`] things.

mod draw;
mod fit;

pub use draw::{preview, raster};
pub use fit::lay_out;

use crate::style::Align;
use crate::symbol::Symbol;
use crate::typeface::Weight;

/// How fine a label printer's head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dpi {
    /// 8 dots to the millimetre.
    Dpi203,
    /// 300 dots to the inch, 11.8 to the millimetre.
    Dpi300,
}

impl Dpi {
    /// Returns a length in dots, rounded down.
    pub const fn dots(self, um: u32) -> u32 {
        match self {
            Self::Dpi203 => um / 125,
            Self::Dpi300 => um / 254 * 3 + um % 254 * 3 / 254,
        }
    }

    /// Dots in a metre of paper, for picture files.
    const fn per_metre(self) -> u32 {
        match self {
            Self::Dpi203 => 8_000,
            Self::Dpi300 => 11_811,
        }
    }
}

/// One label.
///
/// ```
/// use paper::label::{Area, Dpi, Field, Label, TextField, preview};
/// use paper::{Barcode, Symbol, Symbology};
///
/// let part = Symbol::Barcode(Barcode::try_new(Symbology::Code128, "PH3614")?);
/// let label = Label::mm(50, 25)
///     .with(Field::Text(TextField::new(Area::mm(2, 1, 46, 6), "Oil filter PH3614").bold()))
///     .with(Field::Symbol { area: Area::mm(2, 9, 46, 14), symbol: part, align: Default::default() });
/// assert!(preview(&label, Dpi::Dpi203)?.starts_with(b"\x89PNG"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub width_um: u32,
    pub height_um: u32,
    pub fields: Vec<Field>,
}

impl Label {
    /// Longest side accepted, 300 mm.
    pub const SIDE_UM_MAX: u32 = 300_000;

    /// Returns an empty label of this size in millimetres.
    pub const fn mm(width: u32, height: u32) -> Self {
        Self {
            width_um: width.saturating_mul(1000),
            height_um: height.saturating_mul(1000),
            fields: Vec::new(),
        }
    }

    /// Returns the label with one more field.
    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }
}

/// A rectangle on a label, from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Area {
    pub x_um: u32,
    pub y_um: u32,
    pub width_um: u32,
    pub height_um: u32,
}

impl Area {
    /// Returns a rectangle in millimetres.
    pub const fn mm(x: u32, y: u32, width: u32, height: u32) -> Self {
        Self {
            x_um: x.saturating_mul(1000),
            y_um: y.saturating_mul(1000),
            width_um: width.saturating_mul(1000),
            height_um: height.saturating_mul(1000),
        }
    }
}

/// One thing on a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    Text(TextField),
    /// As large as fits with the white it needs around it; bars are as tall as the area.
    Symbol {
        area: Area,
        symbol: Symbol,
        align: Align,
    },
    /// A black rectangle: a line, or half of a frame.
    Fill(Area),
}

/// Text that is made smaller until it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextField {
    pub area: Area,
    pub text: String,
    pub weight: Weight,
    pub align: Align,
    /// Size of the letters when there is room.
    pub size_um_max: u32,
    /// Letters never get smaller than this.
    pub size_um_min: u32,
    pub lines_max: u8,
    pub overflow: Overflow,
}

impl TextField {
    /// Returns one line of text at the left, as large as the area is high, at least 2 mm, cut when too long.
    pub fn new(area: Area, text: impl Into<String>) -> Self {
        Self {
            area,
            text: text.into(),
            weight: Weight::Regular,
            align: Align::Left,
            size_um_max: area.height_um,
            size_um_min: 2_000,
            lines_max: 1,
            overflow: Overflow::Cut,
        }
    }

    #[must_use]
    pub fn bold(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }

    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Returns the text on up to this many lines.
    #[must_use]
    pub fn lines(self, lines_max: u8) -> Self {
        Self { lines_max, ..self }
    }

    /// Returns the text refusing to be cut: a number or a date that is not whole is wrong.
    #[must_use]
    pub fn whole(self) -> Self {
        Self {
            overflow: Overflow::Refuse,
            ..self
        }
    }
}

/// What happens to text too long even in its smallest letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// It ends in an ellipsis.
    Cut,
    /// The label is not made.
    Refuse,
}

/// Why a label could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    #[error("label of {width_um} x {height_um} um is empty or has a side longer than {max} um", max = Label::SIDE_UM_MAX)]
    Size { width_um: u32, height_um: u32 },
    #[error("field {index} reaches beyond the label")]
    FieldOutside { index: usize },
    #[error("text {text:?} does not fit its place on the label")]
    TextDoesNotFit { text: String },
    #[error("code of {data:?} does not fit its place on the label")]
    SymbolDoesNotFit { data: String },
    #[error("encoding the label as png")]
    Png(#[source] png::EncodingError),
}

/// A field in the dots of one print head, from the label's top left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// One line. `y` is its baseline; `size_dots` the em.
    Text {
        x: u32,
        y: u32,
        size_dots: u32,
        weight: Weight,
        line: String,
    },
    /// `x` and `y` are the first black module's corner; bars are `height_dots` tall.
    Symbol {
        x: u32,
        y: u32,
        module_dots: u32,
        height_dots: u32,
        symbol: Symbol,
    },
    Fill {
        x: u32,
        y: u32,
        width_dots: u32,
        height_dots: u32,
    },
}
