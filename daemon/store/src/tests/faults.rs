//! A full disk, a disk that cannot be written, a second daemon, a foreign file.

use domain::{Actor, Timestamp};
use engine::{Journal, Queries, Store, StoreError};

use super::samples;
use super::shop::{Shop, open};
use crate::{FILE_NAME, OpenOptions, SqliteQueries, SqliteStore};

#[test]
fn a_full_disk_stops_the_batch_and_nothing_else() {
    let mut shop = Shop::new();
    shop.open_ticket();
    let head = shop.store.head.clone();
    let pages: i64 = shop
        .store
        .conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let limit = |shop: &Shop, pages: i64| {
        shop.store
            .conn
            .pragma_update(None, "max_page_count", pages)
            .unwrap();
    };
    limit(&shop, pages + 2);
    shop.store.begin().unwrap();
    let at = Timestamp::from_unix_ms(shop.now);
    let error =
        std::iter::repeat_with(|| shop.store.append(at, &Actor::Daemon, &samples::all()[1..2]))
            .take(100_000)
            .find_map(Result::err)
            .unwrap();
    assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
    assert_eq!(error.to_string(), "the disk is full");
    shop.store.rollback();
    assert_eq!(shop.store.head, head);
    let verified = crate::verify(shop.dir.path()).unwrap();
    assert_eq!(verified.records, 1);

    limit(&shop, 1_000_000);
    shop.open_ticket();
    let verified = crate::verify(shop.dir.path()).unwrap();
    assert_eq!(verified.records, 2);
}

#[test]
fn a_store_that_cannot_be_written_says_so_and_can_be_read() {
    let mut shop = Shop::new();
    shop.open_ticket();
    shop.store
        .conn
        .pragma_update(None, "query_only", true)
        .unwrap();
    let error = shop.store.begin().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
    assert_eq!(error.to_string(), "the data folder cannot be written");
    shop.store.rollback();
    let queries = SqliteQueries::open(shop.dir.path(), 1).unwrap();
    assert_eq!(queries.head().unwrap(), 1);
    shop.store
        .conn
        .pragma_update(None, "query_only", false)
        .unwrap();
    shop.open_ticket();
}

#[test]
fn a_data_folder_that_cannot_be_made_says_so() {
    // Nobody can make a folder here, not even root.
    let error = SqliteStore::open("/proc/1/counter".as_ref(), OpenOptions { origin: 1 });
    assert!(error.is_err());
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(FILE_NAME)).unwrap();
    let error = SqliteStore::open(dir.path(), OpenOptions { origin: 1 }).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
}

#[test]
fn one_daemon_has_the_data_folder() {
    let dir = tempfile::tempdir().unwrap();
    let first = open(&dir);
    let error = SqliteStore::open(dir.path(), OpenOptions { origin: 7 }).unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("another daemon is using"), "{cause}");
    drop(first);
    open(&dir);
}

#[test]
fn foreign_and_newer_files_are_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let foreign = rusqlite::Connection::open(&path).unwrap();
    foreign
        .execute_batch("CREATE TABLE notes (text TEXT)")
        .unwrap();
    drop(foreign);
    let before = std::fs::read(&path).unwrap();
    let open_error = || SqliteStore::open(dir.path(), OpenOptions { origin: 1 }).unwrap_err();
    assert!(open_error().to_string().contains("another program"));
    assert_eq!(std::fs::read(&path).unwrap(), before);

    std::fs::remove_file(&path).unwrap();
    let store = SqliteStore::open(dir.path(), OpenOptions { origin: 1 }).unwrap();
    store
        .conn
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    drop(store);
    assert!(open_error().to_string().contains("a newer daemon"));
}

#[test]
fn settings_hold() {
    let mut shop = Shop::new();
    let pragma = |name: &str| -> String {
        shop.store
            .conn
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .map(|value| format!("{value:?}"))
            .unwrap()
    };
    assert!(pragma("journal_mode").contains("wal"));
    assert!(pragma("synchronous").contains('2'));
    assert!(pragma("cache_size").contains("-8192"));
    assert!(pragma("journal_size_limit").contains("67108864"));
    assert_eq!(
        shop.store.next_numbers().unwrap(),
        domain::number::NextNumbers::default()
    );
}

#[test]
fn readers_are_shared_and_given_back() {
    let mut shop = Shop::new();
    shop.open_ticket();
    let queries = SqliteQueries::open(shop.dir.path(), 2).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert_eq!(queries.head().unwrap(), 1);
                }
            });
        }
    });
}
