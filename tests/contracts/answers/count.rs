//! A count of a shelf: found, counted, counted again and posted; and one that is given up.

use e2e::json;

use super::Caller;
use super::catalog::Shelf;
use super::document::papers;

/// Counts the shelf of the pads.
pub(crate) async fn count(me: &mut Caller, shelf: &Shelf) {
    let open = json!({ "location": "MAIN", "bins": ["A-04"], "categories": ["Brakes"], "part_ids": [shelf.pads],
        "tolerance": "0", "tolerance_value": 0, "recount_by_other": false, "show_book": false });
    let opened = me.order("count.open", open).await;
    let id = &opened["count"]["id"];
    papers(me, "count_sheet", id).await;
    let found = json!({ "code": "WIP-1" });
    me.on("count.add", id, found).await;
    let tally = |counted: &str| json!({ "part_id": shelf.pads, "counted": counted });
    me.on("count.tally", id, tally("5")).await;
    me.call(
        "count.get",
        json!({ "count_id": id, "state": "again", "skip": 0, "limit": 5 }),
    )
    .await;
    me.on("count.tally", id, tally("5")).await;
    let more = json!({ "code": "bc1210", "counted": "2", "more": true });
    me.on("count.tally", id, more).await;
    let again = json!({ "part_ids": [shelf.pads] });
    me.on("count.recount", id, again).await;
    me.on("count.tally", id, tally("6")).await;
    me.call("count.get", json!({ "count_id": id })).await;
    me.on("count.post", id, json!({ "leave_uncounted": true }))
        .await;
    let other = json!({ "class": "a", "show_book": true });
    let other = me.order("count.open", other).await;
    me.call(
        "count.list",
        json!({ "state": "open", "location": "MAIN", "limit": 5 }),
    )
    .await;
    let reason = json!({ "reason": "too busy" });
    me.on("count.cancel", &other["count"]["id"], reason).await;
}
