//! Document numbers: what is printed on paper and read aloud on the phone.
//!
//! A number carries its counter's prefix, so that two counters can number offline and never collide.

use std::fmt;

/// Which series a number belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Series {
    /// Receipts: one for each paid ticket, without gaps.
    Receipt,
    /// Tickets: one for each ticket opened.
    Ticket,
}

impl Series {
    /// Returns the letter that stands in the number.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Receipt => 'R',
            Self::Ticket => 'T',
        }
    }
}

/// A document number such as `C1-R000042`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentNumber {
    /// The counter that gave the number.
    pub counter: String,
    /// Its series.
    pub series: Series,
    /// Its place in the series, from 1.
    pub serial: u64,
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}-{}{:06}",
            self.counter,
            self.series.letter(),
            self.serial
        )
    }
}

impl std::str::FromStr for DocumentNumber {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (counter, rest) = text.rsplit_once('-').ok_or(())?;
        let series = match rest.chars().next() {
            Some('R') => Series::Receipt,
            Some('T') => Series::Ticket,
            _ => return Err(()),
        };
        let serial = rest[1..].parse().map_err(|_| ())?;
        Ok(Self {
            counter: counter.to_owned(),
            series,
            serial,
        })
    }
}

/// The next free serial of each series at this counter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextNumbers {
    /// For the next receipt.
    pub receipt: u64,
    /// For the next ticket.
    pub ticket: u64,
}

impl Default for NextNumbers {
    fn default() -> Self {
        Self {
            receipt: 1,
            ticket: 1,
        }
    }
}

impl NextNumbers {
    /// Steps past a number that has been used.
    pub fn used(&mut self, number: &DocumentNumber) {
        let next = match number.series {
            Series::Receipt => &mut self.receipt,
            Series::Ticket => &mut self.ticket,
        };
        *next = (*next).max(number.serial.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_prints() {
        let number = DocumentNumber {
            counter: "C1".to_owned(),
            series: Series::Receipt,
            serial: 42,
        };
        assert_eq!(number.to_string(), "C1-R000042");
        assert_eq!("C1-R000042".parse(), Ok(number));
        assert_eq!("C1-X000042".parse::<DocumentNumber>(), Err(()));
    }
}
