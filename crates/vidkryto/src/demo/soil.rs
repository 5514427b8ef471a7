//! How departments really write: the ways in which clean cells become dirty ones. Every way is one that safe fixes undo.

use super::sheet::Sheet;

/// A way to soil the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Soil {
    /// `149,5` for `149.5`.
    DecimalComma,
    /// `1 200 500,00` for `1200500.00`, with spaces that do not break.
    Thousands,
    /// `01.02.2024` for `2024-02-01`.
    DottedDate,
    /// A code kept as a number: its leading zeros are gone.
    LostZeros,
    /// `(056) 000-01-23` for `+380560000123`.
    LocalPhone,
    /// Non-breaking and doubled spaces.
    Spaces,
    /// Latin letters inside Cyrillic words.
    LatinLetters,
    /// Words for "nothing" in empty cells.
    NothingWords,
    /// `так` and `ні`.
    YesNo,
}

/// Soils the named columns of a sheet.
pub(super) fn soil(mut sheet: Sheet, ways: &[(&str, Soil)]) -> Sheet {
    for &(name, way) in ways {
        let position = sheet.position(name);
        if way == Soil::LostZeros {
            // Zeros are lost because a workbook takes the code for a number.
            "integer".clone_into(&mut sheet.columns[position].kind);
        }
        for (number, row) in sheet.rows.iter_mut().enumerate() {
            let cell = &mut row[position];
            *cell = soiled(cell, way, number);
        }
    }
    sheet
}

fn soiled(cell: &str, way: Soil, row: usize) -> String {
    if cell.is_empty() {
        let word = if way == Soil::NothingWords { ["н/д", "-", "немає", ""][row % 4] } else { "" };
        return word.to_owned();
    }
    match way {
        Soil::DecimalComma => cell.replace('.', ","),
        Soil::Thousands => thousands(cell),
        Soil::DottedDate => dotted(cell),
        Soil::LostZeros => cell.trim_start_matches('0').to_owned(),
        Soil::LocalPhone => local_phone(cell),
        Soil::Spaces if row % 4 == 1 => cell.replacen(' ', "\u{a0}", 1) + " ",
        Soil::Spaces if row % 9 == 5 => cell.replacen(' ', "  ", 1),
        Soil::LatinLetters if row % 6 == 2 => latin_letters(cell),
        Soil::YesNo if cell == "true" => "так".to_owned(),
        Soil::YesNo if cell == "false" => "ні".to_owned(),
        _ => cell.to_owned(),
    }
}

fn thousands(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "00"));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{grouped},{fraction}")
}

fn dotted(date: &str) -> String {
    let mut parts = date.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    }
}

fn local_phone(phone: &str) -> String {
    match phone.strip_prefix("+38").filter(|rest| rest.len() == 10 && rest.is_ascii()) {
        Some(local) => format!("({}) {}-{}-{}", &local[..3], &local[3..6], &local[6..8], &local[8..]),
        None => phone.to_owned(),
    }
}

/// Replaces one letter inside the longest Cyrillic word, as a keyboard left in Latin does.
fn latin_letters(text: &str) -> String {
    let longest = text.split(' ').max_by_key(|word| word.chars().count()).unwrap_or_default();
    let inner = longest.char_indices().skip(1).find(|(_, letter)| "аеіос".contains(*letter));
    let Some((place, letter)) = inner else { return text.to_owned() };
    let twin = match letter {
        'а' => 'a',
        'е' => 'e',
        'і' => 'i',
        'о' => 'o',
        _ => 'c',
    };
    let word = format!("{}{twin}{}", &longest[..place], &longest[place + letter.len_utf8()..]);
    text.replacen(longest, &word, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_writes_as_departments_do() {
        assert_eq!(soiled("1200500.00", Soil::Thousands, 0), "1\u{a0}200\u{a0}500,00");
        assert_eq!(soiled("2024-02-01", Soil::DottedDate, 0), "01.02.2024");
        assert_eq!(soiled("00981027", Soil::LostZeros, 0), "981027");
        assert_eq!(soiled("+380560000123", Soil::LocalPhone, 0), "(056) 000-01-23");
        assert_eq!(soiled("вул. Робоча", Soil::Spaces, 1), "вул.\u{a0}Робоча ");
        assert_eq!(soiled("вул. Робоча", Soil::LatinLetters, 2), "вул. Рoбоча");
        assert_eq!(soiled("", Soil::NothingWords, 0), "н/д");
    }
}
