//! Fills an empty daemon with the generated shop, over the public API alone.
//!
//! Every order carries a key made from what it is, so filling twice changes nothing. It must never
//! use a private way in, and never make up anything the generator did not.

mod tickets;

use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    client::{Client, ClientError},
    shop::{Customer, Part, Scale, Shop, Vehicle, staff},
};

/// The most parts one `part.import` takes.
pub const IMPORT_MAX: usize = 500;

/// How many saves are on their way at once.
const PIPELINE: usize = 16;

/// What was filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub staff: usize,
    pub parts: u64,
    pub customers: usize,
    pub vehicles: usize,
    pub paid_tickets: usize,
    pub open_tickets: usize,
    /// Orders the daemon had answered before.
    pub replayed: u64,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} staff, {} parts, {} customers, {} vehicles, {} paid and {} open tickets; {} orders \
             were there already",
            self.staff,
            self.parts,
            self.customers,
            self.vehicles,
            self.paid_tickets,
            self.open_tickets,
            self.replayed
        )
    }
}

/// Saves the staff, imports the parts, saves customers and vehicles and rings up the past tickets.
///
/// The client's token must allow all of that; for the tickets the manager signs in with the
/// generated PIN.
///
/// # Errors
/// The first [`ClientError`]; what was accepted before it stays, and filling again goes on from
/// there.
pub async fn fill(client: &Client, shop: &Shop) -> Result<Summary, ClientError> {
    let mut filler = Filler {
        client,
        keys: Keys::new(shop),
        summary: Summary::default(),
    };
    let manager = filler.staff(shop).await?;
    filler.parts(shop).await?;
    let customers = filler.customers(shop).await?;
    let vehicles = filler.vehicles(shop, &customers).await?;
    if let Some(manager) = manager {
        let sign_in = json!({ "staff_id": manager, "pin": staff::MANAGER.pin });
        client.call::<Value>("session.sign_in", sign_in).await?;
    }
    tickets::ring_up(&mut filler, shop, &customers, &vehicles).await?;
    Ok(filler.summary)
}

/// The seed of the demo.
pub const DEMO_SEED: u64 = 7;

/// The beginnings of the idempotency keys. A shop of another seed or size has its own, because the
/// same key must never carry two different orders.
struct Keys {
    parts: String,
    people: String,
    tickets: String,
}

impl Keys {
    fn new(shop: &Shop) -> Self {
        let (seed, scale) = (shop.seed(), shop.scale());
        let begin = |is_demo: bool, other: String| {
            if seed == DEMO_SEED && is_demo {
                "demo".to_owned()
            } else {
                other
            }
        };
        let Scale {
            parts,
            customers,
            vehicles,
        } = scale;
        let demo = Scale::DEMO;
        let same_people = customers == demo.customers && vehicles == demo.vehicles;
        Self {
            parts: begin(parts == demo.parts, format!("demo.s{seed}.p{parts}")),
            people: begin(
                same_people,
                format!("demo.s{seed}.c{customers}.v{vehicles}"),
            ),
            tickets: begin(
                scale == demo,
                format!("demo.s{seed}.p{parts}.c{customers}.v{vehicles}"),
            ),
        }
    }
}

struct Filler<'a> {
    client: &'a Client,
    keys: Keys,
    summary: Summary,
}

/// The answer to a save: the thing under its own name, of which only the id matters here.
#[derive(Deserialize)]
struct Saved {
    #[serde(default)]
    replayed: bool,
    #[serde(alias = "customer", alias = "vehicle", alias = "staff")]
    thing: WithId,
}

#[derive(Deserialize)]
struct WithId {
    id: String,
}

#[derive(Serialize)]
struct Import<'a> {
    key: String,
    parts: &'a [Part],
}

#[derive(Deserialize)]
struct Imported {
    #[serde(default)]
    replayed: bool,
    imported: u64,
}

impl Filler<'_> {
    /// Saves everybody and returns the manager's id.
    async fn staff(&mut self, shop: &Shop) -> Result<Option<String>, ClientError> {
        let mut manager = None;
        for (index, person) in shop.staff().iter().enumerate() {
            // The people are the same in every shop, and so are their keys.
            let order = json!({ "key": format!("demo:staff:{index}"), "staff": person });
            let saved: Saved = self.client.call("staff.save", order).await?;
            self.summary.staff += 1;
            self.summary.replayed += u64::from(saved.replayed);
            if *person == staff::MANAGER {
                manager = Some(saved.thing.id);
            }
        }
        Ok(manager)
    }

    async fn parts(&mut self, shop: &Shop) -> Result<(), ClientError> {
        let mut parts = shop.parts();
        let mut batch = Vec::with_capacity(IMPORT_MAX);
        for index in 0.. {
            batch.clear();
            batch.extend(parts.by_ref().take(IMPORT_MAX));
            if batch.is_empty() {
                break;
            }
            let key = format!("{}:part:batch:{index}", self.keys.parts);
            let order = Import { key, parts: &batch };
            let done: Imported = self.client.call("part.import", order).await?;
            self.summary.parts += done.imported;
            self.summary.replayed += u64::from(done.replayed);
        }
        Ok(())
    }

    /// Saves the customers and returns their ids in order.
    async fn customers(&mut self, shop: &Shop) -> Result<Vec<String>, ClientError> {
        let orders = shop
            .customers()
            .enumerate()
            .map(|(index, customer): (usize, Customer)| {
                let key = format!("{}:customer:{index}", self.keys.people);
                json!({ "key": key, "customer": customer })
            });
        let ids = self.save_all("customer.save", orders.collect()).await?;
        self.summary.customers = ids.len();
        Ok(ids)
    }

    /// Saves the vehicles and returns their ids in order.
    async fn vehicles(
        &mut self,
        shop: &Shop,
        customers: &[String],
    ) -> Result<Vec<String>, ClientError> {
        let orders = shop
            .vehicles()
            .enumerate()
            .map(|(index, vehicle): (usize, Vehicle)| {
                let key = format!("{}:vehicle:{index}", self.keys.people);
                let owner = &customers[crate::rng::to_index(vehicle.owner)];
                json!({
                    "key": key,
                    "vehicle": {
                        "customer_id": owner,
                        "vin": vehicle.vin,
                        "year": vehicle.year,
                        "make": vehicle.make,
                        "model": vehicle.model,
                        "trim": vehicle.trim,
                        "plate": vehicle.plate,
                        "odometer": vehicle.odometer,
                    },
                })
            });
        let ids = self.save_all("vehicle.save", orders.collect()).await?;
        self.summary.vehicles = ids.len();
        Ok(ids)
    }

    /// Sends orders a few at a time and returns the ids in their order.
    async fn save_all(
        &mut self,
        method: &str,
        orders: Vec<Value>,
    ) -> Result<Vec<String>, ClientError> {
        let mut ids = Vec::with_capacity(orders.len());
        for orders in orders.chunks(PIPELINE) {
            let calls = orders
                .iter()
                .map(|order| self.client.call::<Saved>(method, order));
            for saved in try_join_all(calls).await? {
                self.summary.replayed += u64::from(saved.replayed);
                ids.push(saved.thing.id);
            }
        }
        Ok(ids)
    }
}
