//! A simulated scale on a pseudo-terminal, for tests, demonstrations and integrators without one.

use std::io;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::toledo::{self, Answer, Unweighable, Weight};
use crate::printer::pty::Pty;
use crate::stop::{Stop, Stopper};

/// How often the line is looked at.
const SLICE: Duration = Duration::from_millis(20);

/// A scale that answers as the 8217 does.
#[derive(Debug)]
pub struct SimScale {
    state: Arc<Mutex<State>>,
    path: PathBuf,
    plugged: Mutex<Option<Plugged>>,
}

#[derive(Debug)]
struct State {
    answer: Answer,
    /// Times it says that it moves before it says the rest.
    moves: u32,
    silent: bool,
}

#[derive(Debug)]
struct Plugged {
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
}

impl SimScale {
    /// Plugs a scale in at a path; nothing lies on it.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal.
    pub fn start(path: impl AsRef<Path>) -> io::Result<Self> {
        let nothing = Weight {
            decimal: "0.00".to_owned(),
            unit: toledo::WeightUnit::Pounds,
            net: false,
        };
        let sim = Self {
            state: Arc::new(Mutex::new(State {
                answer: Answer::Weight(nothing),
                moves: 0,
                silent: false,
            })),
            path: path.as_ref().to_owned(),
            plugged: Mutex::default(),
        };
        sim.replug()?;
        Ok(sim)
    }

    /// Returns the port to configure.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts something on it, which first moves as often as said.
    pub fn put(&self, weight: Weight, moves: u32) {
        let mut state = self.state();
        state.answer = Answer::Weight(weight);
        state.moves = moves;
    }

    /// Makes it say that it cannot weigh.
    pub fn refuse(&self, why: Unweighable) {
        self.state().answer = Answer::Cannot(why);
    }

    /// Makes it say nothing, or something again.
    pub fn silent(&self, silent: bool) {
        self.state().silent = silent;
    }

    /// Pulls the cable.
    pub fn unplug(&self) {
        *self.plugged.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Puts the cable in.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal.
    pub fn replug(&self) -> io::Result<()> {
        self.unplug();
        let pty = Pty::plug(&self.path)?;
        let (stopper, stop) = Stopper::new();
        let state = Arc::clone(&self.state);
        let thread = thread::Builder::new()
            .name("sim-scale".to_owned())
            .spawn(move || serve(&pty, &state, &stop))?;
        *self.plugged.lock().unwrap_or_else(PoisonError::into_inner) = Some(Plugged {
            stopper,
            thread: Some(thread),
        });
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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

fn serve(pty: &Pty, state: &Mutex<State>, stop: &Stop) {
    let mut buffer = [0; 64];
    while !stop.is_set() {
        pty.let_in();
        if !readable(pty) {
            continue;
        }
        // Nobody at the other end is no trouble of a scale's.
        let Ok(len) = rustix::io::read(pty, &mut buffer) else {
            continue;
        };
        let asked = buffer.get(..len).unwrap_or_default();
        for _ in asked.iter().filter(|byte| **byte == toledo::WEIGH) {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.silent {
                continue;
            }
            let answer = if state.moves > 0 {
                state.moves -= 1;
                toledo::encode(&Answer::Cannot(Unweighable::Moving))
            } else {
                toledo::encode(&state.answer)
            };
            let _ = rustix::io::write(pty, &answer);
        }
    }
}

fn readable(pty: &Pty) -> bool {
    let Ok(slice) = Timespec::try_from(SLICE) else {
        return false;
    };
    let mut fds = [PollFd::from_borrowed_fd(pty.as_fd(), PollFlags::IN)];
    poll(&mut fds, Some(&slice)).is_ok_and(|ready| ready > 0)
}
