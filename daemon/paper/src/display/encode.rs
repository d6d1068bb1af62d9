//! Rows of text as bytes for one display.

use super::profile::{DisplayLanguage, DisplayProfile};
use crate::escpos::CodePage;
use crate::font;
use crate::style::char_columns;

/// Returns the bytes that set the display up, clear it and show `lines`.
pub fn encode(lines: &[String], profile: &DisplayProfile) -> Vec<u8> {
    let mut bytes = initialize(profile);
    bytes.extend(show(lines, profile));
    bytes
}

/// Returns the bytes that bring the display into a known state with nothing on it.
pub fn initialize(profile: &DisplayProfile) -> Vec<u8> {
    let mut bytes = select(profile, DISPLAY);
    bytes.extend(b"\x1b@");
    let brightness = profile.brightness.map(|level| level.clamp(1, 4));
    match profile.language {
        DisplayLanguage::EscPos => {
            // ESC R 0: no national set. US 1: overwrite, do not scroll. US C 0: no cursor.
            bytes.extend(b"\x1bR\x00\x1f\x01\x1fC\x00");
            if let Some(level) = brightness {
                bytes.extend([0x1F, b'X', level]);
            }
        }
        DisplayLanguage::Cd5220 => {
            // ESC DC1: overwrite. ESC _ 0: no cursor.
            bytes.extend(b"\x1b\x11\x1b_\x00");
            if let Some(level) = brightness {
                bytes.extend([0x1B, b'*', level]);
            }
        }
    }
    // CLR.
    bytes.push(0x0C);
    bytes.extend(select(profile, PRINTER));
    bytes
}

/// Returns the bytes that show `lines` in place of what the display shows, without the flicker of clearing it.
///
/// Lines are cut to the columns there are, missing ones are blank, surplus ones are left out. What the display
/// has no character for is a question mark; the euro sign is then an `E`, so that an amount still says its currency.
pub fn show(lines: &[String], profile: &DisplayProfile) -> Vec<u8> {
    let mut bytes = select(profile, DISPLAY);
    let mut page = None;
    let rows = match profile.language {
        DisplayLanguage::EscPos => profile.rows,
        DisplayLanguage::Cd5220 => profile.rows.min(2),
    };
    for row in 0..rows {
        let line = lines.get(usize::from(row)).map_or("", String::as_str);
        match profile.language {
            DisplayLanguage::EscPos => {
                bytes.extend([0x1F, b'$', 1, row + 1]);
                text(&mut bytes, &mut page, line, profile);
            }
            DisplayLanguage::Cd5220 => {
                bytes.extend([0x1B, b'Q', b'A' + row]);
                // There is no command for pages, so the first counts as selected.
                page = profile.code_pages.first().map(|(page, _)| *page);
                text(&mut bytes, &mut page, line, profile);
                bytes.push(0x0D);
            }
        }
    }
    bytes.extend(select(profile, PRINTER));
    bytes
}

const PRINTER: u8 = 1;
const DISPLAY: u8 = 2;

/// `ESC =`, where a printer listens on the same cable.
fn select(profile: &DisplayProfile, device: u8) -> Vec<u8> {
    if profile.behind_printer {
        vec![0x1B, b'=', device]
    } else {
        Vec::new()
    }
}

/// Appends exactly as many characters as the display has columns.
fn text(bytes: &mut Vec<u8>, page: &mut Option<CodePage>, line: &str, profile: &DisplayProfile) {
    let shown = line
        .chars()
        .filter(|c| !crate::layout::is_invisible(*c))
        .map(|c| {
            if c.is_control() || c.is_whitespace() {
                ' '
            } else {
                c
            }
        });
    let columns = usize::from(profile.columns);
    for character in shown.chain(std::iter::repeat(' ')).take(columns) {
        let byte = byte_of(bytes, page, character, profile).or_else(|| {
            let twin = font::canonical(character)?;
            byte_of(bytes, page, twin, profile)
        });
        bytes.push(byte.unwrap_or(if character == '€' { b'E' } else { b'?' }));
    }
}

/// The byte that shows `character`, after switching to a page that has it if need be.
fn byte_of(
    bytes: &mut Vec<u8>,
    page: &mut Option<CodePage>,
    character: char,
    profile: &DisplayProfile,
) -> Option<u8> {
    if let ' '..='~' = character {
        return u8::try_from(character).ok();
    }
    if char_columns(character) != 1 {
        return None;
    }
    if let Some(byte) = page.and_then(|page| page.byte_of(character)) {
        return Some(byte);
    }
    match profile.language {
        DisplayLanguage::Cd5220 => None,
        DisplayLanguage::EscPos => {
            let found =
                |(page, number): &(CodePage, u8)| Some((*page, *number, page.byte_of(character)?));
            let (found, number, byte) = profile.code_pages.iter().find_map(found)?;
            bytes.extend([0x1B, b't', number]);
            *page = Some(found);
            Some(byte)
        }
    }
}
