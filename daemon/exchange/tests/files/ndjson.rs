//! The whole journal out and in.

use exchange::ndjson::{ExportError, Fault, Header, LINE_LEN_MAX, begin, read, verify};
use proptest::prelude::*;
use serde_json::value::RawValue;

fn header() -> Header {
    Header {
        shop: "Prairie Auto \"North\"".to_owned(),
        exported_at: "2026-11-23T18:00:00Z".parse().unwrap(),
        head: 3,
        head_hash: "ab12".to_owned(),
    }
}

fn exported(bodies: &[&str]) -> Vec<u8> {
    let mut export = begin(&header(), Vec::new()).unwrap();
    for body in bodies {
        let body = RawValue::from_string((*body).to_owned()).unwrap();
        export.record(&body).unwrap();
    }
    export.finish().unwrap()
}

const BODIES: [&str; 3] = [
    r#"{"kind":"ticket.opened","end":{"records":0},"record":1}"#,
    r#"{"amount":12.50,"big":12345678901234567890123,"text":"line\nbreak é"}"#,
    "{}",
];

fn fault_of(file: &[u8]) -> (u64, Fault) {
    let error = verify(file).unwrap_err();
    (error.line, error.fault)
}

#[test]
fn records_come_back_to_the_byte() {
    let file = exported(&BODIES);
    let records = read(file.as_slice()).unwrap();
    assert_eq!(records.header(), &header());
    let back: Vec<_> = records
        .map(|record| record.unwrap().get().to_owned())
        .collect();
    assert_eq!(back, BODIES);
    let summary = verify(file.as_slice()).unwrap();
    assert_eq!((summary.records, summary.header), (3, header()));
    // sha256sum over all lines but the last gives the same digest.
    assert_eq!(
        summary.sha256,
        "7cc87ab3e5a187171844ca5060103a6aa03f6e8e971b1e0bb384a9b229d9b6b3"
    );
    assert_eq!(exported(&BODIES), file);
}

#[test]
fn a_record_with_line_breaks_is_one_line() {
    let file = exported(&["{\n  \"a\": \"b\\nc\"\r\n}"]);
    assert_eq!(file.iter().filter(|byte| **byte == b'\n').count(), 3);
    let record = read(file.as_slice()).unwrap().next().unwrap().unwrap();
    assert_eq!(record.get(), r#"{   "a": "b\nc"  }"#);
}

#[test]
fn cut_anywhere_is_noticed() {
    let file = exported(&BODIES);
    for len in 0..file.len() {
        assert_eq!(fault_of(&file[..len]).1, Fault::Truncated, "cut at {len}");
    }
}

#[test]
fn lines_that_are_gone_doubled_or_swapped_are_noticed() {
    let file = String::from_utf8(exported(&BODIES)).unwrap();
    let lines: Vec<&str> = file.lines().collect();
    let joined = |order: &[usize]| {
        let lines: Vec<&str> = order.iter().map(|at| lines[*at]).collect();
        lines.join("\n") + "\n"
    };
    assert_eq!(
        fault_of(joined(&[0, 1, 3, 4]).as_bytes()),
        (
            4,
            Fault::Count {
                found: 2,
                stated: 3
            }
        )
    );
    assert_eq!(
        fault_of(joined(&[0, 2, 1, 3, 4]).as_bytes()),
        (5, Fault::Digest)
    );
    assert_eq!(
        fault_of(joined(&[0, 1, 2, 2, 4]).as_bytes()),
        (5, Fault::Digest)
    );
    assert_eq!(
        fault_of(joined(&[0, 1, 2, 3, 4, 4]).as_bytes()),
        (6, Fault::Trailing)
    );
    assert_eq!(fault_of(joined(&[1, 2]).as_bytes()), (1, Fault::NoHeader));
    assert!(matches!(
        fault_of(joined(&[0, 1, 0]).as_bytes()),
        (3, Fault::Syntax(_))
    ));
    assert_eq!(fault_of(b"part,price\n"), (1, Fault::NoHeader));
    let newer = file.replacen("\"version\":1", "\"version\":2,\"more\":1", 1);
    assert_eq!(fault_of(newer.as_bytes()), (1, Fault::Version(2)));
    let broken = file.replacen("\"kind\"", "kind", 1);
    assert!(matches!(fault_of(broken.as_bytes()), (2, Fault::Syntax(_))));
}

#[test]
fn only_objects_are_records() {
    for body in ["null", "[]", "7", "\"{\""] {
        let mut export = begin(&header(), Vec::new()).unwrap();
        let value = RawValue::from_string(body.to_owned()).unwrap();
        assert!(
            matches!(export.record(&value), Err(ExportError::NotAnObject(1))),
            "{body}"
        );
        let file = String::from_utf8(exported(&["{}"])).unwrap();
        let file = file.replacen("{\"record\":{}}", &format!("{{\"record\":{body}}}"), 1);
        assert!(
            matches!(fault_of(file.as_bytes()), (2, Fault::Syntax(_))),
            "{body}"
        );
    }
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let mut file = exported(&BODIES[..1]);
    file.truncate(file.len() - 10);
    file.extend(std::iter::repeat_n(b'x', LINE_LEN_MAX));
    assert_eq!(fault_of(&file).1, Fault::TooLong);
    let body =
        RawValue::from_string(format!("{{\"a\":\"{}\"}}", "x".repeat(LINE_LEN_MAX))).unwrap();
    let mut export = begin(&header(), Vec::new()).unwrap();
    assert!(matches!(export.record(&body), Err(ExportError::TooLong(1))));
}

proptest! {
    #[test]
    fn a_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        let mut file = exported(&BODIES);
        let place = place.index(file.len());
        file[place] ^= flip;
        // A blank or an escape in the last line may change without changing what it says.
        let last = file[..file.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
        prop_assert!(verify(file.as_slice()).is_err() || place > last, "{place}");
    }

    #[test]
    fn any_json_comes_back(bodies in proptest::collection::vec("\\{\"a\":(\"[a-zé ]{0,20}\"|-?[1-9][0-9]{0,30}|null|\\[\\{\\}\\])\\}", 0..20)) {
        let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
        let file = exported(&bodies);
        let back: Vec<_> = read(file.as_slice()).unwrap().map(|record| record.unwrap().get().to_owned()).collect();
        prop_assert_eq!(back, bodies);
    }
}
