//! Customer displays of two rows: encoder and decoder for the two languages they speak.
//!
//! Sources: Epson "Customer Display Command Reference" (DM-D series) and the CD5220 command table that most other
//! displays come with. Nothing here talks to a device: bytes in, bytes out.

mod decode;
mod encode;
mod profile;

pub use decode::Decoder;
pub use encode::{encode, initialize, show};
pub use profile::{DisplayLanguage, DisplayProfile};
