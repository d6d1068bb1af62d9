//! Records to lines.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::line::{EndLine, FORMAT, Header, HeaderLine, LineOut, VERSION};
use super::read::LINE_LEN_MAX;
use crate::text::hex;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The writer's own fault.
    #[error("the export could not be written")]
    Io(#[from] io::Error),
    /// A value that is no JSON.
    #[error("a line could not be put into JSON")]
    Json(#[from] serde_json::Error),
    /// A record that is no JSON object.
    #[error("record {0} is no JSON object")]
    NotAnObject(u64),
    /// A record that no reader would take.
    #[error("record {0} is longer than {LINE_LEN_MAX} bytes")]
    TooLong(u64),
}

/// An export under way. Without [`Self::finish`] no reader takes it.
pub struct Export<W> {
    writer: W,
    hash: Sha256,
    records: u64,
}

/// Begins an export with its header.
///
/// # Errors
/// [`ExportError::Io`].
pub fn begin<W: Write>(header: &Header, writer: W) -> Result<Export<W>, ExportError> {
    let mut export = Export {
        writer,
        hash: Sha256::new(),
        records: 0,
    };
    let line = export.line(&LineOut::Header(HeaderLine {
        format: FORMAT.to_owned(),
        version: VERSION,
        shop: header.shop.clone(),
        exported_at: header.exported_at.to_string(),
        head: header.head,
        head_hash: header.head_hash.clone(),
    }))?;
    export.put(&line)?;
    Ok(export)
}

impl<W: Write> Export<W> {
    /// Writes one record. Line breaks between its values become blanks.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn record(&mut self, body: &RawValue) -> Result<(), ExportError> {
        self.records += 1;
        if !is_object(body) {
            return Err(ExportError::NotAnObject(self.records));
        }
        let body = on_one_line(body)?;
        let line = self.line(&LineOut::Record(&body))?;
        if line.len() > LINE_LEN_MAX {
            return Err(ExportError::TooLong(self.records));
        }
        self.put(&line)
    }

    /// Writes the last line and gives the writer back.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(mut self) -> Result<W, ExportError> {
        let end = EndLine {
            records: self.records,
            sha256: hex(&self.hash.clone().finalize()),
        };
        let line = self.line(&LineOut::End(end))?;
        self.put(&line)?;
        self.writer.flush()?;
        Ok(self.writer)
    }

    #[expect(
        clippy::unused_self,
        reason = "reads as what it is: a line of this export"
    )]
    fn line(&self, line: &LineOut<'_>) -> Result<Vec<u8>, ExportError> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn put(&mut self, line: &[u8]) -> Result<(), ExportError> {
        self.hash.update(line);
        self.writer.write_all(line)?;
        Ok(())
    }
}

/// Only objects are records, so that `null` cannot pass for a missing one.
pub(super) fn is_object(body: &RawValue) -> bool {
    body.get().trim_start().starts_with('{')
}

/// A line break in JSON can only stand between values: in a text it is written `\n`.
fn on_one_line(body: &RawValue) -> Result<Cow<'_, RawValue>, serde_json::Error> {
    let text = body.get();
    if !text.contains(['\n', '\r']) {
        return Ok(Cow::Borrowed(body));
    }
    RawValue::from_string(text.replace(['\n', '\r'], " ")).map(Cow::Owned)
}
