//! In which form a printer with code pages shows a character: as text, as a picture, or not at all.

use crate::escpos::{Cjk, CodePage};
use crate::fallback::FallbackFont;
use crate::font;
use crate::layout::CharForm;
use crate::style::char_columns;

/// Returns the form of `character` on a printer with these letters.
pub(crate) fn form_of(
    character: char,
    pages: &[(CodePage, u8)],
    cjk: Option<Cjk>,
    fallback: Option<&FallbackFont>,
) -> CharForm {
    // What takes two columns is in no single-byte page.
    let is_wide = char_columns(character) == 2;
    let on_page = |c| pages.iter().any(|(page, _)| page.byte_of(c).is_some());
    if !is_wide && on_page(character) {
        return CharForm::Text(character);
    }
    if is_wide && cjk.is_some_and(|set| set.bytes_of(character).is_some()) {
        return CharForm::Text(character);
    }
    match font::canonical(character) {
        Some(twin) if on_page(twin) => return CharForm::Text(twin),
        Some(twin) => return CharForm::Glyph(twin),
        None => {}
    }
    match fallback.and_then(|font| font.canonical(character)) {
        Some(twin) => CharForm::Glyph(twin),
        None => CharForm::Missing,
    }
}
