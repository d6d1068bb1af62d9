//! The protocol of the Mettler-Toledo 8217, which most retail scales can speak. Pure: bytes in, answers out.
//!
//! The host sends one letter. The scale answers `STX` weight `CR`, the weight in pounds with two decimals or in kilograms
//! with three, an `N` after it when it is net of a tare; or, while it cannot weigh, `STX ? status CR`.
//! Source: Mettler-Toledo service manuals for the 8217 and DIVA, "8217 protocol" (commands, status byte bits).

/// Asks what lies on the scale.
pub(crate) const WEIGH: u8 = b'W';

const STX: u8 = 0x02;
const CR: u8 = 0x0D;
/// Longest answer that is one, without `STX` and `CR`: `WWW.WWWN` and a little.
const ANSWER_LEN_MAX: usize = 12;

/// What a weight is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WeightUnit {
    /// Avoirdupois pounds.
    Pounds,
    /// Kilograms.
    Kilograms,
}

impl WeightUnit {
    /// Returns the unit's symbol.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pounds => "lb",
            Self::Kilograms => "kg",
        }
    }
}

/// What lies on a scale, at rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Weight {
    /// A decimal without leading zeros, with as many places as the scale shows: `0.45`.
    pub decimal: String,
    /// What it is in.
    pub unit: WeightUnit,
    /// Whether a tare was taken off.
    pub net: bool,
}

/// Why a scale cannot weigh now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unweighable {
    /// What lies on it still moves.
    Moving,
    /// More than it can weigh.
    TooHeavy,
    /// Less than nothing: something was taken off after it was set to zero.
    BelowZero,
    /// It gives no reason.
    Unsaid,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Weight(Weight),
    Cannot(Unweighable),
}

/// Finds answers in what a scale sends, however the bytes come; what is none is passed over.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// Since the last `STX`; none outside an answer.
    answer: Option<Vec<u8>>,
}

impl Reader {
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for byte in bytes {
            // The eighth bit is the parity where the line is set to eight bits.
            match (byte & 0x7F, &mut self.answer) {
                (STX, _) => self.answer = Some(Vec::new()),
                (_, None) => {}
                (CR, Some(answer)) => {
                    answers.extend(read(answer));
                    self.answer = None;
                }
                (byte, Some(answer)) if answer.len() < ANSWER_LEN_MAX => answer.push(byte),
                (_, Some(_)) => self.answer = None,
            }
        }
        answers
    }
}

fn read(answer: &[u8]) -> Option<Answer> {
    match answer {
        [b'?', status] => Some(Answer::Cannot(reason(*status))),
        [digits @ .., b'N'] => weight(digits, true),
        digits => weight(digits, false),
    }
}

/// Bit 0 motion, 1 over capacity, 2 under zero; 3 outside the range in which zero can be set, 4 centre of zero, 5 net.
const fn reason(status: u8) -> Unweighable {
    if status & 0b010 != 0 {
        Unweighable::TooHeavy
    } else if status & 0b100 != 0 {
        Unweighable::BelowZero
    } else if status & 0b001 != 0 {
        Unweighable::Moving
    } else {
        Unweighable::Unsaid
    }
}

fn weight(digits: &[u8], net: bool) -> Option<Answer> {
    let text = std::str::from_utf8(digits).ok()?.trim_start_matches(' ');
    let (whole, part) = text.split_once('.')?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unit = match part.len() {
        2 => WeightUnit::Pounds,
        3 => WeightUnit::Kilograms,
        _ => return None,
    };
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(Answer::Weight(Weight {
        decimal: format!("{whole}.{part}"),
        unit,
        net,
    }))
}

/// Writes an answer as a scale sends it.
pub(crate) fn encode(answer: &Answer) -> Vec<u8> {
    let body = match answer {
        Answer::Weight(weight) => {
            let padded = match weight.unit {
                WeightUnit::Pounds => format!("{:0>5}", weight.decimal),
                WeightUnit::Kilograms => format!("{:0>6}", weight.decimal),
            };
            let net = if weight.net { "N" } else { "" };
            format!("{padded}{net}").into_bytes()
        }
        Answer::Cannot(reason) => {
            // Bit 6 is always set, which makes it a letter.
            let bits = match reason {
                Unweighable::Moving => 0b0100_0001,
                Unweighable::TooHeavy => 0b0100_0010,
                Unweighable::BelowZero => 0b0100_0100,
                Unweighable::Unsaid => 0b0100_0000,
            };
            vec![b'?', bits]
        }
    };
    [&[STX], body.as_slice(), &[CR]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(decimal: &str, unit: WeightUnit, net: bool) -> Answer {
        Answer::Weight(Weight {
            decimal: decimal.to_owned(),
            unit,
            net,
        })
    }

    #[test]
    fn answers_of_the_manual_are_read() {
        let cases: [(&[u8], Answer); 8] = [
            (b"\x0201.25\r", weight("1.25", WeightUnit::Pounds, false)),
            (b"\x0200.00\r", weight("0.00", WeightUnit::Pounds, false)),
            (
                b"\x0212.340N\r",
                weight("12.340", WeightUnit::Kilograms, true),
            ),
            (b"\x02 1.50N\r", weight("1.50", WeightUnit::Pounds, true)),
            (b"\x02?A\r", Answer::Cannot(Unweighable::Moving)),
            (b"\x02?B\r", Answer::Cannot(Unweighable::TooHeavy)),
            (b"\x02?D\r", Answer::Cannot(Unweighable::BelowZero)),
            // Even parity in the eighth bit.
            (
                b"\x82\xB0\xB12.5\xB0\x8D",
                weight("12.50", WeightUnit::Pounds, false),
            ),
        ];
        for (bytes, want) in cases {
            assert_eq!(
                Reader::default().feed(bytes).first(),
                Some(&want),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn every_answer_comes_back_however_it_is_cut() {
        let answers = [
            weight("0.45", WeightUnit::Pounds, false),
            weight("12.345", WeightUnit::Kilograms, true),
            Answer::Cannot(Unweighable::Moving),
            Answer::Cannot(Unweighable::TooHeavy),
            Answer::Cannot(Unweighable::BelowZero),
            Answer::Cannot(Unweighable::Unsaid),
        ];
        let sent: Vec<u8> = answers.iter().flat_map(encode).collect();
        for size in 1..=sent.len() {
            let mut reader = Reader::default();
            let heard: Vec<Answer> = sent
                .chunks(size)
                .flat_map(|piece| reader.feed(piece))
                .collect();
            assert_eq!(heard, answers, "in pieces of {size}");
        }
    }

    #[test]
    fn what_is_no_answer_is_passed_over() {
        for rubbish in [
            b"hello\r".as_slice(),
            b"\x02\r",
            b"\x021.2\r",
            b"\x021.2x\r",
            b"\x02-1.25\r",
            b"\x02.25\r",
            b"\x02?\r",
            b"\x02?AB\r",
            b"\x021234567890123456789.00\r",
        ] {
            let mut reader = Reader::default();
            assert_eq!(reader.feed(rubbish), [], "{rubbish:?}");
            let after = reader.feed(b"\x0201.25\r");
            assert_eq!(after.len(), 1, "the next answer is heard after {rubbish:?}");
        }
    }
}
