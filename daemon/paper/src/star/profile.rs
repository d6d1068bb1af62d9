//! What one Star printer can do. Data: settings fill it.

use crate::document::{PaperWidth, Pin, Pulse};
use crate::escpos::CodePage;
use crate::fallback::FallbackFont;
use crate::forms;
use crate::layout::{CharForm, Cutter, Limits, Target};
use crate::symbol::Symbology;

/// Distance from one text line to the next in dots: 4 mm (`ESC z 1`).
pub(super) const LINE_SPACING_DOTS: u32 = 32;
/// Distance between the strips of a picture: 3 mm (`ESC 0`), the height of a strip.
pub(super) const STRIP_SPACING_DOTS: u8 = 24;

/// The command a Star printer takes pictures by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StarImageMode {
    /// `ESC X`: strips of 24-dot columns, in line mode and StarPRNT alike.
    #[default]
    Columns,
    /// `ESC GS S`: rows, in StarPRNT only.
    Graphics,
}

/// A Star printer model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarProfile {
    /// For people.
    pub name: String,
    /// Columns of Font A, 12 dots each.
    pub columns: usize,
    /// Printable width in dots, 8 to the millimetre.
    pub dots: u32,
    /// Character tables the encoder may use and the `n` of `ESC GS t n` that selects each, best first.
    pub code_pages: Vec<(CodePage, u8)>,
    /// Draws the characters that neither the printer nor the built-in font has.
    pub fallback_font: Option<FallbackFont>,
    pub cutter: Cutter,
    pub image_mode: StarImageMode,
    /// The printer has no letters and takes pictures only (raster mode), as the TSP100 up to the TSP100III:
    /// the whole receipt is drawn. Pages, symbols and `image_mode` then do not matter.
    pub raster_only: bool,
    /// Widest picture the printer takes, in dots; wider ones shrink. Never more than `dots` is used.
    pub picture_dots_max: u32,
    /// Symbologies the printer draws itself (`ESC b`); the others are sent as pictures.
    pub barcodes: Vec<Symbology>,
    /// Whether the printer draws QR codes itself (`ESC GS y`); else they are sent as pictures.
    pub qr: bool,
    /// Drawer pins: [`Pin::Two`] is external device 1, [`Pin::Five`] device 2.
    pub drawer_pins: Vec<Pin>,
    /// Whether the printer reports its status (`ESC ACK SOH`, `ESC RS a`, `ETB`).
    pub answers: bool,
}

impl StarProfile {
    /// TSP650, TSP700 and TSP800 and later ones with an 80 mm roll and a cutter.
    pub fn star_80mm() -> Self {
        Self::of("Star, 80 mm", PaperWidth::Mm80, Cutter::Full)
    }

    /// Star printers with a 58 mm roll, which are torn off by hand.
    pub fn star_58mm() -> Self {
        Self::of("Star, 58 mm", PaperWidth::Mm58, Cutter::None)
    }

    /// TSP100 "futurePRNT" up to the TSP100III: 80 mm roll, cutter, pictures only.
    pub fn tsp100_80mm() -> Self {
        Self {
            raster_only: true,
            ..Self::of("Star TSP100, 80 mm", PaperWidth::Mm80, Cutter::Partial)
        }
    }

    fn of(name: &str, width: PaperWidth, cutter: Cutter) -> Self {
        let numbered = |page| Some((page, star_number(page)?));
        let pages = [CodePage::Pc437, CodePage::Pc858, CodePage::Wpc1252];
        Self {
            name: name.to_owned(),
            columns: width.columns(),
            dots: width.dots(),
            code_pages: pages.into_iter().filter_map(numbered).collect(),
            fallback_font: None,
            cutter,
            image_mode: StarImageMode::Columns,
            raster_only: false,
            picture_dots_max: width.dots(),
            barcodes: Symbology::ALL.to_vec(),
            qr: true,
            drawer_pins: vec![Pin::Two, Pin::Five],
            answers: true,
        }
    }

    /// Returns the page `ESC GS t number` selects: one of the profile's, or the one all models give that number.
    pub fn page_numbered(&self, number: u8) -> Option<CodePage> {
        self.code_pages
            .iter()
            .find(|(_, n)| *n == number)
            .map(|(page, _)| *page)
            .or_else(|| page_of_star_number(number))
    }

    /// Returns how layout must treat `character` for this printer.
    pub fn form_of(&self, character: char) -> CharForm {
        let fallback = self.fallback_font.as_ref();
        let pages: &[_] = if self.raster_only {
            &[]
        } else {
            &self.code_pages
        };
        match forms::form_of(character, pages, None, fallback) {
            // What is drawn anyway comes in every size and weight.
            CharForm::Glyph(drawn) if self.raster_only => CharForm::Text(drawn),
            form @ (CharForm::Text(_) | CharForm::Glyph(_) | CharForm::Missing) => form,
        }
    }

    /// Returns what layout needs to know of this printer.
    pub fn target(&self) -> Target<'_> {
        Target {
            columns: self.columns,
            dots: self.dots,
            cutter: self.cutter,
            form_of: Box::new(|c| self.form_of(c)),
            limits: self.limits(),
        }
    }

    fn limits(&self) -> Limits {
        if self.raster_only {
            return Limits {
                drawer_pins: self.drawer_pins.clone(),
                pulse: sendable,
                ..Limits::esc_pos()
            };
        }
        Limits {
            line_spacing_dots: LINE_SPACING_DOTS,
            // ESC i.
            magnification_max: 6,
            // ESC b: modes 1 to 3.
            module_dots: 2..=4,
            code39_is_wide: true,
            hri_above: false,
            barcodes: self.barcodes.clone(),
            qr: self.qr,
            // ESC GS y S 2.
            qr_module_dots_max: 8,
            picture_dots_max: self.picture_dots_max,
            picture_rows: match self.image_mode {
                StarImageMode::Columns => u32::from(STRIP_SPACING_DOTS),
                StarImageMode::Graphics => 1,
            },
            drawer_pins: self.drawer_pins.clone(),
            pulse: sendable,
        }
    }
}

/// Brings times to what `ESC BEL` can say: steps of 10 ms from 10 to 1270; device 2 always has 200 ms.
fn sendable(pulse: Pulse) -> Pulse {
    let step = |ms: u16| (ms / 10).clamp(1, 127) * 10;
    let (on_ms, off_ms) = match pulse.pin {
        Pin::Two => (step(pulse.on_ms), step(pulse.off_ms)),
        Pin::Five => (200, 200),
    };
    Pulse {
        pin: pulse.pin,
        on_ms,
        off_ms,
    }
}

/// Returns the page `ESC GS t number` selects on Star printers.
pub fn page_of_star_number(number: u8) -> Option<CodePage> {
    match number {
        // "Normal" and a second number for the same page.
        0 | 3 => Some(CodePage::Pc437),
        number => CodePage::ALL
            .into_iter()
            .find(|page| star_number(*page) == Some(number)),
    }
}

/// Returns the `n` of `ESC GS t n` that selects `page` on Star printers, where they have it.
pub const fn star_number(page: CodePage) -> Option<u8> {
    Some(match page {
        CodePage::Pc437 => 1,
        CodePage::Katakana => 2,
        CodePage::Pc858 => 4,
        CodePage::Pc852 => 5,
        CodePage::Pc860 => 6,
        CodePage::Pc861 => 7,
        CodePage::Pc863 => 8,
        CodePage::Pc865 => 9,
        CodePage::Pc866 => 10,
        CodePage::Pc855 => 11,
        CodePage::Pc857 => 12,
        CodePage::Pc862 => 13,
        CodePage::Pc737 => 15,
        CodePage::Pc869 => 17,
        // Star calls it CP928.
        CodePage::Iso8859_7 => 18,
        CodePage::Thai874 => 21,
        CodePage::Wpc1252 => 32,
        CodePage::Wpc1250 => 33,
        CodePage::Wpc1251 => 34,
        CodePage::Ascii
        | CodePage::Pc850
        | CodePage::Pc775
        | CodePage::Pc1125
        | CodePage::Iso8859_2
        | CodePage::Iso8859_15
        | CodePage::Wpc1253
        | CodePage::Wpc1254
        | CodePage::Wpc1255
        | CodePage::Wpc1256
        | CodePage::Wpc1257
        | CodePage::Wpc1258 => return None,
    })
}
