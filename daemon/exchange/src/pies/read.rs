//! A PIES file to facts about parts, one part at a time.

use std::io::Read;

use domain::Currency;

use super::fact::{PartFact, PiesCodes};
use super::item::fact;
use crate::encoding::Encoding;
use crate::text::shortened;
use crate::xml::{Element, Layout, Records, XmlFault};

/// What the file says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PiesHeader {
    /// The version of the standard, e.g. `7.2`.
    pub version: String,
    /// `FULL` or `UPDATE`.
    pub submission: Option<String>,
    /// From which day on, as written.
    pub effective: Option<String>,
    /// The brand of every item that names none.
    pub brand: Option<String>,
    /// The currency of every price that names none.
    pub currency: Option<Currency>,
}

/// What is wrong with a file or one of its items.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PiesError {
    /// The file cannot be read on.
    #[error(transparent)]
    Xml(#[from] XmlFault),
    /// The version is not one this program knows.
    #[error("the file is of PIES version `{0}`; 6 and 7 are read")]
    Version(String),
    /// The default currency is not known; the prices that rely on it would have none.
    #[error("the file's currency `{0}` is not one this program knows")]
    Currency(String),
    /// An item without a usable part number; the next one follows.
    #[error("line {line}: the item has no part number that can be kept")]
    NoNumber {
        /// The line where the item begins.
        line: u64,
    },
    /// The trailer counts differently: items were lost on the way.
    #[error("the file has {found} items and its trailer says {stated}")]
    Count {
        /// What was read.
        found: u64,
        /// What the trailer says.
        stated: u64,
    },
    /// There is no trailer with a count, so nobody can tell whether the file is whole.
    #[error("the file has no trailer with its item count")]
    NoTrailer,
}

impl PiesError {
    /// Tells whether nothing follows.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::NoNumber { .. } => false,
            Self::Xml(_)
            | Self::Version(_)
            | Self::Currency(_)
            | Self::Count { .. }
            | Self::NoTrailer => true,
        }
    }

    /// Says what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Xml(fault) => fault.hint(),
            Self::Version(_) => "Ask the supplier for PIES 7.2 or 6.7.",
            Self::Currency(_) => "Ask the supplier for prices in a currency of your shop.",
            Self::NoNumber { .. } => "Tell the supplier the line; the other items were read.",
            Self::Count { .. } | Self::NoTrailer => {
                "Do not apply the file: download it again, or ask the supplier for a whole one."
            }
        }
    }
}

const LAYOUT: Layout = Layout {
    root: "PIES",
    containers: &["Items"],
    skipped: &[
        "DigitalAssets",
        "MarketingCopy",
        "MarketCopy",
        "PriceSheets",
    ],
};

/// The parts of a file.
pub struct Items<'a, R> {
    records: Records<R>,
    codes: &'a PiesCodes,
    header: PiesHeader,
    items: u64,
    stated: Option<u64>,
    version_known: bool,
    done: bool,
}

/// Begins to read a PIES file. The item count of the trailer is compared at the end, so apply nothing before the last
/// item came without a final error.
pub fn read<R: Read>(reader: R, codes: &PiesCodes) -> Items<'_, R> {
    Items {
        records: Records::new(LAYOUT, reader),
        codes,
        header: PiesHeader::default(),
        items: 0,
        stated: None,
        version_known: false,
        done: false,
    }
}

impl<R: Read> Items<'_, R> {
    /// Returns what the file says about itself; filled in once the first item was read.
    #[must_use]
    pub const fn header(&self) -> &PiesHeader {
        &self.header
    }

    /// Returns how many items were read, good and bad.
    #[must_use]
    pub const fn read_count(&self) -> u64 {
        self.items
    }

    /// Returns what the bytes turned out to be.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.records.encoding()
    }

    fn advance(&mut self) -> Result<Option<PartFact>, PiesError> {
        loop {
            let Some(record) = self.records.next_record()? else {
                return self.check_count().map(|()| None);
            };
            match record.name.as_str() {
                "Header" => self.take_header(&record)?,
                "Trailer" => {
                    let count = record.child_text("ItemCount");
                    self.stated = count.and_then(|count| count.parse().ok());
                }
                "Item" => {
                    if !self.version_known {
                        return Err(PiesError::Version(String::new()));
                    }
                    self.items += 1;
                    let line = record.line;
                    let fact = fact(&record, &self.header, self.codes);
                    return fact.map(Some).ok_or(PiesError::NoNumber { line });
                }
                // Later versions may add what is of no concern here.
                _ => {}
            }
        }
    }

    fn take_header(&mut self, header: &Element) -> Result<(), PiesError> {
        let text = |name: &str| header.child_text(name).map(str::to_owned);
        let version = text("PIESVersion").unwrap_or_default();
        let major = version.split('.').next().unwrap_or_default();
        if !matches!(major, "6" | "7") {
            return Err(PiesError::Version(shortened(&version)));
        }
        self.version_known = true;
        let currency = text("CurrencyCode")
            .map(|code| {
                code.parse()
                    .map_err(|_| PiesError::Currency(shortened(&code)))
            })
            .transpose()?;
        self.header = PiesHeader {
            version,
            submission: text("SubmissionType"),
            effective: text("BlanketEffectiveDate"),
            brand: text("BrandOwnerAAIAID"),
            currency,
        };
        Ok(())
    }

    fn check_count(&self) -> Result<(), PiesError> {
        let stated = self.stated.ok_or(PiesError::NoTrailer)?;
        let found = self.items;
        if stated != found {
            return Err(PiesError::Count { found, stated });
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Items<'_, R> {
    type Item = Result<PartFact, PiesError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance().transpose();
        self.done = match &next {
            None => true,
            Some(Err(error)) => error.is_final(),
            Some(Ok(_)) => false,
        };
        next
    }
}
