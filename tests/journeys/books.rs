//! What the books say, read from the daemon's folder.

use domain::money::Currency;
use e2e::Shop;
use engine::Queries as _;
use jiff::civil::Date;
use store::SqliteQueries;

/// Asserts that debits and credits are equal over all accounts and all days, and that there are some.
pub(crate) fn balance(shop: &Shop) {
    let queries = SqliteQueries::open(shop.data(), 1).unwrap();
    let lines = queries
        .trial_balance(Currency::USD, Date::MIN, Date::MAX)
        .unwrap();
    assert!(!lines.is_empty(), "nothing was booked");
    let debits: i64 = lines.iter().map(|line| line.debit.minor()).sum();
    let credits: i64 = lines.iter().map(|line| line.credit.minor()).sum();
    assert_eq!(debits, credits, "{lines:?}");
}
