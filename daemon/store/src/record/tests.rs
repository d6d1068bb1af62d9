//! Every kind goes to its stored shape and back.

use uuid::Uuid;

use super::*;
use crate::tests::samples;

#[test]
fn every_kind_comes_back_as_it_was() {
    let mut seen = [false; samples::KINDS];
    let mut kinds = std::collections::BTreeSet::new();
    for event in samples::all() {
        let mut body = Vec::new();
        let kind = encode(&event, &mut body).unwrap();
        let text = std::str::from_utf8(&body).unwrap();
        let back = decode(kind, VERSION, event.stream().0, text).unwrap();
        assert_eq!(back, event, "{kind} {text}");
        seen[samples::kind_index(&event)] = true;
        kinds.insert(kind);
    }
    assert!(
        seen.iter().all(|seen| *seen),
        "a kind has no sample: {seen:?}"
    );
    assert_eq!(kinds.len(), samples::KINDS, "two kinds share a name");
}

/// What shops have on disk today must be readable for ever: these bodies are never edited.
#[test]
fn bodies_keep_their_shape() {
    let frozen = [
        (
            "ticket.opened",
            r#"{"number":"C1-T1234567","currency":"USD"}"#,
        ),
        (
            "ticket.line_added",
            r#"{"line":"0192f0c1-7c3a-7000-8000-000000000002","part":{"id":"0192f0c1-7c3a-7000-8000-000000000003","number":"P 85/020","cost":"0"},"description":"Brake pads","quantity":"1.25","price":"119.9999","amount":[15000,"USD"]}"#,
        ),
        (
            "ticket.tax_assessed",
            r#"{"rule":"flat-rate-tax 0.1.0","changed":[["0192f0c1-7c3a-7000-8000-000000000002",[412,"USD"]]],"components":[{"name":"Sales tax","rate":"0.0825","base":[4999,"USD"],"amount":[412,"USD"]}]}"#,
        ),
        (
            "ticket.cash_taken",
            r#"{"payment":"0192f0c1-7c3a-7000-8000-000000000028","amount":[5412,"USD"],"at":1764000000123,"tender":{"cash":{"tendered":[6000,"USD"],"change":[588,"USD"]}}}"#,
        ),
        (
            "ticket.card_stepped",
            r#"{"payment":"0192f0c1-7c3a-7000-8000-000000000028","step":{"waiting":{"intent":"pi_1","attempt":1}}}"#,
        ),
        (
            "stock.moved",
            r#"{"location":"shop","quantity":"-2.5","cost":"21.3375","why":{"adjusted":{"reason":"counted"}}}"#,
        ),
        (
            "part.saved",
            r#"{"number":"P 85/020","brand":"Brembo","description":"Brake pads","category":"Brakes","price":"49.99","cost":"21.3375","fitment":[[2012,2015,"Honda","Civic"]]}"#,
        ),
        ("customer.saved", r#"{"name":"Zoë O'Brien","phone":"555"}"#),
        ("staff.saved", r#"{"name":"Sam","role":"clerk"}"#),
        (
            "job.requested",
            r#"{"device":"receipt-printer","what":{"document":{"body":"{}"}}}"#,
        ),
        ("job.started", "{}"),
        ("job.settled", r#"{"failed":{"reason":"no paper"}}"#),
    ];
    for (kind, body) in frozen {
        let event = decode(kind, 1, Uuid::nil(), body).unwrap_or_else(|e| panic!("{kind}: {e}"));
        let mut again = Vec::new();
        assert_eq!(encode(&event, &mut again).unwrap(), kind);
        assert_eq!(std::str::from_utf8(&again).unwrap(), body);
    }
}

#[test]
fn says_what_it_cannot_read() {
    let fault = |kind, version, body| {
        decode(kind, version, Uuid::nil(), body)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        fault("ticket.opened", 7, "{}"),
        "kind `ticket.opened` of version 7 is not known to this daemon"
    );
    assert!(fault("ticket.teleported", 1, "{}").contains("`ticket.teleported`"));
    assert!(fault("job.started", 1, "{\"more\":1}").contains("unknown field"));
    assert!(fault("staff.saved", 1, "{\"name\":\"Sam\"}").contains("role"));
    let too_many =
        r#"{"location":"x","quantity":"1000001","cost":"0","why":{"adjusted":{"reason":""}}}"#;
    assert!(fault("stock.moved", 1, too_many).contains("between"));
}
