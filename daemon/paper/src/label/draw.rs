//! A label as a picture, dot for dot what a printer with these letters would burn.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::{Dpi, Label, LabelError, Placed, lay_out};
use crate::raster::Raster;
use crate::typeface::{self, UNITS_PER_EM, Weight};

/// White around the drawing while letters are filled, so that no part of one is out of bounds.
const PAD: u32 = 64;

/// Returns the label as a PNG, one pixel per dot, with its resolution noted.
///
/// # Errors
/// As [`lay_out`].
pub fn preview(label: &Label, dpi: Dpi) -> Result<Vec<u8>, LabelError> {
    encode(&raster(label, dpi)?, dpi).map_err(LabelError::Png)
}

/// Returns the label as a picture, for printers that take pictures only.
///
/// # Errors
/// As [`lay_out`].
pub fn raster(label: &Label, dpi: Dpi) -> Result<Raster, LabelError> {
    let placed = lay_out(label, dpi)?;
    let (width, height) = (dpi.dots(label.width_um), dpi.dots(label.height_um));
    let mut raster = Raster::try_blank(width, height).map_err(|_| LabelError::Size {
        width_um: label.width_um,
        height_um: label.height_um,
    })?;
    for thing in &placed {
        match thing {
            Placed::Text {
                x,
                y,
                size_dots,
                weight,
                line,
            } => text(&mut raster, (*x, *y), *size_dots, *weight, line),
            Placed::Symbol {
                x,
                y,
                module_dots,
                height_dots,
                symbol,
            } => {
                let (columns, _, modules) = symbol.modules();
                let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                for (at, _) in modules.iter().enumerate().filter(|(_, black)| **black) {
                    let left = x + place(at % columns) * module_dots;
                    let top = y + place(at / columns) * height_dots;
                    fill(&mut raster, (left, top), *module_dots, *height_dots);
                }
            }
            Placed::Fill {
                x,
                y,
                width_dots,
                height_dots,
            } => fill(&mut raster, (*x, *y), *width_dots, *height_dots),
        }
    }
    Ok(raster)
}

fn fill(raster: &mut Raster, (left, top): (u32, u32), width: u32, height: u32) {
    for y in top..top.saturating_add(height) {
        for x in left..left.saturating_add(width) {
            raster.set(x, y, true);
        }
    }
}

/// Draws one line with its baseline at `y`.
fn text(raster: &mut Raster, (x, y): (u32, u32), size: u32, weight: Weight, line: &str) {
    // Only the band of paper the line can reach.
    let (top, height) = (y.saturating_sub(size * 5 / 4), size * 7 / 4);
    let band = |side: u32| usize::try_from(side + 2 * PAD).unwrap_or(0);
    let (width, height) = (band(raster.width_dots()), band(height));
    let mut ink = Rasterizer::new(width, height);
    let mut units: u64 = 0;
    for character in line.chars() {
        let Some(letter) = typeface::letter(character, weight) else {
            continue;
        };
        let before = units * u64::from(size) / u64::from(UNITS_PER_EM);
        let left = x.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
        if let Ok(font) = FontRef::new(letter.file.bytes()) {
            let settings = DrawSettings::unhinted(Size::new(float(size)), LocationRef::default());
            let mut pen = Pen::new(&mut ink, (left + PAD, y - top + PAD));
            let outline = font.outline_glyphs().get(letter.id);
            // A letter without an outline is a blank.
            let _drawn = outline.map(|outline| outline.draw(settings, &mut pen));
        }
        units += u64::from(letter.advance);
    }
    ink.for_each_pixel_2d(|column, row, coverage| {
        if coverage >= 0.5
            && let (Some(column), Some(row)) = (column.checked_sub(PAD), row.checked_sub(PAD))
        {
            raster.set(column, top + row, true);
        }
    });
}

/// A label has a few thousand dots at most, which a float holds exactly.
fn float(dots: u32) -> f32 {
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX))
}

/// Moves outlines, whose y grows upwards, to their place on the paper.
struct Pen<'a> {
    ink: &'a mut Rasterizer,
    origin: (f32, f32),
    start: Point,
    at: Point,
}

impl<'a> Pen<'a> {
    fn new(ink: &'a mut Rasterizer, (x, y): (u32, u32)) -> Self {
        Self {
            ink,
            origin: (float(x), float(y)),
            start: point(0.0, 0.0),
            at: point(0.0, 0.0),
        }
    }

    #[expect(clippy::float_arithmetic, reason = "outlines are drawn in floats")]
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.origin.0 + x, self.origin.1 - y)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink.draw_quad(self.at, self.place(cx0, cy0), to);
        self.at = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let to = self.place(x, y);
        self.ink
            .draw_cubic(self.at, self.place(cx0, cy0), self.place(cx1, cy1), to);
        self.at = to;
    }

    fn close(&mut self) {
        self.ink.draw_line(self.at, self.start);
        self.at = self.start;
    }
}

fn encode(raster: &Raster, dpi: Dpi) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, raster.width_dots(), raster.height_dots());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: dpi.per_metre(),
        yppu: dpi.per_metre(),
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    let paper_is_one: Vec<u8> = raster.bits().iter().map(|byte| !byte).collect();
    writer.write_image_data(&paper_is_one)?;
    writer.finish()?;
    Ok(file)
}
