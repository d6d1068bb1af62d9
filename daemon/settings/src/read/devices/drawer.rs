//! `kind = "drawer"`.

use super::{cable, driver};
use crate::model::{Drawer, DrawerVia, Level, Sense, SenseLine};
use crate::section::{Section, Wrong};

/// Most bytes that open a drawer.
const KICK_LEN_MAX: usize = 64;
/// BEL: what drawer triggers on a serial line listen for.
const KICK: u8 = 0x07;

const LEVELS: [(&str, Level); 2] = [("high", Level::High), ("low", Level::Low)];

#[derive(Clone, Copy)]
enum Driver {
    Printer,
    Serial,
}

pub(super) fn read(section: &Section<'_, '_>) -> Option<Drawer> {
    let drivers = [("printer", Driver::Printer), ("serial", Driver::Serial)];
    let driver = driver(section, &drivers);
    let alarm_after_s = section.integer("alarm_after_s", 0..=3600, 120);
    let via = match driver? {
        Driver::Printer => via_printer(section),
        Driver::Serial => via_serial(section),
    };
    Some(Drawer {
        via: via?,
        alarm_after_s,
    })
}

fn via_printer(section: &Section<'_, '_>) -> Option<DrawerVia> {
    let help = "write printer = \"receipt-printer\", the name of the printer it is plugged into";
    let printer = section.required("printer", "the name of a printer", help, |text| {
        Ok(text.to_owned())
    });
    let pin = section.integer("pin", 2..=5, 2);
    if !matches!(pin, 2 | 5) {
        let problem = format!("the jack has no drawer on pin {pin}");
        section.fault_at(
            "pin",
            Wrong::new(problem, "2 or 5", "the first drawer is on pin 2"),
        );
    }
    let on_ms = pulse(section, "on_ms", 100);
    let off_ms = pulse(section, "off_ms", 200);
    let open_when = section.choice("open_when", &LEVELS);
    Some(DrawerVia::Printer {
        printer: printer?,
        pin,
        on_ms,
        off_ms,
        open_when,
    })
}

fn via_serial(section: &Section<'_, '_>) -> Option<DrawerVia> {
    let wires = [
        ("cts", SenseLine::Cts),
        ("dsr", SenseLine::Dsr),
        ("dcd", SenseLine::Dcd),
        ("ri", SenseLine::Ri),
    ];
    let at = cable::port(section);
    let line = cable::line(section, cable::USUAL);
    let kick = section
        .text("kick", cable::hex(KICK_LEN_MAX))
        .unwrap_or_else(|| vec![KICK]);
    let wire = section.choice("sense", &wires);
    let open_when = section.choice("open_when", &LEVELS).unwrap_or(Level::High);
    Some(DrawerVia::Serial {
        at: at?,
        line,
        kick,
        sense: wire.map(|wire| Sense { wire, open_when }),
    })
}

fn pulse(section: &Section<'_, '_>, key: &'static str, default: u16) -> u16 {
    let ms = section.integer(key, 2..=510, default);
    if !ms.is_multiple_of(2) {
        let wrong = Wrong::new(
            format!("{ms} is odd"),
            "an even number from 2 to 510: the printer counts in steps of 2 ms",
            format!("write {key} = {}", ms + 1),
        );
        section.fault_at(key, wrong);
    }
    ms
}
