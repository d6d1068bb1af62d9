//! Builds the guests in `plugins/` into components, finding or installing the tools for it.
//!
//! Start at [`build_plugins`]. Two tool routes end in the same kind of component:
//!
//! 1. the toolchain that runs this program already has the target `wasm32-unknown-unknown`
//!    (`rustup target add wasm32-unknown-unknown`, done by hand or, with `COUNTERD_ALLOW_RUSTUP=1`, here);
//! 2. Debian's `rustc-web`, `rust-web-src` and `lld-22`: std is built once into a private sysroot under
//!    `~/.cache/counterd/wasm/`, and later builds need neither nightly flags nor the source.
//!
//! Both link with `wasm-component-ld`, which every rustup toolchain carries. The guests have a
//! workspace and a target folder of their own, so another compiler never disturbs the daemon's build.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian packages of route 2.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld-22"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_WASM_LD: &str = "/usr/bin/wasm-ld-22";
/// Raise it when the recipe of the private sysroot changes.
const SYSROOT_RECIPE: u32 = 1;
/// A component starts with the WebAssembly magic, version 13, layer 1.
const COMPONENT_HEADER: [u8; 8] = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

/// Where the built plugins lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltPlugins {
    /// Holds `<name>/plugin.toml` and `<name>/plugin.wasm` for each plugin.
    pub dir: PathBuf,
}

/// Builds every plugin of the repository at `root` and lays them out under
/// `plugins/target/counterd-plugins/`.
///
/// Says nothing when nothing changed. The first run may take two minutes: it can install packages
/// and build std.
///
/// # Errors
/// A text for the terminal: which tool is missing and how to get it, or which command failed.
pub fn build_plugins(root: &Path) -> Result<BuiltPlugins, String> {
    let plugins = root.join("plugins");
    let target_dir = plugins.join("target");
    let toolchain = Toolchain::find()?;
    let wasm_dir = target_dir.join(TARGET).join("release");

    let mut build = toolchain.cargo();
    build
        .current_dir(&plugins)
        .args(["build", "--release", "--target", TARGET, "--target-dir"]);
    build.arg(&target_dir);
    if wasm_dir.is_dir() {
        build.arg("--quiet");
    } else {
        say("building the plugins for the first time (about half a minute)");
    }
    run(&mut build, "build the plugins")?;
    lay_out(&plugins, &wasm_dir, &target_dir.join("counterd-plugins"))
}

/// Copies each plugin's manifest and component; removes folders of plugins that are gone.
fn lay_out(plugins: &Path, wasm_dir: &Path, dir: &Path) -> Result<BuiltPlugins, String> {
    let mut names = Vec::new();
    for entry in read_dir(plugins)? {
        let manifest = entry.join("plugin.toml");
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if !manifest.is_file() {
            continue;
        }
        let wasm = wasm_dir.join(format!("{}.wasm", name.replace('-', "_")));
        let component = read(&wasm)?;
        if !component.starts_with(&COMPONENT_HEADER) {
            return Err(format!(
                "{} is a core module, not a component: the linker was not wasm-component-ld",
                wasm.display()
            ));
        }
        let into = dir.join(name);
        fs::create_dir_all(&into).map_err(|error| failed("create", &into, &error))?;
        write_if_changed(&into.join("plugin.toml"), &read(&manifest)?)?;
        write_if_changed(&into.join("plugin.wasm"), &component)?;
        names.push(name.to_owned());
    }
    for stale in read_dir(dir)? {
        let known = stale
            .file_name()
            .is_some_and(|name| names.iter().any(|known| known == &*name.to_string_lossy()));
        if !known && stale.is_dir() {
            fs::remove_dir_all(&stale).map_err(|error| failed("remove", &stale, &error))?;
        }
    }
    Ok(BuiltPlugins {
        dir: dir.to_owned(),
    })
}

/// How to run cargo so that it makes components.
struct Toolchain {
    /// Variables set for each cargo run.
    variables: Vec<(String, OsString)>,
}

impl Toolchain {
    /// Finds route 1, else prepares route 2.
    fn find() -> Result<Self, String> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let sysroot = PathBuf::from(output(Command::new(&rustc).args(["--print", "sysroot"]))?);
        let about = output(Command::new(&rustc).arg("-vV"))?;
        let host = field(&about, "host").ok_or("rustc -vV names no host")?;
        let linker = sysroot
            .join("lib/rustlib")
            .join(host)
            .join("bin/wasm-component-ld");
        if !linker.is_file() {
            return Err(format!(
                "the plugins need wasm-component-ld, and {} is not there. A rustup toolchain \
                 carries it: https://rustup.rs",
                linker.display()
            ));
        }
        if !has_target(&sysroot) && env::var_os("COUNTERD_ALLOW_RUSTUP").is_some_and(|v| v == "1") {
            say(&format!(
                "adding the target {TARGET} (COUNTERD_ALLOW_RUSTUP=1)"
            ));
            let added = Command::new("rustup")
                .args(["target", "add", TARGET])
                .status();
            if !added.is_ok_and(|status| status.success()) {
                say("rustup could not add it; trying Debian's packages instead");
            }
        }
        let mut variables = vec![(linker_variable(), linker.into_os_string())];
        if !has_target(&sysroot) {
            let private = debian_sysroot()?;
            let mut flags = OsString::from("--sysroot=");
            flags.push(&private);
            flags.push(format!("\u{1f}-Clink-arg=--wasm-ld-path={DEBIAN_WASM_LD}"));
            variables.push(("RUSTC".into(), DEBIAN_RUSTC.into()));
            variables.push(("CARGO_ENCODED_RUSTFLAGS".into(), flags));
        }
        Ok(Self { variables })
    }

    fn cargo(&self) -> Command {
        let mut command = clean_cargo();
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

fn linker_variable() -> String {
    format!(
        "CARGO_TARGET_{}_LINKER",
        TARGET.replace('-', "_").to_uppercase()
    )
}

fn has_target(sysroot: &Path) -> bool {
    let lib = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::read_dir(lib).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

/// Returns the private sysroot of route 2, building it on first use.
fn debian_sysroot() -> Result<PathBuf, String> {
    if let Some(missing) = debian_missing() {
        install_debian(&missing)?;
        if let Some(still) = debian_missing() {
            return Err(format!("{still}, although the packages are installed"));
        }
    }
    let about = output(Command::new(DEBIAN_RUSTC).arg("-vV"))?;
    let mut hasher = DefaultHasher::new();
    (&about, SYSROOT_RECIPE).hash(&mut hasher);
    let cache = cache_dir()?;
    let sysroot = cache.join(format!("{:016x}", hasher.finish()));
    if !has_target(&sysroot) {
        build_sysroot(&cache, &sysroot)?;
    }
    Ok(sysroot)
}

/// Returns what route 2 lacks. The source must be the compiler's own version, or std does not build.
fn debian_missing() -> Option<String> {
    let Ok(about) = output(Command::new(DEBIAN_RUSTC).arg("-vV")) else {
        return Some(format!("{DEBIAN_RUSTC} is missing"));
    };
    let release = field(&about, "release").unwrap_or("unknown");
    let source = PathBuf::from("/usr/lib/rustlib/src/rust/library/std");
    let versioned = PathBuf::from(format!("/usr/src/rustc-{release}/library/std"));
    if !source.is_dir() || !versioned.is_dir() {
        return Some(format!("the source of std {release} is missing"));
    }
    (!Path::new(DEBIAN_WASM_LD).exists()).then(|| format!("{DEBIAN_WASM_LD} is missing"))
}

fn install_debian(missing: &str) -> Result<(), String> {
    let packages = DEBIAN_PACKAGES.join(" ");
    let by_hand = format!(
        "{missing}. To build the plugins, run one of\n    rustup target add {TARGET}\n    \
         sudo apt-get install --no-install-recommends {packages}\nand try again"
    );
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err(by_hand);
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|uid| uid == "0");
    if !is_root {
        return Err(by_hand);
    }
    say(&format!("{missing}: installing {packages} (about 150 MB)"));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(arguments)
            .stdout(Stdio::null());
        run(&mut command, "install Debian packages")
    };
    apt(&["-q", "update"]).map_err(|error| format!("{error}\n{by_hand}"))?;
    let mut install = vec!["-q", "install", "-y", "--no-install-recommends"];
    install.extend(DEBIAN_PACKAGES);
    apt(&install).map_err(|error| format!("{error}\n{by_hand}"))
}

/// Builds std for the target in a scratch folder beside the sysroot, then moves it into place whole.
fn build_sysroot(cache: &Path, sysroot: &Path) -> Result<(), String> {
    say("building std for WebAssembly, once on this machine (about a minute)");
    let scratch = cache.join(format!("scratch-{}", std::process::id()));
    let _ = fs::remove_dir_all(&scratch);
    let stub = scratch.join("stub");
    fs::create_dir_all(stub.join("src")).map_err(|error| failed("create", &stub, &error))?;
    let manifest = "[workspace]\n[package]\nname = \"stub\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                    [profile.release]\npanic = \"abort\"\n";
    write_if_changed(&stub.join("Cargo.toml"), manifest.as_bytes())?;
    write_if_changed(&stub.join("src/lib.rs"), b"#![no_std]\n")?;
    let mut build = clean_cargo();
    build
        .current_dir(&stub)
        .env("RUSTC", DEBIAN_RUSTC)
        // Debian's compiler is a stable one; building std is what its source package is for.
        .env("RUSTC_BOOTSTRAP", "1")
        // Release plugins use link-time optimisation, which needs std's bitcode.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .args([
            "build",
            "--release",
            "--quiet",
            "-Zbuild-std=std,panic_abort",
            "--target",
            TARGET,
        ])
        .args(["--target-dir", "target"]);
    run(&mut build, "build std for WebAssembly")?;

    let whole = scratch.join("sysroot");
    let lib = whole.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&lib).map_err(|error| failed("create", &lib, &error))?;
    for file in read_dir(&stub.join("target").join(TARGET).join("release/deps"))? {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if name.ends_with(".rlib") && !name.starts_with("libstub") {
            fs::copy(&file, lib.join(&name)).map_err(|error| failed("copy", &file, &error))?;
        }
    }
    let moved = fs::rename(&whole, sysroot);
    let _ = fs::remove_dir_all(&scratch);
    match moved {
        // Somebody else finished first: theirs is as good.
        Err(_) if has_target(sysroot) => Ok(()),
        other => other.map_err(|error| failed("move into place", sysroot, &error)),
    }
}

fn cache_dir() -> Result<PathBuf, String> {
    let base = match (env::var_os("XDG_CACHE_HOME"), env::var_os("HOME")) {
        (Some(xdg), _) if Path::new(&xdg).is_absolute() => PathBuf::from(xdg),
        (_, Some(home)) => PathBuf::from(home).join(".cache"),
        _ => return Err("neither HOME nor XDG_CACHE_HOME is set".to_owned()),
    };
    Ok(base.join("counterd/wasm"))
}

/// Cargo without the variables of the build that started this program.
fn clean_cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for name in [
        "CARGO_BUILD_TARGET",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_MANIFEST_DIR",
        "CARGO_TARGET_DIR",
        "RUSTC",
        "RUSTC_WORKSPACE_WRAPPER",
        "RUSTC_WRAPPER",
        "RUSTFLAGS",
    ] {
        command.env_remove(name);
    }
    command
}

/// Returns the value of `name: value` in the output of `rustc -vV`.
fn field<'a>(about: &'a str, name: &str) -> Option<&'a str> {
    about
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn run(command: &mut Command, task: &str) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| format!("cannot {task}: {} did not start: {error}", program(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!(
        "cannot {task}: {} ended with {status}",
        program(command)
    ))
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{} did not start: {error}", program(command)))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", program(command), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| failed("read", path, &error))
}

fn read_dir(path: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(path).map_err(|error| failed("list", path, &error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Keeps the file's time when its content is the same, so that nothing after it runs again.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    fs::write(path, content).map_err(|error| failed("write", path, &error))
}

fn failed(task: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {task} {}: {error}", path.display())
}

#[expect(clippy::print_stderr, reason = "xtask is a terminal tool")]
fn say(text: &str) {
    eprintln!("plugins: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_fields_of_rustc() {
        let about = "rustc 1.95.0 (x 2026-04-14)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0";
        assert_eq!(field(about, "host"), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(field(about, "release"), Some("1.95.0"));
        assert_eq!(field(about, "LLVM version"), None);
    }

    #[test]
    fn a_core_module_is_not_laid_out() {
        let base = env::temp_dir().join(format!("counterd-layout-{}", std::process::id()));
        let (plugins, wasm, dir) = (base.join("plugins"), base.join("wasm"), base.join("out"));
        for folder in [&plugins.join("a-b"), &wasm, &dir.join("gone")] {
            fs::create_dir_all(folder).expect("scratch folder");
        }
        fs::write(plugins.join("a-b/plugin.toml"), "x").expect("manifest");
        fs::write(wasm.join("a_b.wasm"), b"\0asm\x01\0\0\0").expect("module");
        let refused = lay_out(&plugins, &wasm, &dir).expect_err("a core module");
        assert!(refused.contains("not a component"), "{refused}");

        fs::write(wasm.join("a_b.wasm"), COMPONENT_HEADER).expect("component");
        let built = lay_out(&plugins, &wasm, &dir).expect("laid out");
        assert!(built.dir.join("a-b/plugin.wasm").is_file());
        assert!(!built.dir.join("gone").exists(), "a stale folder stays");
        fs::remove_dir_all(&base).expect("clean up");
    }
}
