//! Reads `plugin.toml`: what the plugin is and what it asks for. Never what it gets.

use std::fmt;

use serde::Deserialize;

use crate::grant::Asks;
use crate::limits::RequestedLimits;

const NAME_LEN_MAX: usize = 64;

/// A checked `plugin.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Lower-case words joined by `-`, for example `flat-rate-tax`.
    pub name: String,
    /// Semantic version of the plugin itself.
    pub version: String,
    /// Which world of `wit/` it implements.
    pub kind: PluginKind,
    /// Which version of `wit/` it was built against.
    pub api: ApiVersion,
    /// One sentence for the operator.
    #[serde(default)]
    pub summary: String,
    /// Limits the plugin is content with; the operator's own still apply.
    #[serde(default)]
    pub limits: RequestedLimits,
    /// Reach into the world that the plugin asks for.
    #[serde(default)]
    pub asks: Asks,
}

/// The kinds of plugin, one for each world of `wit/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PluginKind {
    /// World `tax-rules`.
    TaxRules,
}

impl fmt::Display for PluginKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TaxRules => "tax-rules",
        })
    }
}

/// A version of `wit/` as far as it matters for compatibility: `0.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ApiVersion {
    /// First number.
    pub major: u16,
    /// Second number; below 1.0 a new one may break plugins.
    pub minor: u16,
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl TryFrom<String> for ApiVersion {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = |part: &str| match part {
            "0" => Some(0),
            _ if part.starts_with(['0', '+']) => None,
            _ => part.parse().ok(),
        };
        text.split_once('.')
            .and_then(|(major, minor)| {
                Some(Self {
                    major: number(major)?,
                    minor: number(minor)?,
                })
            })
            .ok_or_else(|| format!("api is {text:?}; it must be two numbers such as \"0.1\""))
    }
}

/// Why a `plugin.toml` was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ManifestError {
    /// Not TOML, an unknown key, a missing key or a wrong type. Holds the parser's text with its line.
    #[error("{0}")]
    Syntax(String),
    /// A name that could be mistaken for something else in a path or a log.
    #[error("name {0:?} must be lower-case letters, digits and single hyphens, at most 64")]
    Name(String),
    /// Not `1.2.3`.
    #[error("version {0:?} must be three numbers such as \"1.2.3\"")]
    Version(String),
}

impl Manifest {
    /// Reads and checks the text of a `plugin.toml`.
    ///
    /// # Errors
    /// [`ManifestError`] with the first fault.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Self =
            toml::from_str(text).map_err(|error| ManifestError::Syntax(error.to_string()))?;
        if !is_name(&manifest.name) {
            return Err(ManifestError::Name(manifest.name));
        }
        if !is_version(&manifest.version) {
            return Err(ManifestError::Version(manifest.version));
        }
        Ok(manifest)
    }
}

fn is_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() <= NAME_LEN_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(plain))
}

fn is_version(text: &str) -> bool {
    let number = |part: &str| {
        !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit())
    };
    text.split('.').count() == 3 && text.split('.').all(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        name = "flat-rate-tax"
        version = "0.1.0"
        kind = "tax-rules"
        api = "0.1"
        [limits]
        memory_mib = 4
    "#;

    #[test]
    fn reads_a_manifest() {
        let manifest = Manifest::parse(GOOD).unwrap();
        assert_eq!(manifest.kind, PluginKind::TaxRules);
        assert_eq!(manifest.api, ApiVersion { major: 0, minor: 1 });
        assert_eq!(manifest.limits.memory_mib, Some(4));
        assert_eq!(manifest.limits.deadline_ms, None);
        assert_eq!(manifest.asks, Asks::default());
    }

    #[test]
    fn each_fault_names_what_is_wrong() {
        for (from, to, word) in [
            ("kind = ", "kinds = ", "kinds"),
            ("\"tax-rules\"", "\"tax\"", "tax-rules"),
            ("version = \"0.1.0\"", "", "version"),
            ("\"0.1.0\"", "\"0.1\"", "three numbers"),
            ("api = \"0.1\"", "api = \"01.1\"", "two numbers"),
            ("api = \"0.1\"", "api = \"latest\"", "two numbers"),
            ("flat-rate-tax", "../flat-rate", "hyphens"),
            ("flat-rate-tax", "flat--rate", "hyphens"),
            ("flat-rate-tax", "Flat", "hyphens"),
            ("memory_mib = 4", "memory_mib = -4", "memory_mib"),
            ("memory_mib = 4", "memory_gib = 4", "memory_gib"),
            ("[limits]", "[asks]\nfiles = [\"/etc\"]\n[limits]", "files"),
        ] {
            let fault = Manifest::parse(&GOOD.replace(from, to)).unwrap_err();
            assert!(fault.to_string().contains(word), "{to}: {fault}");
        }
    }
}
