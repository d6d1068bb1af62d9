//! The whole journal as text: the shop's data in a form that any program can read and ours can take back.
//!
//! One JSON object a line, each with one key that says what it is:
//!
//! ```text
//! {"header":{"format":"counterd-journal","version":1,"shop":"…","exported_at":"2026-11-23T18:00:00Z","head":2,"head_hash":"…"}}
//! {"record":{…}}
//! {"record":{…}}
//! {"end":{"records":2,"sha256":"…"}}
//! ```
//!
//! The digest is over every byte before the last line. What is in a record is the store's business: here it is JSON
//! and nothing more.

mod line;
mod read;
mod write;

pub use line::{FORMAT, Header, VERSION};
pub use read::{Fault, LINE_LEN_MAX, LineError, Records, Summary, read, verify};
pub use write::{Export, ExportError, begin};
