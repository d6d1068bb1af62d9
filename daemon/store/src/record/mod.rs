//! The stored shape of events. What has been written is never rewritten: a new shape is a new version beside the old
//! one, and old records are lifted when they are read.
//!
//! A body does not repeat the id of the thing it is about; that is the record's `stream`.

pub(crate) mod form;
pub(crate) mod kind;
pub(crate) mod macros;
#[cfg(test)]
pub(crate) mod seen;
#[cfg(test)]
pub(crate) mod tests;
mod v1;

use domain::Event;
use uuid::Uuid;

/// The version that is written today.
pub(crate) const VERSION: u32 = 1;

/// Why a record cannot be an event.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordFault {
    /// Written by a newer daemon, or damaged.
    #[error("kind `{kind}` of version {version} is not known to this daemon")]
    Unknown { kind: String, version: u32 },
    /// The body does not have its kind's shape, or a value breaks the bounds of its field.
    #[error("the body does not have the shape of its kind ({0})")]
    Body(#[from] serde_json::Error),
    /// The actor is none.
    #[error("the actor `{0}` is neither staff, client nor daemon")]
    Actor(String),
}

/// Writes an event's body after what `body` holds and returns its kind.
pub(crate) fn encode(event: &Event, body: &mut Vec<u8>) -> Result<&'static str, RecordFault> {
    v1::encode(event, body)
}

/// Reads an event back, lifting old versions.
pub(crate) fn decode(
    kind: &str,
    version: u32,
    stream: Uuid,
    body: &str,
) -> Result<Event, RecordFault> {
    let unknown = || RecordFault::Unknown {
        kind: kind.to_owned(),
        version,
    };
    match version {
        1 => v1::decode(kind, stream, body)?.ok_or_else(unknown),
        _ => Err(unknown()),
    }
}
