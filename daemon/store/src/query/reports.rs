//! Sums over sales.

use domain::Timestamp;
use domain::money::{Currency, Money};
use engine::StoreError;
use engine::queries::SalesReport;
use rusqlite::Connection;

use crate::sql;

pub(super) fn sales(
    conn: &Connection,
    currency: Currency,
    from: Timestamp,
    until: Timestamp,
) -> Result<SalesReport, StoreError> {
    let query = "SELECT count(*), coalesce(sum(total), 0), coalesce(sum(tax), 0),
             coalesce(sum(cash), 0), coalesce(sum(card), 0)
         FROM ticket WHERE status = 1 AND currency = ? AND closed_at >= ? AND closed_at < ?";
    let span = (currency.code(), from.unix_ms(), until.unix_ms());
    let report = sql::one(conn, "summing up sales", query, span, |row| {
        let money = |index| Ok::<_, rusqlite::Error>(Money::new(row.get(index)?, currency));
        Ok(SalesReport {
            tickets: sql::count(row.get(0)?),
            sales: money(1)?,
            tax: money(2)?,
            cash: money(3)?,
            card: money(4)?,
        })
    })?;
    let zero = Money::zero(currency);
    let nothing = SalesReport {
        tickets: 0,
        sales: zero,
        tax: zero,
        cash: zero,
        card: zero,
    };
    Ok(report.unwrap_or(nothing))
}

pub(super) fn expected_cash(conn: &Connection, currency: Currency) -> Result<Money, StoreError> {
    let query = "SELECT cash FROM till WHERE currency = ?";
    let cash = sql::one(conn, "reading the till", query, [currency.code()], |row| {
        row.get(0)
    })?;
    Ok(Money::new(cash.unwrap_or(0), currency))
}
