//! A [`PageDocument`] as a PDF: archivable (PDF/A-2u), letters embedded, the same bytes for the same input.
//!
//! `block` and `table` turn blocks into strips, `flow` puts strips on sheets, `draw` writes the file.
//! Everything before `draw` counts in whole twentieths of a point (twips).

mod block;
mod draw;
mod flow;
mod strip;
mod table;

use crate::page::{PageDocument, PaperSize};

/// Why a PDF could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("document needs more than {max} pages", max = PAGES_MAX)]
    TooLong,
    #[error("a font of this program cannot be read")]
    Font,
    #[error("writing the pdf: {0}")]
    Write(String),
}

/// Most pages a document may have: far more than anybody prints, few enough to stay in memory.
pub const PAGES_MAX: usize = 2_000;

/// Returns the document as a PDF file.
///
/// ```
/// use paper::page::{
///     Block, Column, Created, Heading, Letterhead, PageDocument, PaperSize, Row, Table, Total,
/// };
///
/// let from = Letterhead { name: "Main Street Auto".to_owned(), ..Letterhead::default() };
/// let what = Heading { title: "Invoice".to_owned(), number: "C1-000123".to_owned(), ..Heading::default() };
/// let mut invoice = PageDocument::new(from, what, Created::on(2025, 3, 14));
/// invoice.push(Block::Table(Table {
///     columns: vec![Column::lead("Item"), Column::detail("Qty", ""), Column::amount("Amount")],
///     rows: vec![Row::item(["Oil filter", "2", "17.98"])],
/// }));
/// invoice.push(Block::Totals(vec![Total::new("Total", "17.98").grand()]));
/// let file = paper::pdf::render(&invoice, PaperSize::Letter)?;
/// assert!(file.starts_with(b"%PDF-"));
/// # Ok::<(), paper::pdf::PdfError>(())
/// ```
///
/// # Errors
/// When the document is longer than [`PAGES_MAX`] pages, or cannot be written as PDF/A.
pub fn render(document: &PageDocument, size: PaperSize) -> Result<Vec<u8>, PdfError> {
    let sheets = flow::sheets(document, size)?;
    draw::file(document, size, &sheets)
}
