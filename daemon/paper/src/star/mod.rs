//! Star line mode, the language of Star's receipt printers: encoder, decoder and status answers.
//!
//! Command names and byte layouts follow Star Micronics' public "STAR Line Mode Command Specifications" and
//! "StarPRNT Command Specifications". Only what both share is sent, but for pictures, where the profile says which.
//! Nothing here talks to a device: bytes in, bytes out. Paper and effects are those of ESC/POS.

mod decode;
mod encode;
mod profile;
mod raster_mode;
mod status;

pub use decode::{Decoder, Op, PENDING_BYTES_MAX, paper, print};
pub use encode::{encode, encode_rows};
pub use profile::{StarImageMode, StarProfile, page_of_star_number, star_number};
pub use status::{
    Request, StarStatus, StatusReader, auto_status, clear_etb_counter, etb, status_request,
};
