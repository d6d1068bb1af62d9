//! The text by which a printer says what it is (IEEE 1284-2000, section 7.6). Pure.

/// What a printer says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceId {
    /// `MFG`: the maker.
    pub maker: Option<String>,
    /// `MDL`: the model.
    pub model: Option<String>,
    /// `CMD`: the languages it reads, as it writes them (`ESC/POS`, `EPSON,ESC/P2`).
    pub commands: Vec<String>,
    /// `SN`: the serial number, which may differ from the USB one.
    pub serial: Option<String>,
    /// The text as sent.
    pub text: String,
}

impl DeviceId {
    /// Longest answer asked for, in bytes, with its length.
    pub const LEN_MAX: usize = 1024;

    /// Reads `KEY:VALUE;` pairs. Keys in any case and their long forms; unknown ones are skipped;
    /// the last pair may lack its end.
    pub fn parse(text: &str) -> Self {
        let text = text.trim_matches(['\0', ' ', '\r', '\n']);
        let mut id = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        for pair in text.split(';') {
            let Some((key, value)) = pair.split_once(':') else {
                continue;
            };
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let value = value.to_owned();
            match key.trim().to_ascii_uppercase().as_str() {
                "MFG" | "MANUFACTURER" => id.maker = Some(value),
                "MDL" | "MODEL" => id.model = Some(value),
                "CMD" | "COMMAND SET" => {
                    let commands = value.split(',').map(|one| one.trim().to_owned());
                    id.commands = commands.filter(|one| !one.is_empty()).collect();
                }
                "SN" | "SERN" | "SERIALNUMBER" => id.serial = Some(value),
                _ => {}
            }
        }
        id
    }

    /// Reads the answer to GET_DEVICE_ID: two bytes of length, themselves counted, and the text.
    ///
    /// The length is big-endian by the standard, little-endian in some printers and nonsense in
    /// others, so it is only used where it fits.
    pub fn from_answer(answer: &[u8]) -> Self {
        let Some((head, body)) = answer.split_first_chunk::<2>() else {
            return Self::default();
        };
        let lengths = [u16::from_be_bytes(*head), u16::from_le_bytes(*head)];
        let fitting = lengths
            .into_iter()
            .filter_map(|len| body.get(..usize::from(len).checked_sub(2)?))
            .find(|text| !text.is_empty());
        Self::parse(&String::from_utf8_lossy(fitting.unwrap_or(body)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPSON: &str = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II;SN:J5;";

    fn answer(len: [u8; 2], text: &str) -> Vec<u8> {
        [len.as_slice(), text.as_bytes()].concat()
    }

    #[test]
    fn the_pairs_are_read_with_and_without_the_last_end() {
        for text in [EPSON, EPSON.trim_end_matches(';')] {
            let id = DeviceId::parse(text);
            assert_eq!(id.maker.as_deref(), Some("EPSON"));
            assert_eq!(id.model.as_deref(), Some("TM-T20II"));
            assert_eq!(id.commands, ["ESC/POS"]);
            assert_eq!(id.serial.as_deref(), Some("J5"));
        }
    }

    #[test]
    fn long_keys_lists_and_rubbish_are_borne() {
        let id = DeviceId::parse("Manufacturer: Star ;COMMAND SET:STAR, ESC/POS,;x;MODEL:;:y;");
        assert_eq!(id.maker.as_deref(), Some("Star"));
        assert_eq!(id.commands, ["STAR", "ESC/POS"]);
        assert_eq!(id.model, None);
        assert_eq!(DeviceId::parse(""), DeviceId::default());
    }

    #[test]
    fn the_length_may_be_in_either_order_or_wrong() {
        let len = u16::try_from(EPSON.len() + 2).unwrap();
        for head in [
            len.to_be_bytes(),
            len.to_le_bytes(),
            [0xFF, 0xFF],
            [0, 0],
            [0, 1],
        ] {
            let id = DeviceId::from_answer(&answer(head, EPSON));
            assert_eq!(id.text, EPSON, "{head:?}");
        }
        // What follows the counted text is not part of it.
        let trailing = answer(len.to_be_bytes(), &format!("{EPSON}MFG:OTHER;"));
        assert_eq!(
            DeviceId::from_answer(&trailing).maker.as_deref(),
            Some("EPSON")
        );
        assert_eq!(DeviceId::from_answer(&[0]), DeviceId::default());
    }
}
