//! Whole and decimal numbers.

/// Digits a number may have before it is text: what Decimal128 holds.
pub const DIGITS_MAX: u32 = 38;
/// Digits a binary double keeps exactly.
pub const SAFE_FLOAT_DIGITS: u32 = 15;
/// Digits that 64 bits always hold; nearly all numbers have no more, and wide arithmetic costs.
const NARROW_DIGITS: u32 = 18;
const EXPONENT_DIGITS_MAX: usize = 3;

/// A decimal number: `digits × 10^-scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, signed.
    pub digits: i128,
    /// Digits before the point.
    pub whole: u32,
    /// Digits after the point.
    pub scale: u32,
}

impl Decimal {
    /// The digits at a larger scale; `None` where they no longer fit.
    pub fn at_scale(self, scale: u32) -> Option<i128> {
        let more = scale.checked_sub(self.scale)?;
        self.digits.checked_mul(10_i128.checked_pow(more)?)
    }
}

/// Reads a whole number in canonical form, within 64 bits.
pub fn integer(value: &str) -> Option<i64> {
    let bytes = value.as_bytes();
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !is_whole(digits) || digits.len() > 19 {
        return None;
    }
    if digits.len() < 19 {
        let number = digits.iter().fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
        return Some(if digits.len() == bytes.len() { number } else { -number });
    }
    value.parse().ok()
}

/// Reads a decimal number in canonical form, without exponent.
pub fn decimal(value: &str) -> Option<Decimal> {
    let bytes = value.as_bytes();
    let unsigned = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let most = DIGITS_MAX as usize + usize::from(unsigned.contains(&b'.'));
    if unsigned.len() > most {
        return None;
    }
    let (digits, point) = if unsigned.len() <= NARROW_DIGITS as usize {
        let (digits, point) = digits_and_point::<i64>(unsigned)?;
        (i128::from(digits), point)
    } else {
        digits_and_point::<i128>(unsigned)?
    };
    let (whole, fraction) = match point {
        Some(point) => (point, unsigned.len() - point - 1),
        None => (unsigned.len(), 0),
    };
    let is_lawful = match unsigned {
        [] | [b'.', ..] => false,
        [b'0', ..] => whole == 1,
        _ => true,
    };
    if !is_lawful || (point.is_some() && fraction == 0) {
        return None;
    }
    Some(Decimal {
        digits: if unsigned.len() == bytes.len() { digits } else { -digits },
        whole: u32::try_from(whole).ok()?,
        scale: u32::try_from(fraction).ok()?,
    })
}

/// All digits as one number, and where the point stands; `None` where anything else stands there. The digits must fit.
fn digits_and_point<N>(bytes: &[u8]) -> Option<(N, Option<usize>)>
where
    N: From<u8> + std::ops::Mul<Output = N> + std::ops::Add<Output = N>,
{
    let mut number = N::from(0);
    let mut point = None;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number * N::from(10) + N::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    Some((number, point))
}

/// Reads a number with exponent: `1.5E+05`. Without point and sign it is more likely a code (`12E3`), thus text.
pub fn exponent(value: &str) -> Option<f64> {
    let mark = value.bytes().position(|byte| byte == b'e' || byte == b'E')?;
    let (mantissa, power) = (&value[..mark], &value[mark + 1..]);
    let parsed = decimal(mantissa)?;
    let power_digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    let telling = parsed.scale > 0 || power_digits.len() < power.len();
    let lawful = (1..=EXPONENT_DIGITS_MAX).contains(&power_digits.len())
        && power_digits.bytes().all(|byte| byte.is_ascii_digit());
    if !telling || !lawful || parsed.whole + parsed.scale > SAFE_FLOAT_DIGITS {
        return None;
    }
    value.parse().ok().filter(|number: &f64| number.is_finite())
}

fn is_whole(digits: &[u8]) -> bool {
    match digits {
        [b'0'] => true,
        [] | [b'0', ..] => false,
        digits => digits.iter().all(u8::is_ascii_digit),
    }
}
