//! Stock that moves without a sale: transfers, counts, old parts; and jobs kept ready.

use domain::Currency;
use e2e::{Shop, Value, json, key};
use engine::Queries as _;
use jiff::civil::date;

use crate::counter::{Counter, ROTOR, text};

/// Ends the daemon and checks that the journal is sound and the books balance to nothing.
pub(crate) async fn balanced(shop: &mut Shop) {
    shop.terminate();
    shop.assert_sound();
    let queries = store::SqliteQueries::open(shop.data(), 1).unwrap();
    let (from, to) = (date(2000, 1, 1), date(2200, 1, 1));
    let lines = queries.trial_balance(Currency::USD, from, to).unwrap();
    assert!(!lines.is_empty(), "nothing was booked");
    let sum =
        |side: fn(&engine::queries::TrialBalanceLine) -> i64| lines.iter().map(side).sum::<i64>();
    assert_eq!(
        sum(|line| line.debit.minor()) - sum(|line| line.credit.minor()),
        0,
        "{lines:?}"
    );
}

async fn part(counter: &Counter, number: &str) -> Value {
    counter.call("part.get", json!({ "code": number })).await
}

fn level<'v>(part: &'v Value, location: &str) -> &'v Value {
    let levels = part["stock"].as_array().unwrap();
    let level = levels.iter().find(|level| level["location"] == location);
    level.unwrap_or(&Value::Null)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_on_their_way_are_on_no_shelf_and_what_is_missing_is_written_off() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let rotor = part(&counter, ROTOR).await;
    let (id, here) = (
        text(&rotor["part"]["id"]),
        text(&rotor["stock"][0]["location"]),
    );
    let open = |from: &str, to: &str| {
        json!({ "key": key("transfer"), "from": from, "to": to,
                "lines": [{ "part_id": id, "quantity": "3" }] })
    };
    assert_eq!(
        counter.refused("transfer.open", open(&here, &here)).await,
        "transfer.invalid"
    );
    let opened = counter.call("transfer.open", open(&here, "north")).await;
    let transfer = text(&opened["transfer"]["id"]);
    let order = |name: &str| json!({ "key": key(name), "transfer_id": transfer });
    assert_eq!(
        counter.refused("transfer.receive", order("early")).await,
        "transfer.state"
    );
    let send = order("send");
    let sent = counter.call("transfer.send", send.clone()).await;
    assert_eq!(sent["transfer"]["state"], "sent");
    assert_eq!(
        counter.call("transfer.send", send).await["replayed"],
        json!(true)
    );
    let rotor = part(&counter, ROTOR).await;
    assert_eq!(level(&rotor, &here)["on_hand"], "5");
    assert_eq!(
        [
            &level(&rotor, "north")["on_hand"],
            &level(&rotor, "north")["in_transit"]
        ],
        [&json!("0"), &json!("3")]
    );

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let receive = json!({ "key": key("receive"), "transfer_id": transfer,
                          "lines": [{ "part_id": id, "quantity": "2" }] });
    let received = counter.call("transfer.receive", receive).await;
    assert_eq!(received["transfer"]["lines"][0]["in_transit"], "1");
    assert_eq!(
        counter.refused("transfer.close", order("close")).await,
        "transfer.not_arrived"
    );
    let close = json!({ "key": key("close"), "transfer_id": transfer, "reason": "fell off" });
    let closed = counter.call("transfer.close", close).await;
    assert_eq!(closed["transfer"]["lines"][0]["missing"], "1");
    let rotor = part(&counter, ROTOR).await;
    assert_eq!(
        [
            &level(&rotor, "north")["on_hand"],
            &level(&rotor, "north")["in_transit"]
        ],
        [&json!("2"), &json!("0")]
    );
    let listed = counter
        .call("transfer.list", json!({ "state": "closed" }))
        .await;
    assert_eq!(listed["transfers"][0]["id"], json!(transfer));
    let unknown = json!({ "transfer_id": id });
    assert_eq!(
        counter.refused("transfer.get", unknown).await,
        "transfer.not_found"
    );
    balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blind_count_is_counted_again_and_posted_by_a_manager() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let staff = json!({ "key": key("staff"),
        "staff": { "name": "Priya Shah", "role": "clerk", "pin": "3333" } });
    let clerk = text(&counter.call("staff.save", staff).await["staff"]["id"]);
    let mut page = shop.page().await;
    let sign_in = json!({ "staff_id": clerk, "pin": "3333" });
    page.call("session.sign_in", sign_in).await.unwrap();

    let open = json!({ "key": key("count"), "categories": ["brakes"] });
    let opened = page.call("count.open", open).await.unwrap();
    let count = text(&opened["count"]["id"]);
    assert_eq!(opened["count"]["lines"], json!(2));
    let second = json!({ "key": key("count"), "bins": ["A-04"] });
    assert_eq!(
        counter.refused("count.open", second).await,
        "count.counted_elsewhere"
    );
    let sheet = page
        .call("count.get", json!({ "count_id": count }))
        .await
        .unwrap();
    assert_eq!(sheet["lines"][0]["book"], Value::Null, "blind for a clerk");
    let sheet = counter
        .call("count.get", json!({ "count_id": count }))
        .await;
    assert!(sheet["lines"][0]["book"].is_string(), "not for a manager");

    // Two rotors are sold while the shelf is counted: what is expected follows.
    let ticket = counter.open().await;
    let sell = json!({ "key": key("rotor"), "ticket_id": ticket, "code": ROTOR, "quantity": "2" });
    counter.call("ticket.add_part", sell).await;
    counter.cash(&ticket, 20_000).await;
    let tally = |code: &str, counted: &str| json!({ "key": key("tally"), "count_id": count, "code": code, "counted": counted });
    let right = page.call("count.tally", tally(ROTOR, "6")).await.unwrap();
    assert_eq!(right["line_state"], "counted");
    let short = page
        .call("count.tally", tally("BC-1210", "11"))
        .await
        .unwrap();
    assert_eq!(short["line_state"], "again");
    let post = |name: &str| json!({ "key": key(name), "count_id": count });
    assert_eq!(
        counter.refused("count.post", post("early")).await,
        "count.recount_due"
    );

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let mut page = shop.page().await;
    let sign_in = json!({ "staff_id": clerk, "pin": "3333" });
    page.call("session.sign_in", sign_in).await.unwrap();
    let again = page
        .call("count.tally", tally("BC-1210", "11"))
        .await
        .unwrap();
    assert_eq!(again["line_state"], "counted");
    let refused = page.call("count.post", post("clerk")).await.unwrap_err();
    assert_eq!(refused["data"]["code"], "session.needs_approval");
    let posted = counter.call("count.post", post("post")).await;
    assert_eq!(
        (&posted["count"]["state"], &posted["value"]),
        (&json!("posted"), &json!(-2_810))
    );
    let pads = part(&counter, "BC-1210").await;
    assert_eq!(pads["part"]["on_hand"], "11");
    assert_eq!(
        counter.refused("count.tally", tally("BC-1210", "12")).await,
        "count.finished"
    );
    // Only the rotors were sold: they are all of class A.
    let class = json!({ "key": key("count"), "class": "a" });
    let opened = counter.call("count.open", class).await;
    assert_eq!(opened["count"]["lines"], json!(1));
    balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_part_is_owed_brought_back_sent_and_credited() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let import = json!({ "key": key("import"), "parts": [{
        "number": "ALT-1", "brand": "Acme", "description": "Alternator", "category": "Charging",
        "price": "200", "cost": "100", "core": "45", "on_hand": "5" }]});
    counter.call("part.import", import).await;
    let ticket = counter.open().await;
    let sell = json!({ "key": key("alt"), "ticket_id": ticket, "code": "ALT-1" });
    let sold = counter.call("ticket.add_part", sell).await;
    assert_eq!(sold["ticket"]["totals"]["total"], json!(24_500));
    counter.cash(&ticket, 24_500).await;
    let owed = counter.call("core.list", json!({})).await;
    let core = text(&owed["cores"][0]["id"]);
    assert_eq!(owed["cores"][0]["owed"], "1");
    let forfeit = json!({ "key": key("early"), "core_id": core });
    assert_eq!(
        counter.refused("core.forfeit", forfeit).await,
        "core.not_due"
    );

    // A replacement under warranty brings no second deposit, however it gets on warranty.
    let warranty = counter.open().await;
    let sell =
        json!({ "key": key("alt"), "ticket_id": warranty, "code": "ALT-1", "pay": "warranty" });
    let free = counter.call("ticket.add_part", sell).await;
    assert_eq!(free["ticket"]["lines"].as_array().unwrap().len(), 1);
    let line = &free["line_id"];
    let change = |pay: &str| json!({ "key": key("pay"), "ticket_id": warranty, "line_id": line, "pay": pay });
    let charged = counter.call("ticket.change_line", change("customer")).await;
    assert_eq!(charged["ticket"]["totals"]["total"], json!(24_500));
    let free = counter.call("ticket.change_line", change("warranty")).await;
    assert_eq!(free["ticket"]["totals"]["total"], json!(0));
    let void = json!({ "key": key("void"), "ticket_id": warranty, "reason": "test" });
    counter.call("ticket.void", void).await;

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let back = counter.open().await;
    let bring = |name: &str| json!({ "key": key(name), "ticket_id": back, "core_id": core, "grade": "good" });
    let order = bring("back");
    let brought = counter.call("ticket.add_core_return", order.clone()).await;
    assert_eq!(brought["ticket"]["totals"]["total"], json!(-4_500));
    assert_eq!(
        counter.call("ticket.add_core_return", order).await["replayed"],
        json!(true)
    );
    assert_eq!(
        counter
            .refused("ticket.add_core_return", bring("twice"))
            .await,
        "core.more_than_owed"
    );
    let refund = json!({ "key": key("refund"), "ticket_id": back, "to": "cash" });
    let refunded = counter.call("payment.refund", refund).await;
    assert_eq!(refunded["ticket"]["status"], "paid");
    let here = counter.call("core.list", json!({ "received": true })).await;
    assert_eq!(
        [&here["cores"][0]["here"], &here["cores"][0]["value"]],
        [&json!("1"), &json!(4_500)]
    );

    // Any id names a supplier to the ledger.
    let send = json!({ "key": key("send"), "core_id": core, "supplier_id": ticket,
                       "manifest": "M-7", "quantity": "1" });
    let sent = counter.call("core.send", send).await;
    assert_eq!(sent["core"]["shipments"][0]["manifest"], "M-7");
    let credit = json!({ "key": key("credit"), "core_id": core, "manifest": "M-7",
                         "quantity": "1", "amount": 4_000, "reference": "CM-1" });
    let credited = counter.call("core.credit", credit).await;
    assert_eq!(credited["core"]["counts"]["short"], "1");
    let due = counter
        .call("core.forfeit_due", json!({ "key": key("due") }))
        .await;
    assert_eq!(due["core_ids"], json!([]));
    balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_canned_job_comes_with_its_lines_scaled_by_the_vehicle_or_not_at_all() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let pads = part(&counter, "BC-1210").await;
    let save = json!({ "key": key("canned"), "title": "Brake service", "group": "Brakes", "lines": [
        { "part": { "part_id": pads["part"]["id"],
                    "amount": { "attribute": "axles", "whole": true } } },
        { "labor": { "description": "Replace pads", "hours": { "quantity": "1.5" } } },
        { "fee": { "description": "Brake cleaner", "price": "4.00" } },
    ]});
    let saved = counter.call("canned.save", save).await;
    let job = text(&saved["canned_job"]["id"]);
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let listed = counter
        .call("canned.list", json!({ "group": "Brakes" }))
        .await;
    assert_eq!(listed["canned_jobs"][0]["id"], json!(job));

    let ticket = counter.open().await;
    let add = |attributes: Value| {
        json!({ "key": key("add"), "ticket_id": ticket,
                                          "canned_job_id": job, "attributes": attributes })
    };
    assert_eq!(
        counter.refused("ticket.add_canned", add(json!({}))).await,
        "canned.attribute_missing"
    );
    let order = add(json!({ "axles": "2" }));
    let added = counter.call("ticket.add_canned", order.clone()).await;
    let lines = added["ticket"]["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    assert!(
        lines
            .iter()
            .all(|line| line["job_id"] == added["ticket_job_id"])
    );
    // 2 x 54.99 + 1.5 x 125.00 + 4.00.
    assert_eq!(added["ticket"]["totals"]["total"], json!(30_148));
    let again = counter.call("ticket.add_canned", order).await;
    assert_eq!(again["ticket"]["revision"], added["ticket"]["revision"]);
    let retire = json!({ "key": key("retire"), "canned_job_id": job });
    counter.call("canned.retire", retire).await;
    assert_eq!(
        counter
            .refused("ticket.add_canned", add(json!({ "axles": "2" })))
            .await,
        "canned.retired"
    );
    counter.cash(&ticket, 31_000).await;
    balanced(&mut shop).await;
}
