//! Things that live by their events: what is common to a purchase, a till session, a transfer.

use crate::ctx::{Actor, Timestamp};

/// Something whose state is folded from its story. `apply` never refuses: what happened, happened.
pub trait Aggregate: Sized {
    /// What can happen to it.
    type Event;

    /// Starts it from its first event; any other event gives nothing.
    fn open(id: uuid::Uuid, event: &Self::Event, at: Timestamp, by: &Actor) -> Option<Self>;

    /// Applies one later event.
    fn apply(&mut self, event: &Self::Event, at: Timestamp, by: &Actor);

    /// Folds a whole story, oldest first.
    fn replay<'a>(
        id: uuid::Uuid,
        story: impl IntoIterator<Item = (&'a Self::Event, Timestamp, &'a Actor)>,
    ) -> Option<Self>
    where
        Self::Event: 'a,
    {
        let mut story = story.into_iter();
        let (first, at, by) = story.next()?;
        let mut state = Self::open(id, first, at, by)?;
        for (event, at, by) in story {
            state.apply(event, at, by);
        }
        Some(state)
    }
}
