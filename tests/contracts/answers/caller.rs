//! Who calls the daemon: every request and every answer is held against what is published.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use e2e::wait::SOON;
use e2e::{Value, Wire, json, key};
use protocol::problem::{Code, Problem};

use crate::document::Schemas;

/// How often an answer that is waited for is asked for.
const ASK_EVERY: Duration = Duration::from_millis(20);

/// Calls methods and keeps which were answered; a refusal is no answer.
pub(crate) struct Caller {
    pub(super) wire: Wire,
    pub(super) schemas: Schemas,
    pub(super) answered: BTreeSet<String>,
    /// The kinds of paper that were made.
    pub(super) papers: BTreeSet<String>,
}

impl Caller {
    pub(crate) async fn call(&mut self, method: &str, params: Value) -> Value {
        let published = self.schemas.method(method).clone();
        self.check_request(method, &published, &params);
        let answer = self.wire.call(method, params.clone()).await;
        let answer = answer.unwrap_or_else(|problem| panic!("{method} {params}: {problem}"));
        self.schemas.check(
            &format!("the answer to {method}"),
            &published["result"]["schema"],
            &answer,
        );
        self.answered.insert(method.to_owned());
        answer
    }

    fn check_request(&self, method: &str, published: &Value, params: &Value) {
        let what = format!("the request {method}");
        self.schemas
            .check(&what, &published["x-params-schema"], params);
    }

    /// For orders: with a key.
    pub(crate) async fn order(&mut self, method: &str, mut params: Value) -> Value {
        params["key"] = json!(key("contract"));
        self.call(method, params).await
    }

    /// For orders to the thing that the method's noun names; payments and work are of a ticket.
    pub(crate) async fn on(&mut self, method: &str, id: &Value, mut params: Value) -> Value {
        let (noun, _) = method.split_once('.').unwrap();
        let noun = match noun {
            "payment" | "work" => "ticket",
            noun => noun,
        };
        params[format!("{noun}_id")] = id.clone();
        self.order(method, params).await
    }

    /// For orders that are refused with this code: request and refusal are as published all the same.
    pub(crate) async fn refused(&mut self, method: &str, mut params: Value, code: &str) {
        params["key"] = json!(key("contract"));
        let published = self.schemas.method(method).clone();
        self.check_request(method, &published, &params);
        let answer = self.wire.call(method, params.clone()).await;
        let Err(problem) = answer else {
            panic!("{method} {params} is not refused: {answer:?}")
        };
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        self.schemas
            .check(&format!("the refusal of {method}"), &schema, &problem);
        let published =
            |code: &Code| Problem::new(*code, "words").data.code == problem["data"]["code"];
        assert!(Code::ALL.iter().any(published), "{method}: {problem}");
        assert_eq!(problem["data"]["code"], code, "{method}: {problem}");
    }

    /// Calls until the answer is so.
    pub(crate) async fn until(
        &mut self,
        method: &str,
        params: Value,
        so: impl Fn(&Value) -> bool,
    ) -> Value {
        let deadline = Instant::now() + SOON;
        loop {
            let answer = self.call(method, params.clone()).await;
            if so(&answer) {
                return answer;
            }
            let late = Instant::now() >= deadline;
            assert!(!late, "waited too long for {method} {params}: {answer}");
            tokio::time::sleep(ASK_EVERY).await;
        }
    }

    /// Waits until a notification of each of these methods has come.
    pub(crate) async fn hear(&mut self, methods: &[&str]) {
        let deadline = Instant::now() + SOON;
        let heard = |heard: &[Value], method: &str| heard.iter().any(|one| one["method"] == method);
        while !methods.iter().all(|method| heard(&self.wire.heard, method)) {
            assert!(Instant::now() < deadline, "not heard of all of {methods:?}");
            self.call("server.version", json!({})).await;
            tokio::time::sleep(ASK_EVERY).await;
        }
    }
}
