//! The OpenRPC document: committed, served, and well made (<https://spec.open-rpc.org>).

use std::collections::BTreeSet;

use e2e::{Shop, Value, daemon, json};

fn printed() -> String {
    let (status, document, said) = daemon::run_command(&["openrpc"]);
    assert!(status.success(), "{said}");
    document
}

#[test]
fn the_committed_document_is_the_daemons() {
    crate::committed("daemon/protocol/openrpc.json", &printed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_daemon_serves_the_same_document_over_http_and_the_socket() {
    let mut shop = Shop::builder().start().await;
    let document: Value = serde_json::from_str(&printed()).unwrap();
    let served = shop.http_get("/v1/openrpc.json", &[]).await;
    assert_eq!(
        (served.status, served.header("content-type")),
        (200, Some("application/json"))
    );
    assert_eq!(
        serde_json::from_str::<Value>(&served.body).unwrap(),
        document
    );
    let discovered = shop
        .wire()
        .await
        .call("rpc.discover", json!({}))
        .await
        .unwrap();
    assert_eq!(discovered, document);
}

#[test]
fn it_keeps_the_rules_of_openrpc() {
    let document: Value = serde_json::from_str(&printed()).unwrap();
    assert!(document["openrpc"].as_str().unwrap().starts_with("1."));
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut names = BTreeSet::new();
    for method in document["methods"].as_array().unwrap() {
        let name = method["name"].as_str().unwrap();
        assert!(names.insert(name), "{name} stands twice");
        assert!(method["summary"].as_str().unwrap().ends_with('.'), "{name}");
        assert!(
            matches!(
                method["paramStructure"].as_str(),
                Some("by-name" | "by-position" | "either")
            ),
            "{name}"
        );
        let result = &method["result"];
        assert!(result["name"].is_string(), "{name}");
        // `true` is a schema too: anything (rpc.discover answers this very document).
        assert!(
            result["schema"].is_object() || result["schema"] == true,
            "{name}"
        );
        let mut fields = BTreeSet::new();
        for field in method["params"].as_array().unwrap() {
            assert!(
                fields.insert(field["name"].as_str().unwrap()),
                "{name}: {field} stands twice"
            );
            assert!(
                field["required"].is_boolean() && !field["schema"].is_null(),
                "{name}: {field}"
            );
        }
        for error in method["errors"].as_array().into_iter().flatten() {
            let target = error["$ref"]
                .as_str()
                .and_then(|reference| document.pointer(reference.strip_prefix('#')?));
            assert!(
                target.is_some_and(|error| error["code"].is_i64() && error["message"].is_string()),
                "{name}: {error}"
            );
        }
    }
    assert!(names.len() > 40);
    every_reference_resolves(&document, &document);
}

fn every_reference_resolves(document: &Value, value: &Value) {
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                let target = reference
                    .strip_prefix('#')
                    .and_then(|pointer| document.pointer(pointer));
                assert!(target.is_some(), "{reference} leads nowhere");
            }
            object
                .values()
                .for_each(|value| every_reference_resolves(document, value));
        }
        Value::Array(array) => array
            .iter()
            .for_each(|value| every_reference_resolves(document, value)),
        _ => {}
    }
}

/// Returns the document and what checks a schema of it, with its references.
pub(crate) fn schemas() -> Schemas {
    Schemas {
        document: serde_json::from_str(&printed()).unwrap(),
    }
}

pub(crate) struct Schemas {
    pub(crate) document: Value,
}

impl Schemas {
    pub(crate) fn method(&self, name: &str) -> &Value {
        let methods = self.document["methods"].as_array().unwrap();
        methods
            .iter()
            .find(|method| method["name"] == name)
            .unwrap_or_else(|| panic!("no method {name}"))
    }

    /// Asserts that a value is what a schema says.
    pub(crate) fn check(&self, what: &str, schema: &Value, value: &Value) {
        let faults = self.faults(schema, value);
        assert!(
            faults.is_empty(),
            "{what} is not as published: {faults:?}\n{value:#}"
        );
    }

    pub(crate) fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        let whole = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "allOf": [schema],
                            "components": self.document["components"] });
        let validator = jsonschema::validator_for(&whole).unwrap();
        validator
            .iter_errors(value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect()
    }
}

#[test]
fn every_schema_compiles_and_refuses_what_the_daemon_refuses() {
    let schemas = schemas();
    for method in schemas.document["methods"].as_array().unwrap() {
        let extra = json!({ "no_such_field": 1 });
        assert!(
            !schemas
                .faults(&method["x-params-schema"], &extra)
                .is_empty(),
            "{}",
            method["name"]
        );
        schemas.faults(&method["result"]["schema"], &json!({}));
        for field in method["params"].as_array().unwrap() {
            schemas.faults(&field["schema"], &json!({}));
        }
    }
    let cash = &schemas.method("payment.take_cash")["x-params-schema"];
    let id = "0192f0c1-7c3a-7000-8000-000000000001";
    assert_eq!(
        schemas.faults(cash, &json!({ "key": "k", "ticket_id": id, "tendered": 5 })),
        Vec::<String>::new()
    );
    for wrong in [
        json!({ "key": "k", "ticket_id": id }),
        json!({ "key": "", "ticket_id": id, "tendered": 5 }),
        json!({ "key": "k", "ticket_id": "x", "tendered": 5 }),
        json!({ "key": "k", "ticket_id": id, "tendered": "5" }),
    ] {
        assert!(!schemas.faults(cash, &wrong).is_empty(), "{wrong}");
    }
}
