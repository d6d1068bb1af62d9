//! Vehicle identification numbers as 49 CFR 565.15 lays them out for light vehicles.
//!
//! It makes numbers, it never judges one from outside: that is the product's job, and its tests must
//! not share this code.

use crate::rng::Rng;

/// The letters and digits a VIN may hold (no I, O, Q).
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
const DIGITS: &[u8] = b"0123456789";
/// Position 10 runs through these from 1980 and again from 2010 (565.15, table VII).
const YEAR_CODES: &[u8] = b"ABCDEFGHJKLMNPRSTVWXY123456789";
const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Returns the check digit that belongs at position 9 (565.15(c), tables III to V).
pub fn check_digit(vin: &[u8; 17]) -> u8 {
    let sum: u32 = vin
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| value(*byte) * weight)
        .sum();
    match sum % 11 {
        10 => b'X',
        rest => DIGITS[rest as usize],
    }
}

/// Returns the code of a model year for position 10.
pub fn year_code(year: u16) -> u8 {
    YEAR_CODES[usize::from(year.saturating_sub(1980)) % YEAR_CODES.len()]
}

/// Returns a VIN for a maker's identifier, a model year and a serial below 1,000,000.
///
/// Position 7 is a letter from model year 2010 on and a digit before, which tells the two runs of
/// year codes apart (565.15(b), 73 FR 23367).
pub fn number(wmi: &str, year: u16, serial: u64, rng: &mut Rng) -> String {
    let mut vin = [b'0'; 17];
    for (place, byte) in vin.iter_mut().zip(wmi.bytes()) {
        *place = byte;
    }
    for place in &mut vin[3..8] {
        *place = *rng.pick(ALPHABET);
    }
    vin[6] = *rng.pick(if year >= 2010 { LETTERS } else { DIGITS });
    vin[9] = year_code(year);
    vin[10] = *rng.pick(LETTERS);
    for (place, byte) in vin[11..]
        .iter_mut()
        .zip(format!("{:06}", serial % 1_000_000).bytes())
    {
        *place = byte;
    }
    vin[8] = check_digit(&vin);
    vin.iter().map(|byte| char::from(*byte)).collect()
}

/// Returns the number a letter stands for (table III).
fn value(byte: u8) -> u32 {
    let value = match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'H' => byte - b'A' + 1,
        b'J'..=b'N' => byte - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => 0,
    };
    u32::from(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_carry_the_digit_we_compute() {
        let known = [
            "1M8GDM9AXKP042788",
            "1HGBH41JXMN109186",
            "1G4AH59H45G118341",
            "1J9RP1A36A1644345",
            "1HGCM82633A004352",
            "JH4KA7650MC002609",
            "5GZCZ43D13S812715",
            "11111111111111111",
        ];
        for vin in known {
            let bytes: [u8; 17] = vin.as_bytes().try_into().unwrap();
            assert_eq!(
                char::from(check_digit(&bytes)),
                char::from(bytes[8]),
                "{vin}"
            );
        }
    }

    #[test]
    fn year_codes_run_in_thirties() {
        let codes = [
            (1980, b'A'),
            (1987, b'H'),
            (1988, b'J'),
            (2000, b'Y'),
            (2001, b'1'),
        ];
        for (year, code) in codes {
            assert_eq!(year_code(year), code, "{year}");
            assert_eq!(year_code(year + 30), code, "{}", year + 30);
        }
    }
}
