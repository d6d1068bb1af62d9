//! Places cells side by side, one blank column apart, wrapping each inside its own column.

use super::wrap::{Glyph, columns, wrap};
use super::{Target, glyphs};
use crate::document::{Cell, ColumnWidth};
use crate::style::{Align, Style};

const BLANK: Glyph = Glyph {
    character: ' ',
    style: Style::PLAIN,
};

/// Returns the lines of one row of cells. When the columns cannot stand side by side, the cells stand
/// below each other, so that nothing is lost.
pub(super) fn lines(target: &Target<'_>, cells: &[Cell]) -> Vec<Vec<Glyph>> {
    let contents: Vec<Vec<Glyph>> = cells
        .iter()
        .map(|cell| glyphs(target, &cell.runs))
        .collect();
    match widths(target.columns, cells, &contents) {
        Some(widths) => side_by_side(cells, &contents, &widths),
        None => cells
            .iter()
            .zip(&contents)
            .flat_map(|(cell, content)| {
                let lines = wrap(content, target.columns);
                lines
                    .into_iter()
                    .map(|line| trimmed(padded(line, target.columns, cell.align)))
            })
            .collect(),
    }
}

/// Columns of paper a figure takes: a word with a digit in it, of what amounts, quantities and dates are written
/// with. `1,234` over two lines is two other numbers, so no column is narrower than its longest figure.
fn longest_figure(content: &[Glyph]) -> usize {
    let words = content.split(|glyph| matches!(glyph.character, ' ' | '\n'));
    let figures = words.filter(|word| {
        let is_part = |glyph: &Glyph| !glyph.character.is_alphabetic();
        let is_digit = |glyph: &Glyph| glyph.character.is_numeric();
        word.iter().all(is_part) && word.iter().any(is_digit)
    });
    figures.map(columns).max().unwrap_or(0)
}

/// Least room for text that takes what others leave: its longest word, but never more than a third of the paper.
fn least_fill(total: usize, content: &[Glyph]) -> usize {
    let words = content.split(|glyph| matches!(glyph.character, ' ' | '\n'));
    let longest = words.map(columns).max().unwrap_or(0);
    longest.min(total / 3).max(longest_figure(content)).max(1)
}

/// Returns the width of each column, or `None` when they do not fit or one would have too little room.
fn widths(total: usize, cells: &[Cell], contents: &[Vec<Glyph>]) -> Option<Vec<usize>> {
    let gaps = cells.len().saturating_sub(1);
    let mut fills = 0;
    let mut widths: Vec<usize> = Vec::new();
    for (cell, content) in cells.iter().zip(contents) {
        widths.push(match cell.width {
            ColumnWidth::Chars(columns) => columns.max(longest_figure(content)).max(1),
            ColumnWidth::Auto => {
                let longest = content
                    .split(|glyph| glyph.character == '\n')
                    .map(columns)
                    .max();
                let longest = longest.unwrap_or(0).min(total / 2);
                longest.max(longest_figure(content)).max(1)
            }
            ColumnWidth::Fill => {
                fills += 1;
                0
            }
        });
    }
    let taken = widths
        .iter()
        .try_fold(gaps, |sum, width| sum.checked_add(*width))?;
    let mut left = total.checked_sub(taken)?;
    for ((width, cell), content) in widths.iter_mut().zip(cells).zip(contents) {
        if cell.width == ColumnWidth::Fill {
            *width = left / fills;
            left -= *width;
            fills -= 1;
            if *width < least_fill(total, content) {
                return None;
            }
        }
    }
    // A double-width character must fit its column, or it could only be shown narrowed.
    let widest = |content: &[Glyph]| {
        content
            .iter()
            .map(|glyph| glyph.columns())
            .max()
            .unwrap_or(0)
    };
    let fits = contents
        .iter()
        .zip(&widths)
        .all(|(content, width)| widest(content) <= *width);
    fits.then_some(widths)
}

fn side_by_side(cells: &[Cell], contents: &[Vec<Glyph>], widths: &[usize]) -> Vec<Vec<Glyph>> {
    let wrapped: Vec<Vec<Vec<Glyph>>> = contents
        .iter()
        .zip(widths)
        .map(|(content, width)| wrap(content, *width))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for at in 0..height {
        let mut line = Vec::new();
        for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
            if index > 0 {
                line.push(BLANK);
            }
            let content = wrapped[index].get(at).cloned().unwrap_or_default();
            line.extend(padded(content, *width, cell.align));
        }
        lines.push(trimmed(line));
    }
    lines
}

fn padded(content: Vec<Glyph>, width: usize, align: Align) -> Vec<Glyph> {
    let free = width.saturating_sub(columns(&content));
    let before = match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    };
    let blanks = |count| std::iter::repeat_n(BLANK, count);
    blanks(before)
        .chain(content)
        .chain(blanks(free - before))
        .collect()
}

/// Drops plain blanks at the end, which no paper shows.
fn trimmed(mut line: Vec<Glyph>) -> Vec<Glyph> {
    while line.last() == Some(&BLANK) {
        line.pop();
    }
    line
}
