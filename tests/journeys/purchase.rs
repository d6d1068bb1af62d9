//! Buying: what runs low is ordered, received, invoiced and sold; what a customer waits for is kept; what is not wanted
//! goes back. The books agree at the end.

use domain::ledger::Account;
use domain::money::{Currency, UnitPrice};
use e2e::{Shop, Value, json, key};
use engine::Queries as _;
use jiff::civil::date;
use store::SqliteQueries;
use testkit::client::Client;

use crate::counter::{Counter, text};

const FILTER: &str = "FLT-10";

/// A shop with one supplier that drafts its orders by hand; returns the supplier's id.
async fn supplied(counter: &Counter) -> String {
    let kept = counter
        .call("policy.get", json!({ "kind": "buying" }))
        .await;
    let mut buying = kept["policy"]["buying"].clone();
    buying["reordering"] = json!("by_hand");
    let set = json!({ "key": key("policy"), "kind": "buying", "buying": buying });
    counter.call("policy.set", set).await;
    let order = json!({ "key": key("supplier"), "supplier": { "name": "Acme Parts", "terms_days": 30,
                        "account_number": "SH-0042", "lead_time_days": 2 } });
    let saved = counter.call("supplier.save", order.clone()).await;
    let again = counter.call("supplier.save", order).await;
    assert_eq!(again["replayed"], json!(true));
    assert_eq!(again["supplier"], saved["supplier"]);
    text(&saved["supplier"]["id"])
}

/// Puts the filter in the catalog: so many on the shelf at 4.00 each.
async fn filter(counter: &Counter, on_hand: &str, supplier: &str) -> String {
    let row = json!({ "number": FILTER, "brand": "Puro", "description": "Oil filter", "category": "Filters",
                      "price": "9.99", "cost": "4.00", "on_hand": on_hand,
                      "reorder": { "min": "3", "max": "12", "supplier_id": supplier } });
    let order = json!({ "key": key("import"), "parts": [row] });
    counter.call("part.import", order).await;
    let part = counter.call("part.get", json!({ "code": FILTER })).await;
    text(&part["part"]["id"])
}

async fn order(counter: &Counter, method: &str, purchase: &str, mut params: Value) -> Value {
    params["key"] = json!(key("buy"));
    params["purchase_id"] = json!(purchase);
    counter.call(method, params).await
}

async fn refused(counter: &Counter, method: &str, purchase: &str, mut params: Value) -> String {
    params["key"] = json!(key("refused"));
    params["purchase_id"] = json!(purchase);
    counter.refused(method, params).await
}

/// What there is of the part: on hand, and on order.
async fn stock(counter: &Counter, part: &str) -> (String, String) {
    let part = counter.call("part.get", json!({ "part_id": part })).await;
    let level = &part["stock"][0];
    (text(&level["on_hand"]), text(&level["on_order"]))
}

fn both(on_hand: &str, on_order: &str) -> (String, String) {
    (on_hand.to_owned(), on_order.to_owned())
}

/// Debits are credits, and returns what an account holds over all owners.
fn books(shop: &Shop, account: Account) -> i64 {
    let queries = SqliteQueries::open(shop.data(), 1).unwrap();
    let days = (date(2000, 1, 1), date(2200, 1, 1));
    let lines = queries
        .trial_balance(Currency::USD, days.0, days.1)
        .unwrap();
    let sum =
        |side: fn(&engine::queries::TrialBalanceLine) -> i64| lines.iter().map(side).sum::<i64>();
    assert_eq!(
        sum(|line| line.debit.minor()),
        sum(|line| line.credit.minor())
    );
    let line = lines.iter().find(|line| line.account == account);
    line.map_or(0, |line| line.debit.minor() - line.credit.minor())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_runs_low_is_ordered_received_sold_and_paid_for() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let supplier = supplied(&counter).await;
    let part = filter(&counter, "2", &supplier).await;
    let offer = json!({ "key": key("offer"), "supplier_id": supplier, "part_id": part, "number": "PF-10",
                        "cost": "4.00", "pack_size": "2", "preferred": true });
    counter.call("supplier.save_part", offer).await;

    let low = counter.call("part.low", json!({})).await;
    assert_eq!(low["parts"][0]["part_id"], part.as_str());
    let proposed = counter.call("purchase.reorder", json!({})).await;
    let line = &proposed["orders"][0]["lines"][0];
    assert_eq!(
        (&line["quantity"], &line["supplier_number"]),
        (&json!("10"), &json!("PF-10"))
    );
    let drafted = counter
        .call("purchase.reorder_draft", json!({ "key": key("draft") }))
        .await;
    let purchase = text(&drafted["purchases"][0]["id"]);
    let line = text(&drafted["purchases"][0]["lines"][0]["id"]);
    assert_eq!(drafted["purchases"][0]["number"], "C1-P000001");
    let proposed = counter.call("purchase.reorder", json!({})).await;
    assert_eq!(proposed["orders"], json!([]), "the draft counts as ordered");

    let placed = order(
        &counter,
        "purchase.place",
        &purchase,
        json!({ "sent_by": "phone" }),
    )
    .await;
    assert_eq!(placed["purchase"]["state"], "ordered");
    assert_eq!(stock(&counter, &part).await, both("2", "10"));
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    assert_eq!(stock(&counter, &part).await, both("2", "10"));

    // Four come at another price: (2 x 4.00 + 4 x 5.20) / 6 = 4.80.
    let counted = json!({ "lines": [{ "line_id": line, "quantity": "4", "unit_cost": "5.20" }], "slip": "D-1" });
    let received = order(&counter, "purchase.receive", &purchase, counted).await;
    assert_eq!(received["purchase"]["state"], "partly_received");
    assert_eq!(received["purchase"]["not_invoiced"], json!(2_080));
    assert_eq!(stock(&counter, &part).await, both("6", "6"));
    let shown = counter.call("part.get", json!({ "part_id": part })).await;
    let cost = UnitPrice::parse(&text(&shown["part"]["cost"]));
    assert_eq!(cost, UnitPrice::parse("4.80"));
    let ticket = counter.open().await;
    let sale = json!({ "key": key("sale"), "ticket_id": ticket, "code": FILTER });
    counter.call("ticket.add_part", sale).await;
    assert_eq!(
        counter.cash(&ticket, 1_000).await["ticket"]["status"],
        "paid"
    );
    assert_eq!(
        books(&shop, Account::CostOfParts),
        480,
        "at the moving average"
    );

    let all = |quantity: &str| json!({ "lines": [{ "line_id": line, "quantity": quantity }] });
    let over = refused(&counter, "purchase.receive", &purchase, all("7")).await;
    assert_eq!(over, "purchase.over_receipt");
    let nothing = refused(&counter, "purchase.receive", &purchase, all("0")).await;
    assert_eq!(nothing, "line.quantity_not_positive");
    let received = order(&counter, "purchase.receive", &purchase, all("6")).await;
    assert_eq!(received["purchase"]["state"], "received");
    assert_eq!(stock(&counter, &part).await, both("11", "0"));
    let low = counter.call("part.low", json!({})).await;
    assert_eq!(low["parts"], json!([]));

    invoice(&counter, &purchase, &line).await;
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let closed = order(&counter, "purchase.close", &purchase, json!({})).await;
    assert_eq!(closed["purchase"]["state"], "closed");
    assert_eq!(books(&shop, Account::ReceivedNotInvoiced), 0);
    assert_eq!(books(&shop, Account::Payable), -4_600);
    let firm = counter
        .call("supplier.get", json!({ "supplier_id": supplier }))
        .await;
    assert_eq!(
        (&firm["payable"], &firm["claims"]),
        (&json!(4_600), &json!(0))
    );
    assert_eq!(firm["parts"][0]["number"], "PF-10");
    shop.assert_sound();
}

/// The invoice asks 46.00 for what was received at 4 x 5.20 + 6 x 4.00 = 44.80.
async fn invoice(counter: &Counter, purchase: &str, line: &str) {
    let paper = |total: i64| {
        json!({ "number": "INV-7", "date": "2026-03-02", "total": total,
                "lines": [{ "line_id": line, "quantity": "10", "unit_cost": "4.60" }] })
    };
    let wrong = refused(counter, "purchase.enter_invoice", purchase, paper(4_500)).await;
    assert_eq!(wrong, "supplier_invoice.total");
    let entered = order(counter, "purchase.enter_invoice", purchase, paper(4_600)).await;
    let invoice = text(&entered["invoice_id"]);
    let again = refused(counter, "purchase.enter_invoice", purchase, paper(4_600)).await;
    assert_eq!(again, "supplier_invoice.number_used");
    let shown = counter
        .call("purchase.get", json!({ "purchase_id": purchase }))
        .await;
    let differences = &shown["purchase"]["invoices"][0]["differences"];
    assert_eq!(differences[0]["kind"], "price");
    assert_eq!(differences[0]["amount"], json!(120));
    assert_eq!(differences[0]["within_tolerance"], json!(false));
    assert_eq!(differences[1], Value::Null);
    let open = refused(counter, "purchase.close", purchase, json!({})).await;
    assert_eq!(open, "supplier_invoice.unmatched");
    let accept = json!({ "invoice_id": invoice, "accept": [{ "place": 0, "kind": "price" }] });
    let accepted = order(counter, "purchase.accept_invoice", purchase, accept).await;
    assert_eq!(accepted["purchase"]["invoices"][0]["state"], "accepted");
    assert_eq!(accepted["purchase"]["not_invoiced"], json!(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_special_order_waits_for_its_customer() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let supplier = supplied(&counter).await;
    let part = filter(&counter, "0", &supplier).await;
    let customer = json!({ "key": key("customer"), "customer": { "name": "Dana Whitfield" } });
    let customer = counter.call("customer.save", customer).await["customer"]["id"].take();
    let opened = json!({ "key": key("open"), "customer_id": customer });
    let ticket = text(&counter.call("ticket.open", opened).await["ticket"]["id"]);
    let wanted = json!({ "key": key("part"), "ticket_id": ticket, "part_id": part });
    let sold = text(&counter.call("ticket.add_part", wanted).await["line_id"]);
    let deposit =
        json!({ "key": key("deposit"), "ticket_id": ticket, "tendered": 400, "amount": 400 });
    counter.call("payment.take_cash", deposit).await;

    let bought = json!({ "part_id": part, "quantity": "1", "unit_cost": "5.00", "purpose":
                         { "kind": "special_order", "ticket_id": ticket, "line_id": sold, "deposit_note": "4.00" } });
    let open = json!({ "key": key("special"), "supplier_id": supplier, "lines": [bought] });
    let purchase = counter.call("purchase.open", open).await["purchase"].take();
    let (id, line) = (text(&purchase["id"]), text(&purchase["lines"][0]["id"]));
    assert_eq!(purchase["lines"][0]["purpose"]["customer_id"], customer);
    order(&counter, "purchase.place", &id, json!({})).await;
    let notice = json!({ "line_id": line, "channel": "phone" });
    let early = refused(&counter, "purchase.notice_arrival", &id, notice.clone()).await;
    assert_eq!(early, "purchase.not_arrived");
    let counted = json!({ "lines": [{ "line_id": line, "quantity": "1" }] });
    order(&counter, "purchase.receive", &id, counted).await;
    order(&counter, "purchase.notice_arrival", &id, notice).await;
    let held = counter.call("purchase.list", json!({ "held": true })).await;
    assert_eq!(held["purchases"][0]["id"], id.as_str());
    let low = counter.call("part.low", json!({})).await;
    let low = &low["parts"][0];
    assert_eq!(
        (&low["on_hand"], &low["held"], &low["available"]),
        (&json!("1"), &json!("1"), &json!("0"))
    );
    let asked = json!({ "ticket_id": ticket });
    let waiting = counter.call("purchase.reconcile", asked.clone()).await;
    assert_eq!(waiting["lines"][0]["cost"], json!(500));

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let paid = counter.cash(&ticket, 600).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    let waiting = counter.call("purchase.reconcile", asked).await;
    assert_eq!(waiting["lines"], json!([]));
    let shown = counter
        .call("purchase.get", json!({ "purchase_id": id }))
        .await;
    let shown = &shown["purchase"]["lines"][0];
    assert_eq!((&shown["used"], &shown["held"]), (&json!("1"), &json!("0")));
    assert_eq!(stock(&counter, &part).await, both("0", "0"));
    assert_eq!(books(&shop, Account::CostOfParts), 500);
    assert_eq!(books(&shop, Account::Deposits), 0);
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_wanted_goes_back_and_a_short_credit_is_given_up() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let supplier = supplied(&counter).await;
    let part = filter(&counter, "0", &supplier).await;
    let open = json!({ "key": key("open"), "supplier_id": supplier,
                       "lines": [{ "code": FILTER, "quantity": "5", "unit_cost": "10.00" }] });
    let purchase = counter.call("purchase.open", open).await["purchase"].take();
    let (id, line) = (text(&purchase["id"]), text(&purchase["lines"][0]["id"]));
    order(&counter, "purchase.place", &id, json!({})).await;
    let counted = json!({ "lines": [{ "line_id": line, "quantity": "5" }] });
    order(&counter, "purchase.receive", &id, counted).await;

    let back = |quantity: &str| {
        json!({ "key": key("back"), "supplier_id": supplier, "kind": "plain", "lines": [{ "item": "stock",
                "part_id": part, "purchase_id": id, "purchase_line_id": line, "quantity": quantity }] })
    };
    let many = counter.call("supplier_return.open", back("6")).await["supplier_return"].take();
    let send = |back: &Value| json!({ "key": key("send"), "supplier_return_id": back["id"] });
    let refused = counter.refused("supplier_return.send", send(&many)).await;
    assert_eq!(refused, "supplier_return.more_than_received");
    let two = counter.call("supplier_return.open", back("2")).await["supplier_return"].take();
    let order = send(&two);
    let sent = counter.call("supplier_return.send", order.clone()).await;
    assert_eq!(sent["supplier_return"]["open"], json!(2_000));
    let again = counter.call("supplier_return.send", order).await;
    assert_eq!(again["replayed"], json!(true));
    assert_eq!(again["supplier_return"], sent["supplier_return"]);
    assert_eq!(stock(&counter, &part).await, both("3", "0"));
    assert_eq!(books(&shop, Account::SupplierClaims), 2_000);

    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let credit = json!({ "key": key("credit"), "supplier_return_id": two["id"], "memo": "CM-1", "date": "2026-03-09",
                         "lines": [{ "line_id": two["lines"][0]["id"], "amount": 1_500 }] });
    counter.call("supplier_return.credit", credit).await;
    let short = counter
        .call("supplier_return.list", json!({ "short": true }))
        .await;
    assert_eq!(short["supplier_returns"][0]["open"], json!(500));
    let give_up =
        json!({ "key": key("short"), "supplier_return_id": two["id"], "reason": "restocking" });
    let done = counter.call("supplier_return.accept_short", give_up).await;
    assert_eq!(done["supplier_return"]["state"], "credited");
    assert_eq!(books(&shop, Account::SupplierClaims), 0);
    assert_eq!(books(&shop, Account::PurchaseVariance), 500);
    let shown = counter
        .call("purchase.get", json!({ "purchase_id": id }))
        .await;
    assert_eq!(shown["purchase"]["lines"][0]["returned"], "2");

    let lost = json!({ "key": key("lost"), "code": FILTER });
    counter.call("part.lost_sale", lost).await;
    let protect = json!({ "key": key("protect"), "part_id": part, "protected": true });
    counter.call("part.protect", protect).await;
    let kept = counter.call("part.get", json!({ "part_id": part })).await;
    assert_eq!(kept["part"]["protected"], json!(true));
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_buy_is_told_so() {
    let mut shop = Shop::builder().no_tax().start().await;
    let counter = Counter::at(&mut shop).await;
    let supplier = supplied(&counter).await;
    let token = shop.token("sell,read");
    let client = Client::connect(&shop.url(), Some(&token)).await.unwrap();
    let seller = Counter { client };
    let open = json!({ "key": key("open"), "supplier_id": supplier });
    let code = seller.refused("purchase.open", open.clone()).await;
    assert_eq!(code, "session.scope_missing");
    seller.call("part.low", json!({})).await;

    let draft = counter.call("purchase.open", open).await["purchase"]["id"].take();
    let empty = refused(
        &counter,
        "purchase.place",
        draft.as_str().unwrap(),
        json!({}),
    )
    .await;
    assert_eq!(empty, "purchase.no_lines");
    let unknown = json!({ "line": { "code": "NO-SUCH-1", "quantity": "1" } });
    let unknown = refused(
        &counter,
        "purchase.add_line",
        draft.as_str().unwrap(),
        unknown,
    )
    .await;
    assert_eq!(unknown, "part.code_not_found");
    let nobody = json!({ "key": key("open"), "supplier_id": draft });
    assert_eq!(
        counter.refused("purchase.open", nobody).await,
        "supplier.not_found"
    );
    let retire = json!({ "key": key("retire"), "supplier_id": supplier });
    let retired = counter.call("supplier.retire", retire).await;
    assert_eq!(retired["supplier"]["retired"], json!(true));
    let open = json!({ "key": key("open"), "supplier_id": supplier });
    assert_eq!(
        counter.refused("purchase.open", open).await,
        "supplier.retired"
    );
    shop.assert_sound();
}
