//! Turns a document into the lines that stand on the paper, once for encoders and preview alike.
//!
//! No line is ever wider than the target, and no printable character is lost: long text wraps.

mod columns;
mod limits;
mod symbols;
mod wrap;

use crate::document::{Cut, Document, Element, Pulse, Run};
use crate::font;
use crate::printed::{Printed, PrintedLine, TextLine};
use crate::raster::Raster;
use crate::style::{Align, Font, Span, Style};
use wrap::{Glyph, wrap};

pub use limits::{Cutter, Limits};

/// How a target can show a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CharForm {
    /// As text: this character.
    Text(char),
    /// As a picture of this character, which comes in single height and normal weight only.
    Glyph(char),
    /// Not at all; a question mark stands for it.
    Missing,
}

/// What a document is laid out for.
pub struct Target<'a> {
    /// Columns of Font A.
    pub columns: usize,
    /// Printable width in dots.
    pub dots: u32,
    /// Without a cutter, a cut becomes [`TEAR_OFF_LINES`] blank lines.
    pub cutter: Cutter,
    pub form_of: Box<dyn Fn(char) -> CharForm + 'a>,
    pub limits: Limits,
}

/// Lines fed so that the tear bar is past the last printed line.
pub const TEAR_OFF_LINES: u32 = 4;

/// What comes next on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Line(PrintedLine),
    Cut(Cut),
    Pulse(Pulse),
}

impl Target<'static> {
    /// A printer with every character the preview's font has.
    pub fn preview(document: &Document) -> Self {
        let form_of = |character| {
            if font::glyph(character).is_some() {
                CharForm::Text(character)
            } else {
                CharForm::Missing
            }
        };
        Target {
            columns: document.width.columns(),
            dots: document.width.dots(),
            cutter: Cutter::Full,
            form_of: Box::new(form_of),
            limits: Limits::esc_pos(),
        }
    }
}

impl Document {
    /// Returns the tickets this document becomes on its own roll, for a preview without a printer.
    pub fn printed(&self) -> Vec<Printed> {
        let target = Target::preview(self);
        tickets(&target, lay_out(self, &target))
    }
}

/// Returns the tickets these rows make: one per cut, and the rest.
pub fn tickets(target: &Target<'_>, rows: Vec<Row>) -> Vec<Printed> {
    let mut done = Vec::new();
    let mut ticket = Printed::new(target.dots);
    for row in rows {
        match row {
            Row::Line(line) => ticket.push(line),
            Row::Pulse(pulse) => ticket.push_pulse(pulse),
            Row::Cut(cut) => {
                ticket.cut = Some(cut);
                done.push(std::mem::replace(&mut ticket, Printed::new(target.dots)));
            }
        }
    }
    if !ticket.is_blank() {
        done.push(ticket);
    }
    done
}

/// Returns the rows of `document` on `target`, top to bottom.
pub fn lay_out(document: &Document, target: &Target<'_>) -> Vec<Row> {
    document
        .elements
        .iter()
        .flat_map(|element| element_rows(element, target))
        .collect()
}

fn element_rows(element: &Element, target: &Target<'_>) -> Vec<Row> {
    match element {
        Element::Text { align, runs } => paragraph(target, *align, runs),
        Element::Columns { cells } => columns::lines(target, cells)
            .into_iter()
            .map(|glyphs| text_row(target, Align::Left, &glyphs))
            .collect(),
        Element::Rule { double } => {
            let line = if *double { "═" } else { "─" }.repeat(target.columns);
            // A printer without line drawing gets the nearest ASCII.
            let line = match (target.form_of)('─') {
                CharForm::Text(_) => line,
                CharForm::Glyph(_) | CharForm::Missing => {
                    if *double { "=" } else { "-" }.repeat(target.columns)
                }
            };
            paragraph(target, Align::Left, &[Run::from(line)])
        }
        Element::Feed { lines } => feed(target, u32::from(*lines)),
        Element::Barcode { align, barcode } => symbols::barcode_rows(target, *align, barcode),
        Element::Qr { align, qr } => symbols::qr_rows(target, *align, qr),
        Element::Image { align, raster } => {
            let room = target.dots.min(target.limits.picture_dots_max);
            let raster = raster.clone().shrunk_to(room);
            vec![image_row(target, *align, raster)]
        }
        Element::Cut(cut) => match target.cutter.cut(*cut) {
            Some(cut) => vec![Row::Cut(cut)],
            None => feed(target, TEAR_OFF_LINES),
        },
        Element::Pulse(pulse) => target
            .limits
            .pulse_for(*pulse)
            .map(Row::Pulse)
            .into_iter()
            .collect(),
    }
}

fn image_row(target: &Target<'_>, align: Align, raster: Raster) -> Row {
    let raster = raster
        .widened_to_bytes()
        .heightened_to(target.limits.picture_rows);
    Row::Line(PrintedLine::Image { align, raster })
}

fn feed(target: &Target<'_>, lines: u32) -> Vec<Row> {
    match lines {
        0 => Vec::new(),
        lines => vec![Row::Line(PrintedLine::Feed {
            dots: lines * target.limits.line_spacing_dots,
        })],
    }
}

fn paragraph(target: &Target<'_>, align: Align, runs: &[Run]) -> Vec<Row> {
    wrap(&glyphs(target, runs), target.columns)
        .iter()
        .map(|line| text_row(target, align, line))
        .collect()
}

/// The printable characters of `runs` in the form the target can show.
fn glyphs(target: &Target<'_>, runs: &[Run]) -> Vec<Glyph> {
    let widest = u8::try_from(target.columns).unwrap_or(u8::MAX).clamp(1, 8);
    let mut glyphs = Vec::new();
    for run in runs {
        let mut style = Style {
            font: Font::A,
            ..run.style.clamped()
        };
        style.width = style.width.min(widest).min(target.limits.magnification_max);
        style.height = style.height.min(target.limits.magnification_max);
        for character in run.text.chars() {
            match character {
                '\n' | '\u{2028}' | '\u{2029}' => glyphs.push(Glyph {
                    character: '\n',
                    style,
                }),
                '\t' => glyphs.push(Glyph {
                    character: ' ',
                    style,
                }),
                c if c.is_control() || is_invisible(c) => {}
                c if is_fixed_space(c) => glyphs.push(Glyph {
                    character: FIXED_SPACE,
                    style,
                }),
                c => glyphs.push(match (target.form_of)(c) {
                    CharForm::Text(character) => Glyph { character, style },
                    CharForm::Glyph(character) => {
                        let style = Style {
                            bold: false,
                            underline: false,
                            height: 1,
                            ..style
                        };
                        Glyph { character, style }
                    }
                    CharForm::Missing if c.is_whitespace() => Glyph {
                        character: ' ',
                        style,
                    },
                    CharForm::Missing => Glyph {
                        character: '?',
                        style,
                    },
                }),
            }
        }
    }
    glyphs
}

/// Joiners, direction marks and variation selectors: they shape other characters and have no picture.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Stands for every [`is_fixed_space`] while lines are broken; printed as a blank, which every printer has.
const FIXED_SPACE: char = '\u{A0}';

/// No-break, figure, narrow no-break spaces: the blank inside `1 234,56`, where no line may break.
pub(crate) fn is_fixed_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

fn text_row(target: &Target<'_>, align: Align, glyphs: &[Glyph]) -> Row {
    let mut spans: Vec<Span> = Vec::new();
    for glyph in glyphs {
        let character = match glyph.character {
            FIXED_SPACE => ' ',
            character => character,
        };
        match spans.last_mut() {
            Some(span) if span.style == glyph.style => span.text.push(character),
            _ => spans.push(Span {
                text: character.to_string(),
                style: glyph.style,
            }),
        }
    }
    Row::Line(PrintedLine::Text(TextLine {
        align,
        indent_dots: 0,
        spans,
        spacing_dots: target.limits.line_spacing_dots,
    }))
}

#[cfg(test)]
mod tests;
