//! Many calls on their way at once over one connection; answers find their caller by id.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    sync::{broadcast, oneshot},
    task::JoinHandle,
    time::timeout,
};
use tokio_tungstenite::tungstenite::Message;

use super::{
    CALL_DEADLINE, ClientError, Text,
    wire::{self, Kind, Notification, Socket},
};

/// How many notifications a slow listener may fall behind before it is told it missed some.
pub const NOTIFICATIONS_MAX: usize = 4_096;

/// A connection many tasks may call over at once. Dropping it ends the connection and its reader.
#[derive(Debug)]
pub struct Client {
    writer: tokio::sync::Mutex<SplitSink<Socket, Message>>,
    next_id: AtomicU64,
    inbox: Arc<Inbox>,
    reader: JoinHandle<()>,
}

/// What the reader and the callers share.
#[derive(Debug)]
struct Inbox {
    /// Who waits for which answer; `None` once the connection has ended.
    waiting: Mutex<Option<HashMap<u64, oneshot::Sender<Text>>>>,
    notifications: broadcast::Sender<Notification>,
}

impl Client {
    /// Opens a connection, with a bearer token if there is one.
    ///
    /// # Errors
    /// [`ClientError::Address`], [`ClientError::Connect`], [`ClientError::Deadline`].
    pub async fn connect(url: &str, token: Option<&str>) -> Result<Self, ClientError> {
        let (writer, socket) = wire::open(url, token).await?.split();
        let inbox = Arc::new(Inbox {
            waiting: Mutex::new(Some(HashMap::new())),
            notifications: broadcast::channel(NOTIFICATIONS_MAX).0,
        });
        let reader = tokio::spawn(read(socket, Arc::clone(&inbox)));
        Ok(Self {
            writer: tokio::sync::Mutex::new(writer),
            next_id: AtomicU64::new(1),
            inbox,
            reader,
        })
    }

    /// Calls a method and reads its result into the shape asked for.
    ///
    /// # Errors
    /// [`ClientError::Refused`] with the daemon's problem, [`ClientError::Shape`] when parameters or
    /// result do not fit, [`ClientError::Closed`], [`ClientError::Socket`], [`ClientError::Deadline`].
    pub async fn call<R: DeserializeOwned>(
        &self,
        method: &str,
        params: impl Serialize,
    ) -> Result<R, ClientError> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let request = wire::Request {
            jsonrpc: "2.0",
            id,
            method,
            params,
        };
        let request = serde_json::to_string(&request).map_err(|source| ClientError::Shape {
            method: method.to_owned(),
            source,
        })?;
        let reply = match timeout(CALL_DEADLINE, self.exchange(id, request)).await {
            Ok(reply) => reply?,
            Err(_) => {
                self.inbox.forget(id);
                return Err(ClientError::Deadline(method.to_owned()));
            }
        };
        wire::result(method, &reply)
    }

    /// Returns a listener that hears every notification from now on.
    ///
    /// A listener more than [`NOTIFICATIONS_MAX`] behind is told how many it missed.
    pub fn notifications(&self) -> broadcast::Receiver<Notification> {
        self.inbox.notifications.subscribe()
    }

    /// Says goodbye and closes.
    ///
    /// # Errors
    /// [`ClientError::Socket`] when the connection was gone already.
    pub async fn close(self) -> Result<(), ClientError> {
        let mut writer = self.writer.lock().await;
        writer
            .close()
            .await
            .map_err(|error| ClientError::Socket(Box::new(error)))
    }

    async fn exchange(&self, id: u64, request: String) -> Result<Text, ClientError> {
        let (answer, answered) = oneshot::channel();
        self.inbox.expect(id, answer)?;
        let sent = self.writer.lock().await.send(Message::text(request)).await;
        if let Err(error) = sent {
            self.inbox.forget(id);
            return Err(ClientError::Socket(Box::new(error)));
        }
        answered.await.map_err(|_| ClientError::Closed)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

impl Inbox {
    fn expect(&self, id: u64, answer: oneshot::Sender<Text>) -> Result<(), ClientError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting
            .as_mut()
            .ok_or(ClientError::Closed)?
            .insert(id, answer);
        Ok(())
    }

    fn forget(&self, id: u64) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = waiting.as_mut() {
            waiting.remove(&id);
        }
    }

    /// Hands a message to whom it is for; false when it makes no sense and the connection must end.
    fn deliver(&self, text: Text) -> bool {
        match wire::kind(&text) {
            Ok(Kind::Reply(id)) => {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(caller) = waiting.as_mut().and_then(|waiting| waiting.remove(&id)) {
                    // The caller may have given up; its answer then has nobody to go to.
                    let _ = caller.send(text);
                }
                true
            }
            Ok(Kind::Notification) => match serde_json::from_str(&text) {
                // With no listener there is nobody to tell.
                Ok(notification) => {
                    let _ = self.notifications.send(notification);
                    true
                }
                Err(_) => false,
            },
            Ok(Kind::Orphan) | Err(_) => false,
        }
    }

    /// Lets go of everybody who waits; they learn that the connection ended.
    fn close(&self) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

/// Reads until the connection ends; its owner is the [`Client`], which ends it when dropped.
async fn read(mut socket: SplitStream<Socket>, inbox: Arc<Inbox>) {
    while let Ok(frame) = wire::text(socket.next().await) {
        if let Some(text) = frame
            && !inbox.deliver(text)
        {
            break;
        }
    }
    inbox.close();
}
