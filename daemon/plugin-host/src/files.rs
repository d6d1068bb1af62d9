//! Reads the two files of a plugin, bounded. Nothing else of its folder is looked at.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::PluginError;
use crate::manifest::{Manifest, ManifestError};

const MANIFEST_NAME: &str = "plugin.toml";
const WASM_NAME: &str = "plugin.wasm";
const MANIFEST_BYTES_MAX: u64 = 64 << 10;
/// Room for a scripting engine compiled into a plugin (12 to 18 MB).
const WASM_BYTES_MAX: u64 = 64 << 20;

/// Reads `plugin.toml` and `plugin.wasm` in `dir`.
///
/// # Errors
/// [`PluginError::Unreadable`] or [`PluginError::Manifest`].
pub(crate) fn read(dir: &Path) -> Result<(Manifest, Vec<u8>), PluginError> {
    let manifest = read_manifest(dir)?;
    Ok((manifest, read_file(&dir.join(WASM_NAME), WASM_BYTES_MAX)?))
}

fn read_manifest(dir: &Path) -> Result<Manifest, PluginError> {
    let path = dir.join(MANIFEST_NAME);
    let bytes = read_file(&path, MANIFEST_BYTES_MAX)?;
    let text = String::from_utf8(bytes).map_err(|_| PluginError::Manifest {
        path: path.clone(),
        source: ManifestError::Syntax("it is not UTF-8".to_owned()),
    })?;
    Manifest::parse(&text).map_err(|source| PluginError::Manifest { path, source })
}

fn read_file(path: &Path, bytes_max: u64) -> Result<Vec<u8>, PluginError> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(bytes_max + 1)
            .read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).is_ok_and(|len| len <= bytes_max) {
            return Ok(bytes);
        }
        Err(io::Error::other(format!(
            "it is larger than {bytes_max} bytes"
        )))
    };
    read().map_err(|source| PluginError::Unreadable {
        path: path.to_owned(),
        source,
    })
}
