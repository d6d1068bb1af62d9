//! A client of the wire for tests, benches and the demo.
//!
//! [`Client`] lets many calls be on their way at once and hands notifications to whoever asks;
//! [`RawClient`] does one call at a time on text the caller wrote, with as little work as can be, so
//! that a bench measures the daemon and not its own client. Neither knows what a method means.

mod error;
mod pipelined;
mod raw;
mod wire;

pub use error::{ClientError, Problem, ProblemData};
pub use pipelined::{Client, NOTIFICATIONS_MAX};
pub use raw::RawClient;
pub use tokio_tungstenite::tungstenite::Utf8Bytes as Text;
pub use wire::Notification;

use std::time::Duration;

/// How long any call waits for its answer.
pub const CALL_DEADLINE: Duration = Duration::from_secs(30);

/// How long opening the connection may take.
pub const CONNECT_DEADLINE: Duration = Duration::from_secs(10);
