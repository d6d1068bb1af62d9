//! Barcodes and QR codes: as large as fits, drawn by the printer where it can, else as a picture.

use super::{Row, Target, image_row, paragraph};
use crate::document::Run;
use crate::font;
use crate::printed::PrintedLine;
use crate::raster::Raster;
use crate::style::{Align, Style};
use crate::symbol::{Barcode, Hri, Qr, Symbology};

/// White above and below a barcode, so that text does not touch the bars.
const BARCODE_QUIET_DOTS: u32 = 12;

/// The barcode with the widest module that fits, or its data as text when none does.
pub(super) fn barcode_rows(target: &Target<'_>, align: Align, barcode: &Barcode) -> Vec<Row> {
    let mut barcode = barcode.clone();
    barcode.height_dots = barcode.height_dots.max(1);
    let line = native_barcode(target, align, &barcode).or_else(|| {
        let picture = barcode_picture(target, &barcode)?;
        Some(image_row(target, align, picture))
    });
    let Some(line) = line else {
        return paragraph(target, align, &[Run::from(barcode.data())]);
    };
    let quiet = Row::Line(PrintedLine::Feed {
        dots: BARCODE_QUIET_DOTS,
    });
    vec![quiet.clone(), line, quiet]
}

/// The barcode as the printer draws it; `None` when it cannot, or when it would not fit.
fn native_barcode(target: &Target<'_>, align: Align, barcode: &Barcode) -> Option<Row> {
    let limits = &target.limits;
    if !limits.barcodes.contains(&barcode.symbology()) {
        return None;
    }
    let modules = match barcode.symbology() {
        // Start and stop characters are two more.
        Symbology::Code39 if limits.code39_is_wide => barcode.data().len().saturating_add(2) * 16,
        Symbology::Code39 | Symbology::Code128 | Symbology::Ean13 | Symbology::UpcA => {
            barcode.modules().len()
        }
    };
    let modules = u32::try_from(modules).ok().filter(|modules| *modules > 0)?;
    let (least, most) = (*limits.module_dots.start(), *limits.module_dots.end());
    let fits = |dots: &u8| modules.saturating_mul(u32::from(*dots)) <= target.dots;
    let mut barcode = barcode.clone();
    barcode.module_dots = (least..=barcode.module_dots.clamp(least, most))
        .rev()
        .find(fits)?;
    barcode.hri = match barcode.hri {
        Hri::Above | Hri::Both if !limits.hri_above => Hri::Below,
        hri @ (Hri::None | Hri::Above | Hri::Below | Hri::Both) => hri,
    };
    Some(Row::Line(PrintedLine::Barcode { align, barcode }))
}

/// Draws the bars and, where there is room, the readable text.
fn barcode_picture(target: &Target<'_>, barcode: &Barcode) -> Option<Raster> {
    let modules = barcode.modules();
    let count = u32::try_from(modules.len())
        .ok()
        .filter(|count| *count > 0)?;
    let room = target.dots.min(target.limits.picture_dots_max);
    let fits = |dots: &u32| count.saturating_mul(*dots) <= room;
    let module = (1..=u32::from(barcode.module_dots.clamp(1, 6)))
        .rev()
        .find(fits)?;
    let bars = count * module;
    let text_dots = u32::try_from(barcode.data().len()).ok()? * font::GLYPH_WIDTH;
    let has_room = text_dots <= room;
    let above = has_room && matches!(barcode.hri, Hri::Above | Hri::Both);
    let below = has_room && matches!(barcode.hri, Hri::Below | Hri::Both);
    let width = if above || below {
        bars.max(text_dots)
    } else {
        bars
    };
    let line = font::GLYPH_HEIGHT + 2;
    let top = u32::from(above) * line;
    let height = u32::from(barcode.height_dots);
    let mut picture = Raster::try_blank(width, top + height + u32::from(below) * line).ok()?;
    let left = (width - bars) / 2;
    for (x, _) in (0..).zip(&modules).filter(|(_, black)| **black) {
        fill(&mut picture, (left + x * module, top), module, height);
    }
    for (_, y) in [(above, 0), (below, top + height + 2)]
        .iter()
        .filter(|(wanted, _)| *wanted)
    {
        let mut x = (width - text_dots) / 2;
        for character in barcode.data().chars() {
            if let Some(glyph) = font::styled(character, Style::PLAIN) {
                draw(&mut picture, &glyph, x, *y);
            }
            x += font::GLYPH_WIDTH;
        }
    }
    Some(picture)
}

/// The QR code with the largest module that fits.
pub(super) fn qr_rows(target: &Target<'_>, align: Align, qr: &Qr) -> Vec<Row> {
    let (side, modules) = qr.modules();
    let side = u32::try_from(side).unwrap_or(u32::MAX);
    let limits = &target.limits;
    let room = if limits.qr {
        target.dots
    } else {
        target.dots.min(limits.picture_dots_max)
    };
    let largest = if limits.qr {
        limits.qr_module_dots_max
    } else {
        16
    };
    let mut qr = qr.clone();
    let fits = |dots: &u8| side.saturating_mul(u32::from(*dots)) <= room;
    qr.module_dots = (1..=qr.module_dots.clamp(1, largest))
        .rev()
        .find(fits)
        .unwrap_or(1);
    // ISO/IEC 18004 asks for four modules of white all around.
    let quiet = Row::Line(PrintedLine::Feed {
        dots: 4 * u32::from(qr.module_dots),
    });
    let line = if limits.qr {
        Row::Line(PrintedLine::Qr { align, qr })
    } else {
        let dots = u32::from(qr.module_dots);
        let Ok(mut picture) = Raster::try_blank(side * dots, side * dots) else {
            return paragraph(
                target,
                align,
                &[Run::from(String::from_utf8_lossy(qr.data()).into_owned())],
            );
        };
        for (at, _) in (0..).zip(&modules).filter(|(_, black)| **black) {
            fill(
                &mut picture,
                (at % side * dots, at / side * dots),
                dots,
                dots,
            );
        }
        image_row(target, align, picture)
    };
    vec![quiet.clone(), line, quiet]
}

fn fill(picture: &mut Raster, (left, top): (u32, u32), width: u32, height: u32) {
    for y in top..top + height {
        for x in left..left + width {
            picture.set(x, y, true);
        }
    }
}

fn draw(picture: &mut Raster, glyph: &Raster, left: u32, top: u32) {
    for y in 0..glyph.height_dots() {
        for x in (0..glyph.width_dots()).filter(|x| glyph.get(*x, y)) {
            picture.set(left + x, top + y, true);
        }
    }
}
