//! Devices, scans, events and the simulator.

use protocol::problem::{Code, Problem};
use protocol::v1::device::{Discovery, List, ScanSubscribe, Show, TellScanner, Weigh};
use protocol::v1::event::{Subscribe, Subscribed};
use protocol::v1::simulator::{Paper, Printer, Scan};
use protocol::v1::{Nothing, limit};

use crate::call::Deed;
use crate::connection::Connection;
use crate::noun::lease;
use crate::refuse;

/// Most lines and characters that any customer display has.
const SHOWN_LINES_MAX: usize = 4;
const SHOWN_CHARACTERS_MAX: usize = 40;
/// The longest text the simulated scanner reads.
const SCAN_LEN_MAX: usize = 500;

pub(crate) fn list(connection: &Connection) -> Deed {
    let mut devices = connection.api.bridge.devices();
    for device in &mut devices {
        lease::note(&connection.api, device);
    }
    Deed::answer(&List { devices })
}

pub(crate) fn discover() -> Deed {
    Deed::read(|api| {
        Ok(Discovery {
            found: api.bridge.discover(),
        })
    })
}

pub(crate) fn tell_scanner(connection: &Connection, params: &TellScanner) -> Result<Deed, Problem> {
    lease::check(connection, &params.device)?;
    connection
        .api
        .bridge
        .tell_scanner(&params.device, params.order)
        .map_err(|error| refuse::bridge(&error))?;
    Ok(Deed::answer(&Nothing {}))
}

pub(crate) fn weigh(params: Weigh) -> Deed {
    Deed::read(move |api| {
        api.bridge
            .weigh(params.device.as_deref())
            .map_err(|error| refuse::bridge(&error))
    })
}

pub(crate) fn show(connection: &Connection, params: Show) -> Result<Deed, Problem> {
    let wrong = |message: String| Err(Problem::new(Code::InvalidParams, message));
    if params.lines.len() > SHOWN_LINES_MAX {
        return wrong(format!("lines: send at most {SHOWN_LINES_MAX}"));
    }
    let too_long = |line: &String| {
        line.chars().count() > SHOWN_CHARACTERS_MAX || line.chars().any(char::is_control)
    };
    if let Some(index) = params.lines.iter().position(too_long) {
        return wrong(format!(
            "lines[{index}]: at most {SHOWN_CHARACTERS_MAX} printable characters"
        ));
    }
    if params
        .lines
        .iter()
        .any(|line| domain::text::looks_like_card_number(line))
    {
        return wrong("lines: the text seems to hold a payment card number".to_owned());
    }
    if let Some(device) = &params.device {
        lease::check(connection, device)?;
    }
    Ok(Deed::read(move |api| {
        api.bridge
            .show(params.device.as_deref(), &params.lines)
            .map_err(|error| refuse::bridge(&error))?;
        Ok(Nothing {})
    }))
}

pub(crate) fn subscribe(connection: &mut Connection) -> Deed {
    connection.wants_devices = true;
    Deed::answer(&Nothing {})
}

pub(crate) fn subscribe_scans(connection: &mut Connection, params: ScanSubscribe) -> Deed {
    connection.wants_scans = true;
    connection.exclusive_scans = params.exclusive.unwrap_or(true);
    if connection.exclusive_scans {
        connection.api.live.hold_scanner(connection.number);
    } else {
        connection.api.live.release_scanner(connection.number);
    }
    Deed::answer(&Nothing {})
}

pub(crate) fn unsubscribe_scans(connection: &mut Connection) -> Deed {
    connection.wants_scans = false;
    connection.api.live.release_scanner(connection.number);
    Deed::answer(&Nothing {})
}

pub(crate) fn subscribe_events(
    connection: &mut Connection,
    params: Subscribe,
) -> Result<Deed, Problem> {
    let head = connection.api.hub.head();
    let after = params.after.unwrap_or(head);
    if after > head {
        let message = format!("after: the journal's head is {head}; {after} has not happened yet");
        return Err(Problem::new(Code::InvalidParams, message));
    }
    connection.events_after = Some(after);
    Ok(Deed::answer(&Subscribed { cursor: head }))
}

pub(crate) fn unsubscribe_events(connection: &mut Connection) -> Deed {
    connection.events_after = None;
    Deed::answer(&Nothing {})
}

pub(crate) fn simulate_scan(connection: &Connection, params: &Scan) -> Result<Deed, Problem> {
    let printable = params.text.chars().all(|c| !c.is_control());
    if params.text.is_empty() || params.text.len() > SCAN_LEN_MAX || !printable {
        let message = format!("text: scan 1 to {SCAN_LEN_MAX} printable characters");
        return Err(Problem::new(Code::InvalidParams, message));
    }
    connection
        .api
        .bridge
        .scan(&params.text)
        .map_err(|error| refuse::bridge(&error))?;
    Ok(Deed::answer(&Nothing {}))
}

pub(crate) fn simulated_paper(params: &Paper) -> Deed {
    let limit = limit(params.limit, 10).min(50);
    Deed::read(move |api| {
        api.bridge
            .paper(limit)
            .map_err(|error| refuse::bridge(&error))
    })
}

pub(crate) fn simulate_printer(connection: &Connection, params: Printer) -> Result<Deed, Problem> {
    let state = connection
        .api
        .bridge
        .printer(params)
        .map_err(|error| refuse::bridge(&error))?;
    Ok(Deed::answer(&state))
}
