//! One supervised task per device: started, restarted when it falls over, ended in time.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tracing::{error, warn};

use crate::backoff::Backoff;
use crate::board::{Board, Clock, Report};
use crate::device::{
    DeviceName, DeviceSpec, DrawerSensor, DriverConfig, Snapshot, SpecError, State,
};
use crate::display::{self, DisplayConfig};
use crate::drawer;
use crate::event::{Event, EventSink};
use crate::hotplug::{Wake, Watch};
use crate::inbox::Inbox;
use crate::job::{Job, JobId, SubmitError};
use crate::printer::config::PrinterConfig;
use crate::printer::{self, Entry, JobQueue, Urgency};
use crate::scale::{self, ScaleConfig, WeighError, Weight};
use crate::scanner::orders::Desk;
use crate::scanner::outlet::Outlet;
use crate::scanner::{self, OrderError, ScannerOrder};
use crate::stop::{Stop, Stopper};

/// How long [`Devices::shutdown`] waits for the tasks before it cuts them off.
const SHUTDOWN_MAX: Duration = Duration::from_millis(1900);
/// How long a task must run for an earlier fall to be forgotten.
const SOUND_AFTER: Duration = Duration::from_secs(30);

/// All devices of this counter, running. Clones are handles to the same devices.
///
/// When the last clone is dropped, every task is cut off where it stands: shut down instead.
#[derive(Clone)]
pub struct Devices(Arc<Inner>);

struct Inner {
    board: Arc<Board>,
    sink: EventSink,
    targets: BTreeMap<DeviceName, Target>,
    stopper: Stopper,
    tasks: Mutex<JoinSet<()>>,
    /// Kept so that what is plugged in is opened at once.
    _hotplug: Watch,
}

/// Where a job for a device goes.
enum Target {
    Scanner(Arc<Desk>),
    Scale(Arc<Inbox<scale::Ask>>),
    Display(Arc<Inbox<Vec<String>>>),
    Printer {
        queue: Arc<JobQueue>,
        fate_wait: Duration,
    },
    Drawer {
        queue: Arc<JobQueue>,
        pulse: [u8; 5],
        wait: Duration,
        fate_wait: Duration,
    },
}

impl Devices {
    /// Starts a task for every device and returns at once; the devices may all be absent.
    ///
    /// `events` is the wiring's queue; `clock` returns its time in ms for [`Snapshot::since_ms`].
    /// Must be called within a tokio runtime.
    ///
    /// # Errors
    /// [`SpecError`] when names clash, a drawer's printer is missing or its pulse is out of range;
    /// nothing was started then.
    pub fn start(
        specs: Vec<DeviceSpec>,
        events: mpsc::Sender<Event>,
        clock: Clock,
    ) -> Result<Self, SpecError> {
        let targets = targets(&specs)?;
        let sink = EventSink::new(events);
        let board = Arc::new(Board::new(&specs, sink.clone(), clock));
        let (stopper, stop) = Stopper::new();
        let hotplug = Watch::start();
        let mut tasks = JoinSet::new();
        let mut sensors = sensors(&specs);
        for spec in specs {
            let shared = Shared {
                board: Arc::clone(&board),
                sink: sink.clone(),
                stop: stop.clone(),
                wake: hotplug.wake(),
            };
            match (spec.driver, targets.get(&spec.name)) {
                (DriverConfig::SerialScanner(config), Some(Target::Scanner(desk))) => {
                    let desk = Arc::clone(desk);
                    let serve = move |outlet: &Outlet| scanner::serial::run(outlet, &config);
                    tasks.spawn(shared.scanner(spec.name, desk, serve));
                }
                (DriverConfig::HidScanner(config), Some(Target::Scanner(desk))) => {
                    let desk = Arc::clone(desk);
                    let serve = move |outlet: &Outlet| scanner::hid::run(outlet, &config);
                    tasks.spawn(shared.scanner(spec.name, desk, serve));
                }
                (DriverConfig::KeyboardScanner(config), Some(Target::Scanner(desk))) => {
                    let desk = Arc::clone(desk);
                    let serve = move |outlet: &Outlet| scanner::keyboard::run(outlet, &config);
                    tasks.spawn(shared.scanner(spec.name, desk, serve));
                }
                (DriverConfig::Printer(config), Some(Target::Printer { queue, .. })) => {
                    let sensors = sensors.remove(&spec.name).unwrap_or_default();
                    let queue = Arc::clone(queue);
                    tasks.spawn(shared.printer(spec.name, config, sensors, queue));
                }
                (DriverConfig::Scale(config), Some(Target::Scale(inbox))) => {
                    tasks.spawn(shared.scale(spec.name, config, Arc::clone(inbox)));
                }
                (DriverConfig::Display(config), Some(Target::Display(inbox))) => {
                    tasks.spawn(shared.display(spec.name, config, Arc::clone(inbox)));
                }
                // A drawer has no task: its printer's task does its work. The others have their targets.
                (
                    DriverConfig::SerialScanner(_)
                    | DriverConfig::HidScanner(_)
                    | DriverConfig::KeyboardScanner(_)
                    | DriverConfig::Printer(_)
                    | DriverConfig::DrawerViaPrinter(_)
                    | DriverConfig::Scale(_)
                    | DriverConfig::Display(_),
                    _,
                ) => {}
            }
        }
        Ok(Self(Arc::new(Inner {
            board,
            sink,
            targets,
            stopper,
            tasks: Mutex::new(tasks),
            _hotplug: hotplug,
        })))
    }

    /// Returns every device as it is now, ordered by name.
    pub fn snapshot(&self) -> Vec<Snapshot> {
        self.0.board.snapshot()
    }

    /// Returns how many events were dropped because the wiring was too slow.
    pub fn dropped_events(&self) -> u64 {
        self.0.sink.dropped()
    }

    /// Puts a job into its device's queue. It begins only after [`Event::JobStarting`] was granted.
    ///
    /// A job waits as long as its printer does, a drawer's pulse only
    /// [`crate::Deadlines::pulse`]. Jobs still waiting at shutdown get no outcome: the
    /// wiring's journal gives them again after the next start.
    ///
    /// # Errors
    /// [`SubmitError`], when nothing was kept.
    pub fn submit(&self, device: &DeviceName, job: Job) -> Result<(), SubmitError> {
        let name = device.clone();
        let len = job.bytes.len();
        let Some(target) = self.0.targets.get(device) else {
            return Err(SubmitError::NoDevice { device: name });
        };
        match target {
            Target::Scanner(_) | Target::Scale(_) | Target::Display(_) => {
                Err(SubmitError::TakesNoJobs { device: name })
            }
            Target::Printer { queue, .. } if (1..=Job::LEN_MAX).contains(&len) => {
                queue.push(Entry {
                    device: name,
                    id: job.id,
                    bytes: job.bytes,
                    urgency: Urgency::InTurn,
                })
            }
            Target::Drawer {
                queue, pulse, wait, ..
            } if len == 0 => queue.push(Entry {
                device: name,
                id: job.id,
                bytes: pulse.to_vec(),
                urgency: Urgency::Until(Instant::now() + *wait),
            }),
            Target::Printer { .. } | Target::Drawer { .. } => {
                Err(SubmitError::Size { device: name, len })
            }
        }
    }

    /// Asks what became of a job that was under way when an earlier run ended: it is settled as
    /// [`crate::Outcome::Done`] when the printer still confirms it, else as unknown.
    ///
    /// Call it before submitting other jobs for the device: nothing is printed on it before. The
    /// answer waits for the printer, at most [`crate::Deadlines::fate`]. No
    /// [`Event::JobStarting`] is sent. The question dies with a shutdown: ask again after the
    /// next start.
    ///
    /// # Errors
    /// [`SubmitError`], when nothing was kept.
    pub fn ask_fate(&self, device: &DeviceName, job: JobId) -> Result<(), SubmitError> {
        let name = device.clone();
        match self.0.targets.get(device) {
            None => Err(SubmitError::NoDevice { device: name }),
            Some(Target::Scanner(_) | Target::Scale(_) | Target::Display(_)) => {
                Err(SubmitError::TakesNoJobs { device: name })
            }
            Some(
                Target::Printer { queue, fate_wait }
                | Target::Drawer {
                    queue, fate_wait, ..
                },
            ) => queue.push(Entry {
                device: name,
                id: job,
                bytes: Vec::new(),
                urgency: Urgency::Fate(Instant::now() + *fate_wait),
            }),
        }
    }

    /// Tells a scanner to do something; it does so within a fraction of a second.
    ///
    /// [`ScannerOrder::Disable`] and [`ScannerOrder::Enable`] hold from now on, over any replug, whether or not the
    /// scanner is there. The others are for now: they are forgotten when it goes away.
    ///
    /// # Errors
    /// [`OrderError`], when nothing was kept.
    pub fn scanner_order(
        &self,
        device: &DeviceName,
        order: ScannerOrder,
    ) -> Result<(), OrderError> {
        let name = device.clone();
        match self.0.targets.get(device) {
            None => Err(OrderError::NoDevice { device: name }),
            Some(
                Target::Printer { .. }
                | Target::Drawer { .. }
                | Target::Scale(_)
                | Target::Display(_),
            ) => Err(OrderError::NoScanner { device: name }),
            Some(Target::Scanner(desk)) => {
                desk.put(device, order)?;
                self.0.board.scanner(device, desk.shown());
                Ok(())
            }
        }
    }

    /// Takes a waiting job back; it will then never begin and has no outcome.
    ///
    /// Returns false when it is under way, has ended, or was never there.
    pub fn cancel(&self, device: &DeviceName, job: JobId) -> bool {
        match self.0.targets.get(device) {
            Some(Target::Printer { queue, .. } | Target::Drawer { queue, .. }) => queue.cancel(job),
            Some(Target::Scanner(_) | Target::Scale(_) | Target::Display(_)) | None => false,
        }
    }

    /// Weighs what lies on a scale. Blocks until it is at rest, or says why there is no weight; five seconds at most.
    ///
    /// # Errors
    /// [`WeighError`].
    pub fn weigh(&self, device: &DeviceName) -> Result<Weight, WeighError> {
        match self.0.targets.get(device) {
            Some(Target::Scale(inbox)) => scale::weigh(device, inbox),
            Some(
                Target::Scanner(_)
                | Target::Printer { .. }
                | Target::Drawer { .. }
                | Target::Display(_),
            )
            | None => Err(WeighError::NoScale(device.clone())),
        }
    }

    /// Shows lines on a customer display in place of what stands there; none go back to what it shows while idle. False
    /// when no display has this name. One that is away shows them when it is back.
    #[must_use]
    pub fn show(&self, device: &DeviceName, lines: Vec<String>) -> bool {
        match self.0.targets.get(device) {
            Some(Target::Display(inbox)) => {
                inbox.replace(lines);
                true
            }
            Some(
                Target::Scanner(_)
                | Target::Printer { .. }
                | Target::Drawer { .. }
                | Target::Scale(_),
            )
            | None => false,
        }
    }

    /// Ends every task within two seconds; a job under way gets about one of them to end well.
    ///
    /// Keep receiving events meanwhile: the last outcomes are among them.
    pub async fn shutdown(&self) {
        for target in self.0.targets.values() {
            if let Target::Printer { queue, .. } = target {
                queue.close();
            }
        }
        self.0.stopper.stop();
        let mut tasks =
            std::mem::take(&mut *self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        let ended = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(SHUTDOWN_MAX, ended).await.is_err() {
            warn!("a device did not end in time and is cut off");
            tasks.abort_all();
        }
    }
}

impl fmt::Debug for Devices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.targets.keys()).finish()
    }
}

/// What every driver gets.
struct Shared {
    board: Arc<Board>,
    sink: EventSink,
    stop: Stop,
    wake: Wake,
}

impl Shared {
    async fn scanner(
        self,
        name: DeviceName,
        desk: Arc<Desk>,
        run: impl Fn(&Outlet) + Send + Sync + 'static,
    ) {
        let run = Arc::new(run);
        let start = || {
            let outlet = Outlet {
                name: name.clone(),
                board: Arc::clone(&self.board),
                sink: self.sink.clone(),
                desk: Arc::clone(&desk),
                stop: self.stop.clone(),
                wake: self.wake.clone(),
            };
            let run = Arc::clone(&run);
            tokio::task::spawn_blocking(move || run(&outlet))
        };
        supervise(&name, &self.board, &self.stop, start).await;
    }

    async fn scale(self, name: DeviceName, config: ScaleConfig, inbox: Arc<Inbox<scale::Ask>>) {
        let start = || {
            let task = scale::Task {
                name: name.clone(),
                config: config.clone(),
                inbox: Arc::clone(&inbox),
                board: Arc::clone(&self.board),
                stop: self.stop.clone(),
            };
            tokio::task::spawn_blocking(move || task.run())
        };
        supervise(&name, &self.board, &self.stop, start).await;
    }

    async fn display(
        self,
        name: DeviceName,
        config: DisplayConfig,
        inbox: Arc<Inbox<Vec<String>>>,
    ) {
        let start = || {
            let task = display::Task {
                name: name.clone(),
                config: config.clone(),
                inbox: Arc::clone(&inbox),
                board: Arc::clone(&self.board),
                stop: self.stop.clone(),
            };
            tokio::task::spawn_blocking(move || task.run())
        };
        supervise(&name, &self.board, &self.stop, start).await;
    }

    async fn printer(
        self,
        name: DeviceName,
        config: PrinterConfig,
        sensors: Vec<(DeviceName, DrawerSensor)>,
        queue: Arc<JobQueue>,
    ) {
        let start = || {
            let task = printer::Task {
                name: name.clone(),
                config: config.clone(),
                sensors: sensors.clone(),
                queue: Arc::clone(&queue),
                board: Arc::clone(&self.board),
                sink: self.sink.clone(),
                stop: self.stop.clone(),
                wake: self.wake.clone(),
            };
            tokio::spawn(task.run())
        };
        supervise(&name, &self.board, &self.stop, start).await;
    }
}

/// Aborts the task when its supervisor is aborted.
struct Owned(JoinHandle<()>);

impl Drop for Owned {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Runs a driver until it ends by itself after the order to stop; starts it again otherwise.
async fn supervise(
    name: &DeviceName,
    board: &Board,
    stop: &Stop,
    mut start: impl FnMut() -> JoinHandle<()>,
) {
    let mut backoff = Backoff::new();
    loop {
        let began = Instant::now();
        let mut driver = Owned(start());
        let ended = (&mut driver.0).await;
        if stop.is_set() {
            return;
        }
        match ended {
            Ok(()) => error!(device = %name, "driver ended by itself"),
            Err(error) => error!(device = %name, %error, "driver failed"),
        }
        let hint = "It is being restarted; if this stays, send the log to support.";
        board.report(name, &Report::new(State::Faulty, "the driver failed", hint));
        if began.elapsed() >= SOUND_AFTER {
            backoff.reset();
        }
        if !stop.sleep(backoff.pause()).await {
            return;
        }
    }
}

fn targets(specs: &[DeviceSpec]) -> Result<BTreeMap<DeviceName, Target>, SpecError> {
    let mut targets = BTreeMap::new();
    for spec in specs {
        let target = match &spec.driver {
            DriverConfig::Scale(_) => Target::Scale(Arc::default()),
            DriverConfig::Display(_) => Target::Display(Arc::default()),
            DriverConfig::SerialScanner(_)
            | DriverConfig::HidScanner(_)
            | DriverConfig::KeyboardScanner(_) => Target::Scanner(Arc::new(Desk::new())),
            DriverConfig::Printer(printer) => Target::Printer {
                queue: Arc::default(),
                fate_wait: fate_wait(printer),
            },
            DriverConfig::DrawerViaPrinter(_) => continue,
        };
        insert(&mut targets, &spec.name, target)?;
    }
    for spec in specs {
        let DriverConfig::DrawerViaPrinter(config) = &spec.driver else {
            continue;
        };
        let on_printer = specs.iter().find_map(|other| match &other.driver {
            DriverConfig::Printer(printer) if other.name == config.printer => Some(printer),
            DriverConfig::Printer(_)
            | DriverConfig::SerialScanner(_)
            | DriverConfig::Scale(_)
            | DriverConfig::Display(_)
            | DriverConfig::HidScanner(_)
            | DriverConfig::KeyboardScanner(_)
            | DriverConfig::DrawerViaPrinter(_) => None,
        });
        let (Some(printer), Some(Target::Printer { queue, .. })) =
            (on_printer, targets.get(&config.printer))
        else {
            let (drawer, printer) = (spec.name.clone(), config.printer.clone());
            return Err(SpecError::NoPrinter { drawer, printer });
        };
        let pulse = drawer::pulse_bytes(&spec.name, config)?;
        let target = Target::Drawer {
            queue: Arc::clone(queue),
            pulse,
            wait: printer.deadlines.pulse,
            fate_wait: fate_wait(printer),
        };
        insert(&mut targets, &spec.name, target)?;
    }
    Ok(targets)
}

/// Returns how long a fate is worth waiting for: not at all where no answer names its job.
fn fate_wait(printer: &PrinterConfig) -> Duration {
    if printer.answers && printer.language.names_jobs() {
        printer.deadlines.fate
    } else {
        Duration::ZERO
    }
}

/// Returns the drawers with a sensor, by printer.
fn sensors(specs: &[DeviceSpec]) -> BTreeMap<DeviceName, Vec<(DeviceName, DrawerSensor)>> {
    let mut sensors = BTreeMap::<_, Vec<_>>::new();
    for spec in specs {
        if let DriverConfig::DrawerViaPrinter(drawer) = &spec.driver
            && let Some(sensor) = drawer.sensor
        {
            let on_printer = sensors.entry(drawer.printer.clone()).or_default();
            on_printer.push((spec.name.clone(), sensor));
        }
    }
    sensors
}

fn insert(
    targets: &mut BTreeMap<DeviceName, Target>,
    name: &DeviceName,
    target: Target,
) -> Result<(), SpecError> {
    match targets.insert(name.clone(), target) {
        None => Ok(()),
        Some(_) => Err(SpecError::Twice { name: name.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use paper::Pin;
    use paper::escpos::Profile;

    use super::*;
    use crate::device::{DrawerViaPrinter, SerialScanner};
    use crate::testing::{spec, until};

    fn printer(name: &str) -> DeviceSpec {
        let config = PrinterConfig::escpos_tcp("127.0.0.1:9", Profile::epson_80mm());
        spec(name, DriverConfig::Printer(config))
    }

    fn drawer(name: &str, on: &str) -> DeviceSpec {
        let printer = DeviceName::try_new(on).unwrap();
        let config = DrawerViaPrinter::new(printer, Pin::Two);
        spec(name, DriverConfig::DrawerViaPrinter(config))
    }

    #[test]
    fn lists_that_make_no_sense_are_refused() {
        let refused = |specs: Vec<DeviceSpec>| targets(&specs).err().unwrap();
        let twice = refused(vec![printer("a"), printer("a")]);
        assert!(matches!(twice, SpecError::Twice { .. }));
        let twice = refused(vec![printer("a"), drawer("a", "a")]);
        assert!(matches!(twice, SpecError::Twice { .. }));
        let lost = refused(vec![printer("a"), drawer("d", "b")]);
        assert!(matches!(lost, SpecError::NoPrinter { .. }));
        let on_drawer = refused(vec![printer("a"), drawer("d", "e"), drawer("e", "a")]);
        assert!(matches!(on_drawer, SpecError::NoPrinter { .. }));
        assert_eq!(targets(&[drawer("d", "a"), printer("a")]).unwrap().len(), 2);
    }

    #[tokio::test]
    async fn jobs_that_make_no_sense_are_refused() {
        let scanner = SerialScanner::new("/nonexistent");
        let specs = vec![
            spec("gun", DriverConfig::SerialScanner(scanner)),
            printer("front"),
            drawer("till", "front"),
        ];
        let (tx, _rx) = mpsc::channel(64);
        let devices = Devices::start(specs, tx, Arc::new(|| 0)).unwrap();
        let name = |name| DeviceName::try_new(name).unwrap();
        let id = JobId([1; 16]);
        let print = |to, bytes| {
            devices
                .submit(&name(to), Job::print(id, bytes))
                .unwrap_err()
        };
        assert!(matches!(
            print("back", vec![1]),
            SubmitError::NoDevice { .. }
        ));
        assert!(matches!(
            print("gun", vec![1]),
            SubmitError::TakesNoJobs { .. }
        ));
        assert!(matches!(print("front", vec![]), SubmitError::Size { .. }));
        assert!(matches!(
            print("front", vec![0; Job::LEN_MAX + 1]),
            SubmitError::Size { .. }
        ));
        assert!(matches!(print("till", vec![1]), SubmitError::Size { .. }));
        devices.shutdown().await;
        assert!(matches!(
            print("front", vec![1]),
            SubmitError::Stopping { .. }
        ));
    }

    #[tokio::test]
    async fn a_driver_that_panics_is_faulty_and_started_again() {
        let specs = [printer("front")];
        let name = specs[0].name.clone();
        let (tx, _rx) = mpsc::channel(64);
        let board = Arc::new(Board::new(&specs, EventSink::new(tx), Arc::new(|| 0)));
        let (stopper, stop) = Stopper::new();
        let starts = Arc::new(AtomicU32::new(0));
        let supervisor = tokio::spawn({
            let (board, starts) = (Arc::clone(&board), Arc::clone(&starts));
            async move {
                let start = || {
                    let (nth, stop) = (starts.fetch_add(1, Ordering::Relaxed), stop.clone());
                    tokio::spawn(async move {
                        assert!(nth > 0, "the first start fails on purpose");
                        stop.wait().await;
                    })
                };
                supervise(&name, &board, &stop, start).await;
            }
        });
        until("the driver fell", || {
            board.snapshot()[0].state == State::Faulty
        })
        .await;
        until("it was started again", || {
            starts.load(Ordering::Relaxed) == 2
        })
        .await;
        stopper.stop();
        tokio::time::timeout(Duration::from_secs(1), supervisor)
            .await
            .unwrap()
            .unwrap();
    }
}
