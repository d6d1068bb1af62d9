//! What one printer model can do, as far as encoder and decoder must know. Data: settings fill it.

use crate::document::{PaperWidth, Pin};
use crate::escpos::cjk::Cjk;
use crate::escpos::code_page::CodePage;
use crate::fallback::FallbackFont;
use crate::forms;
use crate::layout::{CharForm, Cutter, Limits, Target};
use crate::symbol::Symbology;

/// The command a printer takes pictures by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ImageMode {
    /// `GS v 0`: rows. Nearly every printer.
    #[default]
    Raster,
    /// `ESC *` 33: strips of 24-dot columns, for old and small ones.
    Columns,
    /// `GS ( L` functions 112 and 50: rows, for Epson's newer ones.
    Graphics,
}

/// Which questions a printer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Answers {
    /// `DLE EOT`.
    pub real_time: bool,
    /// `GS r`.
    pub in_order: bool,
    /// `GS ( H` function 48.
    pub process_id: bool,
    /// `GS a`.
    pub automatic: bool,
}

impl Answers {
    /// Answers nothing.
    pub const NONE: Self = Self {
        real_time: false,
        in_order: false,
        process_id: false,
        automatic: false,
    };
    /// Answers everything.
    pub const ALL: Self = Self {
        real_time: true,
        in_order: true,
        process_id: true,
        automatic: true,
    };
}

/// A printer model: its paper, its character tables, its cutter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// For people.
    pub name: String,
    /// Columns of Font A.
    pub columns: usize,
    /// Columns of Font B, which documents do not use.
    pub columns_font_b: usize,
    /// Printable width in dots.
    pub dots: u32,
    /// Dots per inch of the head.
    pub dpi: u32,
    /// Character tables the encoder may use and the `n` of `ESC t n` that selects each, best first.
    /// The first is what the printer uses after `ESC @`.
    pub code_pages: Vec<(CodePage, u8)>,
    /// Two-byte characters in the printer's ROM.
    pub cjk: Option<Cjk>,
    /// Whether the printer may take bytes from 0x80 for halves of Chinese characters until `FS .`, as those
    /// made for all markets do.
    pub leaves_kanji_mode: bool,
    /// Draws the characters that neither the printer nor the built-in font has.
    pub fallback_font: Option<FallbackFont>,
    /// Without a cutter, a cut becomes a feed to the tear bar.
    pub cutter: Cutter,
    /// Whether to switch off drawer pulses hidden in picture data (`GS ( D`) at the start of a job.
    pub guards_real_time: bool,
    pub answers: Answers,
    pub image_mode: ImageMode,
    /// Widest picture the printer takes, in dots; wider ones shrink. Never more than `dots` is used.
    pub picture_dots_max: u32,
    /// Symbologies the printer draws itself; the others are sent as pictures.
    pub barcodes: Vec<Symbology>,
    /// Whether the printer draws QR codes itself (`GS ( k`); else they are sent as pictures.
    pub qr: bool,
    /// Drawer pins the printer can pulse. A pulse on another goes to the first; without any, nowhere.
    pub drawer_pins: Vec<Pin>,
}

impl Profile {
    /// Epson TM-T88 and the many printers that imitate it: 80 mm roll, cutter.
    pub fn epson_80mm() -> Self {
        Self::epson("Epson TM, 80 mm", PaperWidth::Mm80, Cutter::Full)
    }

    /// An Epson-like 58 mm printer without a cutter.
    pub fn epson_58mm() -> Self {
        Self::epson("Epson TM, 58 mm", PaperWidth::Mm58, Cutter::None)
    }

    /// An 80 mm printer set to 42 columns, as many are to print what was laid out for older models.
    pub fn epson_80mm_42_columns() -> Self {
        Self {
            name: "Epson TM, 80 mm, 42 columns".to_owned(),
            columns: 42,
            columns_font_b: 56,
            dots: 42 * 12,
            picture_dots_max: 42 * 12,
            ..Self::epson_80mm()
        }
    }

    /// A printer of no name with an 80 mm roll and a cutter: only what all of them do alike is used.
    pub fn generic_80mm() -> Self {
        Self::generic("80 mm printer", PaperWidth::Mm80, Cutter::Partial)
    }

    /// A printer of no name with a 58 mm roll: only what all of them do alike is used.
    pub fn generic_58mm() -> Self {
        Self::generic("58 mm printer", PaperWidth::Mm58, Cutter::None)
    }

    fn epson(name: &str, width: PaperWidth, cutter: Cutter) -> Self {
        let tm = |page: CodePage| Some((page, page.tm_number()?));
        let pages = [
            CodePage::Pc437,
            CodePage::Pc858,
            CodePage::Pc850,
            CodePage::Wpc1252,
        ];
        Self {
            name: name.to_owned(),
            columns: width.columns(),
            columns_font_b: width.columns() * 4 / 3,
            dots: width.dots(),
            dpi: 203,
            code_pages: pages.into_iter().filter_map(tm).collect(),
            cjk: None,
            leaves_kanji_mode: false,
            fallback_font: None,
            cutter,
            guards_real_time: true,
            answers: Answers::ALL,
            image_mode: ImageMode::Raster,
            picture_dots_max: width.dots(),
            barcodes: Symbology::ALL.to_vec(),
            qr: true,
            drawer_pins: vec![Pin::Two, Pin::Five],
        }
    }

    fn generic(name: &str, width: PaperWidth, cutter: Cutter) -> Self {
        Self {
            // ASCII, and the page with the euro sign, whose number all seem to have taken over from Epson.
            code_pages: vec![(CodePage::Ascii, 0), (CodePage::Pc858, 19)],
            leaves_kanji_mode: true,
            guards_real_time: false,
            answers: Answers {
                process_id: false,
                automatic: false,
                ..Answers::ALL
            },
            drawer_pins: vec![Pin::Two],
            ..Self::epson(name, width, cutter)
        }
    }

    /// Returns the page `ESC t number` selects: one of the profile's, or the TM series' one of that number,
    /// since other programs use pages our encoder does not need.
    pub fn page_numbered(&self, number: u8) -> Option<CodePage> {
        self.code_pages
            .iter()
            .find(|(_, n)| *n == number)
            .map(|(page, _)| *page)
            .or_else(|| CodePage::of_tm_number(number))
    }

    /// Returns how layout must treat `character` for this printer.
    pub fn form_of(&self, character: char) -> CharForm {
        forms::form_of(
            character,
            &self.code_pages,
            self.cjk,
            self.fallback_font.as_ref(),
        )
    }

    /// Returns what layout needs to know of this printer.
    pub fn target(&self) -> Target<'_> {
        Target {
            columns: self.columns,
            dots: self.dots,
            cutter: self.cutter,
            form_of: Box::new(|c| self.form_of(c)),
            limits: Limits {
                barcodes: self.barcodes.clone(),
                qr: self.qr,
                picture_dots_max: self.picture_dots_max,
                picture_rows: match self.image_mode {
                    ImageMode::Columns => 24,
                    ImageMode::Raster | ImageMode::Graphics => 1,
                },
                drawer_pins: self.drawer_pins.clone(),
                ..Limits::ESC_POS
            },
        }
    }
}
