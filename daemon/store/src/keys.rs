//! The forms in which things are searched: folded words, digits, numbers backwards.

use domain::text::normal_number;

/// Returns whether a character is part of a word for the word index. This must agree with the index's own tokenizer
/// (categories L, M, N and Co): there, a word that falls into two would be a phrase, which the index cannot answer.
fn in_word(c: char) -> bool {
    // Circled and squared letters are alphabetic to Unicode but symbols by category.
    let symbol = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphanumeric() && !symbol
}

/// Splits a text into words as they stand.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !in_word(c)).filter(|word| !word.is_empty())
}

/// Returns a text in lower case, with the accents of Latin letters taken off, so that `Müller` is found by `muller`.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            // Combining marks that lower-casing or decomposed input leaves behind.
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
    out
}

/// Returns the beginning that an English word for several things shares with the word for one: `pads` finds `pad`. Words
/// are found by their beginnings, so the shorter one finds both.
pub(crate) fn singular(word: &str) -> &str {
    let letters = word.chars().all(char::is_alphabetic);
    if !letters || word.chars().count() < 4 || word.ends_with("ss") {
        return word;
    }
    for (ending, kept) in [
        ("ies", ""),
        ("nses", "ns"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("sses", "ss"),
        ("xes", "x"),
        ("s", ""),
    ] {
        // `ties` is no plural of anything that begins with `t` alone.
        let stem = word
            .strip_suffix(ending)
            .filter(|stem| ending != "ies" || stem.chars().count() >= 3);
        if let Some(stem) = stem {
            return word.get(..stem.len() + kept.len()).unwrap_or(word);
        }
    }
    word
}

/// Returns a phone number's digits, without the 1 that North American numbers are sometimes written with.
pub(crate) fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('1') {
        Some(national) if national.len() == 10 => national.to_owned(),
        Some(_) | None => digits,
    }
}

/// Returns a barcode's digits without leading zeros: a scanner may give UPC-A as EAN-13 with a zero in front.
pub(crate) fn upc_key(upc: &str) -> Option<String> {
    let key = normal_number(upc);
    let key = key.trim_start_matches('0');
    (!key.is_empty()).then(|| key.to_owned())
}

/// Returns a number's normal form backwards, so that its end can be searched as a beginning.
pub(crate) fn backwards(number: &str) -> String {
    normal_number(number).chars().rev().collect()
}

/// Returns a make, model or plate without case and punctuation: `F-150` is `F150`.
pub(crate) fn plain(text: &str) -> String {
    folded(text).chars().filter(|c| in_word(*c)).collect()
}

/// Returns the end of the range of texts that start with `prefix`.
pub(crate) fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_words_and_numbers() {
        assert_eq!(folded("Müller-Šťastný ŁÓDŹ"), "muller-stastny lodz");
        assert_eq!(phone_digits("+1 (555) 010-1234"), "5550101234");
        assert_eq!(phone_digits("0171 123"), "0171123");
        assert_eq!(upc_key("0036000241457").as_deref(), Some("36000241457"));
        assert_eq!(upc_key("000"), None);
        assert_eq!(backwards("C1-T000042"), "240000T1C");
        assert_eq!(plain("F-150"), "f150");
        for (several, one) in [
            ("pads", "pad"),
            ("batteries", "batter"),
            ("brushes", "brush"),
            ("glasses", "glass"),
            ("boxes", "box"),
            ("ties", "tie"),
            ("lenses", "lens"),
            ("glass", "glass"),
            ("abs", "abs"),
            ("75s", "75s"),
            ("oil", "oil"),
        ] {
            assert_eq!(singular(several), one);
        }
        assert_eq!(
            words("brake-pads, front").collect::<Vec<_>>(),
            ["brake", "pads", "front"]
        );
    }
}
