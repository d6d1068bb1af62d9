//! Sheets as a PDF file. The only place that knows the PDF library, and that it counts in floats.

use krilla::Document;
use krilla::color::luma;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, SerializeSettings};

use super::PdfError;
use super::flow::Sheet;
use super::strip::{Mark, Twips, Type, What};
use crate::page::{Created, PageDocument, PaperSize};
use crate::raster::Raster;
use crate::typeface::{self, File, UNITS_PER_EM};

/// Writes the file.
pub(super) fn file(
    document: &PageDocument,
    size: PaperSize,
    sheets: &[Sheet],
) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::open()?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_U)
        .finish()
        .map_err(|error| PdfError::Write(format!("{error:?}")))?;
    let settings = SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    };
    let mut pdf = Document::new_with(settings);
    pdf.set_metadata(metadata(document));
    let (width, height) = size.twips();
    for sheet in sheets {
        let settings = PageSettings::from_wh(points(width), points(height))
            .ok_or_else(|| PdfError::Write("page without size".to_owned()))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            draw(&mut surface, &fonts, mark);
        }
        surface.finish();
        page.finish();
    }
    pdf.finish().map_err(|error| match error {
        KrillaError::Validation(found) => PdfError::Write(format!("{found:?}")),
        error => PdfError::Write(error.to_string()),
    })
}

fn metadata(document: &PageDocument) -> Metadata {
    let heading = &document.heading;
    let title = format!("{} {}", heading.title, heading.number);
    Metadata::new()
        .title(title.trim().to_owned())
        .authors(vec![document.letterhead.name.clone()])
        .language(document.language.clone())
        .creation_date(date(document.created))
}

fn date(created: Created) -> DateTime {
    let offset = created.utc_offset_minutes.clamp(-14 * 60, 14 * 60);
    let hours = i8::try_from(offset / 60).unwrap_or(0);
    let minutes = u8::try_from((offset % 60).abs()).unwrap_or(0);
    DateTime::new(created.year)
        .month(created.month)
        .day(created.day)
        .hour(created.hour)
        .minute(created.minute)
        .second(created.second)
        .utc_offset_hour(hours)
        .utc_offset_minute(minutes)
}

struct Fonts {
    regular: Font,
    bold: Font,
    symbols: Font,
}

impl Fonts {
    fn open() -> Result<Self, PdfError> {
        let open = |file: File| Font::new(Data::from(file.bytes()), 0).ok_or(PdfError::Font);
        Ok(Self {
            regular: open(File::Regular)?,
            bold: open(File::Bold)?,
            symbols: open(File::Symbols)?,
        })
    }

    fn of(&self, file: File) -> Font {
        match file {
            File::Regular => self.regular.clone(),
            File::Bold => self.bold.clone(),
            File::Symbols => self.symbols.clone(),
        }
    }
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) {
    match &mark.what {
        What::Text { line, look } => text(surface, fonts, mark, line, *look),
        What::Fill {
            width,
            height,
            grey,
        } => {
            fill(surface, *grey);
            rectangles(surface, [(mark.x, mark.y, *width, *height)].map(in_points));
        }
        What::Cells {
            columns,
            cell_width,
            cell_height,
            black,
        } => {
            fill(surface, 0);
            let count = |at: usize| Twips::try_from(at).unwrap_or(Twips::MAX);
            let cells = runs(black, *columns).into_iter().map(|(row, from, len)| {
                let x = mark.x + count(from) * cell_width;
                let y = mark.y + count(row) * cell_height;
                in_points((x, y, count(len) * cell_width, *cell_height))
            });
            rectangles(surface, cells);
        }
        What::Picture {
            raster,
            width,
            height,
        } => picture(surface, mark, raster, (*width, *height)),
    }
}

fn fill(surface: &mut Surface<'_>, grey: u8) {
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }));
}

/// Draws rectangles as one shape, so that no viewer shows seams between them.
fn rectangles(surface: &mut Surface<'_>, rectangles: impl IntoIterator<Item = Option<Rect>>) {
    let mut path = PathBuilder::new();
    for rectangle in rectangles.into_iter().flatten() {
        path.push_rect(rectangle);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// Black cells next to each other in a row: row, first column, count.
fn runs(black: &[bool], columns: usize) -> Vec<(usize, usize, usize)> {
    let mut runs = Vec::new();
    for (row, cells) in black.chunks(columns.max(1)).enumerate() {
        let mut from = 0;
        for run in cells.chunk_by(|one, next| one == next) {
            if run[0] {
                runs.push((row, from, run.len()));
            }
            from += run.len();
        }
    }
    runs
}

/// Draws a line of text, one piece for each font file its letters come from.
fn text(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark, line: &str, look: Type) {
    fill(surface, look.grey);
    let letters: Vec<_> = line
        .char_indices()
        .filter_map(|(at, character)| {
            let letter = typeface::letter(character, look.weight)?;
            Some((at..at + character.len_utf8(), letter))
        })
        .collect();
    let mut before: u64 = 0;
    for piece in letters.chunk_by(|(_, one), (_, next)| one.file == next.file) {
        let [(first, letter), ..] = piece else {
            continue;
        };
        let start = first.start;
        let end = piece.last().map_or(start, |(range, _)| range.end);
        let glyphs: Vec<KrillaGlyph> = piece
            .iter()
            .map(|(range, letter)| {
                let range = range.start - start..range.end - start;
                let advance = of_em(letter.advance);
                let id = GlyphId::new(letter.id.to_u32());
                KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        let size = u64::try_from(look.size).unwrap_or(0);
        let x = Twips::try_from(before * size / u64::from(UNITS_PER_EM)).unwrap_or(Twips::MAX);
        let at = Point::from_xy(points(mark.x.saturating_add(x)), points(mark.y));
        let font = fonts.of(letter.file);
        surface.draw_glyphs(
            at,
            &glyphs,
            font,
            &line[start..end],
            points(look.size),
            false,
        );
        before += piece
            .iter()
            .map(|(_, letter)| u64::from(letter.advance))
            .sum::<u64>();
    }
}

/// Draws the black dots of a picture as one shape.
fn picture(
    surface: &mut Surface<'_>,
    mark: &Mark,
    raster: &Raster,
    (width, height): (Twips, Twips),
) {
    fill(surface, 0);
    let mut found = Vec::new();
    for y in 0..raster.height_dots() {
        let row: Vec<bool> = (0..raster.width_dots()).map(|x| raster.get(x, y)).collect();
        for (_, from, len) in runs(&row, row.len()) {
            found.push((y, from, len));
        }
    }
    let across = raster.width_dots();
    let down = raster.height_dots();
    let rectangles_of = found.into_iter().map(|(y, from, len)| {
        let column = |at: usize| u32::try_from(at).unwrap_or(across);
        let left = part(mark.x, width, column(from), across);
        let right = part(mark.x, width, column(from + len), across);
        let top = part(mark.y, height, y, down);
        let bottom = part(mark.y, height, y + 1, down);
        Rect::from_ltrb(left, top, right, bottom)
    });
    rectangles(surface, rectangles_of);
}

fn in_points((x, y, width, height): (Twips, Twips, Twips, Twips)) -> Option<Rect> {
    Rect::from_xywh(points(x), points(y), points(width), points(height))
}

/// A page is under 17,000 twips, which an `i16` holds and a float holds exactly.
#[expect(clippy::float_arithmetic, reason = "the pdf library counts in floats")]
fn points(twips: Twips) -> f32 {
    let clamped = twips.clamp(Twips::from(i16::MIN), Twips::from(i16::MAX));
    f32::from(i16::try_from(clamped).unwrap_or(0)) / 20.0
}

/// The point `at` of `count` equal steps along a length.
#[expect(clippy::float_arithmetic, reason = "dots are finer than twips")]
fn part(start: Twips, length: Twips, at: u32, count: u32) -> f32 {
    let step = |dots: u32| f32::from(u16::try_from(dots).unwrap_or(u16::MAX));
    points(start) + points(length) * step(at) / step(count.max(1))
}

/// Font units as a part of the em.
#[expect(clippy::float_arithmetic, reason = "the pdf library counts in floats")]
fn of_em(units: u16) -> f32 {
    f32::from(units) / 1000.0
}
