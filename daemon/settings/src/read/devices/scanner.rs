//! `kind = "scanner"`.

use super::{cable, driver};
use crate::check;
use crate::model::{
    Keyboard, Layout, Scanner, ScannerDriver, ScannerOrders, SymbologyCodes, Terminator,
};
use crate::section::{Section, Wrong};

/// Most bytes a prefix, or an order to a scanner, has.
const PREFIX_LEN_MAX: usize = 16;
const ORDER_LEN_MAX: usize = 64;

#[derive(Clone, Copy)]
enum Driver {
    Serial,
    Hid,
    Keyboard,
}

pub(super) fn read(section: &Section<'_, '_>, is_simulated: bool) -> Option<Scanner> {
    let drivers = [
        ("serial", Driver::Serial),
        ("hid", Driver::Hid),
        ("keyboard", Driver::Keyboard),
    ];
    let driver = driver(section, &drivers);
    let terminators = [
        ("any", Terminator::Any),
        ("cr", Terminator::Cr),
        ("lf", Terminator::Lf),
        ("crlf", Terminator::CrLf),
        ("tab", Terminator::Tab),
        ("none", Terminator::None),
    ];
    let codes = [
        ("aim", SymbologyCodes::Aim),
        ("honeywell", SymbologyCodes::Honeywell),
        ("zebra", SymbologyCodes::Zebra),
        ("datalogic", SymbologyCodes::Datalogic),
        ("none", SymbologyCodes::None),
    ];
    let terminator = section
        .choice("terminator", &terminators)
        .unwrap_or(Terminator::Any);
    let idle_flush_ms = section.integer("idle_flush_ms", 10..=1000, 50);
    let prefix = section.text("prefix", cable::hex(PREFIX_LEN_MAX));
    let code_id = section
        .choice("code_id", &codes)
        .unwrap_or(SymbologyCodes::Aim);
    let driver = match driver? {
        Driver::Serial => serial(section, is_simulated),
        Driver::Hid => hid(section),
        Driver::Keyboard => keyboard(section),
    };
    Some(Scanner {
        driver: driver?,
        terminator,
        idle_flush_ms,
        prefix: prefix.unwrap_or_default(),
        code_id,
    })
}

fn serial(section: &Section<'_, '_>, is_simulated: bool) -> Option<ScannerDriver> {
    let peer = cable::simulated_port(section, is_simulated);
    let line = cable::line(section, cable::USUAL);
    let order = |key| section.text(key, cable::hex(ORDER_LEN_MAX));
    let orders = ScannerOrders {
        trigger: order("trigger"),
        enable: order("enable"),
        disable: order("disable"),
        beep_good: order("beep_good"),
        beep_bad: order("beep_bad"),
    };
    Some(ScannerDriver::Serial {
        peer: peer?,
        line,
        orders,
    })
}

fn hid(section: &Section<'_, '_>) -> Option<ScannerDriver> {
    let help = "write usb = \"0c2e:0b61\"; `counterd devices` lists what is plugged in";
    let usb = section.required("usb", "vendor:product in hex", help, cable::usb)?;
    Some(ScannerDriver::Hid { usb })
}

fn keyboard(section: &Section<'_, '_>) -> Option<ScannerDriver> {
    let layouts = [
        ("us", Layout::Us),
        ("uk", Layout::Uk),
        ("de", Layout::De),
        ("fr", Layout::Fr),
        ("es", Layout::Es),
        ("it", Layout::It),
    ];
    let layout = section.choice("layout", &layouts).unwrap_or(Layout::Us);
    let path = section.text("port", check::absolute_path);
    let usb = section.text("usb", cable::usb);
    let at = match (section.has("port"), section.has("usb")) {
        (true, false) => path.map(Keyboard::Path),
        (false, true) => usb.map(Keyboard::Usb),
        (both, _) => {
            let allowed = "port = \"/dev/input/by-id/...\" or usb = \"vendor:product\"";
            let help = "write usb = \"0c2e:0b61\"; `counterd devices` lists what is plugged in";
            let problem = if both {
                "the scanner is one keyboard, and port and usb name two"
            } else {
                "required and not there"
            };
            section.fault_here("usb", Wrong::new(problem, allowed, help));
            None
        }
    };
    Some(ScannerDriver::Keyboard { at: at?, layout })
}
