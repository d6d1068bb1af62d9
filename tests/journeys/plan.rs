//! Installment plans: drawn up, charged to a ticket, paid, paid off early, given up.

use e2e::{Shop, Value, json, key};

use crate::books;
use crate::counter::{Counter, text};

async fn plan(counter: &Counter, customer: &Value, charge: i64, installments: u16) -> Value {
    let order = json!({ "key": key("plan"), "customer_id": customer, "price": 100_000, "down_payment": 10_000,
        "charge": charge, "installments": installments, "rhythm": "monthly", "first_due": "9990-01-31" });
    counter.call("plan.open", order).await["plan"].take()
}

/// Sells for 1,000.00 with 100.00 in cash down.
async fn ticket(counter: &Counter, customer: &Value) -> String {
    let order = json!({ "key": key("open"), "customer_id": customer });
    let ticket = text(&counter.call("ticket.open", order).await["ticket"]["id"]);
    counter.add_labor(&ticket, "1000.00").await;
    ticket
}

async fn pay_down(counter: &Counter, ticket: &str) {
    let down =
        json!({ "key": key("down"), "ticket_id": ticket, "tendered": 10_000, "amount": 10_000 });
    counter.call("payment.take_cash", down).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_pays_a_ticket_and_is_paid_off_early() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let save = json!({ "key": key("customer"), "customer": { "name": "Dana Whitfield" } });
    let customer = counter.call("customer.save", save).await["customer"]["id"].take();
    let bad = json!({ "key": key("plan"), "customer_id": customer, "price": 100_000, "installments": 0,
                      "rhythm": "weekly", "first_due": "9990-01-01" });
    assert_eq!(
        counter.refused("plan.open", bad).await,
        "plan.terms_invalid"
    );
    let drafted = plan(&counter, &customer, 3_000, 3).await;
    assert_eq!(drafted["state"], "draft");
    assert_eq!(drafted["needs_disclosure"], json!(true));
    let due: Vec<_> = drafted["installments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["due"]))
        .collect();
    assert_eq!(due, ["9990-01-31", "9990-02-28", "9990-03-31"]);

    let ticket = ticket(&counter, &customer).await;
    let activate = json!({ "key": key("go"), "plan_id": drafted["id"], "ticket_id": ticket });
    assert_eq!(
        counter.refused("plan.activate", activate.clone()).await,
        "plan.down_payment_missing"
    );
    pay_down(&counter, &ticket).await;
    let active = counter.call("plan.activate", activate.clone()).await["plan"].take();
    assert_eq!(
        (&active["state"], &active["remaining"], &active["ticket_id"]),
        (&json!("active"), &json!(93_000), &json!(ticket))
    );
    assert_eq!(counter.ticket(&ticket).await["status"], "paid");
    let cancel = json!({ "key": key("cancel"), "plan_id": drafted["id"], "reason": "no" });
    assert_eq!(
        counter.refused("plan.cancel", cancel).await,
        "plan.of_ticket"
    );

    let pay = json!({ "key": key("pay"), "plan_id": drafted["id"], "amount": 31_000, "tender": { "kind": "cash" } });
    counter.call("plan.pay", pay.clone()).await;
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    for (method, order) in [("plan.activate", activate), ("plan.pay", pay)] {
        assert_eq!(
            counter.call(method, order).await["replayed"],
            json!(true),
            "{method}"
        );
    }
    let get = json!({ "plan_id": drafted["id"] });
    let known = counter.call("plan.get", get).await["plan"].take();
    assert_eq!(
        (&known["remaining"], &known["payoff"]),
        (&json!(62_000), &json!(60_000)),
        "charges of months to come need not be paid"
    );
    assert_eq!(known["installments"][0]["left"], json!(0));
    let off = json!({ "key": key("off"), "plan_id": drafted["id"], "tender": { "kind": "transfer", "reference": "ACH 7" } });
    let paid = counter.call("plan.pay_off", off).await["plan"].take();
    assert_eq!(
        (&paid["state"], &paid["remaining"]),
        (&json!("paid"), &json!(0))
    );
    let list = counter
        .call("plan.list", json!({ "customer_id": customer }))
        .await;
    assert_eq!(list["plans"][0]["id"], drafted["id"]);
    let none = counter
        .call("plan.list", json!({ "state": "active" }))
        .await;
    assert_eq!(none["plans"], json!([]));
    assert_eq!(
        counter.call("plan.overdue", json!({})).await["plans"],
        json!([])
    );
    books::balance(&shop);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_ends_with_its_sale_or_is_given_up() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let save = json!({ "key": key("customer"), "customer": { "name": "Lee Novak" } });
    let customer = counter.call("customer.save", save).await["customer"]["id"].take();
    let mut plans = Vec::new();
    for _ in 0..2 {
        let drafted = plan(&counter, &customer, 1_000, 4).await;
        let ticket = ticket(&counter, &customer).await;
        pay_down(&counter, &ticket).await;
        let order = json!({ "key": key("charge"), "ticket_id": ticket, "plan_id": drafted["id"], "amount": 90_000 });
        let charged = counter.call("payment.charge_plan", order).await;
        assert_eq!(charged["ticket"]["status"], "paid");
        plans.push((drafted["id"].clone(), ticket));
    }
    let state = async |counter: &Counter, plan: &Value| {
        let get = json!({ "plan_id": plan });
        counter.call("plan.get", get).await["plan"]["state"].take()
    };
    assert_eq!(state(&counter, &plans[0].0).await, "active");
    let undo = json!({ "key": key("undo"), "ticket_id": plans[0].1, "reason": "wrong car" });
    counter.call("ticket.reverse", undo).await;
    assert_eq!(state(&counter, &plans[0].0).await, "canceled");

    let give_up = json!({ "key": key("up"), "plan_id": plans[1].0, "reason": "moved away" });
    let staff = json!({ "name": "A clerk", "role": "clerk", "pin": "3333" });
    let saved = counter
        .call("staff.save", json!({ "key": key("staff"), "staff": staff }))
        .await;
    let mut page = shop.page().await;
    let who = json!({ "staff_id": saved["staff"]["id"], "pin": "3333" });
    page.call("session.sign_in", who).await.unwrap();
    let problem = page
        .call("plan.default", give_up.clone())
        .await
        .unwrap_err();
    assert_eq!(problem["data"]["code"], "session.needs_approval");
    counter.call("plan.default", give_up).await;
    assert_eq!(state(&counter, &plans[1].0).await, "defaulted");
    let pay = json!({ "key": key("pay"), "plan_id": plans[1].0, "amount": 1_000, "tender": { "kind": "cash" } });
    assert_eq!(counter.refused("plan.pay", pay).await, "plan.state");
    let unknown = json!({ "plan_id": "0192f0c1-7c3a-7000-8000-000000000001" });
    assert_eq!(counter.refused("plan.get", unknown).await, "plan.not_found");
    books::balance(&shop);
    shop.assert_sound();
}
