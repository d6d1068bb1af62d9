//! What one decoded command does, in stream order.

use crate::document::{Cut, Pulse};
use crate::escpos::status::StatusRequest;
use crate::raster::Raster;
use crate::style::{Align, Style};
use crate::symbol::{Barcode, Qr};

/// The effect of one command. Commands that only change how later text looks are not reported:
/// [`Op::Text`] carries its style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// `ESC @`: modes back to power-on state, the unprinted line is dropped.
    Initialize,
    /// Printable characters of one style. A run may be reported in several pieces.
    Text { text: String, style: Style },
    /// `HT`: to the next tab stop (every eighth column).
    Tab,
    /// `LF`: print the line and feed by the line spacing.
    LineFeed,
    /// `ESC d`: print the line and feed this many line spacings.
    FeedLines(u8),
    /// `ESC J`: print the line and feed this many dots.
    FeedDots(u8),
    /// `ESC 2` (`None`, the default) or `ESC 3`: distance between lines, in dots.
    LineSpacing(Option<u8>),
    /// `ESC a`.
    Align(Align),
    /// `GS L`: left margin in dots.
    LeftMargin(u16),
    /// `GS W`: width of the print area in dots.
    PrintWidth(u16),
    /// `ESC $`: where the next character goes, in dots from the left margin.
    Position(u16),
    /// `GS k`.
    Barcode(Barcode),
    /// `GS ( k` functions 180 and 181 for QR codes.
    Qr(Qr),
    /// `GS v 0` or `GS ( L`: a picture printed by itself.
    Raster(Raster),
    /// `ESC *`: a picture that takes a place in the line, like a character of `style`.
    /// 24 dots high and 12 dots per magnification wide when it stands for a character.
    BitImage { raster: Raster, style: Style },
    /// `GS V`, `ESC i`, `ESC m`. `feed_dots` of paper comes out before it.
    Cut { cut: Cut, feed_dots: u8 },
    /// `ESC p`, `DLE DC4` function 1.
    Pulse(Pulse),
    /// A question the printer answers; see [`StatusRequest::is_real_time`] for when.
    Status(StatusRequest),
    /// A complete command of known length with no effect in this model (beeper, macros, stored logos …).
    Ignored(Vec<u8>),
    /// Bytes that are no command we know, or a command whose data a printer refuses.
    Unknown(Vec<u8>),
    /// A command that announced more data than is kept; its data is skipped. `bytes` is its whole length.
    Oversized { command: [u8; 3], bytes: u64 },
}
