//! Where in its reports a scanner puts things, by its report descriptor. Pure.
//!
//! Usages: HID Point of Sale Usage Tables 1.02, page 0x8c.

use std::ops::Range;

use hidreport::{Field, Report, ReportDescriptor, Usage};

use crate::transport::hid::PAGE_SCANNER;

/// Generic desktop page: how many bytes of a buffer are in use.
const BYTE_COUNT: (u16, u16) = (0x01, 0x3b);
const SYMBOLOGY_IDENTIFIERS: [u16; 3] = [0xfb, 0xfc, 0xfd];
const DECODED_DATA: u16 = 0xfe;
const DATA_CONTINUED: u16 = 0xff;

/// Output fields that we use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    /// Prevent read of bar codes.
    Prevent,
    /// Initiate bar code read.
    Read,
    /// Sound error beep.
    ErrorBeep,
    /// Sound good read beep.
    GoodBeep,
    /// Sound not-on-file beep.
    NotOnFileBeep,
}

impl Switch {
    const fn of(usage: u16) -> Option<Self> {
        match usage {
            0x5f => Some(Self::Prevent),
            0x60 => Some(Self::Read),
            0x85 => Some(Self::ErrorBeep),
            0x86 => Some(Self::GoodBeep),
            0x87 => Some(Self::NotOnFileBeep),
            _ => None,
        }
    }
}

/// An input report that carries decoded data. Bits count from the first byte read, number included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Input {
    /// First byte, where reports are numbered.
    pub(super) id: Option<u8>,
    /// How many bytes of data are in use.
    pub(super) count: Option<Range<usize>>,
    /// The three characters of the AIM identifier.
    pub(super) aim: [Option<Range<usize>>; 3],
    /// The data, in whole bytes.
    pub(super) data: Range<usize>,
    /// Not zero when the next report goes on.
    pub(super) more: Option<Range<usize>>,
}

/// An output report with switches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// First byte to write, where reports are numbered.
    pub(super) id: Option<u8>,
    /// Length in bytes, number included.
    pub(super) len: usize,
    /// The lowest bit of each switch; bits count from the first byte of a numbered report, or of the data.
    pub(super) switches: Vec<(Switch, usize)>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) inputs: Vec<Input>,
    pub(super) outputs: Vec<Output>,
    /// Numbers of the feature reports.
    pub(super) features: Vec<u8>,
}

impl Layout {
    /// Reads a descriptor; `None` when it is broken or there is no decoded data in any report.
    pub(super) fn of(descriptor: &[u8]) -> Option<Self> {
        let descriptor = ReportDescriptor::try_from(descriptor).ok()?;
        let inputs: Vec<Input> = descriptor
            .input_reports()
            .iter()
            .filter_map(input)
            .collect();
        let layout = Self {
            inputs,
            outputs: descriptor
                .output_reports()
                .iter()
                .filter_map(output)
                .collect(),
            features: descriptor.feature_reports().iter().filter_map(id).collect(),
        };
        (!layout.inputs.is_empty()).then_some(layout)
    }
}

fn id(report: &impl Report) -> Option<u8> {
    report.report_id().as_ref().map(u8::from)
}

fn input(report: &impl Report) -> Option<Input> {
    let mut found = Input {
        id: id(report),
        ..Input::default()
    };
    for field in report.fields() {
        let bits = field.bits().clone();
        for usage in usages(field) {
            let (page, id) = parts(usage);
            if (page, id) == BYTE_COUNT {
                found.count.get_or_insert(bits.clone());
            } else if page != PAGE_SCANNER {
                continue;
            } else if id == DECODED_DATA {
                // A variable field of many bytes comes as many fields of one.
                let start = if found.data.is_empty() {
                    bits.start
                } else {
                    found.data.start
                };
                found.data = start..bits.end;
            } else if id == DATA_CONTINUED {
                found.more.get_or_insert(bits.clone());
            } else if let Some(at) = SYMBOLOGY_IDENTIFIERS.iter().position(|own| *own == id)
                && let Some(aim) = found.aim.get_mut(at)
            {
                aim.get_or_insert(bits.clone());
            }
        }
    }
    let whole = found.data.start.is_multiple_of(8) && found.data.len().is_multiple_of(8);
    (!found.data.is_empty() && whole).then_some(found)
}

fn output(report: &impl Report) -> Option<Output> {
    let switches: Vec<(Switch, usize)> = report
        .fields()
        .iter()
        .flat_map(|field| usages(field).iter().map(move |usage| (field, usage)))
        .filter(|(_, usage)| parts(usage).0 == PAGE_SCANNER)
        .filter_map(|(field, usage)| Some((Switch::of(parts(usage).1)?, field.bits().start)))
        .collect();
    (!switches.is_empty()).then(|| Output {
        id: id(report),
        len: report.size_in_bytes(),
        switches,
    })
}

fn usages(field: &Field) -> &[Usage] {
    match field {
        Field::Variable(field) => std::slice::from_ref(&field.usage),
        Field::Array(field) => field.usages(),
        Field::Constant(_) => &[],
    }
}

fn parts(usage: &Usage) -> (u16, u16) {
    (u16::from(usage.usage_page), u16::from(usage.usage_id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::hid::sim::Model;

    #[test]
    fn each_makers_descriptor_says_where_things_are() {
        let bytes = |from: usize, to: usize| from * 8..to * 8;
        let aim = |from: usize| [0, 1, 2].map(|at| Some(bytes(from + at, from + at + 1)));
        let cases = [
            (
                Model::Honeywell,
                Input {
                    id: Some(2),
                    count: Some(bytes(1, 2)),
                    aim: aim(2),
                    data: bytes(5, 61),
                    more: Some(bytes(63, 64)),
                },
            ),
            (
                Model::Zebra,
                Input {
                    id: Some(2),
                    count: Some(bytes(1, 2)),
                    aim: aim(3),
                    data: bytes(6, 62),
                    more: Some(bytes(63, 64)),
                },
            ),
            (
                Model::Plain,
                Input {
                    id: Some(2),
                    count: None,
                    aim: aim(1),
                    data: bytes(4, 60),
                    more: Some(480..481),
                },
            ),
        ];
        for (model, input) in cases {
            let layout = Layout::of(&model.descriptor()).unwrap();
            assert_eq!(layout.inputs, [input], "{model:?}");
            let features: &[u8] = if model == Model::Honeywell {
                &[0xfe]
            } else {
                &[]
            };
            assert_eq!(layout.features, features, "{model:?}");
        }
        let zebra = Layout::of(&Model::Zebra.descriptor()).unwrap();
        let want = [
            Output {
                id: Some(4),
                len: 2,
                switches: vec![(Switch::Prevent, 8), (Switch::Read, 9)],
            },
            Output {
                id: Some(5),
                len: 2,
                switches: vec![
                    (Switch::ErrorBeep, 8),
                    (Switch::GoodBeep, 9),
                    (Switch::NotOnFileBeep, 10),
                ],
            },
        ];
        assert_eq!(zebra.outputs, want);
    }

    #[test]
    fn a_keyboard_or_rubbish_is_no_scanner() {
        let keyboard = [
            0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00,
            0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0xc0,
        ];
        assert_eq!(Layout::of(&keyboard), None);
        assert_eq!(Layout::of(&[]), None);
        assert_eq!(Layout::of(&[0xff; 40]), None);
        let whole = Model::Zebra.descriptor();
        for len in 0..whole.len() {
            // No cut may panic.
            let _ = Layout::of(&whole[..len]);
        }
    }
}
