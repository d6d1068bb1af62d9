//! Who is let in: Host, Origin, tokens, and how many.

use e2e::{Shop, Wire, json};

const EVIL: &str = "https://evil.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_turned_away_from_every_route() {
    let mut shop = Shop::builder().start().await;
    let (address, port) = (shop.address(), shop.address().port());
    let own = format!("127.0.0.1:{port}");
    for origin in [
        EVIL,
        "null",
        "",
        "http://localhost:1",
        &format!("https://{own}"),
        &format!("http://{own}.evil.example"),
    ] {
        for path in ["/", "/health", "/metrics", "/v1/openrpc.json", "/v1/ws"] {
            let reply = shop.http_get(path, &[("Origin", origin)]).await;
            assert_eq!(reply.status, 403, "{origin} {path}");
        }
        assert_eq!(
            Wire::connect(address, &[("Origin", origin)])
                .await
                .unwrap_err(),
            403,
            "{origin}"
        );
    }
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1",
        "localhost:1",
        "",
        "[::1]",
    ] {
        for path in ["/", "/health", "/v1/ws"] {
            assert_eq!(
                shop.http_get(path, &[("Host", host)]).await.status,
                403,
                "{host} {path}"
            );
        }
    }
    for host in [
        own.clone(),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
        format!("[::1]:{port}"),
    ] {
        assert_eq!(
            shop.http_get("/health", &[("Host", &host)]).await.status,
            200,
            "{host}"
        );
    }
    for token in [
        "Bearer 0",
        &format!("Bearer {}", "0".repeat(64)),
        "Bearer ../../etc/passwd",
    ] {
        assert_eq!(
            Wire::connect(address, &[("Authorization", token)])
                .await
                .unwrap_err(),
            401,
            "{token}"
        );
    }
    let mut good = shop.wire().await;
    good.call("ticket.list", json!({})).await.unwrap();
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_origin_that_the_operator_allows_comes_in() {
    let shop = Shop::builder()
        .server("allowed_origins = [\"https://dms.example\"]")
        .start()
        .await;
    let mut page = Wire::connect(shop.address(), &[("Origin", "https://dms.example")])
        .await
        .unwrap();
    page.call("session.info", json!({})).await.unwrap();
    assert_eq!(
        Wire::connect(shop.address(), &[("Origin", EVIL)])
            .await
            .unwrap_err(),
        403
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_client_too_many_is_told_so_and_the_others_go_on() {
    let mut shop = Shop::builder().server("max_clients = 4").start().await;
    let mut clients = Vec::new();
    for _ in 0..4 {
        let mut wire = shop.wire().await;
        wire.call("server.version", json!({})).await.unwrap();
        clients.push(wire);
    }
    let bearer = format!("Bearer {}", shop.full_token());
    let headers = [("Authorization", bearer.as_str())];
    assert_eq!(
        Wire::connect(shop.address(), &headers).await.unwrap_err(),
        503
    );
    for wire in &mut clients {
        wire.call("ticket.list", json!({})).await.unwrap();
    }
    clients.pop();
    let back = e2e::until("a place to come free", || async {
        Wire::connect(shop.address(), &headers).await.ok()
    });
    back.await.call("ticket.list", json!({})).await.unwrap();

    // Connections that never say anything do not use the places up.
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(
            tokio::net::TcpStream::connect(shop.address())
                .await
                .unwrap(),
        );
    }
    assert_eq!(shop.http_get("/health", &[]).await.status, 200);
    clients[0].call("ticket.list", json!({})).await.unwrap();
    shop.assert_sound();
}
