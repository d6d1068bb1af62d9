//! `[[device]]`, `[simulator]` and `[roles]`: they name each other, so they are read together.

use crate::check;
use crate::model::{
    CodePage, Device, DeviceKind, Drawer, PaperWidth, Peer, Printer, Roles, Scanner, Terminator,
};
use crate::section::{Section, Wrong, not_one_of};

/// Most devices one counter can have.
const DEVICES_MAX: usize = 64;

pub(super) fn devices(root: &Section<'_, '_>) -> (Vec<Device>, Roles) {
    let simulator = root.section("simulator");
    let simulated: Vec<String> = [simulator.raw_text("scanner"), simulator.raw_text("printer")]
        .into_iter()
        .flatten()
        .map(|text| text.value.to_owned())
        .collect();
    simulator.finish();

    let mut sections = root.sections("device");
    if sections.len() > DEVICES_MAX {
        let wrong = Wrong::new(
            format!("there are {} devices", sections.len()),
            format!("at most {DEVICES_MAX}"),
            "take some out",
        );
        root.fault_at("device", wrong);
    }
    // A name counts as taken, and a device as there, even when something else about it is wrong:
    // one slip must not be reported again by everything that names the device.
    let mut named: Vec<(String, &'static str)> = Vec::new();
    let mut found = Vec::new();
    let mut drawers = Vec::new();
    for section in &mut sections {
        let name = section.required(
            "name",
            "1 to 32 of a-z, 0-9 and -",
            "write name = \"receipt-printer\"; everything else calls the device by it",
            check::slug("receipt-printer"),
        );
        if let Some(name) = &name {
            section.rename(format!("device.{name}"));
            if named.iter().any(|(other, _)| other == name) {
                let problem = format!("another device is called \"{name}\" too");
                section.fault_at(
                    "name",
                    Wrong::new(problem, "a name of its own", "rename one"),
                );
            }
        }
        let name = name.unwrap_or_default();
        let (word, kind) = device_kind(section, simulated.contains(&name));
        if let Some(DeviceKind::Drawer(drawer)) = &kind {
            drawers.push((drawer.printer.clone(), &*section));
        }
        named.push((name.clone(), word));
        found.extend(kind.map(|kind| Device { name, kind }));
    }
    for (printer, section) in drawers {
        refuse_stranger(section, "printer", &printer, "printer", &named);
    }
    for key in ["scanner", "printer"] {
        if let Some(text) = simulator.raw_text(key) {
            refuse_stranger(&simulator, key, text.value, key, &named);
        }
    }
    let roles = roles(&root.section("roles"), &named);
    (found, roles)
}

/// Returns the word of the kind (empty when it is not known) and the device when all of it is right.
fn device_kind(
    section: &Section<'_, '_>,
    is_simulated: bool,
) -> (&'static str, Option<DeviceKind>) {
    let kinds = ["scanner", "printer", "drawer"];
    let help = "write kind = \"scanner\", \"printer\" or \"drawer\"";
    let kind = section.required(
        "kind",
        "\"scanner\", \"printer\", \"drawer\"",
        help,
        |text| {
            kinds
                .into_iter()
                .find(|kind| *kind == text)
                .ok_or_else(|| not_one_of(text, &kinds))
        },
    );
    // Which keys a device has depends on its kind; with an unknown one they cannot be judged.
    let Some(kind) = kind else { return ("", None) };
    let device = match kind {
        "scanner" => scanner(section, is_simulated).map(DeviceKind::Scanner),
        "printer" => printer(section, is_simulated).map(DeviceKind::Printer),
        _ => drawer(section).map(DeviceKind::Drawer),
    };
    section.finish();
    (kind, device)
}

fn driver(section: &Section<'_, '_>, only: &'static str) -> Option<()> {
    let help = format!("write driver = \"{only}\"");
    section.required("driver", &format!("\"{only}\""), &help, |text| {
        if text == only {
            Ok(())
        } else {
            Err(not_one_of(text, &[only]))
        }
    })
}

fn scanner(section: &Section<'_, '_>, is_simulated: bool) -> Option<Scanner> {
    let driver = driver(section, "serial");
    let peer = if is_simulated {
        let _unused_while_simulated = section.text("port", check::absolute_path);
        Some(Peer::Simulated)
    } else {
        let help = "write port = \"/dev/serial/by-id/...\"; `ls /dev/serial/by-id` shows it";
        section
            .required("port", "the path of a tty", help, check::absolute_path)
            .map(Peer::At)
    };
    let terminators = [
        ("any", Terminator::Any),
        ("cr", Terminator::Cr),
        ("lf", Terminator::Lf),
        ("crlf", Terminator::CrLf),
        ("none", Terminator::None),
    ];
    let baud = section.integer("baud", 300..=921_600, 9600);
    let terminator = section
        .choice("terminator", &terminators)
        .unwrap_or(Terminator::Any);
    let idle_flush_ms = section.integer("idle_flush_ms", 10..=1000, 50);
    driver?;
    Some(Scanner {
        peer: peer?,
        baud,
        terminator,
        idle_flush_ms,
    })
}

fn printer(section: &Section<'_, '_>, is_simulated: bool) -> Option<Printer> {
    let driver = driver(section, "escpos");
    let peer = if is_simulated {
        let _unused_while_simulated = section.text("address", check::host_port);
        Some(Peer::Simulated)
    } else {
        let help = "write address = \"192.168.1.50:9100\"; the printer's self test prints it";
        section
            .required("address", "host:port", help, check::host_port)
            .map(Peer::At)
    };
    let widths = [("58mm", PaperWidth::Mm58), ("80mm", PaperWidth::Mm80)];
    let code_pages = [
        ("pc437", CodePage::Pc437),
        ("pc850", CodePage::Pc850),
        ("pc858", CodePage::Pc858),
        ("wpc1252", CodePage::Wpc1252),
    ];
    let width = section.choice("width", &widths).unwrap_or(PaperWidth::Mm80);
    let code_page = section
        .choice("code_page", &code_pages)
        .unwrap_or(CodePage::Pc858);
    driver?;
    Some(Printer {
        peer: peer?,
        width,
        code_page,
    })
}

fn drawer(section: &Section<'_, '_>) -> Option<Drawer> {
    let driver = driver(section, "printer");
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
    driver?;
    Some(Drawer {
        printer: printer?,
        pin,
        on_ms,
        off_ms,
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

fn roles(section: &Section<'_, '_>, named: &[(String, &'static str)]) -> Roles {
    let roles = Roles {
        receipt_printer: role(section, "receipt_printer", "printer", named),
        drawer: role(section, "drawer", "drawer", named),
    };
    section.finish();
    roles
}

fn role(
    section: &Section<'_, '_>,
    key: &'static str,
    kind: &str,
    named: &[(String, &'static str)],
) -> Option<String> {
    if let Some(text) = section.raw_text(key) {
        refuse_stranger(section, key, text.value, kind, named);
        return Some(text.value.to_owned());
    }
    let of_kind: Vec<&str> = named
        .iter()
        .filter(|(_, word)| *word == kind)
        .map(|(name, _)| name.as_str())
        .collect();
    match of_kind.as_slice() {
        [] => None,
        [only] => Some((*only).to_owned()),
        [first, ..] => {
            let wrong = Wrong::new(
                format!(
                    "there are {} of kind {kind}, so one must be named",
                    of_kind.len()
                ),
                of_kind.join(", "),
                format!("write {key} = \"{first}\" under [roles]"),
            );
            section.fault_here(key, wrong);
            None
        }
    }
}

/// Reports a name under `key` that is no device of `kind`.
fn refuse_stranger(
    section: &Section<'_, '_>,
    key: &str,
    name: &str,
    kind: &str,
    named: &[(String, &'static str)],
) {
    let of_kind: Vec<&str> = named
        .iter()
        .filter(|(_, word)| *word == kind)
        .map(|(name, _)| name.as_str())
        .collect();
    if of_kind.contains(&name) {
        return;
    }
    let wrong = match named.iter().find(|(other, _)| other == name) {
        // Its own kind is wrong already; that is the fault to mend.
        Some((_, "")) => return,
        Some((_, other)) => {
            let allowed = format!("the name of a {kind}");
            let problem = format!("\"{name}\" is of kind {other}");
            Wrong::new(problem, allowed, format!("name one of kind {kind}"))
        }
        None if of_kind.is_empty() => Wrong::new(
            format!("there is no device \"{name}\""),
            format!("the name of a {kind}"),
            format!("add a [[device]] with name = \"{name}\" and kind = \"{kind}\""),
        ),
        None => {
            let near = not_one_of(name, &of_kind);
            Wrong::new(
                format!("there is no device \"{name}\""),
                near.allowed,
                near.help,
            )
        }
    };
    section.fault_at(key, wrong);
}
