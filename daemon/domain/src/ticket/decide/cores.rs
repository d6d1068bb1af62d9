//! Old parts that come over the counter after the sale, or without one: the deposit goes back as a line of its own.

use crate::core_charge::{CoreReturnDraft, WithoutReceipt, core_return_line, without_receipt};
use crate::ctx::Ctx;
use crate::event::Event;
use crate::ids::LineId;
use crate::refusal::Refusal;

use super::lines;
use crate::ticket::Ticket;
use crate::ticket::line::{Line, LineKind, LineOrigin, PayType};
use crate::ticket::order::{CoreBack, CoreBackDraft};

/// Puts the deposit of old parts on the ticket as a line below zero, and speaks for them in the ledger.
pub(super) fn add(
    ticket: &Ticket,
    draft: &CoreBackDraft,
    ctx: &Ctx,
) -> Result<Vec<Event>, Refusal> {
    let id: LineId = ctx.ids.take();
    let taken = CoreReturnDraft {
        ticket: ticket.id,
        line: id,
        quantity: draft.quantity,
        grade: draft.grade,
        value: draft.value,
    };
    let back = match &draft.of {
        CoreBack::Sold(core) => core_return_line(core, &taken, &ctx.shop.cores)?,
        CoreBack::Without(part) => {
            let from = WithoutReceipt {
                part: part.clone(),
                customer: ticket.customer,
            };
            without_receipt(&from, &taken, &ctx.shop.cores, ctx)?
        }
    };
    let line = Line {
        id,
        job: None,
        kind: LineKind::CoreReturn {
            of: None,
            core: back.core,
        },
        description: back.description,
        quantity: back.quantity,
        unit_price: back.unit_price,
        amount: back.amount,
        discount: None,
        pay: PayType::Customer,
        origin: LineOrigin::Original,
        returned: None,
        priced_by: None,
    };
    let mut events = lines::add(ticket, vec![line])?;
    events.extend(back.events);
    Ok(events)
}
