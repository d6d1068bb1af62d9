//! PDFs, read back by another reader. With `PAPER_PREVIEW_DIR` set, the files are left there to be looked at.

use crate::business;
use crate::reader::{pages, shapes, sizes};
use paper::page::{
    Block, Column, Created, Fact, Heading, Letterhead, Note, PageDocument, PaperSize, Party, Print,
    Row, Table, Total,
};
use paper::pdf;
use proptest::prelude::*;
use rxing::BarcodeFormat;

const SIZES: [PaperSize; 2] = [PaperSize::A4, PaperSize::Letter];

fn rendered(page: &PageDocument, size: PaperSize, name: &str) -> Vec<u8> {
    let file = pdf::render(page, size).unwrap();
    if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
        let path = std::path::Path::new(&directory).join(format!("{name}-{size:?}.pdf"));
        std::fs::write(path, &file).unwrap();
    }
    file
}

fn blank() -> PageDocument {
    let heading = Heading {
        title: "Title".to_owned(),
        ..Heading::default()
    };
    PageDocument::new(Letterhead::default(), heading, Created::on(2025, 3, 14))
}

fn with(block: Block) -> PageDocument {
    let mut page = blank();
    page.push(block);
    page
}

#[test]
fn every_word_of_an_invoice_is_in_the_file() {
    for size in SIZES {
        let page = business::invoice();
        let file = rendered(&page, size, "invoice");
        let text = pages(&file).join("\n");
        for wanted in business::texts(&page) {
            for word in wanted.split_whitespace() {
                assert!(text.contains(word), "{word} of {wanted} in\n{text}");
            }
        }
        assert_eq!(pages(&file).len(), 2);
        assert!(text.contains("Page 1 of 2") && text.contains("Page 2 of 2"));
    }
}

#[test]
fn the_sheet_has_its_size() {
    let size_of = |size| sizes(&pdf::render(&blank(), size).unwrap());
    // A4 in points is 595.3 x 841.9.
    assert_eq!(size_of(PaperSize::A4), [(595, 842)]);
    assert_eq!(size_of(PaperSize::Letter), [(612, 792)]);
}

#[test]
fn the_same_document_is_the_same_file_and_says_when_it_was_made() {
    let page = business::invoice();
    let file = pdf::render(&page, PaperSize::A4).unwrap();
    assert_eq!(file, pdf::render(&page, PaperSize::A4).unwrap());
    let text = String::from_utf8_lossy(&file);
    assert!(text.contains("D:20250314104200-08'00"));
    // PDF/A-2u, ISO 19005-2: part and level stand in the metadata.
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(text.contains("<pdfaid:conformance>U</pdfaid:conformance>"));
    let mut other = page.clone();
    other.created.minute = 43;
    assert_ne!(file, pdf::render(&other, PaperSize::A4).unwrap());
}

#[test]
fn codes_on_the_page_are_read() {
    for size in SIZES {
        let file = pdf::render(&business::invoice(), size).unwrap();
        let first = shapes(&file, 0);
        assert_eq!(
            first.code(BarcodeFormat::CODE_128).as_deref(),
            Some("C1-000123")
        );
        let second = shapes(&file, 1);
        assert_eq!(
            second.code(BarcodeFormat::QR_CODE).as_deref(),
            Some("https://example.com/i/C1-000123")
        );
        assert_eq!(
            second.code(BarcodeFormat::DATA_MATRIX).as_deref(),
            Some("TMBJJ7NE0J0123456")
        );
    }
}

#[test]
fn a_statement_of_500_lines_keeps_headings_with_their_rows() {
    let page = business::long(500);
    for size in SIZES {
        let file = rendered(&page, size, "long");
        let pages = pages(&file);
        let count = pages.len();
        assert!((11..=20).contains(&count), "{count} pages");
        for at in 0..500 {
            let row = format!("Line-{at}");
            let found = pages.iter().flat_map(|page| page.split_whitespace());
            assert_eq!(found.filter(|word| *word == row).count(), 1, "{row}");
        }
        for (at, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("Page {} of {count}", at + 1)));
            let words: Vec<&str> = page.split_whitespace().collect();
            let first = words.iter().position(|word| word.starts_with("Line-"));
            assert!(first.is_some(), "page {at} has no row");
            assert!(words.contains(&"Description"), "page {at} has no headings");
            let place = |start: &str| words.iter().rposition(|word| word.starts_with(start));
            assert!(place("Job-") < place("Line-"), "orphan on page {at}");
            // No sum is the first line of a page: its group has at least one row above it.
            let sum = words.iter().position(|word| word.starts_with("Sum-"));
            assert!(sum.is_none_or(|sum| sum > first.unwrap()));
        }
        assert!(pages[1..].iter().any(|page| page.contains("(continued)")));
        // The totals are not alone on the last page.
        let last = pages.last().unwrap();
        assert!(last.contains("TOTAL") && last.contains("Line-499"));
    }
}

#[test]
fn totals_stand_with_the_last_of_what_they_add_up() {
    for rows in 20..70 {
        let file = pdf::render(&business::long(rows), PaperSize::Letter).unwrap();
        let pages = pages(&file);
        let found = pages.iter().find(|page| page.contains("TOTAL")).unwrap();
        assert!(found.contains(&format!("Line-{}", rows - 1)), "{rows} rows");
    }
}

#[test]
fn amounts_are_whole_however_many_columns_there_are() {
    let amount = "1,234,567,890.12";
    for columns in 2..10 {
        let mut table = Table {
            columns: vec![Column::lead("Description of what was done")],
            rows: Vec::new(),
        };
        table
            .columns
            .extend((1..columns).map(|_| Column::amount("Amount")));
        let mut cells = vec!["A rather long description of the thing".to_owned()];
        cells.extend((1..columns).map(|_| amount.to_owned()));
        table.rows.push(Row::item(cells));
        let file = pdf::render(&with(Block::Table(table)), PaperSize::Letter).unwrap();
        let text = pages(&file).join("\n");
        assert_eq!(text.matches(amount).count(), columns - 1, "{text}");
    }
}

#[test]
fn a_row_longer_than_a_page_goes_on_over_pages() {
    let words: Vec<String> = (0..3000).map(|at| format!("w{at}")).collect();
    let table = Table {
        columns: vec![Column::lead("Text"), Column::amount("Amount")],
        rows: vec![Row::item([words.join(" "), "1.00".to_owned()])],
    };
    let file = pdf::render(&with(Block::Table(table)), PaperSize::A4).unwrap();
    let pages = pages(&file);
    assert!(pages.len() > 3);
    let text = pages.join("\n");
    let found: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.starts_with('w'))
        .collect();
    assert_eq!(found, words);
}

#[test]
fn a_new_page_is_begun_when_asked() {
    let mut page = blank();
    page.push(Block::Note(Note::new("first", Print::Body)))
        .push(Block::PageBreak)
        .push(Block::Note(Note::new("second", Print::Body)));
    let pages = pages(&pdf::render(&page, PaperSize::A4).unwrap());
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("first") && pages[1].contains("second"));
}

#[test]
fn a_document_without_end_is_refused() {
    let mut page = blank();
    for _ in 0..=pdf::PAGES_MAX {
        page.push(Block::Note(Note::new("x", Print::Body)))
            .push(Block::PageBreak);
    }
    page.push(Block::Note(Note::new("x", Print::Body)));
    assert!(matches!(
        pdf::render(&page, PaperSize::A4),
        Err(pdf::PdfError::TooLong)
    ));
}

#[test]
fn what_is_missing_leaves_no_page_empty() {
    let nothing = PageDocument::new(
        Letterhead::default(),
        Heading::default(),
        Created::on(2025, 3, 14),
    );
    assert_eq!(
        pages(&pdf::render(&nothing, PaperSize::A4).unwrap()).len(),
        1
    );
    for block in [
        Block::Parties(Vec::new()),
        Block::Facts(Vec::new()),
        Block::Table(Table::default()),
        Block::Totals(Vec::new()),
        Block::Signatures(Vec::new()),
    ] {
        assert_eq!(
            pages(&pdf::render(&with(block), PaperSize::A4).unwrap()).len(),
            1
        );
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,.€éß]{0,40}",
        "[A-Za-z0-9]{0,400}",
        "(\\PC){0,30}",
        "[a-z\n ]{0,200}",
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let texts = || prop::collection::vec(text(), 0..6);
    prop_oneof![
        texts().prop_map(|lines| Block::Parties(vec![
            Party {
                heading: "H".to_owned(),
                lines: lines.clone()
            },
            Party {
                heading: String::new(),
                lines
            }
        ])),
        texts().prop_map(|list| Block::Facts(
            list.into_iter()
                .map(|it| Fact::new(it.clone(), it))
                .collect()
        )),
        (texts(), 1usize..9, texts()).prop_map(|(cells, columns, under)| {
            let mut columns: Vec<Column> = (0..columns).map(|_| Column::amount("A b")).collect();
            columns[0] = Column::lead("Lead");
            let rows = vec![
                Row::group(cells.first().cloned().unwrap_or_default()),
                Row::Item {
                    cells: cells.clone(),
                    under,
                },
                Row::subtotal(cells.last().cloned().unwrap_or_default(), "1.00"),
            ];
            Block::Table(Table { columns, rows })
        }),
        texts().prop_map(|list| Block::Totals(
            list.into_iter()
                .map(|it| Total::new(it.clone(), it).grand())
                .collect()
        )),
        text().prop_map(|it| Block::Note(Note::new(it, Print::Small))),
        Just(Block::PageBreak),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_can_be_written_and_loses_no_letter(blocks in prop::collection::vec(block(), 0..6)) {
        let mut page = blank();
        page.blocks = blocks;
        let file = pdf::render(&page, PaperSize::Letter);
        prop_assert!(file.is_ok(), "{file:?}");
        let written = pages(&file.unwrap()).concat();
        let count = |text: &str, of: char| text.matches(of).count();
        let wanted = business::texts(&page).concat();
        for letter in ('a'..='z').chain('0'..='9') {
            prop_assert!(count(&written, letter) >= count(&wanted, letter), "{letter}");
        }
    }
}
