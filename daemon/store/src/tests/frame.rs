//! The journal goes out and comes in the same.

use std::path::Path;

use engine::StoreError;
use serde_json::value::RawValue;

use super::samples;
use super::shop::Shop;
use crate::{JournalReader, JournalWriter, VerifyFault, verify};

/// A shop with a sale, closed.
fn shop() -> tempfile::TempDir {
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
    dir
}

fn out(dir: &Path) -> (Vec<String>, u64, String) {
    let reader = JournalReader::open(dir).unwrap();
    let mut records = Vec::new();
    reader
        .each(|record| {
            records.push(record.get().to_owned());
            Ok::<(), StoreError>(())
        })
        .unwrap();
    (records, reader.head(), reader.head_hash())
}

fn take(writer: &mut JournalWriter, record: &str) -> Result<(), VerifyFault> {
    writer.take(&RawValue::from_string(record.to_owned()).unwrap())
}

#[test]
fn a_journal_comes_in_as_it_went_out_and_its_tables_with_it() {
    let old = shop();
    let (records, head, hash) = out(old.path());
    assert_eq!(records.len() as u64, head);
    let new = tempfile::tempdir().unwrap();
    let mut writer = JournalWriter::open(new.path()).unwrap();
    for record in &records {
        take(&mut writer, record).unwrap();
    }
    assert_eq!(writer.head_hash(), hash);
    assert_eq!(writer.finish().unwrap(), head);
    assert_eq!(out(new.path()), (records, head, hash));
    let (old, new_) = (verify(old.path()).unwrap(), verify(new.path()).unwrap());
    assert_eq!(old, new_);
    let again = JournalWriter::open(new.path()).unwrap_err();
    assert!(
        engine::chain(&again).contains("empty data folder"),
        "{again:?}"
    );
}

#[test]
fn a_record_that_was_touched_is_refused_and_nothing_is_kept() {
    let old = shop();
    let (records, ..) = out(old.path());
    let sold = records
        .iter()
        .position(|record| record.contains("Müller"))
        .unwrap();
    let touched = [
        records[sold].replace("Müller", "Miller"),
        records[sold].replacen("\"seq\":", "\"seq\":1", 1),
        records[sold].replacen("\"hash\":\"", "\"hash\":\"zz", 1),
        records[sold + 1].clone(),
        "{}".to_owned(),
    ];
    for record in touched {
        let new = tempfile::tempdir().unwrap();
        let mut writer = JournalWriter::open(new.path()).unwrap();
        for good in &records[..sold] {
            take(&mut writer, good).unwrap();
        }
        let fault = take(&mut writer, &record).unwrap_err();
        let VerifyFault::Chain { cursor, .. } = fault else {
            panic!("{fault:?}");
        };
        assert!(cursor > sold as u64, "{cursor}");
        drop(writer);
        assert_eq!(verify(new.path()).unwrap().records, 0);
    }
}
