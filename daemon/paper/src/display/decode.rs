//! What a display shows after the bytes it got, in any chunks. Never panics; keeps one unfinished command.
//!
//! Understands both languages at once, as most displays share the codes in which they agree.

use super::profile::DisplayProfile;
use crate::escpos::CodePage;

const ESC: u8 = 0x1B;
const US: u8 = 0x1F;

/// The glass of a display.
///
/// ```
/// use paper::display::{Decoder, DisplayProfile, encode};
///
/// let profile = DisplayProfile::epson_2x20();
/// let mut display = Decoder::new(&profile);
/// display.feed(&encode(&["TOTAL".to_owned(), "9.99".to_owned()], &profile));
/// assert_eq!(display.lines(), ["TOTAL", "9.99"]);
/// ```
#[derive(Debug, Clone)]
pub struct Decoder {
    profile: DisplayProfile,
    pending: Vec<u8>,
    glass: Vec<Vec<char>>,
    column: usize,
    row: usize,
    page: Option<CodePage>,
    scrolls: bool,
    brightness: u8,
    /// `ESC =`: whether bytes are for the display.
    is_selected: bool,
}

/// What stands at the front of the buffer.
enum Frame {
    Incomplete,
    /// This many bytes.
    Whole(usize),
}

impl Decoder {
    /// Returns a display just switched on: blank, as bright as it can be.
    pub fn new(profile: &DisplayProfile) -> Self {
        let (columns, rows) = (
            usize::from(profile.columns.max(1)),
            usize::from(profile.rows.max(1)),
        );
        Self {
            profile: profile.clone(),
            pending: Vec::new(),
            glass: vec![vec![' '; columns]; rows],
            column: 0,
            row: 0,
            page: profile.code_pages.first().map(|(page, _)| *page),
            scrolls: false,
            brightness: 4,
            is_selected: true,
        }
    }

    /// Takes bytes and shows what they say.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.pending.push(*byte);
            // A command ends at its last byte, so at most one is complete here.
            if let Frame::Whole(len) = frame(&self.pending, self.glass[0].len()) {
                let command: Vec<u8> = self.pending.drain(..len).collect();
                self.act(&command);
            }
        }
    }

    /// The rows as they stand on the glass, each as wide as the display.
    pub fn rows(&self) -> Vec<String> {
        self.glass.iter().map(|row| row.iter().collect()).collect()
    }

    /// The rows without the blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        let rows = self.rows().into_iter();
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    /// 1 (dim) to 4 (bright).
    pub fn brightness(&self) -> u8 {
        self.brightness
    }

    fn act(&mut self, command: &[u8]) {
        if let [ESC, b'=', device] = command {
            self.is_selected = device & 2 != 0;
            return;
        }
        if !self.is_selected {
            return;
        }
        match *command {
            [byte @ (0x20..=0x7E | 0x80..)] => self.put(byte),
            [0x08] => self.column = self.column.saturating_sub(1),
            [0x09] => self.advance(),
            [0x0A] => self.down(),
            [0x0B] => (self.column, self.row) = (0, 0),
            [0x0C] => self.clear(),
            [0x0D] => self.column = 0,
            [0x18] => {
                self.glass[self.row].fill(' ');
                self.column = 0;
            }
            [ESC, b'@'] => {
                self.clear();
                self.page = self.profile.code_pages.first().map(|(page, _)| *page);
                self.scrolls = false;
                self.brightness = 4;
            }
            [ESC, b't', n] => self.page = self.profile.page_numbered(n),
            [ESC, b'Q', row, ref text @ .., 0x0D] => self.write_row(row, text),
            [ESC, b'l', column, row] | [US, b'$', column, row] => self.place(column, row),
            [ESC, 0x11] | [US, 0x01] => self.scrolls = false,
            [ESC, 0x12] | [US, 0x02] => self.scrolls = true,
            [ESC, b'*', level @ 1..=4] | [US, b'X', level @ 1..=4] => self.brightness = level,
            [US, b'B'] => (self.column, self.row) = (0, self.glass.len() - 1),
            [US, 0x0A] => self.row = self.row.checked_sub(1).unwrap_or(self.glass.len() - 1),
            [US, 0x0D] => self.column = self.glass[0].len() - 1,
            // Cursor, blinking, clock, macros, national sets: nothing to see here.
            _ => {}
        }
    }

    fn clear(&mut self) {
        for row in &mut self.glass {
            row.fill(' ');
        }
        (self.column, self.row) = (0, 0);
    }

    fn character(&self, byte: u8) -> char {
        match byte {
            0x20..=0x7E => char::from(byte),
            byte => self
                .page
                .map_or(char::REPLACEMENT_CHARACTER, |page| page.char_of(byte)),
        }
    }

    fn put(&mut self, byte: u8) {
        self.glass[self.row][self.column] = self.character(byte);
        self.advance();
    }

    /// One to the right; behind the last column, to the next row.
    fn advance(&mut self) {
        self.column += 1;
        if self.column >= self.glass[0].len() {
            self.column = 0;
            self.down();
        }
    }

    /// One row down; below the last row, the first is overwritten or all move up.
    fn down(&mut self) {
        self.row += 1;
        if self.row < self.glass.len() {
            return;
        }
        if self.scrolls {
            self.row = self.glass.len() - 1;
            self.glass.rotate_left(1);
            self.glass[self.row].fill(' ');
        } else {
            self.row = 0;
        }
    }

    /// Counted from 1; a place outside the glass is ignored.
    fn place(&mut self, column: u8, row: u8) {
        let at = (usize::from(column), usize::from(row));
        if let (column @ 1.., row @ 1..) = at
            && column <= self.glass[0].len()
            && row <= self.glass.len()
        {
            (self.column, self.row) = (column - 1, row - 1);
        }
    }

    /// `ESC Q A` and `ESC Q B`: a whole row, blank behind the text.
    fn write_row(&mut self, row: u8, text: &[u8]) {
        let text: Vec<char> = text.iter().map(|byte| self.character(*byte)).collect();
        let rows = self.glass.iter_mut().zip(b'A'..=b'B');
        for (glass, _) in rows.filter(|(_, letter)| *letter == row) {
            glass.fill(' ');
            for (place, character) in glass.iter_mut().zip(&text) {
                *place = *character;
            }
        }
    }
}

/// Returns the command `b` starts with. A row written by `ESC Q` ends by CR, or where the display's width does.
fn frame(b: &[u8], columns: usize) -> Frame {
    let fixed = |len: usize| {
        if b.len() < len {
            Frame::Incomplete
        } else {
            Frame::Whole(len)
        }
    };
    match *b {
        [] | [ESC | US] => Frame::Incomplete,
        // A command byte cannot be another's second byte: let the stream fall back into step there.
        [ESC | US, ESC | US, ..] => Frame::Whole(1),
        [ESC, b'Q', b'A' | b'B', ref text @ ..] => match text.iter().position(|c| *c == 0x0D) {
            Some(at) => Frame::Whole(4 + at),
            None if text.len() > columns => Frame::Whole(3),
            None => Frame::Incomplete,
        },
        [ESC, b'Q'] => Frame::Incomplete,
        [
            ESC,
            b't' | b'R' | b'=' | b'%' | b'*' | b'_' | b's' | b'f' | b'c' | b'?',
            ..,
        ] => fixed(3),
        [ESC, b'l', ..] => fixed(4),
        [
            US,
            b'C' | b'X' | b'r' | b'v' | b'E' | b';' | b',' | b'.',
            ..,
        ] => fixed(3),
        [US, b'$' | b'T' | b'^' | b'#', ..] => fixed(4),
        [ESC | US, ..] => Frame::Whole(2),
        _ => Frame::Whole(1),
    }
}
