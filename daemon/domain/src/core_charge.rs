//! Core charges. (The ledger of cores joins here.)

use crate::ctx::Ctx;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::ticket::Ticket;

pub(crate) fn on_close(_ticket: &Ticket, _ctx: &Ctx) -> Result<Vec<Event>, Refusal> {
    Ok(Vec::new())
}
