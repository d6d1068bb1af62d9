//! Balances and days of the books.

use domain::ledger::{Entry, Posting};
use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

const DOING: &str = "keeping the books";

pub(super) fn posted(conn: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let date = entry.date.to_string();
    for posting in &entry.postings {
        balance(conn, posting)?;
        let upsert = "INSERT INTO ledger_day (currency, date, account, debit, credit)
             VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (currency, date, account) DO UPDATE SET
                 debit = debit + excluded.debit, credit = credit + excluded.credit";
        let minor = posting.amount.minor();
        let values = (
            posting.amount.currency().code(),
            &date,
            posting.account.code(),
            minor.max(0),
            minor.min(0).saturating_neg(),
        );
        sql::run(conn, DOING, upsert, values)?;
    }
    Ok(())
}

fn balance(conn: &Connection, posting: &Posting) -> Result<(), StoreError> {
    let upsert = "INSERT INTO balance (account, owner, currency, amount) VALUES (?, ?, ?, ?)
         ON CONFLICT (account, owner, currency) DO UPDATE SET amount = amount + excluded.amount
         RETURNING amount";
    let owner = posting
        .owner
        .map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let (account, currency) = (posting.account.code(), posting.amount.currency().code());
    let values = (account, &owner, currency, posting.amount.minor());
    let amount: Option<i64> = sql::one(conn, DOING, upsert, values, |row| row.get(0))?;
    if amount == Some(0) {
        // Every closed ticket leaves a deposit of nothing: they would outnumber what counts.
        let delete = "DELETE FROM balance WHERE account = ? AND owner = ? AND currency = ?";
        sql::run(conn, DOING, delete, (account, &owner, currency))?;
    }
    Ok(())
}
