//! A serial line as a two-way cable: raw mode, flow control, partial writes counted.
//!
//! Written on the system's own calls and not on `serialport`: that crate opens ports in blocking
//! mode, where a write to a printer that holds the line waits for ever and tells no count.

use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;
use rustix::termios::{
    ControlModes, InputModes, OptionalActions, QueueSelector, ioctl_tiocexcl, tcflush, tcgetattr,
    tcsetattr,
};

use super::pipe::BytePipe;
use super::tty::node_of;
use crate::printer::config::{DataBits, Flow, Parity, SerialLine};

/// An open serial line. Others are kept out by `TIOCEXCL` and a lock until it is dropped.
#[derive(Debug)]
pub(crate) struct SerialPipe(OwnedFd);

impl SerialPipe {
    /// Opens and sets up the line; what it already holds from the printer is kept.
    pub(crate) fn open(line: &SerialLine) -> io::Result<Self> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let path = node_of(&line.path)?;
        let fd = rustix::fs::open(&path, flags, Mode::empty()).map_err(held)?;
        // The superuser opens a port in spite of `TIOCEXCL`; the lock keeps out our own kind.
        flock(&fd, FlockOperation::NonBlockingLockExclusive).map_err(held)?;
        ioctl_tiocexcl(&fd)?;
        let mut termios = tcgetattr(&fd)?;
        termios.make_raw();
        termios.set_speed(line.baud)?;
        let control = &mut termios.control_modes;
        *control |= ControlModes::CREAD | ControlModes::CLOCAL;
        control.remove(ControlModes::CSIZE | ControlModes::CSTOPB);
        *control |= match line.data_bits {
            DataBits::Seven => ControlModes::CS7,
            DataBits::Eight => ControlModes::CS8,
        };
        control.set(ControlModes::PARENB, line.parity != Parity::None);
        control.set(ControlModes::PARODD, line.parity == Parity::Odd);
        control.set(ControlModes::CRTSCTS, line.flow == Flow::RtsCts);
        let xon_xoff = line.flow == Flow::XonXoff;
        // Only the printer holds us up: our own XOFF in its stream would be taken for data.
        termios.input_modes.set(InputModes::IXON, xon_xoff);
        termios
            .input_modes
            .remove(InputModes::IXOFF | InputModes::IXANY);
        tcsetattr(&fd, OptionalActions::Now, &termios)?;
        Ok(Self(fd))
    }

    /// Waits for the line; false when the time is over.
    fn wait(&self, events: PollFlags, wait: Duration) -> io::Result<bool> {
        let timeout = Timespec::try_from(wait).map_err(io::Error::other)?;
        let mut fds = [PollFd::from_borrowed_fd(self.0.as_fd(), events)];
        match poll(&mut fds, Some(&timeout)) {
            Ok(ready) => Ok(ready > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// A port that another program has is busy, whichever of the two locks says so.
fn held(error: Errno) -> io::Error {
    match error {
        Errno::WOULDBLOCK | Errno::BUSY => io::ErrorKind::ResourceBusy.into(),
        error => error.into(),
    }
}

impl BytePipe for SerialPipe {
    fn write(&self, bytes: &[u8], wait: Duration) -> io::Result<usize> {
        if !self.wait(PollFlags::OUT, wait)? {
            return Ok(0);
        }
        match rustix::io::write(&self.0, bytes) {
            Ok(len) => Ok(len),
            Err(Errno::AGAIN | Errno::INTR) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    fn read(&self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        if !self.wait(PollFlags::IN, wait)? {
            return Ok(None);
        }
        match rustix::io::read(&self.0, buffer) {
            // A line that hung up reads as an endless empty file.
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(len) => Ok(Some(len)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn discard(&self) {
        // Of a line that is gone there is nothing to throw away.
        let _ = tcflush(&self.0, QueueSelector::OFlush);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::pty::Pty;

    fn pty() -> (tempfile::TempDir, Pty, SerialLine) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tty");
        let pty = Pty::plug(&path).unwrap();
        (dir, pty, SerialLine::new(path))
    }

    #[test]
    fn a_line_that_takes_nothing_ends_in_a_count() {
        let (_dir, pty, line) = pty();
        let serial = SerialPipe::open(&line).unwrap();
        let wait = Duration::from_millis(20);
        let mut total = 0;
        loop {
            match serial.write(&[b'x'; 4096], wait).unwrap() {
                0 => break,
                len => total += len,
            }
            assert!(total < 1 << 20, "somebody reads");
        }
        assert!(total > 0);
        // What was not read yet is thrown away, so the line takes bytes again.
        serial.discard();
        assert!(serial.write(b"x", wait).unwrap() == 1);
        drop(pty);
    }

    #[test]
    fn bytes_pass_unchanged_and_a_hang_up_is_noticed() {
        let (_dir, pty, line) = pty();
        let serial = SerialPipe::open(&SerialLine {
            flow: Flow::None,
            ..line
        })
        .unwrap();
        let (all, wait): (Vec<u8>, _) = ((0..=255).collect(), Duration::from_secs(5));
        assert_eq!(serial.write(&all, wait).unwrap(), 256);
        let mut buffer = [0; 512];
        // It arrives at once in a pseudo-terminal.
        let len = rustix::io::read(&pty, &mut buffer).unwrap();
        assert_eq!(buffer[..len], all);
        rustix::io::write(&pty, &all).unwrap();
        assert_eq!(serial.read(&mut buffer, wait).unwrap(), Some(256));
        assert_eq!(buffer[..256], all);
        let none = serial.read(&mut buffer, Duration::from_millis(10));
        assert_eq!(none.unwrap(), None);
        drop(pty);
        serial.read(&mut buffer, wait).unwrap_err();
    }

    #[test]
    fn a_line_held_by_another_and_a_missing_one_are_told_apart() {
        let (_dir, pty, line) = pty();
        let first = SerialPipe::open(&line).unwrap();
        let error = SerialPipe::open(&line).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
        drop(first);
        pty.let_in();
        assert!(SerialPipe::open(&line).is_ok());
        let missing = SerialLine::new("/nonexistent/tty");
        let error = SerialPipe::open(&missing).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
