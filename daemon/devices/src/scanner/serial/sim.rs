//! A serial scanner made of a pseudo-terminal: a real device node that any program can open.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::stop::{Stop, Stopper};

/// How long a write waits for a host that does not read.
const WRITE_DEADLINE: Duration = Duration::from_secs(1);
/// Most bytes kept of what hosts sent.
const RECEIVED_MAX: usize = 64 * 1024;
/// How often the keeper looks at the terminal.
const KEEP_EVERY: Duration = Duration::from_millis(50);

/// A scanner that can be unplugged. Its path is a link that exists while it is plugged in.
#[derive(Debug)]
pub struct SimScanner {
    path: PathBuf,
    /// A directory of its own, removed at the end.
    own_dir: Option<PathBuf>,
    plugged: Mutex<Option<Plugged>>,
    received: Arc<Mutex<Vec<u8>>>,
}

impl SimScanner {
    /// Plugs a scanner in at a path in a new directory under the system's temporary one.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal or no room for the link.
    pub fn start() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = format!("sim-scanner-{}-{count}", std::process::id());
        let dir = std::env::temp_dir().join(dir);
        // Fails if it exists: nobody else can have prepared it.
        fs::create_dir(&dir)?;
        let mut sim = Self::start_at(dir.join("tty"))?;
        sim.own_dir = Some(dir);
        Ok(sim)
    }

    /// Plugs a scanner in at a path, replacing a link that an earlier run left there.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal, or the path is taken by something else.
    pub fn start_at(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink()) {
            fs::remove_file(&path)?;
        }
        let sim = Self {
            path,
            own_dir: None,
            plugged: Mutex::new(None),
            received: Arc::default(),
        };
        sim.replug()?;
        Ok(sim)
    }

    /// Returns the path to give to a driver; the same after every replug.
    pub fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Sends a barcode as scanners ship: the data, then CR.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn scan(&self, text: &str) -> io::Result<()> {
        self.write(format!("{text}\r").as_bytes())
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// `NotConnected` while unplugged; `TimedOut` when the host does not read for a second.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        match &*self.plugged() {
            Some(plugged) => plugged.write(bytes),
            None => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Returns the first bytes that hosts sent, at most 64 KiB of them.
    pub fn received(&self) -> Vec<u8> {
        let received = self.received.lock();
        received.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Pulls the cable: the path goes away and whoever has it open sees a hang-up.
    pub fn unplug(&self) {
        if self.plugged().take().is_some() {
            // It may have been removed from outside; then there is nothing to do.
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Puts the cable back; nothing happens when it is in.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal or the path is taken.
    pub fn replug(&self) -> io::Result<()> {
        let mut plugged = self.plugged();
        if plugged.is_none() {
            let (new, node) = Plugged::open(Arc::clone(&self.received))?;
            symlink(node, &self.path)?;
            *plugged = Some(new);
        }
        Ok(())
    }

    fn plugged(&self) -> MutexGuard<'_, Option<Plugged>> {
        self.plugged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SimScanner {
    fn drop(&mut self) {
        self.unplug();
        if let Some(dir) = &self.own_dir {
            // Left behind at worst in the temporary directory.
            let _ = fs::remove_dir(dir);
        }
    }
}

/// One pseudo-terminal.
#[derive(Debug)]
struct Plugged {
    master: OwnedFd,
    stopper: Stopper,
    keeper: Option<JoinHandle<()>>,
}

impl Plugged {
    fn open(received: Arc<Mutex<Vec<u8>>>) -> io::Result<(Self, PathBuf)> {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let node = ptsname(&master, Vec::new())?;
        let node = Path::new(std::ffi::OsStr::new(
            node.to_str().map_err(io::Error::other)?,
        ));
        let host_side = rustix::fs::open(
            node,
            OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC,
            Mode::empty(),
        )?;
        let mut termios = tcgetattr(&host_side)?;
        termios.make_raw();
        tcsetattr(&host_side, OptionalActions::Now, &termios)?;
        rustix::io::ioctl_fionbio(&master, true)?;

        let (stopper, stop) = Stopper::new();
        let from_host = master.try_clone()?;
        let keeper = thread::Builder::new()
            .name("sim-scanner".to_owned())
            .spawn(move || keep(&from_host, &host_side, &received, &stop))?;
        Ok((
            Self {
                master,
                stopper,
                keeper: Some(keeper),
            },
            node.to_owned(),
        ))
    }

    fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let until = Instant::now() + WRITE_DEADLINE;
        while !bytes.is_empty() {
            match rustix::io::write(&self.master, bytes) {
                Ok(len) => bytes = bytes.get(len..).unwrap_or_default(),
                Err(Errno::AGAIN | Errno::INTR) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    wait(&self.master, PollFlags::OUT, left)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

impl Drop for Plugged {
    fn drop(&mut self) {
        self.stopper.stop();
        if let Some(keeper) = self.keeper.take() {
            // It cannot panic; if it did, the terminal is closed all the same.
            let _ = keeper.join();
        }
    }
}

/// Holds the host's side open between two openers, so that the terminal keeps its settings.
///
/// Takes note of what the host sends, and lifts the exclusive mode that a killed
/// host leaves behind: a real port forgets it at the last close, and here there is none.
fn keep(from_host: &OwnedFd, host_side: &OwnedFd, received: &Mutex<Vec<u8>>, stop: &Stop) {
    let mut buffer = [0_u8; 256];
    while !stop.is_set() {
        // Neither matters to a scanner: no host, or a host that is quiet.
        let _ = rustix::termios::ioctl_tiocnxcl(host_side);
        if wait(from_host, PollFlags::IN, KEEP_EVERY).is_ok()
            && let Ok(len) = rustix::io::read(from_host, &mut buffer)
        {
            let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
            if received.len() < RECEIVED_MAX {
                received.extend_from_slice(buffer.get(..len).unwrap_or_default());
            }
        }
    }
}

fn wait(fd: &OwnedFd, events: PollFlags, timeout: Duration) -> io::Result<()> {
    let timeout = Timespec::try_from(timeout).map_err(io::Error::other)?;
    let mut fds = [PollFd::from_borrowed_fd(fd.as_fd(), events)];
    match poll(&mut fds, Some(&timeout)) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
