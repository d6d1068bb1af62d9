//! Receipts as the printer would print them: encoded to bytes, decoded again, and read.

mod golden;
mod sums;
mod wild;

use domain::ticket::Ticket;
use paper::{PaperWidth, Printed};

use super::receipt;
use crate::testing::{Desk, printed};

const WIDTHS: [PaperWidth; 2] = [PaperWidth::Mm58, PaperWidth::Mm80];

/// Prints a sale and returns the one piece of paper that comes out.
fn on_paper(desk: &Desk, ticket: &Ticket, width: PaperWidth) -> Printed {
    printed(&receipt(&desk.input(ticket), width).unwrap())
}
