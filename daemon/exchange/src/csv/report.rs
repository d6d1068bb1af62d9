//! The rows that were not taken, as a file to correct and bring again.

use std::io::Write;

use ::csv::{StringRecord, Writer, WriterBuilder};

use super::fault::RowError;
use super::guard::guarded;

/// Writes each bad row as it stood, with what is wrong and what to do in two columns after it.
pub struct ErrorReport<W: Write> {
    writer: Writer<W>,
    columns: usize,
}

impl<W: Write> ErrorReport<W> {
    /// Writes the headers: those of the file, then `error` and `what_to_do`.
    ///
    /// # Errors
    /// The writer's.
    pub fn begin(delimiter: u8, headers: &[String], writer: W) -> Result<Self, ::csv::Error> {
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_writer(writer);
        for header in headers {
            writer.write_field(guarded(header).as_ref())?;
        }
        writer.write_record(["error", "what_to_do"])?;
        Ok(Self {
            writer,
            columns: headers.len(),
        })
    }

    /// Adds a row that was not taken. A cell that looks like a card number is left out: the report is a file too.
    ///
    /// # Errors
    /// The writer's.
    pub fn add(&mut self, record: &StringRecord, error: &RowError) -> Result<(), ::csv::Error> {
        self.add_words(record, &error.to_string(), error.hint())
    }

    /// Adds a row that the shop did not take, with its words.
    ///
    /// # Errors
    /// The writer's.
    pub fn add_words(
        &mut self,
        record: &StringRecord,
        message: &str,
        hint: &str,
    ) -> Result<(), ::csv::Error> {
        for cell in record {
            if domain::text::looks_like_card_number(cell) {
                self.writer.write_field("(hidden)")?;
            } else {
                self.writer.write_field(guarded(cell).as_ref())?;
            }
        }
        for _ in record.len()..self.columns {
            self.writer.write_field("")?;
        }
        self.writer.write_record([guarded(message).as_ref(), hint])
    }

    /// Writes what is left and gives the writer back.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish(self) -> Result<W, ::csv::Error> {
        self.writer.into_inner().map_err(|error| {
            let error = error.into_error();
            ::csv::Error::from(error)
        })
    }
}
