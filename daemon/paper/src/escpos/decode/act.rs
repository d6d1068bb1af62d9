//! What each complete command does. The bytes are whole: `frame` has checked their length.

use super::frame::{DLE, ESC, FS, GS};
use super::{Decoder, Modes, picture, symbols};
use crate::document::{Cut, Pin, Pulse};
use crate::escpos::{Op, StatusRequest};
use crate::style::{Align, Font, Style};
use crate::symbol::Hri;

impl Decoder {
    /// Takes over the modes of `command` and returns its effect, if it has one now.
    pub(super) fn act(&mut self, command: &[u8]) -> Option<Op> {
        match command {
            [0x09] => Some(Op::Tab),
            [0x0A] => Some(Op::LineFeed),
            // CR is ignored as long as automatic line feed is off, which is how printers are delivered.
            [0x0D] => None,
            [DLE, rest @ ..] => real_time(rest).or_else(|| ignored(command)),
            [ESC, rest @ ..] => self.esc(command, rest),
            [GS, rest @ ..] => self.gs(command, rest),
            [FS, rest @ ..] => self.fs(command, rest),
            _ => ignored(command),
        }
    }

    fn esc(&mut self, command: &[u8], rest: &[u8]) -> Option<Op> {
        let style = &mut self.modes.style;
        match *rest {
            [b'@'] => {
                self.modes = Modes::new(&self.profile);
                self.picture = None;
                return Some(Op::Initialize);
            }
            [b'!', n] => *style = print_mode(*style, n),
            [b'-', n] => style.underline = matches!(n, 1 | 2 | b'1' | b'2'),
            [b'E' | b'G', n] => style.bold = n & 1 != 0,
            [b'M', n] => {
                style.font = if matches!(n, 1 | b'1') {
                    Font::B
                } else {
                    Font::A
                }
            }
            [b't', n] => self.modes.page = self.profile.page_numbered(n),
            [b'R', n] => self.modes.international = n,
            [b'2'] => return Some(Op::LineSpacing(None)),
            [b'3', n] => return Some(Op::LineSpacing(Some(n))),
            [b'a', n] => return align(n).map(Op::Align).or_else(|| ignored(command)),
            [b'd', n] => return Some(Op::FeedLines(n)),
            [b'J', n] => return Some(Op::FeedDots(n)),
            [b'$', low, high] => return Some(Op::Position(u16::from_le_bytes([low, high]))),
            [b'i' | b'm'] => {
                return Some(Op::Cut {
                    cut: Cut::Partial,
                    feed_dots: 0,
                });
            }
            [b'p', pin, on, off] => {
                return pulse(pin, u16::from(on) * 2, u16::from(off) * 2)
                    .or_else(|| ignored(command));
            }
            [b'v'] => return Some(Op::Status(StatusRequest::PaperSensor)),
            [b'u', 0 | b'0'] => return Some(Op::Status(StatusRequest::DrawerPin)),
            [b'*', mode, _, _, ref data @ ..] => {
                let style = *style;
                return picture::columns(mode, data)
                    .map(|raster| Op::BitImage { raster, style })
                    .or_else(|| ignored(command));
            }
            _ => return ignored(command),
        }
        None
    }

    fn fs(&mut self, command: &[u8], rest: &[u8]) -> Option<Op> {
        match *rest {
            [b'&'] => self.modes.two_bytes = true,
            [b'.'] => self.modes.two_bytes = false,
            [b'C', n] => self.modes.shift_jis = matches!(n, 1 | b'1'),
            _ => return ignored(command),
        }
        None
    }

    fn gs(&mut self, command: &[u8], rest: &[u8]) -> Option<Op> {
        let modes = &mut self.modes;
        match *rest {
            [b'!', n] => {
                modes.style.width = ((n >> 4) & 7) + 1;
                modes.style.height = (n & 7) + 1;
            }
            [b'B', n] => modes.style.invert = n & 1 != 0,
            [b'h', n] => modes.barcode_height_dots = n.max(1),
            [b'w', n @ 1..=6] => modes.barcode_module_dots = n,
            [b'H', n] => {
                modes.hri = match n {
                    1 | b'1' => Hri::Above,
                    2 | b'2' => Hri::Below,
                    3 | b'3' => Hri::Both,
                    _ => Hri::None,
                };
            }
            [b'L', low, high] => return Some(Op::LeftMargin(u16::from_le_bytes([low, high]))),
            [b'W', low, high] => return Some(Op::PrintWidth(u16::from_le_bytes([low, high]))),
            [b'V', mode, ref feed @ ..] => return cut(mode, feed.first().copied().unwrap_or(0)),
            [b'a', mask] => return Some(Op::Status(StatusRequest::Automatic { mask })),
            [b'r', 1 | b'1'] => return Some(Op::Status(StatusRequest::PaperSensor)),
            [b'r', 2 | b'2'] => return Some(Op::Status(StatusRequest::DrawerPin)),
            [b'I', kind] => return Some(Op::Status(StatusRequest::PrinterId { kind })),
            [b'(', b'H', 6, 0, 48, 48, a, b, c, d] => {
                return Some(Op::Status(StatusRequest::ProcessId { id: [a, b, c, d] }));
            }
            [b'k', kind, ref data @ ..] => {
                return symbols::barcode(modes, kind, data)
                    .map(Op::Barcode)
                    .or_else(|| unknown(command));
            }
            [b'v', _, mode, ref sized @ ..] => {
                return picture::rows(mode, sized)
                    .map(Op::Raster)
                    .or_else(|| ignored(command));
            }
            [b'(', b'k', _, _, ref function @ ..] => {
                return symbols::two_dimensional(&mut self.qr, function, command);
            }
            [b'(', b'L', _, _, ref function @ ..] | [b'8', b'L', _, _, _, _, ref function @ ..] => {
                return picture::graphics(&mut self.picture, function).or_else(|| ignored(command));
            }
            _ => return ignored(command),
        }
        None
    }
}

fn ignored(command: &[u8]) -> Option<Op> {
    Some(Op::Ignored(command.to_vec()))
}

fn unknown(command: &[u8]) -> Option<Op> {
    Some(Op::Unknown(command.to_vec()))
}

fn real_time(rest: &[u8]) -> Option<Op> {
    match *rest {
        [0x04, 1] => Some(Op::Status(StatusRequest::Printer)),
        [0x04, 2] => Some(Op::Status(StatusRequest::OfflineCause)),
        [0x04, 3] => Some(Op::Status(StatusRequest::ErrorCause)),
        [0x04, 4] => Some(Op::Status(StatusRequest::RollPaper)),
        // DLE DC4 1 m t: t x 100 ms on and off.
        [0x14, 1, pin, t] => pulse(pin, u16::from(t) * 100, u16::from(t) * 100),
        _ => None,
    }
}

/// `ESC !`: font, weight, size and underline in one byte.
fn print_mode(style: Style, n: u8) -> Style {
    Style {
        font: if n & 0x01 != 0 { Font::B } else { Font::A },
        bold: n & 0x08 != 0,
        height: if n & 0x10 != 0 { 2 } else { 1 },
        width: if n & 0x20 != 0 { 2 } else { 1 },
        underline: n & 0x80 != 0,
        invert: style.invert,
    }
}

fn align(n: u8) -> Option<Align> {
    match n {
        0 | b'0' => Some(Align::Left),
        1 | b'1' => Some(Align::Center),
        2 | b'2' => Some(Align::Right),
        _ => None,
    }
}

fn pulse(pin: u8, on_ms: u16, off_ms: u16) -> Option<Op> {
    let pin = match pin {
        0 | b'0' => Pin::Two,
        1 | b'1' => Pin::Five,
        _ => return None,
    };
    Some(Op::Pulse(Pulse { pin, on_ms, off_ms }))
}

fn cut(mode: u8, feed_dots: u8) -> Option<Op> {
    let cut = match mode {
        0 | b'0' | 65 | 97 | 103 => Cut::Full,
        _ => Cut::Partial,
    };
    Some(Op::Cut { cut, feed_dots })
}

/// `ESC R`: the characters each national set puts in place of twelve ASCII ones.
pub(super) fn national(set: u8, byte: u8) -> char {
    const REPLACED: &[u8; 12] = b"#$@[\\]^`{|}~";
    const SETS: [&str; 14] = [
        "#$@[\\]^`{|}~",
        "#$à°ç§^`éùè¨",
        "#$§ÄÖÜ^`äöüß",
        "£$@[\\]^`{|}~",
        "#$@ÆØÅ^`æøå~",
        "#¤ÉÄÖÅÜéäöåü",
        "#$@°\\é^ùàòèì",
        "₧$@¡Ñ¿^`¨ñ}~",
        "#$@[¥]^`{|}~",
        "#¤ÉÆØÅÜéæøåü",
        "#$ÉÆØÅÜéæøåü",
        "#$á¡Ñ¿é`íñóú",
        "#$á¡Ñ¿éüíñóú",
        "#$@[₩]^`{|}~",
    ];
    let place = REPLACED.iter().position(|replaced| *replaced == byte);
    let replacement = place.and_then(|at| SETS.get(usize::from(set))?.chars().nth(at));
    replacement.unwrap_or(char::from(byte))
}
