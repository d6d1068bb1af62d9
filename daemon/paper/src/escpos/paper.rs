//! The roll: applies decoded effects and keeps the tickets they print.
//!
//! Bounded: at most [`Paper::FINISHED_MAX`] tickets wait to be taken, each limited by [`Printed`]'s own maxima.

use std::collections::VecDeque;

use crate::document::{Cut, Pulse};
use crate::escpos::{Decoder, Op, Profile};
use crate::fallback::FallbackFont;
use crate::font;
use crate::printed::{LINE_SPACING_DOTS, Printed, PrintedLine, TextLine};
use crate::raster::Raster;
use crate::style::{Align, Span, Style, char_columns};

/// A roll of paper in a printer.
#[derive(Debug, Clone)]
pub struct Paper {
    width_dots: u32,
    ticket: Printed,
    finished: VecDeque<Printed>,
    align: Align,
    spacing_dots: u32,
    indent_dots: u32,
    area_dots: u32,
    line: Vec<Span>,
    line_dots: u32,
    /// A bit image of the line that is no character.
    picture: Option<Raster>,
    /// Line spacing after `ESC @`.
    usual_spacing_dots: u32,
    fallback_font: Option<FallbackFont>,
}

impl Paper {
    /// Most finished tickets kept; the oldest is forgotten first.
    pub const FINISHED_MAX: usize = 64;

    /// Returns an empty roll as wide as the printer's.
    pub fn new(profile: &Profile) -> Self {
        Self::of(
            profile.dots,
            LINE_SPACING_DOTS,
            profile.fallback_font.clone(),
        )
    }

    /// Returns an empty roll of this width, whose pictures of characters may be of this font.
    pub(crate) fn of(
        width_dots: u32,
        spacing_dots: u32,
        fallback_font: Option<FallbackFont>,
    ) -> Self {
        Self {
            width_dots,
            ticket: Printed::new(width_dots),
            finished: VecDeque::new(),
            align: Align::Left,
            spacing_dots,
            indent_dots: 0,
            area_dots: width_dots,
            line: Vec::new(),
            line_dots: 0,
            picture: None,
            usual_spacing_dots: spacing_dots,
            fallback_font,
        }
    }

    /// The ticket being printed; what is not on a finished line yet is not on it.
    pub fn open_ticket(&self) -> &Printed {
        &self.ticket
    }

    /// Returns the tickets cut off since the last call.
    pub fn take_finished(&mut self) -> Vec<Printed> {
        self.finished.drain(..).collect()
    }

    /// Ends the open ticket without a cut, as when a person tears it off. Nothing happens on blank paper.
    pub fn tear_off(&mut self) {
        self.end_line();
        self.finish(None);
    }

    /// Lets one decoded effect happen.
    pub fn apply(&mut self, op: &Op) {
        match op {
            Op::Initialize => self.initialize(),
            Op::Text { text, style } => text.chars().for_each(|c| self.put(c, *style)),
            Op::Tab => self.move_to((self.line_dots / 96 + 1) * 96),
            Op::Position(dots) => self.move_to(u32::from(*dots)),
            Op::LineFeed => self.line_feed(),
            Op::FeedLines(lines) => self.feed(u32::from(*lines) * self.spacing_dots),
            Op::FeedDots(dots) => self.feed(u32::from(*dots)),
            Op::LineSpacing(dots) => {
                self.spacing_dots = dots.map_or(self.usual_spacing_dots, u32::from);
            }
            Op::Align(align) => self.align = *align,
            Op::LeftMargin(dots) => self.indent_dots = u32::from(*dots).min(self.width_dots),
            Op::PrintWidth(dots) => self.area_dots = u32::from(*dots).min(self.width_dots),
            Op::BitImage { raster, style } => self.bit_image(raster, *style),
            Op::Barcode(barcode) => {
                self.alone(PrintedLine::Barcode {
                    align: self.align,
                    barcode: barcode.clone(),
                });
            }
            Op::Qr(qr) => self.alone(PrintedLine::Qr {
                align: self.align,
                qr: qr.clone(),
            }),
            Op::Raster(raster) => self.alone(PrintedLine::Image {
                align: self.align,
                raster: raster.clone(),
            }),
            Op::Cut { cut, feed_dots } => {
                self.end_line();
                self.ticket.push(PrintedLine::Feed {
                    dots: u32::from(*feed_dots),
                });
                self.finish(Some(*cut));
            }
            Op::Pulse(pulse) => self.pulse(*pulse),
            Op::Status(_) | Op::Ignored(_) | Op::Unknown(_) | Op::Oversized { .. } => {}
        }
    }

    fn initialize(&mut self) {
        self.align = Align::Left;
        self.spacing_dots = self.usual_spacing_dots;
        self.indent_dots = 0;
        self.area_dots = self.width_dots;
        self.line.clear();
        self.line_dots = 0;
        self.picture = None;
    }

    fn pulse(&mut self, pulse: Pulse) {
        self.ticket.push_pulse(pulse);
    }

    /// Right edge of the print area, from the left margin.
    fn edge_dots(&self) -> u32 {
        self.area_dots.min(self.width_dots - self.indent_dots)
    }

    /// Puts a character on the line, starting a new one when it is full, as printers do.
    fn put(&mut self, character: char, style: Style) {
        let width = style.char_width_dots() * char_columns(character);
        if self.line_dots > 0 && self.line_dots + width > self.edge_dots() {
            self.line_feed();
        }
        self.line_dots += width;
        match self.line.last_mut() {
            Some(span) if span.style == style => span.text.push(character),
            _ => self.line.push(Span {
                text: character.to_string(),
                style,
            }),
        }
    }

    /// Moves right with blanks; moving left over printed characters is not modelled.
    fn move_to(&mut self, dots: u32) {
        let target = dots.min(self.edge_dots());
        while self.line_dots + 12 <= target {
            self.put(' ', Style::PLAIN);
        }
    }

    fn bit_image(&mut self, raster: &Raster, style: Style) {
        let style = Style {
            bold: false,
            underline: false,
            height: 1,
            ..style
        };
        let fallback = self.fallback_font.as_ref();
        let known = recognised(raster, style)
            .or_else(|| fallback.and_then(|font| font.character_of(raster, style)));
        if let Some(character) = known {
            self.put(character, style);
        } else if self.picture.is_none() {
            self.picture = Some(raster.clone());
        } else {
            self.line_feed();
            self.picture = Some(raster.clone());
        }
    }

    fn line_feed(&mut self) {
        if let Some(raster) = self.picture.take() {
            if !self.line.is_empty() {
                self.push_text();
            }
            let gap = self.spacing_dots.saturating_sub(raster.height_dots());
            self.ticket.push(PrintedLine::Image {
                align: self.align,
                raster,
            });
            self.ticket.push(PrintedLine::Feed { dots: gap });
        } else {
            self.push_text();
        }
    }

    fn push_text(&mut self) {
        let spans = std::mem::take(&mut self.line);
        self.line_dots = 0;
        self.ticket.push(PrintedLine::Text(TextLine {
            align: self.align,
            indent_dots: self.indent_dots,
            spans,
            spacing_dots: self.spacing_dots,
        }));
    }

    /// Prints what stands on the line, if anything.
    fn end_line(&mut self) {
        if !self.line.is_empty() || self.picture.is_some() {
            self.line_feed();
        }
    }

    /// Prints the line and feeds; the feed replaces the line's own spacing.
    fn feed(&mut self, dots: u32) {
        if self.line.is_empty() && self.picture.is_none() {
            self.ticket.push(PrintedLine::Feed { dots });
            return;
        }
        let spacing = std::mem::replace(&mut self.spacing_dots, dots);
        self.line_feed();
        self.spacing_dots = spacing;
    }

    fn alone(&mut self, line: PrintedLine) {
        self.end_line();
        self.ticket.push(line);
    }

    fn finish(&mut self, cut: Option<Cut>) {
        self.ticket.cut = cut;
        if self.ticket.is_blank() {
            return;
        }
        let ticket = std::mem::replace(&mut self.ticket, Printed::new(self.width_dots));
        if self.finished.len() == Self::FINISHED_MAX {
            self.finished.pop_front();
        }
        self.finished.push_back(ticket);
    }
}

/// Returns the character our own font draws exactly so: encoders send the glyphs a printer lacks as pictures.
fn recognised(raster: &Raster, style: Style) -> Option<char> {
    let across = u32::from(style.width);
    if (raster.width_dots(), raster.height_dots())
        != (font::GLYPH_WIDTH * across, font::GLYPH_HEIGHT)
    {
        return None;
    }
    let mut rows = [0; 24];
    for (row, y) in rows.iter_mut().zip(0..) {
        for x in 0..font::GLYPH_WIDTH {
            if raster.get(x * across, y) != style.invert {
                *row |= 0x8000 >> x;
            }
        }
    }
    let character = font::character_of(&rows)?;
    (font::styled(character, style).as_ref() == Some(raster)).then_some(character)
}

/// Returns the tickets `bytes` would print. What follows the last cut is the last ticket.
pub fn print(profile: &Profile, bytes: &[u8]) -> Vec<Printed> {
    let mut paper = Paper::new(profile);
    for op in Decoder::new(profile).feed(bytes) {
        paper.apply(&op);
    }
    paper.tear_off();
    paper.take_finished()
}
