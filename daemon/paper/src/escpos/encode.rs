//! A document as ESC/POS bytes for one printer model.

use crate::document::{Cut, Document, Pin, Pulse};
use crate::escpos::code_page::CodePage;
use crate::escpos::{ImageMode, Profile};
use crate::fallback;
use crate::layout::{Row, lay_out};
use crate::printed::{LINE_SPACING_DOTS, PrintedLine, TextLine};
use crate::raster::Raster;
use crate::style::{Align, Font, Span, Style, char_columns};
use crate::symbol::{Barcode, Hri, Qr, QrCorrection, Symbology};

/// Rows of a picture sent in one `GS v 0`: small enough for the smallest receive buffers.
const BAND_ROWS: usize = 128;
/// Most picture bytes one `GS ( L` can announce beside its ten parameters.
const GRAPHICS_BYTES_MAX: usize = 65_535 - 10;

/// Returns the bytes that print `document`, laid out for the paper of `profile`.
///
/// The bytes start by initializing the printer, so nothing an earlier job left behind matters.
pub fn encode(document: &Document, profile: &Profile) -> Vec<u8> {
    encode_rows(&lay_out(document, &profile.target()), profile)
}

/// Returns the bytes that print rows already laid out for `profile`.
pub fn encode_rows(rows: &[Row], profile: &Profile) -> Vec<u8> {
    let mut encoder = Encoder::new(profile);
    for row in rows {
        match row {
            Row::Line(line) => encoder.line(line),
            // GS V 65/66 n: feed to the cutter, n more dots, cut.
            Row::Cut(Cut::Full) => encoder.put(&[0x1D, b'V', 65, 0]),
            Row::Cut(Cut::Partial) => encoder.put(&[0x1D, b'V', 66, 0]),
            Row::Pulse(pulse) => encoder.pulse(*pulse),
        }
    }
    encoder.bytes
}

struct Encoder<'a> {
    profile: &'a Profile,
    bytes: Vec<u8>,
    style: Style,
    align: Align,
    page: Option<CodePage>,
    /// Whether bytes from 0x80 are halves of two-byte characters.
    two_bytes: bool,
}

impl<'a> Encoder<'a> {
    fn new(profile: &'a Profile) -> Self {
        let mut encoder = Self {
            profile,
            bytes: Vec::new(),
            style: Style::PLAIN,
            align: Align::Left,
            page: None,
            two_bytes: false,
        };
        // ESC @ (initialize), then ESC R 0 because DIP switches can make another national set the default.
        encoder.put(&[0x1B, b'@', 0x1B, b'R', 0]);
        if profile.guards_real_time {
            // GS ( D function 20: disable DLE DC4 functions 1 and 2, whose bytes may occur in pictures.
            encoder.put(&[0x1D, b'(', b'D', 5, 0, 20, 1, 0, 2, 0]);
        }
        match profile.cjk {
            Some(set) => encoder.put(set.leave()),
            // FS . does nothing on a printer without two-byte characters.
            None if profile.leaves_kanji_mode => encoder.put(b"\x1c."),
            None => {}
        }
        if let Some((page, number)) = profile.code_pages.first() {
            encoder.put(&[0x1B, b't', *number]);
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
        self.put(&[0x0A]);
    }

    fn span(&mut self, span: &Span) {
        for character in span.text.chars() {
            if let Some(byte) = self.byte_of(character) {
                self.put(&[byte]);
            } else if let Some(bytes) = self.two_bytes_of(character) {
                self.put(&bytes);
            } else {
                self.glyph(character, span.style);
            }
        }
    }

    /// The byte that prints `character`, after switching to a page that has it if need be.
    fn byte_of(&mut self, character: char) -> Option<u8> {
        // ASCII is the same on all pages and among two-byte characters.
        if matches!(character, ' '..='~') {
            return u8::try_from(character).ok();
        }
        if char_columns(character) != 1 {
            return None;
        }
        let on_page = self.page.and_then(|page| page.byte_of(character));
        let byte = if let Some(byte) = on_page {
            byte
        } else {
            let found =
                |(page, number): &(CodePage, u8)| Some((*page, *number, page.byte_of(character)?));
            let (page, number, byte) = self.profile.code_pages.iter().find_map(found)?;
            self.put(&[0x1B, b't', number]);
            self.page = Some(page);
            byte
        };
        if let (true, Some(set)) = (self.two_bytes, self.profile.cjk) {
            self.put(set.leave());
            self.two_bytes = false;
        }
        Some(byte)
    }

    /// The two bytes that print `character`, after switching to two-byte characters if need be.
    fn two_bytes_of(&mut self, character: char) -> Option<[u8; 2]> {
        let set = self.profile.cjk.filter(|_| char_columns(character) == 2)?;
        let bytes = set.bytes_of(character)?;
        if !self.two_bytes {
            self.put(set.enter());
            self.two_bytes = true;
        }
        Some(bytes)
    }

    /// A character no page has, as a picture in the line: `ESC * 33`, 24-dot columns at full density.
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
            Some(picture) => self.strips(&picture, &[]),
            None => self.put(b"?"),
        }
    }

    /// A picture in strips of 24-dot columns, each followed by `end`.
    fn strips(&mut self, picture: &Raster, end: &[u8]) {
        let [low, high] = u16_le(picture.width_dots());
        for strip in picture.column_strips() {
            self.put(&[0x1B, b'*', 33, low, high]);
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
            self.put(&[0x1B, b'a', n]);
            self.align = align;
        }
    }

    fn style(&mut self, style: Style) {
        let style = style.clamped();
        let now = self.style;
        if now.bold != style.bold {
            self.put(&[0x1B, b'E', u8::from(style.bold)]);
        }
        if now.underline != style.underline {
            self.put(&[0x1B, b'-', u8::from(style.underline)]);
            if self.profile.cjk.is_some() {
                // FS -: the same for two-byte characters, which ESC - leaves alone.
                self.put(&[0x1C, b'-', u8::from(style.underline)]);
            }
        }
        if now.invert != style.invert {
            self.put(&[0x1D, b'B', u8::from(style.invert)]);
        }
        if (now.width, now.height) != (style.width, style.height) {
            self.put(&[0x1D, b'!', (style.width - 1) << 4 | (style.height - 1)]);
        }
        if now.font != style.font {
            self.put(&[0x1B, b'M', u8::from(style.font == Font::B)]);
        }
        self.style = style;
    }

    fn feed(&mut self, dots: u32) {
        // Whole lines as ESC d, which is right at any head density; the rest as ESC J.
        let (mut lines, mut dots) = (dots / LINE_SPACING_DOTS, dots % LINE_SPACING_DOTS);
        while lines > 0 {
            let n = u8::try_from(lines).unwrap_or(u8::MAX);
            self.put(&[0x1B, b'd', n]);
            lines -= u32::from(n);
        }
        while dots > 0 {
            let n = u8::try_from(dots).unwrap_or(u8::MAX);
            self.put(&[0x1B, b'J', n]);
            dots -= u32::from(n);
        }
    }

    fn barcode(&mut self, barcode: &Barcode) {
        let hri = match barcode.hri {
            Hri::None => 0,
            Hri::Above => 1,
            Hri::Below => 2,
            Hri::Both => 3,
        };
        self.put(&[
            0x1D,
            b'h',
            barcode.height_dots,
            0x1D,
            b'w',
            barcode.module_dots,
            0x1D,
            b'H',
            hri,
        ]);
        self.put(&[0x1D, b'f', 0]);
        let (kind, data) = match barcode.symbology() {
            Symbology::UpcA => (65, barcode.data().as_bytes().to_vec()),
            Symbology::Ean13 => (67, barcode.data().as_bytes().to_vec()),
            Symbology::Code39 => (69, barcode.data().as_bytes().to_vec()),
            Symbology::Code128 => (73, code128(barcode)),
        };
        // Data is at most 80 characters, doubled at worst, so its length always fits the byte.
        let len = u8::try_from(data.len()).unwrap_or(u8::MAX);
        self.put(&[0x1D, b'k', kind, len]);
        self.put(&data);
    }

    fn qr(&mut self, qr: &Qr) {
        let level = match qr.correction() {
            QrCorrection::L => 48,
            QrCorrection::M => 49,
            QrCorrection::Q => 50,
            QrCorrection::H => 51,
        };
        // GS ( k for QR codes: 165 model 2, 167 module size, 169 correction level, 180 store, 181 print.
        self.put(&[0x1D, b'(', b'k', 4, 0, 49, 65, 50, 0]);
        self.put(&[0x1D, b'(', b'k', 3, 0, 49, 67, qr.module_dots]);
        self.put(&[0x1D, b'(', b'k', 3, 0, 49, 69, level]);
        let [low, high] = u16_le(u32::try_from(qr.data().len() + 3).unwrap_or(u32::MAX));
        self.put(&[0x1D, b'(', b'k', low, high, 49, 80, 48]);
        self.put(qr.data());
        self.put(&[0x1D, b'(', b'k', 3, 0, 49, 81, 48]);
    }

    fn raster(&mut self, raster: &Raster) {
        let stride = raster.stride();
        match self.profile.image_mode {
            ImageMode::Raster => {
                let [x_low, x_high] = u16_le(raster.width_dots().div_ceil(8));
                self.bytes.reserve(raster.bits().len() + 64);
                for band in raster.bits().chunks(stride * BAND_ROWS) {
                    let [y_low, y_high] = rows_le(band, stride);
                    self.put(&[0x1D, b'v', b'0', 0, x_low, x_high, y_low, y_high]);
                    self.put(band);
                }
            }
            ImageMode::Columns => {
                // Strips are joined by a line spacing of their height; ESC 2 restores the usual one.
                self.style(Style::PLAIN);
                self.put(&[0x1B, b'3', 24]);
                self.strips(raster, b"\n");
                self.put(&[0x1B, b'2']);
            }
            ImageMode::Graphics => {
                let [x_low, x_high] = u16_le(raster.width_dots());
                let rows = (GRAPHICS_BYTES_MAX / stride).clamp(1, BAND_ROWS);
                for band in raster.bits().chunks(stride * rows) {
                    let [y_low, y_high] = rows_le(band, stride);
                    let [low, high] = u16_le(u32::try_from(band.len() + 10).unwrap_or(u32::MAX));
                    // GS ( L functions 112 (store, one colour, single size) and 50 (print).
                    self.put(&[0x1D, b'(', b'L', low, high, 48, 112, 48, 1, 1, 49]);
                    self.put(&[x_low, x_high, y_low, y_high]);
                    self.put(band);
                    self.put(&[0x1D, b'(', b'L', 2, 0, 48, 50]);
                }
            }
        }
    }

    fn pulse(&mut self, pulse: Pulse) {
        let pin = match pulse.pin {
            Pin::Two => 0,
            Pin::Five => 1,
        };
        let step = |ms: u16| u8::try_from(ms / 2).unwrap_or(u8::MAX);
        self.put(&[0x1B, b'p', pin, step(pulse.on_ms), step(pulse.off_ms)]);
    }
}

fn rows_le(band: &[u8], stride: usize) -> [u8; 2] {
    u16_le(u32::try_from(band.len() / stride.max(1)).unwrap_or(u32::MAX))
}

/// Low and high byte, as ESC/POS wants lengths; more than 65535 cannot occur in laid-out rows.
fn u16_le(value: u32) -> [u8; 2] {
    u16::try_from(value).unwrap_or(u16::MAX).to_le_bytes()
}

/// `GS k 73` data: code set C for an even number of digits, else B, where a brace is doubled.
fn code128(barcode: &Barcode) -> Vec<u8> {
    let text = barcode.data().as_bytes();
    if barcode.is_code_set_c() {
        let pairs = text
            .chunks_exact(2)
            .map(|pair| (pair[0] - b'0') * 10 + (pair[1] - b'0'));
        return b"{C".iter().copied().chain(pairs).collect();
    }
    let mut data = b"{B".to_vec();
    for byte in text {
        data.push(*byte);
        if *byte == b'{' {
            data.push(b'{');
        }
    }
    data
}
