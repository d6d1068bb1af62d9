//! Lays a [`PageDocument`] out for a roll: what stands side by side on a page comes one below the other.

use super::{
    Block, Fact, Note, OnRoll, PageDocument, Party, Payment, Print, Row, Signature, Table, Total,
    TotalWeight,
};
use crate::document::{Cell, Document, PaperWidth, Run};
use crate::raster::Raster;
use crate::style::Style;
use crate::symbol::Symbol;

/// Dots of one Data Matrix module on a roll: 0.6 mm, easy for a hand-held camera.
const MATRIX_MODULE_DOTS: u8 = 5;
/// Columns of an 80 mm roll in printers with wide letters.
const NARROW_COLUMNS: usize = 42;

/// Returns the document for a roll, ended by a cut. Every text of the page is on the roll too, but for page
/// numbers, columns marked [`OnRoll::Omit`], and headings of columns whose cells stand under the lead.
pub fn to_roll(page: &PageDocument, width: PaperWidth) -> Document {
    let mut roll = Document::new(width);
    head(&mut roll, page);
    for block in &page.blocks {
        match block {
            Block::Parties(parties) => parties.iter().for_each(|it| party(&mut roll, it)),
            Block::Facts(list) => {
                facts(&mut roll, list);
                roll.rule();
            }
            Block::Table(it) => table(&mut roll, it),
            Block::Totals(list) => list.iter().for_each(|it| total(&mut roll, it)),
            Block::Payments(payments) => {
                roll.rule();
                strong(&mut roll, &payments.heading);
                payments.rows.iter().for_each(|it| payment(&mut roll, it));
                payments.totals.iter().for_each(|it| total(&mut roll, it));
            }
            Block::Note(it) => note(&mut roll, it),
            Block::Signatures(list) => list.iter().for_each(|it| signature(&mut roll, it)),
            Block::WritingLines { heading, lines } => {
                roll.feed(1);
                strong(&mut roll, heading);
                for _ in 0..*lines {
                    roll.feed(1).rule();
                }
            }
            Block::Symbol { symbol, caption } => {
                draw(&mut roll, symbol);
                centred(&mut roll, caption, Style::PLAIN);
            }
            Block::PageBreak => {
                roll.double_rule();
            }
        }
    }
    roll.feed(1);
    for line in &page.footer {
        centred(&mut roll, line, Style::PLAIN);
    }
    roll.cut();
    roll
}

fn head(roll: &mut Document, page: &PageDocument) {
    if let Some(logo) = &page.letterhead.logo {
        roll.image(logo.clone());
    }
    centred(roll, &page.letterhead.name, Style::LARGE.bold());
    for line in &page.letterhead.lines {
        centred(roll, line, Style::PLAIN);
    }
    roll.feed(1);
    let heading = &page.heading;
    if let Some(mark) = &heading.mark {
        centred(roll, &format!(" {mark} "), Style::INVERT);
    }
    centred(roll, &heading.title, Style::TALL.bold());
    let labelled = heading
        .facts
        .iter()
        .any(|fact| fact.value == heading.number);
    if !labelled {
        centred(roll, &heading.number, Style::BOLD);
    }
    facts(roll, &heading.facts);
    if let Some(symbol) = &heading.symbol {
        draw(roll, symbol);
    }
    roll.rule();
}

fn centred(roll: &mut Document, text: &str, style: Style) {
    if !text.is_empty() {
        roll.center(Run::new(text, style));
    }
}

fn strong(roll: &mut Document, text: &str) {
    if !text.is_empty() {
        roll.line(Run::new(text, Style::BOLD));
    }
}

/// A line of its own under a row, wrapped behind its indent.
fn indented(roll: &mut Document, text: &str) {
    if !text.is_empty() {
        roll.columns([Cell::left("").chars(1), Cell::left(text)]);
    }
}

fn facts(roll: &mut Document, facts: &[Fact]) {
    for fact in facts {
        roll.row(fact.label.as_str(), fact.value.as_str());
    }
}

fn party(roll: &mut Document, party: &Party) {
    strong(roll, &party.heading);
    for line in &party.lines {
        roll.line(line.as_str());
    }
    roll.rule();
}

fn draw(roll: &mut Document, symbol: &Symbol) {
    match symbol {
        Symbol::Barcode(barcode) => {
            roll.barcode(barcode.clone());
        }
        Symbol::Qr(qr) => {
            roll.qr(qr.clone());
        }
        Symbol::DataMatrix(code) => match code.raster(MATRIX_MODULE_DOTS) {
            Some(raster) => {
                roll.feed(1).image(raster);
            }
            None => centred(roll, &symbol.text(), Style::PLAIN),
        },
    }
}

fn note(roll: &mut Document, note: &Note) {
    roll.feed(1);
    strong(roll, &note.heading);
    let style = match note.print {
        Print::Small | Print::Body => Style::PLAIN,
        Print::Strong => Style::BOLD,
        Print::Notice => Style::TALL.bold(),
    };
    roll.line(Run::new(note.text.as_str(), style));
}

fn signature(roll: &mut Document, signature: &Signature) {
    match &signature.picture {
        Some(picture) => {
            let picture: Raster = picture.clone();
            roll.feed(1).image(picture);
        }
        None => {
            roll.feed(3);
        }
    }
    roll.rule();
    match &signature.signed {
        Some(signed) => roll.row(signature.label.as_str(), signed.as_str()),
        None => roll.line(signature.label.as_str()),
    };
}

/// The amount is never broken over two lines. The sum people look for is double width where it fits beside its label,
/// else double height only.
fn total(roll: &mut Document, total: &Total) {
    let letters = total.label.chars().count() + total.amount.chars().count();
    let style = match total.weight {
        TotalWeight::Plain => Style::PLAIN,
        TotalWeight::Strong => Style::BOLD,
        TotalWeight::Grand if 2 * letters < roll.width.columns().min(NARROW_COLUMNS) => {
            Style::LARGE.bold()
        }
        TotalWeight::Grand => Style::TALL.bold(),
    };
    let columns = total.amount.chars().count() * usize::from(style.width);
    let whole = Cell::right(Run::new(total.amount.as_str(), style)).chars(columns);
    roll.columns([Cell::left(Run::new(total.label.as_str(), style)), whole]);
}

fn payment(roll: &mut Document, payment: &Payment) {
    roll.row(payment.method.as_str(), payment.amount.as_str());
    payment
        .details
        .iter()
        .for_each(|detail| indented(roll, detail));
}

/// Columns of a table as a roll shows them.
struct RollTable<'a> {
    table: &'a Table,
    lead: Option<usize>,
    /// Index and width of the columns at the right of the lead.
    right: Vec<(usize, usize)>,
}

impl<'a> RollTable<'a> {
    fn new(table: &'a Table) -> Self {
        let lead = table
            .columns
            .iter()
            .position(|column| column.on_roll == OnRoll::Lead);
        let is = |wanted: OnRoll| {
            let found = table.columns.iter().enumerate();
            found
                .filter(move |(_, column)| column.on_roll == wanted)
                .map(|(at, _)| at)
        };
        let right: Vec<usize> = is(OnRoll::Beside).chain(is(OnRoll::Amount)).collect();
        // The amounts of all rows stand under each other, so each column is as wide as its widest cell.
        let widest = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| match row {
                Row::Item { cells, .. } => cells.get(at).map(String::as_str),
                Row::Group { .. } | Row::Subtotal { .. } => None,
            });
            let heading = table.columns[at].heading.as_str();
            let words = heading
                .split_whitespace()
                .map(|word| word.chars().count())
                .max();
            cells
                .map(|cell| cell.chars().count())
                .max()
                .max(words)
                .unwrap_or(0)
        };
        let right = right.into_iter().map(|at| (at, widest(at))).collect();
        Self { table, lead, right }
    }

    fn row(&self, roll: &mut Document, style: Style, text_of: impl Fn(usize) -> String) {
        let mut cells = vec![Cell::left(Run::new(
            self.lead.map(&text_of).unwrap_or_default(),
            style,
        ))];
        for (at, width) in &self.right {
            let mut cell = Cell::right(Run::new(text_of(*at), style)).chars(*width);
            cell.align = self.table.columns[*at].align;
            cells.push(cell);
        }
        roll.columns(cells);
    }
}

fn table(roll: &mut Document, table: &Table) {
    let shape = RollTable::new(table);
    if table
        .columns
        .iter()
        .any(|column| !column.heading.is_empty())
    {
        shape.row(roll, Style::BOLD, |at| table.columns[at].heading.clone());
    }
    for row in &table.rows {
        match row {
            Row::Group { title } => {
                roll.feed(1);
                strong(roll, title);
            }
            Row::Subtotal { label, amount } => {
                roll.row_in(Style::BOLD, label.as_str(), amount.as_str());
            }
            Row::Item { cells, under } => {
                let text_of = |at: usize| cells.get(at).cloned().unwrap_or_default();
                shape.row(roll, Style::PLAIN, text_of);
                let details: Vec<String> = table
                    .columns
                    .iter()
                    .zip(cells)
                    .filter_map(|(column, cell)| match &column.on_roll {
                        OnRoll::Detail { prefix } if !cell.is_empty() => {
                            Some(format!("{prefix}{cell}"))
                        }
                        _ => None,
                    })
                    .collect();
                let beyond = cells.iter().skip(table.columns.len());
                let details = details.join(" ");
                for line in [&details].into_iter().chain(beyond).chain(under) {
                    indented(roll, line);
                }
            }
        }
    }
    roll.rule();
}
