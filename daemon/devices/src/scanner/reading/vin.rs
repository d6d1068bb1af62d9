//! Vehicle identification numbers in plates, door labels and registration papers.

use crate::scanner::Symbology;

/// Characters of a VIN (49 CFR 565.13, ISO 3779).
const LEN: usize = 17;
/// Where the check digit stands, from 0.
const CHECK_AT: usize = 8;
/// The weight of each position (49 CFR 565.15(c), table IV).
const WEIGHTS: [u32; LEN] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Returns the VIN in a scan and whether its check digit is right.
///
/// A scan that is nothing but a VIN may have a wrong one; within a longer text only a right one
/// tells a VIN from other characters, and only if there are not two.
pub(super) fn read(text: &str, symbology: Option<Symbology>) -> Option<(String, bool)> {
    let clean: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '*' | '\t' | '\r' | '\n'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if !may_hold(symbology) {
        return None;
    }
    for candidate in [Some(clean.as_str()), clean.strip_prefix('I')] {
        let Some(vin) = candidate.filter(|vin| vin.len() == LEN) else {
            continue;
        };
        let right = check_is_right(vin);
        if right || (is_vin(vin) && is_shaped(vin)) {
            return Some((vin.to_owned(), right));
        }
    }
    if is_two_dimensional(symbology) {
        return inside(&text.to_ascii_uppercase()).map(|vin| (vin, true));
    }
    None
}

/// Finds the one VIN within a longer text: a whole word first, else a part of one.
fn inside(text: &str) -> Option<String> {
    let words = || text.split(|c: char| !c.is_ascii_alphanumeric());
    let whole = words().filter_map(|word| {
        let import = word.strip_prefix('I').filter(|rest| rest.len() == LEN);
        Some(import.unwrap_or(word)).filter(|word| word.len() == LEN)
    });
    let whole = whole.filter(|word| check_is_right(word) && is_shaped(word));
    let mut whole = whole.peekable();
    if whole.peek().is_some() {
        return only_one(whole);
    }
    let parts = words().flat_map(|word| {
        (0..word.len())
            .filter_map(move |at| word.get(at..at + LEN))
            .filter(|part| check_is_right(part) && is_shaped(part))
    });
    only_one(parts)
}

fn only_one<'a>(mut found: impl Iterator<Item = &'a str>) -> Option<String> {
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.to_owned())
}

fn may_hold(symbology: Option<Symbology>) -> bool {
    symbology.is_none_or(|symbology| match symbology {
        Symbology::Code39
        | Symbology::Code128
        | Symbology::Code93
        | Symbology::DataMatrix
        | Symbology::QrCode
        | Symbology::Pdf417
        | Symbology::Aztec => true,
        Symbology::Gs1128
        | Symbology::Gs1DataMatrix
        | Symbology::Gs1QrCode
        | Symbology::Gs1DataBar
        | Symbology::Ean13
        | Symbology::Ean8
        | Symbology::UpcE
        | Symbology::Codabar
        | Symbology::Code11
        | Symbology::Interleaved2of5
        | Symbology::Msi
        | Symbology::Straight2of5
        | Symbology::MaxiCode => false,
    })
}

fn is_two_dimensional(symbology: Option<Symbology>) -> bool {
    matches!(
        symbology,
        None | Some(
            Symbology::DataMatrix | Symbology::QrCode | Symbology::Pdf417 | Symbology::Aztec
        )
    )
}

/// Says whether it begins with a maker's code that has a letter and ends with a serial of four
/// digits (ISO 3779), as part numbers of 17 characters rarely do.
fn is_shaped(vin: &str) -> bool {
    let has_letter = vin.bytes().any(|byte| byte.is_ascii_alphabetic());
    let mut serial = vin.bytes().rev().take(4);
    has_letter && serial.all(|byte| byte.is_ascii_digit())
}

fn is_vin(text: &str) -> bool {
    text.len() == LEN && text.bytes().all(|byte| value(byte).is_some())
}

/// Says whether the ninth character is right (49 CFR 565.15(c)); false for what is no VIN.
fn check_is_right(vin: &str) -> bool {
    check_of(vin).is_some_and(|check| vin.as_bytes().get(CHECK_AT) == Some(&check))
}

/// Computes the ninth character from the others.
fn check_of(vin: &str) -> Option<u8> {
    if vin.len() != LEN {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in vin.bytes().zip(WEIGHTS) {
        sum += value(byte)? * weight;
    }
    match sum % 11 {
        10 => Some(b'X'),
        rest => u8::try_from(rest).ok().map(|rest| b'0' + rest),
    }
}

/// Returns what a character counts (49 CFR 565.15(c), table III); I, O and Q are not used.
fn value(byte: u8) -> Option<u32> {
    Some(match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'H' => u32::from(byte - b'A') + 1,
        b'J'..=b'N' => u32::from(byte - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(byte - b'S') + 2,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: [&str; 8] = [
        "1G4AH59H45G118341",
        "1J9RP1A36A1644345",
        "1HGBH41JXMN109186",
        "1M8GDM9AXKP042788",
        "11111111111111111",
        "5GZCZ43D13S812715",
        "1HGCM82633A004352",
        "JH4KA7650MC002609",
    ];

    #[test]
    fn check_digits_follow_the_rule() {
        for vin in RIGHT {
            assert!(check_is_right(vin), "{vin}");
        }
        assert_eq!(check_of("WBA3A5C50CF256651"), Some(b'7'));
        assert_eq!(check_of("IBA3A5C50CF256651"), None);
        assert_eq!(check_of("1HGCM82633A00435"), None);
    }

    #[test]
    fn plates_are_cleaned_and_lookalikes_left() {
        use Symbology::{Code39, Interleaved2of5};
        let cases = [
            ("1HGCM82633A004352", None, Some(("1HGCM82633A004352", true))),
            (
                "I1HGCM82633A004352",
                Some(Code39),
                Some(("1HGCM82633A004352", true)),
            ),
            (
                "*1HGCM82633A004352*",
                Some(Code39),
                Some(("1HGCM82633A004352", true)),
            ),
            (
                "1hg cm826 33a 004352",
                None,
                Some(("1HGCM82633A004352", true)),
            ),
            (
                "WBA3A5C50CF256651",
                Some(Code39),
                Some(("WBA3A5C50CF256651", false)),
            ),
            (
                "IWVWZZZ1JZ3W386752",
                Some(Code39),
                Some(("WVWZZZ1JZ3W386752", false)),
            ),
            ("11111111111111111", None, Some(("11111111111111111", true))),
            ("11111111111111112", None, None),
            ("11111111111111111", Some(Interleaved2of5), None),
            ("1HGCM82633A0O4352", Some(Code39), None),
            ("1HGCM82633A00435", Some(Code39), None),
            ("FILTER-OIL-123456", None, None),
        ];
        for (text, symbology, want) in cases {
            let want = want.map(|(vin, right)| (vin.to_owned(), right));
            assert_eq!(read(text, symbology), want, "{text}");
        }
    }

    #[test]
    fn a_vin_is_found_within_a_label() {
        use Symbology::{Code39, DataMatrix, QrCode};
        let found = Some(("1HGCM82633A004352".to_owned(), true));
        for text in [
            "VIN:1HGCM82633A004352;COLOR:B92P",
            "https://example.test/v/1HGCM82633A004352?x=1",
            "I1HGCM82633A004352,GVWR 1800",
            "1HGCM82633A004352 1HGCM82633A004352",
            "XY1HGCM82633A004352",
        ] {
            assert_eq!(read(text, Some(DataMatrix)), found, "{text}");
            assert_eq!(read(text, Some(Code39)), None, "{text}");
        }
        let two = "1HGCM82633A004352 JH4KA7650MC002609";
        assert_eq!(read(two, Some(QrCode)), None);
        assert_eq!(read("VIN:WBA3A5C50CF256651;", Some(QrCode)), None);
    }
}
