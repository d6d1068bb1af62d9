//! Breaks text into lines of a given width, at blanks where it can.

use crate::style::{Style, char_columns};

/// One character with its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub character: char,
    pub style: Style,
}

impl Glyph {
    /// Columns of Font A this character takes.
    pub(super) fn columns(self) -> usize {
        usize::from(self.style.width) * self.single_columns()
    }

    /// Columns it takes in single width.
    fn single_columns(self) -> usize {
        usize::try_from(char_columns(self.character)).unwrap_or(1)
    }
}

/// Columns these characters take.
pub(super) fn columns(glyphs: &[Glyph]) -> usize {
    glyphs.iter().map(|glyph| glyph.columns()).sum()
}

/// Returns lines of at most `width` columns. Only the blanks a line breaks at are dropped; a word longer than
/// a line is broken inside. A character wider than `width` is narrowed to it. Text without characters is
/// one empty line.
pub(super) fn wrap(glyphs: &[Glyph], width: usize) -> Vec<Vec<Glyph>> {
    let mut lines = Vec::new();
    for paragraph in glyphs.split(|glyph| glyph.character == '\n') {
        let mut rest = paragraph.to_vec();
        for glyph in &mut rest {
            let narrow = (width / glyph.single_columns()).max(1);
            let narrow = u8::try_from(narrow).unwrap_or(u8::MAX);
            glyph.style.width = glyph.style.width.min(narrow);
        }
        let mut rest = rest.as_slice();
        loop {
            let (line, after) = break_line(rest, width);
            lines.push(line.to_vec());
            match after {
                Some(after) => rest = after,
                None => break,
            }
        }
    }
    lines
}

/// Splits off one line; `None` when nothing but blanks is left for another.
fn break_line(glyphs: &[Glyph], width: usize) -> (&[Glyph], Option<&[Glyph]>) {
    let mut used = 0;
    let fitting = glyphs.iter().take_while(|glyph| {
        used += glyph.columns();
        used <= width
    });
    let fitting = fitting.count();
    if fitting == glyphs.len() {
        return (glyphs, None);
    }
    let is_blank = |glyph: &Glyph| glyph.character == ' ';
    // The first character that does not fit may itself be the blank to break at.
    let blank = glyphs[..=fitting].iter().rposition(is_blank);
    let at = match blank {
        // Leading blanks are an indent, not a place to break.
        Some(at) if !glyphs[..at].iter().all(is_blank) => at,
        _ => fitting.max(1),
    };
    let end = glyphs[..at]
        .iter()
        .rposition(|glyph| !is_blank(glyph))
        .map_or(at, |last| last + 1);
    let start = at
        + glyphs[at..]
            .iter()
            .take_while(|glyph| is_blank(glyph))
            .count();
    let after = &glyphs[start..];
    (&glyphs[..end], (!after.is_empty()).then_some(after))
}
