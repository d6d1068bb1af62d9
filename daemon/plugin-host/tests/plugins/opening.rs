//! What is read from disk: manifest, component, cache. Nothing of it is trusted.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use plugin_host::{ErrorKind, Limits, PluginError, TaxPlugin};

use crate::support::{copy, line, pairs, query};

fn open(dir: &Path, cache: &Path) -> Result<TaxPlugin, PluginError> {
    TaxPlugin::open(dir, cache, &pairs(&[("rate", "0.0825")]), Limits::default())
}

fn works(mut plugin: TaxPlugin) -> bool {
    let answer = plugin
        .assess(&query(vec![line(0, "part", 530, "5")]))
        .unwrap();
    assert_eq!(answer.line_taxes, [44]);
    plugin.was_cached()
}

struct Place {
    _temp: tempfile::TempDir,
    plugin: PathBuf,
    cache: PathBuf,
}

fn place() -> Place {
    let temp = tempfile::tempdir().unwrap();
    Place {
        plugin: copy("flat-rate-tax", temp.path()),
        cache: temp.path().join("var/cache"),
        _temp: temp,
    }
}

fn only_file(cache: &Path) -> PathBuf {
    let mut files = fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let file = files.next().unwrap();
    assert_eq!(files.next(), None, "exactly one file");
    file
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_second_opening_does_not_compile() {
    let place = place();
    assert!(!works(open(&place.plugin, &place.cache).unwrap()));
    assert!(works(open(&place.plugin, &place.cache).unwrap()));
    let file = only_file(&place.cache);
    let bits = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!((bits(&place.cache), bits(&file)), (0o700, 0o600));
}

#[test]
fn what_was_prepared_is_not_compiled_again() {
    let place = place();
    assert!(!plugin_host::prepare(&place.plugin, &place.cache).unwrap());
    assert!(plugin_host::prepare(&place.plugin, &place.cache).unwrap());
    assert!(works(open(&place.plugin, &place.cache).unwrap()));
}

#[test]
fn a_changed_cache_file_is_compiled_again_and_replaced() {
    let place = place();
    open(&place.plugin, &place.cache).unwrap();
    let file = only_file(&place.cache);
    let good = fs::read(&file).unwrap();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    for bad in [
        flipped(0),
        flipped(20),
        flipped(good.len() / 2),
        flipped(good.len() - 1),
        good[..good.len() - 1].to_vec(),
        Vec::new(),
    ] {
        fs::write(&file, bad).unwrap();
        assert!(!works(open(&place.plugin, &place.cache).unwrap()));
        assert_eq!(fs::read(&file).unwrap(), good, "replaced by a sound one");
        assert!(works(open(&place.plugin, &place.cache).unwrap()));
    }
}

#[test]
fn a_cache_others_may_touch_is_not_used() {
    let place = place();
    open(&place.plugin, &place.cache).unwrap();
    let file = only_file(&place.cache);

    mode(&file, 0o644);
    assert!(
        !works(open(&place.plugin, &place.cache).unwrap()),
        "file mode"
    );
    assert!(
        works(open(&place.plugin, &place.cache).unwrap()),
        "replaced"
    );

    mode(&place.cache, 0o755);
    for _ in 0..2 {
        assert!(
            !works(open(&place.plugin, &place.cache).unwrap()),
            "directory mode"
        );
    }
    mode(&place.cache, 0o700);

    let elsewhere = place.cache.with_extension("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    assert!(
        !works(open(&place.plugin, &place.cache).unwrap()),
        "symbolic link"
    );
}

#[test]
fn an_unusable_cache_directory_is_no_error() {
    let place = place();
    fs::create_dir_all(place.cache.parent().unwrap()).unwrap();
    fs::write(&place.cache, "a file").unwrap();
    assert!(!works(open(&place.plugin, &place.cache).unwrap()));
}

#[test]
fn a_changed_plugin_is_not_taken_for_the_cached_one() {
    let place = place();
    open(&place.plugin, &place.cache).unwrap();
    let wasm = place.plugin.join("plugin.wasm");
    let mut bytes = fs::read(&wasm).unwrap();
    // An empty custom section named "x": the same code, other bytes.
    bytes.extend([0x00, 0x02, 0x01, b'x']);
    fs::write(&wasm, bytes).unwrap();
    assert!(!works(open(&place.plugin, &place.cache).unwrap()));
}

#[test]
fn manifest_faults_are_told_by_kind() {
    for (from, to, kind, words) in [
        ("kind = ", "sort = ", ErrorKind::Manifest, "sort"),
        (
            "api = \"0.1\"",
            "api = \"0.2\"",
            ErrorKind::Incompatible,
            "plugin needs counterd:plugin@0.2, this daemon offers 0.1",
        ),
        (
            "version = \"0.1.0\"",
            "version = \"0.1.1\"",
            ErrorKind::Incompatible,
            "plugin.wasm says flat-rate-tax 0.1.0",
        ),
        (
            "name = \"flat-rate-tax\"",
            "name = \"other-tax\"",
            ErrorKind::Incompatible,
            "plugin.toml says other-tax",
        ),
        (
            "[limits]",
            "[asks]\nhttp = [\"https://x.example\"]\n[limits]",
            ErrorKind::Denied,
            "may not ask for http",
        ),
        (
            "memory_mib = 4",
            "memory_mib = 0",
            ErrorKind::Memory,
            "0 are allowed",
        ),
        (
            "fuel_per_call = 5_000_000",
            "fuel_per_call = 10",
            ErrorKind::OutOfFuel,
            "10 units",
        ),
    ] {
        let place = place();
        let path = place.plugin.join("plugin.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let fault = open(&place.plugin, &place.cache).unwrap_err();
        assert_eq!(fault.kind(), kind, "{to}: {fault}");
        let told = chain(&fault);
        assert!(told.contains(words), "{to}: {told}");
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

#[test]
fn missing_files_are_named() {
    for name in ["plugin.toml", "plugin.wasm"] {
        let place = place();
        fs::remove_file(place.plugin.join(name)).unwrap();
        let fault = open(&place.plugin, &place.cache).unwrap_err();
        assert_eq!(fault.kind(), ErrorKind::Unreadable);
        assert!(fault.to_string().contains(name), "{fault}");
    }
}

#[test]
fn what_is_no_component_is_refused() {
    let place = place();
    for bytes in [&b"hello"[..], b"\0asm\x01\0\0\0", b"\x7fELF"] {
        fs::write(place.plugin.join("plugin.wasm"), bytes).unwrap();
        let fault = open(&place.plugin, &place.cache).unwrap_err();
        assert_eq!(fault.kind(), ErrorKind::NotCompilable, "{fault}");
    }
}

/// A component of another minor, made by renaming the interfaces of a real one.
#[test]
fn a_component_of_another_version_is_told_in_plain_words() {
    for (to, words) in [
        (
            "@0.2.0",
            "plugin needs counterd:plugin@0.2.0, this daemon offers 0.1",
        ),
        (
            "@0.1.7",
            "plugin needs counterd:plugin@0.1.7, this daemon offers 0.1",
        ),
    ] {
        let place = place();
        let wasm = place.plugin.join("plugin.wasm");
        let changed = renamed(&fs::read(&wasm).unwrap(), to.as_bytes());
        fs::write(&wasm, changed).unwrap();
        let fault = open(&place.plugin, &place.cache).unwrap_err();
        assert_eq!(fault.kind(), ErrorKind::Incompatible, "{fault}");
        assert!(fault.to_string().contains(words), "{fault}");
    }
}

fn renamed(wasm: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = wasm.to_vec();
    let mut changes = 0;
    for name in [
        &b"counterd:plugin/tax@0.1.0"[..],
        b"counterd:plugin/host-log@0.1.0",
    ] {
        for at in 0..bytes.len() - name.len() {
            if bytes[at..].starts_with(name) {
                bytes[at + name.len() - to.len()..at + name.len()].copy_from_slice(to);
                changes += 1;
            }
        }
    }
    assert!(changes >= 3, "{changes} names changed");
    bytes
}
