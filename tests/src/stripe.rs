//! A simulated Stripe with one reader, in the test's process.

use std::time::Duration;

use serde_json::Value;
use stripe_sim::world::IntentStatus;
use stripe_sim::{Options, Server};

use crate::http;

/// A test key: it opens nothing but the simulator.
pub const KEY: &str = "sk_test_e2e";

/// The simulator and its reader.
#[derive(Debug)]
pub struct Stripe {
    /// The simulator.
    pub server: Server,
    /// The reader's id.
    pub reader: String,
}

impl Stripe {
    /// Starts it with a location and a reader. With `auto_present` the customer holds the card there by himself.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn start(auto_present: Option<Duration>) -> Self {
        let options = Options {
            auto_present,
            decline_by_amount: false,
            ..Options::default()
        };
        let server = Server::start(options)
            .await
            .expect("starting the Stripe simulator");
        let location = post(
            &server,
            "/v1/terminal/locations",
            "display_name=Test&address[line1]=1+Main+Street&address[city]=Denver&address[state]=CO\
             &address[postal_code]=80202&address[country]=US",
        )
        .await;
        let form = format!(
            "registration_code=simulated-wpe&label=Counter&location={}",
            location["id"].as_str().expect("a location")
        );
        let reader = post(&server, "/v1/terminal/readers", &form).await;
        let reader = reader["id"].as_str().expect("a reader").to_owned();
        Self { server, reader }
    }

    /// Returns the amounts that were captured, in minor units, in the order the intents were made.
    pub fn captured(&self) -> Vec<i64> {
        self.server.inspect(|world| {
            let done = world
                .intents
                .values()
                .filter(|one| one.status == IntentStatus::Succeeded);
            done.map(|intent| intent.amount_received).collect()
        })
    }

    /// Returns how many intents stand so.
    pub fn count(&self, status: IntentStatus) -> usize {
        self.server.inspect(|world| {
            world
                .intents
                .values()
                .filter(|one| one.status == status)
                .count()
        })
    }
}

async fn post(server: &Server, path: &str, form: &str) -> Value {
    let bearer = format!("Bearer {KEY}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Stripe-Version", "2026-05-27.dahlia"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let reply = http::request(server.address(), "POST", path, &headers, form).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    serde_json::from_str(&reply.body).expect("JSON from the simulator")
}
