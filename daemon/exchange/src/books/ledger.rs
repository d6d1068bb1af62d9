//! Plain text accounting, as hledger and ledger read it (hledger manual, "journal format").

use std::io::{self, Write};

use super::BookError;
use super::accounts::AccountTable;
use super::entry::BookEntry;
use crate::text::squeezed;

pub(super) fn begin(writer: &mut dyn Write) -> io::Result<()> {
    writeln!(writer, "; counterd journal entries")
}

pub(super) fn entry(
    accounts: &AccountTable,
    entry: &BookEntry,
    writer: &mut dyn Write,
) -> Result<(), BookError> {
    writeln!(writer)?;
    let memo = words(entry.memo());
    let first = format!("{} ({}) {memo}", entry.date(), entry.id());
    writeln!(writer, "{}", first.trim_end())?;
    for line in entry.lines() {
        let name = accounts.ledger(line);
        if !is_account(&name) {
            let name = name.into_owned();
            return Err(BookError::AccountName { name });
        }
        write!(writer, "    {name}  {} {}", line.amount, entry.currency())?;
        if let Some(memo) = line.memo.as_deref().map(words)
            && !memo.is_empty()
        {
            write!(writer, "  ; {memo}")?;
        }
        writeln!(writer)?;
    }
    Ok(())
}

/// A semicolon begins a comment, and a bar ends the payee. A colon after a word or a bracketed date in a comment is a tag.
fn words(text: &str) -> String {
    squeezed(&text.replace([';', '|'], ",").replace([':', '[', ']'], " "))
}

/// Two blanks end an account's name, and some signs before it make it another kind of line.
fn is_account(name: &str) -> bool {
    !name.is_empty()
        && squeezed(name) == name
        && !name.contains([';', '"'])
        && !name.starts_with(['(', '[', '*', '!', '=', '~', '%', '#', '|'])
        && !name.starts_with(':')
        && !name.ends_with(':')
        && !name.contains("::")
}
