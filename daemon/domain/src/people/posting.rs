//! Booking what a decision does.

use uuid::Uuid;

use crate::ctx::Ctx;
use crate::event::Event;
use crate::ledger::{EntryDraft, LedgerError};

/// Closes an entry of today; nothing comes of one that moves nothing.
pub(crate) fn posted(
    entry: EntryDraft,
    memo: String,
    source: Uuid,
    ctx: &Ctx,
) -> Result<Option<Event>, LedgerError> {
    let entry = entry.close(ctx.ids.take(), ctx.today, memo, source)?;
    Ok(entry.map(|entry| Event::Posted(entry.id, entry)))
}
