//! What a scan means, beyond its characters: an article, a vehicle, a tire, a person. Pure.
//!
//! A reading is a proposal. A shop's own labels may look like anything, so whoever takes a scan
//! looks its text up first.

mod gs1;
mod gs1_table;
mod gtin;
mod licence;
mod tire;
mod vin;

use super::Symbology;

pub use licence::Licence;

/// What a scan was recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An article number with the right check digit.
    Gtin {
        /// GTIN-8, UPC-E, UPC-A, EAN-13 or GTIN-14, right-justified in 14 digits.
        gtin14: String,
    },
    /// A vehicle identification number of 17 characters.
    Vin {
        /// Upper case, without the `I` of imports and without start and stop signs.
        vin: String,
        /// Whether the ninth character is what 49 CFR 565.15(c) asks for; it binds makers for
        /// North America only, so elsewhere a wrong one is no more than a warning.
        check_digit_right: bool,
    },
    /// GS1 element strings, in the order of the code; never empty.
    Gs1(Vec<Element>),
    /// A North American driving licence or identity card.
    Licence(Box<Licence>),
    /// A tire identification number of 11 to 13 symbols, without `DOT` and spaces (49 CFR 574.5).
    TireNumber(String),
}

/// One GS1 application identifier with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Two to four digits, for example `01` or `3103`.
    pub ai: String,
    /// The value, checked for length, alphabet and check digit.
    pub value: String,
}

/// Recognises a scan by its text and by what the scanner said of the code.
pub(crate) fn read(text: &str, symbology: Option<Symbology>) -> Option<Reading> {
    if licence::looks_like(text) {
        return licence::read(text).map(Box::new).map(Reading::Licence);
    }
    if let Some(elements) = gs1::read(text, symbology) {
        return Some(Reading::Gs1(elements));
    }
    if let Some(gtin14) = gtin::read(text, symbology) {
        return Some(Reading::Gtin { gtin14 });
    }
    if let Some((vin, check_digit_right)) = vin::read(text, symbology) {
        return Some(Reading::Vin {
            vin,
            check_digit_right,
        });
    }
    tire::read(text).map(Reading::TireNumber)
}

/// Says whether a scan is a personal document, readable or not, which no log may show.
pub(crate) fn is_personal(text: &str) -> bool {
    licence::looks_like(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scan_is_taken_for_what_it_is() {
        let gtin = |text: &str| Reading::Gtin {
            gtin14: text.to_owned(),
        };
        let cases = [
            ("4006381333931", None, Some(gtin("04006381333931"))),
            (
                "036000241457",
                Some(Symbology::Ean13),
                Some(gtin("00036000241457")),
            ),
            ("4006381333932", None, None),
            // Digits in a code that shops print themselves are the shop's own.
            ("4006381333931", Some(Symbology::Code128), None),
            (
                "DOT 1A9 C2DEFH 1224",
                None,
                Some(Reading::TireNumber("1A9C2DEFH1224".to_owned())),
            ),
            (
                "(01)09506000134352",
                None,
                Some(Reading::Gs1(vec![Element {
                    ai: "01".to_owned(),
                    value: "09506000134352".to_owned(),
                }])),
            ),
            (
                "1HGCM82633A004352",
                Some(Symbology::Code39),
                Some(Reading::Vin {
                    vin: "1HGCM82633A004352".to_owned(),
                    check_digit_right: true,
                }),
            ),
            ("PART-1", None, None),
            ("", None, None),
            ("Zündkerze Zündkerze", None, None),
        ];
        for (text, symbology, want) in cases {
            assert_eq!(read(text, symbology), want, "{text}");
        }
    }
}
