//! Tables of a page document, and what becomes of their columns on a roll.

use crate::style::Align;

/// Rows under common headings. The headings come again on every page the table goes on to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub align: Align,
    pub width: Width,
    pub on_roll: OnRoll,
}

impl Column {
    /// Returns the column that names the row: left-aligned, taking the room others leave.
    pub fn lead(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Left,
            width: Width::Share(1),
            on_roll: OnRoll::Lead,
        }
    }

    /// Returns a column of amounts, at the right edge of a roll.
    pub fn amount(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Right,
            width: Width::Fit,
            on_roll: OnRoll::Amount,
        }
    }

    /// Returns a column of figures that a roll shows between lead and amount.
    pub fn beside(heading: impl Into<String>) -> Self {
        Self {
            on_roll: OnRoll::Beside,
            ..Self::amount(heading)
        }
    }

    /// Returns a column of figures that a roll shows under the lead, after `prefix`.
    pub fn detail(heading: impl Into<String>, prefix: impl Into<String>) -> Self {
        Self {
            on_roll: OnRoll::Detail {
                prefix: prefix.into(),
            },
            ..Self::amount(heading)
        }
    }

    /// Returns the column with its text at the left.
    #[must_use]
    pub fn left(self) -> Self {
        Self {
            align: Align::Left,
            ..self
        }
    }
}

/// How wide a column is on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Width {
    /// As wide as its widest cell.
    Fit,
    /// This share of what the others leave.
    Share(u8),
}

/// Where a column's cells go on a roll, which has no room for many columns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OnRoll {
    /// At the left, wrapped.
    Lead,
    /// Between lead and amount.
    Beside,
    /// At the right edge.
    Amount,
    /// On a line under the lead, after this prefix.
    Detail { prefix: String },
    /// Not on a roll.
    Omit,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A heading for the rows that follow; never the last line of a page.
    Group { title: String },
    /// One cell for each column; missing ones are blank, those beyond the columns go under the first.
    Item {
        cells: Vec<String>,
        /// Small print under the row.
        under: Vec<String>,
    },
    /// A sum over the rows before it; never the first line of a page.
    Subtotal { label: String, amount: String },
}

impl Row {
    /// Returns a heading for the rows that follow.
    pub fn group(title: impl Into<String>) -> Self {
        Self::Group {
            title: title.into(),
        }
    }

    /// Returns a row of cells.
    pub fn item<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Self {
        Self::Item {
            cells: cells.into_iter().map(Into::into).collect(),
            under: Vec::new(),
        }
    }

    /// Returns the row with a line of small print under it.
    #[must_use]
    pub fn under(mut self, line: impl Into<String>) -> Self {
        if let Self::Item { under, .. } = &mut self {
            under.push(line.into());
        }
        self
    }

    /// Returns a sum over the rows before it.
    pub fn subtotal(label: impl Into<String>, amount: impl Into<String>) -> Self {
        Self::Subtotal {
            label: label.into(),
            amount: amount.into(),
        }
    }
}
