//! Tables: how wide each column is, and a strip for every line of every row.

use std::rc::Rc;

use super::block::{keep_ends, labelled_amount};
use super::strip::{Strip, Twips, Type, What, paragraph};
use crate::page::{Row, Table, Width, Words};
use crate::style::Align;
use crate::typeface::printable;

/// White between columns.
const GAP: Twips = 160;
/// White under a row.
const UNDER_ROW: Twips = 50;
/// Rows of up to this many lines are never divided by a page break.
const UNDIVIDED_LINES: usize = 12;
/// Letters get smaller down to this before words are broken: 6 point.
const SIZES: [Twips; 4] = [180, 160, 140, 120];
/// Columns that share get at least this part of the page before letters get smaller.
const SHARE_MIN: Twips = 4;

/// Where the columns of a table stand.
struct Grid {
    /// Left edge and width.
    places: Vec<(Twips, Twips)>,
    width: Twips,
    size: Twips,
}

/// Returns the strips of `table`, the headings first and again at the top of every page it goes on to.
pub(super) fn strips(table: &Table, words: &Words, width: Twips) -> Vec<Strip> {
    let grid = Grid::new(table, width);
    let head = grid.head(table);
    let mut strips: Vec<Strip> = head.iter().cloned().map(Strip::kept).collect();
    let mut repeat = Rc::new(head.clone());
    for (at, row) in table.rows.iter().enumerate() {
        let mut lines = match row {
            Row::Group { title } => {
                let mut again = head.clone();
                again.extend(grid.group(&format!("{title} {}", words.continued)));
                repeat = Rc::new(again);
                let mut lines = grid.group(title);
                // A new group at the top of a page needs only the headings of the columns above it.
                for line in &mut lines {
                    line.keep_with_next = true;
                    line.repeat = Some(Rc::new(head.clone()));
                }
                strips.extend(lines);
                continue;
            }
            Row::Subtotal { label, amount } => grid.subtotal(label, amount),
            Row::Item { cells, under } => grid.item(table, cells, under),
        };
        let sum_follows = matches!(table.rows.get(at + 1), Some(Row::Subtotal { .. }));
        for line in &mut lines {
            line.repeat = Some(Rc::clone(&repeat));
        }
        if let (true, Some(last)) = (sum_follows, lines.last_mut()) {
            last.keep_with_next = true;
        }
        strips.extend(lines);
    }
    if let Some(last) = strips.last_mut() {
        last.keep_with_next = false;
    }
    strips
}

impl Grid {
    /// Letters get smaller until every word fits its column and columns that share have room.
    fn new(table: &Table, width: Twips) -> Self {
        let tries = SIZES.map(|size| Self::in_size(table, width, size));
        let [first, .., last] = &tries;
        let best = tries.iter().find(|(_, comfortable)| *comfortable);
        let (places, size) = match best {
            Some((grid, _)) => (grid.places.clone(), grid.size),
            None if table.columns.len() < 2 => (first.0.places.clone(), first.0.size),
            None => (last.0.places.clone(), last.0.size),
        };
        Self {
            places,
            width,
            size,
        }
    }

    /// The widths in letters of one size, and whether nothing is squeezed.
    fn in_size(table: &Table, width: Twips, size: Twips) -> (Self, bool) {
        let gaps = GAP * Twips::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
        let room = (width - gaps).max(1);
        let measured: Vec<(Twips, Twips)> = (0..table.columns.len())
            .map(|at| measure(table, at, size))
            .collect();
        let mut widths: Vec<Twips> = vec![0; table.columns.len()];
        let mut shares = 0;
        for (at, column) in table.columns.iter().enumerate() {
            match column.width {
                Width::Fit => widths[at] = measured[at].0,
                Width::Share(share) => shares += Twips::from(share.max(1)),
            }
        }
        let sum = |widths: &[Twips]| {
            widths
                .iter()
                .fold(0, |sum: Twips, it| sum.saturating_add(*it))
        };
        let wanted = if shares > 0 { room / SHARE_MIN } else { 0 };
        // Text gives way before figures do: its columns shrink to their longest word.
        for (at, column) in table.columns.iter().enumerate() {
            let excess = sum(&widths).saturating_add(wanted) - room;
            let text = column.width == Width::Fit && column.align != Align::Right;
            if excess > 0 && text {
                widths[at] = widths[at].saturating_sub(excess).max(measured[at].1);
            }
        }
        let mut comfortable = sum(&widths).saturating_add(wanted) <= room;
        if sum(&widths) > room {
            let taken = i64::from(sum(&widths)).max(1);
            let part = |it: Twips| i64::from(it) * i64::from(room) / taken;
            widths
                .iter_mut()
                .for_each(|it| *it = Twips::try_from(part(*it)).unwrap_or(1).max(1));
            comfortable = false;
        }
        let mut left = (room - sum(&widths)).max(0);
        for (at, column) in table.columns.iter().enumerate() {
            if let Width::Share(share) = column.width {
                let share = Twips::from(share.max(1));
                widths[at] = (left * share / shares).max(1);
                left -= widths[at];
                shares -= share;
                comfortable &= column.align != Align::Right || widths[at] >= measured[at].0;
            }
        }
        let mut x = 0;
        let places = widths
            .into_iter()
            .map(|wide| {
                let place = (x, wide);
                x += wide + GAP;
                place
            })
            .collect();
        let grid = Self {
            places,
            width,
            size,
        };
        (grid, comfortable)
    }

    fn body(&self) -> Type {
        Type::BODY.sized(self.size)
    }

    /// One strip for each line of the cells.
    fn lines(&self, table: &Table, cells: &[String], look: Type) -> Vec<Strip> {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(&self.places)
            .map(|(cell, (_, width))| look.lines(cell, *width))
            .collect();
        let count = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        let lines = (0..count).map(|at| {
            let mut strip = Strip::gap(look.leading());
            for ((cell, (x, width)), column) in wrapped.iter().zip(&self.places).zip(&table.columns)
            {
                let line = cell.get(at).map_or("", String::as_str);
                strip.text(*x, 0, *width, column.align, look, line);
            }
            strip
        });
        lines.collect()
    }

    fn head(&self, table: &Table) -> Vec<Strip> {
        let headings: Vec<String> = table
            .columns
            .iter()
            .map(|column| column.heading.clone())
            .collect();
        if headings.iter().all(String::is_empty) {
            return Vec::new();
        }
        let mut strips = self.lines(table, &headings, Type::STRONG.sized(self.size - 20));
        strips.push(Strip::rule(self.width, 20, 60));
        strips
    }

    fn group(&self, title: &str) -> Vec<Strip> {
        let look = Type::STRONG.sized(self.size);
        let mut strips = paragraph(title, look, Align::Left, self.width - 120);
        for strip in &mut strips {
            let band = What::Fill {
                width: self.width,
                height: strip.height + 40,
                grey: 0xE8,
            };
            let text = std::mem::take(&mut strip.marks);
            strip.push(0, 0, band);
            strip.height += 40;
            let moved = Strip {
                marks: text,
                ..Strip::default()
            };
            strip.marks.extend(moved.moved(60, 20).marks);
        }
        strips.push(Strip::gap(50));
        strips
    }

    fn subtotal(&self, label: &str, amount: &str) -> Vec<Strip> {
        let left = self.width * 11 / 20;
        let look = Type::STRONG.sized(self.size);
        let mut strips = labelled_amount((label, amount), look, left, self.width - left);
        if let Some(last) = strips.last_mut() {
            last.height += 80;
        }
        keep_all(&mut strips);
        strips
    }

    fn item(&self, table: &Table, cells: &[String], under: &[String]) -> Vec<Strip> {
        let mut strips = self.lines(table, cells, self.body());
        // Small print may use the room of the columns at its right.
        let (left, _) = self.lead(table);
        let small = Type::LABEL.sized(self.size.min(150));
        let beyond = cells.iter().skip(table.columns.len());
        for line in beyond.chain(under) {
            let lines = paragraph(line, small, Align::Left, self.width - left);
            strips.extend(lines.into_iter().map(|strip| strip.moved(left, 0)));
        }
        if let Some(last) = strips.last_mut() {
            last.height += UNDER_ROW;
        }
        if strips.len() <= UNDIVIDED_LINES {
            keep_all(&mut strips);
        } else {
            keep_ends(&mut strips);
        }
        strips
    }

    /// Where the column that names the row stands: the first that shares, else the first.
    fn lead(&self, table: &Table) -> (Twips, Twips) {
        let shares = |width: Width| matches!(width, Width::Share(_));
        let at = table
            .columns
            .iter()
            .position(|column| shares(column.width))
            .unwrap_or(0);
        self.places.get(at).copied().unwrap_or((0, self.width))
    }
}

fn keep_all(strips: &mut [Strip]) {
    super::strip::together(strips);
}

/// The width of a column's longest line and of its longest word, heading included.
fn measure(table: &Table, at: usize, size: Twips) -> (Twips, Twips) {
    let column = &table.columns[at];
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Item { cells, .. } => cells.get(at).map(String::as_str),
        Row::Group { .. } | Row::Subtotal { .. } => None,
    });
    let body = Type::BODY.sized(size);
    let head = Type::STRONG.sized(size - 20);
    let (mut line, mut word) = (0, 0);
    let heading = std::iter::once((column.heading.as_str(), head));
    for (text, look) in heading.chain(cells.map(|cell| (cell, body))) {
        let text = printable(text);
        let longest = text.split([' ', '\n']).map(|it| look.width(it)).max();
        word = word.max(longest.unwrap_or(0));
        // A heading may break into words; cells that fit stand on one line.
        if look == body {
            line = line.max(text.split('\n').map(|it| look.width(it)).max().unwrap_or(0));
        }
    }
    (line.max(word), word)
}
