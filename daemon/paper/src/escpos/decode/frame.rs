//! Finds where one command ends. Lengths only: what a command means is decided elsewhere.
//!
//! Every length is either fixed, announced in the command's header, or ended by NUL within 255 bytes,
//! so a command is never searched for further than its header.

use super::PENDING_BYTES_MAX;

pub(super) const DLE: u8 = 0x10;
pub(super) const ESC: u8 = 0x1B;
pub(super) const FS: u8 = 0x1C;
pub(super) const GS: u8 = 0x1D;

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

/// Returns what `b` starts with.
pub(super) fn frame(b: &[u8]) -> Frame {
    match b {
        [] => Frame::Incomplete,
        [0x20..=0x7E | 0x80.., ..] => {
            let is_text = |byte: &u8| matches!(byte, 0x20..=0x7E | 0x80..);
            Frame::Text(b.iter().position(|byte| !is_text(byte)).unwrap_or(b.len()))
        }
        [DLE | ESC | FS | GS] => Frame::Incomplete,
        // A command byte cannot be another's second byte: let the stream fall back into step there.
        [DLE | ESC | FS | GS, ESC | FS | GS | DLE, ..] => Frame::Unknown(1),
        [DLE, ..] => dle(b),
        [ESC, ..] => esc(b),
        [FS, ..] => fs(b),
        [GS, ..] => gs(b),
        [0x09 | 0x0A | 0x0C | 0x0D | 0x18, ..] => Frame::Command(1),
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

/// Little-endian length in the bytes at `at`; `None` until they are there.
fn little(b: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = b.get(at..at + len)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

fn product(b: &[u8], at_x: usize, at_y: usize, len: usize) -> Option<u64> {
    Some(little(b, at_x, len)? * little(b, at_y, len)?)
}

fn until_nul(b: &[u8], from: usize) -> Frame {
    let data = b.get(from..).unwrap_or(&[]);
    match data.iter().take(255).position(|byte| *byte == 0) {
        Some(at) => Frame::Command(from + at + 1),
        None if data.len() >= 255 => Frame::Unknown(from + 255),
        None => Frame::Incomplete,
    }
}

fn dle(b: &[u8]) -> Frame {
    match b[1] {
        // DLE EOT n, with one more byte for ink, peeler and interface status.
        0x04 => match b.get(2) {
            None => Frame::Incomplete,
            Some(7 | 8 | 18) => fixed(b, 4),
            Some(_) => fixed(b, 3),
        },
        // DLE ENQ n.
        0x05 => fixed(b, 3),
        // DLE DC4 fn ...
        0x14 => match b.get(2) {
            None => Frame::Incomplete,
            Some(1..=3) => fixed(b, 5),
            Some(7) => fixed(b, 4),
            Some(8) => fixed(b, 10),
            Some(_) => Frame::Unknown(3),
        },
        _ => Frame::Unknown(2),
    }
}

fn esc(b: &[u8]) -> Frame {
    match b[1] {
        b'2' | b'@' | b'L' | b'S' | b'i' | b'm' | b'v' | b'<' | 0x0C => fixed(b, 2),
        b' ' | b'!' | b'%' | b'-' | b'3' | b'=' | b'?' | b'E' | b'G' | b'J' | b'K' | b'M'
        | b'R' | b'T' | b'U' | b'V' | b'a' | b'd' | b'e' | b'r' | b't' | b'u' | b'{' => fixed(b, 3),
        b'$' | b'\\' | b'c' => fixed(b, 4),
        // ESC B n t sounds the beeper of many Epson-like printers; Epson's own have no such command.
        b'B' => fixed(b, 4),
        b'p' => fixed(b, 5),
        b'W' => fixed(b, 10),
        b'D' => until_nul(b, 2),
        b'&' => user_characters(b),
        b'*' => match (b.get(2), little(b, 3, 2)) {
            (None, _) => Frame::Incomplete,
            (Some(0 | 1), Some(columns)) => with_data(b, 5, columns),
            (Some(32 | 33), Some(columns)) => with_data(b, 5, columns * 3),
            (Some(0 | 1 | 32 | 33), None) => Frame::Incomplete,
            (Some(_), _) => Frame::Unknown(3),
        },
        b'(' => sized(b, 2),
        _ => Frame::Unknown(2),
    }
}

fn fs(b: &[u8]) -> Frame {
    match b[1] {
        b'&' | b'.' => fixed(b, 2),
        b'!' | b'-' | b'C' | b'W' => fixed(b, 3),
        b'?' | b'S' | b'p' => fixed(b, 4),
        b'2' => fixed(b, 76),
        b'q' => stored_pictures(b),
        b'g' => match (b.get(2), little(b, 8, 2)) {
            (None | Some(b'1' | b'2'), None) => Frame::Incomplete,
            (Some(b'1'), Some(len)) => with_data(b, 10, len),
            (Some(b'2'), Some(_)) => Frame::Command(10),
            (_, _) => Frame::Unknown(3),
        },
        b'(' => sized(b, 2),
        _ => Frame::Unknown(2),
    }
}

fn gs(b: &[u8]) -> Frame {
    match b[1] {
        b':' | b'c' => fixed(b, 2),
        b'!' | b'#' | b'/' | b'B' | b'E' | b'H' | b'I' | b'T' | b'a' | b'b' | b'f' | b'h'
        | b'j' | b'n' | b'r' | b'w' => fixed(b, 3),
        b'$' | b'L' | b'P' | b'W' | b'\\' => fixed(b, 4),
        b'^' | b'z' => fixed(b, 5),
        b'g' => fixed(b, 6),
        b'V' => match b.get(2) {
            None => Frame::Incomplete,
            Some(0 | 1 | b'0' | b'1') => Frame::Command(3),
            Some(65 | 66 | 97 | 98 | 103 | 104) => fixed(b, 4),
            Some(_) => Frame::Unknown(3),
        },
        b'C' => match b.get(2) {
            None => Frame::Incomplete,
            Some(b'0' | b'2') => fixed(b, 5),
            Some(b'1') => fixed(b, 9),
            Some(_) => Frame::Unknown(3),
        },
        b'k' => match (b.get(2), b.get(3)) {
            (Some(0..=6), _) => until_nul(b, 3),
            (Some(65..=79), Some(len)) => fixed(b, 4 + usize::from(*len)),
            (None, _) | (Some(65..=79), None) => Frame::Incomplete,
            (Some(_), _) => Frame::Unknown(3),
        },
        b'v' | b'Q' => match (b.get(2), product(b, 4, 6, 2)) {
            (Some(b'0'), Some(len)) => with_data(b, 8, len),
            (None | Some(b'0'), None) => Frame::Incomplete,
            (_, _) => Frame::Unknown(3),
        },
        b'*' => product(b, 2, 3, 1).map_or(Frame::Incomplete, |cells| with_data(b, 4, cells * 8)),
        b'(' => sized(b, 2),
        b'8' => sized(b, 4),
        _ => Frame::Unknown(2),
    }
}

/// `ESC (`, `FS (`, `GS (` and `GS 8`: one function byte, then the length of the rest.
fn sized(b: &[u8], len_bytes: usize) -> Frame {
    let header_len = if len_bytes == 2 { 5 } else { 7 };
    little(b, 3, len_bytes).map_or(Frame::Incomplete, |len| with_data(b, header_len, len))
}

/// `ESC & y c1 c2 [x d1 ... d(x*y)]` for each character.
fn user_characters(b: &[u8]) -> Frame {
    let &[_, _, y, first, last, ..] = b else {
        return Frame::Incomplete;
    };
    if first < 0x20 || last > 0x7E || first > last {
        return Frame::Unknown(5);
    }
    let mut len = 5;
    for _ in first..=last {
        let Some(x) = b.get(len) else {
            return Frame::Incomplete;
        };
        len += 1 + usize::from(*x) * usize::from(y);
    }
    fixed(b, len)
}

/// `FS q n [xL xH yL yH d1 ... d(x*y*8)]` for each picture.
fn stored_pictures(b: &[u8]) -> Frame {
    let Some(count) = b.get(2) else {
        return Frame::Incomplete;
    };
    let mut len: u64 = 3;
    for _ in 0..*count {
        let header = usize::try_from(len)
            .ok()
            .and_then(|at| product(b, at, at.checked_add(2)?, 2));
        let Some(cells) = header else {
            return Frame::Incomplete;
        };
        len += 4 + cells * 8;
        if let Frame::Oversized(total) = with_data(b, len, 0) {
            return Frame::Oversized(total);
        }
    }
    with_data(b, len, 0)
}
