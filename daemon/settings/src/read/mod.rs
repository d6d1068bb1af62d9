//! The whole file, section by section, in the order of the example.

mod devices;
mod profile;
mod quirk;
mod shop;
mod stripe;
mod tax;

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use crate::check;
use crate::fault::{Faults, SECRET_PROBLEM, has_secret};
use crate::model::{Log, LogFormat, Settings};
use crate::profile::TaxProfile;
use crate::quirk::Quirk;
use crate::section::{Section, Source, Wrong};

/// Checks `text` and returns the settings, or every fault of it.
pub(crate) fn read(name: &str, text: &str) -> Result<Settings, Faults> {
    read_file(name, text, read_sections)
}

/// Checks `text`, which stands in `file`, and returns the tax profile `name`, or every fault of it.
pub(crate) fn profile(file: &str, name: &str, text: &str) -> Result<TaxProfile, Faults> {
    read_file(file, text, |root| profile::profile(root, name))
}

/// Checks `text`, which stands in `file`, and returns the model `name`, or every fault of it.
pub(crate) fn quirk(file: &str, name: &str, text: &str) -> Result<Quirk, Faults> {
    read_file(file, text, |root| quirk::quirk(root, name))
}

fn read_file<T>(
    name: &str,
    text: &str,
    sections: impl FnOnce(&Section<'_, '_>) -> Option<T>,
) -> Result<T, Faults> {
    let source = Source {
        name,
        text,
        faults: RefCell::default(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        // The parser's word for what it met; the rest of the message is ours.
        let wrong = Wrong::new(
            format!(
                "not TOML: {}",
                error.message().lines().collect::<Vec<_>>().join(", ")
            ),
            "`key = value` lines under [section] headers",
            "mend this first; text stands in double quotes, lists in [ ]",
        );
        source.fault(error.span(), "", wrong);
    }
    let whole = table.get_ref();
    refuse_secrets(&source, "", whole);
    let found = sections(&Section::root(&source, whole));
    let faults = if errors.is_empty() {
        source.faults.take()
    } else {
        // What a broken file seems to say besides is guesswork, apart from secrets in the open.
        let mut faults = source.faults.take();
        faults.retain(|fault| fault.key.is_empty() || fault.problem == SECRET_PROBLEM);
        faults
    };
    match (Faults::from_list(name, faults), found) {
        (Some(faults), _) => Err(faults),
        (None, Some(found)) => Ok(found),
        // A reader that gave up without saying why would be our own bug; it still must not pass.
        (None, None) => Err(Faults::unreadable(
            name,
            &std::io::Error::other("a required value is not there, and no fault names it"),
            "compare it with the commented example that came with counterd",
        )),
    }
}

/// Refuses Stripe keys anywhere: this file is copied, shown and mailed for support.
fn refuse_secrets(source: &Source<'_>, path: &str, table: &DeTable<'_>) {
    for (key, value) in table {
        let name: &str = key.get_ref();
        let path = if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        };
        refuse_secret_value(source, &path, value);
    }
}

fn refuse_secret_value(source: &Source<'_>, path: &str, value: &toml::Spanned<DeValue<'_>>) {
    match value.get_ref() {
        DeValue::String(text) if has_secret(text) => source.fault(
            Some(value.span()),
            path,
            Wrong::new(
                SECRET_PROBLEM,
                "the path of a file that holds the key, as stripe.secret_key_file",
                "put the key into a file of its own with mode 0600 and write that file's path here, \
                 or give it as the systemd credential stripe-key; if this file was ever shared, \
                 roll the key in the Stripe Dashboard",
            ),
        ),
        DeValue::Array(array) => {
            for item in array {
                refuse_secret_value(source, path, item);
            }
        }
        DeValue::Table(table) => refuse_secrets(source, path, table),
        _ => {}
    }
}

/// Reads every section before giving up, so that all faults are found.
fn read_sections(root: &Section<'_, '_>) -> Option<Settings> {
    let shop = shop::shop(&root.section("shop"));
    let counter = shop::counter(&root.section("counter"));
    let server = shop::server(&root.section("server"));
    let data_dir = dir(&root.section("data"), "/var/lib/counterd");
    let plugins_dir = dir(&root.section("plugins"), "/usr/lib/counterd/plugins");
    let quirks_dir = dir(&root.section("quirks"), "/usr/share/counterd/quirks");
    let tax = tax::tax(&root.section("tax"));
    let (devices, roles) = devices::devices(root);
    let till = shop::till(&root.section("till"));
    let stripe = stripe::stripe(&root.section("stripe"));
    let log = log(&root.section("log"));
    root.finish();
    Some(Settings {
        shop: shop?,
        counter,
        server,
        data_dir,
        plugins_dir,
        tax: tax?,
        quirks_dir,
        devices,
        roles,
        till,
        stripe: stripe?,
        log,
    })
}

fn dir(section: &Section<'_, '_>, default: &str) -> std::path::PathBuf {
    let dir = section
        .text("dir", check::absolute_path)
        .unwrap_or_else(|| default.into());
    section.finish();
    dir
}

fn log(section: &Section<'_, '_>) -> Log {
    let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let log = Log {
        format: section
            .choice("format", &formats)
            .unwrap_or(LogFormat::Text),
        filter: section
            .text("filter", check::line(512))
            .unwrap_or_else(|| "info".to_owned()),
    };
    section.finish();
    log
}
