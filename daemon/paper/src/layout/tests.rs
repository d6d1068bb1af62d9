//! Layout: nothing is lost, nothing is wider than the paper.

use super::*;
use crate::document::{Cell, PaperWidth};
use crate::symbol::Barcode;

fn text_lines(document: &Document) -> Vec<String> {
    document
        .printed()
        .iter()
        .flat_map(Printed::text_lines)
        .collect()
}

fn on_58mm(build: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut document = Document::new(PaperWidth::Mm58);
    build(&mut document);
    text_lines(&document)
}

#[test]
fn an_amount_stands_at_the_right_edge() {
    let lines = on_58mm(|d| {
        d.row("Oil filter", "8.99");
    });
    assert_eq!(lines, ["Oil filter                  8.99"]);
    assert_eq!(lines[0].len(), 32);
}

#[test]
fn a_long_description_wraps_in_its_own_column() {
    let lines = on_58mm(|d| {
        d.row("Brake pad set, ceramic, front axle", "129.95");
    });
    assert_eq!(lines, ["Brake pad set, ceramic,   129.95", "front axle"]);
}

#[test]
fn three_columns_share_the_line() {
    let lines = on_58mm(|d| {
        d.columns([
            Cell::left("12").chars(3),
            Cell::left("Wiper blade 22 in").fill(),
            Cell::right("1,234.00"),
        ]);
    });
    assert_eq!(lines, ["12  Wiper blade 22 in   1,234.00"]);
}

#[test]
fn columns_that_do_not_fit_stand_below_each_other() {
    let lines = on_58mm(|d| {
        d.columns([Cell::left("left").chars(20), Cell::right("right").chars(20)]);
    });
    assert_eq!(lines, ["left", "                           right"]);
}

#[test]
fn cells_align_inside_their_column() {
    let cell = |align| {
        let lines = on_58mm(|d| {
            d.columns([
                Cell {
                    align,
                    ..Cell::left("ab").chars(6)
                },
                Cell::left("|"),
            ]);
        });
        lines[0].clone()
    };
    assert_eq!(cell(Align::Left), "ab     |");
    assert_eq!(cell(Align::Center), "  ab   |");
    assert_eq!(cell(Align::Right), "    ab |");
}

#[test]
fn words_break_only_when_longer_than_a_line() {
    let lines = on_58mm(|d| {
        d.line("0123456789 0123456789 0123456789 0123456789012345678901234567890123456789");
    });
    assert_eq!(
        lines,
        [
            "0123456789 0123456789 0123456789",
            "01234567890123456789012345678901",
            "23456789"
        ]
    );
}

#[test]
fn double_width_takes_two_columns_each() {
    let lines = on_58mm(|d| {
        d.title("MAIN STREET AUTO PARTS");
    });
    assert_eq!(lines, ["MAIN STREET AUTO", "PARTS"]);
}

#[test]
fn line_feeds_and_control_characters_in_text() {
    let lines = on_58mm(|d| {
        d.line("one\ntwo\u{1b}@\u{10}\u{4}\u{1}\n\nfour");
    });
    assert_eq!(lines, ["one", "two@", "", "four"]);
}

#[test]
fn a_barcode_is_narrowed_to_the_paper_and_then_written_out() {
    let module_dots = |len: usize| {
        let mut document = Document::new(PaperWidth::Mm58);
        let mut barcode = Barcode::try_new(crate::Symbology::Code128, &"A".repeat(len)).unwrap();
        barcode.module_dots = 3;
        document.barcode(barcode);
        let tickets = document.printed();
        let found = tickets[0]
            .barcodes()
            .next()
            .map(|barcode| barcode.module_dots);
        (found, tickets[0].text())
    };
    assert_eq!(module_dots(8).0, Some(3));
    assert_eq!(module_dots(13).0, Some(2));
    assert_eq!(module_dots(30).0, Some(1));
    assert_eq!(
        module_dots(33),
        (None, format!("{}\n{}", "A".repeat(32), "A"))
    );
}

#[test]
fn a_printer_without_cutter_feeds_to_the_tear_bar() {
    let mut document = Document::new(PaperWidth::Mm58);
    document.line("x").cut();
    let target = Target {
        cutter: Cutter::None,
        ..Target::preview(&document)
    };
    let rows = lay_out(&document, &target);
    assert_eq!(rows[1..], [Row::Line(PrintedLine::Feed { dots: 120 })]);
}

#[test]
fn an_image_wider_than_the_paper_shrinks() {
    let mut document = Document::new(PaperWidth::Mm58);
    document.image(crate::Raster::try_blank(768, 100).unwrap());
    let tickets = document.printed();
    let PrintedLine::Image { raster, .. } = &tickets[0].lines[0] else {
        panic!("no image")
    };
    assert_eq!((raster.width_dots(), raster.height_dots()), (384, 50));
}
