//! What is encoded is what is decoded, for any document on any printer; and layout keeps its promises.

use crate::support;
use paper::escpos::{self, Cjk, CodePage, Cutter, ImageMode, Profile};
use paper::layout::{Row, lay_out, tickets};
use paper::{Cell, Document, Element, PaperWidth, Pin, Printed, PrintedLine, Symbology};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn profiles() -> impl Strategy<Value = Profile> {
    let ascii_only = Profile {
        code_pages: vec![(CodePage::Pc437, 0)],
        ..Profile::epson_58mm()
    };
    prop_oneof![
        2 => Just(Profile::epson_80mm()),
        2 => Just(Profile::epson_58mm()),
        1 => Just(ascii_only),
        1 => Just(Profile::generic_80mm()),
        1 => Just(Profile::generic_58mm()),
        3 => any_profile(),
    ]
}

/// Printers with and without everything a profile can say.
fn any_profile() -> impl Strategy<Value = Profile> {
    let pages = subsequence(CodePage::ALL.to_vec(), 0..6)
        .prop_map(|pages| pages.into_iter().zip(0..).collect::<Vec<_>>());
    let abilities = (
        select(vec![Cutter::None, Cutter::Partial, Cutter::Full]),
        select(vec![
            ImageMode::Raster,
            ImageMode::Columns,
            ImageMode::Graphics,
        ]),
        subsequence(Symbology::ALL.to_vec(), 0..=4),
        any::<bool>(),
        select(vec![100_u32, 384, 1000]),
        subsequence(vec![Pin::Two, Pin::Five], 0..=2),
    );
    (
        pages,
        option::of(select(Cjk::ALL.to_vec())),
        any::<bool>(),
        abilities,
    )
        .prop_map(
            |(
                code_pages,
                cjk,
                has_font,
                (cutter, image_mode, barcodes, qr, picture_dots_max, pins),
            )| {
                Profile {
                    code_pages,
                    cjk,
                    fallback_font: has_font.then(support::noto),
                    cutter,
                    image_mode,
                    barcodes,
                    qr,
                    picture_dots_max,
                    drawer_pins: pins,
                    ..Profile::epson_58mm()
                }
            },
        )
}

fn laid_out(document: &Document, profile: &Profile) -> Vec<Printed> {
    let target = profile.target();
    tickets(&target, lay_out(document, &target))
}

fn visible(text: &str) -> String {
    let shows = |c: &char| {
        let shapes_others = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}');
        !c.is_whitespace() && !c.is_control() && !shapes_others
    };
    text.chars().filter(shows).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn paper_from_bytes_is_the_paper_laid_out(document in support::document(), profile in profiles()) {
        let bytes = escpos::encode(&document, &profile);
        prop_assert_eq!(escpos::print(&profile, &bytes), laid_out(&document, &profile));
    }

    #[test]
    fn no_line_is_wider_than_the_paper(document in support::document(), profile in profiles()) {
        for row in lay_out(&document, &profile.target()) {
            if let Row::Line(PrintedLine::Text(line)) = row {
                prop_assert!(line.width_dots() <= profile.dots, "{}", line.text());
            }
        }
    }

    #[test]
    fn every_visible_character_of_a_cell_is_printed(cells in prop::collection::vec(support::cell(), 0..6)) {
        let mut document = Document::new(PaperWidth::Mm58);
        document.push(Element::Columns { cells: cells.clone() });
        let mut expected: Vec<char> = cells
            .iter()
            .flat_map(|cell| &cell.runs)
            .flat_map(|run| visible(&run.text).chars().collect::<Vec<_>>())
            .map(|c| if paper::font::glyph(c).is_some() { c } else { '?' })
            .collect();
        let printed: String = document.printed().iter().map(Printed::text).collect();
        let mut found: Vec<char> = visible(&printed).chars().collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_preview_never_fails_on_a_short_document(document in support::document()) {
        for ticket in document.printed() {
            prop_assert!(paper::preview::png(&ticket).is_ok());
        }
    }
}

#[test]
fn the_receipt_reads_the_same_from_its_bytes() {
    for (width, profile) in [
        (PaperWidth::Mm80, Profile::epson_80mm()),
        (PaperWidth::Mm58, Profile::epson_58mm()),
    ] {
        let document = support::receipt(width);
        let printed = escpos::print(&profile, &escpos::encode(&document, &profile));
        let text = printed[0].text();
        for wanted in [
            "MAIN STREET AUTO",
            "M. Müller",
            "€",
            "Žižkov",
            "☑",
            "TOTAL",
            "Thank you!",
        ] {
            assert!(text.contains(wanted), "{wanted} in\n{text}");
        }
        assert_eq!(printed[0].barcodes().next().unwrap().data(), "C1-000123");
        assert_eq!(
            printed[0].qrs().next().unwrap().data(),
            b"https://example.com/r/C1-000123"
        );
        assert_eq!(printed[0].pulses, [paper::Pulse::FIRST_DRAWER]);
        assert_eq!(printed[0].cut.is_some(), profile.cutter != Cutter::None);
    }
}

#[test]
fn text_cannot_smuggle_commands() {
    let profile = Profile::epson_80mm();
    let mut document = Document::new(PaperWidth::Mm80);
    document.columns([Cell::left(
        "\u{1b}p\u{0}\u{19}\u{19}\u{10}\u{14}\u{1}\u{0}\u{1}",
    )]);
    let printed = escpos::print(&profile, &escpos::encode(&document, &profile));
    assert_eq!(printed[0].pulses, []);
    assert_eq!(printed[0].text(), "p");
}
