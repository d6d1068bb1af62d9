//! The rules: what Stripe and the reader do with a call, as a plain value with time given from outside.
//!
//! No sockets, no clock, no randomness: the same calls at the same times give the same world. The published rules are
//! written where they are applied; the unconfirmed ones are listed in `DIVERGENCES.md`.

mod cards;
mod idempotency;
mod intents;
mod locations;
mod problem;
mod readers;
mod refunds;
mod render;
mod state;

use std::collections::BTreeMap;

use serde_json::Value;

pub use problem::Problem;
pub use state::{Card, Intent, IntentStatus, Reader, Rules, World};

use crate::spec::Contract;

/// One call, decoded as far as the URL goes.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Path without the query.
    pub path: &'a str,
    /// Query of a GET or form body of a POST, in the order sent.
    pub params: &'a Vec<(String, String)>,
    /// `Idempotency-Key`, when the client sent one.
    pub idempotency_key: Option<&'a str>,
    /// Unix time in milliseconds.
    pub now_ms: i64,
    /// What goes wrong during this call.
    pub fault: Option<Fault>,
}

/// What the world answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON body.
    pub body: Value,
    /// True when the answer was remembered from an earlier call with the same key.
    pub replayed: bool,
}

/// What can go wrong inside Stripe or at the reader during one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 500 and nothing done; remembered under the key.
    ErrorBeforeCommit,
    /// 500 though everything was done; remembered under the key.
    ErrorAfterCommit,
    /// The reader got the command but its acknowledgement was lost: `terminal_reader_timeout`, action in progress.
    ReaderAckLost,
    /// The reader never got the command: `terminal_reader_timeout`, nothing dispatched.
    ReaderUnreached,
    /// `terminal_reader_busy`, as with a card left inserted.
    ReaderBusy,
    /// `terminal_reader_offline`.
    ReaderOffline,
    /// The payment will be authorised but the reader's action stays in progress for ever.
    ActionStuck,
    /// The payment will be authorised but the reader reports `connection_error`.
    ConnectionError,
    /// The customer taps at the last moment before this call.
    TapBefore,
}

/// The parts of a call that a rule needs.
struct Ctx<'a> {
    params: Value,
    path: BTreeMap<String, String>,
    now_ms: i64,
    fault: Option<Fault>,
    operation: &'a str,
}

impl Ctx<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.params[name].as_str()
    }

    fn now_s(&self) -> i64 {
        self.now_ms / 1000
    }

    fn id(&self, placeholder: &str) -> &str {
        self.path.get(placeholder).map_or("", String::as_str)
    }

    fn metadata(&self) -> BTreeMap<String, String> {
        let pairs = self.params["metadata"].as_object().into_iter().flatten();
        pairs
            .filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())))
            .collect()
    }

    fn expands(&self, field: &str) -> bool {
        self.params["expand"]
            .as_array()
            .is_some_and(|list| list.iter().any(|one| one == field))
    }
}

impl World {
    /// Answers one call: lets the reader catch up with the clock, checks the idempotency key, applies the rules.
    pub fn call(&mut self, contract: &Contract, call: &Call<'_>) -> Answer {
        self.advance(call.now_ms);
        let Some((operation, path)) = contract.find(call.method, call.path) else {
            return Answer::problem(&Problem::unrecognized_url(call.method, call.path));
        };
        // Not remembered under the key: Stripe stores nothing for requests that fail validation.
        let params = match operation.decode(call.params) {
            Ok(params) => params,
            Err(error) => return Answer::problem(&Problem::parameter(&error)),
        };
        let ctx = Ctx {
            params,
            path,
            now_ms: call.now_ms,
            fault: call.fault,
            operation: &operation.id,
        };
        let key = call.idempotency_key.filter(|_| call.method == "POST");
        let Some(key) = key else {
            return self.perform(&ctx);
        };
        match self.idempotency.recall(key, call) {
            Some(Ok(answer)) => answer,
            Some(Err(problem)) => Answer::problem(&problem),
            None => {
                let answer = self.perform(&ctx);
                self.idempotency.remember(key, call, &answer);
                answer
            }
        }
    }

    fn perform(&mut self, ctx: &Ctx<'_>) -> Answer {
        if ctx.fault == Some(Fault::ErrorBeforeCommit) {
            return Answer::problem(&Problem::server_error());
        }
        if ctx.fault == Some(Fault::TapBefore) {
            self.tap_for(ctx);
        }
        let result = match ctx.operation {
            "GetAccount" => Ok(self.account()),
            "GetPaymentIntents" => self.list_intents(ctx),
            "PostPaymentIntents" => self.create_intent(ctx),
            "GetPaymentIntentsIntent" => self.get_intent(ctx),
            "PostPaymentIntentsIntentCapture" => self.capture_intent(ctx),
            "PostPaymentIntentsIntentCancel" => self.cancel_intent(ctx),
            "PostRefunds" => self.create_refund(ctx),
            "GetTerminalLocations" => Ok(self.list_locations(ctx)),
            "PostTerminalLocations" => self.create_location(ctx),
            "GetTerminalReaders" => Ok(self.list_readers(ctx)),
            "PostTerminalReaders" => self.create_reader(ctx),
            "GetTerminalReadersReader" => self.get_reader(ctx),
            "PostTerminalReadersReaderProcessPaymentIntent" => self.process_intent(ctx),
            "PostTerminalReadersReaderCancelAction" => self.cancel_action(ctx),
            "PostTestHelpersTerminalReadersReaderPresentPaymentMethod" => self.present(ctx),
            _ => Err(Problem::server_error()),
        };
        match result {
            Ok(_) if ctx.fault == Some(Fault::ErrorAfterCommit) => {
                Answer::problem(&Problem::server_error())
            }
            Ok(body) => Answer {
                status: 200,
                body,
                replayed: false,
            },
            Err(problem) => Answer::problem(&problem),
        }
    }
}

impl Answer {
    fn problem(problem: &Problem) -> Self {
        Self {
            status: problem.status,
            body: problem.body(),
            replayed: false,
        }
    }
}
