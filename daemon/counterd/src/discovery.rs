//! What the devices' room found and read, in the words of the wire.

use std::process::ExitCode;

use devices::usb::{self, Discovered, Guess};
use devices::{Reading, Snapshot, State};
use protocol::v1::device::{self, Found, Gs1Element, Licence, VinReading};

use crate::told::say;

/// Prints what is plugged in, as seen by whoever runs this.
pub(crate) fn list() -> ExitCode {
    let all = usb::discover();
    if all.is_empty() {
        say("Nothing is plugged in that could be a device of a counter.");
        say(
            "Printers on the network are not looked for: write address = \"IP:9100\", which their self test prints.",
        );
    }
    for one in all {
        say(&entry(found(one, &[])));
    }
    ExitCode::SUCCESS
}

/// Words one piece of hardware over several lines.
fn entry(found: Found) -> String {
    let state = if found.usable { "ready" } else { "not usable" };
    let mut text = format!("{} ({}): {state}\n", found.name, found.identity);
    for line in [Some(found.detail), found.rule].into_iter().flatten() {
        if !line.is_empty() {
            text.push_str(&format!("  {line}\n"));
        }
    }
    for line in found.settings.lines() {
        text.push_str(&format!("    {line}\n"));
    }
    text
}

/// Words a piece of hardware; `known` are the devices of the settings.
pub(crate) fn found(found: Discovered, known: &[Snapshot]) -> Found {
    let node = found.node.display().to_string();
    let mut names = vec![node.clone()];
    if let Some(identity) = &found.identity {
        names.push(identity.to_string());
        names.push(format!("{:04x}:{:04x}", identity.vendor, identity.product));
    }
    // A port of a USB device is known by its stable path, which only the suggestion names.
    names.extend(found.settings.lines().filter_map(|line| {
        let (key, value) = line.split_once(" = ")?;
        matches!(key, "port" | "usb").then(|| value.trim_matches('"').to_owned())
    }));
    let device = known.iter().find(|known| {
        let address = known.address.strip_prefix("usb:").unwrap_or(&known.address);
        names.iter().any(|name| name == address)
    });
    let detail = match (&found.fix, found.state, found.held_by.is_busy()) {
        (Some(fix), _, _) => fix.hint(),
        (None, State::Absent, _) => {
            format!("{node} does not exist: udev did not make it. Plug the device in again.")
        }
        // What this daemon itself has open is its own.
        (None, _, true) if device.is_none() => {
            format!("Held by {}. {}", found.held_by, found.held_by.hint())
        }
        (None, _, _) => String::new(),
    };
    Found {
        kind: match found.guess {
            Guess::Printer => Some(device::Kind::Printer),
            Guess::ScannerHidPos => Some(device::Kind::Scanner),
            // It may as well be a keyboard, a scale or anything else.
            Guess::ScannerKeyboard | Guess::Serial => None,
        },
        identity: found.identity.map_or(node, |identity| identity.to_string()),
        name: found.title,
        device: device.map(|known| known.name.to_string()),
        usable: found.state == State::Ready,
        detail,
        rule: found.fix.map(|fix| fix.rule),
        settings: found.settings,
    }
}

/// Words what a scan holds.
pub(crate) fn reading(reading: Reading) -> device::Reading {
    match reading {
        Reading::Gtin { gtin14 } => device::Reading::Gtin(gtin14),
        Reading::Vin {
            vin,
            check_digit_right,
        } => device::Reading::Vin(VinReading {
            vin,
            check_digit_right,
        }),
        Reading::Gs1(elements) => {
            let elements = elements.into_iter();
            let word = |element: devices::Element| Gs1Element {
                ai: element.ai,
                value: element.value,
            };
            device::Reading::Gs1(elements.map(word).collect())
        }
        Reading::Licence(licence) => device::Reading::Licence(Box::new(word_licence(*licence))),
        Reading::TireNumber(number) => device::Reading::TireNumber(number),
    }
}

fn word_licence(licence: devices::Licence) -> Licence {
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    let given = [licence.given_name, licence.middle_names];
    Licence {
        number: said(licence.number),
        family_name: said(licence.family_name),
        given_names: said(given.join(" ").trim().to_owned()),
        born: said(licence.born),
        expires: said(licence.expires),
        street: said(licence.street),
        city: said(licence.city),
        state: said(licence.state),
        postal_code: said(licence.postal_code),
        country: said(licence.country),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_may_not_be_used_is_listed_with_its_rule() {
        let text = entry(Found {
            kind: Some(device::Kind::Printer),
            identity: "04b8:0e28".to_owned(),
            name: "EPSON TM-T20II".to_owned(),
            device: None,
            usable: false,
            detail: "Add the rule.".to_owned(),
            rule: Some("SUBSYSTEM==\"usb\"".to_owned()),
            settings: "[[device]]\nname = \"receipt-printer\"\n".to_owned(),
        });
        let want = "EPSON TM-T20II (04b8:0e28): not usable\n  Add the rule.\n  SUBSYSTEM==\"usb\"\n    \
                    [[device]]\n    name = \"receipt-printer\"\n";
        assert_eq!(text, want);
    }

    #[test]
    fn what_a_licence_does_not_say_is_absent() {
        let licence = devices::Licence {
            family_name: "ROE".to_owned(),
            given_name: "JANE".to_owned(),
            ..devices::Licence::default()
        };
        let device::Reading::Licence(worded) = reading(Reading::Licence(Box::new(licence))) else {
            panic!("no licence")
        };
        assert_eq!(worded.family_name.as_deref(), Some("ROE"));
        assert_eq!(worded.given_names.as_deref(), Some("JANE"));
        assert_eq!(worded.number, None);
    }
}
