//! A small client of the daemon's own API: one call at a time.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header::AUTHORIZATION};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{ApiArgs, Failed};
use crate::startup;

/// How long an answer may take: five hundred rows are one commit.
const ANSWER_TIME: Duration = Duration::from_secs(60);
/// Where a token may stand, instead of in a file.
const TOKEN_VARIABLE: &str = "COUNTERD_TOKEN";

/// Why the daemon did not do it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("the daemon at {0} does not answer; is it running?")]
    Unreachable(String, #[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(
        "the connection to the daemon broke; run the command again: what was taken changes nothing then"
    )]
    Broken,
    #[error("the daemon said no: {message}\n{hint}")]
    Refused { message: String, hint: String },
    #[error(
        "a token is needed: make one with `counterd token create --name import --scopes manage` and give it in {TOKEN_VARIABLE} or with --token-file"
    )]
    NoToken,
}

/// A connection.
pub(crate) struct Api {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    run: String,
    calls: u64,
    /// How long a message may be, in bytes.
    pub(crate) message_len_max: usize,
}

/// Runs something that talks to the daemon.
pub(crate) fn with<T>(
    args: &ApiArgs,
    work: impl AsyncFnOnce(&mut Api) -> Result<T, Failed>,
) -> Result<T, Failed> {
    let system =
        |error: std::io::Error| Failed::Words(format!("the system gives no thread: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(system)?;
    runtime.block_on(async {
        let mut api = Api::connect(args).await?;
        work(&mut api).await
    })
}

impl Api {
    async fn connect(args: &ApiArgs) -> Result<Self, Failed> {
        let (address, message_len_max) = match &args.api {
            Some(address) => (address.clone(), 1 << 20),
            None => {
                let settings = startup::load(&args.config).map_err(Failed::Said)?;
                let len_max = settings.server.max_message_bytes;
                let len_max = usize::try_from(len_max).unwrap_or(1 << 20);
                (settings.server.listen.to_string(), len_max)
            }
        };
        let token = match &args.token_file {
            Some(path) => std::fs::read_to_string(path).map_err(Failed::file(path))?,
            None => std::env::var(TOKEN_VARIABLE).map_err(|_| ApiError::NoToken)?,
        };
        let unreachable = |error: tokio_tungstenite::tungstenite::Error| {
            ApiError::Unreachable(address.clone(), error.into())
        };
        let url = format!("ws://{address}/v1/ws");
        let mut request = url.as_str().into_client_request().map_err(unreachable)?;
        let bearer = HeaderValue::try_from(format!("Bearer {}", token.trim()))
            .map_err(|_| ApiError::NoToken)?;
        request.headers_mut().insert(AUTHORIZATION, bearer);
        let (socket, _) = connect_async(request).await.map_err(unreachable)?;
        Ok(Self {
            socket,
            run: fresh()?,
            calls: 0,
            message_len_max,
        })
    }

    /// Orders something under a key of its own. Nothing is sent twice: whoever runs the command again is told of nothing
    /// new.
    pub(crate) async fn order(&mut self, method: &str, mut params: Value) -> Result<Value, Failed> {
        self.calls += 1;
        params["key"] = json!(format!("{}:{}", self.run, self.calls));
        Ok(self.call(method, params).await?)
    }

    async fn call(&mut self, method: &str, params: Value) -> Result<Value, ApiError> {
        let request =
            json!({ "jsonrpc": "2.0", "id": self.calls, "method": method, "params": params });
        let broken = |_| ApiError::Broken;
        self.socket
            .send(Message::text(request.to_string()))
            .await
            .map_err(broken)?;
        let answer = tokio::time::timeout(ANSWER_TIME, self.answer()).await;
        let mut answer = answer.map_err(|_| ApiError::Broken)??;
        match answer.get_mut("error").map(Value::take) {
            None => Ok(answer["result"].take()),
            Some(error) => {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                Err(ApiError::Refused {
                    message: text(&error["message"]),
                    hint: text(&error["data"]["hint"]),
                })
            }
        }
    }

    /// Returns the answer; notifications on the way are nobody's.
    async fn answer(&mut self) -> Result<Value, ApiError> {
        loop {
            let Some(Ok(message)) = self.socket.next().await else {
                return Err(ApiError::Broken);
            };
            if let Message::Text(text) = message {
                let answer: Value = serde_json::from_str(&text).map_err(|_| ApiError::Broken)?;
                if answer.get("id").is_some() {
                    return Ok(answer);
                }
            }
        }
    }
}

/// A word that no other run has.
fn fresh() -> Result<String, Failed> {
    let mut bytes = [0_u8; 12];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failed::Words(format!("the system gives no randomness: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
