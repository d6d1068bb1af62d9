//! A pseudo-terminal under a path of its own: the cable of a simulated device on a serial line.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// The device's end of a line; dropping it unplugs it: the path goes and the host hears a hang-up.
#[derive(Debug)]
pub(crate) struct Pty {
    master: OwnedFd,
    /// Held open so that bytes and settings outlive the host's connections, as in a real cable.
    host_side: OwnedFd,
    path: PathBuf,
}

impl Pty {
    /// Plugs in at a path, replacing a link that an earlier run left there. Reads and writes on
    /// the device's end do not block.
    ///
    /// # Errors
    /// The system's, when there is no pseudo-terminal, or the path is taken by something else.
    pub(crate) fn plug(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
            fs::remove_file(path)?;
        }
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let node = ptsname(&master, Vec::new())?;
        let node = Path::new(OsStr::from_bytes(node.to_bytes()));
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let host_side = rustix::fs::open(node, flags, Mode::empty())?;
        let mut termios = tcgetattr(&host_side)?;
        termios.make_raw();
        tcsetattr(&host_side, OptionalActions::Now, &termios)?;
        rustix::io::ioctl_fionbio(&master, true)?;
        symlink(node, path)?;
        Ok(Self {
            master,
            host_side,
            path: path.to_owned(),
        })
    }

    /// Lifts the exclusive mode that a host leaves behind: a real port forgets it at the last
    /// close, and here there is none.
    pub(crate) fn let_in(&self) {
        // It fails only for what is no terminal.
        let _ = rustix::termios::ioctl_tiocnxcl(&self.host_side);
    }
}

impl AsFd for Pty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.master.as_fd()
    }
}

impl std::os::fd::AsRawFd for Pty {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        self.master.as_raw_fd()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It may have been removed from outside; then there is nothing to do.
        let _ = fs::remove_file(&self.path);
    }
}
