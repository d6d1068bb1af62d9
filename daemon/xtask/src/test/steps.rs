//! The steps in their order: cheap ones first, so that a slip shows early.

use std::path::Path;

use super::Outcome::{Passed, Skipped};
use super::tools::{self, Tool};
use super::{Outcome, Step};
use crate::{build, plugins, process, systemd, tidy, types};

pub(super) fn all(quick: bool) -> Vec<Step> {
    let step = |name, quick, run| Step { name, quick, run };
    let mut steps = vec![
        step(
            "format",
            true,
            format as fn(&Path) -> Result<Outcome, String>,
        ),
        step("tidy", true, |root| tidy::run(root).map(Passed)),
        step("plugins", true, build_plugins),
        step("clippy", false, clippy),
        step("plugin tests", false, plugin_tests),
        step("programs", false, |root| {
            build::programs(root).map(|()| Passed("built".to_owned()))
        }),
        step("all tests", false, all_tests),
        step("doc tests", false, doc_tests),
        step("documentation", false, documentation),
        step("page types", false, page_types),
        step("page tests", false, page_tests),
        step("systemd unit", false, systemd_unit),
        step("browser", false, browser),
        step("stripe judge", false, stripe_judge),
        step("dependencies", false, dependencies),
    ];
    if quick {
        steps.push(step("unit tests", true, unit_tests));
        steps.retain(|step| step.quick);
    }
    steps
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<(), String> {
    process::run(process::cargo(root).args(arguments))
}

fn passed(summary: &str) -> Result<Outcome, String> {
    Ok(Passed(summary.to_owned()))
}

fn format(root: &Path) -> Result<Outcome, String> {
    cargo(root, &["fmt", "--all", "--check"])?;
    cargo(&root.join("plugins"), &["fmt", "--all", "--check"])?;
    passed("rustfmt agrees")
}

fn build_plugins(root: &Path) -> Result<Outcome, String> {
    let built = plugins::build_plugins(root)?;
    let count = std::fs::read_dir(&built.dir).map_or(0, Iterator::count);
    if count == 0 {
        return Err(format!("no plugin was built into {}", built.dir.display()));
    }
    Ok(Passed(format!("{count} components")))
}

fn clippy(root: &Path) -> Result<Outcome, String> {
    cargo(
        root,
        &[
            "clippy",
            "--release",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    passed("no warnings")
}

fn plugin_tests(root: &Path) -> Result<Outcome, String> {
    cargo(
        &root.join("plugins"),
        &["test", "--release", "--workspace", "--quiet"],
    )?;
    passed("natively")
}

fn all_tests(root: &Path) -> Result<Outcome, String> {
    // The judge of exported journal entries; the test that asks it says so when it is not there.
    if let Tool::Missing(reason) = tools::debian_program(root, &["hledger"], "hledger")? {
        process::say(&format!("NOT CHECKED by hledger: {reason}"));
    }
    if process::is_installed("cargo-nextest") {
        cargo(
            root,
            &[
                "nextest",
                "run",
                "--release",
                "--workspace",
                "--no-fail-fast",
            ],
        )?;
        return passed("with nextest");
    }
    let arguments = [
        "test",
        "--release",
        "--workspace",
        "--no-fail-fast",
        "--lib",
        "--bins",
    ];
    cargo(root, &[&arguments[..], &["--tests"]].concat())?;
    passed("with cargo test")
}

fn unit_tests(root: &Path) -> Result<Outcome, String> {
    let arguments: &[&str] = if process::is_installed("cargo-nextest") {
        &[
            "nextest",
            "run",
            "--release",
            "--workspace",
            "--lib",
            "--bins",
        ]
    } else {
        &["test", "--release", "--workspace", "--lib", "--bins"]
    };
    cargo(root, arguments)?;
    passed("of libraries and programs")
}

fn doc_tests(root: &Path) -> Result<Outcome, String> {
    cargo(
        root,
        &["test", "--release", "--workspace", "--doc", "--quiet"],
    )?;
    passed("examples in the documentation hold")
}

fn documentation(root: &Path) -> Result<Outcome, String> {
    let mut doc = process::cargo(root);
    doc.env("RUSTDOCFLAGS", "-D warnings").args([
        "doc",
        "--release",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    process::run(&mut doc)?;
    passed("no broken links")
}

fn page_types(root: &Path) -> Result<Outcome, String> {
    const CONFIG: &str = "daemon/server/page/jsconfig.json";
    types::check(root)?;
    let typescript = tools::npm_package(root, "typescript", "5.9.3")?;
    let mut tsc = process::command(root, "node");
    tsc.arg(typescript.join("bin/tsc"))
        .args(["--noEmit", "-p", CONFIG]);
    process::run(&mut tsc)?;
    passed("tsc agrees, with the wire as it is")
}

/// The page's own checks: its client's promises, money and decimals in words.
fn page_tests(root: &Path) -> Result<Outcome, String> {
    const FOLDER: &str = "daemon/server/page/tests";
    tools::node(root)?;
    let files = std::fs::read_dir(root.join(FOLDER))
        .map_err(|error| format!("reading {FOLDER}: {error}"))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "js"));
    let mut node = process::command(root, "node");
    process::run(node.arg("--test").args(files))?;
    passed("the page's own checks hold")
}

fn systemd_unit(root: &Path) -> Result<Outcome, String> {
    let reason = "systemd-analyze is not installed";
    Ok(systemd::verify(root)?.map_or_else(|| Skipped(reason.to_owned()), Passed))
}

/// The counter's main job in a real browser. The script starts its own daemon and ends it.
fn browser(root: &Path) -> Result<Outcome, String> {
    const SCRIPT: &str = "tests/browser/main-job.mjs";
    let playwright = tools::npm_package(root, "playwright-core", "1.65.1")?;
    let chromium = match tools::debian_program(root, &["chromium", "chromium-browser"], "chromium")?
    {
        Tool::Found(path) => path,
        Tool::Missing(reason) => return Err(reason),
    };
    let mut script = process::command(root, "node");
    script
        .arg(SCRIPT)
        .env("PLAYWRIGHT_CORE", playwright.join("index.mjs"))
        .env("CHROMIUM", chromium);
    process::run(&mut script)?;
    passed("the main job works in Chromium")
}

/// Stripe's own client library, driving our simulator.
fn stripe_judge(root: &Path) -> Result<Outcome, String> {
    const SCRIPT: &str = "daemon/stripe-sim/judge/judge.py";
    let python = tools::python_with(root, "stripe", "16.1.0")?;
    let simulator = process::target_dir(root).join("release/stripe-sim");
    process::run(process::command(root, python).arg(SCRIPT).arg(simulator))?;
    passed("Stripe's own client agrees with the simulator")
}

/// Licences, banned crates and sources. The advisories need a database from the net and are left out.
fn dependencies(root: &Path) -> Result<Outcome, String> {
    let deny = match tools::cargo_deny(root)? {
        Tool::Found(path) => path,
        Tool::Missing(reason) => return Ok(Skipped(reason)),
    };
    for manifest in ["Cargo.toml", "plugins/Cargo.toml"] {
        let mut check = process::command(root, &deny);
        check.args(["--manifest-path", manifest, "--config"]);
        check.arg(root.join("deny.toml"));
        process::run(check.args(["check", "licenses", "bans", "sources"]))?;
    }
    passed("licences, bans and sources hold; advisories NOT RUN (they need the net)")
}
