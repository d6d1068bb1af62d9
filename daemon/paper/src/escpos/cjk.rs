//! Two-byte characters of Chinese, Japanese and Korean printers, in both directions.
//!
//! Sources: ESC/POS Command Reference, `FS &`, `FS .`, `FS C`; the tables are those of the WHATWG Encoding Standard.

use encoding_rs::Encoding;

/// The two-byte character set a printer has in its ROM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cjk {
    /// Japanese, selected by `FS C 1`.
    ShiftJis,
    /// Simplified Chinese, the two-byte part: GB2312 and GBK lie in it.
    Gb18030,
    /// Traditional Chinese.
    Big5,
    /// Korean, with the extensions of Windows page 949.
    Ksc5601,
}

impl Cjk {
    /// Every character set.
    pub const ALL: [Self; 4] = [Self::ShiftJis, Self::Gb18030, Self::Big5, Self::Ksc5601];

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::ShiftJis => encoding_rs::SHIFT_JIS,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Ksc5601 => encoding_rs::EUC_KR,
        }
    }

    /// Returns the two bytes that print `character`, if the set has it and reads them back as the same.
    pub fn bytes_of(self, character: char) -> Option<[u8; 2]> {
        let mut utf8 = [0; 4];
        let text = character.encode_utf8(&mut utf8);
        let (bytes, _, failed) = self.encoding().encode(text);
        let bytes: [u8; 2] = bytes.as_ref().try_into().ok()?;
        (!failed && self.is_lead(bytes[0]) && self.char_of(bytes) == character).then_some(bytes)
    }

    /// Returns the character two bytes print; U+FFFD where the set has a hole.
    pub fn char_of(self, bytes: [u8; 2]) -> char {
        let (text, _) = self.encoding().decode_without_bom_handling(&bytes);
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => character,
            (_, _) => char::REPLACEMENT_CHARACTER,
        }
    }

    /// Returns whether `byte` is the first of two.
    pub const fn is_lead(self, byte: u8) -> bool {
        match self {
            Self::ShiftJis => matches!(byte, 0x81..=0x9F | 0xE0..=0xFC),
            Self::Gb18030 | Self::Big5 | Self::Ksc5601 => matches!(byte, 0x81..=0xFE),
        }
    }

    /// Returns the bytes that make the printer read two bytes as one character.
    pub(crate) const fn enter(self) -> &'static [u8] {
        match self {
            // Epson's read Shift JIS by code system alone and ignore FS &; others need both.
            Self::ShiftJis => b"\x1cC\x01\x1c&",
            Self::Gb18030 | Self::Big5 | Self::Ksc5601 => b"\x1c&",
        }
    }

    /// Returns the bytes that make bytes from 0x80 characters of the code page again.
    pub(crate) const fn leave(self) -> &'static [u8] {
        match self {
            Self::ShiftJis => b"\x1c.\x1cC\x00",
            Self::Gb18030 | Self::Big5 | Self::Ksc5601 => b"\x1c.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_the_bytes_of_their_standard() {
        for (set, character, bytes) in [
            (Cjk::ShiftJis, '漢', [0x8A, 0xBF]),
            (Cjk::Gb18030, '汉', [0xBA, 0xBA]),
            (Cjk::Big5, '漢', [0xBA, 0x7E]),
            (Cjk::Ksc5601, '한', [0xC7, 0xD1]),
        ] {
            assert_eq!(set.bytes_of(character), Some(bytes), "{set:?}");
            assert_eq!(set.char_of(bytes), character);
        }
        // One byte, four bytes, none at all.
        assert_eq!(Cjk::ShiftJis.bytes_of('ｱ'), None);
        assert_eq!(Cjk::Gb18030.bytes_of('𠀀'), None);
        assert_eq!(Cjk::Big5.bytes_of('é'), None);
        assert_eq!(Cjk::Ksc5601.bytes_of('A'), None);
    }
}
