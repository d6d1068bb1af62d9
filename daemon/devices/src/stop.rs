//! The one signal that ends every task and thread of this crate.

use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;

/// Longest nap of a blocking thread before it looks at the signal again.
const NAP: Duration = Duration::from_millis(50);

/// The end that pulls the signal; dropping it pulls it too.
#[derive(Debug)]
pub(crate) struct Stopper(watch::Sender<bool>);

impl Stopper {
    pub(crate) fn new() -> (Self, Stop) {
        let (tx, rx) = watch::channel(false);
        (Self(tx), Stop(rx))
    }

    pub(crate) fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// The end that a task or thread watches.
#[derive(Clone, Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    pub(crate) fn is_set(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Waits until the signal is pulled. Cancel-safe.
    pub(crate) async fn wait(&self) {
        let mut rx = self.0.clone();
        // An error means that the stopper was dropped, which is the same order.
        let _ = rx.wait_for(|stop| *stop).await;
    }

    /// Pauses an async task; returns false when stopped meanwhile.
    pub(crate) async fn sleep(&self, pause: Duration) -> bool {
        tokio::select! {
            () = self.wait() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }

    /// Pauses a blocking thread; returns false when stopped meanwhile.
    pub(crate) fn sleep_blocking(&self, pause: Duration) -> bool {
        let until = Instant::now() + pause;
        loop {
            if self.is_set() {
                return false;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            thread::sleep(left.min(NAP));
        }
    }
}
