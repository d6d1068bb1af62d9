//! What can go wrong with a call, the daemon's own refusals included.

use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite;

/// Why a call gave no result.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is not one, or the token cannot stand in a header.
    #[error("preparing the connection to {url}")]
    Address {
        url: String,
        #[source]
        source: Box<tungstenite::Error>,
    },
    /// No connection came about, or the daemon turned it away.
    #[error("connecting to {url}")]
    Connect {
        url: String,
        #[source]
        source: Box<tungstenite::Error>,
    },
    /// The connection broke while sending or reading.
    #[error("talking to the daemon")]
    Socket(#[source] Box<tungstenite::Error>),
    /// The daemon closed the connection before it answered.
    #[error("the connection was closed before the answer came")]
    Closed,
    /// No answer within the deadline.
    #[error("waiting for the answer to {0} took too long")]
    Deadline(String),
    /// The parameters could not be written, or the result was not of the shape asked for.
    #[error("reading or writing {method}")]
    Shape {
        method: String,
        #[source]
        source: serde_json::Error,
    },
    /// The daemon answered with an error.
    #[error("{method} was refused: {problem}")]
    Refused {
        method: String,
        problem: Box<Problem>,
    },
}

impl ClientError {
    /// Returns the problem code of a refusal, such as "ticket.closed".
    pub fn code(&self) -> Option<&str> {
        match self {
            ClientError::Refused { problem, .. } => {
                problem.data.as_ref().map(|data| data.code.as_str())
            }
            _ => None,
        }
    }
}

/// The error object of JSON-RPC 2.0, section 5.1, with the data this daemon puts in it.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Problem {
    pub code: i64,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<ProblemData>,
}

/// What happened, in words for the program and for the person.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(default)]
pub struct ProblemData {
    pub code: String,
    pub hint: String,
    pub retryable: bool,
    /// Where the daemon's log tells more.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({}", self.message, self.code)?;
        match &self.data {
            Some(data) => write!(out, ", {})", data.code),
            None => out.write_str(")"),
        }
    }
}
