//! Barcodes (`GS k`) and QR codes (`GS ( k`).

use super::{Modes, QrStore};
use crate::escpos::Op;
use crate::symbol::{Barcode, Qr, QrCorrection, Symbology};

/// `GS k`: `data` is what follows the type byte. `None` when a printer would refuse it, or the symbology is
/// not one of ours.
pub(super) fn barcode(modes: &Modes, kind: u8, data: &[u8]) -> Option<Barcode> {
    let data = match kind {
        0..=6 => data.strip_suffix(&[0])?,
        _ => data.get(1..)?,
    };
    let symbology = match kind {
        0 | 65 => Symbology::UpcA,
        2 | 67 => Symbology::Ean13,
        4 | 69 => Symbology::Code39,
        73 => Symbology::Code128,
        _ => return None,
    };
    let text = match symbology {
        Symbology::Code128 => code128_text(data)?,
        Symbology::Code39 => {
            let text = std::str::from_utf8(data).ok()?;
            text.strip_prefix('*')
                .and_then(|text| text.strip_suffix('*'))
                .unwrap_or(text)
                .to_owned()
        }
        Symbology::Ean13 | Symbology::UpcA => std::str::from_utf8(data).ok()?.to_owned(),
    };
    let mut barcode = Barcode::try_new(symbology, &text).ok()?;
    barcode.height_dots = modes.barcode_height_dots;
    barcode.module_dots = modes.barcode_module_dots;
    barcode.hri = modes.hri;
    Some(barcode)
}

/// Undoes the code set selections of `GS k 73`: `{A`, `{B`, `{C`, and `{{` for a brace.
fn code128_text(data: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut code_set = None;
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        match (byte, code_set) {
            (b'{', _) => match bytes.next()? {
                b'{' => text.push('{'),
                set @ (b'A' | b'B' | b'C') => code_set = Some(set),
                // Shift and the function characters are not text.
                _ => return None,
            },
            (0..=99, Some(b'C')) => {
                text.push(char::from(b'0' + byte / 10));
                text.push(char::from(b'0' + byte % 10));
            }
            (_, Some(b'A' | b'B')) => text.push(char::from(byte)),
            (_, _) => return None,
        }
    }
    Some(text)
}

/// `GS ( k`: `function` starts at `cn`. Only QR codes (cn = 49) are drawn.
pub(super) fn two_dimensional(store: &mut QrStore, function: &[u8], command: &[u8]) -> Option<Op> {
    match *function {
        [49, 67, size @ 1..=16] => store.module_dots = size,
        [49, 69, level @ 48..=51] => {
            store.correction = match level {
                48 => QrCorrection::L,
                49 => QrCorrection::M,
                50 => QrCorrection::Q,
                _ => QrCorrection::H,
            };
        }
        [49, 80, 48, ref data @ ..] if data.len() <= Qr::LEN_MAX => store.data = data.to_vec(),
        [49, 81, 48] => {
            let Ok(mut qr) = Qr::try_new(store.data.clone(), store.correction) else {
                return Some(Op::Unknown(command.to_vec()));
            };
            qr.module_dots = store.module_dots;
            return Some(Op::Qr(qr));
        }
        _ => return Some(Op::Ignored(command.to_vec())),
    }
    None
}
