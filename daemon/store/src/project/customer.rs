//! Customers: what they are found by, and what is newer than their last save.

use std::collections::BTreeSet;

use domain::ids::CustomerId;
use domain::people::{Customer, CustomerEvent, LabelledPhone};
use engine::StoreError;
use rusqlite::Connection;

use super::found;
use crate::tokens::Tokens;
use crate::{keys, sql};

const DOING: &str = "updating the customers";

pub(super) fn happened(
    conn: &Connection,
    cursor: u64,
    id: CustomerId,
    event: &CustomerEvent,
) -> Result<(), StoreError> {
    match event {
        CustomerEvent::Saved(customer) => saved(conn, cursor, customer),
        CustomerEvent::AccountHeld { reason } => {
            let update = "UPDATE customer SET hold = ?2 WHERE id = ?1";
            sql::run(conn, DOING, update, (id.uuid().as_bytes(), reason)).map(drop)
        }
        CustomerEvent::Merged { into, .. } => {
            let update = "UPDATE customer SET merged_into = ?2 WHERE id = ?1";
            let (id, into) = (id.uuid(), into.uuid());
            sql::run(conn, DOING, update, (id.as_bytes(), into.as_bytes())).map(drop)
        }
        // What is owed and what is kept for them stand in the books.
        CustomerEvent::AccountCharged(_)
        | CustomerEvent::AccountSettled(_)
        | CustomerEvent::AccountApplied(_)
        | CustomerEvent::StatementIssued(_)
        | CustomerEvent::CreditMoved(_)
        | CustomerEvent::Absorbed(_) => Ok(()),
    }
}

/// A customer as the search finds them.
struct Searched {
    tokens: String,
    phones: BTreeSet<String>,
}

impl Searched {
    fn of(customer: &Customer) -> Self {
        let phones = customer.phones.iter().map(phone_key);
        Self {
            tokens: tokens(&customer.name, customer.email.as_deref()),
            phones: phones.filter(|digits| !digits.is_empty()).collect(),
        }
    }
}

fn tokens(name: &str, email: Option<&str>) -> String {
    let mut tokens = Tokens::default();
    tokens.words(name);
    tokens.words(email.unwrap_or_default());
    tokens.text()
}

/// Returns the digits of a number without its extension, as far as it is complete enough to tell.
fn phone_key(phone: &LabelledPhone) -> String {
    let digits = phone.key();
    keys::phone_digits(digits.as_deref().unwrap_or(&phone.number))
}

fn saved(conn: &Connection, cursor: u64, customer: &Customer) -> Result<(), StoreError> {
    let id = customer.id.uuid();
    let known = "SELECT row, name, email, phones FROM customer WHERE id = ?";
    let known: Option<(i64, Searched)> = sql::one(conn, DOING, known, [id.as_bytes()], |row| {
        let phones = row.get_ref(3)?.as_str_or_null()?.unwrap_or_default();
        let searched = Searched {
            tokens: tokens(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str_or_null()?),
            phones: phones.split_whitespace().map(str::to_owned).collect(),
        };
        Ok((row.get(0)?, searched))
    })?;
    let searched = Searched::of(customer);
    let row = known.as_ref().map_or(sql::int(cursor), |(row, _)| *row);
    let upsert = "INSERT INTO customer (row, id, saved, hold, name, email, phones)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET saved = excluded.saved, hold = excluded.hold,
             name = excluded.name, email = excluded.email, phones = excluded.phones";
    let terms = customer.account.as_ref();
    let phones: Vec<&str> = searched.phones.iter().map(String::as_str).collect();
    let values = (
        row,
        id.as_bytes(),
        sql::int(cursor),
        terms.and_then(|terms| terms.hold.as_ref()),
        &customer.name,
        &customer.email,
        (!phones.is_empty()).then(|| phones.join(" ")),
    );
    sql::run(conn, DOING, upsert, values)?;
    let before = known.map(|(_, before)| before);
    reached_at(conn, row, before.as_ref(), &searched)?;
    let before = before.map(|before| before.tokens);
    found::index(conn, "customer_token", row, before, searched.tokens)
}

fn reached_at(
    conn: &Connection,
    row: i64,
    before: Option<&Searched>,
    now: &Searched,
) -> Result<(), StoreError> {
    if before.is_some_and(|before| before.phones == now.phones) {
        return Ok(());
    }
    let doing = "updating the phone numbers";
    let forget = "DELETE FROM customer_phone WHERE digits = ? AND customer = ?";
    for digits in before.iter().flat_map(|before| &before.phones) {
        sql::run(conn, doing, forget, (digits, row))?;
    }
    let insert = "INSERT INTO customer_phone (digits, back, customer) VALUES (?, ?, ?)";
    for digits in &now.phones {
        sql::run(conn, doing, insert, (digits, keys::backwards(digits), row))?;
    }
    Ok(())
}
