//! `kind = "label-printer"`.

use super::{cable, driver};
use crate::model::{Dpi, LabelLanguage, LabelPrinter, Media, Peer};
use crate::section::{Section, Wrong};

pub(super) fn read(section: &Section<'_, '_>, is_simulated: bool) -> Option<LabelPrinter> {
    let languages = [
        ("zpl", LabelLanguage::Zpl),
        ("epl", LabelLanguage::Epl),
        ("tspl", LabelLanguage::Tspl),
    ];
    let language = driver(section, &languages);
    let peer = if is_simulated {
        cable::unused(section);
        Some(Peer::Simulated)
    } else {
        cable::any(section).map(Peer::At)
    };
    let media = [
        ("gap", Media::Gap),
        ("mark", Media::Mark),
        ("continuous", Media::Continuous),
    ];
    let dpi = dpi(section);
    let width_mm = section.integer("width_mm", 20..=220, 104);
    let media = section.choice("media", &media).unwrap_or(Media::Gap);
    let gap_mm = section.integer("gap_mm", 0..=20, 3);
    let darkness = section
        .has("darkness")
        .then(|| section.integer("darkness", 0..=30, 10));
    let speed = section
        .has("speed")
        .then(|| section.integer("speed", 1..=14, 4));
    section.know(&["darkness", "speed"]);
    let ribbon = section.boolean("ribbon", false);
    Some(LabelPrinter {
        language: language?,
        peer: peer?,
        dpi,
        width_mm,
        media,
        gap_mm,
        darkness,
        speed,
        ribbon,
    })
}

fn dpi(section: &Section<'_, '_>) -> Dpi {
    match section.integer("dpi", 203..=300, 203) {
        203 => Dpi::Dpi203,
        300 => Dpi::Dpi300,
        other => {
            let problem = format!("no head prints {other} dots to the inch");
            let help = "203 is the usual one; its configuration label says";
            section.fault_at("dpi", Wrong::new(problem, "203 or 300", help));
            Dpi::Dpi203
        }
    }
}
