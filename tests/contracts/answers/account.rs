//! House accounts and store credit.

use e2e::{Value, json};

use super::Caller;
use super::document::papers;
use super::people::work_for;
use super::session::{Staff, owner_stands_in};

/// Charges a customer's account and settles it in every way.
pub(crate) async fn account(me: &mut Caller, staff: &Staff, id: &Value) {
    for po_number in ["PO-1", "PO-2"] {
        let ticket = work_for(me, id, "100.00").await;
        me.on(
            "payment.charge_account",
            &ticket,
            json!({ "po_number": po_number }),
        )
        .await;
    }
    settle(me, staff, id).await;
    let hold = json!({ "customer_id": id, "reason": "check came back" });
    me.order("account.hold", hold).await;
    me.call("customer.get", json!({ "customer_id": id })).await;
    me.order("account.release", json!({ "customer_id": id }))
        .await;
    me.order("account.charge_finance", json!({ "month": "2026-01-31" }))
        .await;
    statements(me, id).await;
    me.call("account.aging", json!({})).await;
    credit(me, id).await;
}

async fn settle(me: &mut Caller, staff: &Staff, id: &Value) {
    let check = json!({ "customer_id": id, "amount": 3_000, "tender": { "kind": "check", "number": "7" },
        "reference": "PO-1" });
    let paid = me.order("account.receive", check).await;
    let item = &paid["account"]["items"][0]["id"];
    let off = json!({ "customer_id": id, "item_id": item, "amount": 100, "reason": "late" });
    me.refused("account.write_off", off.clone(), "session.needs_approval")
        .await;
    owner_stands_in(me, staff).await;
    me.order("account.write_off", off).await;
    let memo = json!({ "customer_id": id, "amount": 9_000, "reason": "lost a wheel",
        "shares": [{ "item_id": item, "amount": 1_000 }] });
    let memo = me.order("account.credit_memo", memo).await;
    let credit = &memo["account"]["credits"][0]["id"];
    let some = json!({ "customer_id": id, "credit_id": credit, "shares": [{ "item_id": item, "amount": 500 }] });
    me.order("account.apply", some).await;
}

async fn statements(me: &mut Caller, id: &Value) {
    let period = json!({ "customer_id": id, "from": "2026-01-01", "to": "9998-01-01" });
    for style in ["open_item", "balance_forward"] {
        let mut styled = period.clone();
        styled["style"] = json!(style);
        me.call("account.statement", styled).await;
    }
    me.order("account.issue_statement", period).await;
    papers(me, "statement", id).await;
}

async fn credit(me: &mut Caller, id: &Value) {
    let given = json!({ "customer_id": id, "amount": 500, "reason": "waited" });
    me.order("credit.goodwill", given).await;
    let slip = json!({ "customer_id": id, "amount": 100, "reason": "slip" });
    me.order("credit.correct", slip).await;
    let on_account =
        json!({ "customer_id": id, "amount": 200, "tender": { "kind": "store_credit" } });
    me.order("account.receive", on_account).await;
    me.call("credit.get", json!({ "customer_id": id })).await;
}
