//! Stripe's official specification, trimmed to our calls, as a judge of requests and answers.
//!
//! It knows nothing of payments: it routes, decodes form parameters, coerces them by schema and validates. The data is
//! `spec/stripe-2026-05-27.dahlia.json` (MIT, see `spec/SOURCE.txt`).

mod coerce;
mod form;
mod schema;

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::Value;

pub use coerce::ParamError;
pub use form::{Pairs, parse_pairs};

const SPEC: &str = include_str!("../../spec/stripe-2026-05-27.dahlia.json");

/// Why the embedded specification could not be used. Only a broken build shows it.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    #[error("reading the embedded specification")]
    Json(#[from] serde_json::Error),
    #[error("compiling the schema of {operation}: {detail}")]
    Schema { operation: String, detail: String },
}

/// One call of the API: method, path template, and the schemas of what goes in and comes out.
#[derive(Debug)]
pub struct Operation {
    /// Stripe's own name, for example `PostPaymentIntents`.
    pub id: String,
    /// `GET` or `POST`.
    pub method: String,
    /// Path template, for example `/v1/payment_intents/{intent}`.
    pub path: String,
    params: Value,
    request: Validator,
    answer_ok: Validator,
    answer_error: Validator,
}

/// The whole contract: every operation of the trimmed specification.
#[derive(Debug)]
pub struct Contract {
    operations: Vec<Operation>,
}

impl Contract {
    /// Reads and compiles the embedded specification.
    ///
    /// # Errors
    /// [`ContractError`] when the embedded file is not a usable specification.
    pub fn load() -> Result<Self, ContractError> {
        let spec: Value = serde_json::from_str(SPEC)?;
        let components = schema::strict_components(&spec);
        let mut operations = Vec::new();
        for (path, methods) in spec["paths"].as_object().into_iter().flatten() {
            for (method, raw) in methods.as_object().into_iter().flatten() {
                operations.push(Operation::compile(path, method, raw, &components)?);
            }
        }
        Ok(Self { operations })
    }

    /// Every operation, in the order of the specification.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Finds the operation of a concrete path and the values of its `{placeholders}`.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<(&Operation, BTreeMap<String, String>)> {
        self.operations
            .iter()
            .filter(|operation| operation.method == method)
            .find_map(|operation| Some((operation, match_path(&operation.path, path)?)))
    }
}

impl Operation {
    fn compile(
        path: &str,
        method: &str,
        raw: &Value,
        components: &Value,
    ) -> Result<Self, ContractError> {
        let id = raw["operationId"].as_str().unwrap_or_default().to_owned();
        let compile = |schema: &Value| {
            let document = schema::document(schema, components);
            jsonschema::draft202012::new(&document).map_err(|error| ContractError::Schema {
                operation: id.clone(),
                detail: error.to_string(),
            })
        };
        let params = schema::params(raw);
        let answer = |status: &str| {
            schema::strict(&raw["responses"][status]["content"]["application/json"]["schema"])
        };
        Ok(Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            request: compile(&schema::strict(&params))?,
            answer_ok: compile(&answer("200"))?,
            answer_error: compile(&answer("default"))?,
            params,
            id,
        })
    }

    /// Decodes bracketed form parameters (query or body) and checks them against the specification.
    ///
    /// # Errors
    /// The first [`ParamError`]: unknown, missing, or of the wrong shape.
    pub fn decode(&self, pairs: &Pairs) -> Result<Value, ParamError> {
        let value = coerce::coerce(&form::nest(pairs), &self.params, "")?;
        // The walk above gives Stripe's error codes; the schema compiler is the second opinion on the same document.
        let error = self
            .request
            .iter_errors(&value)
            .next()
            .map(|error| ParamError::Invalid {
                param: error.instance_path().to_string(),
                message: error.to_string(),
            });
        error.map_or(Ok(value), Err)
    }

    /// Checks an answer. Unknown fields and parts cut from the specification are violations too.
    ///
    /// # Errors
    /// All violations as text with their place.
    pub fn check_answer(&self, status: u16, body: &Value) -> Result<(), Vec<String>> {
        let validator = if status == 200 {
            &self.answer_ok
        } else {
            &self.answer_error
        };
        let violations: Vec<String> = validator
            .iter_errors(body)
            .map(|error| format!("{} at {}: {error}", self.id, error.instance_path()))
            .collect();
        if violations.is_empty() {
            Ok(())
        } else {
            Err(violations)
        }
    }
}

fn match_path(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let mut wanted = template.split('/');
    let mut given = path.split('/');
    let mut values = BTreeMap::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(values),
            (Some(want), Some(have)) => {
                match want
                    .strip_prefix('{')
                    .and_then(|name| name.strip_suffix('}'))
                {
                    Some(name) if !have.is_empty() => {
                        values.insert(name.to_owned(), have.to_owned());
                    }
                    None if want == have => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
}
