//! Misbehaves on demand. The setting `mode` says how; the host's tests prove that each way is stopped.
//!
//! Every call of the class `calm` behaves well whatever the mode, so a test can show that the next
//! call works.

use counterd_plugin_sdk::tax::{Answer, Component, Problem, Query, TaxRules};

/// The plugin and its one setting.
#[derive(Debug)]
pub struct Hostile {
    mode: String,
}

impl TaxRules for Hostile {
    fn configure(settings: &[(String, String)]) -> Result<Self, String> {
        let mode = settings.iter().find(|(key, _)| key == "mode");
        let Some((_, mode)) = mode else {
            return Err("the setting mode is missing".to_owned());
        };
        if mode == "panic-at-start" {
            panic!("hostile-tax was told to panic at its start");
        }
        Ok(Self { mode: mode.clone() })
    }

    fn assess(&self, query: &Query) -> Result<Answer, Problem> {
        if query
            .lines
            .first()
            .is_some_and(|line| line.tax_class == "calm")
        {
            return Ok(untaxed(query));
        }
        match self.mode.as_str() {
            "loop" => spin(),
            "hog" => hog(query),
            "panic" => panic!("hostile-tax was told to panic"),
            "recurse" => Ok(recurse(query, 1)),
            "shout" => Ok(shout(query)),
            "huge-list" => Ok(Answer {
                line_taxes: vec![1; 1_000_000],
                ..untaxed(query)
            }),
            "huge-text" => Ok(Answer {
                components: vec![component(&"x".repeat(4_000_000), 0)],
                ..untaxed(query)
            }),
            "many-components" => Ok(Answer {
                components: vec![component("x", 0); 1_000],
                ..untaxed(query)
            }),
            "short-list" => Ok(Answer {
                line_taxes: Vec::new(),
                ..untaxed(query)
            }),
            "wrong-total" => Ok(Answer {
                line_taxes: query.lines.iter().map(|_| 1).collect(),
                components: vec![component("x", 999)],
                ..untaxed(query)
            }),
            "negative-tax" => Ok(each_line(query, |amount| -(amount / 10))),
            "confiscate" => Ok(each_line(query, |amount| amount.saturating_mul(3))),
            "overflow" => Ok(Answer {
                components: vec![component("x", i64::MAX), component("y", i64::MAX)],
                ..untaxed(query)
            }),
            "bad-rate" => Ok(Answer {
                components: vec![Component {
                    rate: "a lot".to_owned(),
                    ..component("x", 0)
                }],
                ..untaxed(query)
            }),
            "refuse" => Err(Problem {
                code: "unknown-place".to_owned(),
                message: format!("no rate is known for {:?}", query.place),
                hint: "Correct the place of the shop in the settings.".to_owned(),
                extras: Vec::new(),
            }),
            "huge-refusal" => Err(Problem {
                code: "x".repeat(2_000),
                message: "y".repeat(20_000),
                hint: "z".repeat(20_000),
                extras: Vec::new(),
            }),
            _ => Ok(untaxed(query)),
        }
    }
}

fn untaxed(query: &Query) -> Answer {
    Answer {
        line_taxes: vec![0; query.lines.len()],
        components: Vec::new(),
        extras: Vec::new(),
    }
}

fn each_line(query: &Query, tax: impl Fn(i64) -> i64) -> Answer {
    let line_taxes: Vec<i64> = query.lines.iter().map(|line| tax(line.amount)).collect();
    let total = line_taxes.iter().sum();
    Answer {
        line_taxes,
        components: vec![component("x", total)],
        extras: Vec::new(),
    }
}

fn component(name: &str, amount: i64) -> Component {
    Component {
        name: name.to_owned(),
        rate: "0.1".to_owned(),
        base: 0,
        amount,
    }
}

fn spin() -> ! {
    let mut count = 0_u64;
    loop {
        count = std::hint::black_box(count.wrapping_add(1));
    }
}

fn hog(query: &Query) -> Result<Answer, Problem> {
    let mut held: Vec<Vec<u8>> = Vec::new();
    loop {
        held.push(vec![1; 1 << 20]);
        if std::hint::black_box(held.len()) > 4_000 {
            return Ok(untaxed(query));
        }
    }
}

fn recurse(query: &Query, depth: u64) -> Answer {
    let pad = std::hint::black_box([depth; 16]);
    if pad[0] == u64::MAX {
        return untaxed(query);
    }
    let answer = recurse(query, depth.wrapping_add(pad[3]));
    std::hint::black_box(pad);
    answer
}

fn shout(query: &Query) -> Answer {
    for number in 0..10_000 {
        counterd_plugin_sdk::log(
            counterd_plugin_sdk::Level::Info,
            &format!("line {number} {}", "!".repeat(5_000)),
        );
    }
    untaxed(query)
}

counterd_plugin_sdk::export_tax!(Hostile);
