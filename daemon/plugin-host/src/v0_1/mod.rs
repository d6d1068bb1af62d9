//! Adapter for `counterd:plugin@0.1`: bindings generated from the frozen folder, and conversions.
//!
//! Nothing outside this folder sees a generated type.

pub(crate) mod tax;

use crate::guest::{Guest, LogLevel};

mod bindings {
    wasmtime::component::bindgen!({
        path: "../../wit/v0.1",
        world: "tax-rules",
    });
}

use bindings::counterd::plugin::host_log;

impl host_log::Host for Guest {
    fn log(&mut self, level: host_log::Level, message: String) {
        let level = match level {
            host_log::Level::Debug => LogLevel::Debug,
            host_log::Level::Info => LogLevel::Info,
            host_log::Level::Warn => LogLevel::Warn,
            host_log::Level::Error => LogLevel::Error,
        };
        Guest::log(self, level, &message);
    }
}
