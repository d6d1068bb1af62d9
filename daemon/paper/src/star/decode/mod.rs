//! An incremental Star line mode decoder: any bytes in any chunks in, effects out.
//!
//! It keeps at most [`PENDING_BYTES_MAX`] bytes of an unfinished command and as much of an open raster, never
//! panics, and gives the same effects whatever the chunking (only a text run may come in several pieces).
//! It must never answer by itself: a simulator does, when it meets [`Op::Ask`].

mod act;
mod frame;

use super::profile::{LINE_SPACING_DOTS, StarProfile};
use super::status::Request;
use crate::document::Cut;
use crate::escpos::{self, CodePage, Paper};
use crate::printed::Printed;
use crate::style::Style;
use crate::symbol::QrCorrection;
use frame::{Frame, frame};

/// Longest command kept; the data of a longer one is skipped and reported as oversized.
pub const PENDING_BYTES_MAX: usize = 1 << 20;

/// The effect of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// What other receipt printers do too; [`Paper::apply`] takes it.
    Print(escpos::Op),
    /// A question or order about status. [`Request::Status`] is answered at once, the others in their turn.
    Ask(Request),
}

/// Turns printer bytes into effects.
///
/// ```
/// use paper::escpos;
/// use paper::star::{Decoder, Op, StarProfile};
///
/// let mut decoder = Decoder::new(&StarProfile::star_80mm());
/// assert_eq!(decoder.feed(b"\x1bd"), []);
/// assert!(matches!(decoder.feed(b"\x03")[..], [Op::Print(escpos::Op::Cut { .. })]));
/// ```
#[derive(Debug, Clone)]
pub struct Decoder {
    profile: StarProfile,
    pending: Vec<u8>,
    /// Bytes of an oversized command still to be dropped.
    skip: u64,
    modes: Modes,
    /// Rows of the raster being received, between `ESC * r A` and `ESC * r B`.
    raster: Option<RasterRows>,
}

/// What `ESC @` resets.
#[derive(Debug, Clone)]
struct Modes {
    style: Style,
    page: Option<CodePage>,
    /// `ESC BEL`, in milliseconds.
    pulse_on_ms: u16,
    pulse_off_ms: u16,
    qr_data: Vec<u8>,
    qr_module_dots: u8,
    qr_correction: QrCorrection,
}

/// What came in raster mode and is not printed yet.
#[derive(Debug, Clone)]
struct RasterRows {
    /// Rows as wide as the paper.
    bits: Vec<u8>,
    /// `ESC * r E`: how the paper is cut at the end of the document (`ESC FF EOT`).
    cut_at_end: Option<Cut>,
    /// `ESC * r F`: how it is cut at the end of a page (`ESC FF NUL`).
    cut_at_page: Option<Cut>,
}

impl RasterRows {
    /// Entering raster mode sets both to what the cutter does best.
    fn new(profile: &StarProfile) -> Self {
        let cut = profile.cutter.cut(Cut::Partial);
        Self {
            bits: Vec::new(),
            cut_at_end: cut,
            cut_at_page: cut,
        }
    }
}

impl Modes {
    fn new(profile: &StarProfile) -> Self {
        Self {
            style: Style::PLAIN,
            page: profile.code_pages.first().map(|(page, _)| *page),
            pulse_on_ms: 200,
            pulse_off_ms: 200,
            qr_data: Vec::new(),
            qr_module_dots: 3,
            qr_correction: QrCorrection::L,
        }
    }
}

impl Decoder {
    /// Returns a decoder in the state of a printer just switched on.
    pub fn new(profile: &StarProfile) -> Self {
        Self {
            profile: profile.clone(),
            pending: Vec::new(),
            skip: 0,
            modes: Modes::new(profile),
            raster: None,
        }
    }

    /// Takes bytes and returns the effects of the commands they complete, in order.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Op> {
        let mut ops = Vec::new();
        // Fed in pieces so that one huge chunk is never copied whole behind an unfinished command.
        for piece in bytes.chunks(PENDING_BYTES_MAX) {
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
                let skip = usize::try_from(self.skip).unwrap_or(usize::MAX);
                let dropped = skip.min(rest.len());
                rest = &rest[dropped..];
                self.skip -= u64::try_from(dropped).unwrap_or(0);
            }
            let len = match frame(rest, self.raster.is_some()) {
                Frame::Incomplete => break,
                Frame::Text(len) => {
                    ops.push(Op::Print(self.text(&rest[..len])));
                    len
                }
                Frame::Command(len) => {
                    self.act(&rest[..len], ops);
                    len
                }
                Frame::Unknown(len) => {
                    ops.push(Op::Print(escpos::Op::Unknown(rest[..len].to_vec())));
                    len
                }
                Frame::Oversized(bytes) => {
                    ops.push(Op::Print(escpos::Op::Oversized {
                        command: [rest[0], rest[1], rest[2]],
                        bytes,
                    }));
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

    fn text(&self, bytes: &[u8]) -> escpos::Op {
        let character = |byte: &u8| match (byte, self.modes.page) {
            (0x20..=0x7E, _) => char::from(*byte),
            (_, Some(page)) => page.char_of(*byte),
            (_, None) => char::REPLACEMENT_CHARACTER,
        };
        escpos::Op::Text {
            text: bytes.iter().map(character).collect(),
            style: self.modes.style,
        }
    }
}

/// Returns an empty roll in such a printer.
pub fn paper(profile: &StarProfile) -> Paper {
    Paper::of(
        profile.dots,
        LINE_SPACING_DOTS,
        profile.fallback_font.clone(),
    )
}

/// Returns the tickets `bytes` would print. What follows the last cut is the last ticket.
pub fn print(profile: &StarProfile, bytes: &[u8]) -> Vec<Printed> {
    let mut paper = paper(profile);
    for op in Decoder::new(profile).feed(bytes) {
        match op {
            Op::Print(op) => paper.apply(&op),
            Op::Ask(_) => {}
        }
    }
    paper.tear_off();
    paper.take_finished()
}
