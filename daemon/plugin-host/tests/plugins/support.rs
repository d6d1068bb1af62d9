//! Finds the built plugins and asks plain questions of them.

use std::fs;
use std::path::{Path, PathBuf};

use plugin_host::{Limits, PluginError, TaxDate, TaxLine, TaxPlugin, TaxQuery};
use rust_decimal::Decimal;

/// Returns the folder of a built plugin; fails the test when it has not been built.
pub fn built(name: &str) -> PathBuf {
    let root = match std::env::var_os("COUNTERD_PLUGINS_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/target/counterd-plugins"),
    };
    let dir = root.join(name);
    assert!(
        dir.join("plugin.wasm").is_file(),
        "the plugin {name} is not built in {}: run `cargo xtask plugins`",
        root.display()
    );
    dir
}

/// Copies a built plugin, so that a test may change it.
pub fn copy(name: &str, into: &Path) -> PathBuf {
    let dir = into.join(name);
    fs::create_dir_all(&dir).unwrap();
    for file in ["plugin.toml", "plugin.wasm"] {
        fs::copy(built(name).join(file), dir.join(file)).unwrap();
    }
    dir
}

pub fn pairs(settings: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    settings.iter().map(owned).collect()
}

/// Opens a plugin with a cache that all tests of this machine share by content.
pub fn open(
    name: &str,
    settings: &[(&str, &str)],
    limits: Limits,
) -> Result<TaxPlugin, PluginError> {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugin-cache");
    TaxPlugin::open(&built(name), &cache, &pairs(settings), limits)
}

pub fn line(id: u32, tax_class: &str, amount: i64, quantity: &str) -> TaxLine {
    TaxLine {
        id,
        tax_class: tax_class.to_owned(),
        amount,
        quantity: quantity.parse::<Decimal>().unwrap(),
    }
}

pub fn query(lines: Vec<TaxLine>) -> TaxQuery {
    TaxQuery {
        currency: "USD".to_owned(),
        decimals: 2,
        place: "US-CA-94105".to_owned(),
        date: TaxDate {
            year: 2026,
            month: 5,
            day: 14,
        },
        exemption: None,
        lines,
    }
}
