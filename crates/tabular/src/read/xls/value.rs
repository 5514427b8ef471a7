//! Values as the binary formats hold them: packed numbers, errors by their code.

use crate::read::sheet::{Mark, NumberFormat, NumberKind, SheetRow, number_text};

/// How the numbers of a workbook become text.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Numbers<'book> {
    /// Formats by the number of the cell's style.
    pub(in crate::read) formats: &'book [NumberFormat],
    pub(in crate::read) system_1904: bool,
}

impl Numbers<'_> {
    /// Appends a number as a cell.
    pub(in crate::read) fn push(&self, row: &mut SheetRow, column: u32, style: usize, number: f64) {
        let format = self.formats.get(style).copied().unwrap_or_default();
        let raw = digits(number);
        let text = number_text(&raw, format.kind, self.system_1904);
        match format.kind {
            NumberKind::Plain => row.push_number(column, &text, format.mark),
            _ => row.push(column, &text, format.mark),
        }
    }
}

/// The shortest digits that mean the same number; very large and small ones with an exponent.
fn digits(number: f64) -> String {
    if number == 0.0 || (1e-15..1e21).contains(&number.abs()) { number.to_string() } else { format!("{number:E}") }
}

/// A number packed into 30 bits.
pub(in crate::read) fn packed(bits: u32) -> f64 {
    let value =
        if bits & 2 == 2 { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 == 1 { value / 100.0 } else { value }
}

/// Appends an error of a formula by its code.
pub(in crate::read) fn push_error(row: &mut SheetRow, column: u32, code: u32) {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    };
    row.push(column, text, Mark::Error);
}

#[cfg(test)]
mod tests {
    use super::{digits, packed};

    #[test]
    fn packed_numbers_are_whole_or_hundredths_or_short_fractions() {
        assert_eq!(digits(packed((25 << 2) | 2)), "25");
        assert_eq!(digits(packed((1_234 << 2) | 3)), "12.34");
        assert_eq!(digits(packed(u32::try_from(0.5_f64.to_bits() >> 32).expect("fits"))), "0.5");
        assert_eq!(digits(packed(((-7_i32) << 2).cast_unsigned() | 2)), "-7");
    }
}
