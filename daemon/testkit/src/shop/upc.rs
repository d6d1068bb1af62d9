//! UPC-A numbers: the check digit of the GS1 General Specifications, section 7.9.

/// Returns the check digit of the first eleven digits of a UPC-A number.
///
/// Counted from the left, the odd places weigh 3 and the even ones 1.
pub fn check_digit(digits: [u8; 11]) -> u8 {
    let sum: u8 = digits
        .iter()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 3 } else { *digit })
        .sum();
    (10 - sum % 10) % 10
}

/// Returns a UPC-A number for a maker's prefix of four digits and a serial below 10,000,000.
///
/// Prefixes that start with 4 are kept for numbers inside one shop, so an invented one never
/// collides with the number on a real box.
pub fn number(prefix: u64, serial: u64) -> String {
    let body = format!("{:04}{:07}", prefix % 10_000, serial % 10_000_000);
    let mut digits = [0; 11];
    for (digit, byte) in digits.iter_mut().zip(body.bytes()) {
        *digit = byte - b'0';
    }
    format!("{body}{}", check_digit(digits))
}
