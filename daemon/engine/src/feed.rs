//! Feeds the domain's folds from the journal, page by page, so that memory stays bounded however long the span is.

use std::collections::BTreeSet;

use domain::ids::{TicketId, TicketJobId, TillId, VehicleId};
use domain::money::Currency;
use domain::people::VehicleEvent;
use domain::report::{AdvisorFold, DailyFold, DeferredFold, PartsFold, TechnicianFold};
use domain::ticket::TicketEvent;
use domain::till::{TillEvent, TillFigures, TillFold};
use domain::{Event, Refusal, Timestamp};

use crate::command::EngineError;
use crate::ports::{Recorded, StoreError};
use crate::queries::Queries;

/// Events read at once.
const PAGE_LEN: usize = 1_000;

/// A report's fold.
pub trait Fold {
    /// Whether it needs to know work that was put off before the span.
    const FOLLOWS_DEFERRALS: bool = false;

    /// Adds one event.
    ///
    /// # Errors
    /// A [`Refusal`] when the sums do not fit.
    fn add(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal>;
}

macro_rules! folds {
    ($($fold:ident $deferrals:literal,)*) => {$(
        impl Fold for $fold {
            const FOLLOWS_DEFERRALS: bool = $deferrals;

            fn add(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
                self.apply(event, at)
            }
        }
    )*};
}

folds! {
    AdvisorFold false,
    DailyFold false,
    DeferredFold true,
    PartsFold false,
    TechnicianFold false,
}

/// Sums a session of the till up from the page that holds its opening, up to its end or to a moment. `page` reads at most so
/// many events after a cursor.
///
/// # Errors
/// [`EngineError`] when the journal cannot be read or its sums do not fit.
pub fn till_figures(
    session: TillId,
    currency: Currency,
    opened: u64,
    until: Option<Timestamp>,
    mut page: impl FnMut(u64, usize) -> Result<Vec<Recorded>, StoreError>,
) -> Result<TillFigures, EngineError> {
    let mut fold = TillFold::new(session, currency);
    let mut after = opened.saturating_sub(1);
    loop {
        let records = page(after, PAGE_LEN)?;
        for record in &records {
            if until.is_some_and(|until| record.at > until) {
                return Ok(fold.into_figures());
            }
            fold.apply(&record.event).map_err(Refusal::from)?;
            if let Event::Till(id, TillEvent::Closed(_)) = &record.event
                && *id == session
            {
                return Ok(fold.into_figures());
            }
        }
        match records.last() {
            Some(last) if records.len() >= PAGE_LEN => after = last.cursor,
            Some(_) | None => return Ok(fold.into_figures()),
        }
    }
}

/// Feeds a report with the events of a span of time, its first moment included and its last not. Tickets that were opened
/// before the span and are not closed when it begins are told from their beginning, so that the report knows their lines.
///
/// # Errors
/// [`EngineError`] when the journal cannot be read or the report's sums do not fit.
pub fn span<F: Fold>(
    queries: &dyn Queries,
    from: Timestamp,
    to: Timestamp,
    fold: &mut F,
) -> Result<(), EngineError> {
    let before = queries.cursor_at(from)?.saturating_sub(1);
    let end = queries.cursor_at(to)?;
    let mut told = Told {
        queries,
        before,
        seen: BTreeSet::new(),
        whole: BTreeSet::new(),
    };
    let mut after = before;
    while after + 1 < end {
        let records = queries.events_after(after, PAGE_LEN)?;
        let Some(last) = records.last() else { break };
        after = last.cursor;
        let inside = || records.iter().filter(|record| record.cursor < end);
        // Before the page's own events: a sale's stock moves must follow it at once.
        for record in inside() {
            told.beginning_of(&record.event, fold)?;
        }
        for record in inside() {
            fold.add(&record.event, record.at)?;
        }
    }
    Ok(())
}

/// What of the time before the span the report has been told.
struct Told<'q> {
    queries: &'q dyn Queries,
    /// The last cursor before the span.
    before: u64,
    /// Tickets that were looked at.
    seen: BTreeSet<TicketId>,
    /// Those that were told.
    whole: BTreeSet<TicketId>,
}

impl Told<'_> {
    fn beginning_of<F: Fold>(&mut self, event: &Event, fold: &mut F) -> Result<(), EngineError> {
        match event {
            Event::Ticket(id, TicketEvent::Opened { .. }) => {
                self.seen.insert(*id);
                self.whole.insert(*id);
            }
            Event::Ticket(id, _) if self.seen.insert(*id) => {
                let story = self.queries.story(id.uuid(), Some(self.before))?;
                let over = |record: &Recorded| {
                    matches!(
                        record.event,
                        Event::Ticket(_, TicketEvent::Closed { .. } | TicketEvent::Voided(_))
                    )
                };
                if !story.iter().any(over) {
                    self.tell(*id, &story, fold)?;
                }
            }
            Event::Vehicle(vehicle, VehicleEvent::DeferralEnded { job, .. })
                if F::FOLLOWS_DEFERRALS =>
            {
                if let Some(ticket) = self.put_off_on(*vehicle, *job)?
                    && !self.whole.contains(&ticket)
                {
                    self.seen.insert(ticket);
                    let story = self.queries.story(ticket.uuid(), Some(self.before))?;
                    self.tell(ticket, &story, fold)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn tell<F: Fold>(
        &mut self,
        id: TicketId,
        story: &[Recorded],
        fold: &mut F,
    ) -> Result<(), EngineError> {
        self.whole.insert(id);
        for record in story {
            fold.add(&record.event, record.at)?;
        }
        Ok(())
    }

    fn put_off_on(
        &self,
        vehicle: VehicleId,
        job: TicketJobId,
    ) -> Result<Option<TicketId>, StoreError> {
        let story = self.queries.story(vehicle.uuid(), Some(self.before))?;
        Ok(story
            .into_iter()
            .rev()
            .find_map(|record| match record.event {
                Event::Vehicle(_, VehicleEvent::Deferred(deferral)) if deferral.job == job => {
                    Some(deferral.ticket)
                }
                _ => None,
            }))
    }
}
