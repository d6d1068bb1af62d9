//! Plain HTTP: health, metrics, the page and its files.

use std::collections::BTreeSet;

use e2e::{HttpReply, Shop, Value, http, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_and_metrics_can_be_read_by_a_program() {
    let mut shop = Shop::builder().printer().start().await;
    let mut wire = shop.wire().await;
    wire.call("ticket.open", json!({ "key": "k" }))
        .await
        .unwrap();
    wire.call("ticket.get", json!({ "ticket_id": "x" }))
        .await
        .unwrap_err();
    let health = shop.http_get("/health", &[]).await;
    assert_eq!(
        (health.status, health.header("content-type")),
        (200, Some("application/json"))
    );
    let health: Value = serde_json::from_str(&health.body).unwrap();
    assert_eq!(
        (&health["status"], &health["head"], &health["devices"]),
        (&json!("ok"), &json!(1), &json!(2))
    );

    let metrics = shop.http_get("/metrics", &[]).await;
    assert_eq!(metrics.status, 200);
    assert!(
        metrics
            .header("content-type")
            .unwrap()
            .starts_with("text/plain")
    );
    let rows = parse_metrics(&metrics.body);
    let value = |name: &str| {
        rows.iter()
            .find(|(row, _)| row == name)
            .map(|(_, value)| *value)
    };
    assert_eq!(value("counterd_connections"), Some(1));
    assert_eq!(value("counterd_requests_total"), Some(2));
    assert_eq!(value("counterd_problems_total"), Some(1));
    assert_eq!(value("counterd_journal_head"), Some(1));
    assert!(
        rows.iter()
            .any(|(row, _)| row.starts_with("counterd_device_ready{device=\"receipt-printer\""))
    );
}

/// Reads Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats): every line must be of it, and every
/// name must have its HELP and TYPE first.
fn parse_metrics(text: &str) -> Vec<(String, u64)> {
    assert!(text.ends_with('\n'));
    let (mut helped, mut typed) = (BTreeSet::new(), BTreeSet::new());
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            helped.insert(help.split_once(' ').expect("words").0.to_owned());
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ').expect("a kind");
            assert!(
                matches!(
                    kind,
                    "counter" | "gauge" | "histogram" | "summary" | "untyped"
                ),
                "{line}"
            );
            assert!(typed.insert(name.to_owned()), "{name} has two types");
            assert!(kind != "counter" || name.ends_with("_total"), "{line}");
        } else {
            let (series, value) = line.rsplit_once(' ').expect("a value");
            let name = series.split('{').next().unwrap();
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
            assert!(
                name.chars().all(fits) && !name.starts_with(|c: char| c.is_ascii_digit()),
                "{line}"
            );
            assert!(helped.contains(name) && typed.contains(name), "{line}");
            if let Some(labels) = series
                .strip_prefix(name)
                .filter(|labels| !labels.is_empty())
            {
                let labels = labels
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'))
                    .expect("labels");
                for label in labels.split(',') {
                    let (name, value) = label.split_once('=').expect("a label");
                    assert!(
                        name.chars().all(fits) && value.starts_with('"') && value.ends_with('"'),
                        "{line}"
                    );
                }
            }
            rows.push((series.to_owned(), value.parse().expect("a number")));
        }
    }
    rows
}

fn is_safe(path: &str, reply: &HttpReply) {
    assert_eq!(reply.status, 200, "{path}");
    assert_eq!(
        reply.header("x-content-type-options"),
        Some("nosniff"),
        "{path}"
    );
    let policy = reply
        .header("content-security-policy")
        .unwrap_or_else(|| panic!("{path} has no policy"));
    for rule in [
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(rule), "{path}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"),
        "{path}: {policy}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_comes_whole_and_safe_from_the_binary() {
    let shop = Shop::builder().start().await;
    let index = shop.http_get("/", &[]).await;
    is_safe("/", &index);
    assert_eq!(
        index.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let page = e2e::programs::root().join("daemon/server/page");
    // Everything that the page's files name is there.
    let mut open = vec![("/".to_owned(), index.body)];
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut kinds = BTreeSet::new();
    while let Some((from, body)) = open.pop() {
        for path in links(&from, &body) {
            if !seen.insert(path.clone()) {
                continue;
            }
            let reply = shop.http_get(&path, &[]).await;
            is_safe(&path, &reply);
            let kind = path.rsplit('.').next().unwrap();
            let expected = match kind {
                "js" | "mjs" => "text/javascript; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "svg" => "image/svg+xml",
                other => panic!("{path}: {other}"),
            };
            assert_eq!(reply.header("content-type"), Some(expected), "{path}");
            let on_disk = std::fs::read_to_string(page.join(&path[1..]));
            assert!(on_disk.is_ok(), "{path} is not in the source");
            kinds.insert(kind.to_owned());
            open.push((path, reply.body));
        }
    }
    assert!(
        seen.len() > 10 && kinds.contains("js") && kinds.contains("css"),
        "{seen:?}"
    );
}

/// Returns the paths that a file of the page loads: its scripts, styles, icons and imports.
fn links(from: &str, body: &str) -> Vec<String> {
    let folder = &from[..=from.rfind('/').unwrap()];
    let mut found = Vec::new();
    for line in body.lines() {
        let line = line.trim();
        let loads = line.starts_with("import ")
            || line.starts_with("} from ")
            || line.starts_with("export ")
            || line.starts_with("@import")
            || line.starts_with("<script")
            || line.starts_with("<link");
        if !loads {
            continue;
        }
        let quoted = line.split(['"', '\'']).skip(1).step_by(2);
        let file = |path: &&str| {
            [".js", ".mjs", ".css", ".svg"]
                .iter()
                .any(|kind| path.ends_with(kind))
        };
        found.extend(quoted.filter(file).map(|path| resolve(folder, path)));
    }
    found
}

fn resolve(folder: &str, path: &str) -> String {
    let whole = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}{path}")
    };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_outside_the_page_can_be_fetched() {
    let shop = Shop::builder().start().await;
    for path in [
        "/../counterd.toml",
        "/../../etc/passwd",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/app/../../../Cargo.toml",
        "/app/..",
        "/.",
        "/..",
        "/app",
        "/app/",
        "/index.html%00.js",
        "/index.html/",
        "/package.json5",
        "/v1",
        "/v1/",
        "/v2/ws",
        "/health/x",
        "/INDEX.HTML",
        "\\..\\..\\etc\\passwd",
    ] {
        let reply = shop.http_get(path, &[]).await;
        assert!(
            matches!(reply.status, 400 | 404),
            "{path}: {}",
            reply.status
        );
        assert!(!reply.body.contains("root:"), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"] {
        let reply = http::request(shop.address(), method, "/", &[], "").await;
        assert!(
            matches!(reply.status, 400 | 405),
            "{method}: {}",
            reply.status
        );
        assert_eq!(
            reply.header("access-control-allow-origin"),
            None,
            "{method}"
        );
    }
}
