//! The simulator over its socket: rules, key store, failpoints, saved state. Every answer is checked by the contract.

#![expect(clippy::unwrap_used, reason = "helpers of a test fail by panicking")]

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use stripe_sim::{Failpoint, Kind, Options, Server};

const PROCESS: &str = "/v1/terminal/readers/{reader}/process_payment_intent";

/// An answer: status, replayed, body.
type Said = (u16, bool, Value);

async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    form: &str,
    key: &str,
) -> Option<Said> {
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "sim");
    if !key.starts_with("no-auth") {
        request = request.header("authorization", "Bearer sk_test_1");
    }
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    let request = request
        .body(Full::new(Bytes::from(form.to_owned())))
        .unwrap();
    let answer = sender.send_request(request).await.ok()?;
    let (status, replayed) = (
        answer.status().as_u16(),
        answer.headers().contains_key("idempotent-replayed"),
    );
    let bytes = answer.into_body().collect().await.ok()?.to_bytes();
    connection.abort();
    Some((
        status,
        replayed,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    ))
}

struct Shop {
    server: Server,
    reader: String,
}

impl Shop {
    async fn open(options: Options) -> Self {
        let server = Server::start(options).await.unwrap();
        let form = "registration_code=simulated-wpe&label=Counter";
        let (status, _, reader) = send(server.address(), "POST", "/v1/terminal/readers", form, "")
            .await
            .unwrap();
        assert_eq!(status, 200, "{reader}");
        Self {
            reader: reader["id"].as_str().unwrap().to_owned(),
            server,
        }
    }

    async fn post(&self, path: &str, form: &str, key: &str) -> Said {
        send(self.server.address(), "POST", path, form, key)
            .await
            .unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        send(self.server.address(), "GET", path, "", "")
            .await
            .unwrap()
            .2
    }

    async fn intent(&self, amount: i64) -> String {
        let form = format!(
            "amount={amount}&currency=usd&capture_method=manual&payment_method_types[]=card_present&metadata[tender]=t"
        );
        let (status, _, intent) = self.post("/v1/payment_intents", &form, "").await;
        assert_eq!(
            (status, &intent["status"]),
            (200, &json!("requires_payment_method"))
        );
        intent["id"].as_str().unwrap().to_owned()
    }

    async fn process(&self, intent: &str, key: &str) -> Said {
        let path = format!(
            "/v1/terminal/readers/{}/process_payment_intent",
            self.reader
        );
        self.post(&path, &format!("payment_intent={intent}"), key)
            .await
    }

    async fn present(&self, number: &str) -> Said {
        let path = format!(
            "/v1/test_helpers/terminal/readers/{}/present_payment_method",
            self.reader
        );
        self.post(
            &path,
            &format!("type=card_present&card_present[number]={number}"),
            "",
        )
        .await
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.server.violations(), Vec::<String>::new());
        }
    }
}

fn code(said: &Said) -> &str {
    said.2["error"]["code"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_declined_card_then_a_good_one_then_capture_and_refund() {
    let shop = Shop::open(Options::default()).await;
    let intent = shop.intent(1100).await;
    let said = shop.process(&intent, "k1").await;
    assert_eq!(said.2["action"]["status"], "in_progress");
    let said = shop.present("4000000000009995").await;
    assert_eq!(said.2["action"]["failure_code"], "card_declined");
    assert_eq!(
        said.2["action"]["api_error"]["decline_code"],
        "insufficient_funds"
    );
    let read = shop
        .get(&format!(
            "/v1/payment_intents/{intent}?expand[]=latest_charge"
        ))
        .await;
    assert_eq!(read["status"], "requires_payment_method");
    assert_eq!(read["latest_charge"]["status"], "failed");

    // The trap: the old key replays the old answer and the reader stays as it is.
    let said = shop.process(&intent, "k1").await;
    assert!(said.1);
    let reader = shop
        .get(&format!("/v1/terminal/readers/{}", shop.reader))
        .await;
    assert_eq!(reader["action"]["status"], "failed");

    shop.process(&intent, "k2").await;
    assert_eq!(
        shop.present("5555555555554444").await.2["action"]["status"],
        "succeeded"
    );
    let capture = format!("/v1/payment_intents/{intent}/capture");
    assert_eq!(
        code(&shop.post(&capture, "amount_to_capture=1101", "").await),
        "amount_too_large"
    );
    let said = shop.post(&capture, "expand[]=latest_charge", "c1").await;
    assert_eq!(
        (
            said.2["status"].as_str(),
            said.2["amount_received"].as_i64()
        ),
        (Some("succeeded"), Some(1100))
    );
    let card = &said.2["latest_charge"]["payment_method_details"]["card_present"];
    assert_eq!(
        (card["brand"].as_str(), card["last4"].as_str()),
        (Some("mastercard"), Some("4444"))
    );
    let again = shop.post(&capture, "", "c2").await;
    assert_eq!(code(&again), "payment_intent_unexpected_state");
    assert_eq!(
        code(&shop.process(&intent, "k3").await),
        "intent_invalid_state"
    );

    let form = format!("payment_intent={intent}&amount=100");
    assert_eq!(
        shop.post("/v1/refunds", &form, "").await.2["status"],
        "succeeded"
    );
    let form = format!("payment_intent={intent}");
    assert_eq!(shop.post("/v1/refunds", &form, "").await.2["amount"], 1000);
    assert_eq!(
        code(&shop.post("/v1/refunds", &form, "").await),
        "charge_already_refunded"
    );
}

#[tokio::test]
async fn keys_replay_and_refuse_other_parameters() {
    let shop = Shop::open(Options::default()).await;
    let form = "amount=500&currency=usd&payment_method_types[]=card_present";
    let first = shop.post("/v1/payment_intents", form, "key").await;
    let second = shop.post("/v1/payment_intents", form, "key").await;
    assert_eq!((second.1, &second.2["id"]), (true, &first.2["id"]));
    let other = shop
        .post("/v1/payment_intents", &form.replace("500", "501"), "key")
        .await;
    assert_eq!(
        (other.0, &other.2["error"]["type"]),
        (400, &json!("idempotency_error"))
    );
    // A request that fails validation is not remembered.
    assert_eq!(
        code(&shop.post("/v1/payment_intents", "currency=usd", "v").await),
        "parameter_missing"
    );
    assert_eq!(shop.post("/v1/payment_intents", form, "v").await.0, 200);
    assert_eq!(
        shop.get("/v1/payment_intents?limit=1").await["has_more"],
        true
    );
    assert_eq!(
        shop.get("/v1/payment_intents?created[gte]=99999999999")
            .await["data"],
        json!([])
    );
}

#[tokio::test]
async fn errors_have_stripes_shape() {
    let shop = Shop::open(Options::default()).await;
    let said = shop
        .post("/v1/payment_intents/pi_none/capture", "", "")
        .await;
    assert_eq!((said.0, code(&said)), (404, "resource_missing"));
    assert_eq!(
        shop.get("/v1/customers").await["error"]["type"],
        "invalid_request_error"
    );
    let refused = send(shop.server.address(), "GET", "/v1/account", "", "no-auth")
        .await
        .unwrap();
    assert_eq!(refused.0, 401);
    assert_eq!(shop.get("/v1/account").await["object"], "account");
    let said = shop
        .post(
            "/v1/terminal/locations",
            "display_name=Shop&address[country]=US",
            "",
        )
        .await;
    assert_eq!(said.2["address"]["country"], "US");
    let said = shop
        .post(
            "/v1/terminal/readers",
            "registration_code=apple-pear-plum",
            "",
        )
        .await;
    assert_eq!(said.0, 400);
    let said = shop.present("4111111111111112").await;
    assert_eq!(said.0, 400, "a number that is not a test card");
}

#[tokio::test]
async fn amount_endings_decline_unless_told_otherwise() {
    for (decline_by_amount, status) in [(true, "failed"), (false, "succeeded")] {
        let shop = Shop::open(Options {
            decline_by_amount,
            ..Options::default()
        })
        .await;
        let intent = shop.intent(1001).await;
        shop.process(&intent, "").await;
        assert_eq!(
            shop.present("4242424242424242").await.2["action"]["status"],
            status
        );
    }
}

#[tokio::test]
async fn the_reader_is_busy_while_the_issuer_is_asked() {
    let authorize = Duration::from_secs(3600);
    let shop = Shop::open(Options {
        authorize,
        ..Options::default()
    })
    .await;
    let intent = shop.intent(1000).await;
    shop.process(&intent, "").await;
    shop.present("4242424242424242").await;
    let cancel = format!("/v1/terminal/readers/{}/cancel_action", shop.reader);
    assert_eq!(
        code(&shop.post(&cancel, "", "").await),
        "terminal_reader_busy"
    );
    assert_eq!(
        code(&shop.process(&intent, "").await),
        "terminal_reader_busy"
    );
    let read = shop.get(&format!("/v1/payment_intents/{intent}")).await;
    assert_eq!(read["status"], "processing");
}

#[tokio::test]
async fn a_canceled_payment_cannot_be_tapped() {
    let shop = Shop::open(Options::default()).await;
    let intent = shop.intent(1000).await;
    shop.process(&intent, "").await;
    let cancel = format!("/v1/payment_intents/{intent}/cancel");
    assert_eq!(shop.post(&cancel, "", "").await.2["status"], "canceled");
    let said = shop.present("4242424242424242").await;
    assert_eq!(said.2["action"]["status"], "failed");
    assert_eq!(
        shop.get(&format!("/v1/payment_intents/{intent}")).await["status"],
        "canceled"
    );
}

#[tokio::test]
async fn failpoints_break_exactly_one_call() {
    let shop = Shop::open(Options::default()).await;
    let create = "/v1/payment_intents";
    let form = "amount=700&currency=usd&payment_method_types[]=card_present";
    let count = || shop.server.inspect(|world| world.intents.len());

    shop.server
        .failpoint(Failpoint::on(Kind::DropBeforeCommit, "POST", create));
    assert!(
        send(shop.server.address(), "POST", create, form, "a")
            .await
            .is_none()
    );
    assert_eq!(count(), 0);
    shop.server
        .failpoint(Failpoint::on(Kind::DropAfterCommit, "POST", create));
    assert!(
        send(shop.server.address(), "POST", create, form, "a")
            .await
            .is_none()
    );
    assert_eq!(count(), 1);
    assert!(shop.post(create, form, "a").await.1);

    shop.server
        .failpoint(Failpoint::on(Kind::ErrorAfterCommit, "POST", create));
    assert_eq!(shop.post(create, form, "b").await.0, 500);
    assert_eq!((count(), shop.post(create, form, "b").await.0), (2, 500));

    let intent = shop.intent(1000).await;
    shop.server
        .failpoint(Failpoint::on(Kind::ReaderAckLost, "POST", PROCESS));
    assert_eq!(
        code(&shop.process(&intent, "").await),
        "terminal_reader_timeout"
    );
    let reader = shop
        .get(&format!("/v1/terminal/readers/{}", shop.reader))
        .await;
    assert_eq!(
        reader["action"]["process_payment_intent"]["payment_intent"],
        json!(intent)
    );

    // Over the control route, as a script would.
    let control = json!({ "kind": "500_before_commit", "path": PROCESS }).to_string();
    assert_eq!(shop.post("/_sim/failpoint", &control, "").await.0, 200);
    assert_eq!(
        shop.post("/_sim/failpoint", r#"{"kind":"earthquake"}"#, "")
            .await
            .0,
        400
    );
    assert_eq!(shop.process(&intent, "").await.0, 500);
    let state = shop.get("/_sim/state").await;
    assert_eq!(
        (
            state["failpoints_left"].as_i64(),
            &state["contract_violations"]
        ),
        (Some(0), &json!([]))
    );
}

#[tokio::test]
async fn the_state_survives_a_restart() {
    let folder = std::env::temp_dir().join(format!("stripe-sim-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let state = Some(folder.join("state.json"));
    let options = Options {
        state,
        auto_present: Some(Duration::ZERO),
        ..Options::default()
    };
    let shop = Shop::open(options.clone()).await;
    let intent = shop.intent(1000).await;
    shop.process(&intent, "p").await;
    let reader = shop.reader.clone();
    drop(shop);

    let shop = Shop {
        server: Server::start(options).await.unwrap(),
        reader,
    };
    let read = shop.get(&format!("/v1/payment_intents/{intent}")).await;
    assert_eq!(
        read["status"], "requires_capture",
        "the customer tapped by himself"
    );
    assert!(shop.process(&intent, "p").await.1, "keys are remembered");
    drop(shop);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn only_loopback_is_served() {
    let listen = SocketAddr::from(([0, 0, 0, 0], 0));
    assert!(
        Server::start(Options {
            listen,
            ..Options::default()
        })
        .await
        .is_err()
    );
}
