//! The decoder against any bytes: it stays in bounds, and chunks do not matter.

use paper::escpos::{Cjk, Decoder, Op, PENDING_BYTES_MAX, Paper, Profile};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Joins text runs that chunking may have split.
fn joined(ops: Vec<Op>) -> Vec<Op> {
    let mut joined: Vec<Op> = Vec::new();
    for op in ops {
        match (joined.last_mut(), op) {
            (
                Some(Op::Text { text, style }),
                Op::Text {
                    text: more,
                    style: same,
                },
            ) if *style == same => {
                text.push_str(&more);
            }
            (_, op) => joined.push(op),
        }
    }
    joined
}

/// Bytes that look like commands: a real prefix, a few parameters, sometimes their data.
fn commands() -> impl Strategy<Value = Vec<u8>> {
    let prefix = prop_oneof![
        3 => (prop_oneof![Just(0x1Bu8), Just(0x1D), Just(0x1C), Just(0x10)], 0x04u8..0x7F).prop_map(|(a, b)| vec![a, b]),
        1 => prop_oneof![
            Just(b"\x1dv0\0".to_vec()),
            Just(b"\x1d(k".to_vec()),
            Just(b"\x1d(k\x03\x00\x31\x51\x30".to_vec()),
            Just(b"\x1d8L\x0e\0\0\0".to_vec()),
            Just(b"\x1d(L\x0b\0\x30\x70\x30\x01\x01\x31".to_vec()),
            Just(b"\x1d(L\x02\0\x30\x32".to_vec()),
            Just(b"\x1dkI".to_vec()),
            Just(b"\x1b*!".to_vec()),
            Just(b"\x1b&\x03".to_vec()),
            Just(b"\x1cq".to_vec()),
            Just(b"\x10\x04".to_vec()),
            Just(b"\x1c&\xba".to_vec()),
            Just(b"\x1cC\x01\x8a".to_vec()),
            Just(b"\x1c.\xba".to_vec()),
        ],
    ];
    let part =
        (prefix, vec(prop_oneof![0u8..4, any::<u8>()], 0..12)).prop_map(|(mut bytes, more)| {
            bytes.extend(more);
            bytes
        });
    vec(
        prop_oneof![4 => part, 1 => "[ -~\n]{0,9}".prop_map(String::into_bytes)],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![commands(), vec(any::<u8>(), 0..2000)]
}

fn size_of(op: &Op) -> usize {
    match op {
        Op::Text { text, .. } => text.len(),
        Op::Raster(raster) | Op::BitImage { raster, .. } => raster.bits().len(),
        Op::Ignored(bytes) | Op::Unknown(bytes) => bytes.len(),
        Op::Qr(qr) => qr.data().len(),
        _ => 8,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn chunks_do_not_matter_and_output_is_bounded(bytes in bytes(), sizes in vec(1usize..40, 1..20), cjk in option::of(select(Cjk::ALL.to_vec()))) {
        let profile = Profile { cjk, ..Profile::epson_80mm() };
        let mut whole_decoder = Decoder::new(&profile);
        let whole = whole_decoder.feed(&bytes);

        let mut decoder = Decoder::new(&profile);
        let mut ops = Vec::new();
        let mut rest = bytes.as_slice();
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, after) = rest.split_at(rest.len().min(*size));
            ops.extend(decoder.feed(chunk));
            rest = after;
        }
        prop_assert_eq!(decoder.pending_len(), whole_decoder.pending_len());
        prop_assert!(decoder.pending_len() <= bytes.len().min(PENDING_BYTES_MAX));
        prop_assert!(ops.len() <= bytes.len());
        // A stored QR code can be printed many times by eight bytes each; all else is of the input's size.
        let without_qr: usize = whole.iter().filter(|op| !matches!(op, Op::Qr(_))).map(size_of).sum();
        prop_assert!(without_qr <= 16 * bytes.len() + 64, "{without_qr} from {}", bytes.len());

        let mut paper = Paper::new(&profile);
        let mut same_paper = Paper::new(&profile);
        ops.iter().for_each(|op| paper.apply(op));
        whole.iter().for_each(|op| same_paper.apply(op));
        prop_assert_eq!(joined(ops), joined(whole));
        paper.tear_off();
        same_paper.tear_off();
        let tickets = paper.take_finished();
        prop_assert_eq!(&tickets, &same_paper.take_finished());
        for ticket in tickets {
            let _ = ticket.text_lines();
        }
    }
}

#[test]
fn a_picture_announced_as_gigabytes_is_skipped_not_kept() {
    let mut decoder = Decoder::new(&Profile::epson_80mm());
    let mut bytes = b"\x1dv0\0\xff\xff\xff\xff".to_vec();
    bytes.resize(100_000, 0x55);
    let ops = decoder.feed(&bytes);
    assert_eq!(
        ops,
        [Op::Oversized {
            command: *b"\x1dv0",
            bytes: 8 + 65535 * 65535
        }]
    );
    for _ in 0..30 {
        assert_eq!(decoder.feed(&vec![0x0A; PENDING_BYTES_MAX]), []);
        assert_eq!(decoder.pending_len(), 0);
    }
}

#[test]
fn a_skipped_picture_ends_where_it_said() {
    let mut decoder = Decoder::new(&Profile::epson_80mm());
    // 1024 bytes x 2048 rows = 2 MiB.
    let mut bytes = b"\x1dv0\0\x00\x04\x00\x08".to_vec();
    bytes.resize(8 + (2 << 20), 0xAA);
    bytes.extend(b"after\n");
    let mut ops = Vec::new();
    bytes
        .chunks(4096)
        .for_each(|chunk| ops.extend(decoder.feed(chunk)));
    assert!(matches!(ops[0], Op::Oversized { .. }));
    assert!(matches!(&ops[1], Op::Text { text, .. } if text == "after"));
    assert_eq!(ops[2..], [Op::LineFeed]);
}

#[test]
fn a_large_picture_byte_by_byte_is_not_slow() {
    // Quadratic copying would take minutes here.
    let mut decoder = Decoder::new(&Profile::epson_80mm());
    let mut bytes = b"\x1dv0\0\x48\x00\x00\x30".to_vec();
    bytes.resize(8 + 72 * 0x3000, 0x0F);
    let ops: Vec<Op> = bytes
        .iter()
        .flat_map(|byte| decoder.feed(&[*byte]))
        .collect();
    assert!(matches!(&ops[..], [Op::Raster(raster)] if raster.height_dots() == 0x3000));
}

#[test]
fn a_ticket_without_end_stays_bounded() {
    let profile = Profile::epson_80mm();
    let (mut decoder, mut paper) = (Decoder::new(&profile), Paper::new(&profile));
    for _ in 0..2_000 {
        decoder
            .feed(b"line\nline\nline\nline\nline\n")
            .iter()
            .for_each(|op| paper.apply(op));
    }
    assert_eq!(paper.open_ticket().lines.len(), paper::Printed::LINES_MAX);
    assert!(paper.open_ticket().truncated);
}
