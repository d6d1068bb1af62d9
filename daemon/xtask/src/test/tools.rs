//! Programs of others that only the checks need. Each is looked for first and put into
//! `target/tools` when it is missing, by the machine's own package clients, in a pinned version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::process::{self, say};

/// A program, or why it cannot be had here.
pub(super) enum Tool {
    Found(PathBuf),
    Missing(String),
}

/// Compiling it takes minutes; past this something is stuck.
const CARGO_DENY_WITHIN: Duration = Duration::from_secs(25 * 60);
const CARGO_DENY_VERSION: &str = "0.20.2";

fn tools(root: &Path) -> PathBuf {
    process::target_dir(root).join("tools")
}

/// Makes sure that Node.js is there.
pub(super) fn node(root: &Path) -> Result<(), String> {
    needs(root, "node", "nodejs")
}

fn needs(root: &Path, program: &str, debian: &str) -> Result<(), String> {
    match debian_program(root, &[program], debian)? {
        Tool::Found(_) => Ok(()),
        Tool::Missing(reason) => Err(reason),
    }
}

/// Returns the folder of an npm package in exactly this version.
pub(crate) fn npm_package(root: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let home = tools(root).join(format!("{name}-{version}"));
    let package = home.join("node_modules").join(name);
    if package.join("package.json").is_file() {
        return Ok(package);
    }
    node(root)?;
    needs(root, "npm", "npm")?;
    say(&format!(
        "installing the npm package {name} {version} into target/tools"
    ));
    let mut npm = process::command(root, "npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
    ]);
    process::run(npm.arg(&home).arg(format!("{name}@{version}")))?;
    Ok(package)
}

/// Returns the Python of an environment of its own that has this package in exactly this version.
pub(super) fn python_with(root: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let home = tools(root).join(format!("python-{name}-{version}"));
    let python = home.join("bin/python");
    let done = home.join("installed");
    if done.is_file() {
        return Ok(python);
    }
    if let Tool::Missing(reason) = debian_program(root, &["python3"], "python3")? {
        return Err(reason);
    }
    say(&format!(
        "installing the Python package {name} {version} into target/tools"
    ));
    let make = || {
        process::run(
            process::command(root, "python3")
                .args(["-m", "venv", "--clear"])
                .arg(&home),
        )
    };
    if make().is_err() {
        // Debian's own Python comes without the part that makes environments.
        apt_install(root, "python3-venv")?;
        make()?;
    }
    let mut pip = process::command(root, &python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    process::run(pip.arg(format!("{name}=={version}")))?;
    fs::write(&done, "").map_err(|error| format!("cannot write {}: {error}", done.display()))?;
    Ok(python)
}

/// Returns the first of `programs` on the search path, installing the Debian package if none is.
pub(super) fn debian_program(
    root: &Path,
    programs: &[&str],
    package: &str,
) -> Result<Tool, String> {
    let find = || programs.iter().find_map(|program| on_path(program));
    if let Some(found) = find() {
        return Ok(Tool::Found(found));
    }
    if !process::is_installed("apt-get") {
        let wanted = programs.join(" or ");
        return Ok(Tool::Missing(format!(
            "{wanted} is not installed, and apt-get is not here"
        )));
    }
    apt_install(root, package)?;
    find()
        .map(Tool::Found)
        .ok_or_else(|| format!("{package} was installed, and is not to be found"))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}

fn apt_install(root: &Path, package: &str) -> Result<(), String> {
    say(&format!("installing the Debian package {package}"));
    let apt = |arguments: &[&str]| {
        let mut apt = process::command(root, "apt-get");
        process::run(apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments)).map_err(
            |error| {
                format!("{error}; install {package} by hand (it needs root) and run this again")
            },
        )
    };
    apt(&["-q", "update"])?;
    apt(&["-q", "install", "-y", "--no-install-recommends", package])
}

/// Returns cargo-deny, compiling it once when it is not installed.
pub(super) fn cargo_deny(root: &Path) -> Result<Tool, String> {
    if let Some(found) = on_path("cargo-deny") {
        return Ok(Tool::Found(found));
    }
    let home = tools(root).join(format!("cargo-deny-{CARGO_DENY_VERSION}"));
    let program = home.join("bin/cargo-deny");
    if program.is_file() {
        return Ok(Tool::Found(program));
    }
    say(&format!(
        "compiling cargo-deny {CARGO_DENY_VERSION} into target/tools (some minutes)"
    ));
    let mut install = process::cargo(root);
    install.args([
        "install",
        "--locked",
        "--quiet",
        "--no-default-features",
        "--root",
    ]);
    install
        .arg(&home)
        .args(["--version", CARGO_DENY_VERSION, "cargo-deny"]);
    // Its dependencies are not ours: compiled apart, so that they do not disturb the daemon's.
    install.env("CARGO_TARGET_DIR", tools(root).join("build"));
    match run_within(&mut install, CARGO_DENY_WITHIN) {
        Ok(()) => Ok(Tool::Found(program)),
        Err(error) => Ok(Tool::Missing(format!(
            "cargo-deny could not be installed: {error}"
        ))),
    }
}

fn run_within(command: &mut Command, within: Duration) -> Result<(), String> {
    command.stdout(std::io::stderr());
    let mut child = command
        .spawn()
        .map_err(|error| format!("it did not start: {error}"))?;
    let deadline = Instant::now() + within;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("it ended with {status}")),
            Ok(None) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("not done after {} s", within.as_secs()));
            }
            Err(error) => return Err(format!("it cannot be watched: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stuck_program_is_ended() {
        let sleep = |seconds: &str| {
            let mut command = process::command(Path::new("/"), "sleep");
            command.arg(seconds);
            command
        };
        let error = run_within(&mut sleep("100"), Duration::from_millis(150)).unwrap_err();
        assert!(error.starts_with("not done"), "{error}");
        run_within(&mut sleep("0"), Duration::from_secs(10)).unwrap();
    }
}
