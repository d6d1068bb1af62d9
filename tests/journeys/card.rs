//! Cards, against the simulated Stripe.

use std::time::Duration;

use e2e::stripe::Stripe;
use e2e::{Shop, json, key};
use stripe_sim::world::IntentStatus;

use crate::counter::{Counter, amount, papers_are};

/// Approves.
const VISA: &str = "4242424242424242";
/// Is declined for insufficient funds.
const NO_FUNDS: &str = "4000000000009995";

fn stripe(shop: &Shop) -> &Stripe {
    shop.stripe.as_ref().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_captured_once_and_its_last_digits_are_on_the_paper() {
    let mut shop = Shop::builder()
        .printer()
        .stripe(Some(Duration::from_millis(50)))
        .start()
        .await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open_with("80.00").await;
    let order = json!({ "key": key("card"), "ticket_id": ticket });
    let asked = counter.call("payment.take_card", order.clone()).await;
    assert_eq!(
        (
            &asked["ticket"]["payments"][0]["state"],
            &asked["ticket"]["totals"]["pending"]
        ),
        (&json!("requested"), &json!(8_000))
    );
    let paid = counter.payment_is(&ticket, "captured").await;
    assert_eq!(
        (&paid["status"], &paid["receipt_number"]),
        (&json!("paid"), &json!("C1-R000001"))
    );
    assert_eq!(
        paid["payments"][0]["card"],
        json!({ "brand": "visa", "last4": "4242" })
    );
    // The first answer again, not a second charge.
    let again = counter.call("payment.take_card", order).await;
    assert_eq!(
        (&again["replayed"], &again["payment_id"]),
        (&json!(true), &asked["payment_id"])
    );

    let paper = papers_are(&shop, 1).await.remove(0);
    assert_eq!(amount(&paper, "Visa **** 4242"), "80.00");
    assert_eq!(amount(&paper, "TOTAL"), "$80.00");
    assert_eq!(
        shop.printer.as_ref().unwrap().pulses_total(),
        0,
        "a card opens no drawer"
    );
    assert_eq!(stripe(&shop).captured(), [8_000]);
    let today = counter.call("report.today", json!({})).await;
    assert_eq!(
        (
            &today["card"],
            &today["cash"],
            &today["till"]["expected_cash"]
        ),
        (&json!(8_000), &json!(0), &json!(0))
    );
    assert_eq!(stripe(&shop).server.violations(), Vec::<String>::new());
    counter.jobs_settled().await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declined_card_is_tried_again_with_another() {
    let mut shop = Shop::builder()
        .printer()
        .stripe(Some(Duration::from_millis(50)))
        .start()
        .await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open_with("31.50").await;
    stripe(&shop)
        .server
        .queue_cards(&stripe(&shop).reader, &[NO_FUNDS, VISA]);
    let asked = counter
        .call(
            "payment.take_card",
            json!({ "key": key("card"), "ticket_id": ticket }),
        )
        .await;
    let declined = counter.payment_is(&ticket, "declined").await;
    assert!(
        declined["payments"][0]["problem"]
            .as_str()
            .is_some_and(|why| !why.is_empty())
    );
    assert_eq!(
        (&declined["status"], &declined["totals"]["due"]),
        (&json!("open"), &json!(3_150))
    );
    let retry =
        json!({ "key": key("retry"), "ticket_id": ticket, "payment_id": asked["payment_id"] });
    counter.call("payment.retry_card", retry).await;
    let paid = counter.payment_is(&ticket, "captured").await;
    assert_eq!(
        (&paid["status"], paid["payments"].as_array().unwrap().len()),
        (&json!("paid"), 1)
    );
    assert_eq!(stripe(&shop).captured(), [3_150]);
    counter.jobs_settled().await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_payment_can_be_called_off_and_the_rest_paid_in_cash() {
    let mut shop = Shop::builder().printer().stripe(None).start().await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open_with("50.00").await;
    let asked = counter
        .call(
            "payment.take_card",
            json!({ "key": key("card"), "ticket_id": ticket, "amount": 3_000 }),
        )
        .await;
    counter.payment_is(&ticket, "waiting").await;
    let line =
        json!({ "key": key("late"), "ticket_id": ticket, "description": "More", "hours": "1" });
    assert_eq!(
        counter.refused("ticket.add_labor", line).await,
        "payment.in_flight"
    );
    let second = json!({ "key": key("second"), "ticket_id": ticket });
    assert_eq!(
        counter.refused("payment.take_card", second).await,
        "payment.in_flight"
    );
    let off = json!({ "key": key("off"), "ticket_id": ticket, "payment_id": asked["payment_id"] });
    counter.call("payment.cancel_card", off).await;
    let open = counter.payment_is(&ticket, "canceled").await;
    assert_eq!(
        (&open["status"], &open["totals"]["due"]),
        (&json!("open"), &json!(5_000))
    );
    assert_eq!(stripe(&shop).count(IntentStatus::Canceled), 1);

    // Now part by card, the rest in cash.
    counter
        .call(
            "payment.take_card",
            json!({ "key": key("card"), "ticket_id": ticket, "amount": 3_000 }),
        )
        .await;
    counter.payment_is(&ticket, "waiting").await;
    assert!(stripe(&shop).server.tap(&stripe(&shop).reader, VISA));
    counter.payment_is(&ticket, "captured").await;
    let more =
        json!({ "key": key("more"), "ticket_id": ticket, "tendered": 5_000, "amount": 2_001 });
    assert_eq!(
        counter.refused("payment.take_cash", more).await,
        "payment.more_than_due"
    );
    let paid = counter.cash(&ticket, 2_500).await;
    assert_eq!(
        (
            &paid["ticket"]["status"],
            &paid["ticket"]["totals"]["change"]
        ),
        (&json!("paid"), &json!(500))
    );
    let paper = papers_are(&shop, 1).await.remove(0);
    for (words, expected) in [
        ("Visa", "30.00"),
        ("Cash tendered", "25.00"),
        ("CHANGE", "$5.00"),
        ("TOTAL", "$50.00"),
    ] {
        assert_eq!(amount(&paper, words), expected);
    }
    let today = counter.call("report.today", json!({})).await;
    assert_eq!(
        (&today["cash"], &today["card"]),
        (&json!(2_000), &json!(3_000))
    );
    assert_eq!(today["till"]["expected_cash"], json!(2_000));
    assert_eq!(stripe(&shop).captured(), [3_000]);
    counter.jobs_settled().await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_charge_under_way_at_a_power_cut_is_found_again_and_taken_once() {
    let mut shop = Shop::builder().printer().stripe(None).start().await;
    let counter = Counter::at(&mut shop).await;
    let ticket = counter.open_with("64.00").await;
    counter
        .call(
            "payment.take_card",
            json!({ "key": key("card"), "ticket_id": ticket }),
        )
        .await;
    counter.payment_is(&ticket, "waiting").await;
    shop.kill_9();
    // The customer does not know of any of this, and taps.
    assert!(stripe(&shop).server.tap(&stripe(&shop).reader, VISA));
    shop.restart().await;
    let counter = Counter::at(&mut shop).await;
    let paid = counter.payment_is(&ticket, "captured").await;
    assert_eq!(
        (&paid["status"], paid["payments"].as_array().unwrap().len()),
        (&json!("paid"), 1)
    );
    assert_eq!(stripe(&shop).captured(), [6_400]);
    papers_are(&shop, 1).await;
    counter.jobs_settled().await;
    shop.assert_sound();
}
