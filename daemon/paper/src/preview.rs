//! A ticket as a picture of thermal paper, for the screen and for reading codes back in tests.
//!
//! Draws what [`Printed`] says and nothing else; characters the font lacks show as a hollow box.

use crate::fallback::{self, FallbackFont};
use crate::font;
use crate::printed::{Printed, PrintedLine, TextLine};
use crate::raster::{Dither, Raster};
use crate::style::{Align, Style, char_columns};
use crate::symbol::{Barcode, Hri, Qr};

/// White paper left and right of the printable width, in dots (an 80 mm roll is 640 dots wide).
pub const MARGIN_DOTS: u32 = 32;
/// Longest ticket shown, in dots (5 m of paper).
pub const DOTS_MAX: u32 = 40_000;

const HEAD_DOTS: u32 = 40;
const FOOT_DOTS: u32 = 48;
const TOOTH_DOTS: u32 = 8;
const PAPER: u8 = 0xFF;
const INK: u8 = 0x1C;
const TABLE: u8 = 0xC8;

/// Why a preview could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    #[error("ticket is {dots} dots long, more than the {max} a preview shows", max = DOTS_MAX)]
    TooLong { dots: u64 },
    #[error("encoding the preview as png")]
    Png(#[source] png::EncodingError),
}

/// Returns the ticket as an 8-bit grey PNG, one pixel per dot, `width_dots + 2 * MARGIN_DOTS` wide.
/// A cut ticket ends in a serrated edge.
///
/// # Errors
/// When the ticket is longer than [`DOTS_MAX`].
pub fn png(printed: &Printed) -> Result<Vec<u8>, PreviewError> {
    png_with(printed, None)
}

/// Returns [`png()`] with the characters the built-in font lacks drawn from `fallback`.
///
/// # Errors
/// As [`png()`].
pub fn png_with(
    printed: &Printed,
    fallback: Option<&FallbackFont>,
) -> Result<Vec<u8>, PreviewError> {
    let lines: u64 = printed
        .lines
        .iter()
        .map(|line| u64::from(line_dots(line)))
        .sum();
    let dots = lines + u64::from(HEAD_DOTS + FOOT_DOTS);
    let too_long = PreviewError::TooLong { dots };
    let height = match u32::try_from(dots) {
        Ok(height) if height <= DOTS_MAX => height,
        _ => return Err(too_long),
    };
    let Some(mut canvas) = Canvas::new(printed.width_dots, height, fallback) else {
        return Err(too_long);
    };
    let mut y = HEAD_DOTS;
    for line in &printed.lines {
        canvas.line(line, y);
        y += line_dots(line);
    }
    if printed.cut.is_some() {
        canvas.cut_edge();
    }
    canvas.encode().map_err(PreviewError::Png)
}

/// Returns one line as black dots on paper `width_dots` wide, for printers that take pictures only; `None` when
/// it takes no paper.
pub(crate) fn line_raster(
    line: &PrintedLine,
    width_dots: u32,
    fallback: Option<&FallbackFont>,
) -> Option<Raster> {
    let height = Some(line_dots(line)).filter(|dots| (1..=DOTS_MAX).contains(dots))?;
    let mut canvas = Canvas::new(width_dots, height, fallback)?;
    canvas.line(line, 0);
    let (margin, width) = (
        usize::try_from(MARGIN_DOTS).ok()?,
        usize::try_from(width_dots).ok()?,
    );
    let rows = canvas.pixels.chunks_exact(width + 2 * margin);
    let printable: Vec<u8> = rows
        .flat_map(|row| row[margin..margin + width].iter().copied())
        .collect();
    Raster::from_luma(width_dots, &printable, Dither::Threshold(128)).ok()
}

/// Paper a line takes, in dots.
fn line_dots(line: &PrintedLine) -> u32 {
    match line {
        PrintedLine::Text(line) => line.advance_dots(),
        PrintedLine::Feed { dots } => *dots,
        PrintedLine::Barcode { barcode, .. } => {
            let (above, below) = hri_dots(barcode.hri);
            above + u32::from(barcode.height_dots) + below
        }
        PrintedLine::Qr { qr, .. } => {
            u32::try_from(qr.modules().0).unwrap_or(0) * u32::from(qr.module_dots)
        }
        PrintedLine::Image { raster, .. } => raster.height_dots(),
    }
}

/// Room for the readable text above and below the bars, in dots.
fn hri_dots(hri: Hri) -> (u32, u32) {
    const TEXT: u32 = font::GLYPH_HEIGHT + 2;
    match hri {
        Hri::None => (0, 0),
        Hri::Above => (TEXT, 0),
        Hri::Below => (0, TEXT),
        Hri::Both => (TEXT, TEXT),
    }
}

struct Canvas<'a> {
    fallback: Option<&'a FallbackFont>,
    printable: u32,
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl<'a> Canvas<'a> {
    fn new(printable: u32, height: u32, fallback: Option<&'a FallbackFont>) -> Option<Self> {
        let width = printable
            .checked_add(2 * MARGIN_DOTS)
            .filter(|width| *width <= DOTS_MAX)?;
        let len = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        Some(Self {
            fallback,
            printable,
            width,
            height,
            pixels: vec![PAPER; len],
        })
    }

    /// Inks one dot of the printable width; nothing prints beyond it.
    fn ink(&mut self, x: u32, y: u32) {
        if x < self.printable {
            self.paint(x + MARGIN_DOTS, y, INK);
        }
    }

    fn paint(&mut self, x: u32, y: u32, shade: u8) {
        if x >= self.width || y >= self.height {
            return;
        }
        let at = u64::from(y) * u64::from(self.width) + u64::from(x);
        if let Some(pixel) = usize::try_from(at)
            .ok()
            .and_then(|at| self.pixels.get_mut(at))
        {
            *pixel = shade;
        }
    }

    fn left_of(&self, align: Align, width: u32) -> u32 {
        let free = self.printable.saturating_sub(width);
        match align {
            Align::Left => 0,
            Align::Center => free / 2,
            Align::Right => free,
        }
    }

    fn line(&mut self, line: &PrintedLine, y: u32) {
        match line {
            PrintedLine::Text(line) => self.text(line, y),
            PrintedLine::Feed { .. } => {}
            PrintedLine::Barcode { align, barcode } => self.barcode(*align, barcode, y),
            PrintedLine::Qr { align, qr } => self.qr(*align, qr, y),
            PrintedLine::Image { align, raster } => {
                let x = self.left_of(*align, raster.width_dots());
                self.raster(raster, x, y);
            }
        }
    }

    /// Characters stand on a common baseline: the bottom of the tallest one.
    fn text(&mut self, line: &TextLine, y: u32) {
        let tallest = line
            .spans
            .iter()
            .map(|span| span.style.char_height_dots())
            .max()
            .unwrap_or(0);
        let mut x = line
            .indent_dots
            .saturating_add(self.left_of(line.align, line.width_dots()));
        for span in &line.spans {
            let top = y + tallest - span.style.char_height_dots();
            for character in span.text.chars() {
                let columns = char_columns(character);
                // Twice as wide a box stands for an ideograph nobody can draw.
                let boxed = Style {
                    width: span
                        .style
                        .width
                        .saturating_mul(u8::try_from(columns).unwrap_or(1)),
                    ..span.style
                };
                let glyph = fallback::picture(self.fallback, character, span.style)
                    .or_else(|| font::styled(character, boxed));
                if let Some(glyph) = glyph {
                    self.raster(&glyph, x, top);
                }
                x = x.saturating_add(span.style.char_width_dots() * columns);
            }
        }
    }

    fn raster(&mut self, raster: &Raster, left: u32, top: u32) {
        let visible = raster.width_dots().min(self.printable.saturating_sub(left));
        for y in 0..raster.height_dots() {
            for x in (0..visible).filter(|x| raster.get(*x, y)) {
                self.ink(left + x, top + y);
            }
        }
    }

    fn modules(&mut self, modules: &[bool], side: u32, height: u32, left: u32, top: u32) {
        for (index, _) in modules.iter().enumerate().filter(|(_, black)| **black) {
            let start = left
                + u32::try_from(index)
                    .unwrap_or(u32::MAX)
                    .saturating_mul(side);
            for y in top..top + height {
                (start..start.saturating_add(side)).for_each(|x| self.ink(x, y));
            }
        }
    }

    fn barcode(&mut self, align: Align, barcode: &Barcode, y: u32) {
        let modules = barcode.modules();
        let side = u32::from(barcode.module_dots);
        let width = u32::try_from(modules.len()).unwrap_or(0) * side;
        let left = self.left_of(align, width);
        let (above, below) = hri_dots(barcode.hri);
        let height = u32::from(barcode.height_dots);
        self.modules(&modules, side, height, left, y + above);
        let text_width = u32::try_from(barcode.data().len()).unwrap_or(0) * font::GLYPH_WIDTH;
        let text_left = (left + width / 2).saturating_sub(text_width / 2);
        let rows = [(above > 0, y), (below > 0, y + above + height + 2)];
        for (_, top) in rows.into_iter().filter(|(wanted, _)| *wanted) {
            for (character, x) in barcode.data().chars().zip((text_left..).step_by(12)) {
                if let Some(glyph) = font::styled(character, Style::PLAIN) {
                    self.raster(&glyph, x, top);
                }
            }
        }
    }

    fn qr(&mut self, align: Align, qr: &Qr, y: u32) {
        let (side, modules) = qr.modules();
        let dots = u32::from(qr.module_dots);
        let left = self.left_of(align, u32::try_from(side).unwrap_or(0) * dots);
        for (row, top) in modules
            .chunks(side.max(1))
            .zip((y..).step_by(usize::from(qr.module_dots.max(1))))
        {
            self.modules(row, dots, dots, left, top);
        }
    }

    /// The teeth the cutter leaves, with what lies under the paper between them.
    fn cut_edge(&mut self) {
        for x in 0..self.width {
            let phase = x % (2 * TOOTH_DOTS);
            let depth = phase.abs_diff(TOOTH_DOTS);
            for y in self.height.saturating_sub(depth)..self.height {
                self.paint(x, y, TABLE);
            }
        }
    }

    fn encode(self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        // Pixels per metre of a 203 dpi head, so that printing the picture gives the ticket's size.
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: 8000,
            yppu: 8000,
            unit: png::Unit::Meter,
        }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, PaperWidth};

    fn size_of(file: Vec<u8>) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    #[test]
    fn a_preview_is_as_wide_as_the_roll_and_as_long_as_the_ticket() {
        for (width, pixels_wide) in [(PaperWidth::Mm58, 448), (PaperWidth::Mm80, 640)] {
            let mut document = Document::new(width);
            document.line("one").line("two").feed(3);
            let ticket = &document.printed()[0];
            let (found_width, height, pixels) = size_of(png(ticket).unwrap());
            assert_eq!(found_width, pixels_wide);
            assert_eq!(height, HEAD_DOTS + 5 * 30 + FOOT_DOTS);
            assert!(pixels.contains(&INK));
            assert!(!pixels.contains(&TABLE));
        }
    }

    #[test]
    fn only_a_cut_ticket_has_teeth() {
        let mut document = Document::new(PaperWidth::Mm58);
        document.line("x").cut();
        let (_, _, pixels) = size_of(png(&document.printed()[0]).unwrap());
        assert!(pixels.contains(&TABLE));
    }

    #[test]
    fn alignment_moves_the_ink() {
        let columns = |align| {
            let mut document = Document::new(PaperWidth::Mm58);
            document.text(align, ["#".into()]);
            let (width, _, pixels) = size_of(png(&document.printed()[0]).unwrap());
            let row = usize::try_from(width).unwrap();
            let inked = pixels
                .iter()
                .enumerate()
                .filter(|(_, pixel)| **pixel == INK);
            inked.map(|(at, _)| at % row).min().unwrap()
        };
        assert!((32..44).contains(&columns(Align::Left)));
        assert!((218..230).contains(&columns(Align::Center)));
        assert!((404..416).contains(&columns(Align::Right)));
    }

    #[test]
    fn a_ticket_without_end_is_refused() {
        let mut printed = Printed::new(576);
        printed.push(PrintedLine::Feed { dots: u32::MAX });
        assert!(matches!(png(&printed), Err(PreviewError::TooLong { .. })));
    }
}
