//! The form of single values: pure functions from text to a checked value or the reason against it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::section::Wrong;

/// A short line for people: printable, not blank, at most `len_max` characters.
pub(crate) fn line(len_max: usize) -> impl Fn(&str) -> Result<String, Wrong> {
    move |text| {
        let allowed = format!("one line of 1 to {len_max} characters");
        let count = text.chars().count();
        if text.trim().is_empty() {
            Err(Wrong::new(
                "is blank",
                allowed,
                "write something, or take the key out",
            ))
        } else if text.chars().any(char::is_control) {
            let help = "put each line in an entry of its own, without tabs or line ends";
            Err(Wrong::new("holds a control character", allowed, help))
        } else if count > len_max {
            Err(Wrong::new(
                format!("has {count} characters"),
                allowed,
                "make it shorter",
            ))
        } else {
            Ok(text.to_owned())
        }
    }
}

/// A word of `1..=len_max` characters, all of which `is_allowed` accepts.
fn word(
    text: &str,
    len_max: usize,
    is_allowed: impl Fn(char) -> bool,
    allowed: &str,
    example: &str,
) -> Result<String, Wrong> {
    if (1..=len_max).contains(&text.chars().count()) && text.chars().all(is_allowed) {
        return Ok(text.to_owned());
    }
    let problem = format!("\"{text}\" does not have the right form");
    Err(Wrong::new(
        problem,
        allowed,
        format!("write it like \"{example}\""),
    ))
}

pub(crate) fn prefix(text: &str) -> Result<String, Wrong> {
    let allowed = "1 to 4 of A-Z and 0-9";
    word(
        text,
        4,
        |c| c.is_ascii_uppercase() || c.is_ascii_digit(),
        allowed,
        "C1",
    )
}

pub(crate) fn location(text: &str) -> Result<String, Wrong> {
    let is_allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    word(text, 16, is_allowed, "1 to 16 of A-Z, 0-9 and -", "MAIN")
}

pub(crate) fn currency(text: &str) -> Result<String, Wrong> {
    let allowed = "three capitals, the ISO 4217 code";
    if text.len() != 3 {
        let problem = format!("\"{text}\" does not have the right form");
        return Err(Wrong::new(problem, allowed, "write it like \"USD\""));
    }
    word(text, 3, |c| c.is_ascii_uppercase(), allowed, "USD")
}

/// Names of devices and plugins; a plugin's name is also its folder, so no dots and slashes.
pub(crate) fn slug(example: &'static str) -> impl Fn(&str) -> Result<String, Wrong> {
    move |text| {
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        word(text, 32, is_allowed, "1 to 32 of a-z, 0-9 and -", example)
    }
}

/// IANA name by its form. Abbreviations such as MST are refused: they ignore summer time.
pub(crate) fn time_zone(text: &str) -> Result<String, Wrong> {
    let segment = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    };
    if text == "UTC" || (text.contains('/') && text.split('/').all(segment)) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not the name of a time zone"),
        "an IANA name with its area, such as America/Denver, or UTC",
        "`timedatectl list-timezones` lists them; abbreviations such as MST ignore summer time",
    ))
}

/// A plain decimal that is not negative: up to 9 digits, then at most 4 after the point.
pub(crate) fn amount(text: &str) -> Result<String, Wrong> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, max: usize| {
        (1..=max).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if digits(whole, 9) && digits(fraction, 4) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not an amount"),
        "digits, and after a point at most 4 more; no sign, currency or thousands separator",
        "write it like \"125.00\"",
    ))
}

/// A share of one: a plain decimal from 0 to 1 with at most 8 digits after the point.
pub(crate) fn rate(text: &str) -> Result<String, Wrong> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = (1..=8).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    let at_most_one = whole == "0" || (whole == "1" && fraction.bytes().all(|b| b == b'0'));
    if digits && at_most_one {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not a rate"),
        "a share from 0 to 1 with at most 8 digits after the point",
        "write 8.25 % as \"0.0825\"",
    ))
}

/// A day of the calendar.
pub(crate) fn date(text: &str) -> Result<Date, Wrong> {
    // Exactly this form: the parser would also take a time of day, which means nothing here.
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    match text.parse::<Date>() {
        Ok(date) if form => Ok(date),
        Ok(_) | Err(_) => Err(Wrong::new(
            format!("\"{text}\" is not a day"),
            "year, month and day, such as 2026-01-31",
            "write it like \"2026-01-31\"",
        )),
    }
}

pub(crate) fn absolute_path(text: &str) -> Result<PathBuf, Wrong> {
    let path = Path::new(text);
    if path.is_absolute() && !text.chars().any(char::is_control) {
        return Ok(path.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not an absolute path"),
        "a path that begins with /",
        "write the whole path; a service has no current folder to start from",
    ))
}

pub(crate) fn loopback(text: &str) -> Result<SocketAddr, Wrong> {
    let allowed = "a loopback address with a port, such as 127.0.0.1:7420 or [::1]:7420";
    match text.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => Ok(address),
        Ok(_) => Err(Wrong::new(
            format!("\"{text}\" could be reached from other computers"),
            allowed,
            "listen on 127.0.0.1; the API is for programs on this computer only",
        )),
        Err(_) => Err(Wrong::new(
            format!("\"{text}\" is not an address with a port"),
            allowed,
            "write it like \"127.0.0.1:7420\", with numbers, not a name",
        )),
    }
}

/// `host:port` of a device on the network.
pub(crate) fn host_port(text: &str) -> Result<String, Wrong> {
    let parts = text.rsplit_once(':');
    if let Some((host, port)) = parts
        && is_host(host)
        && port.parse::<u16>().is_ok_and(|port| port > 0)
    {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not a host with a port"),
        "host:port, the host as a name, an IPv4 address or [an IPv6 address]",
        "write it like \"192.168.1.50:9100\"",
    ))
}

/// One value of the Host header: `host` or `host:port`.
pub(crate) fn host_header(text: &str) -> Result<String, Wrong> {
    if is_authority(text) && !text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not a host"),
        "host or host:port in small letters, without scheme or path",
        "write it like \"counter.example:7420\"",
    ))
}

/// One exact web origin.
pub(crate) fn origin(text: &str) -> Result<String, Wrong> {
    let allowed = "an exact origin, scheme://host or scheme://host:port, in small letters";
    let refused = |problem: String, help: &str| Err(Wrong::new(problem, allowed, help));
    if text.contains('*') || text == "null" {
        let help = "name each page's origin; a pattern would let any page in";
        return refused(format!("\"{text}\" is not one exact origin"), help);
    }
    let Some((scheme, authority)) = text.split_once("://") else {
        return refused(
            format!("\"{text}\" has no scheme"),
            "write it like \"https://pos.example\"",
        );
    };
    if authority.contains(['/', '?', '#']) {
        let help = "leave out everything after the host and port, the last slash too";
        return refused(format!("\"{text}\" goes on after the host"), help);
    }
    let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+-.".contains(c));
    if scheme_ok && is_authority(authority) && !authority.bytes().any(|b| b.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    refused(
        format!("\"{text}\" is not an origin"),
        "write it like \"https://pos.example\"",
    )
}

/// Base address of the Stripe API.
pub(crate) fn api_base(text: &str) -> Result<String, Wrong> {
    let allowed = "https://host[:port] without a path; http:// only to this computer";
    let example = "the real one is \"https://api.stripe.com\"";
    let (encrypted, authority) = match text.split_once("://") {
        Some(("https", authority)) => (true, authority),
        Some(("http", authority)) => (false, authority),
        _ => {
            return Err(Wrong::new(
                format!("\"{text}\" is not a web address"),
                allowed,
                example,
            ));
        }
    };
    if !is_authority(authority) {
        let problem = format!("\"{text}\" is more than scheme, host and port");
        return Err(Wrong::new(problem, allowed, example));
    }
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host);
    let here = authority
        .parse::<SocketAddr>()
        .is_ok_and(|address| address.ip().is_loopback())
        || matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    if encrypted || here {
        return Ok(text.to_owned());
    }
    let problem = format!("\"{text}\" would send the key over the network unencrypted");
    Err(Wrong::new(problem, allowed, "use https://"))
}

pub(crate) fn reader(text: &str) -> Result<String, Wrong> {
    let is_id = text
        .strip_prefix("tmr_")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_id && text.len() <= 64 {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("\"{text}\" is not the id of a reader"),
        "tmr_ and then letters and digits",
        "copy it from the Terminal page of the Stripe Dashboard, under Readers",
    ))
}

fn is_authority(text: &str) -> bool {
    let port_ok = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    match text.rsplit_once(':') {
        Some((host, port)) if !text.ends_with(']') => is_host(host) && port_ok(port),
        _ => is_host(text),
    }
}

fn is_host(text: &str) -> bool {
    if let Some(inner) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    text.len() <= 253 && text.split('.').all(label)
}
