//! What the books say: balances, days, entries.

use domain::ledger::Account;
use domain::money::{Currency, Money};
use engine::queries::TrialBalanceLine;
use engine::{Recorded, StoreError};
use jiff::civil::Date;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::unreadable;
use crate::{journal, sql};

const DOING: &str = "reading the books";

/// Returns what an account holds of one owner or of nobody in particular.
pub(crate) fn balance(
    conn: &Connection,
    account: Account,
    owner: Option<Uuid>,
    currency: Currency,
) -> Result<Money, StoreError> {
    let query = "SELECT amount FROM balance WHERE account = ? AND owner = ? AND currency = ?";
    let owner = owner.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
    let key = (account.code(), owner, currency.code());
    let amount = sql::one(conn, DOING, query, key, |row| row.get(0))?;
    Ok(Money::new(amount.unwrap_or(0), currency))
}

/// Returns what an account holds of all owners together.
pub(super) fn total(
    conn: &Connection,
    account: Account,
    currency: Currency,
) -> Result<Money, StoreError> {
    let query = "SELECT coalesce(sum(amount), 0) FROM balance WHERE account = ? AND currency = ?";
    let key = (account.code(), currency.code());
    let amount = sql::one(conn, DOING, query, key, |row| row.get(0))?;
    Ok(Money::new(amount.unwrap_or(0), currency))
}

pub(super) fn balances(
    conn: &Connection,
    account: Account,
    currency: Currency,
    limit: usize,
) -> Result<Vec<(Option<Uuid>, Money)>, StoreError> {
    let query = "SELECT owner, amount FROM balance WHERE account = ? AND currency = ?
         ORDER BY amount DESC, owner LIMIT ?";
    let key = (account.code(), currency.code(), sql::int(limit));
    sql::all(conn, DOING, query, key, |row| {
        let owner = match row.get_ref(0)?.as_blob()? {
            [] => None,
            id => Some(Uuid::from_slice(id).map_err(unreadable)?),
        };
        Ok((owner, Money::new(row.get(1)?, currency)))
    })
}

pub(super) fn trial_balance(
    conn: &Connection,
    currency: Currency,
    from: Date,
    to: Date,
) -> Result<Vec<TrialBalanceLine>, StoreError> {
    let query = "SELECT account, sum(debit), sum(credit) FROM ledger_day
         WHERE currency = ? AND date >= ? AND date <= ? GROUP BY account";
    let span = (currency.code(), from.to_string(), to.to_string());
    let sums = sql::all(conn, DOING, query, span, |row| {
        let (debit, credit) = (row.get(1)?, row.get(2)?);
        Ok((row.get::<_, String>(0)?, debit, credit))
    })?;
    let lines = Account::ALL.iter().filter_map(|account| {
        let (_, debit, credit) = sums.iter().find(|(code, ..)| code == account.code())?;
        Some(TrialBalanceLine {
            account: *account,
            debit: Money::new(*debit, currency),
            credit: Money::new(*credit, currency),
        })
    });
    Ok(lines.collect())
}

pub(super) fn entries(
    conn: &Connection,
    from: Date,
    to: Date,
    after: Option<u64>,
    limit: usize,
) -> Result<Vec<Recorded>, StoreError> {
    // An entry is put on the list of its day once and for all, by its own record.
    let day = "SELECT s.value FROM journal AS r JOIN slot AS s ON s.id = r.stream
         WHERE r.cursor = ? AND s.name = 'ledger.date'";
    let after = after.unwrap_or(0);
    let day: Option<String> = sql::one(conn, DOING, day, [sql::int(after)], |row| row.get(0))?;
    // Without an entry there it is the beginning, and every entry follows it.
    let from = (day.unwrap_or_default(), sql::int(after)).max((from.to_string(), 0));
    let query = format!(
        "SELECT {} FROM slot AS s JOIN journal AS r ON r.cursor = s.cursor
         WHERE s.name = 'ledger.date' AND s.value >= ?1 AND s.value <= ?3
             AND (s.value, s.cursor) > (?1, ?2)
         ORDER BY s.value, s.cursor LIMIT ?4",
        journal::columns_of("r")
    );
    let span = (from.0, from.1, to.to_string(), sql::int(limit));
    sql::all(conn, DOING, &query, span, journal::read)
}
