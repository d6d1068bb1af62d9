//! What stands on the paper: the lines of one ticket, whether laid out from a document or decoded from bytes.
//!
//! Layout and decoder both build lines through [`Printed::push`], so equal paper compares equal.

use crate::document::{Cut, Pulse};
use crate::raster::Raster;
use crate::style::{Align, Span};
use crate::symbol::{Barcode, Qr};

/// Default distance from one text line to the next, in dots (`ESC 2`, a sixth of an inch at 180 dpi).
pub const LINE_SPACING_DOTS: u32 = 30;

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextLine {
    pub align: Align,
    /// Left margin in dots (`GS L`); always 0 in laid-out documents.
    pub indent_dots: u32,
    pub spans: Vec<Span>,
    /// Paper this line takes at least, in dots (`ESC 3`).
    pub spacing_dots: u32,
}

impl TextLine {
    /// The characters of the line, without alignment or margin.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Width of the characters, in dots.
    pub fn width_dots(&self) -> u32 {
        self.spans
            .iter()
            .fold(0, |sum, span| sum.saturating_add(span.width_dots()))
    }

    /// Paper the line takes, in dots: its spacing, or its tallest character when that is more.
    pub fn advance_dots(&self) -> u32 {
        let tallest = self
            .spans
            .iter()
            .map(|span| span.style.char_height_dots())
            .max();
        self.spacing_dots.max(tallest.unwrap_or(0))
    }
}

/// One thing on the paper, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PrintedLine {
    Text(TextLine),
    /// Blank paper.
    Feed {
        dots: u32,
    },
    Barcode {
        align: Align,
        barcode: Barcode,
    },
    Qr {
        align: Align,
        qr: Qr,
    },
    Image {
        align: Align,
        raster: Raster,
    },
}

/// One ticket: everything printed between two cuts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Printed {
    /// Printable width in dots.
    pub width_dots: u32,
    pub lines: Vec<PrintedLine>,
    /// Drawer pulses fired while the ticket printed, in order.
    pub pulses: Vec<Pulse>,
    /// How it was cut off; `None` when it was not (yet).
    pub cut: Option<Cut>,
    /// Lines beyond [`Printed::LINES_MAX`] were dropped.
    pub truncated: bool,
}

impl Printed {
    /// Most lines one ticket keeps (about 20 m of paper).
    pub const LINES_MAX: usize = 5_000;
    /// Most picture bytes one ticket keeps.
    pub const RASTER_BYTES_MAX: usize = 4 << 20;
    /// Most pulses one ticket keeps.
    pub const PULSES_MAX: usize = 64;

    /// Returns blank paper.
    pub fn new(width_dots: u32) -> Self {
        Self {
            width_dots,
            lines: Vec::new(),
            pulses: Vec::new(),
            cut: None,
            truncated: false,
        }
    }

    /// Returns whether nothing was printed, pulsed or cut.
    pub fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.pulses.is_empty() && self.cut.is_none()
    }

    /// Adds a line. Neighbouring feeds become one; neighbouring pictures of one width and alignment too,
    /// because printers receive pictures in bands.
    pub fn push(&mut self, line: PrintedLine) {
        let line = match (self.lines.last_mut(), line) {
            (_, PrintedLine::Feed { dots: 0 }) => return,
            (Some(PrintedLine::Feed { dots }), PrintedLine::Feed { dots: more }) => {
                *dots = dots.saturating_add(more);
                return;
            }
            (
                Some(PrintedLine::Image { align, raster }),
                PrintedLine::Image {
                    align: same,
                    raster: below,
                },
            ) if *align == same => match raster.append(below) {
                Ok(()) => return,
                Err(raster) => PrintedLine::Image {
                    align: same,
                    raster,
                },
            },
            (_, line) => line,
        };
        if self.lines.len() >= Self::LINES_MAX || self.raster_bytes() > Self::RASTER_BYTES_MAX {
            self.truncated = true;
        } else {
            self.lines.push(line);
        }
    }

    fn raster_bytes(&self) -> usize {
        let bytes = |line: &PrintedLine| match line {
            PrintedLine::Image { raster, .. } => raster.bits().len(),
            PrintedLine::Text(_)
            | PrintedLine::Feed { .. }
            | PrintedLine::Barcode { .. }
            | PrintedLine::Qr { .. } => 0,
        };
        self.lines.iter().map(bytes).sum()
    }

    /// Notes a drawer pulse.
    pub fn push_pulse(&mut self, pulse: Pulse) {
        if self.pulses.len() < Self::PULSES_MAX {
            self.pulses.push(pulse);
        } else {
            self.truncated = true;
        }
    }

    /// The text lines top to bottom, without alignment, trailing blanks removed. Barcodes give no line.
    pub fn text_lines(&self) -> Vec<String> {
        let text = |line: &PrintedLine| match line {
            PrintedLine::Text(line) => Some(line.text().trim_end().to_owned()),
            PrintedLine::Feed { .. }
            | PrintedLine::Barcode { .. }
            | PrintedLine::Qr { .. }
            | PrintedLine::Image { .. } => None,
        };
        self.lines.iter().filter_map(text).collect()
    }

    /// All [`Printed::text_lines`], joined by line feeds.
    pub fn text(&self) -> String {
        self.text_lines().join("\n")
    }

    /// The barcodes, top to bottom.
    pub fn barcodes(&self) -> impl Iterator<Item = &Barcode> {
        self.lines.iter().filter_map(|line| match line {
            PrintedLine::Barcode { barcode, .. } => Some(barcode),
            PrintedLine::Text(_)
            | PrintedLine::Feed { .. }
            | PrintedLine::Qr { .. }
            | PrintedLine::Image { .. } => None,
        })
    }

    /// The QR codes, top to bottom.
    pub fn qrs(&self) -> impl Iterator<Item = &Qr> {
        self.lines.iter().filter_map(|line| match line {
            PrintedLine::Qr { qr, .. } => Some(qr),
            PrintedLine::Text(_)
            | PrintedLine::Feed { .. }
            | PrintedLine::Barcode { .. }
            | PrintedLine::Image { .. } => None,
        })
    }
}
