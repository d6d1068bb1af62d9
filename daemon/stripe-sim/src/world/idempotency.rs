//! The store behind `Idempotency-Key`.
//!
//! Source: docs.stripe.com/api/idempotent_requests: the first answer is kept, 4xx and 500 included, for at least 24
//! hours; the same key with other parameters is an error; nothing is kept for requests that fail validation or are rate
//! limited.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Answer, Call, Problem};

const KEPT_MS: i64 = 24 * 3600 * 1000;
const KEY_LEN_MAX: usize = 255;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Idempotency(BTreeMap<String, Kept>);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    request: (String, String, Vec<(String, String)>),
    status: u16,
    body: Value,
    at_ms: i64,
}

impl Idempotency {
    /// The remembered answer, or why the key cannot be used again; `None` when the key is new.
    pub(super) fn recall(&mut self, key: &str, call: &Call<'_>) -> Option<Result<Answer, Problem>> {
        self.0.retain(|_, kept| call.now_ms - kept.at_ms < KEPT_MS);
        if key.len() > KEY_LEN_MAX {
            let message = "Idempotency key is longer than 255 characters.";
            return Some(Err(Problem::idempotency(message)));
        }
        let kept = self.0.get(key)?;
        if kept.request.0 != call.method || kept.request.1 != call.path {
            return Some(Err(Problem::idempotency(format!(
                "Keys for idempotent requests can only be used for the same endpoint they were first used for. \
                 Try using a key other than '{key}' if you meant to execute a different request."
            ))));
        }
        if &kept.request.2 != call.params {
            return Some(Err(Problem::idempotency(format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. \
                 Try using a key other than '{key}' if you meant to execute a different request."
            ))));
        }
        Some(Ok(Answer {
            status: kept.status,
            body: kept.body.clone(),
            replayed: true,
        }))
    }

    pub(super) fn remember(&mut self, key: &str, call: &Call<'_>, answer: &Answer) {
        let request = (
            call.method.to_owned(),
            call.path.to_owned(),
            call.params.clone(),
        );
        let (status, body) = (answer.status, answer.body.clone());
        self.0.insert(
            key.to_owned(),
            Kept {
                request,
                status,
                body,
                at_ms: call.now_ms,
            },
        );
    }
}
