//! Characters no printer and no built-in font has, drawn from a font file the operator gives.
//!
//! Pictures are as large as a character cell: 24 dots high, 12 wide, or 24 for what takes two columns.
//! Never fails on a strange font: what it cannot draw is missing.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use crate::font;
use crate::raster::Raster;
use crate::style::{Font, Style, char_columns};

/// Height of a cell in dots.
const CELL_DOTS: u32 = font::GLYPH_HEIGHT;

/// A font file behind the printer's own letters and the built-in ones. Cheap to clone.
#[derive(Clone)]
pub struct FallbackFont(Arc<Inner>);

struct Inner {
    file: Vec<u8>,
    drawn: Mutex<Drawn>,
}

/// The pictures made so far, so that each is drawn once and a decoder knows it again.
#[derive(Default)]
struct Drawn {
    pictures: HashMap<char, Option<Raster>>,
    /// The first character drawn with this picture.
    named: HashMap<Raster, char>,
}

/// Why bytes are no fallback font.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FallbackFontError {
    #[error("font file is {bytes} bytes long, more than {max}", max = FallbackFont::BYTES_MAX)]
    Size { bytes: usize },
    #[error("reading the font file: {reason}")]
    Format { reason: String },
}

impl fmt::Debug for FallbackFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FallbackFont({} bytes)", self.0.file.len())
    }
}

impl PartialEq for FallbackFont {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.file == other.0.file
    }
}

impl Eq for FallbackFont {}

impl FallbackFont {
    /// Largest file accepted: collections of all Chinese, Japanese and Korean letters are half of it.
    pub const BYTES_MAX: usize = 64 << 20;
    /// Most pictures remembered; all are forgotten when there are more.
    const DRAWN_MAX: usize = 8192;

    /// Returns the font over a TrueType or OpenType file; of a collection, its first font.
    ///
    /// # Errors
    /// When the file is larger than [`FallbackFont::BYTES_MAX`] or no font.
    pub fn try_new(file: impl Into<Vec<u8>>) -> Result<Self, FallbackFontError> {
        let file = file.into();
        if file.len() > Self::BYTES_MAX {
            let bytes = file.len();
            return Err(FallbackFontError::Size { bytes });
        }
        FontRef::from_index(&file, 0).map_err(|error| FallbackFontError::Format {
            reason: error.to_string(),
        })?;
        let drawn = Mutex::default();
        Ok(Self(Arc::new(Inner { file, drawn })))
    }

    /// Returns the character that stands for all that this font draws like `character`; `None` when it has no
    /// picture of it.
    pub fn canonical(&self, character: char) -> Option<char> {
        let picture = self.plain(character)?;
        self.named(&picture)
    }

    /// Returns the picture of `character` in `style`, as large as its cell; `None` when the font lacks it.
    pub fn styled(&self, character: char, style: Style) -> Option<Raster> {
        let style = style.clamped();
        let mut picture = self.plain(character)?;
        if style.bold {
            picture = picture.emboldened();
        }
        if style.underline {
            for x in 0..picture.width_dots() {
                picture.set(x, CELL_DOTS - 2, true);
                picture.set(x, CELL_DOTS - 1, true);
            }
        }
        if style.invert {
            picture = picture.inverted();
        }
        picture.magnified(u32::from(style.width), u32::from(style.height))
    }

    /// Returns the character whose picture in `style` this is, if this font has drawn it.
    pub(crate) fn character_of(&self, picture: &Raster, style: Style) -> Option<char> {
        let across = u32::from(style.clamped().width);
        let mut plain = picture.shrunk_by(across)?;
        if style.invert {
            plain = plain.inverted();
        }
        let character = self.named(&plain)?;
        (self.styled(character, style).as_ref() == Some(picture)).then_some(character)
    }

    fn named(&self, picture: &Raster) -> Option<char> {
        let drawn = self.0.drawn.lock();
        let drawn = drawn.unwrap_or_else(PoisonError::into_inner);
        drawn.named.get(picture).copied()
    }

    /// The picture in single size, black on white, from memory when it was drawn before.
    fn plain(&self, character: char) -> Option<Raster> {
        let drawn = self.0.drawn.lock();
        let mut drawn = drawn.unwrap_or_else(PoisonError::into_inner);
        if let Some(picture) = drawn.pictures.get(&character) {
            return picture.clone();
        }
        if drawn.pictures.len() >= Self::DRAWN_MAX {
            *drawn = Drawn::default();
        }
        let picture = draw(&self.0.file, character);
        if let Some(picture) = &picture {
            drawn.named.entry(picture.clone()).or_insert(character);
        }
        drawn.pictures.insert(character, picture.clone());
        picture
    }
}

/// Returns the picture of `character` from the printer's point of view: built-in font first, then the operator's.
pub(crate) fn picture(
    fallback: Option<&FallbackFont>,
    character: char,
    style: Style,
) -> Option<Raster> {
    if font::glyph(character).is_some() {
        return font::styled(character, style);
    }
    let style = Style {
        font: Font::A,
        ..style
    };
    fallback?.styled(character, style)
}

/// Draws one character into its cell. `None` when the font lacks it or shows nothing for it.
#[expect(clippy::float_arithmetic, reason = "outlines are drawn in floats")]
fn draw(file: &[u8], character: char) -> Option<Raster> {
    let font = FontRef::from_index(file, 0).ok()?;
    let id = font.charmap().map(character)?;
    let outline = font.outline_glyphs().get(id)?;
    let columns = char_columns(character);
    let cell_width = font::GLYPH_WIDTH * columns;
    // Ideographs fill their em, 88 % of it above the baseline; other letters leave room for marks.
    let (mut size, baseline) = if columns == 2 {
        (24.0, 21.0)
    } else {
        (20.0, 19.0)
    };
    let cell = float(cell_width);
    let advance = |size: f32| {
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        metrics.advance_width(id).unwrap_or(size)
    };
    if advance(size) > cell {
        size *= cell / advance(size);
    }
    let left = ((cell - advance(size)) / 2.0).max(0.0);
    let (width, height) = (
        usize::try_from(cell_width).ok()?,
        usize::try_from(CELL_DOTS).ok()?,
    );
    let mut ink = Rasterizer::new(width, height);
    let mut pen = Pen {
        ink: &mut ink,
        origin: (left, baseline),
        limits: (cell, float(CELL_DOTS)),
        start: point(0.0, 0.0),
        at: point(0.0, 0.0),
    };
    let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
    outline.draw(settings, &mut pen).ok()?;
    let mut picture = Raster::try_blank(cell_width, CELL_DOTS).ok()?;
    let mut is_blank = true;
    ink.for_each_pixel_2d(|x, y, coverage| {
        if coverage >= 0.45 {
            picture.set(x, y, true);
            is_blank = false;
        }
    });
    (!is_blank).then_some(picture)
}

/// Cells have a few dozen dots, which a float holds exactly.
fn float(dots: u32) -> f32 {
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX))
}

/// Puts outlines, whose y grows upwards, into a cell; what sticks out is pressed against its edge.
struct Pen<'a> {
    ink: &'a mut Rasterizer,
    origin: (f32, f32),
    limits: (f32, f32),
    start: Point,
    at: Point,
}

impl Pen<'_> {
    #[expect(clippy::float_arithmetic, reason = "outlines are drawn in floats")]
    fn place(&self, x: f32, y: f32) -> Point {
        let inside = |at: f32, limit: f32| {
            if at.is_finite() {
                at.clamp(0.0, limit)
            } else {
                0.0
            }
        };
        point(
            inside(self.origin.0 + x, self.limits.0),
            inside(self.origin.1 - y, self.limits.1),
        )
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_quad(self.at, self.place(cx0, cy0), to);
        self.at = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        let (first, second) = (self.place(cx0, cy0), self.place(cx1, cy1));
        self.ink.draw_cubic(self.at, first, second, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.ink.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noto Sans has letters the bitmap font lacks.
    fn noto() -> FallbackFont {
        FallbackFont::try_new(crate::typeface::File::Regular.bytes()).unwrap()
    }

    fn lacking() -> char {
        let font = noto();
        let lacks = |c: &char| font::glyph(*c).is_none() && font.canonical(*c).is_some();
        ('\u{1E00}'..'\u{1F00}').find(lacks).unwrap()
    }

    #[test]
    fn a_letter_is_drawn_into_its_cell_and_known_again() {
        let (font, character) = (noto(), lacking());
        for style in [
            Style::PLAIN,
            Style::INVERT,
            Style::WIDE,
            Style {
                width: 3,
                ..Style::INVERT
            },
        ] {
            let picture = font.styled(character, style).unwrap();
            assert_eq!(picture.width_dots(), 12 * u32::from(style.width));
            assert_eq!(picture.height_dots(), 24);
            assert_eq!(
                font.character_of(&picture, style),
                font.canonical(character)
            );
        }
        let bold = font.styled(character, Style::BOLD).unwrap();
        assert_ne!(Some(bold), font.styled(character, Style::PLAIN));
    }

    #[test]
    fn what_the_font_lacks_is_missing() {
        let font = noto();
        for character in ['漢', ' ', '\u{E000}'] {
            assert_eq!(font.canonical(character), None, "{character}");
        }
        assert!(matches!(
            FallbackFont::try_new(b"no font".as_slice()),
            Err(FallbackFontError::Format { .. })
        ));
    }
}
