//! One call at a time on text the caller wrote: no task, no channel, no reading of the answer.

use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use super::{
    CALL_DEADLINE, ClientError, Text,
    wire::{self, Kind, Socket},
};

/// A connection for benches. Ids are the caller's business, and so is whether an answer is an error.
///
/// It reads only while an answer is waited for, so pings go unanswered in between: a daemon may close
/// it after a minute without a call.
#[derive(Debug)]
pub struct RawClient {
    socket: Socket,
    notifications: u64,
}

impl RawClient {
    /// Opens a connection, with a bearer token if there is one.
    ///
    /// # Errors
    /// [`ClientError::Address`], [`ClientError::Connect`], [`ClientError::Deadline`].
    pub async fn connect(url: &str, token: Option<&str>) -> Result<Self, ClientError> {
        Ok(Self {
            socket: wire::open(url, token).await?,
            notifications: 0,
        })
    }

    /// Sends a whole request and returns the whole text of the next answer.
    ///
    /// # Errors
    /// [`ClientError::Socket`], [`ClientError::Closed`], [`ClientError::Deadline`].
    pub async fn call_raw(&mut self, request: &str) -> Result<Text, ClientError> {
        self.send_raw(request).await?;
        self.next_reply().await
    }

    /// Sends a whole request and does not wait: more may follow before the first answer is read.
    ///
    /// # Errors
    /// [`ClientError::Socket`], [`ClientError::Deadline`].
    pub async fn send_raw(&mut self, request: &str) -> Result<(), ClientError> {
        let sending = self.socket.send(Message::text(request));
        match timeout(CALL_DEADLINE, sending).await {
            Ok(sent) => sent.map_err(|error| ClientError::Socket(Box::new(error))),
            Err(_) => Err(ClientError::Deadline("a raw request".to_owned())),
        }
    }

    /// Returns the next answer in the order they come; notifications on the way are only counted.
    ///
    /// # Errors
    /// [`ClientError::Socket`], [`ClientError::Closed`], [`ClientError::Deadline`].
    pub async fn next_reply(&mut self) -> Result<Text, ClientError> {
        match timeout(CALL_DEADLINE, self.read_reply()).await {
            Ok(reply) => reply,
            Err(_) => Err(ClientError::Deadline("a raw request".to_owned())),
        }
    }

    /// Returns how many notifications came between the answers so far.
    pub fn notifications(&self) -> u64 {
        self.notifications
    }

    /// Says goodbye and closes.
    ///
    /// # Errors
    /// [`ClientError::Socket`] when the connection was gone already.
    pub async fn close(mut self) -> Result<(), ClientError> {
        self.socket
            .close(None)
            .await
            .map_err(|error| ClientError::Socket(Box::new(error)))
    }

    async fn read_reply(&mut self) -> Result<Text, ClientError> {
        loop {
            let Some(text) = wire::text(self.socket.next().await)? else {
                continue;
            };
            if is_notification(&text)? {
                self.notifications += 1;
            } else {
                return Ok(text);
            }
        }
    }
}

/// Most messages tell in their first bytes what they are; the others are looked into.
fn is_notification(text: &str) -> Result<bool, ClientError> {
    let head = text.strip_prefix(r#"{"jsonrpc":"2.0",""#).unwrap_or(text);
    if head.starts_with("id\"") || head.starts_with("result\"") || head.starts_with("error\"") {
        return Ok(false);
    }
    let shape = |source| ClientError::Shape {
        method: "a raw request".to_owned(),
        source,
    };
    Ok(wire::kind(text).map_err(shape)? == Kind::Notification)
}
