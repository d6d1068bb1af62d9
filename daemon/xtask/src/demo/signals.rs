//! Ctrl-C and SIGTERM as something to wait for.

use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::Stop;

/// Somebody asked the demo to end.
pub(super) struct Asked;

impl From<Asked> for Stop {
    fn from(_: Asked) -> Self {
        Self::Asked
    }
}

pub(super) struct Signals {
    received: Receiver<()>,
}

impl Signals {
    /// Catches the signals from now on. The thread that does it lives until the program ends.
    pub(super) fn install() -> Result<Self, String> {
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])
            .map_err(|error| format!("cannot catch Ctrl-C: {error}"))?;
        let (sender, received) = sync_channel(4);
        std::thread::spawn(move || {
            for _ in signals.forever() {
                // One is enough; what does not fit says nothing new.
                let _ = sender.try_send(());
            }
        });
        Ok(Self { received })
    }

    /// For tests: whatever arrives is a signal.
    #[cfg(test)]
    pub(super) fn from(received: Receiver<()>) -> Self {
        Self { received }
    }

    /// Waits for `time`, or for a signal, which is the error.
    pub(super) fn wait(&mut self, time: Duration) -> Result<(), Asked> {
        match self.received.recv_timeout(time) {
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Ok(()) | Err(RecvTimeoutError::Disconnected) => Err(Asked),
        }
    }
}

#[cfg(test)]
mod tests {
    use rustix::process::{Signal, getpid, kill_process};

    use super::*;

    #[test]
    fn a_signal_ends_the_wait() {
        let mut signals = Signals::install().unwrap();
        assert!(signals.wait(Duration::from_millis(1)).is_ok());
        kill_process(getpid(), Signal::HUP).unwrap();
        assert!(signals.wait(Duration::from_secs(10)).is_err());
    }
}
