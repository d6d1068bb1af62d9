//! Whole sales: a ticket with two parts for a vehicle, paid in cash. Only the payment is timed: it closes the ticket,
//! moves the stock, writes the history and asks for the receipt in one durable commit.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use testkit::bulk::{Plan, events};
use testkit::client::RawClient;

use crate::Result;
use crate::load::{self, Script, Target, must_be_no_error};
use crate::stats::{Samples, Work};

/// Between the sales that run beside a question: some thirty sales a second, far more than a counter rings up.
const PAUSE: Duration = Duration::from_millis(20);
/// The sales beside a question go on for so long, and the question is asked meanwhile.
const BESIDE: Duration = Duration::from_secs(2);

/// Sells for this long with so many clients and this pause between sales.
pub(crate) fn run(
    target: &Target,
    plan: &Plan,
    clients: u64,
    pause: Duration,
    time: Duration,
) -> Result<Work> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let scripts = (0..clients).map(|client| Sale {
        run: format!("{:x}.{client}", since.as_millis()),
        plan: *plan,
        pause,
        ticket: String::new(),
        turn: client * 1_000_003,
    });
    load::run(target, scripts.collect(), time)
}

/// Does something while sales run.
pub(crate) fn while_selling(
    target: &Target,
    plan: &Plan,
    ask: impl FnOnce() -> Result<Samples>,
) -> Result<Samples> {
    thread::scope(|scope| {
        let selling = scope.spawn(|| run(target, plan, 1, PAUSE, BESIDE));
        let asked = ask();
        match selling.join() {
            Ok(sold) => sold?,
            Err(_) => return Err("the seller gave up".into()),
        };
        asked
    })
}

struct Sale {
    run: String,
    plan: Plan,
    pause: Duration,
    ticket: String,
    turn: u64,
}

impl Script for Sale {
    async fn prepare(&mut self, client: &mut RawClient) -> Result<()> {
        tokio::time::sleep(self.pause).await;
        self.turn += 1;
        let (run, turn) = (&self.run, self.turn);
        let vehicle = events::vehicle_id(turn * 7919 % self.plan.scale.vehicles);
        let params =
            json!({ "key": format!("open.{run}.{turn}"), "vehicle_id": vehicle.to_string() });
        let opened = call(client, "ticket.open", &params).await?;
        self.ticket = opened["result"]["ticket"]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        for line in 0..2 {
            let part = events::part_id((turn * 104_729 + line * 31) % self.plan.scale.parts);
            let params = json!({
                "key": format!("line.{run}.{turn}.{line}"),
                "ticket_id": self.ticket,
                "part_id": part.to_string(),
            });
            call(client, "ticket.add_part", &params).await?;
        }
        Ok(())
    }

    fn request(&mut self, text: &mut String) {
        let params = json!({
            "key": format!("cash.{}.{}", self.run, self.turn),
            "ticket_id": self.ticket,
            "tendered": 10_000_000,
        });
        text.push_str(r#"{"jsonrpc":"2.0","id":1,"method":"payment.take_cash","params":"#);
        text.push_str(&params.to_string());
        text.push('}');
    }
}

async fn call(client: &mut RawClient, method: &str, params: &Value) -> Result<Value> {
    let request = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#);
    let answer = client.call_raw(&request).await?;
    must_be_no_error(&answer)?;
    Ok(serde_json::from_str(&answer)?)
}
