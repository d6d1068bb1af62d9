//! Labels as pictures, their codes read by another program's reader. With `PICTURES` set to a folder, the pictures are
//! left there to be looked at.

use jiff::civil::date;
use paper::label::{Dpi, preview};
use rxing::BarcodeFormat;
use uuid::Uuid;

use super::*;
use crate::testing;

fn all() -> Vec<(&'static str, LabelInput, Option<BarcodeFormat>)> {
    let some = |text: &str| Some(text.to_owned());
    vec![
        (
            "bin",
            LabelInput::Bin {
                bin: "A-12-03".to_owned(),
                contents: some("Oil filters, spin-on"),
            },
            Some(BarcodeFormat::CODE_128),
        ),
        (
            "core",
            LabelInput::Core {
                core: CoreId::new(Uuid::from_u128(0x0192_f0c1_7c3a_7000_8000_0000_0000_0001)),
                number: "ALT-8302R".to_owned(),
                description: "Alternator, remanufactured, 130 A".to_owned(),
                from: "Dana Whitfield".to_owned(),
                ticket: some("C1-T000057"),
                due: Some(date(2026, 4, 13)),
            },
            Some(BarcodeFormat::DATA_MATRIX),
        ),
        (
            "key",
            LabelInput::Key {
                ticket: "C1-T000057".to_owned(),
                tag: some("14"),
                customer: some("Dana Whitfield"),
                vehicle: some("2003 Honda Accord EX V6"),
                plate: some("AB12345"),
            },
            Some(BarcodeFormat::DATA_MATRIX),
        ),
        (
            "oil",
            LabelInput::OilChange {
                due: Some(date(2026, 9, 14)),
                odometer: Some((189_210, domain::odometer::DistanceUnit::Miles)),
                oil: some("5W-30 synthetic"),
            },
            None,
        ),
        (
            "part",
            LabelInput::Part {
                number: "BC1210".to_owned(),
                description: "Brake pads, ceramic, front axle, with hardware kit".to_owned(),
                price: Some(testing::usd(123_456)),
                upc: None,
                bin: some("B-07"),
            },
            Some(BarcodeFormat::CODE_128),
        ),
        (
            "part-upc",
            LabelInput::Part {
                number: "PH3614".to_owned(),
                description: "Oil filter".to_owned(),
                price: Some(testing::usd(899)),
                upc: some("009100036147"),
                bin: None,
            },
            Some(BarcodeFormat::CODE_128),
        ),
        (
            "tire",
            LabelInput::Tire {
                number: "MIC-88123".to_owned(),
                description: "Pilot Sport 4S".to_owned(),
                size: "225/45R17 94W".to_owned(),
                dot: some("1B8 ABCDEF 2125"),
                bin: some("T-3"),
                price: Some(testing::usd(21_999)),
            },
            Some(BarcodeFormat::CODE_128),
        ),
        (
            "work-order",
            LabelInput::WorkOrder {
                ticket: "C1-T000057".to_owned(),
                work_order: some("C1-W000012"),
                customer: some("Dana Whitfield"),
                vehicle: some("2003 Honda Accord EX V6"),
                plate: some("AB12345"),
                promised: some("03/14/2026 5:00 PM"),
                jobs: vec!["Front brakes".to_owned(), "Oil service".to_owned()],
            },
            Some(BarcodeFormat::CODE_128),
        ),
    ]
}

fn read(file: &[u8], format: BarcodeFormat) -> Option<String> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut luma = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut luma).unwrap();
    let found = rxing::helpers::detect_in_luma(luma, info.width, info.height, Some(format));
    found.ok().map(|found| found.getText().to_owned())
}

#[test]
fn a_scanner_gives_back_what_the_label_says_on_both_heads() {
    let shop = testing::shop();
    for (name, input, format) in all() {
        let label = label(&input, None, &shop).unwrap();
        for dpi in [Dpi::Dpi203, Dpi::Dpi300] {
            let file = preview(&label, dpi).unwrap();
            if let Ok(folder) = std::env::var("PICTURES") {
                std::fs::write(format!("{folder}/label-{name}-{dpi:?}.png"), &file).unwrap();
            }
            let read = format.and_then(|format| read(&file, format));
            assert_eq!(read, input.scan(), "{name} {dpi:?}");
        }
    }
}

#[test]
fn what_is_scanned_is_told_apart_by_its_beginning() {
    let core = "CORE:0192f0c1-7c3a-7000-8000-000000000001";
    let wanted = [
        ("bin", Some("BIN:A-12-03")),
        ("core", Some(core)),
        ("key", Some("C1-T000057")),
        ("oil", None),
        ("part", Some("BC1210")),
        ("part-upc", Some("009100036147")),
        ("tire", Some("DOT 1B8 ABCDEF 2125")),
        ("work-order", Some("C1-T000057")),
    ];
    for ((name, input, _), (called, scan)) in all().iter().zip(wanted) {
        assert_eq!((*name, input.scan().as_deref()), (called, scan));
    }
}

#[test]
fn a_number_too_long_for_bars_becomes_a_matrix_that_reads_the_same() {
    let shop = testing::shop();
    let number = "XK-4471-00-REAR-LEFT-ASSY-77";
    let input = LabelInput::Part {
        number: number.to_owned(),
        description: "Knuckle".to_owned(),
        price: None,
        upc: None,
        bin: None,
    };
    let size = LabelSize {
        width_mm: 57,
        height_mm: 40,
    };
    let label = label(&input, Some(size), &shop).unwrap();
    let file = preview(&label, Dpi::Dpi203).unwrap();
    assert_eq!(read(&file, BarcodeFormat::CODE_128), None);
    assert_eq!(
        read(&file, BarcodeFormat::DATA_MATRIX).as_deref(),
        Some(number)
    );
}

#[test]
fn a_label_too_small_for_its_number_is_refused() {
    let shop = testing::shop();
    let size = LabelSize {
        width_mm: 12,
        height_mm: 8,
    };
    for (name, input, _) in all() {
        let refused = label(&input, Some(size), &shop);
        assert!(matches!(refused, Err(DocumentError::Label(_))), "{name}");
    }
}
