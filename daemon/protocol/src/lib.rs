//! What goes over the wire: JSON-RPC 2.0 envelopes, methods with their parameters and results, event
//! notifications, problem codes, and the OpenRPC document made from them.
//!
//! Only this room and `server` know JSON. Wire types are apart from the domain's on purpose: changing one is an API
//! change and shows in the committed schema. Start reading at [`methods`], the list of all there is.

pub mod convert;
pub mod methods;
pub mod openrpc;
pub mod problem;
pub mod rpc;
pub mod v1;
pub mod values;

pub use methods::{Access, Call};
pub use problem::Problem;
