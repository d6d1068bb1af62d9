//! The tax rule in force: the profile or the plugin that the settings name, or none.

mod profile;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use domain::money::{CashRounding, Currency, Money, Rate};
use domain::tax::{TaxAnswer, TaxComponent, TaxQuery};
use engine::TaxRule;
use plugin_host::{Limits, PluginError, TaxDate, TaxExemption, TaxLine, TaxPlugin};
use settings::Settings;
use settings::model::Tax;

use crate::told::{chain, complain};

/// Longest time a tax rule may take, wall clock. Its fuel ends a loop long before; this is for a machine that stalls.
const DEADLINE: Duration = Duration::from_millis(250);

/// A shop that charges no tax, by its own word (`tax.plugin = "none"`).
#[derive(Debug, Clone, Copy)]
struct NoTax;

impl TaxRule for NoTax {
    fn assess(&mut self, query: &TaxQuery) -> Result<TaxAnswer, String> {
        let zero = Money::zero(query.currency);
        let by_line = query.lines.iter().map(|line| (line.line, zero)).collect();
        Ok(TaxAnswer {
            rule: "none".to_owned(),
            by_line,
            components: Vec::new(),
        })
    }
}

/// The plugin.
struct PluginTax {
    plugin: TaxPlugin,
    rule: String,
}

/// A rule with what the shop takes from it beside the answers.
pub(crate) struct Chosen {
    pub(crate) rule: Box<dyn TaxRule>,
    /// Whether prices contain their tax.
    pub(crate) inclusive: bool,
    /// How cash is rounded at the place.
    pub(crate) cash: Option<CashRounding>,
}

/// Why the tax rule cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaxUnusable {
    /// The plugin cannot.
    #[error("the tax plugin cannot be used")]
    Plugin(#[source] PluginError),
    /// The profile cannot.
    #[error("the tax profile cannot be used: {0}")]
    Profile(String),
}

impl TaxUnusable {
    /// Says what the operator does now.
    pub(crate) fn hint(&self) -> &str {
        match self {
            Self::Plugin(error) => error.hint(),
            Self::Profile(_) => {
                "correct the profile, or name another one under [tax] in the settings"
            }
        }
    }
}

/// Opens the tax rule that the settings name.
///
/// # Errors
/// [`TaxUnusable`], which says what to do.
pub(crate) fn open(settings: &Settings, currency: Currency) -> Result<Chosen, TaxUnusable> {
    match &settings.tax {
        None => Ok(Chosen {
            rule: Box::new(NoTax),
            inclusive: false,
            cash: None,
        }),
        Some(Tax::Plugin {
            plugin,
            settings: values,
        }) => {
            let rule = open_plugin(settings, plugin, values).map_err(TaxUnusable::Plugin)?;
            Ok(Chosen {
                rule: Box::new(rule),
                inclusive: false,
                cash: None,
            })
        }
        Some(Tax::Profile {
            profile: name,
            profiles_dir,
            local,
        }) => {
            let profile =
                profile::load(profiles_dir, name, local, currency).map_err(TaxUnusable::Profile)?;
            tracing::info!(profile = name, "tax rule ready");
            Ok(Chosen {
                inclusive: profile.inclusive,
                cash: profile.cash,
                rule: Box::new(profile::BuiltIn(profile)),
            })
        }
    }
}

fn open_plugin(
    settings: &Settings,
    name: &str,
    values: &BTreeMap<String, String>,
) -> Result<PluginTax, PluginError> {
    let folder = settings.plugins_dir.join(name);
    let cache = settings.data_dir.join("plugin-cache");
    prepare(&folder, &cache);
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let limits = Limits {
        deadline: DEADLINE,
        ..Limits::default()
    };
    let plugin = TaxPlugin::open(&folder, &cache, &values, limits)?;
    let identity = plugin.identity();
    let rule = format!("{} {}", identity.name, identity.version);
    tracing::info!(rule, cached = plugin.was_cached(), "tax rule ready");
    Ok(PluginTax { plugin, rule })
}

/// Compiles the plugin in a process of its own, unless that has been done: the compiler's memory then goes back to the
/// system instead of staying with a daemon that runs for years. A failure is not the end: opening tries again and says why.
fn prepare(folder: &Path, cache: &Path) {
    let filled = std::fs::read_dir(cache).is_ok_and(|mut files| files.next().is_some());
    let newer = modified(&folder.join("plugin.wasm")) > modified(cache);
    if filled && !newer {
        return;
    }
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("counterd"));
    let status = Command::new(program)
        .arg("prepare-plugin")
        .arg(folder)
        .arg(cache)
        .status();
    if !matches!(&status, Ok(status) if status.success()) {
        tracing::warn!(
            ?status,
            "the tax plugin could not be prepared in a process of its own"
        );
    }
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path)
        .and_then(|data| data.modified())
        .ok()
}

/// `counterd prepare-plugin`.
pub(crate) fn prepare_here(plugin: &Path, cache: &Path) -> ExitCode {
    match plugin_host::prepare(plugin, cache) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&chain(&error));
            ExitCode::FAILURE
        }
    }
}

impl TaxRule for PluginTax {
    fn assess(&mut self, query: &TaxQuery) -> Result<TaxAnswer, String> {
        let asked = self.question(query)?;
        let answer = self.plugin.assess(&asked).map_err(|error| {
            tracing::warn!(
                code = error.code(),
                error = chain(&error),
                "the tax plugin failed"
            );
            format!("{error} ({})", error.hint())
        })?;
        let money = |minor| Money::new(minor, query.currency);
        let by_line = query
            .lines
            .iter()
            .zip(&answer.line_taxes)
            .map(|(l, tax)| (l.line, money(*tax)));
        let components = answer.components.into_iter().map(|component| {
            let rate = Rate::try_new(component.rate)
                .map_err(|error| format!("a tax rate is odd: {error}"))?;
            Ok(TaxComponent {
                name: component.name,
                rate,
                base: money(component.base),
                amount: money(component.amount),
            })
        });
        Ok(TaxAnswer {
            rule: self.rule.clone(),
            by_line: by_line.collect(),
            components: components.collect::<Result<_, String>>()?,
        })
    }
}

impl PluginTax {
    fn question(&self, query: &TaxQuery) -> Result<plugin_host::TaxQuery, String> {
        let lines = query.lines.iter().enumerate().map(|(index, line)| {
            Ok(TaxLine {
                id: u32::try_from(index).map_err(|error| error.to_string())?,
                tax_class: line.class.as_str().to_owned(),
                amount: line.base.minor(),
                quantity: line.quantity.decimal(),
            })
        });
        let decimals =
            u8::try_from(query.currency.decimals()).map_err(|error| error.to_string())?;
        Ok(plugin_host::TaxQuery {
            currency: query.currency.code().to_owned(),
            decimals,
            place: query.location.clone(),
            date: day(query.date)?,
            exemption: query.exemption.as_ref().map(|exemption| TaxExemption {
                reason: exemption.reason.clone(),
                certificate: exemption.certificate.clone(),
            }),
            lines: lines.collect::<Result<_, String>>()?,
        })
    }
}

fn day(date: jiff::civil::Date) -> Result<TaxDate, String> {
    let odd = |_| "the clock shows a date that cannot be".to_owned();
    Ok(TaxDate {
        year: u16::try_from(date.year()).map_err(odd)?,
        month: u8::try_from(date.month()).map_err(odd)?,
        day: u8::try_from(date.day()).map_err(odd)?,
    })
}
