//! The journal as JSON, one object a record, out of one store and into an empty one.
//!
//! A record goes out with everything that its hash covers and its body to the letter, so that what comes in is the same
//! journal: the same chain, and by it the same tables. Idempotency keys stay behind: they are a memory of connections
//! to the old store.

use std::collections::HashMap;
use std::path::Path;

use domain::Timestamp;
use engine::{Journal as _, StoreError};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::chain::{self, GENESIS, Hash};
use crate::error::Doing;
use crate::open::{OpenOptions, SqliteStore};
use crate::project::project;
use crate::verify::{Link, Stored, VerifyFault, check, read};
use crate::{FILE_NAME, journal, record, schema, sql};

const DOING: &str = "copying the journal";

/// A record as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    cursor: u64,
    origin: u32,
    seq: u64,
    hlc: i64,
    kind: String,
    version: u32,
    stream: String,
    actor: String,
    body: Box<RawValue>,
    hash: String,
}

/// The journal at one moment, to be read record by record. May be open beside the daemon.
#[derive(Debug)]
pub struct JournalReader {
    conn: Connection,
    head: u64,
    hash: Hash,
}

impl JournalReader {
    /// Opens the journal in a data folder as it is now; what is appended later is not seen.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read or is not of this version.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let conn = schema::open_reader(&dir.join(FILE_NAME))?;
        // Held until the reader goes: everything is read at one moment.
        conn.execute_batch("BEGIN").doing(DOING)?;
        let last = "SELECT cursor, hash FROM journal ORDER BY cursor DESC LIMIT 1";
        let last = sql::one(&conn, DOING, last, [], |row| {
            Ok((sql::count(row.get(0)?), row.get(1)?))
        })?;
        let (head, hash) = last.unwrap_or((0, GENESIS));
        Ok(Self { conn, head, hash })
    }

    /// Returns the last record's cursor; 0 for an empty journal.
    #[must_use]
    pub const fn head(&self) -> u64 {
        self.head
    }

    /// Returns the last record's hash in hexadecimal digits.
    #[must_use]
    pub fn head_hash(&self) -> String {
        hex(&self.hash)
    }

    /// Gives each record, oldest first, until `each` says no.
    ///
    /// # Errors
    /// What `each` says, or [`StoreError`].
    pub fn each<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(&RawValue) -> Result<(), E>,
    ) -> Result<(), E> {
        let query = "SELECT cursor, origin, seq, hlc, kind, version, stream, actor, body, hash
             FROM journal ORDER BY cursor";
        let mut statement = self.conn.prepare(query).doing(DOING)?;
        let rows = statement.query_map([], read).doing(DOING)?;
        for stored in rows {
            let frame = frame(stored.doing(DOING)?)?;
            each(&frame)?;
        }
        Ok(())
    }
}

fn frame(stored: Stored) -> Result<Box<RawValue>, StoreError> {
    let cursor = stored.cursor;
    let damaged =
        |fault: serde_json::Error| StoreError::Damaged(format!("record {cursor}: {fault}"));
    let frame = Frame {
        cursor,
        origin: stored.origin,
        seq: stored.seq,
        hlc: stored.hlc,
        kind: stored.kind,
        version: stored.version,
        stream: stored.stream.to_string(),
        actor: stored.actor,
        body: RawValue::from_string(stored.body).map_err(damaged)?,
        hash: hex(&stored.hash),
    };
    serde_json::value::to_raw_value(&frame).map_err(damaged)
}

/// An empty store that is given a journal. Until [`Self::finish`] nothing of it is kept.
#[derive(Debug)]
pub struct JournalWriter {
    store: SqliteStore,
    links: HashMap<u32, Link>,
    head: u64,
    hash: Hash,
}

impl JournalWriter {
    /// Makes a store in a data folder that has none, or an empty one.
    ///
    /// # Errors
    /// [`StoreError`], also when the journal there has records or a daemon has the folder.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let mut store = SqliteStore::open(dir, OpenOptions { origin: 1 })?;
        if store.head.cursor != 0 {
            let source = "it has records already: import into an empty data folder".into();
            return Err(StoreError::Failed {
                doing: "looking at the journal",
                source,
            });
        }
        store.prepare_for_bulk()?;
        store.begin()?;
        Ok(Self {
            store,
            links: HashMap::new(),
            head: 0,
            hash: GENESIS,
        })
    }

    /// Appends a record as it came out, when it fits the chain, and works out what follows from it.
    ///
    /// # Errors
    /// [`VerifyFault::Chain`] for a record that is not the one that was written, [`VerifyFault::Store`].
    pub fn take(&mut self, record: &RawValue) -> Result<(), VerifyFault> {
        let next = self.head + 1;
        let broken = |what: String| VerifyFault::Chain { cursor: next, what };
        let frame: Frame =
            serde_json::from_str(record.get()).map_err(|fault| broken(fault.to_string()))?;
        let hash = unhex(&frame.hash).ok_or_else(|| broken("its hash is none".to_owned()))?;
        let stream = Uuid::parse_str(&frame.stream).map_err(|fault| broken(fault.to_string()))?;
        let stored = Stored {
            cursor: frame.cursor,
            origin: frame.origin,
            seq: frame.seq,
            hlc: frame.hlc,
            kind: frame.kind,
            version: frame.version,
            stream,
            actor: frame.actor,
            body: frame.body.get().to_owned(),
            hash,
        };
        let link = self.links.entry(stored.origin).or_insert(Link::FIRST);
        check(&stored, self.head, *link)?;
        *link = Link::of(&stored);
        let event = record::decode(&stored.kind, stored.version, stored.stream, &stored.body)
            .map_err(|fault| broken(fault.to_string()))?;
        let conn = &self.store.conn;
        journal::insert(conn, &stored)?;
        let at = Timestamp::from_unix_ms(chain::unix_ms(stored.hlc));
        project(conn, stored.cursor, at, &event)?;
        self.head = stored.cursor;
        self.hash = stored.hash;
        Ok(())
    }

    /// Returns the last record's hash so far, in hexadecimal digits.
    #[must_use]
    pub fn head_hash(&self) -> String {
        hex(&self.hash)
    }

    /// Keeps everything and returns how many records there are.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing is kept.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        self.store.commit()?;
        Ok(self.head)
    }
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Hash> {
    let mut hash = GENESIS;
    if text.len() != 2 * hash.len() || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}
