//! The saved state: one JSON file, replaced as a whole.

use std::io::ErrorKind;
use std::path::Path;

use super::StartError;
use crate::world::World;

/// The saved world, or a new one when there is no file yet.
pub(super) fn load(path: Option<&Path>) -> Result<World, StartError> {
    let Some(path) = path else {
        return Ok(World::default());
    };
    let error = |source| StartError::State {
        path: path.to_owned(),
        source,
    };
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|source| error(source.into())),
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(World::default()),
        Err(source) => Err(error(source)),
    }
}

/// Writes the world beside its file and renames it, so that a kill leaves the old or the new one.
pub(super) fn save(path: &Path, world: &World) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    std::fs::write(&beside, serde_json::to_vec(world)?)?;
    std::fs::rename(&beside, path)
}
