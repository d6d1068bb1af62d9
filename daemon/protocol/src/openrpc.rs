//! The OpenRPC document (<https://spec.open-rpc.org>), made from the list of methods.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::methods::{Access, METHODS};
use crate::problem::{Code, Problem};
use crate::v1::{device, event};

/// Makes the document. It depends on nothing but the code, so it is committed and compared.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let methods: Vec<Value> = METHODS
        .iter()
        .map(|method| {
            let params = (method.params)(&mut generator);
            let result = (method.result)(&mut generator);
            json!({
                "name": method.name,
                "summary": method.summary,
                "description": access_text(method.access),
                "paramStructure": "by-name",
                "params": param_list(&params, generator.definitions()),
                "result": { "name": "result", "schema": result },
                "errors": [{ "$ref": "#/components/errors/Problem" }],
            })
        })
        .collect();
    let notifications = json!([
        notification(
            "event",
            "Something happened and is durable.",
            generator.subschema_for::<event::Event>()
        ),
        notification(
            "scan",
            "Something was scanned.",
            generator.subschema_for::<device::Scan>()
        ),
        notification(
            "scan.released",
            "Another page took the scanner.",
            generator.subschema_for::<crate::v1::Nothing>()
        ),
        notification(
            "device",
            "A device changed.",
            generator.subschema_for::<device::Changed>()
        ),
    ]);
    let _problem = generator.subschema_for::<Problem>();
    let codes: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "code": code.as_str(), "hint": code.hint() }))
        .collect();
    let schemas: Map<String, Value> = generator.take_definitions(true);
    json!({
        "openrpc": "1.3.2",
        "info": {
            "title": "counterd",
            "version": "1",
            "description": "The counter daemon's local API: JSON-RPC 2.0 over the WebSocket at /v1/ws.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "name": "this counter", "url": "ws://127.0.0.1:7420/v1/ws" }],
        "methods": methods,
        "x-notifications": notifications,
        "x-problem-codes": codes,
        "components": {
            "schemas": schemas,
            "errors": {
                "Problem": {
                    "code": -32001,
                    "message": "What happened; `data` has the stable code, the hint and whether to retry.",
                },
            },
        },
    })
}

fn access_text(access: Access) -> String {
    match access {
        Access::Anyone => "Anyone who may connect.".to_owned(),
        Access::Role(role, scope) => {
            format!(
                "A person signed in as {role:?} or higher, or a token with the scope `{scope}`."
            )
        }
    }
}

/// OpenRPC lists parameters one by one; ours are the fields of one struct.
fn param_list(params: &schemars::Schema, definitions: &Map<String, Value>) -> Vec<Value> {
    let schema = params
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.rsplit('/').next())
        .and_then(|name| definitions.get(name))
        .unwrap_or_else(|| params.as_value());
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields
        .map(|(name, field)| {
            json!({ "name": name, "required": required.contains(&name.as_str()), "schema": field })
        })
        .collect()
}

fn notification(name: &str, summary: &str, params: schemars::Schema) -> Value {
    json!({ "name": name, "summary": summary, "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_method_with_its_parameters() {
        let document = document();
        let methods = document["methods"].as_array().unwrap();
        assert_eq!(methods.len(), METHODS.len());
        let cash = methods
            .iter()
            .find(|m| m["name"] == "payment.take_cash")
            .unwrap();
        let names: Vec<_> = cash["params"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| &p["name"])
            .collect();
        assert_eq!(names, ["amount", "key", "tendered", "ticket_id"]);
    }

    #[test]
    fn every_schema_has_a_name_of_its_own() {
        let document = document();
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            let numbered = name.ends_with(|c: char| c.is_ascii_digit());
            assert!(!numbered, "{name}: two wire types share a name; rename one with schemars(rename)");
        }
    }

    #[test]
    fn every_reference_resolves() {
        let document = document();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let text = document.to_string();
        let mut found = 0;
        for piece in text.split("#/components/schemas/").skip(1) {
            let name = piece.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
            found += 1;
        }
        assert!(found > 50);
    }
}
