//! One HTTP request to one answer: key, failpoint, rules, contract.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::{Request, Response};
use serde_json::Value;

use super::{Failpoint, Inner, Kind, Shared, control, millis, store};
use crate::spec::{Pairs, parse_pairs};
use crate::world::{Answer, Call, Problem};

const BODY_LEN_MAX: usize = 64 * 1024;

/// The connection is closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on purpose or the request could not be read")]
pub(super) struct Dropped;

/// What the handler needs of a request.
struct Incall {
    method: String,
    path: String,
    pairs: Pairs,
    idempotency_key: Option<String>,
}

pub(super) async fn answer(
    shared: &Shared,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_LEN_MAX)
        .collect()
        .await
        .map_err(|_| Dropped)?
        .to_bytes();
    let method = head.method.as_str().to_owned();
    let path = head.uri.path().to_owned();
    if path.starts_with("/_sim/") {
        let (status, value) = control::answer(&mut shared.lock(), &method, &path, &body);
        return respond(status, &value, "req_control", None, false);
    }
    if let Err(problem) = authorize(&head.headers) {
        return respond(
            problem.status(),
            &problem.body(),
            "req_refused",
            None,
            false,
        );
    }
    let text = if method == "GET" {
        head.uri.query().unwrap_or_default().to_owned()
    } else {
        String::from_utf8_lossy(&body).into_owned()
    };
    let key = head
        .headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let incall = Incall {
        method,
        path,
        pairs: parse_pairs(&text),
        idempotency_key: key.map(str::to_owned),
    };
    let failpoint = take_failpoint(shared, &incall);
    let kind = failpoint.as_ref().map(|failpoint| failpoint.kind);
    match kind {
        Some(Kind::Delay) => {
            let ms = failpoint.as_ref().map_or(0, |failpoint| failpoint.ms);
            tokio::time::sleep(Duration::from_millis(ms)).await;
        }
        Some(Kind::DropBeforeCommit) => return Err(Dropped),
        Some(Kind::RateLimited) => {
            let problem = Problem::rate_limited();
            return respond(
                problem.status(),
                &problem.body(),
                "req_limited",
                None,
                false,
            );
        }
        _ => {}
    }
    let (answer, request_id) = perform(shared, &incall, failpoint.as_ref());
    if kind == Some(Kind::DropAfterCommit) {
        return Err(Dropped);
    }
    let truncated = kind == Some(Kind::TruncatedJson);
    respond(
        answer.status,
        &answer.body,
        &request_id,
        Some((&incall, &answer)),
        truncated,
    )
}

fn take_failpoint(shared: &Shared, incall: &Incall) -> Option<Failpoint> {
    let template = shared
        .contract
        .find(&incall.method, &incall.path)?
        .0
        .path
        .clone();
    let text = format!("{} {:?}", incall.path, incall.pairs);
    shared
        .lock()
        .failpoints
        .take(&incall.method, &template, &text)
}

fn perform(shared: &Shared, incall: &Incall, failpoint: Option<&Failpoint>) -> (Answer, String) {
    let call = Call {
        method: &incall.method,
        path: &incall.path,
        params: &incall.pairs,
        idempotency_key: incall.idempotency_key.as_deref(),
        now_ms: now_ms(),
        fault: failpoint.and_then(|failpoint| failpoint.kind.fault()),
    };
    let mut guard = shared.lock();
    let inner: &mut Inner = &mut guard;
    inner.calls += 1;
    let request_id = format!("req_sim{:012}", inner.calls);
    let mut answer = inner.world.call(&shared.contract, &call);
    let operation = shared.contract.find(&incall.method, &incall.path);
    if let Some((operation, _)) = operation
        && let Err(violations) = operation.check_answer(answer.status, &answer.body)
    {
        let problem = Problem::contract(&violations);
        answer = Answer {
            status: problem.status(),
            body: problem.body(),
            replayed: false,
        };
        inner.violations.extend(violations);
    }
    if let Some(path) = &inner.file
        && let Err(error) = store::save(path, &inner.world)
    {
        inner.violations.push(format!("saving the state: {error}"));
    }
    (answer, request_id)
}

/// Only test keys: a live key has no business here and must not be typed in by mistake.
fn authorize(headers: &HeaderMap) -> Result<(), Problem> {
    let header = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let key = header
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::trim);
    match key {
        Some(key) if key.starts_with("sk_test_") || key.starts_with("rk_test_") => Ok(()),
        Some(_) => Err(Problem::unauthorized(
            "Invalid API Key provided: only test keys.",
        )),
        None => Err(Problem::unauthorized("You did not provide an API key.")),
    }
}

fn respond(
    status: u16,
    body: &Value,
    request_id: &str,
    call: Option<(&Incall, &Answer)>,
    truncated: bool,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let mut text = body.to_string();
    if truncated {
        text.truncate(text.len() / 2);
    }
    let mut response = Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .header("request-id", request_id);
    if let Some((incall, answer)) = call {
        if let Some(key) = &incall.idempotency_key {
            response = response.header("idempotency-key", key);
        }
        if answer.replayed {
            response = response.header("idempotent-replayed", "true");
        }
    }
    response
        .body(Full::new(Bytes::from(text)))
        .map_err(|_| Dropped)
}

pub(super) fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, millis)
}
