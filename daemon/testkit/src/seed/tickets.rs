//! A few past tickets, so that lists, histories and the day's report are not empty.
//!
//! Paid tickets are paid in cash with the next whole twenty dollars. It must never sell what the
//! generated shelf does not hold.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Filler;
use crate::{
    client::ClientError,
    rng::{Rng, Stream, to_index},
    shop::{Part, Shop, Vehicle},
};

/// How far into the catalog to look for parts: all of a demo shop, the beginning of a large one.
const CATALOG_MAX: usize = 3_000;

/// The note cash is taken in, in cents.
const BANKNOTE: i64 = 2_000;

/// A kind of work.
struct Job {
    /// Words of the part's description, whether it must fit the vehicle, and how many.
    parts: &'static [(&'static str, bool, u64)],
    /// What was done and the hours it took.
    labor: &'static [(&'static str, &'static str)],
}

const OIL_CHANGE: Job = Job {
    parts: &[
        ("Oil Filter", true, 1),
        ("Motor Oil SAE 0W-20 5 qt", false, 1),
        ("Drain Plug Gasket M14", false, 1),
    ],
    labor: &[("Change oil and filter, check fluids", "0.5")],
};
const FRONT_BRAKES: Job = Job {
    parts: &[
        ("Ceramic Front Brake Pad Set", true, 1),
        ("Coated Front Brake Rotor", true, 2),
        ("Brake Parts Cleaner", false, 1),
    ],
    labor: &[("Replace front brake pads and rotors", "1.4")],
};
const REAR_BRAKES: Job = Job {
    parts: &[
        ("Ceramic Rear Brake Pad Set", true, 1),
        ("Brake Fluid DOT 3", false, 1),
    ],
    labor: &[
        ("Replace rear brake pads", "1.1"),
        ("Flush brake fluid", "0.6"),
    ],
};
const TUNE_UP: Job = Job {
    parts: &[
        ("Platinum Spark Plug", true, 4),
        ("Engine Air Filter", true, 1),
    ],
    labor: &[("Replace spark plugs and air filter", "1.2")],
};
const FILTERS: Job = Job {
    parts: &[
        ("Engine Air Filter", true, 1),
        ("Cabin Air Filter", true, 1),
    ],
    labor: &[("Replace engine and cabin air filters", "0.4")],
};
const BATTERY: Job = Job {
    parts: &[
        ("36-Month Battery Group", false, 1),
        ("Battery Terminal Protector", false, 1),
    ],
    labor: &[("Test charging system, replace battery", "0.5")],
};
const TIRES: Job = Job {
    parts: &[("Tire 2", false, 4), ("Valve Stem TR413", false, 4)],
    labor: &[
        ("Mount and balance four tires", "1.2"),
        ("Four-wheel alignment", "1.0"),
    ],
};
const DIAGNOSIS: Job = Job {
    parts: &[],
    labor: &[("Diagnose check-engine light", "1.0")],
};
const COUNTER_WIPERS: Job = Job {
    parts: &[("Wiper Blade 2", false, 2), ("Washer Fluid", false, 1)],
    labor: &[],
};
const COUNTER_OIL: Job = Job {
    parts: &[
        ("Motor Oil SAE 5W-30 5 qt", false, 1),
        ("Shop Towels", false, 1),
    ],
    labor: &[],
};
const COUNTER_BULBS: Job = Job {
    parts: &[("Bulb H11", false, 2)],
    labor: &[],
};

/// Who is at the counter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    /// A customer with the vehicle.
    Vehicle,
    /// A known customer buying over the counter.
    Customer,
    /// Somebody unknown.
    WalkIn,
}

/// The tickets in the order they are rung up; true where it was paid.
const TICKETS: [(&Job, Visit, bool); 16] = [
    (&OIL_CHANGE, Visit::Vehicle, true),
    (&COUNTER_WIPERS, Visit::WalkIn, true),
    (&FRONT_BRAKES, Visit::Vehicle, true),
    (&BATTERY, Visit::Vehicle, true),
    (&COUNTER_OIL, Visit::Customer, true),
    (&TUNE_UP, Visit::Vehicle, true),
    (&OIL_CHANGE, Visit::Vehicle, true),
    (&REAR_BRAKES, Visit::Vehicle, true),
    (&COUNTER_BULBS, Visit::WalkIn, true),
    (&FILTERS, Visit::Vehicle, true),
    (&TIRES, Visit::Vehicle, true),
    (&OIL_CHANGE, Visit::Vehicle, true),
    (&FRONT_BRAKES, Visit::Vehicle, false),
    (&DIAGNOSIS, Visit::Vehicle, false),
    (&OIL_CHANGE, Visit::Vehicle, false),
    (&COUNTER_BULBS, Visit::WalkIn, false),
];

/// What the daemon says of a ticket, as far as it matters here.
#[derive(Deserialize)]
struct Accepted {
    #[serde(default)]
    replayed: bool,
    ticket: Ticket,
}

#[derive(Deserialize)]
struct Ticket {
    id: String,
    status: String,
    totals: Totals,
}

#[derive(Deserialize)]
struct Totals {
    due: i64,
}

/// Rings up the tickets; none without customers and vehicles to ring them up for.
pub(super) async fn ring_up(
    filler: &mut Filler<'_>,
    shop: &Shop,
    customers: &[String],
    vehicles: &[String],
) -> Result<(), ClientError> {
    if vehicles.is_empty() {
        return Ok(());
    }
    let mut shelf = Shelf::new(shop);
    let garage: Vec<Vehicle> = shop.vehicles().collect();
    for (index, (job, visit, paid)) in TICKETS.into_iter().enumerate() {
        let mut rng = Rng::for_item(shop.seed(), Stream::Ticket, index as u64);
        let at = to_index(rng.below(vehicles.len() as u64));
        let vehicle = &garage[at];
        let mut open = json!({});
        if visit != Visit::WalkIn {
            open["customer_id"] = customers[to_index(vehicle.owner)].clone().into();
        }
        if visit == Visit::Vehicle {
            open["vehicle_id"] = vehicles[at].clone().into();
            open["odometer"] = vehicle.odometer.into();
        }
        let picked = shelf.pick(job, (visit == Visit::Vehicle).then_some(vehicle));
        if picked.is_empty() && job.labor.is_empty() {
            // A shop with few parts may have nothing to sell them.
            continue;
        }
        filler.ticket(index, open, &picked, job).await?;
        if paid {
            filler.summary.paid_tickets += 1;
        } else {
            filler.summary.open_tickets += 1;
        }
    }
    Ok(())
}

impl Filler<'_> {
    /// Rings up one ticket and, when it is one of the paid, takes the cash.
    async fn ticket(
        &mut self,
        index: usize,
        open: Value,
        parts: &[(String, u64)],
        job: &Job,
    ) -> Result<(), ClientError> {
        let ticket = self
            .ticket_order(index, "open", "ticket.open", open)
            .await?
            .id;
        for (line, (code, quantity)) in parts.iter().enumerate() {
            let order =
                json!({ "ticket_id": ticket, "code": code, "quantity": quantity.to_string() });
            self.ticket_order(index, &format!("part:{line}"), "ticket.add_part", order)
                .await?;
        }
        for (line, (description, hours)) in job.labor.iter().enumerate() {
            let order = json!({ "ticket_id": ticket, "description": description, "hours": hours });
            self.ticket_order(index, &format!("labor:{line}"), "ticket.add_labor", order)
                .await?;
        }
        if !TICKETS[index].2 {
            return Ok(());
        }
        // Tax may be worked out a moment after the last line, and on the second filling the ticket
        // is paid already: what is due is asked for, not remembered.
        let get = json!({ "ticket_id": ticket });
        let now: Accepted = self.client.call("ticket.get", get).await?;
        if now.ticket.status == "open" && now.ticket.totals.due > 0 {
            let tendered = (now.ticket.totals.due + BANKNOTE - 1) / BANKNOTE * BANKNOTE;
            let order = json!({ "ticket_id": ticket, "tendered": tendered });
            self.ticket_order(index, "cash", "payment.take_cash", order)
                .await?;
        }
        Ok(())
    }

    /// Sends one order of a ticket under the key of its step.
    async fn ticket_order(
        &mut self,
        index: usize,
        step: &str,
        method: &str,
        mut order: Value,
    ) -> Result<Ticket, ClientError> {
        order["key"] = format!("{}:ticket:{index}:{step}", self.keys.tickets).into();
        let accepted: Accepted = self.client.call(method, order).await?;
        self.summary.replayed += u64::from(accepted.replayed);
        Ok(accepted.ticket)
    }
}

/// The parts in stock and how many are left of those taken.
struct Shelf {
    parts: Vec<Part>,
    taken: HashMap<usize, u64>,
}

impl Shelf {
    fn new(shop: &Shop) -> Self {
        let parts = shop.parts().take(CATALOG_MAX).collect();
        Self {
            parts,
            taken: HashMap::new(),
        }
    }

    /// Takes what a job needs: number and count. What is out of stock is left out, as it would be
    /// while the order for it is under way.
    fn pick(&mut self, job: &Job, vehicle: Option<&Vehicle>) -> Vec<(String, u64)> {
        let mut picked = Vec::new();
        for (words, must_fit, quantity) in job.parts {
            let found = self.parts.iter().enumerate().position(|(index, part)| {
                let left = part.on_hand - self.taken.get(&index).copied().unwrap_or(0);
                left >= *quantity
                    && part.description.contains(words)
                    && (!must_fit || vehicle.is_some_and(|vehicle| fits(part, vehicle)))
            });
            if let Some(index) = found {
                *self.taken.entry(index).or_insert(0) += quantity;
                picked.push((self.parts[index].number.clone(), *quantity));
            }
        }
        picked
    }
}

fn fits(part: &Part, vehicle: &Vehicle) -> bool {
    part.fitment
        .iter()
        .any(|row| row.covers(vehicle.year, vehicle.make, vehicle.model))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{Scale, generate};

    #[test]
    fn jobs_find_parts_on_the_demo_shelf() {
        let shop = generate(crate::seed::DEMO_SEED, Scale::DEMO);
        let mut shelf = Shelf::new(&shop);
        for (job, ..) in TICKETS {
            let needs = job
                .parts
                .iter()
                .filter(|(_, must_fit, _)| !must_fit)
                .count();
            assert!(shelf.pick(job, None).len() >= needs, "{:?}", job.parts);
        }
        for (index, taken) in &shelf.taken {
            assert!(*taken <= shelf.parts[*index].on_hand);
        }
    }
}
