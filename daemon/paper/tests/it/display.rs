//! Customer displays: the exact bytes, and what stands on the glass after them.

use paper::display::{Decoder, DisplayLanguage, DisplayProfile, encode, initialize, show};
use paper::escpos::CodePage;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn shown(profile: &DisplayProfile, bytes: &[u8]) -> Vec<String> {
    let mut display = Decoder::new(profile);
    display.feed(bytes);
    display.lines()
}

#[test]
fn an_epson_display_gets_every_row_in_full() {
    let profile = DisplayProfile {
        brightness: Some(9),
        ..DisplayProfile::epson_2x20()
    };
    let bytes = encode(&strings(&["Oil filter      8.99", "Total 9 €"]), &profile);
    let expected = [
        b"\x1b@\x1bR\0\x1f\x01\x1fC\0\x1fX\x04\x0c".as_slice(),
        b"\x1f$\x01\x01Oil filter      8.99",
        b"\x1f$\x01\x02Total 9 \x1bt\x13\xd5           ",
    ];
    assert_eq!(bytes, expected.concat(), "{}", bytes.escape_ascii());
    assert_eq!(
        shown(&profile, &bytes),
        ["Oil filter      8.99", "Total 9 €"]
    );
}

#[test]
fn a_cd5220_display_gets_two_rows_ended_by_carriage_return() {
    let profile = DisplayProfile {
        brightness: Some(2),
        ..DisplayProfile::cd5220_2x20()
    };
    let bytes = encode(&strings(&["Grüße", "5 €"]), &profile);
    let expected = [
        b"\x1b@\x1b\x11\x1b_\0\x1b*\x02\x0c".as_slice(),
        b"\x1bQAGr??e               \r",
        b"\x1bQB5 E                 \r",
    ];
    assert_eq!(bytes, expected.concat(), "{}", bytes.escape_ascii());
    let mut display = Decoder::new(&profile);
    display.feed(&bytes);
    assert_eq!(
        display.rows(),
        ["Gr??e               ", "5 E                 "]
    );
    assert_eq!(display.brightness(), 2);
}

#[test]
fn a_new_text_replaces_the_old_one_without_clearing() {
    let profile = DisplayProfile::epson_2x20();
    let mut display = Decoder::new(&profile);
    display.feed(&encode(
        &strings(&["a long line of text here", "second"]),
        &profile,
    ));
    assert_eq!(display.lines(), ["a long line of text", "second"]);
    display.feed(&show(&strings(&["new"]), &profile));
    assert_eq!(display.lines(), ["new", ""]);
    assert!(!show(&strings(&["new"]), &profile).contains(&0x0C));
}

#[test]
fn a_display_behind_a_printer_listens_only_when_chosen() {
    let profile = DisplayProfile {
        behind_printer: true,
        ..DisplayProfile::epson_2x20()
    };
    let mut display = Decoder::new(&profile);
    let bytes = [initialize(&profile), show(&strings(&["x"]), &profile)].concat();
    assert!(bytes.starts_with(b"\x1b=\x02\x1b@") && bytes.ends_with(b"\x1b=\x01"));
    display.feed(&bytes);
    display.feed(b"a receipt\n\x0c");
    assert_eq!(display.lines(), ["x", ""]);
}

#[test]
fn other_programs_commands() {
    let profile = DisplayProfile::epson_2x20();
    for (bytes, lines) in [
        (b"one\x0a\x0dtwo".as_slice(), ["one", "two"]),
        (b"\x1fBlow\x0bhigh", ["high", "low"]),
        (b"\x1f$\x03\x02c\x1f$\x15\x01d", ["", "  cd"]),
        (b"\x1bl\x02\x01b\x08\x08a\x09c", ["abc", ""]),
        (b"\x1f\x0dx\x1f\x0ay", ["y                  x", ""]),
        (b"\x1f\x02one\x0a\x0dtwo\x0a\x0dthree", ["two", "three"]),
        (b"gone\x18\x1bQBrow\r", ["", "row"]),
        (b"\x1bt\x02\x9b", ["ø", ""]),
        (b"\x1f:\x1f^\x05\x05\x1fT\x0c\x1e\x1fE\x14x", ["x", ""]),
    ] {
        assert_eq!(shown(&profile, bytes), lines, "{}", bytes.escape_ascii());
    }
    let line = "0123456789".repeat(5);
    assert_eq!(
        shown(&profile, line.as_bytes()),
        vec!["0123456789".repeat(2); 2]
    );
}

fn profiles() -> impl Strategy<Value = DisplayProfile> {
    (
        1u8..41,
        1u8..5,
        any::<bool>(),
        select(CodePage::ALL.to_vec()),
        any::<[bool; 2]>(),
    )
        .prop_map(
            |(columns, rows, is_epson, page, [behind_printer, has_two])| DisplayProfile {
                columns,
                rows,
                language: if is_epson {
                    DisplayLanguage::EscPos
                } else {
                    DisplayLanguage::Cd5220
                },
                code_pages: [(page, 0), (CodePage::Pc858, 19)][..1 + usize::from(has_two)].to_vec(),
                behind_printer,
                ..DisplayProfile::epson_2x20()
            },
        )
}

proptest! {
    #[test]
    fn what_is_sent_is_shown(
        lines in vec(prop_oneof!["[ -~]{0,50}", "[ -~é€漢Ж\u{a0}\n\u{1b}\u{200b}]{0,50}"], 0..5),
        profile in profiles(),
        size in 1usize..9,
    ) {
        let mut display = Decoder::new(&profile);
        for chunk in encode(&lines, &profile).chunks(size) {
            display.feed(chunk);
        }
        let rows = display.rows();
        prop_assert_eq!(rows.len(), usize::from(profile.rows));
        let visible = match profile.language {
            DisplayLanguage::EscPos => rows.len(),
            DisplayLanguage::Cd5220 => rows.len().min(2),
        };
        for (at, row) in rows.iter().enumerate() {
            let line = lines.get(at).filter(|_| at < visible).map_or("", String::as_str);
            let wanted = line.chars().filter(|c| *c != '\u{200b}');
            let wanted: Vec<char> = wanted.chain(std::iter::repeat(' ')).take(usize::from(profile.columns)).collect();
            prop_assert_eq!(row.chars().count(), wanted.len());
            for (shown, wanted) in row.chars().zip(wanted) {
                let is_kept = shown == wanted;
                let is_blank = shown == ' ' && (wanted.is_whitespace() || wanted.is_control());
                prop_assert!(is_kept || is_blank || (!wanted.is_ascii() && matches!(shown, '?' | 'E')), "{row:?} {line:?}");
            }
        }
    }

    #[test]
    fn any_bytes_leave_a_glass_of_its_size(bytes in vec(any::<u8>(), 0..400), profile in profiles()) {
        let mut display = Decoder::new(&profile);
        display.feed(&bytes);
        let columns = usize::from(profile.columns);
        prop_assert!(display.rows().iter().all(|row| row.chars().count() == columns));
    }
}
