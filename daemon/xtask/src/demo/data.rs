//! The demo's folder: settings, secrets, the simulator's state and the daemon's store.

use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::stripe::DEMO_KEY;

pub(super) struct Data {
    dir: PathBuf,
    /// Removes the folder when dropped; `None` for a folder that is kept.
    _temporary: Option<TempDir>,
}

/// What the settings of the demo depend on.
pub(super) struct Wanted<'a> {
    pub(super) port: u16,
    pub(super) plugins: &'a Path,
    pub(super) stripe_api_base: &'a str,
    pub(super) stripe_reader: &'a str,
}

impl Data {
    pub(super) fn open(kept: Option<&Path>) -> Result<Self, String> {
        let Some(dir) = kept else {
            let temporary = tempfile::Builder::new()
                .prefix("counterd-demo-")
                .tempdir()
                .map_err(|error| format!("cannot make a folder for the demo: {error}"))?;
            return Ok(Self {
                dir: temporary.path().to_owned(),
                _temporary: Some(temporary),
            });
        };
        let failed = |error| format!("cannot use {}: {error}", dir.display());
        fs::create_dir_all(dir).map_err(failed)?;
        fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(failed)?;
        let dir = fs::canonicalize(dir).map_err(failed)?;
        Ok(Self {
            dir,
            _temporary: None,
        })
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns whether the daemon has never run here.
    pub(super) fn is_new(&self) -> bool {
        fs::read_dir(self.store()).map_or(true, |mut entries| entries.next().is_none())
    }

    pub(super) fn settings(&self) -> PathBuf {
        self.dir.join("counterd.toml")
    }

    pub(super) fn stripe_state(&self) -> PathBuf {
        self.dir.join("stripe-sim.json")
    }

    pub(super) fn token(&self) -> PathBuf {
        self.dir.join("demo-token")
    }

    fn store(&self) -> PathBuf {
        self.dir.join("store")
    }

    pub(super) fn write_token(&self, token: &str) -> Result<(), String> {
        write_private(&self.token(), token)
    }

    /// Writes the settings and the key file that they name.
    pub(super) fn write_settings(&self, wanted: &Wanted<'_>) -> Result<(), String> {
        let key = self.dir.join("stripe-key");
        write_private(&key, DEMO_KEY)?;
        let text = settings_text(wanted, &self.store(), &key);
        write_private(&self.settings(), &text)
    }
}

/// The settings of the demo with @NAMES@ to fill in; a test of the room `settings` reads the file too.
const SETTINGS: &str = include_str!("counterd.toml");

fn settings_text(wanted: &Wanted<'_>, store: &Path, key: &Path) -> String {
    SETTINGS
        .replace("@PORT@", &wanted.port.to_string())
        .replace("@STORE@", &quoted(store))
        .replace("@PLUGINS@", &quoted(wanted.plugins))
        .replace("@KEY@", &quoted(key))
        .replace("@STRIPE@", wanted.stripe_api_base)
        .replace("@READER@", wanted.stripe_reader)
}

/// Returns the path as a TOML string.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Writes a file that only its owner can read, in one step for whoever reads it.
fn write_private(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error| format!("cannot write {}: {error}", path.display());
    let new = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    fs::rename(&new, path).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_folder_stays_private_and_a_temporary_one_goes() {
        let outer = tempfile::tempdir().unwrap();
        let kept = outer.path().join("demo");
        let data = Data::open(Some(&kept)).unwrap();
        assert!(data.is_new());
        data.write_token("secret").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&kept), mode(&data.token())), (0o700, 0o600));
        fs::create_dir_all(data.store().join("x")).unwrap();
        assert!(!data.is_new());
        drop(data);
        assert!(kept.is_dir());

        let data = Data::open(None).unwrap();
        let dir = data.dir().to_owned();
        data.write_token("secret").unwrap();
        drop(data);
        assert!(!dir.exists());
    }

    #[test]
    fn the_settings_have_no_gap() {
        let wanted = Wanted {
            port: 7420,
            plugins: Path::new("/p\"q"),
            stripe_api_base: "http://127.0.0.1:9",
            stripe_reader: "tmr_1",
        };
        let text = settings_text(&wanted, Path::new("/s"), Path::new("/k"));
        assert!(!text.contains('@'), "{text}");
        assert!(text.contains("[plugins]\ndir = \"/p\\\"q\"\n"), "{text}");
        assert!(text.contains("secret_key_file = \"/k\"\n"), "{text}");
    }
}
