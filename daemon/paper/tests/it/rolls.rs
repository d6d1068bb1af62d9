//! The same business documents on rolls of 32, 42 and 48 columns.

use crate::business;
use paper::escpos::{self, Profile};
use paper::page::{Block, Column, Row, Table, Total, to_roll};
use paper::{PaperWidth, Printed, preview};

fn printers() -> [(PaperWidth, Profile); 3] {
    [
        (PaperWidth::Mm58, Profile::epson_58mm()),
        (PaperWidth::Mm80, Profile::epson_80mm_42_columns()),
        (PaperWidth::Mm80, Profile::epson_80mm()),
    ]
}

fn lines(block: Block, width: PaperWidth, profile: &Profile) -> Vec<String> {
    let mut page = business::long(0);
    page.blocks = vec![block];
    let bytes = escpos::encode(&to_roll(&page, width), profile);
    let printed = escpos::print(profile, &bytes);
    printed.iter().flat_map(Printed::text_lines).collect()
}

#[test]
fn every_word_of_an_invoice_is_on_every_roll() {
    for (width, profile) in printers() {
        let page = business::invoice();
        let bytes = escpos::encode(&to_roll(&page, width), &profile);
        let printed = escpos::print(&profile, &bytes);
        if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
            let name = format!("invoice-{}.png", profile.columns);
            let path = std::path::Path::new(&directory).join(name);
            std::fs::write(path, preview::png(&printed[0]).unwrap()).unwrap();
        }
        let text = printed[0].text();
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= profile.columns)
        );
        // Of the headings, a roll has those of the columns that stand side by side.
        let below = ["Part no.", "Qty", "Unit price"];
        let wanted = business::texts(&page);
        for wanted in wanted.iter().filter(|text| !below.contains(&text.as_str())) {
            for word in wanted.split_whitespace() {
                let broken = word.chars().count() > profile.columns / 3;
                let found = match broken {
                    false => text.contains(word),
                    true => text.replace(['\n', ' '], "").contains(word),
                };
                assert!(found, "{word} of {wanted} in\n{text}");
            }
        }
        assert_eq!(printed[0].barcodes().next().unwrap().data(), "C1-000123");
    }
}

#[test]
fn a_row_is_its_description_and_amount_with_the_rest_below() {
    let table = || {
        Block::Table(Table {
            columns: business::columns(),
            rows: vec![
                Row::item([
                    "PH-3614",
                    "Oil filter with gasket",
                    "2",
                    "1,008.99",
                    "2,017.98",
                ])
                .under("New"),
            ],
        })
    };
    let [(width, profile), .., (wide, wide_profile)] = printers();
    let narrow = lines(table(), width, &profile);
    let at = narrow
        .iter()
        .position(|line| line.starts_with("Description"))
        .unwrap();
    assert_eq!(
        narrow[at..at + 5],
        [
            "Description               Amount",
            "Oil filter with gasket  2,017.98",
            "  PH-3614 2 @ 1,008.99",
            "  New",
            "────────────────────────────────",
        ]
    );
    let broad = lines(table(), wide, &wide_profile);
    assert!(broad.contains(&"Oil filter with gasket                  2,017.98".to_owned()));
}

#[test]
fn amounts_keep_their_digits_on_one_line() {
    let amounts = [
        "8.99",
        "-1,234.50",
        "$1,234,567,890.12",
        "1\u{a0}234\u{a0}567,89 €",
        "1\u{202f}234\u{202f}567,89 €",
        "99999999999999999999999.99",
    ];
    for (width, profile) in printers() {
        for amount in amounts {
            let figure: String = amount.replace(['\u{a0}', '\u{202f}'], " ");
            let figure = figure.trim_end_matches(" €");
            let total = Total::new("A total with a long explanation", amount);
            for total in [total.clone(), total.grand()] {
                let found = lines(Block::Totals(vec![total]), width, &profile);
                let whole = found.iter().any(|line| line.contains(figure));
                assert!(whole, "{amount}: {found:?}");
            }
            let mut columns = business::columns();
            columns.push(Column::beside("Hours"));
            let cells = ["N-1", "Description", "1", amount, amount, amount];
            let table = Table {
                columns,
                rows: vec![Row::item(cells)],
            };
            let found = lines(Block::Table(table), width, &profile).join("\n");
            assert_eq!(found.matches(figure).count(), 3, "{found}");
        }
    }
}

#[test]
fn five_hundred_lines_on_a_roll() {
    for (width, profile) in printers() {
        let page = business::long(500);
        let bytes = escpos::encode(&to_roll(&page, width), &profile);
        let text: Vec<String> = escpos::print(&profile, &bytes)
            .iter()
            .flat_map(Printed::text_lines)
            .collect();
        for at in 0..500 {
            let row = format!("Line-{at}");
            let found = text.iter().flat_map(|line| line.split_whitespace());
            assert_eq!(found.filter(|word| *word == row).count(), 1, "{row}");
        }
    }
}

#[test]
fn the_sum_people_look_for_is_as_large_as_fits_and_never_broken() {
    for (width, amount, across) in [
        (PaperWidth::Mm58, "$999.99", 2),
        (PaperWidth::Mm58, "$123,456.78", 1),
        (PaperWidth::Mm80, "$123,456.78", 2),
        (PaperWidth::Mm80, "$92,233,720,368,547,758.07", 1),
    ] {
        let mut page = business::long(0);
        page.blocks = vec![Block::Totals(vec![Total::new("TO PAY", amount).grand()])];
        let profile = match width {
            PaperWidth::Mm58 => Profile::epson_58mm(),
            PaperWidth::Mm80 => Profile::epson_80mm(),
        };
        let bytes = escpos::encode(&to_roll(&page, width), &profile);
        let printed = escpos::print(&profile, &bytes).remove(0);
        let line = printed.lines.iter().find_map(|line| match line {
            paper::PrintedLine::Text(text) if text.text().contains("TO PAY") => Some(text),
            _ => None,
        });
        let line = line.unwrap();
        assert!(line.text().trim_end().ends_with(amount), "{}", line.text());
        assert_eq!(line.spans[0].style.width, across, "{amount}");
    }
}
