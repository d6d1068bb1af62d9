//! Driving licences and identity cards of North America: the PDF417 of the AAMVA card standard.
//!
//! Only what a shop writes down is kept; nothing of it is ever shown by `Debug`.

use std::fmt;

/// What follows the compliance mark: line feed, record separator, carriage return, file type.
const FILE_TYPE: &str = "ANSI ";
/// Digits of the issuer's number.
const ISSUER_LEN: usize = 6;
/// Characters of one entry of the list of subfiles: type, offset, length.
const ENTRY_LEN: usize = 10;
/// Longest value kept, in bytes: the standard allows 40 characters for a name.
const VALUE_LEN_MAX: usize = 128;

/// A person as on the card. Empty where the card says nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Licence {
    /// Number of the licence or card.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// First name.
    pub given_name: String,
    /// Middle names.
    pub middle_names: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: String,
    /// Last day of validity, `YYYY-MM-DD`; empty also where it does not expire.
    pub expires: String,
    /// Street and number, on one line.
    pub street: String,
    /// City.
    pub city: String,
    /// State or province, two letters.
    pub state: String,
    /// ZIP (`98101` or `98101-1234`) or postal code.
    pub postal_code: String,
    /// `USA` or `CAN`, when the card says so.
    pub country: String,
    /// The issuer's number, six digits (`636026` is Arizona).
    pub issuer: String,
}

impl fmt::Debug for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Licence(..)")
    }
}

/// Says whether a scan begins as such cards do, whatever the scanner made of the control characters.
pub(super) fn looks_like(text: &str) -> bool {
    body(text).is_some()
}

/// Reads a card of any version of the standard since 2000.
pub(super) fn read(text: &str) -> Option<Licence> {
    let body = body(text)?;
    let (issuer, rest) = body.split_at_checked(ISSUER_LEN)?;
    let (version, rest) = number_of_two(rest)?;
    // The jurisdiction's own version came with the second version.
    let rest = if version >= 2 { rest.get(2..)? } else { rest };
    let (entries, rest) = number_of_two(rest)?;
    if version == 0 || entries == 0 || !issuer.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fields = Fields(rest.get(usize::from(entries) * ENTRY_LEN..)?);
    let licence = fields.licence(issuer);
    (!licence.number.is_empty() && !licence.family_name.is_empty()).then_some(licence)
}

/// Returns what comes after the file type.
fn body(text: &str) -> Option<&str> {
    let after_mark = text.strip_prefix('@')?;
    after_mark
        .trim_start_matches(|c: char| c.is_control())
        .strip_prefix(FILE_TYPE)
}

fn number_of_two(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok().map(|number| (number, rest)))?
}

/// The subfiles. Offsets in the header are not used: many issuers have them wrong.
struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    /// Returns the first value of an element, blank-free at both ends.
    fn get(&self, id: &str) -> Option<&'a str> {
        let elements = self.0.split(['\n', '\r']).map(|element| {
            // The first element of a subfile has the subfile's type before it.
            let bare = element.strip_prefix("DL").or(element.strip_prefix("ID"));
            bare.filter(|bare| bare.starts_with('D')).unwrap_or(element)
        });
        let mut values = elements.filter_map(|element| element.strip_prefix(id));
        let value = values
            .next()?
            .trim_matches(|c: char| c == ' ' || c.is_control());
        let said = !matches!(value, "" | "NONE" | "unavl" | "UNAVL");
        (said && value.len() <= VALUE_LEN_MAX).then_some(value)
    }

    fn first_of(&self, ids: &[&str]) -> String {
        let value = ids.iter().find_map(|id| self.get(id));
        value.unwrap_or_default().to_owned()
    }

    fn licence(&self, issuer: &str) -> Licence {
        let names = self.names();
        let street = [self.get("DAG").or(self.get("DAL")), self.get("DAH")];
        let country = self.first_of(&["DCG"]);
        Licence {
            number: self.first_of(&["DAQ"]),
            family_name: names.family,
            given_name: names.given,
            middle_names: names.middle,
            born: self.get("DBB").and_then(iso_date).unwrap_or_default(),
            expires: self.get("DBA").and_then(iso_date).unwrap_or_default(),
            street: street.into_iter().flatten().collect::<Vec<_>>().join(" "),
            city: self.first_of(&["DAI", "DAN"]),
            state: self.first_of(&["DAJ", "DAO"]),
            postal_code: postal_code(self.get("DAK").or(self.get("DAP")).unwrap_or_default()),
            country,
            issuer: issuer.to_owned(),
        }
    }

    /// Names are one element in the first version, two in the next ones, three since the fourth.
    fn names(&self) -> Names {
        let mut names = Names {
            family: self.first_of(&["DCS", "DAB"]),
            given: self.first_of(&["DAC"]),
            middle: self.first_of(&["DAD"]),
        };
        if names.given.is_empty()
            && let Some(all) = self.get("DCT")
        {
            let mut parts = all.splitn(2, [',', ' ']).map(str::trim);
            names.given = parts.next().unwrap_or_default().to_owned();
            names.middle = parts.next().unwrap_or_default().replace(',', " ");
        }
        if names.family.is_empty()
            && let Some(all) = self.get("DAA")
        {
            let mut parts = all.splitn(3, [',', '@']).map(str::trim);
            names.family = parts.next().unwrap_or_default().to_owned();
            names.given = parts.next().unwrap_or_default().to_owned();
            names.middle = parts.next().unwrap_or_default().replace(',', " ");
        }
        names
    }
}

struct Names {
    family: String,
    given: String,
    middle: String,
}

/// Turns MMDDYYYY (United States) or YYYYMMDD (Canada, and all in the first version) into ISO form.
///
/// The two cannot be mixed up: no month begins a year of this century or the last one.
fn iso_date(digits: &str) -> Option<String> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let from = |year: std::ops::Range<usize>, month: std::ops::Range<usize>, day| {
        let (year, month, day) = (digits.get(year)?, digits.get(month)?, digits.get(day)?);
        let fits = (1900..2100).contains(&year.parse::<u16>().ok()?)
            && (1..=12).contains(&month.parse::<u8>().ok()?)
            && (1..=31).contains(&str::parse::<u8>(day).ok()?);
        fits.then(|| format!("{year}-{month}-{day}"))
    };
    from(4..8, 0..2, 2..4).or_else(|| from(0..4, 4..6, 6..8))
}

/// Writes a ZIP of nine digits as people do, and leaves other codes as they are.
fn postal_code(text: &str) -> String {
    let digits = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_at_checked(5) {
        Some((zip, "0000")) if digits => zip.to_owned(),
        Some((zip, four)) if digits => format!("{zip}-{four}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const US: &str = "@\n\x1e\rANSI 636026080102DL00410288ZA03290015DLDAQD12345678\nDCSPUBLIC\nDDEN\nDACJOHN\nDDFN\nDADQUINCY\nDDGN\nDCAD\nDCBNONE\nDCDNONE\nDBD08242015\nDBB01311970\nDBA01312035\nDBC1\nDAU069 in\nDAYGRN\nDAG789 E OAK ST\nDAIANYTOWN\nDAJCA\nDAK902230000  \nDCF83D9BN217QO983B1\nDCGUSA\nDAW180\rZAZAAN\nZABDAQ9\r";

    #[test]
    fn the_standards_own_example_is_read() {
        let licence = read(US).unwrap();
        let want = Licence {
            number: "D12345678".into(),
            family_name: "PUBLIC".into(),
            given_name: "JOHN".into(),
            middle_names: "QUINCY".into(),
            born: "1970-01-31".into(),
            expires: "2035-01-31".into(),
            street: "789 E OAK ST".into(),
            city: "ANYTOWN".into(),
            state: "CA".into(),
            postal_code: "90223".into(),
            country: "USA".into(),
            issuer: "636026".into(),
        };
        assert!(licence == want);
    }

    #[test]
    fn older_and_canadian_cards_are_read() {
        let first = "@\n\x1e\rANSI 6360000102DL00390188ZV02270031DLDAQ0123456789ABC\nDAAPUBLIC,JOHN,Q\nDAG123 MAIN STREET\nDAIANYTOWN\nDAJVA\nDAK123459999  \nDBA20111231\nDBB19590731\nDBC1\rZVZVAJURISDICTION\r";
        let read_first = read(first).unwrap();
        assert_eq!(read_first.family_name, "PUBLIC");
        assert_eq!(
            (
                read_first.given_name.as_str(),
                read_first.middle_names.as_str()
            ),
            ("JOHN", "Q")
        );
        assert_eq!(read_first.born, "1959-07-31");
        assert_eq!(read_first.postal_code, "12345-9999");

        let second = "@\n\x1e\rANSI 636028030001DL00310200DLDCSTREMBLAY\nDCTMARIE,ANNE LOUISE\nDAQ1234567\nDBB19801124\nDBA20270101\nDAG1 RUE DU PORT\nDAIVICTORIA\nDAJBC\nDAKV8W1A1    \nDCGCAN\r";
        let second = read(second).unwrap();
        assert_eq!(
            (second.given_name.as_str(), second.middle_names.as_str()),
            ("MARIE", "ANNE LOUISE")
        );
        assert_eq!(
            (second.born.as_str(), second.expires.as_str()),
            ("1980-11-24", "2027-01-01")
        );
        assert_eq!(
            (second.postal_code.as_str(), second.country.as_str()),
            ("V8W1A1", "CAN")
        );
    }

    #[test]
    fn scanners_that_change_control_characters_do_not_matter() {
        let crs = US.replace('\n', "\r");
        assert!(read(&crs).unwrap() == read(US).unwrap());
        let bare = US.replacen("@\n\x1e\r", "@\r", 1);
        assert!(read(&bare).unwrap() == read(US).unwrap());
        let id = US.replacen("DLDAQ", "IDDAQ", 1);
        assert!(read(&id).unwrap() == read(US).unwrap());
    }

    #[test]
    fn broken_cards_look_like_one_and_give_nothing() {
        for len in 0..US.len() {
            // No cut may panic; without the number and the name, nothing is made of it.
            let read = read(&US[..len]);
            let named = US.find("DCSP").unwrap() + 4;
            assert_eq!(read.is_some(), len >= named, "{len}");
        }
        assert!(looks_like("@\n\x1e\rANSI 63"));
        assert!(!looks_like("@home"));
        assert!(!looks_like("ANSI 636026"));
        assert!(read(&US.replace("DAQ", "DXQ")).is_none());
        assert_eq!(iso_date("13311970"), None);
        assert_eq!(iso_date("99999999"), None);
    }

    #[test]
    fn debug_shows_nothing_of_the_person() {
        let shown = format!("{:?}", super::super::read(US, None));
        assert_eq!(shown, "Some(Licence(Licence(..)))");
    }
}
