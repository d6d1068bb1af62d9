//! Decimal strings as a whole number over a power of ten. No floats: a tax must not depend on them.

/// Digits kept after the point. Nine leaves room to multiply by any amount in 128 bits.
const DECIMALS_MAX: u32 = 9;

/// A non-negative decimal: `numerator / denominator`, where the denominator is a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The digits without their point.
    pub numerator: i128,
    /// Ten to the number of digits after the point.
    pub denominator: i128,
}

impl Rate {
    /// Reads `0.0825`, `5` or `1.50`; `None` for anything else, signs and exponents included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fraction_len = u32::try_from(fraction.len()).ok()?;
        if !digits(whole) || !digits(fraction) || whole.len() > 12 || fraction_len > DECIMALS_MAX {
            return None;
        }
        let denominator = 10_i128.pow(fraction_len);
        let numerator =
            whole.parse::<i128>().ok()? * denominator + fraction.parse::<i128>().ok()?;
        Some(Self {
            numerator,
            denominator,
        })
    }

    /// Returns the value when nothing stands after the point, `None` otherwise.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        (self.numerator % self.denominator == 0).then_some(self.numerator / self.denominator)
    }
}

/// Divides and rounds half up, the sign set aside: 0.5 gives 1 and -0.5 gives -1, so that a refund
/// gives back exactly what the sale took.
///
/// `denominator` must be positive.
#[must_use]
pub fn divide_half_up(numerator: i128, denominator: i128) -> i128 {
    let magnitude = (numerator.abs() * 2 + denominator) / (denominator * 2);
    magnitude * numerator.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_decimals_only() {
        let rate = Rate::parse("0.0825").expect("a plain decimal");
        assert_eq!((rate.numerator, rate.denominator), (825, 10_000));
        assert_eq!(Rate::parse("5").and_then(Rate::whole), Some(5));
        assert_eq!(Rate::parse("5.00").and_then(Rate::whole), Some(5));
        assert_eq!(Rate::parse("1.5").and_then(Rate::whole), None);
        for bad in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "8,25",
            "0.0000000001",
        ] {
            assert_eq!(Rate::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn rounds_half_up_and_mirrors_refunds() {
        assert_eq!(divide_half_up(5, 10), 1);
        assert_eq!(divide_half_up(4, 10), 0);
        assert_eq!(divide_half_up(-5, 10), -1);
        assert_eq!(divide_half_up(-4, 10), 0);
        assert_eq!(divide_half_up(15, 10), 2);
    }
}
