//! Customers with their accounts and vehicles: a fleet on account, two files of one customer, a VIN from the scanner, a car
//! that is sold, work that was put off.

use e2e::{Shop, Value, Wire, json, key};

use crate::books;
use crate::counter::{Counter, PADS_UPC, VIN, text};

/// Calls what must be refused, and returns the problem's code.
async fn refused(page: &mut Wire, method: &str, params: Value) -> String {
    let problem = page.call(method, params).await.unwrap_err();
    let hint = problem["data"]["hint"].as_str().unwrap();
    assert!(hint.ends_with('.') && hint.len() > 15, "{problem}");
    text(&problem["data"]["code"])
}

/// Signs someone of a role in at a page.
async fn sign_in(shop: &Shop, counter: &Counter, role: &str, pin: &str) -> Wire {
    let staff = json!({ "name": format!("A {role}"), "role": role, "pin": pin });
    let saved = counter
        .call("staff.save", json!({ "key": key("staff"), "staff": staff }))
        .await;
    let mut page = shop.page().await;
    let who = json!({ "staff_id": saved["staff"]["id"], "pin": pin });
    page.call("session.sign_in", who).await.unwrap();
    page
}

async fn customer(counter: &Counter, fields: Value) -> Value {
    let order = json!({ "key": key("customer"), "customer": fields });
    counter.call("customer.save", order).await["customer"].take()
}

async fn vehicle(counter: &Counter, fields: Value) -> Value {
    let order = json!({ "key": key("vehicle"), "vehicle": fields });
    counter.call("vehicle.save", order).await["vehicle"].take()
}

/// Opens a ticket of a customer with labor that comes to this.
async fn ticket_of(counter: &Counter, customer: &Value, dollars: &str) -> String {
    let order = json!({ "key": key("open"), "customer_id": customer });
    let ticket = text(&counter.call("ticket.open", order).await["ticket"]["id"]);
    counter.add_labor(&ticket, dollars).await;
    ticket
}

async fn get(counter: &Counter, customer: &Value) -> Value {
    counter
        .call("customer.get", json!({ "customer_id": customer }))
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_buys_on_account_pays_late_and_gets_a_statement() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let mut clerk = sign_in(&shop, &counter, "clerk", "3333").await;

    let terms = json!({ "limit": 50_000, "terms_days": 30, "po_required": true,
                        "finance": { "monthly_rate": "0.015" } });
    let firm = json!({ "kind": "firm", "name": "Acme Delivery", "phone": "303-555-0101", "email": "fleet@acme.example",
        "phones": [{ "label": "dispatch", "number": "303-555-0101" }, { "number": "303-555-0102" }],
        "alert": "Ask for the order number", "tags": ["vip", "fleet", "vip"],
        "fleet": { "number": "F-77", "approver": "Kim Doyle", "po_required": true } });
    let mut with_terms = firm.clone();
    with_terms["terms"] = terms.clone();
    let order = json!({ "key": key("firm"), "customer": with_terms });
    assert_eq!(
        refused(&mut clerk, "customer.save", order).await,
        "session.needs_approval",
        "a clerk gives nobody credit"
    );
    let saved = clerk
        .call(
            "customer.save",
            json!({ "key": key("firm"), "customer": firm }),
        )
        .await
        .unwrap();
    let id = saved["customer"]["id"].clone();
    assert_eq!(saved["customer"]["tags"], json!(["fleet", "vip"]));
    let saved = customer(&counter, json!({ "id": id, "terms": terms })).await;
    assert_eq!(saved["phones"].as_array().unwrap().len(), 2, "absent stays");
    assert_eq!(saved["terms"]["limit"], json!(50_000));
    let saved = customer(&counter, json!({ "id": id, "email": null })).await;
    assert_eq!(
        (&saved["email"], &saved["alert"]),
        (&Value::Null, &json!("Ask for the order number")),
        "null takes away, absent stays"
    );

    let first = ticket_of(&counter, &id, "400.00").await;
    let charge = json!({ "key": key("charge"), "ticket_id": first });
    assert_eq!(
        refused(&mut clerk, "payment.charge_account", charge).await,
        "account.po_missing"
    );
    let charge = json!({ "key": key("charge"), "ticket_id": first, "po_number": "PO-1" });
    let charged = clerk.call("payment.charge_account", charge).await.unwrap();
    assert_eq!(charged["ticket"]["status"], "paid");
    let second = ticket_of(&counter, &id, "200.00").await;
    let charge = json!({ "key": key("charge"), "ticket_id": second, "po_number": "PO-2" });
    assert_eq!(
        refused(&mut clerk, "payment.charge_account", charge.clone()).await,
        "account.limit"
    );
    let hold = json!({ "key": key("hold"), "customer_id": id, "reason": "two checks came back" });
    assert_eq!(
        refused(&mut clerk, "account.hold", hold.clone()).await,
        "session.needs_approval"
    );
    let held = counter.call("account.hold", hold).await;
    assert_eq!(held["account"]["hold"], "two checks came back");
    assert_eq!(
        refused(&mut clerk, "payment.charge_account", charge).await,
        "account.on_hold"
    );
    let release = json!({ "key": key("release"), "customer_id": id });
    counter.call("account.release", release).await;

    let too_much =
        json!({ "key": key("pay"), "customer_id": id, "amount": -5, "tender": { "kind": "cash" } });
    assert_eq!(
        counter.refused("account.receive", too_much).await,
        "payment.amount_not_positive"
    );
    let pay = json!({ "key": key("pay"), "customer_id": id, "amount": 15_000,
                      "tender": { "kind": "check", "number": "1042" }, "reference": "PO-1" });
    let paid = clerk.call("account.receive", pay.clone()).await.unwrap();
    assert_eq!(paid["account"]["balance"], json!(25_000));
    assert_eq!(paid["account"]["items"][0]["left"], json!(25_000));
    assert_eq!(paid["account"]["aging"]["current"], json!(25_000));
    let again = clerk.call("account.receive", pay.clone()).await.unwrap();
    assert_eq!(again["replayed"], json!(true));
    assert_eq!(again["item_id"], paid["item_id"]);

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let aging = counter.call("account.aging", json!({})).await;
    assert_eq!(aging["customers"][0]["name"], "Acme Delivery");
    assert_eq!(
        (
            &aging["customers"][0]["balance"],
            &aging["total"]["current"]
        ),
        (&json!(25_000), &json!(25_000))
    );
    statements(&counter, &id).await;

    // Nothing is overdue yet, so the run of a month that is over charges nobody; that of this month waits.
    let run = |month: &str| json!({ "key": key("run"), "month": month });
    let charged = counter
        .call("account.charge_finance", run("2020-01-15"))
        .await;
    assert_eq!(charged["charged"], json!([]));
    assert_eq!(
        counter
            .refused("account.charge_finance", run("9999-01-01"))
            .await,
        "account.month_not_over"
    );
    let memo = json!({ "key": key("memo"), "customer_id": id, "amount": 30_000, "reason": "a wheel was lost" });
    let memo = counter.call("account.credit_memo", memo).await;
    assert_eq!(
        (
            &memo["account"]["balance"],
            &memo["account"]["credits"][0]["left"]
        ),
        (&json!(-5_000), &json!(5_000)),
        "what is left over stays a credit"
    );
    books::balance(&shop);
    shop.assert_sound();
}

async fn statements(counter: &Counter, id: &Value) {
    let period = |style: &str| json!({ "customer_id": id, "from": "2020-01-01", "to": "9998-12-31", "style": style });
    let open = counter.call("account.statement", period("open_item")).await;
    assert_eq!(open["closing"], json!(25_000));
    let line = &open["lines"][0];
    assert_eq!(
        (&line["po_number"], &line["original"], &line["amount"]),
        (&json!("PO-1"), &json!(40_000), &json!(25_000))
    );
    let forward = counter
        .call("account.statement", period("balance_forward"))
        .await;
    let amounts: Vec<_> = forward["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["amount"].as_i64().unwrap())
        .collect();
    assert_eq!(amounts, [40_000, -15_000]);
    assert_eq!(forward["closing"], open["closing"]);
    let backwards = json!({ "customer_id": id, "from": "2026-02-01", "to": "2026-01-01" });
    assert_eq!(
        counter.refused("account.statement", backwards).await,
        "input.date_invalid"
    );
    let issue =
        json!({ "key": key("issue"), "customer_id": id, "from": "2026-01-01", "to": "9998-12-31" });
    let issued = counter.call("account.issue_statement", issue).await;
    assert_eq!(issued["closing"], json!(25_000));
    let known = get(counter, id).await;
    assert_eq!(known["account"]["last_statement"], issued["number"]);
    assert_eq!(known["customer"]["visits"], json!(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_certificate_is_refused() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let expired = json!({ "reason": "resale", "certificate": "R-1", "expires": "2020-01-01" });
    let buyer = customer(
        &counter,
        json!({ "name": "Body Shop", "exemption": expired }),
    )
    .await;
    let ticket = ticket_of(&counter, &buyer["id"], "10.00").await;
    let cash = json!({ "key": key("cash"), "ticket_id": ticket, "tendered": 1_000 });
    assert_eq!(
        counter.refused("payment.take_cash", cash.clone()).await,
        "tax.unknown"
    );
    let renewed = json!({ "reason": "resale", "certificate": "R-2", "expires": "9998-01-01" });
    customer(&counter, json!({ "id": buyer["id"], "exemption": renewed })).await;
    let paid = counter.call("payment.take_cash", cash).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    let unknown = json!({ "key": key("c"), "customer": { "name": "X", "exemption":
        { "reason": "resale", "certificate": "R", "classes": ["wheels"] } } });
    assert_eq!(
        counter.refused("customer.save", unknown).await,
        "rpc.invalid_params"
    );
    books::balance(&shop);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_files_of_one_customer_become_one_and_no_money_is_lost() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let terms = json!({ "terms_days": 30 });
    let one = customer(
        &counter,
        json!({ "name": "Dana Whitfield", "phone": "303-555-0117", "terms": terms }),
    )
    .await;
    let two = customer(
        &counter,
        json!({ "name": "D. Whitfield", "email": "dana@example.com", "terms": terms }),
    )
    .await;
    let car = vehicle(
        &counter,
        json!({ "customer_id": two["id"], "make": "Honda", "model": "Civic", "plate": "AB 12" }),
    )
    .await;
    let ticket = ticket_of(&counter, &two["id"], "80.00").await;
    counter
        .call(
            "payment.charge_account",
            json!({ "key": key("charge"), "ticket_id": ticket }),
        )
        .await;
    let credit = json!({ "key": key("credit"), "customer_id": two["id"], "amount": 2_500, "reason": "waited long" });
    let given = counter.call("credit.goodwill", credit).await;
    assert_eq!(given["balance"], json!(2_500));

    let mut clerk = sign_in(&shop, &counter, "clerk", "3333").await;
    let merge = json!({ "key": key("merge"), "from_id": two["id"], "into_id": one["id"] });
    assert_eq!(
        refused(&mut clerk, "customer.merge", merge.clone()).await,
        "session.needs_approval"
    );
    let same = json!({ "key": key("merge"), "from_id": one["id"], "into_id": one["id"] });
    assert_eq!(counter.refused("customer.merge", same).await, "merge.same");
    let merged = counter.call("customer.merge", merge.clone()).await;
    assert_eq!(merged["customer"]["email"], "dana@example.com");
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let again = counter.call("customer.merge", merge).await;
    assert_eq!(again["replayed"], json!(true));

    let known = get(&counter, &one["id"]).await;
    assert_eq!(known["account"]["balance"], json!(8_000));
    assert_eq!(known["store_credit"], json!(2_500));
    assert_eq!(known["vehicles"][0]["id"], car["id"]);
    assert_eq!(known["tickets"][0]["id"], json!(ticket));
    assert_eq!(known["absorbed"], json!([two["id"]]));
    let gone = get(&counter, &two["id"]).await;
    assert_eq!(gone["merged_into"], one["id"]);
    assert_eq!(gone["account"]["balance"], json!(0));
    let save = json!({ "key": key("late"), "customer": { "id": two["id"], "notes": "hello" } });
    assert_eq!(
        counter.refused("customer.save", save).await,
        "customer.merged"
    );

    let open = json!({ "key": key("late"), "customer_id": two["id"] });
    assert_eq!(
        counter.refused("ticket.open", open).await,
        "customer.merged"
    );

    let correct = json!({ "key": key("correct"), "customer_id": one["id"], "amount": 9_900, "reason": "slip" });
    assert_eq!(
        counter.refused("credit.correct", correct).await,
        "payment.credit_too_small"
    );
    let pay = json!({ "key": key("pay"), "customer_id": one["id"], "amount": 2_500, "tender": { "kind": "store_credit" } });
    let paid = counter.call("account.receive", pay).await;
    assert_eq!(paid["account"]["balance"], json!(5_500));
    let credit = counter
        .call("credit.get", json!({ "customer_id": one["id"] }))
        .await;
    assert_eq!(credit["balance"], json!(0));
    assert_eq!(credit["moves"][0]["reason"], "on_account");
    books::balance(&shop);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vin_from_the_scanner_finds_the_car_or_begins_it_and_it_outlives_its_owner() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let by_vin = async |counter: &Counter, scanned: &str| {
        counter
            .call("vehicle.by_vin", json!({ "text": scanned }))
            .await
    };
    let new = by_vin(&counter, &format!("*I{VIN}*")).await;
    assert_eq!(
        (&new["vin"], &new["check"]["valid"], &new["found"]),
        (&json!(VIN), &json!(true), &Value::Null)
    );
    assert_eq!(
        (
            &new["new"]["make"],
            &new["new"]["year"],
            &new["new"]["country"]
        ),
        (&json!("Honda"), &json!(2003), &json!("US"))
    );
    let misread = by_vin(&counter, "1HGCM82633AOO4352").await;
    assert_eq!(misread["vin"], Value::Null);
    assert_eq!(misread["suggestions"][0]["vin"], json!(VIN));
    assert_eq!(
        misread["suggestions"][0]["changes"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    let seller = customer(&counter, json!({ "name": "First Owner" })).await["id"].take();
    let buyer = customer(&counter, json!({ "name": "Second Owner" })).await["id"].take();
    let car = vehicle(
        &counter,
        json!({ "customer_id": seller, "vin": VIN, "year": 2003, "make": "Honda",
        "model": "Accord", "engine": "3.0L V6", "tire_size": "p205/60r16", "odometer": 100_000 }),
    )
    .await;
    assert_eq!(car["tire_size"], "P205/60R16");
    let opened = counter
        .call(
            "ticket.open",
            json!({ "key": key("open"), "vehicle_id": car["id"], "odometer": 100_250 }),
        )
        .await;
    let ticket = text(&opened["ticket"]["id"]);
    counter
        .call(
            "ticket.add_part",
            json!({ "key": key("pads"), "ticket_id": ticket, "code": PADS_UPC }),
        )
        .await;
    counter.cash(&ticket, 10_000).await;

    let sold = json!({ "key": key("sold"), "vehicle_id": car["id"], "customer_id": buyer, "odometer": 100_300 });
    counter.call("vehicle.change_owner", sold.clone()).await;
    let mut twice = sold;
    twice["key"] = json!(key("sold"));
    assert_eq!(
        counter.refused("vehicle.change_owner", twice).await,
        "vehicle.same_owner"
    );
    let read = |shown: u32, claim: Value| json!({ "key": key("read"), "vehicle_id": car["id"], "shown": shown, "claim": claim });
    assert_eq!(
        counter
            .refused(
                "vehicle.read_odometer",
                read(50, json!({ "kind": "plain" }))
            )
            .await,
        "vehicle.odometer_unlikely"
    );
    let replaced = json!({ "kind": "replaced", "old_last": 100_400, "new_first": 10 });
    counter
        .call("vehicle.read_odometer", read(50, replaced))
        .await;
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let known = by_vin(&counter, &VIN.to_lowercase()).await["found"].take();
    assert_eq!(known["customer"]["name"], "Second Owner");
    assert_eq!(known["owners"][0]["name"], "First Owner");
    assert_eq!(known["owners"][0]["odometer"], json!(100_300));
    assert_eq!(known["history"][0]["ticket_id"], json!(ticket));
    assert!(known["history"][0]["total"].is_i64(), "{known}");
    let mut technician = sign_in(&shop, &counter, "technician", "2222").await;
    let seen = technician.call("vehicle.by_vin", json!({ "text": VIN }));
    let seen = seen.await.unwrap()["found"].take();
    assert_eq!(seen["history"][0]["ticket_id"], json!(ticket));
    assert_eq!(
        seen["history"][0]["total"],
        json!(null),
        "no prices for them"
    );
    let totals: Vec<_> = known["readings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reading| reading["total"].as_u64().unwrap())
        .collect();
    assert_eq!(totals, [100_440, 100_250, 100_000], "saved, sold, replaced");
    let found = counter
        .call("vehicle.search", json!({ "query": "004352" }))
        .await;
    assert_eq!(found["vehicles"][0]["id"], car["id"]);
    for (query, kind) in [
        (VIN, "vehicle"),
        ("BC-1210", "part"),
        ("Second Owner", "customer"),
        ("C1-T000001", "ticket"),
    ] {
        let found = counter.call("search.all", json!({ "query": query })).await;
        let hit = &found["hits"][0];
        assert_eq!(
            (&hit["kind"], &hit["match_kind"]),
            (&json!(kind), &json!("exact")),
            "{query}: {found}"
        );
    }
    books::balance(&shop);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_was_put_off_comes_back_as_a_recommendation_until_it_is_done() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let owner = customer(
        &counter,
        json!({ "name": "Dana Whitfield", "alert": "Deaf: write" }),
    )
    .await["id"]
        .take();
    let car = vehicle(
        &counter,
        json!({ "customer_id": owner, "make": "Honda", "model": "Civic" }),
    )
    .await;
    let open = async |counter: &Counter| {
        let order = json!({ "key": key("open"), "vehicle_id": car["id"], "estimate": true });
        counter.call("ticket.open", order).await["ticket"].take()
    };
    let first = open(&counter).await;
    assert_eq!(first["customer"]["alert"], "Deaf: write");
    let job = json!({ "key": key("job"), "ticket_id": first["id"], "title": "Rear brakes" });
    let job = counter.call("ticket.add_job", job).await["ticket_job_id"].take();
    let labor = json!({ "key": key("labor"), "ticket_id": first["id"], "description": "Rear brakes", "hours": "2",
                        "job_id": job });
    counter.call("ticket.add_labor", labor).await;
    let no = json!({ "key": key("no"), "ticket_id": first["id"], "reason": "3 mm left", "follow_up": "2020-01-01" });
    counter.call("ticket.decline", no).await;
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let get = async |counter: &Counter| {
        counter
            .call("vehicle.get", json!({ "vehicle_id": car["id"] }))
            .await
    };
    let known = get(&counter).await;
    let one = &known["recommendations"][0];
    assert_eq!(
        (&one["title"], &one["urgency"], &one["deferral_job_id"]),
        (&json!("Rear brakes"), &json!("overdue"), &job)
    );
    assert!(text(&one["reason"]).ends_with(": 3 mm left"), "{one}");
    assert_eq!(known["deferrals"][0]["amount"], json!(25_000));

    let second = open(&counter).await;
    let again = json!({ "key": key("again"), "ticket_id": second["id"], "title": "Rear brakes",
                        "from_deferral_job_id": job });
    let mut unknown = again.clone();
    unknown["key"] = json!(key("again"));
    unknown["from_deferral_job_id"] = second["id"].clone();
    assert_eq!(
        counter.refused("ticket.add_job", unknown).await,
        "vehicle.deferral_not_found"
    );
    let added = counter.call("ticket.add_job", again).await;
    assert_eq!(added["ticket"]["jobs"][0]["from_deferral_job_id"], job);
    let labor = json!({ "key": key("labor"), "ticket_id": second["id"], "description": "Rear brakes", "hours": "2",
                        "job_id": added["ticket_job_id"] });
    counter.call("ticket.add_labor", labor).await;
    assert_eq!(
        get(&counter).await["deferrals"].as_array().unwrap().len(),
        1,
        "not yet done"
    );
    let yes = json!({ "key": key("yes"), "ticket_id": second["id"], "by": "Dana Whitfield", "channel": "in_person" });
    let refusal = counter.refused("ticket.approve", yes).await;
    assert_eq!(
        refusal, "estimate.authorization_invalid",
        "a program has to say who took it"
    );
    let staff = json!({ "name": "Priya Shah", "role": "advisor", "pin": "1111" });
    let staff = json!({ "key": key("staff"), "staff": staff });
    let advisor = counter.call("staff.save", staff).await["staff"]["id"].take();
    let yes = json!({ "key": key("yes"), "ticket_id": second["id"], "by": "Dana Whitfield", "channel": "in_person",
                      "taken_by": advisor });
    counter.call("ticket.approve", yes).await;
    let known = get(&counter).await;
    assert_eq!(
        (&known["deferrals"], &known["recommendations"]),
        (&json!([]), &json!([]))
    );
    shop.assert_sound();
}
