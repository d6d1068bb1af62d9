//! Streams other programs' encoders wrote, kept as captured.
//!
//! `python-escpos.bin`: output of python-escpos 3.1 (MIT licence) with its TM-T88V profile:
//! styled text, three barcodes, a QR code, one picture in each of its three ways, pulse and two cuts.

use paper::escpos::{self, Decoder, Op, Profile};
use paper::{Cut, Pin, PrintedLine, Symbology};

const PYTHON_ESCPOS: &[u8] = include_bytes!("python-escpos.bin");

#[test]
fn python_escpos_is_understood_completely() {
    let profile = Profile::epson_80mm();
    let strange: Vec<Op> = Decoder::new(&profile)
        .feed(PYTHON_ESCPOS)
        .into_iter()
        .filter(|op| matches!(op, Op::Unknown(_) | Op::Oversized { .. }))
        .collect();
    assert_eq!(strange, []);

    let tickets = escpos::print(&profile, PYTHON_ESCPOS);
    assert_eq!(tickets.len(), 2);
    let first = &tickets[0];
    assert_eq!(
        first
            .text_lines()
            .iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>(),
        [
            "CORNER GARAGE",
            "Brake pads            89.90",
            "Größe: 5 × café 12,00 €",
            "underlined",
            "inverted"
        ]
    );
    let codes: Vec<_> = first
        .barcodes()
        .map(|code| (code.symbology(), code.data()))
        .collect();
    assert_eq!(
        codes,
        [
            (Symbology::Code128, "012ABCDabcd"),
            (Symbology::Ean13, "4006381333931"),
            (Symbology::Code39, "ABC-123")
        ]
    );
    assert_eq!(
        first.qrs().map(|qr| qr.data()).collect::<Vec<_>>(),
        [b"https://example.com/x"]
    );
    assert_eq!(
        first
            .pulses
            .iter()
            .map(|pulse| pulse.pin)
            .collect::<Vec<_>>(),
        [Pin::Two]
    );
    assert_eq!(
        (first.cut, tickets[1].cut),
        (Some(Cut::Full), Some(Cut::Partial))
    );
    assert_eq!(tickets[1].text().trim(), "second ticket");

    // The same 64 x 40 chequerboard three times, in whatever pieces.
    let rows: u32 = first
        .lines
        .iter()
        .filter_map(|line| match line {
            PrintedLine::Image { raster, .. } => Some(raster.height_dots()),
            _ => None,
        })
        .sum();
    assert!(rows >= 3 * 40, "{rows} rows of picture");
}
