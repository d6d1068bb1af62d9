//! The operator's one TOML file, turned into checked [`Settings`].
//!
//! One job: say everything that is wrong with the file at once, each fault with its place, what is
//! allowed and what to do. It never opens a device, a socket or another file, never keeps a secret
//! (the Stripe key stays in its own file), and imports no other room. Whether a named time zone,
//! plugin or device exists on this computer is for the binary to check.
//!
//! Start at [`Settings::load`]; the keys and their defaults are in [`model`]; the commented example
//! `config/counterd.toml` is compared with them by a test. [`TaxProfile::load`] and [`Quirk::load`] read the other
//! kinds of file in the same way: the tax rules of one place, and what a model of printer can do.

pub mod model;
pub mod profile;
pub mod quirk;

mod check;
mod diff;
mod fault;
mod read;
mod section;

use std::path::Path;

pub use diff::{Change, DeviceChange, diff};
pub use fault::{Fault, Faults, Place};
pub use model::Settings;
pub use profile::TaxProfile;
pub use quirk::Quirk;

impl Settings {
    /// Reads and checks the file at `path`.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the file, or the one fault that it cannot be read. The binary
    /// prints them and exits 78 (`EX_CONFIG`), which the unit file does not answer with a restart.
    pub fn load(path: &Path) -> Result<Self, Faults> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&name, &text),
            Err(error) => Err(Faults::unreadable(
                &name,
                &error,
                "give the right path with --config, or copy config/counterd.toml there",
            )),
        }
    }

    /// Checks `text`; `name` is the file name that faults show.
    ///
    /// # Errors
    /// [`Faults`]: every fault of the text, in the order of the lines.
    ///
    /// ```
    /// let text = r#"
    /// [shop]
    /// name = "Example Auto"
    /// time_zone = "America/Denver"
    /// labor_rate = "125.00"
    /// [tax]
    /// plugin = "none"
    /// "#;
    /// let settings = settings::Settings::parse("counterd.toml", text).unwrap();
    /// assert_eq!(settings.counter.prefix, "C1");
    /// let faults = settings::Settings::parse("counterd.toml", "[shp]").unwrap_err();
    /// assert!(faults.to_string().contains("did you mean `shop`?"));
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Self, Faults> {
        read::read(name, text)
    }
}
