//! One WebSocket of which a test controls every byte: its headers, its frames, what it does not read.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(20);

/// One connection, one call at a time. Notifications met on the way are kept in [`Wire::heard`].
#[derive(Debug)]
pub struct Wire {
    /// The socket itself.
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Notifications that came so far.
    pub heard: Vec<Value>,
    next_id: u64,
}

impl Wire {
    /// Connects with these headers.
    ///
    /// # Errors
    /// The status with which the daemon turned the connection away, or 0 when there was none.
    pub async fn connect(address: SocketAddr, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let mut request = format!("ws://{address}/v1/ws")
            .into_client_request()
            .expect("an address");
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
            request.headers_mut().insert(
                name,
                HeaderValue::from_str(value).expect("a header's value"),
            );
        }
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let opening = connect_async_with_config(request, Some(config), true);
        match timeout(DEADLINE, opening)
            .await
            .expect("a handshake in time")
        {
            Ok((socket, _)) => Ok(Self {
                socket,
                heard: Vec::new(),
                next_id: 1,
            }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(_) => Err(0),
        }
    }

    /// Calls a method and returns its result.
    ///
    /// # Errors
    /// The JSON-RPC error object of a refusal.
    ///
    /// # Panics
    /// When the connection breaks or no answer comes.
    pub async fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.next_id;
        self.next_id += 1;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send(Message::text(request.to_string())).await;
        loop {
            let mut answer = self.next().await.expect("an answer");
            if answer["id"] != json!(id) {
                self.heard.push(answer);
            } else if answer["error"].is_object() {
                return Err(answer["error"].take());
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    /// Sends a text and returns the next message that is not a notification.
    ///
    /// # Errors
    /// The close code when the daemon closes instead; [`CloseCode::Abnormal`] when it just goes.
    pub async fn say(&mut self, text: &str) -> Result<Value, CloseCode> {
        self.send(Message::text(text)).await;
        loop {
            let message = self.next().await?;
            if message.get("method").is_none() {
                return Ok(message);
            }
            self.heard.push(message);
        }
    }

    /// Sends a frame; a connection closed meanwhile shows at the next read.
    ///
    /// # Panics
    /// When the daemon does not take it in time.
    pub async fn send(&mut self, message: Message) {
        let _closed_meanwhile = timeout(DEADLINE, self.socket.send(message))
            .await
            .expect("sending in time");
    }

    /// Returns the next message.
    ///
    /// # Errors
    /// As [`Self::say`].
    ///
    /// # Panics
    /// When nothing comes in time, or it is no JSON text.
    pub async fn next(&mut self) -> Result<Value, CloseCode> {
        loop {
            let message = timeout(DEADLINE, self.socket.next())
                .await
                .expect("a message in time");
            match message {
                Some(Ok(Message::Text(text))) => {
                    return Ok(serde_json::from_str(&text).expect("JSON"));
                }
                Some(Ok(Message::Close(frame))) => {
                    return Err(frame.map_or(CloseCode::Status, |frame| frame.code));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(CloseCode::Abnormal),
            }
        }
    }
}
