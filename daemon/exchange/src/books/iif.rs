//! IIF, the tab-separated import of QuickBooks Desktop (Intuit, "Import/Export Files: IIF").
//!
//! `TRNSTYPE`, `ACCNT` and `AMOUNT` are required, days are MM/DD/YY, and the splits add up to minus the first line.
//! QuickBooks keeps eleven characters of `DOCNUM`, so a longer id stands in the memo alone.

use std::io::{self, Write};

use encoding_rs::{EncoderResult, WINDOWS_1252};

use super::BookError;
use super::accounts::AccountTable;
use super::entry::BookEntry;
use crate::text::squeezed;

const DOCNUM_LEN_MAX: usize = 11;

pub(super) fn begin(writer: &mut dyn Write) -> io::Result<()> {
    for kind in ["!TRNS", "!SPL"] {
        put(
            writer,
            &[
                kind, "TRNSTYPE", "DATE", "ACCNT", "AMOUNT", "DOCNUM", "MEMO",
            ],
        )?;
    }
    put(writer, &["!ENDTRNS"])
}

pub(super) fn entry(
    accounts: &AccountTable,
    entry: &BookEntry,
    writer: &mut dyn Write,
) -> Result<(), BookError> {
    let date = entry.date();
    let date = format!(
        "{:02}/{:02}/{:02}",
        date.month(),
        date.day(),
        date.year() % 100
    );
    let fits = entry.id().len() <= DOCNUM_LEN_MAX;
    let number = if fits { entry.id() } else { "" };
    for (place, line) in entry.lines().iter().enumerate() {
        let kind = if place == 0 { "TRNS" } else { "SPL" };
        let account = accounts.quickbooks(line);
        let cell = words(&account);
        // QuickBooks would silently make a new account of another name.
        if cell.is_empty() || cell != account {
            let name = account.into_owned();
            return Err(BookError::AccountName { name });
        }
        let memo = line.memo.as_deref().unwrap_or_else(|| entry.memo());
        let memo = words(&format!("[{}] {memo}", entry.id()));
        let amount = line.amount.to_string();
        put(
            writer,
            &[
                kind,
                "GENERAL JOURNAL",
                &date,
                &cell,
                &amount,
                number,
                &memo,
            ],
        )?;
    }
    put(writer, &["ENDTRNS"])?;
    Ok(())
}

/// Nothing in IIF can stand for a tab, a line break or a double quote in a cell.
fn words(text: &str) -> String {
    squeezed(&text.replace('"', "'"))
}

fn put(writer: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    let mut line = cells.join("\t");
    line.push_str("\r\n");
    writer.write_all(&windows(&line))
}

/// QuickBooks Desktop reads Windows-1252; what that has no sign for becomes a question mark.
fn windows(text: &str) -> Vec<u8> {
    let mut encoder = WINDOWS_1252.new_encoder();
    let mut bytes = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        let (result, used) =
            encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[used..];
        match result {
            EncoderResult::InputEmpty => return bytes,
            EncoderResult::OutputFull => bytes.reserve(rest.len() + 16),
            EncoderResult::Unmappable(_) => {
                bytes.push(b'?');
                bytes.reserve(rest.len() + 16);
            }
        }
    }
}
