//! Tampering is found and named.

use rusqlite::Connection;

use super::samples;
use super::shop::Shop;
use crate::{FILE_NAME, LOCK_NAME, Verified, VerifyFault, verify};

/// A shop with a sale, closed so that the file can be tampered with.
fn tampered(sql: &str) -> Result<Verified, VerifyFault> {
    let mut shop = Shop::new();
    let part = samples::part(3, "P 85/020");
    shop.save_part(part.clone());
    shop.stock(part.id, "5");
    let customer = shop.customer("Ann Müller", Some("555 0101"));
    shop.vehicle(customer, "Honda", "Civic");
    let id = shop.open_ticket();
    shop.sell(id, part, "2");
    shop.pay_cash(id, 20_000);
    let Shop { store, dir, .. } = shop;
    drop(store);
    let conn = Connection::open(dir.path().join(FILE_NAME)).unwrap();
    conn.execute_batch(sql).unwrap();
    assert!(
        sql.is_empty() || conn.changes() > 0,
        "nothing was tampered with"
    );
    drop(conn);
    verify(dir.path())
}

fn broken_at(sql: &str) -> (u64, String) {
    match tampered(sql) {
        Err(VerifyFault::Chain { cursor, what }) => (cursor, what),
        other => panic!("expected a broken chain, got {other:?}"),
    }
}

fn differences(sql: &str) -> Vec<String> {
    match tampered(sql) {
        Err(VerifyFault::ReadModels(found)) => found.iter().map(ToString::to_string).collect(),
        other => panic!("expected differing tables, got {other:?}"),
    }
}

#[test]
fn a_sound_store_is_sound() {
    let verified = tampered("").unwrap();
    assert_eq!(
        verified.tables.len(),
        super::super::verify::tables_compared()
    );
    let rows = |name| {
        verified
            .tables
            .iter()
            .find(|t| t.table == name)
            .unwrap()
            .rows
    };
    assert_eq!((rows("ticket"), rows("stock"), rows("customer")), (1, 1, 1));
    assert!(rows("part_token") > 0 && rows("kind_token") > 0);
}

#[test]
fn a_changed_record_is_found() {
    let changed = "it was changed after it was written: its hash does not fit";
    for column in [
        "body = replace(body, 'Brembo', 'Brumbo')",
        "actor = 'daemon'",
        "hlc = hlc + 1",
    ] {
        let sql = format!("UPDATE journal SET {column} WHERE cursor = 1");
        assert_eq!(broken_at(&sql), (1, changed.to_owned()), "{column}");
    }
    let sql = "UPDATE journal SET hash = zeroblob(32) WHERE cursor = 3";
    assert_eq!(broken_at(sql), (3, changed.to_owned()));
}

#[test]
fn a_missing_record_is_found() {
    let (cursor, what) = broken_at("DELETE FROM journal WHERE cursor = 2");
    assert_eq!(
        (cursor, what.as_str()),
        (3, "record 2 before it is missing")
    );
    let renumbered = "DELETE FROM journal WHERE cursor = 2;
         UPDATE journal SET cursor = -(cursor - 1) WHERE cursor > 2;
         UPDATE journal SET cursor = -cursor WHERE cursor < 0;";
    let (cursor, what) = broken_at(renumbered);
    assert_eq!(
        (cursor, what.as_str()),
        (2, "it is number 3 of counter 7, after number 1")
    );
}

#[test]
fn a_lost_end_is_found_by_the_keys() {
    let sql = "INSERT INTO idem VALUES ('k', zeroblob(16), 999, 1000)";
    let (cursor, what) = broken_at(sql);
    assert_eq!(
        (cursor, what.as_str()),
        (1000, "an order was answered with it, but it is missing")
    );
}

#[test]
fn swapped_times_are_found() {
    let (cursor, what) = broken_at("UPDATE journal SET hlc = 1 WHERE cursor = 4");
    assert_eq!(
        (cursor, what.as_str()),
        (4, "its time is not after the record before it")
    );
}

#[test]
fn changed_tables_are_found() {
    let found = differences("UPDATE stock SET on_hand = 4000");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("table stock, row part=0192f0c1-")
            && found[0].ends_with("on_hand is 4000, the journal says 3000"),
        "{found:?}"
    );
    let found = differences("DELETE FROM model_kind");
    assert!(
        found[0].starts_with("table model_kind, row model=") && found[0].ends_with("it is missing")
    );
    let found = differences("DELETE FROM customer_phone");
    assert!(found[0].contains("digits=`5550101`") && found[0].ends_with("it is missing"));
    let found = differences("INSERT INTO balance VALUES ('cash', x'', 'EUR', 5)");
    assert_eq!(
        found,
        ["table balance, row account=`cash` owner= currency=`EUR`: the journal knows no such row"]
    );
    let found = differences("UPDATE ticket SET total = total + 1, work = 'x'");
    assert!(
        found[0].contains("total is ") && found[0].contains("work is `x`"),
        "{found:?}"
    );
    let found = differences("INSERT INTO part_token (rowid, tokens) VALUES (77, 'ZZZ')");
    assert_eq!(
        found,
        ["table part_token, row term=`zzz` doc=77: the journal knows no such row"]
    );
}

#[test]
fn a_file_that_is_no_store_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notes.db");
    std::fs::write(&path, "x".repeat(8192)).unwrap();
    let error = verify(&path).unwrap_err();
    assert!(
        matches!(error, VerifyFault::Store(engine::StoreError::Damaged(_))),
        "{error:?}"
    );
    assert!(verify(dir.path()).is_err());
    assert!(!dir.path().join(FILE_NAME).exists() && !dir.path().join(LOCK_NAME).exists());
}

#[test]
fn runs_beside_the_daemon() {
    let mut shop = Shop::new();
    shop.open_ticket();
    engine::Journal::begin(&mut shop.store).unwrap();
    let verified = verify(&shop.dir.path().join(FILE_NAME)).unwrap();
    assert_eq!(verified.records, 1);
    engine::Journal::rollback(&mut shop.store);
}

#[test]
fn every_table_is_compared() {
    let shop = Shop::new();
    let query = "SELECT name FROM sqlite_schema WHERE type = 'table'
         AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_token\\_%' ESCAPE '\\'";
    let mut statement = shop.store.conn.prepare(query).unwrap();
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let compared = super::super::verify::tables_compared();
    // All but the journal and the idempotency keys, which are not worked out from anything.
    assert_eq!(names.len(), compared + 2, "{names:?}");
}
