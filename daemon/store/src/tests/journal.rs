//! Append, commit, roll back, reopen, recall.

use domain::number::{NextNumbers, Series};
use domain::{Actor, Timestamp};
use engine::{Journal, Lookup, Queries, Remembered, Store};

use super::samples;
use super::shop::{Shop, open};
use crate::{OpenOptions, SqliteQueries, SqliteStore};

#[test]
fn everything_comes_back_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let events = samples::all();
    let actors = [
        Actor::Daemon,
        Actor::Client("till: 2".to_owned()),
        Shop::actor(),
    ]
    .into_iter()
    .cycle();
    let mut store = open(&dir);
    store.begin().unwrap();
    for ((event, actor), cursor) in events.iter().zip(actors.clone()).zip(1..) {
        let at = Timestamp::from_unix_ms(1_000);
        let cursors = store
            .append(at, &actor, std::slice::from_ref(event))
            .unwrap();
        assert_eq!(cursors, (cursor, cursor));
    }
    store.commit().unwrap();
    let head = store.head.clone();
    drop(store);

    let mut store = open(&dir);
    assert_eq!(store.head, head);
    assert_eq!(store.last_at().unwrap(), Timestamp::from_unix_ms(1_000));
    let numbers = store.next_numbers().unwrap();
    let next = |series| numbers.next(series);
    assert_eq!(
        (next(Series::Receipt), next(Series::Ticket)),
        (43, 1_234_568)
    );
    assert_eq!((next(Series::Estimate), next(Series::Invoice)), (4, 6));
    assert_eq!((next(Series::WorkOrder), next(Series::Purchase)), (5, 6));
    let last = u64::try_from(events.len()).unwrap();
    let records = store.records(1, last).unwrap();
    assert_eq!(records.len(), events.len());
    for (((record, event), actor), cursor) in records.iter().zip(&events).zip(actors).zip(1..) {
        assert_eq!(
            (record.cursor, &record.event, &record.actor),
            (cursor, event, &actor)
        );
        assert_eq!(record.at, Timestamp::from_unix_ms(1_000));
    }
    assert_eq!(store.records(2, 3).unwrap(), records[1..3]);
    assert!(store.records(2, 1).unwrap().is_empty());

    let queries = SqliteQueries::open(dir.path(), 2).unwrap();
    assert_eq!(queries.head().unwrap(), last);
    assert_eq!(
        queries.events_after(last - 2, 10).unwrap(),
        records[records.len() - 2..]
    );
    assert_eq!(queries.events_after(0, 1).unwrap(), records[..1]);
    crate::verify(dir.path()).unwrap();
}

#[test]
fn rolling_back_forgets_everything() {
    let mut shop = Shop::new();
    let kept = shop.open_ticket();
    let head = shop.store.head.clone();
    shop.store.begin().unwrap();
    let at = Timestamp::from_unix_ms(shop.now + 60_000);
    shop.store
        .append(at, &Actor::Daemon, &samples::all())
        .unwrap();
    let remembered = Remembered {
        fingerprint: [1; 16],
        first: 2,
        last: 3,
    };
    shop.store.remember("k", remembered).unwrap();
    assert_ne!(shop.store.next_numbers().unwrap(), head.numbers);
    assert!(
        shop.store
            .part(domain::ids::PartId::new(samples::uuid(3)))
            .unwrap()
            .is_some()
    );
    shop.store.rollback();

    assert_eq!(shop.store.head, head);
    assert_eq!(shop.store.recall("k").unwrap(), None);
    assert!(
        shop.store
            .part(domain::ids::PartId::new(samples::uuid(3)))
            .unwrap()
            .is_none()
    );
    let mut numbers = NextNumbers::default();
    numbers.set(Series::Ticket, 2);
    assert_eq!(shop.store.next_numbers().unwrap(), numbers);
    assert_eq!(
        shop.store.last_at().unwrap(),
        Timestamp::from_unix_ms(shop.now)
    );
    shop.open_ticket();
    assert!(shop.store.ticket(kept, None).unwrap().is_some());
    let verified = crate::verify(shop.dir.path()).unwrap();
    assert_eq!(verified.records, 2);
    assert_eq!(verified.chains, [(7, 2, shop.store.head.hash)]);
}

#[test]
fn an_append_needs_a_batch() {
    let mut shop = Shop::new();
    let at = Timestamp::from_unix_ms(1);
    let error = shop
        .store
        .append(at, &Actor::Daemon, &samples::all())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the store failed while appending to the journal"
    );
    shop.open_ticket();
}

#[test]
fn time_does_not_run_backwards() {
    let mut shop = Shop::new();
    shop.open_ticket();
    shop.now -= 5_000;
    shop.open_ticket();
    let records = shop.store.records(1, 2).unwrap();
    assert_eq!(records[0].at, records[1].at);
    crate::verify(shop.dir.path()).unwrap();
}

#[test]
fn recalls_what_a_key_was_used_for() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(&dir);
    let remembered = Remembered {
        fingerprint: [9; 16],
        first: 1,
        last: 0,
    };
    store.begin().unwrap();
    store.remember("client:a:1", remembered).unwrap();
    assert_eq!(store.recall("client:a:1").unwrap(), Some(remembered));
    assert!(store.remember("client:a:1", remembered).is_err());
    store.commit().unwrap();
    drop(store);
    let mut store = open(&dir);
    assert_eq!(store.recall("client:a:1").unwrap(), Some(remembered));
    assert_eq!(store.recall("client:a:2").unwrap(), None);
}

#[test]
fn folds_a_ticket_as_it_was() {
    let mut shop = Shop::new();
    let id = shop.open_ticket();
    let part = samples::part(3, "P 85/020");
    shop.save_part(part.clone());
    shop.sell(id, part.clone(), "1");
    let before = shop.tickets[0].clone();
    let cursor = shop.store.head.cursor;
    shop.sell(id, part, "2");
    assert_eq!(shop.store.ticket(id, Some(cursor)).unwrap(), Some(before));
    assert_eq!(
        shop.store.ticket(id, None).unwrap().as_ref(),
        Some(&shop.tickets[0])
    );
    assert_eq!(shop.store.ticket(id, Some(0)).unwrap(), None);
    let other = domain::ids::TicketId::new(samples::uuid(9));
    assert_eq!(shop.store.ticket(other, None).unwrap(), None);
}

#[test]
fn a_new_origin_starts_a_chain_of_its_own() {
    let mut shop = Shop::new();
    shop.open_ticket();
    let Shop { store, dir, .. } = shop;
    drop(store);
    let mut store = SqliteStore::open(dir.path(), OpenOptions { origin: 8 }).unwrap();
    store.begin().unwrap();
    let at = Timestamp::from_unix_ms(5);
    store
        .append(at, &Actor::Daemon, &samples::all()[1..2])
        .unwrap();
    store.commit().unwrap();
    assert!(store.last_at().unwrap() >= Timestamp::from_unix_ms(1_764_000_000_000));
    let verified = crate::verify(dir.path()).unwrap();
    let chains: Vec<_> = verified
        .chains
        .iter()
        .map(|(origin, seq, _)| (*origin, *seq))
        .collect();
    assert_eq!(chains, [(7, 1), (8, 1)]);
}
