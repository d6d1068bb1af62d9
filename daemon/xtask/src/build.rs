//! `cargo xtask build`: the plugins, then every program, in the one profile that is used for all.

use std::path::{Path, PathBuf};

use crate::{plugins, process};

/// Where everything lies once built.
pub struct Built {
    /// One folder per plugin.
    pub plugins: PathBuf,
    /// The programs: `counterd`, `stripe-sim`, `counterd-demo-shop` and others.
    pub programs: PathBuf,
}

/// Builds everything.
pub fn run(root: &Path) -> Result<Built, String> {
    let built = plugins::build_plugins(root)?;
    programs(root)?;
    Ok(Built {
        plugins: built.dir,
        programs: process::target_dir(root).join("release"),
    })
}

/// Builds the programs. The whole workspace, because cargo would choose other features of shared
/// crates for a part of it, and tests after a demo would compile those again.
pub fn programs(root: &Path) -> Result<(), String> {
    process::run(process::cargo(root).args(["build", "--release", "--workspace", "--bins"]))
}
