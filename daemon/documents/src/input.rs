//! What the papers of one ticket are made of.

use domain::Timestamp;
use domain::people::{Customer, Vehicle};
use domain::ticket::Ticket;

use crate::{Shop, StaffNames};

/// Everything that a receipt, estimate, work order or invoice is made of.
#[derive(Debug, Clone, Copy)]
pub struct TicketInput<'a> {
    /// The ticket as it stands.
    pub ticket: &'a Ticket,
    /// Its customer, if it has one.
    pub customer: Option<&'a Customer>,
    /// Where the customer lives or is billed, line by line.
    pub address: &'a [String],
    /// Its vehicle, if it has one.
    pub vehicle: Option<&'a Vehicle>,
    /// The shop.
    pub shop: &'a Shop,
    /// The names of advisors and technicians, as they may stand on paper.
    pub staff: &'a StaffNames,
    /// Who served the customer, by the name that may stand on paper.
    pub served_by: Option<&'a str>,
    /// When the paper is made.
    pub printed_at: Timestamp,
    /// Whether the original was printed before.
    pub copy: bool,
}
