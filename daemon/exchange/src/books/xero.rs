//! Xero's manual journals as its CSV template has them (help.xero.com, "Enter multiple manual journals using an import
//! template"): lines of one narration and one date are one journal, an amount above zero is a debit, days are
//! dd/mm/yyyy, and a file has at most 300 lines.

use std::io::{self, Write};

use super::BookError;
use super::accounts::AccountTable;
use super::entry::BookEntry;
use crate::csv::guarded;
use crate::text::squeezed;

/// The most lines of one file.
pub const LINES_MAX: usize = 300;

const HEADERS: [&str; 10] = [
    "*Narration",
    "*Date",
    "Description",
    "*AccountCode",
    "*TaxRate",
    "*Amount",
    "TrackingName1",
    "TrackingOption1",
    "TrackingName2",
    "TrackingOption2",
];

pub(super) fn begin(writer: &mut dyn Write) -> io::Result<()> {
    put(writer, &HEADERS)
}

pub(super) fn entry(
    accounts: &AccountTable,
    entry: &BookEntry,
    writer: &mut dyn Write,
) -> Result<(), BookError> {
    // The id makes the narration the entry's own: two entries of one day would be one journal otherwise.
    let narration = squeezed(&format!("[{}] {}", entry.id(), entry.memo()));
    let date = entry.date();
    let date = format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
    for line in entry.lines() {
        let code = accounts.xero_code(line);
        if code.is_empty() || squeezed(code) != code {
            let name = code.to_owned();
            return Err(BookError::AccountName { name });
        }
        let description = squeezed(line.memo.as_deref().unwrap_or(&line.name));
        let amount = line.amount.to_string();
        let rate = accounts.xero_tax_rate(line);
        put(
            writer,
            &[
                &narration,
                &date,
                &guarded(&description),
                &guarded(code),
                &guarded(rate),
                &amount,
                "",
                "",
                "",
                "",
            ],
        )?;
    }
    Ok(())
}

fn put(writer: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    let mut line = ::csv::Writer::from_writer(Vec::new());
    line.write_record(cells).map_err(io::Error::other)?;
    let bytes = line.into_inner().map_err(io::Error::other)?;
    writer.write_all(&bytes)
}
