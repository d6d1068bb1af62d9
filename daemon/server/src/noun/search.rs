//! One box for parts, customers, vehicles, tickets and canned jobs.

use domain::canned::Canned;
use domain::phone::Phone;
use domain::text::normal_number;
use protocol::problem::Problem;
use protocol::v1::limit;
use protocol::v1::search::{All, Found, Hit, Kind, Match};

use crate::api::Api;
use crate::call::Deed;
use crate::read::{load, store};

/// The most hits of one answer.
const HITS_MAX: usize = 100;
/// The most canned jobs that are looked through: a shop has some hundreds.
const CANNED_MAX: usize = 300;

pub(crate) fn all(params: All) -> Deed {
    Deed::read(move |api| {
        let query = params.query.trim();
        if query.is_empty() {
            return Ok(Found { hits: Vec::new() });
        }
        let most = limit(params.limit, 20).min(HITS_MAX);
        let mut hits = tickets(api, query, most)?;
        hits.extend(parts(api, query, params.vehicle_id.map(|id| id.0), most)?);
        hits.extend(vehicles(api, query, most)?);
        hits.extend(customers(api, query, most)?);
        hits.extend(canned(api, query, most)?);
        // Stable: within one kind the store's own order stays.
        hits.sort_by_key(|hit| hit.match_kind);
        hits.truncate(most);
        Ok(Found { hits })
    })
}

/// Tells how exactly a thing was meant: the best of the texts that it is known by.
fn matched<'t>(query: &str, texts: impl IntoIterator<Item = Option<&'t str>>) -> Match {
    let asked = normal_number(query);
    let best = texts.into_iter().flatten().map(|text| {
        let known = normal_number(text);
        if asked.is_empty() || known.is_empty() {
            Match::Words
        } else if known == asked {
            Match::Exact
        } else if known.starts_with(&asked) || known.ends_with(&asked) {
            Match::Edge
        } else {
            Match::Words
        }
    });
    best.min().unwrap_or(Match::Words)
}

fn tickets(api: &Api, query: &str, most: usize) -> Result<Vec<Hit>, Problem> {
    let found = store(api.queries.search_tickets(query, most))?;
    let hit = |row: engine::queries::TicketSummary| {
        let numbers = [
            Some(&row.number),
            row.estimate.as_ref(),
            row.work_order.as_ref(),
            row.invoice.as_ref(),
            row.receipt.as_ref(),
        ];
        let known = numbers.map(|number| number.map(String::as_str));
        let who = [row.customer_name.as_deref(), row.vehicle_label.as_deref()];
        let who: Vec<&str> = who.into_iter().flatten().collect();
        Hit {
            kind: Kind::Ticket,
            id: row.id.to_string(),
            match_kind: matched(query, known),
            detail: (!who.is_empty()).then(|| who.join(", ")),
            label: row.number,
        }
    };
    Ok(found.into_iter().map(hit).collect())
}

fn parts(
    api: &Api,
    query: &str,
    vehicle: Option<domain::ids::VehicleId>,
    most: usize,
) -> Result<Vec<Hit>, Problem> {
    let found = store(api.queries.search_parts(query, vehicle, most))?;
    let hit = |view: engine::queries::PartView| {
        let part = view.part;
        let upc = part.upc.as_deref();
        Hit {
            kind: Kind::Part,
            id: part.id.to_string(),
            match_kind: matched(query, [Some(part.number.as_str()), upc]),
            label: part.number,
            detail: Some(part.description),
        }
    };
    Ok(found.into_iter().map(hit).collect())
}

fn vehicles(api: &Api, query: &str, most: usize) -> Result<Vec<Hit>, Problem> {
    let found = store(api.queries.search_vehicles(query, most))?;
    let hit = |vehicle: domain::people::Vehicle| {
        let vin = vehicle.vin.as_ref().map(domain::vin::Vin::as_str);
        let (plate, unit) = (vehicle.plate.as_deref(), vehicle.unit_number.as_deref());
        Hit {
            kind: Kind::Vehicle,
            id: vehicle.id.to_string(),
            match_kind: matched(query, [vin, plate, unit]),
            label: vehicle.label(),
            detail: plate.or(vin).map(str::to_owned),
        }
    };
    Ok(found.into_iter().map(hit).collect())
}

fn customers(api: &Api, query: &str, most: usize) -> Result<Vec<Hit>, Problem> {
    let found = store(api.queries.search_customers(query, most))?;
    let hit = |view: engine::queries::CustomerView| {
        let customer = view.customer;
        let known = [Some(customer.name.as_str()), customer.email.as_deref()];
        let mut match_kind = matched(query, known);
        // A phone is the same number with and without its country code.
        if let Ok(asked) = Phone::parse(query)
            && let mut keys = customer.phones.iter().filter_map(|phone| phone.key())
            && keys.any(|key| key == asked.digits())
        {
            match_kind = Match::Exact;
        }
        Hit {
            kind: Kind::Customer,
            id: customer.id.to_string(),
            match_kind,
            detail: customer
                .phone()
                .or(customer.email.as_deref())
                .map(str::to_owned),
            label: customer.name,
        }
    };
    Ok(found.into_iter().map(hit).collect())
}

/// Canned jobs have no index: a shop has few, and their titles are short.
fn canned(api: &Api, query: &str, most: usize) -> Result<Vec<Hit>, Problem> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let offered = api
        .queries
        .found("canned.state", "offered", None, CANNED_MAX);
    let mut hits = Vec::new();
    for found in store(offered)? {
        let Some(job) = load::<Canned>(api, found.id)? else {
            continue;
        };
        let title = job.job.title.to_lowercase();
        let mut of_title = title.split_whitespace();
        let fits = words
            .iter()
            .all(|word| of_title.clone().any(|known| known.starts_with(word)));
        if fits && of_title.next().is_some() {
            hits.push(Hit {
                kind: Kind::CannedJob,
                id: found.id.to_string(),
                match_kind: matched(query, [Some(title.as_str())]),
                label: job.job.title,
                detail: None,
            });
        }
    }
    hits.truncate(most);
    Ok(hits)
}
