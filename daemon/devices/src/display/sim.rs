//! A simulated customer display on a pseudo-terminal: what a customer would read on it.

use std::io;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use paper::display::{Decoder, DisplayProfile};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::printer::pty::Pty;
use crate::stop::{Stop, Stopper};

/// How often the line is looked at.
const SLICE: Duration = Duration::from_millis(20);

/// A display that remembers what stands on it.
#[derive(Debug)]
pub struct SimDisplay {
    decoder: Arc<Mutex<Decoder>>,
    path: PathBuf,
    plugged: Mutex<Option<Plugged>>,
}

#[derive(Debug)]
struct Plugged {
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
}

impl SimDisplay {
    /// Plugs a display in at a path.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal.
    pub fn start(path: impl AsRef<Path>, profile: &DisplayProfile) -> io::Result<Self> {
        let sim = Self {
            decoder: Arc::new(Mutex::new(Decoder::new(profile))),
            path: path.as_ref().to_owned(),
            plugged: Mutex::default(),
        };
        sim.replug(profile)?;
        Ok(sim)
    }

    /// Returns the port to configure.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what stands on it, row by row, without blanks at the end.
    pub fn lines(&self) -> Vec<String> {
        self.decoder
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .lines()
    }

    /// Pulls the cable.
    pub fn unplug(&self) {
        *self.plugged.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Puts the cable in; the display is dark until it is written to.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal.
    pub fn replug(&self, profile: &DisplayProfile) -> io::Result<()> {
        self.unplug();
        *self.decoder.lock().unwrap_or_else(PoisonError::into_inner) = Decoder::new(profile);
        let pty = Pty::plug(&self.path)?;
        let (stopper, stop) = Stopper::new();
        let decoder = Arc::clone(&self.decoder);
        let thread = thread::Builder::new()
            .name("sim-display".to_owned())
            .spawn(move || serve(&pty, &decoder, &stop))?;
        *self.plugged.lock().unwrap_or_else(PoisonError::into_inner) = Some(Plugged {
            stopper,
            thread: Some(thread),
        });
        Ok(())
    }
}

impl Drop for Plugged {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(thread) = self.thread.take() {
            // It cannot panic; if it did, the line is gone all the same.
            let _ = thread.join();
        }
    }
}

fn serve(pty: &Pty, decoder: &Mutex<Decoder>, stop: &Stop) {
    let mut buffer = [0; 256];
    while !stop.is_set() {
        pty.let_in();
        let Ok(slice) = Timespec::try_from(SLICE) else {
            return;
        };
        let mut fds = [PollFd::from_borrowed_fd(pty.as_fd(), PollFlags::IN)];
        let readable = poll(&mut fds, Some(&slice)).is_ok_and(|ready| ready > 0);
        if readable && let Ok(len) = rustix::io::read(pty, &mut buffer) {
            let shown = buffer.get(..len).unwrap_or_default();
            decoder
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .feed(shown);
        }
    }
}
