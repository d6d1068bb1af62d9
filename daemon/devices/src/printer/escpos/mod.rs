//! The ESC/POS printer on TCP: keeps the one connection, watches it, does its jobs in order.
//!
//! `session.rs` speaks on one connection, `condition.rs` says what its answers mean. No byte of a
//! job is written before the wiring said that "started" is durable, and none is written twice.

pub mod sim;

mod condition;
mod session;

use std::sync::Arc;
use std::time::{Duration, Instant};

use paper::escpos::PrinterStatus;
use tokio::sync::oneshot;
use tracing::{info, warn};

use crate::backoff::Backoff;
use crate::board::{Board, Report};
use crate::device::{DeviceName, EscposTcp};
use crate::event::{Event, EventSink};
use crate::job::{JobId, JobUpdate, Outcome};
use crate::printer::{Entry, JobQueue, Left, Urgency};
use crate::stop::Stop;

use condition::Trouble;
use session::Session;

/// Pause between status requests while a job waits for paper or a closed cover.
const POLL_WAITING: Duration = Duration::from_millis(500);
/// Longest time in which a late drawer pulse is not noticed.
const LATE_CHECK: Duration = Duration::from_millis(200);
/// How long a job under way may still end by itself after the order to stop.
const STOP_GRACE: Duration = Duration::from_millis(900);

/// Everything a printer's task works with.
pub(crate) struct Task {
    pub(crate) name: DeviceName,
    pub(crate) config: EscposTcp,
    pub(crate) queue: Arc<JobQueue>,
    pub(crate) board: Arc<Board>,
    pub(crate) sink: EventSink,
    pub(crate) stop: Stop,
}

/// The wiring's answer to a job that is about to begin.
enum Permission {
    Granted,
    Refused,
    Later,
}

impl Task {
    /// Serves the printer until told to stop.
    pub(crate) async fn run(self) {
        self.settle_left().await;
        let mut told = None;
        let mut backoff = Backoff::new();
        loop {
            let trouble = tokio::select! {
                trouble = self.serve(&mut backoff, &mut told) => trouble,
                () = self.stop_idle() => return,
            };
            let Some(trouble) = trouble else { return };
            let report = trouble.report(&self.config.addr);
            self.board.report(&self.name, &report);
            self.tell_waiting(&report.detail, &mut told);
            if !self.pause(backoff.pause()).await {
                return;
            }
        }
    }

    /// Connects, then watches and prints until something breaks; `None` when told to stop.
    async fn serve(
        &self,
        backoff: &mut Backoff,
        told: &mut Option<(JobId, String)>,
    ) -> Option<Trouble> {
        let mut session = match Session::connect(&self.config).await {
            Ok(session) => session,
            Err(trouble) => return Some(trouble),
        };
        let mut wiring = Backoff::new();
        while !self.stop.is_set() {
            self.settle_late().await;
            if let Err(trouble) = session.refresh().await {
                return Some(trouble);
            }
            self.board
                .report(&self.name, &self.report(session.status()));
            let blocked = condition::blocked_by(session.status());
            if let Some((detail, _)) = blocked {
                self.tell_waiting(detail, told);
            }
            backoff.reset();
            if blocked.is_none() && self.queue.len() > 0 {
                match self.next_job(&mut session).await {
                    Ok(true) => wiring.reset(),
                    Ok(false) if self.pause(wiring.pause()).await => {}
                    Ok(false) => return None,
                    Err(trouble) => return Some(trouble),
                }
                continue;
            }
            let poll = self.config.deadlines.poll;
            let wait = if self.queue.len() > 0 {
                poll.min(POLL_WAITING)
            } else {
                poll
            };
            tokio::select! {
                () = self.queue.pushed() => {}
                heard = session.listen(wait) => if let Err(trouble) = heard {
                    return Some(trouble);
                },
            }
        }
        None
    }

    /// Does the next job; `Ok(false)` when the wiring wants to be asked again later.
    async fn next_job(&self, session: &mut Session<'_>) -> Result<bool, Trouble> {
        let Some(entry) = self.queue.take() else {
            return Ok(true);
        };
        self.count_waiting();
        match self.ask_wiring(&entry).await {
            Permission::Granted => {}
            Permission::Refused => {
                info!(device = %entry.device, job = %entry.id, "job refused before its first byte");
                self.queue.finish();
                return Ok(true);
            }
            Permission::Later => {
                self.queue.put_back();
                return Ok(false);
            }
        }
        self.queue.begin();
        let (outcome, trouble) = if is_late(&entry, Instant::now()) {
            (late(), None)
        } else {
            self.send(session, &entry).await
        };
        self.settle(&entry, outcome).await;
        self.queue.finish();
        trouble.map_or(Ok(true), Err)
    }

    async fn ask_wiring(&self, entry: &Entry) -> Permission {
        let (go, answer) = oneshot::channel();
        let event = Event::JobStarting {
            device: entry.device.clone(),
            job: entry.id,
            go,
        };
        if !self.sink.deliver(event, &self.stop).await {
            return Permission::Later;
        }
        let answer = tokio::select! {
            biased;
            answer = answer => answer,
            () = self.stop.wait() => return Permission::Later,
        };
        match answer {
            Ok(true) => Permission::Granted,
            Ok(false) => Permission::Refused,
            Err(_) => Permission::Later,
        }
    }

    /// Writes a job and waits for the answer; after the order to stop, only a little longer.
    async fn send(&self, session: &mut Session<'_>, entry: &Entry) -> (Outcome, Option<Trouble>) {
        let progress = session::Progress::default();
        let grace = async {
            self.stop.wait().await;
            tokio::time::sleep(STOP_GRACE).await;
        };
        let meanwhile = async {
            loop {
                tokio::time::sleep(LATE_CHECK).await;
                self.settle_late().await;
            }
        };
        let watch = |status| self.board.report(&self.name, &self.report(status));
        tokio::select! {
            sent = session.send(&entry.bytes, &progress, &watch) => sent,
            () = grace => (progress.cut_short(entry.bytes.len(), "the service stopped"), None),
            never = meanwhile => never,
        }
    }

    /// Settles what an earlier task, fallen over, left under way.
    async fn settle_left(&self) {
        match self.queue.recover() {
            Some(Left::Begun(entry)) => {
                let reason = "the printer's driver failed while printing".to_owned();
                self.settle(&entry, Outcome::Unknown { reason }).await;
            }
            Some(Left::Requeued) | None => {}
        }
    }

    /// Gives up the drawer pulses that could not go out in time.
    async fn settle_late(&self) {
        for entry in self.queue.take_expired(Instant::now()) {
            self.settle(&entry, late()).await;
        }
        self.count_waiting();
    }

    async fn settle(&self, entry: &Entry, outcome: Outcome) {
        let (device, job) = (entry.device.clone(), entry.id);
        match &outcome {
            Outcome::Done => info!(%device, %job, "job done"),
            Outcome::Unconfirmed | Outcome::Failed { .. } | Outcome::Unknown { .. } => {
                warn!(%device, %job, ?outcome, "job not confirmed");
            }
        }
        let settled = JobUpdate::Settled {
            device: device.clone(),
            job,
            outcome,
        };
        if !self.sink.deliver(Event::Job(settled), &self.stop).await {
            warn!(%device, %job, "nobody took the job's outcome");
        }
    }

    fn report(&self, status: PrinterStatus) -> Report {
        if self.config.answers {
            condition::report(status)
        } else {
            condition::mute()
        }
    }

    /// Says once per reason what the first job waits for.
    fn tell_waiting(&self, reason: &str, told: &mut Option<(JobId, String)>) {
        self.count_waiting();
        let Some((device, job)) = self.queue.head() else {
            return;
        };
        if told
            .as_ref()
            .is_some_and(|(id, text)| *id == job && text == reason)
        {
            return;
        }
        *told = Some((job, reason.to_owned()));
        self.sink.offer(Event::Job(JobUpdate::Waiting {
            device,
            job,
            reason: reason.to_owned(),
        }));
    }

    fn count_waiting(&self) {
        self.board.jobs_waiting(&self.name, self.queue.len());
    }

    /// Pauses, still giving up late pulses; false when told to stop.
    async fn pause(&self, pause: Duration) -> bool {
        let until = Instant::now() + pause;
        loop {
            self.settle_late().await;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            if !self.stop.sleep(left.min(LATE_CHECK)).await {
                return false;
            }
        }
    }

    /// Ends a task that is connecting or watching at once; one with a job under way ends by itself.
    async fn stop_idle(&self) {
        self.stop.wait().await;
        while self.queue.is_running() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn is_late(entry: &Entry, now: Instant) -> bool {
    match entry.urgency {
        Urgency::InTurn => false,
        Urgency::Until(moment) => moment <= now,
    }
}

fn late() -> Outcome {
    Outcome::Failed {
        reason: "the printer was not ready in time to open the drawer".to_owned(),
    }
}
