//! Version 1 of the wire's types, one file a noun.
//!
//! Amounts are integers in minor units of the shop's currency; quantities, hours and unit prices are decimal texts.

pub mod account;
pub mod books;
pub mod canned;
pub mod catalog;
pub mod core;
pub mod count;
pub mod device;
pub mod document;
pub mod drawer;
pub mod event;
pub mod import;
pub mod job;
pub mod order;
pub mod payment;
pub mod people;
pub mod plan;
pub mod policy;
pub mod purchase;
pub mod purchased;
pub mod reorder;
pub mod report;
pub mod search;
pub mod session;
pub mod simulator;
pub mod supplier;
pub mod supplier_return;
pub mod ticket;
pub mod till;
pub mod transfer;
pub mod vehicle;
pub mod work;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// No parameters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The most rows a list answers.
pub const LIST_LIMIT_MAX: u32 = 500;

/// Clamps a client's limit.
#[must_use]
pub fn limit(asked: Option<u32>, default: u32) -> usize {
    usize::try_from(asked.unwrap_or(default).clamp(1, LIST_LIMIT_MAX)).unwrap_or(1)
}
