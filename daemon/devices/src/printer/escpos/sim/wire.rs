//! Where clients of a simulated printer come from: a listening socket, or a port at a path.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use rustix::io::Errno;
use tokio::io::unix::AsyncFd;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::printer::pty::Pty;

/// How often a serial line is made free for the next host.
const LET_IN_EVERY: Duration = Duration::from_millis(50);

/// The place where clients come in.
pub(super) enum Socket {
    Tcp {
        addr: SocketAddr,
        listener: Option<TcpListener>,
    },
    /// The port is there while the printer is on; who opens it is not seen.
    Serial { path: PathBuf, plugged: Option<Pty> },
}

impl Socket {
    pub(super) async fn listen(addr: SocketAddr) -> io::Result<(Self, SocketAddr)> {
        let listener = TcpListener::bind(addr).await?;
        let addr = listener.local_addr()?;
        let listener = Some(listener);
        Ok((Self::Tcp { addr, listener }, addr))
    }

    pub(super) fn plug(path: PathBuf) -> io::Result<Self> {
        let plugged = Some(Pty::plug(&path)?);
        Ok(Self::Serial { path, plugged })
    }

    pub(super) fn close(&mut self) {
        match self {
            Self::Tcp { listener, .. } => *listener = None,
            Self::Serial { plugged, .. } => *plugged = None,
        }
    }

    /// Opens the place again if it is closed; false when it cannot be had now.
    pub(super) async fn reopen(&mut self) -> bool {
        match self {
            Self::Tcp { addr, listener } => {
                if listener.is_none() {
                    *listener = TcpListener::bind(*addr).await.ok();
                }
                listener.is_some()
            }
            // Plugged in by the next client.
            Self::Serial { .. } => true,
        }
    }

    /// Waits for a client. A serial line has one whenever it is `unplugged` from the last.
    pub(super) async fn accept(&mut self, unplugged: bool) -> io::Result<Wire> {
        match self {
            Self::Tcp { listener, .. } => match listener {
                Some(listener) => Ok(Wire::Tcp(listener.accept().await?.0)),
                None => std::future::pending().await,
            },
            Self::Serial { path, plugged } => {
                if !unplugged {
                    return std::future::pending().await;
                }
                let pty = match plugged.take() {
                    Some(pty) => pty,
                    None => Pty::plug(path)?,
                };
                #[allow(
                    deprecated,
                    reason = "the terminal keeps its descriptor as long as it lives; the other way is unsafe code"
                )]
                let wire = AsyncFd::new(pty)?;
                Ok(Wire::Serial(wire))
            }
        }
    }
}

/// The cable to one client.
pub(super) enum Wire {
    Tcp(TcpStream),
    Serial(AsyncFd<Pty>),
}

impl Wire {
    /// Reads what is there. Cancel-safe.
    pub(super) async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.read(buffer).await,
            Self::Serial(pty) => loop {
                pty.get_ref().let_in();
                let Ok(ready) = tokio::time::timeout(LET_IN_EVERY, pty.readable()).await else {
                    continue;
                };
                let mut ready = ready?;
                match rustix::io::read(pty.get_ref(), &mut *buffer) {
                    Ok(len) => return Ok(len),
                    Err(Errno::AGAIN | Errno::INTR) => ready.clear_ready(),
                    Err(error) => return Err(error.into()),
                }
            },
        }
    }

    /// Writes an answer; a host that does not read loses it on a serial line.
    pub(super) async fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => stream.write_all(bytes).await,
            Self::Serial(pty) => {
                while !bytes.is_empty() {
                    match rustix::io::write(pty.get_ref(), bytes) {
                        Ok(len) => bytes = bytes.get(len..).unwrap_or_default(),
                        Err(Errno::INTR) => {}
                        Err(Errno::AGAIN) => return Ok(()),
                        Err(error) => return Err(error.into()),
                    }
                }
                Ok(())
            }
        }
    }
}
