//! The till: opened with its float, cash in and out, counted and closed with its Z report.

use e2e::json;

use super::Caller;
use super::document::papers;
use super::session::Staff;

/// Opens a session and moves cash without a sale.
pub(crate) async fn open(me: &mut Caller, staff: &Staff) {
    me.call("till.current", json!({})).await;
    let pieces = json!([{ "value": 2_000, "count": 9 }, { "value": 100, "count": 20 }]);
    let order = json!({ "pieces": pieces, "keeper_id": staff.clerk, "reason": "the first day" });
    let opened = me.order("till.open", order).await;
    let moved = |amount: i64, reason: &str| json!({ "amount": amount, "reason": reason, "category": "Supplies" });
    me.order("till.pay_in", moved(1_000, "change from the bank"))
        .await;
    me.order("till.pay_out", moved(3_000, "courier")).await;
    let bag = json!({ "amount": 5_000, "to": "safe", "reference": "bag 7" });
    me.order("till.drop", bag).await;
    let bank = json!({ "amount": 1_000, "to": "bank", "reference": "bag 8" });
    me.order("till.drop", bank).await;
    me.call("till.current", json!({})).await;
    me.order("till.x_report", json!({})).await;
    papers(me, "x_report", &opened["session"]["id"]).await;
}

/// Counts the drawer twice and closes it, short.
pub(crate) async fn close(me: &mut Caller) {
    let count = |ones: u32| json!({ "pieces": [{ "value": 100, "count": ones }, { "value": 25, "count": 4 }] });
    me.order("till.count", count(60)).await;
    me.order("till.count", count(61)).await;
    me.call("till.current", json!({})).await;
    let left = json!([{ "value": 100, "count": 50 }]);
    let close = json!({ "reason": "a twenty went missing", "left": left, "reference": "bag 9" });
    let closed = me.order("till.close", close).await;
    let id = &closed["session"]["id"];
    me.call("till.get", json!({ "till_id": id })).await;
    papers(me, "z_report", id).await;
    papers(me, "deposit_slip", id).await;
    me.call("till.current", json!({})).await;
    me.order("till.open", json!({})).await;
    me.call("till.list", json!({ "limit": 1 })).await;
    me.call("till.list", json!({})).await;
}
