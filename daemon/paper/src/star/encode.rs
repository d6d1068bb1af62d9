//! A document as Star line mode bytes for one printer model.

use super::profile::{LINE_SPACING_DOTS, StarImageMode, StarProfile};
use crate::document::{Cut, Document, Pin, Pulse};
use crate::escpos::CodePage;
use crate::fallback;
use crate::layout::{Row, lay_out};
use crate::printed::{PrintedLine, TextLine};
use crate::raster::Raster;
use crate::style::{Align, Font, Span, Style, char_columns};
use crate::symbol::{Barcode, Hri, Qr, QrCorrection, Symbology};

/// Rows of a picture sent in one `ESC GS S`.
const BAND_ROWS: usize = 128;
/// Most lines one `ESC a` feeds.
const FEED_LINES_MAX: u8 = 127;

/// Returns the bytes that print `document`, laid out for the paper of `profile`.
///
/// The bytes start by initializing the printer, so nothing an earlier job left behind matters.
pub fn encode(document: &Document, profile: &StarProfile) -> Vec<u8> {
    encode_rows(&lay_out(document, &profile.target()), profile)
}

/// Returns the bytes that print rows already laid out for `profile`.
pub fn encode_rows(rows: &[Row], profile: &StarProfile) -> Vec<u8> {
    if profile.raster_only {
        return super::raster_mode::encode_rows(rows, profile);
    }
    let mut encoder = Encoder::new(profile);
    for row in rows {
        match row {
            Row::Line(line) => encoder.line(line),
            // ESC d 2 and 3: feed to the cutter and cut.
            Row::Cut(Cut::Full) => encoder.put(b"\x1bd\x02"),
            Row::Cut(Cut::Partial) => encoder.put(b"\x1bd\x03"),
            Row::Pulse(pulse) => encoder.pulse(*pulse),
        }
    }
    encoder.bytes
}

struct Encoder<'a> {
    profile: &'a StarProfile,
    bytes: Vec<u8>,
    style: Style,
    align: Align,
    page: Option<CodePage>,
}

impl<'a> Encoder<'a> {
    fn new(profile: &'a StarProfile) -> Self {
        let mut encoder = Self {
            profile,
            bytes: Vec::new(),
            style: Style::PLAIN,
            align: Align::Left,
            page: None,
        };
        // ESC @ leaves what memory switches say: Font A (ESC RS F), no national set (ESC R), 4 mm lines (ESC z).
        encoder.put(b"\x1b@\x1b\x1eF\x00\x1bR\x00\x1bz\x01");
        if let Some((page, number)) = profile.code_pages.first() {
            encoder.put(&[0x1B, 0x1D, b't', *number]);
            encoder.page = Some(*page);
        }
        encoder
    }

    fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn line(&mut self, line: &PrintedLine) {
        match line {
            PrintedLine::Text(line) => self.text(line),
            PrintedLine::Feed { dots } => self.feed(*dots),
            PrintedLine::Barcode { align, barcode } => {
                self.align(*align);
                self.barcode(barcode);
            }
            PrintedLine::Qr { align, qr } => {
                self.align(*align);
                self.qr(qr);
            }
            PrintedLine::Image { align, raster } => {
                self.align(*align);
                self.raster(raster);
            }
        }
    }

    fn text(&mut self, line: &TextLine) {
        self.align(line.align);
        for span in &line.spans {
            self.style(span.style);
            self.span(span);
        }
        self.put(b"\n");
    }

    fn span(&mut self, span: &Span) {
        for character in span.text.chars() {
            match self.byte_of(character) {
                Some(byte) => self.put(&[byte]),
                None => self.glyph(character, span.style),
            }
        }
    }

    /// The byte that prints `character`, after switching to a page that has it if need be.
    fn byte_of(&mut self, character: char) -> Option<u8> {
        if char_columns(character) != 1 {
            return None;
        }
        if let ' '..='~' = character {
            return u8::try_from(character).ok();
        }
        if let Some(byte) = self.page.and_then(|page| page.byte_of(character)) {
            return Some(byte);
        }
        let found =
            |(page, number): &(CodePage, u8)| Some((*page, *number, page.byte_of(character)?));
        let (page, number, byte) = self.profile.code_pages.iter().find_map(found)?;
        self.put(&[0x1B, 0x1D, b't', number]);
        self.page = Some(page);
        Some(byte)
    }

    /// A character no page has, as a picture in the line.
    fn glyph(&mut self, character: char, style: Style) {
        let style = Style {
            bold: false,
            underline: false,
            height: 1,
            font: Font::A,
            ..style
        };
        let fallback = self.profile.fallback_font.as_ref();
        match fallback::picture(fallback, character, style) {
            Some(picture) => self.strips(&picture, b""),
            None => self.put(b"?"),
        }
    }

    /// `ESC X`: a picture in strips of 24-dot columns, each followed by `end`.
    fn strips(&mut self, picture: &Raster, end: &[u8]) {
        let [low, high] = u16_le(picture.width_dots());
        for strip in picture.column_strips() {
            self.put(&[0x1B, b'X', low, high]);
            self.put(&strip);
            self.put(end);
        }
    }

    fn align(&mut self, align: Align) {
        if self.align != align {
            let n = match align {
                Align::Left => 0,
                Align::Center => 1,
                Align::Right => 2,
            };
            self.put(&[0x1B, 0x1D, b'a', n]);
            self.align = align;
        }
    }

    fn style(&mut self, style: Style) {
        let style = style.clamped();
        let now = self.style;
        if now.bold != style.bold {
            self.put(if style.bold { b"\x1bE" } else { b"\x1bF" });
        }
        if now.underline != style.underline {
            self.put(&[0x1B, b'-', u8::from(style.underline)]);
        }
        if now.invert != style.invert {
            self.put(if style.invert { b"\x1b4" } else { b"\x1b5" });
        }
        if (now.width, now.height) != (style.width, style.height) {
            self.put(&[0x1B, b'i', style.height - 1, style.width - 1]);
        }
        self.style = style;
    }

    fn feed(&mut self, dots: u32) {
        // Whole lines as ESC a; the rest in eighths of a millimetre, which are the dots of the head, as ESC I.
        let (mut lines, rest) = (dots / LINE_SPACING_DOTS, dots % LINE_SPACING_DOTS);
        while lines > 0 {
            let n = u8::try_from(lines).unwrap_or(u8::MAX).min(FEED_LINES_MAX);
            self.put(&[0x1B, b'a', n]);
            lines -= u32::from(n);
        }
        if let Ok(n @ 1..) = u8::try_from(rest) {
            self.put(&[0x1B, b'I', n]);
        }
    }

    fn barcode(&mut self, barcode: &Barcode) {
        let (kind, data) = match barcode.symbology() {
            Symbology::UpcA => (1, barcode.data().to_owned()),
            Symbology::Ean13 => (3, barcode.data().to_owned()),
            Symbology::Code39 => (4, barcode.data().to_owned()),
            // A percent sign starts a control character; this is how it is itself said.
            Symbology::Code128 => (6, barcode.data().replace('%', "%0")),
        };
        let text = match barcode.hri {
            Hri::None => 1,
            Hri::Above | Hri::Below | Hri::Both => 2,
        };
        // Modes 1 to 3 have modules of 2 to 4 dots.
        let mode = barcode.module_dots.clamp(2, 4) - 1;
        self.put(&[0x1B, b'b', kind, text, mode, barcode.height_dots]);
        self.put(data.as_bytes());
        self.put(&[0x1E]);
    }

    fn qr(&mut self, qr: &Qr) {
        let level = match qr.correction() {
            QrCorrection::L => 0,
            QrCorrection::M => 1,
            QrCorrection::Q => 2,
            QrCorrection::H => 3,
        };
        // ESC GS y: S 0 model, S 1 correction, S 2 module size, D 1 store, P print.
        self.put(b"\x1b\x1dyS0\x02");
        self.put(&[0x1B, 0x1D, b'y', b'S', b'1', level]);
        self.put(&[0x1B, 0x1D, b'y', b'S', b'2', qr.module_dots]);
        let [low, high] = u16_le(u32::try_from(qr.data().len()).unwrap_or(u32::MAX));
        self.put(&[0x1B, 0x1D, b'y', b'D', b'1', 0, low, high]);
        self.put(qr.data());
        self.put(b"\x1b\x1dyP");
    }

    fn raster(&mut self, raster: &Raster) {
        match self.profile.image_mode {
            StarImageMode::Columns => {
                self.style(Style::PLAIN);
                // Strips are joined by a line spacing of their height, 3 mm.
                self.put(b"\x1b0");
                self.strips(raster, b"\n");
                self.put(b"\x1bz\x01");
            }
            StarImageMode::Graphics => {
                let [x_low, x_high] = u16_le(raster.width_dots().div_ceil(8));
                for band in raster.bits().chunks(raster.stride() * BAND_ROWS) {
                    let rows = u32::try_from(band.len() / raster.stride()).unwrap_or(u32::MAX);
                    let [y_low, y_high] = u16_le(rows);
                    self.put(&[0x1B, 0x1D, b'S', 1, x_low, x_high, y_low, y_high, 0]);
                    self.put(band);
                }
            }
        }
    }

    fn pulse(&mut self, pulse: Pulse) {
        self.bytes.extend(pulse_bytes(pulse));
    }
}

/// What drives the external devices. BEL and SUB wait for what stands before them; FS and EM would not.
pub(super) fn pulse_bytes(pulse: Pulse) -> Vec<u8> {
    let step = |ms: u16| u8::try_from((ms / 10).clamp(1, 127)).unwrap_or(127);
    match pulse.pin {
        Pin::Two => vec![0x1B, 0x07, step(pulse.on_ms), step(pulse.off_ms), 0x07],
        Pin::Five => vec![0x1A],
    }
}

/// Low and high byte; more than 65535 cannot occur in laid-out rows.
fn u16_le(value: u32) -> [u8; 2] {
    u16::try_from(value).unwrap_or(u16::MAX).to_le_bytes()
}
