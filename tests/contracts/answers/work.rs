//! Work as technicians see it: clocked, with a status, done.

use e2e::{Value, json};

use super::Caller;
use super::document::{labels, papers};
use super::estimate::Estimate;
use super::session::Staff;

/// Does the work of an estimate and makes an invoice of it.
pub(crate) async fn work(me: &mut Caller, staff: &Staff, estimate: &Estimate) {
    let ticket = &estimate.ticket;
    papers(me, "work_order", ticket).await;
    papers(me, "work_order_technician", ticket).await;
    labels(
        me,
        &["work_order_label", "key_tag", "oil_change_sticker"],
        ticket,
    )
    .await;
    let status = json!({ "status": "in progress" });
    me.on("work.set_status", ticket, status).await;
    let clock = json!({ "job_id": estimate.approved, "staff_id": staff.technician });
    me.on("work.clock_on", ticket, clock.clone()).await;
    let mine = json!({ "technician_id": staff.technician, "work": "in progress", "limit": 5 });
    me.call("work.list", mine).await;
    me.on("work.clock_off", ticket, clock).await;
    for job in approved(me, ticket).await {
        me.on("work.finish_job", ticket, json!({ "job_id": job }))
            .await;
    }
    me.call("work.get", json!({ "ticket_id": ticket })).await;
    let board =
        json!({ "stage": "work_order", "queue": "advisor", "work": "in progress", "query": "C1-" });
    me.call("ticket.list", board).await;
    let out = json!({ "odometer_out": 184_305 });
    me.on("ticket.make_invoice", ticket, out).await;
    papers(me, "invoice", ticket).await;
}

async fn approved(me: &mut Caller, ticket: &Value) -> Vec<Value> {
    let known = me.call("ticket.get", json!({ "ticket_id": ticket })).await;
    let jobs = known["ticket"]["jobs"].as_array().unwrap().iter();
    let approved = jobs.filter(|job| job["approval"] == "approved");
    approved.map(|job| job["id"].clone()).collect()
}
