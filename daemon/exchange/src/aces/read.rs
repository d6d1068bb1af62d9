//! An ACES file to fitments, one at a time.

use std::io::Read;

use super::app::fitment;
use super::row::{AppFault, FitmentRow};
use super::vcdb::Vcdb;
use crate::encoding::Encoding;
use crate::text::shortened;
use crate::xml::{Element, Layout, Records, XmlFault};

/// What the file says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AcesHeader {
    /// The version of the standard, e.g. `4.2`.
    pub version: String,
    /// Who sends it.
    pub company: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// `FULL`, `UPDATE` or `TEST`.
    pub submission: Option<String>,
    /// From which day on, as written.
    pub effective: Option<String>,
    /// The brand of every part that names none.
    pub brand: Option<String>,
}

/// What is wrong with a file or one of its applications.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcesError {
    /// The file cannot be read on.
    #[error(transparent)]
    Xml(#[from] XmlFault),
    /// The version is not one this program knows.
    #[error("the file is of ACES version `{0}`; 3 and 4 are read")]
    Version(String),
    /// An application gives no fitment; the next one follows.
    #[error("line {line}: application {}: {fault}", .app_id.as_deref().unwrap_or("without id"))]
    App {
        /// The line where it begins.
        line: u64,
        /// Its id in the file.
        app_id: Option<String>,
        /// Why.
        fault: AppFault,
    },
    /// The footer counts differently: applications were lost on the way.
    #[error("the file has {found} applications and its footer says {stated}")]
    Count {
        /// What was read.
        found: u64,
        /// What the footer says.
        stated: u64,
    },
    /// There is no footer with a count, so nobody can tell whether the file is whole.
    #[error("the file has no footer with its record count")]
    NoFooter,
}

impl AcesError {
    /// Tells whether nothing follows.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::App { .. } => false,
            Self::Xml(_) | Self::Version(_) | Self::Count { .. } | Self::NoFooter => true,
        }
    }

    /// Says what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Xml(fault) => fault.hint(),
            Self::App { fault, .. } => fault.hint(),
            Self::Version(_) => "Ask the supplier for ACES 4.2 or 3.2.",
            Self::Count { .. } | Self::NoFooter => {
                "Do not apply the file: download it again, or ask the supplier for a whole one."
            }
        }
    }
}

const LAYOUT: Layout = Layout {
    root: "ACES",
    containers: &[],
    skipped: &["DigitalAsset"],
};

/// The fitments of a file.
pub struct Apps<'a, R> {
    records: Records<R>,
    vcdb: Option<&'a Vcdb>,
    header: AcesHeader,
    apps: u64,
    assets: u64,
    stated: Option<u64>,
    done: bool,
}

/// Begins to read an ACES file. `vcdb` is the user's own vehicle table, if there is one.
///
/// The record count of the footer is compared at the end, so apply nothing before the last row came without a final
/// error.
pub fn read<R: Read>(reader: R, vcdb: Option<&Vcdb>) -> Apps<'_, R> {
    Apps {
        records: Records::new(LAYOUT, reader),
        vcdb,
        header: AcesHeader::default(),
        apps: 0,
        assets: 0,
        stated: None,
        done: false,
    }
}

impl<R: Read> Apps<'_, R> {
    /// Returns what the file says about itself; filled in once the first row was read.
    #[must_use]
    pub const fn header(&self) -> &AcesHeader {
        &self.header
    }

    /// Returns how many applications were read, good and bad.
    #[must_use]
    pub const fn read_count(&self) -> u64 {
        self.apps
    }

    /// Returns what the bytes turned out to be.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.records.encoding()
    }

    fn advance(&mut self) -> Result<Option<FitmentRow>, AcesError> {
        loop {
            let record = self.records.next_record()?;
            self.check_version()?;
            let Some(record) = record else {
                return self.check_count().map(|()| None);
            };
            match record.name.as_str() {
                "Header" => self.take_header(&record),
                "Asset" => self.assets += 1,
                "Footer" => {
                    let count = record.child_text("RecordCount");
                    self.stated = count.and_then(|count| count.parse().ok());
                }
                "App" => {
                    self.apps += 1;
                    let row = fitment(&record, self.header.brand.as_deref(), self.vcdb);
                    return row.map(Some).map_err(|fault| AcesError::App {
                        line: record.line,
                        app_id: record.attribute("id").map(shortened),
                        fault,
                    });
                }
                // Later versions may add what is of no concern here.
                _ => {}
            }
        }
    }

    fn check_version(&mut self) -> Result<(), AcesError> {
        if !self.header.version.is_empty() {
            return Ok(());
        }
        let version = self
            .records
            .root()
            .and_then(|root| root.attribute("version"));
        let version = version.unwrap_or_default();
        let major = version.split('.').next().unwrap_or_default();
        if !matches!(major, "3" | "4") {
            return Err(AcesError::Version(shortened(version)));
        }
        version.clone_into(&mut self.header.version);
        Ok(())
    }

    fn take_header(&mut self, header: &Element) {
        let text = |name: &str| header.child_text(name).map(str::to_owned);
        self.header.company = text("Company");
        self.header.title = text("DocumentTitle");
        self.header.submission = text("SubmissionType");
        self.header.effective = text("EffectiveDate");
        self.header.brand = text("BrandAAIAID");
    }

    /// Senders count applications alone or digital assets too.
    fn check_count(&self) -> Result<(), AcesError> {
        let stated = self.stated.ok_or(AcesError::NoFooter)?;
        let found = self.apps;
        if stated != found && stated != found + self.assets {
            return Err(AcesError::Count { found, stated });
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Apps<'_, R> {
    type Item = Result<FitmentRow, AcesError>;

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
