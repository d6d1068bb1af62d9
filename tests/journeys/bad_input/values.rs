//! Numbers, texts and ids that are of the right shape and cannot be.

use e2e::{Shop, Value, json, key};

use super::goes_on;
use crate::counter::{Counter, ROTOR};

/// An id that nothing has.
const NOBODY: &str = "0192f0c1-7c3a-7000-8000-00000000dead";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_texts_and_ids_that_cannot_be_are_refused_by_name() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let ticket = counter.open().await;
    let part = |more: Value| {
        let mut order = json!({ "key": key("bad"), "ticket_id": ticket, "code": ROTOR });
        order
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        order
    };
    let labor = |description: &str, hours: &str, rate: &str| json!({ "key": key("bad"), "ticket_id": ticket, "description": description, "hours": hours, "rate": rate });
    let huge = "9".repeat(400);
    let long = "x".repeat(100_000);
    for (method, params, code) in [
        (
            "ticket.add_part",
            part(json!({ "quantity": "0" })),
            "line.quantity_not_positive",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "-1" })),
            "line.quantity_not_positive",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "0.0001" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "1e3" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "NaN" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": "" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": huge })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "quantity": 1 })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": "-0.01" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": "0.00001" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "unit_price": format!("0.{huge}") })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": null })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "part_id": NOBODY })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "NO-SUCH" })),
            "part.code_not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "" })),
            "input.text_empty",
        ),
        (
            "ticket.add_part",
            part(json!({ "code": "\u{0}\u{1}" })),
            "part.code_not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "ticket_id": NOBODY })),
            "ticket.not_found",
        ),
        (
            "ticket.add_part",
            part(json!({ "ticket_id": "nope" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "a b" })),
            "rpc.invalid_params",
        ),
        (
            "ticket.add_part",
            part(json!({ "key": "k".repeat(101) })),
            "rpc.invalid_params",
        ),
        ("ticket.add_labor", labor("", "1", "1"), "input.text_empty"),
        (
            "ticket.add_labor",
            labor(" \t ", "1", "1"),
            "input.text_empty",
        ),
        (
            "ticket.add_labor",
            labor(&long, "1", "1"),
            "input.text_too_long",
        ),
        (
            "ticket.add_labor",
            labor("Card 4242 4242 4242 4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4242\t4242\t4242\t4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4242\n4242\u{a0}4242 4242", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("4000-0566-5566-5556 exp 12/27", "1", "1"),
            "input.card_number",
        ),
        (
            "ticket.add_labor",
            labor("x", "0", "1"),
            "line.quantity_not_positive",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "customer_id": NOBODY }),
            "customer.not_found",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "vehicle_id": NOBODY }),
            "vehicle.not_found",
        ),
        (
            "ticket.open",
            json!({ "key": key("bad"), "odometer": -1 }),
            "rpc.invalid_params",
        ),
        (
            "ticket.get",
            json!({ "ticket_id": NOBODY }),
            "ticket.not_found",
        ),
        (
            "ticket.remove_line",
            json!({ "key": key("bad"), "ticket_id": ticket, "line_id": NOBODY }),
            "line.not_found",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 100 }),
            "ticket.empty",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 0 }),
            "ticket.empty",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": i64::MIN }),
            "payment.amount_not_positive",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": i64::MAX }),
            "payment.tendered_too_much",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": 1.5 }),
            "rpc.invalid_params",
        ),
        (
            "payment.take_cash",
            json!({ "key": key("bad"), "ticket_id": ticket, "tendered": u64::MAX }),
            "rpc.invalid_params",
        ),
        (
            "payment.take_card",
            json!({ "key": key("bad"), "ticket_id": ticket }),
            "device.none",
        ),
        (
            "payment.cancel_card",
            json!({ "key": key("bad"), "ticket_id": ticket, "payment_id": NOBODY }),
            "payment.not_found",
        ),
        (
            "ticket.close",
            json!({ "key": key("bad"), "ticket_id": ticket }),
            "ticket.empty",
        ),
        (
            "drawer.open",
            json!({ "key": key("bad"), "reason": "change" }),
            "device.none",
        ),
        (
            "job.retry",
            json!({ "key": key("bad"), "job_id": NOBODY }),
            "job.not_found",
        ),
        (
            "customer.get",
            json!({ "customer_id": NOBODY }),
            "customer.not_found",
        ),
        (
            "vehicle.get",
            json!({ "vehicle_id": NOBODY }),
            "vehicle.not_found",
        ),
        ("part.get", json!({ "part_id": NOBODY }), "part.not_found"),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": [] }),
            "import.size",
        ),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": vec![
            json!({ "number": "n", "brand": "b", "description": "d", "category": "c", "price": "1", "cost": "1" }); 501] }),
            "import.size",
        ),
        (
            "part.import",
            json!({ "key": key("bad"), "parts": [
            { "number": "", "brand": "b", "description": "d", "category": "c", "price": "1", "cost": "1" }] }),
            "import.row",
        ),
        (
            "stock.adjust",
            json!({ "key": key("bad"), "part_id": NOBODY, "quantity": "1", "reason": "count" }),
            "part.not_found",
        ),
        (
            "customer.save",
            json!({ "key": key("bad"), "customer": { "name": "" } }),
            "input.text_empty",
        ),
        (
            "customer.save",
            json!({ "key": key("bad"), "customer": { "name": "x", "notes": "5555 5555 5555 4444" } }),
            "input.card_number",
        ),
        ("simulator.scan", json!({ "text": "x" }), "simulator.off"),
        ("simulator.paper", json!({}), "simulator.off"),
        (
            "print.submit",
            json!({ "key": key("bad"), "document": { "elements": [] } }),
            "rpc.invalid_params",
        ),
        (
            "print.submit",
            json!({ "key": key("bad"), "document": { "elements": vec![json!("cut"); 501] } }),
            "rpc.invalid_params",
        ),
    ] {
        let shown: String = params.to_string().chars().take(200).collect();
        assert_eq!(
            counter.refused(method, params).await,
            code,
            "{method} {shown}"
        );
    }
    let untouched = counter.ticket(&ticket).await;
    assert_eq!(
        (&untouched["lines"], &untouched["payments"]),
        (&json!([]), &json!([]))
    );

    // Money that cannot be counted, in one line and as a sum of lines.
    let order = json!({ "key": key("bad"), "ticket_id": ticket, "code": ROTOR, "quantity": "999999",
                        "unit_price": "99999999.9999" });
    let first = counter.client.call::<Value>("ticket.add_part", order).await;
    if let Err(error) = &first {
        assert!(
            matches!(
                error.code(),
                Some("input.amount_too_large" | "rpc.invalid_params")
            ),
            "{error}"
        );
    }
    let sums = counter.ticket(&ticket).await["totals"].take();
    assert_eq!(
        sums["total"],
        json!(sums["subtotal"].as_i64().unwrap() + sums["tax"].as_i64().unwrap())
    );

    // Odd but honest: kept as typed, or cleaned, and never a crash.
    for words in [
        "Ölwechsel — 100 %",
        "'; DROP TABLE journal; --",
        "<script>alert(1)</script>",
        "a\u{0}b\u{1b}[31m\r\nc",
        "\u{202e}evil",
        "😀",
    ] {
        let order = json!({ "key": key("odd"), "ticket_id": ticket, "description": words, "hours": "1", "rate": "1" });
        match counter
            .client
            .call::<Value>("ticket.add_labor", order)
            .await
        {
            Ok(accepted) => {
                let kept = accepted["ticket"]["lines"]
                    .as_array()
                    .unwrap()
                    .last()
                    .unwrap()["description"]
                    .clone();
                assert!(
                    !kept
                        .as_str()
                        .unwrap()
                        .contains(|c: char| c.is_control() && c != '\n'),
                    "{kept}"
                );
            }
            Err(error) => assert!(
                error.code().is_some_and(|code| code.starts_with("input.")),
                "{error}"
            ),
        }
        for method in ["part.search", "customer.search"] {
            let found = counter.call(method, json!({ "query": words })).await;
            assert!(found.is_object());
        }
    }
    for query in [
        "\"",
        "*",
        "a*",
        "AND",
        "NEAR(",
        "()",
        "%_%",
        "-",
        "\\",
        "",
        " ",
        &"x ".repeat(2_000),
    ] {
        counter.call("part.search", json!({ "query": query })).await;
        counter
            .call("customer.search", json!({ "query": query }))
            .await;
        counter.call("ticket.list", json!({ "query": query })).await;
    }
    goes_on(&mut shop).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn vins_are_checked_and_a_vehicle_keeps_its_owner() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let owner = |name: &str| json!({ "key": key("owner"), "customer": { "name": name } });
    let one = counter.call("customer.save", owner("One")).await["customer"]["id"].take();
    let two = counter.call("customer.save", owner("Two")).await["customer"]["id"].take();
    let vehicle = |vin: &str, owner: &Value| json!({ "key": key("vin"), "vehicle": { "customer_id": owner, "vin": vin, "make": "Honda", "model": "Accord" } });
    for bad in [
        "1HGCM82633A00435",
        "1HGCM82633A0043522",
        "IHGCM82633A004352",
        "1HGCM82633A00435O",
        "1HGCM8263\u{0}A004352",
        "ÄHGCM82633A00435",
    ] {
        assert_eq!(
            counter.refused("vehicle.save", vehicle(bad, &one)).await,
            "vehicle.vin_invalid",
            "{bad}"
        );
    }
    let wrong_digit = counter
        .call("vehicle.save", vehicle("1HGCM82643A004352", &one))
        .await;
    assert_eq!(
        wrong_digit["warnings"].as_array().unwrap().len(),
        1,
        "said, not refused"
    );
    let saved = counter
        .call("vehicle.save", vehicle(crate::counter::VIN, &one))
        .await;
    assert_eq!(
        counter
            .refused("vehicle.save", vehicle(crate::counter::VIN, &two))
            .await,
        "vehicle.vin_taken"
    );
    let order =
        json!({ "key": key("open"), "customer_id": two, "vehicle_id": saved["vehicle"]["id"] });
    assert_eq!(
        counter.refused("ticket.open", order).await,
        "vehicle.of_another"
    );
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_full_at_its_limit_and_still_can_be_paid() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open().await;
    let mut full = None;
    for count in 0..600 {
        let order = json!({ "key": key("line"), "ticket_id": ticket, "description": "Bolt", "hours": "1", "rate": "0.10" });
        match counter
            .client
            .call::<Value>("ticket.add_labor", order)
            .await
        {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.code(), Some("ticket.full"));
                full = Some(count);
                break;
            }
        }
    }
    let lines = full.expect("a limit");
    assert!(lines >= 100, "{lines}");
    let paid = counter.cash(&ticket, lines * 10).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    shop.assert_sound();
}
