//! Papers and labels of everything the shop keeps: each can be asked for, and what there is nothing of says so.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::{Shop, Value, json, key};

use crate::counter::{Counter, papers_are, text};

/// Asks for a paper in each form: sheets are PDF files, rolls and labels are pictures.
async fn made(counter: &Counter, what: &str, id: &str, is_label: bool) {
    for (form, sheet) in [
        ("a4", true),
        ("letter", true),
        ("roll80", false),
        ("roll58", false),
    ] {
        let asked = json!({ "what": what, "id": id, "form": form });
        let made = counter.call("document.render", asked).await;
        let file = STANDARD.decode(text(&made["data"])).unwrap();
        let (media_type, begins): (_, &[u8]) = if sheet && !is_label {
            ("application/pdf", b"%PDF-")
        } else {
            ("image/png", b"\x89PNG")
        };
        assert_eq!(made["media_type"], media_type, "{what} {form}");
        assert!(file.starts_with(begins), "{what} {form}");
        assert!(file.len() > 500, "{what} {form}: {} bytes", file.len());
    }
}

async fn printed(counter: &Counter, what: &str, id: &str) {
    let order = json!({ "key": key("print"), "what": what, "id": id });
    let asked = counter.call("document.print", order).await;
    counter.job_is(&asked["job_ids"][0], "done").await;
}

async fn refused(counter: &Counter, what: &str, id: &str) -> String {
    let asked = json!({ "what": what, "id": id, "form": "a4" });
    counter.refused("document.render", asked).await
}

/// Puts a battery with a deposit in the catalog, from a supplier; returns the ids of supplier and part.
async fn battery(counter: &Counter) -> (String, String) {
    let supplier = json!({ "key": key("supplier"), "supplier": { "name": "Acme Parts", "terms_days": 30,
                           "account_number": "SH-0042", "phone": "217-555-0100" } });
    let supplier = counter.call("supplier.save", supplier).await;
    let row = json!({ "number": "H7-AGM", "brand": "Acme", "description": "Battery H7", "category": "Batteries",
                      "price": "189.00", "cost": "100", "core": "22", "bin": "B-02", "on_hand": "5" });
    let order = json!({ "key": key("import"), "parts": [row] });
    counter.call("part.import", order).await;
    let part = counter.call("part.get", json!({ "code": "H7-AGM" })).await;
    (text(&supplier["supplier"]["id"]), text(&part["part"]["id"]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_of_goods_are_made_and_printed() {
    let mut shop = Shop::builder().no_tax().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    let (supplier, part) = battery(&counter).await;

    let open = json!({ "key": key("open"), "supplier_id": supplier });
    let purchase = text(&counter.call("purchase.open", open).await["purchase"]["id"]);
    let line = json!({ "key": key("line"), "purchase_id": purchase,
                       "line": { "part_id": part, "quantity": "4", "unit_cost": "98.40", "core_deposit": "22" } });
    counter.call("purchase.add_line", line).await;
    let place = json!({ "key": key("place"), "purchase_id": purchase, "sent_by": "phone" });
    counter.call("purchase.place", place).await;
    made(&counter, "purchase_order", &purchase, false).await;
    printed(&counter, "purchase_order", &purchase).await;

    let known = counter.call("part.get", json!({ "part_id": part })).await;
    let transfer = json!({ "key": key("transfer"), "from": known["stock"][0]["location"], "to": "north",
                           "lines": [{ "part_id": part, "quantity": "2" }] });
    let transfer = text(&counter.call("transfer.open", transfer).await["transfer"]["id"]);
    made(&counter, "transfer_slip", &transfer, false).await;
    let send = json!({ "key": key("send"), "transfer_id": transfer });
    counter.call("transfer.send", send).await;
    printed(&counter, "transfer_slip", &transfer).await;

    let count = json!({ "key": key("count"), "categories": ["Batteries"] });
    let count = text(&counter.call("count.open", count).await["count"]["id"]);
    made(&counter, "count_sheet", &count, false).await;
    printed(&counter, "count_sheet", &count).await;

    for what in ["bin_label", "part_label", "tire_label"] {
        made(&counter, what, &part, true).await;
        printed(&counter, what, &part).await;
    }
    // A paper is made of what its name says, and of nothing else.
    assert_eq!(
        refused(&counter, "count_sheet", &transfer).await,
        "document.none"
    );
    assert_eq!(
        refused(&counter, "part_label", &purchase).await,
        "document.none"
    );
    let clerk = json!({ "key": key("staff"), "staff": { "name": "Priya Shah", "role": "clerk", "pin": "3333" } });
    let clerk = counter.call("staff.save", clerk).await["staff"]["id"].take();
    let mut page = shop.page().await;
    let who = json!({ "staff_id": clerk, "pin": "3333" });
    page.call("session.sign_in", who).await.unwrap();
    for (method, field, value) in [
        ("document.render", "form", json!("a4")),
        ("document.print", "key", json!(key("p"))),
    ] {
        let mut params = json!({ "what": "purchase_order", "id": purchase });
        params[field] = value;
        let problem = page.call(method, params).await.unwrap_err();
        assert_eq!(
            problem["data"]["code"], "session.role_forbids",
            "costs are on it"
        );
    }
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn papers_of_a_visit_are_made_and_printed() {
    let mut shop = Shop::builder().no_tax().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    let (_, part) = battery(&counter).await;
    let oil = json!({ "number": "OIL-5W30", "brand": "Acme", "description": "Motor oil 5W-30, 5 qt", "category": "Oil",
                      "price": "29.00", "cost": "15", "on_hand": "9" });
    counter
        .call(
            "part.import",
            json!({ "key": key("import"), "parts": [oil] }),
        )
        .await;
    let owner = json!({ "key": key("customer"), "customer": { "name": "Dana Whitfield",
                        "terms": { "terms_days": 30 } } });
    let owner = text(&counter.call("customer.save", owner).await["customer"]["id"]);
    let car = json!({ "key": key("vehicle"), "vehicle": { "customer_id": owner, "make": "Honda", "model": "Civic",
                      "year": 2016, "plate": "AB 12 345" } });
    let car = text(&counter.call("vehicle.save", car).await["vehicle"]["id"]);
    let open = json!({ "key": key("open"), "vehicle_id": car, "odometer": 84_000 });
    let ticket = text(&counter.call("ticket.open", open).await["ticket"]["id"]);
    for code in ["H7-AGM", "OIL-5W30"] {
        let sell = json!({ "key": key("sell"), "ticket_id": ticket, "code": code });
        counter.call("ticket.add_part", sell).await;
    }
    made(&counter, "key_tag", &ticket, true).await;
    made(&counter, "work_order_label", &ticket, true).await;
    let reason = refused(&counter, "oil_change_sticker", &ticket).await;
    assert_eq!(reason, "document.label", "no rule says when it is due");
    let rule = json!({ "service": "Oil change", "months": 6, "distance": 5_000 });
    let never = json!({ "service": "Oil change" });
    for (rules, code) in [
        (json!([never]), "policy.invalid"),
        (json!([rule, rule]), "policy.invalid"),
    ] {
        let set = json!({ "key": key("policy"), "kind": "intervals", "intervals": rules });
        assert_eq!(counter.refused("policy.set", set).await, code);
    }
    let set = json!({ "key": key("policy"), "kind": "intervals", "intervals": [rule] });
    counter.call("policy.set", set).await;
    made(&counter, "oil_change_sticker", &ticket, true).await;

    assert_eq!(
        refused(&counter, "statement", &owner).await,
        "document.none"
    );
    let total = counter.ticket(&ticket).await["totals"]["due"].clone();
    let charge = json!({ "key": key("account"), "ticket_id": ticket, "amount": total });
    counter.call("payment.charge_account", charge).await;
    let issue = json!({ "key": key("issue"), "customer_id": owner, "from": "2026-01-01", "to": "9998-12-31" });
    counter.call("account.issue_statement", issue).await;
    made(&counter, "statement", &owner, false).await;

    let owed = counter.call("core.list", json!({})).await;
    let core = text(&owed["cores"][0]["id"]);
    made(&counter, "core_tag", &core, true).await;
    for (what, id) in [
        ("statement", &owner),
        ("core_tag", &core),
        ("key_tag", &ticket),
        ("work_order_label", &ticket),
        ("oil_change_sticker", &ticket),
        ("part_label", &part),
    ] {
        printed(&counter, what, id).await;
    }
    // They are the same after a restart: all of it is in the journal.
    shop.kill_9();
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let kept: Value = counter
        .call("policy.get", json!({ "kind": "intervals" }))
        .await;
    assert_eq!(kept["policy"]["intervals"][0]["distance"], json!(5_000));
    made(&counter, "oil_change_sticker", &ticket, true).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_says_by_which_law_it_repairs_and_how_it_writes() {
    let mut shop = Shop::builder().no_tax().printer().prepare().await;
    let words = "[shop]\nrepair_law = \"california\"\nregistration = \"BAR ARD 00123456\"\ndates = \"iso\"\ndistance = \"km\"\n";
    shop.write_settings(&shop.settings().replace("[shop]\n", words));
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let owner = json!({ "key": key("customer"), "customer": { "name": "Dana Whitfield" } });
    let owner = counter.call("customer.save", owner).await["customer"]["id"].take();
    let car = json!({ "key": key("vehicle"), "vehicle": { "customer_id": owner, "make": "Honda", "model": "Civic" } });
    let car = counter.call("vehicle.save", car).await["vehicle"].take();
    assert_eq!(car["odometer_unit"], "km");
    let open = json!({ "key": key("open"), "vehicle_id": car["id"], "odometer": 84_000, "estimate": true });
    let ticket = text(&counter.call("ticket.open", open).await["ticket"]["id"]);
    let job = json!({ "key": key("job"), "ticket_id": ticket, "title": "Front brakes" });
    let job = counter.call("ticket.add_job", job).await["ticket_job_id"].take();
    let labor = json!({ "key": key("labor"), "ticket_id": ticket, "description": "Front brakes", "hours": "2", "job_id": job });
    counter.call("ticket.add_labor", labor).await;
    counter
        .call(
            "ticket.present",
            json!({ "key": key("show"), "ticket_id": ticket }),
        )
        .await;
    printed(&counter, "estimate", &ticket).await;
    let papers = papers_are(&shop, 1).await;
    let paper = papers[0].join("\n");
    assert!(paper.contains("BAR ARD 00123456"), "{paper}");
    assert!(paper.contains("84,000 km"), "{paper}");
    let date = paper.lines().find(|line| line.starts_with("Date"));
    assert!(
        date.is_some_and(|line| line.contains(" 20")),
        "year first: {paper}"
    );

    // 16 CCR 3353: nothing beyond what was agreed without a further agreement.
    let staff = json!({ "key": key("staff"), "staff": { "name": "Priya Shah", "role": "advisor", "pin": "1111" } });
    let advisor = counter.call("staff.save", staff).await["staff"]["id"].take();
    let mut page = shop.page().await;
    let who = json!({ "staff_id": advisor, "pin": "1111" });
    page.call("session.sign_in", who).await.unwrap();
    let yes = json!({ "key": key("yes"), "ticket_id": ticket, "by": "Dana Whitfield", "channel": "in_person" });
    page.call("ticket.approve", yes).await.unwrap();
    let work = json!({ "key": key("work"), "ticket_id": ticket });
    page.call("ticket.start_work", work).await.unwrap();
    let more = json!({ "key": key("more"), "ticket_id": ticket, "description": "Calipers stuck", "hours": "0.1", "job_id": job });
    page.call("ticket.add_labor", more).await.unwrap();
    let invoice = json!({ "key": key("invoice"), "ticket_id": ticket });
    let problem = page.call("ticket.make_invoice", invoice).await.unwrap_err();
    assert_eq!(problem["data"]["code"], "estimate.needs_authorization");
    shop.assert_sound();
}
