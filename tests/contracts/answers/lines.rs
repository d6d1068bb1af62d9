//! A line of every kind on a job, and changes to them.

use e2e::{Value, json};

use super::Caller;
use super::canned::offered;
use super::catalog::Shelf;
use super::session::Staff;

/// Puts a line of every kind on a job, and a canned job beside it.
pub(crate) async fn lines(
    me: &mut Caller,
    ticket: &Value,
    job: &Value,
    supplier: &Value,
    shelf: &Shelf,
    staff: &Staff,
) {
    let pads = json!({ "part_id": shelf.pads, "quantity": "2", "unit_price": "52.00", "job_id": job,
        "pay": "customer", "origin": "inspection", "condition": "new" });
    me.on("ticket.add_part", ticket, pads).await;
    let alternator = json!({ "part_id": shelf.alternator, "job_id": job, "condition": "rebuilt", "core_in_hand": true });
    me.on("ticket.add_part", ticket, alternator).await;
    let warranty =
        json!({ "part_id": shelf.tire, "job_id": job, "pay": "warranty", "serials": ["DOT 1"] });
    me.on("ticket.add_part", ticket, warranty).await;
    let labor = json!({ "description": "Find the noise", "hours": "1", "rate_name": "diagnostic",
        "technician_id": staff.technician, "diagnostic": true, "job_id": job, "pay": "customer", "origin": "original" });
    me.on("ticket.add_labor", ticket, labor).await;
    let labor =
        json!({ "description": "Clean up", "hours": "0.2", "job_id": job, "pay": "internal" });
    me.on("ticket.add_labor", ticket, labor).await;
    let sublet = json!({ "description": "Turn rotors", "supplier_id": supplier, "cost": "20.00", "price": "35.00",
        "labor": true, "job_id": job, "pay": "customer" });
    me.on("ticket.add_sublet", ticket, sublet).await;
    let fee =
        json!({ "description": "Waste", "price": "3.00", "tax_class": "fee_shop", "job_id": job });
    me.on("ticket.add_fee", ticket, fee).await;
    let towing = json!({ "description": "Towing", "price": "40.00" });
    me.on("ticket.add_fee", ticket, towing).await;
    let brought = json!({ "description": "Hub caps", "quantity": "4", "job_id": job });
    me.on("ticket.add_customer_part", ticket, brought).await;
    let ready = json!({ "canned_job_id": offered(me).await, "attributes": { "axles": "1" } });
    me.on("ticket.add_canned", ticket, ready).await;
}

/// Takes something off a line, a job and the whole ticket.
pub(crate) async fn change(me: &mut Caller, ticket: &Value, job: &Value, staff: &Staff) {
    let known = me.call("ticket.get", json!({ "ticket_id": ticket })).await["ticket"].take();
    let line = json!({ "line_id": known["lines"][0]["id"], "quantity": "2", "unit_price": "51.00",
        "description": "Brake pads, ceramic", "pay": "customer", "job_id": job,
        "discount": { "amount": 100, "reason": "coupon", "reimbursed": true } });
    me.on("ticket.change_line", ticket, line).await;
    let changed = json!({ "job_id": job, "title": "Front brakes and noise", "note": "Squeals when cold",
        "technician_id": staff.technician, "discount": { "percent": "0.05", "reason": "waited long" } });
    me.on("ticket.change_job", ticket, changed).await;
    let whole = json!({ "discount": { "percent": "0.02", "reason": "regular customer" } });
    me.on("ticket.set_discount", ticket, whole).await;
}
