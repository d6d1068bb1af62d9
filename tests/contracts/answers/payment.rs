//! One invoice, paid with every tender that needs no reader.

use e2e::{Value, json};

use super::Caller;
use super::catalog::Buyer;
use super::estimate::Estimate;

/// Pays an invoice.
pub(crate) async fn payment(me: &mut Caller, estimate: &Estimate, buyer: &Buyer) {
    let ticket = &estimate.ticket;
    let check = json!({ "number": "1045", "amount": 1_000 });
    me.on("payment.take_check", ticket, check).await;
    let later = json!({ "kind": "affirm", "reference": "A-77", "amount": 1_000 });
    me.on("payment.take_other", ticket, later).await;
    let gift = json!({ "customer_id": buyer.customer, "amount": 700, "reason": "waited long" });
    me.order("credit.goodwill", gift).await;
    me.on(
        "payment.take_store_credit",
        ticket,
        json!({ "amount": 700 }),
    )
    .await;
    let account = json!({ "amount": 1_500, "po_number": "PO-9" });
    me.on("payment.charge_account", ticket, account).await;
    link(me, ticket).await;
    plan(me, ticket, buyer).await;
    let small = json!({ "tendered": 2_000, "amount": 1_501 });
    me.on("payment.take_cash", ticket, small).await;
    let cash = json!({ "tendered": 200_000 });
    me.on("payment.take_cash", ticket, cash).await;
    let credit = json!({ "customer_id": buyer.customer });
    me.call("credit.get", credit).await;
}

/// One link runs out and the next is paid.
async fn link(me: &mut Caller, ticket: &Value) {
    for last in [json!({ "ended": "ran out" }), json!({ "paid": true })] {
        let asked = json!({ "amount": 1_200 });
        let asked = me.on("payment.request_link", ticket, asked).await;
        let step = |mut step: Value| {
            step["payment_id"] = asked["payment_id"].clone();
            step
        };
        let sent = json!({ "reference": "pl_1", "url": "https://pay.example/pl_1" });
        me.on("payment.step_link", ticket, step(sent)).await;
        me.on("payment.step_link", ticket, step(last)).await;
    }
}

async fn plan(me: &mut Caller, ticket: &Value, buyer: &Buyer) {
    let open = json!({ "customer_id": buyer.customer, "price": 6_000, "down_payment": 1_000, "installments": 2,
        "rhythm": "biweekly", "first_due": "9990-01-01" });
    let plan = me.order("plan.open", open).await["plan"]["id"].take();
    let charge = json!({ "plan_id": plan, "amount": 5_000 });
    me.on("payment.charge_plan", ticket, charge).await;
}
