//! Everything of one kind in the order in which it came, for whoever writes all of it to a file.

use engine::StoreError;
use uuid::Uuid;

use crate::query::SqliteQueries;
use crate::sql;

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listed {
    /// Customers who were not merged away.
    Customers,
    /// Vehicles that were not merged away.
    Vehicles,
    /// Parts.
    Parts,
}

impl SqliteQueries {
    /// Lists ids in the order in which the things were first saved; `after` is the place of the last one had, 0 at first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn listed(
        &self,
        what: Listed,
        after: u64,
        limit: usize,
    ) -> Result<Vec<(u64, Uuid)>, StoreError> {
        let query = match what {
            Listed::Customers => {
                "SELECT row, id FROM customer WHERE row > ? AND merged_into IS NULL
                 ORDER BY row LIMIT ?"
            }
            Listed::Vehicles => {
                "SELECT row, id FROM vehicle WHERE row > ? AND merged_into IS NULL
                 ORDER BY row LIMIT ?"
            }
            Listed::Parts => "SELECT row, id FROM part WHERE row > ? ORDER BY row LIMIT ?",
        };
        self.ask(|conn| {
            let range = (sql::int(after), sql::int(limit));
            sql::all(conn, "listing everything", query, range, |row| {
                Ok((sql::count(row.get(0)?), Uuid::from_bytes(row.get(1)?)))
            })
        })
    }
}
