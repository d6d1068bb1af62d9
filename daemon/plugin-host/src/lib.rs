//! Runs plugins: WebAssembly components that see only what `wit/` offers.
//!
//! The one room that knows wasmtime. It decides nothing about tickets and keeps nothing but compiled
//! code: an answer is data, which the caller checks against its own rules and records.
//!
//! Start at [`TaxPlugin::open`]. What happens then, in order: [`Manifest`] is read, [`grant`] compares
//! what it asks for with what the operator gave, `cache` finds or makes the machine code, `v0_1` joins
//! it to one version of `wit/`, and each call runs under [`Limits`].
//!
//! **Invariant:** no plugin runs without fuel, a deadline and a memory cap, and none outlives an error:
//! the instance is thrown away and the next call starts a fresh one.

pub mod grant;

mod breaker;
mod cache;
mod check;
mod engine;
mod error;
mod files;
mod guest;
mod limits;
mod manifest;
mod tax;
mod v0_1;
mod version;

pub use cache::prepare;
pub use engine::PluginRuntime;
pub use error::{ErrorKind, PluginError};
pub use limits::{Limits, RequestedLimits};
pub use manifest::{ApiVersion, Manifest, ManifestError, PluginKind};
pub use tax::{
    PluginIdentity, TaxAnswer, TaxComponent, TaxDate, TaxExemption, TaxLine, TaxPlugin, TaxQuery,
};
