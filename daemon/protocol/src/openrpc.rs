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
    // What a client sends may leave out what has a default; what the daemon sends leaves out only what it skips.
    let mut sent = settings.clone().for_deserialize().into_generator();
    let mut answered = settings.for_serialize().into_generator();
    let methods: Vec<Value> = METHODS
        .iter()
        .map(|method| {
            let params = (method.params)(&mut sent);
            let result = (method.result)(&mut answered);
            json!({
                "name": method.name,
                "summary": method.summary,
                "description": access_text(method.access),
                "paramStructure": "by-name",
                "params": param_list(&params, sent.definitions()),
                "x-params-schema": params,
                "result": { "name": "result", "schema": result },
                "errors": [{ "$ref": "#/components/errors/Problem" }],
            })
        })
        .collect();
    let notifications = json!([
        notification(
            "event",
            "Something happened and is durable.",
            answered.subschema_for::<event::Event>()
        ),
        notification(
            "scan",
            "Something was scanned.",
            answered.subschema_for::<device::Scan>()
        ),
        notification(
            "scan.released",
            "Another page took the scanner.",
            answered.subschema_for::<crate::v1::Nothing>()
        ),
        notification(
            "device",
            "A device changed.",
            answered.subschema_for::<device::Changed>()
        ),
        notification(
            "lease.requested",
            "Somebody wants a device that is held here.",
            answered.subschema_for::<device::LeaseRequested>()
        ),
        notification(
            "lease.lost",
            "A device is held here no longer.",
            answered.subschema_for::<device::LeaseLost>()
        ),
    ]);
    let _problem = answered.subschema_for::<Problem>();
    let codes: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "code": code.as_str(), "hint": code.hint() }))
        .collect();
    let mut schemas: Map<String, Value> = answered.take_definitions(true);
    // A type that goes both ways is written as it is sent: what may be left out there may be absent, and an answer, which
    // leaves out less, fits it too.
    schemas.extend(sent.take_definitions(true));
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
    use std::collections::BTreeSet;

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
    fn names_the_schema_of_all_parameters_together() {
        let document = document();
        for method in document["methods"].as_array().unwrap() {
            let reference = method["x-params-schema"]["$ref"].as_str().unwrap();
            let name = reference.strip_prefix("#/components/schemas/").unwrap();
            let fields = document["components"]["schemas"][name]["properties"].as_object();
            let listed = method["params"].as_array().unwrap().len();
            assert_eq!(fields.map_or(0, Map::len), listed, "{}", method["name"]);
        }
    }

    #[test]
    fn answers_may_leave_out_only_what_the_daemon_skips() {
        let document = document();
        let required = |schema: &str, field: &str| {
            let schema = &document["components"]["schemas"][schema];
            assert!(schema["properties"][field].is_object(), "{field}");
            schema["required"]
                .as_array()
                .unwrap()
                .iter()
                .any(|f| f == field)
        };
        assert!(required("Ticket", "receipt_number"));
        assert!(!required("TicketAccepted", "line_id"));
        assert!(!required("TicketOpen", "odometer"));
    }

    /// A type that goes both ways is written as it is sent: every answer must fit that, too.
    #[test]
    fn what_is_answered_fits_what_may_be_sent() {
        let mut sent = SchemaSettings::draft07().for_deserialize().into_generator();
        let mut answered = SchemaSettings::draft07().for_serialize().into_generator();
        for method in METHODS {
            (method.params)(&mut sent);
            (method.result)(&mut answered);
        }
        let both: Vec<_> = sent
            .definitions()
            .iter()
            .filter_map(|(name, shape)| Some((name, shape, answered.definitions().get(name)?)))
            .collect();
        assert!(both.len() > 5);
        for (name, shape, other) in both {
            let (sent, answered) = (required(shape), required(other));
            assert!(sent.is_subset(&answered), "{name}");
            assert_eq!(optional(shape), optional(other), "{name}");
        }
    }

    fn required(schema: &Value) -> BTreeSet<&str> {
        let names = schema["required"].as_array().into_iter().flatten();
        names.filter_map(Value::as_str).collect()
    }

    /// The schema without what it says of fields that may be left out.
    fn optional(schema: &Value) -> Value {
        let mut schema = schema.clone();
        if let Some(object) = schema.as_object_mut() {
            object.remove("required");
        }
        schema
    }

    #[test]
    fn every_schema_has_a_name_of_its_own() {
        let document = document();
        for name in document["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
        {
            let numbered = name.ends_with(|c: char| c.is_ascii_digit());
            assert!(
                !numbered,
                "{name}: two wire types share a name; rename one with schemars(rename)"
            );
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
