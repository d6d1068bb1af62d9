//! PDFs, read back by another reader. With `PAPER_PREVIEW_DIR` set, the files are left there to be looked at.

use crate::business;
use lopdf::Document as Reader;
use paper::page::{PageDocument, PaperSize};
use paper::pdf;

const SIZES: [PaperSize; 2] = [PaperSize::A4, PaperSize::Letter];

fn rendered(page: &PageDocument, size: PaperSize, name: &str) -> Vec<u8> {
    let file = pdf::render(page, size).unwrap();
    if let Some(directory) = std::env::var_os("PAPER_PREVIEW_DIR") {
        let path = std::path::Path::new(&directory).join(format!("{name}-{size:?}.pdf"));
        std::fs::write(path, &file).unwrap();
    }
    file
}

/// The text of each page.
fn pages(file: &[u8]) -> Vec<String> {
    let reader = Reader::load_mem(file).unwrap();
    let numbers: Vec<u32> = reader.get_pages().into_keys().collect();
    numbers
        .iter()
        .map(|number| reader.extract_text(&[*number]).unwrap())
        .collect()
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
    }
}

#[test]
fn a_statement_of_500_lines() {
    let page = business::long(500);
    for size in SIZES {
        let file = rendered(&page, size, "long");
        let pages = pages(&file);
        eprintln!("{}", pages[1]);
    }
}
