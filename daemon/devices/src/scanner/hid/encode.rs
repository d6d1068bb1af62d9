//! Makes the output report of an order, where the scanner has one. Pure.

use super::layout::{Layout, Output, Switch};
use crate::scanner::{ScannerCan, ScannerOrder};

/// Says what a scanner can be told.
pub(super) fn can(layout: &Layout) -> ScannerCan {
    let has = |order| report(layout, order, false).is_some();
    ScannerCan {
        beep: has(ScannerOrder::BeepGood),
        enable: has(ScannerOrder::Disable),
        trigger: has(ScannerOrder::Trigger),
        enabled: true,
    }
}

/// Returns the report to write, its number (or 0) first. `prevented` is what the scanner was last told of reading: a
/// report sets all its switches at once.
pub(super) fn report(layout: &Layout, order: ScannerOrder, prevented: bool) -> Option<Vec<u8>> {
    let (wanted, prevent): (&[Switch], bool) = match order {
        ScannerOrder::BeepGood => (
            &[Switch::GoodBeep, Switch::ErrorBeep, Switch::NotOnFileBeep],
            prevented,
        ),
        ScannerOrder::BeepBad => (
            &[Switch::ErrorBeep, Switch::NotOnFileBeep, Switch::GoodBeep],
            prevented,
        ),
        ScannerOrder::Trigger => (&[Switch::Read], prevented),
        ScannerOrder::Enable => (&[Switch::Prevent], false),
        ScannerOrder::Disable => (&[Switch::Prevent], true),
    };
    let (output, switch) = wanted.iter().find_map(|wanted| {
        let has = |output: &&Output| output.switches.iter().any(|(own, _)| own == wanted);
        Some((layout.outputs.iter().find(has)?, *wanted))
    })?;
    let mut bytes = vec![0; output.len];
    for (own, bit) in &output.switches {
        let on = match own {
            Switch::Prevent => prevent,
            Switch::Read | Switch::ErrorBeep | Switch::GoodBeep | Switch::NotOnFileBeep => {
                *own == switch
            }
        };
        if on && let Some(byte) = bytes.get_mut(bit / 8) {
            *byte |= 1 << (bit % 8);
        }
    }
    match output.id {
        Some(id) => *bytes.first_mut()? = id,
        None => bytes.insert(0, 0),
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::hid::sim::Model;

    #[test]
    fn orders_become_the_reports_that_the_scanner_has() {
        use ScannerOrder::{BeepBad, BeepGood, Disable, Enable, Trigger};
        let zebra = Layout::of(&Model::Zebra.descriptor()).unwrap();
        let cases = [
            (Trigger, false, vec![4, 0b10]),
            (Trigger, true, vec![4, 0b11]),
            (Disable, false, vec![4, 0b01]),
            (Enable, true, vec![4, 0]),
            (BeepGood, false, vec![5, 0b10]),
            (BeepBad, true, vec![5, 0b01]),
        ];
        for (order, prevented, want) in cases {
            assert_eq!(report(&zebra, order, prevented), Some(want), "{order:?}");
        }
        let plain = Layout::of(&Model::Plain.descriptor()).unwrap();
        assert_eq!(report(&plain, Trigger, false), None);
        assert_eq!(
            can(&plain),
            ScannerCan {
                enabled: true,
                ..ScannerCan::default()
            }
        );
    }

    #[test]
    fn reports_without_a_number_begin_with_zero() {
        let layout = Layout {
            outputs: vec![Output {
                id: None,
                len: 1,
                switches: vec![(Switch::NotOnFileBeep, 3)],
            }],
            ..Layout::default()
        };
        let sent = report(&layout, ScannerOrder::BeepGood, false);
        assert_eq!(sent, Some(vec![0, 0b1000]));
    }
}
