//! Document numbers: what is printed on paper and read aloud on the phone.
//!
//! A number carries its counter's prefix, so that two counters can number offline and never collide.

use std::fmt;

macro_rules! series {
    ($($(#[$doc:meta])* $name:ident = $letter:literal,)*) => {
        /// Which series a number belongs to.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Series { $($(#[$doc])* $name,)* }

        impl Series {
            /// Every series.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the letter that stands in the number.
            #[must_use]
            pub const fn letter(self) -> char {
                match self { $(Self::$name => $letter,)* }
            }

            /// Finds a series by its letter.
            #[must_use]
            pub const fn of(letter: char) -> Option<Self> {
                match letter { $($letter => Some(Self::$name),)* _ => None }
            }
        }
    };
}

series! {
    /// Estimates: one for each ticket that was quoted.
    Estimate = 'E',
    /// Invoices: one for each ticket that was billed before it was paid.
    Invoice = 'I',
    /// Stock counts.
    Count = 'K',
    /// Orders to suppliers.
    Purchase = 'P',
    /// Receipts: one for each closed ticket, without gaps.
    Receipt = 'R',
    /// Statements of house accounts.
    Statement = 'S',
    /// Tickets: one for each ticket opened.
    Ticket = 'T',
    /// Returns to suppliers.
    SupplierReturn = 'V',
    /// Work orders: one for each ticket whose work was approved.
    WorkOrder = 'W',
    /// Transfers between places.
    Transfer = 'X',
    /// Closed sessions of the till, without gaps.
    Session = 'Z',
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
        let series = rest.chars().next().and_then(Series::of).ok_or(())?;
        let serial = rest[1..].parse().map_err(|_| ())?;
        Ok(Self {
            counter: counter.to_owned(),
            series,
            serial,
        })
    }
}

/// The next free serial of each series at this counter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NextNumbers {
    next: std::collections::BTreeMap<Series, u64>,
}

impl NextNumbers {
    /// Returns the next free serial of a series; the first is 1.
    #[must_use]
    pub fn next(&self, series: Series) -> u64 {
        self.next.get(&series).copied().unwrap_or(1)
    }

    /// Makes the next free number of a series.
    #[must_use]
    pub fn number(&self, series: Series, counter: &str) -> DocumentNumber {
        DocumentNumber {
            counter: counter.to_owned(),
            series,
            serial: self.next(series),
        }
    }

    /// Sets the next free serial of a series.
    pub fn set(&mut self, series: Series, serial: u64) {
        self.next.insert(series, serial);
    }

    /// Steps past a number that has been used.
    pub fn used(&mut self, number: &DocumentNumber) {
        let next = self.next(number.series);
        let after = next.max(number.serial.saturating_add(1));
        self.next.insert(number.series, after);
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
        assert_eq!("C1-Q000042".parse::<DocumentNumber>(), Err(()));
    }
}
