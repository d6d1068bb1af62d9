//! A receipt with one of everything, and documents at random.

use std::sync::LazyLock;

use paper::{
    Align, Barcode, Cell, ColumnWidth, Cut, Document, Element, FallbackFont, Hri, PaperWidth, Pin,
    Pulse, Qr, QrCorrection, Raster, Run, Style, Symbology,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// A font with letters the built-in one lacks; one object, so that its pictures are known again.
pub fn noto() -> FallbackFont {
    static NOTO: LazyLock<FallbackFont> = LazyLock::new(|| {
        FallbackFont::try_new(include_bytes!("../../data/fonts/NotoSans-Regular.ttf").as_slice())
            .unwrap()
    });
    NOTO.clone()
}

/// A counter receipt as a shop prints it.
pub fn receipt(width: PaperWidth) -> Document {
    let mut receipt = Document::new(width);
    receipt
        .title("MAIN STREET AUTO")
        .center("1200 Main Street, Springfield")
        .center("(555) 010-4477")
        .feed(1)
        .center(Run::new(
            " COPY ",
            Style {
                width: 2,
                ..Style::INVERT
            },
        ))
        .row("Receipt C1-000123", "2025-03-14 10:42")
        .row("Clerk", "M. Müller")
        .rule()
        .columns([
            Cell::left("2").chars(3),
            Cell::left("Oil filter PH3614"),
            Cell::right("17.98"),
        ])
        .columns([
            Cell::left("1").chars(3),
            Cell::left("Brake pad set, ceramic, front axle, with wear sensor and hardware kit"),
            Cell::right("129.95"),
        ])
        .columns([
            Cell::left("1.5").chars(3),
            Cell::left("Labor, brake service"),
            Cell::right("187.50"),
        ])
        .rule()
        .row("Subtotal", "335.43")
        .row("Tax 8.25 %", "27.67")
        .row_in(Style::LARGE.bold(), "TOTAL", "363.10")
        .row("Paid cash €", "400.00")
        .row("Change", "36.90")
        .double_rule()
        .text(
            Align::Left,
            [
                Run::from("Warranty: "),
                Run::new("12 months / 12,000 mi", Style::UNDERLINE),
            ],
        )
        .line("Žižkov Работа ☑")
        .barcode(Barcode::try_new(Symbology::Code128, "C1-000123").unwrap())
        .qr(Qr::try_new("https://example.com/r/C1-000123", QrCorrection::M).unwrap())
        .pulse(Pulse::FIRST_DRAWER)
        .feed(1)
        .center("Thank you!")
        .cut();
    receipt
}

fn style() -> impl Strategy<Value = Style> {
    (any::<[bool; 3]>(), 0u8..10, 0u8..10).prop_map(|([bold, underline, invert], width, height)| {
        Style {
            bold,
            underline,
            invert,
            width,
            height,
            ..Style::PLAIN
        }
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,60}",
        "[a-z]{1,9}( [a-z0-9.]{1,12}){0,9}",
        "[ -~éüß€−Жž☑™漢한汉、あアｱẠỸאกΩ①\u{a0}\u{2003}\n\t\u{1b}\u{10}]{0,40}",
        any::<String>(),
    ]
}

fn run() -> impl Strategy<Value = Run> {
    prop_oneof![
        text().prop_map(Run::from),
        (text(), style()).prop_map(|(text, style)| Run::new(text, style))
    ]
}

pub fn align() -> impl Strategy<Value = Align> {
    prop_oneof![Just(Align::Left), Just(Align::Center), Just(Align::Right)]
}

pub fn cell() -> impl Strategy<Value = Cell> {
    let width = prop_oneof![
        (0usize..60).prop_map(ColumnWidth::Chars),
        Just(ColumnWidth::Auto),
        Just(ColumnWidth::Fill)
    ];
    (vec(run(), 0..3), width, align()).prop_map(|(runs, width, align)| Cell { runs, width, align })
}

fn barcode() -> impl Strategy<Value = Barcode> {
    let data = prop_oneof![
        "[ -~]{1,40}".prop_map(|data| (Symbology::Code128, data)),
        "[0-9]{1,40}".prop_map(|data| (Symbology::Code128, data)),
        "[0-9A-Z. $/+%-]{1,40}".prop_map(|data| (Symbology::Code39, data)),
        "[0-9]{12}".prop_map(|data| (Symbology::Ean13, data)),
        "[0-9]{11}".prop_map(|data| (Symbology::UpcA, data)),
    ];
    let hri = prop_oneof![
        Just(Hri::None),
        Just(Hri::Above),
        Just(Hri::Below),
        Just(Hri::Both)
    ];
    (data, any::<u8>(), any::<u8>(), hri).prop_map(
        |((symbology, data), height_dots, module_dots, hri)| {
            let mut barcode = Barcode::try_new(symbology, &data).unwrap();
            barcode.height_dots = height_dots;
            barcode.module_dots = module_dots;
            barcode.hri = hri;
            barcode
        },
    )
}

fn qr() -> impl Strategy<Value = Qr> {
    let correction = prop_oneof![
        Just(QrCorrection::L),
        Just(QrCorrection::M),
        Just(QrCorrection::Q),
        Just(QrCorrection::H)
    ];
    (vec(any::<u8>(), 1..200), correction, any::<u8>()).prop_map(
        |(data, correction, module_dots)| {
            let mut qr = Qr::try_new(data, correction).unwrap();
            qr.module_dots = module_dots;
            qr
        },
    )
}

fn raster() -> impl Strategy<Value = Raster> {
    (1u32..700, 1u32..300, any::<u8>()).prop_map(|(width, height, seed)| {
        let len = usize::try_from(width.div_ceil(8) * height).unwrap();
        let bits = (0..len)
            .map(|at| seed.wrapping_mul(31).wrapping_add(at.to_le_bytes()[0]))
            .collect();
        Raster::try_new(width, height, bits).unwrap()
    })
}

fn element() -> impl Strategy<Value = Element> {
    prop_oneof![
        6 => (align(), vec(run(), 0..4)).prop_map(|(align, runs)| Element::Text { align, runs }),
        6 => vec(cell(), 0..5).prop_map(|cells| Element::Columns { cells }),
        1 => any::<bool>().prop_map(|double| Element::Rule { double }),
        1 => any::<u8>().prop_map(|lines| Element::Feed { lines }),
        1 => (align(), barcode()).prop_map(|(align, barcode)| Element::Barcode { align, barcode }),
        1 => (align(), qr()).prop_map(|(align, qr)| Element::Qr { align, qr }),
        1 => (align(), raster()).prop_map(|(align, raster)| Element::Image { align, raster }),
        1 => prop_oneof![Just(Cut::Full), Just(Cut::Partial)].prop_map(Element::Cut),
        1 => (any::<bool>(), any::<u16>(), any::<u16>()).prop_map(|(first, on_ms, off_ms)| {
            Element::Pulse(Pulse { pin: if first { Pin::Two } else { Pin::Five }, on_ms, off_ms })
        }),
    ]
}

pub fn document() -> impl Strategy<Value = Document> {
    let width = prop_oneof![Just(PaperWidth::Mm58), Just(PaperWidth::Mm80)];
    (width, vec(element(), 0..12)).prop_map(|(width, elements)| Document { width, elements })
}
