//! The shipped models of printers are right, and a wrong file is told apart from them.

use std::path::Path;

use settings::Quirk;
use settings::model::PrinterLanguage;
use settings::quirk::{QuirkAnswer, QuirkCutter};

fn shipped() -> Vec<Quirk> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/quirks");
    Quirk::load_all(&folder).unwrap_or_else(|faults| panic!("\n{faults}"))
}

/// Who a printer of this name is taken for.
fn taken_for(model: &str) -> Option<String> {
    let all = shipped();
    let best = all
        .iter()
        .filter_map(|quirk| Some((quirk.fits(model)?, &quirk.name)));
    best.max().map(|(_, name)| name.clone())
}

#[test]
fn every_shipped_model_is_right() {
    let all = shipped();
    assert!(all.len() >= 20, "{}", all.len());
    for quirk in &all {
        let letters = u32::from(quirk.columns) * 12;
        let wide = u32::from(quirk.dots);
        // Impact printers count half dots, and some thermal ones set letters closer.
        let is_impact = quirk.dpi < 150;
        assert!(
            is_impact || letters <= wide + 48,
            "{}: {letters} > {wide}",
            quirk.name
        );
        assert_eq!(
            quirk.code_pages[0].1, 0,
            "{} begins with its first table",
            quirk.name
        );
    }
    for name in ["generic-58mm", "generic-80mm"] {
        let generic = all.iter().find(|quirk| quirk.name == name).unwrap();
        assert!(
            generic.id.is_empty(),
            "it is what is left when nothing is known"
        );
        assert!(!generic.answers.contains(&QuirkAnswer::ProcessId));
    }
}

#[test]
fn a_printer_is_known_by_the_longest_name_that_fits() {
    for (model, name) in [
        ("TM-T88II", "epson-tm-t88ii"),
        ("TM-T88III", "epson-tm-t88iii"),
        ("TM-T88IV", "epson-tm-t88iv"),
        ("TM-T88VI", "epson-tm-t88v"),
        ("TSP654", "star-tsp"),
        ("POS-58 Printer", "zjiang-pos-5890"),
    ] {
        assert_eq!(taken_for(model).as_deref(), Some(name), "{model}");
    }
    assert_eq!(taken_for("LaserJet 4"), None);
}

#[test]
fn what_a_file_leaves_out_is_what_most_are() {
    let text = "title = \"X\"\nsources = [\"its manual\"]\ndriver = \"star\"\ncolumns = 48\ndots = 576\n\
                code_pages = [\"pc437=1\"]\n";
    let quirk = Quirk::parse("x.toml", "x", text).unwrap();
    assert_eq!(quirk.language, PrinterLanguage::Star);
    assert_eq!((quirk.columns_small, quirk.picture_dots), (48, 576));
    assert_eq!(quirk.cutter, QuirkCutter::Partial);
    assert_eq!(quirk.answers, [QuirkAnswer::RealTime, QuirkAnswer::InOrder]);
    assert_eq!(quirk.drawer_pins, [2, 5]);
    assert!(quirk.qr && quirk.cjk.is_none());
}

#[test]
fn everything_wrong_with_a_file_is_said_at_once() {
    let text = "title = \"X\"\ndriver = \"escpos\"\ncolumns = 7\ncode_pages = [\"pc437\", \"pc999=3\"]\n\
                drawer_pins = [\"3\"]\nusb = [\"04b8:0202/1\"]\ncoluns_small = 9\n";
    let faults = Quirk::parse("x.toml", "x", text).unwrap_err();
    let keys: Vec<&str> = faults
        .list()
        .iter()
        .map(|fault| fault.key.as_str())
        .collect();
    for key in [
        "sources",
        "dots",
        "columns",
        "code_pages",
        "drawer_pins",
        "usb",
        "coluns_small",
    ] {
        assert!(keys.contains(&key), "{key} is not in {keys:?}");
    }
    assert!(
        faults.to_string().contains("write it like \"pc858=19\""),
        "{faults}"
    );
}
