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

use crate::escpos::{CodePage, Op, Profile};
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

    fn text(&self, bytes: &[u8]) -> Op {
        let text = bytes.iter().map(|byte| self.character(*byte)).collect();
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
