//! The HTTP and WebSocket edge: lets in who may come in, turns wire calls into engine orders and queries, and
//! words what comes back.
//!
//! It knows JSON-RPC and nothing of SQL, devices or processors. Start reading at `http.rs` for a request's way in and at
//! `connection.rs` for what one WebSocket does.

mod access;
mod answer;
pub mod api;
mod call;
mod connection;
mod door;
pub mod files;
mod http;
mod hub;
mod lease;
mod live;
mod metrics;
mod noun;
mod page;
mod read;
mod refuse;
mod session;
pub mod token;

pub use api::{Api, Bridge, BridgeError, Options, PaperError, Papers, Rendered, Shop};
pub use door::{Caller, Door, DoorRules, TurnedAway};
pub use http::{Server, ServerError};
pub use hub::EventHub;
pub use live::Live;
pub use session::{PinError, hash_pin};
