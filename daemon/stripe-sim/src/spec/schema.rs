//! OpenAPI 3.0 schemas turned into JSON Schema, stricter than Stripe publishes them: an object with known fields
//! accepts no others, so that our simulator cannot invent a field unseen.

use serde_json::{Map, Value, json};

/// Every named schema of the specification in its strict form.
pub(super) fn strict_components(spec: &Value) -> Value {
    let mut schemas = Map::new();
    for (name, schema) in spec["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        schemas.insert(name.clone(), strict(schema));
    }
    json!({ "schemas": schemas })
}

/// A self-contained document: one schema beside the components its references point to.
pub(super) fn document(schema: &Value, components: &Value) -> Value {
    json!({ "allOf": [schema], "components": components })
}

/// The parameters of an operation as one object schema: the form body, or the query of a GET.
pub(super) fn params(operation: &Value) -> Value {
    let body = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
    if body.is_object() {
        return body.clone();
    }
    let mut properties = Map::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "query"
            && let Some(name) = parameter["name"].as_str()
        {
            properties.insert(name.to_owned(), parameter["schema"].clone());
        }
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The strict form of one schema, references left in place.
pub(super) fn strict(schema: &Value) -> Value {
    match schema {
        Value::Array(parts) => Value::Array(parts.iter().map(strict).collect()),
        Value::Object(fields) => strict_object(fields),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}

fn strict_object(fields: &Map<String, Value>) -> Value {
    let mut out = Map::new();
    for (key, value) in fields {
        match key.as_str() {
            "nullable" => {}
            "properties" => {
                let properties = value.as_object().into_iter().flatten();
                let properties = properties.map(|(name, part)| (name.clone(), strict(part)));
                out.insert(key.clone(), Value::Object(properties.collect()));
            }
            _ => {
                out.insert(key.clone(), strict(value));
            }
        }
    }
    if out.contains_key("properties") && !out.contains_key("additionalProperties") {
        out.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    if fields.get("nullable") == Some(&Value::Bool(true)) {
        return json!({ "anyOf": [{ "type": "null" }, out] });
    }
    Value::Object(out)
}
