//! Writes down when cash drawers stood open, as their sensors tell: who asked later why the till is short looks there.
//!
//! One task does it, so that what a drawer did is written in the order in which it did it.

use std::collections::BTreeMap;
use std::sync::Arc;

use devices::DeviceName;
use domain::Event;
use domain::drawer::{DrawerEvent, STANDS_OPEN};
use domain::ids::{self, DrawerOpeningId, JobId};
use engine::command::DrawerNote;
use engine::{Command, Handle, Queries};
use tokio::sync::{mpsc, watch};

use crate::ask::{Denied, ask_until_written};
use crate::told::chain;

/// Notes that may wait to be written; a full disk holds them up.
const NOTES_MAX: usize = 64;
/// How long after a drawer was kicked its opening is put down to that.
const KICK_MS: u64 = 5_000;
/// Openings of one drawer that a stopped daemon may have left unfinished.
const LEFT_MAX: usize = 8;

/// What a drawer did.
#[derive(Debug, Clone)]
pub(crate) enum Seen {
    /// An order to open it was carried out at this moment, in ms.
    Kicked(DeviceName, JobId, u64),
    /// Its sensor says so since this moment.
    Stands {
        device: DeviceName,
        open: bool,
        since_ms: u64,
    },
    /// It has stood open too long.
    TooLong(DeviceName),
}

/// Where to tell it.
#[derive(Debug, Clone)]
pub(crate) struct DrawerLog(mpsc::Sender<Seen>);

impl DrawerLog {
    /// Tells without waiting; what finds no room is lost, and said so in the log.
    pub(crate) fn tell(&self, seen: Seen) {
        if self.0.try_send(seen).is_err() {
            tracing::error!("what a drawer did could not be written down in time");
        }
    }
}

/// Makes the log and the task that writes it.
pub(crate) fn log(
    engine: Handle,
    queries: Arc<dyn Queries>,
    stop: watch::Receiver<bool>,
) -> (DrawerLog, impl Future<Output = ()>) {
    let (tx, rx) = mpsc::channel(NOTES_MAX);
    let writer = Writer {
        engine,
        queries,
        drawers: BTreeMap::new(),
    };
    (DrawerLog(tx), writer.run(rx, stop))
}

struct Writer {
    engine: Handle,
    queries: Arc<dyn Queries>,
    drawers: BTreeMap<DeviceName, Drawer>,
}

#[derive(Debug, Default)]
struct Drawer {
    opening: Option<DrawerOpeningId>,
    kicked: Option<(JobId, u64)>,
    /// Whether what an earlier run left unfinished was looked for.
    looked: bool,
}

impl Writer {
    async fn run(mut self, mut seen: mpsc::Receiver<Seen>, mut stop: watch::Receiver<bool>) {
        loop {
            let seen = tokio::select! {
                seen = seen.recv() => seen,
                _ = stop.changed() => break,
            };
            match seen {
                Some(seen) => self.write(seen).await,
                None => return,
            }
        }
        while let Ok(seen) = seen.try_recv() {
            self.write(seen).await;
        }
    }

    async fn write(&mut self, seen: Seen) {
        match seen {
            Seen::Kicked(device, job, at_ms) => {
                self.drawers.entry(device).or_default().kicked = Some((job, at_ms));
            }
            Seen::Stands {
                device,
                open,
                since_ms,
            } => self.stands(device, open, since_ms).await,
            Seen::TooLong(device) => {
                if let Some(opening) = self.drawers.entry(device).or_default().opening {
                    self.note(DrawerNote::LeftOpen { opening }).await;
                }
            }
        }
    }

    async fn stands(&mut self, device: DeviceName, open: bool, since_ms: u64) {
        let looked = self.drawers.entry(device.clone()).or_default().looked;
        if !looked {
            let left = self.left_open(&device).await;
            let drawer = self.drawers.entry(device.clone()).or_default();
            drawer.looked = true;
            drawer.opening = left;
        }
        let drawer = self.drawers.entry(device.clone()).or_default();
        match (open, drawer.opening) {
            (true, None) => {
                let close = |(_, at_ms): &(JobId, u64)| since_ms.abs_diff(*at_ms) <= KICK_MS;
                let job = drawer.kicked.take().filter(close).map(|(job, _)| job);
                let note = DrawerNote::Opened {
                    device: ids::DeviceName::new(device.as_str()),
                    job,
                };
                let opening = self.note(note).await;
                self.drawers.entry(device).or_default().opening = opening;
            }
            (false, Some(opening)) => {
                drawer.opening = None;
                self.note(DrawerNote::Closed { opening }).await;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }

    /// Finds the opening that was not over when the daemon stopped; older ones, if there are any, end with it.
    async fn left_open(&self, device: &DeviceName) -> Option<DrawerOpeningId> {
        let (queries, name) = (Arc::clone(&self.queries), device.to_string());
        let found =
            tokio::task::spawn_blocking(move || queries.found(STANDS_OPEN, &name, None, LEFT_MAX));
        let found = match found.await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                tracing::error!(error = chain(&error), "open drawers cannot be looked up");
                return None;
            }
            Err(_) => return None,
        };
        let mut openings = found
            .into_iter()
            .map(|found| DrawerOpeningId::new(found.id));
        let newest = openings.next();
        for opening in openings {
            self.note(DrawerNote::Closed { opening }).await;
        }
        newest
    }

    async fn note(&self, note: DrawerNote) -> Option<DrawerOpeningId> {
        match ask_until_written(&self.engine, &Command::NoteDrawer(note)).await {
            Ok(outcome) => outcome
                .records
                .iter()
                .find_map(|record| match &record.event {
                    Event::Drawer(id, DrawerEvent::Opened { .. }) => Some(*id),
                    _ => None,
                }),
            Err(Denied::Refused(refusal)) => {
                tracing::warn!(%refusal, "what a drawer did was not taken");
                None
            }
            Err(Denied::Stopping) => None,
        }
    }
}
