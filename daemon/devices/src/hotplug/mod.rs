//! Hears devices come and go, from the kernel and from udev, and wakes those who wait for one.
//!
//! Without netlink (a strict sandbox) it compares sysfs every two seconds. Start at
//! [`Watch::start`].

mod poll;
mod socket;
mod uevent;

use std::future;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};
use tracing::warn;

use crate::stop::Stop;

use poll::Look;
use socket::{Heard, Socket};
pub use uevent::{Action, Source, Uevent};

/// Most events kept for a listener that is slow; more become one [`Hotplug::Resync`].
const EVENTS_MAX: usize = 256;
/// How long after the kernel's message udev has surely set a node's permissions.
const SETTLE: Duration = Duration::from_millis(300);
/// Pause between two looks where nobody tells.
const POLL: Duration = Duration::from_secs(2);
/// Longest nap of a blocking thread before it looks for news again.
const NAP: Duration = Duration::from_millis(50);

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hotplug {
    /// A device came, went or changed.
    Event(Uevent),
    /// Events were lost: look at everything again.
    Resync,
}

/// Listens until it is dropped.
#[derive(Debug)]
pub struct Watch {
    events: broadcast::Sender<Hotplug>,
    wake: watch::Receiver<u64>,
    task: JoinHandle<()>,
}

impl Watch {
    /// Starts to listen. Must be called on a runtime with I/O and time.
    pub fn start() -> Self {
        let socket = Socket::open();
        if let Err(error) = &socket {
            warn!(%error, "hotplug socket refused, looking at sysfs instead");
        }
        Self::run(socket.ok(), "/sys".into(), POLL)
    }

    fn run(socket: Option<Socket>, sys: PathBuf, poll: Duration) -> Self {
        let (events, _) = broadcast::channel(EVENTS_MAX);
        let (tx, wake) = watch::channel(0);
        let outlet = Outlet {
            events: events.clone(),
            wake: tx,
            settle: None,
        };
        let first = match &socket {
            Some(_) => Look::default(),
            // What comes from now on is news, whenever the task gets its first turn.
            None => Look::take(&sys),
        };
        let task = tokio::spawn(async move {
            let mut outlet = outlet;
            let earlier = match socket {
                Some(socket) => {
                    let error = listen(socket, &mut outlet).await;
                    warn!(%error, "hotplug socket broke, looking at sysfs instead");
                    let now = Look::take(&sys);
                    outlet.tell(Hotplug::Resync);
                    now
                }
                None => first,
            };
            compare(&sys, earlier, poll, outlet).await;
        });
        Self { events, wake, task }
    }

    /// Returns a listener for what comes from now on.
    pub fn events(&self) -> Events {
        Events(self.events.subscribe())
    }

    /// Returns a handle that wakes from now on.
    pub fn wake(&self) -> Wake {
        let mut wake = self.wake.clone();
        wake.mark_unchanged();
        Wake(wake)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One listener's queue.
#[derive(Debug)]
pub struct Events(broadcast::Receiver<Hotplug>);

impl Events {
    /// Waits for the next event; `None` after the end of the watch. Cancel-safe.
    pub async fn next(&mut self) -> Option<Hotplug> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Hotplug::Resync),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

/// Ends the wait of a device's task as soon as its device may have come.
#[derive(Clone, Debug)]
pub struct Wake(watch::Receiver<u64>);

impl Wake {
    /// Makes one of a watch that is over.
    #[cfg(test)]
    pub(crate) fn never() -> Self {
        Self(watch::channel(0).1)
    }

    /// Waits until devices came or went, and again 300 ms later, since the kernel tells before
    /// udev has set the permissions. Returns at once for what happened since the last call.
    ///
    /// Never returns after the end of the watch. Cancel-safe.
    pub async fn changed(&mut self) {
        if self.0.changed().await.is_err() {
            future::pending::<()>().await;
        }
    }

    /// Pauses a blocking thread until devices came or went, at most so long; returns false when
    /// stopped meanwhile.
    pub(crate) fn pause_blocking(&mut self, stop: &Stop, pause: Duration) -> bool {
        let until = std::time::Instant::now() + pause;
        loop {
            let left = until.saturating_duration_since(std::time::Instant::now());
            if !stop.sleep_blocking(left.min(NAP)) {
                return false;
            }
            if left.is_zero() {
                return true;
            }
            if self.0.has_changed().unwrap_or(false) {
                self.0.mark_unchanged();
                return true;
            }
        }
    }
}

/// Where news go.
struct Outlet {
    events: broadcast::Sender<Hotplug>,
    wake: watch::Sender<u64>,
    /// When to wake once more.
    settle: Option<Instant>,
}

impl Outlet {
    fn tell(&mut self, event: Hotplug) {
        let wakes = match &event {
            Hotplug::Event(event) => event.concerns_devices(),
            Hotplug::Resync => true,
        };
        if wakes {
            self.wake
                .send_modify(|count| *count = count.wrapping_add(1));
            self.settle = Some(Instant::now() + SETTLE);
        }
        // Nobody may be listening.
        let _ = self.events.send(event);
    }

    /// Waits for the time of the second waking; for ever when there is none.
    async fn settled(&self) {
        match self.settle {
            Some(at) => sleep_until(at).await,
            None => future::pending().await,
        }
    }

    fn wake_again(&mut self) {
        self.settle = None;
        self.wake
            .send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Hears from the socket until it breaks; returns why it did.
async fn listen(mut socket: Socket, outlet: &mut Outlet) -> io::Error {
    loop {
        tokio::select! {
            heard = socket.next() => match heard {
                Ok(Heard::Event(event)) => outlet.tell(Hotplug::Event(event)),
                Ok(Heard::Lost) => outlet.tell(Hotplug::Resync),
                Ok(Heard::Noise) => {}
                Err(error) => return error,
            },
            () = outlet.settled() => outlet.wake_again(),
        }
    }
}

/// Compares sysfs with what it was, for ever.
async fn compare(sys: &Path, mut earlier: Look, poll: Duration, mut outlet: Outlet) {
    let mut next = Instant::now() + poll;
    loop {
        tokio::select! {
            () = sleep_until(next) => {
                // Some hundred names, read from memory: no work for a thread of its own.
                let now = Look::take(sys);
                for event in now.since(&earlier) {
                    outlet.tell(Hotplug::Event(event));
                }
                earlier = now;
                next = Instant::now() + poll;
            }
            () = outlet.settled() => outlet.wake_again(),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;
    use crate::stop::Stopper;
    use crate::usb::fake::Machine;

    const SOON: Duration = Duration::from_secs(5);

    fn event(subsystem: &str, action: Action) -> Hotplug {
        Hotplug::Event(Uevent {
            source: Source::Kernel,
            action,
            subsystem: subsystem.to_owned(),
            devname: None,
            devpath: "/devices/x".to_owned(),
        })
    }

    fn outlet() -> (Outlet, Events, Wake) {
        let (events, rx) = broadcast::channel(2);
        let (tx, wake) = watch::channel(0);
        let outlet = Outlet {
            events,
            wake: tx,
            settle: None,
        };
        (outlet, Events(rx), Wake(wake))
    }

    #[tokio::test]
    async fn without_a_socket_sysfs_is_compared() {
        let machine = Machine::new();
        let poll = Duration::from_millis(10);
        let watch = Watch::run(None, machine.sysfs().sys_dir(), poll);
        let (mut events, mut wake) = (watch.events(), watch.wake());
        machine.printer("1-1", 3, None);
        let first = timeout(SOON, events.next()).await.unwrap().unwrap();
        let Hotplug::Event(first) = first else {
            panic!("{first:?}");
        };
        assert_eq!((first.source, first.action), (Source::Polled, Action::Add));
        timeout(SOON, wake.changed()).await.unwrap();
        drop(watch);
        let mut rest = 0;
        while timeout(SOON, events.next()).await.unwrap().is_some() {
            rest += 1;
        }
        assert!(rest < EVENTS_MAX);
    }

    #[tokio::test(start_paused = true)]
    async fn a_device_wakes_twice_and_noise_does_not() {
        let (mut outlet, mut events, mut wake) = outlet();
        outlet.tell(event("block", Action::Add));
        outlet.tell(event("usb", Action::Other));
        assert!(outlet.settle.is_none() && !wake.0.has_changed().unwrap());
        assert_eq!(events.next().await, Some(event("block", Action::Add)));

        let start = Instant::now();
        outlet.tell(event("hidraw", Action::Add));
        wake.changed().await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        outlet.settled().await;
        outlet.wake_again();
        wake.changed().await;
        assert!(start.elapsed() >= SETTLE, "{:?}", start.elapsed());
        assert!(outlet.settle.is_none());
    }

    #[tokio::test]
    async fn a_slow_listener_is_told_to_look_again() {
        let (mut outlet, mut events, _wake) = outlet();
        for _ in 0..3 {
            outlet.tell(event("usb", Action::Add));
        }
        assert_eq!(events.next().await, Some(Hotplug::Resync));
        assert_eq!(events.next().await, Some(event("usb", Action::Add)));
    }

    #[tokio::test]
    async fn pauses_end_early_for_a_device_and_for_a_stop() {
        let (mut outlet, _events, mut wake) = outlet();
        let (stopper, stop) = Stopper::new();
        let long = Duration::from_secs(3600);
        let start = std::time::Instant::now();
        outlet.tell(event("tty", Action::Remove));
        assert!(wake.pause_blocking(&stop, long));
        assert!(start.elapsed() < long);
        // Nothing new: the whole pause.
        let short = Duration::from_millis(60);
        assert!(wake.pause_blocking(&stop, short));
        assert!(start.elapsed() >= short);
        stopper.stop();
        assert!(!wake.pause_blocking(&stop, long));
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_of_the_watch_wakes_nobody() {
        let (outlet, mut events, mut wake) = outlet();
        drop(outlet);
        assert_eq!(events.next().await, None);
        let waited = timeout(Duration::from_secs(60), wake.changed()).await;
        assert!(waited.is_err());
    }
}
