//! The till: from the float to the Z report, with every way that cash moves and a power cut in between.

use e2e::{Shop, Value, Wire, json, key};

use crate::counter::{Counter, amount, papers_are, text};

fn code(problem: &Value) -> &str {
    let hint = problem["data"]["hint"].as_str();
    assert!(hint.is_some_and(|hint| hint.ends_with('.')), "{problem}");
    problem["data"]["code"].as_str().unwrap()
}

async fn person(counter: &Counter, name: &str, role: &str, pin: &str) -> String {
    let order = json!({ "key": key("staff"), "staff": { "name": name, "role": role, "pin": pin } });
    text(&counter.call("staff.save", order).await["staff"]["id"])
}

async fn signed_in(shop: &Shop, staff: &str, pin: &str) -> Wire {
    let mut page = shop.page().await;
    let asked = json!({ "staff_id": staff, "pin": pin });
    page.call("session.sign_in", asked).await.unwrap();
    page
}

async fn refused(page: &mut Wire, method: &str, params: Value) -> String {
    code(&page.call(method, params).await.unwrap_err()).to_owned()
}

async fn today(counter: &Counter) -> String {
    text(&counter.call("report.today", json!({})).await["date"])
}

/// Debits and credits of a day, which must be equal.
async fn books(counter: &Counter, day: &str) -> Value {
    let period = json!({ "from": day, "to": day });
    let balance = counter.call("report.trial_balance", period).await;
    assert_eq!(balance["debit"], balance["credit"], "{balance}");
    assert!(balance["debit"].as_i64().unwrap() > 0);
    balance
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drawers_day_from_the_float_to_the_z_report() {
    let mut shop = Shop::builder()
        .printer()
        .no_tax()
        .extra("[till]\nrequired = true\nfloat = \"100.00\"\n")
        .start()
        .await;
    let mut counter = Counter::at(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let manager = person(&counter, "Ana Ruiz", "manager", "4444").await;
    let mut page = signed_in(&shop, &clerk, "3333").await;

    // Nothing goes into a drawer that nobody answers for.
    let early = counter.open_with("40.00").await;
    let cash = json!({ "key": key("cash"), "ticket_id": early, "tendered": 4_000 });
    assert_eq!(
        refused(&mut page, "payment.take_cash", cash).await,
        "till.closed"
    );
    let current = page.call("till.current", json!({})).await.unwrap();
    assert_eq!(current["session"], Value::Null);
    let wrong = json!({ "key": key("o"), "pieces": [{ "value": 3, "count": 1 }] });
    assert_eq!(
        refused(&mut page, "till.open", wrong).await,
        "till.no_such_piece"
    );

    // 4 x 20 + 20 x 1 = 100.
    let order = json!({ "key": key("o"), "pieces": [{ "value": 2_000, "count": 4 }, { "value": 100, "count": 20 }] });
    let opened = page.call("till.open", order.clone()).await.unwrap();
    assert_eq!(opened["session"]["float"], 10_000);
    assert_eq!(opened["session"]["keeper_id"], json!(clerk));
    assert_eq!(opened["job_ids"].as_array().unwrap().len(), 1, "the drawer");
    let again = page.call("till.open", order).await.unwrap();
    assert_eq!(
        (&again["replayed"], &again["cursor"]),
        (&json!(true), &opened["cursor"])
    );
    let second = json!({ "key": key("o") });
    assert_eq!(
        refused(&mut page, "till.open", second).await,
        "till.already_open"
    );

    // 40.00 in cash; 90.00 as 50.00 by check and 40.00 in cash.
    counter.cash(&early, 5_000).await;
    let split = counter.open_with("90.00").await;
    let check =
        json!({ "key": key("check"), "ticket_id": split, "number": "1044", "amount": 5_000 });
    counter.call("payment.take_check", check).await;
    counter.cash(&split, 4_000).await;

    move_cash(&mut page, &manager).await;

    // The clerk may not see what must be there, nor print it; the manager may.
    let current = page.call("till.current", json!({})).await.unwrap();
    assert_eq!(current["session"]["figures"], Value::Null);
    assert_eq!(
        refused(&mut page, "till.x_report", json!({ "key": key("x") })).await,
        "session.needs_approval"
    );
    let day = page.call("report.today", json!({})).await.unwrap();
    assert_eq!(day["till"]["expected_cash"], Value::Null);
    let figures = counter.call("till.current", json!({})).await["session"]["figures"].take();
    // 100 + 40 + 40 + 10 - 30 - 60 - 50.
    assert_eq!(figures["expected"], 5_000);

    shop.kill_9();
    shop.restart().await;
    counter = Counter::at(&mut shop).await;
    page = signed_in(&shop, &clerk, "3333").await;
    let after = counter.call("till.current", json!({})).await["session"]["figures"].take();
    assert_eq!(after, figures, "a power cut changes nothing");

    // Goods come back for cash: 20.00 of the first ticket.
    refund(&counter, &early).await;
    close(&shop, &counter, &mut page, &manager).await;
    next_opening(&counter, &mut page).await;

    let day = today(&counter).await;
    books(&counter, &day).await;
    let entries = counter
        .call(
            "report.ledger",
            json!({ "from": day, "to": day, "limit": 500 }),
        )
        .await;
    for entry in entries["entries"].as_array().unwrap() {
        let postings = entry["postings"].as_array().unwrap().iter();
        let sum: i64 = postings.map(|one| one["amount"].as_i64().unwrap()).sum();
        assert_eq!(sum, 0, "{entry}");
    }
    counter.jobs_settled().await;
    shop.assert_sound();
}

/// Paid in 10.00, paid out 30.00 alone and 60.00 with the manager, dropped 50.00.
async fn move_cash(page: &mut Wire, manager: &str) {
    let moved =
        |amount: i64, reason: &str| json!({ "key": key("m"), "amount": amount, "reason": reason });
    page.call("till.pay_in", moved(1_000, "change from the bank"))
        .await
        .unwrap();
    assert_eq!(
        refused(page, "till.pay_in", moved(0, "nothing")).await,
        "payment.amount_not_positive"
    );
    assert_eq!(
        refused(page, "till.pay_out", moved(500, " ")).await,
        "input.text_empty"
    );
    page.call("till.pay_out", moved(3_000, "courier"))
        .await
        .unwrap();
    let much = moved(6_000, "rags and oil dry");
    assert_eq!(
        refused(page, "till.pay_out", much.clone()).await,
        "session.needs_approval"
    );
    let stands_in = json!({ "staff_id": manager, "pin": "4444", "reason": "agreed on the phone" });
    page.call("session.approve", stands_in).await.unwrap();
    let paid = page.call("till.pay_out", much).await.unwrap();
    assert_eq!(paid["session"]["moves"].as_array().unwrap().len(), 3);
    let drop = |amount: i64| json!({ "key": key("d"), "amount": amount, "to": "safe", "reference": "bag 7" });
    assert_eq!(
        refused(page, "till.drop", drop(900_000)).await,
        "till.not_in_drawer"
    );
    page.call("till.drop", drop(5_000)).await.unwrap();
}

async fn refund(counter: &Counter, sold_on: &str) {
    let sold = counter.ticket(sold_on).await;
    let ticket = counter.open().await;
    let back = json!({ "key": key("back"), "ticket_id": ticket, "sold_on": sold_on,
                       "line_id": sold["lines"][0]["id"], "quantity": "0.5" });
    counter.call("ticket.add_return", back).await;
    let money = json!({ "key": key("refund"), "ticket_id": ticket, "to": "cash" });
    counter.call("payment.refund", money).await;
}

async fn close(shop: &Shop, counter: &Counter, page: &mut Wire, manager: &str) {
    let close = |reason: Option<&str>| json!({ "key": key("close"), "reason": reason, "reference": "bag 8" });
    assert_eq!(
        refused(page, "till.close", close(None)).await,
        "till.not_counted"
    );
    // 30.00 must be there; 20.00 is.
    let count = |twenties: u32| json!({ "key": key("count"), "pieces": [{ "value": 2_000, "count": twenties }] });
    let counted = page.call("till.count", count(1)).await.unwrap();
    assert_eq!(counted["session"]["counts"][0]["over_short"], -1_000);
    assert_eq!(
        refused(page, "till.close", close(None)).await,
        "till.over_short"
    );
    assert_eq!(
        refused(page, "till.count", count(1)).await,
        "session.needs_approval",
        "whoever counts again has seen what must be there"
    );
    let stands_in = json!({ "staff_id": manager, "pin": "4444", "reason": "counted with her" });
    page.call("session.approve", stands_in).await.unwrap();
    page.call("till.count", count(1)).await.unwrap();
    let third = json!({ "key": key("count"), "pieces": [] });
    assert_eq!(
        counter.refused("till.count", third).await,
        "till.counted_twice"
    );
    let closed = page
        .call("till.close", close(Some("a ten went missing")))
        .await
        .unwrap();
    let z = &closed["session"]["z"];
    check_z(counter, z).await;
    assert_eq!(
        refused(page, "till.close", close(None)).await,
        "till.closed"
    );

    // The Z report came out by itself, and says the same on a sheet.
    let printed = counter.job_is(&closed["job_ids"][0], "done").await;
    assert_eq!(
        (&printed["kind"], &printed["paper"]),
        (&json!("paper"), &json!("z_report"))
    );
    let papers = papers_are(shop, 3).await;
    let paper = papers
        .iter()
        .find(|paper| paper.iter().any(|line| line.contains("Z report")));
    assert_eq!(amount(paper.unwrap(), "Expected in the drawer"), "30.00");
    let id = &closed["session"]["id"];
    for (form, media_type) in [("a4", "application/pdf"), ("roll80", "image/png")] {
        let asked = json!({ "what": "z_report", "id": id, "form": form });
        let made = counter.call("document.render", asked).await;
        assert_eq!(made["media_type"], media_type);
        assert!(made["data"].as_str().unwrap().len() > 1_000);
    }
    let none = json!({ "what": "invoice", "id": id, "form": "a4" });
    assert_eq!(
        counter.refused("document.render", none).await,
        "document.none"
    );
}

/// The Z report is the sum over the tickets of the day.
async fn check_z(counter: &Counter, z: &Value) {
    let listed = counter
        .call("ticket.list", json!({ "status": "paid", "limit": 100 }))
        .await;
    let totals = listed["tickets"].as_array().unwrap().iter();
    let (mut gross, mut refunded) = (0, 0);
    for total in totals.map(|ticket| ticket["total"].as_i64().unwrap()) {
        if total < 0 {
            refunded -= total;
        } else {
            gross += total;
        }
    }
    let figures = &z["figures"];
    assert_eq!((gross, refunded), (13_000, 2_000));
    assert_eq!(
        (&figures["gross"], &figures["refunded"], &figures["net"]),
        (&json!(gross), &json!(refunded), &json!(gross - refunded))
    );
    assert_eq!(figures["tenders"], json!({ "cash": 6_000, "check": 5_000 }));
    assert_eq!(
        (&figures["sales"], &figures["refunds"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&figures["expected"], &z["counted"], &z["over_short"]),
        (&json!(3_000), &json!(2_000), &json!(-1_000))
    );
    assert_eq!(
        z["carried"].as_i64().unwrap() + z["deposit"].as_i64().unwrap(),
        2_000
    );
    assert_eq!(
        (&z["grand_total"]["closes"], &z["grand_total"]["net"]),
        (&json!(1), &json!(gross - refunded))
    );
    let day = today(counter).await;
    let period = json!({ "from": day, "to": day });
    let daily = counter.call("report.daily", period).await;
    assert_eq!(
        (&daily["tickets"], &daily["total"], &daily["tenders"]),
        (&json!(3), &figures["net"], &figures["tenders"])
    );
}

async fn next_opening(counter: &Counter, page: &mut Wire) {
    let listed = counter.call("till.list", json!({})).await;
    let carried = listed["sessions"][0]["z"]["carried"].clone();
    let other = json!({ "key": key("o"), "float": 50 });
    assert_eq!(
        refused(page, "till.open", other).await,
        "till.float_differs"
    );
    let opened = page
        .call("till.open", json!({ "key": key("o") }))
        .await
        .unwrap();
    assert_eq!(
        opened["session"]["float"], carried,
        "what was left is there"
    );
    let got = counter
        .call(
            "till.get",
            json!({ "till_id": listed["sessions"][0]["id"] }),
        )
        .await;
    assert_eq!(got["session"]["z"], listed["sessions"][0]["z"]);
}
