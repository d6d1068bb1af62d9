//! What went wrong in SQLite or the file system, in the engine's words.

use std::error::Error;
use std::io;

use engine::StoreError;
use rusqlite::ffi;

/// Names what was being done, and so turns a failure into a [`StoreError`].
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| of_sqlite(doing, error))
    }
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|error| of_io(doing, error))
    }
}

fn of_sqlite(doing: &'static str, error: rusqlite::Error) -> StoreError {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => match class_of(failure.extended_code) {
            Class::Full => StoreError::DiskFull(Box::new(error)),
            Class::ReadOnly => StoreError::ReadOnly(Box::new(error)),
            Class::Damaged => StoreError::Damaged(format!("{doing}: {error}")),
            Class::Other => StoreError::Failed {
                doing,
                source: Box::new(error),
            },
        },
        rusqlite::Error::FromSqlConversionFailure(_, _, why) => {
            StoreError::Damaged(format!("{doing}: {why}"))
        }
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => StoreError::Damaged(format!("{doing}: {error}")),
        other => StoreError::Failed {
            doing,
            source: Box::new(other),
        },
    }
}

fn of_io(doing: &'static str, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            StoreError::DiskFull(Box::new(error))
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly(Box::new(error))
        }
        _ => StoreError::Failed {
            doing,
            source: Box::new(error),
        },
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Full,
    ReadOnly,
    Damaged,
    Other,
}

/// Sorts SQLite's extended result codes (sqlite.org/rescode.html). SQLite itself turns ENOSPC on a write into
/// `SQLITE_FULL`, but not when it cannot grow the shared-memory file of the log.
fn class_of(extended: i32) -> Class {
    match extended {
        ffi::SQLITE_IOERR_SHMSIZE => return Class::Full,
        ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA => return Class::Damaged,
        _ => {}
    }
    match extended & 0xff {
        ffi::SQLITE_FULL => Class::Full,
        ffi::SQLITE_READONLY | ffi::SQLITE_CANTOPEN | ffi::SQLITE_PERM => Class::ReadOnly,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Class::Damaged,
        _ => Class::Other,
    }
}

/// Says that a column holds what it cannot hold.
pub(crate) fn unreadable(why: impl Into<Box<dyn Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, why.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_result_codes() {
        for (code, class) in [
            (ffi::SQLITE_FULL, Class::Full),
            (ffi::SQLITE_IOERR_SHMSIZE, Class::Full),
            (ffi::SQLITE_READONLY, Class::ReadOnly),
            (ffi::SQLITE_READONLY_DBMOVED, Class::ReadOnly),
            (ffi::SQLITE_CANTOPEN, Class::ReadOnly),
            (ffi::SQLITE_PERM, Class::ReadOnly),
            (ffi::SQLITE_CORRUPT_VTAB, Class::Damaged),
            (ffi::SQLITE_NOTADB, Class::Damaged),
            (ffi::SQLITE_IOERR_FSYNC, Class::Other),
            (ffi::SQLITE_BUSY, Class::Other),
        ] {
            assert_eq!(class_of(code), class, "code {code}");
        }
    }

    #[test]
    fn sorts_file_system_errors() {
        // Linux error numbers: ENOSPC 28, EDQUOT 122, EROFS 30, EACCES 13.
        let of = |errno| of_io("writing", io::Error::from_raw_os_error(errno));
        assert!(matches!(of(28), StoreError::DiskFull(_)));
        assert!(matches!(of(122), StoreError::DiskFull(_)));
        assert!(matches!(of(30), StoreError::ReadOnly(_)));
        assert!(matches!(of(13), StoreError::ReadOnly(_)));
        assert!(matches!(of(5), StoreError::Failed { .. }));
    }
}
