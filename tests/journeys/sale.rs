//! The main job: a customer comes with a car, parts are scanned, cash is taken, paper comes out, history is written.

use e2e::{Shop, Value, json, key, until};

use crate::counter::{Counter, PADS_UPC, ROTOR, VIN, amount, papers_are, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_brake_job_from_the_scanner_to_the_receipt() {
    let mut shop = Shop::builder().printer().scanner().start().await;
    let counter = Counter::at(&mut shop).await;
    let imported = counter.import().await;
    assert_eq!(
        (&imported["imported"], &imported["replayed"]),
        (&json!(2), &json!(false))
    );

    let customer = counter
        .call(
            "customer.save",
            json!({ "key": key("customer"), "customer":
            { "name": "Dana Whitfield", "phone": "303-555-0117", "email": "dana@example.com" } }),
        )
        .await["customer"]
        .take();
    let saved = counter
        .call("vehicle.save", json!({ "key": key("vehicle"), "vehicle":
            { "customer_id": customer["id"], "vin": VIN, "year": 2003, "make": "Honda", "model": "Accord",
              "trim": "EX V6", "plate": "AB 12 345", "odometer": 184_000 } }))
        .await;
    assert_eq!(saved["warnings"], json!([]));
    let vehicle = &saved["vehicle"];
    let opened = counter
        .call(
            "ticket.open",
            json!({ "key": key("open"), "vehicle_id": vehicle["id"], "odometer": 184_210 }),
        )
        .await;
    let ticket = text(&opened["ticket"]["id"]);
    assert_eq!(opened["ticket"]["number"], "C1-T000001");
    assert_eq!(
        opened["ticket"]["customer"]["name"], "Dana Whitfield",
        "a vehicle brings its owner along"
    );

    scan_onto(&shop, &counter, &ticket).await;
    let rotors =
        json!({ "key": key("rotors"), "ticket_id": ticket, "code": "980437r", "quantity": "2" });
    counter.call("ticket.add_part", rotors).await;
    let labor = json!({ "key": key("labor"), "ticket_id": ticket, "description": "Replace front pads and rotors",
                        "hours": "1.5" });
    let accepted = counter.call("ticket.add_labor", labor).await;
    // 54.99 + 2 x 67.50 = 189.99; 1.5 x 125.00 = 187.50; 8.25 % of the parts is 15.674175.
    let totals = json!({ "parts": 18_999, "labor": 18_750, "sublet": 0, "fees": 0, "cores": 0,
                         "discounts": 0, "warranty": 0, "internal": 0, "subtotal": 37_749, "tax": 1_567, "total": 39_316,
                         "paid": 0, "pending": 0, "due": 39_316, "due_in_cash": 39_316, "change": 0, "rounding": 0 });
    assert_eq!(accepted["ticket"]["totals"], totals);
    let tax = &accepted["ticket"]["tax"];
    assert_eq!(tax["rule"], "flat-rate-tax 0.1.0");
    assert_eq!(
        (
            &tax["components"][0]["base"],
            &tax["components"][0]["amount"]
        ),
        (&json!(18_999), &json!(1_567))
    );

    let paid = counter.cash(&ticket, 40_000).await;
    assert_eq!(paid["ticket"]["status"], "paid");
    assert_eq!(paid["ticket"]["receipt_number"], "C1-R000001");
    let totals = &paid["ticket"]["totals"];
    assert_eq!(
        (&totals["paid"], &totals["due"], &totals["change"]),
        (&json!(39_316), &json!(0), &json!(684))
    );
    for job in paid["job_ids"].as_array().unwrap() {
        counter.job_is(job, "done").await;
    }

    let paper = papers_are(&shop, 1).await.remove(0);
    check_receipt(&paper);
    assert_eq!(
        shop.printer.as_ref().unwrap().pulses_total(),
        1,
        "the drawer opened once"
    );
    check_stock_and_people(&counter, &ticket, vehicle).await;

    let copy = counter
        .call(
            "receipt.reprint",
            json!({ "key": key("copy"), "ticket_id": ticket }),
        )
        .await;
    let job = counter.job_is(&copy["job_ids"][0], "done").await;
    assert_eq!(job["copy"], json!(true));
    let copy = papers_are(&shop, 2).await.remove(1);
    assert!(
        copy.iter().any(|line| line.contains("COPY")),
        "{}",
        copy.join("\n")
    );
    assert_eq!(amount(&copy, "TOTAL"), "$393.16");
    assert_eq!(
        shop.printer.as_ref().unwrap().pulses_total(),
        1,
        "a copy opens no drawer"
    );

    let today = counter.call("report.today", json!({})).await;
    assert_eq!(
        [
            &today["tickets"],
            &today["sales"],
            &today["tax"],
            &today["cash"],
            &today["card"]
        ],
        [1, 39_316, 1_567, 39_316, 0].map(|n| json!(n)).each_ref()
    );
    assert_eq!(today["till"]["expected_cash"], json!(39_316));
    assert_eq!(today["recent"][0]["receipt_number"], "C1-R000001");
    shop.assert_sound();
}

/// Pulls the trigger, hears the scan and puts on the ticket what was scanned.
async fn scan_onto(shop: &Shop, counter: &Counter, ticket: &str) {
    counter.device_is("front-scanner", "ready").await;
    let mut heard = counter.client.notifications();
    counter.call("scan.subscribe", json!({})).await;
    shop.scanner.as_ref().unwrap().scan(PADS_UPC).unwrap();
    let scan = tokio::time::timeout(e2e::wait::SOON, async {
        loop {
            let notification = heard.recv().await.unwrap();
            if notification.method == "scan" {
                return notification.params;
            }
        }
    })
    .await
    .expect("a scan");
    assert_eq!(
        (&scan["text"], &scan["device"]),
        (&json!(PADS_UPC), &json!("front-scanner"))
    );
    let order = json!({ "key": scan["id"], "ticket_id": ticket, "code": scan["text"] });
    let added = counter.call("ticket.add_part", order).await;
    let line = &added["ticket"]["lines"][0];
    assert_eq!(
        (&line["number"], &line["amount"]),
        (&json!("BC-1210"), &json!(5_499))
    );
    assert_eq!(added["line_id"], line["id"]);
}

fn check_receipt(paper: &[String]) {
    for (words, expected) in [
        ("Receipt", "C1-R000001"),
        ("Ticket", "C1-T000001"),
        ("VIN", VIN),
        ("Odometer   184,210", "mi"),
        ("  BC-1210  1 @ 54.99", "54.99"),
        ("  980-437R  2 @ 67.50", "135.00"),
        ("  1.5 h @ 125.00", "187.50"),
        ("Parts", "189.99"),
        ("Services and repairs", "187.50"),
        ("Subtotal", "377.49"),
        ("TOTAL", "$393.16"),
        ("Cash tendered", "400.00"),
        ("CHANGE", "$6.84"),
    ] {
        assert_eq!(amount(paper, words), expected, "{words}");
    }
    let tax = paper.iter().find(|line| line.contains("8.25 %")).unwrap();
    assert!(tax.ends_with(" 15.67"), "{tax}");
    assert_eq!(paper[0], "Example Auto & Parts");
    assert!(
        !paper.iter().any(|line| line.contains("COPY")),
        "{}",
        paper.join("\n")
    );
}

async fn check_stock_and_people(counter: &Counter, ticket: &str, vehicle: &Value) {
    for (code, on_hand, sold) in [(PADS_UPC, "11", "-1"), (ROTOR, "6", "-2")] {
        let part = counter.call("part.get", json!({ "code": code })).await;
        assert_eq!(part["part"]["on_hand"], on_hand, "{code}");
        let last = &part["movements"][0];
        assert_eq!(
            (&last["quantity"], &last["ticket_number"]),
            (&json!(sold), &json!("C1-T000001"))
        );
        assert_eq!(last["reason"], "sold");
    }
    let known = counter
        .call("vehicle.get", json!({ "vin": VIN.to_lowercase() }))
        .await;
    assert_eq!(known["vehicle"]["id"], vehicle["id"]);
    assert_eq!(
        known["vehicle"]["odometer"],
        json!(184_210),
        "the ticket's reading is the vehicle's last"
    );
    let service = &known["history"][0];
    assert_eq!(
        (&service["ticket_id"], &service["total"]),
        (&json!(ticket), &json!(39_316))
    );
    assert_eq!(
        (&service["odometer"], &service["receipt_number"]),
        (&json!(184_210), &json!("C1-R000001"))
    );
    let done: Vec<_> = service["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| text(&line["description"]))
        .collect();
    assert_eq!(
        done,
        [
            "Brake pads, ceramic, front axle",
            "Brake rotor, vented, coated",
            "Replace front pads and rotors"
        ]
    );
    assert_eq!(
        (&known["customer"]["visits"], &known["customer"]["spent"]),
        (&json!(1), &json!(39_316))
    );
    assert!(known["customer"]["last_visit_at"].is_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_can_change_until_money_is_taken_and_a_voided_ticket_stays_voided() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::stocked(&mut shop).await;
    let ticket = counter.open().await;
    let added = counter
        .call(
            "ticket.add_part",
            json!({ "key": key("a"), "ticket_id": ticket, "code": ROTOR }),
        )
        .await;
    let line = added["line_id"].clone();
    let change = json!({ "key": key("b"), "ticket_id": ticket, "line_id": line, "quantity": "4" });
    let changed = counter.call("ticket.change_quantity", change).await;
    assert_eq!(changed["ticket"]["totals"]["parts"], json!(27_000));
    // 8.25 % of 270.00 is 22.275, which rounds up.
    assert_eq!(changed["ticket"]["totals"]["tax"], json!(2_228));
    counter.add_labor(&ticket, "10.00").await;
    let removed = counter
        .call(
            "ticket.remove_line",
            json!({ "key": key("c"), "ticket_id": ticket, "line_id": line }),
        )
        .await;
    assert_eq!(
        (
            &removed["ticket"]["totals"]["total"],
            &removed["ticket"]["totals"]["tax"]
        ),
        (&json!(1_000), &json!(0))
    );

    counter
        .call(
            "payment.take_cash",
            json!({ "key": key("d"), "ticket_id": ticket, "tendered": 400 }),
        )
        .await;
    let left = counter.ticket(&ticket).await;
    let line = left["lines"][0]["id"].clone();
    let remove = json!({ "key": key("e"), "ticket_id": ticket, "line_id": line });
    assert_eq!(
        counter.refused("ticket.remove_line", remove).await,
        "ticket.has_money"
    );
    let void = json!({ "key": key("f"), "ticket_id": ticket, "reason": "changed their mind" });
    assert_eq!(
        counter.refused("ticket.void", void).await,
        "ticket.has_money"
    );
    assert_eq!(
        counter
            .refused(
                "receipt.reprint",
                json!({ "key": key("g"), "ticket_id": ticket })
            )
            .await,
        "ticket.not_paid"
    );
    let paid = counter.cash(&ticket, 600).await;
    assert_eq!(
        (
            &paid["ticket"]["status"],
            &paid["ticket"]["payments"].as_array().unwrap().len()
        ),
        (&json!("paid"), &2)
    );

    let other = counter.open_with("5.00").await;
    let void = json!({ "key": key("h"), "ticket_id": other, "reason": "customer left" });
    assert_eq!(
        counter.call("ticket.void", void).await["ticket"]["status"],
        "voided"
    );
    let cash = json!({ "key": key("i"), "ticket_id": other, "tendered": 500 });
    assert_eq!(
        counter.refused("payment.take_cash", cash).await,
        "ticket.voided"
    );
    let voided = counter
        .call("ticket.list", json!({ "status": "voided" }))
        .await;
    assert_eq!(voided["tickets"][0]["id"], json!(other));

    // Searching finds the sale by its number, and a part by words.
    let found = counter
        .call("ticket.list", json!({ "query": "R000001" }))
        .await;
    assert_eq!(found["tickets"][0]["id"], json!(ticket));
    let found = until("the search to know the part", || async {
        let found = counter
            .call("part.search", json!({ "query": "brake rotor" }))
            .await;
        found["parts"].get(0).cloned()
    })
    .await;
    assert_eq!(
        found["on_hand"], "8",
        "a line that was removed moved no stock"
    );
    counter.jobs_settled().await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outside_program_prints_once_for_each_key_and_opens_the_drawer() {
    let mut shop = Shop::builder().printer().start().await;
    let counter = Counter::at(&mut shop).await;
    let order = json!({ "key": key("print"), "document": { "elements": [
        { "text": { "text": "Pick list 17", "align": "center", "bold": true } },
        { "pair": { "left": "Oil filter", "right": "2" } }, "rule", { "qr": "https://example.com/17" }, "cut" ] } });
    let first = counter.call("print.submit", order.clone()).await;
    let again = counter.call("print.submit", order).await;
    assert_eq!(first["job_ids"], again["job_ids"]);
    assert_eq!(
        (&first["replayed"], &again["replayed"]),
        (&json!(false), &json!(true))
    );
    counter.job_is(&first["job_ids"][0], "done").await;
    let papers = papers_are(&shop, 1).await;
    assert_eq!(papers.len(), 1);
    assert_eq!(papers[0][0], "Pick list 17");
    let printed = &shop.printer.as_ref().unwrap().papers()[0].printed;
    assert_eq!(printed.qrs().count(), 1);

    let open = counter
        .call(
            "drawer.open",
            json!({ "key": key("drawer"), "reason": "change for the till" }),
        )
        .await;
    counter.job_is(&open["job_ids"][0], "done").await;
    assert_eq!(shop.printer.as_ref().unwrap().pulses_total(), 1);
    shop.assert_sound();
}
