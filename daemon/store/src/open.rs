//! Opens the store: one daemon for each data folder, on a disk that can keep it.

use std::fs::{File, TryLockError};
use std::path::Path;

use domain::number::{NextNumbers, Series};
use engine::StoreError;
use rusqlite::Connection;

use crate::chain::{GENESIS, Hash};
use crate::error::Doing;
use crate::{FILE_NAME, LOCK_NAME, schema, sql};

/// How a store is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenOptions {
    /// The number of this counter's copy of the journal. A restored or copied store gets a new one, so that two
    /// histories never share a number.
    pub origin: u32,
}

/// The writing end of the store. While it lives no other daemon can open the data folder.
pub struct SqliteStore {
    pub(crate) conn: Connection,
    pub(crate) origin: u32,
    /// Where the journal stands with the batch at hand.
    pub(crate) head: Head,
    /// Where it stood at the last commit.
    pub(crate) committed: Head,
    /// Room for a record's body, used again and again.
    pub(crate) body: Vec<u8>,
    _lock: File,
}

/// Where the journal stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Head {
    pub(crate) cursor: u64,
    pub(crate) seq: u64,
    pub(crate) hlc: i64,
    pub(crate) hash: Hash,
    pub(crate) numbers: NextNumbers,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore")
            .field("origin", &self.origin)
            .field("head", &self.head.cursor)
            .finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens the store in a data folder, creating both when they are missing.
    ///
    /// # Errors
    /// [`StoreError`]: when another daemon has the folder, it lies on a network file system (the log's shared memory
    /// does not work there), the disk is full or cannot be written, or the file is not a store of this version.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<Self, StoreError> {
        std::fs::create_dir_all(dir).doing("making the data folder")?;
        refuse_network_disk(dir)?;
        let lock = lock(dir)?;
        let conn = schema::open_writer(&dir.join(FILE_NAME))?;
        let head = Head::read(&conn, options.origin)?;
        tracing::info!(origin = options.origin, head = head.cursor, "store opened");
        Ok(Self {
            conn,
            origin: options.origin,
            committed: head.clone(),
            head,
            body: Vec::with_capacity(1024),
            _lock: lock,
        })
    }
}

impl SqliteStore {
    /// Gets ready to take in a whole shop at once, until it is closed: room to gather the pages that many records touch,
    /// and a long log. What is committed is as durable as ever.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn prepare_for_bulk(&mut self) -> Result<(), StoreError> {
        let pragmas = "PRAGMA cache_size = -524288; PRAGMA wal_autocheckpoint = 100000;";
        self.conn
            .execute_batch(pragmas)
            .doing("getting ready for many records")
    }
}

impl Head {
    fn read(conn: &Connection, origin: u32) -> Result<Self, StoreError> {
        let doing = "reading the head of the journal";
        let last = "SELECT cursor, hlc FROM journal ORDER BY cursor DESC LIMIT 1";
        let last = sql::one(conn, doing, last, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (cursor, last_hlc) = last.unwrap_or((0, 0));
        let own = "SELECT seq, hlc, hash FROM journal WHERE origin = ? ORDER BY seq DESC LIMIT 1";
        let own = sql::one(conn, doing, own, [origin], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?))
        })?;
        let (seq, own_hlc, hash) = own.unwrap_or((0, 0, GENESIS));
        let used = sql::all(conn, doing, "SELECT series, next FROM series", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        let mut numbers = NextNumbers::default();
        for (letter, next) in used {
            if let Some(series) = letter.chars().next().and_then(Series::of) {
                numbers.set(series, sql::count(next));
            }
        }
        Ok(Self {
            cursor: sql::count(cursor),
            seq: sql::count(seq),
            hlc: own_hlc.max(last_hlc),
            hash,
            numbers,
        })
    }
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(dir.join(LOCK_NAME))
        .doing("opening the lock file")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Failed {
            doing: "locking the data folder",
            source: format!("another daemon is using {}", dir.display()).into(),
        }),
        Err(TryLockError::Error(error)) => Err(error).doing("locking the data folder"),
    }
}

/// Magic numbers of statfs(2) for NFS, SMB1, CIFS and SMB2.
#[cfg(target_os = "linux")]
const NETWORK_DISKS: [u64; 4] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42];

#[cfg(target_os = "linux")]
fn refuse_network_disk(dir: &Path) -> Result<(), StoreError> {
    let doing = "looking at the data folder's disk";
    let kind = rustix::fs::statfs(dir)
        .map_err(std::io::Error::from)
        .doing(doing)?
        .f_type;
    // The kernel's type is signed on some machines; the magic numbers are 32 bits wide.
    let magic = u64::try_from(kind).unwrap_or(0) & 0xffff_ffff;
    if NETWORK_DISKS.contains(&magic) {
        let source = format!("{} lies on a network file system", dir.display()).into();
        return Err(StoreError::Failed { doing, source });
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn refuse_network_disk(_dir: &Path) -> Result<(), StoreError> {
    Ok(())
}
