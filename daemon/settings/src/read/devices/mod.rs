//! `[[device]]`, `[simulator]` and `[roles]`: they name each other, so they are read together.

mod cable;
mod drawer;
mod label_printer;
mod printer;
mod scanner;
mod small;

use crate::check;
use crate::model::{Device, DeviceKind, DrawerVia, PrinterLanguage, Roles};
use crate::section::{Section, Wrong, not_one_of};

/// What the daemon can play itself: the keys of `[simulator]`, and the kind of device each names.
const SIMULATED: [(&str, &str); 5] = [
    ("scanner", "scanner"),
    ("printer", "printer"),
    ("label_printer", "label-printer"),
    ("scale", "scale"),
    ("display", "display"),
];
/// Every kind of device.
const KINDS: [&str; 6] = [
    "scanner",
    "printer",
    "label-printer",
    "drawer",
    "scale",
    "display",
];
/// Most devices one counter can have.
const DEVICES_MAX: usize = 64;

pub(super) fn devices(root: &Section<'_, '_>) -> (Vec<Device>, Roles) {
    let simulator = root.section("simulator");
    let simulated: Vec<String> = SIMULATED
        .into_iter()
        .filter_map(|(key, _)| simulator.raw_text(key))
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
        if let Some(DeviceKind::Drawer(drawer)) = &kind
            && let DrawerVia::Printer { printer, .. } = &drawer.via
        {
            drawers.push((printer.clone(), &*section));
        }
        named.push((name.clone(), word));
        found.extend(kind.map(|kind| Device { name, kind }));
    }
    for (printer, section) in drawers {
        refuse_stranger(section, "printer", &printer, "printer", &named);
    }
    for (key, kind) in SIMULATED {
        if let Some(text) = simulator.raw_text(key) {
            refuse_stranger(&simulator, key, text.value, kind, &named);
        }
    }
    let roles = roles(&root.section("roles"), &named);
    (found, roles)
}

pub(super) use printer::code_page;

/// Reads `driver` of a model's file.
pub(super) fn languages(root: &Section<'_, '_>) -> Option<PrinterLanguage> {
    driver(root, &printer::LANGUAGES)
}

/// Reads `vendor:product`, which no single device is meant by.
pub(super) fn usb_ids(text: &str) -> Result<String, Wrong> {
    let ids = cable::usb(text)?;
    if ids.contains(['/', '@']) {
        let help = "write it like \"04b8:0e28\"";
        return Err(Wrong::new(
            "this names one device",
            "vendor:product in hex",
            help,
        ));
    }
    Ok(ids)
}

/// Returns which driver of these the device names.
fn driver<T: Copy>(section: &Section<'_, '_>, drivers: &[(&str, T)]) -> Option<T> {
    let words: Vec<&str> = drivers.iter().map(|(word, _)| *word).collect();
    let allowed: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let help = format!("write driver = {}", allowed.join(" or "));
    section.required("driver", &allowed.join(", "), &help, |text| {
        let found = drivers.iter().find(|(word, _)| *word == text);
        found
            .map(|(_, driver)| *driver)
            .ok_or_else(|| not_one_of(text, &words))
    })
}

/// Returns the word of the kind (empty when it is not known) and the device when all of it is right.
fn device_kind(
    section: &Section<'_, '_>,
    is_simulated: bool,
) -> (&'static str, Option<DeviceKind>) {
    let allowed = KINDS.map(|kind| format!("\"{kind}\"")).join(", ");
    let help = "write kind = \"printer\", or another of these";
    let kind = section.required("kind", &allowed, help, |text| {
        KINDS
            .into_iter()
            .find(|kind| *kind == text)
            .ok_or_else(|| not_one_of(text, &KINDS))
    });
    // Which keys a device has depends on its kind; with an unknown one they cannot be judged.
    let Some(kind) = kind else { return ("", None) };
    let device = match kind {
        "scanner" => scanner::read(section, is_simulated).map(DeviceKind::Scanner),
        "printer" => printer::read(section, is_simulated).map(DeviceKind::Printer),
        "label-printer" => label_printer::read(section, is_simulated).map(DeviceKind::LabelPrinter),
        "drawer" => drawer::read(section).map(DeviceKind::Drawer),
        "scale" => small::scale(section, is_simulated).map(DeviceKind::Scale),
        _ => small::display(section, is_simulated).map(DeviceKind::Display),
    };
    section.finish();
    (kind, device)
}

fn roles(section: &Section<'_, '_>, named: &[(String, &'static str)]) -> Roles {
    let roles = Roles {
        receipt_printer: role(section, "receipt_printer", "printer", named),
        label_printer: role(section, "label_printer", "label-printer", named),
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
