//! The day in figures: reports and the books, for the shop and for other programs.

use e2e::{Value, json};

use super::Caller;

/// Asks for every report of today.
pub(crate) async fn report(me: &mut Caller) {
    let today = me.call("report.today", json!({})).await["date"].take();
    let day = |mut more: Value| {
        more["from"] = today.clone();
        more["to"] = today.clone();
        more
    };
    for name in [
        "daily",
        "technicians",
        "parts",
        "deferred",
        "advisors",
        "trial_balance",
    ] {
        me.call(&format!("report.{name}"), day(json!({}))).await;
    }
    let page = me.call("report.ledger", day(json!({ "limit": 5 }))).await;
    let next = json!({ "after": page["next"], "limit": 500 });
    me.call("report.ledger", day(next)).await;
    me.call("books.accounts", json!({})).await;
    for format in ["ledger", "iif", "xero"] {
        me.call("books.export", day(json!({ "format": format })))
            .await;
    }
}
