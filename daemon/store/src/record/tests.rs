//! Every kind goes to its stored shape and back, and the stored shape never changes.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::*;

/// What shops have on disk must be readable for ever: these lines are added to and never edited.
const GOLDEN: &str = include_str!("golden.ndjson");

#[derive(Deserialize)]
struct Line<'a> {
    kind: String,
    stream: String,
    #[serde(borrow)]
    body: &'a RawValue,
}

/// One event of every kind at least, with every word and every optional field both present and absent.
pub(crate) fn samples() -> Vec<Event> {
    let read = |line: &str| {
        let parsed: Line<'_> =
            serde_json::from_str(line).unwrap_or_else(|fault| panic!("{line}: {fault}"));
        let stream = Uuid::try_parse(&parsed.stream).unwrap();
        decode(&parsed.kind, VERSION, stream, parsed.body.get())
            .unwrap_or_else(|fault| panic!("{line}: {fault}"))
    };
    GOLDEN.lines().map(read).collect()
}

fn line_of(event: &Event) -> (&'static str, String) {
    let mut body = Vec::new();
    let kind = encode(event, &mut body).unwrap();
    let (stream, body) = (event.stream().0, std::str::from_utf8(&body).unwrap());
    let line = format!(r#"{{"kind":"{kind}","stream":"{stream}","body":{body}}}"#);
    (kind, line)
}

/// `UPDATE=1` writes the lines as they would be written today, for a look at the difference.
#[test]
fn every_kind_keeps_its_shape() {
    let events = samples();
    let written: Vec<_> = events.iter().map(line_of).collect();
    let text: String = written
        .iter()
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/record/golden.ndjson");
        std::fs::write(path, &text).unwrap();
    }
    for (line, (_, now)) in GOLDEN.lines().zip(&written) {
        assert_eq!(now, line);
    }
    let seen: BTreeSet<_> = written.iter().map(|(kind, _)| *kind).collect();
    let kinds = v1::kinds();
    let missing: Vec<_> = kinds.iter().filter(|kind| !seen.contains(*kind)).collect();
    assert!(missing.is_empty(), "no line for {missing:?}");
    assert_eq!(seen.len(), kinds.len(), "two kinds share a name");
    assert_eq!(seen::forgotten(), [""; 0], "no line has these words");
}

#[test]
fn kinds_that_are_looked_for_are_kinds() {
    for kind in [kind::STOCK_MOVED, kind::SERVICED, kind::SERVICE_WITHDRAWN] {
        assert!(v1::kinds().contains(&kind), "{kind}");
    }
}

#[test]
fn the_things_own_id_comes_from_the_stream() {
    let stream = Uuid::from_u128(77);
    for event in samples() {
        let mut body = Vec::new();
        let kind = encode(&event, &mut body).unwrap();
        let text = std::str::from_utf8(&body).unwrap();
        let moved = decode(kind, VERSION, stream, text).unwrap();
        assert_eq!(moved.stream().0, stream);
        let mut again = Vec::new();
        encode(&moved, &mut again).unwrap();
        assert_eq!(again, body, "{kind} repeats its stream's id");
        if let Event::Part(_, domain::catalog::PartEvent::Saved(part)) = moved {
            assert_eq!(part.id.uuid(), stream);
        }
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
    assert!(fault("elevator.opened", 1, "{}").contains("`elevator.opened`"));
    assert!(fault("job.started", 1, "{\"more\":1}").contains("unknown field"));
    assert!(fault("job.started", 1, "{} {}").contains("trailing"));
    assert!(fault("staff.saved", 1, "{\"name\":\"Sam\"}").contains("missing field `role`"));
    let twice = r#"{"name":"Sam","name":"Pat","role":"clerk"}"#;
    assert!(fault("staff.saved", 1, twice).contains("duplicate field `name`"));
    let boss = r#"{"name":"Sam","role":"boss"}"#;
    assert!(fault("staff.saved", 1, boss).contains("`boss` is not one of the words"));
    assert!(fault("job.settled", 1, "\"exploded\"").contains("unknown variant `exploded`"));
    let too_many = r#"{"location":"x","quantity":"1000001","cost":"0","value":[0,"USD"],"why":"opening_balance"}"#;
    assert!(fault("part.moved", 1, too_many).contains("between"));
}
