//! Writes a whole generated shop straight into a store, through the port that the engine writes through.
//!
//! The real projections run and the real chain is sealed, so the store is what ten years of selling would have left.
//! It must never write a table itself. What an event looks like is said in [`events`] and `story` alone.

pub mod events;
mod story;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::money::NumberError;
use domain::people::CustomerRefusal;
use domain::{Actor, Event, Refusal, Timestamp};
use engine::{Journal, StoreError};
use store::{OpenOptions, SqliteStore};

use crate::shop::{self, Scale};

/// Records that are committed together.
const BATCH_LEN: u64 = 50_000;
/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_secs(10);
/// The counter's copy of the journal, as a fresh daemon numbers it.
const ORIGIN: u32 = 1;
/// Goes up with every change of what is generated or how it is written.
const GENERATION: u32 = 2;

/// Which shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The generator's seed.
    pub seed: u64,
    /// Parts, customers and vehicles.
    pub scale: Scale,
    /// Tickets in ten years.
    pub tickets: u64,
}

impl Plan {
    /// Returns the plan of a shop with as many tickets as parts.
    pub fn of(seed: u64, parts: u64) -> Self {
        Self {
            seed,
            scale: Scale::of_parts(parts),
            tickets: parts,
        }
    }

    /// Returns the name of its folder, which changes with whatever changes the store.
    pub fn folder_name(&self) -> String {
        let Self {
            seed,
            scale:
                Scale {
                    parts,
                    customers,
                    vehicles,
                },
            tickets,
        } = self;
        let shape = store::shape();
        format!("s{seed}-p{parts}-c{customers}-v{vehicles}-t{tickets}-g{GENERATION}-{shape}")
    }
}

/// Why a shop could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The store failed.
    #[error("writing the shop into the store")]
    Store(#[from] StoreError),
    /// The domain refuses what the generator made.
    #[error("the shop breaks a rule")]
    Refused(#[from] Refusal),
    /// The domain refuses what a customer paid on their account.
    #[error("a house account breaks a rule")]
    Account(#[from] CustomerRefusal),
    /// A moment that no calendar has.
    #[error("the shop is open outside of time")]
    Time(#[from] jiff::Error),
    /// A number the domain refuses.
    #[error("the shop holds a number that does not fit")]
    Number(#[from] NumberError),
    /// A folder could not be made or renamed.
    #[error("keeping the store")]
    Folder(#[from] std::io::Error),
}

/// How far the writing has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What is being written.
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// Of how many.
    pub of: u64,
    /// Records in the journal so far.
    pub records: u64,
    /// Since when.
    pub took: Duration,
}

/// Returns the folder of the store of a plan in a cache folder, writing it first when it is not there.
///
/// # Errors
/// [`BulkError`]; nothing is kept then.
pub fn cached(
    cache: &Path,
    plan: &Plan,
    tell: &mut dyn FnMut(Progress),
) -> Result<PathBuf, BulkError> {
    let folder = cache.join(plan.folder_name());
    if folder.exists() {
        return Ok(folder);
    }
    let unfinished = folder.with_extension("unfinished");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished)?;
    }
    load(&unfinished, plan, tell)?;
    std::fs::rename(&unfinished, &folder)?;
    Ok(folder)
}

/// Writes the shop of a plan into an empty data folder.
///
/// # Errors
/// [`BulkError`].
pub fn load(dir: &Path, plan: &Plan, tell: &mut dyn FnMut(Progress)) -> Result<(), BulkError> {
    let mut store = SqliteStore::open(dir, OpenOptions { origin: ORIGIN })?;
    store.prepare_for_bulk()?;
    let shop = shop::generate(plan.seed, plan.scale);
    let maker = events::Maker::new(&shop)?;
    let mut writer = Writer {
        store,
        actor: maker.actor(),
        at: events::opening_day(),
        in_batch: 0,
        records: 0,
        start: Instant::now(),
        told: Instant::now(),
        tell,
    };
    writer.store.begin()?;
    writer.append(&maker.staff())?;
    let scale = plan.scale;
    for index in 0..scale.parts {
        writer.append(&maker.part(index)?)?;
        writer.progress("parts", index + 1, scale.parts);
    }
    for index in 0..scale.customers {
        writer.append(&[maker.customer(index)?])?;
        writer.progress("customers", index + 1, scale.customers);
    }
    for index in 0..scale.vehicles {
        writer.append(&[maker.vehicle(index)?])?;
        writer.progress("vehicles", index + 1, scale.vehicles);
    }
    let mut memory = story::Memory::default();
    for (index, visit) in (0..).zip(shop.visits(plan.tickets)) {
        writer.at = Timestamp::from_unix_ms(visit.at_ms);
        let visit = (index, &visit);
        let events = story::before(&maker, &mut writer.store, visit)?;
        writer.append(&events)?;
        let events = story::visit(&maker, &mut writer.store, &mut memory, visit)?;
        writer.append(&events)?;
        let events = story::after(&maker, &mut writer.store, visit)?;
        writer.append(&events)?;
        writer.progress("tickets", index + 1, plan.tickets);
    }
    writer.store.commit()?;
    Ok(())
}

struct Writer<'a> {
    store: SqliteStore,
    actor: Actor,
    at: Timestamp,
    in_batch: u64,
    records: u64,
    start: Instant,
    told: Instant,
    tell: &'a mut dyn FnMut(Progress),
}

impl Writer<'_> {
    fn append(&mut self, events: &[Event]) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let (_, last) = self.store.append(self.at, &self.actor, events)?;
        self.in_batch += last - self.records;
        self.records = last;
        if self.in_batch >= BATCH_LEN {
            self.store.commit()?;
            self.store.begin()?;
            self.in_batch = 0;
        }
        Ok(())
    }

    fn progress(&mut self, what: &'static str, done: u64, of: u64) {
        if done == of || self.told.elapsed() >= TOLD_EVERY {
            self.told = Instant::now();
            (self.tell)(Progress {
                what,
                done,
                of,
                records: self.records,
                took: self.start.elapsed(),
            });
        }
    }
}
