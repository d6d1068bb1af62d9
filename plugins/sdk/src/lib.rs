//! What a plugin is built on: the bindings generated from `wit/`, logging, and a panic hook.
//!
//! A plugin panic aborts, and the host sees a bare trap. [`report_panics`] makes the guest say why
//! first; the `export_*` macros call it for you. Nothing here may import anything but `host-log`.

pub mod tax;

use std::sync::Once;

#[doc(hidden)]
pub mod __bindings {
    #![allow(
        unsafe_code,
        clippy::all,
        reason = "generated: the component ABI passes raw pointers"
    )]
    wit_bindgen::generate!({
        path: "../../wit/v0.1",
        world: "tax-rules",
        pub_export_macro: true,
        default_bindings_module: "counterd_plugin_sdk::__bindings",
        export_macro_name: "export_tax_rules",
    });
}

pub use __bindings::counterd::plugin::host_log::{Level, log};

/// Makes a panic write its message and place to the daemon's log before the trap ends the instance.
///
/// Cheap to call again: the hook is set once in each instance.
pub fn report_panics() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            log(Level::Error, &format!("plugin panicked: {info}"));
        }));
    });
}
