//! Invented brands and the way each writes its part numbers.
//!
//! Numbers are unique without remembering any: each holds the part's serial, whose width is the same
//! for the whole shop, right after letters or digits no other style begins with. That stays true
//! when spaces, dots, dashes and slashes are taken out, as a search does.

use crate::rng::Rng;

/// Which three brands make a type of part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Brakes,
    Chassis,
    Electrical,
    Engine,
    Filters,
    Fluids,
    Tires,
    Wipers,
}

/// A parts brand.
#[derive(Debug)]
pub struct Brand {
    pub name: &'static str,
    /// The four digits its UPCs begin with.
    pub upc_prefix: u64,
    style: Style,
}

#[derive(Debug)]
enum Style {
    /// The type's two letters, a separator, the serial, one of the tails: "BP-1414A", "PH.7317/2".
    Coded(&'static str, &'static [&'static str]),
    /// The brand's own letters, a separator, the serial: "KX 20417".
    Lettered(&'static str, &'static str),
    /// Digits only: a lead, two digits for the type, the serial, in groups: "0 986 494 123".
    Grouped(&'static str, &'static [usize], char),
}

const NO_TAIL: &[&str] = &[""];
const LETTER_TAILS: &[&str] = &["", "", "A", "B", "C"];
const SLASH_TAILS: &[&str] = &["", "", "/1", "/2", "/4"];

impl Line {
    /// Returns the economy, the usual and the premium brand.
    pub const fn brands(self) -> &'static [Brand; 3] {
        match self {
            Line::Brakes => {
                const {
                    &[
                        brand("Ferrolane", 4011, Style::Lettered("FL", "")),
                        brand("Brakehaven", 4012, Style::Coded("-", LETTER_TAILS)),
                        brand(
                            "Kaltenbrand",
                            4013,
                            Style::Grouped("0986", &[1, 3, 3, 3], ' '),
                        ),
                    ]
                }
            }
            Line::Chassis => {
                const {
                    &[
                        brand("Ridgehall", 4021, Style::Lettered("K", "")),
                        brand("Steerwright", 4022, Style::Coded("", LETTER_TAILS)),
                        brand("Nordhelm", 4023, Style::Grouped("30", &[2, 3, 3], ' ')),
                    ]
                }
            }
            Line::Electrical => {
                const {
                    &[
                        brand("Ampwell", 4031, Style::Lettered("AW", "-")),
                        brand("Voltmere", 4032, Style::Coded("-", NO_TAIL)),
                        brand("Kernstrom", 4033, Style::Grouped("7320", &[3, 3, 3], '.')),
                    ]
                }
            }
            Line::Engine => {
                const {
                    &[
                        brand("Gripline", 4041, Style::Lettered("G", "-")),
                        brand("Torsway", 4042, Style::Coded(" ", LETTER_TAILS)),
                        brand("Coolbrook", 4043, Style::Grouped("51", &[2, 3, 3], '-')),
                    ]
                }
            }
            Line::Filters => {
                const {
                    &[
                        brand("Cleanpath", 4051, Style::Lettered("CP", "")),
                        brand("Purefold", 4052, Style::Coded(".", SLASH_TAILS)),
                        brand("Hallmere", 4053, Style::Coded(" ", SLASH_TAILS)),
                    ]
                }
            }
            Line::Fluids => {
                const {
                    &[
                        brand("Prairie Lube", 4061, Style::Lettered("PL", "-")),
                        brand("Meridian Oil", 4062, Style::Coded("", NO_TAIL)),
                        brand("Arcline", 4063, Style::Coded("-", NO_TAIL)),
                    ]
                }
            }
            Line::Tires => {
                const {
                    &[
                        brand("Roadmere", 4071, Style::Lettered("RM", " ")),
                        brand("Pinecrest", 4072, Style::Grouped("84", &[3, 3, 3], '-')),
                        brand("Trailhorn", 4073, Style::Grouped("6190", &[3, 3, 3], ' ')),
                    ]
                }
            }
            Line::Wipers => {
                const {
                    &[
                        brand("Clearmile", 4081, Style::Lettered("CM", "-")),
                        brand("Lumenway", 4082, Style::Coded("", LETTER_TAILS)),
                        brand("Halogrand", 4083, Style::Coded(".", NO_TAIL)),
                    ]
                }
            }
        }
    }
}

const fn brand(name: &'static str, upc_prefix: u64, style: Style) -> Brand {
    Brand {
        name,
        upc_prefix,
        style,
    }
}

impl Brand {
    /// Returns a part number as it stands on the box.
    pub fn number(&self, code: &str, type_number: usize, serial: u64, rng: &mut Rng) -> String {
        match &self.style {
            Style::Coded(separator, tails) => {
                format!("{code}{separator}{serial}{}", rng.pick(tails))
            }
            Style::Lettered(letters, separator) => format!("{letters}{separator}{serial}"),
            Style::Grouped(lead, groups, separator) => grouped(
                &format!("{lead}{:02}{serial}", type_number % 100),
                groups,
                *separator,
            ),
        }
    }
}

/// Cuts digits into groups; what is left over stays with the last group.
fn grouped(digits: &str, groups: &[usize], separator: char) -> String {
    let mut text = String::with_capacity(digits.len() + groups.len());
    let mut rest = digits;
    for (index, length) in groups.iter().enumerate() {
        if index > 0 {
            text.push(separator);
        }
        let last = index + 1 == groups.len();
        let cut = if last { rest.len() } else { *length };
        let (group, after) = rest.split_at(cut.min(rest.len()));
        text.push_str(group);
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_like_the_brand_writes_them() {
        let mut rng = Rng::for_item(7, crate::rng::Stream::Part, 0);
        let [economy, usual, premium] = Line::Brakes.brands();
        assert_eq!(economy.number("BP", 1, 1414, &mut rng), "FL1414");
        let coded = usual.number("BP", 1, 1414, &mut rng);
        assert!(coded.starts_with("BP-1414"), "{coded}");
        assert_eq!(premium.number("BP", 1, 1414, &mut rng), "0 986 011 414");
        assert_eq!(
            premium.number("BP", 1, 1_414_555, &mut rng),
            "0 986 011 414555"
        );
    }
}
