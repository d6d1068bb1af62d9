//! One open two-way connection to a device, whatever the cable.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::pipe::{BytePipe, Pipe, PortStatus};
use super::serial_pipe::SerialPipe;
use super::tcp::TcpLink;
use super::usb_pipe::UsbPipe;
use crate::printer::config::Cable;

/// Most bytes handed to the system at once, so that a stall is seen early.
pub(crate) const WRITE_LEN_MAX: usize = 4096;

/// An open connection. Dropping it closes it soon, [`Link::close`] before it returns.
#[derive(Debug)]
pub(crate) enum Link {
    /// A socket of the system.
    Tcp(TcpLink),
    /// A cable with blocking calls: serial, USB.
    Pipe(Pipe),
}

/// What happened first while writing.
#[derive(Debug)]
pub(crate) enum Moved {
    /// The system took this many bytes.
    Wrote(usize),
    /// The device sent this many bytes.
    Read(usize),
    /// Neither, until the deadline.
    Nothing,
}

/// Why a connection cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// The address cannot be found, may not be used, or refuses.
    #[error("connecting to {addr}")]
    Connect {
        /// The configured address.
        addr: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The other side closed in good order.
    #[error("the device closed the connection")]
    Closed,
    /// It broke.
    #[error("the connection broke")]
    Broken {
        /// The system's reason.
        source: io::Error,
    },
}

impl LinkError {
    /// Returns the message with its cause, for one line of status.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Connect { source, .. } | Self::Broken { source } => format!("{self}: {source}"),
            Self::Closed => self.to_string(),
        }
    }
}

impl Link {
    /// Opens the cable.
    pub(crate) async fn open(cable: &Cable, deadline: Duration) -> Result<Self, LinkError> {
        match cable {
            Cable::Tcp { addr } => TcpLink::connect(addr, deadline).await.map(Self::Tcp),
            Cable::Serial(line) => {
                let line = line.clone();
                let open = move || Ok(Arc::new(SerialPipe::open(&line)?) as Arc<dyn BytePipe>);
                Self::open_pipe(&cable.address(), deadline, open).await
            }
            Cable::Usb { address } => {
                let at = address.clone();
                let open = move || Ok(Arc::new(UsbPipe::open(&at)?) as Arc<dyn BytePipe>);
                Self::open_pipe(address, deadline, open).await
            }
            Cable::Pipe(custom) => {
                let open = Arc::clone(&custom.open);
                Self::open_pipe(&custom.name, deadline, move || open()).await
            }
        }
    }

    async fn open_pipe(
        addr: &str,
        deadline: Duration,
        open: impl FnOnce() -> io::Result<Arc<dyn BytePipe>> + Send + 'static,
    ) -> Result<Self, LinkError> {
        let opened = timeout(deadline, spawn_blocking(move || Pipe::start(open()?)));
        let opened = match opened.await {
            Ok(Ok(opened)) => opened,
            Ok(Err(failed)) => Err(io::Error::other(failed)),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        };
        opened.map(Self::Pipe).map_err(|source| LinkError::Connect {
            addr: addr.to_owned(),
            source,
        })
    }

    /// Writes what the system takes now, or reads what the device says meanwhile.
    ///
    /// Cancel-safe, if the next call offers the same bytes less those reported as written, or
    /// [`Self::take_back`] comes first.
    pub(crate) async fn write_or_read(
        &mut self,
        bytes: &[u8],
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Moved, LinkError> {
        match self {
            Self::Tcp(link) => link.write_or_read(bytes, buffer, deadline).await,
            Self::Pipe(link) => link.write_or_read(bytes, buffer, deadline).await,
        }
    }

    /// Gives up a write; returns how many bytes beyond those reported went out, or may have.
    pub(crate) async fn take_back(&mut self) -> usize {
        match self {
            // What the socket took was reported.
            Self::Tcp(_) => 0,
            Self::Pipe(link) => link.take_back().await,
        }
    }

    /// Writes a request of a few bytes whole.
    pub(crate) async fn write_all(
        &mut self,
        bytes: &[u8],
        deadline: Duration,
    ) -> Result<(), LinkError> {
        match self {
            Self::Tcp(link) => link.write_all(bytes, deadline).await,
            Self::Pipe(link) => link.write_all(bytes, deadline).await,
        }
    }

    /// Reads what is there; `None` when nothing came until the deadline. Cancel-safe.
    pub(crate) async fn read(
        &mut self,
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Option<usize>, LinkError> {
        match self {
            Self::Tcp(link) => link.read(buffer, deadline).await,
            Self::Pipe(link) => link.read(buffer, deadline).await,
        }
    }

    /// Returns what the cable itself knows of the printer, if it is one that does.
    pub(crate) async fn port_status(&self) -> Option<PortStatus> {
        match self {
            Self::Tcp(_) => None,
            Self::Pipe(link) => link.port_status().await,
        }
    }

    /// Closes after a failure; `discard` throws away what has not left this machine, where it can.
    pub(crate) async fn close(self, discard: bool) {
        match self {
            Self::Tcp(link) => drop(link),
            Self::Pipe(link) => link.close(discard).await,
        }
    }

    /// Says whether bytes of an earlier connection may still be in the cable.
    pub(crate) const fn remembers(&self) -> bool {
        match self {
            Self::Tcp(_) => false,
            Self::Pipe(_) => true,
        }
    }
}
