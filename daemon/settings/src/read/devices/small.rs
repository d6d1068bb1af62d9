//! `kind = "scale"` and `kind = "display"`.

use super::{cable, driver, printer};
use crate::check;
use crate::model::{Display, DisplayLanguage, LineFormat, Parity, Scale, ScaleProtocol};
use crate::section::{Section, Wrong};

/// What retail scales ship with.
const SCALE: LineFormat = LineFormat {
    data_bits: 7,
    parity: Parity::Even,
    stop_bits: 1,
};
/// Most lines a display shows.
const ROWS_MAX: usize = 4;

pub(super) fn scale(section: &Section<'_, '_>, is_simulated: bool) -> Option<Scale> {
    let protocol = driver(section, &[("toledo", ScaleProtocol::Toledo)]);
    let peer = cable::simulated_port(section, is_simulated);
    let line = cable::line(section, SCALE);
    Some(Scale {
        protocol: protocol?,
        peer: peer?,
        line,
    })
}

pub(super) fn display(section: &Section<'_, '_>, is_simulated: bool) -> Option<Display> {
    let languages = [
        ("escpos", DisplayLanguage::Escpos),
        ("cd5220", DisplayLanguage::Cd5220),
    ];
    let language = driver(section, &languages);
    let peer = cable::simulated_port(section, is_simulated);
    let line = cable::line(section, cable::USUAL);
    let columns = section.integer("columns", 8..=40, 20);
    let rows = section.integer("rows", 1..=4, 2);
    let code_page = section
        .text("code_page", printer::code_page)
        .unwrap_or_else(|| "pc858".to_owned());
    let idle = section.texts("idle", ROWS_MAX, check::line(40));
    if idle.len() > usize::from(rows) {
        let problem = format!("{} lines do not fit {rows} rows", idle.len());
        let wrong = Wrong::new(problem, format!("at most {rows} lines"), "take some out");
        section.fault_at("idle", wrong);
    }
    Some(Display {
        language: language?,
        peer: peer?,
        line,
        columns,
        rows,
        code_page,
        idle,
    })
}
