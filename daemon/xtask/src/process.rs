//! Starts other programs in the project's folder and says plainly when one fails.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Returns the project's folder: cargo names it, and without cargo it is looked for upwards.
pub fn root() -> Result<PathBuf, String> {
    let is_root = |dir: &Path| dir.join("daemon/xtask/Cargo.toml").is_file();
    let from_cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here =
        env::current_dir().map_err(|error| format!("cannot see the current folder: {error}"))?;
    from_cargo
        .iter()
        .chain([&here])
        .flat_map(|dir| dir.ancestors())
        .find(|dir| is_root(dir))
        .map(Path::to_owned)
        .ok_or_else(|| "run it inside the project's folder".to_owned())
}

/// Returns where cargo puts what it builds.
pub fn target_dir(root: &Path) -> PathBuf {
    root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Says something to the person who waits; standard output is kept for answers.
pub fn say(text: &str) {
    eprintln!("xtask: {text}");
}

/// Returns a command that runs in `root`.
pub fn command(root: &Path, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root).stdin(Stdio::null());
    command
}

/// Returns cargo, without the variables of the cargo that started this program: they would make it
/// compile some crates again.
pub fn cargo(root: &Path) -> Command {
    let mut command = command(root, env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let ours = name.to_string_lossy();
        if ours.starts_with("CARGO_PKG_") || ours.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command.env_remove("CARGO_PRIMARY_PACKAGE");
    command
}

/// Runs `command` to its end; its output goes where ours goes, but never to standard output.
///
/// # Errors
/// What was run and how it ended.
pub fn run(command: &mut Command) -> Result<(), String> {
    // Standard output carries only answers (the demo's one ready line, the tests' closing line).
    command.stdout(std::io::stderr());
    let status = command
        .status()
        .map_err(|error| format!("{} did not start: {error}", shown(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` ended with {status}", shown(command)))
    }
}

/// Runs `command` and returns its standard output.
///
/// # Errors
/// What was run, how it ended, and its standard error.
pub fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("{} did not start: {error}", shown(command)))?;
    if output.status.success() {
        return String::from_utf8(output.stdout)
            .map_err(|_| format!("`{}` printed something that is not text", shown(command)));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`{}` ended with {}\n{}",
        shown(command),
        output.status,
        said.trim_end()
    ))
}

/// Returns whether `program` is on the search path.
pub fn is_installed(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// Returns the command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy();
    let arguments = command.get_args().map(OsStr::to_string_lossy);
    std::iter::once(name)
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_words() {
        let mut failing = command(Path::new("/"), "sh");
        let error = output(failing.args(["-c", "echo no paper >&2; exit 3"])).unwrap_err();
        assert!(error.contains("`sh -c echo no paper >&2; exit 3` ended with exit status: 3"));
        assert!(error.ends_with("\nno paper"));
    }

    #[test]
    fn the_project_is_found() {
        assert!(
            root()
                .unwrap()
                .join("daemon/xtask/src/process.rs")
                .is_file()
        );
        assert!(is_installed("sh") && !is_installed("no-such-program-here"));
    }
}
