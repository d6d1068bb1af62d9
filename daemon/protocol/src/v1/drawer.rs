//! When cash drawers stood open.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{JobIdText, Moment};

/// Asks for openings.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DrawerOpeningsQuery")]
pub struct List {
    /// At most so many; 50 when absent.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Openings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DrawerOpenings")]
pub struct ListResult {
    /// Newest first.
    pub openings: Vec<Opening>,
}

/// One time that a drawer stood open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DrawerOpening")]
pub struct Opening {
    /// Which drawer.
    pub device: String,
    /// When it came open.
    pub opened_at: Moment,
    /// The order that opened it; absent when it was opened by hand or with its key.
    pub job_id: Option<JobIdText>,
    /// Whether it stood open longer than the settings allow.
    pub left_open: bool,
    /// When it was shut; absent while it stands open.
    pub closed_at: Option<Moment>,
}
