//! Single-byte code pages an ESC/POS printer offers, and the two directions across them.
//!
//! Only the upper half (0x80..=0xFF) differs between pages; 0x20..=0x7E is ASCII in all of them.

mod tables;

use std::sync::LazyLock;

/// A character table selected by `ESC t n`. Each printer model gives it its own `n`; see `Profile`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePage {
    /// None of the upper half: for printers whose pages nobody knows.
    Ascii,
    /// PC437: USA, Standard Europe.
    Pc437,
    /// Half-width Katakana (JIS X 0201).
    Katakana,
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
    /// TIS-620, "Thai Character Code 11", with the signs Windows adds (page 874).
    Thai874,
    /// WPC775: Baltic Rim.
    Pc775,
    /// PC855: Cyrillic.
    Pc855,
    /// PC861: Icelandic.
    Pc861,
    /// PC862: Hebrew, in the order the letters are given.
    Pc862,
    /// PC869: Greek.
    Pc869,
    /// ISO 8859-2: Central Europe.
    Iso8859_2,
    /// ISO 8859-15: Western Europe with the euro sign.
    Iso8859_15,
    /// PC1125: Ukrainian.
    Pc1125,
    /// WPC1250: Windows Central Europe.
    Wpc1250,
    /// WPC1251: Windows Cyrillic.
    Wpc1251,
    /// WPC1253: Windows Greek.
    Wpc1253,
    /// WPC1254: Windows Turkish.
    Wpc1254,
    /// WPC1255: Windows Hebrew, in the order the letters are given.
    Wpc1255,
    /// WPC1256: Windows Arabic, letters unjoined and in the order they are given.
    Wpc1256,
    /// WPC1257: Windows Baltic Rim.
    Wpc1257,
    /// WPC1258: Windows Vietnamese.
    Wpc1258,
}

/// The upper half of a page in both directions.
struct Table {
    /// 0x80 to 0xFF; U+FFFD where the page has a hole.
    chars: Vec<char>,
    /// Sorted by character.
    bytes: Vec<(char, u8)>,
}

static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| CodePage::ALL.into_iter().map(CodePage::build).collect());

impl CodePage {
    /// Every page this crate knows.
    pub const ALL: [Self; 31] = [
        Self::Ascii,
        Self::Pc437,
        Self::Katakana,
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
        Self::Thai874,
        Self::Pc775,
        Self::Pc855,
        Self::Pc861,
        Self::Pc862,
        Self::Pc869,
        Self::Iso8859_2,
        Self::Iso8859_15,
        Self::Pc1125,
        Self::Wpc1250,
        Self::Wpc1251,
        Self::Wpc1253,
        Self::Wpc1254,
        Self::Wpc1255,
        Self::Wpc1256,
        Self::Wpc1257,
        Self::Wpc1258,
    ];

    /// Returns the `n` of `ESC t n` that selects this page on Epson's TM series; `None` for [`CodePage::Ascii`].
    ///
    /// Source: ESC/POS Command Reference, `ESC t`, "Description".
    pub const fn tm_number(self) -> Option<u8> {
        Some(match self {
            Self::Ascii => return None,
            Self::Pc437 => 0,
            Self::Katakana => 1,
            Self::Pc850 => 2,
            Self::Pc860 => 3,
            Self::Pc863 => 4,
            Self::Pc865 => 5,
            Self::Pc857 => 13,
            Self::Pc737 => 14,
            Self::Iso8859_7 => 15,
            Self::Wpc1252 => 16,
            Self::Pc866 => 17,
            Self::Pc852 => 18,
            Self::Pc858 => 19,
            Self::Thai874 => 21,
            Self::Pc775 => 33,
            Self::Pc855 => 34,
            Self::Pc861 => 35,
            Self::Pc862 => 36,
            Self::Pc869 => 38,
            Self::Iso8859_2 => 39,
            Self::Iso8859_15 => 40,
            Self::Pc1125 => 44,
            Self::Wpc1250 => 45,
            Self::Wpc1251 => 46,
            Self::Wpc1253 => 47,
            Self::Wpc1254 => 48,
            Self::Wpc1255 => 49,
            Self::Wpc1256 => 50,
            Self::Wpc1257 => 51,
            Self::Wpc1258 => 52,
        })
    }

    /// Returns the page `ESC t number` selects on Epson's TM series.
    pub fn of_tm_number(number: u8) -> Option<Self> {
        let numbered = |page: &Self| page.tm_number() == Some(number);
        Self::ALL.into_iter().find(numbered)
    }

    /// Returns the byte that prints `character`, if this page has it.
    pub fn byte_of(self, character: char) -> Option<u8> {
        match character {
            ' '..='~' => u8::try_from(character).ok(),
            '\u{80}'.. => {
                let bytes = &self.table()?.bytes;
                let at = bytes.binary_search_by_key(&character, |(c, _)| *c).ok()?;
                Some(bytes.get(at)?.1)
            }
            _ => None,
        }
    }

    /// Returns the character `byte` prints; U+FFFD where the page has a hole or a control code.
    pub fn char_of(self, byte: u8) -> char {
        match byte {
            0x20..=0x7E => char::from(byte),
            0x80.. => self
                .table()
                .and_then(|table| table.chars.get(usize::from(byte - 0x80)).copied())
                .unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        }
    }

    fn table(self) -> Option<&'static Table> {
        // Tables stand in the order of the variants; a test compares `ALL` with it.
        TABLES.get(self as usize)
    }

    fn build(self) -> Table {
        let mut chars = self.high();
        // Windows tables fill their holes with control codes, which no printer prints.
        for character in &mut chars {
            if character.is_control() {
                *character = char::REPLACEMENT_CHARACTER;
            }
        }
        let printable = chars.iter().copied().zip(0x80..=u8::MAX);
        let mut bytes: Vec<(char, u8)> = printable
            .filter(|(character, _)| *character != char::REPLACEMENT_CHARACTER)
            .collect();
        bytes.sort_unstable();
        bytes.dedup_by_key(|(character, _)| *character);
        Table { chars, bytes }
    }

    fn high(self) -> Vec<char> {
        match self {
            Self::Ascii => Vec::new(),
            Self::Pc437 => tables::PC437.chars().collect(),
            Self::Katakana => katakana(),
            Self::Pc850 => tables::PC850.chars().collect(),
            Self::Pc860 => tables::PC860.chars().collect(),
            Self::Pc863 => tables::PC863.chars().collect(),
            Self::Pc865 => tables::PC865.chars().collect(),
            Self::Pc857 => tables::PC857.chars().collect(),
            Self::Pc737 => tables::PC737.chars().collect(),
            Self::Iso8859_7 => tables::ISO8859_7.chars().collect(),
            Self::Wpc1252 => tables::WPC1252.chars().collect(),
            Self::Pc866 => tables::PC866.chars().collect(),
            Self::Pc852 => tables::PC852.chars().collect(),
            Self::Pc858 => tables::PC858.chars().collect(),
            Self::Thai874 => decoded(encoding_rs::WINDOWS_874),
            Self::Pc775 => tables::PC775.chars().collect(),
            Self::Pc855 => tables::PC855.chars().collect(),
            Self::Pc861 => tables::PC861.chars().collect(),
            Self::Pc862 => tables::PC862.chars().collect(),
            Self::Pc869 => tables::PC869.chars().collect(),
            Self::Iso8859_2 => tables::ISO8859_2.chars().collect(),
            Self::Iso8859_15 => tables::ISO8859_15.chars().collect(),
            Self::Pc1125 => tables::PC1125.chars().collect(),
            Self::Wpc1250 => tables::WPC1250.chars().collect(),
            Self::Wpc1251 => tables::WPC1251.chars().collect(),
            Self::Wpc1253 => decoded(encoding_rs::WINDOWS_1253),
            Self::Wpc1254 => tables::WPC1254.chars().collect(),
            Self::Wpc1255 => decoded(encoding_rs::WINDOWS_1255),
            Self::Wpc1256 => decoded(encoding_rs::WINDOWS_1256),
            Self::Wpc1257 => decoded(encoding_rs::WINDOWS_1257),
            Self::Wpc1258 => decoded(encoding_rs::WINDOWS_1258),
        }
    }
}

/// JIS X 0201 puts half-width Katakana at 0xA1 to 0xDF, in the order of Unicode.
fn katakana() -> Vec<char> {
    let kana = |byte: u8| match byte {
        0xA1..=0xDF => char::from_u32(0xFF61 + u32::from(byte - 0xA1)),
        _ => None,
    };
    (0x80..=u8::MAX)
        .map(|byte| kana(byte).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn decoded(encoding: &'static encoding_rs::Encoding) -> Vec<char> {
    let character = |byte: u8| {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    (0x80..=u8::MAX).map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_128_high_characters_and_maps_back() {
        for page in CodePage::ALL {
            let found = TABLES[page as usize].chars.len();
            let wanted = if page == CodePage::Ascii { 0 } else { 128 };
            assert_eq!(found, wanted, "{page:?}");
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

    #[test]
    fn tables_stand_in_the_order_of_the_variants() {
        for (at, page) in CodePage::ALL.into_iter().enumerate() {
            assert_eq!(page as usize, at, "{page:?}");
        }
    }

    #[test]
    fn letters_of_each_script_have_the_bytes_of_the_mapping_files() {
        for (page, character, byte, number) in [
            (CodePage::Katakana, 'ｱ', 0xB1, 1),
            (CodePage::Pc775, 'Ų', 0xC6, 33),
            (CodePage::Pc855, 'ж', 0xE9, 34),
            (CodePage::Pc861, 'Þ', 0x8D, 35),
            (CodePage::Pc862, 'א', 0x80, 36),
            (CodePage::Pc869, 'Α', 0xA4, 38),
            (CodePage::Wpc1253, 'Ω', 0xD9, 47),
            (CodePage::Wpc1255, 'ש', 0xF9, 49),
            (CodePage::Wpc1256, 'ش', 0xD4, 50),
            (CodePage::Wpc1257, 'Ģ', 0xCC, 51),
            (CodePage::Wpc1258, '₫', 0xFE, 52),
            (CodePage::Thai874, 'ก', 0xA1, 21),
            (CodePage::Pc1125, 'ґ', 0xF3, 44),
        ] {
            assert_eq!(page.byte_of(character), Some(byte), "{page:?}");
            assert_eq!(page.char_of(byte), character, "{page:?}");
            assert_eq!(CodePage::of_tm_number(number), Some(page));
        }
        assert_eq!(CodePage::Ascii.byte_of('é'), None);
        assert_eq!(CodePage::Ascii.byte_of('e'), Some(b'e'));
        // A hole of the Windows tables, which browsers read as a control code.
        assert_eq!(CodePage::Wpc1253.char_of(0x81), char::REPLACEMENT_CHARACTER);
    }
}
