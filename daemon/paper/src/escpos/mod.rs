//! ESC/POS, the receipt printers' language: encoder, decoder and status answers for Epson-like printers.
//!
//! Command names and byte layouts follow Epson's public "ESC/POS Command Reference".
//! Nothing here talks to a device: bytes in, bytes out.

pub mod cjk;
pub mod code_page;
mod decode;
mod encode;
mod op;
mod paper;
mod profile;
mod reply;
mod status;

pub use crate::layout::Cutter;
pub use cjk::Cjk;
pub use code_page::CodePage;
pub use decode::{Decoder, PENDING_BYTES_MAX};
pub use encode::{encode, encode_rows};
pub use op::Op;
pub use paper::{Paper, print};
pub use profile::{Answers, ImageMode, Profile};
pub use reply::{Reply, ReplyReader};
pub use status::{
    PaperState, PrinterError, PrinterStatus, StatusError, StatusRequest, auto_status_off_request,
    auto_status_request, process_id_request,
};
