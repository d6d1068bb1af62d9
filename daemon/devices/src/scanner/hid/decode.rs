//! Puts the reports of one scan together. Pure: it is told the time.

use std::ops::Range;
use std::time::{Duration, Instant};

use super::layout::{Input, Layout};
use crate::device::{Framing, Terminator};
use crate::scanner::aim;
use crate::scanner::frame::Frame;

/// Silence after which the rest of a scan is not waited for any longer.
const REST_WAIT_MAX: Duration = Duration::from_secs(2);

/// The decoder of one open scanner.
#[derive(Debug)]
pub(super) struct Decoder {
    inputs: Vec<Input>,
    framing: Framing,
    /// The AIM identifier of the scan under way.
    aim: Vec<u8>,
    buffer: Vec<u8>,
    too_long: bool,
    last_report: Option<Instant>,
}

impl Decoder {
    pub(super) fn new(layout: &Layout, framing: Framing) -> Self {
        Self {
            inputs: layout.inputs.clone(),
            framing,
            aim: Vec::new(),
            buffer: Vec::new(),
            too_long: false,
            last_report: None,
        }
    }

    /// Takes one report that came at `now`; returns what it completes. Other reports are nothing.
    pub(super) fn push(&mut self, report: &[u8], now: Instant) -> Option<Frame> {
        let fits = |input: &&Input| input.id.is_none() || input.id == report.first().copied();
        let input = self.inputs.iter().find(fits)?.clone();
        let late = self
            .last_report
            .replace(now)
            .is_some_and(|last| now.saturating_duration_since(last) >= REST_WAIT_MAX);
        if late {
            self.wipe();
        }
        if self.buffer.is_empty() {
            self.aim = identifier(&input, report);
        }
        let bytes = report.get(input.data.start / 8..)?;
        let room = bytes.len().min(input.data.len() / 8);
        let data = match &input.count {
            Some(count) => bytes.get(..room.min(number(report, count)))?,
            // Without a count, what is not used is zero.
            None => {
                let used = bytes.get(..room)?;
                let end = used.iter().rposition(|byte| *byte != 0);
                used.get(..end.map_or(0, |end| end + 1))?
            }
        };
        if self.buffer.len() + data.len() > self.framing.len_max {
            self.too_long = true;
        } else if !self.too_long {
            self.buffer.extend_from_slice(data);
        }
        let more = input
            .more
            .as_ref()
            .is_some_and(|more| number(report, more) != 0);
        (!more).then(|| self.finish())?
    }

    fn finish(&mut self) -> Option<Frame> {
        let too_long = self.too_long;
        // The suffix that a scanner may have been set to send for its other cables.
        let mut end = self.buffer.len();
        match &self.framing.terminator {
            Terminator::AnyNewline => {
                while let Some(b'\r' | b'\n') = self.buffer.get(end.wrapping_sub(1)) {
                    end -= 1;
                }
            }
            Terminator::Tab => end -= usize::from(self.buffer.last() == Some(&b'\t')),
            Terminator::Bytes(suffix) if self.buffer.ends_with(suffix) => end -= suffix.len(),
            Terminator::Bytes(_) => {}
        }
        let told = aim::split(&self.aim).0;
        let frame = Frame::of(self.buffer.get(..end)?, &self.framing, told);
        self.wipe();
        if too_long {
            Some(Frame::TooLong)
        } else {
            frame
        }
    }

    /// Forgets a scan under way; it may have been a card.
    fn wipe(&mut self) {
        self.buffer.fill(0);
        self.buffer.clear();
        self.aim.clear();
        self.too_long = false;
    }
}

/// Returns the AIM identifier, when all three characters are there.
fn identifier(input: &Input, report: &[u8]) -> Vec<u8> {
    let byte = |bits: &Option<Range<usize>>| {
        let value = number(report, bits.as_ref()?);
        u8::try_from(value).ok()
    };
    let all: Option<Vec<u8>> = input.aim.iter().map(byte).collect();
    all.filter(|aim| aim.first() == Some(&b']'))
        .unwrap_or_default()
}

/// Reads a number of up to 16 bits at any place, lowest bit first (HID 1.11, section 8.4).
fn number(report: &[u8], bits: &Range<usize>) -> usize {
    let mut value = 0;
    for (shift, at) in bits.clone().take(16).enumerate() {
        let byte = report.get(at / 8).copied().unwrap_or(0);
        value |= usize::from((byte >> (at % 8)) & 1) << shift;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Symbology;
    use crate::scanner::hid::sim::Model;

    const MODELS: [Model; 3] = [Model::Honeywell, Model::Zebra, Model::Plain];

    fn decoder(model: Model, len_max: usize) -> Decoder {
        let layout = Layout::of(&model.descriptor()).unwrap();
        Decoder::new(
            &layout,
            Framing {
                len_max,
                ..Framing::default()
            },
        )
    }

    fn all(decoder: &mut Decoder, reports: &[Vec<u8>]) -> Vec<Frame> {
        let now = Instant::now();
        reports
            .iter()
            .filter_map(|report| decoder.push(report, now))
            .collect()
    }

    #[test]
    fn one_report_or_many_are_one_scan() {
        for model in MODELS {
            for len in [1, 55, 56, 57, 112, 113, 250] {
                let data: Vec<u8> = (0_u8..len).map(|n| b'A' + n % 26).collect();
                let mut decoder = decoder(model, 4096);
                let frames = all(&mut decoder, &model.reports("]C0", &data));
                let want = Frame::Scan {
                    text: String::from_utf8(data.clone()).unwrap(),
                    raw: data,
                    symbology: Some(Symbology::Code128),
                };
                assert_eq!(frames, [want], "{model:?} {len}");
            }
        }
    }

    #[test]
    fn suffixes_cards_and_long_scans_are_kept_out() {
        for model in MODELS {
            let mut decoder = decoder(model, 100);
            let frames = all(&mut decoder, &model.reports("]E0", b"4006381333931\r"));
            assert!(matches!(&frames[..], [Frame::Scan { text, .. }] if text == "4006381333931"));
            let frames = all(&mut decoder, &model.reports("", b"%B4242424242424242^X?"));
            assert_eq!(frames, [Frame::CardData]);
            assert_eq!(
                all(&mut decoder, &model.reports("", &[b'x'; 150])),
                [Frame::TooLong]
            );
            let frames = all(&mut decoder, &model.reports("", b"OK"));
            assert!(
                matches!(&frames[..], [Frame::Scan { text, symbology: None, .. }] if text == "OK")
            );
            assert_eq!(all(&mut decoder, &[vec![9, 1, 2], vec![], vec![2]]), []);
        }
    }

    #[test]
    fn a_scan_without_its_end_is_not_joined_to_a_later_one() {
        let mut decoder = decoder(Model::Honeywell, 4096);
        let start = Instant::now();
        let reports = Model::Honeywell.reports("]C0", &[b'x'; 60]);
        assert_eq!(decoder.push(&reports[0], start), None);
        let later = start + REST_WAIT_MAX;
        let next = Model::Honeywell.reports("]C0", b"OK");
        let frame = decoder.push(&next[0], later);
        assert!(matches!(frame, Some(Frame::Scan { text, .. }) if text == "OK"));
    }
}
