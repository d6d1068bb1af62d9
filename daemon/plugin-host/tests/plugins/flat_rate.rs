//! The shipped plugin, built by the real route, through the real host.

use plugin_host::{ErrorKind, Limits, TaxExemption};

use crate::support::{line, open, query};

#[test]
fn worked_vectors_of_both_bases() {
    for (basis, vectors) in [
        (
            "item",
            [
                (5, 106, "0.0825", 45),
                (5, 333, "0.0825", 135),
                (3, 42, "0.06625", 9),
            ],
        ),
        (
            "invoice",
            [
                (5, 106, "0.0825", 44),
                (5, 333, "0.0825", 137),
                (3, 42, "0.06625", 8),
            ],
        ),
    ] {
        for (count, price, rate, tax) in vectors {
            let settings = [("rate", rate), ("basis", basis), ("name", "State tax")];
            let mut plugin = open("flat-rate-tax", &settings, Limits::default()).unwrap();
            let one = query(vec![line(0, "part", count * price, &count.to_string())]);
            let answer = plugin.assess(&one).unwrap();
            assert_eq!(
                answer.line_taxes,
                [tax],
                "{count} x {price} at {rate} by {basis}"
            );
            let component = &answer.components[0];
            assert_eq!(component.name, "State tax");
            assert_eq!(component.rate.to_string(), rate);
            assert_eq!((component.base, component.amount), (count * price, tax));

            let many = query(
                (0..)
                    .take(5)
                    .map(|id| line(id, "part", price, "1"))
                    .collect(),
            );
            let again = plugin.assess(&many).unwrap();
            assert_eq!(
                again,
                plugin.assess(&many).unwrap(),
                "a warm instance answers the same"
            );
        }
    }
}

#[test]
fn classes_and_exemption_reach_the_plugin() {
    let settings = [("rate", "0.1"), ("taxable", "part,labor_repair")];
    let mut plugin = open("flat-rate-tax", &settings, Limits::default()).unwrap();
    let mut ticket = query(vec![
        line(0, "part", 1000, "1"),
        line(1, "labor_repair", 1500, "1.5"),
        line(2, "fee_shop", 700, "1"),
        line(3, "part", -200, "-1"),
    ]);
    assert_eq!(
        plugin.assess(&ticket).unwrap().line_taxes,
        [100, 150, 0, -20]
    );
    ticket.exemption = Some(TaxExemption {
        reason: "resale".to_owned(),
        certificate: "SR 99-1".to_owned(),
    });
    let exempt = plugin.assess(&ticket).unwrap();
    assert_eq!(exempt.line_taxes, [0; 4]);
    assert!(
        exempt
            .extras
            .contains(&("exempt-certificate".to_owned(), "SR 99-1".to_owned()))
    );
}

#[test]
fn an_empty_ticket_has_no_tax() {
    let mut plugin = open("flat-rate-tax", &[("rate", "0.1")], Limits::default()).unwrap();
    assert_eq!(
        plugin.assess(&query(Vec::new())).unwrap().line_taxes,
        [0; 0]
    );
}

#[test]
fn a_ticket_of_five_hundred_lines_stays_within_the_default_limits() {
    let mut plugin = open("flat-rate-tax", &[("rate", "0.0825")], Limits::default()).unwrap();
    let lines = (0..500).map(|id| line(id, "part", 106, "1")).collect();
    let answer = plugin.assess(&query(lines)).unwrap();
    assert_eq!(answer.line_taxes.iter().sum::<i64>(), 4373);
}

#[test]
fn wrong_settings_are_refused_at_opening_in_the_plugins_words() {
    let fault = open("flat-rate-tax", &[("rate", "8.25")], Limits::default()).unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::SettingsRefused);
    assert!(
        fault.to_string().contains("a fraction from 0 to 1"),
        "{fault}"
    );
}

#[test]
fn warm_instances_are_replaced_without_anyone_noticing() {
    let mut plugin = open("flat-rate-tax", &[("rate", "0.0825")], Limits::default()).unwrap();
    let ticket = query(vec![line(0, "part", 530, "5")]);
    for call in 0..25_000 {
        assert_eq!(
            plugin.assess(&ticket).unwrap().line_taxes,
            [44],
            "call {call}"
        );
    }
}

#[test]
fn a_plugin_moves_to_the_thread_that_uses_it() {
    let mut plugin = open("flat-rate-tax", &[("rate", "0.0825")], Limits::default()).unwrap();
    let thread = std::thread::spawn(move || plugin.assess(&query(vec![line(0, "part", 530, "5")])));
    assert_eq!(thread.join().unwrap().unwrap().line_taxes, [44]);
}
