//! A printer's task: keeps the one connection, watches it, does its jobs in order.
//!
//! `session.rs` speaks on one connection, `condition.rs` says what its answers mean. No byte of a
//! job is written before the wiring said that "started" is durable, and none is written twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tracing::{info, warn};

use super::condition::{self, Trouble};
use super::config::{PrinterCondition, PrinterConfig};
use super::dialect::{Heard, Tag};
use super::queue::{Entry, JobQueue, Left, Urgency};
use super::session::{Progress, Sent, Session};
use crate::backoff::Backoff;
use crate::board::{Board, Report};
use crate::device::{DeviceName, DrawerSensor};
use crate::event::{Event, EventSink};
use crate::hotplug::Wake;
use crate::job::{JobId, JobUpdate, Outcome};
use crate::stop::Stop;

/// Pause between status requests while a job waits for paper or a closed cover.
const POLL_WAITING: Duration = Duration::from_millis(500);
/// Pause between looks at a drawer that was just kicked.
const POLL_SPRING: Duration = Duration::from_millis(50);
/// Longest time in which a late drawer pulse, or a drawer open too long, is not noticed.
const LATE_CHECK: Duration = Duration::from_millis(200);
/// How long a job under way may still end by itself after the order to stop.
const STOP_GRACE: Duration = Duration::from_millis(900);

/// Everything a printer's task works with.
pub(crate) struct Task {
    pub(crate) name: DeviceName,
    pub(crate) config: PrinterConfig,
    /// The drawers on it whose sensor is known.
    pub(crate) sensors: Vec<(DeviceName, DrawerSensor)>,
    pub(crate) queue: Arc<JobQueue>,
    pub(crate) board: Arc<Board>,
    pub(crate) sink: EventSink,
    pub(crate) stop: Stop,
    pub(crate) wake: Wake,
}

/// The wiring's answer to a job that is about to begin.
enum Permission {
    Granted,
    Refused,
    Later,
}

/// What became of an attempt at the next job.
enum Attempt {
    /// It is over, or forgotten.
    Over,
    /// It waits again; try later.
    Later,
}

impl Task {
    /// Serves the printer until told to stop.
    pub(crate) async fn run(self) {
        self.settle_left().await;
        let heard = Heard::default();
        let mut told = None;
        let mut backoff = Backoff::new();
        let mut wake = self.wake.clone();
        loop {
            let trouble = tokio::select! {
                trouble = self.serve(&heard, &mut backoff, &mut told) => trouble,
                () = self.stop_idle() => return,
            };
            let Some(trouble) = trouble else { return };
            let report = trouble.report(&self.config.cable);
            self.board.report(&self.name, &report);
            self.tell_waiting(&report.detail, &mut told);
            if !self.pause_for_device(backoff.pause(), &mut wake).await {
                return;
            }
        }
    }

    /// Connects, then watches and prints until something breaks; `None` when told to stop.
    async fn serve(
        &self,
        heard: &Heard,
        backoff: &mut Backoff,
        told: &mut Option<(JobId, String)>,
    ) -> Option<Trouble> {
        let mut session = match Session::connect(&self.config, heard).await {
            Ok(session) => session,
            Err(trouble) => return Some(trouble),
        };
        match self.watch(&mut session, backoff, told).await {
            Ok(()) => None,
            Err(trouble) => {
                session.close().await;
                Some(trouble)
            }
        }
    }

    /// Watches and prints on one connection; `Ok` when told to stop.
    async fn watch(
        &self,
        session: &mut Session<'_>,
        backoff: &mut Backoff,
        told: &mut Option<(JobId, String)>,
    ) -> Result<(), Trouble> {
        let mut wiring = Backoff::new();
        while !self.stop.is_set() {
            self.settle_late().await;
            session.refresh().await?;
            let condition = session.condition();
            self.tell(condition);
            let blocked = condition.and_then(|condition| condition::blocked_by(&condition));
            if let Some((detail, _)) = blocked {
                self.tell_waiting(detail, told);
            }
            backoff.reset();
            if blocked.is_none() && self.queue.len() > 0 {
                match self.next_job(session).await? {
                    Attempt::Over => wiring.reset(),
                    Attempt::Later if self.pause(wiring.pause()).await => {}
                    Attempt::Later => return Ok(()),
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
                heard = session.listen(wait) => { heard?; }
            }
        }
        Ok(())
    }

    /// Does the next job.
    async fn next_job(&self, session: &mut Session<'_>) -> Result<Attempt, Trouble> {
        let Some(entry) = self.queue.take() else {
            return Ok(Attempt::Over);
        };
        self.count_waiting();
        if matches!(entry.urgency, Urgency::Fate(_)) {
            return self.find_fate(session, &entry).await;
        }
        match self.ask_wiring(&entry).await {
            Permission::Granted => {}
            Permission::Refused => {
                info!(device = %entry.device, job = %entry.id, "job refused before its first byte");
                self.queue.finish();
                return Ok(Attempt::Over);
            }
            Permission::Later => {
                self.queue.put_back();
                return Ok(Attempt::Later);
            }
        }
        self.queue.begin();
        let sent = if entry.urgency.is_over(Instant::now()) {
            Sent::Over(late(), None)
        } else {
            self.send(session, &entry).await
        };
        let (outcome, trouble) = match sent {
            Sent::Over(Outcome::Done, None) => self.verify(session, &entry).await,
            Sent::Over(outcome, trouble) => (outcome, trouble),
            Sent::AnswerLost(trouble) if self.names_jobs() => {
                info!(device = %entry.device, job = %entry.id, "looking for a lost answer");
                self.queue.seek_fate(self.fate_until());
                return Err(trouble);
            }
            // The system had taken every byte; how many the printer got is not known.
            Sent::AnswerLost(trouble) => {
                let reason = format!("{} before the printer confirmed", trouble.line());
                (Outcome::Unknown { reason }, Some(trouble))
            }
        };
        self.settle(&entry, outcome).await;
        self.queue.finish();
        trouble.map_or(Ok(Attempt::Over), Err)
    }

    /// Asks what became of a job that an earlier connection, or an earlier run, left in the middle.
    async fn find_fate(
        &self,
        session: &mut Session<'_>,
        entry: &Entry,
    ) -> Result<Attempt, Trouble> {
        let probe = Tag::probe(next_probe());
        let tell = |condition| self.tell(condition);
        let asked = tokio::select! {
            biased;
            asked = session.fate(Tag::of(entry.id), probe, &tell) => asked,
            // The next run asks again.
            () = self.stop.wait() => {
                self.queue.put_back();
                return Ok(Attempt::Later);
            }
            never = self.meanwhile() => never,
        };
        let (outcome, trouble) = match asked {
            Ok(true) => (Outcome::Done, None),
            Ok(false) => (fate_unknown("the printer does not confirm it"), None),
            Err(Trouble::Silent) => {
                let reason = "the printer does not answer";
                (fate_unknown(reason), Some(Trouble::Silent))
            }
            Err(trouble @ Trouble::Link(_)) => {
                self.queue.put_back();
                return Err(trouble);
            }
        };
        self.settle(entry, outcome).await;
        self.queue.finish();
        trouble.map_or(Ok(Attempt::Over), Err)
    }

    /// Looks whether a drawer that was kicked stands open. It is never kicked again.
    async fn verify(&self, session: &mut Session<'_>, entry: &Entry) -> (Outcome, Option<Trouble>) {
        let sensor = self.sensors.iter().find(|(name, _)| *name == entry.device);
        let Some((_, sensor)) = sensor else {
            return (Outcome::Done, None);
        };
        let until = Instant::now() + self.config.deadlines.spring;
        loop {
            if let Err(trouble) = session.refresh().await {
                // The pulse was confirmed; only the look at the drawer failed.
                return (Outcome::Done, Some(trouble));
            }
            let condition = session.condition();
            self.tell(condition);
            let pin_high = condition.and_then(|condition| condition.drawer_pin_high);
            if pin_high.is_none_or(|high| high == sensor.open_when_high) {
                return (Outcome::Done, None);
            }
            if !self.stop.sleep(POLL_SPRING).await {
                // No time left to look again.
                return (Outcome::Done, None);
            }
            if Instant::now() >= until {
                let reason = "the drawer was kicked and its sensor says that it stayed shut";
                let reason = reason.to_owned();
                return (Outcome::Unknown { reason }, None);
            }
        }
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
    async fn send(&self, session: &mut Session<'_>, entry: &Entry) -> Sent {
        let progress = Progress::default();
        let grace = async {
            self.stop.wait().await;
            tokio::time::sleep(STOP_GRACE).await;
        };
        let tell = |condition| self.tell(condition);
        let sent = tokio::select! {
            sent = session.send(&entry.bytes, Tag::of(entry.id), &progress, &tell) => Some(sent),
            () = grace => None,
            never = self.meanwhile() => never,
        };
        if let Some(sent) = sent {
            return sent;
        }
        session.take_back(&progress).await;
        let outcome = progress.cut_short(entry.bytes.len(), "the service stopped");
        Sent::Over(outcome, None)
    }

    /// Does what must not wait for the end of a job; never ends.
    async fn meanwhile<T>(&self) -> T {
        loop {
            tokio::time::sleep(LATE_CHECK).await;
            self.settle_late().await;
        }
    }

    /// Settles what an earlier task, fallen over, left under way.
    async fn settle_left(&self) {
        match self.queue.recover() {
            Some(Left::Begun(entry)) if self.names_jobs() => {
                let sought = Entry {
                    bytes: Vec::new(),
                    urgency: Urgency::Fate(self.fate_until()),
                    ..entry
                };
                // Refused only while stopping: the next run asks again.
                if let Err(error) = self.queue.push(sought) {
                    warn!(device = %self.name, %error, "a fate is not looked for now");
                }
            }
            Some(Left::Begun(entry)) => {
                let reason = "the printer's driver failed while printing".to_owned();
                self.settle(&entry, Outcome::Unknown { reason }).await;
            }
            Some(Left::Requeued) | None => {}
        }
    }

    /// Gives up what could not be done in time: drawer pulses and searches.
    async fn settle_late(&self) {
        for entry in self.queue.take_expired(Instant::now()) {
            let outcome = match entry.urgency {
                Urgency::Fate(_) if self.names_jobs() => {
                    fate_unknown("the printer was not ready in time to say")
                }
                Urgency::Fate(_) => fate_unknown("this printer does not say which job it finished"),
                Urgency::InTurn | Urgency::Until(_) => late(),
            };
            self.settle(&entry, outcome).await;
        }
        self.count_waiting();
        self.board.check_alarms(&self.name);
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

    fn names_jobs(&self) -> bool {
        self.config.answers && self.config.language.names_jobs()
    }

    fn fate_until(&self) -> Instant {
        Instant::now() + self.config.deadlines.fate
    }

    fn tell(&self, condition: Option<PrinterCondition>) {
        let report = self.report(condition);
        self.board.report(&self.name, &report);
    }

    fn report(&self, condition: Option<PrinterCondition>) -> Report {
        let Some(mut condition) = condition else {
            return condition::mute();
        };
        let sensor = self.sensors.first().map(|(_, sensor)| sensor);
        let pin_high = condition.drawer_pin_high;
        condition.drawer_open = sensor
            .zip(pin_high)
            .map(|(sensor, high)| high == sensor.open_when_high);
        condition::report(condition)
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

    /// Pauses as [`Self::pause`] does, or until devices came or went.
    ///
    /// Only the sleep is cut short: settling a job is not to be cancelled half done.
    async fn pause_for_device(&self, pause: Duration, wake: &mut Wake) -> bool {
        let until = Instant::now() + pause;
        loop {
            self.settle_late().await;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            tokio::select! {
                biased;
                go_on = self.stop.sleep(left.min(LATE_CHECK)) => if !go_on { return false },
                () = wake.changed() => return !self.stop.is_set(),
            }
        }
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

/// Returns a number for a probe, not soon used again, neither by this run nor by the next.
fn next_probe() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    std::process::id().wrapping_mul(64).wrapping_add(count)
}

fn fate_unknown(why: &str) -> Outcome {
    Outcome::Unknown {
        reason: format!("it was interrupted and {why}"),
    }
}

fn late() -> Outcome {
    Outcome::Failed {
        reason: "the printer was not ready in time to open the drawer".to_owned(),
    }
}
