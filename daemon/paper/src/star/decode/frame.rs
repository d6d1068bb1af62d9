//! Finds where one command ends. Lengths only: what a command means is decided elsewhere.
//!
//! Every length is either fixed, announced in the command's header, or ended within 255 bytes.

use super::PENDING_BYTES_MAX;

pub(super) const ESC: u8 = 0x1B;
pub(super) const GS: u8 = 0x1D;
pub(super) const RS: u8 = 0x1E;

/// What stands at the front of the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// More bytes are needed to tell.
    Incomplete,
    /// This many printable characters.
    Text(usize),
    /// A command of this many bytes whose layout is known.
    Command(usize),
    /// This many bytes that are no known command.
    Unknown(usize),
    /// A command of this many bytes, more than is kept.
    Oversized(u64),
}

/// Returns what `b` starts with; in raster mode, text is commands too.
pub(super) fn frame(b: &[u8], in_raster_mode: bool) -> Frame {
    match b {
        [] => Frame::Incomplete,
        [b'b', rest @ ..] if in_raster_mode => match little(rest, 0) {
            Some(len) => with_data(b, 3, len),
            None => Frame::Incomplete,
        },
        // k: a line of the raster whose data is compressed, or nothing.
        [0x20..=0x7E | 0x80.., ..] if in_raster_mode => Frame::Unknown(1),
        [0x20..=0x7E | 0x80.., ..] => {
            let is_text = |byte: &u8| matches!(byte, 0x20..=0x7E | 0x80..);
            Frame::Text(b.iter().position(|byte| !is_text(byte)).unwrap_or(b.len()))
        }
        [ESC] => Frame::Incomplete,
        // A command byte cannot be another's second byte: let the stream fall back into step there.
        [ESC, ESC, ..] => Frame::Unknown(1),
        [ESC, ..] => esc(b),
        [
            0x04 | 0x05 | 0x07 | 0x09..=0x0F | 0x12 | 0x14 | 0x17..=0x1A | 0x1C,
            ..,
        ] => Frame::Command(1),
        _ => Frame::Unknown(1),
    }
}

fn fixed(b: &[u8], len: usize) -> Frame {
    if b.len() < len {
        Frame::Incomplete
    } else {
        Frame::Command(len)
    }
}

fn with_data(b: &[u8], header_len: u64, data_len: u64) -> Frame {
    let total = header_len.saturating_add(data_len);
    match usize::try_from(total) {
        Ok(len) if len <= PENDING_BYTES_MAX => fixed(b, len),
        _ => Frame::Oversized(total),
    }
}

/// Two little-endian bytes; `None` until they are there.
fn little(b: &[u8], at: usize) -> Option<u64> {
    let low = b.get(at)?;
    Some(u64::from(u16::from_le_bytes([*low, *b.get(at + 1)?])))
}

fn until(b: &[u8], from: usize, end: u8) -> Frame {
    let data = b.get(from..).unwrap_or(&[]);
    match data.iter().take(255).position(|byte| *byte == end) {
        Some(at) => Frame::Command(from + at + 1),
        None if data.len() >= 255 => Frame::Unknown(from + 255),
        None => Frame::Incomplete,
    }
}

fn esc(b: &[u8]) -> Frame {
    match b[1] {
        b'@' | b'E' | b'F' | b'4' | b'5' | b'0' | b'1' | b'M' | b'P' | b':' | b'g' | 0x0E
        | 0x14 => fixed(b, 2),
        b'R' | b'/' | b' ' | b'%' | b'W' | b'h' | b'-' | b'_' | b'a' | b'J' | b'I' | b'z'
        | b'N' | b'l' | b'Q' | b'd' | b'j' | b'$' | b's' | 0x06 | 0x0C => fixed(b, 3),
        // ESC C n, or ESC C NUL n.
        b'C' => match b.get(2) {
            None => Frame::Incomplete,
            Some(0) => fixed(b, 4),
            Some(_) => Frame::Command(3),
        },
        b'i' | 0x07 => fixed(b, 4),
        b'b' => {
            if b.len() < 6 {
                Frame::Incomplete
            } else {
                until(b, 6, RS)
            }
        }
        b'K' | b'L' => little(b, 2).map_or(Frame::Incomplete, |columns| with_data(b, 4, columns)),
        b'X' => little(b, 2).map_or(Frame::Incomplete, |columns| with_data(b, 4, columns * 3)),
        // ESC k n 0: 24 rows of n bytes.
        b'k' => little(b, 2).map_or(Frame::Incomplete, |bytes| {
            with_data(b, 4, (bytes & 0xFF) * 24)
        }),
        b'*' => match (b.get(2), b.get(3)) {
            (None, _) | (Some(b'r'), None) => Frame::Incomplete,
            (Some(b'r'), Some(b'A' | b'B' | b'C' | b'R')) => Frame::Command(4),
            (Some(b'r'), Some(_)) => until(b, 4, 0),
            (Some(_), _) => Frame::Unknown(3),
        },
        GS => gs(b),
        RS => match b.get(2) {
            None => Frame::Incomplete,
            Some(b'F' | b'a' | b'E' | b'A' | b'C' | b'd' | b'r' | b'n' | b't' | b'i') => {
                fixed(b, 4)
            }
            Some(_) => Frame::Unknown(3),
        },
        _ => Frame::Unknown(2),
    }
}

fn gs(b: &[u8]) -> Frame {
    match (b.get(2), b.get(3)) {
        (None, _) => Frame::Incomplete,
        (Some(b't' | b'a'), _) => fixed(b, 4),
        (Some(b'A' | b'R'), _) => fixed(b, 5),
        (Some(b'y' | b'x'), None) => Frame::Incomplete,
        (Some(b'y'), Some(b'S')) => fixed(b, 6),
        (Some(b'y'), Some(b'D')) => match b.get(4) {
            None => Frame::Incomplete,
            Some(b'1') => little(b, 6).map_or(Frame::Incomplete, |len| with_data(b, 8, len)),
            Some(_) => Frame::Unknown(5),
        },
        (Some(b'y' | b'x'), Some(b'P' | b'I')) => Frame::Command(4),
        (Some(b'x'), Some(b'D')) => {
            little(b, 4).map_or(Frame::Incomplete, |len| with_data(b, 6, len))
        }
        (Some(b'S'), _) => match (little(b, 4), little(b, 6)) {
            (Some(x), Some(y)) => with_data(b, 9, x * y),
            (_, _) => Frame::Incomplete,
        },
        // ESC GS ) x pL pH ...
        (Some(b')'), _) => little(b, 4).map_or(Frame::Incomplete, |len| with_data(b, 6, len)),
        (Some(_), _) => Frame::Unknown(3),
    }
}
