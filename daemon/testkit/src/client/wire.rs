//! The envelope of JSON-RPC 2.0 and how a connection is opened.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::value::RawValue;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        self,
        client::IntoClientRequest,
        http::{HeaderValue, header::AUTHORIZATION},
        protocol::WebSocketConfig,
    },
};

use super::{CONNECT_DEADLINE, ClientError, Problem, Text};

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The largest answer taken: a full search or a page of papers is far below it.
const MESSAGE_SIZE_MAX: usize = 16 << 20;

/// Something the daemon told without being asked.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Notification {
    pub method: String,
    #[serde(default)]
    pub params: serde_json::Value,
}

#[derive(Serialize)]
pub(super) struct Request<'a, P> {
    pub jsonrpc: &'static str,
    pub id: u64,
    pub method: &'a str,
    pub params: P,
}

#[derive(Deserialize)]
pub(super) struct Reply<'a> {
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    pub error: Option<Problem>,
}

/// Whom a message is for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Reply(u64),
    Notification,
    /// An error answer to something the daemon could not read.
    Orphan,
}

/// Returns whom a message is for, looking no deeper than needed.
pub(super) fn kind(text: &str) -> Result<Kind, serde_json::Error> {
    #[derive(Deserialize)]
    struct Head<'a> {
        id: Option<u64>,
        #[serde(borrow)]
        method: Option<Cow<'a, str>>,
        #[serde(rename = "params")]
        _params: Option<IgnoredAny>,
    }
    let head: Head = serde_json::from_str(text)?;
    Ok(match (head.id, head.method) {
        (Some(id), _) => Kind::Reply(id),
        (None, Some(_)) => Kind::Notification,
        (None, None) => Kind::Orphan,
    })
}

/// Returns the result of a reply, read into the shape asked for.
pub(super) fn result<R: serde::de::DeserializeOwned>(
    method: &str,
    text: &str,
) -> Result<R, ClientError> {
    let shape = |source| ClientError::Shape {
        method: method.to_owned(),
        source,
    };
    let reply: Reply = serde_json::from_str(text).map_err(shape)?;
    if let Some(problem) = reply.error {
        return Err(ClientError::Refused {
            method: method.to_owned(),
            problem: Box::new(problem),
        });
    }
    serde_json::from_str(reply.result.map_or("null", RawValue::get)).map_err(shape)
}

/// Opens a connection, with Nagle's algorithm off: requests are small and somebody waits.
pub(super) async fn open(url: &str, token: Option<&str>) -> Result<Socket, ClientError> {
    let address = |source: tungstenite::Error| ClientError::Address {
        url: url.to_owned(),
        source: Box::new(source),
    };
    let mut request = url.into_client_request().map_err(address)?;
    if let Some(token) = token {
        let mut value = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|error| address(error.into()))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    let config = WebSocketConfig::default()
        .max_message_size(Some(MESSAGE_SIZE_MAX))
        .max_frame_size(Some(MESSAGE_SIZE_MAX));
    let opening = connect_async_with_config(request, Some(config), true);
    match timeout(CONNECT_DEADLINE, opening).await {
        Ok(Ok((socket, _))) => Ok(socket),
        Ok(Err(source)) => Err(ClientError::Connect {
            url: url.to_owned(),
            source: Box::new(source),
        }),
        Err(_) => Err(ClientError::Deadline(format!("the connection to {url}"))),
    }
}

/// Returns the text of a frame; `None` for the frames the protocol keeps to itself.
pub(super) fn text(
    frame: Option<Result<tungstenite::Message, tungstenite::Error>>,
) -> Result<Option<Text>, ClientError> {
    match frame {
        Some(Ok(tungstenite::Message::Text(text))) => Ok(Some(text)),
        Some(Ok(tungstenite::Message::Close(_))) | None => Err(ClientError::Closed),
        Some(Ok(_)) => Ok(None),
        Some(Err(error)) => Err(ClientError::Socket(Box::new(error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_replies_from_notifications() {
        let kinds = [
            (
                r#"{"jsonrpc":"2.0","id":7,"result":{"id":9,"method":"x"}}"#,
                Kind::Reply(7),
            ),
            (r#"{"result":1,"id":8,"jsonrpc":"2.0"}"#, Kind::Reply(8)),
            (
                r#"{"jsonrpc":"2.0","method":"event","params":{"id":3}}"#,
                Kind::Notification,
            ),
            (r#"{"jsonrpc":"2.0","id":null,"error":{}}"#, Kind::Orphan),
        ];
        for (text, expected) in kinds {
            assert_eq!(kind(text).unwrap(), expected, "{text}");
        }
        assert!(kind("[").is_err());
    }
}
