//! The jobs of one printer: ordered, bounded, one at a time, none begun twice.
//!
//! It lives outside the driver's task, so a driver that falls over loses no waiting job.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use crate::device::DeviceName;
use crate::job::{JobId, SubmitError};

/// Most jobs waiting for one printer.
const WAITING_MAX: usize = 256;

/// One job in the queue.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The device it was given to: the printer, or a drawer on it.
    pub(crate) device: DeviceName,
    pub(crate) id: JobId,
    pub(crate) bytes: Vec<u8>,
    pub(crate) urgency: Urgency,
}

/// When a job must go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// In turn, however long it takes.
    InTurn,
    /// Before all receipts, and never after this moment.
    Until(Instant),
    /// No bytes to send: what became of the job of this id is looked for before anything is
    /// printed, and given up at this moment.
    Fate(Instant),
}

impl Urgency {
    /// Says whether the moment has passed.
    pub(crate) fn is_over(self, now: Instant) -> bool {
        match self {
            Self::InTurn => false,
            Self::Until(moment) | Self::Fate(moment) => moment <= now,
        }
    }

    /// Returns the place among the waiting, least first.
    const fn rank(self) -> u8 {
        match self {
            Self::Fate(_) => 0,
            Self::Until(_) => 1,
            Self::InTurn => 2,
        }
    }
}

/// A job that was under way when its driver fell over.
#[derive(Debug)]
pub(crate) enum Left {
    /// No byte was allowed to flow: it is waiting again.
    Requeued,
    /// Bytes may have flowed.
    Begun(Entry),
}

/// The queue of one printer.
#[derive(Debug, Default)]
pub(crate) struct JobQueue {
    inner: Mutex<Inner>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: VecDeque<Entry>,
    running: Option<Running>,
    closed: bool,
}

#[derive(Debug)]
struct Running {
    entry: Entry,
    begun: bool,
}

impl JobQueue {
    /// Takes a job: fates come first, urgent ones next, the others last.
    pub(crate) fn push(&self, entry: Entry) -> Result<(), SubmitError> {
        let mut inner = self.lock();
        let device = entry.device.clone();
        if inner.closed {
            return Err(SubmitError::Stopping { device });
        }
        let running = inner.running.as_ref().map(|running| &running.entry);
        if inner
            .waiting
            .iter()
            .chain(running)
            .any(|other| other.id == entry.id)
        {
            return Err(SubmitError::AlreadyThere {
                device,
                job: entry.id,
            });
        }
        if inner.waiting.len() >= WAITING_MAX {
            return Err(SubmitError::QueueFull { device });
        }
        let rank = entry.urgency.rank();
        let at = inner
            .waiting
            .iter()
            .position(|other| other.urgency.rank() > rank)
            .unwrap_or(inner.waiting.len());
        inner.waiting.insert(at, entry);
        drop(inner);
        self.changed.notify_one();
        Ok(())
    }

    /// Removes a job that has not begun; false when it is under way, ended or unknown.
    pub(crate) fn cancel(&self, id: JobId) -> bool {
        let mut inner = self.lock();
        let before = inner.waiting.len();
        inner.waiting.retain(|entry| {
            // What began cannot be taken back.
            entry.id != id || matches!(entry.urgency, Urgency::Fate(_))
        });
        inner.waiting.len() < before
    }

    /// Returns how many wait.
    pub(crate) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    /// Returns the job that would be next, without its bytes.
    pub(crate) fn head(&self) -> Option<(DeviceName, JobId)> {
        self.lock()
            .waiting
            .front()
            .map(|entry| (entry.device.clone(), entry.id))
    }

    /// Takes the next job out; it stays known as under way until [`Self::finish`].
    pub(crate) fn take(&self) -> Option<Entry> {
        let mut inner = self.lock();
        let entry = inner.waiting.pop_front()?;
        inner.running = Some(Running {
            entry: entry.clone(),
            begun: false,
        });
        Some(entry)
    }

    /// Notes that bytes of the job under way may flow from now on.
    pub(crate) fn begin(&self) {
        if let Some(running) = &mut self.lock().running {
            running.begun = true;
        }
    }

    /// Says whether a job is under way.
    pub(crate) fn is_running(&self) -> bool {
        self.lock().running.is_some()
    }

    /// Forgets the job under way.
    pub(crate) fn finish(&self) {
        self.lock().running = None;
    }

    /// Puts the job under way back to the front.
    pub(crate) fn put_back(&self) {
        let mut inner = self.lock();
        if let Some(running) = inner.running.take() {
            inner.waiting.push_front(running.entry);
        }
    }

    /// Turns the job under way, all of whose bytes went out, into a search for its fate.
    pub(crate) fn seek_fate(&self, until: Instant) {
        let mut inner = self.lock();
        if let Some(running) = inner.running.take() {
            inner.waiting.push_front(Entry {
                bytes: Vec::new(),
                urgency: Urgency::Fate(until),
                ..running.entry
            });
        }
    }

    /// Sorts out what an earlier driver task left under way.
    pub(crate) fn recover(&self) -> Option<Left> {
        let begun = self.lock().running.as_ref()?.begun;
        if begun {
            return self
                .lock()
                .running
                .take()
                .map(|running| Left::Begun(running.entry));
        }
        self.put_back();
        Some(Left::Requeued)
    }

    /// Removes the jobs whose moment has passed.
    pub(crate) fn take_expired(&self, now: Instant) -> Vec<Entry> {
        let late = |entry: &Entry| entry.urgency.is_over(now);
        let mut inner = self.lock();
        if !inner.waiting.iter().any(late) {
            return Vec::new();
        }
        let (expired, waiting) = inner.waiting.drain(..).partition(late);
        inner.waiting = waiting;
        Vec::from(expired)
    }

    /// Refuses further jobs.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    /// Waits for the next push. Cancel-safe; a push in between is not missed.
    pub(crate) async fn pushed(&self) {
        self.changed.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Every change above is complete before anything can panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn entry(id: u8, urgency: Urgency) -> Entry {
        let device = DeviceName::try_new("p").unwrap();
        Entry {
            device,
            id: JobId([id; 16]),
            bytes: vec![id],
            urgency,
        }
    }

    fn order(queue: &JobQueue) -> Vec<u8> {
        std::iter::from_fn(|| queue.take())
            .map(|entry| entry.id.0[0])
            .collect()
    }

    #[test]
    fn urgent_jobs_pass_receipts_and_keep_their_own_order() {
        let queue = JobQueue::default();
        let soon = Urgency::Until(Instant::now() + Duration::from_secs(9));
        for (id, urgency) in [
            (1, Urgency::InTurn),
            (2, Urgency::InTurn),
            (3, soon),
            (4, soon),
            (5, Urgency::InTurn),
        ] {
            queue.push(entry(id, urgency)).unwrap();
        }
        queue.push(entry(6, Urgency::Fate(Instant::now()))).unwrap();
        assert!(!queue.cancel(JobId([6; 16])), "it began long ago");
        assert_eq!(order(&queue), [6, 3, 4, 1, 2, 5]);
    }

    #[test]
    fn a_job_under_way_becomes_a_search_before_all_others() {
        let queue = JobQueue::default();
        let now = Instant::now();
        for id in [1, 2] {
            queue.push(entry(id, Urgency::InTurn)).unwrap();
        }
        queue.take().unwrap();
        queue.begin();
        queue.seek_fate(now);
        assert!(!queue.is_running());
        let sought = queue.take().unwrap();
        assert_eq!((sought.id, sought.bytes.len()), (JobId([1; 16]), 0));
        assert_eq!(sought.urgency, Urgency::Fate(now));
    }

    #[test]
    fn an_id_is_there_once_while_waiting_and_while_under_way() {
        let queue = JobQueue::default();
        queue.push(entry(1, Urgency::InTurn)).unwrap();
        let again = || queue.push(entry(1, Urgency::InTurn));
        assert!(matches!(again(), Err(SubmitError::AlreadyThere { .. })));
        queue.take().unwrap();
        assert!(matches!(again(), Err(SubmitError::AlreadyThere { .. })));
        assert!(
            !queue.cancel(JobId([1; 16])),
            "a job under way is not cancelled"
        );
        queue.finish();
        again().unwrap();
        assert!(queue.cancel(JobId([1; 16])));
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn the_queue_has_an_end() {
        let queue = JobQueue::default();
        let id = |n: usize| JobId(u128::try_from(n).unwrap().to_le_bytes());
        for n in 0..WAITING_MAX {
            queue
                .push(Entry {
                    id: id(n),
                    ..entry(0, Urgency::InTurn)
                })
                .unwrap();
        }
        let one_more = queue.push(Entry {
            id: id(WAITING_MAX),
            ..entry(0, Urgency::InTurn)
        });
        assert!(matches!(one_more, Err(SubmitError::QueueFull { .. })));
        queue.close();
        let late = queue.push(Entry {
            id: id(9999),
            ..entry(0, Urgency::InTurn)
        });
        assert!(matches!(late, Err(SubmitError::Stopping { .. })));
    }

    #[test]
    fn a_fallen_driver_leaves_a_begun_job_to_be_settled_and_another_to_be_done() {
        let queue = JobQueue::default();
        assert!(queue.recover().is_none());
        queue.push(entry(1, Urgency::InTurn)).unwrap();
        queue.take().unwrap();
        assert!(matches!(queue.recover(), Some(Left::Requeued)));
        queue.take().unwrap();
        queue.begin();
        let Some(Left::Begun(left)) = queue.recover() else {
            panic!("not begun")
        };
        assert_eq!(left.id, JobId([1; 16]));
        assert!(queue.take().is_none());
    }

    #[test]
    fn late_pulses_are_taken_out() {
        let queue = JobQueue::default();
        let now = Instant::now();
        queue.push(entry(1, Urgency::InTurn)).unwrap();
        queue.push(entry(2, Urgency::Until(now))).unwrap();
        queue
            .push(entry(3, Urgency::Until(now + Duration::from_secs(1))))
            .unwrap();
        let expired: Vec<u8> = queue.take_expired(now).iter().map(|e| e.id.0[0]).collect();
        assert_eq!(expired, [2]);
        assert_eq!(order(&queue), [3, 1]);
    }
}
