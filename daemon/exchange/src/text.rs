//! Small helpers for words that come from or go into files.

/// How much of a value is shown in a message.
const SHOWN_LEN_MAX: usize = 40;

/// Returns the value as messages show it: one line, at most forty characters, and nothing of what looks like
/// a payment card number, which may not be kept in a report either (PCI DSS 3.2).
pub(crate) fn shortened(value: &str) -> String {
    if domain::text::looks_like_card_number(value) {
        return "(hidden)".to_owned();
    }
    let line = one_line(value);
    if line.chars().count() <= SHOWN_LEN_MAX {
        return line;
    }
    let mut shown: String = line.chars().take(SHOWN_LEN_MAX - 1).collect();
    shown.push('…');
    shown
}

/// Returns the text on one line: each control character becomes a blank, and the ends are trimmed.
pub(crate) fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    text.chars()
        .map(blank)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Returns the text on one line with single blanks.
pub(crate) fn squeezed(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_little_and_no_card_numbers() {
        assert_eq!(shortened(" a\nb "), "a b");
        assert_eq!(shortened(&"x".repeat(41)), format!("{}…", "x".repeat(39)));
        assert_eq!(shortened(&"x".repeat(40)), "x".repeat(40));
        assert_eq!(shortened("card 4242 4242 4242 4242"), "(hidden)");
        assert_eq!(squeezed("  a \t b\r\n"), "a b");
        assert_eq!(hex(&[0, 255, 16]), "00ff10");
    }
}
