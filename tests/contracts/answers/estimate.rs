//! An estimate: written, shown, approved in part; and what was declined, proposed again later.

use e2e::{Value, json};

use super::Caller;
use super::catalog::{Buyer, Shelf};
use super::document::papers;
use super::lines::{change, lines};
use super::session::Staff;

/// An estimate that became a work order.
pub(crate) struct Estimate {
    pub(crate) ticket: Value,
    /// The job that was approved.
    pub(crate) approved: Value,
    /// The job that was declined.
    declined: Value,
}

/// Writes an estimate and makes a work order of it.
pub(crate) async fn estimate(
    me: &mut Caller,
    staff: &Staff,
    supplier: &Value,
    shelf: &Shelf,
    buyer: &Buyer,
) -> Estimate {
    let opened = json!({ "customer_id": buyer.customer, "vehicle_id": buyer.vehicle, "odometer": 184_300, "estimate": true });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let plan = json!({ "advisor_id": staff.manager, "technician_id": staff.technician,
        "promised_at": "9990-01-02T17:00:00Z", "po_number": "PO-9", "key_tag": "17", "note": "Dog in the car" });
    me.on("ticket.plan", &ticket, plan).await;
    let job = json!({ "title": "Front brakes", "note": "Squeals", "origin": "inspection",
        "technician_id": staff.technician, "comeback": "Squealed last month too" });
    let approved = me.on("ticket.add_job", &ticket, job).await["ticket_job_id"].take();
    lines(me, &ticket, &approved, supplier, shelf, staff).await;
    let job = json!({ "title": "Rear brakes", "origin": "inspection" });
    let declined = me.on("ticket.add_job", &ticket, job).await["ticket_job_id"].take();
    let labor = json!({ "description": "Rear brakes", "hours": "2", "job_id": declined });
    me.on("ticket.add_labor", &ticket, labor).await;
    let later = me
        .on("ticket.add_job", &ticket, json!({ "title": "Wipers" }))
        .await["ticket_job_id"]
        .take();
    let wash = me
        .on("ticket.add_job", &ticket, json!({ "title": "Wash" }))
        .await;
    let wash = json!({ "job_id": wash["ticket_job_id"] });
    me.on("ticket.remove_job", &ticket, wash).await;
    change(me, &ticket, &approved, staff).await;
    decide(me, &ticket, &declined, &later).await;
    plain(me).await;
    Estimate {
        ticket,
        approved,
        declined,
    }
}

/// Shows the estimate; two jobs are declined, one to be asked about again at once; the others are approved.
async fn decide(me: &mut Caller, ticket: &Value, declined: &Value, later: &Value) {
    let shown = json!({ "expires": "9990-01-31" });
    me.on("ticket.present", ticket, shown).await;
    let revision = json!({ "ticket_id": ticket, "revision": 1 });
    me.call("ticket.revision", revision).await;
    papers(me, "estimate", ticket).await;
    let no = json!({ "job_ids": [declined], "reason": "3 mm left", "follow_up": "2020-01-01" });
    me.on("ticket.decline", ticket, no).await;
    let no = json!({ "job_ids": [later], "reason": "next year", "follow_up": "9990-01-01" });
    me.on("ticket.decline", ticket, no).await;
    let yes = json!({ "by": "Dana Whitfield", "channel": "phone", "contact": "303-555-0117", "limit": 90_000,
        "note": "Only the front" });
    me.on("ticket.approve", ticket, yes).await;
    me.on("ticket.start_work", ticket, json!({})).await;
}

/// Makes an estimate of what began as a sale.
async fn plain(me: &mut Caller) {
    let ticket = me.order("ticket.open", json!({})).await["ticket"]["id"].take();
    let labor = json!({ "description": "Look at it", "hours": "0.3" });
    me.on("ticket.add_labor", &ticket, labor).await;
    me.on("ticket.make_estimate", &ticket, json!({})).await;
}

/// The car comes again, with an odometer that went back: the declined job is proposed again and approved.
pub(crate) async fn again(
    me: &mut Caller,
    staff: &Staff,
    earlier: &Estimate,
    shelf: &Shelf,
    buyer: &Buyer,
) {
    me.call("vehicle.get", json!({ "vehicle_id": buyer.vehicle }))
        .await;
    let opened = json!({ "vehicle_id": buyer.vehicle, "odometer": 184_290, "estimate": true });
    let ticket = me.order("ticket.open", opened).await["ticket"]["id"].take();
    let plan = json!({ "advisor_id": staff.manager });
    me.on("ticket.plan", &ticket, plan).await;
    let job = json!({ "title": "Rear brakes", "origin": "add_on", "from_deferral_job_id": earlier.declined });
    let job = me.on("ticket.add_job", &ticket, job).await["ticket_job_id"].take();
    let pads = json!({ "part_id": shelf.pads, "job_id": job, "condition": "used" });
    me.on("ticket.add_part", &ticket, pads).await;
    me.on("ticket.present", &ticket, json!({})).await;
    let yes = json!({ "job_ids": [job], "by": "Dana Whitfield", "channel": "email", "contact": "dana@example.com",
        "taken_by": staff.clerk });
    me.on("ticket.approve", &ticket, yes).await;
    let list = json!({ "stage": "estimate", "advisor_id": staff.manager, "vehicle_id": buyer.vehicle,
        "customer_id": buyer.customer });
    me.call("ticket.list", list).await;
}
