//! Sums over sales.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::money::{Currency, Money};
use engine::StoreError;
use engine::queries::SalesReport;
use rusqlite::Connection;

use crate::sql;

const DOING: &str = "summing up sales";

pub(super) fn sales(
    conn: &Connection,
    currency: Currency,
    from: Timestamp,
    until: Timestamp,
) -> Result<SalesReport, StoreError> {
    let query = "SELECT count(*), coalesce(sum(total), 0), coalesce(sum(tax), 0)
         FROM ticket WHERE status = 1 AND currency = ? AND closed_at >= ? AND closed_at < ?";
    let span = (currency.code(), from.unix_ms(), until.unix_ms());
    let sums: Option<(i64, i64, i64)> = sql::one(conn, DOING, query, span, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let (tickets, sales, tax) = sums.unwrap_or_default();
    Ok(SalesReport {
        tickets: sql::count(tickets),
        sales: Money::new(sales, currency),
        tax: Money::new(tax, currency),
        tenders: tenders(conn, currency, from, until)?,
    })
}

fn tenders(
    conn: &Connection,
    currency: Currency,
    from: Timestamp,
    until: Timestamp,
) -> Result<BTreeMap<String, Money>, StoreError> {
    // The join goes from the tickets of the span to their payments; the payments of all time are never read.
    let query = "SELECT p.kind, sum(p.amount) FROM ticket AS t CROSS JOIN payment AS p
         WHERE t.status = 1 AND t.currency = ? AND t.closed_at >= ? AND t.closed_at < ?
             AND p.ticket = t.id AND p.taken = 1
         GROUP BY p.kind HAVING sum(p.amount) <> 0";
    let span = (currency.code(), from.unix_ms(), until.unix_ms());
    let sums = sql::all(conn, DOING, query, span, |row| {
        Ok((row.get(0)?, Money::new(row.get(1)?, currency)))
    })?;
    Ok(sums.into_iter().collect())
}
