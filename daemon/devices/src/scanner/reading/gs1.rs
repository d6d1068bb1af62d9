//! GS1 element strings: identifiers and values, one after the other.

use super::gs1_table::{FIXED, Part, Row, find};
use super::{Element, gtin};
use crate::scanner::Symbology;

/// What scanners send for FNC1 between two elements: the ASCII group separator.
const SEPARATOR: char = '\x1D';
/// Most elements of one code: more do not fit into the largest one in use.
const ELEMENTS_MAX: usize = 64;

/// Reads a scan as element strings; `None` when it is none or any of them is wrong.
///
/// It must say that it is one: by its symbology, by a separator or by parentheses. Plain digits
/// may be anything.
pub(super) fn read(text: &str, symbology: Option<Symbology>) -> Option<Vec<Element>> {
    let told = matches!(
        symbology,
        Some(
            Symbology::Gs1128
                | Symbology::Gs1DataMatrix
                | Symbology::Gs1QrCode
                | Symbology::Gs1DataBar
        )
    );
    let elements = if text.starts_with('(') {
        printed(text)?
    } else if told || text.contains(SEPARATOR) {
        coded(text.strip_prefix(SEPARATOR).unwrap_or(text))?
    } else {
        return None;
    };
    (!elements.is_empty()).then_some(elements)
}

/// Reads what is in the code itself.
fn coded(mut rest: &str) -> Option<Vec<Element>> {
    let mut elements = Vec::new();
    while !rest.is_empty() {
        let row = find(rest)?;
        let (ai, after) = rest.split_at_checked(row.len)?;
        let end = if FIXED.contains(&rest.get(..2)?) {
            fixed_len(row)
        } else {
            after.find(SEPARATOR).unwrap_or(after.len())
        };
        let (value, after) = after.split_at_checked(end)?;
        push(&mut elements, row, ai, value)?;
        rest = after.strip_prefix(SEPARATOR).unwrap_or(after);
    }
    Some(elements)
}

/// Reads the form that is printed below a code, with the identifiers in parentheses.
fn printed(text: &str) -> Option<Vec<Element>> {
    let mut elements = Vec::new();
    let mut rest = text;
    while let Some((row, ai, after)) = opening(rest) {
        // A value may hold parentheses too; only a known identifier in them begins the next one.
        let starts = after.match_indices('(').map(|(at, _)| at);
        let end = starts
            .filter(|at| after.get(*at..).and_then(opening).is_some())
            .find(|at| after.get(..*at).is_some_and(|value| fits(row.parts, value)))
            .unwrap_or(after.len());
        let (value, after) = after.split_at_checked(end)?;
        push(&mut elements, row, ai, value)?;
        rest = after;
    }
    rest.is_empty().then_some(elements)
}

fn opening(text: &str) -> Option<(&'static Row, &str, &str)> {
    let (ai, after) = text.strip_prefix('(')?.split_once(')')?;
    let row = find(ai).filter(|row| row.len == ai.len())?;
    Some((row, ai, after))
}

fn push(elements: &mut Vec<Element>, row: &Row, ai: &str, value: &str) -> Option<()> {
    let plain = ai.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || !fits(row.parts, value) || elements.len() == ELEMENTS_MAX {
        return None;
    }
    elements.push(Element {
        ai: ai.to_owned(),
        value: value.to_owned(),
    });
    Some(())
}

fn fixed_len(row: &Row) -> usize {
    row.parts.iter().map(|part| bounds(*part).1).sum()
}

/// Returns the fewest and most characters of a part.
const fn bounds(part: Part) -> (usize, usize) {
    match part {
        Part::Digits(len) | Part::Checked(len) => (len, len),
        Part::Date => (6, 6),
        Part::DigitsUpTo(min, max)
        | Part::Text(min, max)
        | Part::Short(min, max)
        | Part::Base64(min, max) => (min, max),
    }
}

/// Says whether a value is made as its identifier asks for.
fn fits(parts: &[Part], value: &str) -> bool {
    let mut rest = value;
    for part in parts {
        let (min, max) = bounds(*part);
        let len = rest.len().min(max);
        let Some((piece, after)) = rest.split_at_checked(len) else {
            return false;
        };
        if len < min || !piece_fits(*part, piece) {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

fn piece_fits(part: Part, piece: &str) -> bool {
    let all = |allowed: fn(u8) -> bool| piece.bytes().all(allowed);
    match part {
        Part::Digits(_) | Part::DigitsUpTo(..) => all(|byte| byte.is_ascii_digit()),
        Part::Checked(_) => gtin::is_right(piece),
        Part::Date => all(|byte| byte.is_ascii_digit()) && is_date(piece),
        // GS1 General Specifications, figures 7.11-1 to 7.11-3.
        Part::Text(..) => {
            all(|byte| byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte))
        }
        Part::Short(..) => {
            all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || b"#-/".contains(&byte))
        }
        Part::Base64(..) => all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte)),
    }
}

fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        let two = digits.get(range).and_then(|two| two.parse::<u8>().ok());
        two.unwrap_or(u8::MAX)
    };
    (1..=12).contains(&number(2..4)) && number(4..6) <= 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, symbology: Option<Symbology>) -> Option<String> {
        let elements = read(text, symbology)?;
        let each = elements.iter().map(|e| format!("{}={}", e.ai, e.value));
        Some(each.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn codes_are_taken_apart() {
        let cases = [
            ("0109506000134352", "01=09506000134352"),
            (
                "01095060001343521724123110ABC-1\u{1D}21S7",
                "01=09506000134352 17=241231 10=ABC-1 21=S7",
            ),
            // A separator where none is needed, and one at the end.
            ("0109506000134352\u{1D}10A\u{1D}", "01=09506000134352 10=A"),
            ("\u{1D}10A\u{1D}310300125037", "10=A 3103=001250 37="),
            ("00006141411234567890", "00=006141411234567890"),
            ("3103001250", "3103=001250"),
            ("4140614141000012", "414=0614141000012"),
            ("4140614141000013", ""),
            ("2530614141000012XY", "253=0614141000012XY"),
            ("8020REF-1\u{1D}99X", "8020=REF-1 99=X"),
            ("24112-34\u{1D}3012", "241=12-34 30=12"),
        ];
        for (text, want) in cases {
            let want = Some(want).filter(|want| !want.is_empty() && !want.ends_with('='));
            let shown = shown(text, Some(Symbology::Gs1128));
            assert_eq!(shown.as_deref(), want, "{text}");
        }
    }

    #[test]
    fn the_printed_form_is_read_too() {
        let cases = [
            (
                "(01)09506000134352(10)ABC(21)1",
                Some("01=09506000134352 10=ABC 21=1"),
            ),
            ("(10)A(B)C(99)X", Some("10=A(B)C 99=X")),
            ("(3103)001250", Some("3103=001250")),
            ("(01)09506000134353", None),
            ("(01)09506000134352 ", None),
            ("(14)991231", None),
            ("(10)", None),
            ("(front) brake", None),
        ];
        for (text, want) in cases {
            assert_eq!(shown(text, None).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_or_only_looks_like_it_is_left() {
        let gs1 = Some(Symbology::Gs1DataMatrix);
        let cases = [
            ("0109506000134353", gs1),
            ("010950600013435", gs1),
            ("17241331", gs1),
            ("17241232", gs1),
            ("10", gs1),
            ("10123456789012345678901", gs1),
            ("10AÄ", gs1),
            ("1499", gs1),
            ("31X3001250", gs1),
            ("310é001250", gs1),
            ("", gs1),
            ("\u{1D}", gs1),
            ("0109506000134352", None),
            ("0109506000134352", Some(Symbology::Code128)),
        ];
        for (text, symbology) in cases {
            assert_eq!(shown(text, symbology), None, "{text}");
        }
    }
}
