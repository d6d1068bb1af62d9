//! The kernel's socket for uevents (netlink(7), `NETLINK_KOBJECT_UEVENT`).

use std::io;
use std::os::fd::OwnedFd;

use rustix::net::netlink::{KOBJECT_UEVENT, SocketAddrNetlink};
use rustix::net::{
    AddressFamily, RecvFlags, SocketAddrAny, SocketFlags, SocketType, bind, recvfrom, socket_with,
};
use tokio::io::unix::AsyncFd;

use super::uevent::{LEN_MAX, Uevent};

/// Multicast group of the kernel's own messages.
const GROUP_KERNEL: u32 = 1;
/// Multicast group of udev's.
const GROUP_UDEV: u32 = 2;

/// One listening socket.
#[derive(Debug)]
pub(super) struct Socket {
    fd: AsyncFd<OwnedFd>,
    buffer: Vec<u8>,
}

/// What one receive brought.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// A message that could be read.
    Event(Uevent),
    /// Messages were lost.
    Lost,
    /// A message that is not for us.
    Noise,
}

impl Socket {
    /// Opens and joins both groups; needs no privilege, but a sandbox may forbid the family.
    pub(super) fn open() -> io::Result<Self> {
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let fd = socket_with(
            AddressFamily::NETLINK,
            SocketType::RAW,
            flags,
            Some(KOBJECT_UEVENT),
        )?;
        bind(&fd, &SocketAddrNetlink::new(0, GROUP_KERNEL | GROUP_UDEV))?;
        Ok(Self {
            fd: watched(fd)?,
            buffer: vec![0; LEN_MAX],
        })
    }

    /// Waits for the next message. Cancel-safe.
    pub(super) async fn next(&mut self) -> io::Result<Heard> {
        loop {
            let mut ready = self.fd.readable().await?;
            let buffer = &mut self.buffer;
            let received = ready.try_io(|fd| {
                // The true length is returned even of a message that does not fit.
                recvfrom(fd, buffer.as_mut_slice(), RecvFlags::TRUNC).map_err(io::Error::from)
            });
            match received {
                Ok(Ok((_, len, from))) => {
                    return Ok(match self.buffer.get(..len) {
                        Some(message) => heard(message, from),
                        None => Heard::Lost,
                    });
                }
                Ok(Err(error)) if is_overflow(&error) => return Ok(Heard::Lost),
                Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(Err(error)) => return Err(error),
                // Not readable after all.
                Err(_would_block) => {}
            }
        }
    }
}

/// Lets the runtime tell when the socket is readable.
fn watched(fd: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    #[allow(
        unsafe_code,
        reason = "the descriptor is open and stays the same, as tokio asks"
    )]
    // SAFETY: `OwnedFd` is an open descriptor, and nobody closes or replaces it inside `AsyncFd`,
    // whose contents are private here and only borrowed.
    let fd = unsafe { AsyncFd::register(fd) };
    Ok(fd?)
}

/// The socket's queue was full and the kernel dropped messages.
fn is_overflow(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::NOBUFS.raw_os_error())
}

/// Reads a message of the kernel or of a privileged program; any program may send one to us alone.
fn heard(message: &[u8], from: Option<SocketAddrAny>) -> Heard {
    let from = from.and_then(|from| SocketAddrNetlink::try_from(from).ok());
    let trusted = from.is_some_and(|from| is_trusted(from.pid(), from.groups()));
    match Uevent::parse(message) {
        Some(event) if trusted => Heard::Event(event),
        Some(_) | None => Heard::Noise,
    }
}

/// Only the superuser may send to a group, and only the kernel has no process.
const fn is_trusted(pid: u32, groups: u32) -> bool {
    (groups == GROUP_KERNEL && pid == 0) || groups == GROUP_UDEV
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_are_trusted() {
        assert!(is_trusted(0, GROUP_KERNEL));
        assert!(is_trusted(812, GROUP_UDEV));
        for (pid, groups) in [(812, GROUP_KERNEL), (812, 0), (0, 0), (812, 4)] {
            assert!(!is_trusted(pid, groups), "{pid} {groups}");
        }
    }

    #[test]
    fn a_message_without_a_sender_is_noise() {
        let message = b"add@/x\0ACTION=add\0DEVPATH=/x\0SUBSYSTEM=usb\0";
        assert!(Uevent::parse(message).is_some());
        assert_eq!(heard(message, None), Heard::Noise);
        let kernel = SocketAddrNetlink::new(0, GROUP_KERNEL);
        let heard = heard(message, Some(kernel.into()));
        assert!(matches!(heard, Heard::Event(_)), "{heard:?}");
    }
}
