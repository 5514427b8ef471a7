//! Numbers at their edges: where a format says how long, how many or where, a file that lies says so with one of these.

use std::ops::Range;

use crate::dice::Dice;

/// Written as digits, in XML, JSON and the attributes of cells.
const DIGITS: [&str; 16] = [
    "0",
    "-1",
    "1",
    "255",
    "16384",
    "16385",
    "65536",
    "1048576",
    "1048577",
    "2147483647",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e308",
    "0.0000000000000001",
    "999999999999999999999999999999",
];

/// Puts a number of one to eight bytes in place of what stands there.
pub(super) fn set_binary(bytes: &mut [u8], within: Range<usize>, dice: &mut Dice) {
    let width = dice.pick(&[1, 2, 4, 4, 8]).unwrap_or(4);
    let end = within.end.min(bytes.len());
    if within.start + width > end {
        return;
    }
    let at = within.start + dice.below(end - within.start - width + 1);
    let is_big = dice.once_in(2);
    let place = &mut bytes[at..at + width];
    let before = place.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let before = if is_big { before } else { before.swap_bytes() >> (64 - 8 * width) };
    let number = edge(before, width, dice);
    let written = number.to_be_bytes();
    place.copy_from_slice(&written[8 - width..]);
    if !is_big {
        place.reverse();
    }
}

fn edge(before: u64, width: usize, dice: &mut Dice) -> u64 {
    let all = u64::MAX >> (64 - 8 * width);
    match dice.below(10) {
        0 => 0,
        1 => all,
        2 => all >> 1,
        3 => (all >> 1) + 1,
        4 => all - dice.next() % 16,
        5 => 1 << dice.below(8 * width),
        6 => before.wrapping_mul(2) & all,
        7 => before.wrapping_sub(1 + dice.next() % 16) & all,
        _ => before.wrapping_add(1 + dice.next() % 16) & all,
    }
}

/// Puts another number in place of a run of digits.
pub(super) fn set_digits(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let from = dice.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|offset| from + offset) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = dice.pick(&DIGITS).unwrap_or("0");
    bytes.splice(start..start + length, digits.bytes());
}
