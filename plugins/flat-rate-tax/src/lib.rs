//! One tax rate for the classes the operator names. A plain library first, a component second.
//!
//! [`rules`] does the arithmetic in whole numbers and never touches the host; this file only joins it
//! to the SDK.

mod rate;
mod rules;
mod settings;

pub use rate::Rate;
pub use settings::{Basis, Settings};

use counterd_plugin_sdk::tax::{Answer, Problem, Query, TaxRules};

/// The plugin: its settings, and nothing that changes from one call to the next.
#[derive(Debug)]
pub struct FlatRate {
    settings: Settings,
}

impl TaxRules for FlatRate {
    fn configure(settings: &[(String, String)]) -> Result<Self, String> {
        Ok(Self {
            settings: Settings::parse(settings)?,
        })
    }

    fn assess(&self, query: &Query) -> Result<Answer, Problem> {
        rules::assess(&self.settings, query)
    }
}

counterd_plugin_sdk::export_tax!(FlatRate);
