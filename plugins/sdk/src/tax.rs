//! Kind `tax-rules`: implement [`TaxRules`], then name the type in [`export_tax!`](crate::export_tax).

pub use crate::__bindings::exports::counterd::plugin::tax::{
    Answer, Component, Day, Exemption, Identity, Line, Problem, Query,
};

/// A tax plugin, in Rust's terms.
pub trait TaxRules: Sized + 'static {
    /// Reads the operator's settings.
    ///
    /// # Errors
    /// A sentence for the operator: which key is wrong and what it may hold.
    fn configure(settings: &[(String, String)]) -> Result<Self, String>;

    /// Works out the tax of one query.
    ///
    /// # Errors
    /// A refusal in the plugin's own words.
    fn assess(&self, query: &Query) -> Result<Answer, Problem>;
}

/// Exports `$rules`, a type that implements [`TaxRules`](crate::tax::TaxRules), as this component's
/// `tax` interface. Its name and version are those of the calling crate.
#[macro_export]
macro_rules! export_tax {
    ($rules:ty) => {
        // Natively there is no host to export to; unit tests use the type itself.
        #[cfg(target_arch = "wasm32")]
        #[allow(unsafe_code, reason = "the component ABI exports raw symbols")]
        const _: () = {
            use std::cell::OnceCell;

            use $crate::__bindings::exports::counterd::plugin::tax as wire;

            thread_local! {
                static RULES: OnceCell<$rules> = const { OnceCell::new() };
            }

            struct Exported;

            impl wire::Guest for Exported {
                fn identify() -> wire::Identity {
                    $crate::report_panics();
                    wire::Identity {
                        name: env!("CARGO_PKG_NAME").to_owned(),
                        version: env!("CARGO_PKG_VERSION").to_owned(),
                        extras: Vec::new(),
                    }
                }

                fn configure(settings: Vec<(String, String)>) -> Result<(), String> {
                    $crate::report_panics();
                    let rules = <$rules as $crate::tax::TaxRules>::configure(&settings)?;
                    RULES.with(|cell| {
                        cell.set(rules)
                            .map_err(|_| "configure was called twice in one instance".to_owned())
                    })
                }

                fn assess(query: wire::Query) -> Result<wire::Answer, wire::Problem> {
                    RULES.with(|cell| match cell.get() {
                        Some(rules) => <$rules as $crate::tax::TaxRules>::assess(rules, &query),
                        None => Err(wire::Problem {
                            code: "not-configured".to_owned(),
                            message: "the plugin was asked before it was given its settings"
                                .to_owned(),
                            hint: String::new(),
                            extras: Vec::new(),
                        }),
                    })
                }
            }

    $crate::__bindings::export_tax_rules!(Exported with_types_in $crate::__bindings);
        };
    };
}
