//! The keyboards that scanners pretend to be, as data: which key gives which character.

/// A keyboard layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// United States.
    #[default]
    Us,
    /// United Kingdom.
    Uk,
    /// Germany and Austria.
    De,
    /// France.
    Fr,
    /// Spain.
    Es,
    /// Italy.
    It,
}

/// The characters of one layout: plain, with Shift, with AltGr, for each row of keys.
///
/// A blank means that there is none. Characters that wait for the next one are combining marks.
struct Rows {
    /// Codes 2 to 13: from 1 to the key before Backspace.
    digits: [&'static str; 3],
    /// Codes 16 to 27.
    upper: [&'static str; 3],
    /// Codes 30 to 41: the middle row, then the key left of 1.
    middle: [&'static str; 3],
    /// Code 43, then 44 to 53: the lowest row; then 86, the key right of the left Shift.
    lower: [&'static str; 3],
}

const US: Rows = Rows {
    digits: ["1234567890-=", "!@#$%^&*()_+", ""],
    upper: ["qwertyuiop[]", "QWERTYUIOP{}", ""],
    middle: ["asdfghjkl;'`", "ASDFGHJKL:\"~", ""],
    lower: ["\\zxcvbnm,./\\", "|ZXCVBNM<>?|", ""],
};

const UK: Rows = Rows {
    digits: ["1234567890-=", "!\"£$%^&*()_+", "   €"],
    upper: ["qwertyuiop[]", "QWERTYUIOP{}", "  é   úíó"],
    middle: ["asdfghjkl;'`", "ASDFGHJKL:@¬", "á          ¦"],
    lower: ["#zxcvbnm,./\\", "~ZXCVBNM<>?|", ""],
};

const DE: Rows = Rows {
    digits: ["1234567890ß\u{301}", "!\"§$%&/()=?\u{300}", " ²³   {[]}\\"],
    upper: ["qwertzuiopü+", "QWERTZUIOPÜ*", "@ €        ~"],
    middle: ["asdfghjklöä\u{302}", "ASDFGHJKLÖÄ°", ""],
    lower: ["#yxcvbnm,.-<", "'YXCVBNM;:_>", "       µ   |"],
};

const FR: Rows = Rows {
    digits: ["&é\"'(-è_çà)=", "1234567890°+", " \u{303}#{[|\u{300}\\^@]}"],
    upper: ["azertyuiop\u{302}$", "AZERTYUIOP\u{308}£", "  €        ¤"],
    middle: ["qsdfghjklmù²", "QSDFGHJKLM%", ""],
    lower: ["*wxcvbn,;:!<", "µWXCVBN?./§>", ""],
};

const ES: Rows = Rows {
    digits: ["1234567890'¡", "!\"·$%&/()=?¿", "|@#~€¬"],
    upper: ["qwertyuiop\u{300}+", "QWERTYUIOP\u{302}*", "  €       []"],
    middle: ["asdfghjklñ\u{301}º", "ASDFGHJKLÑ\u{308}ª", "          {\\"],
    lower: ["çzxcvbnm,.-<", "ÇZXCVBNM;:_>", "}"],
};

const IT: Rows = Rows {
    digits: ["1234567890'ì", "!\"£$%&/()=?^", "    €"],
    upper: ["qwertyuiopè+", "QWERTYUIOPé*", "  €       []"],
    middle: ["asdfghjklòà\\", "ASDFGHJKLç°|", "         @#"],
    lower: ["ùzxcvbnm,.-<", "§ZXCVBNM;:_>", ""],
};

/// What a mark makes of the character after it; a blank makes it stand alone.
const COMPOSED: &[(char, &str, &str)] = &[
    ('\u{300}', " aeiouAEIOU", "`àèìòùÀÈÌÒÙ"),
    ('\u{301}', " aeiouAEIOU", "´áéíóúÁÉÍÓÚ"),
    ('\u{302}', " aeiouAEIOU", "^âêîôûÂÊÎÔÛ"),
    ('\u{303}', " anoANO", "~ãñõÃÑÕ"),
    ('\u{308}', " aeiouAEIOU", "¨äëïöüÄËÏÖÜ"),
];

/// Returns the character of a key; `level` is 0 plain, 1 with Shift, 2 with AltGr.
pub(super) fn char_of(layout: Layout, code: u16, level: usize) -> Option<char> {
    let rows = match layout {
        Layout::Us => &US,
        Layout::Uk => &UK,
        Layout::De => &DE,
        Layout::Fr => &FR,
        Layout::Es => &ES,
        Layout::It => &IT,
    };
    let (row, at) = match code {
        2..=13 => (&rows.digits, code - 2),
        16..=27 => (&rows.upper, code - 16),
        30..=41 => (&rows.middle, code - 30),
        43..=53 => (&rows.lower, code - 43),
        86 => (&rows.lower, 11),
        57 => return Some(' '),
        _ => return None,
    };
    let found = row.get(level)?.chars().nth(usize::from(at))?;
    (found != ' ').then_some(found)
}

/// Says whether a character waits for the next one.
pub(super) fn is_mark(c: char) -> bool {
    COMPOSED.iter().any(|(mark, ..)| *mark == c)
}

/// Puts a mark and the character after it together; two characters where they do not go together.
pub(super) fn compose(mark: char, next: char) -> String {
    let row = COMPOSED.iter().find(|(own, ..)| *own == mark);
    let Some((_, before, after)) = row else {
        return next.to_string();
    };
    let together = before
        .chars()
        .zip(after.chars())
        .find(|(base, _)| *base == next);
    match together {
        Some((_, composed)) => composed.to_string(),
        None => {
            let alone = after.chars().next().unwrap_or(mark);
            format!("{alone}{next}")
        }
    }
}

/// Returns the character of a key of the keypad, Num Lock on.
pub(super) fn keypad(code: u16) -> Option<char> {
    Some(match code {
        55 => '*',
        71 => '7',
        72 => '8',
        73 => '9',
        74 => '-',
        75 => '4',
        76 => '5',
        77 => '6',
        78 => '+',
        79 => '1',
        80 => '2',
        81 => '3',
        82 => '0',
        83 => '.',
        98 => '/',
        117 => '=',
        _ => return None,
    })
}

/// The upper half of the code page in which Alt and a number without a leading zero counts.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Returns the character of the digits typed on the keypad while Alt was held.
pub(super) fn by_number(digits: &str) -> Option<char> {
    let number: u8 = digits.parse().ok()?;
    match number.checked_sub(128) {
        Some(upper) if !digits.starts_with('0') => CODE_PAGE_437.chars().nth(usize::from(upper)),
        _ => Some(char::from(number)),
    }
}

/// Returns how to type a character: code and level. For simulators.
pub(super) fn key_of(layout: Layout, c: char) -> Option<(u16, usize)> {
    let codes = (2..=13)
        .chain(16..=27)
        .chain(30..=41)
        .chain(43..=53)
        .chain([57, 86]);
    let mut keys = codes.flat_map(|code| (0..3).map(move |level| (code, level)));
    keys.find(|(code, level)| char_of(layout, *code, *level) == Some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Layout; 6] = [
        Layout::Us,
        Layout::Uk,
        Layout::De,
        Layout::Fr,
        Layout::Es,
        Layout::It,
    ];

    #[test]
    fn every_layout_has_every_letter_and_digit_once() {
        for layout in ALL {
            for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
                let (code, level) = key_of(layout, c).unwrap_or_else(|| panic!("{layout:?} {c}"));
                assert!(level < 2 && code != 86, "{layout:?} {c}");
            }
            for row in [2..=13, 16..=27, 30..=40, 43..=53] {
                for code in row {
                    assert!(char_of(layout, code, 0).is_some(), "{layout:?} {code}");
                    assert!(char_of(layout, code, 1).is_some(), "{layout:?} {code}");
                }
            }
        }
    }

    #[test]
    fn known_keys_give_known_characters() {
        let cases = [
            (Layout::Us, 3, 1, '@'),
            (Layout::Us, 53, 1, '?'),
            (Layout::Uk, 40, 1, '@'),
            (Layout::Uk, 4, 1, '£'),
            (Layout::De, 21, 0, 'z'),
            (Layout::De, 44, 0, 'y'),
            (Layout::De, 16, 2, '@'),
            (Layout::De, 9, 2, '['),
            (Layout::De, 12, 2, '\\'),
            (Layout::De, 53, 0, '-'),
            (Layout::De, 86, 2, '|'),
            (Layout::Fr, 2, 1, '1'),
            (Layout::Fr, 16, 0, 'a'),
            (Layout::Fr, 11, 2, '@'),
            (Layout::Fr, 39, 0, 'm'),
            (Layout::Fr, 7, 0, '-'),
            (Layout::Fr, 51, 1, '.'),
            (Layout::Es, 3, 2, '@'),
            (Layout::Es, 39, 0, 'ñ'),
            (Layout::It, 39, 2, '@'),
            (Layout::It, 12, 0, '\''),
        ];
        for (layout, code, level, c) in cases {
            assert_eq!(
                char_of(layout, code, level),
                Some(c),
                "{layout:?} {code} {level}"
            );
        }
    }

    #[test]
    fn marks_and_numbers_make_characters() {
        assert_eq!(compose('\u{302}', ' '), "^");
        assert_eq!(compose('\u{301}', 'e'), "é");
        assert_eq!(compose('\u{300}', 'x'), "`x");
        assert_eq!(by_number("65"), Some('A'));
        assert_eq!(by_number("029"), Some('\u{1d}'));
        assert_eq!(by_number("0228"), Some('ä'));
        assert_eq!(by_number("132"), Some('ä'));
        assert_eq!(by_number("255"), Some('\u{a0}'));
        assert_eq!(by_number("256"), None);
        assert_eq!(by_number(""), None);
        assert_eq!(CODE_PAGE_437.chars().count(), 128);
    }
}
