//! Proves a store: checks every link of the journal's chain, rebuilds what was worked out from it on the side, and
//! compares row by row.
//!
//! It only reads, in one transaction, and so may run beside the daemon.

mod compare;

use std::collections::HashMap;
use std::path::Path;

use domain::Timestamp;
use engine::StoreError;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::chain::{self, GENESIS, Hash, Sealed};
use crate::error::{Doing, unreadable};
use crate::project::project;
use crate::{FILE_NAME, record, schema, sql};

pub use compare::Difference;

/// What a sound store holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How many records the journal has; its head.
    pub records: u64,
    /// The last link of each counter's chain, by origin.
    pub chains: Vec<(u32, u64, [u8; 32])>,
    /// The tables that were rebuilt and found the same.
    pub tables: Vec<TableCount>,
}

/// A table that was compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableCount {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: u64,
}

/// Why a store is not sound.
#[derive(Debug, thiserror::Error)]
pub enum VerifyFault {
    /// It could not be read.
    #[error("the store could not be verified")]
    Store(#[from] StoreError),
    /// SQLite finds its own pages wrong.
    #[error("the file is damaged: {0}")]
    File(String),
    /// A record is missing, changed or out of order.
    #[error("record {cursor} breaks the journal: {what}")]
    Chain {
        /// Where.
        cursor: u64,
        /// What is wrong with it.
        what: String,
    },
    /// What was worked out from the journal is not what the journal says.
    #[error("{} differ from the journal, first: {}", count(.0.len()), first(.0))]
    ReadModels(Vec<Difference>),
}

fn count(differences: usize) -> String {
    if differences == 1 {
        "1 row".to_owned()
    } else {
        format!("{differences} rows or more")
    }
}

fn first(differences: &[Difference]) -> String {
    differences
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// Verifies the store at a path: its file, or the data folder that holds it.
///
/// # Errors
/// [`VerifyFault`], at the first record that breaks the chain or with the first rows that differ.
pub fn verify(path: &Path) -> Result<Verified, VerifyFault> {
    let file = if path.is_dir() {
        path.join(FILE_NAME)
    } else {
        path.to_owned()
    };
    let live = schema::open_reader(&file)?;
    let moment = live.unchecked_transaction().doing("starting to verify")?;
    check_file(&moment)?;
    let rebuilt = schema::open_scratch()?;
    rebuilt.execute_batch("BEGIN").doing("starting a rebuild")?;
    let (records, chains) = replay(&moment, &rebuilt)?;
    rebuilt.execute_batch("COMMIT").doing("ending a rebuild")?;
    check_keys(&moment, records)?;
    let tables = compare::tables(&moment, &rebuilt)?;
    Ok(Verified {
        records,
        chains,
        tables,
    })
}

fn check_file(conn: &Connection) -> Result<(), VerifyFault> {
    let result: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .doing("checking the file")?;
    if result == "ok" {
        Ok(())
    } else {
        Err(VerifyFault::File(result))
    }
}

/// A record as it stands in the file.
pub(crate) struct Stored {
    pub(crate) cursor: u64,
    pub(crate) origin: u32,
    pub(crate) seq: u64,
    pub(crate) hlc: i64,
    pub(crate) kind: String,
    pub(crate) version: u32,
    pub(crate) stream: Uuid,
    pub(crate) actor: String,
    pub(crate) body: String,
    pub(crate) hash: Hash,
}

/// Reads all columns of a record.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let cursor = sql::count(row.get(0)?);
    let hash: Vec<u8> = row.get(9)?;
    let cut = |_| unreadable(format!("the hash of record {cursor} is not 32 bytes long"));
    Ok(Stored {
        cursor,
        origin: row.get(1)?,
        seq: sql::count(row.get(2)?),
        hlc: row.get(3)?,
        kind: row.get(4)?,
        version: row.get(5)?,
        stream: Uuid::from_bytes(row.get(6)?),
        actor: row.get(7)?,
        body: row.get(8)?,
        hash: hash.try_into().map_err(cut)?,
    })
}

/// Where one counter's chain stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    seq: u64,
    hlc: i64,
    hash: Hash,
}

impl Link {
    /// Before a counter's first record.
    pub(crate) const FIRST: Self = Self {
        seq: 0,
        hlc: 0,
        hash: GENESIS,
    };

    /// After a record.
    pub(crate) const fn of(stored: &Stored) -> Self {
        Self {
            seq: stored.seq,
            hlc: stored.hlc,
            hash: stored.hash,
        }
    }
}

type Chains = Vec<(u32, u64, Hash)>;

/// Checks the chain record by record and works out the read models from it.
fn replay(live: &Connection, rebuilt: &Connection) -> Result<(u64, Chains), VerifyFault> {
    let doing = "reading the journal";
    let query = "SELECT cursor, origin, seq, hlc, kind, version, stream, actor, body, hash
         FROM journal ORDER BY cursor";
    let mut statement = live.prepare(query).doing(doing)?;
    let rows = statement.query_map([], read).doing(doing)?;
    let mut links: HashMap<u32, Link> = HashMap::new();
    let mut head = 0;
    for stored in rows {
        let stored = stored.doing(doing)?;
        let link = links.entry(stored.origin).or_insert(Link::FIRST);
        check(&stored, head, *link)?;
        *link = Link::of(&stored);
        head = stored.cursor;
        let Stored {
            cursor,
            version,
            stream,
            ..
        } = stored;
        let event =
            record::decode(&stored.kind, version, stream, &stored.body).map_err(|fault| {
                VerifyFault::Chain {
                    cursor,
                    what: fault.to_string(),
                }
            })?;
        let at = Timestamp::from_unix_ms(chain::unix_ms(stored.hlc));
        project(rebuilt, cursor, at, &event)?;
    }
    let mut chains: Vec<_> = links
        .into_iter()
        .map(|(origin, link)| (origin, link.seq, link.hash))
        .collect();
    chains.sort_unstable();
    Ok((head, chains))
}

/// Checks that a record follows the ones before it.
pub(crate) fn check(stored: &Stored, head: u64, link: Link) -> Result<(), VerifyFault> {
    let Stored {
        cursor,
        origin,
        seq,
        hlc,
        ..
    } = *stored;
    let broken = |what: String| Err(VerifyFault::Chain { cursor, what });
    if cursor != head + 1 {
        return broken(format!("record {} before it is missing", head + 1));
    }
    if seq != link.seq + 1 {
        return broken(format!(
            "it is number {seq} of counter {origin}, after number {}",
            link.seq
        ));
    }
    if hlc <= link.hlc {
        return broken("its time is not after the record before it".to_owned());
    }
    let sealed = Sealed {
        origin,
        seq,
        hlc,
        kind: &stored.kind,
        version: stored.version,
        stream: stored.stream,
        actor: &stored.actor,
        body: &stored.body,
    };
    if sealed.hash(&link.hash) != stored.hash {
        return broken("it was changed after it was written: its hash does not fit".to_owned());
    }
    Ok(())
}

/// Every idempotency key answers with records that exist: a journal that lost its end shows here.
fn check_keys(conn: &Connection, head: u64) -> Result<(), VerifyFault> {
    let query = "SELECT last FROM idem WHERE first <= last AND last > ? ORDER BY last LIMIT 1";
    let doing = "checking the idempotency keys";
    let lost = sql::one(conn, doing, query, [sql::int(head)], |row| row.get(0))?;
    match lost.map(sql::count) {
        None => Ok(()),
        Some(cursor) => {
            let what = "an order was answered with it, but it is missing".to_owned();
            Err(VerifyFault::Chain { cursor, what })
        }
    }
}

/// How many tables are compared.
#[cfg(test)]
pub(crate) fn tables_compared() -> usize {
    compare::TABLES.len()
}
