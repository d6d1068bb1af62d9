//! Every block but tables as strips.

use super::strip::{Strip, Twips, Type, beside, joined, paragraph, picture, symbol, together};
use super::table;
use crate::page::{
    Block, Fact, Note, PageDocument, Party, Payments, Print, Signature, Total, TotalWeight, Words,
};
use crate::style::Align;
use crate::symbol::Symbol;
use crate::typeface::printable;

/// White between columns.
const GUTTER: Twips = 240;
/// White after a block.
const AFTER: Twips = 140;
/// Module of a linear barcode, 0.35 mm.
const MODULE: Twips = 20;
/// Module of a symbol with two dimensions, 0.49 mm: cameras of telephones read it from an arm's length.
const SQUARE_MODULE: Twips = 28;
/// Room for the value of a fact in the heading.
const FACT_VALUE: Twips = 2000;
/// Room for its label.
const FACT_LABEL: Twips = 1300;
/// A logo is never taller than this, 20 mm.
const LOGO: Twips = 1134;

/// The room between the margins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub width: Twips,
    pub height: Twips,
}

impl Room {
    /// `count` columns: the left edge of each, and their common width.
    fn columns(self, count: usize) -> (Vec<Twips>, Twips) {
        let count = Twips::try_from(count.max(1)).unwrap_or(1);
        let width = (self.width - (count - 1) * GUTTER) / count;
        let lefts = (0..count).map(|at| at * (width + GUTTER)).collect();
        (lefts, width)
    }

    /// Above this, what stands side by side is put one below the other.
    fn tall(self) -> Twips {
        self.height / 2
    }
}

/// Letterhead at the left, what the document is at the right.
pub(super) fn head(document: &PageDocument, room: Room) -> Vec<Strip> {
    let left = room.width * 11 / 20 - GUTTER / 2;
    let right = room.width - left - GUTTER;
    let letterhead = &document.letterhead;
    let mut from = Vec::new();
    if let Some(logo) = &letterhead.logo {
        from.push(picture(logo, Align::Left, left, LOGO));
    }
    from.extend(paragraph(&letterhead.name, Type::NAME, Align::Left, left));
    for line in &letterhead.lines {
        from.extend(paragraph(line, Type::BODY, Align::Left, left));
    }
    let heading = &document.heading;
    let mut what = Vec::new();
    if let Some(mark) = &heading.mark {
        what.extend(paragraph(mark, Type::GRAND, Align::Right, right));
    }
    what.extend(paragraph(&heading.title, Type::TITLE, Align::Right, right));
    if !heading
        .facts
        .iter()
        .any(|fact| fact.value == heading.number)
    {
        what.extend(paragraph(
            &heading.number,
            Type::STRONG,
            Align::Right,
            right,
        ));
    }
    for fact in &heading.facts {
        what.push(fact_line(fact, right));
    }
    if let Some(code) = &heading.symbol {
        what.push(Strip::gap(100));
        what.extend(symbol(code, Align::Right, right, module_of(code)));
    }
    let mut strips = beside(vec![(0, from), (left + GUTTER, what)], room.tall());
    strips.push(Strip::rule(room.width, 80, 140));
    strips
}

/// A label and a value side by side at the right edge; one after the other when they are too long for that.
fn fact_line(fact: &Fact, width: Twips) -> Strip {
    let look = Type::LABEL.sized(160);
    let value_width = FACT_VALUE.min(width * 3 / 5);
    let label_width = FACT_LABEL.min(width - value_width - GUTTER / 2);
    let fits = look.width(&printable(&fact.label)) <= label_width
        && Type::BODY.width(&printable(&fact.value)) <= value_width;
    if !fits {
        let whole = format!("{} {}", fact.label, fact.value);
        return joined(paragraph(&whole, Type::BODY, Align::Right, width));
    }
    let label = paragraph(&fact.label, look, Align::Left, label_width);
    let value = paragraph(&fact.value, Type::BODY, Align::Right, value_width);
    let left = width - value_width - GUTTER / 2 - label_width;
    let columns = vec![
        (left, vec![joined(label).moved(0, 20)]),
        (width - value_width, value),
    ];
    joined(beside(columns, Twips::MAX))
}

/// Returns the strips of `block`, with white after them.
pub(super) fn strips(block: &Block, words: &Words, room: Room) -> Vec<Strip> {
    let mut strips = match block {
        Block::Parties(list) => parties(list, room),
        Block::Facts(list) => facts(list, room),
        Block::Table(it) => table::strips(it, words, room.width),
        Block::Totals(list) => totals(list, room),
        Block::Payments(it) => payments(it, room),
        Block::Note(it) => note(it, room),
        Block::Signatures(list) => signatures(list, room),
        Block::WritingLines { heading, lines } => writing_lines(heading, *lines, room),
        Block::Symbol {
            symbol: code,
            caption,
        } => {
            let mut strips = symbol(code, Align::Left, room.width, module_of(code));
            strips.extend(paragraph(caption, Type::SMALL, Align::Left, room.width));
            together(&mut strips);
            strips
        }
        Block::PageBreak => {
            return vec![Strip {
                new_page: true,
                ..Strip::default()
            }];
        }
    };
    if !strips.is_empty() {
        strips.push(Strip::gap(AFTER));
    }
    strips
}

const fn module_of(symbol: &Symbol) -> Twips {
    match symbol {
        Symbol::Barcode(_) => MODULE,
        Symbol::Qr(_) | Symbol::DataMatrix(_) => SQUARE_MODULE,
    }
}

fn party(party: &Party, width: Twips) -> Vec<Strip> {
    let mut strips = paragraph(&party.heading, Type::LABEL, Align::Left, width);
    for (at, line) in party.lines.iter().enumerate() {
        let look = if at == 0 { Type::STRONG } else { Type::BODY };
        strips.extend(paragraph(line, look, Align::Left, width));
    }
    strips
}

/// At most three side by side.
fn parties(list: &[Party], room: Room) -> Vec<Strip> {
    let (lefts, width) = room.columns(list.len().clamp(2, 3));
    let rows = list.chunks(3).map(|row| {
        let columns = row.iter().zip(&lefts);
        let columns = columns.map(|(it, left)| (*left, party(it, width)));
        beside(columns.collect(), room.tall())
    });
    spaced(rows)
}

/// Four side by side: the label in small print, the value under it.
fn facts(list: &[Fact], room: Room) -> Vec<Strip> {
    let (lefts, width) = room.columns(4);
    let rows = list.chunks(4).map(|row| {
        let columns = row.iter().zip(&lefts).map(|(fact, left)| {
            let mut strips = paragraph(&fact.label, Type::LABEL, Align::Left, width);
            strips.extend(paragraph(&fact.value, Type::BODY, Align::Left, width));
            (*left, strips)
        });
        beside(columns.collect(), room.tall())
    });
    spaced(rows)
}

fn spaced(rows: impl Iterator<Item = Vec<Strip>>) -> Vec<Strip> {
    let mut strips = Vec::new();
    for row in rows {
        if !strips.is_empty() {
            strips.push(Strip::gap(80));
        }
        strips.extend(row);
    }
    strips
}

/// In the right part of the page, the amounts at its edge.
fn total(total: &Total, room: Room) -> Vec<Strip> {
    let look = match total.weight {
        TotalWeight::Plain => Type::BODY,
        TotalWeight::Strong => Type::STRONG,
        TotalWeight::Grand => Type::GRAND,
    };
    let mut strips = Vec::new();
    let left = room.width * 11 / 20;
    let width = room.width - left;
    if total.weight == TotalWeight::Grand {
        strips.push(joined(vec![Strip::rule(width, 40, 30)]).moved(left, 0));
    }
    strips.extend(labelled_amount(
        (&total.label, &total.amount),
        look,
        left,
        width,
    ));
    strips
}

/// A label that wraps and an amount that does not. When they cannot stand side by side, the amount has the
/// last line for itself.
pub(super) fn labelled_amount(
    (label, amount): (&str, &str),
    look: Type,
    left: Twips,
    width: Twips,
) -> Vec<Strip> {
    let amount = printable(amount).replace('\n', " ");
    let amount_width = look.width(&amount);
    let label_width = width - amount_width - GUTTER / 2;
    let side_by_side = label_width >= width / 4;
    let mut strips = paragraph(
        label,
        look,
        Align::Left,
        if side_by_side { label_width } else { width },
    );
    if strips.is_empty() || !side_by_side {
        strips.push(Strip::gap(look.leading()));
    }
    if let Some(last) = strips.last_mut() {
        if amount_width <= width {
            last.text(0, 0, width, Align::Right, look, &amount);
        } else {
            strips.extend(paragraph(&amount, look, Align::Right, width));
        }
    }
    strips
        .into_iter()
        .map(|strip| strip.moved(left, 0))
        .collect()
}

fn totals(list: &[Total], room: Room) -> Vec<Strip> {
    let mut strips: Vec<Strip> = list.iter().flat_map(|it| total(it, room)).collect();
    together(&mut strips);
    strips
}

fn payments(it: &Payments, room: Room) -> Vec<Strip> {
    let left = room.width * 11 / 20;
    let width = room.width - left;
    let moved = |strips: Vec<Strip>| strips.into_iter().map(move |strip| strip.moved(left, 0));
    let mut strips: Vec<Strip> =
        moved(paragraph(&it.heading, Type::STRONG, Align::Left, width)).collect();
    for row in &it.rows {
        let pair = (row.method.as_str(), row.amount.as_str());
        strips.extend(labelled_amount(pair, Type::BODY, left, width));
        for detail in &row.details {
            strips.extend(moved(paragraph(detail, Type::LABEL, Align::Left, width)));
        }
    }
    strips.extend(it.totals.iter().flat_map(|row| total(row, room)));
    together(&mut strips);
    strips
}

fn note(note: &Note, room: Room) -> Vec<Strip> {
    let look = match note.print {
        Print::Small => Type::SMALL,
        Print::Body => Type::BODY,
        Print::Strong => Type::STRONG,
        Print::Notice => Type::NOTICE,
    };
    let head = Type::STRONG.sized(look.size);
    let mut strips = paragraph(&note.heading, head, Align::Left, room.width);
    strips
        .iter_mut()
        .for_each(|strip| strip.keep_with_next = true);
    let mut text = paragraph(&note.text, look, Align::Left, room.width);
    keep_ends(&mut text);
    strips.extend(text);
    strips
}

/// Neither the first nor the last line of a paragraph stands alone on its page.
pub(super) fn keep_ends(strips: &mut [Strip]) {
    let count = strips.len();
    for (at, strip) in strips.iter_mut().enumerate() {
        if at + 1 < count && (at == 0 || at + 2 == count) {
            strip.keep_with_next = true;
        }
    }
}

fn signature(it: &Signature, width: Twips, room_for_pen: Twips) -> Vec<Strip> {
    let mut pen = Strip::gap(room_for_pen);
    if let Some(raster) = &it.picture {
        let drawn = picture(raster, Align::Left, width, room_for_pen);
        let down = (room_for_pen - drawn.height + 60).max(0);
        pen.marks.extend(drawn.moved(0, down).marks);
    }
    let mut strips = vec![pen, Strip::rule(width, 0, 20)];
    strips.extend(paragraph(&it.label, Type::LABEL, Align::Left, width));
    if let Some(signed) = &it.signed {
        strips.extend(paragraph(signed, Type::BODY, Align::Left, width));
    }
    strips
}

fn signatures(list: &[Signature], room: Room) -> Vec<Strip> {
    let (lefts, width) = room.columns(2);
    let rows = list.chunks(2).map(|row| {
        let columns = row.iter().zip(&lefts);
        let columns = columns.map(|(it, left)| (*left, signature(it, width, 700)));
        beside(columns.collect(), room.tall())
    });
    spaced(rows)
}

fn writing_lines(heading: &str, lines: u8, room: Room) -> Vec<Strip> {
    let mut strips = paragraph(heading, Type::STRONG, Align::Left, room.width);
    together(&mut strips);
    if let Some(last) = strips.last_mut() {
        last.keep_with_next = true;
    }
    strips.extend((0..lines).map(|_| Strip::rule(room.width, 400, 0)));
    strips
}
