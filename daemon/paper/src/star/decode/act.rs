//! What each complete command does. The bytes are whole: `frame` has checked their length.

use super::frame::{ESC, GS, RS};
use super::{Decoder, Modes, Op, RasterRows, Request};
use crate::document::{Cut, Pin, Pulse};
use crate::escpos::Op as Print;
use crate::raster::Raster;
use crate::star::profile::STRIP_SPACING_DOTS;
use crate::style::{Align, Font};
use crate::symbol::{Barcode, Hri, Qr, QrCorrection, Symbology};

impl Decoder {
    /// Takes over the modes of `command` and reports its effects.
    pub(super) fn act(&mut self, command: &[u8], ops: &mut Vec<Op>) {
        let ignored = || Op::Print(Print::Ignored(command.to_vec()));
        match *command {
            [0x09] => ops.push(Op::Print(Print::Tab)),
            [0x0A] => ops.push(Op::Print(Print::LineFeed)),
            // CR is LF's companion and does nothing by itself.
            [0x0D] => {}
            [0x0E] => self.modes.style.width = 2,
            [0x14] => self.modes.style.width = 1,
            [0x07 | 0x1C] => ops.push(self.pulse(Pin::Two)),
            [0x19 | 0x1A] => ops.push(self.pulse(Pin::Five)),
            [0x17] => ops.push(Op::Ask(Request::Etb)),
            [0x18] => {
                self.initialize(ops);
                ops.push(Op::Ask(Request::ClearEtbCounter));
            }
            [b'b', _, _, ref row @ ..] => self.raster_row(row),
            [ESC, GS, ref rest @ ..] => self.esc_gs(command, rest, ops),
            [ESC, RS, b'F', n] => {
                let is_small = matches!(n, 1 | b'1');
                self.modes.style.font = if is_small { Font::B } else { Font::A };
            }
            [ESC, RS, b'a', n] => {
                let on = !matches!(n, 0 | b'0');
                ops.push(Op::Ask(Request::AutoStatus(on)));
            }
            [ESC, RS, b'E', _] => ops.push(Op::Ask(Request::ClearEtbCounter)),
            [ESC, 0x06, 0x01] => ops.push(Op::Ask(Request::Status)),
            [ESC, ref rest @ ..] => self.esc(command, rest, ops),
            _ => ops.push(ignored()),
        }
    }

    fn initialize(&mut self, ops: &mut Vec<Op>) {
        self.modes = Modes::new(&self.profile);
        self.raster = None;
        ops.push(Op::Print(Print::Initialize));
    }

    /// What drives the external devices: the set width for the first, always 200 ms for the second.
    fn pulse(&self, pin: Pin) -> Op {
        let (on_ms, off_ms) = match pin {
            Pin::Two => (self.modes.pulse_on_ms, self.modes.pulse_off_ms),
            Pin::Five => (200, 200),
        };
        Op::Print(Print::Pulse(Pulse { pin, on_ms, off_ms }))
    }

    fn esc(&mut self, command: &[u8], rest: &[u8], ops: &mut Vec<Op>) {
        let style = &mut self.modes.style;
        let op = match *rest {
            [b'@'] => return self.initialize(ops),
            [b'E'] => return style.bold = true,
            [b'F'] => return style.bold = false,
            [b'4'] => return style.invert = true,
            [b'5'] => return style.invert = false,
            [b'-', n] => return style.underline = matches!(n, 1 | b'1'),
            [b'i', down, across] => {
                (style.height, style.width) = (magnification(down), magnification(across));
                return;
            }
            [b'W', n] => return style.width = magnification(n),
            [b'h', n] => return style.height = magnification(n),
            [0x0E] => return style.height = 2,
            [0x14] => return style.height = 1,
            [0x07, on, off] if on > 0 && off > 0 => {
                let ms = |n: u8| u16::from(n.min(127)) * 10;
                (self.modes.pulse_on_ms, self.modes.pulse_off_ms) = (ms(on), ms(off));
                return;
            }
            [b'0' | b'1'] => Print::LineSpacing(Some(STRIP_SPACING_DOTS)),
            [b'z', 1 | b'1'] => Print::LineSpacing(None),
            [b'a', n] => Print::FeedLines(n),
            [b'I', n] => Print::FeedDots(n),
            [b'J', n] => {
                // A quarter of a millimetre is two dots.
                ops.push(Op::Print(Print::FeedDots(n)));
                Print::FeedDots(n)
            }
            [b'd', n @ (0..=3 | b'0'..=b'3')] => Print::Cut {
                cut: if n & 1 == 0 { Cut::Full } else { Cut::Partial },
                feed_dots: 0,
            },
            [b'X', _, _, ref data @ ..] => match columns(data) {
                Some(raster) => Print::BitImage {
                    raster,
                    style: *style,
                },
                None => Print::Ignored(command.to_vec()),
            },
            [b'k', bytes, _, ref data @ ..] => {
                match Raster::try_new(u32::from(bytes) * 8, 24, data.to_vec()) {
                    Ok(raster) => Print::BitImage {
                        raster,
                        style: *style,
                    },
                    Err(_) => Print::Ignored(command.to_vec()),
                }
            }
            [b'b', kind, text, mode, height, ref data @ .., RS] => {
                match barcode(kind, text, mode, height, data) {
                    Some(barcode) => Print::Barcode(barcode),
                    None => Print::Unknown(command.to_vec()),
                }
            }
            [b'*', b'r', ref mode @ ..] => return self.raster_mode(command, mode, ops),
            [0x0C, end @ (0x00 | 0x04)] => {
                let is_end = end == 0x04;
                let cut = self.raster.as_ref().and_then(|rows| {
                    if is_end {
                        rows.cut_at_end
                    } else {
                        rows.cut_at_page
                    }
                });
                return self.print_raster(cut, ops);
            }
            _ => Print::Ignored(command.to_vec()),
        };
        ops.push(Op::Print(op));
    }

    fn esc_gs(&mut self, command: &[u8], rest: &[u8], ops: &mut Vec<Op>) {
        let modes = &mut self.modes;
        let op = match *rest {
            [b't', n] => return modes.page = self.profile.page_numbered(n),
            [b'a', n @ (0..=2 | b'0'..=b'2')] => Print::Align(match n & 3 {
                0 => Align::Left,
                1 => Align::Center,
                _ => Align::Right,
            }),
            [b'A', low, high] => Print::Position(u16::from_le_bytes([low, high])),
            [b'y', b'S', b'1', level @ 0..=3] => {
                modes.qr_correction = match level {
                    0 => QrCorrection::L,
                    1 => QrCorrection::M,
                    2 => QrCorrection::Q,
                    _ => QrCorrection::H,
                };
                return;
            }
            [b'y', b'S', b'2', dots @ 1..=8] => return modes.qr_module_dots = dots,
            [b'y', b'D', b'1', _, _, _, ref data @ ..] if data.len() <= Qr::LEN_MAX => {
                return modes.qr_data = data.to_vec();
            }
            [b'y', b'P'] => match Qr::try_new(modes.qr_data.clone(), modes.qr_correction) {
                Ok(mut qr) => {
                    qr.module_dots = modes.qr_module_dots;
                    Print::Qr(qr)
                }
                Err(_) => Print::Unknown(command.to_vec()),
            },
            [b'S', _, x_low, x_high, y_low, y_high, _, ref data @ ..] => {
                let width = u32::from(u16::from_le_bytes([x_low, x_high])) * 8;
                let height = u32::from(u16::from_le_bytes([y_low, y_high]));
                match Raster::try_new(width, height, data.to_vec()) {
                    Ok(raster) => Print::Raster(raster),
                    Err(_) => Print::Ignored(command.to_vec()),
                }
            }
            _ => Print::Ignored(command.to_vec()),
        };
        ops.push(Op::Print(op));
    }

    /// Bytes of one row in raster mode: as wide as the paper.
    fn row_bytes(&self) -> usize {
        usize::try_from(self.profile.dots.div_ceil(8)).unwrap_or(1)
    }

    fn raster_row(&mut self, row: &[u8]) {
        let len = self.row_bytes();
        if let Some(rows) = &mut self.raster
            && rows.bits.len() + len <= Raster::BYTES_MAX
        {
            let kept = &row[..row.len().min(len)];
            rows.bits.extend_from_slice(kept);
            rows.bits.extend(std::iter::repeat_n(0, len - kept.len()));
        }
    }

    /// `ESC * r`: raster mode and its settings.
    fn raster_mode(&mut self, command: &[u8], mode: &[u8], ops: &mut Vec<Op>) {
        match (mode, &mut self.raster) {
            ([b'A'], None) => self.raster = Some(RasterRows::new(&self.profile)),
            ([b'B'], Some(rows)) => {
                // Rows left over are ended as the document is.
                let cut = rows.cut_at_end.filter(|_| !rows.bits.is_empty());
                self.print_raster(cut, ops);
                self.raster = None;
            }
            ([b'C'], Some(rows)) => rows.bits.clear(),
            ([b'E', number @ .., 0], Some(rows)) => {
                rows.cut_at_end = cut_of(number, RasterRows::new(&self.profile).cut_at_end);
            }
            ([b'F', number @ .., 0], Some(rows)) => {
                rows.cut_at_page = cut_of(number, RasterRows::new(&self.profile).cut_at_page);
            }
            (_, _) => ops.push(Op::Print(Print::Ignored(command.to_vec()))),
        }
    }

    /// Prints the rows received and cuts.
    fn print_raster(&mut self, cut: Option<Cut>, ops: &mut Vec<Op>) {
        let len = self.row_bytes();
        let Some(rows) = &mut self.raster else {
            return;
        };
        let bits = std::mem::take(&mut rows.bits);
        let height = u32::try_from(bits.len() / len.max(1)).unwrap_or(u32::MAX);
        let width = u32::try_from(len * 8).unwrap_or(u32::MAX);
        if let Ok(raster) = Raster::try_new(width, height, bits) {
            ops.push(Op::Print(Print::Raster(raster)));
        }
        if let Some(cut) = cut {
            ops.push(Op::Print(Print::Cut { cut, feed_dots: 0 }));
        }
    }
}

/// `ESC * r E` and `F`: what a number in figures says about cutting.
fn cut_of(number: &[u8], usual: Option<Cut>) -> Option<Cut> {
    match number {
        b"0" => usual,
        b"8" | b"9" | b"36" | b"37" => Some(Cut::Full),
        b"12" | b"13" => Some(Cut::Partial),
        _ => None,
    }
}

/// `ESC i`, `ESC W` and `ESC h`: 0 to 5, also as figures, stand for 1 to 6 times.
fn magnification(n: u8) -> u8 {
    let n = if n >= b'0' { n - b'0' } else { n };
    n.min(5) + 1
}

/// `ESC X`: columns of 24 dots, most significant bit on top.
fn columns(data: &[u8]) -> Option<Raster> {
    let count = u32::try_from(data.len() / 3).ok()?;
    let mut raster = Raster::try_blank(count, 24).ok()?;
    for (x, column) in (0..).zip(data.chunks_exact(3)) {
        for (third, byte) in (0..).zip(column) {
            for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
                raster.set(x, third * 8 + bit, true);
            }
        }
    }
    Some(raster)
}

/// `ESC b`. `None` when a printer would refuse it, or the symbology is not one of ours.
fn barcode(kind: u8, text: u8, mode: u8, height_dots: u8, data: &[u8]) -> Option<Barcode> {
    let symbology = match kind {
        1 | b'1' => Symbology::UpcA,
        3 | b'3' => Symbology::Ean13,
        4 | b'4' => Symbology::Code39,
        6 | b'6' => Symbology::Code128,
        _ => return None,
    };
    let data = std::str::from_utf8(data).ok()?;
    let data = match symbology {
        Symbology::Code128 => code128_text(data)?,
        Symbology::UpcA | Symbology::Ean13 | Symbology::Code39 => data.to_owned(),
    };
    let mut barcode = Barcode::try_new(symbology, &data).ok()?;
    let mode = if mode >= b'0' { mode - b'0' } else { mode };
    // Code 39 has nine modes: the same three narrow bars with wide bars of three widths.
    barcode.module_dots = match mode {
        1..=9 => (mode - 1) % 3 + 2,
        _ => return None,
    };
    barcode.hri = match text {
        2 | 4 | b'2' | b'4' => Hri::Below,
        1 | 3 | b'1' | b'3' => Hri::None,
        _ => return None,
    };
    barcode.height_dots = height_dots.max(1);
    Some(barcode)
}

/// Undoes `%0` for a percent sign; `%6` to `%8` choose a code set. Control and function characters are no text.
fn code128_text(data: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = data.chars();
    while let Some(character) = characters.next() {
        match character {
            '%' => match characters.next()? {
                '0' => text.push('%'),
                '6'..='8' => {}
                _ => return None,
            },
            character => text.push(character),
        }
    }
    Some(text)
}
