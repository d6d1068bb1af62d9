//! Jobs kept ready: with a line of every kind, changed and retired.

use e2e::{Value, json};

use super::catalog::Shelf;
use super::{Caller, policy};

/// What the canned job is called.
pub(crate) const TITLE: &str = "Brake service";

/// Keeps two jobs ready and takes one of these away.
pub(crate) async fn canned(me: &mut Caller, supplier: &Value, shelf: &Shelf) {
    let job = |title: &str| {
        json!({ "title": title, "note": "Look at the hoses", "group": "Brakes", "lines": [
            { "part": { "part_id": shelf.pads, "amount": { "attribute": "axles", "base": "0", "per": "1",
                        "default": "1", "whole": true } } },
            { "labor": { "description": "Replace pads", "hours": { "quantity": "1.5" }, "rate_name": "customer",
                         "diagnostic": false } },
            { "fee": { "description": "Brake cleaner", "tax_class": "fee_shop", "price": "4.00" } },
            { "sublet": { "description": "Turn rotors", "supplier_id": supplier, "cost": "20.00", "price": "35.00",
                          "labor": true } },
        ] })
    };
    let saved = me.order("canned.save", job("Brakes")).await;
    let mut named = job(TITLE);
    named["canned_job_id"] = saved["canned_job"]["id"].clone();
    let named = me.order("canned.save", named).await;
    policy::intervals(me, &named["canned_job"]["id"]).await;
    let other = me.order("canned.save", job("Old brake service")).await;
    let other = json!({ "canned_job_id": other["canned_job"]["id"] });
    me.order("canned.retire", other.clone()).await;
    me.call("canned.get", other).await;
}

/// Returns the id of the job that is offered.
pub(crate) async fn offered(me: &mut Caller) -> Value {
    let listed = json!({ "group": "Brakes", "limit": 1 });
    me.call("canned.list", listed).await["canned_jobs"][0]["id"].take()
}
