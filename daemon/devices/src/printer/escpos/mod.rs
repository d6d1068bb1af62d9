//! ESC/POS as a printer's language, and a printer that speaks it made of software.

mod dialect;
pub mod sim;

pub(crate) use dialect::EscposDialect;
