//! Errors in Stripe's shape: `{"error": {type, code, message, param, decline_code}}`.
//!
//! The HTTP status of the `terminal_*` codes is not published; 400 is assumed (DIVERGENCES.md).

use serde_json::{Value, json};

use crate::spec::ParamError;

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub(super) status: u16,
    kind: &'static str,
    code: Option<String>,
    message: String,
    param: Option<String>,
}

impl Problem {
    pub(super) fn invalid(code: &str, message: impl Into<String>) -> Self {
        let code = (!code.is_empty()).then(|| code.to_owned());
        let kind = "invalid_request_error";
        Self {
            status: 400,
            kind,
            code,
            message: message.into(),
            param: None,
        }
    }

    pub(super) fn with_param(mut self, param: &str) -> Self {
        self.param = Some(param.to_owned());
        self
    }

    pub(super) fn missing_object(noun: &str, id: &str, param: &str) -> Self {
        let problem = Self::invalid("resource_missing", format!("No such {noun}: '{id}'"));
        Self {
            status: 404,
            ..problem.with_param(param)
        }
    }

    pub(super) fn parameter(error: &ParamError) -> Self {
        Self::invalid(error.code().unwrap_or_default(), error.to_string()).with_param(error.param())
    }

    pub(super) fn unrecognized_url(method: &str, path: &str) -> Self {
        let problem = Self::invalid("", format!("Unrecognized request URL ({method}: {path})."));
        Self {
            status: 404,
            ..problem
        }
    }

    pub(super) fn idempotency(message: impl Into<String>) -> Self {
        Self {
            kind: "idempotency_error",
            ..Self::invalid("", message)
        }
    }

    pub(super) fn server_error() -> Self {
        let kind = "api_error";
        Self {
            status: 500,
            kind,
            ..Self::invalid("", "An unknown error occurred.")
        }
    }

    /// No key, or one that this simulator must not be given.
    #[must_use]
    pub fn unauthorized(message: &str) -> Self {
        Self {
            status: 401,
            ..Self::invalid("", message)
        }
    }

    /// Too many requests.
    #[must_use]
    pub fn rate_limited() -> Self {
        Self {
            status: 429,
            ..Self::invalid("rate_limit", "Request rate limit exceeded.")
        }
    }

    /// An answer of ours broke the contract.
    #[must_use]
    pub fn contract(violations: &[String]) -> Self {
        let message = format!(
            "stripe-sim broke Stripe's contract: {}",
            violations.join("; ")
        );
        Self {
            status: 500,
            kind: "api_error",
            ..Self::invalid("", message)
        }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> Value {
        let mut error = json!({ "type": self.kind, "message": self.message });
        if let Some(code) = &self.code {
            error["code"] = json!(code);
        }
        if let Some(param) = &self.param {
            error["param"] = json!(param);
        }
        json!({ "error": error })
    }
}
