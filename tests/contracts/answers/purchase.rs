//! A purchase: proposed, drafted, placed, received short, invoiced twice, its difference credited, closed.

use e2e::{Value, json};

use super::Caller;
use super::catalog::Shelf;
use super::document::papers;

/// Buys what runs low, and an alternator with it.
pub(crate) async fn purchase(me: &mut Caller, supplier: &Value, shelf: &Shelf) {
    me.call("part.low", json!({ "to_order": true, "limit": 1 }))
        .await;
    let gone = json!({ "code": "FLT-10", "quantity": "2", "reason": "out_of_stock" });
    me.order("part.lost_sale", gone).await;
    me.call("purchase.reorder", json!({ "limit": 1 })).await;
    me.call("purchase.reorder", json!({})).await;
    let drafted = me.order("purchase.reorder_draft", json!({})).await;
    let draft = &drafted["purchases"][0];
    let (purchase, filters) = (&draft["id"], &draft["lines"][0]["id"]);
    let alternators = write(me, purchase, filters, shelf).await;
    send(me, purchase, &alternators).await;
    receive(me, purchase, filters, &alternators).await;
    invoice(me, purchase, filters, &alternators).await;
    me.on("purchase.close", purchase, json!({ "write_off": true }))
        .await;
    give_up(me, supplier).await;
    let list = json!({ "supplier_id": supplier, "limit": 1 });
    me.call("purchase.list", list).await;
}

/// Finishes the draft and returns the line of the alternators.
async fn write(me: &mut Caller, purchase: &Value, filters: &Value, shelf: &Shelf) -> Value {
    let line = json!({ "part_id": shelf.alternator, "number": "AP-ALT", "description": "Alternators, rebuilt",
        "quantity": "3", "unit_cost": "100", "core_deposit": "45" });
    let alternators = me
        .on("purchase.add_line", purchase, json!({ "line": line }))
        .await["line_id"]
        .take();
    let line = json!({ "line": { "code": "WIP-1", "quantity": "4" } });
    let wipers = me.on("purchase.add_line", purchase, line).await;
    let wipers = json!({ "line_id": wipers["line_id"] });
    me.on("purchase.remove_line", purchase, wipers).await;
    let fewer =
        json!({ "line_id": filters, "quantity": "8", "unit_cost": "4.10", "core_deposit": "0" });
    me.on("purchase.change_line", purchase, fewer).await;
    let terms = json!({ "freight": 500, "expected": "9990-01-02", "note": "Ring the bell" });
    me.on("purchase.set_terms", purchase, terms).await;
    alternators
}

async fn send(me: &mut Caller, purchase: &Value, alternators: &Value) {
    let place = json!({ "below_minimum_confirmed": true, "sent_by": "phone" });
    me.on("purchase.place", purchase, place).await;
    let later = json!([{ "line_id": alternators, "quantity": "1", "expected": "9990-02-01" }]);
    let known = json!({ "reference": "SO-77", "expected": "9990-01-03", "back_orders": later });
    me.on("purchase.acknowledge", purchase, known).await;
    papers(me, "purchase_order", purchase).await;
    me.call("part.low", json!({ "location": "MAIN" })).await;
}

/// Seven of eight filters and two of three alternators come; the rest is not waited for.
async fn receive(me: &mut Caller, purchase: &Value, filters: &Value, alternators: &Value) {
    let counted = json!({ "slip": "D-1", "over_confirmed": false, "lines": [
        { "line_id": filters, "quantity": "7", "damaged": "1", "unit_cost": "4.20" },
        { "line_id": alternators, "quantity": "2", "core_deposit": "45" }] });
    me.on("purchase.receive", purchase, counted).await;
    let stop = json!({ "line_id": alternators, "quantity": "1", "reason": "takes too long" });
    me.on("purchase.cancel_line", purchase, stop).await;
    let stop = json!({ "line_id": filters, "reason": "enough" });
    me.on("purchase.cancel_line", purchase, stop).await;
}

/// The first invoice is wrong in every way; the second asks too much for the alternators, which is credited later.
async fn invoice(me: &mut Caller, purchase: &Value, filters: &Value, alternators: &Value) {
    let wrong = json!({ "number": "INV-1", "date": "2026-03-02", "freight": 900, "charges": 300,
        "total": 9 * 900 + 2 * 19_000 + 1_500 + 1_200, "lines": [
            { "line_id": filters, "quantity": "9", "unit_cost": "9.00" },
            { "line_id": alternators, "quantity": "2", "unit_cost": "130", "core_deposit": "60" },
            { "description": "Fan belt", "quantity": "1", "unit_cost": "15.00" }] });
    let wrong = me.on("purchase.enter_invoice", purchase, wrong).await;
    me.call("purchase.list", json!({ "unmatched": true })).await;
    let back = json!({ "invoice_id": wrong["invoice_id"], "reason": "not our price" });
    me.on("purchase.reject_invoice", purchase, back).await;
    let right = json!({ "number": "INV-2", "date": "2026-03-02", "due": "2026-04-01", "freight": 500, "charges": 100,
        "total": 7 * 420 + 2 * 17_500 + 600, "shared_confirmed": true, "lines": [
            { "line_id": filters, "description": "Filters", "quantity": "7", "unit_cost": "4.20" },
            { "line_id": alternators, "quantity": "2", "unit_cost": "130", "core_deposit": "45" }] });
    let right = me.on("purchase.enter_invoice", purchase, right).await;
    let invoice = &right["invoice_id"];
    let bear = json!({ "invoice_id": invoice, "accept": [{ "kind": "charges" }] });
    me.on("purchase.accept_invoice", purchase, bear).await;
    me.call("purchase.get", json!({ "purchase_id": purchase }))
        .await;
    let credit = json!({ "invoice_id": invoice, "difference": { "place": 1, "kind": "price" }, "how": "credited",
        "memo": "CM-1", "amount": 6_000 });
    me.on("purchase.settle_difference", purchase, credit).await;
}

async fn give_up(me: &mut Caller, supplier: &Value) {
    let open = json!({ "supplier_id": supplier, "location": "MAIN", "lines": [{ "code": "WIP-1", "quantity": "2" }] });
    let draft = me.order("purchase.open", open).await;
    let reason = json!({ "reason": "found elsewhere" });
    me.on("purchase.cancel", &draft["purchase"]["id"], reason)
        .await;
}
