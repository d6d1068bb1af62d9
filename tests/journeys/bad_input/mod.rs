//! What a careless or hostile program can send. Whatever it is: an answer that helps, and a daemon that goes on.

mod load;
mod values;

use e2e::{Shop, Value, json};
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Bytes, Message};

/// Asserts that the daemon still answers others.
async fn goes_on(shop: &mut Shop) {
    let mut other = shop.wire().await;
    assert_eq!(
        other.call("server.version", json!({})).await.unwrap()["name"],
        "counterd"
    );
}

fn problem_code(answer: &Value) -> &str {
    let error = &answer["error"];
    let data = &error["data"];
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{answer}"
    );
    assert!(
        data["hint"]
            .as_str()
            .is_some_and(|hint| hint.ends_with('.')),
        "{answer}"
    );
    assert!(data["retryable"].is_boolean(), "{answer}");
    data["code"].as_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_that_are_no_requests_are_answered_on_the_same_connection() {
    let mut shop = Shop::builder().start().await;
    let mut wire = shop.wire().await;
    for (text, code, number) in [
        ("", "rpc.not_json", -32700),
        ("{", "rpc.not_json", -32700),
        ("hello", "rpc.not_json", -32700),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"server.version"} trailing"#,
            "rpc.not_json",
            -32700,
        ),
        ("\u{feff}{}", "rpc.not_json", -32700),
        ("null", "rpc.not_a_request", -32600),
        ("17", "rpc.not_a_request", -32600),
        ("{}", "rpc.not_a_request", -32600),
        ("[]", "rpc.not_a_request", -32600),
        (
            r#"[{"jsonrpc":"2.0","id":1,"method":"server.version"}]"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"id":1,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"1.0","id":1,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":{},"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":[1],"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":true,"method":"server.version"}"#,
            "rpc.not_a_request",
            -32600,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":5}"#,
            "rpc.not_a_request",
            -32600,
        ),
    ] {
        let answer = wire.say(text).await.unwrap();
        assert_eq!(answer["id"], Value::Null, "{text}");
        assert_eq!(
            (problem_code(&answer), &answer["error"]["code"]),
            (code, &json!(number)),
            "{text}"
        );
    }
    for (text, code, number) in [
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.explode"}"#,
            "rpc.unknown_method",
            -32601,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":""}"#,
            "rpc.unknown_method",
            -32601,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open"}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open","params":[]}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"ticket.open","params":{"key":"k","key":"k"}}"#,
            "rpc.invalid_params",
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":"x","method":"server.version","params":{"a":1}}"#,
            "rpc.invalid_params",
            -32602,
        ),
    ] {
        let answer = wire.say(text).await.unwrap();
        assert_eq!(answer["id"], "x", "{text}");
        assert_eq!(
            (problem_code(&answer), &answer["error"]["code"]),
            (code, &json!(number)),
            "{text}"
        );
    }
    // A notification is carried out or not, but never answered.
    wire.send(Message::text(
        r#"{"jsonrpc":"2.0","method":"ticket.explode"}"#,
    ))
    .await;
    assert_eq!(
        wire.call("server.version", json!({})).await.unwrap()["name"],
        "counterd"
    );
    assert_eq!(wire.heard, Vec::<Value>::new());
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_that_are_no_text_close_the_connection_with_the_reason() {
    let mut shop = Shop::builder().start().await;
    let mut wire = shop.wire().await;
    wire.send(Message::Binary(Bytes::from_static(b"\x00\x01")))
        .await;
    assert_eq!(wire.next().await.unwrap_err(), CloseCode::Unsupported);

    let mut wire = shop.wire().await;
    let not_utf8 = Frame::message(
        Bytes::from_static(b"\"\xff\xfe\""),
        OpCode::Data(Data::Text),
        true,
    );
    wire.send(Message::Frame(not_utf8)).await;
    assert_eq!(wire.next().await.unwrap_err(), CloseCode::Invalid);

    let mut wire = shop.wire().await;
    let reserved = Frame::message(
        Bytes::from_static(b"x"),
        OpCode::Data(Data::Reserved(3)),
        true,
    );
    wire.send(Message::Frame(reserved)).await;
    assert!(matches!(
        wire.next().await.unwrap_err(),
        CloseCode::Protocol | CloseCode::Abnormal
    ));

    // One message of 16 MB, and one of as many small frames.
    let before = shop.memory();
    let mut wire = shop.wire().await;
    wire.send(Message::text(format!("\"{}\"", "x".repeat(16 << 20))))
        .await;
    let code = wire.next().await.unwrap_err();
    assert!(
        matches!(code, CloseCode::Size | CloseCode::Abnormal),
        "{code:?}"
    );
    let mut wire = shop.wire().await;
    let piece = Bytes::from(vec![b'x'; 64 << 10]);
    wire.send(Message::Frame(Frame::message(
        piece.clone(),
        OpCode::Data(Data::Text),
        false,
    )))
    .await;
    for _ in 0..255 {
        wire.send(Message::Frame(Frame::message(
            piece.clone(),
            OpCode::Data(Data::Continue),
            false,
        )))
        .await;
    }
    let code = wire.next().await.unwrap_err();
    assert!(
        matches!(code, CloseCode::Size | CloseCode::Abnormal),
        "{code:?}"
    );
    let grown = shop.memory().saturating_sub(before);
    assert!(
        grown < 12 << 20,
        "16 MB that were refused left {grown} bytes behind"
    );
    // One that is just short enough is read, and found wrong.
    let mut wire = shop.wire().await;
    let long = json!({ "jsonrpc": "2.0", "id": 1, "method": "part.search", "params": { "query": "x".repeat(1_000_000) } });
    let answer = wire.say(&long.to_string()).await.unwrap();
    assert!(
        answer["result"].is_object() || answer["error"].is_object(),
        "{answer}"
    );
    goes_on(&mut shop).await;
    shop.assert_sound();
}
