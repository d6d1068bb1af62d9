//! One request: read, check, and either answer at once or set it in flight.

use std::pin::Pin;
use std::sync::Arc;

use domain::Actor;
use engine::command::Answerer;
use engine::{Command, Order};
use protocol::problem::{Code, Problem};
use protocol::values::Key;
use protocol::{Call, rpc};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc::Sender;

use crate::access::Who;
use crate::answer::Shape;
use crate::api::Api;
use crate::connection::{Connection, IN_FLIGHT_MAX, Ready, RequestId};
use crate::metrics::Metrics;
use crate::noun;

/// Reads the store and words the result.
pub(crate) type Reading = Box<dyn FnOnce(&Api) -> Result<String, Problem> + Send>;
/// Signs someone in or out, and words the result.
pub(crate) type SessionChange = Box<dyn FnOnce(&Api, Who) -> (Result<String, Problem>, Who) + Send>;

/// Waits for somebody's word and words the result.
pub(crate) type Waiting = Pin<Box<dyn Future<Output = Result<String, Problem>> + Send>>;

/// Reads what an order needs that the engine should not wait for.
pub(crate) type Preparing = Box<dyn FnOnce(&Api) -> Result<Command, Problem> + Send>;

/// What a call turns into.
pub(crate) enum Deed {
    /// It is answered already.
    Done(Result<String, Problem>),
    /// The engine is to carry it out.
    Order(Key, Command, Shape),
    /// The engine is to carry out what is made out of a read, off the event loop.
    Prepare(Key, Preparing, Shape),
    /// The store is to be read, off the event loop.
    Read(Reading),
    /// Someone signs in or out, off the event loop.
    Session(SessionChange),
    /// Somebody else has a say first.
    Later(Waiting),
}

impl Deed {
    pub(crate) fn answer<T: Serialize>(result: &T) -> Self {
        Self::Done(to_json(result))
    }

    pub(crate) fn read<T, F>(read: F) -> Self
    where
        T: Serialize,
        F: FnOnce(&Api) -> Result<T, Problem> + Send + 'static,
    {
        Self::Read(Box::new(move |api| to_json(&read(api)?)))
    }
}

/// Serialises a result. Wire types always serialise; if one did not, the client learns that nothing was lost.
pub(crate) fn to_json<T: Serialize>(result: &T) -> Result<String, Problem> {
    serde_json::to_string(result)
        .map_err(|error| crate::refuse::internal("the answer cannot be written", &error))
}

impl Connection {
    /// Takes one message and returns its answer, unless that comes later.
    pub(crate) fn take(&mut self, text: &str) -> Option<String> {
        Metrics::count(&self.api.metrics.requests);
        let request = match rpc::read(text) {
            Ok(request) => request,
            Err(problem) => {
                Metrics::count(&self.api.metrics.problems);
                return Some(rpc::failure(None, &problem));
            }
        };
        let id: RequestId = request.id.map(ToOwned::to_owned);
        let call = match Call::read(&request.method, request.params) {
            Ok(call) => call,
            Err(problem) => return self.finish(id.as_deref(), Err(problem)),
        };
        let actor = match self.who.check(call.access()) {
            Ok(actor) => actor,
            Err(problem) => return self.finish(id.as_deref(), Err(problem)),
        };
        let fingerprint = fingerprint(&request.method, request.params);
        match noun::deed(self, call) {
            Ok(Deed::Done(result)) => self.finish(id.as_deref(), result),
            Ok(deed) if self.in_flight < IN_FLIGHT_MAX => {
                self.in_flight += 1;
                self.set_off(id, deed, actor, fingerprint);
                None
            }
            Ok(_) => {
                let message = format!("{IN_FLIGHT_MAX} requests are in flight on this connection");
                self.finish(
                    id.as_deref(),
                    Err(Problem::new(Code::ConnectionBusy, message)),
                )
            }
            Err(problem) => self.finish(id.as_deref(), Err(problem)),
        }
    }

    /// Wraps a result for its request; a notification gets none.
    pub(crate) fn finish(
        &self,
        id: Option<&RawValue>,
        result: Result<String, Problem>,
    ) -> Option<String> {
        if result.is_err() {
            Metrics::count(&self.api.metrics.problems);
        }
        finish(id, result)
    }

    fn set_off(&mut self, id: RequestId, deed: Deed, actor: Actor, fingerprint: [u8; 16]) {
        let ready = self.ready_tx.clone();
        match deed {
            Deed::Order(key, command, shape) => {
                let key = format!("{}{}", self.who.key_scope(), key.as_str());
                self.api.engine.give(Order {
                    key: Some((key, fingerprint)),
                    by: self.who.by(actor),
                    command,
                    answer: answerer(ready, id, shape),
                });
            }
            Deed::Prepare(key, prepare, shape) => {
                let api = Arc::clone(&self.api);
                let by = self.who.by(actor);
                let key = format!("{}{}", self.who.key_scope(), key.as_str());
                tokio::task::spawn_blocking(move || match prepare(&api) {
                    Ok(command) => api.engine.give(Order {
                        key: Some((key, fingerprint)),
                        by,
                        command,
                        answer: answerer(ready, id, shape),
                    }),
                    Err(problem) => {
                        Metrics::count(&api.metrics.problems);
                        let _gone =
                            ready.try_send(Ready::Text(finish(id.as_deref(), Err(problem))));
                    }
                });
            }
            Deed::Read(read) => {
                let api = Arc::clone(&self.api);
                tokio::task::spawn_blocking(move || {
                    let result = read(&api);
                    if result.is_err() {
                        Metrics::count(&api.metrics.problems);
                    }
                    let _gone = ready.try_send(Ready::Text(finish(id.as_deref(), result)));
                });
            }
            Deed::Session(change) => {
                let (api, who) = (Arc::clone(&self.api), self.who.clone());
                tokio::task::spawn_blocking(move || {
                    let (result, who) = change(&api, who);
                    let _gone =
                        ready.try_send(Ready::Who(finish(id.as_deref(), result), Box::new(who)));
                });
            }
            Deed::Later(waiting) => {
                let api = Arc::clone(&self.api);
                tokio::spawn(async move {
                    let result = waiting.await;
                    if result.is_err() {
                        Metrics::count(&api.metrics.problems);
                    }
                    let _gone = ready.try_send(Ready::Text(finish(id.as_deref(), result)));
                });
            }
            Deed::Done(result) => {
                let _gone = ready.try_send(Ready::Text(finish(id.as_deref(), result)));
            }
        }
    }
}

/// Takes the engine's answer back to the connection.
fn answerer(ready: Sender<Ready>, id: RequestId, shape: Shape) -> Answerer {
    Box::new(move |answer| {
        // The queue has a place for every request in flight; a closed one means the client is gone.
        let _gone = ready.try_send(Ready::Engine(id, shape, Box::new(answer)));
    })
}

/// Wraps a result that is JSON text already.
pub(crate) fn finish(id: Option<&RawValue>, result: Result<String, Problem>) -> Option<String> {
    let id = id?;
    Some(match result {
        Ok(result) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#),
        Err(problem) => rpc::failure(Some(id), &problem),
    })
}

/// Digests what is asked for, so that a key is not answered with another order's result. The parameters are taken as
/// sent: a client repeats a request by sending the same text.
fn fingerprint(method: &str, params: Option<&RawValue>) -> [u8; 16] {
    let mut digest = Sha256::new();
    digest.update(method.as_bytes());
    digest.update([0]);
    digest.update(params.map_or("", RawValue::get).as_bytes());
    let mut short = [0; 16];
    short.copy_from_slice(&digest.finalize()[..16]);
    short
}
