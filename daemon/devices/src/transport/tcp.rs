//! A TCP connection to a device, with a deadline on every step.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::link::{LinkError, Moved, WRITE_LEN_MAX};

/// One open connection; closed by dropping it.
#[derive(Debug)]
pub(crate) struct TcpLink(TcpStream);

impl TcpLink {
    /// Looks the name up and connects, both within the deadline.
    pub(crate) async fn connect(addr: &str, deadline: Duration) -> Result<Self, LinkError> {
        let failed = |source| LinkError::Connect {
            addr: addr.to_owned(),
            source,
        };
        let stream = timeout(deadline, TcpStream::connect(addr))
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
            .map_err(failed)?;
        // Status requests are three bytes long and wait for an answer.
        stream.set_nodelay(true).map_err(failed)?;
        Ok(Self(stream))
    }

    /// Writes what the system takes now, or reads what the device says meanwhile. Cancel-safe.
    pub(crate) async fn write_or_read(
        &mut self,
        bytes: &[u8],
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Moved, LinkError> {
        let piece = bytes.get(..WRITE_LEN_MAX).unwrap_or(bytes);
        let (mut rx, mut tx) = self.0.split();
        let moved = timeout(deadline, async {
            tokio::select! {
                biased;
                read = rx.read(buffer) => read.map(Moved::Read),
                wrote = tx.write(piece) => wrote.map(Moved::Wrote),
            }
        });
        match moved.await {
            Ok(Ok(Moved::Read(0))) => Err(LinkError::Closed),
            Ok(Ok(moved)) => Ok(moved),
            Ok(Err(source)) => Err(LinkError::Broken { source }),
            Err(_) => Ok(Moved::Nothing),
        }
    }

    /// Writes a request of a few bytes whole.
    pub(crate) async fn write_all(
        &mut self,
        bytes: &[u8],
        deadline: Duration,
    ) -> Result<(), LinkError> {
        timeout(deadline, self.0.write_all(bytes))
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
            .map_err(|source| LinkError::Broken { source })
    }

    /// Reads what is there; `None` when nothing came until the deadline. Cancel-safe.
    pub(crate) async fn read(
        &mut self,
        buffer: &mut [u8],
        deadline: Duration,
    ) -> Result<Option<usize>, LinkError> {
        match timeout(deadline, self.0.read(buffer)).await {
            Ok(Ok(0)) => Err(LinkError::Closed),
            Ok(Ok(len)) => Ok(Some(len)),
            Ok(Err(source)) => Err(LinkError::Broken { source }),
            Err(_) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    const SOON: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn a_refused_port_says_so() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap().to_string();
        drop(listener);
        let error = TcpLink::connect(&addr, Duration::from_secs(2))
            .await
            .unwrap_err();
        assert!(error.line().contains("refused"), "{}", error.line());
    }

    #[tokio::test]
    async fn a_side_that_reads_nothing_ends_in_nothing_moved() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap().to_string();
        let mut link = TcpLink::connect(&addr, Duration::from_secs(2))
            .await
            .unwrap();
        let (_held, _) = listener.accept().await.unwrap();
        let (bytes, mut buffer) = (vec![0; 1 << 20], [0; 8]);
        assert_eq!(link.read(&mut buffer, SOON).await.unwrap(), None);
        let mut total = 0;
        loop {
            match link.write_or_read(&bytes, &mut buffer, SOON).await.unwrap() {
                Moved::Wrote(len) => total += len,
                Moved::Read(len) => panic!("read {len} from a silent side"),
                Moved::Nothing => break,
            }
        }
        assert!(total > 0);
    }

    #[tokio::test]
    async fn a_closed_side_is_seen() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap().to_string();
        let mut link = TcpLink::connect(&addr, Duration::from_secs(2))
            .await
            .unwrap();
        drop(listener.accept().await.unwrap());
        let error = link
            .read(&mut [0; 8], Duration::from_secs(2))
            .await
            .unwrap_err();
        assert!(
            matches!(error, LinkError::Closed | LinkError::Broken { .. }),
            "{error:?}"
        );
    }
}
