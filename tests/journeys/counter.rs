//! A person at the counter: the few orders that most journeys need, in one line each.

use e2e::{Shop, Value, json, key, until};
use testkit::client::{Client, ClientError};

/// UPC of the brake pads.
pub(crate) const PADS_UPC: &str = "036000291452";
/// Number of the brake rotor.
pub(crate) const ROTOR: &str = "980-437R";
/// A VIN whose check digit holds.
pub(crate) const VIN: &str = "1HGCM82633A004352";

/// A connection with the orders of a counter.
pub(crate) struct Counter {
    pub(crate) client: Client,
}

impl Counter {
    pub(crate) async fn at(shop: &mut Shop) -> Self {
        Self {
            client: shop.client().await,
        }
    }

    /// At a shop that has the two parts on its shelf.
    pub(crate) async fn stocked(shop: &mut Shop) -> Self {
        let counter = Self::at(shop).await;
        counter.import().await;
        counter
    }

    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        self.client.call(method, params).await.unwrap()
    }

    /// Calls something that must be refused, and returns the problem's code.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let error = self
            .client
            .call::<Value>(method, params.clone())
            .await
            .unwrap_err();
        let ClientError::Refused { problem, .. } = &error else {
            panic!("{method} {params}: {error}")
        };
        let data = problem.data.as_ref().unwrap();
        assert!(
            data.hint.ends_with('.') && data.hint.len() > 15,
            "{method}: {problem:?}"
        );
        assert!(!problem.message.is_empty(), "{method}: {problem:?}");
        data.code.clone()
    }

    pub(crate) async fn import(&self) -> Value {
        self.call(
            "part.import",
            json!({ "key": key("import"), "parts": [
                { "number": "BC-1210", "brand": "Stopwell", "description": "Brake pads, ceramic, front axle",
                  "category": "Brakes", "upc": PADS_UPC, "price": "54.99", "cost": "28.10", "on_hand": "12",
                  "bin": "A-04", "fitment": [{ "year_from": 1998, "year_to": 2007, "make": "Honda", "model": "Accord" }] },
                { "number": ROTOR, "brand": "Stopwell", "description": "Brake rotor, vented, coated",
                  "category": "Brakes", "price": "67.50", "cost": "39.00", "on_hand": "8" },
            ]}),
        )
        .await
    }

    pub(crate) async fn open(&self) -> String {
        let opened = self
            .call("ticket.open", json!({ "key": key("open") }))
            .await;
        text(&opened["ticket"]["id"])
    }

    /// Adds labor that comes to exactly this, in dollars; labor is not taxed.
    pub(crate) async fn add_labor(&self, ticket: &str, dollars: &str) -> Value {
        let order = json!({ "key": key("labor"), "ticket_id": ticket, "description": "Diagnosis",
                            "hours": "1", "rate": dollars });
        self.call("ticket.add_labor", order).await
    }

    /// Opens a ticket with labor that comes to this.
    pub(crate) async fn open_with(&self, dollars: &str) -> String {
        let ticket = self.open().await;
        self.add_labor(&ticket, dollars).await;
        ticket
    }

    pub(crate) async fn cash(&self, ticket: &str, tendered: i64) -> Value {
        let order = json!({ "key": key("cash"), "ticket_id": ticket, "tendered": tendered });
        self.call("payment.take_cash", order).await
    }

    /// Sells labor for cash and returns the answer to the payment.
    pub(crate) async fn sell(&self, dollars: &str, tendered: i64) -> Value {
        let ticket = self.open_with(dollars).await;
        self.cash(&ticket, tendered).await
    }

    pub(crate) async fn ticket(&self, ticket: &str) -> Value {
        self.call("ticket.get", json!({ "ticket_id": ticket }))
            .await["ticket"]
            .take()
    }

    /// Waits until the ticket's last payment stands so, and returns the ticket.
    pub(crate) async fn payment_is(&self, ticket: &str, state: &str) -> Value {
        until(&format!("a payment that is {state}"), || async {
            let ticket = self.ticket(ticket).await;
            let last = ticket["payments"].as_array()?.last()?;
            (last["state"] == state).then_some(ticket)
        })
        .await
    }

    pub(crate) async fn jobs(&self) -> Vec<Value> {
        let jobs = self.call("job.list", json!({ "limit": 500 })).await["jobs"].take();
        jobs.as_array().unwrap().clone()
    }

    /// Waits until a job stands so, and returns it.
    pub(crate) async fn job_is(&self, job: &Value, state: &str) -> Value {
        until(&format!("a job that is {state}"), || async {
            let jobs = self.jobs().await;
            jobs.into_iter()
                .find(|one| one["id"] == *job && one["state"] == state)
        })
        .await
    }

    /// Waits until no job is without an outcome.
    pub(crate) async fn jobs_settled(&self) {
        until("all jobs to be settled", || async {
            let jobs = self.call("job.list", json!({ "unsettled": true })).await;
            jobs["jobs"].as_array()?.is_empty().then_some(())
        })
        .await;
    }

    /// Waits until a device is in a state, and returns it.
    pub(crate) async fn device_is(&self, name: &str, state: &str) -> Value {
        until(&format!("{name} to be {state}"), || async {
            let list = self.call("device.list", json!({})).await["devices"].take();
            let found = list
                .as_array()?
                .iter()
                .find(|device| device["name"] == name)
                .cloned();
            found.filter(|device| device["state"] == state)
        })
        .await
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Returns the texts of the papers that came out so far, oldest first.
pub(crate) fn papers(shop: &Shop) -> Vec<Vec<String>> {
    let printer = shop.printer.as_ref().unwrap();
    printer
        .papers()
        .iter()
        .map(|paper| paper.printed.text_lines())
        .collect()
}

/// Waits until so many papers have come out.
pub(crate) async fn papers_are(shop: &Shop, count: usize) -> Vec<Vec<String>> {
    until(&format!("{count} papers"), || async {
        let papers = papers(shop);
        (papers.len() >= count).then_some(papers)
    })
    .await
}

/// Returns the amount at the end of the line that begins with these words.
pub(crate) fn amount<'p>(paper: &'p [String], words: &str) -> &'p str {
    let line = paper.iter().find(|line| line.starts_with(words));
    let line = line.unwrap_or_else(|| panic!("no line `{words}` on\n{}", paper.join("\n")));
    line.split_whitespace().last().unwrap()
}
