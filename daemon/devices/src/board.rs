//! The current snapshot of every device, and the news when one changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::device::{DeviceName, DeviceSpec, DriverConfig, Kind, Snapshot, State};
use crate::drawer::Watch;
use crate::event::{Event, EventSink};
use crate::printer::config::PrinterCondition;
use crate::scanner::ScannerCan;

/// Returns the caller's time in ms; only stored and passed on, never compared.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// What a driver says about its device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) state: State,
    pub(crate) detail: String,
    pub(crate) hint: String,
    pub(crate) printer: Option<PrinterCondition>,
    /// `None` where nothing is said of it.
    pub(crate) scanner: Option<ScannerCan>,
}

impl Report {
    pub(crate) fn new(state: State, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            state,
            detail: detail.into(),
            hint: hint.into(),
            printer: None,
            scanner: None,
        }
    }
}

/// Shared by all drivers; each writes only its own device.
pub(crate) struct Board {
    rows: Mutex<BTreeMap<DeviceName, Row>>,
    sink: EventSink,
    clock: Clock,
}

struct Row {
    snapshot: Snapshot,
    /// The printer that a drawer follows.
    follows: Option<Follows>,
}

struct Follows {
    printer: DeviceName,
    watch: Watch,
}

impl Row {
    fn follows(&self, name: &DeviceName) -> bool {
        let follows = self.follows.as_ref();
        follows.is_some_and(|follows| follows.printer == *name)
    }
}

impl Board {
    pub(crate) fn new(specs: &[DeviceSpec], sink: EventSink, clock: Clock) -> Self {
        let now = clock();
        let rows = specs
            .iter()
            .map(|spec| (spec.name.clone(), first_row(spec, now)))
            .collect();
        Self {
            rows: Mutex::new(rows),
            sink,
            clock,
        }
    }

    /// Returns every device, ordered by name.
    pub(crate) fn snapshot(&self) -> Vec<Snapshot> {
        self.rows()
            .values()
            .map(|row| row.snapshot.clone())
            .collect()
    }

    /// Takes a driver's report; tells the wiring only when it says something new.
    pub(crate) fn report(&self, name: &DeviceName, report: &Report) {
        let now = (self.clock)();
        let mut rows = self.rows();
        for (key, row) in rows.iter_mut() {
            let follower = row.follows(name);
            if key != name && !follower {
                continue;
            }
            let old = row.snapshot.clone();
            apply(&mut row.snapshot, report, follower, now);
            if let Some(follows) = row.follows.as_mut().filter(|_| follower) {
                let pin_high = report.printer.and_then(|printer| printer.drawer_pin_high);
                row.snapshot.drawer = follows.watch.hear(pin_high, now, Instant::now());
            }
            if row.snapshot != old {
                self.sink.offer(Event::Changed(row.snapshot.clone()));
            }
        }
    }

    /// Tells of the drawers on a printer that have now stood open for too long.
    pub(crate) fn check_alarms(&self, printer: &DeviceName) {
        let now = Instant::now();
        for (device, row) in self.rows().iter_mut() {
            let Some(follows) = row.follows.as_mut().filter(|row| row.printer == *printer) else {
                continue;
            };
            let device = device.clone();
            follows.watch.check(now, |since_ms| {
                let alarm = Event::DrawerOpenTooLong { device, since_ms };
                self.sink.offer(alarm)
            });
        }
    }

    /// Takes what a scanner can now be told; news when it changed.
    pub(crate) fn scanner(&self, name: &DeviceName, can: ScannerCan) {
        if let Some(row) = self.rows().get_mut(name)
            && row.snapshot.scanner != Some(can)
        {
            row.snapshot.scanner = Some(can);
            self.sink.offer(Event::Changed(row.snapshot.clone()));
        }
    }

    /// Takes the length of a queue. Not news by itself: it goes out with the next change.
    pub(crate) fn jobs_waiting(&self, name: &DeviceName, jobs: usize) {
        if let Some(row) = self.rows().get_mut(name) {
            row.snapshot.jobs_waiting = jobs;
        }
    }

    fn rows(&self) -> MutexGuard<'_, BTreeMap<DeviceName, Row>> {
        // A row is written whole, so a panic elsewhere leaves nothing half done.
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn apply(snapshot: &mut Snapshot, report: &Report, follower: bool, now: u64) {
    if snapshot.state != report.state {
        snapshot.since_ms = now;
    }
    snapshot.state = report.state;
    snapshot.detail = if follower {
        format!("printer {}: {}", snapshot.address, report.detail)
    } else {
        report.detail.clone()
    };
    snapshot.hint.clone_from(&report.hint);
    if !follower {
        snapshot.printer = report.printer;
        snapshot.scanner = report.scanner.or(snapshot.scanner);
    }
}

fn first_row(spec: &DeviceSpec, now: u64) -> Row {
    let follows = match &spec.driver {
        DriverConfig::DrawerViaPrinter(drawer) => Some(Follows {
            printer: drawer.printer.clone(),
            watch: Watch::new(drawer, now),
        }),
        DriverConfig::SerialScanner(_)
        | DriverConfig::HidScanner(_)
        | DriverConfig::KeyboardScanner(_)
        | DriverConfig::Printer(_)
        | DriverConfig::Scale(_)
        | DriverConfig::Display(_) => None,
    };
    let drawer = follows
        .as_ref()
        .and_then(|follows| follows.watch.condition());
    let snapshot = Snapshot {
        name: spec.name.clone(),
        kind: spec.kind(),
        driver: spec.driver_name(),
        address: spec.address(),
        state: State::Absent,
        detail: "not opened yet".to_owned(),
        hint: String::new(),
        printer: None,
        scanner: (spec.kind() == Kind::Scanner).then(|| ScannerCan {
            enabled: true,
            ..ScannerCan::default()
        }),
        drawer,
        jobs_waiting: 0,
        since_ms: now,
    };
    Row { snapshot, follows }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use tokio::sync::mpsc;

    use super::*;
    use crate::device::SerialScanner;

    #[test]
    fn only_a_change_is_news_and_since_follows_the_state() {
        let (tx, mut rx) = mpsc::channel(8);
        let time = Arc::new(AtomicU64::new(10));
        let ticks = Arc::clone(&time);
        let name = DeviceName::try_new("gun").unwrap();
        let driver = DriverConfig::SerialScanner(SerialScanner::new("/dev/x"));
        let specs = [DeviceSpec {
            name: name.clone(),
            driver,
        }];
        let clock: Clock = Arc::new(move || ticks.load(Ordering::Relaxed));
        let board = Board::new(&specs, EventSink::new(tx), clock);

        time.store(20, Ordering::Relaxed);
        board.report(&name, &Report::new(State::Ready, "open", ""));
        time.store(30, Ordering::Relaxed);
        board.report(&name, &Report::new(State::Ready, "open", ""));
        board.report(&name, &Report::new(State::Ready, "still open", ""));

        let Ok(Event::Changed(first)) = rx.try_recv() else {
            panic!("no first change")
        };
        assert_eq!((first.state, first.since_ms), (State::Ready, 20));
        let Ok(Event::Changed(second)) = rx.try_recv() else {
            panic!("no second change")
        };
        assert_eq!(
            (second.detail.as_str(), second.since_ms),
            ("still open", 20)
        );
        assert!(rx.try_recv().is_err());
        assert_eq!(board.snapshot().len(), 1);
    }
}
