//! Tokens of programs: one small file each, named by the token's digest, so that the token itself is nowhere on disk.
//!
//! The command line makes them while the daemon runs; the daemon looks each up when it is shown. Removing the file
//! revokes the token.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What a token's holder is called and may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The program's name, as it appears in the journal.
    pub name: String,
    /// Its scopes; `all` stands for every one.
    pub scopes: Vec<String>,
}

impl Grant {
    pub(crate) fn allows(&self, scope: &str) -> bool {
        self.scopes.iter().any(|own| own == scope || own == "all")
    }
}

/// Why a token could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The name cannot be used.
    #[error("a token's name is 1 to 40 letters, digits, - or _")]
    Name,
    /// There is no such scope.
    #[error("there is no scope `{0}`; the scopes are all, {known}", known = protocol::methods::SCOPES.join(", "))]
    Scope(String),
    /// The folder cannot be written.
    #[error("the token cannot be kept in {folder}")]
    Io {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// The folder of tokens.
#[derive(Debug, Clone)]
pub struct Tokens {
    folder: PathBuf,
}

impl Tokens {
    /// Names the folder; it need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Makes a token and returns it; this is the only time that it can be seen.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn create(&self, grant: &Grant) -> Result<String, TokenError> {
        let name_fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !(1..=40).contains(&grant.name.len()) || !grant.name.chars().all(name_fits) {
            return Err(TokenError::Name);
        }
        let known = |scope: &&String| {
            *scope != "all" && !protocol::methods::SCOPES.contains(&scope.as_str())
        };
        if let Some(unknown) = grant.scopes.iter().find(known) {
            return Err(TokenError::Scope(unknown.clone()));
        }
        let io = |source| TokenError::Io {
            folder: self.folder.clone(),
            source,
        };
        let token = random_token().map_err(io)?;
        let body = serde_json::to_vec(grant)
            .map_err(io::Error::from)
            .map_err(io)?;
        self.write(&self.file(&token), &body).map_err(io)?;
        Ok(token)
    }

    /// Returns what a token grants; none for an unknown one. Only the digest is compared, as a file name.
    pub(crate) fn grant(&self, token: &str) -> Option<Grant> {
        if token.len() != 64 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let body = fs::read(self.file(token)).ok()?;
        serde_json::from_slice(&body).ok()
    }

    fn write(&self, file: &Path, body: &[u8]) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)?;
        let draft = file.with_extension("new");
        let mut out = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)?;
        out.write_all(body)?;
        out.sync_all()?;
        self.give_to_the_daemon(&draft)?;
        fs::rename(&draft, file)?;
        fs::File::open(&self.folder)?.sync_all()
    }

    /// An operator makes tokens as root, but the daemon that reads them is whoever owns the data folder.
    fn give_to_the_daemon(&self, draft: &Path) -> io::Result<()> {
        let Some(data) = self.folder.parent() else {
            return Ok(());
        };
        let owner = fs::metadata(data)?;
        if owner.uid() != fs::metadata(draft)?.uid() {
            for path in [self.folder.as_path(), draft] {
                std::os::unix::fs::chown(path, Some(owner.uid()), Some(owner.gid()))?;
            }
        }
        Ok(())
    }

    fn file(&self, token: &str) -> PathBuf {
        self.folder
            .join(format!("{}.json", hex(&Sha256::digest(token.as_bytes()))))
    }
}

/// Makes 256 random bits as text.
pub(crate) fn random_token() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> (tempfile::TempDir, Tokens) {
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::new(folder.path().join("tokens"));
        (folder, tokens)
    }

    #[test]
    fn a_token_is_known_until_its_file_is_gone_and_is_not_on_disk() {
        let (folder, tokens) = tokens();
        let grant = Grant {
            name: "dms".to_owned(),
            scopes: vec!["read".to_owned()],
        };
        let token = tokens.create(&grant).unwrap();
        assert_eq!(tokens.grant(&token), Some(grant));
        assert_eq!(tokens.grant(&"0".repeat(64)), None);
        assert_eq!(tokens.grant("../../etc/passwd"), None);
        for entry in fs::read_dir(folder.path().join("tokens")).unwrap() {
            let path = entry.unwrap().path();
            assert!(!path.to_string_lossy().contains(&token));
            assert!(!fs::read_to_string(&path).unwrap().contains(&token));
            fs::remove_file(path).unwrap();
        }
        assert_eq!(tokens.grant(&token), None);
    }

    #[test]
    fn refuses_unknown_scopes_and_odd_names() {
        let (_folder, tokens) = tokens();
        let scopes = vec!["everything".to_owned()];
        let error = tokens
            .create(&Grant {
                name: "x".to_owned(),
                scopes,
            })
            .unwrap_err();
        assert!(
            error.to_string().contains("the scopes are all, read"),
            "{error}"
        );
        let odd = Grant {
            name: "../x".to_owned(),
            scopes: vec![],
        };
        assert!(matches!(tokens.create(&odd), Err(TokenError::Name)));
    }
}
