//! A whole receipt as a picture. With `PAPER_PREVIEW_DIR` set, the pictures are left there to be looked at.

use crate::support;
use paper::escpos::{self, Profile};
use paper::{PaperWidth, preview};

#[test]
fn a_receipt_looks_the_same_from_document_and_from_bytes() {
    for (width, name, columns) in [
        (PaperWidth::Mm80, "receipt-80mm.png", 640),
        (PaperWidth::Mm58, "receipt-58mm.png", 448),
    ] {
        let document = support::receipt(width);
        let profile = Profile {
            cutter: paper::layout::Cutter::Full,
            ..profile(width)
        };
        let printed = escpos::print(&profile, &escpos::encode(&document, &profile));
        let picture = preview::png(&printed[0]).unwrap();
        // Everything in this receipt has a glyph, so a printer's paper and the plain preview are the same.
        assert_eq!(picture, preview::png(&document.printed()[0]).unwrap());
        assert_eq!(picture[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!(picture[16..20], u32::to_be_bytes(columns));
        if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
            std::fs::write(std::path::Path::new(&directory).join(name), &picture).unwrap();
        }
    }
}

fn profile(width: PaperWidth) -> Profile {
    match width {
        PaperWidth::Mm58 => Profile::epson_58mm(),
        PaperWidth::Mm80 => Profile::epson_80mm(),
    }
}

#[test]
fn another_programs_ticket_can_be_shown() {
    let bytes = include_bytes!("captured/python-escpos.bin");
    let tickets = escpos::print(&Profile::epson_80mm(), bytes);
    let picture = preview::png(&tickets[0]).unwrap();
    assert_eq!(picture[16..20], u32::to_be_bytes(640));
    if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
        std::fs::write(
            std::path::Path::new(&directory).join("captured.png"),
            &picture,
        )
        .unwrap();
    }
}
