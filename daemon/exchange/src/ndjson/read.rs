//! Lines to records, each looked at before it is given.

use std::io::{BufRead, BufReader, Read};

use jiff::Timestamp;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::line::{EndLine, FORMAT, Header, HeaderLine, LineIn, VERSION};
use super::write::is_object;
use crate::text::{hex, shortened};

/// The longest line, in bytes.
pub const LINE_LEN_MAX: usize = 16 * 1024 * 1024;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file ends before its last line, or in the middle of one.
    #[error("the file ends too early")]
    Truncated,
    /// The line is no JSON object of this format.
    #[error("this is no line of this format: {0}")]
    Syntax(String),
    /// The first line is no header of this format.
    #[error("the file does not begin with a header of the format {FORMAT}")]
    NoHeader,
    /// The file is of a version that this program does not know.
    #[error("the file is of version {0}, and this program reads version {VERSION}")]
    Version(u32),
    /// The line is too long.
    #[error("the line is longer than {LINE_LEN_MAX} bytes")]
    TooLong,
    /// The records are not as many as the last line says.
    #[error("the file has {found} records and its last line says {stated}")]
    Count {
        /// What was read.
        found: u64,
        /// What the last line says.
        stated: u64,
    },
    /// The bytes are not those that were written.
    #[error("the file was changed after it was written: its digest differs")]
    Digest,
    /// Something stands after the last line.
    #[error("there is something after the last line")]
    Trailing,
    /// The reader failed.
    #[error("the file could not be read: {0}")]
    Unreadable(String),
}

/// The first line that is wrong. Nothing after it is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LineError {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

impl LineError {
    /// Says what to do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self.fault {
            Fault::Truncated | Fault::Unreadable(_) => {
                "Copy the file again from where it was made."
            }
            Fault::NoHeader => "Choose a file that this program has exported.",
            Fault::Version(_) => {
                "Install the version of the program that made the file, or a newer one."
            }
            Fault::Syntax(_)
            | Fault::TooLong
            | Fault::Count { .. }
            | Fault::Digest
            | Fault::Trailing => "Do not import the file: take another copy or an older export.",
        }
    }
}

/// What a whole and unchanged export holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// What it says about itself.
    pub header: Header,
    /// How many records it has.
    pub records: u64,
    /// The digest over everything but the last line.
    pub sha256: String,
}

/// The records of an export.
pub struct Records<R> {
    reader: BufReader<R>,
    header: Header,
    hash: Sha256,
    line: u64,
    records: u64,
    digest: Option<String>,
    done: bool,
}

/// Reads the header of an export and gives its records. The digest is only known at the end, so [`verify`] the file
/// before the first record is applied.
///
/// # Errors
/// [`LineError`] when the first line is no header of this format and version.
pub fn read<R: Read>(reader: R) -> Result<Records<R>, LineError> {
    let mut reader = BufReader::new(reader);
    let wrong = |fault| LineError { line: 1, fault };
    let bytes = next_line(&mut reader).map_err(wrong)?;
    let bytes = bytes.ok_or_else(|| wrong(Fault::Truncated))?;
    let line = parsed(&bytes).map_err(|_| wrong(Fault::NoHeader))?;
    let header = header_of(line).map_err(wrong)?;
    let mut hash = Sha256::new();
    hash.update(&bytes);
    Ok(Records {
        reader,
        header,
        hash,
        line: 1,
        records: 0,
        digest: None,
        done: false,
    })
}

/// Reads a whole export and tells what it holds.
///
/// # Errors
/// [`LineError`] with the first line that is wrong.
pub fn verify(reader: impl Read) -> Result<Summary, LineError> {
    let mut records = read(reader)?;
    while let Some(record) = records.next_record()? {
        drop(record);
    }
    Ok(Summary {
        sha256: records.digest.clone().unwrap_or_default(),
        records: records.records,
        header: records.header,
    })
}

impl<R: Read> Records<R> {
    /// Returns what the export says about itself.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the next record, or none after the last line was found right.
    ///
    /// # Errors
    /// [`LineError`]; nothing follows it.
    pub fn next_record(&mut self) -> Result<Option<Box<RawValue>>, LineError> {
        if self.done {
            return Ok(None);
        }
        let result = self.advance();
        self.done = !matches!(result, Ok(Some(_)));
        let line = self.line;
        result.map_err(|fault| LineError { line, fault })
    }

    fn advance(&mut self) -> Result<Option<Box<RawValue>>, Fault> {
        self.line += 1;
        let bytes = next_line(&mut self.reader)?.ok_or(Fault::Truncated)?;
        match parsed(&bytes)? {
            LineIn {
                record: Some(record),
                header: None,
                end: None,
            } if is_object(record) => {
                self.hash.update(&bytes);
                self.records += 1;
                Ok(Some(record.to_owned()))
            }
            LineIn {
                record: None,
                header: None,
                end: Some(end),
            } => self.check_end(end).map(|()| None),
            _ => Err(Fault::Syntax("neither a record nor the end".to_owned())),
        }
    }

    fn check_end(&mut self, end: EndLine) -> Result<(), Fault> {
        let found = self.records;
        let stated = end.records;
        if stated != found {
            return Err(Fault::Count { found, stated });
        }
        if hex(&self.hash.clone().finalize()) != end.sha256 {
            return Err(Fault::Digest);
        }
        self.digest = Some(end.sha256);
        match self.reader.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => {
                self.line += 1;
                Err(Fault::Trailing)
            }
            Err(error) => Err(Fault::Unreadable(error.to_string())),
        }
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Box<RawValue>, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_record().transpose()
    }
}

/// Reads a line with its end; a line without one was cut off.
fn next_line(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, Fault> {
    let mut line = Vec::new();
    let max = u64::try_from(LINE_LEN_MAX).unwrap_or(u64::MAX);
    reader
        .take(max)
        .read_until(b'\n', &mut line)
        .map_err(|error| Fault::Unreadable(error.to_string()))?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.ends_with(b"\n") {
        return Ok(Some(line));
    }
    Err(if line.len() == LINE_LEN_MAX {
        Fault::TooLong
    } else {
        Fault::Truncated
    })
}

fn parsed(line: &[u8]) -> Result<LineIn<'_>, Fault> {
    serde_json::from_slice(line).map_err(|error| Fault::Syntax(shortened(&error.to_string())))
}

fn header_of(line: LineIn<'_>) -> Result<Header, Fault> {
    let (Some(header), None, None) = (line.header, line.record, line.end) else {
        return Err(Fault::NoHeader);
    };
    let HeaderLine {
        format,
        version,
        shop,
        exported_at,
        head,
        head_hash,
    } = header;
    if format != FORMAT {
        return Err(Fault::NoHeader);
    }
    if version != VERSION {
        return Err(Fault::Version(version));
    }
    let exported_at: Timestamp = exported_at.parse().map_err(|_| Fault::NoHeader)?;
    Ok(Header {
        shop,
        exported_at,
        head,
        head_hash,
    })
}
