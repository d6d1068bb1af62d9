//! A daemon small enough to read: it keeps idempotency keys, knows who may do what, and remembers
//! every order. It stands in for the real one where the client and the filling are tested.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tokio_tungstenite::{
    accept_hdr_async,
    tungstenite::{
        Message,
        handshake::server::{ErrorResponse, Request, Response},
        http::{StatusCode, header::AUTHORIZATION},
    },
};

pub const TOKEN: &str = "let-me-in";

/// Taxes nothing and charges this for a part and for labor, in cents.
pub const LINE_AMOUNT: i64 = 1_234;

#[derive(Default)]
pub struct State {
    /// Every order that changed something: method and parameters.
    pub orders: Vec<(String, Value)>,
    pub tickets: HashMap<String, Value>,
    answered: HashMap<String, (Value, Value)>,
    pins: HashMap<String, String>,
    things: u64,
}

pub struct FakeShop {
    pub url: String,
    pub state: Arc<Mutex<State>>,
    server: JoinHandle<()>,
}

impl FakeShop {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}/v1/ws", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                connections.spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state, server }
    }

    /// Returns how many orders there were by one method.
    pub fn count(&self, method: &str) -> usize {
        let state = self.state.lock().unwrap();
        state
            .orders
            .iter()
            .filter(|(name, _)| name == method)
            .count()
    }
}

impl Drop for FakeShop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) {
    #[expect(clippy::result_large_err, reason = "the handshake callback is made so")]
    let check = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        let expected = format!("Bearer {TOKEN}");
        let given = request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        if given == Some(expected.as_str()) {
            return Ok(response);
        }
        let mut refusal = ErrorResponse::new(None);
        *refusal.status_mut() = StatusCode::UNAUTHORIZED;
        Err(refusal)
    };
    let Ok(mut socket) = accept_hdr_async(stream, check).await else {
        return;
    };
    let mut signed_in = false;
    let mut held = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        let Message::Text(text) = message else {
            continue;
        };
        let request: Value = serde_json::from_str(&text).unwrap();
        let (id, method) = (request["id"].clone(), request["method"].as_str().unwrap());
        let params = &request["params"];
        let outcome = match method {
            "test.echo" => Ok(params.clone()),
            "test.hang_up" => return,
            // Answered only after the next request, so that answers come out of order.
            "test.hold" => {
                held.push(json!({ "jsonrpc": "2.0", "id": id, "result": params }));
                continue;
            }
            "test.tell" => {
                let told = json!({ "jsonrpc": "2.0", "method": "event", "params": params });
                socket.send(Message::text(told.to_string())).await.unwrap();
                Ok(Value::Null)
            }
            _ => state.lock().unwrap().answer(method, params, &mut signed_in),
        };
        let reply = match outcome {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err(code) => json!({ "jsonrpc": "2.0", "id": id, "error": {
                "code": -32001, "message": "the shop refused",
                "data": { "code": code, "hint": "Ask.", "retryable": false, "ref": null },
            }}),
        };
        for reply in std::iter::once(reply).chain(held.drain(..)) {
            socket.send(Message::text(reply.to_string())).await.unwrap();
        }
    }
}

impl State {
    fn answer(
        &mut self,
        method: &str,
        params: &Value,
        signed_in: &mut bool,
    ) -> Result<Value, &'static str> {
        match method {
            "session.sign_in" => {
                let staff = params["staff_id"].as_str().unwrap();
                let right = self.pins.get(staff).map(String::as_str) == params["pin"].as_str();
                *signed_in = right;
                return if right {
                    Ok(json!({ "token": "t" }))
                } else {
                    Err("session.pin_wrong")
                };
            }
            "ticket.get" => {
                let ticket = self.tickets.get(params["ticket_id"].as_str().unwrap());
                return ticket
                    .map(|ticket| json!({ "ticket": ticket, "cursor": 1 }))
                    .ok_or("ticket.unknown");
            }
            _ => {}
        }
        let key = params["key"].as_str().unwrap();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
        assert!(
            (1..=64).contains(&key.len()) && key.chars().all(allowed),
            "{key}"
        );
        if let Some((first, result)) = self.answered.get(key) {
            if first != params {
                return Err("key.reused");
            }
            let mut again = result.clone();
            again["replayed"] = true.into();
            return Ok(again);
        }
        let result = self.accept(method, params, *signed_in)?;
        self.orders.push((method.to_owned(), params.clone()));
        self.answered
            .insert(key.to_owned(), (params.clone(), result.clone()));
        Ok(result)
    }

    fn accept(
        &mut self,
        method: &str,
        params: &Value,
        signed_in: bool,
    ) -> Result<Value, &'static str> {
        self.things += 1;
        let id = format!("id-{}", self.things);
        match method {
            "part.import" => {
                let imported = params["parts"].as_array().unwrap().len();
                return Ok(json!({ "cursor": 1, "imported": imported }));
            }
            "staff.save" => {
                self.pins.insert(
                    id.clone(),
                    params["staff"]["pin"].as_str().unwrap().to_owned(),
                );
                return Ok(json!({ "cursor": 1, "staff": { "id": id } }));
            }
            "customer.save" => return Ok(json!({ "cursor": 1, "customer": { "id": id } })),
            "vehicle.save" => {
                return Ok(json!({ "cursor": 1, "vehicle": { "id": id }, "warnings": [] }));
            }
            _ => {}
        }
        if !signed_in {
            return Err("session.not_signed_in");
        }
        if method == "ticket.open" {
            let ticket = json!({ "id": id, "status": "open", "totals": { "due": 0 } });
            self.tickets.insert(id.clone(), ticket);
            return Ok(json!({ "cursor": 1, "replayed": false, "ticket": self.tickets[&id] }));
        }
        let ticket = self.tickets.get_mut(params["ticket_id"].as_str().unwrap());
        let ticket = ticket.ok_or("ticket.unknown")?;
        let due = ticket["totals"]["due"].as_i64().unwrap();
        match method {
            "ticket.add_part" | "ticket.add_labor" => {
                ticket["totals"]["due"] = (due + LINE_AMOUNT).into();
            }
            "payment.take_cash" => {
                let tendered = params["tendered"].as_i64().unwrap();
                assert!(
                    tendered >= due && tendered - due < 2_000,
                    "{tendered} for {due}"
                );
                ticket["totals"]["due"] = 0.into();
                ticket["status"] = "paid".into();
            }
            _ => return Err("method.unknown"),
        }
        Ok(json!({ "cursor": 1, "replayed": false, "ticket": ticket }))
    }
}
