//! The bitmap font of the preview and of glyphs a printer lacks: Spleen 12x24, BSD-2-Clause, by Frederic Cambus.
//!
//! Reads the PSF2 file and its Unicode table once; never invents a glyph for a character the font lacks.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::raster::Raster;
use crate::style::{Font, Style};

/// Width of a glyph in dots.
pub const GLYPH_WIDTH: u32 = 12;
/// Height of a glyph in dots.
pub const GLYPH_HEIGHT: u32 = 24;

/// The rows of one glyph; bit 15 is the leftmost dot.
pub type GlyphRows = [u16; 24];

#[derive(Default)]
struct Glyphs {
    rows: HashMap<char, GlyphRows>,
    /// The first character the font lists for a picture, ASCII before all others.
    named: HashMap<GlyphRows, char>,
}

static GLYPHS: LazyLock<Glyphs> =
    LazyLock::new(|| read(spleen_font::FONT_12X24).unwrap_or_default());

/// Returns the picture of `character`, if the font has one.
pub fn glyph(character: char) -> Option<&'static GlyphRows> {
    GLYPHS.rows.get(&character)
}

/// Returns the character that stands for everything that looks like `character` (a Greek Alpha is an `A`).
pub fn canonical(character: char) -> Option<char> {
    GLYPHS.rows.get(&character).and_then(character_of)
}

/// Returns the character whose picture this is.
pub fn character_of(rows: &GlyphRows) -> Option<char> {
    GLYPHS.named.get(rows).copied()
}

/// Returns the picture of `character` in `style`, as large as its cell; a hollow box when the font lacks it.
pub fn styled(character: char, style: Style) -> Option<Raster> {
    const MISSING: GlyphRows = {
        let mut rows = [0x2040; 24];
        rows[0] = 0;
        rows[1] = 0;
        rows[2] = 0;
        rows[3] = 0x3FC0;
        rows[20] = 0x3FC0;
        rows[21] = 0;
        rows[22] = 0;
        rows[23] = 0;
        rows
    };
    let style = style.clamped();
    let (across, down) = (u32::from(style.width), u32::from(style.height));
    let (cell_width, cell_height) = (style.font.cell_width_dots(), style.font.cell_height_dots());
    let rows = glyph(character).unwrap_or(&MISSING);
    let mut cell = Raster::try_blank(cell_width * across, cell_height * down).ok()?;
    for y in 0..cell.height_dots() {
        let row = match style.font {
            Font::A => y / down,
            Font::B => y / down * GLYPH_HEIGHT / cell_height,
        };
        let mut bits = rows.get(usize::try_from(row).ok()?).copied().unwrap_or(0);
        if style.bold {
            bits |= bits >> 1;
        }
        if style.underline && y + 2 * down >= cell.height_dots() {
            bits = u16::MAX;
        }
        if style.invert {
            bits = !bits;
        }
        for x in 0..cell.width_dots() {
            let column = x / across * GLYPH_WIDTH / cell_width;
            cell.set(x, y, bits & (0x8000 >> column) != 0);
        }
    }
    Some(cell)
}

/// Reads a PSF2 font: 32-byte header, glyphs, then per glyph its characters in UTF-8 ended by 0xFF.
fn read(file: &[u8]) -> Option<Glyphs> {
    let header = spleen_font::PSF2Header::from_bytes(file.get(..32)?).ok()?;
    let size = |field: u32| usize::try_from(field).ok();
    let (count, len, start) = (
        size(header.num_glyphs)?,
        size(header.bytes_per_glyph)?,
        size(header.header_size)?,
    );
    if (header.width, header.height) != (GLYPH_WIDTH, GLYPH_HEIGHT) || len != 48 {
        return None;
    }
    let pictures = file.get(start..start + count * len)?;
    let names = file.get(start + count * len..)?;
    let mut pairs = Vec::new();
    for (picture, names) in pictures
        .chunks_exact(len)
        .zip(names.split(|byte| *byte == 0xFF))
    {
        let mut rows = [0; 24];
        for (row, pair) in rows.iter_mut().zip(picture.chunks_exact(2)) {
            *row = u16::from_be_bytes([pair[0], pair[1]]) & 0xFFF0;
        }
        // 0xFE starts sequences of combined characters, which a one-character cell cannot use.
        let single = names.split(|byte| *byte == 0xFE).next()?;
        pairs.extend(
            std::str::from_utf8(single)
                .ok()?
                .chars()
                .map(|name| (name, rows)),
        );
    }
    let mut glyphs = Glyphs {
        rows: drawn(),
        named: HashMap::new(),
    };
    pairs.sort_by_key(|(name, _)| !name.is_ascii());
    for (name, rows) in pairs {
        let rows = *glyphs.rows.entry(name).or_insert(rows);
        glyphs.named.entry(rows).or_insert(name);
    }
    Some(glyphs)
}

/// Characters drawn here because the font shows them as another: tick boxes (it gives `.`, `v` and `x`)
/// and the double line (it gives a single one).
fn drawn() -> HashMap<char, GlyphRows> {
    let mut empty = [0x4020; 24];
    let mut double_line = [0; 24];
    for (y, row) in empty.iter_mut().enumerate() {
        match y {
            6 | 17 => *row = 0x7FE0,
            7..17 => {}
            _ => *row = 0,
        }
    }
    let (mut ticked, mut crossed) = (empty, empty);
    for step in 0..8 {
        let (down, up) = (0x1000 >> step, 0x0080 << step);
        crossed[8 + step] |= down | down << 1 | up | up >> 1;
        // A short stroke down, then a long one up.
        let tick = if step < 3 {
            (12 + step, 0x1000 >> step)
        } else {
            (17 - step, 0x1000 >> step)
        };
        ticked[tick.0] |= tick.1 | tick.1 << 1;
    }
    for y in [9, 10, 14, 15] {
        double_line[y] = 0xFFF0;
    }
    [
        ('☐', empty),
        ('☑', ticked),
        ('☒', crossed),
        ('═', double_line),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_covers_ascii_and_the_euro() {
        for character in (' '..='~').chain(['€', 'é', '─', 'Ж']) {
            assert!(glyph(character).is_some(), "{character}");
        }
        assert!(glyph('漢').is_none());
        assert_eq!(glyph(' '), Some(&[0; 24]));
    }

    #[test]
    fn look_alikes_have_one_name() {
        assert_eq!(canonical('Α'), Some('A'));
        assert_eq!(canonical('A'), Some('A'));
        for character in (' '..='~').chain(['☐', '☑', '☒', '═', '─']) {
            assert_eq!(canonical(character), Some(character));
        }
    }

    #[test]
    fn style_changes_size_and_colour() {
        let large = styled('A', Style::LARGE).unwrap();
        assert_eq!((large.width_dots(), large.height_dots()), (24, 48));
        let ink = |raster: &Raster| {
            raster
                .bits()
                .iter()
                .map(|byte| byte.count_ones())
                .sum::<u32>()
        };
        let plain = styled('A', Style::PLAIN).unwrap();
        assert!(ink(&styled('A', Style::BOLD).unwrap()) > ink(&plain));
        assert_eq!(
            ink(&styled('A', Style::INVERT).unwrap()),
            12 * 24 - ink(&plain)
        );
        assert!(ink(&styled('\u{6f22}', Style::PLAIN).unwrap()) > 0);
    }
}
