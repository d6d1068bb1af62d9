//! An incremental ESC/POS decoder: any bytes in any chunks in, [`Op`]s out.
//!
//! It keeps at most [`PENDING_BYTES_MAX`] bytes of an unfinished command, never panics, and gives the same
//! effects whatever the chunking (only a text run may come in several pieces).
//! A real-time request inside the data of an unfinished command counts as that data; hosts ask between commands.
//! It must never answer by itself: a simulator does, when it meets [`Op::Status`].

mod act;
mod frame;
mod picture;
mod symbols;

use crate::escpos::{Cjk, CodePage, Op, Profile};
use crate::raster::Raster;
use crate::style::Style;
use crate::symbol::{Hri, QrCorrection};
use frame::{Frame, frame};

/// Longest command kept; the data of a longer one is skipped and reported as [`Op::Oversized`].
pub const PENDING_BYTES_MAX: usize = 1 << 20;

/// Turns printer bytes into effects.
///
/// ```
/// use paper::escpos::{Decoder, Op, Profile};
///
/// let mut decoder = Decoder::new(&Profile::epson_80mm());
/// assert_eq!(decoder.feed(b"\x1d\x56"), []);
/// assert!(matches!(decoder.feed(b"\x42\x00")[..], [Op::Cut { .. }]));
/// ```
#[derive(Debug, Clone)]
pub struct Decoder {
    profile: Profile,
    pending: Vec<u8>,
    /// Bytes of an oversized command still to be dropped.
    skip: u64,
    modes: Modes,
    qr: QrStore,
    picture: Option<Raster>,
}

/// What `ESC @` resets.
#[derive(Debug, Clone)]
struct Modes {
    style: Style,
    page: Option<CodePage>,
    /// `ESC R`: which national characters replace twelve ASCII ones.
    international: u8,
    barcode_height_dots: u8,
    barcode_module_dots: u8,
    hri: Hri,
    /// `FS &`: bytes from 0x80 are halves of two-byte characters.
    two_bytes: bool,
    /// `FS C`: the Japanese set is read as Shift JIS, which needs no `FS &`.
    shift_jis: bool,
}

/// What `GS ( k` functions 167, 169 and 180 have stored for function 181.
#[derive(Debug, Clone)]
struct QrStore {
    data: Vec<u8>,
    module_dots: u8,
    correction: QrCorrection,
}

impl Modes {
    fn new(profile: &Profile) -> Self {
        Self {
            style: Style::PLAIN,
            page: profile.code_pages.first().map(|(page, _)| *page),
            international: 0,
            barcode_height_dots: 162,
            barcode_module_dots: 3,
            hri: Hri::None,
            // All but Japanese printers start with two-byte characters on.
            two_bytes: !matches!(profile.cjk, None | Some(Cjk::ShiftJis)),
            shift_jis: false,
        }
    }
}

impl QrStore {
    fn new() -> Self {
        Self {
            data: Vec::new(),
            module_dots: 3,
            correction: QrCorrection::L,
        }
    }
}

impl Decoder {
    /// Returns a decoder in the state of a printer just switched on.
    pub fn new(profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            pending: Vec::new(),
            skip: 0,
            modes: Modes::new(profile),
            qr: QrStore::new(),
            picture: None,
        }
    }

    /// Takes bytes and returns the effects of the commands they complete, in order.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Op> {
        let mut bytes = bytes;
        let mut ops = Vec::new();
        // Fed in pieces so that one huge chunk is never copied whole behind an unfinished command.
        while !bytes.is_empty() {
            let (piece, rest) = bytes.split_at(bytes.len().min(PENDING_BYTES_MAX));
            bytes = rest;
            self.pending.extend_from_slice(piece);
            self.run(&mut ops);
        }
        ops
    }

    /// Bytes kept of a command that is not complete yet.
    pub fn pending_len(&self) -> usize {
        self.pending.len()
    }

    fn run(&mut self, ops: &mut Vec<Op>) {
        let mut pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        loop {
            if self.skip > 0 {
                let dropped = usize::try_from(self.skip)
                    .unwrap_or(usize::MAX)
                    .min(rest.len());
                rest = &rest[dropped..];
                self.skip -= u64::try_from(dropped).unwrap_or(0);
            }
            let len = match frame(rest) {
                Frame::Incomplete => break,
                Frame::Text(len) => {
                    // The first half of a character waits for its second.
                    let waits = len == rest.len() && self.ends_in_lead(&rest[..len]);
                    let len = len - usize::from(waits);
                    if len == 0 {
                        break;
                    }
                    ops.push(self.text(&rest[..len]));
                    len
                }
                Frame::Command(len) => {
                    ops.extend(self.act(&rest[..len]));
                    len
                }
                Frame::Unknown(len) => {
                    ops.push(Op::Unknown(rest[..len].to_vec()));
                    len
                }
                Frame::Oversized(bytes) => {
                    ops.push(Op::Oversized {
                        command: [rest[0], rest[1], rest[2]],
                        bytes,
                    });
                    self.skip = bytes;
                    0
                }
            };
            rest = &rest[len..];
        }
        // Nothing moves while a long command arrives byte by byte.
        let done = pending.len() - rest.len();
        pending.drain(..done);
        self.pending = pending;
    }

    /// The two-byte set in force, if any.
    fn two_byte_set(&self) -> Option<Cjk> {
        self.profile.cjk.filter(|set| match set {
            Cjk::ShiftJis => self.modes.shift_jis,
            Cjk::Gb18030 | Cjk::Big5 | Cjk::Ksc5601 => self.modes.two_bytes,
        })
    }

    fn ends_in_lead(&self, bytes: &[u8]) -> bool {
        let Some(set) = self.two_byte_set() else {
            return false;
        };
        let mut bytes = bytes.iter();
        while let Some(byte) = bytes.next() {
            if set.is_lead(*byte) && bytes.next().is_none() {
                return true;
            }
        }
        false
    }

    fn text(&self, bytes: &[u8]) -> Op {
        let set = self.two_byte_set();
        let mut text = String::with_capacity(bytes.len());
        let mut bytes = bytes.iter();
        while let Some(byte) = bytes.next() {
            text.push(match set {
                Some(set) if set.is_lead(*byte) => match bytes.next() {
                    Some(second) => set.char_of([*byte, *second]),
                    None => char::REPLACEMENT_CHARACTER,
                },
                // Between the first halves of Shift JIS lie the single bytes of half-width Katakana.
                Some(Cjk::ShiftJis) => match *byte {
                    kana @ 0xA1..=0xDF => CodePage::Katakana.char_of(kana),
                    byte => self.character(byte),
                },
                Some(Cjk::Gb18030 | Cjk::Big5 | Cjk::Ksc5601) | None => self.character(*byte),
            });
        }
        Op::Text {
            text,
            style: self.modes.style,
        }
    }

    fn character(&self, byte: u8) -> char {
        match (byte, self.modes.page) {
            (0x20..=0x7E, _) => act::national(self.modes.international, byte),
            (_, Some(page)) => page.char_of(byte),
            (_, None) => char::REPLACEMENT_CHARACTER,
        }
    }
}
