//! A whole receipt as dots, for Star printers without letters of their own.
//!
//! Source: STAR Line Mode Command Specifications, "Raster Graphics Command Details".

use super::encode::pulse_bytes;
use super::profile::StarProfile;
use crate::document::Cut;
use crate::layout::Row;
use crate::preview;
use crate::printed::PrintedLine;

/// Returns the bytes that draw these rows: each ticket in raster mode, drawer pulses between.
pub(super) fn encode_rows(rows: &[Row], profile: &StarProfile) -> Vec<u8> {
    let mut bytes = b"\x1b@".to_vec();
    let mut ticket = Vec::new();
    for row in rows {
        match row {
            Row::Line(line) => dots(&mut ticket, line, profile),
            Row::Cut(cut) => end(&mut bytes, &mut ticket, Some(*cut)),
            Row::Pulse(pulse) => {
                end(&mut bytes, &mut ticket, None);
                bytes.extend(pulse_bytes(*pulse));
            }
        }
    }
    end(&mut bytes, &mut ticket, None);
    bytes
}

/// Appends the rows of one line, each as `b nL nH d...` without the white at its end.
fn dots(ticket: &mut Vec<u8>, line: &PrintedLine, profile: &StarProfile) {
    let blank = |dots: u32| (0..dots).flat_map(|_| *b"b\x01\x00\x00");
    if let PrintedLine::Feed { dots } = line {
        ticket.extend(blank(*dots));
        return;
    }
    let fallback = profile.fallback_font.as_ref();
    let Some(raster) = preview::line_raster(line, profile.dots, fallback) else {
        return;
    };
    for row in raster.bits().chunks(raster.stride()) {
        let used = row
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(1, |at| at + 1);
        let len = u16::try_from(used).unwrap_or(u16::MAX).to_le_bytes();
        ticket.extend([b'b', len[0], len[1]]);
        ticket.extend(&row[..used]);
    }
}

/// Ends the ticket by feeding and cutting, or by nothing when more of it follows.
fn end(bytes: &mut Vec<u8>, ticket: &mut Vec<u8>, cut: Option<Cut>) {
    if ticket.is_empty() && cut.is_none() {
        return;
    }
    // ESC * r A: enter raster mode. P 0: the page is as long as what is printed. E: what ESC FF EOT does.
    bytes.extend(b"\x1b*rA\x1b*rP0\x00\x1b*rE");
    bytes.extend(match cut {
        None => b"1".as_slice(),
        Some(Cut::Full) => b"9",
        Some(Cut::Partial) => b"13",
    });
    bytes.push(0);
    bytes.append(ticket);
    bytes.extend(b"\x1b\x0c\x04\x1b*rB");
}
