//! One WebSocket: reads requests, has them carried out, writes answers and notices.
//!
//! Everything on it is bounded: requests in flight, the time a write may take, the time it may stay silent. Answers come
//! in the order they are ready, as JSON-RPC allows; the client tells them apart by id.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use engine::Recorded;
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{convert, rpc};
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, interval, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};

use crate::access::Who;
use crate::answer::Shape;
use crate::api::Api;
use crate::hub::CHUNK_LEN;
use crate::live::Notice;
use crate::metrics::Metrics;
use crate::noun;

/// Requests a connection may have in flight.
pub(crate) const IN_FLIGHT_MAX: usize = 128;
/// How long a client may take to read what it is sent.
const WRITE_TIME_MAX: Duration = Duration::from_secs(10);
/// How often a silent client is asked whether it is there.
const PING_TIME: Duration = Duration::from_secs(20);
/// How long a client may stay silent: three pings unanswered.
const SILENCE_MAX: Duration = Duration::from_secs(65);

/// A request's id, to be echoed; none for a notification, which gets no answer.
pub(crate) type RequestId = Option<Box<RawValue>>;

/// Something that was in flight and is ready.
pub(crate) enum Ready {
    /// The engine has answered.
    Engine(RequestId, Shape, Box<engine::Answer>),
    /// An answer in its final words; none for a notification.
    Text(Option<String>),
    /// Someone has signed in or out.
    Who(Option<String>, Box<Who>),
}

/// One connection's state.
pub(crate) struct Connection {
    pub(crate) api: Arc<Api>,
    pub(crate) who: Who,
    pub(crate) number: u64,
    pub(crate) ready_tx: mpsc::Sender<Ready>,
    ready: mpsc::Receiver<Ready>,
    pub(crate) in_flight: usize,
    /// The cursor of the last event sent, while events are asked for.
    pub(crate) events_after: Option<u64>,
    pub(crate) wants_scans: bool,
    pub(crate) exclusive_scans: bool,
    pub(crate) wants_devices: bool,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.api.live.release_scanner(self.number);
        for device in self.api.leases.gone(self.number) {
            noun::lease::tell(&self.api, &device);
        }
        self.api.metrics.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Why a conversation ends from this side.
enum End {
    /// The client is gone, or said goodbye.
    Gone,
    /// It is sent away.
    Close(CloseCode, &'static str),
}

impl Connection {
    pub(crate) fn new(api: Arc<Api>, who: Who) -> Self {
        // One place more than may be in flight: a sender never finds the queue full.
        let (ready_tx, ready) = mpsc::channel(IN_FLIGHT_MAX + 1);
        api.metrics.connections.fetch_add(1, Ordering::Relaxed);
        Self {
            number: api.live.number(),
            api,
            who,
            ready_tx,
            ready,
            in_flight: 0,
            events_after: None,
            wants_scans: false,
            exclusive_scans: false,
            wants_devices: false,
        }
    }

    pub(crate) async fn run<S>(
        mut self,
        mut socket: WebSocketStream<S>,
        mut stop: watch::Receiver<bool>,
    ) where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let end = self.converse(&mut socket, &mut stop).await;
        if let End::Close(code, reason) = end {
            let frame = CloseFrame {
                code,
                reason: reason.into(),
            };
            let _gone = timeout(Duration::from_secs(1), socket.close(Some(frame))).await;
        }
    }

    async fn converse<S>(
        &mut self,
        socket: &mut WebSocketStream<S>,
        stop: &mut watch::Receiver<bool>,
    ) -> End
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut head = self.api.hub.watch();
        let mut notices = self.api.live.subscribe();
        let mut ping = interval(PING_TIME);
        let mut heard = Instant::now();
        loop {
            let mut out = Vec::new();
            let events_wanted = self.events_after.is_some_and(|sent| sent < *head.borrow());
            tokio::select! {
                message = socket.next() => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(Message::Text(text))) => out.extend(self.take(&text)),
                        Some(Ok(Message::Binary(_))) => {
                            return End::Close(CloseCode::Unsupported, "send text messages");
                        }
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                        Some(Ok(Message::Close(_))) | None => return End::Gone,
                        Some(Err(error)) => return ending(&error),
                    }
                }
                Some(ready) = self.ready.recv() => {
                    out.extend(self.word(ready));
                    while let Ok(ready) = self.ready.try_recv() {
                        out.extend(self.word(ready));
                    }
                }
                events = next_events(&self.api, self.events_after), if events_wanted => {
                    match events {
                        Some(records) => out.extend(self.word_events(&records)),
                        None => return End::Close(CloseCode::Error, "the journal cannot be read"),
                    }
                }
                _ = head.changed(), if self.events_after.is_some() && !events_wanted => {}
                notice = notices.recv() => match notice {
                    Ok(notice) => out.extend(self.word_notice(&notice)),
                    Err(broadcast::error::RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "a connection missed notices");
                    }
                    Err(broadcast::error::RecvError::Closed) => return End::Gone,
                },
                _ = ping.tick() => {
                    noun::lease::end_run_out(&self.api);
                    if heard.elapsed() > SILENCE_MAX {
                        return End::Close(CloseCode::Away, "no sign of life");
                    }
                    if !self.write(socket, vec![Message::Ping(Vec::new().into())]).await {
                        return End::Close(CloseCode::Policy, "reading too slowly");
                    }
                }
                () = crate::http::wait_for_stop(stop) => {
                    return End::Close(CloseCode::Restart, "the daemon is restarting");
                }
            }
            let messages = out.into_iter().map(Message::text).collect::<Vec<_>>();
            if !messages.is_empty() && !self.write(socket, messages).await {
                Metrics::count(&self.api.metrics.slow_readers);
                return End::Close(CloseCode::Policy, "reading too slowly");
            }
        }
    }

    async fn write<S>(&self, socket: &mut WebSocketStream<S>, messages: Vec<Message>) -> bool
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let all = async {
            for message in messages {
                socket.feed(message).await?;
            }
            socket.flush().await
        };
        matches!(timeout(WRITE_TIME_MAX, all).await, Ok(Ok(())))
    }

    /// Words what has become ready.
    fn word(&mut self, ready: Ready) -> Option<String> {
        self.in_flight = self.in_flight.saturating_sub(1);
        match ready {
            Ready::Engine(id, shape, answer) => self.word_answer(id, shape, *answer),
            Ready::Text(text) => text,
            Ready::Who(text, who) => {
                self.who = *who;
                text
            }
        }
    }

    fn word_events(&mut self, records: &[Arc<Recorded>]) -> Vec<String> {
        if let Some(last) = records.last() {
            self.events_after = Some(last.cursor);
        }
        let word = |record: &Recorded| {
            let Recorded {
                cursor,
                at,
                actor,
                event,
            } = record;
            rpc::notification("event", &convert::event(*cursor, *at, actor, event))
        };
        records.iter().map(|record| word(record)).collect()
    }

    fn word_notice(&mut self, notice: &Notice) -> Option<String> {
        match notice {
            Notice::Scan(holder, scan) => {
                let mine =
                    holder.is_none_or(|holder| holder == self.number) || !self.exclusive_scans;
                (self.wants_scans && mine).then(|| rpc::notification("scan", scan))
            }
            Notice::ScanReleased(number) => (*number == self.number).then(|| {
                self.wants_scans = false;
                rpc::notification("scan.released", &protocol::v1::Nothing {})
            }),
            Notice::Device(changed) => self.wants_devices.then(|| {
                let mut changed = changed.clone();
                noun::lease::note(&self.api, &mut changed.device);
                rpc::notification("device", &changed)
            }),
            Notice::LeaseRequested(number, requested) => {
                (*number == self.number).then(|| rpc::notification("lease.requested", requested))
            }
            Notice::LeaseLost(number, lost) => {
                (*number == self.number).then(|| rpc::notification("lease.lost", lost))
            }
        }
    }
}

/// Fetches the events that follow; memory first, so that the usual case costs no thread.
async fn next_events(api: &Arc<Api>, after: Option<u64>) -> Option<Vec<Arc<Recorded>>> {
    let after = after?;
    if let Some(records) = api.hub.recent(after) {
        return Some(records);
    }
    let api = Arc::clone(api);
    let read =
        tokio::task::spawn_blocking(move || api.queries.events_after(after, CHUNK_LEN)).await;
    match read {
        Ok(Ok(records)) => Some(records.into_iter().map(Arc::new).collect()),
        Ok(Err(error)) => {
            tracing::error!(%error, "events cannot be read back");
            None
        }
        Err(_) => None,
    }
}

fn ending(error: &SocketError) -> End {
    match error {
        SocketError::Capacity(_) => End::Close(CloseCode::Size, "the message is too long"),
        SocketError::Utf8(_) => End::Close(CloseCode::Invalid, "the message is not UTF-8"),
        SocketError::Protocol(_) => End::Close(CloseCode::Protocol, "this is not WebSocket"),
        _ => End::Gone,
    }
}
