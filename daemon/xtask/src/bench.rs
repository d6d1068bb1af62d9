//! `cargo xtask bench`: runs the benchmark program of `tests/`, with the arguments given.

use std::path::Path;

use clap::Args;

use crate::{build, process};

#[derive(Args)]
pub struct Options {
    /// Passed on to the benchmark program as they are
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds what the benchmarks start, then runs them.
pub fn run(root: &Path, options: &Options) -> Result<(), String> {
    build::run(root)?;
    let mut bench = process::cargo(root);
    bench
        .args(["run", "--release", "-p", "e2e", "--bin", "bench", "--"])
        .args(&options.arguments);
    let status = bench
        .status()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the benchmark ended with {status}"))
    }
}
