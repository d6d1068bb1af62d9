//! Bounds for words that people type, and the normal form that numbers are searched by.

use crate::refusal::Refusal;

/// The longest name, description or reason kept, in characters.
pub const TEXT_LEN_MAX: usize = 200;
/// The longest note kept, in characters.
pub const NOTE_LEN_MAX: usize = 4000;

/// Trims a required text and checks its length.
///
/// # Errors
/// [`Refusal::TextEmpty`], [`Refusal::TextTooLong`] or [`Refusal::CardNumberInText`].
pub fn required(field: &'static str, text: &str, len_max: usize) -> Result<String, Refusal> {
    optional(field, Some(text), len_max)?.ok_or(Refusal::TextEmpty { field })
}

/// Trims an optional text of one line; blank counts as absent.
///
/// # Errors
/// [`Refusal::TextTooLong`] or [`Refusal::CardNumberInText`].
pub fn optional(
    field: &'static str,
    text: Option<&str>,
    len_max: usize,
) -> Result<Option<String>, Refusal> {
    kept(field, text, len_max, |c| c.is_control())
}

/// Trims an optional note, which may have several lines; blank counts as absent.
///
/// # Errors
/// As [`optional`].
pub fn note(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    kept(field, text, NOTE_LEN_MAX, |c| c.is_control() && c != '\n')
}

fn kept(
    field: &'static str,
    text: Option<&str>,
    len_max: usize,
    becomes_blank: fn(char) -> bool,
) -> Result<Option<String>, Refusal> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > len_max {
        return Err(Refusal::TextTooLong { field, len_max });
    }
    // What is kept is what is looked at: a tab between digits becomes a space first.
    let blank = |c: char| if becomes_blank(c) { ' ' } else { c };
    let kept: String = text.chars().map(blank).collect();
    if looks_like_card_number(&kept) {
        return Err(Refusal::CardNumberInText { field });
    }
    Ok(Some(kept))
}

/// Returns the form a part or document number is searched by: upper-case letters and digits only.
#[must_use]
pub fn normal_number(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Tells whether a text holds 13 to 19 digits in a row (white space and dashes between them allowed) that pass the
/// Luhn check of ISO/IEC 7812-1 and start as payment cards do. Card numbers may never be stored (PCI DSS 3.2).
/// Other groups of digits beside them, such as the month and year of expiry, do not hide them.
#[must_use]
pub fn looks_like_card_number(text: &str) -> bool {
    let mut run = Vec::with_capacity(20);
    let mut group_starts = Vec::with_capacity(5);
    let mut in_group = false;
    for c in text.chars().chain(std::iter::once('\u{0}')) {
        if let Some(digit) = c.to_digit(10) {
            if !in_group {
                group_starts.push(run.len());
            }
            run.push(digit);
            in_group = true;
            continue;
        }
        in_group = false;
        if !(c.is_whitespace() || c == '-') {
            if holds_card_number(&run, &group_starts) {
                return true;
            }
            run.clear();
            group_starts.clear();
        }
    }
    false
}

/// Looks at every stretch of whole groups. A group has a digit at least, so 19 groups are enough.
fn holds_card_number(digits: &[u32], group_starts: &[usize]) -> bool {
    group_starts.iter().enumerate().any(|(at, from)| {
        let ends = group_starts[at + 1..].iter().copied().chain([digits.len()]);
        ends.take(19).any(|to| is_card_number(&digits[*from..to]))
    })
}

/// Payment cards start with 3 (Amex, JCB, Diners), 4 (Visa), 5 or 22 to 27 (Mastercard) or 6 (Discover,
/// `UnionPay`); 13 digits only with Visa, so that EAN-13 part barcodes pass.
fn is_card_number(digits: &[u32]) -> bool {
    let len_fits = match digits {
        [4, ..] => matches!(digits.len(), 13 | 16 | 19),
        [3, 4 | 7, ..] => digits.len() == 15,
        [3, ..] => matches!(digits.len(), 14 | 16),
        [2, 2..=7, ..] | [5, ..] => digits.len() == 16,
        [6, ..] => (16..=19).contains(&digits.len()),
        _ => false,
    };
    len_fits && luhn_holds(digits)
}

fn luhn_holds(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, *digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_card_numbers_but_not_part_numbers() {
        assert!(looks_like_card_number("card 4242 4242 4242 4242 exp"));
        assert!(looks_like_card_number("378282246310005"));
        assert!(!looks_like_card_number("4242 4242 4242 4241"));
        assert!(!looks_like_card_number("VIN 1HGCM82633A004352"));
        assert!(!looks_like_card_number("0 986 494 123"));
        assert!(!looks_like_card_number("036000241457"));
        for beside_other_digits in [
            "4242 4242 4242 4242 12/27",
            "4242424242424242 123",
            "call 555-0142 4242-4242-4242-4242",
            "2 x 378282246310005",
        ] {
            assert!(
                looks_like_card_number(beside_other_digits),
                "{beside_other_digits}"
            );
        }
    }

    #[test]
    fn only_notes_keep_their_lines() {
        assert_eq!(
            optional("name", Some(" a\nb\t "), 10),
            Ok(Some("a b".to_owned()))
        );
        assert_eq!(
            note("notes", Some("a\nb\tc")),
            Ok(Some("a\nb c".to_owned()))
        );
    }

    #[test]
    fn normalises_numbers() {
        assert_eq!(normal_number("ab.12345/67-x"), "AB1234567X");
    }
}
