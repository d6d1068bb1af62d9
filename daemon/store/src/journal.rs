//! The append-only journal: seals records into the chain and brings the read models along.

use domain::ids::StaffId;
use domain::{Actor, Event, Timestamp};
use engine::{Journal, Recorded, Remembered, StoreError};
use rusqlite::{Connection, Row};
use uuid::Uuid;

use crate::chain::{self, Sealed};
use crate::error::{Doing, unreadable};
use crate::open::SqliteStore;
use crate::record::{self, RecordFault};
use crate::verify::Stored;
use crate::{project, sql};

/// The columns that [`read`] reads, in its order.
pub(crate) const COLUMNS: &str = "cursor, hlc, actor, kind, version, stream, body";

/// Returns [`COLUMNS`] of a table that is joined under a name.
pub(crate) fn columns_of(table: &str) -> String {
    let columns: Vec<_> = COLUMNS
        .split(", ")
        .map(|column| format!("{table}.{column}"))
        .collect();
    columns.join(", ")
}

const INSERT: &str = "INSERT INTO journal
     (cursor, origin, seq, hlc, kind, version, stream, actor, body, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

impl Journal for SqliteStore {
    fn begin(&mut self) -> Result<(), StoreError> {
        sql::run(&self.conn, "starting a batch", "BEGIN IMMEDIATE", []).map(drop)
    }

    fn append(
        &mut self,
        at: Timestamp,
        actor: &Actor,
        events: &[Event],
    ) -> Result<(u64, u64), StoreError> {
        if self.conn.is_autocommit() {
            let source = "no batch was started".into();
            return Err(StoreError::Failed {
                doing: "appending to the journal",
                source,
            });
        }
        let actor = actor_text(actor);
        let first = self.head.cursor + 1;
        for event in events {
            self.append_one(at, &actor, event)?;
        }
        Ok((first, self.head.cursor))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        match sql::run(&self.conn, "making a batch durable", "COMMIT", []) {
            Ok(_) => {
                self.committed = self.head.clone();
                Ok(())
            }
            Err(error) => {
                self.rollback();
                Err(error)
            }
        }
    }

    fn rollback(&mut self) {
        // SQLite has rolled back by itself after some failures, a full disk among them.
        if !self.conn.is_autocommit()
            && let Err(error) = sql::run(&self.conn, "taking a batch back", "ROLLBACK", [])
        {
            tracing::error!(%error, "a batch could not be taken back");
        }
        self.head = self.committed.clone();
    }

    fn recall(&mut self, key: &str) -> Result<Option<Remembered>, StoreError> {
        let query = "SELECT fingerprint, first, last FROM idem WHERE key = ?";
        sql::one(
            &self.conn,
            "looking up an idempotency key",
            query,
            [key],
            |row| {
                Ok(Remembered {
                    fingerprint: row.get(0)?,
                    first: sql::count(row.get(1)?),
                    last: sql::count(row.get(2)?),
                })
            },
        )
    }

    fn remember(&mut self, key: &str, remembered: Remembered) -> Result<(), StoreError> {
        let Remembered {
            fingerprint,
            first,
            last,
        } = remembered;
        let insert = "INSERT INTO idem (key, fingerprint, first, last) VALUES (?, ?, ?, ?)";
        let values = (key, fingerprint, sql::int(first), sql::int(last));
        sql::run(&self.conn, "keeping an idempotency key", insert, values).map(drop)
    }

    fn records(&mut self, first: u64, last: u64) -> Result<Vec<Recorded>, StoreError> {
        let limit = (last + 1).saturating_sub(first);
        after(&self.conn, first.saturating_sub(1), limit)
    }
}

impl SqliteStore {
    fn append_one(&mut self, at: Timestamp, actor: &str, event: &Event) -> Result<(), StoreError> {
        let doing = "appending to the journal";
        let cannot =
            |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Failed { doing, source };
        self.body.clear();
        let kind = record::encode(event, &mut self.body).map_err(|fault| cannot(fault.into()))?;
        let body = std::str::from_utf8(&self.body).map_err(|fault| cannot(fault.into()))?;
        let hlc = chain::next_hlc(self.head.hlc, at.unix_ms())
            .ok_or_else(|| cannot("the clock is thousands of years off".into()))?;
        let (cursor, seq) = (self.head.cursor + 1, self.head.seq + 1);
        let stream = event.stream().0;
        let version = record::VERSION;
        let sealed = Sealed {
            origin: self.origin,
            seq,
            hlc,
            kind,
            version,
            stream,
            actor,
            body,
        };
        let hash = sealed.hash(&self.head.hash);
        self.conn
            .prepare_cached(INSERT)
            .and_then(|mut insert| {
                insert.execute((
                    sql::int(cursor),
                    self.origin,
                    sql::int(seq),
                    hlc,
                    kind,
                    version,
                    stream.as_bytes(),
                    actor,
                    body,
                    hash,
                ))
            })
            .doing(doing)?;
        let at = Timestamp::from_unix_ms(chain::unix_ms(hlc));
        project::project(&self.conn, cursor, at, event)?;
        self.head.cursor = cursor;
        self.head.seq = seq;
        self.head.hlc = hlc;
        self.head.hash = hash;
        if let Some(number) = event.number() {
            self.head.numbers.used(number);
        }
        Ok(())
    }
}

/// Puts a whole record into the journal as it stands.
pub(crate) fn insert(conn: &Connection, stored: &Stored) -> Result<(), StoreError> {
    conn.prepare_cached(INSERT)
        .and_then(|mut insert| {
            insert.execute((
                sql::int(stored.cursor),
                stored.origin,
                sql::int(stored.seq),
                stored.hlc,
                &stored.kind,
                stored.version,
                stored.stream.as_bytes(),
                &stored.actor,
                &stored.body,
                stored.hash,
            ))
        })
        .doing("appending to the journal")?;
    Ok(())
}

/// Reads at most `limit` records after a cursor, oldest first.
pub(crate) fn after(
    conn: &Connection,
    cursor: u64,
    limit: u64,
) -> Result<Vec<Recorded>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM journal WHERE cursor > ? ORDER BY cursor LIMIT ?");
    let range = (sql::int(cursor), sql::int(limit));
    sql::all(conn, "reading the journal", &query, range, read)
}

/// Finds the first record at or after a moment, one past the last when there is none: by halving, since a counter's records
/// are in the order of their time and need no index of it.
pub(crate) fn cursor_at(conn: &Connection, at: Timestamp) -> Result<u64, StoreError> {
    let doing = "looking for a moment in the journal";
    let head = "SELECT coalesce(max(cursor), 0) FROM journal";
    let head: Option<i64> = sql::one(conn, doing, head, [], |row| row.get(0))?;
    let (mut low, mut high) = (1, head.unwrap_or(0) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let query = "SELECT hlc FROM journal WHERE cursor = ?";
        let hlc: Option<i64> = sql::one(conn, doing, query, [middle], |row| row.get(0))?;
        if hlc.is_some_and(|hlc| chain::unix_ms(hlc) < at.unix_ms()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(sql::count(low))
}

/// Reads the story of one thing, oldest first, up to a cursor.
pub(crate) fn story(
    conn: &Connection,
    stream: Uuid,
    up_to: Option<u64>,
) -> Result<Vec<Recorded>, StoreError> {
    let query =
        format!("SELECT {COLUMNS} FROM journal WHERE stream = ? AND cursor <= ? ORDER BY cursor");
    let range = (stream.as_bytes(), up_to.map_or(i64::MAX, sql::int));
    sql::all(
        conn,
        "reading a story from the journal",
        &query,
        range,
        read,
    )
}

/// Reads the newest records of one kind about one thing, newest first.
pub(crate) fn newest(
    conn: &Connection,
    stream: Uuid,
    kind: &str,
    limit: usize,
) -> Result<Vec<Recorded>, StoreError> {
    let query = format!(
        "SELECT {COLUMNS} FROM journal WHERE stream = ? AND kind = ?
         ORDER BY cursor DESC LIMIT ?"
    );
    let range = (stream.as_bytes(), kind, sql::int(limit));
    sql::all(
        conn,
        "reading a story from the journal",
        &query,
        range,
        read,
    )
}

/// Reads the newest records of one kind, newest first.
pub(crate) fn latest(
    conn: &Connection,
    kind: &str,
    limit: usize,
) -> Result<Vec<Recorded>, StoreError> {
    let query =
        format!("SELECT {COLUMNS} FROM journal WHERE kind = ? ORDER BY cursor DESC LIMIT ?");
    let range = (kind, sql::int(limit));
    sql::all(conn, "reading the journal", &query, range, read)
}

/// Reads one record.
pub(crate) fn at(conn: &Connection, cursor: u64) -> Result<Option<Recorded>, StoreError> {
    let query = format!("SELECT {COLUMNS} FROM journal WHERE cursor = ?");
    let cursor = [sql::int(cursor)];
    sql::one(conn, "reading the journal", &query, cursor, read)
}

/// Reads a record from a row with [`COLUMNS`].
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    let cursor = sql::count(row.get(0)?);
    let named = |fault: RecordFault| unreadable(format!("record {cursor}: {fault}"));
    let actor = read_actor(row.get_ref(2)?.as_str()?).map_err(named)?;
    let kind = row.get_ref(3)?.as_str()?;
    let stream = Uuid::from_bytes(row.get(5)?);
    let body = row.get_ref(6)?.as_str()?;
    Ok(Recorded {
        cursor,
        at: Timestamp::from_unix_ms(chain::unix_ms(row.get(1)?)),
        actor,
        event: record::decode(kind, row.get(4)?, stream, body).map_err(named)?,
    })
}

fn actor_text(actor: &Actor) -> String {
    match actor {
        Actor::Staff(id) => format!("staff:{id}"),
        Actor::Client(name) => format!("client:{name}"),
        Actor::Daemon => "daemon".to_owned(),
    }
}

fn read_actor(text: &str) -> Result<Actor, RecordFault> {
    let wrong = || RecordFault::Actor(text.to_owned());
    match text.split_once(':') {
        Some(("staff", id)) => id.parse::<StaffId>().map(Actor::Staff).map_err(|_| wrong()),
        Some(("client", name)) => Ok(Actor::Client(name.to_owned())),
        None if text == "daemon" => Ok(Actor::Daemon),
        Some(_) | None => Err(wrong()),
    }
}
