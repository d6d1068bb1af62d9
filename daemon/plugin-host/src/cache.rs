//! Keeps compiled plugins, so that a start does not run the compiler again.
//!
//! A cached file is machine code that the process will execute. So: the directory is ours and 0700, a
//! file is ours and 0600, is no link, and carries the digest of its content. Anything else is ignored
//! and the plugin is compiled from its `.wasm`; a cache that cannot be used is never an error.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::error::PluginError;
use crate::files;

const MAGIC: &[u8; 16] = b"counterd cwasm 1";
const DIGEST_LEN: usize = 32;
/// Largest file that is read back; a scripting engine as a plugin compiles to about 33 MB.
const FILE_LEN_MAX: u64 = 128 << 20;

/// Where the machine code came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Cache,
    Compiler,
}

/// Returns the component of `wasm`, from `dir` when a sound file lies there, else compiled and stored.
///
/// # Errors
/// [`PluginError::NotCompilable`] when `wasm` is not a component this engine can run.
pub(crate) fn load(
    engine: &Engine,
    dir: &Path,
    plugin: &str,
    wasm: &[u8],
) -> Result<(Component, Origin), PluginError> {
    let path = dir.join(file_name(engine, wasm));
    match read(dir, &path).map(|code| deserialize(engine, &code)) {
        Ok(Ok(component)) => return Ok((component, Origin::Cache)),
        Ok(Err(error)) => {
            tracing::warn!(plugin, path = %path.display(), error = %format!("{error:#}"), "cached plugin code is not usable");
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            tracing::warn!(plugin, path = %path.display(), %error, "cached plugin code is ignored");
        }
    }
    let not_compilable = |error: wasmtime::Error| PluginError::NotCompilable {
        plugin: plugin.to_owned(),
        detail: format!("{error:#}"),
    };
    let code = engine.precompile_component(wasm).map_err(not_compilable)?;
    if let Err(error) = write(dir, &path, &code) {
        tracing::warn!(plugin, path = %path.display(), %error, "compiled plugin code is not kept");
    }
    let component = deserialize(engine, &code).map_err(not_compilable)?;
    Ok((component, Origin::Compiler))
}

/// Makes sure that `dir` holds the machine code of the plugin in `plugin_dir`, and runs none of it.
///
/// Compiling leaves about 12 MB behind in the process that did it. A short-lived process that calls this
/// when a plugin is installed, or before the daemon opens it, keeps the daemon small.
///
/// Returns whether the code was there already.
///
/// # Errors
/// [`PluginError`] of kind `Unreadable`, `Manifest`, `NotCompilable` or `Runtime`. A cache that cannot be
/// written is only logged.
pub fn prepare(plugin_dir: &Path, dir: &Path) -> Result<bool, PluginError> {
    let engine = crate::engine::new_engine()?;
    let (manifest, wasm) = files::read(plugin_dir)?;
    let (_, origin) = load(&engine, dir, &manifest.name, &wasm)?;
    Ok(origin == Origin::Cache)
}

fn deserialize(engine: &Engine, code: &[u8]) -> wasmtime::Result<Component> {
    #[expect(
        unsafe_code,
        reason = "the bytes come from this engine's compiler, or from a file that only this user \
                  could write and whose digest was checked"
    )]
    // SAFETY: as the reason says; wasmtime also compares the engine's own version and settings.
    unsafe {
        Component::deserialize(engine, code)
    }
}

/// Digest of the plugin, then of everything in the engine that decides what code it makes.
fn file_name(engine: &Engine, wasm: &[u8]) -> String {
    let mut engine_hash = DefaultHasher::new();
    engine
        .precompile_compatibility_hash()
        .hash(&mut engine_hash);
    let mut name = String::with_capacity(88);
    for byte in Sha256::digest(wasm) {
        name.push_str(&format!("{byte:02x}"));
    }
    name.push_str(&format!("-{:016x}.cwasm", engine_hash.finish()));
    name
}

fn read(dir: &Path, path: &Path) -> io::Result<Vec<u8>> {
    private(&fs::symlink_metadata(dir)?, 0o700, "the cache directory")?;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let mut file = OpenOptions::new()
        .read(true)
        .custom_flags(no_follow)
        .open(path)?;
    let about = file.metadata()?;
    private(&about, 0o600, "the file")?;
    if !about.is_file() || about.len() > FILE_LEN_MAX {
        return Err(io::Error::other("not a plain file of reasonable size"));
    }
    let mut head = [0; MAGIC.len() + DIGEST_LEN];
    file.read_exact(&mut head)?;
    let mut code = Vec::new();
    file.read_to_end(&mut code)?;
    let (magic, digest) = head.split_at(MAGIC.len());
    if magic != MAGIC || digest != Sha256::digest(&code).as_slice() {
        return Err(io::Error::other("its content is not what was written"));
    }
    Ok(code)
}

/// Whole or not at all: a scratch file first, then a rename.
fn write(dir: &Path, path: &Path, code: &[u8]) -> io::Result<()> {
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => private(&fs::symlink_metadata(dir)?, 0o700, "the cache directory")?,
    }
    let scratch = scratch_path(path);
    let _ = fs::remove_file(&scratch);
    let written = write_new(&scratch, code).and_then(|()| fs::rename(&scratch, path));
    if written.is_err() {
        let _ = fs::remove_file(&scratch);
    }
    written
}

fn scratch_path(path: &Path) -> PathBuf {
    path.with_extension(format!("{}.scratch", std::process::id()))
}

fn write_new(path: &Path, code: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(MAGIC)?;
    file.write_all(&Sha256::digest(code))?;
    file.write_all(code)?;
    file.sync_all()
}

/// Refuses what another user owns or may touch.
fn private(about: &Metadata, mode: u32, what: &str) -> io::Result<()> {
    let found = about.mode() & 0o7777;
    if about.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other(format!(
            "{what} belongs to user {}",
            about.uid()
        )));
    }
    if found != mode {
        return Err(io::Error::other(format!(
            "{what} has the mode {found:o}, not {mode:o}"
        )));
    }
    Ok(())
}
