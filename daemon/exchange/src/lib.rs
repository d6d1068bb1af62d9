//! Files in and out: text to neutral rows, and neutral rows to text.
//!
//! Nothing here opens a file, asks the clock or knows the store: the caller gives an [`std::io::Read`] or
//! [`std::io::Write`], and gets rows one at a time, so that a price file of a million lines is never held in
//! memory. Whatever is wrong with a file comes back with the place where it is wrong and what to do about it; no
//! content of a file makes this room panic. Start reading at [`csv::read()`].

pub mod aces;
pub mod books;
pub mod csv;
mod encoding;
pub mod ndjson;
pub mod pies;
mod text;
pub mod xml;

pub use encoding::{Encoding, text_of};
