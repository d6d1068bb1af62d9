//! Everything that can go wrong with a plugin, with a stable code and what the operator or the
//! counter does about it.

use std::path::PathBuf;
use std::time::Duration;

use crate::grant::GrantError;
use crate::manifest::ManifestError;

/// A plugin could not be opened, or a call did not give an answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum PluginError {
    /// A file of the plugin is missing, unreadable or too large.
    #[error("reading {}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// `plugin.toml` is wrong.
    #[error("reading the manifest {}", path.display())]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// What is wrong in it.
        source: ManifestError,
    },
    /// The plugin asks for something it does not get.
    #[error("granting what the plugin {plugin} asks for")]
    Denied {
        /// Name in the manifest.
        plugin: String,
        /// What was refused.
        source: GrantError,
    },
    /// The plugin speaks another version or another kind. `detail` is a sentence for the operator.
    #[error("the plugin {plugin} does not fit this daemon: {detail}")]
    Incompatible {
        /// Name in the manifest.
        plugin: String,
        /// What it needs and what is offered.
        detail: String,
    },
    /// `plugin.wasm` is not a component, or not one this processor can run.
    #[error("compiling the plugin {plugin}: {detail}")]
    NotCompilable {
        /// Name in the manifest.
        plugin: String,
        /// The compiler's text.
        detail: String,
    },
    /// The engine or its clock thread did not start.
    #[error("starting the plugin runtime: {detail}")]
    Runtime {
        /// What the machine said.
        detail: String,
    },
    /// The plugin refused its settings, in its own words.
    #[error("the plugin {plugin} refused its settings: {message}")]
    SettingsRefused {
        /// Name in the manifest.
        plugin: String,
        /// The plugin's sentence.
        message: String,
    },
    /// The plugin refused the query, in its own words. An answer, not a failure.
    #[error("the plugin {plugin} refused ({problem}): {message}")]
    Refused {
        /// Name in the manifest.
        plugin: String,
        /// The plugin's own code for it.
        problem: String,
        /// What happened.
        message: String,
        /// What to do; may be empty.
        hint: String,
    },
    /// The plugin panicked or did something WebAssembly forbids.
    #[error("the plugin {plugin} crashed: {detail}")]
    Trapped {
        /// Name in the manifest.
        plugin: String,
        /// The panic's text when the plugin could still log it, else the trap.
        detail: String,
    },
    /// The call used up its instructions.
    #[error("the plugin {plugin} used up its {fuel} units of fuel")]
    OutOfFuel {
        /// Name in the manifest.
        plugin: String,
        /// What one call may use.
        fuel: u64,
    },
    /// The call ran past its deadline.
    #[error("the plugin {plugin} did not answer within {} ms", deadline.as_millis())]
    Deadline {
        /// Name in the manifest.
        plugin: String,
        /// What one call may take.
        deadline: Duration,
    },
    /// The plugin wanted more memory than it may have.
    #[error("the plugin {plugin} wanted {wanted} {unit} where {allowed} are allowed")]
    Memory {
        /// Name in the manifest.
        plugin: String,
        /// What it wanted.
        wanted: usize,
        /// What it may have.
        allowed: usize,
        /// Bytes or table slots.
        unit: &'static str,
    },
    /// The answer breaks a rule every answer keeps.
    #[error("the plugin {plugin} gave an answer that cannot be used: {fault}")]
    BadAnswer {
        /// Name in the manifest.
        plugin: String,
        /// Which rule.
        fault: String,
    },
    /// The plugin failed too often in a row and is left alone for a while.
    #[error("the plugin {plugin} keeps failing and is left alone for {} ms", left.as_millis())]
    Paused {
        /// Name in the manifest.
        plugin: String,
        /// Until the next call is let through.
        left: Duration,
    },
}

/// The kinds of [`PluginError`], for counting and for codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A file is missing or unreadable.
    Unreadable,
    /// The manifest is wrong.
    Manifest,
    /// An ask was refused.
    Denied,
    /// Another version or kind.
    Incompatible,
    /// Not a component.
    NotCompilable,
    /// The engine did not start.
    Runtime,
    /// The plugin refused its settings.
    SettingsRefused,
    /// The plugin refused the query.
    Refused,
    /// Panic or trap.
    Trapped,
    /// Instructions used up.
    OutOfFuel,
    /// Too slow.
    Deadline,
    /// Too much memory.
    Memory,
    /// An answer that breaks a rule.
    BadAnswer,
    /// Left alone after failures.
    Paused,
}

impl ErrorKind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 14] = [
        Self::Unreadable,
        Self::Manifest,
        Self::Denied,
        Self::Incompatible,
        Self::NotCompilable,
        Self::Runtime,
        Self::SettingsRefused,
        Self::Refused,
        Self::Trapped,
        Self::OutOfFuel,
        Self::Deadline,
        Self::Memory,
        Self::BadAnswer,
        Self::Paused,
    ];

    /// Returns the stable problem code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "plugin.unreadable",
            Self::Manifest => "plugin.manifest",
            Self::Denied => "plugin.denied",
            Self::Incompatible => "plugin.incompatible",
            Self::NotCompilable => "plugin.not_compilable",
            Self::Runtime => "plugin.runtime",
            Self::SettingsRefused => "plugin.settings_refused",
            Self::Refused => "plugin.refused",
            Self::Trapped => "plugin.trapped",
            Self::OutOfFuel => "plugin.out_of_fuel",
            Self::Deadline => "plugin.deadline",
            Self::Memory => "plugin.memory",
            Self::BadAnswer => "plugin.bad_answer",
            Self::Paused => "plugin.paused",
        }
    }

    /// Returns what a person does about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Unreadable => {
                "Check that the plugin's folder holds plugin.toml and plugin.wasm and that the daemon may read them."
            }
            Self::Manifest => "Correct plugin.toml, or install the plugin again.",
            Self::Denied => {
                "Grant it in the daemon's settings if you trust the plugin, or use another plugin."
            }
            Self::Incompatible => {
                "Install a version of the plugin that was built for this daemon, or update the daemon."
            }
            Self::NotCompilable => {
                "Install the plugin again; plugin.wasm must be a WebAssembly component."
            }
            Self::Runtime => {
                "Restart the daemon; if it stays, the machine is out of memory or threads."
            }
            Self::SettingsRefused => "Correct the plugin's settings as the message says.",
            Self::Refused => "Do as the plugin's own message says.",
            Self::Trapped | Self::BadAnswer => {
                "Try again. If it stays, the plugin has a fault: tell its maker, with the daemon's log."
            }
            Self::OutOfFuel | Self::Deadline => {
                "Try again with fewer lines. If it stays, raise the plugin's limits in the settings or tell its maker."
            }
            Self::Memory => {
                "Try again. If it stays, raise the plugin's memory limit in the settings or tell its maker."
            }
            Self::Paused => {
                "Wait a few seconds and try again; the daemon's log says why it failed."
            }
        }
    }

    /// Returns whether the same call may succeed when it is simply made again.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        match self {
            Self::Trapped
            | Self::OutOfFuel
            | Self::Deadline
            | Self::Memory
            | Self::BadAnswer
            | Self::Paused => true,
            Self::Unreadable
            | Self::Manifest
            | Self::Denied
            | Self::Incompatible
            | Self::NotCompilable
            | Self::Runtime
            | Self::SettingsRefused
            | Self::Refused => false,
        }
    }
}

impl PluginError {
    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreadable { .. } => ErrorKind::Unreadable,
            Self::Manifest { .. } => ErrorKind::Manifest,
            Self::Denied { .. } => ErrorKind::Denied,
            Self::Incompatible { .. } => ErrorKind::Incompatible,
            Self::NotCompilable { .. } => ErrorKind::NotCompilable,
            Self::Runtime { .. } => ErrorKind::Runtime,
            Self::SettingsRefused { .. } => ErrorKind::SettingsRefused,
            Self::Refused { .. } => ErrorKind::Refused,
            Self::Trapped { .. } => ErrorKind::Trapped,
            Self::OutOfFuel { .. } => ErrorKind::OutOfFuel,
            Self::Deadline { .. } => ErrorKind::Deadline,
            Self::Memory { .. } => ErrorKind::Memory,
            Self::BadAnswer { .. } => ErrorKind::BadAnswer,
            Self::Paused { .. } => ErrorKind::Paused,
        }
    }

    /// Returns the stable problem code, `plugin.*`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind().code()
    }

    /// Returns what a person does now: the plugin's own hint when it gave one.
    #[must_use]
    pub fn hint(&self) -> &str {
        match self {
            Self::Refused { hint, .. } if !hint.is_empty() => hint,
            _ => self.kind().hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_kind_has_its_own_code_and_a_hint() {
        let codes: HashSet<_> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), ErrorKind::ALL.len());
        for kind in ErrorKind::ALL {
            assert!(kind.code().starts_with("plugin."));
            assert!(kind.hint().ends_with('.'), "{kind:?}");
        }
    }

    #[test]
    fn the_plugins_own_hint_goes_first() {
        let refused = |hint: &str| PluginError::Refused {
            plugin: "x".to_owned(),
            problem: "y".to_owned(),
            message: "z".to_owned(),
            hint: hint.to_owned(),
        };
        assert_eq!(refused("Set the place.").hint(), "Set the place.");
        assert_eq!(refused("").hint(), ErrorKind::Refused.hint());
    }
}
