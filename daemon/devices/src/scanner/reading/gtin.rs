//! Article numbers: UPC-E, UPC-A, EAN-8, EAN-13 and GTIN-14 as 14 digits.

use crate::scanner::Symbology;

/// Computes the check digit of the digits before it (GS1 General Specifications, section 7.9).
///
/// `None` when there is anything but digits.
pub(super) fn check_digit(body: &str) -> Option<u8> {
    let mut sum = 0_u32;
    let mut weight = 3;
    for byte in body.bytes().rev() {
        sum += digit(byte)? * weight;
        weight = 4 - weight;
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

/// Says whether the last digit is the check digit of the others.
pub(super) fn is_right(number: &str) -> bool {
    let Some((body, [last])) = number
        .as_bytes()
        .split_last_chunk::<1>()
        .and_then(|(body, last)| Some((std::str::from_utf8(body).ok()?, last)))
    else {
        return false;
    };
    !body.is_empty() && check_digit(body).is_some_and(|check| check + b'0' == *last)
}

/// Returns the article number of a scan as 14 digits, when its check digit is right.
///
/// Only codes that GS1 gives to articles count; without a symbology, the length must speak.
pub(super) fn read(text: &str, symbology: Option<Symbology>) -> Option<String> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = match (symbology, text.len()) {
        (Some(Symbology::UpcE), 6) => expand_short(text)?,
        (Some(Symbology::UpcE), 8) => expand_upc_e(text)?,
        (Some(Symbology::Ean8), 8)
        | (None | Some(Symbology::Ean13), 12 | 13)
        | (None | Some(Symbology::Interleaved2of5), 14) => text.to_owned(),
        (Some(Symbology::UpcE), 12 | 13) => text.to_owned(),
        // With the supplement of two or five digits of books and magazines behind it.
        (Some(Symbology::Ean13), 15 | 18) => text.get(..13)?.to_owned(),
        (None | Some(Symbology::Ean13), 8) => of_eight(text)?,
        (_, _) => return None,
    };
    (is_right(&number) && number.bytes().any(|byte| byte != b'0')).then(|| format!("{number:0>14}"))
}

/// Tells UPC-E from EAN-8 where the scanner does not.
///
/// No EAN-8 is sold that begins with 0 (GS1 keeps these for use within one shop); one with 1 may be either.
fn of_eight(text: &str) -> Option<String> {
    let as_upc = || expand_upc_e(text).filter(|number| is_right(number));
    if text.starts_with('0') {
        return as_upc();
    }
    if is_right(text) {
        return Some(text.to_owned());
    }
    as_upc()
}

/// Expands UPC-E of six digits, sent without number system (0) and check digit.
fn expand_short(six: &str) -> Option<String> {
    let body = expand_body('0', six)?;
    let check = check_digit(&body)?;
    Some(format!("{body}{check}"))
}

/// Expands UPC-E of eight digits to UPC-A; the check digit is that of the long form.
fn expand_upc_e(eight: &str) -> Option<String> {
    let system = eight.chars().next().filter(|c| matches!(c, '0' | '1'))?;
    let body = expand_body(system, eight.get(1..7)?)?;
    Some(format!("{body}{}", eight.get(7..)?))
}

/// Puts back the zeros that UPC-E leaves out (GS1 General Specifications, section 5.2.2.4.2).
fn expand_body(system: char, six: &str) -> Option<String> {
    let digits = |range: std::ops::Range<usize>| six.get(range);
    let last = digits(5..6)?;
    Some(match last {
        "0" | "1" | "2" => format!("{system}{}{last}0000{}", digits(0..2)?, digits(2..5)?),
        "3" => format!("{system}{}00000{}", digits(0..3)?, digits(3..5)?),
        "4" => format!("{system}{}00000{}", digits(0..4)?, digits(4..5)?),
        _ => format!("{system}{}0000{last}", digits(0..5)?),
    })
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_gs1() {
        let cases = [
            ("629104150021", 3),
            ("03600024145", 7),
            ("400638133393", 1),
            ("9638507", 4),
            ("0950600013435", 2),
            ("00614141123456789", 0),
        ];
        for (body, check) in cases {
            assert_eq!(check_digit(body), Some(check), "{body}");
            assert!(is_right(&format!("{body}{check}")));
            assert!(!is_right(&format!("{body}{}", (check + 1) % 10)));
        }
        assert_eq!(check_digit("12A"), None);
        assert!(!is_right("0"));
        assert!(!is_right(""));
    }

    #[test]
    fn every_length_becomes_fourteen_digits() {
        use Symbology::{Code128, Ean8, Ean13, Interleaved2of5, UpcE};
        let cases = [
            ("01234565", None, Some("00012345000065")),
            ("04252614", Some(UpcE), Some("00042100005264")),
            ("425261", Some(UpcE), Some("00042100005264")),
            ("01227896", Some(Ean13), None),
            ("96385074", None, Some("00000096385074")),
            ("96385074", Some(Ean8), Some("00000096385074")),
            // The same digits are a UPC-E; the scanner says that they are not.
            ("01234565", Some(Ean8), Some("00000001234565")),
            ("96385075", None, None),
            ("036000241457", None, Some("00036000241457")),
            ("4006381333931", Some(Ean13), Some("04006381333931")),
            ("400638133393112", Some(Ean13), Some("04006381333931")),
            ("400638133393112345", Some(Ean13), Some("04006381333931")),
            (
                "10012345678902",
                Some(Interleaved2of5),
                Some("10012345678902"),
            ),
            ("10012345678902", Some(Code128), None),
            ("0000000000000", None, None),
            ("1234567", None, None),
        ];
        for (text, symbology, want) in cases {
            let read = read(text, symbology);
            assert_eq!(read.as_deref(), want, "{text} {symbology:?}");
        }
    }

    #[test]
    fn each_way_of_leaving_zeros_out_is_undone() {
        let cases = [
            ("123450", "01200000345"),
            ("123451", "01210000345"),
            ("123452", "01220000345"),
            ("123453", "01230000045"),
            ("123454", "01234000005"),
            ("123455", "01234500005"),
            ("123459", "01234500009"),
        ];
        for (six, body) in cases {
            assert_eq!(expand_body('0', six).as_deref(), Some(body), "{six}");
        }
    }
}
