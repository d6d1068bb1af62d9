//! The proportional letters of pages and labels: Noto Sans regular and bold, with Noto Sans Symbols 2 behind
//! them for tick boxes. See `data/fonts/README.md` for source and licence.
//!
//! Measures in font units, as integers, so that every machine breaks lines at the same place.

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Font units in one em, the same in all files.
pub(crate) const UNITS_PER_EM: u32 = 1000;
/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    #[default]
    Regular,
    Bold,
}

/// A font file of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum File {
    Regular,
    Bold,
    Symbols,
}

impl File {
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../data/fonts/NotoSans-Regular.ttf"),
            Self::Bold => include_bytes!("../data/fonts/NotoSans-Bold.ttf"),
            Self::Symbols => include_bytes!("../data/fonts/NotoSansSymbols2-Regular.ttf"),
        }
    }
}

/// One letter: where its outline is and how far the next one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub file: File,
    pub id: GlyphId,
    /// Font units.
    pub advance: u16,
}

type Letters = HashMap<char, Letter>;

static REGULAR: LazyLock<Letters> = LazyLock::new(|| read(&[File::Symbols, File::Regular]));
static BOLD: LazyLock<Letters> = LazyLock::new(|| read(&[File::Symbols, File::Bold]));

/// Later files win.
fn read(files: &[File]) -> Letters {
    let mut letters = Letters::new();
    for file in files {
        let Ok(font) = FontRef::new(file.bytes()) else {
            continue;
        };
        let Ok(metrics) = font.hmtx() else { continue };
        for (code, id) in font.charmap().mappings() {
            if let (Some(character), Some(advance)) = (char::from_u32(code), metrics.advance(id)) {
                let file = *file;
                letters.insert(character, Letter { file, id, advance });
            }
        }
    }
    letters
}

/// Returns the letter for `character`, if a file has it.
pub(crate) fn letter(character: char, weight: Weight) -> Option<Letter> {
    let letters = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    letters.get(&character).copied()
}

/// Returns `text` as it can be printed: tabs are blanks, spaces that must not break are no-break spaces, other
/// control characters and joiners are dropped, and a question mark stands for what no file has. Line feeds stay.
pub(crate) fn printable(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        c if crate::layout::is_fixed_space(c) => Some('\u{A0}'),
        c if c.is_control() || crate::layout::is_invisible(c) => None,
        c if letter(c, Weight::Regular).is_some() => Some(c),
        c if c.is_whitespace() => Some(' '),
        _ => Some('?'),
    };
    text.chars().filter_map(shown).collect()
}

/// Returns the width of one line of text in font units.
pub(crate) fn width_units(text: &str, weight: Weight) -> u64 {
    let advance = |c| letter(c, weight).map_or(0, |letter| u64::from(letter.advance));
    text.chars().map(advance).sum()
}

/// Breaks printable text into lines of at most `width_units`: at blanks where it can, inside a word only when
/// the word alone is wider. Nothing but the blanks a line breaks at is lost.
pub(crate) fn wrap(text: &str, weight: Weight, width_units_max: u64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for piece in paragraph.split_inclusive(' ') {
            let word = piece.trim_end_matches(' ');
            if used > 0 && used + width_units(word, weight) > width_units_max {
                lines.push(take_line(&mut line));
                used = 0;
            }
            for character in piece.chars() {
                let mut glyph = [0; 4];
                let advance = width_units(character.encode_utf8(&mut glyph), weight);
                // A blank at the end of a line takes no room.
                if character != ' ' && used > 0 && used + advance > width_units_max {
                    lines.push(take_line(&mut line));
                    used = 0;
                }
                line.push(character);
                used += advance;
            }
        }
        lines.push(take_line(&mut line));
    }
    lines
}

fn take_line(line: &mut String) -> String {
    let full = std::mem::take(line);
    full.trim_end_matches(' ').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_the_same_em_and_the_letters_shops_write() {
        for file in [File::Regular, File::Bold, File::Symbols] {
            let font = FontRef::new(file.bytes()).unwrap();
            assert_eq!(u32::from(font.head().unwrap().units_per_em()), UNITS_PER_EM);
        }
        for character in (' '..='~').chain("€£¥éßŽžřąñçØÅЖΩ–—’“”…½²³°µ×™©®☐☑☒✓ẞ₴₽".chars())
        {
            for weight in [Weight::Regular, Weight::Bold] {
                assert!(letter(character, weight).is_some(), "{character}");
            }
        }
    }

    #[test]
    fn figures_are_all_as_wide_so_that_amounts_line_up() {
        for weight in [Weight::Regular, Weight::Bold] {
            assert!(('0'..='9').all(|figure| letter(figure, weight).unwrap().advance == 572));
        }
    }

    #[test]
    fn lines_break_at_blanks_and_words_only_when_too_long() {
        let lines = |text, figures: u64| wrap(text, Weight::Regular, figures * 572);
        assert_eq!(lines("111 222 333", 8), ["111 222", "333"]);
        assert_eq!(lines("11111111111", 4), ["1111", "1111", "111"]);
        assert_eq!(lines("1 11111111111", 4), ["1", "1111", "1111", "111"]);
        assert_eq!(lines("1\n\n2", 4), ["1", "", "2"]);
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("1\u{A0}234 5", 5), ["1\u{A0}234", "5"]);
    }

    #[test]
    fn what_cannot_be_shown_is_a_question_mark() {
        assert_eq!(
            printable("a\u{1b}b\t漢\u{200b}\u{202f}€\r\n"),
            "ab ?\u{A0}€\n"
        );
    }
}
