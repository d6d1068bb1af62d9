//! Where the programs and plugins under test are.

use std::path::{Path, PathBuf};

/// Returns the project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("this crate lies in the project's folder")
        .to_owned()
}

/// Returns the daemon's binary.
///
/// # Panics
/// When it has not been built.
pub fn counterd() -> PathBuf {
    let named = std::env::var_os("CARGO_BIN_EXE_counterd").map(PathBuf::from);
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let file = named.unwrap_or_else(|| root().join(target).join("release/counterd"));
    assert!(
        file.is_file(),
        "there is no {}; run `cargo xtask build` first",
        file.display()
    );
    file
}

/// Returns the folder with one folder per plugin.
///
/// # Panics
/// When the plugins have not been built.
pub fn plugins() -> PathBuf {
    let named = std::env::var_os("COUNTERD_PLUGINS_DIR").map(PathBuf::from);
    let dir = named.unwrap_or_else(|| root().join("plugins/target/counterd-plugins"));
    assert!(
        dir.join("flat-rate-tax").is_dir(),
        "there is no flat-rate-tax in {}; run `cargo xtask build` first",
        dir.display()
    );
    dir
}
