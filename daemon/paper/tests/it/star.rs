//! Star line mode: the exact bytes, both ways, and what is encoded is what is decoded.

use paper::escpos::{self, CodePage, Cutter};
use paper::layout::{Row, lay_out, tickets};
use paper::star::{self, Decoder, Op, Request, StarImageMode, StarProfile};
use paper::{
    Align, Barcode, Cut, Document, Element, Hri, PaperWidth, Pin, Printed, PrintedLine, Pulse, Qr,
    QrCorrection, Raster, Run, Style, Symbology,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::support;

const START: &[u8] = b"\x1b@\x1b\x1eF\0\x1bR\0\x1bz\x01\x1b\x1dt\x01";

fn encoded(build: impl for<'a> FnOnce(&'a mut Document) -> &'a mut Document) -> Vec<u8> {
    let mut document = Document::new(PaperWidth::Mm80);
    build(&mut document);
    let bytes = star::encode(&document, &StarProfile::star_80mm());
    bytes.strip_prefix(START).unwrap().to_vec()
}

fn printed(bytes: &[u8]) -> Vec<Printed> {
    star::print(&StarProfile::star_80mm(), bytes)
}

#[test]
fn text_and_its_looks() {
    let line = |align, style| encoded(|d| d.text(align, [Run::new("x", style)]));
    assert_eq!(line(Align::Left, Style::PLAIN), b"x\n");
    assert_eq!(line(Align::Center, Style::BOLD), b"\x1b\x1da\x01\x1bEx\n");
    assert_eq!(
        line(Align::Right, Style::UNDERLINE),
        b"\x1b\x1da\x02\x1b-\x01x\n"
    );
    assert_eq!(line(Align::Left, Style::INVERT), b"\x1b4x\n");
    assert_eq!(line(Align::Left, Style::TALL), b"\x1bi\x01\x00x\n");
    assert_eq!(line(Align::Left, Style::WIDE), b"\x1bi\x00\x01x\n");
    let huge = Style {
        width: 8,
        height: 8,
        ..Style::PLAIN
    };
    assert_eq!(line(Align::Left, huge), b"\x1bi\x05\x05x\n");
    let back = encoded(|d| d.text(Align::Left, [Run::new("a", Style::BOLD), Run::from("b")]));
    assert_eq!(back, b"\x1bEa\x1bFb\n");
    assert_eq!(
        encoded(|d| d.line("é € ™")),
        b"\x82 \x1b\x1dt\x04\xd5 \x1b\x1dt\x20\x99\n"
    );
}

#[test]
fn glyphs_and_pictures_are_columns_of_24_dots() {
    let bytes = encoded(|d| d.line("Ж"));
    assert_eq!(bytes[..4], *b"\x1bX\x0c\x00");
    assert_eq!(bytes.len(), 4 + 36 + 1);
    assert_eq!(printed(&bytes)[0].text(), "Ж");
    let mut raster = Raster::try_blank(8, 25).unwrap();
    raster.set(1, 0, true);
    raster.set(2, 24, true);
    let bytes = encoded(|d| {
        d.push(Element::Image {
            align: Align::Left,
            raster,
        })
    });
    let mut strips = [[0; 24]; 2];
    strips[0][3] = 0x80;
    strips[1][6] = 0x80;
    let strip = |at: usize| [b"\x1bX\x08\0".as_slice(), &strips[at], b"\n"].concat();
    assert_eq!(
        bytes,
        [b"\x1b0".to_vec(), strip(0), strip(1), b"\x1bz\x01".to_vec()].concat()
    );
}

#[test]
fn graphics_are_rows() {
    let profile = StarProfile {
        image_mode: StarImageMode::Graphics,
        ..StarProfile::star_80mm()
    };
    let mut document = Document::new(PaperWidth::Mm80);
    let raster = Raster::try_new(16, 2, vec![1, 2, 3, 4]).unwrap();
    document.push(Element::Image {
        align: Align::Left,
        raster,
    });
    let bytes = star::encode(&document, &profile);
    assert_eq!(
        bytes[START.len()..],
        *b"\x1b\x1dS\x01\x02\0\x02\0\0\x01\x02\x03\x04"
    );
}

#[test]
fn symbols() {
    let barcode = |symbology, data, hri| {
        let mut barcode = Barcode::try_new(symbology, data).unwrap();
        (barcode.height_dots, barcode.hri) = (64, hri);
        let bytes = encoded(|d| {
            d.push(Element::Barcode {
                align: Align::Left,
                barcode,
            })
        });
        let bytes = bytes.strip_prefix(b"\x1bI\x0c").unwrap();
        bytes.strip_suffix(b"\x1bI\x0c").unwrap().to_vec()
    };
    for (symbology, data, hri, bytes) in [
        (
            Symbology::Code128,
            "5%A",
            Hri::Below,
            b"\x1bb\x06\x02\x01\x405%0A\x1e".as_slice(),
        ),
        (
            Symbology::Code39,
            "AB",
            Hri::None,
            b"\x1bb\x04\x01\x01\x40AB\x1e",
        ),
        (
            Symbology::Ean13,
            "400638133393",
            Hri::Above,
            b"\x1bb\x03\x02\x01\x404006381333931\x1e",
        ),
        (
            Symbology::UpcA,
            "03600029145",
            Hri::Below,
            b"\x1bb\x01\x02\x01\x40036000291452\x1e",
        ),
    ] {
        assert_eq!(barcode(symbology, data, hri), bytes, "{symbology:?}");
    }
    let qr = Qr::try_new("AB", QrCorrection::Q).unwrap();
    let bytes = encoded(|d| {
        d.push(Element::Qr {
            align: Align::Left,
            qr,
        })
    });
    let expected = [
        b"\x1bI\x10".as_slice(),
        b"\x1b\x1dyS0\x02\x1b\x1dyS1\x02\x1b\x1dyS2\x04",
        b"\x1b\x1dyD1\0\x02\0AB\x1b\x1dyP",
        b"\x1bI\x10",
    ];
    assert_eq!(bytes, expected.concat());
}

#[test]
fn a_code_39_is_as_wide_as_star_prints_it() {
    let widest = |len| {
        let mut barcode = Barcode::try_new(Symbology::Code39, &"A".repeat(len)).unwrap();
        barcode.module_dots = 6;
        let mut document = Document::new(PaperWidth::Mm80);
        document.barcode(barcode);
        let printed = printed(&star::encode(&document, &StarProfile::star_80mm()));
        let found = printed[0]
            .barcodes()
            .next()
            .map(|barcode| barcode.module_dots);
        (
            found,
            printed[0]
                .lines
                .iter()
                .any(|line| matches!(line, PrintedLine::Image { .. })),
        )
    };
    // (7 + 2) x 16 modules x 4 dots = 576 dots.
    assert_eq!(widest(7), (Some(4), false));
    assert_eq!(widest(8), (Some(3), false));
    assert_eq!(widest(16), (Some(2), false));
    // Too long for the printer's narrowest bar, but not for a picture.
    assert_eq!(widest(17), (None, true));
}

#[test]
fn feeds_cuts_and_drawers() {
    assert_eq!(encoded(|d| d.feed(3)), b"\x1ba\x03");
    assert_eq!(encoded(|d| d.feed(200)), b"\x1ba\x7f\x1ba\x49");
    assert_eq!(encoded(|d| d.cut()), b"\x1bd\x03");
    assert_eq!(encoded(|d| d.push(Element::Cut(Cut::Full))), b"\x1bd\x02");
    let pulse = |pin, on_ms, off_ms| encoded(|d| d.pulse(Pulse { pin, on_ms, off_ms }));
    assert_eq!(pulse(Pin::Two, 100, 205), b"\x1b\x07\x0a\x14\x07");
    assert_eq!(pulse(Pin::Two, 9999, 0), b"\x1b\x07\x7f\x01\x07");
    assert_eq!(pulse(Pin::Five, 100, 100), b"\x1a");
}

#[test]
fn status_requests_are_reported_in_their_place() {
    for request in [
        Request::Status,
        Request::AutoStatus(true),
        Request::AutoStatus(false),
        Request::Etb,
        Request::ClearEtbCounter,
    ] {
        let bytes = [b"ab\n".as_slice(), &request.bytes(), b"cd"].concat();
        let ops = Decoder::new(&StarProfile::star_80mm()).feed(&bytes);
        assert_eq!(
            ops[1..3],
            [Op::Print(escpos::Op::LineFeed), Op::Ask(request)]
        );
        assert_eq!(ops.len(), 4);
    }
}

#[test]
fn other_programs_commands() {
    for (bytes, text) in [
        (b"\x1b\x1dt\x00\x82\x1b\x1dt\x0a\x80\n".as_slice(), "éА"),
        (
            b"\x0ebig\x14 \x1bW1wide\x1bW0\x1bh\x01\x1bh\x00\r\n",
            "big wide",
        ),
        (b"\x1b\x1d)B\x02\0ab\x1bl\x00\x1bQ\x30\x1bN\x01x\n", "x"),
        (b"lost\x1b@kept\n", "kept"),
    ] {
        assert_eq!(printed(bytes)[0].text(), text, "{}", bytes.escape_ascii());
    }
    let pulses = &printed(b"\x1b\x07\x05\x06\x1c\x19\x07x\n")[0].pulses;
    let ms = |pulse: &Pulse| (pulse.pin, pulse.on_ms, pulse.off_ms);
    assert_eq!(
        pulses.iter().map(ms).collect::<Vec<_>>(),
        [
            (Pin::Two, 50, 60),
            (Pin::Five, 200, 200),
            (Pin::Two, 50, 60)
        ]
    );
}

#[test]
fn raster_mode_is_a_picture_as_wide_as_the_paper() {
    let bytes = b"\x1b*rR\x1b*rA\x1b*rE13\0\x1b*rP0\0b\x02\0\xff\x01b\0\0b\x01\0\x80\x1b*rBafter\n";
    let tickets = printed(bytes);
    let [PrintedLine::Image { raster, .. }] = &tickets[0].lines[..] else {
        panic!("{:?}", tickets[0].lines)
    };
    assert_eq!((raster.width_dots(), raster.height_dots()), (576, 3));
    assert_eq!(raster.bits()[..2], [0xFF, 0x01]);
    assert_eq!(raster.bits()[144], 0x80);
    // Leaving raster mode with rows left ends the document as ESC * r E said.
    assert_eq!(
        (tickets[0].cut, tickets[1].text().as_str()),
        (Some(Cut::Partial), "after")
    );
}

#[test]
fn a_printer_without_letters_gets_the_receipt_as_dots() {
    let profile = StarProfile::tsp100_80mm();
    let document = |text: &str| {
        let mut document = Document::new(PaperWidth::Mm80);
        document.line(text).cut();
        document
    };
    let bytes = star::encode(&document("-"), &profile);
    let start = b"\x1b@\x1b*rA\x1b*rP0\0\x1b*rE13\0b\x01\0\0";
    assert!(bytes.starts_with(start), "{}", bytes.escape_ascii());
    assert!(bytes.ends_with(b"b\x01\0\0\x1b\x0c\x04\x1b*rB"));

    let mut receipt = support::receipt(PaperWidth::Mm80);
    receipt.line("\u{1}").cut();
    let tickets = star::print(&profile, &star::encode(&receipt, &profile));
    let pulses: Vec<Pulse> = tickets
        .iter()
        .flat_map(|ticket| ticket.pulses.clone())
        .collect();
    assert_eq!(pulses, [Pulse::FIRST_DRAWER]);
    assert!(
        tickets
            .iter()
            .all(|ticket| ticket.cut == Some(Cut::Partial))
    );
    let drawn = star::print(&profile, &star::encode(&document("A "), &profile));
    let [PrintedLine::Image { raster, .. }] = &drawn[0].lines[..] else {
        panic!("{:?}", drawn[0].lines)
    };
    let letter = paper::font::styled('A', Style::PLAIN).unwrap();
    for (x, y) in (0..576).flat_map(|x| (0..30).map(move |y| (x, y))) {
        assert_eq!(raster.get(x, y), letter.get(x, y), "{x} {y}");
    }
    assert_eq!((raster.width_dots(), raster.height_dots()), (576, 30));
}

fn profiles() -> impl Strategy<Value = StarProfile> {
    let pages = subsequence(CodePage::ALL.to_vec(), 0..6)
        .prop_map(|pages| pages.into_iter().zip(0..).collect::<Vec<_>>());
    let narrow = (
        pages,
        option::of(Just(support::noto())),
        select(vec![Cutter::None, Cutter::Partial, Cutter::Full]),
        select(vec![StarImageMode::Columns, StarImageMode::Graphics]),
        subsequence(Symbology::ALL.to_vec(), 0..=4),
        any::<bool>(),
        subsequence(vec![Pin::Two, Pin::Five], 0..=2),
    )
        .prop_map(
            |(code_pages, fallback_font, cutter, image_mode, barcodes, qr, drawer_pins)| {
                StarProfile {
                    code_pages,
                    fallback_font,
                    cutter,
                    image_mode,
                    barcodes,
                    qr,
                    drawer_pins,
                    ..StarProfile::star_58mm()
                }
            },
        );
    prop_oneof![1 => Just(StarProfile::star_80mm()), 1 => Just(StarProfile::star_58mm()), 2 => narrow]
}

fn commands() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => (0x04u8..0x7F, vec(prop_oneof![0u8..4, any::<u8>()], 0..12)).prop_map(|(second, more)| [&[0x1B, second][..], &more].concat()),
        2 => (0x20u8..0x7F, vec(0u8..6, 0..12)).prop_map(|(third, more)| [&[0x1B, 0x1D, third][..], &more].concat()),
        1 => select(vec![b"\x1b*rA".to_vec(), b"\x1b*rB".to_vec(), b"b\x02\0".to_vec(), b"\x1bb\x06\x02\x01\x40".to_vec(), b"\x1e".to_vec()]),
        2 => "[ -~\n]{0,9}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..9),
    ];
    vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn paper_from_bytes_is_the_paper_laid_out(document in support::document(), profile in profiles()) {
        let target = profile.target();
        let expected = tickets(&target, lay_out(&document, &target));
        prop_assert_eq!(star::print(&profile, &star::encode(&document, &profile)), expected);
        for row in lay_out(&document, &target) {
            if let Row::Line(PrintedLine::Text(line)) = row {
                prop_assert!(line.width_dots() <= profile.dots);
            }
        }
    }

    #[test]
    fn any_bytes_in_any_chunks_print_the_same(bytes in commands(), size in 1usize..20) {
        let profile = StarProfile::star_80mm();
        let mut decoder = Decoder::new(&profile);
        let mut paper = star::paper(&profile);
        let mut count = 0;
        for chunk in bytes.chunks(size) {
            for op in decoder.feed(chunk) {
                count += 1;
                if let Op::Print(op) = op {
                    paper.apply(&op);
                }
            }
        }
        prop_assert!(count <= bytes.len());
        prop_assert!(decoder.pending_len() <= bytes.len());
        paper.tear_off();
        prop_assert_eq!(paper.take_finished(), star::print(&profile, &bytes));
    }
}

#[test]
fn a_receipt_reads_the_same_from_its_bytes() {
    let document = support::receipt(PaperWidth::Mm80);
    let profile = StarProfile::star_80mm();
    let printed = star::print(&profile, &star::encode(&document, &profile));
    let text = printed[0].text();
    for wanted in [
        "MAIN STREET AUTO",
        "M. Müller",
        "€",
        "Žižkov",
        "☑",
        "Thank you!",
    ] {
        assert!(text.contains(wanted), "{wanted} in\n{text}");
    }
    assert_eq!(printed[0].barcodes().next().unwrap().data(), "C1-000123");
    assert_eq!(printed[0].pulses, [Pulse::FIRST_DRAWER]);
    assert_eq!(printed[0].cut, Some(Cut::Partial));
}
