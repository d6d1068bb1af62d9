//! Part search as people type, through the API and, beside it, straight from the store.

use std::time::Instant;

use engine::Queries as _;
use store::SqliteQueries;
use testkit::client::RawClient;
use testkit::shop::Part;

use crate::counter::Counter;
use crate::load::{self, Script};
use crate::machine::Others;
use crate::stats::Samples;
use crate::table::{Row, ms};
use crate::{Plan, Result};

/// Different queries of each kind.
const QUERIES: u64 = 500;
const FOUND_MAX: usize = 20;

/// A way of searching, and what of a part it types.
type Kind = (&'static str, fn(&Part) -> String);
const KINDS: [Kind; 3] = [
    ("number, first 5", |part| {
        plain(&part.number).take(5).collect()
    }),
    ("number, 5 from within", |part| {
        plain(&part.number).skip(2).take(5).collect()
    }),
    ("words and a brand", |part| {
        let words = part
            .description
            .split(' ')
            .rev()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ");
        format!("{} {words}", part.brand)
    }),
];

/// Measures and returns the rows.
pub(crate) fn rows(counter: &Counter, plan: &Plan) -> Result<Vec<Row>> {
    let store = SqliteQueries::open(counter.data(), 1)?;
    let mut rows = Vec::new();
    for (name, typed) in KINDS {
        let parts = (0..QUERIES).map(|index| counter.catalog.part(index * 7919 % counter.parts));
        let queries: Vec<String> = parts.map(|part| typed(&part)).collect();
        let others = Others::watch(&[counter.pid()]);
        let (mut direct, mut found) = (Samples::default(), 0);
        let start = Instant::now();
        for query in queries.iter().cycle() {
            if start.elapsed() > plan.slice && direct.count() >= queries.len() {
                break;
            }
            let before = Instant::now();
            found += usize::from(!store.search_parts(query, None, FOUND_MAX)?.is_empty());
            direct.push(before.elapsed());
        }
        if found != direct.count() {
            return Err(
                format!("{name}: {} searches found nothing", direct.count() - found).into(),
            );
        }
        let requests = queries.iter().map(|query| request(query)).collect();
        let script = Searches { requests, turn: 0 };
        let ours = load::run(&counter.target, vec![script], plan.slice * 2)?.samples;
        rows.push(Row {
            what: format!("search {} parts, {name}", counter.parts),
            figure: format!("p50 {}, p99 {}", ms(ours.median()), ms(ours.p99())),
            beside: format!(
                "store alone p50 {}, p99 {}",
                ms(direct.median()),
                ms(direct.p99())
            ),
            ratio: Some(ours.median().as_secs_f64() / direct.median().as_secs_f64()),
            others: Some(others.percent()),
            ..Row::default()
        });
    }
    Ok(rows)
}

fn request(query: &str) -> String {
    let params = serde_json::json!({ "query": query, "limit": FOUND_MAX });
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"part.search","params":{params}}}"#)
}

fn plain(number: &str) -> impl Iterator<Item = char> {
    number.chars().filter(char::is_ascii_alphanumeric)
}

/// One person who searches without a pause.
struct Searches {
    requests: Vec<String>,
    turn: usize,
}

impl Script for Searches {
    async fn prepare(&mut self, _: &mut RawClient) -> Result<()> {
        Ok(())
    }

    fn request(&mut self, text: &mut String) {
        let query = &self.requests[self.turn % self.requests.len()];
        text.push_str(query);
        self.turn += 1;
    }
}
