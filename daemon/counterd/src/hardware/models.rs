//! Models of receipt printers: the shipped data as profiles of the encoders.

use paper::display::DisplayProfile;
use paper::document::PaperWidth;
use paper::escpos::{Answers, Cjk, CodePage, ImageMode, Profile};
use paper::layout::Cutter;
use paper::star::StarProfile;
use paper::{Pin, Symbology};
use settings::Quirk;
use settings::model::{self, PrinterLanguage};
use settings::quirk::{QuirkAnswer, QuirkCjk, QuirkCutter, QuirkPictures};

/// What the operator calls a code page, as the encoders know it.
const CODE_PAGES: &[(&str, CodePage)] = &[
    ("pc437", CodePage::Pc437),
    ("katakana", CodePage::Katakana),
    ("pc737", CodePage::Pc737),
    ("pc775", CodePage::Pc775),
    ("pc850", CodePage::Pc850),
    ("pc852", CodePage::Pc852),
    ("pc858", CodePage::Pc858),
    ("pc860", CodePage::Pc860),
    ("pc862", CodePage::Pc862),
    ("pc863", CodePage::Pc863),
    ("pc865", CodePage::Pc865),
    ("pc866", CodePage::Pc866),
    ("iso8859-15", CodePage::Iso8859_15),
    ("thai", CodePage::Thai874),
    ("wpc1250", CodePage::Wpc1250),
    ("wpc1251", CodePage::Wpc1251),
    ("wpc1252", CodePage::Wpc1252),
    ("wpc1253", CodePage::Wpc1253),
    ("wpc1254", CodePage::Wpc1254),
    ("wpc1255", CodePage::Wpc1255),
    ("wpc1256", CodePage::Wpc1256),
    ("wpc1257", CodePage::Wpc1257),
    ("wpc1258", CodePage::Wpc1258),
];

/// Returns the code page of a word of the settings.
pub(crate) fn code_page(word: &str) -> Option<CodePage> {
    let found = CODE_PAGES.iter().find(|(known, _)| *known == word);
    found.map(|(_, page)| *page)
}

/// Returns the model that a printer is: the one that its settings name, or the one that fits best what it calls itself on USB.
pub(crate) fn model_of<'q>(
    printer: &model::Printer,
    calls_itself: Option<&str>,
    quirks: &'q [Quirk],
) -> Option<&'q Quirk> {
    if let Some(name) = &printer.model {
        return quirks.iter().find(|quirk| quirk.name == *name);
    }
    let speaks = |quirk: &&Quirk| quirk.language == printer.language;
    let known = quirks.iter().filter(speaks);
    let fits = known.filter_map(|quirk| Some((quirk.fits(calls_itself?)?, quirk)));
    let best = fits.max_by_key(|(length, _)| *length);
    best.map(|(_, quirk)| quirk)
}

/// Returns the width of a printer's roll.
pub(crate) fn width_of(printer: &model::Printer, quirk: Option<&Quirk>) -> PaperWidth {
    match (printer.width, quirk) {
        (Some(model::PaperWidth::Mm58), _) => PaperWidth::Mm58,
        (Some(model::PaperWidth::Mm80), _) => PaperWidth::Mm80,
        (None, Some(quirk)) if quirk.columns < 40 => PaperWidth::Mm58,
        (None, _) => PaperWidth::Mm80,
    }
}

/// Returns how to write to an ESC/POS printer. Without a model it is taken for one that imitates Epson's.
pub(crate) fn escpos(printer: &model::Printer, quirk: Option<&Quirk>) -> Profile {
    let mut profile = match (quirk, width_of(printer, quirk)) {
        (Some(quirk), _) => of_quirk(quirk),
        (None, PaperWidth::Mm58) => Profile::epson_58mm(),
        (None, PaperWidth::Mm80) => Profile::epson_80mm(),
    };
    prefer(&mut profile.code_pages, printer);
    profile
}

/// Returns how to write to a printer in Star line mode.
pub(crate) fn star(printer: &model::Printer, quirk: Option<&Quirk>) -> StarProfile {
    let mut profile = match width_of(printer, quirk) {
        PaperWidth::Mm58 => StarProfile::star_58mm(),
        PaperWidth::Mm80 => StarProfile::star_80mm(),
    };
    if let Some(quirk) = quirk {
        profile.name.clone_from(&quirk.title);
        profile.columns = quirk.columns.into();
        profile.dots = quirk.dots.into();
        profile.picture_dots_max = quirk.picture_dots.into();
        profile.code_pages = pages(quirk);
        profile.cutter = cutter(quirk);
        profile.barcodes = barcodes(quirk);
        profile.qr = quirk.qr;
        profile.drawer_pins = pins(quirk);
        profile.answers = quirk.answers.contains(&QuirkAnswer::Automatic);
    }
    prefer(&mut profile.code_pages, printer);
    profile
}

/// Returns how to write to a customer display.
pub(crate) fn display(display: &model::Display) -> DisplayProfile {
    let mut profile = match display.language {
        model::DisplayLanguage::Escpos => DisplayProfile::epson_2x20(),
        model::DisplayLanguage::Cd5220 => DisplayProfile::cd5220_2x20(),
    };
    profile.columns = display.columns;
    profile.rows = display.rows;
    if display.language == model::DisplayLanguage::Escpos
        && let Some(page) = code_page(&display.code_page)
        && let Some(number) = page.tm_number()
    {
        profile.code_pages.retain(|(known, _)| *known != page);
        profile.code_pages.insert(0, (page, number));
    }
    profile
}

/// Puts the operator's code page before the others.
fn prefer(pages: &mut [(CodePage, u8)], printer: &model::Printer) {
    let first = printer.code_page.as_deref().and_then(code_page);
    if let Some(first) = first {
        pages.sort_by_key(|(page, _)| *page != first);
    }
}

fn of_quirk(quirk: &Quirk) -> Profile {
    debug_assert_eq!(quirk.language, PrinterLanguage::Escpos);
    let answers = |answer| quirk.answers.contains(&answer);
    Profile {
        name: quirk.title.clone(),
        columns: quirk.columns.into(),
        columns_font_b: quirk.columns_small.into(),
        dots: quirk.dots.into(),
        dpi: quirk.dpi.into(),
        code_pages: pages(quirk),
        cjk: quirk.cjk.map(|cjk| match cjk {
            QuirkCjk::ShiftJis => Cjk::ShiftJis,
            QuirkCjk::Gb18030 => Cjk::Gb18030,
            QuirkCjk::Big5 => Cjk::Big5,
            QuirkCjk::Ksc5601 => Cjk::Ksc5601,
        }),
        leaves_kanji_mode: quirk.leaves_kanji_mode,
        fallback_font: None,
        cutter: cutter(quirk),
        guards_real_time: quirk.guards_real_time,
        answers: Answers {
            real_time: answers(QuirkAnswer::RealTime),
            in_order: answers(QuirkAnswer::InOrder),
            process_id: answers(QuirkAnswer::ProcessId),
            automatic: answers(QuirkAnswer::Automatic),
        },
        image_mode: match quirk.pictures {
            QuirkPictures::Raster => ImageMode::Raster,
            QuirkPictures::Columns => ImageMode::Columns,
            QuirkPictures::Graphics => ImageMode::Graphics,
        },
        picture_dots_max: quirk.picture_dots.into(),
        barcodes: barcodes(quirk),
        qr: quirk.qr,
        drawer_pins: pins(quirk),
    }
}

fn pages(quirk: &Quirk) -> Vec<(CodePage, u8)> {
    let known = |(word, number): &(String, u8)| Some((code_page(word)?, *number));
    quirk.code_pages.iter().filter_map(known).collect()
}

const fn cutter(quirk: &Quirk) -> Cutter {
    match quirk.cutter {
        QuirkCutter::None => Cutter::None,
        QuirkCutter::Partial => Cutter::Partial,
        QuirkCutter::Full => Cutter::Full,
    }
}

fn barcodes(quirk: &Quirk) -> Vec<Symbology> {
    let known = |word: &String| match word.as_str() {
        "upc-a" => Some(Symbology::UpcA),
        "ean13" => Some(Symbology::Ean13),
        "code39" => Some(Symbology::Code39),
        "code128" => Some(Symbology::Code128),
        _ => None,
    };
    quirk.barcodes.iter().filter_map(known).collect()
}

fn pins(quirk: &Quirk) -> Vec<Pin> {
    let known = |pin: &u8| match pin {
        2 => Some(Pin::Two),
        5 => Some(Pin::Five),
        _ => None,
    };
    quirk.drawer_pins.iter().filter_map(known).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use settings::model::{Peer, Printer};

    use super::*;

    fn shipped() -> Vec<Quirk> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/quirks");
        Quirk::load_all(&folder).unwrap()
    }

    fn printer(model: Option<&str>, code_page: Option<&str>) -> Printer {
        Printer {
            language: PrinterLanguage::Escpos,
            peer: Peer::Simulated,
            model: model.map(str::to_owned),
            width: None,
            code_page: code_page.map(str::to_owned),
        }
    }

    #[test]
    fn every_word_of_the_settings_is_a_code_page() {
        for word in model::CODE_PAGES {
            assert!(code_page(word).is_some(), "{word}");
        }
        assert_eq!(CODE_PAGES.len(), model::CODE_PAGES.len());
    }

    #[test]
    fn every_shipped_model_has_all_that_its_file_says() {
        for quirk in shipped() {
            let named = printer(Some(&quirk.name), None);
            assert_eq!(model_of(&named, None, &shipped()), Some(&quirk));
            let (pages, pins, codes) = match quirk.language {
                PrinterLanguage::Escpos => {
                    let profile = escpos(&named, Some(&quirk));
                    (profile.code_pages, profile.drawer_pins, profile.barcodes)
                }
                PrinterLanguage::Star => {
                    let profile = star(&named, Some(&quirk));
                    (profile.code_pages, profile.drawer_pins, profile.barcodes)
                }
            };
            assert_eq!(pages.len(), quirk.code_pages.len(), "{}", quirk.name);
            assert_eq!(pins.len(), quirk.drawer_pins.len(), "{}", quirk.name);
            assert_eq!(codes.len(), quirk.barcodes.len(), "{}", quirk.name);
        }
    }

    #[test]
    fn what_a_printer_calls_itself_decides_where_nobody_says() {
        let quirks = shipped();
        let found = |name| model_of(&printer(None, None), name, &quirks).map(|q| q.name.as_str());
        assert_eq!(found(Some("TM-T88V")), Some("epson-tm-t88v"));
        assert_eq!(found(Some("TSP654")), None, "it does not speak ESC/POS");
        assert_eq!(found(Some("LaserJet")), None);
        assert_eq!(found(None), None);
    }

    #[test]
    fn the_operators_code_page_comes_first() {
        let quirks = shipped();
        let named = printer(Some("epson-tm-t88v"), Some("pc866"));
        let quirk = model_of(&named, None, &quirks);
        let profile = escpos(&named, quirk);
        assert_eq!(profile.code_pages[0], (CodePage::Pc866, 17));
        assert_eq!(width_of(&named, quirk), PaperWidth::Mm80);
    }
}
