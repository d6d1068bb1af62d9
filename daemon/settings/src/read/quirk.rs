//! A model of printer, key by key.

use super::devices::{code_page, languages, usb_ids};
use crate::check;
use crate::quirk::{Quirk, QuirkAnswer, QuirkCjk, QuirkCutter, QuirkPictures};
use crate::section::{Section, Wrong, not_one_of};

/// Reads every key before giving up, so that all faults are found.
pub(super) fn quirk(root: &Section<'_, '_>, name: &str) -> Option<Quirk> {
    let title = root.required(
        "title",
        "one line of 1 to 120 characters",
        "write title = \"Example TM-1\"",
        check::line(120),
    );
    let sources = at_least_one(
        root,
        "sources",
        root.texts("sources", 8, check::line(300)),
        "write sources = [\"...\"]: the manuals that it was taken from",
    );
    let language = languages(root);
    let id = root.texts("id", 16, check::line(64));
    let usb = root.texts("usb", 32, usb_ids);
    let columns = number(root, "columns", 16..=96);
    let dots = number(root, "dots", 128..=1280);
    let code_pages = at_least_one(
        root,
        "code_pages",
        root.texts("code_pages", 64, numbered_page),
        "write code_pages = [\"pc437=0\"]: tables with the number that selects each, best first",
    );
    let cutters = [
        ("none", QuirkCutter::None),
        ("partial", QuirkCutter::Partial),
        ("full", QuirkCutter::Full),
    ];
    let cjk = [
        ("shift-jis", QuirkCjk::ShiftJis),
        ("gb18030", QuirkCjk::Gb18030),
        ("big5", QuirkCjk::Big5),
        ("ksc5601", QuirkCjk::Ksc5601),
    ];
    let pictures = [
        ("raster", QuirkPictures::Raster),
        ("columns", QuirkPictures::Columns),
        ("graphics", QuirkPictures::Graphics),
    ];
    let quirk = Quirk {
        name: name.to_owned(),
        title: title.unwrap_or_default(),
        sources,
        language: language?,
        id,
        usb,
        columns,
        columns_small: root.integer("columns_small", 16..=128, columns.max(16)),
        dots,
        dpi: root.integer("dpi", 60..=600, 203),
        cutter: root
            .choice("cutter", &cutters)
            .unwrap_or(QuirkCutter::Partial),
        code_pages,
        cjk: root.choice("cjk", &cjk),
        leaves_kanji_mode: root.boolean("leaves_kanji_mode", false),
        answers: answers(root),
        guards_real_time: root.boolean("guards_real_time", false),
        pictures: root
            .choice("pictures", &pictures)
            .unwrap_or(QuirkPictures::Raster),
        picture_dots: root.integer("picture_dots", 128..=1280, dots.max(128)),
        barcodes: barcodes(root),
        qr: root.boolean("qr", true),
        drawer_pins: drawer_pins(root),
    };
    root.finish();
    Some(quirk)
}

fn number(root: &Section<'_, '_>, key: &'static str, range: std::ops::RangeInclusive<u16>) -> u16 {
    if !root.has(key) {
        let allowed = format!("a whole number from {} to {}", range.start(), range.end());
        let help = "its manual says, under printing specifications";
        root.fault_here(key, Wrong::new("required and not there", allowed, help));
    }
    let least = *range.start();
    root.integer(key, range, least)
}

fn at_least_one<T>(root: &Section<'_, '_>, key: &'static str, found: Vec<T>, help: &str) -> Vec<T> {
    if found.is_empty() && !root.has(key) {
        let wrong = Wrong::new("required and not there", "a list of texts", help);
        root.fault_here(key, wrong);
    }
    found
}

fn numbered_page(text: &str) -> Result<(String, u8), Wrong> {
    let Some((page, number)) = text.split_once('=') else {
        return Err(Wrong::new(
            format!("\"{text}\" has no number"),
            "a table and the number that selects it",
            "write it like \"pc858=19\"",
        ));
    };
    let number = number.parse().map_err(|_| {
        Wrong::new(
            format!("\"{number}\" is not a number of a table"),
            "a whole number from 0 to 255",
            "write it like \"pc858=19\"",
        )
    })?;
    Ok((code_page(page)?, number))
}

fn answers(root: &Section<'_, '_>) -> Vec<QuirkAnswer> {
    let known = [
        ("real_time", QuirkAnswer::RealTime),
        ("in_order", QuirkAnswer::InOrder),
        ("process_id", QuirkAnswer::ProcessId),
        ("automatic", QuirkAnswer::Automatic),
    ];
    let words = known.map(|(word, _)| word);
    let answers = root.texts("answers", 4, |text| {
        let found = known.iter().find(|(word, _)| *word == text);
        found
            .map(|(_, answer)| *answer)
            .ok_or_else(|| not_one_of(text, &words))
    });
    if root.has("answers") {
        answers
    } else {
        vec![QuirkAnswer::RealTime, QuirkAnswer::InOrder]
    }
}

fn barcodes(root: &Section<'_, '_>) -> Vec<String> {
    let known = ["upc-a", "ean13", "code39", "code128"];
    let barcodes = root.texts("barcodes", known.len(), |text| {
        if known.contains(&text) {
            Ok(text.to_owned())
        } else {
            Err(not_one_of(text, &known))
        }
    });
    if root.has("barcodes") {
        barcodes
    } else {
        known.map(str::to_owned).to_vec()
    }
}

fn drawer_pins(root: &Section<'_, '_>) -> Vec<u8> {
    let pins = root.texts("drawer_pins", 2, |text| match text {
        "2" => Ok(2),
        "5" => Ok(5),
        _ => Err(not_one_of(text, &["2", "5"])),
    });
    if root.has("drawer_pins") {
        pins
    } else {
        vec![2, 5]
    }
}
