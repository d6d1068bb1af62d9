//! Accounts, vehicles, plans and the search box, each method once.

use e2e::{Value, json};

use crate::answers::Caller;

/// Calls them as the manager who is signed in.
pub(crate) async fn people(me: &mut Caller) {
    let mut ids = Vec::new();
    for name in ["Acme Delivery", "Acme Deliveries"] {
        let customer = json!({ "kind": "firm", "name": name, "phones": [{ "label": "desk", "number": "303-555-0101" }],
            "address": { "street": "1 Main", "city": "Denver", "region": "CO", "postal_code": "80202", "country": "us" },
            "alert": "Ask for the number", "preferences": "waits", "tags": ["vip"], "price_level": "fleet",
            "exemption": { "reason": "resale", "certificate": "R-1", "expires": "9998-01-01", "classes": ["part"] },
            "terms": { "limit": 900_000, "terms_days": 30, "statement": "balance_forward",
                       "finance": { "monthly_rate": "0.015", "grace_days": 5 } },
            "fleet": { "number": "F-1", "approver": "Kim" }, "consent": { "reminders": "2026-01-01" },
            "external": [{ "system": "quickbooks", "id": name }] });
        let saved = me
            .order("customer.save", json!({ "customer": customer }))
            .await;
        ids.push(saved["customer"]["id"].clone());
    }
    let (id, twin) = (&ids[0], &ids[1]);
    accounts(me, id).await;
    me.order("customer.merge", json!({ "from_id": twin, "into_id": id }))
        .await;
    me.call("customer.get", json!({ "customer_id": id })).await;
    vehicles(me, id).await;
    plans(me, id).await;
    me.call("search.all", json!({ "query": "acme", "limit": 5 }))
        .await;
}

async fn sold(me: &mut Caller, id: &Value, dollars: &str) -> Value {
    let opened = me.order("ticket.open", json!({ "customer_id": id })).await;
    let ticket = opened["ticket"]["id"].clone();
    let labor =
        json!({ "ticket_id": ticket, "description": "Work", "hours": "1", "rate": dollars });
    me.order("ticket.add_labor", labor).await;
    ticket
}

async fn accounts(me: &mut Caller, id: &Value) {
    let ticket = sold(me, id, "100.00").await;
    me.order(
        "payment.charge_account",
        json!({ "ticket_id": ticket, "po_number": "PO-1" }),
    )
    .await;
    let check = json!({ "kind": "check", "number": "7" });
    let paid = me
        .order(
            "account.receive",
            json!({ "customer_id": id, "amount": 3_000, "tender": check, "reference": "PO-1" }),
        )
        .await;
    let item = &paid["account"]["items"][0]["id"];
    let memo = json!({ "customer_id": id, "amount": 9_000, "reason": "lost a wheel", "shares": [{ "item_id": item, "amount": 1_000 }] });
    let memo = me.order("account.credit_memo", memo).await;
    let credit = &memo["account"]["credits"][0]["id"];
    me.order(
        "account.apply",
        json!({ "customer_id": id, "credit_id": credit }),
    )
    .await;
    me.refused(
        "account.write_off",
        json!({ "customer_id": id, "item_id": item, "amount": 1, "reason": "late" }),
    )
    .await;
    me.order(
        "account.hold",
        json!({ "customer_id": id, "reason": "check came back" }),
    )
    .await;
    me.order("account.release", json!({ "customer_id": id }))
        .await;
    me.order("account.charge_finance", json!({ "month": "2026-01-31" }))
        .await;
    me.call(
        "account.statement",
        json!({ "customer_id": id, "from": "2026-01-01", "to": "9998-01-01" }),
    )
    .await;
    me.order(
        "account.issue_statement",
        json!({ "customer_id": id, "from": "2026-01-01", "to": "9998-01-01" }),
    )
    .await;
    me.call("account.aging", json!({})).await;
    me.order(
        "credit.goodwill",
        json!({ "customer_id": id, "amount": 500, "reason": "waited" }),
    )
    .await;
    me.order(
        "credit.correct",
        json!({ "customer_id": id, "amount": 100, "reason": "slip" }),
    )
    .await;
    me.call("credit.get", json!({ "customer_id": id })).await;
}

async fn vehicles(me: &mut Caller, id: &Value) {
    let mut cars = Vec::new();
    for plate in ["AB 1", "AB 2"] {
        let car = json!({ "customer_id": id, "make": "Ford", "model": "Transit", "plate": plate, "plate_state": "CO",
            "engine": "3.5L", "unit_number": "17", "color": "white", "odometer": 1_000, "odometer_unit": "mi",
            "in_service": "2024-01-01", "warranty_notes": "none", "tire_size": "235/65R16", "trim": null });
        let saved = me.order("vehicle.save", json!({ "vehicle": car })).await;
        cars.push(saved["vehicle"]["id"].clone());
    }
    me.order(
        "vehicle.read_odometer",
        json!({ "vehicle_id": cars[0], "shown": 900, "claim": { "kind": "corrects_earlier" } }),
    )
    .await;
    me.order(
        "vehicle.merge",
        json!({ "from_id": cars[1], "into_id": cars[0] }),
    )
    .await;
    let other = json!({ "customer": { "name": "Second Owner" } });
    let other = me.order("customer.save", other).await["customer"]["id"].clone();
    me.order(
        "vehicle.change_owner",
        json!({ "vehicle_id": cars[0], "customer_id": other }),
    )
    .await;
    me.call("vehicle.get", json!({ "vehicle_id": cars[0] }))
        .await;
    me.call("vehicle.search", json!({ "query": "transit" }))
        .await;
    for text in [
        "1HGCM82633A004352",
        "1FTBW2CM5HKAOO001",
        "WBA00000000000001",
    ] {
        me.call("vehicle.by_vin", json!({ "text": text })).await;
    }
}

async fn plans(me: &mut Caller, id: &Value) {
    let open = json!({ "customer_id": id, "price": 20_000, "charge": 100, "installments": 2, "rhythm": "weekly",
                       "first_due": "9990-01-01" });
    let mut plans = Vec::new();
    for _ in 0..2 {
        plans.push(me.order("plan.open", open.clone()).await["plan"]["id"].clone());
    }
    let ticket = sold(me, id, "200.00").await;
    me.order(
        "plan.activate",
        json!({ "plan_id": plans[0], "ticket_id": ticket }),
    )
    .await;
    me.order("plan.pay", json!({ "plan_id": plans[0], "amount": 5_000, "tender": { "kind": "card", "reference": "T-1" } })).await;
    me.refused(
        "plan.default",
        json!({ "plan_id": plans[0], "reason": "gone" }),
    )
    .await;
    let other = json!({ "kind": "other", "name": "gift card", "reference": "G-1" });
    me.order(
        "plan.pay_off",
        json!({ "plan_id": plans[0], "tender": other }),
    )
    .await;
    me.order(
        "plan.cancel",
        json!({ "plan_id": plans[1], "reason": "no" }),
    )
    .await;
    me.call("plan.get", json!({ "plan_id": plans[0] })).await;
    me.call("plan.list", json!({ "customer_id": id })).await;
    me.call("plan.overdue", json!({ "limit": 5 })).await;
}
