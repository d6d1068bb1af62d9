//! Someone who sells without a pause and is never sure: every order that got no answer is sent again, with the same key,
//! until it has one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use e2e::{Value, json};
use testkit::client::{Client, ClientError};
use testkit::rng::{Rng, Stream, to_index};

use crate::books::{Answered, PARTS, Paid, Sale, SoldLine};

/// How long to wait before trying to connect again.
const AGAIN: Duration = Duration::from_millis(2);
/// The longest a person thinks between two orders. The printer must keep up with all of them.
const THINK_MAX_MS: u64 = 20;
/// Cards take no less than this, in cents: Stripe charges nothing below 50.
const CARD_MIN: i64 = 50;
/// How often a card payment is looked at, and after how many looks without news the clerk presses Retry.
const LOOK: Duration = Duration::from_millis(10);
const LOOKS_MAX: u32 = 40;
/// The longest a card payment may take, crashes included.
const CARD_TIME_MAX: Duration = Duration::from_secs(60);

/// What the sellers and the one who pulls the plug share.
#[derive(Debug)]
pub(crate) struct Street {
    pub(crate) token: String,
    pub(crate) address: std::sync::Mutex<SocketAddr>,
    /// Set when no new sale is to be begun.
    pub(crate) closing: AtomicBool,
    /// The highest cursor that any answer has shown.
    pub(crate) acknowledged: AtomicU64,
    /// Orders sent, again or for the first time.
    pub(crate) sent: AtomicU64,
    /// Orders sent more than once.
    pub(crate) resent: AtomicU64,
    /// First answers that were given again.
    pub(crate) replayed: AtomicU64,
}

pub(crate) struct Seller {
    street: Arc<Street>,
    name: String,
    rng: Rng,
    pays_by_card: bool,
    client: Option<Client>,
    keys: u64,
    sale: Sale,
}

impl Seller {
    pub(crate) fn new(street: Arc<Street>, seed: u64, number: u64) -> Self {
        Self {
            street,
            name: format!("seller-{number}"),
            rng: Rng::for_item(seed, Stream::Ticket, number),
            // There is one card reader, so one seller has it.
            pays_by_card: number == 0,
            client: None,
            keys: 0,
            sale: Sale::default(),
        }
    }

    /// Sells until the shop closes.
    pub(crate) async fn sell(mut self) -> Vec<Sale> {
        let mut sales = Vec::new();
        while !self.street.closing.load(Ordering::Relaxed) {
            self.sale = Sale::default();
            self.one_sale().await;
            sales.push(std::mem::take(&mut self.sale));
        }
        sales
    }

    async fn one_sale(&mut self) {
        let opened = self.order("ticket.open", json!({})).await;
        self.sale.ticket = text(&opened["ticket"]["id"]);
        for _ in 0..self.rng.between(1, 3) {
            let part = to_index(self.rng.below(PARTS.len() as u64));
            let quantity = i64::try_from(self.rng.between(1, 4)).unwrap();
            let order = json!({ "code": PARTS[part].number, "quantity": quantity.to_string() });
            let added = self.ticket_order("ticket.add_part", order).await;
            let amount = quantity * PARTS[part].price;
            let id = text(&added["line_id"]);
            self.sale.lines.push(SoldLine {
                id,
                part: Some(part),
                quantity,
                amount,
            });
        }
        if self.rng.chance(60) {
            let hours = i64::try_from(self.rng.between(1, 3)).unwrap();
            let order =
                json!({ "description": "Fitting", "hours": hours.to_string(), "rate": "99.99" });
            let added = self.ticket_order("ticket.add_labor", order).await;
            let id = text(&added["line_id"]);
            self.sale.lines.push(SoldLine {
                id,
                part: None,
                quantity: hours,
                amount: hours * 9_999,
            });
        }
        if self.pays_by_card && self.sale.total() >= CARD_MIN && self.rng.chance(70) {
            self.card().await;
        } else {
            let more = i64::try_from(self.rng.below(5_000)).unwrap();
            let tendered = self.sale.total() + more;
            let paid = self
                .ticket_order("payment.take_cash", json!({ "tendered": tendered }))
                .await;
            assert_eq!(paid["ticket"]["status"], "paid", "{}: {paid}", self.name);
            self.sale.paid = Some(Paid::Cash {
                payment: text(&paid["payment_id"]),
                tendered,
            });
        }
    }

    /// Sends an amount to the reader and stays with it; presses Retry when nothing moves, as the screen tells a clerk to.
    async fn card(&mut self) {
        let asked = self.ticket_order("payment.take_card", json!({})).await;
        let payment = asked["payment_id"].clone();
        self.sale.paid = Some(Paid::Card {
            payment: text(&payment),
        });
        let mut looks = 0;
        let begun = Instant::now();
        loop {
            tokio::time::sleep(LOOK).await;
            let Some(ticket) = self.look().await else {
                continue;
            };
            if ticket["status"] == "paid" {
                return;
            }
            assert!(
                begun.elapsed() < CARD_TIME_MAX,
                "{}: the payment stands still: {ticket}",
                self.name
            );
            looks += 1;
            if looks > LOOKS_MAX {
                looks = 0;
                let order = json!({ "key": self.key(), "ticket_id": self.sale.ticket, "payment_id": payment });
                // Refused while something is under way: then it is not at rest, and the clerk waits on.
                self.ask("payment.retry_card", &order).await;
            }
        }
    }

    async fn look(&mut self) -> Option<Value> {
        let ticket = json!({ "ticket_id": self.sale.ticket });
        self.ask("ticket.get", &ticket)
            .await
            .map(|mut answer| answer["ticket"].take())
    }

    /// Asks once; no answer is no harm.
    async fn ask(&mut self, method: &str, params: &Value) -> Option<Value> {
        let client = self.connected().await;
        match client.call::<Value>(method, params).await {
            Ok(answer) => Some(answer),
            Err(ClientError::Refused { .. }) => None,
            Err(_) => {
                self.client = None;
                None
            }
        }
    }

    async fn ticket_order(&mut self, method: &'static str, mut params: Value) -> Value {
        params["ticket_id"] = json!(self.sale.ticket);
        self.order(method, params).await
    }

    /// Sends an order until it is answered.
    async fn order(&mut self, method: &'static str, mut params: Value) -> Value {
        params["key"] = json!(self.key());
        tokio::time::sleep(Duration::from_millis(self.rng.below(THINK_MAX_MS))).await;
        let mut tries = 0;
        let answer = loop {
            tries += 1;
            if tries == 2 {
                self.street.resent.fetch_add(1, Ordering::Relaxed);
            }
            self.connected().await;
            self.street.sent.fetch_add(1, Ordering::Relaxed);
            let client = self.connected().await;
            match client.call::<Value>(method, &params).await {
                Ok(answer) => break answer,
                Err(ClientError::Refused { problem, .. }) => {
                    let data = problem.data.clone().unwrap_or_default();
                    assert!(
                        data.retryable,
                        "{}: {method} {params}: {problem}",
                        self.name
                    );
                    tokio::time::sleep(AGAIN).await;
                }
                Err(_) => self.client = None,
            }
        };
        if answer["replayed"] == true {
            assert!(
                tries > 1,
                "{}: {method} {params} was sent once, and answered again: {answer}",
                self.name
            );
            self.street.replayed.fetch_add(1, Ordering::Relaxed);
        }
        self.street
            .acknowledged
            .fetch_max(answer["cursor"].as_u64().unwrap(), Ordering::Relaxed);
        self.sale.orders.push(Answered {
            method,
            params,
            answer: answer.clone(),
        });
        answer
    }

    fn key(&mut self) -> String {
        self.keys += 1;
        format!("{}:{}", self.name, self.keys)
    }

    async fn connected(&mut self) -> &Client {
        while self.client.is_none() {
            let address = *self.street.address.lock().unwrap();
            let url = format!("ws://{address}/v1/ws");
            match Client::connect(&url, Some(&self.street.token)).await {
                Ok(client) => self.client = Some(client),
                Err(_) => tokio::time::sleep(AGAIN).await,
            }
        }
        self.client.as_ref().unwrap()
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
