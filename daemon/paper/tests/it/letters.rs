//! Letters of all scripts on printers that have them, and on those that do not.

use paper::escpos::{
    self, Cjk, CodePage, Decoder, ImageMode, Op, Profile, auto_status_off_request,
    auto_status_request, process_id_request,
};
use paper::layout::CharForm;
use paper::{Align, Document, Element, PaperWidth, Printed, PrintedLine, Raster, char_columns};

use crate::support;

/// The bytes after initialization.
fn encoded(profile: &Profile, document: &Document) -> Vec<u8> {
    let start = escpos::encode(&Document::new(document.width), profile);
    let bytes = escpos::encode(document, profile);
    bytes.strip_prefix(start.as_slice()).unwrap().to_vec()
}

fn line(profile: &Profile, text: &str) -> Vec<u8> {
    let mut document = Document::new(PaperWidth::Mm58);
    document.line(text);
    encoded(profile, &document)
}

fn read(profile: &Profile, bytes: &[u8]) -> Vec<String> {
    escpos::print(profile, bytes)
        .iter()
        .flat_map(Printed::text_lines)
        .collect()
}

#[test]
fn a_printer_of_no_name_gets_nothing_it_may_not_know() {
    let profile = Profile::generic_58mm();
    let start = escpos::encode(&Document::new(PaperWidth::Mm58), &profile);
    assert_eq!(start, b"\x1b@\x1bR\0\x1c.\x1bt\0");
    assert_eq!(line(&profile, "5 €"), b"5 \x1bt\x13\xd5\n");
    assert!(!profile.answers.process_id);
    // A letter of no page the printer is trusted with is a picture.
    assert!(line(&profile, "Ж").starts_with(b"\x1b*!\x0c\0"));
}

#[test]
fn the_euro_prints_on_every_printer() {
    for page in CodePage::ALL {
        let profile = Profile {
            code_pages: vec![(page, 7)],
            ..Profile::epson_58mm()
        };
        assert_ne!(profile.form_of('€'), CharForm::Missing, "{page:?}");
        let bytes = line(&profile, "€ 5");
        assert_eq!(
            read(&profile, &[b"\x1bt\x07", bytes.as_slice()].concat()),
            ["€ 5"]
        );
    }
}

#[test]
fn numbers_of_pages_are_the_profiles_own() {
    let profile = Profile {
        code_pages: vec![
            (CodePage::Pc437, 0),
            (CodePage::Thai874, 96),
            (CodePage::Pc862, 21),
        ],
        ..Profile::epson_58mm()
    };
    assert_eq!(line(&profile, "ก א"), b"\x1bt\x60\xa1 \x1bt\x15\x80\n");
    assert_eq!(read(&profile, b"\x1bt\x15\x80\n"), ["א"]);
}

#[test]
fn two_byte_characters_are_switched_on_and_off() {
    let of = |cjk| Profile {
        cjk: Some(cjk),
        ..Profile::epson_80mm()
    };
    let chinese = of(Cjk::Gb18030);
    let bytes = line(&chinese, "é汉 a汉é");
    assert_eq!(bytes, b"\x82\x1c&\xba\xba a\xba\xba\x1c.\x82\n");
    let japanese = of(Cjk::ShiftJis);
    assert_eq!(
        line(&japanese, "漢é"),
        b"\x1cC\x01\x1c&\x8a\xbf\x1c.\x1cC\0\x82\n"
    );
    for (profile, text) in [
        (chinese, "é汉 a汉é"),
        (japanese, "漢字とé"),
        (of(Cjk::Big5), "漢 é"),
        (of(Cjk::Ksc5601), "한국어é"),
    ] {
        let mut document = Document::new(PaperWidth::Mm80);
        document.line(text);
        let bytes = escpos::encode(&document, &profile);
        assert_eq!(read(&profile, &bytes), [text]);
        // Also when each half comes alone.
        let mut decoder = Decoder::new(&profile);
        let ops = bytes.iter().flat_map(|byte| decoder.feed(&[*byte]));
        let texts = ops.filter_map(|op| match op {
            Op::Text { text, .. } => Some(text),
            _ => None,
        });
        assert_eq!(texts.collect::<String>(), text);
    }
}

#[test]
fn a_chinese_printer_starts_with_two_byte_characters() {
    let profile = Profile {
        cjk: Some(Cjk::Gb18030),
        ..Profile::generic_80mm()
    };
    // Another program's text, which relies on it, and one whose second half never comes.
    assert_eq!(read(&profile, b"\x1b@\xba\xba\n"), ["汉"]);
    assert_eq!(read(&profile, b"\xba\n"), ["\u{fffd}"]);
    assert_eq!(read(&profile, b"\x1b@\x1c.\x1bt\x13\xd5\n"), ["€"]);
}

#[test]
fn what_takes_two_columns_is_counted_so() {
    for (character, columns) in [
        ('a', 1),
        ('é', 1),
        ('─', 1),
        ('Ж', 1),
        ('漢', 2),
        ('한', 2),
        ('Ａ', 2),
        ('ｱ', 1),
    ] {
        assert_eq!(char_columns(character), columns, "{character}");
    }
    for page in CodePage::ALL {
        for byte in 0x80..=0xFF {
            let character = page.char_of(byte);
            assert!(
                character == '\u{fffd}' || char_columns(character) == 1,
                "{page:?} {character}"
            );
        }
    }
    let profile = Profile {
        cjk: Some(Cjk::Big5),
        ..Profile::epson_58mm()
    };
    let mut document = Document::new(PaperWidth::Mm58);
    document.line("漢".repeat(17)).row("漢字", "1.00");
    let printed = escpos::print(&profile, &escpos::encode(&document, &profile));
    let lines = printed[0].text_lines();
    assert_eq!(lines[..2], ["漢".repeat(16), "漢".to_owned()]);
    assert_eq!(lines[2], format!("漢字{}1.00", " ".repeat(24)));
}

#[test]
fn the_operators_font_draws_what_nobody_else_has() {
    let bare = Profile::epson_80mm();
    let drawn = Profile {
        fallback_font: Some(support::noto()),
        ..Profile::epson_80mm()
    };
    let lacks = |c: &char| {
        bare.form_of(*c) == CharForm::Missing && drawn.form_of(*c) == CharForm::Glyph(*c)
    };
    let character = ('\u{1E00}'..'\u{1F00}').find(lacks).unwrap();
    assert_eq!(line(&bare, &character.to_string()), b"?\n");
    let bytes = line(&drawn, &format!("a{character}b"));
    assert_eq!(bytes[..6], *b"a\x1b*!\x0c\0");
    assert_eq!(bytes.len(), 6 + 36 + 2);
    let text = read(&drawn, &bytes);
    assert_eq!(text, [format!("a{character}b")]);
}

#[test]
fn pictures_go_by_the_command_the_printer_takes() {
    let mut raster = Raster::try_blank(8, 30).unwrap();
    raster.set(0, 0, true);
    raster.set(7, 29, true);
    let mut document = Document::new(PaperWidth::Mm58);
    document.push(Element::Image {
        align: Align::Left,
        raster,
    });
    let by = |image_mode| Profile {
        image_mode,
        ..Profile::epson_58mm()
    };
    let mut first = [0; 24];
    first[0] = 0x80;
    let mut second = [0; 24];
    second[21] = 0x04;
    let strip = |dots: &[u8]| [b"\x1b*!\x08\0", dots, b"\n"].concat();
    let columns = [
        b"\x1b3\x18".to_vec(),
        strip(&first),
        strip(&second),
        b"\x1b2".to_vec(),
    ];
    assert_eq!(
        encoded(&by(ImageMode::Columns), &document),
        columns.concat()
    );
    let rows = [&[0x80][..], &[0; 28], &[0x01]].concat();
    let graphics = [
        b"\x1d(L\x28\0\x30\x70\x30\x01\x01\x31\x08\0\x1e\0".as_slice(),
        &rows,
        b"\x1d(L\x02\0\x30\x32",
    ];
    assert_eq!(
        encoded(&by(ImageMode::Graphics), &document),
        graphics.concat()
    );
    let raster = [b"\x1dv0\0\x01\0\x1e\0".as_slice(), &rows];
    assert_eq!(encoded(&by(ImageMode::Raster), &document), raster.concat());
}

#[test]
fn a_printer_without_symbols_gets_pictures_that_scan() {
    let profile = Profile {
        barcodes: Vec::new(),
        qr: false,
        ..Profile::generic_80mm()
    };
    let document = support::receipt(PaperWidth::Mm80);
    let printed = escpos::print(&profile, &escpos::encode(&document, &profile));
    assert_eq!(printed[0].barcodes().count() + printed[0].qrs().count(), 0);
    let pictures = printed[0].lines.iter().filter_map(|line| match line {
        PrintedLine::Image { raster, .. } => Some(raster),
        _ => None,
    });
    let found: Vec<String> = pictures.map(scanned).collect();
    assert_eq!(found, ["C1-000123", "https://example.com/r/C1-000123"]);
}

/// What a barcode reader reads on the picture.
fn scanned(raster: &Raster) -> String {
    let (margin, width, height) = (40, raster.width_dots(), raster.height_dots());
    let (wide, high) = (width + 2 * margin, height + 2 * margin);
    let black = |x: u32, y: u32| x >= margin && y >= margin && raster.get(x - margin, y - margin);
    let luma = (0..high)
        .flat_map(|y| (0..wide).map(move |x| if black(x, y) { 0 } else { 255 }))
        .collect();
    rxing::helpers::detect_in_luma(luma, wide, high, None)
        .unwrap()
        .getText()
        .to_owned()
}

#[test]
fn requests_are_the_bytes_of_the_reference() {
    assert_eq!(process_id_request(*b"A 9~"), b"\x1d(H\x06\0\x30\x30A 9~");
    assert_eq!(
        process_id_request([0, 0x7F, b'x', 0x10]),
        b"\x1d(H\x06\0\x30\x30--x-"
    );
    assert_eq!(auto_status_request(), b"\x1da\x0f");
    assert_eq!(auto_status_off_request(), b"\x1da\0");
}
