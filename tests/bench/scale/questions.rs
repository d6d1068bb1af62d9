//! What people type and click, made from the generated shop so that there is something to be found.

use serde_json::{Value, json};
use testkit::bulk::events;
use testkit::shop::{Part, Shop, Vehicle};

use super::TIMES;

/// Shows at most so many, as the page does.
const LIMIT: u64 = 20;

/// One kind of question: each time some requests, one after another.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) requests: Vec<Vec<String>>,
}

/// Returns every kind of question.
pub(crate) fn all(shop: &Shop, tickets: u64) -> Vec<Question> {
    let mut questions = parts(shop);
    questions.extend(people(shop));
    questions.extend(documents(shop, tickets));
    questions
}

fn parts(shop: &Shop) -> Vec<Question> {
    let scale = shop.scale();
    let of = |name, typed: fn(&Part) -> String| {
        let texts = places(scale.parts).map(|place| typed(&shop.part(place)));
        question(name, "part.search", texts.map(|text| query(&text, None)))
    };
    let fitting = |name, typed: fn(&Part) -> String| {
        let vehicles = places(scale.vehicles).map(events::vehicle_id);
        let texts = places(scale.parts).map(|place| typed(&shop.part(place)));
        let params = texts
            .zip(vehicles)
            .map(|(text, vehicle)| query(&text, Some(vehicle.to_string())));
        question(name, "part.search", params)
    };
    vec![
        of("part, first 3 of the number", |part| cut(part, 0, 3)),
        of("part, first 5 of the number", |part| cut(part, 0, 5)),
        of("part, whole number", |part| part.number.clone()),
        of("part, 3 from within the number", |part| cut(part, 2, 3)),
        of("part, 5 from within the number", |part| cut(part, 2, 5)),
        of("part, words", |part| part.description.clone()),
        of("part, words backwards, the last begun", |part| {
            let mut words: Vec<&str> = part.description.split(' ').rev().collect();
            if let Some(last) = words.last_mut() {
                *last = last.get(..2).unwrap_or(last);
            }
            words.join(" ")
        }),
        of("part, one word", |part| {
            let word = part.description.split(' ').next_back();
            word.unwrap_or_default().to_owned()
        }),
        of("part, one letter", |part| cut(part, 0, 1)),
        of("part, brand and end of the number", |part| {
            let digits: Vec<char> = plain(&part.number).collect();
            let end: String = digits[digits.len().saturating_sub(4)..].iter().collect();
            format!("{} {end}", part.brand)
        }),
        of("part, words that no part has together", |part| {
            let position = if part.description.contains("Rear") {
                "front rear"
            } else {
                "upper rear"
            };
            format!("{position} {}", part.category)
        }),
        fitting("part for a vehicle, words", |part| part.description.clone()),
        fitting("part for a vehicle, one word", |part| {
            let word = part.description.split(' ').next_back();
            word.unwrap_or_default().to_owned()
        }),
        fitting("part for a vehicle, first 3 of the number", |part| {
            cut(part, 0, 3)
        }),
        fitting("part for a vehicle, first 5 of the number", |part| {
            cut(part, 0, 5)
        }),
        fitting("part for a vehicle, the letter b", |_| "b".to_owned()),
        fitting("part for a vehicle, nothing typed", |_| String::new()),
    ]
}

fn people(shop: &Shop) -> Vec<Question> {
    let scale = shop.scale();
    let of = |name, typed: fn(testkit::shop::Customer) -> String| {
        let texts = places(scale.customers).map(|place| typed(shop.customer(place)));
        let params = texts.map(|text| query(&text, None));
        question(name, "customer.search", params)
    };
    let by_vehicle = |name, typed: fn(Vehicle) -> String| {
        let texts = places(scale.vehicles).map(|place| typed(shop.vehicle(place)));
        let params = texts.map(|text| query(&text, None));
        question(name, "customer.search", params)
    };
    vec![
        of("customer, whole name", |customer| customer.name),
        of("customer, family name and a letter", |customer| {
            let mut words: Vec<&str> = customer.name.split(' ').rev().collect();
            if let Some(last) = words.last_mut() {
                *last = last.get(..1).unwrap_or(last);
            }
            words.join(" ")
        }),
        of("customer, family name", |customer| {
            let word = customer.name.split(' ').next_back();
            word.unwrap_or_default().to_owned()
        }),
        of("customer, phone", |customer| customer.phone),
        of("customer, last 4 of the phone", |customer| {
            let from = customer.phone.len().saturating_sub(4);
            customer.phone[from..].to_owned()
        }),
        of("customer, e-mail", |customer| {
            customer.email.unwrap_or(customer.name)
        }),
        by_vehicle("customer, plate", |vehicle| vehicle.plate),
        by_vehicle("customer, last 6 of the VIN", |vehicle| {
            vehicle.vin[11..].to_owned()
        }),
        by_vehicle("customer, 5 from within the VIN", |vehicle| {
            vehicle.vin[5..10].to_owned()
        }),
    ]
}

fn documents(shop: &Shop, tickets: u64) -> Vec<Question> {
    let numbers = |name, typed: fn(u64) -> String| {
        let texts = places(tickets).map(move |place| typed(place + 1));
        let params = texts.map(|text| query(&text, None));
        question(name, "ticket.list", params)
    };
    // Every visit is made from its place, so looking for some costs no walk over all.
    let step = usize::try_from(tickets).unwrap_or(usize::MAX) / TIMES;
    let visits = (0_u64..)
        .zip(shop.visits(tickets))
        .step_by(step.max(1))
        .take(TIMES);
    let open = visits.map(|(index, visit)| {
        let mut requests = vec![request(
            "ticket.get",
            &json!({ "ticket_id": events::ticket_id(index, &visit).to_string() }),
        )];
        if let Some(vehicle) = visit.vehicle {
            let params = json!({ "vehicle_id": events::vehicle_id(vehicle).to_string() });
            requests.push(request("vehicle.get", &params));
        }
        if let Some(customer) = visit.customer {
            let params = json!({ "customer_id": events::customer_id(customer).to_string() });
            requests.push(request("customer.get", &params));
        }
        requests
    });
    let open = Question {
        name: "open a ticket with vehicle history and customer",
        requests: open.collect(),
    };
    let regulars = (shop.scale().vehicles / 1_000).max(1);
    let heavy = (0..regulars.min(300)).map(|place| {
        let params = json!({ "vehicle_id": events::vehicle_id(place).to_string() });
        params
    });
    vec![
        numbers("ticket, number", |serial| format!("C1-T{serial:06}")),
        numbers("ticket, last 4 of the number", |serial| {
            format!("{:04}", serial % 10_000)
        }),
        numbers("receipt, number", |serial| {
            format!("r{:06}", serial * 9 / 10 + 1)
        }),
        open,
        question(
            "history of a vehicle that comes often",
            "vehicle.get",
            heavy,
        ),
    ]
}

/// Returns what is typed to find vehicles: a whole VIN, ends and fragments of one, plates, words; in turn, for ever.
pub(crate) fn vehicles(shop: &Shop) -> impl Iterator<Item = String> {
    let count = shop.scale().vehicles;
    let typed: [fn(Vehicle) -> String; 7] = [
        |vehicle| vehicle.vin,
        |vehicle| vehicle.vin[11..].to_owned(),
        |vehicle| vehicle.vin[9..].to_owned(),
        |vehicle| vehicle.vin[..4].to_owned(),
        |vehicle| vehicle.vin[4..9].to_owned(),
        |vehicle| vehicle.plate,
        |vehicle| format!("{} {}", vehicle.model, vehicle.year),
    ];
    let typed = typed.into_iter().cycle();
    (0_u64..)
        .zip(typed)
        .map(move |(index, typed)| typed(shop.vehicle(index * 7919 % count)))
}

/// Different places, from everywhere.
fn places(count: u64) -> impl Iterator<Item = u64> {
    (0_u64..)
        .take(TIMES)
        .map(move |index| index * 7919 % count.max(1))
}

fn question(name: &'static str, method: &str, params: impl Iterator<Item = Value>) -> Question {
    Question {
        name,
        requests: params
            .map(|params| vec![request(method, &params)])
            .collect(),
    }
}

fn query(text: &str, vehicle: Option<String>) -> Value {
    match vehicle {
        Some(vehicle) => json!({ "query": text, "limit": LIMIT, "vehicle_id": vehicle }),
        None => json!({ "query": text, "limit": LIMIT }),
    }
}

fn request(method: &str, params: &Value) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#)
}

fn plain(number: &str) -> impl Iterator<Item = char> {
    number.chars().filter(char::is_ascii_alphanumeric)
}

fn cut(part: &Part, from: usize, count: usize) -> String {
    plain(&part.number).skip(from).take(count).collect()
}
