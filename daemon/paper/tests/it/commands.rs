//! The exact bytes of the key commands, both ways, as the Epson ESC/POS Command Reference writes them.

use paper::escpos::{self, Decoder, Op, Profile, StatusRequest};
use paper::{
    Align, Barcode, Cut, Document, Element, Hri, PaperWidth, Pin, PrintedLine, Pulse, Qr,
    QrCorrection, Raster, Run, Style, Symbology,
};

const START: &[u8] = b"\x1b@\x1bR\0\x1d(D\x05\0\x14\x01\0\x02\0\x1bt\0";

fn encoded(build: impl for<'a> FnOnce(&'a mut Document) -> &'a mut Document) -> Vec<u8> {
    let mut document = Document::new(PaperWidth::Mm80);
    build(&mut document);
    let bytes = escpos::encode(&document, &Profile::epson_80mm());
    bytes.strip_prefix(START).unwrap().to_vec()
}

fn decoded(bytes: &[u8]) -> Vec<Op> {
    Decoder::new(&Profile::epson_80mm()).feed(bytes)
}

fn lines(bytes: &[u8]) -> Vec<String> {
    escpos::print(&Profile::epson_80mm(), bytes)
        .iter()
        .flat_map(paper::Printed::text_lines)
        .collect()
}

#[test]
fn text_modes() {
    let line = |align, style| encoded(|d| d.text(align, [Run::new("x", style)]));
    assert_eq!(line(Align::Left, Style::PLAIN), b"x\n");
    assert_eq!(line(Align::Center, Style::BOLD), b"\x1ba\x01\x1bE\x01x\n");
    assert_eq!(
        line(Align::Right, Style::UNDERLINE),
        b"\x1ba\x02\x1b-\x01x\n"
    );
    assert_eq!(line(Align::Left, Style::LARGE), b"\x1d!\x11x\n");
    assert_eq!(line(Align::Left, Style::WIDE), b"\x1d!\x10x\n");
    assert_eq!(line(Align::Left, Style::INVERT), b"\x1dB\x01x\n");
}

#[test]
fn modes_are_switched_back() {
    let bytes = encoded(|d| {
        d.text(Align::Left, [Run::new("a", Style::BOLD), Run::from("b")])
            .center("c")
    });
    assert_eq!(bytes, b"\x1bE\x01a\x1bE\x00b\n\x1ba\x01c\n");
}

#[test]
fn code_pages_follow_the_characters() {
    // é is in PC437; € is first found in PC858 (19), where the text then stays while it can.
    assert_eq!(
        encoded(|d| d.line("é € é ™")),
        b"\x82 \x1bt\x13\xd5 \x82 \x1bt\x10\x99\n"
    );
    // A Greek Alpha looks like an A; 漢 is in neither page nor font.
    assert_eq!(encoded(|d| d.line("Α漢")), b"A?\n");
}

#[test]
fn a_glyph_no_page_has_is_a_24_dot_column_picture() {
    let bytes = encoded(|d| d.line("Ж"));
    assert_eq!(bytes[..5], *b"\x1b*!\x0c\x00");
    assert_eq!(bytes.len(), 5 + 12 * 3 + 1);
    assert_eq!(lines(&bytes), ["Ж"]);
}

#[test]
fn barcodes() {
    let barcode = |symbology, data| {
        let mut barcode = Barcode::try_new(symbology, data).unwrap();
        barcode.height_dots = 64;
        let bytes = encoded(|d| {
            d.push(Element::Barcode {
                align: Align::Left,
                barcode,
            })
        });
        let bytes = bytes
            .strip_prefix(b"\x1bJ\x0c\x1dh\x40\x1dw\x02\x1dH\x02\x1df\x00")
            .unwrap()
            .to_vec();
        bytes.strip_suffix(b"\x1bJ\x0c").unwrap().to_vec()
    };
    assert_eq!(
        barcode(Symbology::Code128, "No.{1}"),
        b"\x1dk\x49\x09{BNo.{{1}"
    );
    assert_eq!(
        barcode(Symbology::Code128, "1234"),
        b"\x1dk\x49\x04{C\x0c\x22"
    );
    assert_eq!(barcode(Symbology::Code39, "ABC-1"), b"\x1dk\x45\x05ABC-1");
    assert_eq!(
        barcode(Symbology::Ean13, "400638133393"),
        b"\x1dk\x43\x0d4006381333931"
    );
    assert_eq!(
        barcode(Symbology::UpcA, "03600029145"),
        b"\x1dk\x41\x0c036000291452"
    );
}

#[test]
fn qr_codes() {
    let qr = Qr::try_new("AB", QrCorrection::Q).unwrap();
    let bytes = encoded(|d| {
        d.push(Element::Qr {
            align: Align::Left,
            qr,
        })
    });
    let expected = [
        b"\x1bJ\x10".as_slice(),
        b"\x1d(k\x04\x00\x31\x41\x32\x00",
        b"\x1d(k\x03\x00\x31\x43\x04",
        b"\x1d(k\x03\x00\x31\x45\x32",
        b"\x1d(k\x05\x00\x31\x50\x30AB",
        b"\x1d(k\x03\x00\x31\x51\x30",
        b"\x1bJ\x10",
    ];
    assert_eq!(bytes, expected.concat());
}

#[test]
fn pictures_go_in_bands() {
    let raster = Raster::try_new(8, 130, vec![0xA5; 130]).unwrap();
    let bytes = encoded(|d| {
        d.push(Element::Image {
            align: Align::Left,
            raster,
        })
    });
    let bands = [
        b"\x1dv0\0\x01\0\x80\0".to_vec(),
        vec![0xA5; 128],
        b"\x1dv0\0\x01\0\x02\0".to_vec(),
        vec![0xA5; 2],
    ];
    assert_eq!(bytes, bands.concat());
}

#[test]
fn feed_cut_and_pulse() {
    assert_eq!(encoded(|d| d.feed(3)), b"\x1bd\x03");
    assert_eq!(encoded(|d| d.cut()), b"\x1dV\x42\x00");
    assert_eq!(
        encoded(|d| d.push(Element::Cut(Cut::Full))),
        b"\x1dV\x41\x00"
    );
    let pulse = |pin, on_ms, off_ms| encoded(|d| d.pulse(Pulse { pin, on_ms, off_ms }));
    assert_eq!(pulse(Pin::Two, 100, 200), b"\x1bp\x00\x32\x64");
    assert_eq!(pulse(Pin::Five, 9999, 0), b"\x1bp\x01\xff\x00");
    assert_eq!(pulse(Pin::Two, 0, 0), b"\x1bp\x00\x01\x00");
}

#[test]
fn status_requests_are_reported_in_their_place() {
    let all = [
        StatusRequest::Printer,
        StatusRequest::OfflineCause,
        StatusRequest::ErrorCause,
        StatusRequest::RollPaper,
        StatusRequest::PaperSensor,
        StatusRequest::DrawerPin,
        StatusRequest::Automatic { mask: 0xFF },
        StatusRequest::ProcessId { id: *b"J042" },
        StatusRequest::PrinterId { kind: 67 },
    ];
    for request in all {
        let bytes = [b"ab\n".as_slice(), &request.bytes(), b"cd"].concat();
        let ops = decoded(&bytes);
        assert_eq!(ops[1..3], [Op::LineFeed, Op::Status(request)]);
        assert_eq!(ops.len(), 4);
    }
    assert_eq!(StatusRequest::RollPaper.bytes(), b"\x10\x04\x04");
    assert_eq!(StatusRequest::DrawerPin.bytes(), b"\x1dr\x02");
}

#[test]
fn other_encoders_commands_leave_no_trace_in_the_text() {
    for (bytes, expected) in [
        (
            b"\x1b@\x1b2\x1b3\x18\x1bM\x00\x1d(A\x02\0\0\x02one\x1bd\x02two\n".as_slice(),
            vec!["one", "two"],
        ),
        (b"\x1dL\x0c\x00\x1dW\x80\x01\x1bR\x02\x5b\n", vec!["Ä"]),
        (b"\x1dH\x02\x1dh\x50\x1dw\x02\x1df\x01x\n", vec!["x"]),
        (b"ab\x1b$\x60\x00cd\n", vec!["ab      cd"]),
        (b"a\tb\n", vec!["a       b"]),
        (b"\x1b!\x38big\x1b!\x00 small\r\n", vec!["big small"]),
        (
            b"\x1b{\x01\x1bV\x01\x1b \x02\x1bD\x08\x10\x00\x1c.x\n",
            vec!["x"],
        ),
        (b"\x1bt\x02\x9b\x1bt\xc8\x9b\n", vec!["ø\u{fffd}"]),
        (b"lost\x1b@kept\n", vec!["kept"]),
    ] {
        assert_eq!(lines(bytes), expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_line_wider_than_the_paper_wraps_as_on_a_printer() {
    let text = "0123456789".repeat(6);
    assert_eq!(lines(text.as_bytes()), [&text[..48], &text[48..]]);
    assert_eq!(
        lines(&[b"\x1dW\x78\x00".as_slice(), text.as_bytes()].concat()).len(),
        6
    );
}

#[test]
fn barcodes_in_either_form() {
    let data = |bytes: &[u8]| match &decoded(bytes)[..] {
        [Op::Barcode(barcode)] => {
            Some((barcode.symbology(), barcode.data().to_owned(), barcode.hri))
        }
        _ => None,
    };
    let found = |symbology, text: &str| Some((symbology, text.to_owned(), Hri::None));
    assert_eq!(data(b"\x1dk\x04*ABC*\0"), found(Symbology::Code39, "ABC"));
    assert_eq!(
        data(b"\x1dk\x02400638133393\0"),
        found(Symbology::Ean13, "4006381333931")
    );
    assert_eq!(
        data(b"\x1dk\x49\x08{BNo{C\x0c\x22"),
        found(Symbology::Code128, "No1234")
    );
    assert_eq!(data(b"\x1dk\x43\x0d4006381333930"), None);
}

#[test]
fn column_pictures_in_strips_become_one_picture() {
    // How many encoders send logos: line spacing 24, then 24-dot strips each ended by a line feed.
    let strip = [b"\x1b*!\x10\x00".as_slice(), &[0xFF; 48], b"\n"].concat();
    let bytes = [b"\x1b3\x18".as_slice(), &strip, &strip, b"\x1b2"].concat();
    let tickets = escpos::print(&Profile::epson_80mm(), &bytes);
    let [PrintedLine::Image { raster, .. }] = &tickets[0].lines[..] else {
        panic!("{:?}", tickets[0].lines)
    };
    assert_eq!((raster.width_dots(), raster.height_dots()), (16, 48));
}

#[test]
fn a_stored_graphic_is_printed_when_asked() {
    let bytes = b"\x1d(L\x0c\0\x30\x70\x30\x01\x02\x31\x08\0\x02\0\xf0\x0f\x1d(L\x02\0\x30\x32";
    let ops = decoded(bytes);
    let Some(Op::Raster(raster)) = ops.last() else {
        panic!("{ops:?}")
    };
    assert_eq!((raster.width_dots(), raster.height_dots()), (8, 4));
    assert_eq!(raster.bits(), [0xF0, 0xF0, 0x0F, 0x0F]);
}

#[test]
fn cut_and_pulse_variants() {
    let cut = |cut, feed_dots| vec![Op::Cut { cut, feed_dots }];
    assert_eq!(decoded(b"\x1dV\x00"), cut(Cut::Full, 0));
    assert_eq!(decoded(b"\x1dV1"), cut(Cut::Partial, 0));
    assert_eq!(decoded(b"\x1dV\x41\x10"), cut(Cut::Full, 16));
    assert_eq!(decoded(b"\x1bi"), cut(Cut::Partial, 0));
    assert_eq!(
        decoded(b"\x1bp0\x19\xfa"),
        [Op::Pulse(Pulse {
            pin: Pin::Two,
            on_ms: 50,
            off_ms: 500
        })]
    );
    assert_eq!(
        decoded(b"\x10\x14\x01\x01\x02"),
        [Op::Pulse(Pulse {
            pin: Pin::Five,
            on_ms: 200,
            off_ms: 200
        })]
    );
}
