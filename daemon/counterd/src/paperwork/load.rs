//! Reads the things that papers are made of.

use domain::catalog::Part;
use domain::ids::PartId;
use domain::{Actor, Timestamp};
use engine::{Noun, Queries, Recorded, StoreError};
use uuid::Uuid;

use super::PaperworkError;

/// A thing with its story.
pub(super) struct Told<T> {
    pub(super) thing: T,
    story: Vec<Recorded>,
}

impl<T: Noun> Told<T> {
    /// When and by whom the last thing of a kind was done to it.
    pub(super) fn last(&self, is: impl Fn(&T::Event) -> bool) -> Option<(Timestamp, &Actor)> {
        let mut story = self.story.iter().rev();
        let found = story.find(|record| T::own(&record.event).is_some_and(&is))?;
        Some((found.at, &found.actor))
    }

    /// The thing as it was right after the last thing of a kind was done to it, and when that was.
    pub(super) fn as_of_last(
        &self,
        id: Uuid,
        is: impl Fn(&T::Event) -> bool,
    ) -> Option<(Timestamp, T)> {
        let is_it = |record: &Recorded| T::own(&record.event).is_some_and(&is);
        let last = self.story.iter().rposition(is_it)?;
        let then = self.story.get(..=last)?;
        Some((then.last()?.at, engine::fold::<T>(id, then)?))
    }

    /// When and by whom it was begun.
    pub(super) fn begun(&self) -> Option<(Timestamp, &Actor)> {
        self.story.first().map(|record| (record.at, &record.actor))
    }
}

/// Loads a thing; [`PaperworkError::Gone`] when there is none of that kind under the id.
pub(super) fn load<T: Noun>(id: Uuid, queries: &dyn Queries) -> Result<Told<T>, PaperworkError> {
    let story = queries.story(id, None)?;
    let thing = engine::fold::<T>(id, &story).ok_or(PaperworkError::Gone)?;
    Ok(Told { thing, story })
}

pub(super) fn part_of(id: PartId, queries: &dyn Queries) -> Result<Part, PaperworkError> {
    let view = queries.part(id)?.ok_or(PaperworkError::Gone)?;
    Ok(view.part)
}

/// Names who did something, as a paper shows it.
pub(super) fn name(actor: &Actor, queries: &dyn Queries) -> Result<String, StoreError> {
    Ok(match actor {
        Actor::Staff(id) => match queries.staff_member(*id)? {
            Some(staff) => staff.name,
            None => id.to_string(),
        },
        Actor::Client(name) => name.clone(),
        Actor::Daemon => "counterd".to_owned(),
    })
}
