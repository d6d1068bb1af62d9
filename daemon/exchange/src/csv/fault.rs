//! What is wrong with a row, where, and what the person with the file does about it.

use domain::Refusal;
use domain::money::NumberError;
use domain::vin::VinFault;

use super::field::Field;
use super::map::names;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A field that every row needs is blank.
    #[error("{} is missing", names(.0))]
    Missing(&'static [Field]),
    /// A value is no number in the notation of the map.
    #[error("this is not a number written like {0}")]
    NotANumber(&'static str),
    /// A number breaks a bound.
    #[error("{0}")]
    Number(NumberError),
    /// A value is no whole number in the range.
    #[error("this is not a whole number from {0} to {1}")]
    NotWhole(u32, u32),
    /// A value is no day in the notation of the map.
    #[error("this is not a day written like {0}")]
    NotADate(&'static str),
    /// The VIN cannot be one.
    #[error("the VIN is not valid: {0}")]
    Vin(VinFault),
    /// The currency is not known.
    #[error("this is not the code of a currency this program knows")]
    Currency,
    /// A text breaks a bound of the shop's rules.
    #[error("{0}")]
    Text(Refusal),
    /// The row has more cells than there are headers.
    #[error("the row has {found} cells and the file {expected} columns")]
    CellCount {
        /// How many the row has.
        found: usize,
        /// How many the file has.
        expected: usize,
    },
    /// The row is too long to be one; nothing after it can be read.
    #[error("the row does not end: it is longer than {0} bytes")]
    TooLong(usize),
    /// The file cannot be read on.
    #[error("the file could not be read to its end: {0}")]
    Unreadable(String),
}

impl Fault {
    /// Says what to do, to the person who has the file.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Missing(_) => {
                "Fill in the value in the file, or set a constant for it in the column map."
            }
            Self::NotANumber(_) => {
                "Write the number plainly, or set the other decimal sign in the column map."
            }
            Self::Number(_) => {
                "Check the number; if it belongs to another field, correct the column map."
            }
            Self::NotWhole(..) => "Write a whole number without letters, or leave the cell blank.",
            Self::NotADate(_) => {
                "Set the file's date format in the column map, or correct the day."
            }
            Self::Vin(_) => "Compare the VIN with the vehicle or its papers, or leave it blank.",
            Self::Currency => "Write the three letters of ISO 4217, such as USD.",
            Self::Text(Refusal::CardNumberInText { .. }) => {
                "Delete the card number from the file: card numbers may never be stored."
            }
            Self::Text(_) => "Shorten or correct the text in the file.",
            Self::CellCount { .. } => {
                "Put values that hold the delimiter in double quotes, or set the right delimiter."
            }
            Self::TooLong(_) => {
                "Look for a double quote that is never closed at the start of this row."
            }
            Self::Unreadable(_) => "Save the file again where it came from, and retry.",
        }
    }

    /// Tells whether nothing after this row can be read.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::TooLong(_) | Self::Unreadable(_))
    }
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row} (line {line}): {}{fault}", place(.column.as_deref()))]
pub struct RowError {
    /// Which row, from 1, headers not counted.
    pub row: u64,
    /// The line of the file where the row begins, from 1.
    pub line: u64,
    /// The column's header in the file, or its place from 1 where there are no headers; none when the whole row is
    /// wrong or the value came from a constant.
    pub column: Option<String>,
    /// The beginning of the value, hidden when it looks like a card number.
    pub value: String,
    /// What is wrong with it.
    pub fault: Fault,
}

fn place(column: Option<&str>) -> String {
    column.map_or_else(String::new, |column| format!("column {column}: "))
}

impl RowError {
    /// Says what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        self.fault.hint()
    }
}
