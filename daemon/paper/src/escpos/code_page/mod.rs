//! Single-byte code pages an ESC/POS printer offers, and the two directions across them.
//!
//! Only the upper half (0x80..=0xFF) differs between pages; 0x20..=0x7E is ASCII in all of them.

mod tables;

/// A character table selected by `ESC t n`. Each printer model gives it its own `n`; see `Profile`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePage {
    /// PC437: USA, Standard Europe.
    Pc437,
    /// PC850: Multilingual Latin.
    Pc850,
    /// PC860: Portuguese.
    Pc860,
    /// PC863: Canadian French.
    Pc863,
    /// PC865: Nordic.
    Pc865,
    /// PC857: Turkish.
    Pc857,
    /// PC737: Greek.
    Pc737,
    /// ISO 8859-7: Greek.
    Iso8859_7,
    /// WPC1252: Windows Western Europe.
    Wpc1252,
    /// PC866: Cyrillic 2.
    Pc866,
    /// PC852: Central Europe.
    Pc852,
    /// PC858: PC850 with the euro sign at 0xD5.
    Pc858,
    /// ISO 8859-2: Central Europe.
    Iso8859_2,
    /// ISO 8859-15: Western Europe with the euro sign.
    Iso8859_15,
    /// WPC1250: Windows Central Europe.
    Wpc1250,
    /// WPC1251: Windows Cyrillic.
    Wpc1251,
    /// WPC1254: Windows Turkish.
    Wpc1254,
}

impl CodePage {
    /// Every page this crate knows.
    pub const ALL: [Self; 17] = [
        Self::Pc437,
        Self::Pc850,
        Self::Pc860,
        Self::Pc863,
        Self::Pc865,
        Self::Pc857,
        Self::Pc737,
        Self::Iso8859_7,
        Self::Wpc1252,
        Self::Pc866,
        Self::Pc852,
        Self::Pc858,
        Self::Iso8859_2,
        Self::Iso8859_15,
        Self::Wpc1250,
        Self::Wpc1251,
        Self::Wpc1254,
    ];

    /// Returns the page `ESC t number` selects on Epson's TM series.
    pub fn of_tm_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Pc437,
            2 => Self::Pc850,
            3 => Self::Pc860,
            4 => Self::Pc863,
            5 => Self::Pc865,
            13 => Self::Pc857,
            14 => Self::Pc737,
            15 => Self::Iso8859_7,
            16 => Self::Wpc1252,
            17 => Self::Pc866,
            18 => Self::Pc852,
            19 => Self::Pc858,
            39 => Self::Iso8859_2,
            40 => Self::Iso8859_15,
            45 => Self::Wpc1250,
            46 => Self::Wpc1251,
            48 => Self::Wpc1254,
            _ => return None,
        })
    }

    /// Returns the byte that prints `character`, if this page has it.
    pub fn byte_of(self, character: char) -> Option<u8> {
        match character {
            ' '..='~' => u8::try_from(character).ok(),
            '\u{80}'.. if character != char::REPLACEMENT_CHARACTER => {
                let index = self.high().chars().position(|c| c == character)?;
                u8::try_from(index).ok()?.checked_add(0x80)
            }
            _ => None,
        }
    }

    /// Returns the character `byte` prints; U+FFFD where the page has a hole or a control code.
    pub fn char_of(self, byte: u8) -> char {
        match byte {
            0x20..=0x7E => char::from(byte),
            0x80.. => self
                .high()
                .chars()
                .nth(usize::from(byte - 0x80))
                .unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        }
    }

    fn high(self) -> &'static str {
        match self {
            Self::Pc437 => tables::PC437,
            Self::Pc850 => tables::PC850,
            Self::Pc860 => tables::PC860,
            Self::Pc863 => tables::PC863,
            Self::Pc865 => tables::PC865,
            Self::Pc857 => tables::PC857,
            Self::Pc737 => tables::PC737,
            Self::Iso8859_7 => tables::ISO8859_7,
            Self::Wpc1252 => tables::WPC1252,
            Self::Pc866 => tables::PC866,
            Self::Pc852 => tables::PC852,
            Self::Pc858 => tables::PC858,
            Self::Iso8859_2 => tables::ISO8859_2,
            Self::Iso8859_15 => tables::ISO8859_15,
            Self::Wpc1250 => tables::WPC1250,
            Self::Wpc1251 => tables::WPC1251,
            Self::Wpc1254 => tables::WPC1254,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_128_high_characters_and_maps_back() {
        for page in CodePage::ALL {
            assert_eq!(page.high().chars().count(), 128, "{page:?}");
            for byte in (0x20..=0x7E).chain(0x80..=0xFF) {
                let character = page.char_of(byte);
                if character != char::REPLACEMENT_CHARACTER {
                    assert_eq!(page.byte_of(character), Some(byte), "{page:?} {character}");
                }
            }
        }
    }

    #[test]
    fn the_euro_sits_where_the_tables_say() {
        assert_eq!(CodePage::Pc437.byte_of('€'), None);
        assert_eq!(CodePage::Pc850.byte_of('€'), None);
        assert_eq!(CodePage::Pc858.byte_of('€'), Some(0xD5));
        assert_eq!(CodePage::Wpc1252.byte_of('€'), Some(0x80));
        assert_eq!(CodePage::Pc437.byte_of('é'), Some(0x82));
        assert_eq!(CodePage::Pc437.byte_of('─'), Some(0xC4));
    }

    #[test]
    fn numbers_of_the_tm_series() {
        for (number, page) in [
            (0, CodePage::Pc437),
            (17, CodePage::Pc866),
            (46, CodePage::Wpc1251),
        ] {
            assert_eq!(CodePage::of_tm_number(number), Some(page));
        }
        assert_eq!(CodePage::Pc866.char_of(0x80), 'А');
        assert_eq!(CodePage::Iso8859_7.char_of(0xA4), '€');
        assert_eq!(
            CodePage::Iso8859_15.char_of(0x80),
            char::REPLACEMENT_CHARACTER
        );
    }

    #[test]
    fn control_characters_never_reach_a_page() {
        for page in CodePage::ALL {
            for control in (0u8..0x20).chain([0x7F]) {
                assert_eq!(page.byte_of(char::from(control)), None);
            }
        }
    }
}
