//! Drafts of what runs low, made without anyone asking.
//!
//! It is woken by whatever may lower stock, looks at what runs low by itself, and gives the engine an ordinary order for
//! what it found. The engine looks again and decides: what stands on a draft counts as ordered there, so that neither two
//! sales at once nor a restart in between draft anything twice. A wake-up that is lost costs minutes, not a part.

use std::sync::Arc;
use std::time::Duration;

use domain::ids::PartId;
use domain::purchase::Reordering;
use engine::command::buying::BuyCommand;
use engine::reorder::{LowAsk, LowPart, REORDER_PARTS_MAX, proposal};
use engine::{Command, CurrentRules, EngineError, Handle, Queries, StoreError};
use tokio::sync::watch;

use crate::ask::ask;
use crate::outbox::Wakes;
use crate::told::chain;

/// How often is looked without being woken: a new day lets parts be drafted that people declined the day before.
const LOOK_TIME: Duration = Duration::from_mins(5);
/// The shortest time between two looks, so that a busy till or a long import costs few of them.
const PAUSE: Duration = Duration::from_millis(500);
/// Pages of parts that one look goes through at a place; the rest waits for the next look.
const PAGES_MAX: usize = 200;

/// What the restocker works with.
pub(crate) struct Restocker {
    pub(crate) engine: Handle,
    pub(crate) queries: Arc<dyn Queries>,
    pub(crate) rules: CurrentRules,
    pub(crate) wakes: Arc<Wakes>,
}

/// Why a look ended early; the next one begins anew.
#[derive(Debug, thiserror::Error)]
enum LookError {
    #[error("what runs low cannot be read")]
    Read(#[from] StoreError),
    #[error("the draft was not made")]
    Order(#[from] EngineError),
    #[error("the daemon is stopping")]
    Stopping,
}

impl Restocker {
    /// Works until told to stop.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut look = tokio::time::interval(LOOK_TIME);
        loop {
            tokio::select! {
                () = self.wakes.stock.notified() => {}
                _ = look.tick() => {}
                _ = stop.changed() => return,
            }
            tokio::select! {
                result = self.look() => match result {
                    Ok(()) | Err(LookError::Stopping) => {}
                    Err(error) => tracing::warn!(error = chain(&error), "restocking waits"),
                },
                _ = stop.changed() => return,
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.changed() => return,
            }
        }
    }

    async fn look(&self) -> Result<(), LookError> {
        let rules = self.rules.get();
        match rules.buying.reordering {
            Reordering::Automatic => {}
            Reordering::ByHand => return Ok(()),
        }
        let mut places = self.read(|queries| queries.low_places()).await?;
        // Parts that were never anywhere are bought for the shop's own place.
        if places.iter().any(String::is_empty) && !places.contains(&rules.location) {
            places.push(rules.location.clone());
        }
        for place in places.into_iter().filter(|place| !place.is_empty()) {
            let mut after = None;
            for _ in 0..PAGES_MAX {
                let ask = LowAsk::to_draft(place.clone(), &rules.location, after);
                let low = self.read(move |queries| queries.low(&ask)).await?;
                let last = low.last().map(|low| low.part.id);
                self.draft(&place, after, &low).await?;
                if low.len() < REORDER_PARTS_MAX {
                    break;
                }
                after = last;
            }
        }
        Ok(())
    }

    /// Has one page drafted, when there is anything on it that some supplier sells.
    async fn draft(
        &self,
        place: &str,
        after: Option<PartId>,
        low: &[LowPart],
    ) -> Result<(), LookError> {
        let proposed = proposal(low, self.rules.get().currency);
        if proposed.is_ok_and(|proposal| proposal.orders.is_empty()) {
            return Ok(());
        }
        let location = place.to_owned();
        let order = BuyCommand::Restock { location, after };
        let done = ask(&self.engine, Command::Buy(Box::new(order))).await?;
        if !done.records.is_empty() {
            tracing::info!(place, "what runs low was put on drafts");
        }
        Ok(())
    }

    async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Queries) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, LookError> {
        let queries = Arc::clone(&self.queries);
        let read = tokio::task::spawn_blocking(move || question(&*queries)).await;
        Ok(read.map_err(|_| LookError::Stopping)??)
    }
}
