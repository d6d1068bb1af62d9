//! Installment plans: charged to a ticket, paid, paid off, given up, dropped.

use e2e::{Value, json};

use super::Caller;
use super::people::work_for;
use super::session::{Staff, owner_stands_in};

/// Draws three plans up and ends each in another way.
pub(crate) async fn plan(me: &mut Caller, staff: &Staff, id: &Value) {
    let mut plans = Vec::new();
    for _ in 0..3 {
        plans.push(draft(me, id).await);
    }
    for plan in &plans[..2] {
        let ticket = work_for(me, id, "200.00").await;
        let down = json!({ "tendered": 1_000, "amount": 1_000 });
        me.on("payment.take_cash", &ticket, down).await;
        me.on("plan.activate", plan, json!({ "ticket_id": ticket }))
            .await;
    }
    let card = json!({ "amount": 5_000, "tender": { "kind": "card", "reference": "T-1" } });
    me.on("plan.pay", &plans[0], card).await;
    let credit = json!({ "amount": 100, "tender": { "kind": "store_credit" } });
    me.on("plan.pay", &plans[0], credit).await;
    let gift = json!({ "kind": "other", "name": "gift card", "reference": "G-1" });
    me.on("plan.pay_off", &plans[0], json!({ "tender": gift }))
        .await;
    let gone = json!({ "plan_id": plans[1], "reason": "gone" });
    me.refused("plan.default", gone.clone(), "session.needs_approval")
        .await;
    owner_stands_in(me, staff).await;
    me.order("plan.default", gone).await;
    me.on("plan.cancel", &plans[2], json!({ "reason": "no" }))
        .await;
    me.call("plan.get", json!({ "plan_id": plans[0] })).await;
    me.call("plan.list", json!({ "customer_id": id, "limit": 1 }))
        .await;
    me.call("plan.overdue", json!({ "limit": 5 })).await;
}

async fn draft(me: &mut Caller, id: &Value) -> Value {
    let open = json!({ "customer_id": id, "price": 20_000, "down_payment": 1_000, "charge": 100, "installments": 2,
        "rhythm": "weekly", "first_due": "9990-01-01" });
    me.order("plan.open", open).await["plan"]["id"].take()
}
