//! What goes on paper: a neutral document, the bytes a printer wants, and what those bytes would print.
//!
//! A [`Document`] says what a receipt or label holds. [`layout`] turns it into positioned lines once;
//! the encoders and the [`preview`] both start from those lines, so they cannot disagree.
//! The decoder turns printer bytes back into the same lines as a [`Printed`] ticket.
//!
//! This crate is pure: no I/O, no clock, no device. It must never know what a ticket or a payment is.

mod data_matrix;
pub mod display;
pub mod document;
pub mod escpos;
pub mod fallback;
pub mod font;
mod forms;
pub mod label;
pub mod layout;
pub mod page;
pub mod pdf;
pub mod preview;
pub mod printed;
pub mod raster;
pub mod star;
pub mod style;
pub mod symbol;
mod typeface;

pub use data_matrix::{DataMatrix, DataMatrixError};
pub use document::{Cell, ColumnWidth, Cut, Document, Element, PaperWidth, Pin, Pulse, Run};
pub use fallback::{FallbackFont, FallbackFontError};
pub use printed::{Printed, PrintedLine, TextLine};
pub use raster::{Dither, Raster, RasterError};
pub use style::{Align, Font, Span, Style, char_columns};
pub use symbol::{Barcode, BarcodeError, Hri, Qr, QrCorrection, QrError, Symbol, Symbology};
pub use typeface::Weight;
