//! `kind = "printer"`.

use super::{cable, driver};
use crate::check;
use crate::model::{CODE_PAGES, PaperWidth, Peer, Printer, PrinterLanguage};
use crate::section::{Section, Wrong, not_one_of};

pub(super) const LANGUAGES: [(&str, PrinterLanguage); 2] = [
    ("escpos", PrinterLanguage::Escpos),
    ("star", PrinterLanguage::Star),
];

pub(super) fn read(section: &Section<'_, '_>, is_simulated: bool) -> Option<Printer> {
    let language = driver(section, &LANGUAGES);
    let peer = if is_simulated {
        cable::unused(section);
        Some(Peer::Simulated)
    } else {
        cable::any(section).map(Peer::At)
    };
    let widths = [("58mm", PaperWidth::Mm58), ("80mm", PaperWidth::Mm80)];
    let model = section.text("model", check::slug("epson-tm-t88"));
    let width = section.choice("width", &widths);
    let code_page = section.text("code_page", code_page);
    Some(Printer {
        language: language?,
        peer: peer?,
        model,
        width,
        code_page,
    })
}

pub(crate) fn code_page(text: &str) -> Result<String, Wrong> {
    if CODE_PAGES.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(not_one_of(text, CODE_PAGES))
    }
}
