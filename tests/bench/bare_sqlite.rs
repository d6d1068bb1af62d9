//! What SQLite can do with nothing around it: one writer thread commits once for all clients that wait.
//!
//! Each order is one event of about 230 bytes and three upserts, durable before its client is answered, with the
//! settings that the store uses. No WebSocket, JSON, rules, tax, hash chain or idempotency keys: the ratio to it is
//! what all of those cost.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use crate::stats::{Samples, Work};

/// As many as the engine's queue and batch take.
const QUEUE_LEN_MAX: usize = 1024;
const BATCH_LEN_MAX: usize = 256;

const TABLES: &str = "PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -8192;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE ticket (id INTEGER PRIMARY KEY, lines INTEGER NOT NULL, total INTEGER NOT NULL) STRICT;
    CREATE TABLE stock (part INTEGER PRIMARY KEY, on_hand INTEGER NOT NULL) STRICT;
    CREATE TABLE day (day INTEGER PRIMARY KEY, total INTEGER NOT NULL) STRICT;";
const EVENT: &str = "INSERT INTO event (seq, body) VALUES (?, ?)";
const TICKET: &str = "INSERT INTO ticket (id, lines, total) VALUES (?, 1, ?)
    ON CONFLICT (id) DO UPDATE SET lines = lines + 1, total = total + excluded.total";
const STOCK: &str = "INSERT INTO stock (part, on_hand) VALUES (?, -1)
    ON CONFLICT (part) DO UPDATE SET on_hand = on_hand - 1";
const DAY: &str = "INSERT INTO day (day, total) VALUES (?, ?)
    ON CONFLICT (day) DO UPDATE SET total = total + excluded.total";

pub(crate) struct BareSqlite {
    conn: Connection,
    seq: i64,
}

struct Order {
    client: u32,
    part: u32,
    done: SyncSender<()>,
}

impl BareSqlite {
    /// Makes the database in a folder on the disk in question.
    pub(crate) fn open(folder: &Path) -> rusqlite::Result<Self> {
        let conn = Connection::open(folder.join("bare.db"))?;
        conn.execute_batch(TABLES)?;
        Ok(Self { conn, seq: 0 })
    }

    /// Lets so many clients each give one order after another for this long.
    pub(crate) fn run(&mut self, clients: u32, time: Duration) -> rusqlite::Result<Work> {
        let (queue, orders) = sync_channel(QUEUE_LEN_MAX);
        let start = Instant::now();
        thread::scope(|scope| {
            let threads: Vec<_> = (0..clients)
                .map(|client| {
                    let queue = queue.clone();
                    scope.spawn(move || give_orders(client, &queue, time))
                })
                .collect();
            drop(queue);
            self.write(&orders)?;
            let took = start.elapsed();
            let mut work = Work {
                took,
                ..Work::default()
            };
            for thread in threads {
                work.samples.add(thread.join().unwrap_or_default());
            }
            Ok(work)
        })
    }

    /// Commits what waits until no client is left.
    fn write(&mut self, orders: &Receiver<Order>) -> rusqlite::Result<()> {
        let mut batch = Vec::with_capacity(BATCH_LEN_MAX);
        while let Ok(first) = orders.recv() {
            batch.push(first);
            batch.extend(orders.try_iter().take(BATCH_LEN_MAX - 1));
            self.conn.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            for order in &batch {
                self.carry_out(order)?;
            }
            self.conn.prepare_cached("COMMIT")?.execute([])?;
            for order in batch.drain(..) {
                let _client_is_gone = order.done.send(());
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, order: &Order) -> rusqlite::Result<()> {
        self.seq += 1;
        let Order { client, part, .. } = order;
        let (seq, ticket, amount) = (self.seq, client * 1_000_000 + part / 200, part % 9000 + 100);
        let body = format!(
            r#"{{"kind":"line_added","version":1,"at":1767225600000,"actor":"client:bench","ticket":{ticket},"line":{seq},"part":{part},"number":"ABC-1234-X5","description":"Ceramic brake pads, front axle","quantity":"1","unit_price":"42.95","amount":{amount}}}"#,
        );
        self.conn
            .prepare_cached(EVENT)?
            .execute(params![seq, body])?;
        self.conn
            .prepare_cached(TICKET)?
            .execute(params![ticket, amount])?;
        self.conn.prepare_cached(STOCK)?.execute([part % 100_000])?;
        self.conn.prepare_cached(DAY)?.execute([20_000, amount])?;
        Ok(())
    }
}

fn give_orders(client: u32, queue: &SyncSender<Order>, time: Duration) -> Samples {
    let (done, answers) = sync_channel(1);
    let mut samples = Samples::default();
    let start = Instant::now();
    for turn in 0.. {
        if start.elapsed() >= time {
            break;
        }
        let before = Instant::now();
        let part = client * 7919 + turn;
        if queue
            .send(Order {
                client,
                part,
                done: done.clone(),
            })
            .is_err()
            || answers.recv().is_err()
        {
            break;
        }
        samples.push(before.elapsed());
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answered_order_is_in_the_database() {
        let folder = tempfile::tempdir().unwrap();
        let mut bare = BareSqlite::open(folder.path()).unwrap();
        let work = bare.run(8, Duration::from_millis(100)).unwrap();
        let count = |query: &str| {
            bare.conn
                .query_row(query, [], |row| row.get::<_, u32>(0))
                .unwrap()
        };
        assert!(work.samples.count() >= 8);
        let answered = u32::try_from(work.samples.count()).unwrap();
        assert_eq!(count("SELECT count(*) FROM event"), answered);
        assert_eq!(count("SELECT sum(lines) FROM ticket"), answered);
    }
}
