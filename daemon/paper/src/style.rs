//! How characters look: alignment, weight, size. Shared by documents, encoders and decoders.

use unicode_width::UnicodeWidthChar;

/// Where a line sits between the margins. `ESC a` on an ESC/POS printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// The printer's resident fonts. Documents use only Font A; Font B appears in decoded streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Font {
    /// 12 x 24 dots.
    #[default]
    A,
    /// 9 x 17 dots.
    B,
}

impl Font {
    /// Width of one unscaled character cell, in dots.
    pub const fn cell_width_dots(self) -> u32 {
        match self {
            Self::A => 12,
            Self::B => 9,
        }
    }

    /// Height of one unscaled character cell, in dots.
    pub const fn cell_height_dots(self) -> u32 {
        match self {
            Self::A => 24,
            Self::B => 17,
        }
    }
}

/// The look of one character: weight, underline, white on black, and 1..=8 times magnification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Style {
    pub bold: bool,
    pub underline: bool,
    /// White characters on black (`GS B`).
    pub invert: bool,
    /// Horizontal magnification, 1..=8 (`GS !`). A character takes this many columns.
    pub width: u8,
    /// Vertical magnification, 1..=8 (`GS !`).
    pub height: u8,
    pub font: Font,
}

impl Default for Style {
    fn default() -> Self {
        Self::PLAIN
    }
}

impl Style {
    /// Font A, nothing special.
    pub const PLAIN: Self = Self {
        bold: false,
        underline: false,
        invert: false,
        width: 1,
        height: 1,
        font: Font::A,
    };
    /// Emphasised.
    pub const BOLD: Self = Self {
        bold: true,
        ..Self::PLAIN
    };
    /// Underlined.
    pub const UNDERLINE: Self = Self {
        underline: true,
        ..Self::PLAIN
    };
    /// White on black.
    pub const INVERT: Self = Self {
        invert: true,
        ..Self::PLAIN
    };
    /// Twice as wide.
    pub const WIDE: Self = Self {
        width: 2,
        ..Self::PLAIN
    };
    /// Twice as high.
    pub const TALL: Self = Self {
        height: 2,
        ..Self::PLAIN
    };
    /// Twice as wide and high.
    pub const LARGE: Self = Self {
        width: 2,
        height: 2,
        ..Self::PLAIN
    };

    /// Returns the same style, emphasised.
    #[must_use]
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Returns the same style with the magnification brought into 1..=8.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self {
            width: self.width.clamp(1, 8),
            height: self.height.clamp(1, 8),
            ..self
        }
    }

    /// Width of one character of this style, in dots.
    pub const fn char_width_dots(self) -> u32 {
        self.font.cell_width_dots() * self.width as u32
    }

    /// Height of one character of this style, in dots.
    pub const fn char_height_dots(self) -> u32 {
        self.font.cell_height_dots() * self.height as u32
    }
}

/// Returns the columns `character` takes in single width: two for ideographs and their like, else one.
///
/// Wide are those Unicode Standard Annex 11 calls "wide" or "fullwidth" and the built-in font, whose cell is
/// narrow, does not have; so a line is as wide on every printer.
pub fn char_columns(character: char) -> u32 {
    if character < '\u{1100}' {
        return 1;
    }
    match character.width() {
        Some(2) if crate::font::glyph(character).is_none() => 2,
        _ => 1,
    }
}

/// A piece of a line whose characters all look the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    pub text: String,
    pub style: Style,
}

impl Span {
    /// Width of the span in dots.
    pub fn width_dots(&self) -> u32 {
        let columns = self.text.chars().fold(0, |sum: u32, character| {
            sum.saturating_add(char_columns(character))
        });
        columns.saturating_mul(self.style.char_width_dots())
    }
}
