//! Requests on their way in: the door, the few plain routes, and the upgrade to a WebSocket.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use engine::queries::JobFilter;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::access::Who;
use crate::api::Api;
use crate::connection::Connection;
use crate::door::{Caller, Door};
use crate::metrics::Metrics;
use crate::page;

type Reply = Response<Full<Bytes>>;

/// How long a client may take to send a request's headers.
const HEADER_TIME_MAX: Duration = Duration::from_secs(10);
/// How long connections get to finish at shutdown.
const GRACE_TIME: Duration = Duration::from_secs(3);
/// Plain connections beyond the WebSocket limit that may be open at once.
const PLAIN_CLIENTS: usize = 64;

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The port cannot be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// The listening edge.
#[derive(Debug)]
pub struct Server {
    listeners: Vec<TcpListener>,
    address: SocketAddr,
}

impl Server {
    /// Takes the port, on the address given and, for an IPv4 loopback address, on its IPv6 twin where there is one, since
    /// browsers try both for `localhost`.
    ///
    /// # Errors
    /// [`ServerError::Listen`].
    pub async fn bind(address: SocketAddr) -> Result<Self, ServerError> {
        let listen = |source| ServerError::Listen { address, source };
        let first = TcpListener::bind(address).await.map_err(listen)?;
        let bound = first.local_addr().map_err(listen)?;
        let mut listeners = vec![first];
        if bound.ip() == std::net::Ipv4Addr::LOCALHOST {
            let twin = SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, bound.port()));
            match TcpListener::bind(twin).await {
                Ok(listener) => listeners.push(listener),
                Err(error) => tracing::info!(%twin, %error, "not listening on the IPv6 loopback"),
            }
        }
        Ok(Self {
            listeners,
            address: bound,
        })
    }

    /// Returns where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until told to stop, then gives connections a moment to finish.
    pub async fn serve(self, api: Arc<Api>, door: Door, stop: watch::Receiver<bool>) {
        let mut stopped = stop.clone();
        let door = Arc::new(door);
        let (accepted_tx, mut accepted) = tokio::sync::mpsc::channel::<TcpStream>(16);
        let mut tasks = JoinSet::new();
        for listener in self.listeners {
            let accepted_tx = accepted_tx.clone();
            tasks.spawn(accept(listener, accepted_tx));
        }
        let mut connections = JoinSet::new();
        let limit = api.options.clients_max + PLAIN_CLIENTS;
        loop {
            tokio::select! {
                () = wait_for_stop(&mut stopped) => break,
                Some(stream) = accepted.recv() => {
                    if connections.len() >= limit {
                        tracing::warn!(limit, "too many connections; one was closed");
                        continue;
                    }
                    connections.spawn(serve_one(stream, Arc::clone(&api), Arc::clone(&door), stop.clone()));
                }
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
            }
        }
        tasks.abort_all();
        let drained = async { while connections.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE_TIME, drained).await.is_err() {
            tracing::warn!("some connections did not finish in time");
        }
    }
}

/// Waits for the order to stop. The value read on the way is not held: it would tie the task to its thread.
pub(crate) async fn wait_for_stop(stop: &mut watch::Receiver<bool>) {
    let _closed_means_stop = stop.wait_for(|stop| *stop).await.map(|stop| *stop);
}

async fn accept(listener: TcpListener, accepted: tokio::sync::mpsc::Sender<TcpStream>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let _latency_only = stream.set_nodelay(true);
                if accepted.send(stream).await.is_err() {
                    return;
                }
            }
            Err(error) => {
                // Out of file descriptors, most likely: wait for some to come free.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn serve_one(
    stream: TcpStream,
    api: Arc<Api>,
    door: Arc<Door>,
    mut stop: watch::Receiver<bool>,
) {
    let sockets = Arc::new(std::sync::Mutex::new(None));
    let service = hyper::service::service_fn({
        let (api, sockets, stop) = (Arc::clone(&api), Arc::clone(&sockets), stop.clone());
        move |request| {
            let (api, door, sockets, stop) = (
                Arc::clone(&api),
                Arc::clone(&door),
                Arc::clone(&sockets),
                stop.clone(),
            );
            async move {
                let (reply, socket) = route(request, &api, &door, stop).await;
                if let (Some(socket), Ok(mut slot)) = (socket, sockets.lock()) {
                    *slot = Some(socket);
                }
                Ok::<_, Infallible>(reply)
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME_MAX)
        .max_buf_size(16 * 1024)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::select! {
        result = connection => {
            if let Err(error) = result {
                tracing::debug!(%error, "a connection ended badly");
            }
        }
        () = wait_for_stop(&mut stop) => {}
    }
    // The WebSocket, if the request became one, is served by this same task: nothing is spawned without an owner.
    let socket = sockets.lock().ok().and_then(|mut slot| slot.take());
    if let Some(socket) = socket {
        socket.await;
    }
}

type Socket = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

async fn route(
    request: Request<Incoming>,
    api: &Arc<Api>,
    door: &Door,
    stop: watch::Receiver<bool>,
) -> (Reply, Option<Socket>) {
    let headers = request.headers();
    let caller = match door.check(only(headers, &header::HOST), only(headers, &header::ORIGIN)) {
        Ok(caller) => caller,
        Err(why) => {
            Metrics::count(&api.metrics.turned_away);
            tracing::warn!(host = text(headers, &header::HOST), origin = text(headers, &header::ORIGIN), %why, "turned away");
            let hint = "Open the page as http://localhost, or add the name under [server] in counterd.toml.";
            return (
                plain(StatusCode::FORBIDDEN, format!("{why}. {hint}\n")),
                None,
            );
        }
    };
    if request.method() != Method::GET {
        return (
            plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET is answered here.\n".to_owned(),
            ),
            None,
        );
    }
    let reply = match request.uri().path() {
        "/v1/ws" => return upgrade(request, caller, Arc::clone(api), stop),
        "/v1/openrpc.json" => json(api.openrpc.to_string()),
        "/health" => health(api).await,
        "/metrics" => metrics(api).await,
        path => page::file(path),
    };
    (reply, None)
}

/// Answers the WebSocket handshake of RFC 6455 section 4.2 and hands back the conversation that follows.
fn upgrade(
    mut request: Request<Incoming>,
    caller: Caller,
    api: Arc<Api>,
    stop: watch::Receiver<bool>,
) -> (Reply, Option<Socket>) {
    let headers = request.headers();
    let says = |name: &header::HeaderName, word: &str| {
        text(headers, name).is_some_and(|value| {
            value
                .split(',')
                .any(|part| part.trim().eq_ignore_ascii_case(word))
        })
    };
    let key = headers
        .get(header::SEC_WEBSOCKET_KEY)
        .map(|key| derive_accept_key(key.as_bytes()));
    let asks = says(&header::UPGRADE, "websocket") && says(&header::CONNECTION, "upgrade");
    let version = says(&header::SEC_WEBSOCKET_VERSION, "13");
    let (Some(key), true, true) = (key, asks, version) else {
        let mut reply = plain(
            StatusCode::UPGRADE_REQUIRED,
            "Connect with a WebSocket, version 13.\n".to_owned(),
        );
        reply
            .headers_mut()
            .insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        return (reply, None);
    };
    let taken =
        usize::try_from(api.metrics.connections.load(Ordering::Relaxed)).unwrap_or(usize::MAX);
    if taken >= api.options.clients_max {
        let words = "Too many programs are connected. Close some, or raise server.max_clients.\n";
        return (
            plain(StatusCode::SERVICE_UNAVAILABLE, words.to_owned()),
            None,
        );
    }
    let mut who = Who::new(caller);
    if let Some(shown) = text(headers, &header::AUTHORIZATION) {
        let token = shown.strip_prefix("Bearer ").unwrap_or_default();
        who.grant = api.tokens.grant(token.trim());
        if who.grant.is_none() {
            let words = "The token is not known; it is sent as `Authorization: Bearer TOKEN`. \
                         Make one with `counterd token create`.\n";
            return (plain(StatusCode::UNAUTHORIZED, words.to_owned()), None);
        }
    }
    let mut reply = plain(StatusCode::SWITCHING_PROTOCOLS, String::new());
    let out = reply.headers_mut();
    out.remove(header::CONTENT_TYPE);
    out.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    out.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    if let Ok(key) = HeaderValue::from_str(&key) {
        out.insert(header::SEC_WEBSOCKET_ACCEPT, key);
    }
    let upgraded = hyper::upgrade::on(&mut request);
    let socket = async move {
        let Ok(upgraded) = upgraded.await else { return };
        let limit = api.options.message_bytes_max;
        let config = WebSocketConfig::default()
            .read_buffer_size(8 * 1024)
            .write_buffer_size(8 * 1024)
            .max_write_buffer_size(4 * 1024 * 1024)
            .max_message_size(Some(limit))
            .max_frame_size(Some(limit));
        let io = TokioIo::new(upgraded);
        let stream = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
        Connection::new(api, who).run(stream, stop).await;
    };
    (reply, Some(Box::pin(socket)))
}

async fn health(api: &Arc<Api>) -> Reply {
    let queries = Arc::clone(&api.queries);
    let head = tokio::task::spawn_blocking(move || queries.head()).await;
    match head {
        Ok(Ok(head)) => {
            let devices = api.bridge.devices();
            let ready = devices
                .iter()
                .filter(|d| d.state == protocol::v1::device::State::Ready)
                .count();
            json(format!(
                r#"{{"status":"ok","version":"{}","head":{head},"devices":{},"devices_ready":{ready}}}"#,
                env!("CARGO_PKG_VERSION"),
                devices.len(),
            ))
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the store does not answer");
            let mut reply = json(r#"{"status":"failing","store":"does not answer"}"#.to_owned());
            *reply.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            reply
        }
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned()),
    }
}

async fn metrics(api: &Arc<Api>) -> Reply {
    let queries = Arc::clone(&api.queries);
    let unsettled = tokio::task::spawn_blocking(move || {
        queries
            .jobs(JobFilter::Unsettled, 500)
            .map_or(0, |jobs| jobs.len())
    });
    let devices: Vec<_> = api
        .bridge
        .devices()
        .into_iter()
        .map(|device| (device.name, state_word(device.state)))
        .collect();
    let text = api
        .metrics
        .write(api.hub.head(), &devices, unsettled.await.unwrap_or(0));
    plain(StatusCode::OK, text)
}

const fn state_word(state: protocol::v1::device::State) -> &'static str {
    match state {
        protocol::v1::device::State::Ready => "ready",
        protocol::v1::device::State::Absent => "absent",
        protocol::v1::device::State::Denied => "denied",
        protocol::v1::device::State::Faulty => "faulty",
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    // A value that is no text is told apart from an absent one: it can match nothing.
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or("\u{fffd}"))
}

/// Like [`text`], for a header that may stand only once: of two, nobody knows which one counts (RFC 9112 section 3.2).
fn only<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    if headers.get_all(name).iter().count() > 1 {
        return Some("\u{fffd}");
    }
    text(headers, name)
}

fn json(body: String) -> Reply {
    let mut reply = plain(StatusCode::OK, body);
    reply.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    reply
}

fn plain(status: StatusCode, body: String) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    reply
}
