//! Form text to JSON by schema, with Stripe's error codes for what does not fit.

use serde_json::{Map, Value};

use super::form::Node;

/// What is wrong with a parameter. `param` is spelled with brackets, as Stripe does: `metadata[tender]`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParamError {
    #[error("Received unknown parameter: {param}")]
    Unknown { param: String },
    #[error("Missing required param: {param}.")]
    Missing { param: String },
    #[error("Invalid integer: {value}")]
    Integer { param: String, value: String },
    #[error("{message}")]
    Invalid { param: String, message: String },
}

impl ParamError {
    /// Stripe's `error.code`, where it has one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { .. } => Some("parameter_unknown"),
            Self::Missing { .. } => Some("parameter_missing"),
            Self::Integer { .. } => Some("parameter_invalid_integer"),
            Self::Invalid { .. } => None,
        }
    }

    /// The parameter's name.
    #[must_use]
    pub fn param(&self) -> &str {
        match self {
            Self::Unknown { param }
            | Self::Missing { param }
            | Self::Integer { param, .. }
            | Self::Invalid { param, .. } => param,
        }
    }
}

/// Turns a decoded form into JSON of the schema's shape.
pub(super) fn coerce(node: &Node, schema: &Value, param: &str) -> Result<Value, ParamError> {
    if let Some(branches) = schema["anyOf"].as_array() {
        let mut results = branches.iter().map(|branch| coerce(node, branch, param));
        let mut first = None;
        return results
            .find_map(|result| match result {
                Ok(value) => Some(Ok(value)),
                Err(error) => {
                    first.get_or_insert(error);
                    None
                }
            })
            .unwrap_or_else(|| Err(first.unwrap_or_else(|| invalid(param, "no shape fits"))));
    }
    match (schema["type"].as_str().unwrap_or("string"), node) {
        ("object", Node::Parts(parts)) => object(parts, schema, param),
        ("array", Node::Parts(parts)) => {
            let items = parts
                .iter()
                .map(|(key, part)| coerce(part, &schema["items"], &child(param, key)));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        ("integer", Node::Leaf(text)) => {
            text.parse::<i64>()
                .map(Value::from)
                .map_err(|_| ParamError::Integer {
                    param: param.to_owned(),
                    value: text.clone(),
                })
        }
        ("boolean", Node::Leaf(text)) => text
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| invalid(param, "Invalid boolean")),
        ("string", Node::Leaf(text)) => string(text, schema, param),
        (wanted, _) => Err(invalid(param, &format!("Invalid {wanted}"))),
    }
}

fn object(parts: &[(String, Node)], schema: &Value, param: &str) -> Result<Value, ParamError> {
    let mut out = Map::new();
    for (key, part) in parts {
        let name = child(param, key);
        let inner = match (
            schema["properties"].get(key),
            schema.get("additionalProperties"),
        ) {
            (Some(inner), _) => inner,
            (None, Some(inner)) if inner.is_object() => inner,
            _ => return Err(ParamError::Unknown { param: name }),
        };
        out.insert(key.clone(), coerce(part, inner, &name)?);
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        let key = required.as_str().unwrap_or_default();
        if !out.contains_key(key) {
            return Err(ParamError::Missing {
                param: child(param, key),
            });
        }
    }
    Ok(Value::Object(out))
}

fn string(text: &str, schema: &Value, param: &str) -> Result<Value, ParamError> {
    if let Some(options) = schema["enum"].as_array()
        && !options.iter().any(|option| option == text)
    {
        let options: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        return Err(invalid(
            param,
            &format!("Invalid {param}: must be one of {}", options.join(", ")),
        ));
    }
    Ok(Value::from(text))
}

fn child(param: &str, key: &str) -> String {
    if param.is_empty() {
        key.to_owned()
    } else {
        format!("{param}[{key}]")
    }
}

fn invalid(param: &str, message: &str) -> ParamError {
    ParamError::Invalid {
        param: param.to_owned(),
        message: message.to_owned(),
    }
}
