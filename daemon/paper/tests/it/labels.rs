//! Labels as pictures, their codes read by another program's reader.
//! With `PAPER_PREVIEW_DIR` set, the pictures are left there to be looked at.

use crate::reader::Picture;
use paper::label::{
    Area, Dpi, Field, Label, LabelError, Overflow, Placed, TextField, lay_out, preview,
};
use paper::{Align, Barcode, DataMatrix, Qr, QrCorrection, Symbol, Symbology};
use rxing::BarcodeFormat;

const HEADS: [Dpi; 2] = [Dpi::Dpi203, Dpi::Dpi300];

fn code128(data: &str) -> Symbol {
    Symbol::Barcode(Barcode::try_new(Symbology::Code128, data).unwrap())
}

fn symbol(area: Area, symbol: Symbol) -> Field {
    Field::Symbol {
        area,
        symbol,
        align: Align::Center,
    }
}

fn drawn(label: &Label, dpi: Dpi, name: &str) -> Picture {
    let file = preview(label, dpi).unwrap();
    if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
        let path = std::path::Path::new(&directory).join(format!("label-{name}-{dpi:?}.png"));
        std::fs::write(path, &file).unwrap();
    }
    Picture::of_png(&file)
}

/// Bin, part, tag and sticker sizes in common use, with what stands on them.
fn labels() -> Vec<(&'static str, Label, BarcodeFormat, &'static str)> {
    let text = |area, text: &str| Field::Text(TextField::new(area, text));
    let bold = |area, text: &str| Field::Text(TextField::new(area, text).bold());
    vec![
        (
            "bin",
            Label::mm(100, 38)
                .with(bold(Area::mm(3, 1, 94, 14), "A-12-03"))
                .with(text(
                    Area::mm(3, 15, 94, 6),
                    "Oil filters, spin-on, Größe 3–7",
                ))
                .with(symbol(Area::mm(3, 22, 94, 15), code128("BIN:A-12-03"))),
            BarcodeFormat::CODE_128,
            "BIN:A-12-03",
        ),
        (
            "part",
            Label::mm(57, 32)
                .with(bold(Area::mm(2, 1, 53, 5), "PH3614"))
                .with(Field::Text(
                    TextField::new(
                        Area::mm(2, 6, 53, 8),
                        "Oil filter, spin-on, with anti-drain-back valve and gasket",
                    )
                    .lines(2),
                ))
                .with(Field::Text(
                    TextField::new(Area::mm(30, 14, 25, 7), "€ 1.234,99")
                        .bold()
                        .aligned(Align::Right)
                        .whole(),
                ))
                .with(symbol(Area::mm(2, 22, 53, 9), code128("PH3614"))),
            BarcodeFormat::CODE_128,
            "PH3614",
        ),
        (
            "key",
            Label::mm(40, 25)
                .with(bold(Area::mm(1, 1, 24, 7), "7ABC123"))
                .with(text(Area::mm(1, 8, 24, 5), "Müller · Octavia"))
                .with(symbol(
                    Area::mm(25, 1, 14, 14),
                    Symbol::DataMatrix(DataMatrix::try_new("RO:C1-000123").unwrap()),
                ))
                .with(Field::Fill(Area::mm(1, 17, 38, 1)))
                .with(text(Area::mm(1, 19, 38, 5), "☐ waiting ☑ drop-off")),
            BarcodeFormat::DATA_MATRIX,
            "RO:C1-000123",
        ),
        (
            "oil",
            Label::mm(50, 50)
                .with(bold(Area::mm(2, 2, 46, 8), "Next service"))
                .with(text(Area::mm(2, 11, 46, 7), "2025-09-14"))
                .with(text(Area::mm(2, 19, 46, 7), "89,120 mi"))
                .with(symbol(
                    Area::mm(12, 27, 26, 22),
                    Symbol::Qr(Qr::try_new("https://example.com/b/7", QrCorrection::M).unwrap()),
                )),
            BarcodeFormat::QR_CODE,
            "https://example.com/b/7",
        ),
    ]
}

#[test]
fn codes_are_read_from_the_picture_at_both_resolutions() {
    for dpi in HEADS {
        for (name, label, format, wanted) in labels() {
            let picture = drawn(&label, dpi, name);
            assert_eq!(
                (picture.width, picture.height),
                (dpi.dots(label.width_um), dpi.dots(label.height_um))
            );
            assert_eq!(
                picture.code(format).as_deref(),
                Some(wanted),
                "{name} {dpi:?}"
            );
        }
    }
}

#[test]
fn a_label_has_the_dots_of_its_head() {
    assert_eq!(Dpi::Dpi203.dots(50_000), 400);
    // 50.8 mm are 2 inches.
    assert_eq!(Dpi::Dpi300.dots(50_800), 600);
    assert_eq!(Dpi::Dpi300.dots(25_400), 300);
}

fn text_of(field: TextField) -> Result<Vec<(u32, String)>, LabelError> {
    let label = Label::mm(60, 60).with(Field::Text(field));
    let placed = lay_out(&label, Dpi::Dpi203)?;
    let texts = placed.into_iter().map(|it| match it {
        Placed::Text {
            size_dots, line, ..
        } => (size_dots, line),
        other => panic!("{other:?}"),
    });
    Ok(texts.collect())
}

#[test]
fn text_is_as_large_as_fits_and_never_silently_shortened() {
    let area = Area::mm(0, 0, 40, 10);
    let short = text_of(TextField::new(area, "AB")).unwrap();
    let longer = text_of(TextField::new(area, "AB-1234567890-CDEF")).unwrap();
    assert!(short[0].0 > longer[0].0);
    assert_eq!(short[0].0, 64);
    assert_eq!(longer[0].1, "AB-1234567890-CDEF");

    let long = "Brake pad set, ceramic, front axle, with wear sensor and hardware kit";
    let cut = text_of(TextField::new(area, long)).unwrap();
    assert!(cut[0].1.ends_with('…') && long.starts_with(cut[0].1.trim_end_matches('…')));
    assert_eq!(cut[0].0, 16);
    let refused = text_of(TextField::new(area, long).whole());
    assert!(matches!(refused, Err(LabelError::TextDoesNotFit { text }) if text == long));

    let lines = text_of(TextField::new(area, long).lines(3).whole()).unwrap();
    let joined: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
    assert!(joined.len() > 1 && joined.len() <= 3);
    assert_eq!(joined.join(" "), long);
    assert_eq!(TextField::new(area, "x").overflow, Overflow::Cut);
}

#[test]
fn a_code_that_could_not_be_read_is_not_printed() {
    let refused = |label: Label| match lay_out(&label, Dpi::Dpi203) {
        Err(LabelError::SymbolDoesNotFit { data }) => data,
        other => panic!("{other:?}"),
    };
    // 11 modules a character and 35 more, 20 of white: 187 modules of 0.25 mm need 46.75 mm.
    let narrow =
        |width| Label::mm(60, 20).with(symbol(Area::mm(0, 0, width, 10), code128("ABCDEFGHIJKL")));
    assert_eq!(refused(narrow(46)), "ABCDEFGHIJKL");
    assert!(lay_out(&narrow(47), Dpi::Dpi203).is_ok());
    let matrix = Symbol::DataMatrix(DataMatrix::try_new("RO:C1-000123").unwrap());
    assert_eq!(
        refused(Label::mm(20, 20).with(symbol(Area::mm(0, 0, 4, 4), matrix))),
        "RO:C1-000123"
    );
}

#[test]
fn what_is_not_on_the_label_is_refused() {
    let outside = Label::mm(50, 25).with(Field::Fill(Area::mm(49, 0, 2, 1)));
    assert!(matches!(
        lay_out(&outside, Dpi::Dpi300),
        Err(LabelError::FieldOutside { index: 0 })
    ));
    for label in [Label::mm(0, 10), Label::mm(10, 301)] {
        assert!(matches!(
            preview(&label, Dpi::Dpi203),
            Err(LabelError::Size { .. })
        ));
    }
    let edge = Label::mm(20, 10).with(Field::Text(TextField::new(Area::mm(0, 0, 20, 10), "Ågjy")));
    assert!(drawn(&edge, Dpi::Dpi203, "edge").has_ink());
}
