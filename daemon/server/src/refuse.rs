//! From the engine's and the store's errors to problems on the wire. What is internal goes to the log under a reference;
//! only the reference goes out.

use engine::{EngineError, StoreError};
use protocol::problem::{Code, Problem};

use crate::api::BridgeError;

pub(crate) fn engine(error: &EngineError) -> Problem {
    match error {
        EngineError::Refused(refusal) => Problem::from(refusal),
        EngineError::Store(error) => store(error),
        EngineError::Busy => Problem::new(Code::EngineBusy, error.to_string()),
        EngineError::Stopping => Problem::new(Code::Stopping, error.to_string()),
    }
}

pub(crate) fn store(error: &StoreError) -> Problem {
    let code = match error {
        StoreError::DiskFull(_) => Code::DiskFull,
        StoreError::ReadOnly(_) => Code::ReadOnly,
        StoreError::Damaged(_) => Code::StoreDamaged,
        StoreError::Failed { .. } => Code::StoreFailed,
    };
    let message = match error {
        StoreError::DiskFull(_) => "the disk is full",
        StoreError::ReadOnly(_) => "the data folder cannot be written",
        StoreError::Damaged(_) => "the store is damaged",
        StoreError::Failed { .. } => "the store could not do its work",
    };
    logged(Problem::new(code, message), error)
}

pub(crate) fn internal(what: &'static str, error: &dyn std::error::Error) -> Problem {
    logged(Problem::new(Code::Internal, what), error)
}

pub(crate) fn bridge(error: &BridgeError) -> Problem {
    match error {
        BridgeError::NotSimulated(_) => Problem::new(Code::NotSimulated, error.to_string()),
        BridgeError::NoDevice(_) => Problem::new(Code::NoSuchDevice, error.to_string()),
        BridgeError::Cannot(_) => Problem::new(Code::DeviceCannot, error.to_string()),
        BridgeError::Absent(_) => Problem::new(Code::DeviceAbsent, error.to_string()),
        BridgeError::Failed(_) => internal("the simulator failed", error),
    }
}

fn logged(problem: Problem, error: &dyn std::error::Error) -> Problem {
    let reference =
        crate::token::random_token().map_or_else(|_| "0".to_owned(), |t| t[..10].to_owned());
    let code = problem.data.code;
    tracing::error!(
        reference,
        code,
        error = engine::chain(error),
        "a request failed"
    );
    problem.with_reference(reference)
}
