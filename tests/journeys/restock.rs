//! What runs low comes onto a draft by itself: once, topped up, per supplier and place, never sent, and not again on the
//! day that a person took it off.

use e2e::{Shop, Value, json, key, until};

use crate::counter::{Counter, text};

const FILTER: &str = "FLT-10";
const PLUG: &str = "PLG-20";

async fn supplier(counter: &Counter, name: &str) -> String {
    let order = json!({ "key": key("supplier"), "supplier": { "name": name, "terms_days": 30 } });
    text(&counter.call("supplier.save", order).await["supplier"]["id"])
}

/// Filters in packs of two at min 3 and max 12, plugs at min 2 and max 8; ten and five are there.
async fn shelf(counter: &Counter, filters: &str, plugs: &str) {
    let part = |number: &str, on_hand: &str, reorder: Value| {
        json!({ "number": number, "brand": "Puro", "description": "Wear part", "category": "Filters",
                "price": "9.99", "cost": "4.00", "on_hand": on_hand, "reorder": reorder })
    };
    let rows = [
        part(
            FILTER,
            "10",
            json!({ "min": "3", "max": "12", "pack": "2", "supplier_id": filters }),
        ),
        part(
            PLUG,
            "5",
            json!({ "min": "2", "max": "8", "supplier_id": plugs }),
        ),
    ];
    let order = json!({ "key": key("import"), "parts": rows });
    counter.call("part.import", order).await;
}

async fn sell(counter: &Counter, code: &str, quantity: &str) {
    let ticket = counter.open().await;
    let sale =
        json!({ "key": key("sale"), "ticket_id": ticket, "code": code, "quantity": quantity });
    counter.call("ticket.add_part", sale).await;
    let paid = counter.cash(&ticket, 50_000).await;
    assert_eq!(paid["ticket"]["status"], "paid");
}

async fn purchases(counter: &Counter) -> Vec<Value> {
    let list = counter.call("purchase.list", json!({})).await["purchases"].take();
    list.as_array().unwrap().clone()
}

/// Every line of every draft: the purchase's number, the supplier's number of the part, how many.
async fn drafted(counter: &Counter) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for purchase in purchases(counter).await {
        if purchase["state"] != "draft" {
            continue;
        }
        assert_eq!(purchase["automatic"], json!(true));
        for line in purchase["lines"].as_array().unwrap() {
            let words = [&purchase["number"], &line["number"], &line["quantity"]].map(text);
            let [number, part, quantity] = words;
            lines.push((number, part, quantity));
        }
    }
    lines.sort();
    lines
}

fn lines(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let owned = |(number, part, quantity): &(&str, &str, &str)| {
        (
            (*number).to_owned(),
            (*part).to_owned(),
            (*quantity).to_owned(),
        )
    };
    expected.iter().map(owned).collect()
}

async fn drafts_are(counter: &Counter, expected: &[(&str, &str, &str)]) {
    let expected = lines(expected);
    until(&format!("drafts of {expected:?}"), || async {
        (drafted(counter).await == expected).then_some(())
    })
    .await;
}

async fn reordering(counter: &Counter, word: &str) {
    let kept = counter
        .call("policy.get", json!({ "kind": "buying" }))
        .await;
    let mut buying = kept["policy"]["buying"].clone();
    buying["reordering"] = json!(word);
    let set = json!({ "key": key("policy"), "kind": "buying", "buying": buying });
    counter.call("policy.set", set).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sale_that_empties_the_shelf_drafts_the_order_once() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let acme = supplier(&counter, "Acme Parts").await;
    let bolt = supplier(&counter, "Bolt Supply").await;
    shelf(&counter, &acme, &bolt).await;
    sell(&counter, FILTER, "6").await;
    sell(&counter, PLUG, "2").await;
    assert_eq!(drafted(&counter).await, [], "four and three are enough");

    // At the minimum: eight more in packs of two make eleven, and nine would be over.
    sell(&counter, FILTER, "1").await;
    drafts_are(&counter, &[("C1-P000001", FILTER, "8")]).await;
    // What is drafted counts as ordered, so that another sale adds nothing while eight and two are enough.
    sell(&counter, FILTER, "1").await;
    sell(&counter, PLUG, "1").await;
    let both = [("C1-P000001", FILTER, "8"), ("C1-P000002", PLUG, "6")];
    drafts_are(&counter, &both).await;
    // Eleven are taken that are not there: the draft is topped up, and no second line or draft is made.
    sell(&counter, FILTER, "11").await;
    let both = [("C1-P000001", FILTER, "20"), ("C1-P000002", PLUG, "6")];
    drafts_are(&counter, &both).await;

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    // Several at once, right after the start: their sum is drafted, however they fall together.
    let mut sales = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let counter = Counter::at(&mut shop).await;
        sales.spawn(async move { sell(&counter, PLUG, "2").await });
    }
    while let Some(sold) = sales.join_next().await {
        sold.unwrap();
    }
    // Ten are owed by the shelf; a draft of 18 makes eight.
    let topped = until("drafts that cover what was sold", || async {
        let drafted = drafted(&counter).await;
        let plugs = drafted.iter().find(|(_, part, _)| part == PLUG)?;
        let plugs: i64 = plugs.2.parse().ok()?;
        // Each look brings the shelf to eight; the last may have found more than two left to come and be content.
        (-10 + plugs > 2 && -10 + plugs <= 8).then_some(drafted)
    })
    .await;
    assert_eq!(topped.len(), 2, "{topped:?}");
    assert_eq!(topped[0], lines(&both[..1])[0]);
    for purchase in purchases(&counter).await {
        assert_eq!(purchase["state"], "draft", "nothing is sent by itself");
    }
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_takes_off_stays_off_for_the_day_and_rules_may_forbid_it_all() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let acme = supplier(&counter, "Acme Parts").await;
    let bolt = supplier(&counter, "Bolt Supply").await;
    shelf(&counter, &acme, &bolt).await;
    reordering(&counter, "by_hand").await;
    sell(&counter, FILTER, "8").await;
    let proposed = counter.call("purchase.reorder", json!({})).await;
    assert_eq!(proposed["orders"][0]["lines"][0]["quantity"], "10");
    assert_eq!(purchases(&counter).await, [json!(null); 0]);
    reordering(&counter, "automatic").await;
    drafts_are(&counter, &[("C1-P000001", FILTER, "10")]).await;

    let draft = purchases(&counter).await.remove(0);
    let cancel =
        json!({ "key": key("cancel"), "purchase_id": draft["id"], "reason": "not this week" });
    counter.call("purchase.cancel", cancel).await;
    // The next look finds both parts low in one go: that the plugs alone are drafted shows that the filters were left out.
    sell(&counter, FILTER, "1").await;
    sell(&counter, PLUG, "4").await;
    drafts_are(&counter, &[("C1-P000002", PLUG, "7")]).await;

    // What a person orders after all is theirs, and the daemon does not add to it.
    let by_hand = counter
        .call("purchase.reorder_draft", json!({ "key": key("draft") }))
        .await;
    let by_hand = &by_hand["purchases"][0];
    assert_eq!(by_hand["automatic"], json!(false));
    assert_eq!(by_hand["lines"][0]["quantity"], "10");
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    sell(&counter, PLUG, "9").await;
    until("a plug draft that is topped up", || async {
        let purchases = purchases(&counter).await;
        let plugs = purchases
            .iter()
            .find(|purchase| purchase["number"] == "C1-P000002")?;
        (plugs["lines"][0]["quantity"] == "16").then_some(())
    })
    .await;
    assert_eq!(purchases(&counter).await.len(), 3);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_orders_when_the_rules_let_them() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let acme = supplier(&counter, "Acme Parts").await;
    let saved = json!({ "key": key("staff"), "staff": { "name": "Sam Reyes", "role": "clerk", "pin": "2222" } });
    let clerk = text(&counter.call("staff.save", saved).await["staff"]["id"]);
    let mut page = shop.page().await;
    let sign_in = json!({ "staff_id": clerk, "pin": "2222" });
    page.call("session.sign_in", sign_in).await.unwrap();
    let open = |name: &str| json!({ "key": key(name), "supplier_id": acme });
    let refused = page.call("purchase.open", open("early")).await.unwrap_err();
    assert_eq!(refused["data"]["code"], "session.needs_approval");
    let kept = counter
        .call("policy.get", json!({ "kind": "buying" }))
        .await;
    let mut buying = kept["policy"]["buying"].clone();
    assert_eq!(buying["order_role"], "advisor", "until the shop says more");
    buying["order_role"] = json!("clerk");
    let set = json!({ "key": key("policy"), "kind": "buying", "buying": buying });
    counter.call("policy.set", set).await;
    let opened = page.call("purchase.open", open("open")).await.unwrap();
    assert_eq!(opened["purchase"]["state"], "draft");
    shop.assert_sound();
}
