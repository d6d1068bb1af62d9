//! Compares what a manifest asks for with what the operator gave. Deny by default.
//!
//! A plugin reaches something only when its kind may have it, its manifest asks for it and the
//! operator grants it. A manifest never widens a grant, and neither does an upgrade.

use serde::Deserialize;

use crate::manifest::PluginKind;

/// Reach into the world: asked for in `plugin.toml`, granted in the operator's settings, same words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asks {
    /// Web origins, for example `https://api.example.com`. Compared as exact text.
    pub http: Vec<String>,
    /// Names of secrets the host may put into its requests.
    pub secrets: Vec<String>,
}

/// What an operator gave one plugin.
pub type Grants = Asks;

/// One thing a plugin may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Requests to one web origin.
    Http,
    /// Use of one named secret.
    Secret,
}

impl std::fmt::Display for Capability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Http => "http",
            Self::Secret => "secret",
        })
    }
}

/// Why a plugin may not have what it asks for.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum GrantError {
    /// No plugin of the kind may have it, whatever the operator says.
    #[error("a {kind} plugin may not ask for {capability} {value:?}")]
    KindMayNot {
        /// Kind in the manifest.
        kind: PluginKind,
        /// What was asked for.
        capability: Capability,
        /// Which one.
        value: String,
    },
    /// The operator has not given it.
    #[error("the plugin asks for {capability} {value:?}, which is not granted")]
    NotGranted {
        /// What was asked for.
        capability: Capability,
        /// Which one.
        value: String,
    },
}

/// Returns what the plugin gets: exactly what it asks for, when all of it is allowed and granted.
///
/// # Errors
/// [`GrantError`] with the first ask that is refused.
pub fn decide(kind: PluginKind, asks: &Asks, grants: &Grants) -> Result<Grants, GrantError> {
    for (capability, value) in each(asks) {
        if !may_ask(kind).contains(&capability) {
            return Err(GrantError::KindMayNot {
                kind,
                capability,
                value: value.to_owned(),
            });
        }
    }
    all_granted(asks, grants)?;
    Ok(asks.clone())
}

/// What a kind may ask for. A tax plugin is a pure function, so that its answers can be repeated.
fn may_ask(kind: PluginKind) -> &'static [Capability] {
    match kind {
        PluginKind::TaxRules => &[],
    }
}

fn all_granted(asks: &Asks, grants: &Grants) -> Result<(), GrantError> {
    match each(asks).find(|ask| !each(grants).any(|grant| grant == *ask)) {
        Some((capability, value)) => Err(GrantError::NotGranted {
            capability,
            value: value.to_owned(),
        }),
        None => Ok(()),
    }
}

fn each(asks: &Asks) -> impl Iterator<Item = (Capability, &str)> {
    let http = asks.http.iter().map(|v| (Capability::Http, v.as_str()));
    let secrets = asks
        .secrets
        .iter()
        .map(|v| (Capability::Secret, v.as_str()));
    http.chain(secrets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(origins: &[&str]) -> Asks {
        Asks {
            http: origins.iter().map(|o| (*o).to_owned()).collect(),
            secrets: Vec::new(),
        }
    }

    #[test]
    fn a_tax_plugin_may_ask_for_nothing_even_when_granted() {
        let ask = http(&["https://api.example.com"]);
        assert!(matches!(
            decide(PluginKind::TaxRules, &ask, &ask),
            Err(GrantError::KindMayNot { .. })
        ));
        let none = Asks::default();
        assert_eq!(decide(PluginKind::TaxRules, &none, &ask), Ok(none));
    }

    #[test]
    fn a_grant_covers_exactly_its_own_words() {
        let granted = http(&["https://a.example"]);
        assert_eq!(all_granted(&granted, &granted), Ok(()));
        for other in [
            "https://b.example",
            "http://a.example",
            "https://a.example:8443",
        ] {
            assert!(all_granted(&http(&[other]), &granted).is_err(), "{other}");
        }
        let secret = Asks {
            http: Vec::new(),
            secrets: vec!["https://a.example".to_owned()],
        };
        assert!(all_granted(&secret, &granted).is_err());
    }
}
