//! JSON-RPC 2.0 envelopes (<https://www.jsonrpc.org/specification>), read without copying parameters.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::problem::Problem;

/// A request as it comes in. Batches are not taken: a WebSocket already carries many requests at once.
#[derive(Debug, Deserialize)]
pub struct Request<'a> {
    /// Must be `2.0`.
    #[serde(borrow)]
    pub jsonrpc: Option<std::borrow::Cow<'a, str>>,
    /// Text or number, echoed as it came; absent for a notification.
    #[serde(borrow, default)]
    pub id: Option<&'a RawValue>,
    /// `noun.verb`.
    #[serde(borrow)]
    pub method: std::borrow::Cow<'a, str>,
    /// An object by name; absent counts as empty.
    #[serde(borrow, default)]
    pub params: Option<&'a RawValue>,
}

/// Reads a request.
///
/// # Errors
/// A [`Problem`] with the standard code: not JSON, or JSON that is no request.
pub fn read(text: &str) -> Result<Request<'_>, Problem> {
    let request: Request<'_> = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            Problem::not_a_request(&error)
        } else {
            Problem::not_json(&error)
        }
    })?;
    if request.jsonrpc.as_deref() != Some("2.0") {
        return Err(Problem::wrong_version());
    }
    let id_is_scalar = request.id.is_none_or(|id| {
        id.get() == "null"
            || id
                .get()
                .starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit())
    });
    if id_is_scalar {
        Ok(request)
    } else {
        Err(Problem::wrong_id())
    }
}

#[derive(Serialize)]
struct Success<'a, T> {
    jsonrpc: &'static str,
    id: Option<&'a RawValue>,
    result: &'a T,
}

#[derive(Serialize)]
struct Failure<'a> {
    jsonrpc: &'static str,
    id: Option<&'a RawValue>,
    error: &'a Problem,
}

#[derive(Serialize)]
struct Notification<'a, T> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a T,
}

/// Writes an answer.
#[must_use]
pub fn success<T: Serialize>(id: Option<&RawValue>, result: &T) -> String {
    write(&Success {
        jsonrpc: "2.0",
        id,
        result,
    })
}

/// Writes a refusal. An unreadable request is answered with a null id, as the specification asks.
#[must_use]
pub fn failure(id: Option<&RawValue>, error: &Problem) -> String {
    write(&Failure {
        jsonrpc: "2.0",
        id,
        error,
    })
}

/// Writes a notification.
#[must_use]
pub fn notification<T: Serialize>(method: &str, params: &T) -> String {
    write(&Notification {
        jsonrpc: "2.0",
        method,
        params,
    })
}

fn write<T: Serialize>(message: &T) -> String {
    serde_json::to_string(message).unwrap_or_else(|error| {
        // Wire types are plain structs with text keys, which always serialise.
        format!(
            r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":-32603,"message":"{}"}}}}"#,
            error.to_string().replace(['"', '\\'], "'")
        )
    })
}
