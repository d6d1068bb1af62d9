//! Customers: a firm with everything that can be known of one, its twin merged into it, and the search box.

use e2e::{Value, json};

use super::Caller;
use super::session::Staff;
use super::{account, plan, vehicle};

/// Saves a firm, and follows its account, vehicles and plans.
pub(crate) async fn people(me: &mut Caller, staff: &Staff) {
    let mut ids = Vec::new();
    for name in ["Acme Delivery", "Acme Deliveries"] {
        let saved = me
            .order("customer.save", json!({ "customer": firm(name) }))
            .await;
        ids.push(saved["customer"]["id"].clone());
    }
    let (id, twin) = (&ids[0], &ids[1]);
    account::account(me, staff, id).await;
    let gift = json!({ "customer_id": twin, "amount": 300, "reason": "waited too" });
    me.order("credit.goodwill", gift).await;
    me.order("customer.merge", json!({ "from_id": twin, "into_id": id }))
        .await;
    vehicle::vehicle(me, id).await;
    plan::plan(me, staff, id).await;
    expired(me).await;
    me.call("customer.get", json!({ "customer_id": id })).await;
    me.call("credit.get", json!({ "customer_id": id })).await;
    me.call("customer.get", json!({ "customer_id": twin }))
        .await;
    me.call("customer.search", json!({ "query": "acme", "limit": 1 }))
        .await;
    for query in ["acme", "transit", "pads", "brake", "C1-T000001"] {
        me.call("search.all", json!({ "query": query, "limit": 5 }))
            .await;
    }
}

fn firm(name: &str) -> Value {
    json!({ "kind": "firm", "name": name, "phones": [{ "label": "desk", "number": "303-555-0101" }],
        "email": "fleet@acme.example", "notes": "Pays by check",
        "address": { "street": "1 Main", "city": "Denver", "region": "CO", "postal_code": "80202", "country": "us" },
        "alert": "Ask for the number", "preferences": "waits", "tags": ["vip"], "price_level": "fleet",
        "exemption": { "reason": "resale", "certificate": "R-1", "expires": "9998-01-01", "classes": ["part"] },
        "terms": { "limit": 900_000, "terms_days": 30, "po_required": true, "statement": "balance_forward",
                   "finance": { "monthly_rate": "0.015", "grace_days": 5 } },
        "fleet": { "number": "F-1", "approver": "Kim", "po_required": false, "labor_rate": "fleet" },
        "consent": { "reminders": "2026-01-01", "email": "2026-01-01", "sms": "2026-01-01", "calls": "2026-01-01" },
        "external": [{ "system": "quickbooks", "id": name }] })
}

/// Nobody can say the tax of a buyer whose certificate ran out: their ticket says so.
async fn expired(me: &mut Caller) {
    let mut body_shop = firm("Body Shop");
    body_shop["exemption"]["expires"] = json!("2020-01-01");
    let buyer = me
        .order("customer.save", json!({ "customer": body_shop }))
        .await;
    let ticket = work_for(me, &buyer["customer"]["id"], "10.00").await;
    me.call("ticket.get", json!({ "ticket_id": ticket })).await;
}

/// Opens a ticket with labor that comes to this before tax and fees.
pub(crate) async fn work_for(me: &mut Caller, id: &Value, dollars: &str) -> Value {
    let customer = json!({ "customer_id": id });
    let ticket = me.order("ticket.open", customer).await["ticket"]["id"].take();
    let labor = json!({ "description": "Work", "hours": "1", "rate": dollars });
    me.on("ticket.add_labor", &ticket, labor).await;
    ticket
}
