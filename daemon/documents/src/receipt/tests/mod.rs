//! Receipts as the printer would print them: encoded to bytes, decoded again, and read.

mod fixture;
mod golden;
mod sums;
mod wild;

use paper::escpos::{Profile, encode, print};
use paper::{PaperWidth, Printed, PrintedLine};

use super::{Receipt, receipt};

const WIDTHS: [PaperWidth; 2] = [PaperWidth::Mm58, PaperWidth::Mm80];

fn profile(width: PaperWidth) -> Profile {
    match width {
        PaperWidth::Mm58 => Profile::epson_58mm(),
        PaperWidth::Mm80 => Profile::epson_80mm(),
    }
}

/// Prints a sale on a printer and returns the one piece of paper that comes out.
fn on_paper(sale: &Receipt<'_>) -> Printed {
    let profile = profile(sale.width);
    let document = receipt(sale).unwrap();
    let mut tickets = print(&profile, &encode(&document, &profile));
    assert_eq!(tickets.len(), 1);
    let printed = tickets.remove(0);
    for line in &printed.lines {
        if let PrintedLine::Text(text) = line {
            assert!(
                text.width_dots() <= sale.width.dots(),
                "over width: {}",
                text.text()
            );
        }
    }
    printed
}
