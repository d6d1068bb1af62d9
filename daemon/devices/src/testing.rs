//! What the tests of this crate share: a bench with devices on it, and waits with a deadline.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use crate::device::{DeviceName, DeviceSpec, DriverConfig, Snapshot, State};
use crate::event::{Event, Scanned};
use crate::job::{Job, JobId, JobUpdate, Outcome};
use crate::supervisor::Devices;

/// Far longer than anything here takes; only a failing test waits this long.
const DEADLINE: Duration = Duration::from_secs(20);

pub(crate) fn name(name: &str) -> DeviceName {
    DeviceName::try_new(name).unwrap()
}

pub(crate) fn spec(of: &str, driver: DriverConfig) -> DeviceSpec {
    DeviceSpec {
        name: name(of),
        driver,
    }
}

pub(crate) const fn id(n: u8) -> JobId {
    JobId([n; 16])
}

/// Polls until it is so.
pub(crate) async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !so() {
        assert!(Instant::now() < deadline, "waited too long until {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Running devices and the receiving end of their events.
pub(crate) struct Bench {
    pub(crate) devices: Devices,
    rx: mpsc::Receiver<Event>,
    /// How the wiring answers jobs that are about to begin: `None` drops the question.
    pub(crate) grant: Option<bool>,
    /// Jobs that asked to begin, in order.
    pub(crate) asked: Vec<JobId>,
    /// Waiting reasons heard.
    pub(crate) waiting: Vec<(JobId, String)>,
    /// Drawers that stood open too long, as told.
    pub(crate) alarms: Vec<DeviceName>,
}

impl Bench {
    pub(crate) fn start(specs: Vec<DeviceSpec>) -> Self {
        let (tx, rx) = mpsc::channel(256);
        let devices = Devices::start(specs, tx, Arc::new(|| 0)).unwrap();
        Self {
            devices,
            rx,
            grant: Some(true),
            asked: Vec::new(),
            waiting: Vec::new(),
            alarms: Vec::new(),
        }
    }

    pub(crate) fn of(&self, device: &str) -> Snapshot {
        self.devices
            .snapshot()
            .into_iter()
            .find(|one| one.name == name(device))
            .unwrap()
    }

    pub(crate) fn print(&self, device: &str, n: u8, bytes: &[u8]) {
        self.devices
            .submit(&name(device), Job::print(id(n), bytes.to_vec()))
            .unwrap();
    }

    /// Works through events until the device is in this state.
    pub(crate) async fn until_state(&mut self, device: &str, state: State) -> Snapshot {
        self.until_snapshot(device, |snapshot| snapshot.state == state)
            .await
    }

    /// Works through events until the device says this.
    pub(crate) async fn until_detail(&mut self, device: &str, part: &str) -> Snapshot {
        self.until_snapshot(device, |snapshot| snapshot.detail.contains(part))
            .await
    }

    /// Works through events until the device is so; jobs that end meanwhile are forgotten.
    pub(crate) async fn until_snapshot(
        &mut self,
        device: &str,
        so: impl Fn(&Snapshot) -> bool,
    ) -> Snapshot {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let snapshot = self.of(device);
            if so(&snapshot) {
                return snapshot;
            }
            assert!(Instant::now() < deadline, "{device} stays {snapshot:?}");
            if let Ok(Some(event)) = timeout(Duration::from_millis(20), self.rx.recv()).await {
                self.handle(event);
            }
        }
    }

    pub(crate) fn pulse(&self, device: &str, n: u8) {
        self.devices
            .submit(&name(device), Job::pulse(id(n)))
            .unwrap();
    }

    /// Works through events until so many drawers, in all, stood open too long.
    pub(crate) async fn until_alarms(&mut self, count: usize) {
        while self.alarms.len() < count {
            let event = self.next().await;
            assert!(self.handle(event).is_none(), "a job ended");
        }
    }

    pub(crate) async fn next_scan(&mut self) -> Scanned {
        loop {
            match self.next().await {
                Event::Scanned(scanned) => return scanned,
                event => {
                    self.handle(event);
                }
            }
        }
    }

    /// Works through events until it is so; no job may end meanwhile.
    pub(crate) async fn until_so(&mut self, what: &str, so: impl Fn() -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !so() {
            assert!(Instant::now() < deadline, "waited too long until {what}");
            if let Ok(Some(event)) = timeout(Duration::from_millis(5), self.rx.recv()).await {
                assert!(self.handle(event).is_none(), "a job ended");
            }
        }
    }

    /// Works through events until a job ends.
    pub(crate) async fn settled(&mut self) -> (DeviceName, JobId, Outcome) {
        loop {
            let event = self.next().await;
            if let Some(settled) = self.handle(event) {
                return settled;
            }
        }
    }

    /// Works through events until a job asked to begin this many times in all.
    pub(crate) async fn until_asked(&mut self, times: usize) {
        while self.asked.len() < times {
            let event = self.next().await;
            assert!(self.handle(event).is_none(), "a job ended");
        }
    }

    /// Works through events until a job waits for this.
    pub(crate) async fn until_waiting(&mut self, part: &str) {
        while !self.waiting.iter().any(|(_, reason)| reason.contains(part)) {
            let event = self.next().await;
            assert!(self.handle(event).is_none(), "a job ended");
        }
    }

    /// Shuts down in time and returns what was settled on the way.
    pub(crate) async fn end(mut self) -> Vec<(DeviceName, JobId, Outcome)> {
        let devices = self.devices.clone();
        let ended = tokio::spawn(async move {
            timeout(Duration::from_secs(2), devices.shutdown())
                .await
                .expect("shutdown in time");
        });
        let mut settled = Vec::new();
        while !ended.is_finished() || !self.rx.is_empty() {
            if let Ok(Some(event)) = timeout(Duration::from_millis(5), self.rx.recv()).await {
                settled.extend(self.handle(event));
            }
        }
        ended.await.unwrap();
        settled
    }

    async fn next(&mut self) -> Event {
        timeout(DEADLINE, self.rx.recv())
            .await
            .expect("an event in time")
            .expect("open channel")
    }

    fn handle(&mut self, event: Event) -> Option<(DeviceName, JobId, Outcome)> {
        match event {
            Event::JobStarting { job, go, .. } => {
                self.asked.push(job);
                if let Some(grant) = self.grant {
                    // It may have stopped meanwhile.
                    let _ = go.send(grant);
                }
                None
            }
            Event::Job(JobUpdate::Settled {
                device,
                job,
                outcome,
            }) => Some((device, job, outcome)),
            Event::Job(JobUpdate::Waiting { job, reason, .. }) => {
                self.waiting.push((job, reason));
                None
            }
            Event::DrawerOpenTooLong { device, .. } => {
                self.alarms.push(device);
                None
            }
            Event::Changed(_) | Event::Scanned(_) => None,
        }
    }
}
