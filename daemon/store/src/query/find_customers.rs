//! Customer search as people type: words of the name and the e-mail address, digits of the phone, and the plates and
//! VINs of their vehicles.

use domain::ids::CustomerId;
use engine::StoreError;
use engine::queries::CustomerView;
use rusqlite::{Connection, Params};

use super::{find_vehicles, people};
use crate::error::Doing;
use crate::tokens;
use crate::{keys, sql};

const DOING: &str = "searching the customers";
/// Rows visited by each way of searching.
const VISITS_MAX: usize = 200;
/// Characters of what was typed that are looked at.
const TEXT_LEN_MAX: usize = 100;
/// Words of what was typed that are looked at.
const WORDS_MAX: usize = 8;
/// The fewest digits that are looked for in phone numbers.
const DIGITS_MIN: usize = 3;

/// Finds customers; those who were here last come first. Nothing typed gives those.
pub(super) fn customers(
    conn: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<CustomerView>, StoreError> {
    let text: String = text.trim().chars().take(TEXT_LEN_MAX).collect();
    let finder = Finder::new(conn)?;
    if text.is_empty() {
        let rest = "customer AS c ORDER BY c.last_visit_at DESC LIMIT ?";
        return finder.visit(rest, [sql::int(limit)], |_| true);
    }
    let mut found = finder.by_words(&text)?;
    add(&mut found, finder.by_phone(&text)?);
    for vehicle in find_vehicles::by_number(conn, &text, limit)? {
        if found
            .iter()
            .all(|view| view.customer.id != vehicle.customer)
        {
            found.extend(finder.by_id(vehicle.customer)?);
        }
    }
    found.sort_by(|a, b| {
        b.last_visit_at
            .cmp(&a.last_visit_at)
            .then_with(|| a.customer.name.cmp(&b.customer.name))
    });
    found.truncate(limit);
    Ok(found)
}

fn add(found: &mut Vec<CustomerView>, hits: Vec<CustomerView>) {
    for hit in hits {
        if found.iter().all(|view| view.customer.id != hit.customer.id) {
            found.push(hit);
        }
    }
}

struct Finder<'a> {
    conn: &'a Connection,
    /// What one who never bought anything has spent nothing of.
    currency: domain::Currency,
}

impl<'a> Finder<'a> {
    fn new(conn: &'a Connection) -> Result<Self, StoreError> {
        let currency = people::shop_currency(conn)?;
        Ok(Self { conn, currency })
    }

    /// Every word typed begins a word of the name or the e-mail address.
    fn by_words(&self, text: &str) -> Result<Vec<CustomerView>, StoreError> {
        let folded = keys::folded(text);
        let words: Vec<String> = keys::words(&folded)
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let rest = "customer_token CROSS JOIN customer AS c ON c.row = customer_token.rowid
             WHERE customer_token MATCH ? LIMIT ?";
        let wanted = tokens::all(words.iter().map(|word| tokens::beginning(word)));
        self.visit(rest, (wanted, sql::int(VISITS_MAX)), |view| {
            let mut cut_off = tokens::cut_off(&words).peekable();
            if cut_off.peek().is_none() {
                return true;
            }
            let email = view.customer.email.as_deref().unwrap_or_default();
            let folded = keys::folded(&format!("{} {email}", view.customer.name));
            cut_off.all(|word| tokens::has_word(&folded, word))
        })
    }

    fn by_phone(&self, text: &str) -> Result<Vec<CustomerView>, StoreError> {
        let digits = keys::phone_digits(text);
        if digits.len() < DIGITS_MIN || text.contains(|c: char| c.is_alphabetic() || c == '@') {
            return Ok(Vec::new());
        }
        let by = |column: &str, key: &str| {
            let rest = format!(
                "customer AS c WHERE c.{column} >= ? AND c.{column} < ? LIMIT {VISITS_MAX}"
            );
            self.visit(&rest, (key, keys::after(key)), |_| true)
        };
        let mut found = by("phone_back", &keys::backwards(&digits))?;
        add(&mut found, by("phone_key", &digits)?);
        Ok(found)
    }

    fn by_id(&self, id: CustomerId) -> Result<Vec<CustomerView>, StoreError> {
        let rest = "customer AS c WHERE c.id = ?";
        self.visit(rest, [id.uuid().as_bytes()], |_| true)
    }

    fn visit(
        &self,
        rest: &str,
        params: impl Params,
        is_hit: impl Fn(&CustomerView) -> bool,
    ) -> Result<Vec<CustomerView>, StoreError> {
        let query = format!("SELECT {} FROM {rest}", people::CUSTOMER_COLUMNS);
        let mut statement = self.conn.prepare_cached(&query).doing(DOING)?;
        let rows = statement
            .query_map(params, |row| people::read_view(row, self.currency))
            .doing(DOING)?;
        let mut hits = Vec::new();
        for row in rows {
            let view = row.doing(DOING)?;
            if is_hit(&view) {
                hits.push(view);
            }
        }
        Ok(hits)
    }
}
