//! Tire identification numbers, as molded into the side wall or coded on the label.

/// Symbols of a number under the rule of 2015 (49 CFR 574.5).
const LEN: usize = 13;
/// Symbols of an older one since 2000: plant 2, size 2, maker's code 3 or 4, date 4.
const OLD_LENS: [usize; 2] = [11, 12];
/// First year of the present rule, of two digits.
const RULE_YEAR: u32 = 15;
/// Last week that a year can have.
const WEEK_MAX: u32 = 53;

/// Returns the number without `DOT` and blanks.
///
/// Older and shorter ones are believed only with `DOT` before them: part numbers look like them.
pub(super) fn read(text: &str) -> Option<String> {
    let clean: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let (number, marked) = match clean.strip_prefix("DOT") {
        Some(number) => (number, true),
        None => (clean.as_str(), false),
    };
    if !number.bytes().all(is_symbol) {
        return None;
    }
    let (week, year) = date(number)?;
    if week == 0 || week > WEEK_MAX {
        return None;
    }
    let has_letter = number.bytes().any(|byte| byte.is_ascii_alphabetic());
    let whole = number.len() == LEN && has_letter && year >= RULE_YEAR;
    let fits = if marked {
        number.len() == LEN || OLD_LENS.contains(&number.len())
    } else {
        // Codes with blanks or dashes are somebody's own.
        whole && text.len() == LEN
    };
    fits.then(|| number.to_owned())
}

/// Returns the week and year of the last four symbols.
fn date(number: &str) -> Option<(u32, u32)> {
    let date = number.get(number.len().checked_sub(4)?..)?;
    if !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((date.get(..2)?.parse().ok()?, date.get(2..)?.parse().ok()?))
}

/// The rule leaves out G, I, O, Q, S and Z.
fn is_symbol(byte: u8) -> bool {
    byte.is_ascii_digit()
        || (byte.is_ascii_uppercase() && !matches!(byte, b'G' | b'I' | b'O' | b'Q' | b'S' | b'Z'))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_of_tires_are_told_from_other_codes() {
        let cases = [
            ("DOT 1A9 C2DEFH 1224", Some("1A9C2DEFH1224")),
            ("DOT1A9C2DEFH1224", Some("1A9C2DEFH1224")),
            ("1A9C2DEFH1224", Some("1A9C2DEFH1224")),
            ("dot u2ll lmlr 5107", Some("U2LLLMLR5107")),
            ("DOT U2LL LML 0300", Some("U2LLLML0300")),
            // Without the mark, neither the old form nor a date before the rule.
            ("U2LLLMLR5107", None),
            ("1A9C2DEFH1214", None),
            ("DOT 1A9 C2DEFH 5424", None),
            ("DOT 1A9 C2DEFH 0024", None),
            ("DOT 1A9 C2SEFH 1224", None),
            ("DOT 1A9 C2DEFH 12A4", None),
            ("DOT 1224", None),
            ("1A9-C2DEFH-1224", None),
            ("4006381331225", None),
            ("DOT", None),
        ];
        for (text, want) in cases {
            assert_eq!(read(text).as_deref(), want, "{text}");
        }
    }
}
