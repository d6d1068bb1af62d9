//! The shop's own rules: who sets them, what they change at once, and that they outlive the daemon.

use e2e::{Shop, Value, Wire, json, key};

use crate::counter::{Counter, text};

async fn person(counter: &Counter, name: &str, role: &str, pin: &str) -> String {
    let order = json!({ "key": key("staff"), "staff": { "name": name, "role": role, "pin": pin } });
    text(&counter.call("staff.save", order).await["staff"]["id"])
}

async fn page_of(shop: &Shop, staff: &str, pin: &str) -> Wire {
    let mut page = shop.page().await;
    let sign_in = json!({ "staff_id": staff, "pin": pin });
    page.call("session.sign_in", sign_in).await.unwrap();
    page
}

fn code(refused: Result<Value, Value>) -> String {
    let problem = refused.unwrap_err();
    let hint = problem["data"]["hint"].as_str().unwrap();
    assert!(hint.ends_with('.'), "{problem}");
    text(&problem["data"]["code"])
}

/// Cost 28.10 x 3 is 84.30; from 30 on it is half of the price.
fn matrix() -> Value {
    json!({ "matrices": [{ "name": "Standard", "mode": "stepped", "rows": [
        { "from": "0", "formula": { "multiplier": "3" } },
        { "from": "30", "formula": { "margin": "0.5" } },
    ]}]})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_matrix_prices_the_next_line_and_outlives_the_daemon() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let manager = person(&counter, "Dana Ruiz", "manager", "4444").await;
    let before = counter
        .call("policy.get", json!({ "kind": "prices" }))
        .await;
    assert_eq!(before["policy"]["prices"], Value::Null);

    let set = json!({ "key": key("policy"), "kind": "prices", "prices": matrix() });
    let mut page = page_of(&shop, &clerk, "3333").await;
    assert_eq!(
        code(page.call("policy.set", set.clone()).await),
        "session.role_forbids"
    );
    let mut office = page_of(&shop, &manager, "4444").await;
    let two =
        json!({ "key": key("policy"), "kind": "prices", "prices": matrix(), "statuses": ["done"] });
    assert_eq!(
        code(office.call("policy.set", two).await),
        "rpc.invalid_params"
    );
    let late = json!({ "matrices": [{ "name": "Late", "mode": "stepped", "rows": [
        { "from": "1", "formula": { "multiplier": "3" } }]}]});
    let late = json!({ "key": key("policy"), "kind": "prices", "prices": late });
    assert_eq!(
        code(office.call("policy.set", late).await),
        "policy.invalid"
    );
    let accepted = office.call("policy.set", set.clone()).await.unwrap();
    let again = office.call("policy.set", set).await.unwrap();
    assert_eq!(
        (&again["cursor"], &again["replayed"]),
        (&accepted["cursor"], &json!(true))
    );

    shop.kill_9();
    shop.restart().await;
    let mut page = page_of(&shop, &clerk, "3333").await;
    let kept = page
        .call("policy.get", json!({ "kind": "prices" }))
        .await
        .unwrap();
    assert_eq!(kept["policy"]["prices"]["matrices"][0]["name"], "Standard");
    let found = page
        .call("part.get", json!({ "code": "BC-1210" }))
        .await
        .unwrap();
    let quote = json!({ "part_id": found["part"]["id"] });
    let quoted = page.call("price.quote", quote).await.unwrap();
    // The catalog's list price stands before a matrix only where a level says so: retail goes by matrix.
    assert_eq!(
        (&quoted["unit_price"], &quoted["reason"]),
        (&json!("84.3"), &json!("matrix Standard from 0: x3"))
    );
    let ticket = page
        .call("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap();
    let sell =
        json!({ "key": key("pads"), "ticket_id": ticket["ticket"]["id"], "code": "BC-1210" });
    let sold = page.call("ticket.add_part", sell).await.unwrap();
    let line = &sold["ticket"]["lines"][0];
    assert_eq!(
        (&line["unit_price"], &line["priced_by"]),
        (&quoted["unit_price"], &quoted["reason"])
    );
    let counter = Counter::at(&mut shop).await;
    counter.cash(&text(&ticket["ticket"]["id"]), 10_000).await;
    // 28.10 of 84.30 is a third: 66.67 % are earned. For 75 % the matrix has to ask four times the cost.
    let target = json!({ "days": 30, "target": "0.75" });
    let solved = counter.call("price.solve_target", target).await;
    assert_eq!(
        (
            &solved["before"]["gp_percent"],
            &solved["after"]["gp_percent"]
        ),
        (&json!("66.67"), &json!("75"))
    );
    assert_eq!(solved["after"]["sales"], json!(11_240));
    let none = json!({ "days": 30, "target": "0.75", "categories": ["Glass"] });
    assert_eq!(
        counter.refused("price.solve_target", none).await,
        "price.unknown"
    );
    crate::stock_moves::balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fee_of_the_law_comes_with_the_line_and_says_which_law() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let charges = json!({ "fees": [{
        "code": "brake-fee", "name": "Brake pad fee", "citation": "Example Code 12.3",
        "trigger": { "categories": ["Brakes"] }, "basis": "per_unit", "amount": "2.50",
        "tax_class": "fee_mandated" }]});
    let set = json!({ "key": key("policy"), "kind": "charges", "charges": charges });
    counter.call("policy.set", set).await;
    let ticket = counter.open().await;
    let sell =
        json!({ "key": key("rotor"), "ticket_id": ticket, "code": "980-437R", "quantity": "2" });
    let sold = counter.call("ticket.add_part", sell).await;
    let charge = &sold["ticket"]["charges"][0];
    assert_eq!(
        [
            &charge["code"],
            &charge["mandated"],
            &charge["text"],
            &charge["amount"]
        ],
        [
            &json!("brake-fee"),
            &json!(true),
            &json!("Example Code 12.3"),
            &json!(500)
        ]
    );
    // 2 x 67.50 and 2 x 2.50.
    assert_eq!(sold["ticket"]["totals"]["total"], json!(14_000));
    counter.cash(&ticket, 14_000).await;
    crate::stock_moves::balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_stops_a_clerk_and_a_managers_pin_lets_one_order_through() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let manager = person(&counter, "Dana Ruiz", "manager", "4444").await;
    let limits = json!([{ "role": "clerk", "discount_max": "0.05", "refund_max": "20.00",
        "change_price": false, "sell_below_cost": false, "change_pay_type": false,
        "return_without_receipt": false, "reverse_sale": false, "no_sale": true,
        "exceed_authorization": false, "exceed_account": false }]);
    let set = json!({ "key": key("policy"), "kind": "limits", "limits": limits });
    counter.call("policy.set", set).await;

    let mut page = page_of(&shop, &clerk, "3333").await;
    let ticket = page
        .call("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap();
    let ticket = text(&ticket["ticket"]["id"]);
    let cheap = |name: &str| json!({ "key": key(name), "ticket_id": ticket, "code": "BC-1210", "unit_price": "50.00" });
    let order = cheap("cheap");
    assert_eq!(
        code(page.call("ticket.add_part", order.clone()).await),
        "session.needs_approval"
    );
    let approve = json!({ "staff_id": manager, "pin": "4444", "reason": "regular customer" });
    page.call("session.approve", approve).await.unwrap();
    let sold = page.call("ticket.add_part", order).await.unwrap();
    assert_eq!(sold["ticket"]["lines"][0]["amount"], json!(5_000));
    assert_eq!(
        code(page.call("ticket.add_part", cheap("again")).await),
        "session.needs_approval",
        "a PIN is for one order"
    );
    page.call(
        "payment.take_cash",
        json!({ "key": key("cash"), "ticket_id": ticket, "tendered": 5_000 }),
    )
    .await
    .unwrap();
    crate::stock_moves::balanced(&mut shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_buy_and_how_long_a_core_is_waited_for_is_the_shops_own_rule() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let advisor = person(&counter, "Priya Shah", "advisor", "3333").await;
    let core = json!({ "number": "ALT-1", "brand": "Acme", "description": "Alternator", "category": "Charging",
                       "price": "200", "cost": "100", "core": "45", "on_hand": "5" });
    let import = json!({ "key": key("import"), "parts": [core] });
    counter.call("part.import", import).await;
    let supplier =
        json!({ "key": key("supplier"), "supplier": { "name": "Acme Parts", "terms_days": 30 } });
    let supplier = counter.call("supplier.save", supplier).await["supplier"]["id"].take();

    let cores =
        json!({ "key": key("policy"), "kind": "cores", "cores": { "days": 5, "partial": "0.2" } });
    counter.call("policy.set", cores).await;
    let kept = counter
        .call("policy.get", json!({ "kind": "buying" }))
        .await;
    let mut buying = kept["policy"]["buying"].clone();
    assert_eq!(buying["order_role"], "advisor", "until the shop says more");
    buying["order_role"] = json!("manager");
    let set = json!({ "key": key("policy"), "kind": "buying", "buying": buying });
    counter.call("policy.set", set).await;
    shop.kill_9();
    shop.restart().await;

    let mut page = page_of(&shop, &advisor, "3333").await;
    let open = json!({ "key": key("open"), "supplier_id": supplier });
    let refused = page.call("purchase.open", open).await;
    assert_eq!(code(refused), "session.needs_approval");
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open().await;
    let sell = json!({ "key": key("alt"), "ticket_id": ticket, "code": "ALT-1" });
    counter.call("ticket.add_part", sell).await;
    counter.cash(&ticket, 24_500).await;
    let owed = counter.call("core.list", json!({})).await["cores"][0].take();
    let today = counter.call("report.today", json!({})).await;
    let day = |value: &Value| text(value).parse::<jiff::civil::Date>().unwrap();
    let waited = day(&owed["due"]) - day(&today["date"]);
    assert_eq!(waited.get_days(), 5);
    // Worth some of its deposit: a fifth of 45.00 now.
    let back = counter.open().await;
    let bring =
        json!({ "key": key("back"), "ticket_id": back, "core_id": owed["id"], "grade": "partial" });
    let brought = counter.call("ticket.add_core_return", bring).await;
    assert_eq!(brought["ticket"]["totals"]["due"], json!(-900));
    shop.assert_sound();
}
