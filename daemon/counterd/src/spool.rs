//! The print spool: works off device jobs from the journal, and writes back what became of them.
//!
//! The journal is the only queue. A job is handed to its device when it is durable, marked started (durably) before its
//! first byte, and settled with the device's answer. One found started when the daemon comes up is unknown: some of it may be
//! on paper, so a person looks and nobody prints it again unmarked.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use devices::{DeviceName, Devices, Event, JobId as WireJobId, JobUpdate, Outcome, SubmitError};
use domain::Timestamp;
use domain::ids::JobId;
use domain::job::{Job, JobKind, JobOutcome, JobState};
use engine::queries::JobFilter;
use engine::{Command, EngineError, Handle, Queries};
use protocol::v1::device::{Changed, Scan};
use protocol::values::Moment;
use server::Live;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use crate::ask::{Denied, ask, ask_until_written};
use crate::bridge::DeviceBridge;
use crate::discovery;
use crate::drawers::{DrawerLog, Seen};
use crate::kept::KeptPapers;
use crate::outbox::Wakes;
use crate::paperwork::{Paperwork, PaperworkError};
use crate::told::chain;

/// Jobs looked at in one go; the rest follow when these are settled.
const JOBS_MAX: usize = 2000;
/// How often the journal is looked at without being woken, for jobs that a full queue turned away.
const LOOK_TIME: Duration = Duration::from_secs(5);
/// How old a drawer's job may be: a drawer that springs open by itself is worse than one that stays shut.
const DRAWER_AGE_MAX_MS: i64 = 15_000;

/// What the spool works with.
pub(crate) struct Spool {
    pub(crate) engine: Handle,
    pub(crate) queries: Arc<dyn Queries>,
    pub(crate) bridge: Arc<DeviceBridge>,
    pub(crate) live: Arc<Live>,
    pub(crate) wakes: Arc<Wakes>,
    pub(crate) paperwork: Arc<Paperwork>,
    pub(crate) kept: Arc<KeptPapers>,
    pub(crate) drawers: DrawerLog,
    pub(crate) run_id: String,
}

impl Spool {
    /// Works until told to stop.
    pub(crate) async fn run(
        self,
        mut events: mpsc::Receiver<Event>,
        mut stop: watch::Receiver<bool>,
    ) {
        let spool = Arc::new(self);
        let mut in_hand = BTreeSet::new();
        let mut errands: JoinSet<Option<JobId>> = JoinSet::new();
        let mut look = tokio::time::interval(LOOK_TIME);
        let mut scans = 0_u64;
        spool.settle_interrupted(&mut in_hand, &mut errands).await;
        loop {
            tokio::select! {
                () = spool.wakes.jobs.notified() => spool.hand_out(&mut in_hand, &mut errands).await,
                _ = look.tick() => spool.hand_out(&mut in_hand, &mut errands).await,
                event = events.recv() => {
                    let Some(event) = event else { return };
                    scans += 1;
                    spool.hear(event, scans, &mut errands);
                }
                Some(done) = errands.join_next(), if !errands.is_empty() => {
                    if let Ok(Some(job)) = done {
                        in_hand.remove(&job);
                    }
                }
                _ = stop.changed() => break,
            }
        }
        spool.finish(events, errands).await;
    }

    /// Jobs that a crash or a power cut caught in the middle.
    async fn settle_interrupted(
        self: &Arc<Self>,
        in_hand: &mut BTreeSet<JobId>,
        errands: &mut JoinSet<Option<JobId>>,
    ) {
        for job in self.unsettled().await {
            if job.0.state == JobState::Started {
                tracing::warn!(job_id = %job.0.id, "a job was under way when the daemon stopped");
                // Perhaps the printer still has its word on it.
                let device = DeviceName::try_new(job.0.device.as_str());
                let asked = device.map(|device| {
                    let id = WireJobId(*job.0.id.uuid().as_bytes());
                    self.devices().ask_fate(&device, id)
                });
                if matches!(asked, Ok(Ok(()))) {
                    in_hand.insert(job.0.id);
                    continue;
                }
                let reason = "counterd stopped while this was being sent. Look at the paper; use Reprint if it is missing.";
                self.settle(
                    errands,
                    job.0.id,
                    JobOutcome::Unknown {
                        reason: reason.to_owned(),
                    },
                );
            }
        }
    }

    async fn unsettled(&self) -> Vec<(Job, Timestamp)> {
        let queries = Arc::clone(&self.queries);
        let read =
            tokio::task::spawn_blocking(move || queries.jobs(JobFilter::Unsettled, JOBS_MAX)).await;
        match read {
            Ok(Ok(jobs)) => jobs
                .into_iter()
                .map(|view| (view.job, view.requested_at))
                .collect(),
            Ok(Err(error)) => {
                tracing::error!(error = chain(&error), "the journal's jobs cannot be read");
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }

    async fn hand_out(
        self: &Arc<Self>,
        in_hand: &mut BTreeSet<JobId>,
        errands: &mut JoinSet<Option<JobId>>,
    ) {
        for (job, requested_at) in self.unsettled().await {
            if job.state != JobState::Requested || in_hand.contains(&job.id) {
                continue;
            }
            let age_ms = crate::clock::now_ms().saturating_sub(requested_at.unix_ms());
            if matches!(job.kind, JobKind::Drawer { .. }) && age_ms > DRAWER_AGE_MAX_MS {
                let reason =
                    "The drawer was not opened in time. Open it by hand or press Open drawer.";
                in_hand.insert(job.id);
                self.settle(
                    errands,
                    job.id,
                    JobOutcome::Failed {
                        reason: reason.to_owned(),
                    },
                );
                continue;
            }
            match self.submit(&job, requested_at).await {
                Ok(()) => {
                    in_hand.insert(job.id);
                }
                Err(Submission::Later) => {}
                Err(Submission::Never(reason)) => {
                    tracing::warn!(job_id = %job.id, reason, "a job cannot be sent");
                    in_hand.insert(job.id);
                    self.settle(errands, job.id, JobOutcome::Failed { reason });
                }
            }
        }
    }

    async fn submit(&self, job: &Job, requested_at: Timestamp) -> Result<(), Submission> {
        let (paperwork, queries) = (Arc::clone(&self.paperwork), Arc::clone(&self.queries));
        let (drawn, kept) = (job.clone(), Arc::clone(&self.kept));
        let bytes = tokio::task::spawn_blocking(move || {
            let bytes = paperwork.bytes(&drawn, requested_at, &*queries)?;
            if let Some(bytes) = &bytes
                && let Err(error) = kept.keep(drawn.id, bytes)
            {
                tracing::warn!(job_id = %drawn.id, %error, "what a job sends is not kept");
            }
            Ok::<_, PaperworkError>(bytes)
        });
        let bytes = bytes.await.map_err(|_| Submission::Later)?;
        let bytes = bytes.map_err(|error| Submission::Never(chain(&error)))?;
        let device = DeviceName::try_new(job.device.as_str())
            .map_err(|error| Submission::Never(error.to_string()))?;
        let id = WireJobId(*job.id.uuid().as_bytes());
        let work = bytes.map_or_else(
            || devices::Job::pulse(id),
            |bytes| devices::Job::print(id, bytes),
        );
        match self.devices().submit(&device, work) {
            Ok(()) | Err(SubmitError::AlreadyThere { .. }) => Ok(()),
            Err(SubmitError::QueueFull { .. } | SubmitError::Stopping { .. }) => {
                Err(Submission::Later)
            }
            Err(
                error @ (SubmitError::NoDevice { .. }
                | SubmitError::TakesNoJobs { .. }
                | SubmitError::Size { .. }),
            ) => Err(Submission::Never(error.to_string())),
        }
    }

    fn devices(&self) -> &Devices {
        &self.bridge.devices
    }

    fn hear(self: &Arc<Self>, event: Event, number: u64, errands: &mut JoinSet<Option<JobId>>) {
        match event {
            Event::Changed(snapshot) => {
                if let Some(drawer) = snapshot.drawer
                    && let Some(open) = drawer.open
                {
                    self.drawers.tell(Seen::Stands {
                        device: snapshot.name.clone(),
                        open,
                        since_ms: drawer.since_ms,
                    });
                }
                self.live.device_changed(Changed {
                    device: self.bridge.word(snapshot),
                });
            }
            Event::DrawerOpenTooLong { device, since_ms } => {
                tracing::warn!(%device, since_ms, "a drawer stands open");
                self.drawers.tell(Seen::TooLong(device));
            }
            Event::Scanned(scanned) => self.live.scanned(Scan {
                id: format!("{}-{number}", self.run_id),
                device: scanned.device.to_string(),
                text: scanned.text,
                symbology: scanned
                    .symbology
                    .map(|symbology| symbology.as_str().to_owned()),
                reading: scanned.reading.map(discovery::reading),
                at: Moment(Timestamp::from_unix_ms(crate::clock::now_ms())),
            }),
            Event::JobStarting { device, job, go } => {
                let (spool, job) = (Arc::clone(self), domain_id(job));
                errands.spawn(async move { spool.start(device, job, go).await });
            }
            Event::Job(JobUpdate::Waiting {
                device,
                job,
                reason,
            }) => {
                tracing::info!(%device, job_id = %domain_id(job), reason, "a job waits");
            }
            Event::Job(JobUpdate::Settled { job, outcome, .. }) => {
                self.settle(errands, domain_id(job), word(outcome));
            }
        }
    }

    /// Makes "started" durable, then lets the bytes flow. Where the journal cannot be written the device asks again later;
    /// where it says that the job has gone on, the device forgets it.
    async fn start(
        &self,
        device: DeviceName,
        job: JobId,
        go: oneshot::Sender<bool>,
    ) -> Option<JobId> {
        match ask(&self.engine, Command::StartJob { job }).await {
            Ok(_) => {
                // If it is a drawer, what its sensor tells next is this order's doing.
                let now = u64::try_from(crate::clock::now_ms()).unwrap_or_default();
                self.drawers.tell(Seen::Kicked(device, job, now));
                if go.send(true).is_err() {
                    let reason = "The device was stopped before anything was sent.".to_owned();
                    return self
                        .settle_for_good(job, JobOutcome::Failed { reason })
                        .await;
                }
                None
            }
            Err(EngineError::Refused(refusal)) => {
                tracing::info!(job_id = %job, %refusal, "a job is not sent");
                let _stopped = go.send(false);
                Some(job)
            }
            Err(EngineError::Store(_) | EngineError::Busy | EngineError::Stopping) => None,
        }
    }

    fn settle(
        self: &Arc<Self>,
        errands: &mut JoinSet<Option<JobId>>,
        job: JobId,
        outcome: JobOutcome,
    ) {
        let spool = Arc::clone(self);
        errands.spawn(async move { spool.settle_for_good(job, outcome).await });
    }

    /// Tells the engine until it is written down: what a device did must not be forgotten because the disk was full for a
    /// moment. If the daemon stops first, the job is found started, and unknown.
    async fn settle_for_good(&self, job: JobId, outcome: JobOutcome) -> Option<JobId> {
        match ask_until_written(&self.engine, &Command::SettleJob { job, outcome }).await {
            Ok(_) => Some(job),
            Err(Denied::Refused(refusal)) => {
                tracing::warn!(job_id = %job, %refusal, "a job's outcome was not taken");
                Some(job)
            }
            Err(Denied::Stopping) => None,
        }
    }

    /// Ends the devices while their last words are still written down.
    async fn finish(
        self: Arc<Self>,
        mut events: mpsc::Receiver<Event>,
        mut errands: JoinSet<Option<JobId>>,
    ) {
        let devices = self.devices().clone();
        let mut shutdown = std::pin::pin!(devices.shutdown());
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                Some(event) = events.recv() => self.hear(event, 0, &mut errands),
                Some(_) = errands.join_next(), if !errands.is_empty() => {}
            }
        }
        while let Ok(event) = events.try_recv() {
            self.hear(event, 0, &mut errands);
        }
        let all = async { while errands.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(2), all)
            .await
            .is_err()
        {
            tracing::warn!("some outcomes of jobs could not be written down in time");
        }
    }
}

/// Why a job was not handed over.
enum Submission {
    /// There is no room now.
    Later,
    /// It cannot be done as things are set up.
    Never(String),
}

fn domain_id(id: WireJobId) -> JobId {
    JobId::new(uuid::Uuid::from_bytes(id.0))
}

fn word(outcome: Outcome) -> JobOutcome {
    match outcome {
        Outcome::Done => JobOutcome::Done,
        Outcome::Unconfirmed => JobOutcome::Unconfirmed,
        Outcome::Failed { reason } => JobOutcome::Failed { reason },
        Outcome::Unknown { reason } => JobOutcome::Unknown { reason },
    }
}
