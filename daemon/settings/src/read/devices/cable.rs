//! How a device is reached: an address, a serial port, USB.

use crate::check;
use crate::model::{Cable, Flow, Line, LineFormat, Parity, Peer, SerialAt};
use crate::section::{Section, Wrong};

/// What a serial line is when nobody says.
pub(super) const USUAL: LineFormat = LineFormat {
    data_bits: 8,
    parity: Parity::None,
    stop_bits: 1,
};

/// Reads `address`, `port` or `usb`, exactly one of which must be there, and the line of a `port`.
pub(super) fn any(section: &Section<'_, '_>) -> Option<Cable> {
    let address = section.text("address", check::host_port);
    let port = section.text("port", serial_at);
    let usb = section.text("usb", usb);
    let line = line(section, USUAL);
    let named: Vec<&str> = ["address", "port", "usb"]
        .into_iter()
        .filter(|key| section.has(key))
        .collect();
    let allowed = "address = \"host:port\", port = \"/dev/...\" or usb = \"vendor:product\"";
    let help = "write address = \"192.168.1.50:9100\" (its self test prints it), or what `counterd devices` says";
    match named.as_slice() {
        [] => {
            let wrong = Wrong::new("required and not there", allowed, help);
            section.fault_here("address", wrong);
            None
        }
        [_] => address
            .map(Cable::Tcp)
            .or(port.map(|port| Cable::Serial(port, line)))
            .or(usb.map(Cable::Usb)),
        [_, second, ..] => {
            let problem = format!(
                "the device hangs on one cable, and {} name two",
                named.join(" and ")
            );
            section.fault_at(second, Wrong::new(problem, allowed, "take one of them out"));
            None
        }
    }
}

/// Reads the cable's keys of a simulated device, which are right or wrong but not used.
pub(super) fn unused(section: &Section<'_, '_>) {
    let _unused_while_simulated = (
        section.text("address", check::host_port),
        section.text("port", serial_at),
        section.text("usb", usb),
        line(section, USUAL),
    );
}

/// Reads `port`, which must be there unless the device is simulated.
pub(super) fn simulated_port(
    section: &Section<'_, '_>,
    is_simulated: bool,
) -> Option<Peer<SerialAt>> {
    if is_simulated {
        let _unused_while_simulated = section.text("port", serial_at);
        Some(Peer::Simulated)
    } else {
        port(section).map(Peer::At)
    }
}

/// Reads `port`, which must be there.
pub(super) fn port(section: &Section<'_, '_>) -> Option<SerialAt> {
    let help = "write port = \"/dev/serial/by-id/...\"; `ls /dev/serial/by-id` shows it";
    section.required(
        "port",
        "the path of a tty, or usb:vendor:product",
        help,
        serial_at,
    )
}

/// Reads `baud`, `format` and `flow`.
pub(super) fn line(section: &Section<'_, '_>, usual: LineFormat) -> Line {
    let flows = [
        ("none", Flow::None),
        ("rtscts", Flow::Hardware),
        ("xonxoff", Flow::Software),
    ];
    Line {
        baud: section.integer("baud", 300..=921_600, 9600),
        format: section.text("format", format).unwrap_or(usual),
        flow: section.choice("flow", &flows).unwrap_or(Flow::None),
    }
}

fn format(text: &str) -> Result<LineFormat, Wrong> {
    let found = match text.as_bytes() {
        [
            bits @ (b'7' | b'8'),
            parity @ (b'N' | b'E' | b'O'),
            stop @ (b'1' | b'2'),
        ] => Some(LineFormat {
            data_bits: bits - b'0',
            parity: match parity {
                b'N' => Parity::None,
                b'E' => Parity::Even,
                _ => Parity::Odd,
            },
            stop_bits: stop - b'0',
        }),
        _ => None,
    };
    found.ok_or_else(|| {
        Wrong::new(
            format!("\"{text}\" is not the format of a serial line"),
            "data bits 7 or 8, parity N, E or O, stop bits 1 or 2",
            "write it like \"8N1\"",
        )
    })
}

pub(super) fn serial_at(text: &str) -> Result<SerialAt, Wrong> {
    match text.strip_prefix("usb:") {
        Some(address) => usb(address).map(SerialAt::Usb),
        None => check::absolute_path(text).map(SerialAt::Port),
    }
}

/// Reads `vvvv:pppp`, with `/SERIAL` or `@PORT` where there are several of the kind.
pub(super) fn usb(text: &str) -> Result<String, Wrong> {
    let (ids, which) = match text.find(['/', '@']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, "1"),
    };
    let is_id = |id: &str| id.len() == 4 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = ids
        .split_once(':')
        .is_some_and(|(vendor, product)| is_id(vendor) && is_id(product));
    let told = !which.is_empty() && which.len() <= 128 && !which.chars().any(char::is_control);
    if fits && told {
        // The ids in small letters; a serial number as it is.
        return Ok(format!(
            "{}{}",
            ids.to_ascii_lowercase(),
            &text[ids.len()..]
        ));
    }
    Err(Wrong::new(
        format!("\"{text}\" is not a USB device"),
        "vendor:product in hex, with /SERIAL or @PORT after it where there are several",
        "write it like \"04b8:0e28\"; `counterd devices` lists what is plugged in",
    ))
}

/// Reads bytes written in hex, with spaces or without.
pub(super) fn hex(len_max: usize) -> impl Fn(&str) -> Result<Vec<u8>, Wrong> {
    move |text| {
        let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').collect();
        let byte = |pair: &[u8]| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16)
                .ok()
                .filter(|_| pair.len() == 2 && !pair.starts_with('+'))
        };
        let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
        bytes
            .filter(|bytes| (1..=len_max).contains(&bytes.len()))
            .ok_or_else(|| {
                Wrong::new(
                    format!("\"{text}\" is not 1 to {len_max} bytes in hex"),
                    "two digits of 0-9 and a-f for each byte",
                    "write it like \"16 54 0D\"",
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usb_devices_are_named_by_ids_and_by_which() {
        for (text, want) in [
            ("04B8:0E28", "04b8:0e28"),
            ("04b8:0e28/J2A0 x", "04b8:0e28/J2A0 x"),
            ("0403:6001@1-2.3", "0403:6001@1-2.3"),
        ] {
            assert_eq!(usb(text).ok().as_deref(), Some(want));
        }
        for text in [
            "",
            "04b8",
            "04b8:0e2",
            "04b8:0e28/",
            "04b8:0e28@",
            "4b8:0e28x",
        ] {
            assert!(usb(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bytes_are_written_in_hex() {
        let read = hex(3);
        assert_eq!(read("16 54 0d").ok(), Some(vec![0x16, 0x54, 0x0D]));
        assert_eq!(read("1654").ok(), Some(vec![0x16, 0x54]));
        for text in ["", "1", "1 6 5", "xx", "01020304", "+1"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_line_is_written_as_everybody_does() {
        let seven = LineFormat {
            data_bits: 7,
            parity: Parity::Even,
            stop_bits: 1,
        };
        assert_eq!(format("7E1").ok(), Some(seven));
        assert_eq!(format("8N1").ok(), Some(USUAL));
        for text in ["9N1", "8X1", "8N3", "8N", ""] {
            assert!(format(text).is_err(), "{text}");
        }
    }
}
