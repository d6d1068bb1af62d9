//! Papers read back: from the bytes a printer gets, and from the text of the file.

mod laws;
mod others;
mod statutes;
mod ticket;
